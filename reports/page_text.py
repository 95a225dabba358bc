"""Two notes held against each other page by page: their text line by line, then their look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any

import numpy as np

from reports.attachment import NotANoteError

MOST_LINES = 2_000
"""Lines of one page that are compared: far above any page of a note, far below what hurts."""

MOST_LETTERS = 1_000
"""Letters of one line that are compared."""

SEEN = 40
"""By how much (of 255) a point must differ to count: less than any letter, more than a smoothed edge."""

ROW_GAP = 3
"""Rows without a difference that part one place from the next, at one row a point."""


class Kind(StrEnum):
    """In what two pages differ, or the two files."""

    PAGES = "pages"
    SIZE = "size"
    ANNOTATIONS = "annotations"
    LINE = "line"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the page (from 1; None: the whole file), what is found and what was expected there.

    ``LINE``: one line, empty where the other file has a line more. ``LOOK``: the expected text that lies where
    the page looks different, ``found`` stays empty. Else: a number, or a size in points.
    """

    kind: Kind
    page: int | None
    found: str
    expected: str


def differences(found: bytes, expected: bytes) -> list[Difference]:
    """What a note shows otherwise than the expected one, in the order of the pages.

    The same change of words is told once, where it stands first: the foot of every page bears the same hash.
    The look of a page is compared where its text is the same. :class:`NotANoteError` where the file cannot be
    shown. Not to be called from two threads at once: the PDF library forbids it.
    """
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - needed by the verification alone

    try:
        with pypdfium2.PdfDocument(found) as one, pypdfium2.PdfDocument(expected) as other:
            return _once(list(_in_files(one, other)))
    except pypdfium2.PdfiumError as fault:
        raise NotANoteError("unreadable") from fault


def _in_files(one: Any, other: Any) -> Iterator[Difference]:
    if len(one) != len(other):
        yield Difference(Kind.PAGES, None, str(len(one)), str(len(other)))
    for number in range(min(len(one), len(other))):
        yield from _in_pages(one[number], other[number], number + 1)


def _in_pages(one: Any, other: Any, number: int) -> Iterator[Difference]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415

    notes = [pdfium.FPDFPage_GetAnnotCount(page.raw) for page in (one, other)]
    if notes[0] != notes[1]:
        yield Difference(Kind.ANNOTATIONS, number, str(notes[0]), str(notes[1]))
    lines = list(_in_lines(_lines(one), _lines(other)))
    yield from (Difference(Kind.LINE, number, *pair) for pair in lines)
    sizes = [_size(page) for page in (one, other)]
    if sizes[0] != sizes[1]:
        yield Difference(Kind.SIZE, number, *sizes)
    elif not lines:
        yield from (Difference(Kind.LOOK, number, "", text) for text in _in_look(one, other))


def _lines(page: Any) -> list[str]:
    """The lines of a page, each with single blanks, and with nothing in it that a terminal could obey."""
    text = page.get_textpage().get_text_bounded()
    lines = (flat(line[:MOST_LETTERS]) for line in text.splitlines()[:MOST_LINES])
    return [line for line in lines if line]


def flat(text: str) -> str:
    """Text with every blank, line end and no-break space as one space, and a sign for what no one can see."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def _in_lines(found: list[str], expected: list[str]) -> Iterator[tuple[str, str]]:
    for tag, start, end, from_line, to_line in SequenceMatcher(
        None, found, expected, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield from zip_longest(found[start:end], expected[from_line:to_line], fillvalue="")


def _size(page: Any) -> str:
    return " × ".join(f"{side:.0f}" for side in page.get_size())


def _in_look(one: Any, other: Any) -> Iterator[str]:
    """The expected text at each place that looks different, on screen or in print, from the top downwards."""
    differing = np.zeros((0, 0), dtype=bool)
    for mode in (None, "print"):  # a layer or a stamp may be there in print alone
        here, there = (page.render(optimize_mode=mode).to_numpy().astype(np.int16) for page in (one, other))
        seen = np.abs(here - there).max(axis=2) > SEEN
        differing = seen if mode is None else differing | seen
    rows = np.flatnonzero(differing.any(axis=1))
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > ROW_GAP) + 1) if len(rows) else ():
        yield _text_at(other, int(band[0]), int(band[-1]))


def _text_at(page: Any, first: int, last: int) -> str:
    """The text of some rows of points, over the whole width: a figure alone would not say what it is of."""
    width, height = page.get_size()
    return flat(page.get_textpage().get_text_bounded(0, height - last - 1, width, height - first))


def _once(found: list[Difference]) -> list[Difference]:
    told: set[tuple[str, str]] = set()
    first = []
    for item in found:
        change = _change(item.found, item.expected) if item.kind is Kind.LINE else None
        if change is None or change not in told:
            first.append(item)
        if change is not None:
            told.add(change)
    return first


def _change(found: str, expected: str) -> tuple[str, str]:
    """The words of two lines that differ."""
    here, there = found.split(), expected.split()
    parts = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    changed = [(here[part[1] : part[2]], there[part[3] : part[4]]) for part in parts if part[0] != "equal"]
    return " ".join(word for one, _ in changed for word in one), " ".join(
        word for _, other in changed for word in other
    )
