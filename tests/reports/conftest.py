"""Notes of the starting cases, drawn with few draws and read back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from app.words import Words
from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.model import DecisionModel
from reports.content import AnnexPart, Cell, Note, Table
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
CASES = ("somalia", "liberia-unmil", "chad-car-minurcat", "half-rated", "nothing-rated")


def flat(text: str) -> str:
    """Text with every blank, line end and no-break space as one space."""
    return " ".join(text.replace("\u00a0", " ").split())


def page_texts(data: bytes) -> tuple[str, ...]:
    with pdfium.PdfDocument(data) as document:
        return tuple(flat(page.get_textpage().get_text_bounded()) for page in document)


def told(analysis: Analysis, words: Words) -> Note:
    """The content of a note of an analysis that no case gave."""
    return note_content(analysis, words, NoteSettings(version="1.0"), MODEL_BYTES)


def part(note: Note, words: Words, key: str) -> AnnexPart:
    return next(item for item in note.annex if item.heading == words(f"note.annex.{key}"))


def cells(item: AnnexPart) -> list[list[str]]:
    """The words of the part's table, row by row; pictures are left out."""
    table = next(body for body in item.body if isinstance(body, Table))
    return [[flat(cell.text) for cell in row.cells if isinstance(cell, Cell)] for row in table.rows]


def texts(item: AnnexPart) -> str:
    return flat(" ".join([item.intro, *(body.whole for body in item.body if not isinstance(body, Table))]))  # type: ignore[union-attr]


def shares(words: Words, values: object) -> list[str]:
    return [flat(words.share(float(value))) for value in values]  # type: ignore[attr-defined]


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


@pytest.fixture(scope="session")
def cases(nine: dict[str, Case]) -> dict[str, Case]:
    """The starting cases, one of them half rated so that gaps could turn it, and one with nothing rated."""
    somalia, gone = nine["somalia"], ("mission_engagement", "insecurity", "caseload", "local_gap", "ngo_distance")
    rated = {name: rating for name, rating in somalia.ratings.items() if name not in gone}
    bare = replace(nine["liberia-unmil"], ratings={}, country_team=None, documented=None)
    return {
        **nine,
        "half-rated": replace(somalia, ratings=rated, documented=None),
        "nothing-rated": bare,
    }


@pytest.fixture(scope="session")
def of(make: Make, cases: dict[str, Case]) -> Callable[[str], Made]:
    """The note of any of the cases by its name."""
    return lambda name: make(cases[name])


@pytest.fixture(params=CASES)
def made(request: pytest.FixtureRequest, of: Callable[[str], Made]) -> Made:
    return of(request.param)
