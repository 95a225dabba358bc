"""The key of an encrypted library: made from a passphrase and the salt at the head of the file.

The file is an ordinary SQLCipher 4 one, so any SQLCipher opens it with the same passphrase. The key is stretched
here, once an opening, because SQLCipher would do it anew for every connection (a seventh of a second each).
"""

from __future__ import annotations

import hashlib
import os
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SALT_BYTES = 16
ROUNDS = 256_000
"""SQLCipher 4's own number of PBKDF2-HMAC-SHA512 rounds (https://www.zetetic.net/sqlcipher/design/)."""

KEY_BYTES = 32
PAGE = 4096
PLAIN_HEAD = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What opens one encrypted file; the salt is the file's own and no secret."""

    secret: bytes
    salt: bytes

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> Key:
        """The key of a passphrase; the same signs typed on another system give the same key."""
        typed = unicodedata.normalize("NFC", passphrase).encode()
        return cls(hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, KEY_BYTES), salt)

    @classmethod
    def fresh(cls, passphrase: str) -> Key:
        """A key for a file that is still to be made."""
        salt = os.urandom(SALT_BYTES)
        while _is_readable(salt):  # or the file would be taken for something else
            salt = os.urandom(SALT_BYTES)
        return cls.of(passphrase, salt)

    @property
    def pragma(self) -> str:
        """The key in the form SQLCipher takes, raw and with its salt."""
        return f"\"x'{self.secret.hex()}{self.salt.hex()}'\""


class _Heads:
    """The first bytes of the library files this process has open.

    To close a file is to lose every lock the process has on it, SQLite's too (POSIX): another program could then
    take the log of an open library away. So while one is open, its head is remembered and its file left alone.
    """

    def __init__(self) -> None:
        self._known: dict[Path, tuple[bytes, int]] = {}
        self._changing = threading.Lock()

    def of(self, path: Path) -> bytes:
        """The first bytes of a file, fewer where it is shorter."""
        known = self._known.get(path)
        if known is not None:
            return known[0]
        with path.open("rb") as file:
            return file.read(SALT_BYTES)

    @contextmanager
    def kept(self, path: Path, head: bytes) -> Iterator[None]:
        """Remember the head of a file while it is open, once or several times."""
        with self._changing:
            self._known[path] = (head, self._known.get(path, (head, 0))[1] + 1)
        try:
            yield
        finally:
            with self._changing:
                count = self._known[path][1] - 1
                if count:
                    self._known[path] = (head, count)
                else:
                    del self._known[path]


HEADS = _Heads()


def head_of(key: Key | None) -> bytes:
    """The first bytes of a file with this key."""
    return PLAIN_HEAD if key is None else key.salt


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted library: whole pages, neither SQLite nor anything else by its head.

    Every byte of an encrypted file looks random, so this cannot be told from other random bytes.
    """
    size = path.stat().st_size
    return size > 0 and size % PAGE == 0 and not _is_readable(HEADS.of(path))


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted library, its first bytes."""
    return HEADS.of(path)


def _is_readable(head: bytes) -> bool:
    """Whether this is how a file begins that a person or another program reads: text, SQLite, PDF, zip."""
    try:
        head.decode()
    except UnicodeDecodeError:
        return head.startswith((b"%PDF", b"PK\x03\x04"))
    return True
