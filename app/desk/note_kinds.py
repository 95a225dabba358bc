"""The three kinds of rows of a note: facts of the context, next steps, and what parties said when consulted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.desk.note_row_cells import CellKind
from app.desk.note_rows import RowKind
from app.words import Words
from decision.case import Case, Consultation, ContextFact, NextStep


def context_rows(words: Words) -> RowKind:
    """The facts of the context, each with the evidence it rests on."""
    text = CellKind(
        "text", words("desk.rows.context.text"), "text", lines=3, needed=words("desk.rows.context.needed"),
        hint=words("desk.rows.context.hint"),
    )  # fmt: skip
    evidence = CellKind("evidence", words("desk.rows.sources"), "evidence")
    return RowKind(
        "context",
        "brief",
        "brief.context",
        ((text,), (evidence,)),
        ("text",),
        lambda case: case.brief.context,
        lambda case, items: _with_brief(case, context=items),
        ContextFact,
    )


def step_rows(words: Words) -> RowKind:
    """The next steps: what, by whom, by when."""
    what = CellKind(
        "what", words("note.column.action"), "text", lines=2, needed=words("desk.rows.next_steps.needed"),
        hint=words("desk.rows.next_steps.hint"),
    )  # fmt: skip
    owner = CellKind("owner", words("note.column.owner"), "text", 3)
    due = CellKind("due", words("desk.note.due"), "date", 2)
    return RowKind(
        "next_steps",
        "brief",
        "brief.next_steps",
        ((what,), (owner, due)),
        ("what",),
        lambda case: case.brief.next_steps,
        lambda case, items: _with_brief(case, next_steps=items),
        NextStep,
    )


def consultation_rows(words: Words) -> RowKind:
    """What parties said: who, when, which option, in which words."""
    party = CellKind(
        "party", words("desk.rows.party"), "text", 3, needed=words("desk.rows.consultations.needed"),
        hint=words("desk.rows.consultations.party"),
    )  # fmt: skip
    date = CellKind("date", words("desk.rows.date"), "date", 2)
    position = CellKind("position", words("desk.rows.position"), "option")
    text = CellKind(
        "text", words("desk.rows.said"), "text", lines=3, needed=words("desk.rows.consultations.needed"),
        hint=words("desk.rows.consultations.hint"),
    )  # fmt: skip
    return RowKind(
        "consultations",
        "consultation",
        "consultations",
        ((party, date), (position,), (text,)),
        ("party", "text"),
        lambda case: case.consultations,
        lambda case, items: replace(case, consultations=items),
        Consultation,
    )


def _with_brief(case: Case, **changes: Any) -> Case:
    return replace(case, brief=replace(case.brief, **changes))
