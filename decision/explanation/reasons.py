"""Why the answer is what it is, as data: the note, the window and the command line render the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision.case import Case
from decision.conditions import TRUE, FactIs
from decision.curves import Array
from decision.doctrine import Doctrine
from decision.explanation.disagreement import Contribution, Disagreement, Gap, Line, LineVerdict, disagreements
from decision.explanation.hinges import Hinge, hinges
from decision.facts import facts_of
from decision.model import DecisionModel, Effect
from decision.precedent.nearest import Precedents
from decision.ranking import TIE_DECIMALS, first_option
from decision.recommendation import Recommendation
from decision.sensitivity.overall import Sensitivity
from decision.valuation import Valuation, baseline_values, best_levels

TOLD = 3
"""Reasons told on each side: more are a list, not a reason."""


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One family alone: its share of the weight, the value it gives each option, and the option it names."""

    family: str
    weight: float
    values: tuple[float, ...]
    first: str | None


@dataclass(frozen=True, slots=True)
class OptionReasons:
    """What speaks for and against one option: the criteria that set it ahead of and behind its ``rival``.

    ``rival``: the first by value, and for that the second; ``points``: the lead over it. ``ahead`` and
    ``behind``: the three largest each, of the rated criteria alone; ``unrated``: the points that come from
    what is not rated, which is the model's leaning and nobody's judgement. ``rules``: what doctrine says of
    it, by the rules that say it.
    """

    option: str
    rival: str
    points: float
    ahead: tuple[Contribution, ...]
    behind: tuple[Contribution, ...]
    unrated: float
    effect: Effect | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContradictionFound:
    """A stated fact and a rated level that do not fit together; both stand as entered."""

    fact: str
    value: str | bool
    criterion: str
    level: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The data every rendering of an answer is made of.

    ``agreement``: how many of the three lines name the recommended option. ``leading``: the gap between first and
    second by value. ``given_up``: the gap between the first by value and the recommended option, where a rule
    decided. ``options``: what speaks for and against each. ``hinges``: the few judgements the answer hangs on.
    ``disagreements``: where a line of argument names another option, and why. ``baseline``: values with nothing
    known, in option order.
    """

    lines: tuple[LineVerdict, ...]
    agreement: int
    leading: Gap
    given_up: Gap | None
    options: tuple[OptionReasons, ...]
    hinges: tuple[Hinge, ...]
    disagreements: tuple[Disagreement, ...]
    families: tuple[FamilyView, ...]
    baseline: tuple[float, ...]
    unrated: tuple[str, ...]
    unsourced: tuple[str, ...]
    contradictions: tuple[ContradictionFound, ...]


def explain(  # noqa: PLR0913 - an answer is explained by everything it was made of
    model: DecisionModel,
    case: Case,
    valuation: Valuation,
    doctrine: Doctrine,
    precedents: Precedents,
    *,
    recommendation: Recommendation,
    sensitivity: Sensitivity,
) -> Explanation:
    """The explanation of an answer."""
    named = {
        Line.ANALYSIS: recommendation.first_by_value,
        Line.DOCTRINE: doctrine.indicated,
        Line.PRECEDENT: precedents.option,
    }
    lines = tuple(
        LineVerdict(line, option, option is not None and option == recommendation.option)
        for line, option in named.items()
    )
    order = [int(place) for place in np.argsort(-valuation.values, kind="stable")]
    chosen = None if recommendation.option is None else model.option_ids.index(recommendation.option)
    given_up = None if chosen in (None, order[0]) else gap(model, valuation, order[0], chosen or 0)
    return Explanation(
        lines=lines,
        agreement=sum(verdict.agrees for verdict in lines),
        leading=gap(model, valuation, order[0], order[1]),
        given_up=given_up,
        options=_reasons(model, valuation, doctrine, order),
        hinges=hinges(model, valuation, sensitivity, doctrine, recommendation),
        disagreements=disagreements(lines, recommendation, doctrine, precedents, given_up),
        families=_families(model, valuation),
        baseline=tuple(map(float, baseline_values(model, valuation.weights))),
        unrated=tuple(level.criterion for level in valuation.levels if not level.rated),
        unsourced=_unsourced(case),
        contradictions=contradictions(model, case, valuation),
    )


def gap(model: DecisionModel, valuation: Valuation, first: int, second: int) -> Gap:
    """The lead of one option over another, taken apart by criterion: weight times difference of fit."""
    parts: Array = valuation.weights.criteria * (valuation.fits[first] - valuation.fits[second])
    ordered = sorted(range(len(parts)), key=lambda place: (-abs(parts[place]), place))
    return Gap(
        first=model.option_ids[first],
        second=model.option_ids[second],
        points=float(parts.sum()),
        contributions=tuple(Contribution(model.criterion_ids[place], float(parts[place])) for place in ordered),
    )


def _reasons(
    model: DecisionModel, valuation: Valuation, doctrine: Doctrine, order: Sequence[int]
) -> tuple[OptionReasons, ...]:
    found = []
    rated = {level.criterion for level in valuation.levels if level.rated}
    for place, standing in enumerate(doctrine.standings):
        lead = gap(model, valuation, place, order[1] if place == order[0] else order[0])
        parts = [part for part in lead.contributions if part.criterion in rated]
        found.append(
            OptionReasons(
                option=lead.first,
                rival=lead.second,
                points=lead.points,
                ahead=tuple(part for part in parts if round(part.points, TIE_DECIMALS) > 0)[:TOLD],
                behind=tuple(part for part in parts if round(part.points, TIE_DECIMALS) < 0)[:TOLD],
                unrated=sum(part.points for part in lead.contributions if part.criterion not in rated),
                effect=standing.effect,
                rules=standing.rules,
            )
        )
    return tuple(found)


def _families(model: DecisionModel, valuation: Valuation) -> tuple[FamilyView, ...]:
    columns: Sequence[Array] = list(valuation.family_values.T)
    return tuple(
        FamilyView(
            family=family,
            weight=float(weight),
            values=tuple(map(float, column)),
            first=first_option(model.option_ids, column),
        )
        for family, weight, column in zip(model.family_ids, valuation.weights.families, columns, strict=True)
    )


def _unsourced(case: Case) -> tuple[str, ...]:
    return tuple(name for name, rating in case.ratings.items() if not rating.evidence)


def contradictions(model: DecisionModel, case: Case, valuation: Valuation) -> tuple[ContradictionFound, ...]:
    """The facts and levels of a case that the model says do not fit together."""
    facts, levels = facts_of(case), best_levels(valuation.levels)
    found = []
    for pair in model.contradictions:
        fact, level = pair.fact, pair.level
        if isinstance(fact, FactIs) and not isinstance(level, FactIs):
            value, now = facts.get(fact.key), levels.get(level.criterion)
            if (
                value is not None
                and now is not None
                and fact.truth(facts, levels) == TRUE
                and level.truth(facts, levels) == TRUE
            ):
                found.append(ContradictionFound(fact.key, value, level.criterion, float(now)))
    return tuple(found)
