"""The write-ahead log beside a library: whether it is its own.

SQLite applies whatever log lies beside a file as long as the log is whole in itself. One left over from another
file of the same name, after a copy or a restore by hand, would silently replace the library's content.
"""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path
from typing import NamedTuple

from sqlcipher3 import dbapi2 as sqlite

from db.backups import folder_of
from db.encryption import Key
from db.engine import Access, bare


class _View(NamedTuple):
    """What tells one library, and how far it has come, from another."""

    library: str
    last_edit: tuple[int, str, str] | None


def log_size(path: Path) -> int:
    """The bytes of the log of a library; 0 where it has none."""
    log = _log(path)
    return log.stat().st_size if log.exists() else 0


def trusted_log(path: Path, key: Key | None, at: datetime.datetime) -> bool:
    """Whether there is a log that goes on from what the file holds; a stray one is set aside.

    To be asked under the lock, before the file is opened for writing: even a refused opening would merge the log.
    """
    if not log_size(path):
        return False
    alone = _view(path, Access.READ_FROZEN, key)
    # A file whose merging was cut off half-way makes no sense without its log: then the log is its own.
    if alone is None or _goes_on(path, key, alone):
        return True
    folder = folder_of(path) / f"stray-{at.astimezone(datetime.UTC):%Y%m%dT%H%M%S.%fZ}"
    folder.mkdir(parents=True)
    _log(path).rename(folder / _log(path).name)
    with contextlib.suppress(FileNotFoundError):
        Path(f"{path}-shm").unlink()
    return False


def _goes_on(path: Path, key: Key | None, alone: _View) -> bool:
    try:
        with bare(path, Access.READ, key) as connection:
            library = connection.execute("SELECT id FROM library").fetchone()
            if library != (alone.library,) or connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return False
            if alone.last_edit is None:
                return True
            kept = "SELECT 1 FROM history WHERE id = ? AND at = ? AND case_id = ?"
            return connection.execute(kept, alone.last_edit).fetchone() is not None
    except sqlite.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB}:
            return False
        raise


def _view(path: Path, access: Access, key: Key | None) -> _View | None:
    """The file as one way of opening shows it; None where it makes no sense."""
    try:
        with bare(path, access, key) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None
            library = connection.execute("SELECT id FROM library").fetchone()
            last = connection.execute("SELECT id, at, case_id FROM history ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite.DatabaseError:
        return None
    return None if library is None else _View(library[0], last)


def _log(path: Path) -> Path:
    return Path(f"{path}-wal")
