"""A full look at a library: what SQLite can tell, and what only we can, each case against its own history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, Text, select
from sqlcipher3 import dbapi2 as sqlite

from db import history
from db.copying import Progress, StoppedError
from db.documents import sha256_of, text_of, value_of
from db.encryption import Key
from db.engine import Access, library_engine
from db.faults import STRAY, fault_code, result_code
from db.flattening import flat
from db.indexing import tags_of
from db.migrations import Schema, schema_of
from db.tables import (
    Base,
    IndexedCase,
    StoredCase,
    StoredModel,
    StoredPerspective,
    StoredResult,
    StoredScenario,
    StoredVersion,
)

if TYPE_CHECKING:
    from db.library import Library

MAY_BE_DAMAGE = frozenset({None, "corrupt"})
"""What else goes wrong in a look (locked, a disk that cannot be read) says nothing of the library."""

_DOCUMENTS = frozenset({"document", "before", "after", "text"})
"""The long columns, which are looked at one case at a time."""

SOUND_SCHEMA = "bb1731efda9ecba6ef666d22ff954072de8fba328103e4a11cae66c15a7f113d"
"""The hash of the schema that the newest migration leaves; a test makes it anew."""


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
    SCENARIO = "scenario"
    """A scenario can no longer be read."""
    PERSPECTIVE = "perspective"
    """A perspective of an officer's own can no longer be read."""
    MODEL = "model"
    """A decision model kept with results is not what was kept."""
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
    with library.reading() as connection:
        return list(_everything(connection, progress))


def quick_check(library: Library) -> list[Finding]:
    """What SQLite can tell of the file by itself, in a fraction of the time."""
    with library.reading() as connection:
        return list(_guarded(partial(_of_file, connection, "quick_check")))


def damage_at(path: Path, key: Key | None) -> Finding | None:
    """The first thing by which the file at ``path`` is damaged; None where nothing is, or nobody can tell.

    Asked where an error may come of damage or of a bug. A stale search index makes no error.
    """
    engine = library_engine(path, Access.READ, key)
    try:
        with engine.connect() as connection:
            found = (one for one in _everything(connection) if one.damage is not Damage.INDEX)
            return next(found, None)
    except STRAY as error:  # even to connect, SQLite reads the schema
        return Finding(Damage.FILE, detail=str(error)) if fault_code(error) in MAY_BE_DAMAGE else None
    finally:
        engine.dispose()


def _everything(connection: Connection, progress: Progress | None = None) -> Iterator[Finding]:
    yield from _guarded(partial(_of_file, connection, "integrity_check"))
    if schema_of(connection) is not Schema.CURRENT:
        return  # of what is still to be migrated SQLite knows as much as we
    yield from _guarded(partial(_of_schema, connection))
    for table in Base.metadata.sorted_tables:
        yield from _guarded(partial(_of_rows, connection, table))
    yield from _guarded(partial(_of_models, connection))
    yield from _guarded(partial(_of_perspectives, connection))
    yield from _guarded(partial(_of_cases, connection, progress))


def _guarded(look: Callable[[], Iterable[Finding]], case_id: str = "") -> Iterator[Finding]:
    """What a look finds; a damage that keeps it from looking on is a finding too."""
    try:
        yield from look()
    except STRAY as error:
        if fault_code(error) not in MAY_BE_DAMAGE:
            raise
        if case_id and result_code(error) & 0xFF != sqlite.SQLITE_CORRUPT:
            yield Finding(Damage.CASE, case_id)
        else:
            yield Finding(Damage.FILE, detail=str(getattr(error, "orig", error)))


def _of_file(connection: Connection, pragma: str) -> Iterator[Finding]:
    if schema_of(connection) is Schema.CURRENT:
        # Only a search makes FTS5 forget what it knew before others wrote; its own check would go by that.
        connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH 'a' LIMIT 1").all()
    for finding in connection.exec_driver_sql(f"PRAGMA {pragma}(20)").scalars():
        if finding != "ok":
            yield Finding(Damage.FILE, detail=str(finding))
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(Damage.REFERENCE, detail=f"{row[0]} {row[1]}")


def _of_schema(connection: Connection) -> Iterator[Finding]:
    if schema_hash(connection) != SOUND_SCHEMA:
        yield Finding(Damage.FILE, detail="schema")


def schema_hash(connection: Connection) -> str:
    """The hash of the statements that made a library; not of those SQLite, FTS5 and Alembic word as they like."""
    made = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ).all()
    return sha256_of(
        repr([tuple(one) for one in made if not one.name.startswith(("sqlite_", "search_", "alembic_"))])
    )


def _of_rows(connection: Connection, table: Table) -> Iterator[Finding]:
    """Whether all short values are what they are to be: texts, days, moments."""
    columns = [column for column in table.columns if column.name not in _DOCUMENTS]
    texts = [number for number, column in enumerate(columns) if isinstance(column.type, Text)]
    for row in connection.execute(select(*columns)):
        for number in texts:
            if not isinstance(row[number], str | None):
                yield Finding(Damage.FILE, detail=f"{table.name}.{columns[number].name}")


def _of_models(connection: Connection) -> Iterator[Finding]:
    for model in connection.execute(select(*StoredModel.__table__.columns)):
        if sha256_of(model.text) != model.sha256:
            yield Finding(Damage.MODEL, detail=f"{model.id} {model.version}")


def _of_perspectives(connection: Connection) -> Iterator[Finding]:
    for name, document in connection.execute(select(StoredPerspective.name, StoredPerspective.document)):
        if not _is_ours(document):
            yield Finding(Damage.PERSPECTIVE, detail=name)


def _of_cases(connection: Connection, progress: Progress | None) -> Iterator[Finding]:
    ids = connection.scalars(select(StoredCase.id).order_by(StoredCase.id)).all()
    for done, case_id in enumerate(ids):
        if progress is not None and not progress(done, len(ids)):
            raise StoppedError
        looks = (partial(look, connection, case_id) for look in (_of_history, _of_kept, _of_scenarios, _of_index))
        yield from dict.fromkeys(finding for look in looks for finding in _guarded(look, case_id))


def _of_history(connection: Connection, case_id: str) -> Iterator[Finding]:
    told = history.replayed(history.edits(connection, case_id))
    row = connection.execute(select(*StoredCase.__table__.columns).where(StoredCase.id == case_id)).one()
    differs = any(getattr(row, name) != value for name, value in told.columns().items())
    if differs or tags_of(connection, case_id) != told.tags:
        yield Finding(Damage.CASE, case_id)


def _of_kept(connection: Connection, case_id: str) -> Iterator[Finding]:
    for table, damage, number in (
        (StoredVersion, Damage.VERSION, StoredVersion.number),
        (StoredResult, Damage.RESULT, StoredResult.id),
    ):
        kept = select(number.label("number"), table.sha256, table.document).where(table.case_id == case_id)
        for row in connection.execute(kept):
            if sha256_of(row.document) != row.sha256:
                yield Finding(damage, case_id, str(row.number))


def _of_scenarios(connection: Connection, case_id: str) -> Iterator[Finding]:
    kept = select(StoredScenario.name, StoredScenario.document).where(StoredScenario.case_id == case_id)
    for row in connection.execute(kept):
        if not _is_ours(row.document):
            yield Finding(Damage.SCENARIO, case_id, row.name)


def _is_ours(text: str) -> bool:
    """Whether a text is one that we write; nothing keeps the hash of a scenario or of a perspective."""
    try:
        return text_of(value_of(text)) == text
    except ValueError:
        return False


def _of_index(connection: Connection, case_id: str) -> Iterator[Finding]:
    stored = connection.scalar(select(StoredCase.document).where(StoredCase.id == case_id))
    words = flat(value_of(stored), tags_of(connection, case_id))
    indexed = connection.scalar(select(IndexedCase.sha256).where(IndexedCase.case_id == case_id))
    if indexed != words.sha256:
        yield Finding(Damage.INDEX, case_id)
