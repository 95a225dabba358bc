"""What leaves the library through the window, in which form, and what stays unless the officer says otherwise."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.desk.appearance import dress
from app.desk.export_view import FORMS, ExportView
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.sealing_aside import unseal_aside
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace
from db.pack_reading import read_pack
from decision.case_reading import read_case

pytestmark = pytest.mark.timeout(120)
EXCERPT = "the armed group told the convoy to turn back at the bridge"
PASSPHRASE = "a quiet river"


def protect(workspace: Workspace, case_id: str) -> None:
    """A protected excerpt whose words a public rationale repeats."""
    assert workspace.library is not None
    case = workspace.library.case(case_id)
    first = dataclasses.replace(case.evidence[0], id="e1", protected=True, excerpt=EXCERPT)
    said = dataclasses.replace(case.ratings["insecurity"], rationale=f"Witnesses say {EXCERPT}.")
    evidence = (first, *case.evidence[1:])
    changed = dataclasses.replace(case, evidence=evidence, ratings={**case.ratings, "insecurity": said})
    workspace.library.record(changed, "evidence", "evidence")


def ask(qtbot: QtBot, window: DeskWindow) -> ExportView:
    window.menus.actions["export"].trigger()
    view = window.exports.view
    assert view is not None
    qtbot.waitUntil(view.go.isEnabled, timeout=30_000)
    return view


def choose(qtbot: QtBot, view: ExportView, form: str) -> None:
    view.forms[form].setChecked(True)
    qtbot.waitUntil(view.go.isEnabled, timeout=30_000)


def write(qtbot: QtBot, window: DeskWindow, view: ExportView) -> str:
    window.status.tell("")
    qtbot.mouseClick(view.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.notice != "", timeout=60_000)
    return window.status.notice


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Path]:
    """Where files are written: under the name that is proposed."""
    asked: list[str] = []
    folder = tmp_path / "out"
    folder.mkdir()

    def proposed(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(folder / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", proposed)
    return lambda: folder / asked[-1]


def test_every_form_is_what_it_says(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str, target: Callable[[], Path]
) -> None:
    qtbot.waitUntil(lambda: state.analysis_is_current, timeout=60_000)
    model = state.workspace.model
    for form in FORMS:
        view = ask(qtbot, window)
        choose(qtbot, view, form)
        assert write(qtbot, window, view).startswith(f"Written to {target().name}")
        data = target().read_bytes()
        if form == "case":
            assert read_case(data, model).id == liberia
        elif form.endswith("pack"):
            found = read_pack(data, model).cases
            assert len(found) == (1 if form == "pack" else 9)
            assert all(one.versions for one in found)
        elif form == "library_csv":
            assert len(data.decode("utf-8-sig").split("\r\n")) == 11
        else:
            assert data.startswith(b"PK")
    names = sorted(path.name for path in target().parent.iterdir())
    assert names == [
        "liberia-unmil-matrix.xlsx",
        "liberia-unmil.json",
        "liberia-unmil.pack",
        "library.csv",
        "library.pack",
        "library.xlsx",
    ]


def test_the_matrix_waits_for_the_results_of_the_open_case(
    qtbot: QtBot, window: DeskWindow, id_of: Callable[[str], str]
) -> None:
    window.library.table.select_id(id_of("Liberia"))
    view = ask(qtbot, window)
    assert not view.forms["matrix"].isEnabled()
    view.reject()


def test_what_is_protected_stays_unless_it_is_asked_for(
    qtbot: QtBot, window: DeskWindow, state: DeskState, liberia: str, target: Callable[[], Path]
) -> None:
    protect(state.workspace, liberia)
    view = ask(qtbot, window)
    assert not view.protected
    assert "Insecurity" in view.fault.sentence.text()
    assert "e1" in view.fault.sentence.text()
    assert write(qtbot, window, view) == "Written to liberia-unmil.json, without what is protected."
    assert "e1" not in [item["id"] for item in json.loads(target().read_text("utf-8"))["evidence"]]

    view = ask(qtbot, window)
    view._protected.setChecked(True)
    assert view.fault.sentence.text() == ""
    assert write(qtbot, window, view) == "Written to liberia-unmil.json."
    assert json.loads(target().read_text("utf-8"))["evidence"][0]["excerpt"] == EXCERPT


def test_a_spreadsheet_takes_the_tick_away(qtbot: QtBot, window: DeskWindow, liberia: str) -> None:
    assert liberia
    view = ask(qtbot, window)
    view._protected.setChecked(True)
    choose(qtbot, view, "library_xlsx")
    assert not view._protected.isEnabled()
    assert not view.protected
    choose(qtbot, view, "case")
    assert not view.protected
    view.reject()


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, window: DeskWindow, liberia: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert liberia
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "missing" / "a.json"), ""))
    notice = write(qtbot, window, ask(qtbot, window))
    assert "missing" in notice
    assert "inside Footing" not in notice


@pytest.fixture
def locked_window(
    qtbot: QtBot, tmp_path: Path, words: Words, theme: Theme
) -> Iterator[tuple[DeskWindow, Workspace]]:
    """A window on an encrypted library."""
    settings = DeskSettings(tmp_path)
    settings.scheme = "light"
    settings.welcomed = True
    dress(theme, settings)
    with Workspace.open(tmp_path / "locked.db", words, passphrase=PASSPHRASE) as workspace:
        workspace.draws = 256
        runner = TaskRunner()
        made = DeskWindow(DeskState(workspace, runner), theme, settings)
        made.show()
        qtbot.waitExposed(made)
        yield made, workspace
        made.close()
        runner.wait()
        made.deleteLater()


def test_from_an_encrypted_library_a_file_is_sealed_unless_plain_is_chosen(
    qtbot: QtBot, locked_window: tuple[DeskWindow, Workspace], target: Callable[[], Path]
) -> None:
    window, workspace = locked_window
    assert window.locked.isVisible()
    assert workspace.library is not None
    case_id = workspace.library.summaries()[0].id
    window.library.table.select_id(case_id)
    view = ask(qtbot, window)
    assert view._plain.isVisible()
    assert "sealed with the passphrase of the library" in write(qtbot, window, view)
    sealed = target().with_name(f"{target().name}.age")
    assert read_case(unseal_aside(sealed.read_bytes(), PASSPHRASE), workspace.model).id == case_id
    assert not target().exists()

    view = ask(qtbot, window)
    view._plain.setChecked(True)
    write(qtbot, window, view)
    assert read_case(target().read_bytes(), workspace.model).id == case_id
