"""Keeping the library safe: the daily backup, a full look at it, and bringing a backup back."""

from __future__ import annotations

from pathlib import Path

from db import backups, protecting, restoring
from db.backups import Backup, Reason
from db.checking import Finding, check, quick_check
from db.copying import Progress, copy
from db.faults import LibraryFault
from db.library import Library, utc_now
from db.opening import key_of
from db.restoring import Preview

UNREADABLE = frozenset({"corrupt", "not_a_library", "gone", "missing"})
"""Faults of a library for which a backup is the way out, where there is one."""


def back_up_daily(library: Library, progress: Progress | None = None) -> Backup | None:
    """The first backup of the day, which is also the day's look at the file; None where it is made already.

    :class:`LibraryFault` ``corrupt`` where the library is damaged: then no backup is made, and none is let go.
    """
    at = library.stamp().at
    if not library.writing or not backups.is_due(library.path, at):
        return None
    return backups.make(library.path, library.file.key, at, Reason.DAILY, progress)


def back_up(library: Library, progress: Progress | None = None) -> Backup:
    """A backup that an officer asked for; it is never let go by itself."""
    return backups.make(library.path, library.file.key, library.stamp().at, Reason.ASKED, progress)


def look_over(library: Library, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong with a library."""
    return check(library, progress)


def look_after_opening(library: Library) -> None:
    """What opening put off for a large library; :class:`LibraryFault` ``corrupt`` where it is damaged."""
    if not library.file.checked and (found := quick_check(library)):
        raise LibraryFault("corrupt", library.path, finding=found[0].detail)


def kept_backups(library: Path) -> list[Backup]:
    """The backups of a library, the newest first, whether or not it can be opened."""
    return backups.backups(library.resolve())


def preview(library: Path, backup: Backup, passphrase: str | None = None) -> Preview:
    """What bringing a backup back would change."""
    return restoring.preview(library.resolve(), backup, passphrase)


def bring_back(library: Path, backup: Backup, passphrase: str | None = None) -> Path:
    """Put a backup in the place of a library that is closed; where its state of before is kept."""
    return restoring.restore(library.resolve(), backup, utc_now(), passphrase)


def copy_to(library: Path, passphrase: str | None, place: Path) -> None:
    """A whole copy of a library that is closed, at another place, under the same passphrase."""
    key = key_of(library, passphrase)
    copy((library, key), (place, key))


def protect(library: Path, old: str | None, new: str | None) -> None:
    """Encrypt a library that is closed, change its passphrase, or take it off; its backups follow."""
    protecting.protect(library.resolve(), utc_now(), old, new)
