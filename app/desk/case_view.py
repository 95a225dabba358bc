"""The view of an open case: header, rails, the step that is shown, and the dock of live ranks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.context_step import ContextStep
from app.desk.controls import lay_ground, rule
from app.desk.evidence_step import EvidenceStep
from app.desk.header import STEPS, CaseHeader
from app.desk.note_step import NoteStep
from app.desk.rails import LeftRail, RightRail
from app.desk.ranks_dock import RanksDock
from app.desk.ratings_step import RatingsStep
from app.desk.results_step import ResultsStep
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.weights_step import WeightsStep

DOCKED = ("ratings", "weights")
"""The steps beside which the ranks are shown."""
DOCK_WIDTH = 300
FIRST = STEPS.index("ratings")


class CaseView(QWidget):
    """All of an open case; the steps are made when the first case is opened."""

    library_asked = Signal()
    find_asked = Signal()

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._unfolded = True
        self._asked: bool | None = None
        self.header = CaseHeader(state, theme)
        self.left = LeftRail(state, theme)
        self.right = RightRail(theme, state.workspace.words)
        self.note = NoteStep(state, theme)
        made = (
            ContextStep(state, theme),
            EvidenceStep(state, theme),
            RatingsStep(state, theme),
            WeightsStep(state, theme),
            ResultsStep(state, theme),
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
        state.case_changed.connect(self.refresh_status)
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

    def toggle_dock(self) -> None:
        """Fold or unfold the dock; the choice holds until the window is made anew."""
        self._asked = not self.dock.isVisible()
        self._place_dock()

    def _place_dock(self) -> None:
        beside = STEPS[self.step] in DOCKED
        wide = self.width() >= self._theme.px(1280)
        shown = beside and (wide if self._asked is None else self._asked)
        self.dock.setVisible(shown)
        self.right.setVisible(beside and not shown)
        self._dock_line.setVisible(beside)

    def refresh_status(self) -> None:
        """Ask every step how it stands."""
        if self._state.case is None:
            return
        for button, status in zip(self.header.steps, self._statuses, strict=True):
            button.show_status(*status())

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Fold what has no room."""
        self.header.fit(self.width())
        self._place_dock()
        super().resizeEvent(event)  # type: ignore[arg-type]
