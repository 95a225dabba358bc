from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desk.header import STEPS
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from decision.case import MissionKind

pytestmark = pytest.mark.timeout(90)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.usefixtures("liberia")
def test_every_step_is_reached_by_its_keys(qtbot: QtBot, window: DeskWindow) -> None:
    for place in range(len(STEPS)):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), CTRL)
        assert window.case_view.step == place
        assert window.case_view.header.steps[place].isChecked()


@pytest.mark.usefixtures("liberia")
def test_making_the_views_opens_no_window_of_its_own(window: DeskWindow, qapp: QApplication) -> None:
    assert [shown for shown in qapp.topLevelWidgets() if shown.isVisible()] == [window]


@pytest.mark.usefixtures("liberia")
def test_every_step_says_how_it_stands(qtbot: QtBot, window: DeskWindow, state: DeskState) -> None:
    qtbot.waitUntil(lambda: state.analysis_is_current, timeout=60_000)
    for step in window.case_view.steps:
        sign, second = step.status()
        assert sign in ("done", "part", "nothing", "blocked")
        assert second


def test_an_edit_is_recorded_and_undone_by_keys(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    before = state.library.case(liberia)
    window.show_step(0)
    box = window.case_view.steps[0].fields["mission.kind"].control
    assert isinstance(box, QComboBox)
    place = box.findData(MissionKind.POLITICAL_OFFICE)
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert state.library.case(liberia).mission.kind is MissionKind.POLITICAL_OFFICE
    assert "political office" in window.status.notice
    assert window.status.undo.isVisible()
    assert window.case_view.header.undo.isEnabled()
    assert "fact" in window.case_view.header.undo.toolTip()

    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert state.library.case(liberia) == before
    assert window.status.notice == "Undone: fact."
    assert not window.status.undo.isVisible()

    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert state.library.case(liberia).mission.kind is MissionKind.POLITICAL_OFFICE
    assert len(state.library.history(liberia)) >= 3


def test_a_bad_file_is_refused_in_a_sentence_and_nothing_changes(
    qtbot: QtBot, window: DeskWindow, state: DeskState, tmp_path: Path
) -> None:
    before = state.library.summaries()
    for name, data in (("a.json", b"{"), ("b.json", b'{"format": "footing-case/9"}'), ("c.pdf", b"%PDF-1.4 no")):
        bad = tmp_path / name
        bad.write_bytes(data)
        window.status.tell("")
        window.imports.bring_in([bad])
        qtbot.waitUntil(lambda: window.status.notice != "", timeout=60_000)
        assert "inside Footing" not in window.status.notice
        assert state.library.summaries() == before


def test_export_then_import_brings_the_same_case(
    qtbot: QtBot,
    window: DeskWindow,
    liberia: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "out.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.menus.actions["export"].trigger()
    view = window.exports.view
    assert view is not None
    qtbot.waitUntil(view.go.isEnabled, timeout=30_000)
    view.accept()
    qtbot.waitUntil(lambda: "out.json" in window.status.notice, timeout=30_000)
    assert json.loads(target.read_text("utf-8"))["id"] == liberia
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    window.menus.actions["import"].trigger()
    qtbot.waitUntil(lambda: "already" in window.status.notice, timeout=30_000)


def test_duplicating_opens_a_copy_that_is_no_precedent(window: DeskWindow, state: DeskState, liberia: str) -> None:
    window.menus.actions["duplicate"].trigger()
    assert state.case is not None
    assert state.case.id != liberia
    assert state.case.title == "Liberia / UNMIL (copy)"
    assert state.case.documented is None
    assert state.case.ratings == state.library.case(liberia).ratings
    assert len(state.library.summaries()) == 10


def test_a_new_case_opens_at_its_context_and_can_be_left(
    window: DeskWindow, state: DeskState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: ("Haiti", True))
    window.menus.actions["new"].trigger()
    assert state.case is not None
    assert state.case.countries == ("HTI",)
    assert window.pages.currentWidget() is window.case_view
    assert window.case_view.step == 0
    window.menus.actions["library"].trigger()
    assert state.case is None
    assert window.pages.currentWidget() is window.library


def test_a_new_case_that_is_not_wanted_after_all_is_not_made(
    window: DeskWindow, state: DeskState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: ("Haiti", False))
    window.menus.actions["new"].trigger()
    assert state.case is None
    assert len(state.library.summaries()) == 9


def test_an_archived_case_can_be_brought_back(window: DeskWindow, state: DeskState, liberia: str) -> None:
    window.menus.actions["archive"].trigger()
    assert window.library.cases.rowCount() == 8
    window.library.filters.archived.setChecked(True)
    assert [row.summary.id for row in window.library.cases.rows] == [liberia]
    state.open(liberia)
    window.menus.actions["archive"].trigger()
    window.library.filters.archived.setChecked(False)
    assert window.library.cases.rowCount() == 9


@pytest.mark.usefixtures("liberia")
def test_keeping_a_version_counts_on(window: DeskWindow) -> None:
    box = window.case_view.steps[0].fields["phase"].control
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    window.menus.actions["version"].trigger()
    assert window.status.notice == "Version 2 kept."


@pytest.mark.usefixtures("liberia")
def test_look_and_text_size_are_kept_and_the_views_made_anew(
    qtbot: QtBot, window: DeskWindow, theme: Theme
) -> None:
    window.show_step(0)
    window.guidance.choose("scale", 150)
    window.guidance.choose("scheme", "dark")
    assert theme.dark
    assert theme.scale == 1.5
    assert window.case_view.step == 0
    title = window.case_view.steps[0].fields["title"].control
    qtbot.waitUntil(title.isVisible)
    assert title.text() == "Liberia / UNMIL"
    window.guidance.choose("scheme", "light")
    window.guidance.choose("scale", 100)
    assert window._settings.scale == 100


@pytest.mark.usefixtures("liberia")
def test_the_parts_of_the_window_follow_by_f6(qtbot: QtBot, window: DeskWindow) -> None:
    window.show_step(0)
    seen = set()
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        assert focus is not None
        seen |= {part.objectName() or type(part).__name__ for part in window._parts() if part.isAncestorOf(focus)}
    assert len(seen) >= 3


@pytest.mark.usefixtures("liberia")
def test_everything_that_takes_the_keyboard_has_a_name(window: DeskWindow) -> None:
    for view in (window.library, window.case_view.header, window.case_view.left, *window.case_view.steps):
        for control in view.findChildren(QWidget):
            if isinstance(control, QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit):
                named = control.accessibleName() or getattr(control, "text", str)()
                inner = control.parent() is not None and isinstance(control.parent(), QComboBox)
                internal = control.objectName().startswith("qt_") or type(control).__module__.startswith("PySide6")
                assert named or inner or internal, control


@pytest.mark.usefixtures("liberia")
def test_a_window_as_small_as_allowed_keeps_its_steps(window: DeskWindow) -> None:
    window.resize(1024, 640)
    header = window.case_view.header
    assert window.width() == 1024
    assert all(step.brief for step in header.steps)
    assert header.steps[-1].geometry().right() < header.width()


def test_void_calls_of_qt_leave_none_alone(window: DeskWindow) -> None:
    """PySide 6.12 loses one reference of None a call on Python 3.11, until the interpreter aborts."""
    picture = QImage(4, 4, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(5_000):
        painter.drawPoint(1, 1)
        window.update()
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 100


def test_what_is_being_typed_belongs_to_its_own_case(
    qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str], liberia: str
) -> None:
    window.show_step(0)
    field = window.case_view.steps[0].fields["title"].control
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Liberia, half typed")
    state.open(id_of("Somalia"))
    assert state.library.case(liberia).title == "Liberia, half typed"
    assert state.stored_case is not None
    assert state.stored_case.title == "Somalia"
    assert state.library.case(state.stored_case.id).title == "Somalia"
    assert window.case_view.steps[0].fields["title"].control.text() == "Somalia"


def test_what_is_being_typed_is_kept_on_the_way_to_the_library_and_in_a_version(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    window.show_step(0)
    field = window.case_view.steps[0].fields["title"].control
    for title, leave in (("first", "version"), ("second", "library")):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, title)
        window.menus.actions[leave].trigger()
        assert state.library.case(liberia).title == title
    assert [state.library.version(liberia, 2).title] == ["first"]


def test_the_menus_speak_the_language_that_is_chosen(window: DeskWindow) -> None:
    window.guidance.choose("language", "fr")
    assert window.menus.menus["file"].title() == "Fichier"
    window.guidance.choose("language", "en")
    assert window.menus.menus["file"].title() == "File"
