"""What the note holds, free of any format: words, figures and what the pictures show, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from decision.case import NotePart


@dataclass(frozen=True, slots=True)
class Text:
    """Words, the first of which may be emphasized as their ``lead``."""

    body: str
    lead: str = ""

    @property
    def whole(self) -> str:
        """Lead and body as one string."""
        gap = " " if self.lead and self.body and self.body[0] not in ",.;:)" else ""
        return self.lead + gap + self.body


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph with lettered items."""

    number: int
    text: Text
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The running head, the title and the block under it (label, value; the value may have a lead).

    ``page`` has places for ``{page}`` and ``{pages}``, which only the paper knows.
    """

    classification: str
    kind: str
    running: str
    reference: str
    title: str
    left: tuple[tuple[str, Text], ...]
    right: tuple[tuple[str, Text], ...]
    foot: str
    page: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of numbered paragraphs under a side head, with a caption under the head or none."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    caption: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What one line of argument names: the option's place (None: nothing) and whether it agrees (None: silent)."""

    label: str
    name: str
    place: int | None
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The recommendation block: the option's place, its name, the words of the scale and the one that holds."""

    place: int | None
    name: str
    scale: tuple[str, ...]
    chosen: int
    basis: str
    lines: tuple[LineSaid, ...]


@dataclass(frozen=True, slots=True)
class BandRow:
    """One criterion on its bands; ``place`` is the option whose band the level lies in. Levels are 0-100.

    ``thresholds`` may be empty; ``figures`` are level and range as printed; ``bars`` counts confidence (0-3).
    """

    name: str
    thresholds: tuple[float, ...]
    low: float
    best: float
    high: float
    rated: bool
    place: int
    level: str
    range: str
    bars: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class BandFamily:
    """A family of criteria with its weight in words and the place of the option it alone names."""

    name: str
    weight: str
    place: int | None
    rows: tuple[BandRow, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """Figure 1."""

    title: str
    family: str
    columns: tuple[str, ...]
    families: tuple[BandFamily, ...]
    key: str
    key_options: tuple[str, ...]
    key_note: str


@dataclass(frozen=True, slots=True)
class Structure:
    """Who stands where under one option: the names in the boxes; an office that is absent has its own words.

    ``shape`` is ``in``, ``between`` or ``out``; ``one_head``: the head of mission wears all hats.
    """

    shape: str
    mission: str
    head: str
    deputy: str
    one_head: bool
    coordination: str
    country_team: str
    office: str
    office_absent: bool
    peers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One option compared: value and its range of draws on 0-100, and what its chip and caption say."""

    name: str
    short: str
    chip: str
    chip_filled: bool
    caption: str
    later_caption: str
    figure: str
    value: float
    low: float
    high: float
    baseline: float
    excluded: bool
    structure: Structure


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: a label at the side and one cell a column; ``place`` marks the cell a line points to.

    ``relief``: where the pages are full, rows give way in this order, the least first; 0 never does.
    """

    label: str
    cells: tuple[Text, ...]
    sub: str = ""
    place: int | None = None
    whole: bool = False
    relief: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """Section 4 with both its halves."""

    heading: str
    continued: str
    value_head: str
    value_keys: tuple[str, str]
    structure_head: str
    structure_keys: tuple[str, ...]
    structure_note: str
    values: tuple[OptionValue, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Section 5: what the three lines say, side by side."""

    section: Section
    tag: str
    agree: bool
    head: str
    options: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PerspectiveRow:
    """One modelled perspective: values 0-100 an option, as printed, and the place of its first."""

    name: str
    values: tuple[float, ...]
    figures: tuple[str, ...]
    first: int | None


@dataclass(frozen=True, slots=True)
class Dissent:
    """Section 6."""

    section: Section
    head: str
    options: tuple[str, ...]
    rows: tuple[PerspectiveRow, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger; a single level has a track: low, best, high now and the level at which it flips.

    ``chance``: that it flips by itself, as printed; empty where no such thing is known.
    """

    name: str
    now: str
    flips_at: str
    towards: str
    place: int | None
    through: str
    track: tuple[float, float, float, float] | None = None
    chance: str = ""


@dataclass(frozen=True, slots=True)
class Triggers:
    """Section 8."""

    section: Section
    columns: tuple[str, ...]
    rows: tuple[Trigger, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Section 9: action, owner, date."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an annex table: its head, its share of the measure and whether figures end at its right."""

    head: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an annex table: words, a quieter second part, an emphasis, the mark of an option.

    A line feed within ``text`` starts a new line.
    """

    text: str
    sub: str = ""
    strong: bool = False
    quiet: bool = False
    place: int | None = None

    @property
    def lines(self) -> list[str]:
        """The words line by line, as far as they are given so."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Track:
    """A weight's bar, 0-1: the weight used, the part where the first stays first, who takes over beyond it."""

    now: float
    low: float
    high: float
    place: int | None
    below: int | None
    above: int | None


@dataclass(frozen=True, slots=True)
class Swing:
    """A bar from the least to the greatest lead of an option on a scale that holds 0; points of value."""

    least: float
    greatest: float
    floor: float
    ceiling: float
    place: int | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of an annex table; ``family`` rows are shaded and stay with the next."""

    cells: tuple[Cell | Track | Swing, ...]
    family: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An annex table with a line of introduction."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources, numbered: (number, title and origin, reliability)."""

    items: tuple[tuple[str, str, str], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """A part of the annex: a head (main or sub), an introduction, then tables, sources or plain lines."""

    heading: str
    intro: str
    body: tuple[Table | SourceList | Text, ...]
    sub: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """The whole note; the parts ``left_out`` hold no paragraph, and none of them is drawn.

    Without its annex, a note still has the list of its sources there, and the last line.
    """

    language: str
    author: str
    head: Head
    decision: Section
    verdict: Verdict
    recommendation: Section
    context: Section
    bands: Bands
    options: Options
    lines: Lines
    dissent: Dissent
    safeguards: Section
    triggers: Triggers
    steps: Steps
    gaps: Section
    annex: tuple[AnnexPart, ...]
    closing: str
    left_out: frozenset[NotePart] = frozenset()
