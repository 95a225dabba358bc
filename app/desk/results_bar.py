"""The tabs of the results with the tools of the one that is shown, over a hairline."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosers import Tab
from app.desk.controls import button, rule
from app.desk.flow_layout import FlowLayout
from app.desk.results_tabs import ResultTab
from app.desk.theme import Theme
from app.words import Words

TABS = ("contributions", "robustness", "sensitivity", "stakeholders", "precedents", "methods")


class TabBar(QWidget):
    """Tabs at one side, tools at the other; under each other where there is no room."""

    chosen = Signal(str)
    """Another tab is chosen, by its name."""

    def __init__(self, theme: Theme, words: Words, tabs: Mapping[str, ResultTab]) -> None:
        super().__init__()
        self._words, self._tabs = words, tabs
        self.shown = TABS[0]
        self.choices: dict[str, Tab] = {}
        self.fold = button(theme, words("picture.fold"), "quiet")
        self.fold.setToolTip(words("picture.fold_tip"))
        self._left, self._right = QWidget(), QWidget()
        self._build(theme)
        self._show_tools()

    def _build(self, theme: Theme) -> None:
        flow, group = FlowLayout(theme.px(4), 0), QButtonGroup(self)
        self._left.setLayout(flow)
        for name in TABS:
            choice = Tab(theme, self._words(f"results.tab.{name}"))
            choice.setChecked(name == self.shown)
            choice.clicked.connect(self._chooser(name))
            group.addButton(choice)
            self.choices[name] = choice
            flow.addWidget(choice)
        tools = QHBoxLayout(self._right)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(theme.px(8))
        for name in TABS:
            tools.addWidget(self._tabs[name].tools)
            self._tabs[name].before = self.fold
        tools.addWidget(self.fold)
        tools.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.px(4))
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(self._row)
        page.addWidget(rule(theme))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The tools lie beside the tabs while all of both fits on a line."""
        super().resizeEvent(event)
        needed = self._left.sizeHint().width() + self._right.sizeHint().width() + self._row.spacing()
        way = QBoxLayout.Direction
        beside = needed <= event.size().width()
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _chooser(self, name: str) -> Callable[[], None]:
        return lambda: self._choose(name)

    def _choose(self, name: str) -> None:
        self.shown = name
        self._show_tools()
        self.chosen.emit(name)

    def _show_tools(self) -> None:
        for name, tab in self._tabs.items():
            tab.tools.setVisible(name == self.shown)

    def show_fold(self, *, folded: bool) -> None:
        """Say what the fold control would do."""
        self.fold.setText(self._words("picture.unfold" if folded else "picture.fold"))
        self.fold.setAccessibleName(self._words("picture.unfold_lines" if folded else "picture.fold_lines"))
