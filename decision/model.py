"""The decision model as data: options, families, criteria, weights, perspectives, doctrine and parameters.

A model is read from a file by :mod:`decision.model_reading`, which also checks it; here are its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from decision.conditions import Condition, Leaf
from decision.curves import Curve

BY_VALUE = "value"
"""Stands where no rule decides."""


class Effect(StrEnum):
    """What a doctrine rule says of an option."""

    INDICATED = "indicated"
    DISCOURAGED = "discouraged"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Criterion:
    """One criterion: its family, its weight within it, the thresholds between options and the fit curves.

    ``thresholds`` are n - 1 ascending levels for n options; where the model gives curves of its own instead,
    it is empty. ``curves`` holds one fit curve an option, in option order.
    """

    id: str
    family: str
    weight: float
    thresholds: tuple[float, ...]
    curves: tuple[Curve, ...]
    source: str
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A group of criteria with its share of the whole weight."""

    id: str
    weight: float


@dataclass(frozen=True, slots=True)
class Perspective:
    """A modelled party: a weight profile over families and, where it differs, over criteria within a family."""

    id: str
    families: Mapping[str, float]
    criteria: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What a rule says of one option; ``inferred`` where the source only prefers and we conclude."""

    option: str
    effect: Effect
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A doctrine rule: its condition, what follows where it is met and where it is not, and its pages.

    ``ends`` : where met, no later rule is looked at. ``default``: applies only where nothing was indicated.
    """

    id: str
    pages: str
    condition: Condition | None
    met: tuple[RuleEffect, ...]
    unmet: tuple[RuleEffect, ...] = ()
    ends: bool = False
    default: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fact and a level that do not fit together: warned of, never corrected."""

    fact: Leaf
    level: Leaf


@dataclass(frozen=True, slots=True)
class StrengthTests:
    """The thresholds of the strength words; shares 0-1, ``ways`` a count, ``family`` the one asked alone."""

    firm_acceptability: float
    firm_coverage: float
    firm_ways: int
    firm_family: str
    leaning_acceptability: float
    leaning_coverage: float


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """Free parameters of the cross-check: VIKOR's v, PROMETHEE's q and p in fit points, COMET's values."""

    vikor_v: float
    promethee_q: float
    promethee_p: float
    comet_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RobustnessSettings:
    """Number of draws, seed and Dirichlet concentration of the two levels of the weight tree.

    ``side_draws``: how many of the draws serve the questions beside the main one (each way of reasoning, less
    known weights, confidence factors).
    """

    draws: int
    side_draws: int
    seed: int
    family_concentration: float
    criterion_concentration: float


@dataclass(frozen=True, slots=True)
class PrecedentSettings:
    """Line 3: how many cases, shares of levels and facts in the distance, exclusion window, least overlap."""

    nearest: int
    level_share: float
    fact_share: float
    facts: tuple[str, ...]
    months_apart: int
    least_overlap: float


@dataclass(frozen=True)
class DecisionModel:
    """A checked decision model; ``sha256`` is the hash of the file's bytes."""

    id: str
    version: str
    sha256: str
    as_of: str
    option_ids: tuple[str, ...]
    families: tuple[Family, ...]
    criteria: tuple[Criterion, ...]
    perspectives: tuple[Perspective, ...]
    scope: Condition
    rules: tuple[Rule, ...]
    contradictions: tuple[Contradiction, ...]
    checklists: Mapping[str, int]
    strength: StrengthTests
    methods: MethodSettings
    robustness: RobustnessSettings
    precedent: PrecedentSettings
    lead: float
    """By how many points of value an option must lead to count as first in the smallest change of context."""

    @cached_property
    def criterion_ids(self) -> tuple[str, ...]:
        """The ids of the criteria, in model order."""
        return tuple(criterion.id for criterion in self.criteria)

    @cached_property
    def family_ids(self) -> tuple[str, ...]:
        """The ids of the families, in model order."""
        return tuple(family.id for family in self.families)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with an id that is known to be in the model."""
        return self.criteria[self.criterion_ids.index(criterion_id)]

    def members(self, family_id: str) -> tuple[int, ...]:
        """The places, in model order, of the criteria of a family."""
        return tuple(place for place, item in enumerate(self.criteria) if item.family == family_id)

    def perspective(self, perspective_id: str | None) -> Perspective:
        """The perspective with an id, or the first of the model, which is its default."""
        named = [item for item in self.perspectives if item.id == perspective_id]
        return named[0] if named else self.perspectives[0]
