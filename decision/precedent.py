"""Line 3, precedent: what was done in the documented cases nearest to this one.

Distance is Gower's (1971, Biometrics 27(4)): the mean of range-scaled differences of levels, weighted by the
criteria, and of mismatches of facts, each over what both cases state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from decision.case import Case
from decision.facts import facts_of
from decision.model import DecisionModel
from decision.valuation import Level, levels_of
from decision.weights import Weights, case_weights


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two cases differ: a criterion (levels here and there) or a fact (values)."""

    key: str
    share: float
    here: float | str | bool
    there: float | str | bool


@dataclass(frozen=True, slots=True)
class Precedent:
    """A documented case: its Gower distance (0 the same, 1 all different), what was done, what differs most."""

    case_id: str
    title: str
    option: str
    source: str
    distance: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Precedents:
    """The precedent line: the nearest cases, the option of the nearest, and how thin the library is.

    ``supporting``: how many of the nearest had that option. ``documented``: documented cases other than this one;
    ``comparable``: those of them with enough rated in common. ``tested`` and ``agreed``: leave-one-out record.
    """

    nearest: tuple[Precedent, ...]
    option: str | None
    supporting: int
    documented: int
    comparable: int
    tested: int
    agreed: int


def precedents(model: DecisionModel, case: Case, library: Sequence[Case]) -> Precedents:
    """The precedent line of a case against a library of cases; the case itself never counts."""
    others = [other for other in library if other.documented is not None and not _same(model, case, other)]
    ranked = _ranked(model, case, others)
    nearest = tuple(ranked[: model.precedent.nearest])
    option = nearest[0].option if nearest else None
    tested, agreed = leave_one_out(model, library)
    return Precedents(
        nearest=nearest,
        option=option,
        supporting=sum(item.option == option for item in nearest),
        documented=len(others),
        comparable=len(ranked),
        tested=tested,
        agreed=agreed,
    )


def leave_one_out(model: DecisionModel, library: Sequence[Case]) -> tuple[int, int]:
    """How many documented cases have a precedent among the others, and for how many it names what was done."""
    documented = [case for case in library if case.documented is not None]
    tested = agreed = 0
    for case in documented:
        ranked = _ranked(model, case, [other for other in documented if not _same(model, case, other)])
        if ranked and case.documented is not None:
            tested += 1
            agreed += ranked[0].option == case.documented.option
    return tested, agreed


def _same(model: DecisionModel, case: Case, other: Case) -> bool:
    """The case itself or a version of it, or the same mission too close in time to be a case of its own."""
    early, late = sorted((case.as_of, other.as_of))
    months = (late.year - early.year) * 12 + late.month - early.month + (late.day > early.day)
    same_mission = case.mission.name.casefold() == other.mission.name.casefold()
    return case.id == other.id or (same_mission and months <= model.precedent.months_apart)


def _ranked(model: DecisionModel, case: Case, others: Sequence[Case]) -> list[Precedent]:
    """The comparable cases, nearest first; equal distances in the order of their titles."""
    weights = case_weights(model, case)
    levels = levels_of(model, case)
    found = [_compare(model, case, levels, weights, other) for other in others]
    return sorted((item for item in found if item is not None), key=lambda item: (item.distance, item.title))


def _compare(
    model: DecisionModel, case: Case, levels: tuple[Level, ...], weights: Weights, other: Case
) -> Precedent | None:
    there = levels_of(model, other)
    both = np.array([one.rated and two.rated for one, two in zip(levels, there, strict=True)])
    overlap = weights.criteria[both].sum()
    if overlap < model.precedent.least_overlap or overlap == 0 or other.documented is None:
        return None
    gaps = np.array(
        [abs(one.estimate.best - two.estimate.best) / 100 for one, two in zip(levels, there, strict=True)]
    )
    shares = np.where(both, weights.criteria * gaps, 0.0) / overlap
    differing, stated = _fact_differences(model, case, other)
    settings = model.precedent
    fact_share = settings.fact_share if stated else 0.0
    level_share = settings.level_share if stated else 1.0
    fact_part = len(differing) / stated if stated else 0.0
    return Precedent(
        case_id=other.id,
        title=other.title,
        option=other.documented.option,
        source=other.documented.source,
        distance=float(level_share * shares.sum() + fact_share * fact_part),
        differences=_largest(
            [
                Difference(level.criterion, float(level_share * share), level.estimate.best, far.estimate.best)
                for level, far, share in zip(levels, there, shares, strict=True)
            ]
            + [Difference(key, fact_share / stated, here, far) for key, here, far in differing]
        ),
    )


def _fact_differences(
    model: DecisionModel, case: Case, other: Case
) -> tuple[list[tuple[str, str | bool, str | bool]], int]:
    """The facts that differ (key, here, there), and how many facts both cases state."""
    here, there = facts_of(case), facts_of(other)
    differing, stated = [], 0
    for key in model.precedent.facts:
        one, two = here[key], there[key]
        if one is not None and two is not None:
            stated += 1
            if one != two:
                differing.append((key, one, two))
    return differing, stated


def _largest(differences: list[Difference], count: int = 3) -> tuple[Difference, ...]:
    ordered = sorted(differences, key=lambda item: -item.share)
    return tuple(item for item in ordered[:count] if item.share > 0)
