"""The key of an encrypted library: made from a passphrase and the salt at the head of the file.

The file is an ordinary SQLCipher 4 one, so any SQLCipher opens it with the same passphrase. The key is stretched
here, once an opening, because SQLCipher would do it anew for every connection (a seventh of a second each).
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
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
        return cls.of(passphrase, os.urandom(SALT_BYTES))

    @property
    def pragma(self) -> str:
        """The key in the form SQLCipher takes, raw and with its salt."""
        return f"\"x'{self.secret.hex()}{self.salt.hex()}'\""


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted library: not SQLite in the open, and nothing with a readable head.

    Every byte of an encrypted file looks random, so this cannot be told from other random bytes.
    """
    with path.open("rb") as file:
        head = file.read(len(PLAIN_HEAD))
    if len(head) < SALT_BYTES or head == PLAIN_HEAD:
        return False
    whole_pages = path.stat().st_size % PAGE == 0
    return whole_pages or not all(letter < 0x80 for letter in head)


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted library, its first bytes."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)
