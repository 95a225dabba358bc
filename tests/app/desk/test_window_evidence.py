from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.controls import LineField
from app.desk.evidence_step import EvidenceStep, uses
from app.desk.state import DeskState
from app.desk.window import DeskWindow

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def step(window: DeskWindow, liberia: str) -> EvidenceStep:  # noqa: ARG001 - it opens the case
    window.show_step(1)
    shown = window.case_view.steps[1]
    assert isinstance(shown, EvidenceStep)
    return shown


def test_an_item_is_added_named_and_removed_by_one_edit_each(
    qtbot: QtBot, step: EvidenceStep, state: DeskState, liberia: str
) -> None:
    start = len(state.library.history(liberia))
    qtbot.mouseClick(step.add, Qt.MouseButton.LeftButton)
    title = step.form.fields["title"].control
    assert isinstance(title, LineField)
    qtbot.keyClicks(title, "Cable of 3 October")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    items = state.library.case(liberia).evidence
    assert len(items) == 11
    assert items[-1].title == "Cable of 3 October"
    qtbot.mouseClick(step.remove, Qt.MouseButton.LeftButton)
    assert len(state.library.case(liberia).evidence) == 10
    assert len(state.library.history(liberia)) == start + 3


def test_removing_an_item_in_use_takes_its_links_and_undo_brings_all_back(
    qtbot: QtBot, step: EvidenceStep, state: DeskState, liberia: str
) -> None:
    before = state.library.case(liberia)
    first = before.evidence[0].id
    assert uses(before, first) != ([], 0)
    step.list.setCurrentIndex(step.items.index(0))
    qtbot.mouseClick(step.remove, Qt.MouseButton.LeftButton)
    after = state.library.case(liberia)
    assert uses(after, first) == ([], 0)
    state.undo()
    assert state.library.case(liberia) == before


def test_a_protected_item_is_marked_by_one_edit(step: EvidenceStep, state: DeskState, liberia: str) -> None:
    step.form.protected.click()
    assert state.library.case(liberia).evidence[0].protected
    state.undo()
    assert not state.library.case(liberia).evidence[0].protected
    assert not step.form.protected.isChecked()


def test_an_item_without_a_title_is_told_at_the_field(
    qtbot: QtBot, step: EvidenceStep, state: DeskState, liberia: str
) -> None:
    before = state.library.case(liberia)
    field = step.form.fields["title"].control
    assert isinstance(field, LineField)
    field.setFocus()
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert step.form.fields["title"].fault
    assert state.library.case(liberia) == before
