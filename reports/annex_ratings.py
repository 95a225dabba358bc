"""Annex A and B and the sources: every rating with its evidence, the weights, how far they can move."""

from __future__ import annotations

from collections.abc import Iterator

from decision.case import Evidence
from decision.sensitivity.stability import Stability
from reports.content import AnnexPart, Cell, Column, SourceList, Table, TableRow, Track
from reports.voice import EN_DASH, NO_BREAK, Voice
from reports.wording_context import family_shares


def ratings(voice: Voice) -> AnnexPart:
    """Annex A."""
    columns = (
        Column(voice("column.criterion"), 124),
        Column(voice("column.level"), 20, right=True),
        Column(voice("column.range"), 28),
        Column(voice("column.confidence"), 38),
        Column(voice("column.weight"), 30, right=True),
        Column(voice("column.rationale"), 172),
        Column(voice("column.evidence"), 41),
    )
    coverage = voice.analysis.valuation.coverage
    unrated = len(voice.analysis.explanation.unrated)
    return AnnexPart(
        heading=voice("annex.ratings"),
        intro=voice.words.count(
            "note.annex.ratings.intro" if unrated else "note.annex.ratings.intro_all",
            unrated,
            coverage=voice.per_cent(coverage),
            all=voice.counted(len(voice.model.criteria)),
        ),
        body=(Table(columns, tuple(_rating_rows(voice))),),
    )


def _rating_rows(voice: Voice) -> Iterator[TableRow]:
    for place, family in enumerate(voice.model.family_ids):
        share = f"{family_shares(voice)[place]}{NO_BREAK}%"
        empty = Cell("")
        yield TableRow(
            (Cell(voice.family(family), strong=True), empty, empty, empty, Cell(share, strong=True), empty, empty),
            family=True,
        )
        for member in voice.model.members(family):
            yield _rating_row(voice, member)


def _rating_row(voice: Voice, place: int) -> TableRow:
    criterion, level = voice.model.criteria[place], voice.analysis.valuation.levels[place]
    estimate, rating = level.estimate, voice.case.ratings.get(criterion.id)
    weight = voice.words.number(float(voice.analysis.valuation.weights.criteria[place]) * 100, 2)
    spread = voice.range(estimate.low, estimate.high) if estimate.low < estimate.high else EN_DASH
    confidence = rating.confidence if rating is not None else None
    return TableRow(
        (
            Cell(voice.criterion(criterion.id), sub=_thresholds(voice, criterion.thresholds)),
            Cell(voice.level(estimate.best) if level.rated else EN_DASH, strong=True),
            Cell(spread if level.rated else voice("bands.not_rated"), quiet=True),
            Cell(_confidence(voice, confidence, rated=rating is not None), strong=confidence == "low"),
            Cell(f"{weight}{NO_BREAK}%"),
            Cell(_rationale(voice, place)),
            _evidence(voice, place),
        )
    )


def _thresholds(voice: Voice, thresholds: tuple[float, ...]) -> str:
    if not thresholds:
        return ""
    return voice("annex.thresholds", levels=voice.words.listing([voice.level(item) for item in thresholds]))


def _confidence(voice: Voice, confidence: str | None, *, rated: bool) -> str:
    if confidence is not None:
        return voice.words(f"confidence.{confidence}")
    return voice.not_stated if rated else EN_DASH


def _rationale(voice: Voice, place: int) -> str:
    level = voice.analysis.valuation.levels[place]
    rating = voice.case.ratings.get(level.criterion)
    if rating is not None:
        return " ".join((rating.rationale or voice.not_stated).split("\n"))
    return voice("annex.computed") if level.computed else voice("annex.unknown")


def _evidence(voice: Voice, place: int) -> Cell:
    level = voice.analysis.valuation.levels[place]
    rating = voice.case.ratings.get(level.criterion)
    if rating is None:
        return Cell(voice("bands.computed") if level.computed else EN_DASH, quiet=True)
    if not rating.evidence:
        return Cell(voice("annex.to_be_cited"), strong=True)
    return Cell(voice.evidence(rating.evidence), quiet=True)


def weights(voice: Voice) -> AnnexPart:
    """Annex B."""
    columns = (
        Column(voice("column.family"), 110),
        Column(voice("column.weight"), 40, right=True),
        Column(voice("column.criteria"), 62, right=True),
        Column(voice("annex.weights.scale"), 150),
        Column(voice("column.reading"), 112),
    )
    own = voice.case.weights is not None
    perspective = voice.perspective(voice.model.perspective(voice.case.perspective).id)
    return AnnexPart(
        heading=voice("annex.weights"),
        intro=voice(
            "annex.weights.intro_own" if own else "annex.weights.intro",
            perspective=perspective,
            option=voice.option(_first(voice)),
        ),
        body=(Table(columns, tuple(_weight_row(voice, item) for item in voice.analysis.sensitivity.families)),),
    )


def _first(voice: Voice) -> str:
    return voice.analysis.explanation.leading.first


def _weight_row(voice: Voice, item: Stability) -> TableRow:
    place = voice.model.family_ids.index(item.key)
    first = voice.place(_first(voice))
    return TableRow(
        (
            Cell(voice.family(item.key)),
            Cell(f"{family_shares(voice)[place]}{NO_BREAK}%", strong=True),
            Cell(_members(voice, item.key)),
            Track(item.now, item.low, item.high, first, voice.place(item.below), voice.place(item.above)),
            Cell(_reading(voice, item)),
        )
    )


def _members(voice: Voice, family: str) -> str:
    """The criteria's shares of the whole: "4 x 8.75 %" where equal, else from the least to the greatest."""
    shares = [
        float(voice.analysis.valuation.weights.criteria[member]) * 100 for member in voice.model.members(family)
    ]
    low, high = (voice.words.number(end, 2) for end in (min(shares), max(shares)))
    if low == high:
        return voice("annex.weights.equal", number=len(shares), share=low)
    return voice("annex.weights.unequal", number=len(shares), low=low, high=high)


def _reading(voice: Voice, item: Stability) -> str:
    first = voice.option(_first(voice))
    if item.below is None and item.above is None:
        return voice("annex.weights.any", option=first)
    parts = []
    if item.below is not None:
        parts.append(
            voice("annex.weights.below", share=voice.words.share(item.low), other=voice.option(item.below))
        )
    if item.above is not None:
        parts.append(
            voice("annex.weights.above", share=voice.words.share(item.high), other=voice.option(item.above))
        )
    return voice("annex.weights.between", option=first, parts="; ".join(parts))


def sources(voice: Voice) -> AnnexPart:
    """The public evidence under its printed numbers."""
    items = tuple(
        (voice.sources[item.id], _origin(voice, item), item.reliability or "") for item in voice.case.evidence
    )
    return AnnexPart(voice("annex.sources"), "", (SourceList(items, voice("annex.sources.none")),), sub=True)


def _origin(voice: Voice, item: Evidence) -> str:
    parts = [item.title, item.source or "", voice.words.day(item.date) if item.date else "", item.url or ""]
    return ", ".join(part for part in parts if part)
