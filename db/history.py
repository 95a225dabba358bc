"""The one path of every edit: the working state and one row of history change together, or not at all.

Nothing here is ever deleted. Undo appends a row that takes back an edit, redo one that takes back an undo, so
both are computed from the history and outlive a restart. A key that begins with ``@`` is not of the document but
of how the library files the case: its tags, and whether it is put away.

Plain statements rather than mapped objects: an edit is saved whenever a hand rests, and half its cost was theirs.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from db.documents import ABSENT, Document, fitting_key, text_of, value_at, value_of, with_value
from db.flattening import prose
from db.indexing import index
from db.records import HistoryRow, Stamp
from db.tables import StoredCase, StoredEdit, StoredTag

TAGS = "@tags"
ARCHIVED = "@archived"

# Built once: an edit takes half as long as one that puts its statements together anew.
_OF_CASE = update(StoredCase).where(StoredCase.id == bindparam("case"))
_NEW_EDIT = insert(StoredEdit)


class Edit(NamedTuple):
    """One edit as it is stored; ``before`` and ``after`` are JSON texts, None where there was nothing."""

    id: int
    case_id: str
    at: datetime.datetime
    author: str
    action: str
    key: str
    before: str | None
    after: str | None
    undoes: int | None


_EDITS = select(*(getattr(StoredEdit, name) for name in Edit._fields))
_EDIT = _EDITS.where(StoredEdit.id == bindparam("edit"))
_EDITS_OF_CASE = _EDITS.where(StoredEdit.case_id == bindparam("case")).order_by(StoredEdit.id)
_STEPS = (
    select(StoredEdit.id, StoredEdit.undoes)
    .where(StoredEdit.case_id == bindparam("case"), or_(StoredEdit.key != "", StoredEdit.before.is_not(None)))
    .order_by(StoredEdit.id)
)
"""All edits of a case but its creation."""


class State(NamedTuple):
    """What a history makes of a case."""

    document: Document
    tags: list[str]
    archived: bool | None
    """None where no row tells: before there were tags, a case was put away without one."""
    created_at: datetime.datetime
    changed_at: datetime.datetime

    def columns(self) -> dict[str, object]:
        """The row of the case, as far as its history tells."""
        held: dict[str, object] = {"created_at": self.created_at, "changed_at": self.changed_at}
        if self.archived is not None:
            held["archived"] = self.archived
        return {**_columns(self.document, _text(self.document)), **held}


class Change(NamedTuple):
    """What an edit that is about to be made says."""

    action: str
    key: str
    before: str | None
    after: str | None
    undoes: int | None = None


def create(connection: Connection, document: Document, action: str, stamp: Stamp) -> str:
    """A new case with the first row of its history, which cannot be undone; its text."""
    text = _text(document)
    held = {**_columns(document, text), "changed_at": stamp.at, "created_at": stamp.at, "archived": False}
    connection.execute(insert(StoredCase), {"id": document["id"], **held})
    index(connection, document["id"], document)
    _append(connection, document["id"], Change(action, "", None, text), stamp)
    return text


def record(
    connection: Connection, case: tuple[str, str], document: Document, step: tuple[str, str], stamp: Stamp
) -> HistoryRow | None:
    """Make ``document`` the working state and append the edit.

    ``case`` is the id and the text that is stored now, ``step`` the action and key of the edit. None, and no row,
    where nothing changed.
    """
    case_id, stored = case
    text = _text(document)
    if text == stored:
        return None
    before = value_of(stored)
    action, key = step
    key = fitting_key(before, document, text, key)
    old, new = value_at(before, key), value_at(document, key)
    _hold(connection, case_id, document, text, stamp)
    if _sounds_other(key, old, new):
        index(connection, case_id, document)
    return _append(connection, case_id, Change(action, key, text_of(old), text_of(new)), stamp)


def file(
    connection: Connection, case_id: str, key: str, values: tuple[Any, Any], step: tuple[str, Stamp]
) -> HistoryRow | None:
    """Change how a case is filed, its ``@`` key from one value to the other; None where they are the same."""
    before, after = values
    action, stamp = step
    if before == after:
        return None
    _file(connection, case_id, key, after)
    return _append(connection, case_id, Change(action, key, text_of(before), text_of(after)), stamp)


def take_back(connection: Connection, stored: str, edit: Edit, stamp: Stamp) -> HistoryRow:
    """Put back what stood at the key of an edit before it, and append the row that says so."""
    if edit.key.startswith("@"):
        _file(connection, edit.case_id, edit.key, value_of(edit.before))
    else:
        now, old = value_of(stored), value_of(edit.before)
        document = with_value(now, edit.key, old)
        _hold(connection, edit.case_id, document, _text(document), stamp)
        if _sounds_other(edit.key, value_at(now, edit.key), old):
            index(connection, edit.case_id, document)
    reverse = Change(edit.action, edit.key, edit.after, edit.before, undoes=edit.id)
    return _append(connection, edit.case_id, reverse, stamp)


def replayed(told: Sequence[Edit]) -> State:
    """What a whole history, oldest first, makes of its case, edit by edit.

    ValueError, or what a damaged text raises, where an edit does not go on from what those before it left.
    """
    first = told[0]
    document = value_of(first.after)
    if (first.key, first.before, first.undoes) != ("", None, None):
        raise ValueError(first.id)
    archivings = (edit.before for edit in told if edit.key == ARCHIVED)
    filed: dict[str, Any] = {TAGS: [], ARCHIVED: value_of(next(archivings, "null"))}
    changed_at = first.at
    stacks: tuple[list[int], list[int]] = ([], [])
    known = {edit.id: edit for edit in told}
    for edit in told[1:]:
        is_filing = edit.key.startswith("@")
        held = filed[edit.key] if is_filing else value_at(document, edit.key)
        if text_of(held) != edit.before:
            raise ValueError(edit.id)
        if is_filing:
            filed[edit.key] = value_of(edit.after)
        else:
            document, changed_at = with_value(document, edit.key, value_of(edit.after)), edit.at
        taken = _turn(edit.id, edit.undoes, *stacks)
        if taken is not None and not _takes_back(edit, known[taken]):
            raise ValueError(edit.id)
    return State(document, filed[TAGS], filed[ARCHIVED], first.at, changed_at)


def _takes_back(edit: Edit, taken: Edit) -> bool:
    reversed_ = (taken.action, taken.key, taken.after, taken.before)
    return taken.id == edit.undoes and (edit.action, edit.key, edit.before, edit.after) == reversed_


def mend(connection: Connection, case_id: str, state: State) -> str:
    """Make a case again what its history makes of it, where its own text is damaged; that text."""
    text = _text(state.document)
    _hold(connection, case_id, state.document, text, Stamp(state.changed_at, ""))
    index(connection, case_id, state.document)
    return text


def edit_of(connection: Connection, edit_id: int) -> Edit:
    """A stored edit by its id."""
    return Edit._make(connection.execute(_EDIT, {"edit": edit_id}).one())


def next_undo(connection: Connection, case_id: str) -> Edit | None:
    """The edit, or redo, that undo would take back."""
    done, _ = _stacks(connection, case_id)
    return edit_of(connection, done[-1]) if done else None


def next_redo(connection: Connection, case_id: str) -> Edit | None:
    """The undo that redo would take back."""
    _, undone = _stacks(connection, case_id)
    return edit_of(connection, undone[-1]) if undone else None


def rows(connection: Connection, case_id: str) -> list[HistoryRow]:
    """The whole history of a case, oldest first."""
    return [history_row(edit) for edit in edits(connection, case_id)]


def edits(connection: Connection, case_id: str) -> list[Edit]:
    """The whole history of a case as it is stored, oldest first."""
    return [Edit._make(row) for row in connection.execute(_EDITS_OF_CASE, {"case": case_id})]


def history_row(edit: Edit) -> HistoryRow:
    """A stored edit as a plain value."""
    return HistoryRow(**{**edit._asdict(), "before": _plain(edit.before), "after": _plain(edit.after)})


def _sounds_other(key: str, old: Any, new: Any) -> bool:
    """Whether the index may hold other words after an edit; of a rating it holds nothing but prose."""
    return not key.startswith("ratings.") or list(prose(old)) != list(prose(new))


def _plain(text: str | None) -> object:
    value = value_of(text)
    return None if value is ABSENT else value


def _text(document: Document) -> str:
    text = text_of(document)
    assert text is not None
    return text


def _columns(document: Document, text: str) -> dict[str, object]:
    """A case's stored form: its text, and the columns a list shows."""
    mission, documented = document["mission"], document["documented"]
    return {
        "document": text,
        "title": document["title"],
        "countries": " ".join(document["countries"]),
        "mission_name": mission["name"],
        "mission_kind": str(mission["kind"]),
        "as_of": datetime.date.fromisoformat(document["as_of"]),
        "documented_option": None if documented is None else documented["option"],
        "current_arrangement": document["current_arrangement"],
    }


def _hold(connection: Connection, case_id: str, document: Document, text: str, stamp: Stamp) -> None:
    connection.execute(_OF_CASE, {"case": case_id, **_columns(document, text), "changed_at": stamp.at})


def _file(connection: Connection, case_id: str, key: str, value: Any) -> None:
    if key == ARCHIVED:
        connection.execute(update(StoredCase).where(StoredCase.id == case_id).values(archived=value))
        return
    connection.execute(delete(StoredTag).where(StoredTag.case_id == case_id))
    if value:
        connection.execute(insert(StoredTag), [{"case_id": case_id, "tag": tag} for tag in value])
    text = connection.scalar(select(StoredCase.document).where(StoredCase.id == case_id))
    index(connection, case_id, value_of(text))


def _append(connection: Connection, case_id: str, change: Change, stamp: Stamp) -> HistoryRow:
    edit = Edit(0, case_id, stamp.at, stamp.author, *change)
    values = {name: value for name, value in edit._asdict().items() if name != "id"}
    made = connection.execute(_NEW_EDIT, values).inserted_primary_key
    assert made is not None
    return history_row(edit._replace(id=made[0]))


def _stacks(connection: Connection, case_id: str) -> tuple[list[int], list[int]]:
    """The ids of what can be undone and of what can be redone, the next one last."""
    done: list[int] = []
    undone: list[int] = []
    for edit_id, undoes in connection.execute(_STEPS, {"case": case_id}):
        _turn(edit_id, undoes, done, undone)
    return done, undone


def _turn(edit_id: int, undoes: int | None, done: list[int], undone: list[int]) -> int | None:
    """Move an edit onto its stack; the id of the one it takes back, None where it takes none back."""
    if undoes is None:
        done.append(edit_id)
        undone.clear()
        return None
    source, target = (done, undone) if done and done[-1] == undoes else (undone, done)
    taken = source.pop()
    target.append(edit_id)
    return taken
