"""Notes of the starting cases, drawn with few draws and read back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from app.words import Words
from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.model import DecisionModel
from reports.content import Note
from reports.note import NoteSettings, note_content, write_note

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWS = 2000
MODEL_BYTES = (ROOT / "assets" / "models" / "two-feet.toml").read_bytes()
FONTS = ROOT / "assets" / "fonts"


@dataclass(frozen=True)
class Made:
    """A note with everything it was made from."""

    analysis: Analysis
    content: Note
    data: bytes
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


Make = Callable[..., Made]


def flat(text: str) -> str:
    """Text with every blank, line end and no-break space as one space."""
    return " ".join(text.replace("\u00a0", " ").split())


def page_texts(data: bytes) -> tuple[str, ...]:
    with pdfium.PdfDocument(data) as document:
        return tuple(flat(page.get_textpage().get_text_bounded()) for page in document)


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture(scope="session")
def make(model: DecisionModel, nine: dict[str, Case], words: Words) -> Make:
    """Make the note of a case; the same case and settings are made once."""
    library = tuple(nine.values())
    made: dict[tuple[object, ...], Made] = {}

    def make_note(case: Case, **settings: str) -> Made:
        key = (id(case), *sorted(settings.items()))
        if key not in made:
            found = NoteSettings(version="1.0", **settings)
            analysis = analyse(model, case, library, draws=DRAWS)
            arguments = (analysis, words, found)
            data = write_note(*arguments, FONTS, MODEL_BYTES, library)
            content = note_content(*arguments, MODEL_BYTES, library)
            made[key] = Made(analysis, content, data, page_texts(data))
        return made[key]

    return make_note


@pytest.fixture(scope="session")
def note_of(make: Make, nine: dict[str, Case]) -> Callable[[str], Made]:
    """The note of a starting case by its file name."""
    return functools.cache(lambda name: make(nine[name]))
