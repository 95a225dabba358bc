"""Encrypting a library, changing its passphrase, or taking it off: the file and all its backups."""

from __future__ import annotations

import datetime
from pathlib import Path

from db import backups
from db.backups import Reason
from db.copying import copy, put_in_place
from db.encryption import Key, is_encrypted
from db.faults import LibraryFault, known_faults
from db.opening import hold, key_of

LEAST_PASSPHRASE = 8
"""Fewer characters are guessed in an afternoon."""


def protect(library: Path, at: datetime.datetime, old: str | None, new: str | None) -> None:
    """Give a library that nobody has open another passphrase; None stands for no passphrase, before or after.

    Nothing is written in the open on the way. Backups get the new passphrase too; one that the old passphrase does
    not open stays as it is. The space of the old file is given back to the disk, which may not wipe it.
    """
    if new is not None and len(new) < LEAST_PASSPHRASE:
        raise LibraryFault("short_passphrase", library, least=LEAST_PASSPHRASE)
    with known_faults(library):
        if not library.exists():
            raise LibraryFault("missing", library)
        lock = hold(library)
        try:
            key = key_of(library, old)
            fresh = None if new is None else Key.fresh(new)
            backups.make(library, key, at, Reason.PASSPHRASE)
            _convert(library, key, fresh)
        finally:
            lock.release()
        convert_backups(library, old, fresh)


def convert_backups(library: Path, old: str | None, key: Key | None) -> None:
    """Bring the backups of a library under its present key, where ``old`` opens them."""
    for backup in backups.backups(library):
        if is_encrypted(backup.path) and old is None:
            continue
        try:
            _convert(backup.path, key_of(backup.path, old), key)
        except LibraryFault as fault:
            if fault.code not in {"wrong_passphrase", "corrupt"}:
                raise


def plain_backups(library: Path) -> bool:
    """Whether backups lie there that anyone can read."""
    return any(not is_encrypted(backup.path) for backup in backups.backups(library))


def _convert(path: Path, key: Key | None, fresh: Key | None) -> None:
    new = path.with_name(f"{path.name}.converted")
    copy((path, key), (new, fresh))
    put_in_place(new, path)
