"""What follows a moving hand aside: a quick look within a quarter of a second, then the full analysis."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.quick_look import DRAWS, QuickLook, quick_look
from app.tasks import Task, TaskRunner
from app.workspace import Workspace
from decision.analysis import Analysis
from decision.case import Case
from decision.precedent.case_base import CaseBase
from decision.valuation import Valuation

QUICK_MS = 60
"""How long the hand must rest before the quick look starts."""

SETTLE_MS = 120
"""How long it must then go on resting before the full analysis does."""


class _Precedents:
    """The documented cases laid out once, by the thread that first needs them."""

    def __init__(self) -> None:
        self.laid_out: CaseBase | None = None

    def of(self, workspace: Workspace) -> CaseBase:
        if self.laid_out is None:
            self.laid_out = workspace.case_base()
        return self.laid_out


class LiveAnalysis(QObject):
    """The analysis of the shown case. The last one stays, out of date, until its successor has come.

    ``stopped``: it was cancelled or failed, and nothing follows until :meth:`again` or the next change.
    """

    changed = Signal()
    """The full analysis has arrived, has become out of date, or was stopped."""
    looked = Signal()
    """The quick look has arrived."""
    failed = Signal(object)
    """The error that ended it."""

    def __init__(self, workspace: Workspace, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._runner = workspace, runner
        self.analysis: Analysis | None = None
        self.quick: QuickLook | None = None
        self.is_current = self.quick_is_current = self.stopped = False
        self._asked: tuple[Case, Valuation] | None = None
        self._precedents = _Precedents()
        self._task: Task | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._go_on)
        runner.busy_changed.connect(self._see_whether_stopped)

    def follow(self, case: Case, valuation: Valuation) -> None:
        """The shown case is this one now: what was made of the last is out of date."""
        self._cancel()
        self._asked = case, valuation
        fresh = self.is_current or self.stopped
        self.is_current = self.quick_is_current = self.stopped = False
        self._settle.start(QUICK_MS)
        if fresh:
            self.changed.emit()

    def forget(self) -> None:
        """Nothing is shown, or another case: what was made of the last one says nothing of it."""
        self._settle.stop()
        self._cancel()
        self.analysis = self.quick = self._asked = None
        self.is_current = self.quick_is_current = self.stopped = False

    def forget_precedents(self) -> None:
        """The documented cases of the library are others."""
        self._precedents = _Precedents()

    def again(self) -> None:
        """Begin anew what was stopped."""
        if self.stopped and self._asked is not None:
            self.follow(*self._asked)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _go_on(self) -> None:
        if self._asked is None or self._task is not None:
            return
        if self.quick_is_current:
            self._analyse(self._asked[0])
        else:
            self._look(*self._asked)

    def _look(self, case: Case, valuation: Valuation) -> None:
        model, seed = self._workspace.model, self._workspace.seed
        draws = min(DRAWS, self._workspace.draws or model.robustness.draws)
        seed = model.robustness.seed if seed is None else seed
        self._task = self._runner.start(
            "quick_look",
            lambda task: quick_look(model, case, valuation, draws=draws, seed=seed, progress=task.report),
            self._looked,
            self._stop,
        )

    def _looked(self, quick: QuickLook) -> None:
        self._task = None
        self.quick, self.quick_is_current = quick, True
        self._settle.start(SETTLE_MS)
        self.looked.emit()

    def _analyse(self, case: Case) -> None:
        workspace, precedents = self._workspace, self._precedents
        self._task = self._runner.start(
            "analysis",
            lambda task: workspace.analyse(case, precedents.of(workspace), task.report),
            self._analysed,
            self._stop,
        )

    def _analysed(self, analysis: Analysis) -> None:
        self._task = None
        self.analysis, self.is_current = analysis, True
        self.changed.emit()

    def _stop(self, error: Exception) -> None:
        self._mark_stopped()
        self.failed.emit(error)

    def _see_whether_stopped(self) -> None:
        """Someone else may have cancelled our work: it is back then, and no answer will come."""
        if self._task is not None and self._task.cancelled and self._task not in self._runner.running:
            self._mark_stopped()

    def _mark_stopped(self) -> None:
        self._task, self.stopped = None, True
        self.changed.emit()
