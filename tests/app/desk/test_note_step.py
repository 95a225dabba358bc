from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.desk.controls import LineField
from app.desk.note_step import NoteStep
from app.desk.state import DeskState
from app.desk.window import DeskWindow
from db.keeping import notes, results

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def step(qtbot: QtBot, window: DeskWindow, liberia: str) -> NoteStep:  # noqa: ARG001 - it opens the case
    window.show_step(5)
    shown = window.case_view.note
    qtbot.waitUntil(lambda: shown.data is not None, timeout=90_000)
    return shown


def test_the_pages_are_those_of_the_bytes_that_are_exported(
    qtbot: QtBot, step: NoteStep, state: DeskState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert step.data is not None
    assert step.data.startswith(b"%PDF-")
    assert len(step.pages.pages) >= 2
    target = tmp_path / "note.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(step.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=30_000)
    assert target.read_bytes() == step.data
    assert state.analysis is not None
    assert state.workspace.note(state.analysis, "A4") == step.data


def test_an_edit_makes_the_note_anew(qtbot: QtBot, step: NoteStep, state: DeskState, liberia: str) -> None:
    first = step.data
    step.parts.open("head")
    field = step.fields["to"].control
    assert isinstance(field, LineField)
    field.setFocus()
    qtbot.keyClicks(field, "Under-Secretary-General")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert state.library.case(liberia).brief.to == "Under-Secretary-General"
    assert state.library.history(liberia)[-1].action == "brief"
    assert not step.export.isEnabled()
    qtbot.waitUntil(step.export.isEnabled, timeout=60_000)
    assert step.data != first


def test_a_bad_date_is_told_at_its_field(qtbot: QtBot, step: NoteStep, state: DeskState, liberia: str) -> None:
    before = state.library.case(liberia)
    field = step.fields["due"].control
    assert isinstance(field, LineField)
    field.setFocus()
    qtbot.keyClicks(field, "soon")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert step.fields["due"].fault
    assert state.library.case(liberia) == before


def test_a_note_that_is_written_is_known_as_issued(
    qtbot: QtBot, step: NoteStep, window: DeskWindow, state: DeskState, liberia: str, tmp_path: Path
) -> None:
    step.write(tmp_path / "note.pdf")
    qtbot.waitUntil(lambda: "note.pdf" in window.status.notice, timeout=30_000)
    issued = notes(state.library, liberia)
    assert [one.name for one in issued] == ["note.pdf"]
    assert issued[0].sha256 == hashlib.sha256((tmp_path / "note.pdf").read_bytes()).hexdigest()
    kept = results(state.library, liberia)
    assert [one.id for one in kept] == [issued[0].result_id]
    assert state.analysis is not None
    assert kept[0].option == state.analysis.recommendation.option


def test_a_folder_that_is_not_there_is_told(
    qtbot: QtBot, step: NoteStep, window: DeskWindow, tmp_path: Path
) -> None:
    step.write(tmp_path / "missing" / "note.pdf")
    qtbot.waitUntil(lambda: "missing" in window.status.notice, timeout=30_000)
    assert "inside Footing" not in window.status.notice


def test_the_other_paper_is_another_note(qtbot: QtBot, step: NoteStep) -> None:
    first = step.data
    step.paper.setCurrentIndex(1)
    step.paper.activated.emit(1)
    qtbot.waitUntil(lambda: step.export.isEnabled() and step.data != first, timeout=60_000)
