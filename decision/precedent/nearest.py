"""Line 3, precedent: what was done in the documented cases nearest to this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.case import Case
from decision.facts import facts_of
from decision.model import DecisionModel
from decision.precedent.case_base import CaseBase, Coded, Distances


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two cases differ: a criterion (levels here and there) or a fact (values).

    ``share``: how much of the distance it makes up.
    """

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


def precedents(model: DecisionModel, case: Case, library: Sequence[Case] | CaseBase) -> Precedents:
    """The precedent line of a case against a library of cases; the case itself never counts."""
    base = library if isinstance(library, CaseBase) else CaseBase(model, library)
    one, others = Coded.of(model, case), base.others(case)
    found = base.distances(one)
    ranked = base.nearest(found, others)
    nearest = tuple(_precedent(base, one, found, row) for row in ranked[: model.precedent.nearest])
    option = nearest[0].option if nearest else None
    tested, agreed = base.record
    return Precedents(
        nearest=nearest,
        option=option,
        supporting=sum(item.option == option for item in nearest),
        documented=int(others.sum()),
        comparable=len(ranked),
        tested=tested,
        agreed=agreed,
    )


def _precedent(base: CaseBase, one: Coded, found: Distances, row: int) -> Precedent:
    model, there = base.model, base.rows[row]
    facts, far = facts_of(one.case), facts_of(there.case)
    differences = [
        Difference(name, float(share), float(one.levels[place]), float(there.levels[place]))
        for place, (name, share) in enumerate(zip(model.criterion_ids, found.levels[row], strict=True))
        if share > 0
    ]
    for key, share in zip(model.precedent.facts, found.facts[row], strict=True):
        here_value, there_value = facts[key], far[key]
        if share > 0 and here_value is not None and there_value is not None:
            differences.append(Difference(key, float(share), here_value, there_value))
    documented = there.case.documented
    assert documented is not None  # a case base holds documented cases only
    return Precedent(
        case_id=there.case.id,
        title=there.case.title,
        option=documented.option,
        source=documented.source,
        distance=float(found.total[row]),
        differences=tuple(sorted(differences, key=lambda item: -item.share)[:3]),
    )
