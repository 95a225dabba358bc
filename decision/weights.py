"""Weights: a two-level tree (family, criterion within family), each level summing to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from decision.case import Case
from decision.curves import Array
from decision.model import DecisionModel, Perspective


@dataclass(frozen=True)
class Weights:
    """``families``: share of each family (sums to 1); ``within``: share of each criterion in its family;
    ``criteria``: share of each criterion in the whole, the product of both (sums to 1). All in model order."""

    families: Array
    within: Array
    criteria: Array


def case_weights(model: DecisionModel, case: Case) -> Weights:
    """The weights a case is judged by: its perspective, with the officer's own points in place of it.

    A level named in part keeps the shares it is given; what it leaves out shares the rest as the perspective does.
    """
    perspective = model.perspective(case.perspective)
    if case.weights is None:
        return perspective_weights(model, perspective)
    usual = perspective_weights(model, perspective)
    within = dict(zip(model.criterion_ids, map(float, usual.within), strict=True))
    criteria: dict[str, float] = {}
    for family in model.family_ids:
        names = [model.criterion_ids[place] for place in model.members(family)]
        criteria |= _completed(case.weights.criteria, {name: within[name] for name in names})
    return tree(model, _completed(case.weights.families, perspective.families), criteria)


def _completed(given: Mapping[str, float], usual: Mapping[str, float]) -> dict[str, float]:
    """The weights of one level: those given, and for the others their usual proportions of what is left of 1."""
    own = {name: given[name] for name in usual if name in given}
    others = {name: share for name, share in usual.items() if name not in given}
    total, left = sum(others.values()), 1 - sum(own.values())
    if not own or not others:
        return own or dict(usual)
    if left < 0:  # points on another scale: the reader refuses them beside shares
        return {**usual, **own}
    return {
        **own,
        **{name: left * (share / total if total > 0 else 1 / len(others)) for name, share in others.items()},
    }


def perspective_weights(model: DecisionModel, perspective: Perspective) -> Weights:
    """The weights of a modelled party."""
    return tree(model, perspective.families, perspective.criteria)


def tree(model: DecisionModel, families: Mapping[str, float], criteria: Mapping[str, float]) -> Weights:
    """Weights from non-negative points; criteria without points keep the model's, and each level is rescaled.

    A family whose criteria all have no points falls back to the model's shares within it: its weight is real,
    and has to fall somewhere.
    """
    top = _shares([families.get(family.id, 0.0) for family in model.families])
    within = np.zeros(len(model.criteria))
    for family in model.families:
        members = list(model.members(family.id))
        own = [model.criteria[place].weight for place in members]
        given = [
            criteria.get(model.criteria[place].id, weight) for place, weight in zip(members, own, strict=True)
        ]
        within[members] = _shares(given if sum(given) > 0 else own)
    return Weights(top, within, combine(model, top, within))


def combine(model: DecisionModel, families: Array, within: Array) -> Array:
    """Shares of the whole from both levels of the tree; works on rows of draws as well."""
    return families[..., family_places(model)] * within


def family_places(model: DecisionModel) -> Sequence[int]:
    """For each criterion, the place of its family."""
    return [model.family_ids.index(criterion.family) for criterion in model.criteria]


def _shares(points: Sequence[float]) -> Array:
    values = np.asarray(points, dtype=float)
    values = values / values.max()  # so that no sum of points, however large or small, leaves the range of floats
    return np.asarray(values / values.sum())
