"""The briefing note of an analysis: one call, bytes out, no path and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from decision.analysis import Analysis
from decision.case import Case
from decision.case_reading import case_from
from decision.case_writing import case_document
from decision.publication import public_case
from reports.carriage import Cargo, finish, pack
from reports.composition import compose
from reports.content import Note
from reports.pdf.document import Fonts, draw_note
from reports.settings import NoteSettings
from reports.voice import NoteWords, Voice

__all__ = ["NoteSettings", "note_content", "write_note"]


def write_note(
    analysis: Analysis,
    words: NoteWords,
    settings: NoteSettings,
    fonts: Fonts,
    model_bytes: bytes,
    library: Sequence[Case] = (),
) -> bytes:
    """The note as a PDF that carries its case; the same input gives the same bytes.

    ``fonts``: the folder of the cut faces, or their files by name. ``model_bytes``: the model file the analysis
    was made with. ``library``: the cases the precedents were looked for in, for the facts and levels attached.
    """
    note, cargo = _composed(analysis, words, settings, model_bytes, library)
    pages = draw_note(note, settings.paper, fonts)
    return finish(pages, note, cargo, analysis.case.brief.date or analysis.case.as_of)


def note_content(
    analysis: Analysis,
    words: NoteWords,
    settings: NoteSettings,
    model_bytes: bytes,
    library: Sequence[Case] = (),
) -> Note:
    """The content of the note, free of any format: what a preview ticks off and a verification compares."""
    return _composed(analysis, words, settings, model_bytes, library)[0]


def _composed(
    analysis: Analysis, words: NoteWords, settings: NoteSettings, model_bytes: bytes, library: Sequence[Case]
) -> tuple[Note, Cargo]:
    """Content and attachments, both from the public part of the case alone, as reading what is attached gives it.

    A case being edited may hold its ratings in another order than its file: one case, the same bytes.
    """
    case = case_from(case_document(public_case(analysis.case)), analysis.model)
    public = replace(analysis, case=case)
    cargo = pack(public, settings, model_bytes, library)
    return compose(Voice(words, public), settings, cargo.content_hash), cargo
