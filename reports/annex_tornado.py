"""Annex E, continued: the tornado, how far each criterion's own doubt moves the lead."""

from __future__ import annotations

from decision.sensitivity.tornado import TornadoBar
from reports.content import AnnexPart, Cell, Column, Swing, Table, TableRow
from reports.voice import NO_BREAK, Voice

LONGEST = 5


def tornado(voice: Voice) -> AnnexPart:
    """The longest bars, on one scale."""
    bars = [bar for bar in voice.analysis.sensitivity.tornado if bar.swing > 0][:LONGEST]
    if not bars:
        return AnnexPart(voice("annex.tornado"), voice("annex.tornado.none"), (), sub=True)
    option = voice.analysis.recommendation.option or voice.analysis.explanation.leading.first
    columns = (
        Column(voice("column.criterion"), 142),
        Column(voice("column.range"), 46),
        Column(voice("column.lead"), 60, right=True),
        Column(voice("column.lead_picture"), 225),
    )
    floor = min(0.0, *(bar.least for bar in bars))
    ceiling = max(0.0, *(bar.greatest for bar in bars))
    rows = tuple(_row(voice, bar, floor, ceiling, voice.place(option)) for bar in bars)
    return AnnexPart(
        voice("annex.tornado"),
        voice("annex.tornado.intro", option=voice.option(option)),
        (Table(columns, rows),),
        sub=True,
    )


def _row(voice: Voice, bar: TornadoBar, floor: float, ceiling: float, place: int | None) -> TableRow:
    return TableRow(
        (
            Cell(voice.criterion(bar.criterion), sub="" if bar.rated else voice("bands.not_rated")),
            Cell(voice.range(bar.low, bar.high), quiet=True),
            Cell(voice.against(bar.least, bar.greatest).replace(" ", NO_BREAK)),
            Swing(bar.least, bar.greatest, floor, ceiling, place),
        )
    )
