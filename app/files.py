"""Files the officer names: read whole within bounds, written whole or not at all, faults told in a code."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from decision.errors import DecisionError

FAULTS = {
    errno.ENOENT: "no_file",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.EACCES: "no_access",
    errno.EPERM: "no_access",
    errno.EROFS: "read_only",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.ENAMETOOLONG: "name_too_long",
}
MAX_BYTES = 64 * 1024 * 1024
"""No case, pack or note is larger than this."""


class FileFault(Exception):  # noqa: N818 (a fault of the surroundings; an error would be ours)
    """A file cannot be read or written; ``code`` says why, ``path`` which."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, path)
        self.code = code
        self.path = path


class ContentError(Exception):
    """What a file holds cannot be used; ``error`` says what is wrong with it."""

    def __init__(self, path: Path, error: DecisionError) -> None:
        super().__init__(path, error)
        self.path = path
        self.error = error


def read_whole(path: Path) -> bytes:
    """The bytes of a file; :class:`FileFault` where it cannot be had or is far too large."""
    try:
        _spare_library(path)
        if path.stat().st_size > MAX_BYTES:
            raise FileFault("too_large", path)
        return path.read_bytes()
    except OSError as error:
        raise _fault(error, path) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it, so that the old file stays until the new one is whole."""
    path = path.resolve()  # a link keeps pointing at what is written
    try:
        if path.is_dir():
            raise FileFault("is_folder", path)
        _spare_library(path)
        if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise FileFault("no_folder", path) if not path.parent.is_dir() else _fault(error, path) from error


def _spare_library(path: Path) -> None:
    """Never write over a library; nor read one, as closing it would drop the locks that keep its log (POSIX)."""
    if path.is_file() and path.with_name(f"{path.name}.lock").exists():
        raise FileFault("is_library", path)


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _fault(error: OSError, path: Path) -> FileFault:
    return FileFault(FAULTS.get(error.errno or 0, "unreadable"), path)
