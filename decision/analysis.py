"""The whole analysis of a case: one call that gives everything the window, the note and the command line show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.case import Case
from decision.curves import Array
from decision.doctrine import Doctrine, consult_doctrine
from decision.explanation.reasons import Explanation, explain
from decision.methods.cross_check import Way, WayFinding, cross_check
from decision.methods.shares import way_shares
from decision.model import DecisionModel
from decision.precedent.case_base import CaseBase
from decision.precedent.nearest import Precedents, precedents
from decision.recommendation import Recommendation, recommend
from decision.robustness.acceptability import Acceptability
from decision.robustness.smaa import Progress, Robustness, WeightKnowledge, acceptability_knowing, robustness
from decision.sensitivity.overall import Sensitivity, sensitivity
from decision.stakeholders.perspectives import Stakeholders, stakeholders
from decision.valuation import Valuation, value_case


@dataclass(frozen=True)
class Analysis:
    """Everything computed of one case with one model; ``case`` and ``model`` are what it was computed from."""

    model: DecisionModel
    case: Case
    valuation: Valuation
    doctrine: Doctrine
    precedents: Precedents
    robustness: Robustness
    less_known: Mapping[WeightKnowledge, Acceptability]
    """The acceptabilities where of the weights only the order, or nothing, is taken as known."""
    ways: tuple[WayFinding, ...]
    way_shares: Mapping[Way, Array]
    """For each way the share of the draws (0-1) in which it names each option first, in option order."""
    sensitivity: Sensitivity
    stakeholders: Stakeholders
    recommendation: Recommendation
    explanation: Explanation


def analyse(
    model: DecisionModel,
    case: Case,
    library: Sequence[Case] | CaseBase,
    *,
    draws: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """The analysis of a case; ``library`` holds the documented cases the precedent line looks at.

    ``draws`` and ``seed`` default to the model's. The same input gives the same answer to the last bit.
    """
    draws = draws or model.robustness.draws
    seed = model.robustness.seed if seed is None else seed
    side = min(draws, model.robustness.side_draws)
    valuation = value_case(model, case)
    doctrine = consult_doctrine(model, case, valuation.levels)
    weights = valuation.weights
    ways = cross_check(model, valuation.fits, weights.criteria, valuation.family_values, weights.families)
    levels = valuation.levels
    drawn = robustness(model, case, levels, weights, draws=draws, seed=seed, progress=progress)
    recommendation = recommend(model, valuation, doctrine, ways, drawn)
    nearest = precedents(model, case, library)
    sensitive = sensitivity(model, case, valuation, doctrine)
    return Analysis(
        model=model,
        case=case,
        valuation=valuation,
        doctrine=doctrine,
        precedents=nearest,
        robustness=drawn,
        less_known=_less_known(model, valuation, side, seed),
        ways=ways,
        way_shares=way_shares(model, levels, weights, draws=side, seed=seed),
        sensitivity=sensitive,
        stakeholders=stakeholders(model, case, valuation),
        recommendation=recommendation,
        explanation=explain(
            model, case, valuation, doctrine, nearest, recommendation=recommendation, sensitivity=sensitive
        ),
    )


def _less_known(
    model: DecisionModel, valuation: Valuation, draws: int, seed: int
) -> Mapping[WeightKnowledge, Acceptability]:
    return {
        known: acceptability_knowing(model, valuation.levels, valuation.weights, known, draws=draws, seed=seed)
        for known in (WeightKnowledge.ORDER, WeightKnowledge.NOTHING)
    }
