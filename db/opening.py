"""Opening a library file: its folder, its lock, what the file is, its integrity and its schema."""

from __future__ import annotations

import datetime
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.engine import Access, for_changes, library_engine, use_wal
from db.faults import LibraryFault, known_faults, result_code
from db.migrations import Schema, schema_of, upgrade
from db.tables import StoredLibrary


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open library file; ``close`` lets go of it, any number of times."""

    engine: Engine
    is_new: bool
    close: Callable[[], None]


def open_for_writing(path: Path, at: datetime.datetime) -> OpenFile:
    """Open a library as its one writer; create what is missing, migrate what is older."""
    with known_faults(path), ExitStack() as stack:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_folder(path)
        stack.callback(_hold(path).release)
        engine = library_engine(path, Access.WRITE)
        stack.callback(engine.dispose)
        with for_changes(engine).begin() as connection:
            schema = _usable_schema(connection, path)
            if schema is Schema.CURRENT:
                # Touches no row. SQLite reports a write-protected file only when a statement writes.
                connection.exec_driver_sql("UPDATE library SET id = id WHERE FALSE")
            else:
                upgrade(connection)
            if schema is Schema.EMPTY:
                _sign(connection, at)
        use_wal(engine)
        return OpenFile(engine, schema is Schema.EMPTY, stack.pop_all().close)


def open_for_reading(path: Path) -> OpenFile:
    """Open a library that must be there, beside its writer and changing nothing."""
    with known_faults(path), ExitStack() as stack:
        _refuse_folder(path)
        if not path.exists():
            raise LibraryFault("missing", path)
        engine = _reading_engine(path)
        stack.callback(engine.dispose)
        with engine.begin() as connection:
            schema = _usable_schema(connection, path)
        if schema is not Schema.CURRENT:
            raise LibraryFault("older" if schema is Schema.OLDER else "not_a_library", path)
        return OpenFile(engine, False, stack.pop_all().close)


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise LibraryFault("not_a_library", path)


def _hold(path: Path) -> FileLock:
    # thread_local=False: the window may open a library in one thread and close it in another.
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except PermissionError as error:
        raise LibraryFault("read_only" if path.exists() else "no_access", path) from error
    return lock


def _reading_engine(path: Path) -> Engine:
    engine = library_engine(path, Access.READ)
    try:
        with engine.begin() as connection:
            schema_of(connection)
    except DBAPIError as error:
        engine.dispose()
        # A write-ahead log may hold what the file does not yet: without SQLite's side files it must be absent.
        alone = not Path(f"{path}-wal").exists()
        if result_code(error) & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} and alone:
            return library_engine(path, Access.READ_FROZEN)
        raise
    return engine


def _usable_schema(connection: Connection, path: Path) -> Schema:
    schema = schema_of(connection)
    if schema is Schema.FOREIGN:
        raise LibraryFault("not_a_library", path)
    if schema is Schema.NEWER:
        raise LibraryFault("newer", path)
    finding = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if finding != "ok":
        raise LibraryFault("corrupt", path, finding=finding)
    return schema


def _sign(connection: Connection, at: datetime.datetime) -> None:
    try:
        program = version("footing")
    except PackageNotFoundError:  # run from a source tree
        program = ""
    with Session(connection) as session:
        session.add(StoredLibrary(id=str(uuid.uuid4()), created_at=at, app_version=program))
        session.flush()
