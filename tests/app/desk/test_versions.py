"""Versions and history in the window: what differs, going back, and what was undone."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.history_view import HistoryView, history_lines
from app.desk.state import DeskState
from app.desk.versions_view import VersionsView
from app.desk.window import DeskWindow
from decision.case import Estimate, Phase

pytestmark = pytest.mark.timeout(90)


def edit(state: DeskState, title: str) -> None:
    assert state.stored_case is not None
    state.edit(dataclasses.replace(state.stored_case, title=title), "title", "title", f"Now {title}.")


def compared(qtbot: QtBot, window: DeskWindow, state: DeskState) -> VersionsView:
    view = window.files.view
    assert isinstance(view, VersionsView)
    qtbot.waitUntil(lambda: not [one for one in state.runner.running if one.name == "compare"], timeout=30_000)
    return view


def test_an_earlier_version_is_compared_and_brought_back_and_undone(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    edit(state, "Second")
    state.library.freeze(liberia, "Before the review")
    edit(state, "Third")
    window.menus.actions["versions"].trigger()
    view = compared(qtbot, window, state)
    assert [line.cells[0] for line in view.table.rows.lines] == ["2", "1"]
    assert view.table.rows.lines[0].cells[3] == "Before the review"
    assert [line.cells for line in view.changes.rows.lines] == [("Title", "Second", "Third")]
    view.table.selectRow(1)
    view.against.setCurrentIndex(view.against.findData(2))
    view.against.activated.emit(view.against.currentIndex())
    compared(qtbot, window, state)
    assert [line.cells for line in view.changes.rows.lines] == [("Title", "Liberia / UNMIL", "Second")]
    assert view.go.isEnabled()
    qtbot.mouseClick(view.go, Qt.MouseButton.LeftButton)
    assert window.files.view is None
    assert state.stored_case is not None
    assert state.stored_case.title == "Liberia / UNMIL"
    assert window.status.notice == "Version 1 is the working state again, as version 4."
    assert window.status.undo.isVisible()
    window.menus.actions["undo"].trigger()
    assert state.library.case(liberia).title == "Third"
    assert window.status.notice == "Undone: earlier version."


def test_a_version_that_says_what_stands_now_cannot_be_restored(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    assert liberia
    window.menus.actions["versions"].trigger()
    view = compared(qtbot, window, state)
    assert not view.go.isEnabled()
    assert "they say the same" in view._heading.text()
    view.reject()


def test_the_history_tells_who_changed_what_and_marks_what_was_undone(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    edit(state, "Second")
    state.undo()
    edit(state, "Third")
    state.undo()
    state.redo()
    window.menus.actions["history"].trigger()
    view = window.files.view
    assert isinstance(view, HistoryView)
    qtbot.waitUntil(lambda: bool(view.table.rows.lines), timeout=30_000)
    told = [line.cells[2] for line in view.table.rows.lines]
    assert told[:5] == ["Redo: Title", "Undo: Title", "Title", "Undo: Title", "Title (undone)"]
    assert [line.faint for line in view.table.rows.lines[:5]] == [False, False, False, False, True]
    assert view.table.rows.lines[2].cells[3:] == ("Title", "Liberia / UNMIL", "Third")
    assert len(state.library.history(liberia)) == len(view.table.rows.lines)
    view.accept()


def test_an_edit_of_a_whole_part_is_told_by_the_fields_that_changed(state: DeskState, window: DeskWindow) -> None:
    assert window.isVisible()
    library = state.library
    case = library.case(library.summaries()[0].id)
    rating = dataclasses.replace(case.ratings["insecurity"], estimate=Estimate(1, 2, 3), rationale="Seen.")
    changed = dataclasses.replace(case, ratings={**case.ratings, "insecurity": rating}, phase=Phase.TRANSITION)
    library.record(changed, "rating", "ratings.insecurity")
    library.tag(case.id, ["review"])
    library.archive(case.id, True)
    lines = history_lines(state.workspace.words, library.history(case.id))
    assert lines[0].cells[3:] == ("Archived", "no", "yes")
    assert lines[1].cells[3:] == ("Tags", "–", "review")
    assert {line.cells[3] for line in lines[2:7]} == {
        "Phase",
        "Insecurity: lowest level",
        "Insecurity: level",
        "Insecurity: highest level",
        "Insecurity: rationale",
    }
    assert [bool(line.cells[0]) for line in lines[2:7]] == [True, False, False, False, False]
