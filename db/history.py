"""The one path of every edit: the working state and one row of history change together, or not at all.

Nothing here is ever deleted. Undo appends a row that takes back an edit, redo one that takes back an undo, so
both are computed from the history and outlive a restart.
"""

from __future__ import annotations

import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.documents import ABSENT, Document, fitting_key, text_of, value_at, value_of, with_value
from db.records import HistoryRow, Stamp
from db.tables import StoredCase, StoredEdit


def create(session: Session, document: Document, action: str, stamp: Stamp) -> StoredCase:
    """A new case with the first row of its history, which cannot be undone."""
    case = StoredCase(id=document["id"], archived=False, created_at=stamp.at)
    _hold(case, document, stamp)
    session.add(case)
    session.flush()  # the history refers to the case
    _append(session, case, StoredEdit(action=action, key="", before=None, after=case.document), stamp)
    return case


def record(
    session: Session, case: StoredCase, document: Document, step: tuple[str, str], stamp: Stamp
) -> HistoryRow | None:
    """Make ``document`` the working state and append the edit; ``step`` is its action and key.

    None, and no row, where nothing changed.
    """
    before = value_of(case.document)
    if text_of(document) == case.document:
        return None
    action, key = step
    key = fitting_key(before, document, key)
    old, new = text_of(value_at(before, key)), text_of(value_at(document, key))
    _hold(case, document, stamp)
    return _append(session, case, StoredEdit(action=action, key=key, before=old, after=new), stamp)


def take_back(session: Session, case: StoredCase, edit: StoredEdit, stamp: Stamp) -> HistoryRow:
    """Put back what stood at the key of an edit before it, and append the row that says so."""
    _hold(case, with_value(value_of(case.document), edit.key, value_of(edit.before)), stamp)
    reverse = StoredEdit(action=edit.action, key=edit.key, before=edit.after, after=edit.before, undoes=edit.id)
    return _append(session, case, reverse, stamp)


def next_undo(session: Session, case_id: str) -> StoredEdit | None:
    """The edit, or redo, that undo would take back."""
    done, _ = _stacks(session, case_id)
    return session.get_one(StoredEdit, done[-1]) if done else None


def next_redo(session: Session, case_id: str) -> StoredEdit | None:
    """The undo that redo would take back."""
    _, undone = _stacks(session, case_id)
    return session.get_one(StoredEdit, undone[-1]) if undone else None


def rows(session: Session, case_id: str) -> list[HistoryRow]:
    """The whole history of a case, oldest first."""
    found = session.scalars(select(StoredEdit).where(StoredEdit.case_id == case_id).order_by(StoredEdit.id))
    return [history_row(edit) for edit in found]


def history_row(edit: StoredEdit) -> HistoryRow:
    """A stored edit as a plain value."""
    return HistoryRow(
        id=edit.id,
        case_id=edit.case_id,
        at=edit.at,
        author=edit.author,
        action=edit.action,
        key=edit.key,
        before=_plain(edit.before),
        after=_plain(edit.after),
        undoes=edit.undoes,
    )


def _plain(text: str | None) -> object:
    value = value_of(text)
    return None if value is ABSENT else value


def _hold(case: StoredCase, document: Document, stamp: Stamp) -> None:
    text = text_of(document)
    assert text is not None
    mission, documented = document["mission"], document["documented"]
    case.document = text
    case.title = document["title"]
    case.countries = " ".join(document["countries"])
    case.mission_name = mission["name"]
    case.mission_kind = str(mission["kind"])
    case.as_of = datetime.date.fromisoformat(document["as_of"])
    case.documented_option = None if documented is None else documented["option"]
    case.changed_at = stamp.at


def _append(session: Session, case: StoredCase, edit: StoredEdit, stamp: Stamp) -> HistoryRow:
    edit.case_id, edit.at, edit.author = case.id, stamp.at, stamp.author
    session.add(edit)
    session.flush()
    return history_row(edit)


def _stacks(session: Session, case_id: str) -> tuple[list[int], list[int]]:
    """The ids of what can be undone and of what can be redone, the next one last."""
    creation = or_(StoredEdit.key != "", StoredEdit.before.is_not(None))
    found = session.execute(
        select(StoredEdit.id, StoredEdit.undoes)
        .where(StoredEdit.case_id == case_id, creation)
        .order_by(StoredEdit.id)
    )
    done: list[int] = []
    undone: list[int] = []
    for row, undoes in found:
        if undoes is None:
            done.append(row)
            undone.clear()
        elif done and done[-1] == undoes:
            done.pop()
            undone.append(row)
        else:
            undone.pop()
            done.append(row)
    return done, undone
