"""Annex E: the smallest changes that would put another option first, tipping levels and gaps, single facts."""

from __future__ import annotations

from collections.abc import Iterator

from decision.sensitivity.overall import FactFlip
from decision.sensitivity.smallest_change import SmallestChange
from decision.sensitivity.tipping import Flip, OpenLevel, TippingLevel, Turn
from reports.annex_tornado import tornado
from reports.content import AnnexPart, Cell, Column, Table, TableRow, Text
from reports.voice import EN_DASH, Voice, capital
from reports.wording_doctrine import ground, test_found


def changes(voice: Voice) -> tuple[AnnexPart, ...]:
    """The parts of annex E."""
    columns = (
        Column(voice("column.option"), 95),
        Column(voice("column.points"), 45, right=True),
        Column(voice("column.changes"), 353),
    )
    rows = tuple(_smallest(voice, item) for item in voice.analysis.sensitivity.smallest)
    return (
        AnnexPart(
            voice("annex.changes"),
            voice("annex.changes.intro", lead=voice.words.number(voice.model.lead)),
            (Table(columns, rows),),
        ),
        _tipping(voice),
        *_gaps(voice),
        tornado(voice),
        _facts(voice),
    )


def _smallest(voice: Voice, item: SmallestChange) -> TableRow:
    option = Cell(voice.option_short(item.option), place=voice.place(item.option))
    if item.barred_by is not None:
        return TableRow((option, Cell(EN_DASH), Cell(_barred(voice, item, item.barred_by))))
    if item.points is None:
        return TableRow((option, Cell(EN_DASH), Cell(capital(voice("annex.changes.never")))))
    told = "; ".join(
        voice(
            "annex.changes.level",
            criterion=voice.criterion_within(change.criterion),
            now=voice.level(change.now),
            then=voice.words.number(change.then, 0 if float(change.then).is_integer() else 1),
        )
        for change in item.changes
    )
    return TableRow((option, Cell(voice.value(item.points), strong=True), Cell(capital(told))))


def _barred(voice: Voice, item: SmallestChange, rule: str) -> str:
    """Why no level counts: the rule that excludes the option, and what it holds by."""
    # Two tests of one fact may read alike.
    tests = list(dict.fromkeys(test_found(voice, test) for test in item.barred_on))
    held_by = "; ".join(tests) or ground(voice, rule)
    return capital(voice("annex.changes.barred", held_by=held_by, cited=voice.cited(rule)))


def _tipping(voice: Voice) -> AnnexPart:
    tipping = voice.analysis.sensitivity.tipping
    columns = (
        Column(voice("column.criterion"), 142),
        Column(voice("column.now"), 24, right=True),
        Column(voice("column.chance"), 32, right=True),
        *(
            Column(voice(f"column.tipping.{name}"), 73)
            for name in ("below", "above", "value_below", "value_above")
        ),
    )
    if not tipping:
        return AnnexPart(voice("annex.tipping"), voice("annex.tipping.none"), (), sub=True)
    flipping = [item for item in tipping if any((item.below, item.above, item.value_below, item.value_above))]
    still = len(tipping) - len(flipping)
    if not flipping:
        return AnnexPart(voice("annex.tipping"), voice("annex.tipping.nothing"), (), sub=True)
    body: list[Table | Text] = [Table(columns, tuple(_tipping_row(voice, item) for item in flipping))]
    if still:
        count = capital(voice.counted(still))
        body.append(Text(voice.words.count("note.annex.tipping.still", still, count=count)))
    return AnnexPart(voice("annex.tipping"), voice("annex.tipping.intro"), tuple(body), sub=True)


def _tipping_row(voice: Voice, item: TippingLevel) -> TableRow:
    flips = (item.below, item.above, item.value_below, item.value_above)
    return TableRow(
        (
            Cell(voice.criterion(item.criterion)),
            Cell(voice.level(item.now), strong=True),
            Cell(voice.words.share(item.chance)),
            *(_flip(voice, flip) for flip in flips),
        )
    )


def _flip(voice: Voice, flip: Flip | None) -> Cell:
    if flip is None:
        return Cell(EN_DASH, quiet=True)
    text = voice("annex.tipping.flip", level=voice.level(flip.level), option=voice.option_short(flip.option))
    return Cell(text, sub=voice.through(flip.through))


def _gaps(voice: Voice) -> Iterator[AnnexPart]:
    """The criteria that nobody has rated: over which levels each would turn the advice by itself."""
    unrated = voice.analysis.sensitivity.unrated
    if not unrated:
        return
    turning = [item for item in unrated if item.turns]
    still = len(unrated) - len(turning)
    if not turning:
        yield AnnexPart(voice("annex.gaps"), voice("annex.gaps.none"), (), sub=True)
        return
    columns = (
        Column(voice("column.criterion"), 190),
        Column(voice("column.between"), 70),
        Column(voice("column.towards"), 130),
        Column(voice("column.scale_share"), 80, right=True),
    )
    rows = tuple(row for item in turning for row in _gap_rows(voice, item))
    body: list[Table | Text] = [Table(columns, rows)]
    if still:
        body.append(Text(voice.words.count("note.annex.gaps.still", still, count=capital(voice.counted(still)))))
    yield AnnexPart(voice("annex.gaps"), voice("annex.gaps.intro"), tuple(body), sub=True)


def _gap_rows(voice: Voice, item: OpenLevel) -> Iterator[TableRow]:
    """A row a stretch; the share of the scale is that of all its stretches and stands beside the first."""
    for number, turn in enumerate(item.turns):
        yield TableRow(
            (
                Cell(voice.criterion(item.criterion), quiet=number > 0),
                Cell(_stretch(voice, turn), strong=True),
                Cell(voice.option_short(turn.option), place=voice.place(turn.option)),
                Cell("" if number else voice.words.share(item.chance)),
            )
        )


def _stretch(voice: Voice, turn: Turn) -> str:
    """The ends of a stretch, whole; with a decimal where they would look the same."""
    if voice.level(turn.low) == voice.level(turn.high):
        return f"{voice.value(turn.low)}{EN_DASH}{voice.value(turn.high)}"
    return voice.range(turn.low, turn.high)


def _facts(voice: Voice) -> AnnexPart:
    flips = voice.analysis.sensitivity.facts
    if not flips:
        return AnnexPart(voice("annex.facts"), voice("annex.facts.none"), (), sub=True)
    columns = (
        Column(voice("column.fact"), 120),
        Column(voice("column.now"), 100),
        Column(voice("column.if"), 120),
        Column(voice("column.towards"), 90),
        Column(voice("column.through"), 60),
    )
    rows = tuple(_fact_rows(voice, flips))
    return AnnexPart(voice("annex.facts"), voice("annex.facts.intro"), (Table(columns, rows),), sub=True)


def _fact_rows(voice: Voice, flips: tuple[FactFlip, ...]) -> Iterator[TableRow]:
    for flip in flips:
        yield TableRow(
            (
                Cell(voice.fact(flip.fact)),
                Cell(voice.fact_value(flip.fact, flip.now), quiet=True),
                Cell(voice.fact_value(flip.fact, flip.value)),
                Cell(voice.option_short(flip.option), place=voice.place(flip.option)),
                Cell(voice.through(flip.decided_by), quiet=True),
            )
        )
