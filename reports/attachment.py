"""Reading back what a note carries; a file that is not one of our notes is refused, whatever else it is."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

import pikepdf

from reports.carriage import NAMES

MAX_BYTES = 16 * 1024 * 1024
"""No attachment may be larger than this, packed or unpacked."""


class NotANoteError(Exception):
    """The file is no PDF that can be read, or no note of ours; ``reason`` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def attached_case(data: bytes) -> bytes:
    """The case file a note carries."""
    return attachments(data)["case.json"]


def attachments(data: bytes) -> Mapping[str, bytes]:
    """All that a note carries, by name; :class:`NotANoteError` where anything is missing or outsized."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = {name: _bytes_of(pdf, name) for name in NAMES if name in pdf.attachments}
    except (pikepdf.PdfError, ValueError, zlib.error) as fault:
        raise NotANoteError("unreadable") from fault
    if set(found) != set(NAMES):
        raise NotANoteError("nothing_attached")
    return found


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
