"""One level of the tree of weights at a time: what it holds, and the whole tree with another in its place.

A level is named by its family, None standing for the families themselves; its shares (0-1, sum to 1) are by id.
"""

from __future__ import annotations

from collections.abc import Mapping

from decision.case import WeightOverride
from decision.model import DecisionModel
from decision.weights import Weights

POINT_DECIMALS = 6
"""Decimals of a weight as a case keeps it, in points of 100: short enough to read in a file."""


def level_ids(model: DecisionModel, family: str | None) -> tuple[str, ...]:
    """The ids on a level, in model order."""
    if family is None:
        return tuple(model.family_ids)
    return tuple(model.criterion_ids[place] for place in model.members(family))


def level_of(model: DecisionModel, key: str) -> str | None:
    """The level that a family (None) or a criterion (its family) is weighed on."""
    return None if key in model.family_ids else model.criterion(key).family


def level_shares(model: DecisionModel, weights: Weights, family: str | None) -> dict[str, float]:
    """The shares on a level."""
    shares = weights.families if family is None else weights.within[list(model.members(family))]
    return dict(zip(level_ids(model, family), map(float, shares), strict=True))


def whole_override(model: DecisionModel, weights: Weights) -> WeightOverride:
    """The whole tree as an officer's own weights, in points of 100 on each level: a case keeps all it rests on."""
    families = zip(model.family_ids, weights.families, strict=True)
    criteria = zip(model.criterion_ids, weights.within, strict=True)
    return WeightOverride({key: _points(share) for key, share in families}, {k: _points(s) for k, s in criteria})


def override_with(
    model: DecisionModel, weights: Weights, family: str | None, shares: Mapping[str, float]
) -> WeightOverride:
    """The same with other shares on one level."""
    whole = whole_override(model, weights)
    points = {key: _points(share) for key, share in shares.items()}
    if family is None:
        return WeightOverride({**whole.families, **points}, whole.criteria)
    return WeightOverride(whole.families, {**whole.criteria, **points})


def _points(share: float) -> float:
    return round(float(share) * 100, POINT_DECIMALS)
