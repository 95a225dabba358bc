from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.library_rows import COLUMNS, PENDING
from app.desk.state import DeskState
from app.desk.window import DeskWindow

pytestmark = pytest.mark.timeout(90)


def titles(window: DeskWindow) -> list[str]:
    return [row.summary.title for row in window.library.cases.rows]


def test_the_list_is_there_before_any_answer(window: DeskWindow) -> None:
    cases = window.library.cases
    assert len(titles(window)) == 9
    column = COLUMNS.index("recommended")
    assert all(cases.data(cases.index(row, column)) == PENDING for row in range(9))


def test_the_answers_arrive_aside_and_are_kept(qtbot: QtBot, window: DeskWindow, state: DeskState) -> None:
    library = window.library
    qtbot.waitUntil(lambda: all(row.answer is not None for row in library.cases.rows), timeout=80_000)
    agree = {row.summary.title: row.answer.option == row.summary.documented_option for row in library.cases.rows}
    assert all(agree.values())
    state.refresh_library()
    assert all(row.answer is not None for row in library.cases.rows)
    assert state.runner.running == []


@pytest.mark.parametrize(
    ("typed", "best"),
    [("liber", "Liberia / UNMIL"), ("UNAMID", "Darfur / UNAMID"), ("sudan unmis", "Southern Sudan / UNMIS")],
)
def test_search_lists_the_best_match_first(qtbot: QtBot, window: DeskWindow, typed: str, best: str) -> None:
    window.library.search.setText(typed)
    qtbot.waitUntil(lambda: len(titles(window)) < 9)
    assert titles(window)[0] == best
    assert window.library._sort.currentData() == "relevance"
    window.library.search.clear()
    assert len(titles(window)) == 9
    assert window.library._sort.currentData() == "changed"


def test_a_search_that_finds_nothing_offers_to_clear(qtbot: QtBot, window: DeskWindow) -> None:
    window.library.search.setText("zzz")
    qtbot.waitUntil(lambda: titles(window) == [])
    assert window.library.middle.clear.isVisible()
    qtbot.mouseClick(window.library.middle.clear, Qt.MouseButton.LeftButton)
    assert len(titles(window)) == 9


def test_filters_narrow_and_add_up(window: DeskWindow) -> None:
    boxes = window.library.filters._boxes
    boxes["documented", "two_feet_in"].setChecked(True)
    assert set(titles(window)) == {"Liberia / UNMIL", "Sierra Leone / UNIPSIL"}
    boxes["documented", "two_feet_out"].setChecked(True)
    assert len(titles(window)) == 5
    boxes["mission", "peacebuilding_office"].setChecked(True)
    assert titles(window) == ["Sierra Leone / UNIPSIL"]
    window.library.filters.clear()
    assert len(titles(window)) == 9


def test_enter_opens_the_selected_case(
    qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    window.library.table.select_id(id_of("Somalia"))
    qtbot.keyClick(window.library.table, Qt.Key.Key_Return)
    assert state.case is not None
    assert state.case.title == "Somalia"


def test_the_preview_follows_the_selection_and_opens(
    qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    window.library.table.select_id(id_of("Darfur"))
    assert window.library.preview._title.text() == "Darfur / UNAMID"
    qtbot.mouseClick(window.library.preview.buttons["open"], Qt.MouseButton.LeftButton)
    assert state.case is not None
    assert state.case.title == "Darfur / UNAMID"


def test_the_order_is_the_officers_choice(window: DeskWindow) -> None:
    sort = window.library._sort
    sort.setCurrentIndex(sort.findData("title"))
    sort.activated.emit(1)
    assert titles(window) == sorted(titles(window), key=str.casefold)


def test_computing_that_was_cancelled_goes_on_when_the_library_is_shown_again(
    qtbot: QtBot, window: DeskWindow, state: DeskState
) -> None:
    qtbot.waitUntil(lambda: bool(state.runner.running), timeout=30_000)
    for task in state.runner.running:
        task.cancel()
    qtbot.waitUntil(lambda: not state.runner.running, timeout=60_000)
    window.library.refresh()
    qtbot.waitUntil(lambda: any(row.answer is not None for row in window.library.cases.rows), timeout=60_000)
