"""What if: a case with some of its judgements changed for a trial, never edited, and what that would do."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from decision.case import (
    Case,
    CountryTeam,
    Estimate,
    Mandate,
    MissionKind,
    MissionStatus,
    OchaPresence,
    Phase,
    Rating,
    UsesForce,
    WeightOverride,
)
from decision.conditions import FactValue
from decision.doctrine import Doctrine, consult_doctrine
from decision.facts import facts_of
from decision.model import DecisionModel
from decision.ranking import first_option, ranks
from decision.recommendation import choose
from decision.sensitivity.turning import Turns, level_turns, weight_turns
from decision.valuation import Valuation, levels_of, value_case
from decision.weights import case_weights

SPREAD = 10.0
"""How far the range reaches at first about a level that is tried where nothing is rated."""
_WEIGHT_DECIMALS = 6
"""To which a share in per cent is kept, as in a case."""
_SAME_SHARE = 1e-7
"""Shares (0-1) that differ by less are the same: a case keeps them to fewer digits."""
_MISSION = {
    "mission.kind": MissionKind,
    "mission.status": MissionStatus,
    "mission.mandate": Mandate,
    "mission.uses_force": UsesForce,
    "mission.rc_hc_in_other_mission": bool,
}
TRIABLE = (*_MISSION, "country_team.ocha_presence", "phase")
"""The facts that are one field of a case; the others follow from its countries."""


@dataclass(frozen=True)
class WhatIf:
    """Changes that are tried: levels (0-100) by criterion, shares (0-1) by family, and facts by key.

    ``last`` is the key of the change that was tried last.
    """

    levels: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    last: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """What is changed: criteria, then families, then facts, each in the order in which they were tried."""
        return (*self.levels, *self.weights, *self.facts)

    def with_levels(self, levels: Mapping[str, float]) -> WhatIf:
        """The same with other levels, within the scale."""
        bound = {key: min(100.0, max(0.0, float(level))) for key, level in levels.items()}
        return replace(self, levels={**self.levels, **bound}, last=next(reversed(bound), self.last))

    def with_weight(self, family: str, share: float) -> WhatIf:
        """The same with one family's share, as far as the other tried ones leave room for it."""
        room = 1.0 - sum(other for key, other in self.weights.items() if key != family)
        return replace(self, weights={**self.weights, family: min(max(share, 0.0), max(room, 0.0))}, last=family)

    def with_fact(self, fact: str, value: FactValue) -> WhatIf:
        """The same with one fact."""
        return replace(self, facts={**self.facts, fact: value}, last=fact)

    def without(self, key: str) -> WhatIf:
        """The same without one change."""
        left = WhatIf(_less(self.levels, key), _less(self.weights, key), _less(self.facts, key))
        return replace(left, last=self.last if self.last != key else next(reversed(left.keys), None))


_Value = TypeVar("_Value")


def _less(part: Mapping[str, _Value], key: str) -> dict[str, _Value]:
    return {name: value for name, value in part.items() if name != key}


@dataclass(frozen=True)
class Answer:
    """What a case says at once: its values, doctrine, ranks (1 best), who is first by value, and the advice.

    ``first`` and ``advice`` are None where several tie or nothing is allowed; ``decided_by``: value or a rule.
    """

    case: Case
    valuation: Valuation
    doctrine: Doctrine
    ranks: tuple[int, ...]
    first: str | None
    advice: str | None
    decided_by: str

    @classmethod
    def of(cls, model: DecisionModel, case: Case) -> Answer:
        """The answer of a case."""
        valuation = value_case(model, case)
        return cls.given(model, case, valuation, consult_doctrine(model, case, valuation.levels))

    @classmethod
    def given(cls, model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine) -> Answer:
        """The answer of a case whose numbers are known already."""
        advice, decided_by = choose(model, valuation.values, doctrine.standings)
        first = first_option(model.option_ids, valuation.values)
        return cls(case, valuation, doctrine, tuple(ranks(valuation.values)), first, advice, decided_by)


@dataclass(frozen=True)
class Trial:
    """The case as it stands beside the case as it is tried, and where each tried change would turn the advice."""

    what_if: WhatIf
    base: Answer
    tried: Answer
    turns: Mapping[str, Turns]


def suppose(model: DecisionModel, case: Case, what_if: WhatIf) -> Case:
    """The case with the changes in it: a level carries its range along, and weights that are not tried share what
    the tried ones leave, in proportion."""
    now = {level.criterion: level for level in levels_of(model, case)}
    ratings = dict(case.ratings)
    for criterion, level in what_if.levels.items():
        before = now[criterion].estimate if now[criterion].rated else None
        rating = ratings.get(criterion, Rating(Estimate(level, level, level)))
        ratings[criterion] = replace(rating, estimate=_moved(before, level))
    supposed = replace(case, ratings=ratings)
    if what_if.weights:
        supposed = replace(supposed, weights=_weighed(model, case, what_if.weights))
    for fact, value in what_if.facts.items():
        supposed = with_fact(supposed, fact, value)
    return supposed


def try_out(model: DecisionModel, base: Answer, what_if: WhatIf) -> Trial:
    """What the changes would do to a case, and where each of them would turn the advice; all exact."""
    tried = Answer.of(model, suppose(model, base.case, what_if))
    turns = {key: level_turns(model, tried.case, tried.valuation, tried.doctrine, key) for key in what_if.levels}
    for family in what_if.weights:
        held = {key: share for key, share in what_if.weights.items() if key != family}
        turns[family] = weight_turns(model, tried.valuation, tried.doctrine, family, held)
    return Trial(what_if, base, tried, turns)


def difference(model: DecisionModel, now: Case, then: Case) -> WhatIf:
    """The changes that make of one case what another supposes, as far as levels, weights and facts tell them
    apart."""
    before, after = levels_of(model, now), levels_of(model, then)
    levels = {
        new.criterion: new.estimate.best
        for old, new in zip(before, after, strict=True)
        if new.rated and (not old.rated or new.estimate.best != old.estimate.best)
    }
    weights = _weights_tried(model, now, then)
    known, supposed = facts_of(now), facts_of(then)
    facts = {
        fact: value
        for fact in TRIABLE
        if (value := supposed[fact]) is not None and value != known[fact] and _has(now, fact)
    }
    return WhatIf(levels, weights, facts)


def with_fact(case: Case, fact: str, value: FactValue) -> Case:
    """The case with one of the facts that are a field of their own (:data:`TRIABLE`)."""
    if fact in _MISSION:
        return replace(case, mission=replace(case.mission, **{fact.partition(".")[2]: _MISSION[fact](value)}))
    if fact == "phase":
        return replace(case, phase=Phase(str(value)))
    team = case.country_team or CountryTeam()
    return replace(case, country_team=replace(team, ocha_presence=OchaPresence(str(value))))


def _has(case: Case, fact: str) -> bool:
    """Whether the fact can be tried without inventing what it belongs to."""
    return case.country_team is not None or not fact.startswith("country_team.")


def _moved(before: Estimate | None, level: float) -> Estimate:
    low, high = (SPREAD, SPREAD) if before is None else (before.best - before.low, before.high - before.best)
    return Estimate(max(0.0, level - low), level, min(100.0, level + high))


def _weighed(model: DecisionModel, case: Case, tried: Mapping[str, float]) -> WeightOverride:
    shares = dict(zip(model.family_ids, map(float, case_weights(model, case).families), strict=True))
    rest = {key: share for key, share in shares.items() if key not in tried}
    total, left = sum(rest.values()), max(0.0, 1 - sum(tried.values()))
    moved = {key: left * (share / total if total > 0 else 1 / len(rest)) for key, share in rest.items()}
    points = {key: round({**moved, **tried}[key] * 100, _WEIGHT_DECIMALS) for key in model.family_ids}
    if case.weights is None:
        return WeightOverride(points, {})
    return replace(case.weights, families=points)


def _weights_tried(model: DecisionModel, now: Case, then: Case) -> dict[str, float]:
    """The fewest families whose shares, the rest in proportion, make the weights of the one case the other's."""
    before, after = (case_weights(model, case).families for case in (now, then))
    shares = dict(zip(model.family_ids, map(float, after), strict=True))
    if np.abs(after - before).max() < _SAME_SHARE:
        return {}
    for count in range(1, len(shares)):
        for families in itertools.combinations(shares, count):
            tried = {family: shares[family] for family in families}
            made = case_weights(model, replace(now, weights=_weighed(model, now, tried))).families
            if np.abs(made - after).max() < _SAME_SHARE:
                return tried
    return {}  # of a model with one family, which has all the weight
