"""Value as a function of the level of one criterion: piecewise linear, so that it is solved and not searched."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from decision.curves import Array
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.valuation import Valuation


class OneLevel:
    """The values of all options as functions of one criterion's level, all else as it is.

    ``knots``: the levels between which every value is straight, 0 to 100.
    """

    def __init__(self, model: DecisionModel, valuation: Valuation, place: int) -> None:
        self._curves = model.criteria[place].curves
        self.knots: Array = np.unique(np.concatenate([curve.xs for curve in self._curves]))
        self._weight = float(valuation.weights.criteria[place])
        self._rest = valuation.values - self._weight * valuation.fits[:, place]

    def at(self, levels: Array) -> Array:
        """Levels x options."""
        fits = np.array([curve.at(levels) for curve in self._curves])
        return np.asarray(self._rest + self._weight * fits.T)

    def crossings(self) -> Iterator[tuple[tuple[int, int], tuple[float, ...]]]:
        """For every two options, the levels at which they are level with each other."""
        knots = self.knots
        table = np.round(self.at(knots), TIE_DECIMALS)
        for one, other in itertools.combinations(range(len(self._curves)), 2):
            gaps = table[:, one] - table[:, other]
            level = gaps == 0
            inside = np.zeros_like(level)
            # Within a stretch of ties, a knot is a corner of other options' curves and no end.
            inside[1:-1] = level[:-2] & level[1:-1] & level[2:]
            found = list(knots[level & ~inside])
            low, high = gaps[:-1], gaps[1:]
            for left in np.flatnonzero(low * high < 0):
                width = knots[left + 1] - knots[left]
                found.append(knots[left] + width * low[left] / (low[left] - high[left]))
            yield (one, other), tuple(sorted(map(float, found)))
