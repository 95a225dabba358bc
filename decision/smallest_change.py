"""The smallest change of the context that would put another option first: a small mixed-integer programme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision.curves import Array
from decision.doctrine import Doctrine
from decision.model import DecisionModel, Effect
from decision.valuation import Valuation


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
    option: then ``barred_by`` names it.
    """

    option: str
    points: float | None
    changes: tuple[LevelChange, ...] = ()
    barred_by: str | None = None


def smallest_changes(model: DecisionModel, valuation: Valuation, doctrine: Doctrine) -> tuple[SmallestChange, ...]:
    """The smallest change for each option that is not first by value; unknown levels are held."""
    first = int(np.argmax(valuation.values))
    barred = {item.option: item.rules[0] for item in doctrine.standings if item.effect is Effect.EXCLUDED}
    return tuple(
        SmallestChange(option, None, barred_by=barred[option])
        if option in barred
        else _solve(model, valuation, place)
        for place, option in enumerate(model.option_ids)
        if place != first
    )


@dataclass(frozen=True)
class _Column:
    """One rated criterion in the programme: the levels it may take at its knots, and the option's leads there."""

    place: int
    now: float
    knots: Array
    leads: Array


def _solve(model: DecisionModel, valuation: Valuation, option: int) -> SmallestChange:
    """Each level is a mix of two neighbouring knots (weights, and a binary a segment): the optimum is exact."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - not needed by the first window

    columns = [
        _column(model, valuation, place, option) for place, level in enumerate(valuation.levels) if level.rated
    ]
    if not columns:
        return SmallestChange(model.option_ids[option], None)
    layout = _layout(columns)
    size = layout[-1][2]
    cost, whole = np.zeros(size), np.zeros(size)
    rows, lows, highs = [], [], []
    others = [place for place in range(len(model.option_ids)) if place != option]
    reach = np.zeros((len(others), size))
    fixed = np.zeros(len(others))
    for column, (mix, pick, end) in zip(columns, layout, strict=True):
        cost[mix:pick] = np.abs(column.knots - column.now)
        whole[pick:end] = 1
        weight = valuation.weights.criteria[column.place]
        reach[:, mix:pick] = weight * column.leads
        fixed += weight * (valuation.fits[option, column.place] - valuation.fits[others, column.place])
        for row, low, high in _mixing(size, mix, pick, end):
            rows.append(row)
            lows.append(low)
            highs.append(high)
    held = valuation.values[option] - valuation.values[others] - fixed
    answer = milp(
        cost,
        integrality=whole,
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.array(rows), lows, highs),
            LinearConstraint(reach, model.lead - held, np.inf),
        ],
        options={"mip_rel_gap": 0},
    )
    if not answer.success:
        return SmallestChange(model.option_ids[option], None)
    moved = [
        LevelChange(
            model.criterion_ids[column.place], column.now, round(float(column.knots @ answer.x[mix:pick]), 6)
        )
        for column, (mix, pick, _) in zip(columns, layout, strict=True)
    ]
    changes = tuple(change for change in moved if abs(change.then - change.now) > 1e-6)
    total = sum(abs(change.then - change.now) for change in changes)
    return SmallestChange(model.option_ids[option], round(total, 6), changes)


def _column(model: DecisionModel, valuation: Valuation, place: int, option: int) -> _Column:
    """A level may move towards the option's best levels and within them, never away from them."""
    criterion, now = model.criteria[place], valuation.levels[place].estimate.best
    best = criterion.curves[option]
    band = best.xs[best.ys >= best.ys.max() - 1e-9]
    low, high = min(now, float(band.min())), max(now, float(band.max()))
    knots = np.unique(np.concatenate([[low, now, high], *(curve.xs for curve in criterion.curves)]))
    knots = knots[(knots >= low) & (knots <= high)]
    others = [curve for row, curve in enumerate(criterion.curves) if row != option]
    leads = np.array([best.at(knots) - curve.at(knots) for curve in others])
    return _Column(place, now, knots, leads)


def _layout(columns: list[_Column]) -> list[tuple[int, int, int]]:
    """Where each column's mixing weights start, where its segment binaries start, and where they end."""
    places, start = [], 0
    for column in columns:
        knots = len(column.knots)
        places.append((start, start + knots, start + knots + max(knots - 1, 1)))
        start = places[-1][2]
    return places


def _mixing(size: int, mix: int, pick: int, end: int) -> list[tuple[Array, float, float]]:
    """The weights sum to 1, one segment is picked, and only its two ends may weigh anything."""
    rows: list[tuple[Array, float, float]] = []
    for start, stop in ((mix, pick), (pick, end)):
        row = np.zeros(size)
        row[start:stop] = 1
        rows.append((row, 1, 1))
    for knot in range(pick - mix):
        row = np.zeros(size)
        row[mix + knot] = 1
        segments = [pick + segment for segment in (knot - 1, knot) if 0 <= segment < end - pick]
        row[segments] = -1
        rows.append((row, -np.inf, 0))
    return rows
