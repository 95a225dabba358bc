"""The evidence step, used by hand: found, linked, pasted, dropped and removed; one edit each, and undone exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.controls import LineField, TextField
from app.desk.evidence_step import EvidenceStep
from app.desk.evidence_uses import uses, without
from decision.case import Case, Evidence
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def step(desk: Desk) -> EvidenceStep:
    made = EvidenceStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1300, 780)
    made.show()
    desk.bot.waitExposed(made)
    found = [item.id for item in desk.state.library.summaries() if "UNMIL" in item.title]
    desk.state.open(found[0])
    return made


@pytest.fixture
def told(desk: Desk) -> list[str]:
    said: list[str] = []
    desk.state.noticed.connect(lambda sentence, _: said.append(sentence))
    return said


def case_of(desk: Desk) -> Case:
    assert desk.state.stored_case is not None
    return desk.state.stored_case


def line(step: EvidenceStep, name: str) -> LineField:
    control = step.form.fields[name].control
    assert isinstance(control, LineField)
    return control


def listed(step: EvidenceStep) -> list[str]:
    return [item.id for item in step.items.items]


def drop(step: EvidenceStep, *urls: QUrl) -> None:
    carried = QMimeData()
    carried.setUrls(list(urls))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(50, 50), copy, carried, left, none)
    QApplication.sendEvent(step, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(step, QDropEvent(QPointF(50, 50), copy, carried, left, none))


def test_an_item_is_added_named_and_removed_by_one_edit_each(
    desk: Desk, step: EvidenceStep, told: list[str]
) -> None:
    before, edits = case_of(desk), desk.edits()
    desk.bot.mouseClick(step.add, Qt.MouseButton.LeftButton)
    desk.bot.keyClicks(line(step, "title"), "Cable of 3 October")
    desk.bot.keyClick(line(step, "title"), Qt.Key.Key_Return)
    assert case_of(desk).evidence[-1].title == "Cable of 3 October"
    reliability = line(step, "reliability")
    reliability.setText("Field")
    desk.bot.keyClick(reliability, Qt.Key.Key_Return)
    assert case_of(desk).evidence[-1].reliability == "field"
    reliability.setText("hearsay")
    desk.bot.keyClick(reliability, Qt.Key.Key_Return)
    assert case_of(desk).evidence[-1].reliability == "hearsay"
    QTest.keyClick(step.list, Qt.Key.Key_Delete)
    assert case_of(desk) == before
    assert told[-1] == "Cable of 3 October removed from the evidence."
    assert desk.edits() == edits + 5
    title = line(step, "title")
    title.clear()
    desk.bot.keyClick(title, Qt.Key.Key_Return)
    assert step.form.fields["title"].fault
    assert case_of(desk) == before


def test_removing_an_item_in_use_tells_where_and_undo_brings_all_back(
    desk: Desk, step: EvidenceStep, told: list[str]
) -> None:
    before = case_of(desk)
    criteria, facts = uses(before, "e1")
    assert criteria
    assert facts
    assert step.show_item("e1")
    desk.bot.mouseClick(step.remove, Qt.MouseButton.LeftButton)
    assert uses(case_of(desk), "e1") == ([], 0)
    assert "Mission’s engagement in force" in told[-1]
    assert "1 fact of the note" in told[-1]
    assert step.list.currentIndex().row() == 0
    desk.state.undo()
    assert case_of(desk) == before
    assert not step.show_item("e99")


def test_an_item_is_linked_to_ratings_and_leads_to_them(desk: Desk, step: EvidenceStep) -> None:
    asked: list[str] = []
    step.rating_asked.connect(asked.append)
    before, edits = case_of(desk), desk.edits()
    step.show_item("e9")
    links = step.form.links
    assert list(links.links) == uses(before, "e9")[0]
    links.picker.setText("insec")
    QTest.keyClick(links.picker, Qt.Key.Key_Return)
    assert "e9" in case_of(desk).ratings["insecurity"].evidence
    assert desk.edits() == edits + 1
    desk.bot.mouseClick(links.links["insecurity"], Qt.MouseButton.LeftButton)
    assert asked == ["insecurity"]
    desk.bot.mouseClick(links.crosses["insecurity"], Qt.MouseButton.LeftButton)
    assert set(case_of(desk).ratings["insecurity"].evidence) == set(before.ratings["insecurity"].evidence)
    links.picker.setText("no such criterion")
    QTest.keyClick(links.picker, Qt.Key.Key_Return)
    assert "no such criterion" in links.fault.sentence.text()
    assert desk.edits() == edits + 2


def test_the_list_is_searched_and_filtered_and_the_item_in_hand_stays(desk: Desk, step: EvidenceStep) -> None:
    total = len(case_of(desk).evidence)
    desk.bot.mouseClick(step.add, Qt.MouseButton.LeftButton)
    assert step.tools.filters["unused"].text() == "Unused 1"
    step.tools.filters["unused"].click()
    assert len(listed(step)) == 1
    step.form.links.picker.setText("insecurity")
    QTest.keyClick(step.form.links.picker, Qt.Key.Key_Return)
    assert len(listed(step)) == 1
    assert step.tools.filters["unused"].text() == "Unused 0"
    step.tools.search.setText("robbery")
    assert listed(step) == []
    desk.bot.mouseClick(step.clear, Qt.MouseButton.LeftButton)
    assert len(listed(step)) == total + 1
    step.tools.search.setText("IRIN robbery")
    assert listed(step) == ["e6"]
    assert step.show_item("e1")
    assert step.tools.search.text() == ""
    assert line(step, "title").text() == "Seventeenth progress report on UNMIL"


def test_a_protected_excerpt_is_marked_and_told_where_it_is_given_away(desk: Desk, step: EvidenceStep) -> None:
    case = case_of(desk)
    rationale = case.ratings["insecurity"].rationale
    items = tuple(replace(item, excerpt=rationale) if item.id == "e1" else item for item in case.evidence)
    desk.state.edit(replace(case, evidence=items), "evidence", "evidence", "")
    step.show_item("e1")
    assert step.form.mark.isHidden()
    step.form.protected.click()
    assert case_of(desk).evidence[0].protected
    assert not step.form.mark.isHidden()
    assert "Insecurity" in step.form.echo.sentence.text()
    said = step.items.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("protected")
    desk.state.undo()
    assert not case_of(desk).evidence[0].protected
    assert step.form.mark.isHidden()
    assert step.form.echo.sentence.text() == ""


def test_a_link_is_pasted_once_and_doubles_are_told(desk: Desk, step: EvidenceStep, told: list[str]) -> None:
    edits, clipboard = desk.edits(), QGuiApplication.clipboard()
    clipboard.setText("https://reliefweb.int/report/liberia/county-support-teams")
    QTest.keyClick(step.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    made = case_of(desk).evidence[-1]
    assert (made.title, made.url) == (
        "County support teams",
        "https://reliefweb.int/report/liberia/county-support-teams",
    )
    assert (made.date, made.source) == (None, None)
    clipboard.setText("http://www.reliefweb.int/report/liberia/county-support-teams/")
    step.show_item("e1")
    desk.bot.mouseClick(step.paste, Qt.MouseButton.LeftButton)
    assert desk.edits() == edits + 1
    assert told[-1] == "This link is in the evidence already: County support teams."
    assert listed(step)[step.list.currentIndex().row()] == made.id
    clipboard.setText("no link at all")
    desk.bot.mouseClick(step.paste, Qt.MouseButton.LeftButton)
    assert "holds no link" in told[-1]
    step.show_item("e1")
    url = line(step, "url")
    url.setText("reliefweb.int/report/liberia/county-support-teams")
    desk.bot.keyClick(url, Qt.Key.Key_Return)
    assert not step.form._same.isHidden()
    clipboard.clear()


def test_documents_become_items_and_what_holds_a_case_goes_to_the_library(
    desk: Desk, step: EvidenceStep, told: list[str], tmp_path: Path
) -> None:
    asked: list[list[Path]] = []
    step.import_asked.connect(asked.append)
    desk.settle()
    assert desk.state.analysis is not None
    note, report, pack = (tmp_path / name for name in ("note.pdf", "un_report.pdf", "cases.pack"))
    note.write_bytes(desk.state.workspace.note(desk.state.analysis))
    pikepdf.new().save(report)
    pack.write_bytes(b"whatever")
    (tmp_path / "cable.txt").write_text("words", encoding="utf-8")
    edits, total = desk.edits(), len(case_of(desk).evidence)
    files = (note, report, pack, tmp_path / "cable.txt")
    drop(step, *(QUrl.fromLocalFile(str(path)) for path in files))
    desk.bot.waitUntil(lambda: asked == [[note, pack]], timeout=20_000)
    made = case_of(desk).evidence[total:]
    assert [(item.title, item.source, item.date) for item in made] == [
        ("Un report", "un_report.pdf", None),
        ("Cable", "cable.txt", None),
    ]
    assert desk.edits() == edits + 1
    assert told[-1] == "2 items added to the evidence."
    drop(step, QUrl("https://undocs.org/S/2008/553"))
    assert case_of(desk).evidence[-1].url == "https://undocs.org/S/2008/553"
    drop(step, QUrl.fromLocalFile(str(tmp_path)))
    desk.bot.waitUntil(lambda: "not folders" in told[-1], timeout=20_000)
    page = tmp_path / "saved_page.pdf"  # what a download that failed leaves: no PDF, and no case either
    page.write_text("<html></html>", encoding="utf-8")
    drop(step, QUrl.fromLocalFile(str(page)))
    desk.bot.waitUntil(lambda: case_of(desk).evidence[-1].source == "saved_page.pdf", timeout=20_000)


def test_a_title_is_one_line_and_a_broken_link_is_told(desk: Desk, step: EvidenceStep, told: list[str]) -> None:
    QGuiApplication.clipboard().setText("a cable\nin two lines")
    title = line(step, "title")
    title.setFocus()
    title.selectAll()
    title.paste()
    desk.bot.keyClick(title, Qt.Key.Key_Return)
    assert case_of(desk).evidence[0].title == "a cable in two lines"
    edits = desk.edits()
    QGuiApplication.clipboard().setText("https://[::1")
    step.paste.click()
    assert desk.edits() == edits
    assert "holds no link" in told[-1]


def test_a_file_over_a_text_field_is_left_to_the_step(
    desk: Desk, step: EvidenceStep, told: list[str], tmp_path: Path
) -> None:
    excerpt = step.form.fields["excerpt"].control
    assert isinstance(excerpt, TextField)
    before, total = excerpt.toPlainText(), len(case_of(desk).evidence)
    (tmp_path / "cable.txt").write_text("words", encoding="utf-8")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path / "cable.txt"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for field in (step.form.links.picker, step.tools.search, excerpt.viewport()):
        QApplication.sendEvent(field, QDragEnterEvent(QPoint(5, 5), copy, carried, left, none))
        assert not step._frame.isHidden(), "the step takes it"
        step._frame.hide()
    QApplication.sendEvent(excerpt.viewport(), QDropEvent(QPointF(5, 5), copy, carried, left, none))
    desk.bot.waitUntil(lambda: len(case_of(desk).evidence) == total + 1, timeout=20_000)
    assert told[-1] == "Cable added to the evidence."
    step.show_item("e1")
    assert excerpt.toPlainText() == before


def test_a_step_that_is_not_seen_catches_up_when_it_is(desk: Desk, step: EvidenceStep) -> None:
    step.hide()
    case = case_of(desk)
    more = replace(case, evidence=(*case.evidence, Evidence("e50", "Late")))
    desk.state.edit(more, "evidence", "evidence", "")
    assert "e50" not in listed(step)
    step.show()
    assert listed(step)[-1] == "e50"
    for item in more.evidence:
        more = without(more, item.id)
    desk.state.edit(more, "evidence", "evidence", "")
    assert step.status()[0] == "nothing"
    assert not step.remove.isEnabled()
