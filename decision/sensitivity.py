"""What would change the answer, exactly: tipping levels, weight stability, single facts. No grids.

Everything is piecewise linear in one level and linear in one weight, so it is solved, not searched.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from decision.case import Case
from decision.conditions import FactValue, LevelIs, leaves
from decision.curves import Array, Curve
from decision.doctrine import Doctrine, standings_at
from decision.facts import FACT_VALUES, facts_of
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS, first_option
from decision.recommendation import BY_VALUE, choose
from decision.smallest_change import SmallestChange, smallest_changes
from decision.valuation import Valuation, best_levels

Answer = Callable[[float], tuple[str | None, str]]
"""At a level: the option that comes out, and what decides it."""


@dataclass(frozen=True, slots=True)
class Flip:
    """The first whole level, on one side of today's, at which another option is recommended.

    ``through``: ``value``, or the rule whose threshold it is.
    """

    level: int
    option: str | None
    through: str


@dataclass(frozen=True, slots=True)
class TippingLevel:
    """One rated criterion, all others as rated: where the recommendation flips below and above its level.

    ``value_below`` and ``value_above`` are the same for the first by value alone, doctrine aside.
    """

    criterion: str
    now: float
    below: Flip | None
    above: Flip | None
    value_below: Flip | None
    value_above: Flip | None


@dataclass(frozen=True, slots=True)
class Stability:
    """The weights (0-1) of one family or criterion at which the first by value stays first.

    The others are rescaled in proportion. ``below`` and ``above`` name who takes over outside, None: nobody.
    """

    key: str
    now: float
    low: float
    high: float
    below: str | None
    above: str | None


@dataclass(frozen=True, slots=True)
class FactFlip:
    """A single fact that, if it were ``value``, would change the recommendation to ``option``."""

    fact: str
    now: FactValue | None
    value: FactValue
    option: str | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All that would change the answer, nearest first within each kind."""

    tipping: tuple[TippingLevel, ...]
    families: tuple[Stability, ...]
    criteria: tuple[Stability, ...]
    facts: tuple[FactFlip, ...]
    smallest: tuple[SmallestChange, ...]


def sensitivity(model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine) -> Sensitivity:
    """The sensitivity of a case's recommendation."""
    families, criteria = _stabilities(model, valuation)
    tipping = [_tipping(model, case, valuation, doctrine, place) for place in _rated(valuation)]
    return Sensitivity(
        tipping=tuple(sorted(tipping, key=_nearest)),
        families=families,
        criteria=criteria,
        facts=_fact_flips(model, case, valuation, doctrine),
        smallest=smallest_changes(model, valuation, doctrine),
    )


def _rated(valuation: Valuation) -> Iterator[int]:
    return (place for place, level in enumerate(valuation.levels) if level.rated)


def _nearest(tipping: TippingLevel) -> float:
    flips = [flip for flip in (tipping.below, tipping.above) if flip is not None]
    return min((abs(flip.level - tipping.now) for flip in flips), default=math.inf)


def _tipping(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine, place: int
) -> TippingLevel:
    criterion, now = model.criteria[place], valuation.levels[place].estimate.best
    scores = _ValueAt(model, valuation, place)
    everyone = tuple(range(len(model.option_ids)))
    crossings = scores.crossings(everyone)
    limits = _rule_limits(model, criterion.id)
    facts, best = facts_of(case), best_levels(valuation.levels)
    overruled = {item.rule: item.reason for item in case.overrules}

    def recommended(level: float) -> tuple[str | None, str]:
        levels = {**best, criterion.id: level}
        judged = standings_at(model, facts, levels, overruled) if limits else doctrine.standings
        return choose(model, scores.at(level), judged)

    def by_value(level: float) -> tuple[str | None, str]:
        return first_option(model.option_ids, scores.at(level)), BY_VALUE

    return TippingLevel(
        criterion=criterion.id,
        now=now,
        below=_first_flip(now, -1, crossings, limits, recommended),
        above=_first_flip(now, 1, crossings, limits, recommended),
        value_below=_first_flip(now, -1, crossings, {}, by_value),
        value_above=_first_flip(now, 1, crossings, {}, by_value),
    )


class _ValueAt:
    """The values of all options as functions of one criterion's level."""

    def __init__(self, model: DecisionModel, valuation: Valuation, place: int) -> None:
        self._curves: Sequence[Curve] = model.criteria[place].curves
        self._weight = float(valuation.weights.criteria[place])
        self._rest = valuation.values - self._weight * valuation.fits[:, place]

    def at(self, level: float) -> Array:
        return self._rest + self._weight * np.array([float(curve.at(level)) for curve in self._curves])

    def crossings(self, places: Sequence[int]) -> list[float]:
        """Every level at which two of the options are level with each other, solved segment by segment."""
        knots = np.unique(np.concatenate([curve.xs for curve in self._curves]))
        tables = np.array([self.at(float(knot)) for knot in knots])
        found = {0.0, 100.0}
        for one, other in ((a, b) for a in places for b in places if a < b):
            gaps = np.round(tables[:, one] - tables[:, other], TIE_DECIMALS)
            for (left, right), (low, high) in zip(pairwise(knots), pairwise(gaps), strict=True):
                found.update(float(end) for end, gap in ((left, low), (right, high)) if gap == 0)
                if low * high < 0:
                    found.add(float(left + (right - left) * low / (low - high)))
        return sorted(found)


def _rule_limits(model: DecisionModel, criterion: str) -> dict[float, str]:
    """The levels of a criterion at which a rule turns, with the rule."""
    return {
        leaf.limit: rule.id
        for rule in model.rules
        if rule.condition is not None
        for leaf in leaves(rule.condition)
        if isinstance(leaf, LevelIs) and leaf.criterion == criterion
    }


def _first_flip(
    now: float, side: int, crossings: Iterable[float], limits: Mapping[float, str], answer: Answer
) -> Flip | None:
    """The first whole level beyond ``now`` on one side (1 above, -1 below) at which the answer is another.

    An answer changes only at a crossing or at a rule's limit, so the whole levels beside each are all to ask.
    """
    today = answer(now)[0]
    beside = {math.floor(point) + step for point in {*crossings, *limits} for step in (-1, 0, 1)}
    for level in sorted((level for level in beside if 0 <= level <= 100), key=lambda level: side * level):
        option, decided_by = answer(level) if side * (level - now) > 0 else (today, BY_VALUE)
        if option != today:
            rule = next((rule for limit, rule in limits.items() if abs(limit - level) <= 1), decided_by)
            return Flip(level, option, decided_by if decided_by != BY_VALUE else rule)
    return None


def _stabilities(
    model: DecisionModel, valuation: Valuation
) -> tuple[tuple[Stability, ...], tuple[Stability, ...]]:
    weights, fits = valuation.weights, valuation.fits
    families = tuple(
        _stability(model, family, float(share), valuation.family_values[:, place], valuation.values)
        for place, (family, share) in enumerate(zip(model.family_ids, weights.families, strict=True))
    )
    criteria = tuple(
        _stability(model, criterion.id, float(share), fits[:, place], valuation.values)
        for place, (criterion, share) in enumerate(zip(model.criteria, weights.criteria, strict=True))
    )
    return families, criteria


def _stability(model: DecisionModel, key: str, now: float, alone: Array, values: Array) -> Stability:
    """Value at weight w is w times the value by this part alone plus (1 - w) times that of the rest: linear."""
    first = int(np.argmax(np.round(values, TIE_DECIMALS)))
    rest = (values - now * alone) / (1 - now) if now < 1 else alone
    low, high, below, above = 0.0, 1.0, None, None
    for other in range(len(values)):
        at_zero, at_one = rest[first] - rest[other], alone[first] - alone[other]
        if other == first or round(at_zero - at_one, TIE_DECIMALS) == 0:
            continue
        crossing = at_zero / (at_zero - at_one)
        if at_one < at_zero and now <= crossing < high:
            high, above = float(crossing), model.option_ids[other]
        elif at_one > at_zero and low < crossing <= now:
            low, below = float(crossing), model.option_ids[other]
    return Stability(key, now, low, high, below, above)


def _fact_flips(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine
) -> tuple[FactFlip, ...]:
    """Every value of every fact, one at a time, that would change the recommended option."""
    facts, levels = facts_of(case), best_levels(valuation.levels)
    overruled = {item.rule: item.reason for item in case.overrules}
    today = choose(model, valuation.values, doctrine.standings)[0]
    flips = []
    for fact, value in ((fact, value) for fact, values in FACT_VALUES.items() for value in values):
        if facts[fact] != value:
            judged = standings_at(model, {**facts, fact: value}, levels, overruled)
            option, decided_by = choose(model, valuation.values, judged)
            if option != today:
                flips.append(FactFlip(fact, facts[fact], value, option, decided_by))
    return tuple(flips)
