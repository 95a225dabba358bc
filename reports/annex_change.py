"""Annex E: the smallest changes that would put another option first, all tipping levels, single facts."""

from __future__ import annotations

from collections.abc import Iterator

from decision.sensitivity import FactFlip
from decision.smallest_change import SmallestChange
from decision.tipping import Flip, TippingLevel
from reports.content import AnnexPart, Cell, Column, Table, TableRow, Text
from reports.voice import EN_DASH, Voice, capital
from reports.wording_doctrine import ground


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
        _facts(voice),
    )


def _smallest(voice: Voice, item: SmallestChange) -> TableRow:
    option = Cell(voice.option_short(item.option), place=voice.place(item.option))
    if item.barred_by is not None:
        return TableRow((option, Cell(EN_DASH), Cell(_barred(voice, item.barred_by))))
    if item.points is None:
        return TableRow((option, Cell(EN_DASH), Cell(voice("annex.changes.never"))))
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


def _barred(voice: Voice, rule: str) -> str:
    """Why no level counts: the rule that excludes the option, and the fact it holds by."""
    return voice("annex.changes.barred", ground=ground(voice, rule), cited=voice.cited(rule))


def _tipping(voice: Voice) -> AnnexPart:
    tipping = voice.analysis.sensitivity.tipping
    columns = (
        Column(voice("column.criterion"), 170),
        Column(voice("column.now"), 30, right=True),
        *(
            Column(voice(f"column.tipping.{name}"), 73)
            for name in ("below", "above", "value_below", "value_above")
        ),
    )
    if not tipping:
        return AnnexPart(voice("annex.tipping"), voice("annex.tipping.none"), (), sub=True)
    flipping = [item for item in tipping if any((item.below, item.above, item.value_below, item.value_above))]
    still = len(tipping) - len(flipping)
    body: list[Table | Text] = []
    if flipping:
        body.append(Table(columns, tuple(_tipping_row(voice, item) for item in flipping)))
        still_text = voice.words.count("note.annex.tipping.still", still, count=capital(voice.counted(still)))
    else:
        still_text = voice("annex.tipping.nothing")
    if still:
        body.append(Text(still_text))
    return AnnexPart(voice("annex.tipping"), voice("annex.tipping.intro"), tuple(body), sub=True)


def _tipping_row(voice: Voice, item: TippingLevel) -> TableRow:
    flips = (item.below, item.above, item.value_below, item.value_above)
    return TableRow(
        (
            Cell(voice.criterion(item.criterion)),
            Cell(voice.level(item.now), strong=True),
            *(_flip(voice, flip) for flip in flips),
        )
    )


def _flip(voice: Voice, flip: Flip | None) -> Cell:
    if flip is None:
        return Cell(EN_DASH, quiet=True)
    text = voice("annex.tipping.flip", level=voice.level(flip.level), option=voice.option_short(flip.option))
    return Cell(text, sub=voice.through(flip.through))


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
