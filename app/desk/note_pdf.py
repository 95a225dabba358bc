"""The bytes of a note as a reader shows them: sizes and outline of its pages, pictures of them, words in them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

MOST_HITS = 500
"""Places of a word that are shown; more of them would mark every line."""

_one_at_a_time = threading.Lock()
"""The PDF library must not be entered from two threads at once."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of the outline: its words, the page (from 0), and how far down it (0-1) it points."""

    title: str
    page: int
    down: float


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a note without showing it: the size of each page in points, and its outline."""

    sizes: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of the words looked for: the page (from 0) and its boxes, all within the unit square."""

    page: int
    boxes: tuple[QRectF, ...]


def read_paper(data: bytes) -> Paper:
    """The pages and the outline of a note."""
    with _one_at_a_time, _opened(data) as document:
        sizes = tuple(document.get_page_size(number) for number in range(len(document)))
        marks = []
        for entry in document.get_toc():
            target = entry.get_dest()
            page = None if target is None else target.get_index()
            if target is None or page is None:
                continue
            height, view = sizes[page][1], target.get_view()[1]
            down = 1 - view[1] / height if len(view) > 1 else 0.0
            marks.append(Mark(entry.get_title(), page, min(max(down, 0.0), 1.0)))
    return Paper(sizes, tuple(marks))


def render_pages(
    data: bytes, widths: list[float], ratio: float, go_on: Callable[[], bool] = lambda: True
) -> list[QImage]:
    """The pages as pictures of these widths in logical pixels, at a device pixel ratio.

    ``go_on`` is asked before each page; fewer pages come back where it says no.
    """
    pages: list[QImage] = []
    for number, width in enumerate(widths):
        if not go_on():
            break
        with _one_at_a_time, _opened(data) as document:  # let others in between two pages
            page = document[number]
            pages.append(_picture(page, width * ratio / page.get_width()))
        pages[-1].setDevicePixelRatio(ratio)
    return pages


def render_page(data: bytes, number: int, dots: float) -> QImage:
    """One page (from 0) at so many dots an inch."""
    with _one_at_a_time, _opened(data) as document:
        return _picture(document[number], dots / 72)


def find_words(data: bytes, words: str) -> list[Hit]:
    """Every place of these words, whatever their case, in the order of the pages."""
    with _one_at_a_time, _opened(data) as document:
        hits: list[Hit] = []
        for number, page in enumerate(document):
            for hit in _hits(number, page, words):
                if len(hits) == MOST_HITS:
                    return hits
                hits.append(hit)
        return hits


def _hits(number: int, page: Any, words: str) -> Iterator[Hit]:
    width, height = page.get_size()
    text = page.get_textpage()
    finder = text.search(words)
    while (found := finder.get_next()) is not None:
        boxes = []
        for place in range(text.count_rects(*found)):
            left, bottom, right, top = text.get_rect(place)
            boxes.append(QRectF(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height))
        yield Hit(number, tuple(boxes))


def _opened(data: bytes) -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - needed by the note alone

    return pypdfium2.PdfDocument(data)


def _picture(page: Any, scale: float) -> QImage:
    made = page.render(scale=scale)
    image = QImage(bytes(made.buffer), made.width, made.height, made.stride, QImage.Format.Format_BGR888)
    return image.copy()
