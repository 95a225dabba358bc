"""Annex D, continued: what would bring the perspectives that see it otherwise to the option of least regret."""

from __future__ import annotations

from decision.stakeholders.weight_shift import WeightShift
from reports.content import AnnexPart, Cell, Column, Table, TableRow
from reports.voice import Voice, capital
from reports.wording_dissent import shift_in_words


def shifts(voice: Voice) -> AnnexPart:
    """The smallest shift of weight between families, one row a perspective."""
    found = voice.analysis.stakeholders
    if found.least_regret is None:
        return AnnexPart(voice("annex.shifts"), voice("annex.shifts.tie"), (), sub=True)
    option = voice.option(found.least_regret)
    if not found.shifts:
        return AnnexPart(voice("annex.shifts"), voice("annex.shifts.none", option=option), (), sub=True)
    columns = (
        Column(voice("column.perspective"), 96),
        Column(voice("column.names_first"), 84),
        Column(voice("column.shift"), 214),
        Column(voice("column.then"), 99),
    )
    firsts = {view.perspective: view.first for view in found.views}
    rows = tuple(_row(voice, shift, firsts[shift.perspective]) for shift in found.shifts)
    intro = voice("annex.shifts.intro", option=option)
    return AnnexPart(voice("annex.shifts"), intro, (Table(columns, rows),), sub=True)


def _row(voice: Voice, shift: WeightShift, first: str | None) -> TableRow:
    weights = [
        voice(
            "annex.shifts.change",
            family=voice.family(item.family),
            now=voice.words.share(item.now),
            then=voice.words.share(item.then),
        )
        for item in shift.changes
    ]
    return TableRow(
        (
            Cell(voice.perspective(shift.perspective)),
            Cell(voice.option_short(first), place=voice.place(first)),
            Cell(capital(shift_in_words(voice, shift))),
            Cell("\n".join(weights), quiet=True),
        )
    )
