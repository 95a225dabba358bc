"""A decision problem that every method may rely on: values, weights, directions and the scale, checked once.

The library of methods checks little of this: it passes values that are no numbers, takes any number as a
direction and only warns of weights that do not sum to 1. So it is done here, and the library's own validation is
left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.curves import Array
from decision.errors import MethodError

LAST_BITS = 1e-11
"""The share of a magnitude by which sums of floats may miss what they stand for: on 0-100, 1e-9."""

WEIGHT_SLACK = 1e-9
"""How far the sum of weights may miss 1 by its last bits."""

PRINTED_SLACK = 1e-3
"""How far weights printed to a few decimals may miss 1 in sum."""

LARGEST, SMALLEST = 1e100, 1e-100
"""Magnitudes within which squares and ratios stay numbers."""


class _Scale(Enum):
    OBSERVED = "observed"


OBSERVED: Final = _Scale.OBSERVED
"""No scale was fixed: a method takes the range it sees. Published tables do; the analysis never does."""


@dataclass(frozen=True, eq=False)
class FixedScale:
    """Bounds of each criterion, fixed before any option is known, so that no option can change another's score.

    ``lows`` and ``highs``: one a criterion, low below high. Raises ``MethodError``: ``wrong_shape`` (``bounds``),
    ``matrix_not_a_number`` and ``not_ordered_pair`` (``bounds[criterion]``, counted from 1).
    """

    lows: Array
    highs: Array

    def __post_init__(self) -> None:
        lows, highs = _kept(self, "lows"), _kept(self, "highs")
        if lows.ndim != 1 or lows.shape != highs.shape:
            raise MethodError("wrong_shape", "bounds", shape=lows.shape, weights=highs.shape)
        _refuse_no_number(np.column_stack([lows, highs]), "bounds")
        least = np.maximum(SMALLEST, LAST_BITS * np.maximum(np.abs(lows), np.abs(highs)))
        for place in np.flatnonzero(highs - lows <= least):
            raise MethodError(
                "not_ordered_pair", f"bounds[{place + 1}]", low=float(lows[place]), high=float(highs[place])
            )

    @classmethod
    def everywhere(cls, low: float, high: float, criteria: int) -> FixedScale:
        """The same bounds for every criterion."""
        return cls(np.full(criteria, low), np.full(criteria, high))


Scale = FixedScale | Literal[_Scale.OBSERVED]


@dataclass(frozen=True, eq=False)
class DecisionMatrix:
    """Alternatives by criteria, ready to be ranked.

    ``values``: alternatives x criteria. ``weights``: one a criterion, none negative, summing to 1. ``types``: +1
    where more is better (benefit), -1 where less is (cost). ``scale``: fixed bounds, or ``OBSERVED``. The arrays
    are copies and cannot be written to; values that miss the bounds by their last bits are put on them.

    Raises ``MethodError`` with the key at fault, rows and columns counted from 1: ``wrong_shape`` (``values``,
    ``types`` or ``bounds``), ``matrix_not_a_number`` (``values[row, column]`` or ``weights[column]``; also beyond
    1e100), ``weight_negative`` (``weights[column]``), ``weights_off_one`` (``weights``), ``type_unknown``
    (``types[column]``), ``off_scale`` (``values[row, column]``).
    """

    values: Array
    weights: Array
    types: Array
    scale: Scale = OBSERVED

    def __post_init__(self) -> None:
        values, weights, types = _kept(self, "values"), _kept(self, "weights"), _kept(self, "types")
        if values.ndim != 2 or not values.size or weights.shape != values.shape[1:]:
            raise MethodError("wrong_shape", "values", shape=values.shape, weights=weights.shape)
        if types.shape != weights.shape:
            raise MethodError("wrong_shape", "types", shape=types.shape, weights=weights.shape)
        _refuse_no_number(values, "values")
        _refuse_no_number(weights, "weights")
        for place in np.flatnonzero(weights < 0):
            raise MethodError("weight_negative", f"weights[{place + 1}]", value=float(weights[place]))
        if abs(weights.sum() - 1) > WEIGHT_SLACK:
            raise MethodError("weights_off_one", "weights", total=float(weights.sum()))
        for place in np.flatnonzero(np.abs(types) != 1):
            raise MethodError("type_unknown", f"types[{place + 1}]", value=float(types[place]))
        if self.scale is not OBSERVED:
            _keep(self, "values", _on_scale(values, self.scale))

    @classmethod
    def of_fits(cls, fits: Array, weights: Array) -> DecisionMatrix:
        """The analysis's own problem: fits (options x criteria) on the fixed 0-100 scale, higher is better."""
        if fits.ndim != 2:
            raise MethodError("wrong_shape", "values", shape=fits.shape, weights=weights.shape)
        criteria = fits.shape[1]
        return cls(fits, weights, np.ones(criteria), FixedScale.everywhere(0.0, 100.0, criteria))

    def fixed(self, method: str) -> FixedScale:
        """The fixed scale, for a method that has none of its own; else ``MethodError`` ``needs_fixed_scale``."""
        if self.scale is OBSERVED:
            raise MethodError("needs_fixed_scale", method)
        return self.scale

    @cached_property
    def positions(self) -> Array:
        """Alternatives x criteria on 0-100 between the fixed bounds, turned so that higher is better."""
        scale = self.fixed("positions")
        above = np.where(self.types > 0, self.values - scale.lows, scale.highs - self.values)
        return np.clip(above * (100.0 / (scale.highs - scale.lows)), 0.0, 100.0)

    @cached_property
    def telling(self) -> NDArray[np.bool_]:
        """The criteria that can tell the alternatives apart: not equal but for the last bits, nor without weight.

        What rescales by the observed range must leave the others out, or it divides by nothing.
        """
        spread = self.values.max(axis=0) - self.values.min(axis=0)
        least = np.maximum(SMALLEST, LAST_BITS * np.abs(self.values).max(axis=0))
        return np.asarray((spread > least) & (self.weights > LAST_BITS))


def printed_weights(weights: ArrayLike) -> Array:
    """Weights as a source prints them, to a few decimals, brought to a sum of exactly 1.

    Raises ``MethodError`` (``weights_off_one``) where they miss 1 by more than rounding explains.
    """
    given = np.asarray(weights, dtype=float)
    total = float(given.sum())
    if not abs(total - 1) <= PRINTED_SLACK:
        raise MethodError("weights_off_one", "weights", total=total)
    return np.asarray(given / total)


def _kept(owner: object, name: str) -> Array:
    """A field as an array of its own, so that nobody else can change it afterwards."""
    array = np.array(getattr(owner, name), dtype=float)
    _keep(owner, name, array)
    return array


def _keep(owner: object, name: str, array: Array) -> None:
    array.flags.writeable = False
    object.__setattr__(owner, name, array)  # the way a frozen dataclass cleans its own input


def _refuse_no_number(array: Array, key: str) -> None:
    wrong = ~(np.abs(array) <= LARGEST)
    if wrong.any():
        place = np.argwhere(wrong)[0]
        spot = ", ".join(str(number + 1) for number in place)
        raise MethodError("matrix_not_a_number", f"{key}[{spot}]", value=float(array[tuple(place)]))


def _on_scale(values: Array, scale: FixedScale) -> Array:
    if scale.lows.shape != values.shape[1:]:
        raise MethodError("wrong_shape", "bounds", shape=values.shape, weights=scale.lows.shape)
    inside = np.clip(values, scale.lows, scale.highs)
    slack = LAST_BITS * np.maximum(np.abs(scale.lows), np.abs(scale.highs))
    wrong = np.abs(values - inside) > slack
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise MethodError(
            "off_scale",
            f"values[{row + 1}, {column + 1}]",
            value=float(values[row, column]),
            low=float(scale.lows[column]),
            high=float(scale.highs[column]),
        )
    return inside
