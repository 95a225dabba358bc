"""The known faults of a library file, told apart from bugs: a code, the path and values, never prose."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType

from filelock import Timeout
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlcipher3 import dbapi2 as sqlite

from db.encryption import Key


class LibraryFault(Exception):  # noqa: N818 (a fault of the surroundings; an error would be ours)
    """A library cannot do what was asked, for a reason outside the program.

    ``code`` names the fault (the message catalogue holds ``fault.library.<code>``), ``path`` the library file;
    ``values`` hold ``path``, ``name`` and whatever else the sentence needs to be concrete.
    """

    def __init__(self, code: str, path: Path, **values: object) -> None:
        super().__init__(code, path, values)
        self.code = code
        self.path = path
        self.values: Mapping[str, object] = MappingProxyType({"path": str(path), "name": path.name, **values})

    def __str__(self) -> str:
        return f"{self.code}: {dict(self.values)}"


SQLITE_FAULTS: Mapping[int, str] = {
    sqlite.SQLITE_BUSY: "locked",
    sqlite.SQLITE_LOCKED: "locked",
    sqlite.SQLITE_PROTOCOL: "locked",
    sqlite.SQLITE_READONLY: "read_only",
    sqlite.SQLITE_CORRUPT: "corrupt",
    sqlite.SQLITE_FULL: "disk_full",
    sqlite.SQLITE_IOERR: "disk_error",
    sqlite.SQLITE_NOTADB: "not_a_library",
    sqlite.SQLITE_CANTOPEN: "no_access",
    sqlite.SQLITE_PERM: "no_access",
}
"""What SQLite's primary result codes mean to the person at the desk; every other code is a bug."""

SYSTEM_FAULTS: Mapping[int, str] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_access",
    errno.EPERM: "no_access",
    errno.EIO: "disk_error",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
}
"""The same for the numbers of the operating system."""

FULL_BYTES = 64 * 1024
"""With less room than this SQLite cannot open a library: its side files do not fit."""


STRAY = (SQLAlchemyError, sqlite.Error, ValueError, TypeError, LookupError, AttributeError)
"""What a damaged file makes Python and SQLite raise here and there: a name that is none, a text that is no JSON.

A bug raises the same. Only a look at the file tells the two apart.
"""


@contextmanager
def known_faults(path: Path, *, no_database: str = "not_a_library", key: Key | None = None) -> Iterator[None]:
    """Raise the known faults of the library at ``path`` as :class:`LibraryFault`; let every other error pass.

    ``no_database`` is what it means here that SQLite cannot make sense of the file: a wrong passphrase where one
    was given, damage where the file has been open. An error that may be a bug as well as damage counts as damage
    only where the file, opened with ``key``, is found to be damaged.
    """
    try:
        yield
    except Timeout as error:
        raise LibraryFault("held", path) from error
    except (*STRAY, OSError) as error:
        code = fault_code(error)
        if code is None:
            fault = None if isinstance(error, OSError) else _damage(path, key)
            if fault is None:
                raise
            raise fault from error
        if code == "disk_error" and _is_full(path):
            code = "disk_full"  # a full disk where SQLite needs room beside the file itself
        raise LibraryFault(no_database if code == "not_a_library" else code, path) from error


def _damage(path: Path, key: Key | None) -> LibraryFault | None:
    from db.checking import damage_at  # noqa: PLC0415 - it looks through the modules that raise these faults

    found = damage_at(path, key)
    if found is None:
        return None
    if found.case_id:
        return LibraryFault("corrupt_case", path, id=found.case_id)
    return LibraryFault("corrupt", path, finding=found.detail)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < FULL_BYTES
    except OSError:
        return False


def keyed_faults(path: Path, key: Key | None) -> AbstractContextManager[None]:
    """The known faults while a file is being opened with a key, which may be the wrong one."""
    return known_faults(path, no_database="not_a_library" if key is None else "wrong_passphrase", key=key)


def fault_code(error: Exception) -> str | None:
    """The code of a known fault, or None for what may be a bug."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError):
        return SYSTEM_FAULTS.get(cause.errno or 0)
    if is_not_text(error):
        return "corrupt"
    return SQLITE_FAULTS.get(result_code(error) & 0xFF)


def is_not_text(error: Exception) -> bool:
    """Whether the driver says that a stored text is none; SQLite has no number for it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, sqlite.Error) and str(cause).startswith("Could not decode to UTF-8")


def result_code(error: Exception) -> int:
    """The extended result code SQLite gave with an error; 0 where the error is none of SQLite's."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", 0))
