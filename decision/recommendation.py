"""The recommendation: first by value among the options doctrine does not exclude, with its strength in a word.

The tests of strength hold *whatever the unrated criteria may turn out to be*: so knowing less never makes an
answer stronger, and a strong answer cannot be overturned by filling a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from decision.curves import Array, difference
from decision.doctrine import Doctrine, Standing
from decision.methods.assured import assured_ways
from decision.methods.cross_check import WayFinding, agreeing
from decision.model import BY_VALUE, DecisionModel, Effect
from decision.ranking import TIE_DECIMALS, first_option
from decision.robustness.smaa import Robustness
from decision.valuation import Valuation


class Strength(StrEnum):
    """How far the answer can be trusted."""

    FIRM = "firm"
    LEANING = "leaning"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """One test of strength: what was found, what the word needs, and whether it is met."""

    name: str
    word: Strength
    met: bool
    found: float | int | str | None = None
    needed: float | int | str | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The recommended option (None: all excluded, or a tie), its strength and what decided it.

    ``decided_by`` is ``value``, or the rule that excluded the first by value. ``first_by_value`` is over all
    options (None for a tie); ``allowed`` are those no rule excludes.
    """

    option: str | None
    strength: Strength
    decided_by: str
    first_by_value: str | None
    allowed: tuple[str, ...]
    tests: tuple[StrengthTest, ...]


def choose(model: DecisionModel, values: Array, standings: Sequence[Standing]) -> tuple[str | None, str]:
    """The option to recommend and what decided it, before any question of strength."""
    barring = {item.option: item.rules[0] for item in standings if item.effect is Effect.EXCLUDED}
    option = first_option(model.option_ids, values, [item not in barring for item in model.option_ids])
    rounded = np.round(values, TIE_DECIMALS)
    best = [model.option_ids[int(place)] for place in np.flatnonzero(rounded == rounded.max())]
    # Where several tie at the top, a rule that bars one of them decides as much as where it bars the only one.
    return option, next((barring[item] for item in best if item in barring), BY_VALUE)


def recommend(
    model: DecisionModel,
    valuation: Valuation,
    doctrine: Doctrine,
    ways: Sequence[WayFinding],
    robustness: Robustness,
) -> Recommendation:
    """The recommendation of a case from its value, doctrine, cross-check and robustness."""
    option, decided_by = choose(model, valuation.values, doctrine.standings)
    excluded = doctrine.excluded()
    allowed = tuple(item for item in model.option_ids if item not in excluded)
    tests = () if option is None else _tests(model, option, valuation, doctrine, ways, robustness)
    return Recommendation(
        option=option,
        strength=_strength(option, doctrine.settled, valuation, tests),
        decided_by=decided_by,
        first_by_value=first_option(model.option_ids, valuation.values),
        allowed=allowed,
        tests=tests,
    )


def _strength(
    option: str | None, settled: str | None, valuation: Valuation, tests: Sequence[StrengthTest]
) -> Strength:
    nothing_judged = all(level.computed or not level.rated for level in valuation.levels)
    if option is None or nothing_judged:
        return Strength.OPEN
    leaning = all(test.met for test in tests if test.word is Strength.LEANING)
    if leaning and all(test.met for test in tests if test.word is Strength.FIRM):
        return Strength.FIRM
    # Where the rules leave one option, whatever is not rated, the rules decide, whether or not value happens to
    # agree with them: else an option that value also prefers would be held more weakly than one it does not.
    return Strength.LEANING if leaning or settled == option else Strength.OPEN


def _tests(
    model: DecisionModel,
    option: str,
    valuation: Valuation,
    doctrine: Doctrine,
    ways: Sequence[WayFinding],
    robustness: Robustness,
) -> tuple[StrengthTest, ...]:
    needs = model.strength
    share = float(robustness.assured_first[model.option_ids.index(option)])
    unrated = not all(level.rated for level in valuation.levels)
    agreed = assured_ways(model, valuation, option) if unrated else agreeing(ways, option)
    alone = _family_alone(model, valuation, option)
    holds = _first_whatever(model, valuation, option, doctrine.excluded()) and option not in doctrine.at_risk
    leaning, firm = Strength.LEANING, Strength.FIRM
    return (
        _at_least("acceptability", leaning, share, needs.leaning_acceptability),
        _at_least("coverage", leaning, valuation.coverage, needs.leaning_coverage),
        StrengthTest("unknowns", leaning, holds),
        _at_least("acceptability", firm, share, needs.firm_acceptability),
        _at_least("coverage", firm, valuation.coverage, needs.firm_coverage),
        StrengthTest("doctrine", firm, doctrine.assured == option, doctrine.assured, option),
        _at_least("ways", firm, agreed, needs.firm_ways),
        StrengthTest("family_alone", firm, alone in (None, option), alone, option),
    )


def _at_least(name: str, word: Strength, found: float, needed: float) -> StrengthTest:
    # A sum of weights can miss its own round figure by the last bit.
    return StrengthTest(name, word, round(found - needed, TIE_DECIMALS) >= 0, found, needed)


def _family_alone(model: DecisionModel, valuation: Valuation, option: str) -> str | None:
    """Another option that the family asked alone names, or could name once its gaps are filled; else ours."""
    column = model.family_ids.index(model.strength.firm_family)
    now = first_option(model.option_ids, valuation.family_values[:, column])
    if now not in (None, option):
        return now
    members = list(model.members(model.strength.firm_family))
    weights = np.zeros(len(model.criteria))
    weights[members] = valuation.weights.within[members]
    if all(valuation.levels[place].rated for place in members):
        return now
    own = model.option_ids.index(option)
    others = [place for place in range(len(model.option_ids)) if place != own]
    rival = min(others, key=lambda other: _least_lead(model, valuation, weights, own, other))
    return model.option_ids[rival] if _least_lead(model, valuation, weights, own, rival) < 0 else now


def _first_whatever(model: DecisionModel, valuation: Valuation, option: str, excluded: Sequence[str]) -> bool:
    """Whether the option leads every other allowed one at the best levels, whatever the unrated levels are."""
    own, weights = model.option_ids.index(option), valuation.weights.criteria
    return all(
        _least_lead(model, valuation, weights, own, other) > 0
        for other, name in enumerate(model.option_ids)
        if other != own and name not in excluded
    )


def _least_lead(model: DecisionModel, valuation: Valuation, weights: Array, own: int, other: int) -> float:
    """The least lead in weighted fit of one option over another that the unrated levels allow."""
    leads = [
        valuation.fits[own, place] - valuation.fits[other, place]
        if level.rated
        else difference(criterion.curves[own], criterion.curves[other]).bounds(0, 100)[0]
        for place, (level, criterion) in enumerate(zip(valuation.levels, model.criteria, strict=True))
    ]
    return round(float(weights @ np.array(leads)), TIE_DECIMALS)
