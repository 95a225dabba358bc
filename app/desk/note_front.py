"""The front matter of a note: head, decision sought, and review, each field bound to its place in the brief."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.desk.entry import date_of
from app.desk.note_fields import Binding, Bound, BoundChoice, BoundField, FieldForm
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from decision.case import Brief, Case, Review

HEAD = ("subject", "classification", "to", "through", "sender", "reference", "date")
DECISION = ("decision_sought", "decider", "due")
DATES = ("due", "date")
WIDE = ("subject", "classification", "decision_sought")
LINES = {"decision_sought": 3}
CLASSIFICATIONS = ("confidential", "strictly_confidential", "unclassified")


def brief_fields(state: DeskState, theme: Theme, names: tuple[str, ...]) -> dict[str, Bound]:
    """The fields of the brief with these names."""
    return {name: _field(state, theme, name) for name in names}


def brief_form(theme: Theme, fields: dict[str, Bound]) -> FieldForm:
    """Those fields in a form."""
    return FieldForm(theme, list(fields.values()), [field for name, field in fields.items() if name in WIDE])


def _field(state: DeskState, theme: Theme, name: str) -> Bound:
    words = state.workspace.words
    binding = _binding(words, name)
    if name == "classification":
        choices: list[tuple[str, object]] = [(words("note.classification"), None)]
        named = [words(f"desk.note.class.{item}") for item in CLASSIFICATIONS]
        choices += [(text, text) for text in named]
        return BoundChoice(state, theme, binding, choices, lambda case: case.brief.classification)
    hint = f"desk.note.hint.{name}"
    field = BoundField(
        state, theme, binding, lines=LINES.get(name, 1), hint=words(hint) if words.has(hint) else ""
    )
    field.text.setPlaceholderText(words("word.not_stated"))
    return field


def _binding(words: Words, name: str) -> Binding:
    def read(case: Case) -> str:
        return _text(words, getattr(case.brief, name))

    def write(case: Case, text: str) -> Case:
        value = date_of(words, text) if name in DATES else text.strip() or None
        changes: dict[str, Any] = {name: value}
        return replace(case, brief=replace(case.brief, **changes))

    key = "brief.from" if name == "sender" else f"brief.{name}"
    return Binding(words(f"desk.note.{name}"), "brief", key, read, write)


def _text(words: Words, value: object) -> str:
    return words.day(value) if isinstance(value, datetime.date) else str(value or "")


def review_form(state: DeskState, theme: Theme) -> FieldForm:
    """When the arrangement is looked at again, and on what occasion."""
    words = state.workspace.words

    def bound(name: str, read: Callable[[Review], str], put: Callable[[Review, str], Review]) -> Binding:
        def written(case: Case, text: str) -> Case:
            return _with_review(case, put(case.brief.review or Review(), text))

        return Binding(
            words(f"desk.review.{name}"),
            "brief",
            f"brief.review.{name}",
            lambda case: read(case.brief.review or Review()),
            written,
        )

    date = bound(
        "date", lambda held: _text(words, held.date), lambda held, text: replace(held, date=date_of(words, text))
    )
    occasion = bound(
        "occasion",
        lambda held: held.occasion or "",
        lambda held, text: replace(held, occasion=text.strip() or None),
    )
    when = BoundField(state, theme, date)
    when.text.setPlaceholderText(words("word.not_stated"))
    why = BoundField(state, theme, occasion, lines=2, hint=words("desk.review.hint"))
    return FieldForm(theme, [when, why], [when, why])


def _with_review(case: Case, review: Review) -> Case:
    """The case with another review; one that says nothing is none."""
    held: Review | None = review
    if review == Review():
        held = None
    brief: Brief = replace(case.brief, review=held)
    return replace(case, brief=brief)
