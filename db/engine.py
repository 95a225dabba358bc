"""The one place where a connection to a library file is made."""

from __future__ import annotations

import os
import sqlite3
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

BUSY_SECONDS = 2.0
"""How long a statement waits for another program's lock before it is refused."""


class Access(StrEnum):
    """How a file is opened, in the words of an SQLite address."""

    READ = "mode=ro"
    READ_FROZEN = "mode=ro&immutable=1"  # a medium nobody can write to, where SQLite cannot place its side files
    WRITE = "mode=rwc"


def library_engine(path: Path, access: Access) -> Engine:
    """An engine on the file at an absolute path; what it makes durable is on the disk when commit returns."""
    address = file_address(path, access)

    def connect() -> sqlite3.Connection:
        # isolation_level None: the driver must not open transactions of its own; see _begin.
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA recursive_triggers=ON")  # or REPLACE would slip past the delete triggers
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def for_changes(engine: Engine) -> Engine:
    """The same engine, its transactions holding the write lock from the start: they cannot fail half-way on it."""
    return engine.execution_options(immediate=True)


def use_wal(engine: Engine) -> None:
    """Turn on write-ahead logging, so that readers and the writer do not wait for each other.

    Only after the file is known to be ours: the setting is kept in the file.
    """
    with engine.connect() as connection:
        cursor = connection.connection.cursor()  # beneath SQLAlchemy: not possible within a transaction
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()


def file_address(path: Path, access: Access) -> str:
    """SQLite's address of a file, right for blanks, ``#``, ``?``, ``%``, umlauts, drives and network shares."""
    plain = path.as_posix()
    rooted = plain if plain.startswith("/") else f"/{plain}"
    return f"file://{quote(os.fsencode(rooted), safe='/:')}?{access}"


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
