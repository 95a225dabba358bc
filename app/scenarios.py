"""The scenarios of a case beside the case: what each supposes, and what becomes of values, order and doctrine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.supposing import Answer, WhatIf, difference
from db import keeping
from db.documents import document_of, sha256_of, text_of
from db.keeping import Scenario
from db.library import Library
from decision.case import Case

MOST = 4
"""Scenarios that stand beside the case at once."""


@dataclass(frozen=True)
class Compared:
    """One scenario: its answer, and what it supposes otherwise than the case as it is now.

    ``moved_on``: the case has changed since it was saved.
    """

    scenario: Scenario
    answer: Answer
    supposed: WhatIf
    moved_on: bool


def compared(library: Library, case: Case, scenarios: Sequence[Scenario]) -> list[Compared]:
    """These scenarios beside the case as it is now."""
    now = fingerprint(library, case)
    found = []
    for scenario in scenarios:
        supposed = keeping.scenario_case(library, scenario)
        answer = Answer.of(library.model, supposed)
        changes = difference(library.model, case, supposed)
        found.append(Compared(scenario, answer, changes, scenario.base_sha256 != now))
    return found


def supposed_by(library: Library, case: Case, scenario: Scenario) -> WhatIf:
    """What a scenario supposes otherwise than the case as it is now."""
    return difference(library.model, case, keeping.scenario_case(library, scenario))


def fingerprint(library: Library, case: Case) -> str:
    """The hash of a case as it is, as a scenario keeps that of the state it was supposed from."""
    return sha256_of(text_of(document_of(case, library.model)) or "")
