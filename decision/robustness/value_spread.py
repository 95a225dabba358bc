"""Percentiles of value over any number of draws, from counts: memory stays the same however many there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from decision.curves import Array

STEP = 0.01
"""Width of a count, in points of value; a percentile is exact to this."""

_BINS = round(100 / STEP)


class ValueSpread:
    """Counts values (0-100) of each option in steps of a hundredth of a point."""

    def __init__(self, options: int) -> None:
        self._counts = np.zeros((options, _BINS + 1), dtype=np.int64)
        self._least, self._greatest = np.full(options, np.inf), np.full(options, -np.inf)

    def add(self, values: Array) -> None:
        """Count a block: options x draws."""
        bins = np.clip(values / STEP, 0, _BINS).astype(np.intp)
        for option, own in enumerate(bins):
            self._counts[option] += np.bincount(own, minlength=_BINS + 1)
        np.minimum(self._least, values.min(axis=1), out=self._least)
        np.maximum(self._greatest, values.max(axis=1), out=self._greatest)

    def percentiles(self, percents: tuple[float, ...]) -> Array:
        """Options x percents: the value below which that share of the draws lies, within a step."""
        found = np.array([[self._at(counts, percent / 100) for percent in percents] for counts in self._counts])
        return np.asarray(np.clip(found, self._least[:, None], self._greatest[:, None]))

    @staticmethod
    def _at(counts: NDArray[np.int64], share: float) -> float:
        """Where the running count passes the share of all, straight within the step."""
        running = np.cumsum(counts)
        wanted = share * running[-1]
        place = int(np.searchsorted(running, wanted))
        before = running[place - 1] if place else 0
        return float((place + (wanted - before) / max(counts[place], 1)) * STEP)
