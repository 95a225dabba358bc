"""The smallest change of the context that would put another option first: a small mixed-integer programme.

A level moves along its scale segment by segment, each with a cost (points moved) and gains (points of lead
over every other option). Within a run of segments whose gains never grow, the nearer is used first of itself;
only where a later segment gains more than the one before it must a yes-or-no say that all before it is used
up. This incremental form is as tight as a linear programme can be for each criterion alone (Padberg 2000,
Operations Research Letters 27(1)), so that even fifteen levels at one end of the scale are solved at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from decision.curves import Array
from decision.doctrine import Doctrine, Test
from decision.model import DecisionModel, Effect
from decision.ranking import first_option
from decision.valuation import Valuation

STILL = 1e-9
"""Points a level must move to be told as moved: far less than the narrowest step of a curve."""

SAME_SLOPE = 1e-12
"""Gains a point that differ by less are the same: far below any weight times slope."""


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One level moved from ``now`` to ``then``."""

    criterion: str
    now: float
    then: float


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """The least total movement of rated levels that makes ``option`` lead by the model's margin.

    ``points``: the sum of absolute changes; None where no change of levels would do, or where a rule bars the
    option: then ``barred_by`` names the rule, and ``barred_on`` the tests that made it fire.
    """

    option: str
    points: float | None
    changes: tuple[LevelChange, ...] = ()
    barred_by: str | None = None
    barred_on: tuple[Test, ...] = ()


def smallest_changes(model: DecisionModel, valuation: Valuation, doctrine: Doctrine) -> tuple[SmallestChange, ...]:
    """The smallest change for each option that is not first by value; unknown levels are held."""
    first = first_option(model.option_ids, valuation.values)
    barring = {item.option: item.rules[0] for item in doctrine.standings if item.effect is Effect.EXCLUDED}
    deciding = {finding.rule: finding.deciding for finding in doctrine.findings}
    return tuple(
        SmallestChange(option, None, barred_by=barring[option], barred_on=deciding[barring[option]])
        if option in barring
        else _solve(model, valuation, place)
        for place, option in enumerate(model.option_ids)
        if option != first
    )


@dataclass(frozen=True)
class _Chain:
    """One way a level may move: segment ``lengths`` outward from ``now``, and the ``gains`` of each in full
    (other options x segments)."""

    place: int
    now: float
    side: int
    lengths: Array
    gains: Array

    def runs(self) -> list[list[int]]:
        """The segments in order, cut wherever a later one gains more a point over any other option."""
        slopes = self.gains / self.lengths
        runs = [[0]]
        for segment in range(1, len(self.lengths)):
            if np.any(slopes[:, segment] > slopes[:, segment - 1] + SAME_SLOPE):
                runs.append([])
            runs[-1].append(segment)
        return runs


@dataclass
class _Programme:
    """Variables (each 0-1), which of them are whole, their costs and gains, and rows of ``a - b >= 0``."""

    costs: list[float] = field(default_factory=list)
    gains: list[Array] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    orders: list[tuple[int, int]] = field(default_factory=list)
    either: list[tuple[int, int]] = field(default_factory=list)

    def variable(self, cost: float, gains: Array, whole: bool = False) -> int:
        self.costs.append(cost)
        self.gains.append(gains)
        self.whole.append(int(whole))
        return len(self.costs) - 1

    def add(self, chain: _Chain) -> list[int]:
        """The share used of each segment of a chain: a run opens only once all before it is used in full."""
        shares: list[int] = []
        nothing = np.zeros(len(chain.gains))
        before: list[int] = []
        for number, run in enumerate(chain.runs()):
            own = [self.variable(float(chain.lengths[item]), chain.gains[:, item]) for item in run]
            if number:
                opened = self.variable(0.0, nothing, whole=True)
                self.orders += [(share, opened) for share in before] + [(opened, share) for share in own]
            shares, before = shares + own, own
        return shares

    def exclude(self, one: list[int], other: list[int]) -> None:
        """A level moves up or down, never both."""
        up = self.variable(0.0, np.zeros(len(self.gains[0])), whole=True)
        self.orders += [(up, share) for share in one]
        self.either += [(up, share) for share in other]


def _solve(model: DecisionModel, valuation: Valuation, option: int) -> SmallestChange:
    programme, used = _Programme(), list[tuple[_Chain, list[int]]]()
    for place, level in enumerate(valuation.levels):
        if level.rated:
            chains = [(chain, programme.add(chain)) for chain in _chains(model, valuation, place, option)]
            if len(chains) == 2:
                programme.exclude(chains[0][1], chains[1][1])
            used += chains
    others = [place for place in range(len(model.option_ids)) if place != option]
    needed = model.lead - (valuation.values[option] - valuation.values[others])
    shares = _optimum(programme, needed) if used else None
    if shares is None:
        return SmallestChange(model.option_ids[option], None)
    changes = tuple(_changes(model, used, shares))
    total = sum(abs(change.then - change.now) for change in changes)
    return SmallestChange(model.option_ids[option], round(total, 6), changes)


def _changes(model: DecisionModel, used: list[tuple[_Chain, list[int]]], shares: Array) -> Iterator[LevelChange]:
    for chain, places in used:
        moved = float(chain.lengths @ shares[places])
        if moved > STILL:
            # Not rounded: the last bits of a level are what the margin is reached by.
            then = min(max(chain.now + chain.side * moved, 0.0), 100.0)
            yield LevelChange(model.criterion_ids[chain.place], chain.now, then)


def _chains(model: DecisionModel, valuation: Valuation, place: int, option: int) -> Iterator[_Chain]:
    """A level may move towards the option's best levels and within them, never away from them."""
    criterion, now = model.criteria[place], valuation.levels[place].estimate.best
    best = criterion.curves[option]
    band = best.xs[best.ys >= best.ys.max() - 1e-9]
    low, high = min(now, float(band.min())), max(now, float(band.max()))
    knots = np.unique(np.concatenate([[low, now, high], *(curve.xs for curve in criterion.curves)]))
    others = [curve for row, curve in enumerate(criterion.curves) if row != option]
    weight = float(valuation.weights.criteria[place])
    for side, ends in ((1, knots[(knots >= now) & (knots <= high)]), (-1, knots[(knots <= now) & (knots >= low)])):
        along = ends[::side]
        if len(along) > 1:
            leads = weight * np.array([best.at(along) - curve.at(along) for curve in others])
            yield _Chain(place, now, side, np.abs(np.diff(along)), np.diff(leads, axis=1))


def _optimum(programme: _Programme, needed: Array) -> Array | None:
    """The shares of least total movement, or None where no movement is enough."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - not needed by the first window

    size = len(programme.costs)
    ordered = np.zeros((len(programme.orders), size))
    for row, (greater, less) in enumerate(programme.orders):
        ordered[row, greater], ordered[row, less] = 1, -1
    either = np.zeros((len(programme.either), size))
    for row, pair in enumerate(programme.either):
        either[row, list(pair)] = 1
    answer = milp(
        np.array(programme.costs),
        integrality=np.array(programme.whole),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.array(programme.gains).T, needed, np.inf),
            LinearConstraint(ordered, 0, np.inf),
            LinearConstraint(either, -np.inf, 1),
        ],
        # Presolve gains nothing here, and in the solver it can print to standard output, where the result goes.
        options={"mip_rel_gap": 0, "presolve": False},
    )
    return np.asarray(answer.x) if answer.success else None
