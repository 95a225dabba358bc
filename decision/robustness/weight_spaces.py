"""What is known of the weights, as distributions to draw from: around a profile, by their order alone, nothing.

Weights that are not known are uniform over all weights that sum to 1 (a Dirichlet with ones), and so are
weights of which only the order is known, within it. Uniform numbers divided by their sum are neither: they
crowd the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from decision.curves import Array
from decision.errors import WeightsError
from decision.model import DecisionModel
from decision.weights import Weights


@dataclass(frozen=True)
class DrawnWeights:
    """A block of draws: ``families`` (families x draws), ``within`` and ``criteria`` (criteria x draws)."""

    families: Array
    within: Array
    criteria: Array

    def first(self, size: int) -> DrawnWeights:
        """The first so many draws."""
        return DrawnWeights(self.families[:, :size], self.within[:, :size], self.criteria[:, :size])


class Simplex(Protocol):
    """A distribution of weights over one level of the tree."""

    def draw(self, stream: np.random.Generator, draws: int) -> Array:
        """Items x draws, each draw summing to 1."""


@dataclass(frozen=True)
class Around:
    """A Dirichlet distribution with the given shares as its mean: the greater ``concentration``, the closer.

    A share of zero stays zero.
    """

    shares: Array
    concentration: float

    def draw(self, stream: np.random.Generator, draws: int) -> Array:
        """Items x draws, each draw summing to 1."""
        gammas = np.zeros((len(self.shares), draws))
        for own, share in zip(gammas, self.shares, strict=True):
            if share > 0:
                stream.standard_gamma(share * self.concentration, out=own)
        totals = gammas.sum(axis=0)
        if totals.min() > 0:
            gammas /= totals
            return gammas
        # A tiny concentration can underflow a whole draw to zero; it falls back to the profile itself.
        known = np.where(totals > 0, totals, 1.0)
        return np.where(totals > 0, gammas / known, self.shares[:, None])


@dataclass(frozen=True)
class Unknown:
    """Every set of weights that sums to 1, equally likely."""

    items: int

    def draw(self, stream: np.random.Generator, draws: int) -> Array:
        """Items x draws, each draw summing to 1."""
        parts = stream.standard_exponential((self.items, draws))
        return np.asarray(parts / parts.sum(axis=0))


@dataclass(frozen=True)
class InOrder:
    """Every set of weights in a given order, equally likely: ``ranks`` 1 for the heaviest, equal for no order."""

    ranks: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.ranks or min(self.ranks) < 1:
            raise WeightsError("rank_not_whole", "ranks", value=min(self.ranks, default=0))

    def draw(self, stream: np.random.Generator, draws: int) -> Array:
        """Items x draws, each draw summing to 1."""
        free = -np.sort(-Unknown(len(self.ranks)).draw(stream, draws), axis=0)
        weights, taken = np.empty_like(free), 0
        for rank in sorted(set(self.ranks)):
            tied = [place for place, own in enumerate(self.ranks) if own == rank]
            part = free[taken : taken + len(tied)]
            weights[tied] = part if len(tied) == 1 else stream.permuted(part, axis=0)
            taken += len(tied)
        return weights


@dataclass(frozen=True)
class WeightSpace:
    """A distribution for each level of the weight tree: over the families, and over the criteria of each."""

    members: tuple[tuple[int, ...], ...]
    families: Simplex
    within: tuple[Simplex, ...]

    def draw(self, stream: np.random.Generator, draws: int) -> DrawnWeights:
        """A block of draws."""
        families = self.families.draw(stream, draws)
        count = sum(map(len, self.members))
        within, criteria = np.empty((count, draws)), np.empty((count, draws))
        for share, places, simplex in zip(families, self.members, self.within, strict=True):
            drawn, rows = simplex.draw(stream, draws), _rows(places)
            within[rows] = drawn
            criteria[rows] = drawn * share
        return DrawnWeights(families, within, criteria)


def _rows(places: tuple[int, ...]) -> slice | list[int]:
    """Rows to write to; those that lie together, as they do in a model told family by family, as one stretch."""
    together = places == tuple(range(places[0], places[-1] + 1))
    return slice(places[0], places[-1] + 1) if together else list(places)


def around_profile(model: DecisionModel, weights: Weights) -> WeightSpace:
    """Weights near a profile, at both levels, by the model's concentrations."""
    settings = model.robustness
    return WeightSpace(
        _members(model),
        Around(weights.families, settings.family_concentration),
        tuple(Around(weights.within[list(rows)], settings.criterion_concentration) for rows in _members(model)),
    )


def in_order_of(model: DecisionModel, weights: Weights) -> WeightSpace:
    """Weights of which only the order is taken from a profile, at both levels; equal ones are in no order."""
    return WeightSpace(
        _members(model),
        InOrder(_ranks(weights.families)),
        tuple(InOrder(_ranks(weights.within[list(rows)])) for rows in _members(model)),
    )


def unknown_weights(model: DecisionModel) -> WeightSpace:
    """Nothing known of the weights, at both levels of the tree."""
    members = _members(model)
    return WeightSpace(members, Unknown(len(members)), tuple(Unknown(len(rows)) for rows in members))


def _members(model: DecisionModel) -> tuple[tuple[int, ...], ...]:
    return tuple(map(model.members, model.family_ids))


def _ranks(shares: Sequence[float] | Array) -> tuple[int, ...]:
    """1 for the greatest share; shares equal but for a last bit are equal."""
    rounded = np.round(np.asarray(shares), 12)
    return tuple(int((rounded > own).sum()) + 1 for own in rounded)
