"""The tallies of SMAA-2: what many draws of values and weights say of the options, in memory that never grows.

Rank acceptability, pairwise winning, central weights and confidence factors are those of Lahdelma and
Salminen (2001, Operations Research 49(3)) and Leskinen et al. (2006, pairwise winning). A tally knows nothing
of how the draws were made, so that published examples run through the very code the analysis does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.curves import Array
from decision.ranking import TIE_DECIMALS

Counts = NDArray[np.intp]


@dataclass(frozen=True)
class Acceptability:
    """What the draws say; every share 0-1, over all options, before any exclusion.

    ``rank_acceptability``: options x ranks; options that tie share the ranks they tie over. ``first_alone``:
    share of draws in which the option is first without a tie. ``pairwise_winning``: options x options, share
    of draws in which the row's value is above the column's. ``central_weights``: for each option the mean of
    the weights that put it first (its typical supporter), None where none did. ``entropy``: 0 where one
    option always comes first, 1 where all do equally often. ``standard_error``: the largest Monte-Carlo
    standard error of a rank acceptability.
    """

    draws: int
    rank_acceptability: Array
    first_alone: Array
    pairwise_winning: Array
    central_weights: tuple[Array | None, ...]
    entropy: float
    standard_error: float


class Tally:
    """Adds up blocks of draws; its size depends on the options and criteria alone."""

    def __init__(self, options: int, criteria: int) -> None:
        self._draws = 0
        self._ranks = np.zeros((options, options))
        self._alone = np.zeros(options)
        self._winning = np.zeros((options, options))
        self._weights = np.zeros((options, criteria))

    def add(self, values: Array, weights: Array) -> None:
        """Count one block: ``values`` options x draws, ``weights`` criteria x draws."""
        better, equal = _standing(values, self._winning)
        self._draws += values.shape[1]
        self._alone += ((better == 0) & (equal == 1)).sum(axis=1)
        if np.all(equal == 1):
            first = (better == 0).astype(float)
            for option, ranks in enumerate(better):
                self._ranks[option] += np.bincount(ranks, minlength=len(better))
        else:
            first = _shares_at(0, better, equal)
            for rank in range(len(better)):
                self._ranks[:, rank] += _shares_at(rank, better, equal).sum(axis=1)
        self._weights += first @ weights.T

    def result(self) -> Acceptability:
        """The indices over all blocks counted so far (at least one draw)."""
        shares = self._ranks / self._draws
        firsts = self._ranks[:, 0]
        return Acceptability(
            draws=self._draws,
            rank_acceptability=shares,
            first_alone=self._alone / self._draws,
            pairwise_winning=self._winning / self._draws,
            central_weights=tuple(
                weights / first if first > 0 else None
                for weights, first in zip(self._weights, firsts, strict=True)
            ),
            entropy=decision_entropy(shares[:, 0]),
            standard_error=float(np.sqrt(shares * (1 - shares) / self._draws).max()),
        )


def first_shares(values: Array) -> Array:
    """Options x draws: 1 where the option's value is the greatest, shared equally where several tie for it."""
    rounded = np.round(values, TIE_DECIMALS)
    top = (rounded == rounded.max(axis=0)).astype(float)
    return np.asarray(top / top.sum(axis=0))


def confidence_factor(utilities: Array, central: Array, option: int) -> float:
    """Share of draws in which an option comes first for its own typical supporter.

    ``utilities``: options x criteria x draws, uncertain levels only; ``central``: the option's central weights.
    """
    values = np.einsum("ocd,c->od", utilities, central)
    return float(first_shares(values)[option].mean())


def decision_entropy(first_acceptability: Array) -> float:
    """Shannon's entropy of the first-rank shares over its greatest possible value, 0-1 (0 for a single option)."""
    shares = first_acceptability[first_acceptability > 0]
    if len(first_acceptability) < 2:
        return 0.0
    return float(abs((shares * np.log(shares)).sum()) / np.log(len(first_acceptability)))


def _standing(values: Array, winning: Array) -> tuple[Counts, Counts]:
    """For each option and draw, how many are better and how many equal (itself included); wins are added up."""
    rounded = np.round(values, TIE_DECIMALS)
    better = np.zeros(values.shape, dtype=np.intp)
    equal = np.ones(values.shape, dtype=np.intp)
    for one in range(len(values)):
        for other in range(one):
            above, below = rounded[one] > rounded[other], rounded[one] < rounded[other]
            better[other] += above
            better[one] += below
            won, lost = np.count_nonzero(above), np.count_nonzero(below)
            winning[one, other] += won
            winning[other, one] += lost
            if won + lost < values.shape[1]:
                tied = ~(above | below)
                equal[one] += tied
                equal[other] += tied
    return better, equal


def _shares_at(rank: int, better: Counts, equal: Counts) -> Array:
    here = (better <= rank) & (rank < better + equal)
    return np.where(here, 1.0 / equal, 0.0)
