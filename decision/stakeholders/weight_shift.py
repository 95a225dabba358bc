"""The smallest shift of weight between families that would bring a perspective to a given option.

Values are linear in the family weights, so this is a small linear programme. Where one rival alone stands in the
way it has a closed form, which is tried first; it is also what makes the answer quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision.curves import Array
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.valuation import family_values
from decision.weights import Weights

NEGLIGIBLE = 10.0**-TIE_DECIMALS
"""Leads (points of value) and changes of share this small are none."""


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The share of one family in the whole weight (0-1), moved from ``now`` to ``then``."""

    family: str
    now: float
    then: float


@dataclass(frozen=True, slots=True)
class WeightShift:
    """The least weight that would have to change hands between families for ``perspective`` to put no option
    before ``option``.

    ``moved``: that weight, 0-1, half the sum of absolute changes; 0 where the perspective already holds the
    option equal with its best; None where no family weights would do. ``changes``: the families that give or
    get, in model order.
    """

    perspective: str
    option: str
    moved: float | None
    changes: tuple[ShareChange, ...] = ()


def weight_shifts(
    model: DecisionModel,
    fits: Array,
    weights: Sequence[Weights],
    firsts: Sequence[str | None],
    option: str | None,
) -> tuple[WeightShift, ...]:
    """The shift that would bring each dissenter to ``option``, in perspective order; no option, no shifts.

    ``fits``: options x criteria, 0-100. ``weights`` and ``firsts`` hold each perspective's weights and the option
    it puts first, in model order; who puts another first, or none for a tie, dissents.
    """
    if option is None:
        return ()
    return tuple(
        _shift(model, perspective.id, option, family_values(model, fits, own), own.families)
        for perspective, own, first in zip(model.perspectives, weights, firsts, strict=True)
        if first != option
    )


def _shift(model: DecisionModel, perspective: str, option: str, values: Array, shares: Array) -> WeightShift:
    then = shifted_shares(values, shares, model.option_ids.index(option))
    if then is None:
        return WeightShift(perspective, option, None)
    changes = tuple(
        ShareChange(family, float(before), float(after))
        for family, before, after in zip(model.family_ids, shares, then, strict=True)
        if abs(after - before) > NEGLIGIBLE
    )
    return WeightShift(perspective, option, sum(abs(item.then - item.now) for item in changes) / 2, changes)


def shifted_shares(values: Array, shares: Array, target: int) -> Array | None:
    """The family shares nearest to ``shares`` at which no option has a greater value than the target; or None.

    ``values``: options x families, 0-100, each option's value by one family alone. ``shares``: today's weight of
    each family, 0-1, summing to 1, and so do the new ones. ``target``: the row of the option to be reached.
    Nearest is the least sum of absolute changes. Among several such answers it is the one that gives the first
    family the greatest share, then the second, and so on: there is exactly one. None: no shares would do.
    """
    leads = values[target] - np.delete(values, target, axis=0)
    behind = np.flatnonzero(leads @ shares < -NEGLIGIBLE)
    if not len(behind):
        return shares
    for rival in behind:
        then = _against(leads[rival].tolist(), shares.tolist())
        if then is None:
            return None
        # No shift that must satisfy all rivals is smaller than the smallest for one: if it does, it is the answer.
        if (leads @ then >= -NEGLIGIBLE).all():
            return np.array(then)
    return _against_all(leads, shares)


def _against(leads: list[float], shares: list[float]) -> list[float] | None:
    """The nearest shares against one rival, in closed form; ``leads``: the target's over it, one a family.

    Every part of weight moved should gain the most: it goes to the family of the greatest lead, and comes from
    those of the least, one after the other. Leads are told apart to :data:`NEGLIGIBLE`; of equal ones the first
    family gets, the last gives.
    """
    told = [round(lead, TIE_DECIMALS) for lead in leads]
    best = told.index(max(told))
    then, missing = list(shares), -sum(lead * share for lead, share in zip(leads, shares, strict=True))
    for giver in sorted(range(len(told)), key=lambda place: (told[place], -place)):
        if told[giver] == told[best] or missing <= 0:
            break
        gain = leads[best] - leads[giver]
        part = min(shares[giver], missing / gain)
        then[giver] -= part
        then[best] += part
        missing -= part * gain
    return then if missing <= NEGLIGIBLE else None


def _against_all(leads: Array, shares: Array) -> Array | None:
    """The nearest shares against all rivals (``leads``: rivals x families), as a linear programme.

    Its columns are the new shares and what each family gives. Where the solver cannot rule out other answers,
    one share after the other is made as great as it can be.
    """
    count = len(shares)
    none, one = np.zeros(count), np.eye(count)
    rows = np.block([[-leads, np.zeros_like(leads)], [-one, -one]])
    limits = np.concatenate([np.zeros(len(leads)), -shares])
    cost, least = np.concatenate([none, none + 1]), np.zeros(2 * count)
    answer, unique = _solve(cost, rows, limits, least)
    if answer is None:
        return None
    rows, limits = np.vstack([rows, cost]), np.append(limits, cost @ answer)
    for place in range(0 if unique else count - 1):
        better, unique = _solve(-np.eye(2 * count)[place], rows, limits, least)
        if better is None:  # the rounding of the step before left no room: what it found stands
            break
        answer = better
        if unique:
            break
        least[place] = answer[place]
    return np.asarray(np.clip(answer[:count], 0, 1) + 0.0)  # no minus zero


def _solve(cost: Array, rows: Array, limits: Array, least: Array) -> tuple[Array | None, bool]:
    """Minimise cost x with rows x <= limits, x >= least and shares (the first half of x) summing to 1.

    Second: whether the answer is known to be the only one. It is where the bounds that carry a price, which every
    optimum must touch, leave it no freedom. The first is None where nothing satisfies all.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - not needed by the first window

    whole = np.repeat([[1.0, 0.0]], len(cost) // 2, axis=1)
    bounds = np.column_stack([least, np.ones(len(cost))])
    found = linprog(cost, A_ub=rows, b_ub=limits, A_eq=whole, b_eq=[1], bounds=bounds, method="highs")
    if not found.success:
        return None, False
    priced = np.abs(found.lower.marginals) + np.abs(found.upper.marginals) > NEGLIGIBLE
    touched = [np.eye(len(cost))[priced], rows[np.abs(found.ineqlin.marginals) > NEGLIGIBLE], whole]
    return found.x, bool(np.linalg.matrix_rank(np.vstack(touched)) == len(cost))
