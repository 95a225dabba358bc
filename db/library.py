"""The case library: everything a desk can ask of its file of cases.

What is asked beyond one case at a time lies beside it, each taking the library: :mod:`db.finding` (search and
lists), :mod:`db.keeping` (results, decisions, notes, scenarios), :mod:`db.merging` (packs), :mod:`db.backups`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from json import JSONDecodeError
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DBAPIError

from db import history, versions
from db.comparing import Difference, differences
from db.documents import Document, document_of, value_of
from db.engine import for_changes
from db.faults import LibraryFault, is_not_text, known_faults
from db.history import Edit
from db.indexing import tags_of
from db.opening import OpenFile, Opening, open_for_reading, open_for_writing
from db.records import CaseSummary, HistoryRow, Stamp, Step, Version
from db.tables import SUMMARY_COLUMNS, StoredCase
from decision.case import Case
from decision.case_reading import case_from
from decision.errors import CaseError
from decision.model import DecisionModel

MOST_TAG = 60
"""No tag is longer, in characters."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_TEXT_OF_CASE = select(StoredCase.document).where(StoredCase.id == bindparam("case"))


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
        self.writing = writing
        self.model = model
        self.file = file
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
        passphrase: str | None = None,
        now: Callable[[], datetime.datetime] = utc_now,
    ) -> Self:
        """Open the library at ``path``: as its one writer, creating it where it is missing, or only to read.

        A passphrase opens an encrypted library, and makes a new one encrypted.
        """
        path = path.resolve()  # one file, one lock, by whatever way one came to it
        file = open_for_writing(path, now(), passphrase) if writing else open_for_reading(path, passphrase)
        return cls(path, model, file, writing=writing, author=author, now=now)

    @property
    def is_new(self) -> bool:
        """Whether this opening made the library."""
        return self.file.opening is Opening.NEW

    @property
    def encrypted(self) -> bool:
        """Whether the file cannot be read without its passphrase."""
        return self.file.key is not None

    def close(self) -> None:
        """Let go of the file and its lock; closing twice does no harm."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def summaries(self) -> list[CaseSummary]:
        """All cases, archived ones too, the last changed first; no document is read."""
        newest_first = select(*SUMMARY_COLUMNS).order_by(StoredCase.changed_at.desc(), StoredCase.id.desc())
        with self.reading() as connection:
            return [CaseSummary.of(row._asdict()) for row in connection.execute(newest_first)]

    def summary(self, case_id: str) -> CaseSummary:
        """What a list shows of one case."""
        with self.reading() as connection:
            row = connection.execute(select(*SUMMARY_COLUMNS).where(StoredCase.id == case_id)).one_or_none()
        if row is None:
            raise LibraryFault("no_case", self.path, id=case_id)
        return CaseSummary.of(row._asdict())

    def case(self, case_id: str) -> Case:
        """The working state of a case."""
        return self.cases([case_id])[0]

    def cases(self, ids: Iterable[str] | None = None) -> list[Case]:
        """The working states of the cases with these ids, in their order, or of all, by id."""
        wanted = None if ids is None else tuple(ids)
        with self.reading() as connection:
            if wanted is None:
                wanted = tuple(connection.scalars(select(StoredCase.id).order_by(StoredCase.id)))
            texts = [self.text(connection, case_id) for case_id in wanted]
        return [self.read(text, case_id) for case_id, text in zip(wanted, texts, strict=True)]

    def documented_ids(self) -> list[str]:
        """The ids of the cases whose real arrangement is documented and that are not put away, by id."""
        chosen = select(StoredCase.id).where(StoredCase.documented_option.is_not(None), ~StoredCase.archived)
        with self.reading() as connection:
            return list(connection.scalars(chosen.order_by(StoredCase.id)))

    def add(self, case: Case, action: str, label: str | None = None) -> Version:
        """Take up a new case and freeze its first version; its id must be new (IntegrityError)."""
        document = document_of(case, self.model)
        stamp = self.stamp()
        with self.changing() as connection:
            text = history.create(connection, document, action, stamp)
            return versions.freeze(connection, document["id"], text, label, stamp)

    def record(self, case: Case, action: str, key: str) -> HistoryRow | None:
        """Make ``case`` the working state; ``key`` is the dotted path of the field that changed.

        The path of every edit. None, and no row, where nothing changed. A row's key is wider than the given
        one where more than that field changed, so that undo is exact whatever was said.
        """
        document = document_of(case, self.model)
        with self.changing() as connection:
            case_id = document["id"]
            stored = (case_id, self.text(connection, case_id))
            return history.record(connection, stored, document, (action, key), self.stamp())

    def undo(self, case_id: str) -> HistoryRow | None:
        """Take back the last edit that still holds; the edit taken back, or None where there is none."""
        with self.changing() as connection:
            stored = self.text(connection, case_id)
            edit = history.next_undo(connection, case_id)
            if edit is None:
                return None
            history.take_back(connection, stored, edit, self.stamp())
            return history.history_row(edit)

    def redo(self, case_id: str) -> HistoryRow | None:
        """Take back the last undo since the last edit; the edit that holds again, or None where there is none."""
        with self.changing() as connection:
            stored = self.text(connection, case_id)
            undo = history.next_redo(connection, case_id)
            if undo is None or undo.undoes is None:
                return None
            history.take_back(connection, stored, undo, self.stamp())
            return history.history_row(history.edit_of(connection, undo.undoes))

    def undoable(self, case_id: str) -> Step | None:
        """What :meth:`undo` would take back."""
        with self.reading() as connection:
            return _step(history.next_undo(connection, case_id))

    def redoable(self, case_id: str) -> Step | None:
        """What :meth:`redo` would bring back."""
        with self.reading() as connection:
            return _step(history.next_redo(connection, case_id))

    def history(self, case_id: str) -> list[HistoryRow]:
        """All edits of a case, oldest first."""
        with self.reading() as connection:
            self.text(connection, case_id)
            return history.rows(connection, case_id)

    def freeze(self, case_id: str, label: str | None = None) -> Version:
        """The working state as a new version, or the last version where nothing changed since."""
        with self.changing() as connection:
            text = self.text(connection, case_id)
            return versions.freeze(connection, case_id, text, label, self.stamp())

    def versions(self, case_id: str) -> list[Version]:
        """All versions of a case, oldest first."""
        with self.reading() as connection:
            self.text(connection, case_id)
            return versions.versions(connection, case_id)

    def version(self, case_id: str, number: int) -> Case:
        """The case as a version holds it."""
        with self.reading() as connection:
            return self.read(self._version_text(connection, case_id, number), case_id)

    def compare(self, case_id: str, before: int | None, after: int | None) -> list[Difference]:
        """What differs between two versions of a case; None stands for the working state."""
        with self.reading() as connection:
            one, other = (self._state(connection, case_id, number) for number in (before, after))
        return differences(one, other)

    def restore(self, case_id: str, number: int, label: str | None = None) -> Version:
        """Make an earlier version the working state and a new version; what it replaces is kept as one too."""
        stamp = self.stamp()
        with self.changing() as connection:
            stored = self._mended(connection, case_id)
            old = self._version_text(connection, case_id, number)
            document = document_of(self.read(old, case_id), self.model)
            versions.freeze(connection, case_id, stored, None, stamp)
            history.record(connection, (case_id, stored), document, ("restore", ""), stamp)
            return versions.freeze(connection, case_id, self.text(connection, case_id), label, stamp)

    def archive(self, case_id: str, archived: bool) -> HistoryRow | None:
        """Put a case away or take it out again; its content stays as it is. None where nothing changed."""
        with self.changing() as connection:
            self.text(connection, case_id)
            now = bool(connection.scalar(select(StoredCase.archived).where(StoredCase.id == case_id)))
            step = ("archive" if archived else "unarchive", self.stamp())
            return history.file(connection, case_id, history.ARCHIVED, (now, archived), step)

    def tag(self, case_id: str, tags: Iterable[str]) -> HistoryRow | None:
        """File a case under these tags and no others; None where it is filed so already.

        A tag is plain words of at most :data:`MOST_TAG` characters; blanks around it, repeats and characters that
        steer a terminal are dropped.
        """
        plain = (_CONTROL.sub(" ", tag) for tag in tags)
        kept = sorted({clean for tag in plain if (clean := " ".join(tag.split())[:MOST_TAG].strip())})
        with self.changing() as connection:
            self.text(connection, case_id)
            now = tags_of(connection, case_id)
            return history.file(connection, case_id, history.TAGS, (now, kept), ("tag", self.stamp()))

    def tags(self, case_id: str) -> tuple[str, ...]:
        """The tags of a case, in order."""
        with self.reading() as connection:
            return tuple(tags_of(connection, case_id))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the library, for the other modules of this room."""
        with self._faults(), self.file.engine.connect() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """One transaction, for the other modules of this room: all of what is done in it, or nothing."""
        if not self.writing:
            raise LibraryFault("read_only", self.path)
        with self._faults(), for_changes(self.file.engine).begin() as connection:
            yield connection

    def stamp(self) -> Stamp:
        """Now, and who works here."""
        return Stamp(self._now(), self._author)

    def text(self, connection: Connection, case_id: str) -> str:
        """The stored text of a case; :class:`~db.faults.LibraryFault` where there is no such case."""
        try:
            stored = connection.scalar(_TEXT_OF_CASE, {"case": case_id})
        except DBAPIError as error:
            if not is_not_text(error):
                raise
            raise LibraryFault("corrupt_case", self.path, id=case_id) from error
        if stored is None:
            raise LibraryFault("no_case", self.path, id=case_id)
        return str(stored)

    def read(self, text: str, case_id: str = "") -> Case:
        """The case in a text; with ``case_id`` the one stored of that case, which was a case when it was stored.

        :class:`~db.faults.LibraryFault` where a stored text is none any more (``corrupt_case``) or one is no JSON,
        :class:`~decision.errors.CaseError` where another is no case.
        """
        try:
            return case_from(value_of(text), self.model)
        except (JSONDecodeError, CaseError) as error:
            if case_id:
                raise LibraryFault("corrupt_case", self.path, id=case_id) from error
            if isinstance(error, JSONDecodeError):
                raise LibraryFault("corrupt", self.path) from error
            raise

    def _faults(self) -> AbstractContextManager[None]:
        return known_faults(self.path, no_database="corrupt", key=self.file.key)

    def _mended(self, connection: Connection, case_id: str) -> str:
        """The stored text of a case; where that is damaged, the text its history makes, put in its place."""
        try:
            text = self.text(connection, case_id)
            self.read(text, case_id)
            return text
        except LibraryFault as fault:
            if fault.code != "corrupt_case":
                raise
        state = history.replayed(history.edits(connection, case_id))
        return history.mend(connection, case_id, state)

    def _state(self, connection: Connection, case_id: str, number: int | None) -> Document:
        if number is None:
            found: Document = value_of(self.text(connection, case_id))
        else:
            found = value_of(self._version_text(connection, case_id, number))
        return found

    def _version_text(self, connection: Connection, case_id: str, number: int) -> str:
        text = versions.text_of_version(connection, case_id, number)
        if text is None:
            self.text(connection, case_id)  # that there is no such case is another fault
            raise LibraryFault("no_version", self.path, id=case_id, number=number)
        return text


def _step(edit: Edit | None) -> Step | None:
    return None if edit is None else Step(edit.action, edit.key)
