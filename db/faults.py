"""The known faults of a library file, told apart from bugs: a code, the path and values, never prose."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from filelock import Timeout
from sqlalchemy.exc import DBAPIError


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
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_NOTADB: "not_a_library",
    sqlite3.SQLITE_CANTOPEN: "no_access",
    sqlite3.SQLITE_PERM: "no_access",
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


@contextmanager
def known_faults(path: Path) -> Iterator[None]:
    """Raise the known faults of the library at ``path`` as :class:`LibraryFault`; let every other error pass."""
    try:
        yield
    except Timeout as error:
        raise LibraryFault("held", path) from error
    except (DBAPIError, sqlite3.Error, OSError) as error:
        code = fault_code(error)
        if code is None:
            raise
        raise LibraryFault(code, path) from error


def fault_code(error: Exception) -> str | None:
    """The code of a known fault, or None for a bug."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError):
        return SYSTEM_FAULTS.get(cause.errno or 0)
    return SQLITE_FAULTS.get(result_code(error) & 0xFF)


def result_code(error: Exception) -> int:
    """The extended result code SQLite gave with an error; 0 where the error is none of SQLite's."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", 0))
