"""What would change the answer, exactly: levels, weights, single facts, and the smallest change of the context.

Everything is piecewise linear in one level and linear in one weight, so it is solved, not searched.
"""

from __future__ import annotations

from dataclasses import dataclass

from decision.case import Case
from decision.conditions import FactValue
from decision.doctrine import Doctrine, judge, standings_at
from decision.facts import FACT_VALUES, facts_of
from decision.model import DecisionModel, Effect
from decision.recommendation import choose
from decision.sensitivity.smallest_change import SmallestChange, smallest_changes
from decision.sensitivity.stability import (
    Stability,
    WeightThreshold,
    criterion_stabilities,
    family_stabilities,
    weight_thresholds,
)
from decision.sensitivity.tipping import LevelThreshold, OpenLevel, TippingLevel, tipping_levels
from decision.sensitivity.tornado import TornadoBar, tornado
from decision.valuation import Valuation, best_levels


@dataclass(frozen=True, slots=True)
class FactFlip:
    """A single fact that, if it were ``value``, would change the recommendation to ``option``."""

    fact: str
    now: FactValue | None
    value: FactValue
    option: str | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All that would change the answer, nearest first within each kind; ``unrated``: what each gap could turn.

    ``tornado``: the lead of the recommended option (where there is none, of the first by value) over each
    criterion's own range, longest bar first. ``level_thresholds`` and ``weight_thresholds``: where any two
    options are level.
    """

    tipping: tuple[TippingLevel, ...]
    unrated: tuple[OpenLevel, ...]
    families: tuple[Stability, ...]
    criteria: tuple[Stability, ...]
    facts: tuple[FactFlip, ...]
    smallest: tuple[SmallestChange, ...]
    tornado: tuple[TornadoBar, ...]
    level_thresholds: tuple[LevelThreshold, ...]
    weight_thresholds: tuple[WeightThreshold, ...]


def sensitivity(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine, *, joint: bool = True
) -> Sensitivity:
    """The sensitivity of a case's recommendation; ``joint`` False leaves out the smallest changes of several
    levels, the one part too slow to follow a slider.
    """
    levels = tipping_levels(model, case, valuation, doctrine)
    return Sensitivity(
        tipping=levels.rated,
        unrated=levels.unrated,
        families=family_stabilities(model, valuation),
        criteria=criterion_stabilities(model, valuation),
        facts=_fact_flips(model, case, valuation, doctrine),
        smallest=_reachable(model, case, valuation, doctrine) if joint else (),
        tornado=tornado(model, valuation, choose(model, valuation.values, doctrine.standings)[0]),
        level_thresholds=levels.thresholds,
        weight_thresholds=weight_thresholds(model, valuation),
    )


def _reachable(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine
) -> tuple[SmallestChange, ...]:
    """The smallest changes; one that leads to where a rule bars its option is none, and names that rule."""
    facts, levels = facts_of(case), best_levels(valuation.levels)
    found = []
    for change in smallest_changes(model, valuation, doctrine):
        moved = {item.criterion: item.then for item in change.changes}
        there = judge(model, facts, {**levels, **moved}, case.overruled) if moved else doctrine
        standing = next(item for item in there.standings if item.option == change.option)
        if moved and standing.effect is Effect.EXCLUDED:
            on = next(item.deciding for item in there.findings if item.rule == standing.rules[0])
            change = SmallestChange(change.option, None, barred_by=standing.rules[0], barred_on=on)  # noqa: PLW2901
        found.append(change)
    return tuple(found)


def _fact_flips(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine
) -> tuple[FactFlip, ...]:
    """Every value of every fact, one at a time, that would change the recommended option."""
    facts, levels = facts_of(case), best_levels(valuation.levels)
    today = choose(model, valuation.values, doctrine.standings)[0]
    flips = []
    for fact, value in ((fact, value) for fact, values in FACT_VALUES.items() for value in values):
        if facts[fact] != value:
            judged = standings_at(model, {**facts, fact: value}, levels, case.overruled)
            option, decided_by = choose(model, valuation.values, judged)
            if option != today:
                flips.append(FactFlip(fact, facts[fact], value, option, decided_by))
    return tuple(flips)
