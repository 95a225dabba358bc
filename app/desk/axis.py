"""The axis of a picture in points: round steps that hold every bar, few enough to read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.words import Words

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
MOST_TICKS = 9


def ticks(
    words: Words, points: Sequence[float], *, signed: bool = True, most: int = MOST_TICKS
) -> list[tuple[float, str]]:
    """Levels with their figures, zero among them, about ``most`` at most; ``signed``: above zero with a sign."""
    least, greatest = min([0.0, *points]), max([0.0, *points])
    span = max(greatest - least, STEPS[0])
    step = next((step for step in STEPS if span / step < most), STEPS[-1])
    low, high = math.floor(least / step), math.ceil(greatest / step)
    decimals = 0 if step >= 1 else 1
    return [
        (
            place * step,
            words.change(place * step, decimals) if signed and place else words.number(place * step, decimals),
        )
        if place
        else (0.0, words.number(0))
        for place in range(low, high + 1)
    ]
