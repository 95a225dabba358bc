"""A full look at a library: what SQLite can tell, and what only we can, each case against its own history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from db import history
from db.copying import Progress, StoppedError
from db.documents import sha256_of, text_of, value_of, with_value
from db.faults import fault_code
from db.flattening import flat
from db.indexing import tags_of
from db.library import Library
from db.tables import IndexedCase, StoredCase, StoredResult, StoredVersion


class Damage(StrEnum):
    """What can be wrong."""

    FILE = "file"
    """SQLite finds the file damaged."""
    REFERENCE = "reference"
    """A row refers to one that is not there."""
    CASE = "case"
    """A case is not what its history says it is."""
    VERSION = "version"
    """A version is not what was frozen."""
    RESULT = "result"
    """A kept result is not what was kept."""
    INDEX = "index"
    """The search index is not of the cases as they stand."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: of which case (empty: of the file), and SQLite's words or a number."""

    damage: Damage
    case_id: str = ""
    detail: str = ""


def check(library: Library, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong with a library; empty where nothing is."""
    found: list[Finding] = []
    try:
        with library.reading() as connection:
            found += _of_file(connection)
            ids = connection.scalars(select(StoredCase.id).order_by(StoredCase.id)).all()
            for done, case_id in enumerate(ids):
                if progress is not None and not progress(done, len(ids)):
                    raise StoppedError
                found += _of_case(connection, case_id)
    except DBAPIError as error:
        if fault_code(error) not in {"corrupt", "not_a_library"}:
            raise
        found.append(Finding(Damage.FILE, detail=str(error.orig)))
    return found


def quick_check(library: Library) -> list[Finding]:
    """What SQLite can tell of the file by itself, in a fraction of the time."""
    with library.reading() as connection:
        return list(_of_file(connection, "quick_check"))


def _of_file(connection: Connection, pragma: str = "integrity_check") -> Iterator[Finding]:
    for finding in connection.exec_driver_sql(f"PRAGMA {pragma}(20)").scalars():
        if finding != "ok":
            yield Finding(Damage.FILE, detail=str(finding))
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(Damage.REFERENCE, detail=f"{row[0]} {row[1]}")


def _of_case(connection: Connection, case_id: str) -> Iterator[Finding]:
    stored = connection.scalar(select(StoredCase.document).where(StoredCase.id == case_id))
    if _replayed(connection, case_id) != stored:
        yield Finding(Damage.CASE, case_id)
    for table, damage, number in (
        (StoredVersion, Damage.VERSION, StoredVersion.number),
        (StoredResult, Damage.RESULT, StoredResult.id),
    ):
        kept = select(number.label("number"), table.sha256, table.document).where(table.case_id == case_id)
        for row in connection.execute(kept):
            if sha256_of(row.document) != row.sha256:
                yield Finding(damage, case_id, str(row.number))
    try:
        words = flat(value_of(stored), tags_of(connection, case_id))
    except ValueError:  # no JSON any more: told above
        return
    indexed = connection.scalar(select(IndexedCase.sha256).where(IndexedCase.case_id == case_id))
    if indexed != words.sha256:
        yield Finding(Damage.INDEX, case_id)


def _replayed(connection: Connection, case_id: str) -> str | None:
    """The text of a case as its history makes it, edit by edit; None where the history makes no sense."""
    document: object = None
    try:
        for edit in history.edits(connection, case_id):
            if not edit.key.startswith("@"):
                document = with_value(document, edit.key, value_of(edit.after))
        return text_of(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
