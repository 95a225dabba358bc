"""The whole analysis of a case: one call that gives everything the window, the note and the command line show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.case import Case
from decision.case_base import CaseBase
from decision.doctrine import Doctrine, consult_doctrine
from decision.explanation import Explanation, explain
from decision.methods import WayFinding, cross_check
from decision.model import DecisionModel
from decision.precedent import Precedents, precedents
from decision.recommendation import Recommendation, recommend
from decision.robustness import Progress, Robustness, robustness
from decision.sensitivity import Sensitivity, sensitivity
from decision.stakeholders import Stakeholders, stakeholders
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
    ways: tuple[WayFinding, ...]
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
    valuation = value_case(model, case)
    doctrine = consult_doctrine(model, case, valuation.levels)
    weights = valuation.weights
    ways = cross_check(model, valuation.fits, weights.criteria, valuation.family_values, weights.families)
    drawn = robustness(
        model,
        case,
        valuation.levels,
        weights,
        draws=draws or model.robustness.draws,
        seed=model.robustness.seed if seed is None else seed,
        progress=progress,
    )
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
        ways=ways,
        sensitivity=sensitive,
        stakeholders=stakeholders(model, case, valuation),
        recommendation=recommendation,
        explanation=explain(
            model, case, valuation, doctrine, nearest, recommendation=recommendation, sensitivity=sensitive
        ),
    )
