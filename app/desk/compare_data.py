"""What a comparison of cases is made of: each case valued, and each level and fact with what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.desk.library_results import CaseAnswer
from app.words import Words
from decision.case import Case
from decision.doctrine import consult_doctrine
from decision.facts import facts_of
from decision.model import DecisionModel
from decision.ranking import first_option
from decision.valuation import Level, Valuation, value_case

LETTERS = "ABCD"
FACTS = ("mission.kind", "mission.mandate", "mission.uses_force", "country_team.ocha_presence", "phase")
SAME = 0.5
"""Levels are shown whole: what is nearer than this reads the same."""


@dataclass(frozen=True)
class Side:
    """One case of a comparison; ``indicated`` is what doctrine names, ``answer`` None until it is known."""

    case: Case
    options: tuple[str, ...]
    valuation: Valuation
    indicated: str | None
    answer: CaseAnswer | None = None

    @classmethod
    def of(cls, model: DecisionModel, case: Case, answer: CaseAnswer | None) -> Side:
        """The numbers of a case that need no draws, which take a millisecond."""
        valuation = value_case(model, case)
        return cls(
            case, model.option_ids, valuation, consult_doctrine(model, case, valuation.levels).indicated, answer
        )

    def alone(self, model: DecisionModel, family: str) -> str | None:
        """The option that one family of criteria names when it is asked alone."""
        return first_option(model.option_ids, self.valuation.family_values[:, model.family_ids.index(family)])


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One criterion: the level of each case."""

    criterion: str
    levels: tuple[Level, ...]

    @property
    def difference(self) -> float | None:
        """The greatest less the least best level, 0-100; None where fewer than two are rated."""
        rated = [level.estimate.best for level in self.levels if level.rated]
        return max(rated) - min(rated) if len(rated) > 1 else None

    @property
    def uneven(self) -> bool:
        """Whether it is rated in some cases and not in others."""
        return len({level.rated for level in self.levels}) > 1

    @property
    def differs(self) -> bool:
        """Whether the cases do not read the same here."""
        return self.uneven or (self.difference or 0.0) >= SAME

    @property
    def weight(self) -> tuple[float, bool]:
        """By what rows are sorted: how far apart they lie, then whether a case says nothing."""
        return (self.difference or 0.0, self.uneven)


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family: its criteria, what it names alone in each case, and the greatest difference in it."""

    family: str
    rows: tuple[LevelRow, ...]
    names: tuple[str | None, ...]

    @property
    def difference(self) -> float | None:
        """The greatest of its criteria; None where none can be told."""
        return max((row.difference for row in self.rows if row.difference is not None), default=None)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in words, a value for each case."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether not all cases say the same."""
        return len(set(self.values)) > 1


def level_rows(
    model: DecisionModel, sides: Sequence[Side], *, by_difference: bool, only_differences: bool
) -> tuple[FamilyRow, ...]:
    """All families with their criteria, those that differ most first or in the order of the model."""
    found = []
    for family in model.family_ids:
        rows: Iterable[LevelRow] = (_level_row(model, sides, place) for place in model.members(family))
        rows = [row for row in rows if row.differs or not only_differences]
        if by_difference:
            rows.sort(key=lambda row: row.weight, reverse=True)  # stable: equal ones stay as in the model
        if rows:
            found.append(FamilyRow(family, tuple(rows), tuple(side.alone(model, family) for side in sides)))
    if by_difference:
        found.sort(key=lambda family: family.difference or 0.0, reverse=True)
    return tuple(found)


def _level_row(model: DecisionModel, sides: Sequence[Side], place: int) -> LevelRow:
    return LevelRow(model.criterion_ids[place], tuple(side.valuation.levels[place] for side in sides))


def shown_rows(families: Sequence[FamilyRow]) -> list[FamilyRow | LevelRow]:
    """Each family with its criteria under it, in one list."""
    rows: list[FamilyRow | LevelRow] = []
    for family in families:
        rows += [family, *family.rows]
    return rows


def farthest(families: Sequence[FamilyRow]) -> LevelRow | None:
    """The criterion on which the cases lie farthest apart; None where they read the same on all."""
    rows = [row for family in families for row in family.rows if (row.difference or 0.0) >= SAME]
    return max(rows, key=lambda row: row.weight, default=None)


def fact_rows(words: Words, sides: Sequence[Side]) -> tuple[FactRow, ...]:
    """The facts that doctrine and precedent look at most, in words."""
    return tuple(
        FactRow(words(f"fact.{fact}"), tuple(_fact(words, fact, facts_of(side.case)[fact]) for side in sides))
        for fact in FACTS
    )


def _fact(words: Words, fact: str, value: object) -> str:
    return words("value.unknown") if value is None else words(f"value.{fact}.{value}")


def weight_rows(words: Words, model: DecisionModel, sides: Sequence[Side]) -> tuple[FactRow, ...]:
    """By whose weights each case is judged and what each family weighs; none where all weigh the same."""
    from app.desk.weights_changes import figures  # noqa: PLC0415 - the first window compares nothing

    shares = [figures(words, [float(share) for share in side.valuation.weights.families]) for side in sides]
    within = {side.valuation.weights.criteria.round(9).tobytes() for side in sides}
    if len(within) < 2:
        return ()
    named = tuple(_weighed(words, model, side.case) for side in sides)
    rows = [FactRow(words("compare.weights.by"), named)]
    for place, family in enumerate(model.family_ids):
        told = tuple(words("compare.weights.share", share=share[place]) for share in shares)
        rows.append(FactRow(words(f"family.{family}.name"), told))
    return tuple(rows)


def _weighed(words: Words, model: DecisionModel, case: Case) -> str:
    if case.weights is not None:
        return words("compare.weights.own")
    return words(f"perspective.{model.perspective(case.perspective).id}.name")
