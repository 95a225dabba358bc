"""Backups in the window: made daily and when asked, shown with what they would bring back, and brought back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import safekeeping
from app.desk import start
from app.desk.appearance import dress
from app.desk.backups_view import BackupsView
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace
from db.backups import Reason, folder_of
from db.library import Library
from tests.app.desk.driving import Driver, Step, answer, in_window, leave, shown_windows

pytestmark = pytest.mark.timeout(120)


def retitle(library: Library, title: str) -> str:
    case = library.case(next(item.id for item in library.summaries() if item.title.startswith("Liberia")))
    library.record(dataclasses.replace(case, title=title), "title", "title")
    return case.id


def looked(qtbot: QtBot, window: DeskWindow) -> BackupsView:
    view = window.safety.view
    assert isinstance(view, BackupsView)
    qtbot.waitUntil(lambda: view.go.isEnabled() or not view._found, timeout=30_000)
    return view


def damage(path: Path) -> None:
    """Overwrite the middle of a file, as a bad disk would."""
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half - 40_000 : half + 40_000] = b"\xff" * 80_000
    path.write_bytes(data)


def test_one_more_is_made_and_the_view_tells_what_it_would_change(
    qtbot: QtBot, window: DeskWindow, state: DeskState
) -> None:
    window.menus.actions["backups"].trigger()
    view = looked(qtbot, window)
    assert not view.go.isEnabled()
    qtbot.mouseClick(view.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(view._found) == 1, timeout=30_000)
    assert view._found[0].reason is Reason.ASKED
    looked(qtbot, window)
    assert "changes nothing" in view.said.text()
    assert view.changes.rows.lines == []
    retitle(state.library, "Liberia, later")
    view.list_anew()
    qtbot.waitUntil(lambda: "1 edit made since" in view.said.text(), timeout=30_000)
    assert view.changes.rows.lines[0].cells == ("Liberia, later", "Goes back to how it was", "1 edit")
    view.reject()
    assert window.isVisible()


@pytest.fixture
def reopened(qtbot: QtBot, tmp_path: Path, words: Words, theme: Theme) -> Iterator[DeskWindow]:
    """A window on a library that is not new; its one backup was made years ago."""
    path = tmp_path / "older.db"
    with Workspace.open(path, words) as workspace:
        assert workspace.library is not None
        made = safekeeping.back_up(workspace.library)
        made.path.rename(made.path.with_name("20200203T040506.000000Z-asked.db"))
    settings = DeskSettings(tmp_path)
    settings.scheme = "light"
    settings.welcomed = True
    dress(theme, settings)
    with Workspace.open(path, words) as workspace:
        workspace.draws = 256
        runner = TaskRunner()
        window = DeskWindow(DeskState(workspace, runner), theme, settings)
        window.show()
        qtbot.waitExposed(window)
        yield window
        window.close()
        runner.wait()
        window.deleteLater()


def is_looked_after(window: DeskWindow) -> bool:
    return not [one for one in window._state.runner.running if one.name == "backup"]


def test_the_first_backup_of_a_day_is_made_aside_and_only_one(qtbot: QtBot, reopened: DeskWindow) -> None:
    for _ in range(2):
        reopened.safety.look_after()
        qtbot.waitUntil(lambda: is_looked_after(reopened), timeout=30_000)
    found = safekeeping.kept_backups(reopened._state.library.path)
    assert [one.reason for one in found] == [Reason.DAILY, Reason.ASKED]
    assert reopened.status.notice == ""


def test_a_new_library_is_not_backed_up_at_once(qtbot: QtBot, window: DeskWindow, state: DeskState) -> None:
    window.safety.look_after()
    qtbot.waitUntil(lambda: is_looked_after(window), timeout=30_000)
    assert safekeeping.kept_backups(state.library.path) == []


def test_a_backup_that_cannot_be_made_is_told_at_the_foot(qtbot: QtBot, reopened: DeskWindow) -> None:
    folder = folder_of(reopened._state.library.path)
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way", "utf-8")
    reopened.safety.look_after()
    qtbot.waitUntil(lambda: reopened.status.notice.startswith("No backup was made today"), timeout=30_000)
    assert "inside Footing" not in reopened.status.notice


def test_damage_found_while_the_library_is_open_leads_to_its_backups(qtbot: QtBot, reopened: DeskWindow) -> None:
    damage(reopened._state.library.path)
    said: list[str] = []
    driver = Driver(answer("Restore a backup…", said))
    reopened.safety.look_after()
    qtbot.waitUntil(lambda: driver.done and isinstance(reopened.safety.view, BackupsView), timeout=60_000)
    assert "is damaged" in said[0]
    assert "Its newest backup is of 3 Feb 2020" in said[0]
    looked(qtbot, reopened).reject()


def press_restore(confirm: Step) -> Step:
    """Press Restore in the list once it has been looked at; hands of its own confirm what that asks."""
    hands: list[Driver] = []

    def step() -> bool:
        views = [one for one in shown_windows() if isinstance(one, BackupsView)]
        if not views or not views[0].go.isEnabled():
            return False
        hands.append(Driver(confirm))
        views[0].go.click()
        return True

    return step


def test_a_backup_takes_the_place_of_the_library_and_the_window_opens_on_it(
    tmp_path: Path, words: Words, qapp: QApplication
) -> None:
    assert qapp is not None
    path = tmp_path / "library.db"
    with Workspace.open(path, words) as workspace:
        assert workspace.library is not None
        case_id = retitle(workspace.library, "Liberia, as it was")
        safekeeping.back_up(workspace.library)
        retitle(workspace.library, "Liberia, spoiled")
    said: list[str] = []
    notices: list[str] = []
    driver = Driver(
        in_window(lambda window: window.safety.ask_backups()),
        press_restore(answer("Restore", said)),
        leave(notices),
    )
    assert start.open_desk(path, words) == 0
    assert driver.done
    assert said[0].startswith("Put the backup of ")
    assert "1 edit made since is not in it" in said[0]
    assert notices[0].startswith("The backup of ")
    with Workspace.open(path, words) as workspace:
        assert workspace.library is not None
        assert workspace.library.case(case_id).title == "Liberia, as it was"
    assert Reason.RESTORE in [one.reason for one in safekeeping.kept_backups(path)]


def test_a_restore_that_is_not_confirmed_changes_nothing(
    qtbot: QtBot, window: DeskWindow, state: DeskState
) -> None:
    safekeeping.back_up(state.library)
    retitle(state.library, "Liberia, later")
    window.safety.ask_backups()
    view = looked(qtbot, window)
    said: list[str] = []
    driver = Driver(answer("Cancel", said))
    view.ask()
    assert driver.done
    assert view.restoring is None
    assert view.isVisible()
    view.reject()
    assert window.isVisible()
    assert window.safety.after is None
