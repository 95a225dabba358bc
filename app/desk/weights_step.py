"""The weights step: how much each family counts, and each criterion within it; every set adds up to 100."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosers import ElidedLabel
from app.desk.controls import button, label, scrolled
from app.desk.stale import WhenSeen
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.weighing_panel import WeighingPanel
from app.desk.weight_cards import RING, NameBar
from app.desk.weight_perspectives import PerspectiveLine
from app.desk.weight_tree import WeightTree
from app.desk.weights_changes import WeightChanges

BESIDE = 1000
"""The width, in pixels at 100 %, from which the ways to set weights stand beside the tree; below it under it."""


class WeightsStep(QWidget):
    """Perspectives to take weights from above; below, the tree of weights, and the ways to set them."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._changes = WeightChanges(state)
        self.naming = NameBar(theme, self._words)
        self.perspectives = PerspectiveLine(state, theme, self._changes, self.naming)
        self.tree = WeightTree(state, theme, self._changes)
        self.panel = WeighingPanel(state, theme, self._changes, self.tree)
        self.reset = button(theme, self._words("weights.reset"))
        self.reset.clicked.connect(self._changes.reset)
        self.save = button(theme, self._words("weighing.save"))
        self.save.clicked.connect(lambda: self.perspectives.begin_saving(self.save))
        self._modelled = ElidedLabel(theme, "caption", "ink_2")
        self._build()
        self.naming.asking.connect(self._show_buttons)
        state.case_changed.connect(WhenSeen(self, self._refresh).follow)
        self._refresh()

    def status(self) -> tuple[str, str]:
        """Whose weights they are, and whether they were changed."""
        case = self._state.case
        if case is None:
            return "nothing", ""
        own = self.perspectives.chosen_own
        if own is not None:
            return "done", own.name
        name = self._words(f"perspective.{self._state.workspace.model.perspective(case.perspective).id}.name")
        return "done", name if case.weights is None else self._words("weights.changed_status", name=name)

    def _build(self) -> None:
        theme = self._theme
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(20), theme.px(8), theme.px(16), 0)
        page.setSpacing(theme.px(4))
        page.addWidget(self._head())
        page.addWidget(self.perspectives)
        content = QWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._body.setContentsMargins(RING, theme.px(4), RING, theme.px(10))
        self._body.setSpacing(theme.px(36))
        self._body.addWidget(self.tree, 57)
        self._body.addWidget(self.panel, 43)
        self._scroll = scrolled(content)
        page.addWidget(self._scroll, 1)

    def _head(self) -> QWidget:
        theme, words, top = self._theme, self._words, QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(RING, 0, RING, 0)
        top.setMinimumHeight(theme.px(40))
        row.setSpacing(theme.px(8))
        row.addWidget(label(theme, words("weights.title"), "title"))
        row.addSpacing(theme.px(8))
        self._modelled.show_text(words("weights.modelled"))
        row.addWidget(self._modelled, 1)
        row.addWidget(self.naming, 1)
        for part in (self.reset, self.save):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QWidget()
        head = QVBoxLayout(whole)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(top)
        sentence = label(theme, words("weighing.sentence"), "body", "ink_2", wrap=True)
        sentence.setContentsMargins(RING, 0, RING, 0)
        head.addWidget(sentence)
        return whole

    def _refresh(self) -> None:
        for part in (self.perspectives, self.tree, self.panel):
            part.refresh()
        self._show_buttons()

    def _show_buttons(self) -> None:
        case = self._state.case
        asking = not self.naming.isHidden()
        self.reset.setVisible(case is not None and case.weights is not None and not asking)
        self.save.setEnabled(case is not None)
        self.save.setVisible(not asking)
        self._modelled.setVisible(not asking)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The ways to set weights go under the tree where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= self._theme.px(BESIDE)
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
