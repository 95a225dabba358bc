"""The window while the library cannot be written: nothing is lost, and it is said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from app.desk import start
from app.desk.state import DeskState
from app.desk.unsaved import warn_of_place
from app.desk.window import DeskWindow
from app.pending import KEPT
from app.words import Words
from app.workspace import Workspace
from db.engine import Access, for_changes, library_engine
from db.library import Library
from db.places import Mount
from decision.case import Case
from decision.case_reading import read_case
from tests.app.desk.driving import shown_windows

pytestmark = pytest.mark.timeout(90)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
READ_ONLY = "(the library can only be read)"


@contextmanager
def protected(library: Library) -> Iterator[None]:
    """SQLite may only read, on every connection."""
    now = ["ON"]
    event.listen(
        library.file.engine, "checkout", lambda connection, *_: connection.execute(f"PRAGMA query_only = {now[0]}")
    )
    try:
        yield
    finally:
        now[0] = "OFF"


@contextmanager
def locked(library: Library) -> Iterator[None]:
    """A second connection in the middle of a change of its own."""
    engine = library_engine(library.path, Access.WRITE)
    with for_changes(engine).begin():
        yield
    engine.dispose()


def retitle(state: DeskState, title: str) -> None:
    assert state.stored_case is not None
    assert state.edit(dataclasses.replace(state.stored_case, title=title), "fact", "title", f"Now {title}.")


def wait_for_a_retry(qtbot: QtBot, state: DeskState) -> None:
    """What the timer does every few seconds, at once."""
    state._retry_timer.timeout.emit()
    qtbot.waitUntil(lambda: state._retry not in state.runner.running, timeout=20_000)


def saved_titles(state: DeskState, case_id: str) -> list[object]:
    return [row.after for row in state.library.history(case_id) if row.key == "title" and row.undoes is None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], list[str]]:
    """Press a button of the next question; what the question says comes into the list."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(copies))

    def answer(*buttons: str) -> list[str]:
        said: list[str] = []
        waiting = list(buttons)

        def press() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                QTimer.singleShot(20, press)
                return
            said.append(f"{box.text()} {box.informativeText()}")
            wanted = waiting.pop(0)
            if waiting:
                QTimer.singleShot(20, press)
            next(one for one in box.buttons() if one.text() == wanted).click()

        QTimer.singleShot(20, press)
        return said

    return answer


def test_edits_that_cannot_be_saved_are_shown_told_and_saved_later(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    assert window.saved.text().startswith("Saved ")
    before = state.library.case(liberia)
    with protected(state.library):
        retitle(state, "One")
        assert window.saved.text() == f"Not saved: 1 edit is kept in memory {READ_ONLY}"
        assert window.saved.property("ink") == "error"
        assert "kept in memory" in window.status.notice
        assert window.status.undo.isVisible()
        assert window.case_view.header.undo.isEnabled()
        retitle(state, "Two")
        retitle(state, "Three")
        assert window.saved.text() == f"Not saved: 3 edits are kept in memory {READ_ONLY}"
        assert window.status.notice == "Now Three."
        assert window.windowTitle().startswith("Three")
        assert state.case is state.stored_case
        assert state.library.case(liberia) == before
        wait_for_a_retry(qtbot, state)
        assert state.pending.count == 3
        assert state._retry_timer.isActive()
    wait_for_a_retry(qtbot, state)
    assert state.pending.count == 0
    assert not state._retry_timer.isActive()
    assert window.saved.text().startswith("Saved ")
    assert window.saved.property("ink") == "ink_2"
    assert saved_titles(state, liberia) == ["One", "Two", "Three"]
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert state.library.case(liberia).title == "Two"


def test_undo_and_redo_while_edits_are_kept(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    assert state.stored_case is not None
    before = state.stored_case
    with protected(state.library):
        retitle(state, "One")
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
        assert state.case == before
        assert window.saved.text().startswith("Saved ")
        assert not window.case_view.header.undo.isEnabled()
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
        assert state.case is not None
        assert state.case.title == "One"
        assert window.saved.text().startswith("Not saved: 1 edit ")
    assert state.save_pending()
    assert saved_titles(state, liberia) == ["One"]


def test_another_case_may_be_opened_and_edited_meanwhile(
    window: DeskWindow, state: DeskState, liberia: str, id_of: Callable[[str], str]
) -> None:
    other = id_of("Afghanistan")
    with protected(state.library):
        retitle(state, "One")
        state.close_case()
        assert window.saved.text() == f"Not saved: 1 edit is kept in memory {READ_ONLY}"
        state.open(other)
        retitle(state, "Another")
        state.open(liberia)
        assert state.case is not None
        assert state.case.title == "One"
        assert window.saved.text().startswith("Not saved: 2 edits ")
        window.guidance.choose("scale", 125)
        assert window.saved.text().startswith("Not saved: 2 edits ")
        window.guidance.choose("scale", 100)
    assert state.save_pending()
    assert [state.library.case(one).title for one in (liberia, other)] == ["One", "Another"]


@pytest.mark.parametrize("action", ["new", "import", "export", "export_note", "duplicate", "version", "archive"])
def test_what_must_rest_on_the_library_waits_until_all_is_saved(
    window: DeskWindow, state: DeskState, liberia: str, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: asked.append("asked") or ("", ""))
    versions, cases = state.library.versions(liberia), len(state.library.summaries())
    with protected(state.library):
        retitle(state, "One")
        window.status.tell("")
        window.menus.actions[action].trigger()
        assert "kept in memory" in window.status.notice
        assert asked == []
        assert state.library.versions(liberia) == versions
        assert len(state.library.summaries()) == cases
        assert not any(item.archived for item in state.library.summaries())
        assert state.pending.count == 1
    assert state.save_pending()


def test_a_version_is_kept_of_what_could_be_saved_first(
    window: DeskWindow, state: DeskState, liberia: str
) -> None:
    with protected(state.library):
        retitle(state, "One")
    window.menus.actions["version"].trigger()
    assert window.status.notice == "Version 2 kept."
    assert state.library.version(liberia, 2).title == "One"


def test_the_button_of_the_note_waits_as_well(window: DeskWindow, state: DeskState, liberia: str) -> None:
    assert liberia
    window.show_step(5)
    with protected(state.library):
        retitle(state, "One")
        window.status.tell("")
        window.case_view.note.export.setEnabled(True)
        window.case_view.note.export.click()
        assert "kept in memory" in window.status.notice
    assert state.save_pending()


def test_the_window_goes_on_while_another_program_holds_the_library(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str
) -> None:
    with locked(state.library):
        retitle(state, "One")
        state._retry_timer.timeout.emit()
        assert state._retry in state.runner.running
        retitle(state, "Two")
        assert "another program is writing" in window.saved.text()
        assert state._retry in state.runner.running
    qtbot.waitUntil(lambda: state.pending.count == 0, timeout=20_000)
    qtbot.waitUntil(lambda: window.saved.text().startswith("Saved "), timeout=20_000)
    assert saved_titles(state, liberia) == ["One", "Two"]


def test_staying_keeps_window_and_edits(
    window: DeskWindow, state: DeskState, liberia: str, answers: Callable[..., list[str]]
) -> None:
    with protected(state.library):
        retitle(state, "One")
        said = answers("Stay")
        window.menus.actions["quit"].trigger()
        assert window.isVisible()
        assert said[0].startswith("1 edit of “One” is not saved. The library library.db can only be read now")
        assert state.pending.count == 1
        assert state.stored_case is not None
        said = answers("Try again", "Stay")
        window.close()
        assert len(said) == 2
        assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert saved_titles(state, liberia) == ["One"]


def test_discarding_is_said_and_only_then_done(
    window: DeskWindow, state: DeskState, liberia: str, answers: Callable[..., list[str]]
) -> None:
    with protected(state.library):
        retitle(state, "One")
        answers("Discard")
        window.close()
        assert not window.isVisible()
    assert state.pending.count == 0
    assert saved_titles(state, liberia) == []


def test_copies_elsewhere_hold_all_of_every_case_and_replace_nothing(
    window: DeskWindow,
    state: DeskState,
    liberia: str,
    id_of: Callable[[str], str],
    answers: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    (tmp_path / "copies" / "same.json").write_text("mine", "utf-8")
    shown: list[Case] = []
    with protected(state.library):
        for case_id in (id_of("Afghanistan"), liberia):
            state.open(case_id)
            assert state.stored_case is not None
            ratings = {
                key: dataclasses.replace(one, protected=True) for key, one in state.stored_case.ratings.items()
            }
            case = dataclasses.replace(state.stored_case, title="Same", ratings=ratings)
            state.edit(case, "rating", "ratings", "Changed.")
            shown.append(case)
        answers("Save a copy elsewhere…")
        window.close()
        assert not window.isVisible()
    names = ["same-2.json", "same-3.json"]
    found = [read_case((tmp_path / "copies" / name).read_bytes(), state.workspace.model) for name in names]
    assert found == shown
    assert any(one.protected for one in found[0].ratings.values())
    assert (tmp_path / "copies" / "same.json").read_text("utf-8") == "mine"
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == [
        "same-2.json",
        "same-3.json",
        "same.json",
    ]


def test_a_copy_that_cannot_be_written_is_told_and_loses_nothing(
    window: DeskWindow,
    state: DeskState,
    liberia: str,
    answers: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert liberia
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "gone"))
    with protected(state.library):
        retitle(state, "One")
        said = answers("Save a copy elsewhere…", "Stay")
        window.close()
        assert "gone" in said[1]
        assert window.isVisible()
        assert state.pending.count == 1
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
        answers("Save a copy elsewhere…", "Stay")
        window.close()
        assert state.pending.count == 1
    assert state.save_pending()


def test_every_fault_that_keeps_an_edit_has_its_words(words: Words) -> None:
    for code in KEPT:
        assert words.has(f"unsaved.{code}")
        assert words.has(f"unsaved.reason.{code}")


def test_a_library_in_a_synced_folder_is_warned_of(
    tmp_path: Path, words: Words, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qapp is not None
    monkeypatch.setattr("db.places.mount_table", lambda: [Mount("/", "ext4")])
    said: list[str] = []

    def leave() -> None:
        windows = [desk for shown in shown_windows() for desk in shown.findChildren(DeskWindow)]
        if windows and "synced folder" in windows[0].status.notice:
            said.append(windows[0].status.notice)
            windows[0].close()
        else:
            QTimer.singleShot(50, leave)

    QTimer.singleShot(100, leave)
    assert start.open_desk(tmp_path / "OneDrive - Desk" / "library.db", words) == 0
    assert "half-way" in said[0]


def test_a_network_is_warned_of_and_a_plain_place_is_not(
    qtbot: QtBot, window: DeskWindow, workspace: Workspace, state: DeskState, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workspace.library is not None
    monkeypatch.setattr("db.places.mount_table", lambda: [Mount("/", "ext4")])
    window.status.tell("as it was")
    warn_of_place(state.runner, workspace.library.path, window.warn_of_place)
    qtbot.waitUntil(lambda: not state.runner.running, timeout=20_000)
    assert window.status.notice == "as it was"
    monkeypatch.setattr("db.places.mount_table", lambda: [Mount("/", "nfs4")])
    warn_of_place(state.runner, workspace.library.path, window.warn_of_place)
    qtbot.waitUntil(lambda: "network disk" in window.status.notice, timeout=20_000)
