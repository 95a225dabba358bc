"""Ranks from scores, with ties told: scores are compared after rounding, never as bare floats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision.curves import Array

TIE_DECIMALS = 9
"""Scores equal to this many decimals are a tie; far finer than any difference an officer could argue."""


def first_option(option_ids: Sequence[str], scores: Array, allowed: Sequence[bool] | None = None) -> str | None:
    """The option with the greatest score among the allowed; None for a tie at the top or nothing allowed."""
    rounded = np.round(np.where(allowed, scores, -np.inf) if allowed is not None else scores, TIE_DECIMALS)
    top = np.flatnonzero(rounded == rounded.max())
    if len(top) != 1 or not np.isfinite(rounded.max()):
        return None
    return option_ids[int(top[0])]


def ranks(scores: Array) -> list[int]:
    """Rank of each score, 1 the greatest; equal scores share the better rank."""
    rounded = np.round(scores, TIE_DECIMALS)
    return [int(np.sum(rounded > score)) + 1 for score in rounded]
