"""A note step in a window of its own over a real library, with Liberia open: one a module, as it was for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk.controls import LineField, TextField
from app.desk.note_step import FIRST, NoteStep
from app.desk.state import DeskState
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace
from decision.case import Case
from tests.app.desk.conftest import DRAWS


@dataclass(frozen=True)
class Desk:
    """What the tests of a module share: the step, its state, and the case as it came."""

    step: NoteStep
    state: DeskState
    case: Case


@pytest.fixture(scope="module")
def desk(qapp: QApplication, words: Words, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    theme = Theme()
    apply_style(qapp, theme)
    with Workspace.open(tmp_path_factory.mktemp("note") / "library.db", words) as workspace:
        workspace.draws = DRAWS
        runner = TaskRunner()
        state = DeskState(workspace, runner)
        step = NoteStep(state, theme)
        step.resize(1300, 800)
        step.show()
        case_id = next(item.id for item in state.library.summaries() if item.title.startswith("Liberia"))
        yield Desk(step, state, state.library.case(case_id))
        step.close()
        state.close_case()
        runner.wait()
        qapp.processEvents()
        assert runner.running == []
        step.deleteLater()


@pytest.fixture
def state(desk: Desk) -> DeskState:
    return desk.state


@pytest.fixture
def step(qtbot: QtBot, desk: Desk) -> NoteStep:
    """The step with the case as it came; its note may still be being made."""
    state, made = desk.state, desk.step
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    if state.library.case(desk.case.id) != desk.case:
        assert state.edit(desk.case, "brief", "brief", "As it came")
    if state.stored_case is None or state.stored_case.id != desk.case.id:
        state.open(desk.case.id)
    made.parts.forget()
    made.parts.show_case(desk.case, {})
    for name in made.parts.parts:
        made.parts.open(name)
    made.parts.open(FIRST)
    made.preview.zoom.setCurrentIndex(0)
    made.preview.zoom.activated.emit(0)
    made.preview.finder.field.clear()
    made.preview.go_to_top()
    return made


@pytest.fixture
def made(qtbot: QtBot, step: NoteStep) -> NoteStep:
    """The step with its note shown."""
    qtbot.waitUntil(step.export.isEnabled, timeout=60_000)
    return step


def type_into(control: QWidget, text: str) -> None:
    """Put a text in the place of what a field holds, as hands do, and leave it."""
    assert isinstance(control, LineField | TextField)
    control.setFocus()
    control.selectAll()
    QTest.keyClick(control, Qt.Key.Key_Delete)
    for place, line in enumerate(text.split("\n")):
        if place:
            QTest.keyClick(control, Qt.Key.Key_Return)
        QTest.keyClicks(control, line)
    control.clearFocus()
