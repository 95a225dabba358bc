"""The cross-check: one decision matrix ranked by six ways of reasoning, on a scale that is never rescaled.

On a fixed 0-100 scale many methods order alike; what counts is the way of reasoning: additive (WSM), distance
(TOPSIS), regret (VIKOR), outranking (PROMETHEE II), average (EDAS), rules (COMET). With three options a method
that rescales by the observed range turns 50, 50.1, 50 into 0, 1, 0; so two anchor rows, all 0 and all 100, are
ranked along wherever a method would look at the range, and taken out of the answer.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from decision.curves import Array
from decision.errors import MethodError
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
class WayFinding:
    """What one way says: a score an option (higher is better), ranks (1 best) and the first option.

    ``first`` is None for a tie at the top.
    """

    way: Way
    method: str
    scores: tuple[float, ...]
    ranks: tuple[int, ...]
    first: str | None


ON_SCALE = 1e-9
"""How far sums of floats may miss the scale or 1 by their last bits."""

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
    """All six ways over options x criteria fits (0-100) and, for the rules, options x families values."""
    fits, family_values = _checked(fits, criterion_weights), _checked(family_values, family_weights)
    scores = {
        Way.ADDITIVE: additive(fits, criterion_weights),
        Way.DISTANCE: distance(fits, criterion_weights),
        Way.REGRET: regret(fits, criterion_weights, model.methods.vikor_v),
        Way.OUTRANKING: outranking(fits, criterion_weights, model.methods),
        Way.AVERAGE: average(fits, criterion_weights),
        Way.RULES: by_rules(family_values, family_weights, model.methods),
    }
    return tuple(_finding(model.option_ids, way, score) for way, score in scores.items())


def agreeing(findings: Sequence[WayFinding], option: str | None) -> int:
    """How many ways name the option as first, alone."""
    return sum(finding.first == option for finding in findings) if option is not None else 0


def _finding(option_ids: Sequence[str], way: Way, scores: Array) -> WayFinding:
    rounded = np.round(scores, TIE_DECIMALS)
    return WayFinding(
        way=way,
        method=METHOD_NAMES[way],
        scores=tuple(float(score) for score in rounded),
        ranks=tuple(ranks(rounded)),
        first=first_option(option_ids, rounded),
    )


def _checked(matrix: Array, weights: Array) -> Array:
    """Our own validation, since the library's passes NaN and only warns of weights that do not sum to 1."""
    if matrix.ndim != 2 or not matrix.size or weights.shape != matrix.shape[1:]:
        raise MethodError("wrong_shape", shape=matrix.shape, weights=weights.shape)
    if not np.all(np.isfinite(matrix)) or matrix.min() < -ON_SCALE or matrix.max() > 100 + ON_SCALE:
        raise MethodError("off_scale")
    if not np.all(np.isfinite(weights)) or np.any(weights < 0) or abs(weights.sum() - 1) > ON_SCALE:
        raise MethodError("weights_off_one", total=float(weights.sum()))
    return np.clip(matrix, 0, 100)


def _anchored(matrix: Array) -> Array:
    """The matrix with the two anchor rows, all 0 and all 100, after the real options."""
    columns = matrix.shape[1]
    return np.vstack([matrix, np.zeros(columns), np.full(columns, 100.0)])


def _profit(weights: Array) -> Array:
    return np.ones(len(weights))


def additive(matrix: Array, weights: Array) -> Array:
    """WSM on the scale as it is: the sum of weight times fit, 0-100."""
    from pymcdm.methods import WSM  # noqa: PLC0415 - it drags matplotlib in; the window must not wait for it

    def as_it_is(column: Array, cost: bool) -> Array:  # noqa: ARG001 - the signature the library calls
        return column

    scores = WSM(as_it_is)(matrix, weights, _profit(weights), validation=False)
    return np.asarray(scores, dtype=float)


def distance(matrix: Array, weights: Array) -> Array:
    """TOPSIS: closeness, 0-1, to the ideal (all 100) against the anti-ideal (all 0)."""
    from pymcdm.methods import TOPSIS  # noqa: PLC0415

    scores = TOPSIS()(_anchored(matrix), weights, _profit(weights), validation=False)
    return np.asarray(scores, dtype=float)[:-2]


def regret(matrix: Array, weights: Array, v: float) -> Array:
    """VIKOR's Q, turned so that higher is better: 0-1, from all regret to none (anchors at both ends)."""
    from pymcdm.methods import VIKOR  # noqa: PLC0415

    scores = VIKOR(v=v)(_anchored(matrix), weights, _profit(weights), validation=False)
    return 1.0 - np.asarray(scores, dtype=float)[:-2]


def outranking(matrix: Array, weights: Array, settings: MethodSettings) -> Array:
    """PROMETHEE II: net flow, -1 to 1; a difference of q points of fit counts nothing, of p points in full."""
    from pymcdm.methods import PROMETHEE_II  # noqa: PLC0415

    columns = len(weights)
    # One object a call: a used one keeps its per-criterion thresholds in a form that fails the second time.
    method = PROMETHEE_II(
        "vshape_2", p=np.full(columns, settings.promethee_p), q=np.full(columns, settings.promethee_q)
    )
    return np.asarray(method(matrix, weights, _profit(weights), validation=False), dtype=float)


def average(matrix: Array, weights: Array) -> Array:
    """EDAS: appraisal, 0-1, by the distance from the average solution (anchors included, so never zero)."""
    from pymcdm.methods import EDAS  # noqa: PLC0415

    scores = EDAS()(_anchored(matrix), weights, _profit(weights), validation=False)
    return np.asarray(scores, dtype=float)[:-2]


def by_rules(family_values: Array, family_weights: Array, settings: MethodSettings) -> Array:
    """COMET: preference, 0-1, from rules at every combination of characteristic family values."""
    method = _comet(tuple(float(weight) for weight in family_weights), settings.comet_values)
    # A family value that misses 100 by a last bit would lie outside every rule and score nothing.
    return np.asarray(method(np.clip(family_values, 0, 100), validation=False), dtype=float)


@functools.lru_cache(maxsize=64)
def _comet(weights: tuple[float, ...], values: tuple[float, ...]):  # type: ignore[no-untyped-def]
    """The rule base for one set of family weights: 3 values on 4 families make 81 characteristic objects."""
    from pymcdm.methods import COMET  # noqa: PLC0415

    def expert(objects: Array) -> tuple[Array, None]:
        return np.round(objects @ np.array(weights), TIE_DECIMALS), None

    return COMET(np.tile(np.array(values), (len(weights), 1)), expert)
