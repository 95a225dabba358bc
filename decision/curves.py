"""Piecewise-linear curves on the 0-100 level scale: the fit of one option as a function of one level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A continuous piecewise-linear function: ``xs`` ascending from 0 to 100, ``ys`` the fit (0-100) at each."""

    xs: Array
    ys: Array

    def at(self, level: float | Array) -> Array:
        """The fit at one level or at an array of levels."""
        return np.asarray(np.interp(level, self.xs, self.ys))

    def mean(self, low: float, high: float) -> float:
        """The exact mean of the fit over a range of levels taken as equally likely; at a point, the fit."""
        if high <= low:
            return float(self.at(low))
        xs = self._knots(low, high)
        ys = self.at(xs)
        return float(np.sum((ys[1:] + ys[:-1]) / 2 * np.diff(xs)) / (high - low))

    def bounds(self, low: float, high: float) -> tuple[float, float]:
        """The least and the greatest fit over a range of levels, exactly."""
        ys = self.at(self._knots(low, high))
        return float(ys.min()), float(ys.max())

    def _knots(self, low: float, high: float) -> Array:
        inner = self.xs[(self.xs > low) & (self.xs < high)]
        return np.concatenate(([low], inner, [high]))


def difference(first: Curve, second: Curve) -> Curve:
    """The curve of ``first`` minus ``second``, with the knots of both."""
    xs = np.union1d(first.xs, second.xs)
    return Curve(xs, first.at(xs) - second.at(xs))


def band_curve(low: float, high: float, spread: float) -> Curve:
    """The fit of an option whose band runs from ``low`` to ``high``: 100 inside, 0 from ``spread`` outside.

    fit(x) = 100 (1 - clip(max(low - x, x - high) / spread, 0, 1)), the design's formula for every option.
    """
    knots = np.unique(np.clip([0.0, low - spread, low, high, high + spread, 100.0], 0.0, 100.0))
    outside = np.maximum(low - knots, knots - high)
    return Curve(knots, 100.0 * (1.0 - np.clip(outside / spread, 0.0, 1.0)))
