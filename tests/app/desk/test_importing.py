"""Files from elsewhere in the window: what only adds is taken in at once, anything else is asked about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import exchange
from app.desk.import_view import ImportView
from app.desk.passphrase_entry import PassphraseEntry
from app.desk.state import DeskState
from app.desk.window import DeskWindow
from app.words import Words
from app.workspace import Workspace
from db.library import Library
from db.merging import Choice, Relation
from db.sealing import seal
from decision.case import Case

pytestmark = pytest.mark.timeout(120)
HAITI = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def elsewhere(tmp_path: Path, words: Words) -> Iterator[Workspace]:
    """A colleague's library with the same starting cases."""
    with Workspace.open(tmp_path / "elsewhere" / "library.db", words) as opened:
        yield opened


def retitled(library: Library, case_id: str, title: str) -> Case:
    case = dataclasses.replace(library.case(case_id), title=title)
    library.record(case, "title", "title")
    library.freeze(case_id)
    return case


def further(workspace: Workspace, case_id: str) -> str:
    """A case that only this library has."""
    assert workspace.library is not None
    case = dataclasses.replace(workspace.library.case(case_id), id=HAITI, title="Haiti", documented=None)
    workspace.library.add(case, "create")
    return HAITI


def question(qtbot: QtBot, window: DeskWindow, kind: type) -> object:
    qtbot.waitUntil(lambda: isinstance(window.imports.question, kind), timeout=60_000)
    return window.imports.question


def settled(qtbot: QtBot, window: DeskWindow) -> str:
    qtbot.waitUntil(lambda: not window.imports.busy and window.status.notice != "", timeout=60_000)
    return window.status.notice


def test_a_pack_that_only_adds_is_taken_in_at_once(
    qtbot: QtBot,
    window: DeskWindow,
    state: DeskState,
    elsewhere: Workspace,
    id_of: Callable[[str], str],
    tmp_path: Path,
) -> None:
    ids = [id_of("Liberia"), id_of("Somalia"), further(elsewhere, id_of("Liberia"))]
    (tmp_path / "three.pack").write_bytes(exchange.pack_bytes(elsewhere, ids, protected=True))
    window.imports.bring_in([tmp_path / "three.pack"])
    assert settled(qtbot, window) == "Imported: 1 added and 2 unchanged."
    assert state.library.case(HAITI).title == "Haiti"
    assert window.imports.question is None


def test_what_changed_on_both_sides_must_be_chosen(
    qtbot: QtBot, window: DeskWindow, state: DeskState, elsewhere: Workspace, liberia: str, tmp_path: Path
) -> None:
    assert elsewhere.library is not None
    retitled(elsewhere.library, liberia, "Theirs")
    retitled(state.library, liberia, "Mine")
    state.refresh_library()
    (tmp_path / "two.pack").write_bytes(
        exchange.pack_bytes(elsewhere, [liberia, further(elsewhere, liberia)], protected=True)
    )
    before = state.library.history(liberia)

    window.imports.bring_in([tmp_path / "two.pack"])
    view = question(qtbot, window, ImportView)
    assert isinstance(view, ImportView)
    assert [item.relation for item in view.incoming] == [Relation.CONFLICT, Relation.NEW]
    assert view.table.place == 0
    assert view.changes.rows.lines[0].cells == ("Title", "Mine", "Theirs")
    assert not view.ok.isEnabled()
    view.reject()
    assert state.library.history(liberia) == before
    assert HAITI not in [item.id for item in state.library.summaries()]

    window.status.tell("")
    window.imports.bring_in([tmp_path / "two.pack"])
    view = question(qtbot, window, ImportView)
    assert isinstance(view, ImportView)
    qtbot.mouseClick(view.segments[Choice.THEIRS], Qt.MouseButton.LeftButton)
    assert view.ok.isEnabled()
    qtbot.mouseClick(view.ok, Qt.MouseButton.LeftButton)
    assert settled(qtbot, window) == "Imported: 1 added and 1 brought up to the file."
    assert state.library.case(liberia).title == "Theirs"
    assert "Mine" in [state.library.version(liberia, one.number).title for one in state.library.versions(liberia)]


@pytest.mark.parametrize(("choice", "cases"), [(Choice.MINE, 9), (Choice.BOTH, 10)])
def test_mine_stays_and_theirs_is_kept(
    qtbot: QtBot, window: DeskWindow, elsewhere: Workspace, tmp_path: Path, choice: Choice, cases: int
) -> None:
    mine, theirs = window.imports._state.library, elsewhere.library
    assert theirs is not None
    ids = {item.title[:7]: item.id for item in mine.summaries()}
    liberia, somalia = ids["Liberia"], ids["Somalia"]
    for title in ("Liberia", "Somalia"):
        retitled(theirs, ids[title], f"{title}: theirs")
    retitled(mine, somalia, "Somalia: mine")
    (tmp_path / "two.pack").write_bytes(exchange.pack_bytes(elsewhere, [liberia, somalia], protected=True))
    window.imports.bring_in([tmp_path / "two.pack"])
    view = question(qtbot, window, ImportView)
    assert isinstance(view, ImportView)
    assert view.choices == {liberia: Choice.THEIRS}  # newer there: chosen beforehand
    view.choose_all(choice)
    view.accept()
    settled(qtbot, window)
    assert mine.case(somalia).title == "Somalia: mine"
    assert mine.case(liberia).title == "Liberia: theirs"
    assert len(mine.summaries()) == cases


def test_edits_that_wait_are_written_before_a_case_is_replaced(
    qtbot: QtBot, window: DeskWindow, state: DeskState, elsewhere: Workspace, liberia: str, tmp_path: Path
) -> None:
    assert elsewhere.library is not None
    retitled(elsewhere.library, liberia, "Theirs")
    (tmp_path / "one.pack").write_bytes(exchange.pack_bytes(elsewhere, [liberia], protected=True))
    assert state.stored_case is not None
    state.edit(dataclasses.replace(state.stored_case, title="Typed"), "title", "title", "Now Typed.")
    window.imports.bring_in([tmp_path / "one.pack"])
    view = question(qtbot, window, ImportView)
    assert isinstance(view, ImportView)
    view.choose(Choice.THEIRS)
    view.accept()
    assert "brought up to the file" in settled(qtbot, window)
    assert state.case is not None
    assert state.case.title == "Theirs"
    assert "Typed" in [state.library.version(liberia, one.number).title for one in state.library.versions(liberia)]


def test_a_sealed_pack_asks_for_its_passphrase_until_it_opens(
    qtbot: QtBot,
    window: DeskWindow,
    state: DeskState,
    elsewhere: Workspace,
    id_of: Callable[[str], str],
    tmp_path: Path,
) -> None:
    data = exchange.pack_bytes(elsewhere, [further(elsewhere, id_of("Liberia"))], protected=True)
    sealed = tmp_path / "one.pack.age"
    sealed.write_bytes(seal(data, "a quiet river"))
    window.imports.bring_in([sealed])
    entry = question(qtbot, window, PassphraseEntry)
    assert isinstance(entry, PassphraseEntry)
    assert entry.field.echoMode() is entry.field.EchoMode.Password
    entry.shown.setChecked(True)
    assert entry.field.echoMode() is entry.field.EchoMode.Normal
    entry.field.setText("another river")
    qtbot.mouseClick(entry.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: entry.fields["passphrase"].fault != "", timeout=60_000)
    entry.field.setText("a quiet river")
    qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state.stored_case is not None, timeout=60_000)
    assert settled(qtbot, window) == "Haiti added to the library."


def test_a_sealed_file_that_is_not_opened_after_all_changes_nothing(
    qtbot: QtBot, window: DeskWindow, state: DeskState, tmp_path: Path
) -> None:
    (tmp_path / "one.age").write_bytes(seal(b"whatever", "a quiet river"))
    before = state.library.summaries()
    window.imports.bring_in([tmp_path / "one.age"])
    entry = question(qtbot, window, PassphraseEntry)
    assert isinstance(entry, PassphraseEntry)
    entry.reject()
    assert not window.imports.busy
    assert state.library.summaries() == before


def test_files_are_dropped_on_the_window_and_one_that_is_bad_holds_up_no_other(
    qtbot: QtBot,
    window: DeskWindow,
    state: DeskState,
    elsewhere: Workspace,
    id_of: Callable[[str], str],
    tmp_path: Path,
) -> None:
    (tmp_path / "bad.json").write_bytes(b"{")
    (tmp_path / "one.pack").write_bytes(exchange.pack_bytes(elsewhere, [further(elsewhere, id_of("Liberia"))]))
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("bad.json", "one.pack")])
    dropped = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(dropped)
    qtbot.waitUntil(lambda: state.stored_case is not None, timeout=60_000)
    assert settled(qtbot, window) == "Haiti added to the library."


def test_a_question_that_is_left_asks_for_no_file(window: DeskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.menus.actions["import"].trigger()
    assert not window.imports.busy
