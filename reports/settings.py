"""What the caller decides of a note, beside the analysis itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """How a note is to be printed.

    ``version``: the product's version, for the foot. ``paper``: ``A4`` or ``Letter``. ``classification``: stands
    where the case gives none; None takes the catalogue's. ``library_note``: a sentence on the library that was
    compared, printed with the precedents.
    """

    version: str
    paper: str = "A4"
    classification: str | None = None
    library_note: str | None = None
