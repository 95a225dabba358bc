"""The six ways of reasoning over many draws at once: one vectorised kernel a way, on the fixed 0-100 scale.

Each kernel gives, draw by draw, what the function of ``decision.methods.ways`` that bears the way's method
gives for the one matrix of that draw. On the fixed scale the two anchor rows have known scores, so they need
not be carried along. Draws lie on the last axis: every pass runs over long contiguous rows, and the short
loops (criteria, options) stay outside.

Inputs are trusted to be on the scale; only their shapes are looked at. Sources of the formulas: see
``decision.methods.ways``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from decision.curves import Array
from decision.errors import MethodError
from decision.methods.cross_check import Way
from decision.model import MethodSettings
from decision.ranking import TIE_DECIMALS

BLOCK = 512
"""Draws worked on at a time: few enough that what a kernel holds of them stays in a processor's cache."""

RULE_CELLS = 20_000
"""Rules times draws worked on at a time, by the same measure; a model of many families has thousands of rules."""


def way_scores(
    fits: Array, weights: Array, family_values: Array, family_weights: Array, settings: MethodSettings
) -> dict[Way, Array]:
    """Options x draws for each way, higher is better, in the units of the cross-check's findings.

    ``fits``: options x criteria x draws, 0-100; ``weights``: criteria x draws, summing to 1 in each draw;
    ``family_values``: options x families x draws, 0-100; ``family_weights``: families x draws, summing to 1.
    Raises ``MethodError`` (``wrong_shape``) where they do not fit each other.
    """
    for values, shares in ((fits, weights), (family_values, family_weights)):
        wanted = (len(fits), *shares.shape[:1], *weights.shape[1:])
        if values.ndim != 3 or values.shape != wanted or values.shape[1:] != shares.shape:
            raise MethodError("wrong_shape", "draws", shape=values.shape, weights=shares.shape)
    options, draws = len(fits), weights.shape[1]
    scores = {way: np.empty((options, draws)) for way in Way}
    for start in range(0, draws, BLOCK):
        here = slice(start, start + BLOCK)
        own, share = fits[..., here], weights[:, here]
        scores[Way.ADDITIVE][:, here] = additive_scores(own, share)
        scores[Way.DISTANCE][:, here] = distance_scores(own, share)
        scores[Way.REGRET][:, here] = regret_scores(own, share, settings.vikor_v)
        scores[Way.OUTRANKING][:, here] = outranking_scores(own, share, settings.promethee_q, settings.promethee_p)
        scores[Way.AVERAGE][:, here] = average_scores(own, share)
        scores[Way.RULES][:, here] = rules_scores(
            family_values[..., here], family_weights[:, here], settings.comet_values
        )
    return scores


def first_counts_by_way(
    fits: Array, weights: Array, family_values: Array, family_weights: Array, settings: MethodSettings
) -> NDArray[np.intp]:
    """Ways (in the order of ``Way``) x options: in how many draws of this batch the way names the option first.

    First alone: a tie at the top, after rounding as everywhere, names nobody. Counts, not shares, so that batches
    add up exactly; the inputs are those of :func:`way_scores`.
    """
    scores = way_scores(fits, weights, family_values, family_weights, settings)
    return np.array([first_counts(scores[way]) for way in Way])


def first_counts(scores: Array) -> NDArray[np.intp]:
    """For each option, in how many draws its score (options x draws) is the greatest and no other's equals it."""
    rounded = np.round(scores, TIE_DECIMALS)
    top = rounded == rounded.max(axis=0)
    return np.asarray(np.count_nonzero(top & (top.sum(axis=0) == 1), axis=1))


def additive_scores(fits: Array, weights: Array) -> Array:
    """WSM, 0-100."""
    return _weighted(fits, weights)


def distance_scores(fits: Array, weights: Array) -> Array:
    """TOPSIS, 0-1: with the ideal at 100 and the anti-ideal at 0 everywhere."""
    squared = weights * weights
    near = fits * fits
    to_worst = np.sqrt(_weighted(near, squared))
    np.subtract(100.0, fits, out=near)
    near *= near
    to_best = np.sqrt(_weighted(near, squared))
    return np.asarray(to_worst / (to_worst + to_best))


def regret_scores(fits: Array, weights: Array, v: float) -> Array:
    """VIKOR, 1 - Q, 0-1: the anchors hold S at 0 and the sum of weights, R at 0 and the greatest weight."""
    lost = 100.0 - fits
    lost *= weights
    group, single = lost.sum(axis=1), lost.max(axis=1)
    return np.asarray(
        1.0 - (v * group / (100.0 * weights.sum(axis=0)) + (1 - v) * single / (100.0 * weights.max(axis=0)))
    )


def outranking_scores(fits: Array, weights: Array, q: float, p: float) -> Array:
    """PROMETHEE II, net flow, -1 to 1.

    What one option gains over another less what it loses is an odd function of their difference d: 0 up to q,
    rising to 1 at p; that is the part of d within p less the part within q, over p - q.
    """
    flows = np.zeros((len(fits), fits.shape[2]))
    for one, other in itertools.combinations(range(len(fits)), 2):
        gap = fits[one] - fits[other]
        preference = np.clip(gap, -p, p)
        preference -= np.clip(gap, -q, q, out=gap)
        preference *= weights
        net = preference.sum(axis=0)
        flows[one] += net
        flows[other] -= net
    return flows / ((p - q) * max(len(fits) - 1, 1))


def average_scores(fits: Array, weights: Array) -> Array:
    """EDAS, 0-1: the anchor 100 lies furthest above the average, the anchor 0 furthest below it, by 1."""
    mean = (fits.sum(axis=0) + 100.0) / (len(fits) + 2)
    share = weights / mean
    gap = fits - mean
    balance = _weighted(gap, share)
    above = _weighted(np.maximum(gap, 0.0, out=gap), share)
    below = above - balance
    furthest = ((100.0 - mean) * share).sum(axis=0)
    return np.asarray((above / furthest + 1.0 - below / weights.sum(axis=0)) / 2)


def rules_scores(values: Array, weights: Array, characteristic: Sequence[float]) -> Array:
    """COMET, 0-1: options x draws from family values (options x families x draws) and family weights."""
    scores = np.empty((len(values), weights.shape[1]))
    block = max(1, RULE_CELLS // len(characteristic) ** len(weights))
    for start in range(0, weights.shape[1], block):
        here = slice(start, start + block)
        preference = rule_preferences(weights[:, here], characteristic)
        scores[:, here] = _interpolated(preference, values[..., here], characteristic)
    return scores


def rule_preferences(weights: Array, characteristic: Sequence[float]) -> Array:
    """Characteristic objects x draws, 0-1: the rank of each object's weighted sum among the different sums.

    Objects stand in the order of ``itertools.product``, sums are rounded as everywhere. Each sum and the place of
    its object are packed into one whole number, since sorting whole numbers is several times faster than sorting
    places by sums.
    """
    count = len(characteristic) ** len(weights)
    objects = np.array(list(itertools.product(characteristic, repeat=len(weights))))
    bits = max(count - 1, 1).bit_length()
    sums = weights.T @ objects.T
    sums *= 10.0**TIE_DECIMALS
    packed = np.rint(sums, out=sums).astype(np.int64)
    packed <<= bits
    packed |= np.arange(count)
    packed.sort(axis=1)
    place = packed & ((1 << bits) - 1)
    packed >>= bits
    steps = np.zeros(packed.shape)
    np.cumsum(packed[:, 1:] != packed[:, :-1], axis=1, out=steps[:, 1:])
    steps /= steps[:, -1:]
    preference = sums  # its memory is free again
    np.put_along_axis(preference, place, steps, axis=1)
    return np.ascontiguousarray(preference.T)


def _interpolated(preference: Array, values: Array, characteristic: Sequence[float]) -> Array:
    """Options x draws: the preference at family values (options x families x draws), linear between rules.

    One family after another is taken out: what is left is the preference at its lowest characteristic value plus,
    for each step to the next one, the share of the step that the family value has climbed.
    """
    found = preference[None]
    for level in values.swapaxes(0, 1):
        parts = found.reshape(len(found), len(characteristic), -1, found.shape[-1])
        found = parts[:, 0]
        for place, (low, high) in enumerate(itertools.pairwise(characteristic)):
            climbed = np.clip((level - low) / (high - low), 0.0, 1.0)
            found = found + climbed[:, None] * (parts[:, place + 1] - parts[:, place])
    return found[:, 0]


def _weighted(values: Array, weights: Array) -> Array:
    """Options x draws: the sum over criteria of values (options x criteria x draws) times weights."""
    return np.asarray((values * weights).sum(axis=1))
