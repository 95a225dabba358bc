"""The answers of the cases that are looked at: kept in the library while they hold, the others computed aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.desk.library_listing import LibraryListing
from app.desk.library_picks import Picks
from app.desk.state import DeskState
from app.program import PROGRAM
from app.tasks import Task
from db import answers
from db.answers import Answer
from db.faults import LibraryFault
from db.records import CaseSummary
from decision.case import Case
from decision.doctrine import consult_doctrine
from decision.explanation.disagreement import Line
from decision.methods.cross_check import cross_check
from decision.model import DecisionModel
from decision.precedent.case_base import CaseBase
from decision.precedent.nearest import precedents
from decision.recommendation import recommend
from decision.robustness.smaa import robustness
from decision.valuation import value_case

DRAWS = 4_096
"""Enough for a word in a list; the open case is drawn in full."""

MOST_WAITING = 60
"""Cases that were scrolled past longer ago are computed when they are seen again."""


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What the list shows of an answer; ``lines`` holds what each line of argument names.

    While other documented cases are being compared, the precedent line is missing and ``agree`` is None.
    """

    option: str | None
    strength: str
    lines: Mapping[Line, str | None]

    @property
    def agree(self) -> bool | None:
        """Whether all lines name one option."""
        if len(self.lines) < len(Line):
            return None
        return len(set(self.lines.values())) == 1 and None not in self.lines.values()


@dataclass(frozen=True, slots=True)
class Computed:
    """An answer that has just been computed, of which state of its case, and what it was compared with."""

    case_id: str
    changed_at: datetime
    answer: Answer
    documented: CaseBase


class LibraryResults(QObject):
    """Answers by case id; one that is missing is computed when its turn comes.

    It outlives the views, which are made anew with every look, and holds the list they show and what is ticked.
    """

    arrived = Signal(str)
    """The answer of a case is there."""
    computing_changed = Signal()
    """All cases found are being computed, or no longer."""

    def __init__(self, state: DeskState) -> None:
        super().__init__()
        self._state = state
        self.listing = LibraryListing(state)
        self.picks = Picks()
        self.basis = ""
        self.precedents = ""
        self._moved = True
        self._answers: dict[str, tuple[datetime, Answer]] = {}
        self._queue: list[str] = []
        self._rest: list[str] = []
        self._documented: tuple[str, CaseBase] | None = None
        self._task: Task | None = None
        state.library_changed.connect(self._library_moved)

    @property
    def computing_all(self) -> bool:
        """Whether the answers of all cases found are being computed."""
        return bool(self._rest)

    @property
    def waiting(self) -> int:
        """How many cases are on their way to be computed; none where that was cancelled."""
        running = self._task is not None and not self._task.cancelled
        return len({*self._queue, *self._rest}) if running else 0

    def follow(self) -> None:
        """Learn what answers rest on now: with the library's cases that may be another.

        All documented cases are looked at, which would hold up typing: only where the library has changed.
        """
        workspace = self._state.workspace
        draws, seed = _draws(workspace.draws), _seed(workspace.model, workspace.seed)
        self.basis = answers.basis_of(workspace.model, draws=draws, seed=seed, program=PROGRAM)
        if self._moved:
            self.precedents = answers.precedents_of(self._state.library)
            self._moved = False

    def _library_moved(self) -> None:
        self._moved = True

    def read(self, summaries: Iterable[CaseSummary]) -> None:
        """Take what is kept of the answers of these cases."""
        missing = {item.id: item.changed_at for item in summaries if not self._holds(item)}
        for case_id in missing:
            self._answers.pop(case_id, None)
        for case_id, answer in answers.kept(self._state.library, missing).items():
            if answer.basis == self.basis:
                self._answers[case_id] = missing[case_id], answer

    def answer(self, case_id: str) -> CaseAnswer | None:
        """The answer of a case, where it is known."""
        _, answer = self._answers.get(case_id, (None, None))
        if answer is None:
            return None
        lines = {Line(name): option for name, option in answer.lines.items()}
        if answer.precedents != self.precedents:
            lines.pop(Line.PRECEDENT, None)
        return CaseAnswer(answer.option, answer.strength, lines)

    def want(self, ids: Iterable[str]) -> None:
        """Compute these next, as far as they are not known, and then what was wanted before."""
        wanted = [case_id for case_id in ids if not self._complete(case_id)]
        waiting = [case_id for case_id in self._queue if case_id not in wanted]
        self._queue = [*wanted, *waiting][:MOST_WAITING]

    def prefer(self, case_id: str) -> None:
        """Compute this one next."""
        if case_id in self._queue:
            self._queue.remove(case_id)
            self._queue.insert(0, case_id)

    def compute(self, ids: Iterable[str]) -> None:
        """Compute these too, after what is looked at; none stops that."""
        self._rest = list(ids)[::-1]
        self.computing_changed.emit()
        self.resume()

    def resume(self) -> None:
        """Go on computing, one case after the other."""
        # One that was cancelled at the foot of the window never answers.
        if self._task is None or self._task.cancelled:
            case_id = self._next()
            if case_id is not None:
                self._start(case_id)

    def pause(self) -> None:
        """Leave the machine to the open case."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def stop(self) -> None:
        """Compute and read nothing more: the window goes."""
        self.pause()
        self._queue, self._rest = [], []
        self.listing.stop()

    def _holds(self, item: CaseSummary) -> bool:
        changed_at, answer = self._answers.get(item.id, (None, None))
        return changed_at == item.changed_at and answer is not None and answer.basis == self.basis

    def _complete(self, case_id: str) -> bool:
        _, answer = self._answers.get(case_id, (None, None))
        return answer is not None and (answer.basis, answer.precedents) == (self.basis, self.precedents)

    def _next(self) -> str | None:
        while self._rest and self._complete(self._rest[-1]):
            self._drop_last()
        return self._queue[0] if self._queue else self._rest[-1] if self._rest else None

    def _drop_last(self) -> None:
        self._rest.pop()
        if not self._rest:
            self.computing_changed.emit()

    def _start(self, case_id: str) -> None:
        held, basis, base = self._answers.get(case_id), self.basis, self._documented
        if base is not None and base[0] != self.precedents:
            base = None

        def work(_: Task) -> tuple[str, Computed]:
            library, workspace = self._state.library, self._state.workspace
            named, documented = base or self._case_base()
            summary, case = library.summary(case_id), library.case(case_id)
            if held is not None and held[0] == summary.changed_at and held[1].basis == basis:
                option = precedents(workspace.model, case, documented).option
                answer = replace(held[1], precedents=named, lines={**held[1].lines, Line.PRECEDENT: option})
            else:
                draws, seed = _draws(workspace.draws), _seed(workspace.model, workspace.seed)
                found = headline(workspace.model, case, documented, draws=draws, seed=seed)
                answer = Answer(
                    basis,
                    named,
                    found.option,
                    found.strength,
                    {str(line): option for line, option in found.lines.items()},
                )
            self._keep(case_id, summary.changed_at, answer)
            return named, Computed(case_id, summary.changed_at, answer, documented)

        self._task = self._state.runner.start(
            "library", work, self._take, lambda error: self._give_up(case_id, error)
        )

    def _case_base(self) -> tuple[str, CaseBase]:
        """The documented cases, and what names them: the same before and after they were read."""
        while True:
            named = answers.precedents_of(self._state.library)
            base = self._state.workspace.case_base()
            if answers.precedents_of(self._state.library) == named:
                return named, base

    def _keep(self, case_id: str, changed_at: datetime, answer: Answer) -> None:
        try:
            answers.keep(self._state.library, case_id, changed_at, answer)
        except LibraryFault:  # it is shown all the same; a disk that is full is told of where work is at stake
            return

    def _take(self, found: tuple[str, Computed]) -> None:
        named, computed = found
        self._task = None
        self._documented = named, computed.documented
        self._answers[computed.case_id] = computed.changed_at, computed.answer
        self._done(computed.case_id)
        self.arrived.emit(computed.case_id)
        self.resume()

    def _give_up(self, case_id: str, error: Exception) -> None:
        """A case that cannot be computed is told of once and does not hold up the others."""
        self._task = None
        self._done(case_id)
        self._state.faulted.emit(error)
        self.resume()

    def _done(self, case_id: str) -> None:
        if case_id in self._queue:
            self._queue.remove(case_id)
        if self._rest and self._rest[-1] == case_id:
            self._drop_last()


def headline(model: DecisionModel, case: Case, documented: CaseBase, *, draws: int, seed: int) -> CaseAnswer:
    """The headline of the analysis of a case: the same as that of the whole, which takes seven times as long."""
    valuation = value_case(model, case)
    doctrine = consult_doctrine(model, case, valuation.levels)
    weights = valuation.weights
    ways = cross_check(model, valuation.fits, weights.criteria, valuation.family_values, weights.families)
    drawn = robustness(model, case, valuation.levels, weights, draws=draws, seed=seed)
    found = recommend(model, valuation, doctrine, ways, drawn)
    lines = {
        Line.ANALYSIS: found.first_by_value,
        Line.DOCTRINE: doctrine.indicated,
        Line.PRECEDENT: precedents(model, case, documented).option,
    }
    return CaseAnswer(found.option, found.strength, lines)


def _draws(chosen: int | None) -> int:
    return min(DRAWS, chosen or DRAWS)


def _seed(model: DecisionModel, chosen: int | None) -> int:
    return model.robustness.seed if chosen is None else chosen
