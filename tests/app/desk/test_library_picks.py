"""Several cases at once: selected by key and pointer, compared, filed, exported, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.desk.library_middle import ListPart
from app.desk.library_results import LibraryResults
from app.desk.library_view import LibraryView
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.finding import kinds_meant
from app.words import Words
from db.pack_reading import read_pack

pytestmark = pytest.mark.timeout(90)
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(window: DeskWindow) -> LibraryView:
    """The list by title, standing on its first case."""
    library = window.library
    library._sort.setCurrentIndex(library._sort.findData("title"))
    library._sort.activated.emit(1)
    library.table.select_place(0)
    library.table.setFocus()
    return library


@pytest.fixture
def quiet(qtbot: QtBot, state: DeskState, theme: Theme) -> Iterator[LibraryView]:
    """The list by title in a view nobody sees: nothing is computed."""
    results = LibraryResults(state)
    made = LibraryView(state, theme, results)
    qtbot.addWidget(made)
    made._sort.setCurrentIndex(made._sort.findData("title"))
    made._sort.activated.emit(1)
    yield made
    results.stop()


@pytest.fixture
def notices(state: DeskState) -> list[tuple[str, bool]]:
    """What is told at the foot of the window, and whether Undo stands beside it."""
    told: list[tuple[str, bool]] = []
    state.noticed.connect(lambda sentence, undo: told.append((sentence, undo)))
    return told


def picked(view: LibraryView) -> list[str]:
    return [view._state.library.summary(case_id).title.split(" / ")[0] for case_id in view.picks.ids]


def click(qtbot: QtBot, view: LibraryView, place: int, keys: Qt.KeyboardModifier, column: int = 1) -> None:
    rect = view.table.visualRect(view.cases.index(place, column))
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, keys, rect.center())


def test_keys_select_one_several_and_all(qtbot: QtBot, view: LibraryView) -> None:
    table = view.table
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert picked(view) == ["Afghanistan"]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert picked(view) == ["Afghanistan"], "walking on leaves the selection as it is"
    qtbot.keyClick(table, Qt.Key.Key_Down, _SHIFT)
    assert picked(view) == ["Afghanistan", "Burundi", "Chad and CAR"]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert picked(view) == ["Afghanistan", "Burundi"]
    qtbot.keyClick(table, Qt.Key.Key_A, _CTRL)
    assert len(view.picks) == 9
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert picked(view) == []
    assert view.middle.bar.isHidden()


def test_the_pointer_selects_with_ctrl_with_shift_and_on_the_box(qtbot: QtBot, view: LibraryView) -> None:
    click(qtbot, view, 2, _CTRL)
    assert picked(view) == ["Afghanistan", "Chad and CAR"], "the case that was chosen stays so"
    click(qtbot, view, 4, _SHIFT)
    assert picked(view) == ["Afghanistan", "Chad and CAR", "Darfur", "DR Congo"]
    box = view.table.visualRect(view.cases.index(0, 0)).topLeft() + QPoint(view._theme.px(18), 20)
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert picked(view) == ["Chad and CAR", "Darfur", "DR Congo"]
    click(qtbot, view, 7, Qt.KeyboardModifier.NoModifier)
    assert len(view.picks) == 3
    assert view.preview._title.text() == "Somalia"


def test_a_selection_outlives_a_search_and_is_read_aloud(qtbot: QtBot, view: LibraryView) -> None:
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    qtbot.keyClick(view.table, Qt.Key.Key_L)
    assert view.search.hasFocus(), "a letter begins a search"
    assert view.search.text() == "l"
    view.search.setText("liber")
    qtbot.waitUntil(lambda: view.cases.rowCount() < 9)
    view.table.toggle(0)
    assert picked(view) == ["Afghanistan", "Liberia"]
    view.search.clear()
    role = Qt.ItemDataRole.CheckStateRole
    ticked = {
        row.summary.title
        for place, row in enumerate(view.cases.rows)
        if view.cases.data(view.cases.index(place, 0), role) == Qt.CheckState.Checked
    }
    assert ticked == {"Afghanistan / UNAMA", "Liberia / UNMIL"}


def test_two_to_four_cases_are_compared_and_else_it_says_why(quiet: LibraryView) -> None:
    asked: list[list[str]] = []
    quiet.compare_asked.connect(asked.append)
    compare = quiet.middle.bar.buttons["compare"]
    for place, may in enumerate((False, True, True, True, False)):
        quiet.table.toggle(place)
        assert compare.isEnabled() is may
        assert bool(quiet.middle.bar.why.text()) is not may
        assert bool(compare.accessibleDescription()) is not may
    quiet.table.toggle(0)
    compare.click()
    assert asked == [quiet.picks.ids]
    assert picked(quiet) == ["Burundi", "Chad and CAR", "Darfur", "DR Congo"]


def test_several_cases_are_put_away_and_brought_back(
    qtbot: QtBot, view: LibraryView, window: DeskWindow, state: DeskState
) -> None:
    for place in (0, 1):
        view.table.toggle(place)
    qtbot.mouseClick(view.middle.bar.buttons["archive"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.cases.rowCount() == 7)
    assert window.status.notice.startswith("2 cases archived")
    qtbot.waitUntil(lambda: view.filters.archived.accessibleDescription() == "2 cases")
    assert view.filters.archived.isVisible()
    assert picked(view) == []
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Z, _CTRL)
    qtbot.waitUntil(lambda: view.cases.rowCount() == 9)
    assert len(state.library.documented_ids()) == 9


def test_what_was_done_since_is_not_taken_back_with_the_filing(
    qtbot: QtBot, quiet: LibraryView, state: DeskState, id_of: Callable[[str], str]
) -> None:
    first = id_of("Afghanistan")
    qtbot.keyClick(quiet.table, Qt.Key.Key_Delete)
    assert state.library.summary(first).archived
    changed = state.library.case(first)
    state.library.record(replace(changed, title="Renamed"), "title", "title")
    quiet.undo()
    assert state.library.case(first).title == "Renamed"
    assert state.library.summary(first).archived
    state.open(id_of("Liberia"))
    assert not quiet.acts.filing.undoable


def test_tags_of_several_cases_are_added_and_taken_off_at_once(
    qtbot: QtBot,
    quiet: LibraryView,
    notices: list[tuple[str, bool]],
    state: DeskState,
    id_of: Callable[[str], str],
) -> None:
    one, other = id_of("Afghanistan"), id_of("Burundi")
    state.library.tag(one, ["watch", "old"])
    state.library.tag(other, ["watch"])
    for place in (0, 1):
        quiet.table.toggle(place)
    quiet.acts.do("tag", quiet.picks.ids)
    dialog = quiet.acts.tag_view
    assert dialog is not None
    qtbot.waitUntil(dialog.go.isEnabled)
    states = {tag: box.checkState() for tag, box in dialog.boxes.items()}
    assert states == {"watch": Qt.CheckState.Checked, "old": Qt.CheckState.PartiallyChecked}
    dialog.boxes["watch"].click()
    qtbot.keyClicks(dialog.field, "Sahel , new  one")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(notices))
    assert notices == [("Tags of 2 cases changed.", True)]
    assert state.library.tags(one) == ("Sahel", "new one", "old")
    assert state.library.tags(other) == ("Sahel", "new one")
    quiet.undo()
    qtbot.waitUntil(lambda: state.library.tags(other) == ("watch",))
    assert state.library.tags(one) == ("old", "watch")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_row_comes_by_pointer_and_by_key(qtbot: QtBot, view: LibraryView, state: DeskState) -> None:
    place = view.table.visualRect(view.cases.index(3, 0)).center()
    where = view.table.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where)
    QApplication.sendEvent(view.table.viewport(), event)
    menu = view.acts.menu
    assert menu is not None
    texts = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert {"Open", "Duplicate", "Export…", "Archive", "Tags…", "Record a decision…"} <= set(texts)
    texts["Open"].trigger()
    menu.close()
    assert state.case is not None
    assert state.case.title.startswith("Darfur")
    state.close_case()
    qtbot.keyClick(view.table, Qt.Key.Key_A, _CTRL)
    qtbot.keyClick(view.table, Qt.Key.Key_F10, _SHIFT)
    several = view.acts.menu
    assert several is not None
    assert several.actions()[0].text() == "9 cases selected"
    compare = next(action for action in several.actions() if action.text() == "Compare")
    assert not compare.isEnabled()
    several.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_several_cases_leave_as_one_pack(
    qtbot: QtBot,
    quiet: LibraryView,
    notices: list[tuple[str, bool]],
    state: DeskState,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "two.pack"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    for place in (0, 1):
        quiet.table.toggle(place)
    quiet.middle.bar.buttons["export"].click()
    dialog = quiet.acts.packs.view
    assert dialog is not None
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(notices), timeout=30_000)
    assert notices == [("Written to two.pack.", False)]
    assert {item.case.id for item in read_pack(path.read_bytes(), state.workspace.model).cases} == set(
        quiet.picks.ids
    )


def test_a_kind_of_mission_that_is_typed_is_offered_as_a_filter(qtbot: QtBot, view: LibraryView) -> None:
    view.search.setText("peacekeeping operations")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in view.middle._offers.findChildren(QPushButton)))
    offered = [one for one in view.middle._offers.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in offered] == ["Peacekeeping operations only"]
    qtbot.mouseClick(offered[0], Qt.MouseButton.LeftButton)
    assert view.search.text() == ""
    assert view.cases.rowCount() == 6
    assert {row.summary.mission_kind for row in view.cases.rows} == {"peacekeeping_operation"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("peacekeep", ["peacekeeping_operation"]),
        ("political", ["political_mission", "political_office"]),
        ("Political OFFICES", ["political_office"]),
        ("political liberia", []),
        ("po", []),
        ("", []),
    ],
)
def test_which_kinds_of_mission_are_meant(words: Words, typed: str, meant: list[str]) -> None:
    assert list(kinds_meant(words, typed)) == meant


def test_a_narrow_window_shows_one_part_beside_the_list(
    qtbot: QtBot, view: LibraryView, window: DeskWindow
) -> None:
    window.resize(1024, 640)
    sides = view.middle.sides
    qtbot.waitUntil(sides["preview"].isVisible)
    assert (view.filters.isVisible(), view.preview.isVisible()) == (True, False)
    qtbot.mouseClick(sides["preview"], Qt.MouseButton.LeftButton)
    assert (view.filters.isVisible(), view.preview.isVisible()) == (False, True)
    qtbot.mouseClick(sides["preview"], Qt.MouseButton.LeftButton)
    assert (view.filters.isVisible(), view.preview.isVisible()) == (False, False)
    window.resize(1440, 900)
    qtbot.waitUntil(sides["preview"].isHidden)
    assert (view.filters.isVisible(), view.preview.isVisible()) == (True, True)


def test_what_is_computed_unasked_is_not_offered(quiet: LibraryView) -> None:
    middle: ListPart = quiet.middle
    middle.show_known(3, 9, waiting=6, all_of_them=False)
    assert (middle.known.isHidden(), middle.compute.isHidden()) == (False, True)
    assert "being computed" in middle.known.text()
    middle.show_known(3, 40, waiting=6, all_of_them=False)
    assert (middle.known.isHidden(), middle.compute.isHidden()) == (False, False)
    middle.show_known(40, 40, waiting=0, all_of_them=False)
    assert (middle.known.isHidden(), middle.compute.isHidden()) == (True, True)
