"""What an officer does to weights, as changes of the case: previewed while a slider moves, then one edit."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.desk.state import DeskState
from app.words import Words
from db.perspectives import OwnPerspective
from decision.case import Case, WeightOverride
from decision.elicitation.levels import level_of, level_shares, override_with, whole_override
from decision.elicitation.shares import LockedChange, locked_change
from decision.weights import Weights, case_weights

NOTHING = 1e-9
"""A change of a share that is one of the last bits of floats alone."""
TENTH = 10
SAME = 0.05
"""Percentages nearer than this read the same at one decimal."""


class WeightChanges:
    """Changes of the open case's weights, through the desk's state."""

    def __init__(self, state: DeskState) -> None:
        self._state, self._words = state, state.workspace.words

    def name(self, key: str) -> str:
        """A family's or a criterion's name."""
        kind = "family" if key in self._state.workspace.model.family_ids else "criterion"
        return self._words(f"{kind}.{key}.name")

    def stored_shares(self, family: str | None) -> dict[str, float]:
        """The shares of a level as the case holds them, without any preview."""
        case, model = self._state.stored_case, self._state.workspace.model
        assert case is not None
        return level_shares(model, case_weights(model, case), family)

    def preview(self, key: str, percent: float, locked: Collection[str]) -> None:
        """Show a weight at a percentage of its set; the others of the set that are not locked make room."""
        made = self._moved(key, percent, locked)
        if made is not None:
            self._state.preview(made[0])

    def enter(self, key: str, percent: float, locked: Collection[str]) -> None:
        """Make it so: one edit."""
        made = self._moved(key, percent, locked)
        if made is None:
            return
        case, change, before = made
        notice = self._moved_words(key, before, change, locked)
        same = abs(change.granted - before[key]) < NOTHING
        if same or not self._state.edit(case, "weights", "weights", notice):
            self._state.drop_preview()

    def use(self, family: str | None, shares: Mapping[str, float], notice: str) -> None:
        """Put shares in the place of those of a level: one edit."""
        case, weights = self._stored()
        if case is not None and weights is not None:
            override = override_with(self._state.workspace.model, weights, family, shares)
            self._state.edit(replace(case, weights=override), "weights", "weights", notice)

    def choose(self, perspective: str) -> None:
        """Take the weights of a modelled perspective: one edit."""
        self._take(perspective, None, self._words(f"perspective.{perspective}.name"))

    def choose_own(self, own: OwnPerspective) -> None:
        """Take the weights of a perspective of the officer's own into the case, which then stands alone."""
        self._take(own.base, own.weights, own.name)

    def reset(self) -> None:
        """Back to the perspective as it is: one edit."""
        case = self._state.stored_case
        if case is not None:
            self._state.edit(replace(case, weights=None), "weights", "weights", self._words("weights.was_reset"))

    def own(self) -> tuple[str, WeightOverride] | None:
        """The present weights whole, with the perspective they were made from; None where no case is open."""
        case, weights = self._stored()
        if case is None or weights is None:
            return None
        model = self._state.workspace.model
        return model.perspective(case.perspective).id, whole_override(model, weights)

    def _take(self, base: str, weights: WeightOverride | None, name: str) -> None:
        case = self._state.stored_case
        if case is None:
            return
        present = self._state.workspace.model.perspective(case.perspective).id
        if (base, weights) != (present, case.weights):
            changed = replace(case, perspective=base, weights=weights)
            self._state.edit(changed, "perspective", "perspective", self._words("weights.chosen", name=name))

    def _stored(self) -> tuple[Case | None, Weights | None]:
        case = self._state.stored_case
        return case, None if case is None else case_weights(self._state.workspace.model, case)

    def _moved(
        self, key: str, percent: float, locked: Collection[str]
    ) -> tuple[Case, LockedChange, Mapping[str, float]] | None:
        case, weights = self._stored()
        if case is None or weights is None:
            return None
        model = self._state.workspace.model
        level = level_of(model, key)
        before = level_shares(model, weights, level)
        change = locked_change(before, key, percent / 100, [name for name in locked if name in before])
        return replace(case, weights=override_with(model, weights, level, change.shares)), change, before

    def _moved_words(
        self, key: str, before: Mapping[str, float], change: LockedChange, locked: Collection[str]
    ) -> str:
        words = self._words
        held = [name for name in before if name in locked]
        old, new = (figure(words, share * 100) for share in (before[key], change.granted))
        said = {"name": self.name(key), "old": old, "new": new}
        if not held:
            return words("weighing.moved", **said)
        named = words.listing([self.name(name) for name in held])
        if change.granted < change.asked - SAME / 100:
            return words.count("weighing.moved_to_room", len(held), locked=named, **said)
        return words.count("weighing.moved_locked", len(held), locked=named, **said)


def figure(words: Words, percent: float) -> str:
    """A percentage without a decimal where it is whole, with one where it is not."""
    return words.number(percent, 0 if abs(percent - round(percent)) < SAME else 1)


def figures(words: Words, shares: Sequence[float]) -> list[str]:
    """The parts of a set in per cent, whole where all are, else to a decimal; as shown they add up to 100."""
    percents = [share * 100 for share in shares]
    if all(abs(percent - round(percent)) < SAME / TENTH for percent in percents):
        return [words.number(round(percent)) for percent in percents]
    tenths = [math.floor(percent * TENTH + SAME / TENTH) for percent in percents]
    missing = round(sum(percents) * TENTH) - sum(tenths)
    # The greatest remainders are rounded up, the first of equal ones before the others.
    by_rest = sorted(
        range(len(tenths)), key=lambda place: (round(tenths[place] - percents[place] * TENTH, 6), place)
    )
    for place in by_rest[: max(0, missing)]:
        tenths[place] += 1
    return [words.number(tenth / TENTH, 1) for tenth in tenths]


def one_decimal(words: Words, percent: float) -> str:
    """A percentage with one decimal, half away from zero."""
    return words.number(math.floor(round(percent * TENTH, 6) + 0.5) / TENTH, 1)
