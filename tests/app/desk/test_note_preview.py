"""The preview of the note: its place, its size, its words; and what is printed and was issued of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.desk import note_printing
from app.desk.note_issued import since_issued
from app.desk.note_pdf import find_words, read_paper
from app.desk.note_preview import INCH
from app.desk.note_printing import printer_for
from app.desk.note_step import NoteStep
from app.desk.state import DeskState
from app.words import Words
from decision.case import Case, Estimate, NotePart, Rating
from tests.app.desk.note_fixtures import desk, made, state, step, type_into

__all__ = ["desk", "made", "state", "step"]
pytestmark = pytest.mark.timeout(120)
LEVEL = "insecurity"


def rated(case: Case, best: float) -> Case:
    rating: Rating = replace(case.ratings[LEVEL], estimate=Estimate(0, best, 100))
    return replace(case, ratings={**case.ratings, LEVEL: rating})


def stored(state: DeskState) -> Case:
    assert state.stored_case is not None
    return state.stored_case


# Place and size


def test_the_outline_of_a_note_says_where_its_parts_are(made: NoteStep, words: Words) -> None:
    assert made.data is not None
    paper = read_paper(made.data)
    with pdfium.PdfDocument(made.data) as document:
        for mark in paper.marks[:10]:
            assert mark.title.split()[0] in document[mark.page].get_textpage().get_text_bounded()
    places = [(mark.page, mark.down) for mark in paper.marks]
    assert places == sorted(places)
    assert words("note.section.gaps") in [mark.title for mark in paper.marks]


def test_another_size_is_drawn_anew_and_keeps_the_place(qtbot: QtBot, made: NoteStep) -> None:
    preview, bar = made.preview, made.preview.area.verticalScrollBar()
    preview.turn(2)
    here = preview.page.text()
    preview.zoom.setCurrentIndex(2)
    preview.zoom.activated.emit(2)
    assert preview.page.text() == here
    assert made.data is not None
    wide = read_paper(made.data).sizes[0][0] * INCH * 1.5
    qtbot.waitUntil(lambda: abs(made.pages.pages[0].deviceIndependentSize().width() - wide) < 2, timeout=30_000)
    assert preview.page.text() == here
    assert bar.value() > 0


def test_keys_turn_pages_and_zoom(qtbot: QtBot, made: NoteStep) -> None:
    area, bar, preview = made.preview.area, made.preview.area.verticalScrollBar(), made.preview
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Right)
    assert preview.page.text() == f"Page 2 of {len(made.pages.pages)}"
    qtbot.keyClick(area, Qt.Key.Key_Left)
    assert preview.page.text().startswith("Page 1 ")
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert 0 < bar.value() <= area.viewport().height()
    qtbot.keyClick(area, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert not preview.on.isEnabled()
    qtbot.keyClick(area, Qt.Key.Key_Plus)
    assert preview.zoom.currentData() == "100"


def test_an_edit_keeps_the_place_in_the_pages(qtbot: QtBot, made: NoteStep, state: DeskState) -> None:
    bar = made.preview.area.verticalScrollBar()
    made.preview.turn(1)
    place, first = bar.value(), made.data
    assert place > 0
    made.parts.open("head")
    type_into(made.fields["to"].control, "Under-Secretary-General")
    assert made.pages.stale
    assert made.preview.updating.isVisible()
    assert made.pages.pages, "the old pages stay meanwhile"
    qtbot.waitUntil(made.export.isEnabled, timeout=60_000)
    assert made.data != first
    assert bar.value() == place
    assert stored(state).brief.to == "Under-Secretary-General"


# Words


def test_words_are_found_counted_and_walked_through(qtbot: QtBot, made: NoteStep) -> None:
    finder = made.preview.finder
    qtbot.keyClick(made.preview.area, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert finder.field.hasFocus()
    qtbot.keyClicks(finder.field, "Safeguards")
    qtbot.waitUntil(lambda: bool(finder.hits), timeout=30_000)
    assert made.data is not None
    with pdfium.PdfDocument(made.data) as document:
        told = [page.get_textpage().get_text_bounded().lower().count("safeguards") for page in document]
    assert [sum(hit.page == page for hit in finder.hits) for page in range(len(told))] == told
    assert finder.count.text() == f"1 of {sum(told)}"
    qtbot.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count.text() == f"{sum(told)} of {sum(told)}"
    qtbot.keyClicks(finder.field, "xyz")
    qtbot.waitUntil(lambda: finder.count.text() == "Not found", timeout=30_000)


def test_a_place_that_is_found_lies_where_its_words_stand(made: NoteStep) -> None:
    assert made.data is not None
    hit = find_words(made.data, "Recommendation")[0]
    with pdfium.PdfDocument(made.data) as document:
        page = document[hit.page]
        width, height = page.get_size()
        box = hit.boxes[0]
        text = page.get_textpage().get_text_bounded(
            box.left() * width, (1 - box.bottom()) * height, box.right() * width, (1 - box.top()) * height
        )
    assert "ecommendatio" in text


# Printing


def gap(one: pdfium.PdfPage, other: pdfium.PdfPage) -> float:
    """How far two pages look apart: the mean difference in grey of their points."""
    here, there = (page.render(scale=0.5, grayscale=True).to_numpy().astype(float) for page in (one, other))
    rows, columns = (min(sides) for sides in zip(here.shape[:2], there.shape[:2], strict=True))
    return float(abs(here[:rows, :columns] - there[:rows, :columns]).mean())


@pytest.mark.parametrize("pages", [None, (2, 3)])
def test_pages_are_printed_as_they_are_exported(
    qtbot: QtBot, made: NoteStep, tmp_path: Path, pages: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_printing, "MOST_DOTS", 100)  # how sharp it is takes only time
    target = tmp_path / "print.pdf"
    printer = printer_for("A4", "Liberia")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    if pages is not None:
        printer.setFromTo(*pages)
    with qtbot.waitSignal(made._state.noticed, timeout=30_000):
        made.print_to(printer)
    assert made.data is not None
    with pdfium.PdfDocument(str(target)) as found, pdfium.PdfDocument(made.data) as note:
        assert len(found) == (len(note) if pages is None else 2)
        assert found.get_page_size(0) == pytest.approx(note.get_page_size(0), abs=1)
        gaps = [gap(page, found[0]) for page in note]
    assert gaps.index(min(gaps)) == (0 if pages is None else 1)
    assert min(gaps) < 0.7 * sorted(gaps)[1], "the same page, in the same place"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(
    qtbot: QtBot, made: NoteStep, state: DeskState, words: Words, tmp_path: Path
) -> None:
    printer = printer_for("Letter", "Liberia")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "print.pdf"))
    faults: list[Exception] = []
    state.faulted.connect(faults.append)
    made.print_to(printer)
    qtbot.waitUntil(lambda: bool(faults), timeout=30_000)
    assert words.has(f"fault.file.{faults[0].code}")  # type: ignore[attr-defined]


# Issued notes


def test_an_issued_note_is_listed_and_marked_once_levels_have_changed(
    qtbot: QtBot, made: NoteStep, state: DeskState, tmp_path: Path
) -> None:
    issued = made.editors.issued
    made.write(tmp_path / "note.pdf")
    qtbot.waitUntil(lambda: len(issued.issued) == 1, timeout=30_000)
    assert issued.issued[0].note.name == "note.pdf"
    assert list(issued.told) == [""]
    head = made.parts.parts["issued"].head
    assert "the last one holds" in head.told
    state.edit(rated(stored(state), 44), "rating", f"ratings.{LEVEL}", "Rated")
    assert list(issued.told) == ["Levels changed since this note was issued: Insecurity from 18 to 44."]
    assert "Levels changed" in head.told
    state.undo()
    assert list(issued.told) == [""]


@pytest.mark.usefixtures("step")
def test_what_changed_since_a_note_is_told_by_what_it_was(state: DeskState, words: Words) -> None:
    case, model = stored(state), state.workspace.model
    assert since_issued(words, model, case, case) == ""
    bare = replace(case, brief=replace(case.brief, left_out=(NotePart.ANNEX,)))
    assert since_issued(words, model, case, bare) == words("desk.issued.changed")
    gone = replace(case, ratings={})
    text = since_issued(words, model, case, gone)
    assert text.startswith("Levels changed")
    assert text.count(" from ") == 3


# Aside


def test_the_window_goes_on_while_pages_are_drawn(
    qtbot: QtBot, made: NoteStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drawing is held up; what is done in the window meanwhile is done at once."""
    from app.desk import note_preview  # noqa: PLC0415 - to hold it up

    held, real = threading.Event(), note_preview.render_pages

    def slow(*given: object) -> object:
        held.wait(30)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(note_preview, "render_pages", slow)
    before = made.pages.pages[0]
    made.preview.zoom.setCurrentIndex(2)
    made.preview.zoom.activated.emit(2)
    qtbot.waitUntil(lambda: bool(made.preview._task), timeout=10_000)
    made.preview.turn(1)
    assert made.preview.page.text().startswith("Page 2 ")
    assert made.pages.pages[0] is before
    held.set()
    qtbot.waitUntil(lambda: made.pages.pages[0] is not before, timeout=30_000)
