"""The answers of all cases of the library, computed aside one by one and kept while what they rest on holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.desk.state import DeskState
from app.tasks import Task
from db.records import CaseSummary
from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.explanation.disagreement import Line
from decision.precedent.case_base import CaseBase

DRAWS = 4_096
"""Enough for a word in a list; the open case is drawn in full."""

Key = tuple[str, datetime, tuple[tuple[str, datetime], ...]]


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What the list shows of an answer; ``lines`` holds what each line of argument names."""

    case: Case
    option: str | None
    strength: str
    lines: Mapping[Line, str | None]
    agree: bool


class LibraryResults(QObject):
    """Answers by case id; one that is missing is computed when its turn comes."""

    arrived = Signal(str)
    """The answer of a case is there."""

    def __init__(self, state: DeskState) -> None:
        super().__init__()
        self._state = state
        self._keys: dict[str, Key] = {}
        self._answers: dict[Key, CaseAnswer] = {}
        self._queue: list[str] = []
        self._documented: CaseBase | None = None
        self._task: Task | None = None

    def answer(self, case_id: str) -> CaseAnswer | None:
        """The answer of a case, where it has been computed."""
        key = self._keys.get(case_id)
        return None if key is None else self._answers.get(key)

    def follow(self, summaries: list[CaseSummary]) -> None:
        """Learn what the library holds now; answers that no longer hold are computed again."""
        rests_on = tuple(
            sorted(
                (item.id, item.changed_at) for item in summaries if item.documented_option and not item.archived
            )
        )
        keys = {item.id: (item.id, item.changed_at, rests_on) for item in summaries}
        if keys != self._keys:
            self._keys = keys
            self._documented = None
            self._answers = {key: found for key, found in self._answers.items() if keys.get(key[0]) == key}
        self._queue = [item.id for item in summaries if self.answer(item.id) is None]

    def prefer(self, case_id: str) -> None:
        """Compute this one next."""
        if case_id in self._queue:
            self._queue.remove(case_id)
            self._queue.insert(0, case_id)

    def resume(self) -> None:
        """Go on computing, one case after the other."""
        # One that was cancelled at the foot of the window never answers.
        if self._queue and (self._task is None or self._task.cancelled):
            self._start(self._queue[0])

    def pause(self) -> None:
        """Leave the machine to the open case."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def stop(self) -> None:
        """Compute nothing more: the window goes."""
        self.pause()
        self._queue = []

    def _start(self, case_id: str) -> None:
        key, known = self._keys[case_id], self._documented

        def work(task: Task) -> tuple[Key, CaseAnswer, CaseBase]:
            documented = self._state.workspace.case_base() if known is None else known
            case = self._state.library.case(case_id)
            workspace = self._state.workspace
            draws = min(DRAWS, workspace.draws or DRAWS)
            found = analyse(
                workspace.model, case, documented, draws=draws, seed=workspace.seed, progress=task.report
            )
            return key, _answer(found), documented

        self._task = self._state.runner.start("library", work, self._take, self._give_up)

    def _take(self, found: tuple[Key, CaseAnswer, CaseBase]) -> None:
        key, answer, documented = found
        self._task = None
        if self._keys.get(key[0]) == key:
            self._answers[key] = answer
            self._documented = documented
            if key[0] in self._queue:
                self._queue.remove(key[0])
            self.arrived.emit(key[0])
        self.resume()

    def _give_up(self, error: Exception) -> None:
        """A case that cannot be computed is told of once and does not hold up the others."""
        self._task = None
        if self._queue:
            self._queue.pop(0)
        self._state.faulted.emit(error)
        self.resume()


def _answer(found: Analysis) -> CaseAnswer:
    lines = {verdict.line: verdict.option for verdict in found.explanation.lines}
    return CaseAnswer(
        case=found.case,
        option=found.recommendation.option,
        strength=found.recommendation.strength,
        lines=lines,
        agree=len(set(lines.values())) == 1 and None not in lines.values(),
    )
