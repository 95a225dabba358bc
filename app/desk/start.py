"""Opening the desk: library, look and window, and only after its first paint what is heavy to load."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.desk.unsaved import warn_of_place
from app.desk.window import DeskWindow, dress
from app.faults import bug_sentence, sentence
from app.tasks import Task, TaskRunner
from app.words import Words
from app.workspace import Workspace

WARMED = ("app.desk.case_view", "pandas", "scipy.stats", "pymcdm.methods", "reportlab.pdfgen.canvas", "pypdfium2")
"""What the first analysis and the first note need, loaded before they are asked for."""

AFTER_PAINT_MS = 100
"""Work aside would take the interpreter from the first paint; it waits this long."""

FAULT = 1


def open_desk(library: Path, words: Words, *, draws: int | None = None, seed: int | None = None) -> int:
    """Open the window on a library and stay until it is closed; answers the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Footing")
    app.setApplicationDisplayName("Footing")
    settings = DeskSettings(library.parent)
    theme = Theme()
    dress(theme, settings)
    apply_style(app, theme)
    try:
        workspace = Workspace.open(library, words)
    except Exception as fault:  # a fault at the start is told in a sentence, never as a trace
        tell(words, fault)
        return FAULT
    workspace.draws, workspace.seed = draws, seed
    with workspace:
        runner = TaskRunner()
        window = DeskWindow(DeskState(workspace, runner), theme, settings)
        window.show()
        window.status.tell(words("notice.opened"))
        later = QTimer()
        later.setSingleShot(True)
        later.timeout.connect(lambda: warn_of_place(runner, library, window.warn_of_place))
        later.timeout.connect(lambda: warm_up(runner))
        later.start(AFTER_PAINT_MS)
        code = int(app.exec())
        later.stop()  # a window closed at once leaves nothing to begin afterwards
        runner.wait()
        window.deleteLater()
    return code


def tell(words: Words, fault: Exception) -> None:
    """Say in one sentence why the desk cannot be opened."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Footing", sentence(words, fault) or bug_sentence(words, fault))
    box.exec()


def warm_up(runner: TaskRunner) -> None:
    """Load aside what would hold up the first analysis."""

    def load(task: Task) -> None:
        for name in WARMED:
            if task.cancelled:
                return
            importlib.import_module(name)

    runner.start("warm_up", load, lambda _: None)
