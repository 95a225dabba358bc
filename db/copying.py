"""Copying a whole library file: under the same key, another one, or none; and putting one in another's place."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from db.encryption import Key
from db.engine import Access, bare
from db.faults import LibraryFault, fault_code, keyed_faults

Progress = Callable[[int, int], bool]
"""Told how much is done of how much; answers whether to go on."""

PAGES = 2_000
"""Pages copied at a time, between two looks at whether to go on."""

SIDE_FILES = ("-wal", "-shm", "-journal")

_IN_MAKING: set[Path] = set()
"""The half copies of this program, which is not always holding SQLite's lock on them."""


class StoppedError(Exception):
    """The caller asked a copy to stop; nothing is left of it."""


def copy(
    source: tuple[Path, Key | None], target: tuple[Path, Key | None], progress: Progress | None = None
) -> None:
    """Make ``target`` a whole, checked copy of ``source``, alone in one file and marked as closed.

    The target appears at the end or not at all. An open source may go on being written to.
    :class:`~db.faults.LibraryFault` ``corrupt`` where the source is damaged, ``disk_full`` where there is no room.
    """
    (path, key), (place, new_key) = source, target
    part = place.with_name(f"{place.name}.part")
    _make_room(path, place)
    _remove(part)
    _IN_MAKING.add(part)
    try:
        with (
            keyed_faults(path, key),
            bare(path, Access.READ, key) as old,
            bare(part, Access.WRITE, new_key) as new,
        ):
            if key == new_key:
                old.backup(new, pages=PAGES, progress=_watched(progress))
            else:
                _export(path, key, new)
            _finish(new, path)
        _sync(part)
        part.replace(place)
        _sync(place.parent)
    finally:
        _remove(part)
        _IN_MAKING.discard(part)


def clear_parts(folder: Path, beginning: str = "") -> None:
    """Remove the copies in a folder that a killed program left half made; one that is being made stays.

    ``beginning`` is how their names begin.
    """
    for part in folder.glob("*.part"):
        is_one = part.name.startswith(beginning) and part not in _IN_MAKING
        if is_one and not _is_locked(part):
            _remove(part)


def put_in_place(new: Path, path: Path) -> None:
    """Let the file ``new`` take the place of the library at ``path``, which no program may hold open.

    The log of the old file goes first: SQLite would take it for the new one's. What was in it must be kept
    elsewhere by then.
    """
    for ending in SIDE_FILES:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{ending}").unlink()
    new.replace(path)
    _sync(path.parent)


def _export(path: Path, key: Key | None, new: Any) -> None:
    """Copy row by row, as the pages of another key are others."""
    secret = '""' if key is None else key.pragma
    new.execute(f"ATTACH DATABASE ? AS source KEY {secret}", (f"{path}",))
    mark = new.execute("PRAGMA source.application_id").fetchone()[0]
    new.execute("SELECT sqlcipher_export('main', 'source')")
    new.execute(f"PRAGMA application_id={mark}")
    new.execute("DETACH DATABASE source")


def _finish(new: Any, path: Path) -> None:
    new.execute("PRAGMA journal_mode=DELETE")
    columns = {row[1] for row in new.execute("PRAGMA table_info(library)")}
    if "opened_at" in columns:
        new.execute("UPDATE library SET opened_at = NULL")
    finding = new.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        raise LibraryFault("corrupt", path, finding=finding)


def _watched(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None

    def watch(_: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total):
            raise StoppedError

    return watch


def _make_room(path: Path, place: Path) -> None:
    """Refuse before the disk is full: the officer's next edit needs room too."""
    needed = sum(
        Path(f"{path}{ending}").stat().st_size for ending in ("", "-wal") if Path(f"{path}{ending}").exists()
    )
    if shutil.disk_usage(place.parent).free < needed * 1.1 + 1_000_000:
        raise LibraryFault("no_room", place, needed=needed)


def _is_locked(part: Path) -> bool:
    """Whether another program writes to a copy: the lock goes when the program is killed."""
    try:
        with bare(part, Access.WRITE) as connection:
            connection.execute("BEGIN IMMEDIATE")
    except sqlite.Error as error:
        return fault_code(error) == "locked"
    return False


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # a folder cannot be flushed there, and need not be
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(part: Path) -> None:
    for ending in ("", *SIDE_FILES):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{part}{ending}").unlink()
