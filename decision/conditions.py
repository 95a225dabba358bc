"""Conditions over the facts and levels of a case, with three truth values.

Truth is a number: 1 true, 0 false, 0.5 cannot tell (Kleene's strong logic: all = min, any = max). Levels may be
arrays, so that the same condition is judged over many draws at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.curves import Array

TRUE, UNKNOWN, FALSE = 1.0, 0.5, 0.0

FactValue = str | bool
Facts = Mapping[str, FactValue | None]
"""The facts of a case by key; None: not known."""

Levels = Mapping[str, float | Array | None]
"""The levels of a case by criterion, one number or an array of draws; None: not rated."""


@dataclass(frozen=True, slots=True)
class FactIs:
    """The fact ``key`` has one of ``values``."""

    key: str
    values: tuple[FactValue, ...]

    def truth(self, facts: Facts, levels: Levels) -> Array:  # noqa: ARG002 - one signature for every condition
        """1, 0, or 0.5 where the fact is not known."""
        value = facts.get(self.key)
        return np.asarray(UNKNOWN if value is None else float(value in self.values))


@dataclass(frozen=True, slots=True)
class LevelIs:
    """The level of ``criterion`` is at most (or above) ``limit``, which ``limit_name`` calls by name."""

    criterion: str
    relation: Literal["at_most", "above"]
    limit: float
    limit_name: str

    def truth(self, facts: Facts, levels: Levels) -> Array:  # noqa: ARG002 - one signature for every condition
        """1, 0, or 0.5 where the criterion is not rated."""
        level = levels.get(self.criterion)
        if level is None:
            return np.asarray(UNKNOWN)
        held = np.asarray(level) <= self.limit
        return (held if self.relation == "at_most" else ~held).astype(float)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def truth(self, facts: Facts, levels: Levels) -> Array:
        """The least truth among the parts."""
        return _fold(np.minimum, self.parts, facts, levels, TRUE)


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def truth(self, facts: Facts, levels: Levels) -> Array:
        """The greatest truth among the parts."""
        return _fold(np.maximum, self.parts, facts, levels, FALSE)


Condition = FactIs | LevelIs | All | Any
Leaf = FactIs | LevelIs


def _fold(join: np.ufunc, parts: tuple[Condition, ...], facts: Facts, levels: Levels, start: float) -> Array:
    truth = np.asarray(start)
    for part in parts:
        truth = join(truth, part.truth(facts, levels))
    return truth


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The single tests a condition is made of, in order."""
    if isinstance(condition, FactIs | LevelIs):
        yield condition
    else:
        for part in condition.parts:
            yield from leaves(part)


def deciding(condition: Condition, facts: Facts, levels: Levels) -> Iterator[Leaf]:
    """The single tests that make a condition come out as it does: what carries a yes, or what stands in its way.

    A test in a group that another member has settled decides nothing and is not named.
    """
    if isinstance(condition, FactIs | LevelIs):
        yield condition
        return
    met = float(condition.truth(facts, levels)) == TRUE
    # All that holds rests on every part, any that fails lacks every part; else only some parts matter.
    everything = met is isinstance(condition, All)
    for part in condition.parts:
        if everything or (float(part.truth(facts, levels)) == TRUE) is met:
            yield from deciding(part, facts, levels)
