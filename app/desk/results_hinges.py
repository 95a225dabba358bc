"""The few judgements an answer hangs on, in a frame near the head of the results."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout

from app.desk.controls import button, empty, label
from app.desk.hinge_data import HingeLine, hinge_lines
from app.desk.results_cards import OptionLine
from app.desk.results_data import Rows
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.analysis import Analysis

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HingesBox(QFrame):
    """What the answer hangs on: one line a judgement, or the sentence that nothing single would turn it."""

    what_if_asked = Signal(object)
    """The level of a judgement is to be tried: criterion -> level."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.lines: list[HingeLine] = []
        self.setProperty("ground", "raised")
        self.setAccessibleName(self._words("results.hinges"))
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(theme.px(16), theme.px(9), theme.px(16), theme.px(9))

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the judgements; a sentence where there is none."""
        words, theme = self._words, self._theme
        empty(self._page)
        self.lines = hinge_lines(Rows(words, analysis))
        none = words("results.hinges_none")
        self.setAccessibleDescription(" ".join(line.said for line in self.lines) or none)
        if self.lines:
            self._page.addLayout(self._grid())
        else:
            self._page.addWidget(label(theme, words("results.hinges"), "strong"))
            self._page.addWidget(label(theme, none, "body", wrap=True))
        self._page.addStretch(1)

    def says_something(self, analysis: Analysis) -> bool:
        """Whether there is an answer that could hang on anything."""
        return bool(analysis.explanation.hinges) or analysis.recommendation.option is not None

    def _grid(self) -> QGridLayout:
        theme, words, grid = self._theme, self._words, QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(1))
        for column, share in enumerate((4, 3, 2)):
            grid.setColumnStretch(column, share)
        grid.addWidget(label(theme, words("results.hinges"), "strong"), 0, 0)
        heads = ["hinge_turns", "hinge_then"]
        if any(line.chance for line in self.lines):
            heads.append("hinge_likely")
        for column, name in enumerate(heads, 1):
            head = label(theme, words(f"results.{name}"), "caption", "ink_2")
            grid.addWidget(head, 0, column, _RIGHT if name == "hinge_likely" else Qt.AlignmentFlag.AlignLeft)
        for place, line in enumerate(self.lines, 1):
            self._add(grid, place, line)
        return grid

    def _add(self, grid: QGridLayout, place: int, line: HingeLine) -> None:
        theme = self._theme
        name = label(theme, line.name, "body", wrap=True)
        turn = label(theme, self._words("results.turn", now=line.now, then=line.turns_at), "body", wrap=True)
        then = OptionLine(theme, "caption")
        then.show_option(line.place, line.option)
        chance = label(theme, line.chance, "strong")
        for column, part in enumerate((name, turn, then, chance)):
            part.setToolTip(line.said)
            if column == 3:
                grid.addWidget(part, place, column, _RIGHT)
            else:
                grid.addWidget(part, place, column)
        if line.level is not None:
            grid.addWidget(self._attempt(line, *line.level), place, 4, _RIGHT)

    def _attempt(self, line: HingeLine, criterion: str, level: float) -> QPushButton:
        made = button(self._theme, self._words("picture.try"), "link")
        said = self._words("picture.try_level", name=line.name, level=line.turns_at)
        made.setAccessibleName(said)
        made.setToolTip(said)
        made.clicked.connect(lambda: self.what_if_asked.emit({criterion: level}))
        return made
