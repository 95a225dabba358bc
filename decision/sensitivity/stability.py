"""Over which weights the first by value stays first: exact, since value is linear in one weight of the tree."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from decision.curves import Array
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.valuation import Valuation

LEVEL = 0.5 * 10**-TIE_DECIMALS
WHOLE = 1e-9
SHARE_DECIMALS = 12
"""To which two crossings at one weight are the same."""


@dataclass(frozen=True, slots=True)
class Stability:
    """The weights (0-1) of one family or criterion at which the first by value stays first.

    The others are rescaled in proportion. ``below`` and ``above`` name who takes over outside, None: nobody.
    """

    key: str
    now: float
    low: float
    high: float
    below: str | None
    above: str | None


@dataclass(frozen=True, slots=True)
class WeightThreshold:
    """The weight (0-1) of one family or criterion at which two options have the same value, others in proportion.

    ``above``: the option of the two that a greater weight favours.
    """

    key: str
    options: tuple[str, str]
    weight: float
    above: str


def family_stabilities(model: DecisionModel, valuation: Valuation) -> tuple[Stability, ...]:
    """The stability interval of every family's weight, in model order."""
    columns = zip(model.family_ids, valuation.weights.families, valuation.family_values.T, strict=True)
    return tuple(
        stability(model.option_ids, key, float(now), alone, valuation.values) for key, now, alone in columns
    )


def criterion_stabilities(model: DecisionModel, valuation: Valuation) -> tuple[Stability, ...]:
    """The stability interval of every criterion's weight in the whole, in model order."""
    columns = zip(model.criterion_ids, valuation.weights.criteria, valuation.fits.T, strict=True)
    return tuple(
        stability(model.option_ids, key, float(now), alone, valuation.values) for key, now, alone in columns
    )


def weight_thresholds(model: DecisionModel, valuation: Valuation) -> tuple[WeightThreshold, ...]:
    """For every two options, the weight of each family and criterion at which they are level, if any."""
    weights = valuation.weights
    families = zip(model.family_ids, weights.families, valuation.family_values.T, strict=True)
    criteria = zip(model.criterion_ids, weights.criteria, valuation.fits.T, strict=True)
    return tuple(
        threshold
        for key, now, alone in itertools.chain(families, criteria)
        for threshold in _thresholds(model.option_ids, key, float(now), alone, valuation.values)
    )


def stability(option_ids: tuple[str, ...], key: str, now: float, alone: Array, values: Array) -> Stability:
    """The interval of one weight; ``alone``: the value of each option by this part alone, ``values``: by all.

    Value at weight w is w times the value by this part alone plus (1 - w) times that of the rest (after Mareschal
    1988, European Journal of Operational Research 33(1), for the additive model).
    """
    first = int(np.argmax(np.round(values, TIE_DECIMALS)))
    rest = _rest(now, alone, values)
    # Where the lead falls fastest among those that overtake at the same weight, there is who leads beyond it.
    below: tuple[float, float, str | None] = (0.0, 0.0, None)
    above: tuple[float, float, str | None] = (1.0, 0.0, None)
    for other in range(len(values)):
        at_zero, at_one = (round(float(part[first] - part[other]), TIE_DECIMALS) for part in (rest, alone))
        slope = at_one - at_zero
        tied = values[first] - values[other] <= LEVEL
        if other == first or slope == 0 or (min(at_zero, at_one) >= 0 and not tied):
            continue
        crossing = now if tied else round(at_zero / -slope, SHARE_DECIMALS)
        if slope < 0 and crossing < 1:
            above = min(above, (crossing, slope, option_ids[other]), key=lambda item: item[:2])
        elif slope > 0 and crossing > 0:
            below = max(below, (crossing, slope, option_ids[other]), key=lambda item: item[:2])
    return Stability(key, now, below[0], above[0], below[2], above[2])


def _rest(now: float, alone: Array, values: Array) -> Array:
    # Of a weight next to 1 the rest is lost in last bits.
    return np.asarray((values - now * alone) / (1 - now) if now < 1 - WHOLE else alone)


def _thresholds(
    option_ids: tuple[str, ...], key: str, now: float, alone: Array, values: Array
) -> Iterator[WeightThreshold]:
    rest = _rest(now, alone, values)
    for one, other in itertools.combinations(range(len(values)), 2):
        at_zero, at_one = rest[one] - rest[other], alone[one] - alone[other]
        if round(at_zero, TIE_DECIMALS) * round(at_one, TIE_DECIMALS) < 0:
            pair = (option_ids[one], option_ids[other])
            yield WeightThreshold(key, pair, float(at_zero / (at_zero - at_one)), pair[0 if at_one > 0 else 1])
