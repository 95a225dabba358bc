"""An order of importance that an officer makes by hand: things moved up and down, some as important as another."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

SAME_DECIMALS = 9
"""Shares equal to so many decimals differ by the last bits of floats alone."""


@dataclass(frozen=True, slots=True)
class Order:
    """Things from the most important down; ``tied``: those that are as important as the one above them.

    The first is never tied: there is none above it.
    """

    keys: tuple[str, ...]
    tied: frozenset[str] = frozenset()

    @classmethod
    def by(cls, shares: Mapping[str, float]) -> Order:
        """The order that shares say, equal shares tied; what is tied keeps the order given."""
        near = {key: round(share, SAME_DECIMALS) for key, share in shares.items()}
        keys = sorted(near, key=lambda key: -near[key])
        tied = (below for above, below in itertools.pairwise(keys) if near[above] == near[below])
        return cls(tuple(keys), frozenset(tied))

    @property
    def ranks(self) -> dict[str, int]:
        """The rank of each, 1 the most important, ties alike and without a gap after them."""
        ranks: dict[str, int] = {}
        rank = 0
        for key in self.keys:
            rank += key not in self.tied
            ranks[key] = rank
        return ranks

    def moved(self, key: str, place: int) -> Order:
        """The order with one thing at another place (from 0); beyond either end it stays at the end.

        It leaves its tie, and the others of it stay tied among themselves. Put down between two that are tied, it
        is tied with both.
        """
        start = self.keys.index(key)
        place = max(0, min(place, len(self.keys) - 1))
        if place == start:
            return self
        tied = set(self.tied) - {key}
        below = self.keys[start + 1] if start + 1 < len(self.keys) else None
        if below in tied and key not in self.tied:
            tied.discard(below)  # the next of the tie is its first now
        rest = [other for other in self.keys if other != key]
        if place < len(rest) and rest[place] in tied:
            tied.add(key)
        return Order((*rest[:place], key, *rest[place:]), frozenset(tied))

    def with_tie(self, key: str, tied: bool) -> Order:
        """The order with a thing as important as the one above it, or less; the first stays as it is."""
        if key == self.keys[0]:
            return self
        return Order(self.keys, self.tied | {key} if tied else self.tied - {key})
