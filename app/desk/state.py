"""What the desk is looking at: the open case, its live ranks, and the full analysis that follows aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.live_analysis import LiveAnalysis
from app.desk.what_if_state import WhatIfState
from app.pending import PendingEdits
from app.quick_look import QuickLook
from app.supposing import Answer, WhatIf, suppose
from app.tasks import Task, TaskRunner
from app.workspace import Workspace
from db.library import Library
from db.records import Step
from decision.analysis import Analysis
from decision.case import Case
from decision.doctrine import Doctrine, consult_doctrine
from decision.valuation import Valuation, value_case

RETRY_MS = 4_000
"""How long edits that could not be saved wait until the next try."""


class DeskState(QObject):
    """The one thing all views share.

    ``case`` is what is shown: the stored case, or while a marker is dragged the previewed one. ``valuation`` and
    ``doctrine`` follow at once; ``quick`` and then ``analysis`` follow aside, and ``quick_is_current`` and
    ``analysis_is_current`` say whether they have. What an officer tries without making it an edit is ``tried``.
    Every change of the library goes through :meth:`edit`: one undo step, one transaction, one history row. While
    the library cannot be written, edits wait in ``pending`` and are shown as made.
    """

    leaving = Signal()
    """The open case gives way to another, or to none: what is still being typed is its own."""
    case_opened = Signal()
    """Another case is shown, or none."""
    ranks_changed = Signal()
    """Values and doctrine of the shown case are others: told first of all, for what must follow a hand."""
    what_if_changed = Signal()
    """Other changes are tried, or they stand on another case now."""
    case_changed = Signal()
    """The shown case has other content; ranks are up to date."""
    analysis_changed = Signal()
    """The full analysis has arrived, has become out of date, or was stopped."""
    quick_changed = Signal()
    """A quick look has arrived, well before the full analysis."""
    library_changed = Signal()
    """The list of cases is another."""
    noticed = Signal(str, bool)
    """A sentence for the status bar, and whether Undo stands beside it."""
    faulted = Signal(object)
    """A known fault or an error, to be told in a sentence."""
    unsaved_changed = Signal()
    """Edits began to wait, their number or what they wait for is another, or none waits any more."""
    kept_back = Signal(object)
    """The fault for which edits wait: told when it begins, and when something must wait for them."""

    def __init__(self, workspace: Workspace, runner: TaskRunner) -> None:
        super().__init__()
        self.workspace = workspace
        self.runner = runner
        self.case: Case | None = None
        self.valuation: Valuation | None = None
        self.doctrine: Doctrine | None = None
        self.dock_choice: dict[str, bool] = {}
        """Whether the dock was last unfolded by hand, by kind of step: kept when all views are made anew."""
        self._stored: Case | None = None
        self._live = LiveAnalysis(workspace, runner, self)
        self._live.changed.connect(self.analysis_changed)
        self._live.looked.connect(self.quick_changed)
        self._live.failed.connect(self.faulted)
        self.tried = WhatIfState(workspace.model, self)
        self.tried.changed.connect(self.what_if_changed)
        self.pending = PendingEdits(self.library, workspace.model)
        self._unsaved: tuple[int, str | None] = (0, None)
        self._written = 0
        self._retry: Task | None = None
        self._retry_timer = QTimer(self)
        self._retry_timer.setInterval(RETRY_MS)
        self._retry_timer.timeout.connect(self._try_again)

    @property
    def library(self) -> Library:
        """The library of the workspace; a window always has one."""
        assert self.workspace.library is not None
        return self.workspace.library

    @property
    def analysis(self) -> Analysis | None:
        """The last full analysis of the open case."""
        return self._live.analysis

    @property
    def analysis_is_current(self) -> bool:
        """Whether it is of the case as it is shown."""
        return self._live.is_current

    @property
    def analysis_stopped(self) -> bool:
        """Whether it was cancelled or failed, so that none follows until :meth:`analyse_again` or an edit."""
        return self._live.stopped

    @property
    def quick(self) -> QuickLook | None:
        """The last quick look at the open case."""
        return self._live.quick

    @property
    def quick_is_current(self) -> bool:
        """Whether it is of the case as it is shown."""
        return self._live.quick_is_current

    def analyse_again(self) -> None:
        """Begin the analysis anew where it was stopped."""
        self._live.again()

    @property
    def what_if(self) -> WhatIf | None:
        """What is tried of the open case without being an edit of it; None where nothing is."""
        return self.tried.what_if

    def try_levels(self, levels: Mapping[str, float]) -> None:
        """Try levels (0-100, by criterion) of the open case, beside what is tried already."""
        self.tried.try_levels(levels)

    def apply_what_if(self, notice: str) -> bool:
        """Make what is tried an edit of the case: one undo step; nothing is tried any more then."""
        what_if = self.what_if
        if what_if is None or self._stored is None:
            return False
        made = self.edit(suppose(self.workspace.model, self._stored, what_if), "what_if", "what_if", notice)
        if made:
            self.tried.suppose(None)
        return made

    @property
    def stored_case(self) -> Case | None:
        """The open case as the officer last left it, without any preview: in the library, or on its way there."""
        return self._stored

    def open(self, case_id: str) -> None:
        """Show a case of the library."""
        if self._stored is not None and self._stored.id != case_id:
            self.leaving.emit()
        if self._guarded(lambda: self._take(self.pending.case(case_id))):
            self._live.forget()
            self.case_opened.emit()
            self._changed()
            self.analysis_changed.emit()

    def close_case(self) -> None:
        """Show the library instead of a case."""
        if self._stored is not None:
            self.leaving.emit()
        self._live.forget()
        self.tried.follow(None)
        self.case = self._stored = self.valuation = self.doctrine = None
        self.case_opened.emit()

    def preview(self, case: Case) -> None:
        """Show a change that is not made yet, while a marker is being dragged."""
        self.case = case
        self._changed()

    def drop_preview(self) -> None:
        """Show the stored case again."""
        if self._stored is not None and self.case is not self._stored:
            self.case = self._stored
            self._changed()

    def edit(self, case: Case, action: str, key: str, notice: str) -> bool:
        """Make a change: recorded in the library, or kept until it can be, shown, and told with Undo beside it."""
        if not self._guarded(lambda: self.pending.record(case, action, key)):
            return False
        self._take(case)
        self._show_step(notice, True)
        return True

    def undo(self) -> None:
        """Take the last edit of the open case back."""
        if self._stored is not None:
            self.undo_of(self._stored.id)

    def undo_of(self, case_id: str) -> bool:
        """Take the last edit of any case back, or the last change of how it is filed; whether there was one."""
        return self._step(self.pending.undo, case_id, "notice.undone")

    def redo(self) -> None:
        """Make the edit that was taken back again."""
        if self._stored is not None:
            self._step(self.pending.redo, self._stored.id, "notice.redone")

    def save_pending(self) -> bool:
        """Write what waits, now; False, with the fault told, where it still cannot be written.

        To be asked before anything that must rest on the library: a version, an export, a note, a copy, an import.
        """
        if self.pending.count:
            self._guarded(self.pending.retry)
            self._follow_pending()
            if self.pending.fault is not None:
                self.kept_back.emit(self.pending.fault)
        return not self.pending.count

    def discard_pending(self) -> None:
        """Throw away the edits that wait."""
        self.pending.discard()
        self._follow_pending()

    def refresh_library(self) -> None:
        """The library has changed otherwise: by an import, a copy, an archived case."""
        self.pending.forget_undone()
        self._live.forget_precedents()
        self.library_changed.emit()
        if self._stored is not None:
            self.open(self._stored.id)

    def _step(self, turn: Callable[[str], Step | None], case_id: str, notice: str) -> bool:
        done: list[Step | None] = []
        if not self._guarded(lambda: done.append(turn(case_id))) or done[0] is None:
            return False
        action = self.workspace.words(f"action.{done[0].action}")
        if self._stored is None or self._stored.id != case_id:
            self.noticed.emit(self.workspace.words(notice, action=action), False)
            self._follow_pending()
        elif self._guarded(lambda: self._take(self.pending.case(case_id))):
            self._show_step(self.workspace.words(notice, action=action), False)
        return True

    def _show_step(self, notice: str, undo: bool) -> None:
        self._changed()
        self.noticed.emit(notice, undo)
        self._follow_pending()

    def _try_again(self) -> None:
        if self._retry not in self.runner.running:  # one waits for another program's lock, and for its turn
            self._retry = self.runner.start(
                "saving", lambda _: self.pending.retry(), lambda _: self._follow_pending(), self._stop_trying
            )

    def _stop_trying(self, error: Exception) -> None:
        """A fault of ours: told once, not every few seconds; the next edit tries again."""
        self._follow_pending()
        self._retry_timer.stop()
        self.faulted.emit(error)

    def _follow_pending(self) -> None:
        """Tell what has become of the edits that wait, and try again for as long as any does."""
        if self._written != self.pending.written:
            self._written = self.pending.written
            self._live.forget_precedents()
            self.library_changed.emit()
        fault, (count, _) = self.pending.fault, self._unsaved
        now = (self.pending.count, None if fault is None else fault.code)
        if now == self._unsaved:
            return
        self._unsaved = now
        if not self.pending.count:
            self._retry_timer.stop()
        elif not self._retry_timer.isActive():
            self._retry_timer.start()
        self.unsaved_changed.emit()
        if fault is not None and not count:
            self.kept_back.emit(fault)

    def _take(self, case: Case) -> None:
        self.case = self._stored = case

    def _guarded(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except Exception as fault:  # told in the window by its kind, never lost
            self.faulted.emit(fault)
            return False
        return True

    def _changed(self) -> None:
        if self.case is None:
            return
        model = self.workspace.model
        self.valuation = value_case(model, self.case)
        self.doctrine = consult_doctrine(model, self.case, self.valuation.levels)
        self.ranks_changed.emit()
        self.tried.follow(Answer.given(model, self.case, self.valuation, self.doctrine))
        self._live.follow(self.case, self.valuation)
        self.case_changed.emit()
