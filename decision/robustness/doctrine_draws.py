"""How often doctrine indicates each option when levels are uncertain."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from decision.case import Case
from decision.curves import Array
from decision.doctrine import indicated_option, standings_at
from decision.facts import facts_of
from decision.model import DecisionModel
from decision.valuation import Level

SMALL = 10_000


class IndicatedTally:
    """Counts over blocks of drawn levels; unrated levels stay unknown to doctrine, as they do at the best levels.

    Draws in which every rule comes out alike have one answer: it is asked once and kept.
    """

    def __init__(self, model: DecisionModel, case: Case, levels: tuple[Level, ...]) -> None:
        self._model, self._facts = model, facts_of(case)
        self._overruled = case.overruled
        self._rated = [level.criterion if level.rated else None for level in levels]
        self._criteria = [level.criterion for level in levels]
        conditions = (rule.condition for rule in model.rules)
        self._conditions = [model.scope, *(condition for condition in conditions if condition is not None)]
        self._answers: dict[int, int | None] = {}
        self._counts = np.zeros(len(model.option_ids))
        self._draws = 0

    def add(self, levels: Array) -> None:
        """Count a block: criteria x draws."""
        draws = levels.shape[1]
        drawn = {
            name: None if rated is None else levels[row]
            for row, (name, rated) in enumerate(zip(self._criteria, self._rated, strict=True))
        }
        # One whole number a draw, a digit of base 3 a condition that looks at levels (no, cannot tell, yes).
        outcomes = np.zeros(draws, dtype=np.int64)
        for truth in (condition.truth(self._facts, drawn) for condition in self._conditions):
            if truth.ndim:
                outcomes = outcomes * 3 + (truth * 2).astype(np.int64)
        for outcome, count in _tallied(outcomes):
            if outcome not in self._answers:
                self._answers[outcome] = self._ask(levels[:, int(np.argmax(outcomes == outcome))])
            place = self._answers[outcome]
            if place is not None:
                self._counts[place] += count
        self._draws += draws

    def shares(self) -> Array:
        """The share of all draws (0-1) in which doctrine indicates each option, in option order."""
        return np.asarray(self._counts / self._draws)

    def _ask(self, levels: Array) -> int | None:
        """The place of the option that doctrine indicates at single levels."""
        known = {
            name: None if rated is None else float(level)
            for name, rated, level in zip(self._criteria, self._rated, levels, strict=True)
        }
        option = indicated_option(standings_at(self._model, self._facts, known, self._overruled))
        return None if option is None else self._model.option_ids.index(option)


def _tallied(outcomes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Each outcome with its number of draws; counting is faster than sorting while the numbers are small."""
    if outcomes.max() < SMALL:
        counts = np.bincount(outcomes)
        yield from ((int(outcome), int(counts[outcome])) for outcome in np.flatnonzero(counts))
    else:
        found, numbers = np.unique(outcomes, return_counts=True)
        yield from zip(map(int, found), map(int, numbers), strict=True)
