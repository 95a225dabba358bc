"""What speaks for and against each option by criterion: the strongest in the note, the rest in the annex."""

from __future__ import annotations

from collections.abc import Sequence

from decision.explanation.disagreement import Contribution
from decision.explanation.reasons import OptionReasons
from reports.content import AnnexPart, Cell, Column, Row, Table, TableRow, Text
from reports.voice import EN_DASH, Voice, capital

RELIEF = 2


def reasons_row(voice: Voice) -> Row:
    """The strongest reason on either side of each option, against the best of the others."""
    cells = tuple(Text(_strongest(voice, item)) for item in voice.analysis.explanation.options)
    return Row(voice("row.reasons"), cells, sub=voice("row.reasons.sub"), relief=RELIEF)


def _strongest(voice: Voice, item: OptionReasons) -> str:
    told = [
        voice(f"reasons.{side}", part=_part(voice, parts[0]))
        for side, parts in (("ahead", item.ahead), ("behind", item.behind))
        if parts
    ]
    return " ".join(told) or EN_DASH


def _part(voice: Voice, part: Contribution) -> str:
    return voice(
        "reasons.part", criterion=voice.criterion_within(part.criterion), points=voice.value(abs(part.points))
    )


def reasons(voice: Voice) -> AnnexPart:
    """The reasons on both sides of every option."""
    columns = (
        Column(voice("column.option"), 78),
        Column(voice("column.rival"), 66),
        Column(voice("column.lead"), 32, right=True),
        Column(voice("column.ahead"), 154),
        Column(voice("column.behind"), 154),
    )
    rows = tuple(
        TableRow(
            (
                Cell(voice.option_short(item.option), place=voice.place(item.option)),
                Cell(voice.option_short(item.rival), quiet=True),
                Cell(voice.value(item.points), strong=True),
                Cell(_parts(voice, item.ahead)),
                Cell(_parts(voice, item.behind)),
            )
        )
        for item in voice.analysis.explanation.options
    )
    variant = Text(voice.words("option.variant"), voice("row.variant") + ".")
    return AnnexPart(
        voice("annex.reasons"), voice("annex.reasons.intro"), (Table(columns, rows), variant), sub=True
    )


def _parts(voice: Voice, parts: Sequence[Contribution]) -> str:
    return "\n".join(capital(_part(voice, part)) for part in parts) or EN_DASH
