"""Work aside: one runner for everything that would hold the window up, its answer brought back to its thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

_log = logging.getLogger(__name__)


class Task(QObject):
    """One piece of work: the window holds it to cancel it, the work asks it whether to go on."""

    progressed = Signal(float)
    """How much is done, 0-1."""
    finished = Signal(object)
    """The answer."""
    failed = Signal(object)
    """The exception that ended it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; neither ``finished`` nor ``failed`` comes after."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> bool:
        """To be called by the work: tells the progress, answers whether to go on."""
        if not self.cancelled:
            self.progressed.emit(done / total)
        return not self.cancelled


class _Run(QRunnable):
    def __init__(self, runner: TaskRunner, task: Task, work: Callable[[Task], Any]) -> None:
        super().__init__()
        self._runner, self._task, self._work = runner, task, work

    def run(self) -> None:
        """Do the work in a thread of the pool and hand its answer to the window's thread."""
        try:
            answer, error = self._work(self._task), None
        except Exception as fault:  # told in the window, not lost in a thread
            answer, error = None, fault
        self._runner.answered.emit(self._task, answer, error)


class TaskRunner(QObject):
    """Runs work in threads of its own pool and answers in the thread it lives in."""

    answered = Signal(object, object, object)
    busy_changed = Signal()

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self.running: list[Task] = []
        self.answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        name: str,
        work: Callable[[Task], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Run ``work`` aside; ``then`` gets its answer in this thread, unless the task was cancelled."""
        task = Task(name)
        task.finished.connect(then)
        task.failed.connect(failed or self._unexpected)
        self.running.append(task)
        self.busy_changed.emit()
        self._pool.start(_Run(self, task, work))
        return task

    def wait(self) -> None:
        """Cancel what runs and wait until every thread is back: to be called before the window goes."""
        for task in self.running:
            task.cancel()
        self._pool.waitForDone()

    @Slot(object, object, object)
    def _answer(self, task: Task, answer: object, error: Exception | None) -> None:
        if task in self.running:
            self.running.remove(task)
        self.busy_changed.emit()
        if task.cancelled:
            return
        if error is None:
            task.finished.emit(answer)
        else:
            task.failed.emit(error)

    @staticmethod
    def _unexpected(error: Exception) -> None:
        _log.error("a background task failed", exc_info=error)
