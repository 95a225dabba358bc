"""Levels drawn from what is known of them: triangular between low, best and high; unrated uniform over the
range.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision.curves import Array
from decision.valuation import Level


def draw_levels(levels: Sequence[Level], uniform: Array) -> Array:
    """Criteria x draws, from uniform draws of that shape by the inverse of each distribution.

    Every criterion uses its own row, so that rating one, or taking its rating back, leaves all others as drawn.
    """
    drawn = np.empty_like(uniform)
    for row, level in enumerate(levels):
        _draw_level(level, uniform[row], drawn[row])
    return drawn


def _draw_level(level: Level, uniform: Array, into: Array) -> None:
    low, best, high = level.estimate.low, level.estimate.best, level.estimate.high
    if not level.rated:
        np.multiply(uniform, high - low, out=into)
        into += low
        return
    if high <= low:
        into[:] = best
        return
    rising = uniform < (best - low) / (high - low)
    # Inverse of the triangular distribution: one square root serves both of its sides.
    root = np.sqrt(
        np.where(rising, uniform * ((high - low) * (best - low)), (1 - uniform) * ((high - low) * (high - best)))
    )
    np.copyto(into, np.where(rising, low + root, high - root))
