"""Opening the desk: a bare window at once, then the library, and only after that what is heavy to load."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.desk.appearance import dress, speak
from app.desk.settings import DeskSettings
from app.desk.shell import Shell
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.desk.tidying import Tidying
from app.desk.window_place import keep_place, take_place
from app.tasks import Task, TaskRunner
from app.words import Words

if TYPE_CHECKING:
    from app.desk.while_closed import WhileClosed
    from app.workspace import Workspace

NEEDED = ("app.desk.window", "app.desk.opener", "app.desk.library_view")
"""What the window shows first, loaded aside while it is still bare."""

WARMED = ("app.desk.case_view", "pandas", "scipy.stats", "pymcdm.methods", "reportlab.pdfgen.canvas", "pypdfium2")
"""What the first analysis and the first note need, loaded before they are asked for."""

AFTER_PAINT_MS = 100
"""Work aside would take the interpreter from the first paint; it waits this long."""

SWITCH_SECONDS = 0.0005
"""How soon work aside gives the interpreter back to the window: ten times sooner than is usual."""

FAULT = 1


def open_desk(library: Path, words: Words, *, draws: int | None = None, seed: int | None = None) -> int:
    """Open the window on a library and stay until it is closed; answers the exit code.

    What needs the library closed ends one desk and begins the next, in the same window, on a library opened anew.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Footing")
    app.setApplicationDisplayName("Footing")
    settings = DeskSettings(library.parent)
    library = settings.elsewhere or library
    theme = Theme()
    dress(theme, settings)
    apply_style(app, theme)
    tidying = Tidying()
    shell = Shell(theme, settings)
    take_place(shell, settings)
    shell.show()

    def painted() -> None:
        speak(app, settings, words)
        shell.bare.tell(words("desk.opening"))

    try:
        if not _loaded(shell, painted):
            return 0
        tidying.spare()
        return _keep_open(app, shell, library, (words, theme, settings, draws, seed))
    finally:
        keep_place(shell, settings)
        _leave_plain_text(app)
        tidying.stop()
        shell.deleteLater()


def _leave_plain_text(app: QApplication) -> None:
    """What was copied stays, as text: Qt would end an object of Python's after Python itself."""
    clipboard = app.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())


def _keep_open(
    app: QApplication,
    shell: Shell,
    library: Path,
    given: tuple[Words, Theme, DeskSettings, int | None, int | None],
) -> int:
    from app.desk.opener import Opener  # noqa: PLC0415 - loaded aside by now
    from app.desk.while_closed import carry_out  # noqa: PLC0415

    words, theme, settings, draws, seed = given
    opener = Opener(library, words, theme)
    workspace = opener.open()
    while workspace is not None:
        workspace.draws, workspace.seed = draws or settings.draws, seed
        with workspace:
            code, after = _stay(app, shell, workspace, (theme, settings, opener.notice))
        if after is None:
            return code
        passphrase, opener.notice = carry_out(theme, words, after)
        if after.library is not None and opener.notice:  # else the work failed, and the library stays where it is
            settings.elsewhere = opener.library = after.library
        workspace = opener.open(passphrase)
    return FAULT


def _loaded(shell: Shell, painted: Callable[[], None]) -> bool:
    """Load what the desk is made of, once the bare window is on the screen; False if it is closed meanwhile."""
    runner, waiting = TaskRunner(), QEventLoop()
    faults: list[Exception] = []

    def failed(fault: Exception) -> None:
        faults.append(fault)
        waiting.quit()

    def begin() -> None:
        painted()
        runner.start("load", lambda task: _load(task, NEEDED), lambda _: waiting.quit(), failed)

    shell.bare.painted.connect(lambda: QTimer.singleShot(0, begin))
    shell.closed.connect(waiting.quit)
    waiting.exec()
    runner.wait()
    if faults:
        raise faults[0]
    return shell.isVisible()


def _stay(
    app: QApplication, shell: Shell, workspace: Workspace, given: tuple[Theme, DeskSettings, str]
) -> tuple[int, WhileClosed | None]:
    """One desk in the window until it goes: the exit code, and what is to be done with the library closed."""
    from app.desk.state import DeskState  # noqa: PLC0415 - loaded aside by now
    from app.desk.unsaved import warn_of_place  # noqa: PLC0415
    from app.desk.window import DeskWindow  # noqa: PLC0415

    theme, settings, notice = given
    library = workspace.library
    assert library is not None
    runner = TaskRunner()
    desk = DeskWindow(DeskState(workspace, runner), theme, settings)
    shell.furnish(desk)
    desk.status.tell(notice or workspace.words("notice.opened"))

    def gone() -> None:
        if desk.safety.after is None:
            shell.close()
        else:
            app.exit()

    desk.closed.connect(gone)
    later = QTimer()
    later.setSingleShot(True)
    later.timeout.connect(lambda: warn_of_place(runner, library.path, desk.warn_of_place))
    later.timeout.connect(lambda: runner.start("warm_up", lambda task: _load(task, WARMED), lambda _: None))
    later.timeout.connect(desk.safety.look_after)
    later.timeout.connect(desk.safety.tell_opening)
    later.start(AFTER_PAINT_MS)
    code = int(app.exec())
    later.stop()  # a window closed at once leaves nothing to begin afterwards
    runner.wait()
    after = desk.safety.after
    if after is not None:
        shell.clear(after.said)
    return code, after


def _load(task: Task, names: tuple[str, ...]) -> None:
    for name in names:
        if task.cancelled:
            return
        importlib.import_module(name)
