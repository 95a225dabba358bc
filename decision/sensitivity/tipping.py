"""Where one level, all else as rated, would change the answer: solved segment by segment, no grids."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.case import Case, Estimate
from decision.conditions import LevelIs, leaves
from decision.curves import Array
from decision.doctrine import Doctrine, Standing, standings_at
from decision.facts import facts_of
from decision.model import BY_VALUE, DecisionModel, Effect
from decision.ranking import TIE_DECIMALS
from decision.recommendation import choose
from decision.sensitivity.one_level import OneLevel
from decision.valuation import Valuation, best_levels

Places = NDArray[np.intp]
SAME_LEVEL = 7
"""Decimals to which two crossings are at one level."""

POINT = 1e-9
"""A range narrower than this is a single level."""

NOBODY = -1
"""The place of the first option where several tie at the top, or none is allowed."""


@dataclass(frozen=True, slots=True)
class Flip:
    """The first whole level, on one side of today's, at which another option is recommended.

    ``through``: ``value``, or the rule that bars an option there, or no longer does.
    """

    level: int
    option: str | None
    through: str


@dataclass(frozen=True, slots=True)
class TippingLevel:
    """One rated criterion, all others as rated: where the recommendation flips below and above its level.

    ``value_below`` and ``value_above`` are the same for the first by value alone, doctrine aside. ``chance``: the
    probability (0-1), by the level's own estimate, that it lies where another option is recommended;
    ``chance_below``: the part of it below its best level.
    """

    criterion: str
    now: float
    below: Flip | None
    above: Flip | None
    value_below: Flip | None
    value_above: Flip | None
    chance: float
    chance_below: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of levels over which another option than today's would be recommended (None: no single one)."""

    low: float
    high: float
    option: str | None


@dataclass(frozen=True, slots=True)
class OpenLevel:
    """One unrated criterion: where its level, once known, would change the recommendation by itself.

    ``chance``: the share (0-1) of the scale on which it would. What to find out first has the greatest.
    """

    criterion: str
    turns: tuple[Turn, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class LevelThreshold:
    """The levels (0-100) of one rated criterion at which two options have the same value, all else as rated.

    Where they tie over a stretch, its ends.
    """

    criterion: str
    options: tuple[str, str]
    levels: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tipping:
    """``rated``: the tipping level of every rated criterion, nearest first; ``unrated``: what each missing
    level could turn, the likeliest first; ``thresholds``: where any two options are level.
    """

    rated: tuple[TippingLevel, ...]
    unrated: tuple[OpenLevel, ...]
    thresholds: tuple[LevelThreshold, ...]


def tipping_levels(model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine) -> Tipping:
    """What one level, all else as it is, would change."""
    judge = _Judge(model, case, valuation, doctrine)
    rated: list[TippingLevel] = []
    unrated: list[OpenLevel] = []
    thresholds: list[LevelThreshold] = []
    for place, level in enumerate(valuation.levels):
        answers = _Answers(judge, place)
        if level.rated:
            rated.append(answers.tipping())
            thresholds += _thresholds(model, place, answers.crossings)
        else:
            unrated.append(answers.open_level())
    return Tipping(
        tuple(sorted(rated, key=_nearest)),
        tuple(sorted(unrated, key=lambda item: -item.chance)),
        tuple(thresholds),
    )


def _nearest(tipping: TippingLevel) -> float:
    flips = [flip for flip in (tipping.below, tipping.above) if flip is not None]
    return min((abs(flip.level - tipping.now) for flip in flips), default=math.inf)


Crossings = Mapping[tuple[int, int], tuple[float, ...]]


def _thresholds(model: DecisionModel, place: int, crossings: Crossings) -> Iterator[LevelThreshold]:
    for (one, other), levels in crossings.items():
        if levels:
            options = (model.option_ids[one], model.option_ids[other])
            yield LevelThreshold(model.criterion_ids[place], options, levels)


class _Judge:
    """The answer at many levels of one criterion at once; rules are asked once between two of their limits."""

    def __init__(self, model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine) -> None:
        self.model, self.valuation, self.today = model, valuation, doctrine.standings
        self._facts, self._best = facts_of(case), best_levels(valuation.levels)
        self._overruled = case.overruled

    def limits(self, criterion: str) -> set[float]:
        """The levels of a criterion at which a rule, or the scope of them all, may turn."""
        conditions = [
            self.model.scope,
            *(rule.condition for rule in self.model.rules if rule.condition is not None),
        ]
        return {
            leaf.limit
            for leaf in itertools.chain.from_iterable(map(leaves, conditions))
            if isinstance(leaf, LevelIs) and leaf.criterion == criterion
        }

    def standings(self, criterion: str, level: float) -> tuple[Standing, ...]:
        """What doctrine says of each option with one criterion at a level."""
        levels = {**self._best, criterion: level}
        return standings_at(self.model, self._facts, levels, self._overruled)

    def through(self, criterion: str, now: float, level: float, places: Iterable[int]) -> str:
        """The rule by whose turn one of the options is barred, or no longer barred, at a level; value if by
        none.
        """
        before, after = self.standings(criterion, now), self.standings(criterion, level)
        for place in places:
            was, then = before[place], after[place]
            if (was.effect is Effect.EXCLUDED) != (then.effect is Effect.EXCLUDED):
                return (then if then.effect is Effect.EXCLUDED else was).rules[0]
        return BY_VALUE

    def allowed(self, criterion: str, levels: Array) -> NDArray[np.bool_]:
        """Levels x options: what no rule excludes."""
        limits = sorted(self.limits(criterion))
        if not limits:
            barred = [item.effect is Effect.EXCLUDED for item in self.today]
            return np.tile(~np.array(barred), (len(levels), 1))
        between = np.searchsorted(limits, levels)  # at a limit still the stretch below it, as "at most" says
        rows = {}
        for stretch in set(map(int, between)):
            standings = self.standings(criterion, float(levels[between == stretch][0]))
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


class _Answers:
    """The answer over the whole scale of one criterion, all else as it is.

    It changes only at a crossing of two values or at a rule's limit: asking between them and at the whole levels
    beside them is asking everywhere.
    """

    def __init__(self, judge: _Judge, place: int) -> None:
        self._judge, self._level = judge, judge.valuation.levels[place]
        self._criterion = judge.model.criterion_ids[place]
        self._scores = OneLevel(judge.model, judge.valuation, place)
        self.crossings: Crossings = dict(self._scores.crossings())
        self._limits = judge.limits(self._criterion)
        points = [0.0, 100.0, *itertools.chain.from_iterable(self.crossings.values()), *self._limits]
        self._points = np.unique(np.round(points, SAME_LEVEL))

    def tipping(self) -> TippingLevel:
        """The tipping level of a rated criterion."""
        now = self._level.estimate.best
        beside = {math.floor(point) + step for point in self._points for step in (-1, 0, 1)}
        levels = np.array([now, *sorted(level for level in beside if 0 <= level <= 100)])
        values, allowed = self._scores.at(levels), self._judge.allowed(self._criterion, levels)
        by_value, answers = first_places(values), first_places(values, allowed)
        # Where the rules as they stand today would hold the answer too, it is not a rule's turn that flips it.
        held = first_places(values, np.broadcast_to(allowed[0], allowed.shape)) == answers[0]
        today = self._option(answers[0])
        chances = [
            (high <= now, triangular_share(self._level.estimate, low, high))
            for low, high, option in self._stretches(now)
            if option != today
        ]
        return TippingLevel(
            self._criterion,
            now,
            below=self._flip(levels, answers, -1, held),
            above=self._flip(levels, answers, 1, held),
            value_below=self._flip(levels, by_value, -1),
            value_above=self._flip(levels, by_value, 1),
            chance=_share(sum(share for _, share in chances)),
            chance_below=_share(sum(share for below, share in chances if below)),
        )

    def open_level(self) -> OpenLevel:
        """What the level of an unrated criterion could turn."""
        today = choose(self._judge.model, self._judge.valuation.values, self._judge.today)[0]
        turns = [Turn(low, high, option) for low, high, option in self._stretches() if option != today]
        joined: list[Turn] = []
        for turn in turns:
            if joined and joined[-1].high == turn.low and joined[-1].option == turn.option:
                turn = Turn(joined.pop().low, turn.high, turn.option)  # noqa: PLW2901 - grown, not another
            joined.append(turn)
        return OpenLevel(self._criterion, tuple(joined), sum(turn.high - turn.low for turn in turns) / 100)

    def _stretches(self, cut: float = 0.0) -> Iterator[tuple[float, float, str | None]]:
        """The scale cut where the answer may change, and at one more level, with the answer of each part."""
        points = np.unique([*self._points, cut])
        lows, highs = points[:-1], points[1:]
        middles = (lows + highs) / 2
        answers = first_places(self._scores.at(middles), self._judge.allowed(self._criterion, middles))
        for low, high, place in zip(lows, highs, answers, strict=True):
            yield float(low), float(high), self._option(place)

    def _option(self, place: np.intp) -> str | None:
        return None if place == NOBODY else self._judge.model.option_ids[place]

    def _flip(self, levels: Array, found: Places, side: int, held: NDArray[np.bool_] | None = None) -> Flip | None:
        """The first of the levels on one side where another is found; ``held``: by value it would be today's."""
        rows = np.flatnonzero((found != found[0]) & (side * (levels - levels[0]) > 0))
        if not len(rows):
            return None
        row = int(min(rows, key=lambda place: side * levels[place]))
        level, through = float(levels[row]), BY_VALUE
        if held is not None and held[row]:
            places = [found[0], found[row]]
            asked = range(len(self._judge.model.option_ids)) if NOBODY in places else places
            through = self._judge.through(self._criterion, float(levels[0]), level, asked)
        return Flip(int(level), self._option(found[row]), through)


def _share(total: float) -> float:
    return min(max(total, 0.0), 1.0)


def triangular_share(estimate: Estimate, low: float, high: float) -> float:
    """The probability (0-1) that a level drawn from an estimate's triangle lies between two levels.

    A level known exactly lies between them or not; at one of them it does not.
    """
    if estimate.high - estimate.low < POINT:
        return float(low < estimate.best < high)
    return _triangular_below(estimate, high) - _triangular_below(estimate, low)


def _triangular_below(estimate: Estimate, level: float) -> float:
    """The distribution function of the triangular distribution."""
    low, best, high = estimate.low, estimate.best, estimate.high
    if level <= low:
        return 0.0
    if level >= high:
        return 1.0
    if level <= best:
        return (level - low) ** 2 / ((high - low) * (best - low))
    return 1 - (high - level) ** 2 / ((high - low) * (high - best))
