"""Dated copies of a library beside it: made daily and before anything that replaces much, the oldest let go."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.copying import Progress, clear_parts, copy
from db.encryption import Key
from db.faults import LibraryFault, known_faults


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    ASKED = "asked"
    MIGRATION = "migration"
    RESTORE = "restore"
    MERGE = "merge"
    PASSPHRASE = "passphrase"


DAYS, WEEKS, MONTHS = 14, 8, 24
"""Of the daily backups, the newest of so many days, weeks and months are kept."""

KEPT = 5
"""So many of each other reason; those an officer asked for are never let go."""

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([a-z]+)\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, the moment it was made (UTC), why, and its size in bytes."""

    path: Path
    at: datetime.datetime
    reason: Reason
    size: int


def folder_of(library: Path) -> Path:
    """Where the backups of a library lie: beside it."""
    return library.with_name(f"{library.name}.backups")


def backups(library: Path) -> list[Backup]:
    """The backups of a library, the newest first; by name alone, so also of one that cannot be opened."""
    folder = folder_of(library)
    with known_faults(folder):
        found = [_backup(path) for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((one for one in found if one is not None), key=lambda one: one.at, reverse=True)


def make(
    library: Path, key: Key | None, at: datetime.datetime, reason: Reason, progress: Progress | None = None
) -> Backup:
    """Back a library up, open or not, and let go of backups that are too many.

    The copy is checked before it counts. Where the library is damaged it is :class:`~db.faults.LibraryFault`
    ``corrupt``, and no earlier backup is let go.
    """
    folder = folder_of(library)
    with known_faults(library):
        folder.mkdir(exist_ok=True)
        clear_parts(folder)
        path = folder / f"{at.astimezone(datetime.UTC).strftime(_STAMP)}-{reason}.db"
        copy((library, key), (path, key), progress)
        made = _backup(path)
        assert made is not None
        for old in too_many(backups(library)):
            old.path.unlink(missing_ok=True)
    return made


def clear_leftovers(library: Path) -> None:
    """Remove what a killed backup, restore or change of passphrase left; to be called under the library's lock.

    Nothing is lost: each is a copy of what is still in its place.
    """
    folder = folder_of(library)
    with known_faults(library):
        clear_parts(folder)
        clear_parts(library.parent, f"{library.name}.")
        beside = (library.with_name(f"{library.name}.{what}") for what in ("restored", "converted"))
        for copy_ in (*folder.glob("*.converted"), *beside):
            copy_.unlink(missing_ok=True)


def is_due(library: Path, at: datetime.datetime) -> bool:
    """Whether no backup of any kind was made on this day (UTC)."""
    today = at.astimezone(datetime.UTC).date()
    return all(one.at.date() != today for one in backups(library))


def named(library: Path, name: str) -> Backup:
    """The backup with a file name, or its beginning; :class:`~db.faults.LibraryFault` where that is not one."""
    found = [one for one in backups(library) if one.path.name.startswith(name)]
    if len(found) != 1:
        raise LibraryFault("no_backup", library, id=name)
    return found[0]


def too_many(found: Iterable[Backup]) -> list[Backup]:
    """Those of the backups that are to be let go; what an officer asked for never is."""
    newest_first = sorted(found, key=lambda one: one.at, reverse=True)
    kept = {one.path for one in newest_first if one.reason is Reason.ASKED}
    daily = [one for one in newest_first if one.reason is Reason.DAILY]
    for number, span in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest = {one.at.strftime(span): one.path for one in reversed(daily)}
        kept |= {newest[name] for name in sorted(newest)[-number:]}
    for reason in set(Reason) - {Reason.ASKED, Reason.DAILY}:
        kept |= {one.path for one in [one for one in newest_first if one.reason is reason][:KEPT]}
    return [one for one in newest_first if one.path not in kept]


def _backup(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if found is None or found[2] not in set(Reason):
        return None
    at = datetime.datetime.strptime(found[1], _STAMP).replace(tzinfo=datetime.UTC)
    return Backup(path, at, Reason(found[2]), path.stat().st_size)
