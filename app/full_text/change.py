"""What would change the answer: single levels, facts and weights, and the smallest change of the context."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.full_text.telling import Telling
from app.summary import fact_value, table, test_words
from decision.model import BY_VALUE
from decision.sensitivity.smallest_change import LevelChange, SmallestChange
from decision.sensitivity.tipping import Flip, TippingLevel

SHOWN = 5


def levels(telling: Telling) -> Iterator[str]:
    """The tipping level of every rated criterion that has one; what a missing level could turn."""
    words, found = telling.words, telling.analysis.sensitivity
    moving = [item for item in found.tipping if item.below or item.above]
    if moving:
        rows = [_level(telling, item) for item in moving]
        yield from telling.table(("criterion", "now", "below", "above", "chance"), rows)
    still = len(found.tipping) - len(moving)
    if still:
        yield words.count("text.still", still)
    for item in found.unrated:
        for turn in item.turns:
            yield words(
                "text.open_level",
                criterion=telling.criterion(item.criterion),
                low=words.number(math.ceil(turn.low)),
                high=words.number(math.floor(turn.high)),
                option=telling.turned(turn.option),
            )


def _level(telling: Telling, item: TippingLevel) -> list[str]:
    return [
        telling.criterion(item.criterion),
        telling.words.number(item.now),
        _flip(telling, item.below),
        _flip(telling, item.above),
        telling.share(item.chance),
    ]


def _flip(telling: Telling, flip: Flip | None) -> str:
    if flip is None:
        return ""
    said = telling.words("text.flip", level=flip.level, option=telling.turned(flip.option))
    return said if flip.through == BY_VALUE else telling.words("text.flip_by", flip=said, rule=flip.through)


def tornado(telling: Telling) -> Iterator[str]:
    """The criteria whose own doubt moves the lead most."""
    words, bars = telling.words, telling.analysis.sensitivity.tornado
    rows = [
        [
            telling.criterion(bar.criterion)
            if bar.rated
            else words("text.unrated", name=telling.criterion(bar.criterion)),
            words("text.range", low=words.number(bar.low), high=words.number(bar.high)),
            words("text.range", low=telling.points(bar.least), high=telling.points(bar.greatest)),
        ]
        for bar in bars[:SHOWN]
        if bar.swing > 0
    ]
    option = (
        telling.analysis.recommendation.option or telling.options[int(telling.analysis.valuation.values.argmax())]
    )
    heads = [words("text.column.criterion"), words("text.column.levels")]
    if rows:
        yield from table([*heads, words("text.column.lead", option=telling.option(option))], rows)


def smallest(telling: Telling) -> Iterator[str]:
    """The least movement of levels that would put each other option first."""
    for change in telling.analysis.sensitivity.smallest:
        yield _smallest(telling, change)


def _smallest(telling: Telling, change: SmallestChange) -> str:
    words, option = telling.words, telling.option(change.option)
    if change.barred_by is not None:
        standings = telling.analysis.doctrine.standings
        today = next(item for item in standings if item.option == change.option)
        rules = today.rules if change.barred_by in today.rules else (change.barred_by,)
        tests = [test_words(words, test) for test in change.barred_on]
        return words("text.barred", option=option, rule=words.listing(list(rules)), tests=words.listing(tests))
    if change.points is None:
        return words("text.unreachable", option=option)
    moves = [
        words(
            "text.move",
            criterion=telling.criterion(item.criterion),
            now=words.number(item.now),
            then=words.number(_beyond(item), 1),
        )
        for item in change.changes
    ]
    return words(
        "text.smallest_change", option=option, points=words.number(change.points, 1), moves=words.listing(moves)
    )


def _beyond(change: LevelChange) -> float:
    """The level to reach, to a tenth and never short of it."""
    tenth = change.then * 10
    return (math.ceil(tenth - 1e-6) if change.then > change.now else math.floor(tenth + 1e-6)) / 10


def facts(telling: Telling) -> Iterator[str]:
    """Single facts that would change the recommendation."""
    words, found = telling.words, telling.analysis.sensitivity.facts
    rows = [
        [
            words(f"fact.{flip.fact}"),
            telling.value(flip.fact, flip.now),
            fact_value(words, flip.fact, flip.value),
            telling.turned(flip.option),
            words("text.by_value") if flip.decided_by == BY_VALUE else flip.decided_by,
        ]
        for flip in found
    ]
    if rows:
        yield from telling.table(("fact", "now", "if_it_were", "then", "decided_by"), rows)


def weights(telling: Telling) -> Iterator[str]:
    """Between which weights of each family the first by value stays first."""
    words = telling.words
    rows = [
        [
            telling.family(item.key),
            telling.share(item.now),
            words("text.range", low=telling.share(item.low), high=telling.share(item.high)),
            telling.option(item.below) if item.below else "",
            telling.option(item.above) if item.above else "",
        ]
        for item in telling.analysis.sensitivity.families
    ]
    yield from telling.table(("family", "weight", "holds", "first_below", "first_above"), rows)


def gaps(telling: Telling) -> Iterator[str]:
    """What nobody has rated, sourced or stated, and what contradicts itself."""
    words, explanation = telling.words, telling.analysis.explanation
    coverage = telling.analysis.valuation.coverage
    yield words("text.coverage", share=telling.share(coverage))
    if explanation.unrated:
        yield words(
            "text.gap.unrated", names=words.listing([telling.criterion(key) for key in explanation.unrated])
        )
    if explanation.unsourced:
        yield words(
            "text.gap.unsourced", names=words.listing([telling.criterion(key) for key in explanation.unsourced])
        )
    if telling.analysis.doctrine.gaps:
        yield words(
            "text.gap.doctrine", names=words.listing([telling.key(key) for key in telling.analysis.doctrine.gaps])
        )
    for item in explanation.contradictions:
        yield words(
            "text.gap.contradiction",
            fact=words(f"fact.{item.fact}"),
            value=fact_value(words, item.fact, item.value),
            criterion=telling.criterion(item.criterion),
            level=words.number(item.level),
        )
