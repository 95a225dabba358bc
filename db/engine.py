"""The one place where a connection to a library file is made.

One driver for plain and encrypted libraries: it brings its own SQLite, the same on every system, with FTS5.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2 as sqlite

from db.encryption import Key

BUSY_SECONDS = 2.0
"""How long a statement waits for another program's lock before it is refused."""

SETTINGS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "fullfsync=ON",  # macOS: else a commit is only handed to the drive, not on it
    "checkpoint_fullfsync=ON",
    "recursive_triggers=ON",  # or REPLACE would slip past the delete triggers
    "temp_store=MEMORY",  # nothing of an encrypted library may lie in a plain temporary file
    "trusted_schema=OFF",  # a file from elsewhere may bring triggers of its own
    "cell_size_check=ON",
)


class Access(StrEnum):
    """How a file is opened, in the words of an SQLite address."""

    READ = "mode=ro"
    READ_FROZEN = "mode=ro&immutable=1"  # a medium nobody can write to, where SQLite cannot place its side files
    WRITE = "mode=rwc"


def connect(path: Path, access: Access, key: Key | None = None) -> Any:
    """A bare connection to the file at an absolute path; what it makes durable is on the disk on commit."""
    # isolation_level None: the driver must not open transactions of its own; see _begin.
    connection = sqlite.connect(
        file_address(path, access), uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # a wrong key is told by us, not on standard error
        connection.execute(f"PRAGMA key={key.pragma}")
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


@contextmanager
def bare(path: Path, access: Access, key: Key | None = None) -> Iterator[Any]:
    """A bare connection for what SQLAlchemy has no words for; closed at the end."""
    with closing(connect(path, access, key)) as connection:
        yield connection


def library_engine(path: Path, access: Access, key: Key | None = None) -> Engine:
    """An engine on the file at an absolute path."""
    engine = create_engine(
        "sqlite://", module=sqlite, creator=lambda: connect(path, access, key), poolclass=QueuePool
    )
    event.listen(engine, "begin", _begin)
    return engine


def for_changes(engine: Engine) -> Engine:
    """The same engine, its transactions holding the write lock from the start: they cannot fail half-way on it."""
    return engine.execution_options(immediate=True)


def use_wal(engine: Engine) -> None:
    """Turn on write-ahead logging, so that readers and the writer do not wait for each other.

    Only after the file is known to be ours: the setting is kept in the file.
    """
    outside_transaction(engine, "PRAGMA journal_mode=WAL")


def outside_transaction(engine: Engine, statement: str) -> None:
    """Run what SQLite refuses within a transaction."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()  # beneath SQLAlchemy, which would begin one
        cursor.execute(statement)
        cursor.close()


def file_address(path: Path, access: Access) -> str:
    """SQLite's address of a file, right for blanks, ``#``, ``?``, ``%``, umlauts, drives and network shares."""
    plain = path.as_posix()
    rooted = plain if plain.startswith("/") else f"/{plain}"
    return f"file://{quote(os.fsencode(rooted), safe='/:')}?{access}"


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
