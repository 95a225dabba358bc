"""The methods: what each says of one decision matrix, through pymcdm, with what the library leaves open closed.

On a **fixed** scale no method may look at the range of what it is given: with three options, one that rescales by
the observed range turns 50, 50.1, 50 into 0, 1, 0. So a method is told the bounds where it takes them, and
otherwise ranks two anchor rows along, all at the lower and all at the upper bound, which are taken out of the
answer. On the **observed** scale, that of published tables, four methods work as published (TOPSIS, VIKOR,
PROMETHEE II, EDAS); there a criterion in which all alternatives are equal tells nothing and is left out, and
where nothing is told all tie.

Every score is finite. The library's own validation is left out (``validation=False``): ``DecisionMatrix`` has
done more, and the anchor rows would only make it warn of dominance. It is imported where used: it drags
matplotlib in.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from decision.curves import Array
from decision.errors import MethodError
from decision.methods.decision_matrix import LAST_BITS, OBSERVED, DecisionMatrix
from decision.ranking import TIE_DECIMALS


@dataclass(frozen=True, eq=False)
class VikorResult:
    """VIKOR's answer, one figure an alternative, **lower is better**.

    ``group``: S, the weighted sum of regrets; ``single``: R, the greatest weighted regret; ``compromise``: Q,
    0-1. ``acceptable_advantage``: the best by Q leads the second by at least 1 / (m - 1), m the number of
    alternatives. ``acceptable_stability``: the best by Q is also best by S or by R. ``compromise_set``: the rows,
    best first, that the method proposes: one if both hold.
    """

    group: Array
    single: Array
    compromise: Array
    acceptable_advantage: bool
    acceptable_stability: bool
    compromise_set: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Flows:
    """PROMETHEE's answer, one figure an alternative: ``plus`` (0-1, how much it outranks the others),
    ``minus`` (0-1, how much it is outranked) and ``net``, their difference (-1 to 1, higher is better)."""

    plus: Array
    minus: Array
    net: Array


@dataclass(frozen=True, eq=False)
class Thresholds:
    """PROMETHEE's linear preference, in the units of the values: a difference of ``indifference`` (q) counts
    nothing, one of ``preference`` (p) in full. One number for all criteria or one a criterion, 0 <= q < p."""

    indifference: ArrayLike
    preference: ArrayLike


def additive(problem: DecisionMatrix) -> Array:
    """WSM, 0-100, higher is better: the sum of weight times position on the fixed scale (Fishburn 1967).

    The primary method. ``MethodError`` (``needs_fixed_scale``) on the observed one.
    """
    from pymcdm.methods import WSM  # noqa: PLC0415 - it drags matplotlib in; the window must not wait for it

    def as_it_is(column: Array, cost: bool) -> Array:  # noqa: ARG001 - the signature the library calls
        return column

    problem.fixed("WSM")
    return _asked(WSM(as_it_is), problem.positions, problem.weights)


def topsis(problem: DecisionMatrix) -> Array:
    """TOPSIS, closeness to the ideal against the anti-ideal, 0-1, higher is better (Hwang and Yoon 1981).

    On the fixed scale the ideal is the best and the anti-ideal the worst bound of every criterion. On the
    observed one columns are divided by their length and the ideal is the best seen, as published; all equal: 0.5
    each.
    """
    from pymcdm.methods import TOPSIS  # noqa: PLC0415
    from pymcdm.normalizations import vector_normalization  # noqa: PLC0415

    if problem.scale is not OBSERVED:
        return _asked(TOPSIS(), _anchored(problem.positions), problem.weights)[:-2]
    kept = problem.telling
    if not kept.any():
        return np.full(len(problem.values), 0.5)
    # A power of two a column, which changes no digit, so that squares of tiny values do not vanish.
    values = np.ldexp(problem.values, -np.frexp(np.abs(problem.values).max(axis=0))[1])
    return _asked(TOPSIS(vector_normalization), values[:, kept], problem.weights[kept], problem.types[kept])


def vikor(problem: DecisionMatrix, v: float = 0.5) -> VikorResult:
    """VIKOR (Opricovic and Tzeng 2004, EJOR 156:445-455); ``v``, 0-1, weighs the group against the single.

    On the fixed scale the best and the worst are the bounds, so S, R and Q do not depend on the other
    alternatives; on the observed one they are the best and the worst seen. ``MethodError`` (``out_of_range``) for
    v.
    """
    if not 0 <= v <= 1:
        raise MethodError("out_of_range", "v", value=v, low=0, high=1)
    if problem.scale is not OBSERVED:
        rows, weights, real = _anchored(problem.positions), problem.weights, slice(-2)
        types = np.ones(len(weights))
    else:
        kept = problem.telling
        rows, weights, types = problem.values[:, kept], problem.weights[kept], problem.types[kept]
        real = slice(None)
    group, single = _regrets(rows, weights, types)
    compromise = _compromise(rows, weights, types, (group, single), v)
    group, single, compromise = group[real], single[real], compromise[real]
    return VikorResult(group, single, compromise, *_proposal(group, single, compromise))


def promethee(problem: DecisionMatrix, thresholds: Thresholds | None = None) -> Flows:
    """PROMETHEE II (Brans and Vincke 1985, Management Science 31:647-656): the flows.

    Linear between two thresholds; without them, the usual criterion: any difference beyond the last bits counts
    in full. ``MethodError``: ``not_ordered_pair`` or ``wrong_shape`` (``thresholds``).
    """
    from pymcdm.methods.partial import PROMETHEE_I  # noqa: PLC0415 - it gives both flows; II only their difference

    count, columns = problem.values.shape
    if count == 1:
        return Flows(np.zeros(1), np.zeros(1), np.zeros(1))
    values = problem.values
    if thresholds is None:
        method = PROMETHEE_I("usual")
        sizes = np.frexp(np.abs(values).max(axis=0))[1]
        values = np.round(np.ldexp(values, -sizes), 11)
    else:
        q, p = _checked_thresholds(thresholds, columns)
        # One object a call: a used one keeps its per-criterion thresholds in a form that fails the second time.
        method = PROMETHEE_I("vshape_2", p=p, q=q)
    plus, minus = method(values, problem.weights, problem.types, validation=False)
    return Flows(plus, minus, plus - minus)


def edas(problem: DecisionMatrix) -> Array:
    """EDAS, appraisal by the distance from the average, 0-1, higher is better.

    Keshavarz Ghorabaee et al. 2015, Informatica 26(3):435-451. The anchors of the fixed scale belong to the
    average, so it is never zero. On the observed scale values must not be negative (``MethodError``,
    ``negative_average``), since distances are shares of the average; all equal: 0.5 each.
    """
    from pymcdm.methods import EDAS  # noqa: PLC0415

    if problem.scale is not OBSERVED:
        return _asked(EDAS(), _anchored(problem.positions), problem.weights)[:-2]
    kept = problem.telling
    if problem.values.min() < 0:
        row, column = np.argwhere(problem.values < 0)[0]
        raise MethodError(
            "negative_average", f"values[{row + 1}, {column + 1}]", value=float(problem.values[row, column])
        )
    if not kept.any():
        return np.full(len(problem.values), 0.5)
    return _asked(EDAS(), problem.values[:, kept], problem.weights[kept], problem.types[kept])


def comet(problem: DecisionMatrix, characteristic_values: Sequence[float]) -> Array:
    """COMET, preference, 0-1, higher is better: by rules at every combination of characteristic values.

    Salabun 2015, J. Multi-Criteria Decision Analysis 22:37-50. Linear between rules, which rank the
    characteristic objects by their weighted sum. ``characteristic_values``: positions on the fixed scale,
    ascending from 0 to 100, the same for every criterion. ``MethodError``: ``needs_fixed_scale``,
    ``not_ascending`` (``characteristic_values``).
    """
    problem.fixed("COMET")
    values = tuple(float(value) for value in characteristic_values)
    if list(values) != sorted(set(values)) or len(values) < 2 or values[0] != 0 or values[-1] != 100:
        # Beyond the outermost rule a value belongs to none and would score nothing.
        raise MethodError("not_ascending", "characteristic_values")
    method = _rule_base(tuple(float(weight) for weight in problem.weights), values)
    return np.asarray(method(problem.positions, validation=False), dtype=float)


def spotis(problem: DecisionMatrix) -> Array:
    """SPOTIS, distance from the best bounds, 0-1, **lower is better** (Dezert et al. 2020, FUSION).

    Orders as the additive method does. ``MethodError`` (``needs_fixed_scale``) on the observed scale.
    """
    from pymcdm.methods import SPOTIS  # noqa: PLC0415

    scale = problem.fixed("SPOTIS")
    bounds = np.column_stack([scale.lows, scale.highs])
    return _asked(SPOTIS(bounds), problem.values, problem.weights, problem.types)


def mabac(problem: DecisionMatrix) -> Array:
    """MABAC, distance from the border, about -1 to 1, higher is better (Pamucar and Cirovic 2015).

    Orders as the additive method does. ``MethodError`` (``needs_fixed_scale``) on the observed scale.
    """
    from pymcdm.methods import MABAC  # noqa: PLC0415

    problem.fixed("MABAC")
    return _asked(MABAC(), _anchored(problem.positions), problem.weights)[:-2]


def marcos(problem: DecisionMatrix) -> Array:
    """MARCOS, utility between the anti-ideal and the ideal, 0-1, higher is better (Stevic et al. 2020).

    It divides by the anti-ideal, so positions are moved to 1-101: with an anchor at zero every score would be no
    number. Orders as the additive method does. ``MethodError`` (``needs_fixed_scale``) on the observed scale.
    """
    from pymcdm.methods import MARCOS  # noqa: PLC0415

    problem.fixed("MARCOS")
    return _asked(MARCOS(), _anchored(problem.positions) + 1.0, problem.weights)[:-2]


def promethee_linear(problem: DecisionMatrix) -> Flows:
    """PROMETHEE II with no indifference and full preference only at the whole width of the fixed scale.

    Its net flow orders as the additive method does. ``MethodError`` (``needs_fixed_scale``) on the observed scale.
    """
    scale = problem.fixed("PROMETHEE II")
    return promethee(problem, Thresholds(0.0, scale.highs - scale.lows))


def rim(problem: DecisionMatrix, reference_ideal: ArrayLike | None = None) -> Array:
    """RIM, closeness to a reference ideal, 0-1, higher is better (Cables et al. 2016, Inf. Sciences 337:1-10).

    ``reference_ideal``: criteria x 2, the interval of each criterion that is as good as can be, within the
    bounds; without one, the better bound, and then it equals TOPSIS on the fixed scale. ``MethodError``:
    ``needs_fixed_scale``, ``wrong_shape`` or ``not_ordered_pair`` (``reference_ideal``).
    """
    from pymcdm.methods import RIM  # noqa: PLC0415

    scale = problem.fixed("RIM")
    bounds = np.column_stack([scale.lows, scale.highs])
    if reference_ideal is not None:
        reference_ideal = np.asarray(reference_ideal, dtype=float)
        if reference_ideal.shape != bounds.shape:
            raise MethodError("wrong_shape", "reference_ideal", shape=reference_ideal.shape, weights=bounds.shape)
        low, high = reference_ideal.T
        for place in np.flatnonzero(~((scale.lows <= low) & (low <= high) & (high <= scale.highs))):
            raise MethodError(
                "not_ordered_pair", f"reference_ideal[{place + 1}]", low=float(low[place]), high=float(high[place])
            )
    return _asked(RIM(bounds, reference_ideal), problem.values, problem.weights, problem.types)


def _asked(method: Callable[..., Array], rows: Array, weights: Array, types: Array | None = None) -> Array:
    """What a method of the library says, all criteria being benefits unless told."""
    types = np.ones(len(weights)) if types is None else types
    return np.asarray(method(rows, weights, types, validation=False), dtype=float)


def _anchored(positions: Array) -> Array:
    """The rows with the two anchor rows, all 0 and all 100, after the real ones."""
    columns = positions.shape[1]
    return np.vstack([positions, np.zeros(columns), np.full(columns, 100.0)])


def _regrets(rows: Array, weights: Array, types: Array) -> tuple[Array, Array]:
    """VIKOR's S and R. The library shows them only in its explanation, which builds tables on every call."""
    if not len(weights):
        return np.zeros(len(rows)), np.zeros(len(rows))
    turned = rows * types
    best, worst = turned.max(axis=0), turned.min(axis=0)
    lost = weights * ((best - turned) / (best - worst))
    return lost.sum(axis=1), lost.max(axis=1)


def _compromise(rows: Array, weights: Array, types: Array, regrets: tuple[Array, Array], v: float) -> Array:
    """VIKOR's Q from the library; where all S or all R are equal it would divide by zero, and that term is 0."""
    from pymcdm.methods import VIKOR  # noqa: PLC0415

    spreads = [regret.max() - regret.min() for regret in regrets]
    told = [spread > LAST_BITS * regret.max() for spread, regret in zip(spreads, regrets, strict=True)]
    if all(told):
        return _asked(VIKOR(v=v), rows, weights, types)
    shares = (v, 1 - v)
    parts = [
        share * (regret - regret.min()) / spread
        for share, regret, spread, known in zip(shares, regrets, spreads, told, strict=True)
        if known
    ]
    return np.asarray(sum(parts, np.zeros(len(rows))))


def _proposal(group: Array, single: Array, compromise: Array) -> tuple[bool, bool, tuple[int, ...]]:
    """Both conditions of Opricovic and Tzeng (2004) and the set of compromise they leave.

    Ties, as everywhere, by rounding. Without the advantage: all whose Q lies within 1 / (m - 1) of the best; with
    it but without stability: the best and the second. Several first by Q are no advantage, and are stable only if
    each of them is.
    """
    group, single, compromise = (np.round(part, TIE_DECIMALS) for part in (group, single, compromise))
    order = np.argsort(compromise, kind="stable")
    lead = np.round(compromise[order] - compromise[order[0]], TIE_DECIMALS)
    needed = np.round(1 / max(len(order) - 1, 1), TIE_DECIMALS)
    advantage = len(order) == 1 or bool(lead[1] >= needed)
    leaders = order[lead == 0]
    stability = bool(np.all((group[leaders] == group.min()) | (single[leaders] == single.min())))
    if not advantage:
        kept = lead < needed
    elif not stability:
        kept = lead <= lead[1]
    else:
        kept = lead == 0
    return advantage, stability, tuple(int(row) for row in order[kept])


def _checked_thresholds(thresholds: Thresholds, columns: int) -> tuple[Array, Array]:
    found = []
    for given in (thresholds.indifference, thresholds.preference):
        array = np.asarray(given, dtype=float)
        if array.shape not in ((), (columns,)):
            raise MethodError("wrong_shape", "thresholds", shape=array.shape, weights=(columns,))
        found.append(np.broadcast_to(array, (columns,)))
    q, p = found
    for place in np.flatnonzero(~((q >= 0) & (q < p) & np.isfinite(p))):
        low, high = float(q[place]), float(p[place])
        raise MethodError("not_ordered_pair", f"thresholds[{place + 1}]", low=low, high=high)
    return q, p


@functools.lru_cache(maxsize=64)
def _rule_base(weights: tuple[float, ...], values: tuple[float, ...]):  # type: ignore[no-untyped-def]
    """The rule base for one set of weights: 3 values on 4 families make 81 characteristic objects."""
    from pymcdm.methods import COMET  # noqa: PLC0415

    def expert(objects: Array) -> tuple[Array, None]:
        return np.round(objects @ np.array(weights), TIE_DECIMALS), None

    return COMET(np.tile(np.array(values), (len(weights), 1)), expert)
