"""How far several rankings agree: Kendall's coefficient of concordance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from decision.curves import Array


def kendall_w(rankings: ArrayLike) -> float | None:
    """Kendall's W of a judges x items matrix of ranks, 0 (no agreement) to 1 (all rank alike), corrected for ties.

    Tied items of one judge may share any rank (the better, the worse, the mean): each row is first turned into
    mean ranks. None where agreement means nothing: fewer than two judges or two items, or every judge ranks
    everything equal. A judge who alone ranks everything equal counts, and lowers W. :class:`ValueError` for
    anything but a matrix of numbers.

    Kendall and Babington Smith 1939: W = 12 S / (m^2 (n^3 - n) - m T), for m judges of n items, S the squared
    deviations of the items' rank sums from their mean, T the sum of t^3 - t over the groups of t tied items.
    """
    given = np.asarray(rankings, dtype=float)
    if given.ndim != 2 or np.isnan(given).any():
        raise ValueError("rankings are a judges x items matrix of numbers")
    judges, items = given.shape
    if judges < 2:
        return None
    deviations = _mean_ranks(given) - (items + 1) / 2
    # A judge's squared deviations are (n^3 - n - T) / 12: the formula above with 12 cut out of both its sides.
    possible = judges * float((deviations**2).sum())
    return float((deviations.sum(axis=0) ** 2).sum()) / possible if possible else None


def _mean_ranks(given: Array) -> Array:
    """Each entry's rank in its row, 1 the least; equal ones share the mean of the ranks they take up."""
    entry, other = given[:, :, None], given[:, None, :]
    below, equal = (other < entry).sum(axis=2), (other == entry).sum(axis=2)
    return np.asarray(below + (equal + 1) / 2)
