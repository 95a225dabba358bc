"""The note of the open case, made aside once the analysis is there; one at a time, the last that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.note_pdf import Paper, read_paper, render_pages
from app.desk.note_preview import Shown
from app.desk.state import DeskState
from app.tasks import Task
from decision.analysis import Analysis

Widths = Callable[[tuple[tuple[float, float], ...]], list[float]]


@dataclass(frozen=True, eq=False, slots=True)
class Wanted:
    """A note by what it is made from."""

    analysis: Analysis
    paper: str

    def same(self, other: Wanted | None) -> bool:
        """Whether the other is the same note: of the very same analysis, on the same paper."""
        return other is not None and self.analysis is other.analysis and self.paper == other.paper


class NoteMaking(QObject):
    """Makes the note that is wanted, and holds the last that was made."""

    made = Signal(object)
    """A note is there: a :class:`~app.desk.note_preview.Shown`."""
    failed = Signal(object)
    """The error for which there is none."""

    def __init__(self, state: DeskState, wanted: Callable[[], tuple[str, Widths, float] | None]) -> None:
        """``wanted``: paper, widths and pixel ratio to make pages for; None while nobody looks."""
        super().__init__()
        self._state, self._asked = state, wanted
        self.shown: Shown | None = None
        self.held: Wanted | None = None
        """What ``shown`` was made from."""
        self._under_way: Wanted | None = None
        self._task: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)  # the analysis has waited for the hand to rest
        self._wait.timeout.connect(self._make)

    def forget(self) -> None:
        """Another case is open."""
        self.shown = self.held = self._under_way = None

    def current(self, paper: str) -> bool:
        """Whether the note that is held is that of the case as it stands, on this paper."""
        wanted = self._wanted(paper)
        return wanted is not None and wanted.same(self.held)

    def follow(self) -> None:
        """Make another note where another is wanted."""
        self._wait.start()

    def _wanted(self, paper: str) -> Wanted | None:
        state = self._state
        if state.analysis is None or not state.analysis_is_current:
            return None
        return Wanted(state.analysis, paper)

    def _make(self) -> None:
        asked = self._asked()
        wanted = None if asked is None else self._wanted(asked[0])
        if self._task is not None and self._task.cancelled:
            self._under_way = None  # cancelled at the foot of the window, it never answers
        if asked is None or wanted is None or wanted.same(self.held) or wanted.same(self._under_way):
            return
        if self._task is not None:
            self._task.cancel()
        self._under_way = wanted
        workspace, (paper, widths, ratio) = self._state.workspace, asked

        def work(task: Task) -> Shown:
            data = workspace.note(wanted.analysis, paper)
            if task.cancelled:
                return Shown(data, Paper((), ()), [])
            known = read_paper(data)
            return Shown(data, known, render_pages(data, widths(known.sizes), ratio, lambda: not task.cancelled))

        self._task = self._state.runner.start("note", work, self._take, self._fail)

    def _take(self, shown: Shown) -> None:
        self._task = None
        self.shown, self.held, self._under_way = shown, self._under_way, None
        self.made.emit(shown)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._under_way = None
        self.failed.emit(error)
