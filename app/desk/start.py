"""Opening the desk: library, look and window, and only after its first paint what is heavy to load."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.desk.opener import Opener
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.desk.unsaved import warn_of_place
from app.desk.while_closed import WhileClosed, carry_out
from app.desk.window import DeskWindow, dress
from app.tasks import Task, TaskRunner
from app.words import Words
from app.workspace import Workspace

WARMED = ("app.desk.case_view", "pandas", "scipy.stats", "pymcdm.methods", "reportlab.pdfgen.canvas", "pypdfium2")
"""What the first analysis and the first note need, loaded before they are asked for."""

AFTER_PAINT_MS = 100
"""Work aside would take the interpreter from the first paint; it waits this long."""

SWITCH_SECONDS = 0.0005
"""How soon work aside gives the interpreter back to the window: ten times sooner than is usual."""

FAULT = 1


def open_desk(library: Path, words: Words, *, draws: int | None = None, seed: int | None = None) -> int:
    """Open the window on a library and stay until it is closed; answers the exit code.

    What needs the library closed ends one window and begins the next, on a library opened anew.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Footing")
    app.setApplicationDisplayName("Footing")
    settings = DeskSettings(library.parent)
    theme = Theme()
    dress(theme, settings)
    apply_style(app, theme)
    opener = Opener(library, words, theme)
    workspace = opener.open()
    while workspace is not None:
        workspace.draws, workspace.seed = draws, seed
        with workspace:
            code, after = _stay(app, workspace, theme, settings, opener.notice)
        if after is None:
            return code
        passphrase, opener.notice = carry_out(theme, words, after)
        workspace = opener.open(passphrase)
    return FAULT


def _stay(
    app: QApplication, workspace: Workspace, theme: Theme, settings: DeskSettings, notice: str
) -> tuple[int, WhileClosed | None]:
    """One window until it goes: its exit code, and what is to be done with the library closed."""
    library = workspace.library
    assert library is not None
    runner = TaskRunner()
    window = DeskWindow(DeskState(workspace, runner), theme, settings)
    window.show()
    window.status.tell(notice or workspace.words("notice.opened"))
    later = QTimer()
    later.setSingleShot(True)
    later.timeout.connect(lambda: warn_of_place(runner, library.path, window.warn_of_place))
    later.timeout.connect(lambda: warm_up(runner))
    later.timeout.connect(window.safety.look_after)
    later.timeout.connect(window.safety.tell_opening)
    later.start(AFTER_PAINT_MS)
    code = int(app.exec())
    later.stop()  # a window closed at once leaves nothing to begin afterwards
    runner.wait()
    window.deleteLater()
    return code, window.safety.after


def warm_up(runner: TaskRunner) -> None:
    """Load aside what would hold up the first analysis."""

    def load(task: Task) -> None:
        for name in WARMED:
            if task.cancelled:
                return
            importlib.import_module(name)

    runner.start("warm_up", load, lambda _: None)
