"""The view of an open case: header, rails, the step that is shown, and the dock of live ranks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.context_step import ContextStep
from app.desk.controls import lay_ground, rule
from app.desk.evidence_step import EvidenceStep
from app.desk.header import CaseHeader
from app.desk.note_step import NoteStep
from app.desk.rails import LeftRail, RightRail
from app.desk.ranks_dock import RanksDock
from app.desk.ratings_step import RatingsStep
from app.desk.results_step import ResultsStep
from app.desk.state import DeskState
from app.desk.steps import STEPS
from app.desk.theme import Theme
from app.desk.weights_step import WeightsStep

DOCKED = ("context", "evidence", "ratings", "weights", "results")
"""The steps beside which ranks and what-if are at hand."""
OPEN = ("ratings", "weights")
"""Those beside which they are shown unasked, where there is room."""
ANALYSED = ("results", "note")
"""The steps that show the analysis: looking at one begins anew what was cancelled."""
DOCK_WIDTH = 300
FIRST = STEPS.index("ratings")


class CaseView(QWidget):
    """All of an open case; the steps are made when the first case is opened."""

    library_asked = Signal()
    find_asked = Signal()

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._told: list[tuple[str, str]] = [("", "")] * len(STEPS)
        self.header = CaseHeader(state, theme)
        self.left = LeftRail(state, theme)
        self.right = RightRail(theme, state.workspace.words)
        self.evidence = EvidenceStep(state, theme)
        self.ratings = RatingsStep(state, theme)
        self.results = ResultsStep(state, theme)
        self.note = NoteStep(state, theme)
        made = (
            ContextStep(state, theme),
            self.evidence,
            self.ratings,
            WeightsStep(state, theme),
            self.results,
            self.note,
        )
        self.steps: tuple[QWidget, ...] = made
        self._statuses = tuple(step.status for step in made)
        self.stack = QStackedWidget()
        for name, step in zip(STEPS, self.steps, strict=True):
            step.setAccessibleName(state.workspace.words(f"desk.step.{name}"))
            self.stack.addWidget(step)
        self.dock = RanksDock(state, theme)
        self.dock.setFixedWidth(theme.px(DOCK_WIDTH))
        lay_ground(self.dock, "chrome")
        self._lay_out()
        self._connect()
        self.show_step(FIRST)

    def _lay_out(self) -> None:
        self._dock_line = rule(self._theme, vertical=True)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.left)
        body.addWidget(rule(self._theme, vertical=True))
        body.addWidget(self.stack, 1)
        body.addWidget(self._dock_line)
        body.addWidget(self.dock)
        body.addWidget(self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(rule(self._theme))
        column.addLayout(body, 1)

    def _connect(self) -> None:
        state = self._state
        self.header.step_chosen.connect(self.show_step)
        self.header.find_asked.connect(self.find_asked)
        self.left.library_asked.connect(self.library_asked)
        self.left.find_asked.connect(self.find_asked)
        self.right.dock_asked.connect(self.toggle_dock)
        self.dock.fold_asked.connect(self.toggle_dock)
        self.results.what_if_asked.connect(self.try_levels)
        self.evidence.rating_asked.connect(self.show_criterion)
        self.ratings.evidence_asked.connect(self.show_item)
        self.results.criterion_asked.connect(self.show_criterion)
        self.results.note_asked.connect(lambda: self.show_step(STEPS.index("note")))
        self.note.step_asked.connect(lambda name: self.show_step(STEPS.index(name)))
        state.case_changed.connect(self._case_changed)
        state.analysis_changed.connect(self.refresh_status)

    @property
    def step(self) -> int:
        """The place of the step that is shown."""
        return self.stack.currentIndex()

    def show_step(self, place: int) -> None:
        """Show a step; any, at any time."""
        self.stack.setCurrentIndex(place)
        self.header.steps[place].setChecked(True)
        self._place_dock()
        if STEPS[place] in ANALYSED:
            self._state.analyse_again()

    def show_criterion(self, criterion: str) -> None:
        """Go to the rating of a criterion."""
        self.show_step(STEPS.index("ratings"))
        self.ratings.show_criterion(criterion)

    def show_item(self, item_id: str) -> None:
        """Go to an item of evidence."""
        self.show_step(STEPS.index("evidence"))
        self.evidence.show_item(item_id)

    def ask_note(self, what: str) -> None:
        """Show the note, and ask where to export it or on which printer to print it."""
        self.show_step(STEPS.index("note"))
        if what == "export":
            self.note.ask_export()
        else:
            self.note.ask_print()

    def toggle_dock(self) -> None:
        """Fold or unfold the dock. The choice holds while the program runs: one for the steps beside which it is
        shown unasked, and one for each other."""
        self._choose_dock(not self.dock.isVisible())

    def try_levels(self, levels: Mapping[str, float]) -> None:
        """Unfold the dock and try levels (0-100, by criterion) in it; the case stays as it is."""
        if STEPS[self.step] in DOCKED:
            self._choose_dock(True)
        self._state.try_levels(levels)
        self.dock.show_what_if()

    def _choose_dock(self, shown: bool) -> None:
        self._state.dock_choice[self._kind] = shown
        self._place_dock()

    @property
    def _kind(self) -> str:
        name = STEPS[self.step]
        return "open" if name in OPEN else name

    def _place_dock(self) -> None:
        name = STEPS[self.step]
        unasked = name in OPEN and self.width() >= self._theme.px(1280)
        shown = name in DOCKED and self._state.dock_choice.get(self._kind, unasked)
        self.dock.setVisible(shown)
        self.right.setVisible(name in DOCKED and not shown)
        self._dock_line.setVisible(name in DOCKED)

    def _case_changed(self) -> None:
        """A hand on its way changes no state of a step; where it rests the analysis follows, and this with it."""
        if self._state.case is self._state.stored_case:
            self.refresh_status()

    def refresh_status(self) -> None:
        """Ask every step how it stands."""
        if self._state.case is None:
            return
        for place, status in enumerate(self._statuses):
            told = status()
            if told != self._told[place]:  # each lays the header out anew
                self._told[place] = told
                self.header.steps[place].show_status(*told)

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Fold what has no room."""
        self.header.fit(self.width())
        self._place_dock()
        super().resizeEvent(event)  # type: ignore[arg-type]
