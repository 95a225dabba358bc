"""The schema of a library through time: forward only, one script a revision, all or nothing.

To add one: write ``versions/vNNNN_what.py``, append it to :data:`REVISIONS` and :func:`_scripts`, change
``db/tables.py`` likewise, and add a populated library of the old schema to the tests. Foreign keys are on during
a migration and cannot be turned off within its transaction: a ``batch_alter_table`` on a table others refer to
fails there.

Alembic's operations are used, its command and script folder are not: scripts are imported, so a frozen program
has them like any other module, and nothing is looked for on the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from sqlalchemy import Connection

APPLICATION_ID = 0x466F6F74
"""The mark in the file's header that makes an SQLite file a library of ours ("Foot")."""

REVISIONS = ("0001", "0002", "0003")
"""Every revision this program knows, oldest first: a cheap check needs no script."""

HEAD = REVISIONS[-1]


class Schema(Enum):
    """What the file holds, seen from this program."""

    EMPTY = auto()
    FOREIGN = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def schema_of(connection: Connection) -> Schema:
    """What the file holds, by its header and the name of its revision alone."""
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables and mark == 0:
        return Schema.EMPTY
    if mark != APPLICATION_ID or "alembic_version" not in tables:
        return Schema.FOREIGN
    revision = _revision(connection)
    if revision == HEAD:
        return Schema.CURRENT
    return Schema.OLDER if revision in REVISIONS else Schema.NEWER


def upgrade(connection: Connection) -> None:
    """Bring the schema up to date within the caller's transaction."""
    # A fifth of a second that most openings do not need.
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.operations import Operations  # noqa: PLC0415

    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
    present = _revision(connection)
    due = REVISIONS if present is None else REVISIONS[REVISIONS.index(present) + 1 :]
    with Operations.context(MigrationContext.configure(connection)):
        for revision in due:
            _scripts()[revision]()
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (due[-1],))


def _scripts() -> dict[str, Callable[[], None]]:
    from db.migrations.versions import (  # noqa: PLC0415 - they import Alembic
        v0001_case_library,
        v0002_complete,
        v0003_perspectives,
    )

    return {script.revision: script.upgrade for script in (v0001_case_library, v0002_complete, v0003_perspectives)}


def _revision(connection: Connection) -> str | None:
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)
