"""Reading back what a note carries; a file that is not one of our notes is refused, whatever else it is."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pikepdf

from reports.carriage import NAMES

MAX_BYTES = 16 * 1024 * 1024
"""No attachment may be larger than this, packed or unpacked."""

MALFORMED = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, zlib.error)
"""What reading raises where a file holds something else than it should."""


class NotANoteError(Exception):
    """The file is no PDF that can be read, or no note of ours.

    ``reason``: ``unreadable``, ``locked`` (with a password), ``nothing_attached`` or ``too_large``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def attached_case(data: bytes) -> bytes:
    """The case file a note carries."""
    return attachments(data)["case.json"]


def attachments(data: bytes) -> Mapping[str, bytes]:
    """All that a note carries, by name; :class:`NotANoteError` where anything is missing or outsized."""
    with _read(data) as pdf:
        found = {name: _bytes_of(pdf, name) for name in NAMES if name in pdf.attachments}
    if set(found) != set(NAMES):
        raise NotANoteError("nothing_attached")
    return found


def note_language(data: bytes) -> str:
    """The language a note says it is written in, as a code; empty where it says none."""
    with _read(data) as pdf:
        return str(pdf.Root.get("/Lang", ""))


@contextmanager
def _read(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The file, open for what is done within; whatever it cannot give makes it no note."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield pdf
    except pikepdf.PasswordError as fault:
        raise NotANoteError("locked") from fault
    except MALFORMED as fault:
        raise NotANoteError("unreadable") from fault


def _bytes_of(pdf: pikepdf.Pdf, name: str) -> bytes:
    """One attachment, never unpacked beyond the limit: a few bytes of a PDF can unpack to any size."""
    stream = pdf.attachments[name].get_file().obj
    packed = stream.read_raw_bytes()
    if len(packed) > MAX_BYTES:
        raise NotANoteError("too_large")
    if "/Filter" not in stream:
        return bytes(packed)
    if stream.Filter not in (pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode])):
        raise NotANoteError("unreadable")
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(packed, MAX_BYTES)
    if unpacker.unconsumed_tail:
        raise NotANoteError("too_large")
    return unpacked
