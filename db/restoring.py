"""Bringing a backup back: what it would change, and then the change, after which nothing of before is lost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from db import backups
from db.backups import Backup, Reason
from db.copying import SIDE_FILES, copy, put_in_place
from db.encryption import Key
from db.engine import Access, bare, file_address
from db.faults import LibraryFault, keyed_faults, known_faults
from db.opening import hold, key_of


class Fate(StrEnum):
    """What a restore does to a case."""

    RETURNS = "returns"
    """It is in the backup alone."""
    CHANGES = "changes"
    GOES = "goes"
    """It is in the library alone."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One case that a restore changes; ``edits`` counts the edits of the library that the backup does not have."""

    id: str
    title: str
    fate: Fate
    edits: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would change; ``readable`` is False where the library itself cannot be read any more."""

    backup: Backup
    readable: bool
    changes: tuple[CaseChange, ...]

    @property
    def edits(self) -> int:
        """How many edits the restored library would not have; they stay in the backup made before."""
        return sum(change.edits for change in self.changes)


def preview(library: Path, backup: Backup, passphrase: str | None = None) -> Preview:
    """What restoring a backup would change; changes nothing and needs no lock."""
    with _opened(backup.path, passphrase) as (connection, _):
        coming = dict(connection.execute("SELECT id, title FROM cases").fetchall())
    try:
        with _opened(library, passphrase) as (connection, _):
            changes = _changes(connection, backup.path, key_of(backup.path, passphrase))
    except LibraryFault as fault:
        if fault.code not in {"corrupt", "not_a_library", "missing", "wrong_passphrase", "passphrase_needed"}:
            raise
        lost = tuple(CaseChange(case_id, title, Fate.RETURNS, 0) for case_id, title in coming.items())
        return Preview(backup, False, _sorted(lost))
    return Preview(backup, True, _sorted(changes))


def restore(library: Path, backup: Backup, at: datetime.datetime, passphrase: str | None = None) -> Path:
    """Put a backup in the place of a library that nobody has open; where the state of before is kept.

    A library that can be read is backed up first; a damaged one is moved, as it is, to the folder of its backups.
    An encrypted library stays encrypted, whatever the backup was.
    """
    with known_faults(library):
        lock = hold(library)
        try:
            with _opened(backup.path, passphrase) as (_, key):
                pass
            target = key or _present_key(library, passphrase)
            new = library.with_name(f"{library.name}.restored")
            copy((backup.path, key), (new, target))
            kept = _keep_present(library, at, passphrase)
            put_in_place(new, library)
        finally:
            lock.release()
    return kept


def _keep_present(library: Path, at: datetime.datetime, passphrase: str | None) -> Path:
    try:
        with _opened(library, passphrase) as (_, key):
            pass
        return backups.make(library, key, at, Reason.RESTORE).path
    except LibraryFault as fault:
        if fault.code not in {"corrupt", "not_a_library", "missing", "wrong_passphrase", "passphrase_needed"}:
            raise
        return _set_aside(library, at)


def _set_aside(library: Path, at: datetime.datetime) -> Path:
    """Move what cannot be read out of the way, with its log: somebody may still get something out of it.

    Of a library that is gone there is nothing to move; the answer is then where it was.
    """
    parts = [Path(f"{library}{ending}") for ending in (*SIDE_FILES, "")]
    held = [part for part in parts if part.exists() and part.stat().st_size and not part.name.endswith("-shm")]
    if not held:
        return library
    folder = backups.folder_of(library) / f"damaged-{at.astimezone(datetime.UTC):%Y%m%dT%H%M%S.%fZ}"
    folder.mkdir(parents=True)
    for part in parts:
        if part.exists():
            part.rename(folder / part.name)
    return folder / library.name


def _present_key(library: Path, passphrase: str | None) -> Key | None:
    """The key a plain backup is to be put under: that of the library it takes the place of."""
    try:
        with _opened(library, passphrase) as (_, key):
            return key
    except LibraryFault as fault:
        if fault.code not in {"corrupt", "missing", "not_a_library"}:
            raise  # a mistyped passphrase must not become that of the restored library
    return None


def _changes(connection: Any, backup: Path, key: Key | None) -> tuple[CaseChange, ...]:
    secret = '""' if key is None else key.pragma
    connection.execute(f"ATTACH DATABASE ? AS backup KEY {secret}", (file_address(backup, Access.READ),))
    edits = dict(
        connection.execute(
            "SELECT case_id, count(*) FROM main.history AS ours WHERE NOT EXISTS"
            " (SELECT 1 FROM backup.history AS kept WHERE kept.id = ours.id AND kept.at = ours.at)"
            " GROUP BY case_id"
        ).fetchall()
    )
    states = connection.execute(
        "SELECT coalesce(kept.id, ours.id), coalesce(ours.title, kept.title), kept.document, ours.document"
        " FROM main.cases AS ours FULL JOIN backup.cases AS kept ON kept.id = ours.id"
    )
    return tuple(
        CaseChange(case_id, title, _fate(kept, ours), edits.get(case_id, 0))
        for case_id, title, kept, ours in states
        if kept != ours or case_id in edits
    )


def _fate(kept: str | None, ours: str | None) -> Fate:
    if ours is None:
        return Fate.RETURNS
    return Fate.GOES if kept is None else Fate.CHANGES


def _sorted(changes: tuple[CaseChange, ...]) -> tuple[CaseChange, ...]:
    return tuple(sorted(changes, key=lambda change: (change.title.casefold(), change.id)))


@contextmanager
def _opened(path: Path, passphrase: str | None) -> Iterator[tuple[Any, Key | None]]:
    """A library file of any schema, open to read, with its key."""
    if not path.exists() or path.stat().st_size == 0:
        raise LibraryFault("missing", path)
    key = key_of(path, passphrase)
    with keyed_faults(path, key), bare(path, Access.READ, key) as connection:
        connection.execute("SELECT count(*) FROM cases").fetchone()
        yield connection, key
