"""From a case to numbers: the level of each criterion, the fit of each option to it, and the additive value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision.case import FULL_RANGE, Case, Estimate
from decision.curves import Array, Curve
from decision.geography import area_mismatch
from decision.model import DecisionModel
from decision.weights import Weights, case_weights


@dataclass(frozen=True, slots=True)
class Level:
    """What is known of one criterion; an unrated one spans the full range. ``computed``: from the facts."""

    criterion: str
    estimate: Estimate
    rated: bool
    computed: bool = False


@dataclass(frozen=True)
class Valuation:
    """The numbers of one case.

    ``fits``: options x criteria, 0-100, at the best level, or the mean over the full range where unrated.
    ``values``: one an option, 0-100, weights times fits. ``bounds``: options x 2, the least and greatest value
    the ranges allow. ``coverage``: weight of the rated criteria, 0-1. ``family_values``: options x families.
    """

    levels: tuple[Level, ...]
    weights: Weights
    fits: Array
    values: Array
    bounds: Array
    coverage: float
    family_values: Array


def levels_of(model: DecisionModel, case: Case) -> tuple[Level, ...]:
    """The level of every criterion in model order; an officer's rating overrides a computed level."""
    return tuple(_level(case, criterion.id, criterion.computed) for criterion in model.criteria)


def _level(case: Case, criterion: str, computed: bool) -> Level:
    rating = case.ratings.get(criterion)
    if rating is not None:
        return Level(criterion, rating.estimate, rated=True)
    fixed = area_mismatch(case) if computed else None
    if fixed is None:
        return Level(criterion, FULL_RANGE, rated=False)
    return Level(criterion, Estimate(fixed, fixed, fixed), rated=True, computed=True)


def best_levels(levels: tuple[Level, ...]) -> dict[str, float | Array | None]:
    """The best level of each rated criterion by id; None where unrated."""
    return {level.criterion: level.estimate.best if level.rated else None for level in levels}


def fit_matrix(model: DecisionModel, levels: tuple[Level, ...]) -> Array:
    """Options x criteria: the fit at the best level, or its exact mean over 0-100 where unrated."""
    return np.array(
        [
            [
                curve.at(level.estimate.best) if level.rated else curve.mean(0, 100)
                for curve, level in zip(curves, levels, strict=True)
            ]
            for curves in _curves_by_option(model)
        ],
        dtype=float,
    )


def value_case(model: DecisionModel, case: Case, weights: Weights | None = None) -> Valuation:
    """The valuation of a case, by its own weights unless others are given."""
    levels = levels_of(model, case)
    weights = weights or case_weights(model, case)
    fits = fit_matrix(model, levels)
    rated = np.array([level.rated for level in levels])
    return Valuation(
        levels=levels,
        weights=weights,
        fits=fits,
        values=fits @ weights.criteria,
        bounds=_value_bounds(model, levels, weights),
        coverage=float(weights.criteria[rated].sum()),
        family_values=family_values(model, fits, weights),
    )


def baseline_values(model: DecisionModel, weights: Weights) -> Array:
    """The value of each option with nothing known: the model's own leaning, to stand beside every result."""
    means = np.array([[curve.mean(0, 100) for curve in curves] for curves in _curves_by_option(model)])
    return np.asarray(means @ weights.criteria)


def _curves_by_option(model: DecisionModel) -> list[list[Curve]]:
    return [[criterion.curves[place] for criterion in model.criteria] for place in range(len(model.option_ids))]


def _value_bounds(model: DecisionModel, levels: tuple[Level, ...], weights: Weights) -> Array:
    ranges = np.array(
        [
            [
                curve.bounds(level.estimate.low, level.estimate.high)
                for curve, level in zip(curves, levels, strict=True)
            ]
            for curves in _curves_by_option(model)
        ]
    )
    return np.asarray(np.einsum("ocb,c->ob", ranges, weights.criteria))


def family_values(model: DecisionModel, fits: Array, weights: Weights) -> Array:
    """Options x families: the value of each option by one family alone, 0-100."""
    columns = [
        fits[:, list(members)] @ weights.within[list(members)] for members in map(model.members, model.family_ids)
    ]
    return np.column_stack(columns)
