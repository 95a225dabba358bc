"""Sealing a file with a passphrase, in the age format (age-encryption.org/v1), which any age program opens."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from decision.errors import DecisionError

MAX_WORK: Final = 20
"""The highest work factor that is taken: a file may ask for 2 to the power of this, times 1 KiB of memory."""

_MARK: Final = b"age-encryption.org/v1\n"
_HEADER: Final = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]{0,3})\n[A-Za-z0-9+/]{43}\n"
    rb"--- [A-Za-z0-9+/]{43}\n"
)


class SealError(DecisionError):
    """A sealed file cannot be opened, or a file cannot be sealed."""


def is_sealed(data: bytes) -> bool:
    """Whether the bytes begin as a sealed file does."""
    return data.startswith(_MARK)


def seal(data: bytes, passphrase: str) -> bytes:
    """The bytes sealed with a passphrase: other bytes each time, for salt and keys are drawn anew.

    Takes a second or more, as opening does, which is what makes guessing dear; meanwhile no other thread of the
    process runs, so a window does this in a process of its own. :class:`SealError` for a passphrase
    that cannot be one, and where this computer would seal more strongly than :func:`unseal` takes.
    """
    import pyrage.passphrase  # noqa: PLC0415 - start-up counts

    sealed: bytes = pyrage.passphrase.encrypt(data, _typed(passphrase))
    _check_header(sealed)
    return sealed


def unseal(data: bytes, passphrase: str) -> bytes:
    """The bytes that were sealed; :class:`SealError` where the passphrase is another or the file is damaged."""
    import pyrage  # noqa: PLC0415 - start-up counts

    if not is_sealed(data):
        raise SealError("seal_not_sealed")
    _check_header(data)
    try:
        opened: bytes = pyrage.passphrase.decrypt(data, _typed(passphrase))
    except pyrage.DecryptError:
        raise SealError("seal_passphrase") from None
    return opened


def _check_header(data: bytes) -> None:
    """The work is read before it is done, in one strict form, so that no one can read another number in it."""
    header = _HEADER.match(data)
    if header is None:
        raise SealError("seal_broken")
    if int(header[1]) > MAX_WORK:
        raise SealError("seal_work", limit=MAX_WORK)


def _typed(passphrase: str) -> str:
    """The same signs typed on another system are the same passphrase."""
    typed = unicodedata.normalize("NFC", passphrase)
    if not typed.strip() or any("\ud800" <= sign <= "\udfff" for sign in typed):
        raise SealError("seal_unusable")
    return typed
