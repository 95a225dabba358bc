"""Filters that the library counts, tags, and the headline of an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.library_results import DRAWS, headline
from app.desk.library_view import LibraryView
from app.desk.state import DeskState
from app.desk.window import DeskWindow
from app.workspace import Workspace
from decision.analysis import analyse

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def view(window: DeskWindow) -> LibraryView:
    return window.library


def titles(view: LibraryView) -> set[str]:
    return {row.summary.title for row in view.cases.rows}


def test_the_headline_is_that_of_the_whole_analysis(workspace: Workspace) -> None:
    assert workspace.library is not None
    base, model = workspace.case_base(), workspace.model
    for case in workspace.library.cases():
        whole = analyse(model, case, base, draws=DRAWS, seed=model.robustness.seed)
        found = headline(model, case, base, draws=DRAWS, seed=model.robustness.seed)
        assert (found.option, found.strength) == (whole.recommendation.option, whole.recommendation.strength)
        assert found.lines == {verdict.line: verdict.option for verdict in whole.explanation.lines}


def test_each_filter_says_how_many_it_holds(qtbot: QtBot, view: LibraryView) -> None:
    box = view.filters._boxes["documented", "two_feet_in"]
    qtbot.waitUntil(lambda: box.accessibleDescription() == "2 cases")
    view.filters._boxes["mission", "peacebuilding_office"].setChecked(True)
    qtbot.waitUntil(lambda: box.accessibleDescription() == "1 case")


def test_a_country_is_chosen_by_name(qtbot: QtBot, view: LibraryView) -> None:
    country = view.filters.country
    qtbot.waitUntil(lambda: country.findData("LBR") > 0)
    place = country.findData("LBR")
    assert country.itemText(place).startswith("Liberia")
    country.setCurrentIndex(place)
    country.activated.emit(place)
    assert titles(view) == {"Liberia / UNMIL"}
    qtbot.waitUntil(lambda: view.filters._boxes["documented", "two_feet_out"].accessibleDescription() == "0 cases")
    assert country.currentData() == "LBR"  # the counts that came since left the choice
    view.filters.clear()
    assert len(titles(view)) == 9


def test_years_narrow_once_they_are_whole(qtbot: QtBot, view: LibraryView) -> None:
    first, last = view.filters.years.fields.values()
    qtbot.keyClicks(first, "200")
    assert len(titles(view)) == 9
    qtbot.keyClicks(first, "9")
    assert titles(view) == set()
    assert view.middle.clear.isVisible()
    first.setText("2008")
    qtbot.keyClicks(last, "2008")
    assert len(titles(view)) == 9
    last.setText("2007")
    assert titles(view) == set()


def test_the_recommended_arrangement_is_a_filter_once_it_is_known(qtbot: QtBot, view: LibraryView) -> None:
    qtbot.waitUntil(lambda: all(row.answer is not None for row in view.cases.rows), timeout=60_000)
    qtbot.waitUntil(lambda: not view.middle.compute.isVisible(), timeout=10_000)
    view.filters._boxes["recommended", "two_feet_in"].setChecked(True)
    assert titles(view) == {"Liberia / UNMIL", "Sierra Leone / UNIPSIL"}
    agreeing = {row.summary.title for row in view.cases.rows if row.answer is not None and row.answer.agree}
    view.filters._boxes["lines", "agree"].setChecked(True)
    assert titles(view) == agreeing


def test_a_tag_is_added_shown_found_and_taken_off(
    qtbot: QtBot, view: LibraryView, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    somalia = id_of("Somalia")
    view.table.select_id(somalia)
    field = view.preview.tags.field
    field.setFocus()
    qtbot.keyClicks(field, "  horn of   Africa ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert state.library.tags(somalia) == ("horn of Africa",)
    assert "horn of Africa" in window.status.notice
    assert field.text() == ""
    assert view.selected_id() == somalia
    assert [chip.accessibleName() for chip in view.preview.tags.chips] == ["Take off the tag horn of Africa"]

    qtbot.waitUntil(lambda: "horn of Africa" in view.filters._tags)
    view.filters._tags["horn of Africa"].setChecked(True)
    assert titles(view) == {"Somalia"}
    view.filters.clear()
    view.search.setText("horn")
    qtbot.waitUntil(lambda: "Somalia" in titles(view) and len(titles(view)) < 9)
    view.search.clear()

    view.table.select_id(somalia)
    qtbot.mouseClick(view.preview.tags.chips[0], Qt.MouseButton.LeftButton)
    assert state.library.tags(somalia) == ()
    qtbot.waitUntil(lambda: view.filters._tags == {})
    assert "no longer" in window.status.notice


def test_a_tag_that_goes_out_of_use_no_longer_narrows(
    qtbot: QtBot, view: LibraryView, state: DeskState, id_of: Callable[[str], str]
) -> None:
    state.library.tag(id_of("Somalia"), ["watch"])
    state.refresh_library()
    qtbot.waitUntil(lambda: "watch" in view.filters._tags)
    view.filters._tags["watch"].setChecked(True)
    assert titles(view) == {"Somalia"}
    state.library.tag(id_of("Somalia"), [])
    state.refresh_library()
    qtbot.waitUntil(lambda: len(titles(view)) == 9)


def test_a_tag_is_added_once(view: LibraryView, state: DeskState, id_of: Callable[[str], str]) -> None:
    somalia = id_of("Somalia")
    state.library.tag(somalia, ["watch"])
    state.refresh_library()
    view.table.select_id(somalia)
    view.preview.tags.field.entered.emit("watch")
    view.preview.tags.field.entered.emit("  ")
    assert state.library.tags(somalia) == ("watch",)
    assert len([row for row in state.library.history(somalia) if row.action == "tag"]) == 1


def test_every_control_of_the_page_has_a_name(view: LibraryView) -> None:
    named = [
        view.search,
        view._sort,
        view.filters.country,
        view.preview.tags.field,
        *view.filters.years.fields.values(),
    ]
    assert all(control.accessibleName() for control in named)
