"""The documented cases laid out as tables, so that one case is compared with all of them in a few array passes.

The distance is Gower's (1971, Biometrics 27(4)): the mean of range-scaled differences of levels, weighted by the
criteria, and of mismatches of facts, each over what both cases state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.case import Case
from decision.curves import Array
from decision.facts import FACT_VALUES, facts_of
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.valuation import levels_of
from decision.weights import case_weights

NOT_STATED = -1


@dataclass(frozen=True)
class Coded:
    """One case as numbers: best ``levels`` (not a number where unrated), ``facts`` as places in their lists
    of values (:data:`NOT_STATED`), ``weights`` of the criteria, and what tells whether another case is the
    same one.
    """

    case: Case
    levels: Array
    facts: NDArray[np.int64]
    weights: Array

    @classmethod
    def of(cls, model: DecisionModel, case: Case) -> Coded:
        """The code of a case."""
        levels = [level.estimate.best if level.rated else np.nan for level in levels_of(model, case)]
        stated = facts_of(case)
        facts = [_place(key, stated[key]) for key in model.precedent.facts]
        return cls(case, np.array(levels), np.array(facts, dtype=np.int64), case_weights(model, case).criteria)


@dataclass(frozen=True)
class Distances:
    """One case against every case of a base, a row each: ``comparable`` (enough rated in common), ``total``
    distance, and what it is made of: ``levels`` (cases x criteria) and ``facts`` (cases x facts).
    """

    comparable: NDArray[np.bool_]
    total: Array
    levels: Array
    facts: Array


class CaseBase:
    """The documented cases of a library in its order; made once, asked as often as a slider moves."""

    def __init__(self, model: DecisionModel, library: Sequence[Case]) -> None:
        self.model = model
        self.rows = tuple(Coded.of(model, case) for case in library if case.documented is not None)
        self._levels = np.array([row.levels for row in self.rows]).reshape(len(self.rows), len(model.criteria))
        self._facts = np.array([row.facts for row in self.rows]).reshape(
            len(self.rows), len(model.precedent.facts)
        )
        self._ids = np.array([row.case.id for row in self.rows])
        self._missions = np.array([row.case.mission.name.casefold() for row in self.rows])
        self._months = np.array([_months(row.case) for row in self.rows])
        self._days = np.array([row.case.as_of.day for row in self.rows])

    def others(self, case: Case) -> NDArray[np.bool_]:
        """Which rows are another case: not this one or a version of it, nor the same mission too close in time."""
        if not self.rows:
            return np.zeros(0, dtype=bool)
        apart = self._months - _months(case)
        later = np.where(apart > 0, self._days > case.as_of.day, self._days < case.as_of.day)
        later |= (apart == 0) & (self._days != case.as_of.day)
        close = np.abs(apart) + later <= self.model.precedent.months_apart
        same_mission = self._missions == case.mission.name.casefold()
        return np.asarray((self._ids != case.id) & ~(same_mission & close))

    def distances(self, one: Coded) -> Distances:
        """The Gower distance of a case to every row, by the weights of that case."""
        settings = self.model.precedent
        gaps = np.abs(self._levels - one.levels) / 100
        both = ~np.isnan(gaps)
        # Summed row by row: a matrix product's last bits would depend on how many cases there are.
        overlap = np.where(both, one.weights, 0.0).sum(axis=1)
        comparable = (overlap > 0) & (np.round(overlap - settings.least_overlap, TIE_DECIMALS) >= 0)
        shares = np.where(both, one.weights * np.where(both, gaps, 0.0), 0.0)
        shares /= np.where(overlap > 0, overlap, 1.0)[:, None]
        stated = (self._facts != NOT_STATED) & (one.facts != NOT_STATED)
        counts = stated.sum(axis=1)
        differing = (stated & (self._facts != one.facts)) / np.maximum(counts, 1)[:, None]
        level_share = np.where(counts > 0, settings.level_share, 1.0)[:, None]
        by_level, by_fact = level_share * shares, settings.fact_share * differing
        return Distances(comparable, by_level.sum(axis=1) + by_fact.sum(axis=1), by_level, by_fact)

    def nearest(self, found: Distances, others: NDArray[np.bool_]) -> list[int]:
        """The comparable rows among the others, nearest first; equal distances in the order of their titles."""
        rounded = np.round(found.total, TIE_DECIMALS)
        rows = np.flatnonzero(others & found.comparable)
        return sorted(map(int, rows), key=lambda row: (rounded[row], self.rows[row].case.title))

    @cached_property
    def record(self) -> tuple[int, int]:
        """Leave-one-out: how many cases have a precedent among the others, and for how many it names what was
        done.
        """
        tested = agreed = 0
        for row in self.rows:
            nearest = self.nearest(self.distances(row), self.others(row.case))
            if nearest:
                tested += 1
                agreed += _done(self.rows[nearest[0]].case) == _done(row.case)
        return tested, agreed


def _months(case: Case) -> int:
    return case.as_of.year * 12 + case.as_of.month


def _done(case: Case) -> str | None:
    return None if case.documented is None else case.documented.option


def _place(fact: str, value: object) -> int:
    return NOT_STATED if value is None else FACT_VALUES[fact].index(value)
