"""Headline answers kept beside the cases, so that a list need not compute again what still holds.

A trigger drops an answer with the next edit of its case. What it rests on besides the case it names itself:
``basis`` (model, draws, seed, program) and ``precedents`` (the documented cases). Where only these are others,
option and strength still hold, for no recommendation rests on precedents; what that line names does not.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from db.documents import sha256_of, text_of, value_of
from db.library import Library
from db.tables import StoredAnswer, StoredCase
from decision.model import DecisionModel


@dataclass(frozen=True, slots=True)
class Answer:
    """The headline of an answer: the option (None: none stands out), its strength, and what each line names."""

    basis: str
    precedents: str
    option: str | None
    strength: str
    lines: Mapping[str, str | None]


def basis_of(model: DecisionModel, *, draws: int, seed: int, program: str) -> str:
    """What an answer rests on besides its case and the documented ones."""
    return f"{model.sha256} {draws} {seed} {program}"


def precedents_of(library: Library) -> str:
    """The hash of the documented cases as they stand: their ids, and when each was changed last."""
    chosen = select(StoredCase.id, StoredCase.changed_at).where(
        StoredCase.documented_option.is_not(None), ~StoredCase.archived
    )
    with library.reading() as connection:
        # Sorted here: asked for in order, SQLite would go from document to document.
        found = sorted(f"{row.id} {row.changed_at.isoformat()}" for row in connection.execute(chosen))
    return sha256_of("\n".join(found))


def kept(library: Library, ids: Iterable[str]) -> dict[str, Answer]:
    """The answers kept of these cases, by id; each is of the case as it stands."""
    wanted = select(StoredAnswer).where(StoredAnswer.case_id.in_(list(ids)))
    with library.reading() as connection:
        return {
            row.case_id: Answer(row.basis, row.precedents, row.option, row.strength, value_of(row.lines))
            for row in connection.execute(wanted)
        }


def keep(library: Library, case_id: str, changed_at: datetime.datetime, answer: Answer) -> bool:
    """Keep an answer of the case as it stood at ``changed_at``; whether it is kept.

    It is not where the case has changed since, or the library is open only to read.
    """
    if not library.writing:
        return False
    with library.changing() as connection:
        held = connection.scalar(select(StoredCase.changed_at).where(StoredCase.id == case_id))
        if held != changed_at:
            return False
        connection.execute(delete(StoredAnswer).where(StoredAnswer.case_id == case_id))
        values = {
            "case_id": case_id,
            "basis": answer.basis,
            "precedents": answer.precedents,
            "option": answer.option,
            "strength": answer.strength,
            "lines": text_of(dict(answer.lines)),
        }
        connection.execute(insert(StoredAnswer).values(values))
    return True
