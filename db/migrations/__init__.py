"""The schema of a library through time: forward only, one script a revision, all or nothing.

To add one: write ``versions/vNNNN_what.py``, append its revision to :data:`REVISIONS`, change ``db/tables.py``
likewise, and add a populated library of the old schema to the tests. Foreign keys are on during a migration and
cannot be turned off within its transaction: a ``batch_alter_table`` on a table others refer to fails there.
"""

from __future__ import annotations

from enum import Enum, auto
from importlib.resources import files

from sqlalchemy import Connection

APPLICATION_ID = 0x466F6F74
"""The mark in the file's header that makes an SQLite file a library of ours ("Foot")."""

REVISIONS = ("0001",)
"""Every revision this program knows, oldest first: a cheap check needs no Alembic."""

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
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision == HEAD:
        return Schema.CURRENT
    return Schema.OLDER if revision in REVISIONS else Schema.NEWER


def upgrade(connection: Connection) -> None:
    """Bring the schema up to date within the caller's transaction."""
    from alembic import command  # noqa: PLC0415 (a third of a second that most openings do not need)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    scripts = str(files("db") / "migrations")
    config.set_main_option("script_location", scripts.replace("%", "%%"))  # the option is interpolated
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
