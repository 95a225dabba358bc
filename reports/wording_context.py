"""Section 3: the facts of the context, and the bands picture of all criteria."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

import numpy as np

from decision.case import Confidence
from decision.model import Criterion
from decision.valuation import Level
from reports.content import BandFamily, BandRow, Bands, Text
from reports.voice import EN_DASH, Voice, capital, stop, within

BARS = {Confidence.LOW: 1, Confidence.MEDIUM: 2, Confidence.HIGH: 3}


def context(voice: Voice) -> tuple[Text, ...]:
    """The dated facts, each with its evidence or the words that its source is to be cited."""
    facts = voice.case.brief.context
    if not facts:
        return (Text(voice("context.missing")),)
    return tuple(Text(_cited(voice, fact.text, fact.evidence)) for fact in facts)


def _cited(voice: Voice, text: str, evidence: tuple[str, ...]) -> str:
    source = voice.evidence(evidence) if evidence else voice("to_be_cited")
    return stop(voice("context.fact", text=text.strip().removesuffix("."), source=source))


def bands(voice: Voice) -> Bands:
    """Figure 1: every criterion with its bands, its level and range, by family."""
    families = tuple(_family(voice, place) for place in range(len(voice.model.families)))
    return Bands(
        title=voice("figure", title=_title(voice, families)),
        family=voice("column.family"),
        columns=(
            voice("column.criterion"),
            voice("column.level"),
            voice("column.range"),
            voice("column.confidence"),
        ),
        families=families,
        key=voice("bands.key"),
        key_options=tuple(within(name) for name in voice.shorts),
        key_note=voice("bands.note"),
    )


def family_shares(voice: Voice) -> list[int]:
    """The families' weights in whole per cent, rounded by largest remainder so that they add to 100."""
    exact = np.asarray(voice.analysis.valuation.weights.families) * 100
    whole = np.floor(exact + 1e-9)
    for place in np.argsort(-(exact - whole), kind="stable")[: round(100 - whole.sum())]:
        whole[place] += 1
    return [int(share) for share in whole]


def _family(voice: Voice, place: int) -> BandFamily:
    family = voice.model.family_ids[place]
    first = voice.analysis.explanation.families[place].first
    key = "bands.weight" if first is not None else "bands.weight_tied"
    return BandFamily(
        name=voice.family(family),
        weight=voice(key, share=family_shares(voice)[place]),
        place=voice.place(first),
        rows=tuple(_row(voice, member) for member in voice.model.members(family)),
    )


def _row(voice: Voice, place: int) -> BandRow:
    criterion, level = voice.model.criteria[place], voice.analysis.valuation.levels[place]
    estimate = level.estimate
    rating = voice.case.ratings.get(criterion.id)
    confidence = rating.confidence if rating is not None else None
    spread = voice.range(estimate.low, estimate.high) if estimate.low < estimate.high else voice("bands.fixed")
    return BandRow(
        name=voice.criterion(criterion.id),
        thresholds=criterion.thresholds,
        low=estimate.low,
        best=estimate.best,
        high=estimate.high,
        rated=level.rated,
        place=_band(criterion, level),
        level=voice.level(estimate.best) if level.rated else EN_DASH,
        range=spread if level.rated else voice("bands.not_rated"),
        bars=BARS.get(confidence, 0) if confidence is not None else 0,
        note=voice("bands.computed") if level.computed else "",
    )


def _band(criterion: Criterion, level: Level) -> int:
    """The option whose band a level lies in; on a threshold the outer one."""
    if criterion.thresholds:
        return bisect_right(criterion.thresholds, level.estimate.best)
    return int(np.argmax([float(curve.at(level.estimate.best)) for curve in criterion.curves]))


def _title(voice: Voice, families: tuple[BandFamily, ...]) -> str:
    """What the picture shows: how many criteria fit the option most of them fit, and what fits another."""
    rows = [row for family in families for row in family.rows]
    counts = Counter(row.place for row in rows if row.rated)
    unrated = sum(not row.rated for row in rows)
    if not counts:
        return voice("bands.title.nothing")
    (top, number), *others = counts.most_common()
    told = voice(
        "bands.title.count",
        number=capital(voice.counted(number)),
        all=voice.counted(len(rows)),
        option=_option(voice, top),
    )
    rest = _others(voice, rows, others) if others else ""
    gaps = voice.words.count("note.bands.title.unrated", unrated, count=voice.counted(unrated)) if unrated else ""
    return "; ".join(part for part in (told, rest, gaps) if part)


def _others(voice: Voice, rows: list[BandRow], others: list[tuple[int, int]]) -> str:
    if len(others) == 1 and others[0][1] == 1:
        row = next(row for row in rows if row.rated and row.place == others[0][0])
        return voice("bands.title.only", criterion=within(row.name), option=_option(voice, row.place))
    parts = [
        voice("bands.title.other", number=voice.counted(number), option=_option(voice, place))
        for place, number in others
    ]
    return voice.words.listing(parts)


def _option(voice: Voice, place: int) -> str:
    return voice.option(voice.model.option_ids[place])
