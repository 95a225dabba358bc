"""Entering facts: what is typed becomes one checked edit with its notice, or a sentence at the field."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QLocale

from app.desk.controls import Field
from app.desk.state import DeskState
from app.faults import decision_sentence
from app.words import Words
from decision.case import Case
from decision.case_reading import case_from
from decision.case_writing import case_document
from decision.errors import DecisionError

DATE_FORMATS = ("yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "d.M.yyyy", "d/M/yyyy")


class NotADateError(ValueError):
    """A text that is no date."""


def date_of(words: Words, text: str) -> datetime.date | None:
    """The date a person typed; None for nothing, :class:`NotADateError` for anything else."""
    typed = " ".join(text.split())
    if not typed:
        return None
    locale = QLocale(words.language)
    for form in DATE_FORMATS:
        found = locale.toDate(typed, form)
        if found.isValid() and found.year() >= 1:
            return datetime.date(found.year(), found.month(), found.day())
    raise NotADateError(typed)


def fault_of(state: DeskState, case: Case) -> str | None:
    """What the case contract has against a changed case, in a sentence."""
    try:
        case_from(case_document(case), state.workspace.model)
    except DecisionError as error:
        return decision_sentence(state.workspace.words, error)
    return None


def change_notice(words: Words, name: str, before: str, after: str) -> str:
    """The sentence of the notice: what changed, from what to what."""
    if not after:
        return words("notice.cleared", name=name)
    if not before:
        return words("notice.given", name=name, after=_short(after))
    return words("notice.changed", name=name, before=_short(before), after=_short(after))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def enter(state: DeskState, field: Field, case: Case, action_and_key: tuple[str, str], notice: str) -> bool:
    """Make one edit from a field, or say at the field what is wrong and record nothing."""
    fault = fault_of(state, case)
    field.show_fault(fault or "")
    if fault is not None:
        return False
    action, key = action_and_key
    return state.edit(case, action, key, notice)
