"""Reading back what a note carries."""

from __future__ import annotations

import io

import pikepdf


class NotANoteError(Exception):
    """The PDF is damaged, locked, or carries no case of ours."""


def attached_case(data: bytes) -> bytes:
    """The case file attached to a note; :class:`NotANoteError` where there is none."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return bytes(pdf.attachments["case.json"].get_file().read_bytes())
    except (pikepdf.PdfError, KeyError) as error:
        raise NotANoteError from error
