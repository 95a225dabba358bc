"""Where one level, all else as rated, would change the answer: solved segment by segment, no grids."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.case import Case
from decision.conditions import LevelIs, leaves
from decision.curves import Array
from decision.doctrine import Doctrine, standings_at
from decision.facts import facts_of
from decision.model import DecisionModel, Effect
from decision.ranking import TIE_DECIMALS
from decision.recommendation import BY_VALUE
from decision.valuation import Valuation, best_levels

Places = NDArray[np.intp]
NOBODY = -1
"""The place of the first option where several tie at the top, or none is allowed."""


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
class LevelThreshold:
    """The levels (0-100) of one rated criterion at which two options have the same value, all else as rated.

    Where they tie over a stretch, its ends.
    """

    criterion: str
    options: tuple[str, str]
    levels: tuple[float, ...]


def tipping_levels(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine
) -> tuple[tuple[TippingLevel, ...], tuple[LevelThreshold, ...]]:
    """The tipping level of every rated criterion, nearest first, and the thresholds between every two options."""
    judge = _Judge(model, case, valuation, doctrine)
    tipping: list[TippingLevel] = []
    thresholds: list[LevelThreshold] = []
    for place, level in enumerate(valuation.levels):
        if level.rated:
            scores = _ValueAt(model, valuation, place)
            crossings = dict(scores.crossings())
            tipping.append(_tipping(judge, scores, place, crossings))
            thresholds += _thresholds(model, place, crossings)
    return tuple(sorted(tipping, key=_nearest)), tuple(thresholds)


def _nearest(tipping: TippingLevel) -> float:
    flips = [flip for flip in (tipping.below, tipping.above) if flip is not None]
    return min((abs(flip.level - tipping.now) for flip in flips), default=math.inf)


Crossings = Mapping[tuple[int, int], tuple[float, ...]]


def _thresholds(model: DecisionModel, place: int, crossings: Crossings) -> Iterator[LevelThreshold]:
    for (one, other), levels in crossings.items():
        if levels:
            options = (model.option_ids[one], model.option_ids[other])
            yield LevelThreshold(model.criterion_ids[place], options, levels)


class _ValueAt:
    """The values of all options as functions of one criterion's level."""

    def __init__(self, model: DecisionModel, valuation: Valuation, place: int) -> None:
        self._curves = model.criteria[place].curves
        self._weight = float(valuation.weights.criteria[place])
        self._rest = valuation.values - self._weight * valuation.fits[:, place]

    def at(self, levels: Array) -> Array:
        """Levels x options."""
        fits = np.array([curve.at(levels) for curve in self._curves])
        return np.asarray(self._rest + self._weight * fits.T)

    def crossings(self) -> Iterator[tuple[tuple[int, int], tuple[float, ...]]]:
        """For every two options, the levels at which they are level with each other."""
        knots = np.unique(np.concatenate([curve.xs for curve in self._curves]))
        table = np.round(self.at(knots), TIE_DECIMALS)
        for one, other in itertools.combinations(range(len(self._curves)), 2):
            gaps = table[:, one] - table[:, other]
            found = list(knots[gaps == 0])
            low, high = gaps[:-1], gaps[1:]
            for left in np.flatnonzero(low * high < 0):
                width = knots[left + 1] - knots[left]
                found.append(knots[left] + width * low[left] / (low[left] - high[left]))
            yield (one, other), tuple(sorted(map(float, found)))


class _Judge:
    """The answer at many levels of one criterion at once; rules are asked once between two of their limits."""

    def __init__(self, model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine) -> None:
        self.model, self.valuation, self._today = model, valuation, doctrine.standings
        self._facts, self._best = facts_of(case), best_levels(valuation.levels)
        self._overruled = {item.rule: item.reason for item in case.overrules}

    def limits(self, criterion: str) -> dict[float, str]:
        """The levels of a criterion at which a rule turns, with the rule."""
        return {
            leaf.limit: rule.id
            for rule in self.model.rules
            if rule.condition is not None
            for leaf in leaves(rule.condition)
            if isinstance(leaf, LevelIs) and leaf.criterion == criterion
        }

    def allowed(self, criterion: str, levels: Array) -> NDArray[np.bool_]:
        """Levels x options: what no rule excludes."""
        limits = sorted(self.limits(criterion))
        if not limits:
            barred = [item.effect is Effect.EXCLUDED for item in self._today]
            return np.tile(~np.array(barred), (len(levels), 1))
        between = np.searchsorted(limits, levels)  # at a limit still the stretch below it, as "at most" says
        rows = {}
        for stretch in set(map(int, between)):
            level = float(levels[between == stretch][0])
            standings = standings_at(self.model, self._facts, {**self._best, criterion: level}, self._overruled)
            rows[stretch] = [item.effect is not Effect.EXCLUDED for item in standings]
        return np.array([rows[int(stretch)] for stretch in between])


def first_places(values: Array, allowed: NDArray[np.bool_] | None = None) -> Places:
    """For each row of values, the place of its greatest among the allowed, or :data:`NOBODY`."""
    rounded = np.round(values, TIE_DECIMALS)
    if allowed is not None:
        rounded = np.where(allowed, rounded, -np.inf)
    best = rounded.max(axis=1, keepdims=True)
    alone = ((rounded == best).sum(axis=1) == 1) & np.isfinite(best[:, 0])
    return np.where(alone, rounded.argmax(axis=1), NOBODY)


def _tipping(judge: _Judge, scores: _ValueAt, place: int, crossings: Crossings) -> TippingLevel:
    """An answer changes only at a crossing or at a rule's limit: the whole levels beside each are all to ask."""
    criterion, now = judge.model.criterion_ids[place], judge.valuation.levels[place].estimate.best
    limits = judge.limits(criterion)
    points = {0.0, 100.0, *itertools.chain.from_iterable(crossings.values()), *limits}
    beside = {math.floor(point) + step for point in points for step in (-1, 0, 1)}
    levels = np.array([now, *sorted(level for level in beside if 0 <= level <= 100)])
    values = scores.at(levels)
    allowed = judge.allowed(criterion, levels)
    by_value, answers = first_places(values), first_places(values, allowed)
    unmoved = first_places(values, np.broadcast_to(allowed[0], allowed.shape))

    def through(row: int) -> str:
        """Value where the rules as they stand today would not hold the answer; else the rule just passed."""
        if unmoved[row] != answers[0]:
            return BY_VALUE
        between = [limit for limit in limits if min(now, levels[row]) <= limit <= max(now, levels[row])]
        return limits[min(between, key=lambda limit: abs(limit - levels[row]))]

    def flip(found: Places, side: int, cause: Callable[[int], str]) -> Flip | None:
        rows = np.flatnonzero((found != found[0]) & (side * (levels - now) > 0))
        if not len(rows):
            return None
        row = int(min(rows, key=lambda place: side * levels[place]))
        option = None if found[row] == NOBODY else judge.model.option_ids[found[row]]
        return Flip(int(levels[row]), option, cause(row))

    return TippingLevel(
        criterion=criterion,
        now=now,
        below=flip(answers, -1, through),
        above=flip(answers, 1, through),
        value_below=flip(by_value, -1, lambda _: BY_VALUE),
        value_above=flip(by_value, 1, lambda _: BY_VALUE),
    )
