"""Rows of the note: facts, next steps and what parties said, added, changed, moved and removed by keyboard."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.note_rows import RowsEditor
from app.desk.note_step import NoteStep
from app.desk.state import DeskState
from decision.case import Case, Consultation, NextStep
from tests.app.desk.note_fixtures import desk, state, step, type_into

__all__ = ["desk", "state", "step"]
pytestmark = pytest.mark.timeout(120)


def case_of(state: DeskState) -> Case:
    assert state.stored_case is not None
    return state.library.case(state.stored_case.id)


def whats(state: DeskState) -> list[str]:
    return [one.what for one in case_of(state).brief.next_steps]


def add_step(qtbot: QtBot, rows: RowsEditor, what: str) -> None:
    qtbot.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    assert rows.begun is not None
    assert rows.begun.cells["what"].target.hasFocus()
    type_into(rows.begun.cells["what"].target, what)


@pytest.fixture
def steps(qtbot: QtBot, step: NoteStep) -> RowsEditor:
    """The next steps, three of them."""
    step.parts.open("next_steps")
    for what in ("One", "Two", "Three"):
        add_step(qtbot, step.editors.steps, what)
    return step.editors.steps


def test_a_step_is_kept_once_it_says_what_is_to_be_done(qtbot: QtBot, step: NoteStep, state: DeskState) -> None:
    step.parts.open("next_steps")
    rows, before = step.editors.steps, case_of(state)
    qtbot.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    assert rows.begun is not None
    type_into(rows.begun.cells["owner"].target, "Desk")
    assert case_of(state) == before
    type_into(rows.begun.cells["what"].target, "Write to the team")
    assert case_of(state).brief.next_steps == (NextStep("Write to the team", "Desk"),)
    assert rows.begun is None
    type_into(rows.rows[0].cells["due"].target, "1 May 2009")
    assert case_of(state).brief.next_steps[0].due == datetime.date(2009, 5, 1)
    state.undo()
    state.undo()
    assert case_of(state) == before
    assert rows.rows == []


def test_rows_change_places_by_keyboard_and_the_hand_stays_on_its_row(
    qtbot: QtBot, steps: RowsEditor, state: DeskState
) -> None:
    field = steps.rows[0].cells["owner"].target
    field.setFocus()
    qtbot.keyClicks(field, "Desk")
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert whats(state) == ["Two", "One", "Three"]
    assert case_of(state).brief.next_steps[1].owner == "Desk", "what was being typed moves with its row"
    now = QApplication.focusWidget()
    assert now is steps.rows[1].cells["owner"].target
    qtbot.keyClick(now, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert whats(state) == ["Two", "Three", "One"]
    qtbot.mouseClick(steps.rows[2].up, Qt.MouseButton.LeftButton)
    assert whats(state) == ["Two", "One", "Three"]
    assert not steps.rows[0].up.isEnabled()


def test_a_row_is_removed_and_comes_back_with_undo(qtbot: QtBot, steps: RowsEditor, state: DeskState) -> None:
    qtbot.mouseClick(steps.rows[1].bin, Qt.MouseButton.LeftButton)
    assert whats(state) == ["One", "Three"]
    assert [row.cells["what"].text.toPlainText() for row in steps.rows] == ["One", "Three"]  # type: ignore[attr-defined]
    state.undo()
    assert whats(state) == ["One", "Two", "Three"]
    assert len(steps.rows) == 3


def test_removing_a_row_while_another_is_begun_keeps_what_was_begun(
    qtbot: QtBot, steps: RowsEditor, state: DeskState
) -> None:
    qtbot.mouseClick(steps.add, Qt.MouseButton.LeftButton)
    assert steps.begun is not None
    type_into(steps.begun.cells["owner"].target, "Team")
    qtbot.mouseClick(steps.rows[0].bin, Qt.MouseButton.LeftButton)
    state.undo()
    type_into(steps.begun.cells["what"].target, "Four")
    assert case_of(state).brief.next_steps[-1] == NextStep("Four", "Team")


def test_what_is_wrong_is_told_at_the_cell_and_changes_nothing(steps: RowsEditor, state: DeskState) -> None:
    before = case_of(state)
    type_into(steps.rows[0].cells["due"].target, "soon")
    type_into(steps.rows[1].cells["what"].target, "")
    assert steps.rows[0].cells["due"].fault
    assert steps.rows[1].cells["what"].fault
    assert case_of(state) == before
    type_into(steps.rows[1].cells["what"].target, "Two again")
    assert not steps.rows[1].cells["what"].fault
    assert whats(state)[1] == "Two again"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_evidence_is_linked_to_a_fact_and_taken_off(qtbot: QtBot, step: NoteStep, state: DeskState) -> None:
    step.parts.open("context")
    row = step.editors.context.rows[0]
    cell = row.cells["evidence"]
    linked = case_of(state).brief.context[0].evidence
    qtbot.mouseClick(cell.link, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    actions = cell.menu.actions()  # type: ignore[attr-defined]
    assert [
        item.id for item, action in zip(case_of(state).evidence, actions, strict=True) if action.isChecked()
    ] == [*linked]
    other = next(place for place, item in enumerate(case_of(state).evidence) if item.id not in linked)
    actions[other].trigger()
    cell.menu.close()  # type: ignore[attr-defined]
    now = case_of(state).brief.context[0].evidence
    assert set(now) == {*linked, case_of(state).evidence[other].id}
    state.undo()
    assert case_of(state).brief.context[0].evidence == linked


def test_what_a_party_said_is_kept_with_its_date_and_position(
    qtbot: QtBot, step: NoteStep, state: DeskState
) -> None:
    step.parts.open("dissent")
    rows = step.editors.consultations
    qtbot.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    assert rows.begun is not None
    row = rows.begun
    type_into(row.cells["party"].target, "NGOs")
    assert case_of(state).consultations == ()
    type_into(row.cells["text"].target, "They want distance")
    type_into(row.cells["date"].target, "2008-09-01")
    box = row.cells["position"].box  # type: ignore[attr-defined]
    place = box.findData("two_feet_out")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert case_of(state).consultations == (
        Consultation("NGOs", "They want distance", datetime.date(2008, 9, 1), "two_feet_out"),
    )
    assert state.library.history(case_of(state).id)[-1].action == "consultation"


def test_tab_goes_through_the_rows_in_their_order_and_on(qtbot: QtBot, step: NoteStep) -> None:
    """Whenever a row was made, it lies between the head of its part and the next part."""
    step.parts.open("next_steps")
    add_step(qtbot, step.editors.steps, "One")
    add_step(qtbot, step.editors.steps, "Two")
    rows = step.editors.steps
    step.parts.parts["next_steps"].head.setFocus()
    reached = []
    while QApplication.focusWidget() is not step.parts.parts["gaps"].head and len(reached) < 30:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    first, second = ([cell.target for cell in row.cells.values()] for row in rows.rows)
    assert reached == [
        *(rows.rows[0].down, rows.rows[0].bin, *first),
        *(rows.rows[1].up, rows.rows[1].bin, *second),
        *(rows.add, step.parts.parts["gaps"].head),
    ]
    assert len({one.accessibleName() for one in reached}) == len(reached)


def test_another_case_shows_its_own_rows_and_nothing_begun(
    qtbot: QtBot, steps: RowsEditor, state: DeskState
) -> None:
    qtbot.mouseClick(steps.add, Qt.MouseButton.LeftButton)
    other = next(item.id for item in state.library.summaries() if item.id != case_of(state).id)
    state.open(other)
    assert steps.begun is None
    assert len(steps.rows) == len(case_of(state).brief.next_steps)
