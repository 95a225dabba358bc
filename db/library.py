"""The case library: everything a desk can ask of its file of cases."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db import history, versions
from db.documents import document_of, text_of, value_of
from db.engine import for_changes
from db.faults import LibraryFault, known_faults
from db.opening import OpenFile, open_for_reading, open_for_writing
from db.records import CaseSummary, HistoryRow, Outcome, Stamp, Step, Version
from db.tables import SUMMARY_COLUMNS, StoredCase, StoredEdit, StoredVersion
from decision.case import Case
from decision.case_reading import case_from
from decision.model import DecisionModel


def utc_now() -> datetime.datetime:
    """The moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Library:
    """An open library, to be made by :meth:`open`; usable from several threads, one change at a time.

    Every change is one transaction. :class:`~db.faults.LibraryFault` says what is wrong with the file,
    :class:`~decision.errors.CaseError` what is wrong with a case; after either nothing has changed.
    """

    def __init__(
        self,
        path: Path,
        model: DecisionModel,
        file: OpenFile,
        *,
        writing: bool,
        author: str,
        now: Callable[[], datetime.datetime],
    ) -> None:
        self.path = path
        self.is_new = file.is_new
        self.writing = writing
        self._model = model
        self._file = file
        self._author = author
        self._now = now

    @classmethod
    def open(
        cls,
        path: Path,
        model: DecisionModel,
        *,
        writing: bool = True,
        author: str = "",
        now: Callable[[], datetime.datetime] = utc_now,
    ) -> Self:
        """Open the library at ``path``: as its one writer, creating it where it is missing, or only to read."""
        path = path.resolve()  # one file, one lock, by whatever way one came to it
        file = open_for_writing(path, now()) if writing else open_for_reading(path)
        return cls(path, model, file, writing=writing, author=author, now=now)

    def close(self) -> None:
        """Let go of the file and its lock; closing twice does no harm."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def summaries(self) -> list[CaseSummary]:
        """All cases, archived ones too, the last changed first; no document is read."""
        newest_first = select(*SUMMARY_COLUMNS).order_by(StoredCase.changed_at.desc(), StoredCase.id.desc())
        with self._reading() as session:
            return [
                CaseSummary(**{**row._asdict(), "countries": tuple(row.countries.split())})
                for row in session.execute(newest_first)
            ]

    def case(self, case_id: str) -> Case:
        """The working state of a case."""
        return self.cases([case_id])[0]

    def cases(self, ids: Iterable[str] | None = None) -> list[Case]:
        """The working states of the cases with these ids, in their order, or of all, by id."""
        wanted = None if ids is None else tuple(ids)
        with self._reading() as session:
            documents = dict(session.execute(_documents(wanted)).all())
        return [self._read(documents, case_id) for case_id in (sorted(documents) if wanted is None else wanted)]

    def add(self, case: Case, action: str, label: str | None = None) -> Version:
        """Take up a new case and freeze its first version; its id must be new (IntegrityError)."""
        document = document_of(case, self._model)
        stamp = self._stamp()
        with self._changing() as session:
            stored = history.create(session, document, action, stamp)
            return versions.freeze(session, stored, label, stamp)

    def record(self, case: Case, action: str, key: str) -> HistoryRow | None:
        """Make ``case`` the working state; ``key`` is the dotted path of the field that changed.

        The path of every edit. None, and no row, where nothing changed. A row's key is wider than the given
        one where more than that field changed, so that undo is exact whatever was said.
        """
        document = document_of(case, self._model)
        with self._changing() as session:
            stored = self._stored(session, document["id"])
            return history.record(session, stored, document, (action, key), self._stamp())

    def undo(self, case_id: str) -> HistoryRow | None:
        """Take back the last edit that still holds; the edit taken back, or None where there is none."""
        with self._changing() as session:
            stored = self._stored(session, case_id)
            edit = history.next_undo(session, case_id)
            if edit is None:
                return None
            history.take_back(session, stored, edit, self._stamp())
            return history.history_row(edit)

    def redo(self, case_id: str) -> HistoryRow | None:
        """Take back the last undo since the last edit; the edit that holds again, or None where there is none."""
        with self._changing() as session:
            stored = self._stored(session, case_id)
            undo = history.next_redo(session, case_id)
            if undo is None:
                return None
            history.take_back(session, stored, undo, self._stamp())
            return history.history_row(session.get_one(StoredEdit, undo.undoes))

    def undoable(self, case_id: str) -> Step | None:
        """What :meth:`undo` would take back."""
        with self._reading() as session:
            return _step(history.next_undo(session, case_id))

    def redoable(self, case_id: str) -> Step | None:
        """What :meth:`redo` would bring back."""
        with self._reading() as session:
            return _step(history.next_redo(session, case_id))

    def history(self, case_id: str) -> list[HistoryRow]:
        """All edits of a case, oldest first."""
        with self._reading() as session:
            self._stored(session, case_id)
            return history.rows(session, case_id)

    def freeze(self, case_id: str, label: str | None = None) -> Version:
        """The working state as a new version, or the last version where nothing changed since."""
        with self._changing() as session:
            return versions.freeze(session, self._stored(session, case_id), label, self._stamp())

    def versions(self, case_id: str) -> list[Version]:
        """All versions of a case, oldest first."""
        with self._reading() as session:
            self._stored(session, case_id)
            return versions.versions(session, case_id)

    def version(self, case_id: str, number: int) -> Case:
        """The case as a version holds it."""
        with self._reading() as session:
            version = session.get(StoredVersion, (case_id, number))
            if version is None:
                raise LibraryFault("no_version", self.path, id=case_id, number=number)
            return case_from(value_of(version.document), self._model)

    def bring_in(self, case: Case) -> Outcome:
        """Take in a case from outside by its id; the state it replaces is kept as a version."""
        document = document_of(case, self._model)
        stamp = self._stamp()
        with self._changing() as session:
            stored = session.get(StoredCase, document["id"])
            if stored is None:
                versions.freeze(session, history.create(session, document, "import", stamp), None, stamp)
                return Outcome.ADDED
            if text_of(document) == stored.document:
                return Outcome.UNCHANGED
            versions.freeze(session, stored, None, stamp)
            history.record(session, stored, document, ("import", ""), stamp)
            return Outcome.UPDATED

    def archive(self, case_id: str, archived: bool) -> None:
        """Put a case away or take it out again; its content and history stay as they are."""
        with self._changing() as session:
            self._stored(session, case_id).archived = archived

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with known_faults(self.path), Session(self._file.engine) as session:
            yield session

    @contextmanager
    def _changing(self) -> Iterator[Session]:
        if not self.writing:
            raise LibraryFault("read_only", self.path)
        with known_faults(self.path), Session(for_changes(self._file.engine)) as session, session.begin():
            yield session

    def _stamp(self) -> Stamp:
        return Stamp(self._now(), self._author)

    def _stored(self, session: Session, case_id: str) -> StoredCase:
        stored = session.get(StoredCase, case_id)
        if stored is None:
            raise LibraryFault("no_case", self.path, id=case_id)
        return stored

    def _read(self, documents: dict[str, str], case_id: str) -> Case:
        if case_id not in documents:
            raise LibraryFault("no_case", self.path, id=case_id)
        return case_from(value_of(documents[case_id]), self._model)


def _documents(ids: tuple[str, ...] | None) -> Select[str, str]:
    everything = select(StoredCase.id, StoredCase.document)
    return everything if ids is None else everything.where(StoredCase.id.in_(ids))


def _step(edit: StoredEdit | None) -> Step | None:
    return None if edit is None else Step(edit.action, edit.key)
