"""How many ways of reasoning name an option first *whatever* the unrated criteria may turn out to be.

Each way is given the least and the greatest fits instead of one matrix. An option is first for certain where the
least score it can get beats the greatest score every other can get. The bounds are sound and only widen as less is
known, so removing a rating never adds a way.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from decision.curves import Array
from decision.methods.cross_check import outranking_thresholds
from decision.methods.decision_matrix import DecisionMatrix
from decision.methods.ways import additive, comet, promethee, topsis, vikor
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.valuation import Valuation, family_values

Bounds = tuple[Array, Array]
"""The least and the greatest score of each option."""

Score = Callable[[Array], Array]


def assured_ways(model: DecisionModel, valuation: Valuation, option: str) -> int:
    """The number of ways, of six, that name the option first whatever the unrated levels are."""
    low, high = fit_bounds(model, valuation)
    weights, settings = valuation.weights, model.methods
    families = [family_values(model, fits, weights) for fits in (low, high)]
    thresholds = outranking_thresholds(settings)

    def of(fits: Array) -> DecisionMatrix:
        return DecisionMatrix.of_fits(fits, weights.criteria)

    def of_families(values: Array) -> DecisionMatrix:
        return DecisionMatrix.of_fits(values, weights.families)

    found: list[Bounds] = [
        _by_own_row(lambda fits: additive(of(fits)), low, high),
        _by_own_row(lambda fits: topsis(of(fits)), low, high),
        _by_own_row(lambda fits: 1.0 - vikor(of(fits), settings.vikor_v).compromise, low, high),
        _by_comparison(lambda fits: promethee(of(fits), thresholds).net, low, high),
        _by_average(low, high, weights.criteria),
        _by_own_row(lambda values: comet(of_families(values), settings.comet_values), *families),
    ]
    return sum(_is_first(bounds, model.option_ids.index(option)) for bounds in found)


def fit_bounds(model: DecisionModel, valuation: Valuation) -> tuple[Array, Array]:
    """Options x criteria, the least and the greatest fit: the fit where rated, else its bounds over 0-100."""
    low, high = valuation.fits.copy(), valuation.fits.copy()
    for place, (level, criterion) in enumerate(zip(valuation.levels, model.criteria, strict=True)):
        if not level.rated:
            for row, curve in enumerate(criterion.curves):
                low[row, place], high[row, place] = curve.bounds(0, 100)
    return low, high


def _is_first(bounds: Bounds, own: int) -> bool:
    least, greatest = (np.round(part, TIE_DECIMALS) for part in bounds)
    return bool(np.all(np.delete(greatest, own) < least[own]))


def _by_own_row(score: Score, low: Array, high: Array) -> Bounds:
    """A way in which, on the fixed scale, an option's score rises with its own fits and no other's matter."""
    return score(low), score(high)


def _by_comparison(score: Score, low: Array, high: Array) -> Bounds:
    """A way in which an option's score rises with its own fits and falls with those of the others."""
    rows = range(len(low))
    least = [score(_with_row(high, row, low))[row] for row in rows]
    greatest = [score(_with_row(low, row, high))[row] for row in rows]
    return np.array(least), np.array(greatest)


def _with_row(matrix: Array, row: int, source: Array) -> Array:
    mixed = matrix.copy()
    mixed[row] = source[row]
    return mixed


def _by_average(low: Array, high: Array, weights: Array) -> Bounds:
    """EDAS (Keshavarz Ghorabaee et al. 2015, Informatica 26(3)) in interval arithmetic, with both anchors.

    A distance above the average, over it, is normalised by that of the anchor 100; one below it by that of the
    anchor 0, which is 1. A higher average lowers both an option's distance above and the anchor's, so no single
    matrix gives the bounds.
    """
    count = len(low) + 2
    mean_low, mean_high = (low.sum(axis=0) + 100) / count, (high.sum(axis=0) + 100) / count
    anchor_low = weights @ ((100 - mean_high) / mean_high)
    anchor_high = weights @ ((100 - mean_low) / mean_low)
    above_low = np.maximum(0, low - mean_high) / mean_high @ weights
    above_high = np.maximum(0, high - mean_low) / mean_low @ weights
    below_high = np.maximum(0, mean_high - low) / mean_high @ weights
    below_low = np.maximum(0, mean_low - high) / mean_low @ weights
    return (above_low / anchor_high + 1 - below_high) / 2, (above_high / anchor_low + 1 - below_low) / 2
