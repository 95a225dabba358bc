"""The real window over a real library in a temporary folder, without a screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.appearance import dress
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.desk.tidying import tidy
from app.desk.window import DeskWindow
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace

DRAWS = 256


@pytest.fixture(autouse=True)
def missing_words() -> Iterator[list[str]]:
    """Every key that was shown without words; a test that leaves any fails."""
    missed: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: missed.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("app.words")
    log.addHandler(handler)
    yield missed
    log.removeHandler(handler)
    assert missed == []


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """As in the window: no thread that works aside destroys what widgets are left over."""
    gc.disable()
    yield
    tidy()


@pytest.fixture(scope="session", autouse=True)
def plain_clipboard(qapp: QApplication) -> Iterator[None]:
    """Qt would end what Python put on the clipboard after Python itself."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture
def workspace(tmp_path: Path, words: Words) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library.db", words) as opened:
        opened.draws = DRAWS
        yield opened


@pytest.fixture
def state(qapp: QApplication, workspace: Workspace) -> Iterator[DeskState]:
    runner = TaskRunner()
    made = DeskState(workspace, runner)
    yield made
    made.close_case()
    runner.wait()
    # What was answered meanwhile lies in the queue and is thrown away with its tasks cancelled.
    qapp.processEvents()
    assert runner.running == []


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme()
    apply_style(qapp, made)
    return made


@pytest.fixture
def window(qtbot: QtBot, state: DeskState, theme: Theme, tmp_path: Path) -> Iterator[DeskWindow]:
    settings = DeskSettings(tmp_path)
    settings.scheme = "light"
    settings.welcomed = True
    dress(theme, settings)
    made = DeskWindow(state, theme, settings)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def id_of(workspace: Workspace) -> Callable[[str], str]:
    """The id of a case by the start of its title."""

    def found(title: str) -> str:
        assert workspace.library is not None
        return next(item.id for item in workspace.library.summaries() if item.title.startswith(title))

    return found


@pytest.fixture
def liberia(window: DeskWindow, state: DeskState, id_of: Callable[[str], str]) -> str:
    """The window with Liberia open."""
    assert window.isVisible()
    case_id = id_of("Liberia")
    state.open(case_id)
    return case_id
