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


Layout = list[tuple[int, int, int]]
"""For each column: where its mixing weights start, where its segment binaries start, and where they end."""


@dataclass(frozen=True)
class _Column:
    """One rated criterion in the programme: the levels it may take at its knots, and the option's leads there."""

    place: int
    now: float
    knots: Array
    leads: Array


def _solve(model: DecisionModel, valuation: Valuation, option: int) -> SmallestChange:
    """Each level is a mix of two neighbouring knots (weights, and a binary a segment): the optimum is exact."""
    columns = [
        _column(model, valuation, place, option) for place, level in enumerate(valuation.levels) if level.rated
    ]
    layout = _layout(columns)
    mixes = _optimum(columns, layout, *_reach(model, valuation, option, columns, layout)) if columns else None
    if mixes is None:
        return SmallestChange(model.option_ids[option], None)
    moved = [
        LevelChange(model.criterion_ids[column.place], column.now, round(float(column.knots @ mixes[mix:pick]), 6))
        for column, (mix, pick, _) in zip(columns, layout, strict=True)
    ]
    changes = tuple(change for change in moved if abs(change.then - change.now) > 1e-6)
    total = sum(abs(change.then - change.now) for change in changes)
    return SmallestChange(model.option_ids[option], round(total, 6), changes)


def _reach(
    model: DecisionModel, valuation: Valuation, option: int, columns: list[_Column], layout: Layout
) -> tuple[Array, Array]:
    """The option's lead over each other as rows over the mixing weights, and the lead each row must reach."""
    others = [place for place in range(len(model.option_ids)) if place != option]
    rows = np.zeros((len(others), layout[-1][2]))
    needed = model.lead - (valuation.values[option] - valuation.values[others])
    for column, (mix, pick, _) in zip(columns, layout, strict=True):
        weight = valuation.weights.criteria[column.place]
        rows[:, mix:pick] = weight * column.leads
        fits = valuation.fits[:, column.place]
        needed = needed + weight * (fits[option] - fits[others])
    return rows, needed


def _optimum(columns: list[_Column], layout: Layout, rows: Array, needed: Array) -> Array | None:
    """The mixing weights of least total movement, or None where no movement is enough."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - not needed by the first window

    size = rows.shape[1]
    cost, whole = np.zeros(size), np.zeros(size)
    mixing: list[tuple[Array, float, float]] = []
    for column, (mix, pick, end) in zip(columns, layout, strict=True):
        cost[mix:pick] = np.abs(column.knots - column.now)
        whole[pick:end] = 1
        mixing += _mixing(size, mix, pick, end)
    bounded, lows, highs = (np.array(part) for part in zip(*mixing, strict=True))
    answer = milp(
        cost,
        integrality=whole,
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(bounded, lows, highs), LinearConstraint(rows, needed, np.inf)],
        options={"mip_rel_gap": 0},
    )
    return np.asarray(answer.x) if answer.success else None


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


def _layout(columns: list[_Column]) -> Layout:
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
