"""The cross-check: one case asked in six ways of reasoning, on a scale that is never rescaled.

On a fixed 0-100 scale many methods order alike; what counts is the way of reasoning: additive (WSM), distance
(TOPSIS), regret (VIKOR), outranking (PROMETHEE II), average (EDAS), rules (COMET). The methods that coincide with
a way are computed beside it and shown as such, never counted. The methods themselves: ``decision.methods.ways``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from decision.curves import Array
from decision.methods import ways
from decision.methods.decision_matrix import DecisionMatrix
from decision.model import DecisionModel, MethodSettings
from decision.ranking import TIE_DECIMALS, first_option, ranks


class Way(StrEnum):
    """A way of reasoning about a decision matrix."""

    ADDITIVE = "additive"
    DISTANCE = "distance"
    REGRET = "regret"
    OUTRANKING = "outranking"
    AVERAGE = "average"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class CoincidingFinding:
    """What a method says that orders as its way does on the fixed scale.

    ``ranks``: 1 best; ``same_first``: it names the option first that the way names (or, as the way does, none).
    """

    method: str
    ranks: tuple[int, ...]
    same_first: bool


@dataclass(frozen=True, slots=True)
class Compromise:
    """What VIKOR proposes: ``options``, the ids of its compromise set, best first, and why.

    ``acceptable_advantage``: the first leads the second by 1 / (m - 1) of Q; ``acceptable_stability``: it is also
    first by the sum of regrets or by the greatest one. Both: one option is proposed.
    """

    acceptable_advantage: bool
    acceptable_stability: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayFinding:
    """What one way says: a score an option (higher is better), ranks (1 best) and the first option.

    ``first`` is None for a tie at the top. ``coinciding``: methods that order as this way does. ``compromise``:
    for the regret way only.
    """

    way: Way
    method: str
    scores: tuple[float, ...]
    ranks: tuple[int, ...]
    first: str | None
    coinciding: tuple[CoincidingFinding, ...] = ()
    compromise: Compromise | None = None


METHOD_NAMES = {
    Way.ADDITIVE: "WSM",
    Way.DISTANCE: "TOPSIS",
    Way.REGRET: "VIKOR",
    Way.OUTRANKING: "PROMETHEE II",
    Way.AVERAGE: "EDAS",
    Way.RULES: "COMET",
}


def cross_check(
    model: DecisionModel, fits: Array, criterion_weights: Array, family_values: Array, family_weights: Array
) -> tuple[WayFinding, ...]:
    """All six ways over options x criteria fits (0-100) and, for the rules, options x families values.

    Weights: one a criterion and one a family, each summing to 1. Raises ``MethodError`` as ``DecisionMatrix``
    does.
    """
    problem = DecisionMatrix.of_fits(fits, criterion_weights)
    families = DecisionMatrix.of_fits(family_values, family_weights)
    settings, ids = model.methods, model.option_ids
    vikor = ways.vikor(problem, settings.vikor_v)
    proposed = tuple(ids[row] for row in vikor.compromise_set)
    compromise = Compromise(vikor.acceptable_advantage, vikor.acceptable_stability, proposed)
    return (
        _finding(ids, Way.ADDITIVE, ways.additive(problem), coinciding=_as_additive(problem)),
        _finding(ids, Way.DISTANCE, ways.topsis(problem), coinciding={"RIM": ways.rim(problem)}),
        _finding(ids, Way.REGRET, 1.0 - vikor.compromise, compromise=compromise),
        _finding(ids, Way.OUTRANKING, ways.promethee(problem, outranking_thresholds(settings)).net),
        _finding(ids, Way.AVERAGE, ways.edas(problem)),
        _finding(ids, Way.RULES, ways.comet(families, settings.comet_values)),
    )


def outranking_thresholds(settings: MethodSettings) -> ways.Thresholds:
    """The model's q and p, in points of fit."""
    return ways.Thresholds(settings.promethee_q, settings.promethee_p)


def agreeing(findings: Sequence[WayFinding], option: str | None) -> int:
    """How many ways name the option as first, alone."""
    return sum(finding.first == option for finding in findings) if option is not None else 0


def _as_additive(problem: DecisionMatrix) -> dict[str, Array]:
    """The methods that order as the additive one, turned so that higher is better, and in its size of about
    0-100: the decimals to which scores are compared must mean the same."""
    return {
        "SPOTIS": 100.0 * (1.0 - ways.spotis(problem)),
        "MABAC": 100.0 * ways.mabac(problem),
        "MARCOS": 100.0 * ways.marcos(problem),
        "PROMETHEE II (linear)": 100.0 * ways.promethee_linear(problem).net,
    }


def _finding(
    option_ids: Sequence[str],
    way: Way,
    scores: Array,
    *,
    coinciding: dict[str, Array] | None = None,
    compromise: Compromise | None = None,
) -> WayFinding:
    rounded = np.round(scores, TIE_DECIMALS)
    first = first_option(option_ids, rounded)
    return WayFinding(
        way=way,
        method=METHOD_NAMES[way],
        scores=tuple(float(score) for score in rounded),
        ranks=tuple(ranks(rounded)),
        first=first,
        coinciding=tuple(
            CoincidingFinding(method, tuple(ranks(own)), first_option(option_ids, own) == first)
            for method, own in (coinciding or {}).items()
        ),
        compromise=compromise,
    )
