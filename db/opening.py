"""Opening a library file: its folder, its lock, its key, what the file is, its integrity and its schema."""

from __future__ import annotations

import contextlib
import datetime
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlite

from db import backups
from db.backups import Reason
from db.encryption import HEADS, Key, head_of, is_encrypted, salt_of
from db.engine import Access, for_changes, library_engine, outside_transaction, use_wal
from db.faults import LibraryFault, keyed_faults, known_faults, result_code
from db.flattening import INDEX_FORMAT
from db.indexing import is_outdated, rebuild
from db.logs import log_size, trusted_log
from db.migrations import Schema, schema_of, upgrade
from db.tables import StoredLibrary

LEAST_BYTES = 512
"""The smallest page SQLite knows: a shorter file is none of its."""

NO_SIDE_FILES = frozenset({sqlite.SQLITE_CANTOPEN, sqlite.SQLITE_READONLY, sqlite.SQLITE_IOERR})
"""What SQLite says where it cannot place its side files: a medium nobody can write to, or a full one."""

CHECKED_BYTES = 8 * 1024 * 1024
"""A larger library is checked aside once it is open: opening must not take longer the longer an officer works."""


class Opening(StrEnum):
    """What was found on opening."""

    NEW = "new"
    CLEAN = "clean"
    RECOVERED = "recovered"
    """The program that had it open never closed it; the log of its last edits was there and is applied."""
    LOG_MISSING = "log_missing"
    """As before, but the log is gone: edits since the last time it was merged may be lost."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open library file; ``close`` lets go of it, any number of times. ``checked``: whether integrity was."""

    engine: Engine
    opening: Opening
    checked: bool
    key: Key | None
    close: Callable[[], None]


def open_for_writing(path: Path, at: datetime.datetime, passphrase: str | None = None) -> OpenFile:
    """Open a library as its one writer; create what is missing, migrate what is older (backed up first)."""
    with known_faults(path), ExitStack() as stack:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_folder(path)
        stack.callback(hold(path).release)
        _refuse_remains(path)
        backups.clear_leftovers(path)
        key = key_of(path, passphrase)
        stack.enter_context(keyed_faults(path, key))
        with_log = trusted_log(path, key, at)
        stack.enter_context(HEADS.kept(path, head_of(key)))
        engine = library_engine(path, Access.WRITE, key)
        stack.callback(engine.dispose)
        with for_changes(engine).begin() as connection:
            schema = _usable_schema(connection, path)
            opening = _opening(connection, schema, with_log)
            checked = _check(connection, path, opening)
            # Touches no row. SQLite reports a write-protected file only when a statement writes.
            if schema is Schema.CURRENT:
                connection.exec_driver_sql("UPDATE library SET id = id WHERE FALSE")
        if schema is Schema.OLDER:
            backups.make(path, key, at, Reason.MIGRATION)
        _bring_up_to_date(engine, schema, at)
        use_wal(engine)
        _mark_open(engine, path, at)
        stack.callback(_mark_closed, engine)
        return OpenFile(engine, opening, checked, key, stack.pop_all().close)


def open_for_reading(path: Path, passphrase: str | None = None) -> OpenFile:
    """Open a library that must be there, beside its writer and changing nothing."""
    with known_faults(path), ExitStack() as stack:
        _refuse_folder(path)
        if not path.exists():
            raise LibraryFault("missing", path)
        key = key_of(path, passphrase)
        stack.enter_context(keyed_faults(path, key))
        stack.enter_context(HEADS.kept(path, head_of(key)))
        engine = _reading_engine(path, key)
        stack.callback(engine.dispose)
        with engine.begin() as connection:
            schema = _usable_schema(connection, path)
            checked = _check(connection, path, Opening.CLEAN)
        if schema is not Schema.CURRENT:
            raise LibraryFault("older" if schema is Schema.OLDER else "not_a_library", path)
        return OpenFile(engine, Opening.CLEAN, checked, key, stack.pop_all().close)


def hold(path: Path) -> FileLock:
    """The lock of the one writer of a library, held; :class:`~filelock.Timeout` where another holds it."""
    # thread_local=False: the window may open a library in one thread and close it in another.
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except PermissionError as error:
        raise LibraryFault("read_only" if path.exists() else "no_access", path) from error
    return lock


def key_of(path: Path, passphrase: str | None) -> Key | None:
    """The key of the file at ``path``: made new for a new file with a passphrase, None for a plain one."""
    if not path.exists() or path.stat().st_size == 0:
        return Key.fresh(passphrase) if passphrase else None
    if not is_encrypted(path):
        return None
    if not passphrase:
        # Random bytes at the head of a library whose backups anyone can read are no encryption.
        kept = backups.backups(path)
        was_plain = kept and not any(is_encrypted(one.path) for one in kept)
        raise LibraryFault("corrupt" if was_plain else "passphrase_needed", path)
    return Key.of(passphrase, salt_of(path))


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise LibraryFault("not_a_library", path)


def _refuse_remains(path: Path) -> None:
    """Do not begin a new library where one has been: its backups or its log are still there."""
    size = path.stat().st_size if path.exists() else 0
    if 0 < size < LEAST_BYTES:
        raise LibraryFault("not_a_library", path)
    if size == 0 and (backups.backups(path) or log_size(path)):
        raise LibraryFault("gone", path)


def _reading_engine(path: Path, key: Key | None) -> Engine:
    engine = library_engine(path, Access.READ, key)
    try:
        with engine.begin() as connection:
            schema_of(connection)
    except DBAPIError as error:
        engine.dispose()
        # A write-ahead log may hold what the file does not yet: without SQLite's side files it must be absent.
        if result_code(error) & 0xFF in NO_SIDE_FILES and not log_size(path):
            return library_engine(path, Access.READ_FROZEN, key)
        raise
    return engine


def _usable_schema(connection: Connection, path: Path) -> Schema:
    schema = schema_of(connection)
    if schema is Schema.FOREIGN:
        raise LibraryFault("not_a_library", path)
    if schema is Schema.NEWER:
        raise LibraryFault("newer", path)
    return schema


def _opening(connection: Connection, schema: Schema, with_log: bool) -> Opening:
    if schema is Schema.EMPTY:
        return Opening.NEW
    if schema is not Schema.CURRENT or connection.scalar(select(StoredLibrary.opened_at)) is None:
        return Opening.CLEAN
    return Opening.RECOVERED if with_log else Opening.LOG_MISSING


def _check(connection: Connection, path: Path, opening: Opening) -> bool:
    """Check integrity where that is quick or there is a reason to; whether it was."""
    if opening is Opening.CLEAN and path.stat().st_size > CHECKED_BYTES:
        return False
    finding = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if finding != "ok":
        raise LibraryFault("corrupt", path, finding=finding)
    return True


def _bring_up_to_date(engine: Engine, schema: Schema, at: datetime.datetime) -> None:
    """Schema, signature and search index in one transaction: all of it or nothing."""
    with engine.connect() as connection:
        if schema is Schema.CURRENT and not is_outdated(connection):
            return
    with for_changes(engine).begin() as connection:
        if schema is not Schema.CURRENT:
            upgrade(connection)
        if schema is Schema.EMPTY:
            _sign(connection, at)
        else:
            rebuild(connection)


def _mark_open(engine: Engine, path: Path, at: datetime.datetime) -> None:
    """Say in the file itself, not in its log, that it is open: a copy without the log will tell."""
    try:
        with known_faults(path), for_changes(engine).begin() as connection:
            connection.execute(update(StoredLibrary).values(opened_at=at))
    except LibraryFault as fault:
        if fault.code != "disk_full":  # it can still be read, and what is edited is kept until there is room
            raise
    # Waits for readers: one that looks at an older state holds the merging up.
    outside_transaction(engine, "PRAGMA wal_checkpoint(FULL)")


def _mark_closed(engine: Engine) -> None:
    # A file that cannot be written to stays marked as open: the next opening looks at it more closely.
    with contextlib.suppress(DBAPIError), for_changes(engine).begin() as connection:
        connection.execute(update(StoredLibrary).values(opened_at=None))


def _sign(connection: Connection, at: datetime.datetime) -> None:
    try:
        program = version("footing")
    except PackageNotFoundError:  # run from a source tree
        program = ""
    signature = {"id": str(uuid.uuid4()), "created_at": at, "app_version": program, "index_format": INDEX_FORMAT}
    connection.execute(insert(StoredLibrary), signature)
