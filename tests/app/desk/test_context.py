from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.desk.context_step import ContextStep
from app.desk.controls import LineField
from app.desk.entry import NotADateError, date_of
from app.desk.state import DeskState
from app.desk.window import DeskWindow
from app.words import Words

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def step(window: DeskWindow, liberia: str) -> ContextStep:  # noqa: ARG001 - it opens the case
    window.show_step(0)
    shown = window.case_view.steps[0]
    assert isinstance(shown, ContextStep)
    return shown


def type_into(qtbot: QtBot, step: ContextStep, key: str, text: str) -> LineField:
    field = step.fields[key].control
    assert isinstance(field, LineField)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def test_one_field_is_one_edit(qtbot: QtBot, step: ContextStep, state: DeskState, liberia: str) -> None:
    type_into(qtbot, step, "title", "Liberia after UNMIL")
    rows = state.library.history(liberia)
    assert (rows[-1].action, rows[-1].key) == ("title", "title")
    assert state.library.case(liberia).title == "Liberia after UNMIL"
    before = len(rows)
    step.fields["title"].control.clearFocus()
    assert len(state.library.history(liberia)) == before


@pytest.mark.parametrize(("key", "typed"), [("title", " "), ("as_of", "last autumn"), ("mission.name", "  ")])
def test_what_cannot_be_is_told_at_the_field_and_not_recorded(
    qtbot: QtBot, step: ContextStep, state: DeskState, liberia: str, key: str, typed: str
) -> None:
    before = state.library.case(liberia), len(state.library.history(liberia))
    field = type_into(qtbot, step, key, typed)
    assert step.fields[key].fault
    assert field.text() == typed
    assert (state.library.case(liberia), len(state.library.history(liberia))) == before
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() != typed
    assert not step.fields[key].fault


def test_a_date_is_taken_as_people_write_it(
    qtbot: QtBot, step: ContextStep, state: DeskState, liberia: str
) -> None:
    type_into(qtbot, step, "as_of", "1 Mar 2009")
    assert state.library.case(liberia).as_of == datetime.date(2009, 3, 1)
    assert step.fields["as_of"].control.text() == "1 March 2009"


@pytest.mark.parametrize("typed", ["2008-09-30", "30 September 2008", " 30  Sep 2008 ", "30.9.2008", "30/9/2008"])
def test_dates_that_are_understood(words: Words, typed: str) -> None:
    assert date_of(words, typed) == datetime.date(2008, 9, 30)


@pytest.mark.parametrize("typed", ["2008-13-01", "30 Brumaire 2008", "soon", "2008"])
def test_dates_that_are_not(words: Words, typed: str) -> None:
    with pytest.raises(NotADateError):
        date_of(words, typed)


def test_a_country_is_found_by_name_and_the_mismatch_follows(
    step: ContextStep, state: DeskState, liberia: str
) -> None:
    area = step._lists["mission.countries"]
    area.search.setFocus()
    area.search.setText("Sierra Leone")
    area._enter()
    assert state.library.case(liberia).mission.countries == ("LBR", "SLE")
    assert step._aside._level.text() == "50"
    area._enter_share("SLE", "40", LineField(step._theme))
    assert state.library.case(liberia).mission.coverage["SLE"] == pytest.approx(0.4)
    area._remove("SLE")
    case = state.library.case(liberia)
    assert case.mission.countries == ("LBR",)
    assert "SLE" not in case.mission.coverage
    assert step._aside._level.text() == "0"


def test_a_case_keeps_at_least_one_country(step: ContextStep, state: DeskState, liberia: str) -> None:
    step._lists["countries"]._remove("LBR")
    assert step.fields["countries"].fault
    assert state.library.case(liberia).countries == ("LBR",)


def test_a_share_beyond_the_country_is_refused(step: ContextStep, state: DeskState, liberia: str) -> None:
    before = state.library.case(liberia)
    for typed in ("140", "-1", "half", "nan"):
        step._lists["mission.countries"]._enter_share("LBR", typed, LineField(step._theme))
        assert step._lists["mission.countries"]._fault.sentence.text()
    assert state.library.case(liberia) == before


def test_facts_against_ratings_are_warned_of(step: ContextStep, state: DeskState, liberia: str) -> None:
    assert step._aside._contradictions(state.library.case(liberia)) == []
    box = step.fields["mission.uses_force"].control
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("engages"))
    box.activated.emit(box.currentIndex())
    warned = step._aside._contradictions(state.library.case(liberia))
    assert len(warned) == 1
    assert "engagement in force" in warned[0]
