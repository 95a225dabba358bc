"""Fit and value over many draws at once, exactly: the model's curves taken apart into clipped levels.

A piecewise-linear curve is a constant plus, for each piece that is not flat, its slope times the level
clipped to that piece. Clipping is the cheapest thing a processor does to an array, so a block of draws costs
little more than drawing it; draws lie on the last axis, so that every pass runs over long rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision.curves import Array, Curve
from decision.model import DecisionModel


@dataclass(frozen=True)
class FitKernel:
    """All curves of a model: ``base`` options x criteria; ``lows`` and ``highs`` pieces x criteria x 1; ``slopes``
    pieces x options x criteria. A criterion with fewer pieces than another has empty ones of slope 0."""

    base: Array
    lows: Array
    highs: Array
    slopes: Array

    @classmethod
    def of(cls, model: DecisionModel) -> FitKernel:
        """The kernel of a model's curves."""
        options, criteria = len(model.option_ids), len(model.criteria)
        pieces = [_pieces(criterion.curves) for criterion in model.criteria]
        size = max(map(len, pieces))
        lows, highs = np.zeros((size, criteria, 1)), np.zeros((size, criteria, 1))
        slopes = np.zeros((size, options, criteria))
        base = np.array([[item.curves[row].ys[0] for item in model.criteria] for row in range(options)])
        for place, own in enumerate(pieces):
            for piece, ((low, high), slope) in enumerate(own.items()):
                lows[piece, place], highs[piece, place] = low, high
                slopes[piece, :, place] = slope
        return cls(base, lows, highs, slopes)

    def values(self, levels: Array, weights: Array) -> Array:
        """Options x draws, 0-100: the values at drawn levels and weights (both criteria x draws)."""
        values = self.base @ weights
        for low, high, slope in zip(self.lows, self.highs, self.slopes, strict=True):
            within = np.clip(levels, low, high)
            within -= low  # before the slope, which is huge where a curve all but jumps
            within *= weights
            values += slope @ within
        return np.asarray(values)

    def fits(self, levels: Array) -> Array:
        """Options x criteria x draws, 0-100: the fits at drawn levels (criteria x draws)."""
        fits = np.repeat(self.base[:, :, None], levels.shape[1], axis=2)
        for low, high, slope in zip(self.lows, self.highs, self.slopes, strict=True):
            fits += slope[:, :, None] * (np.clip(levels, low, high) - low)
        # The parts of a sum may miss the ends of the scale by their last bits.
        return np.clip(fits, 0.0, 100.0)


def _pieces(curves: Sequence[Curve]) -> dict[tuple[float, float], Array]:
    """The pieces of a criterion's curves that are not flat, each with its slope for every option."""
    found: dict[tuple[float, float], Array] = {}
    for row, curve in enumerate(curves):
        slopes = np.diff(curve.ys) / np.diff(curve.xs)
        for low, high, slope in zip(curve.xs[:-1], curve.xs[1:], slopes, strict=True):
            if slope != 0:
                found.setdefault((float(low), float(high)), np.zeros(len(curves)))[row] = slope
    return found
