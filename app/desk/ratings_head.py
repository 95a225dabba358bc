"""What stands over the ratings: what the step is about or is compared with, the filters, the column heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.choosers import Segment
from app.desk.controls import button, label
from app.desk.rating_columns import CHEVRON, EVIDENCE, GAP, LEVEL, PAD, Columns, margins
from app.desk.rating_difference import Comparison
from app.desk.ratings_compare import CompareLine
from app.desk.ratings_legend import BandLegend
from app.desk.side_by_side import SideBySide
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence
from decision.valuation import Level

FILTERS: dict[str, Callable[[Level, Case, Comparison | None], bool]] = {
    "all": lambda _level, _case, _other: True,
    "unsure": lambda level, case, _other: (
        level.criterion in case.ratings and case.ratings[level.criterion].confidence in (None, Confidence.LOW)
    ),
    "unrated": lambda level, _case, _other: not level.rated,
    "differs": lambda level, _case, other: other is not None and other.differs(level),
}
HEADS = ("criterion", "level", "difference", "confidence", "evidence_count", "")
"""The column heads in their order; the bands' legend stands after the first."""


class RatingsHead(QWidget):
    """Title, sentence and filters."""

    filtered = Signal(str)
    """Another filter is chosen."""
    compare_asked = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme, state: DeskState) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.choices: dict[str, Segment] = {}
        self.compare = button(theme, self._words("ratings.compare"))
        self.compare.clicked.connect(self.compare_asked)
        self.line = CompareLine(theme, self._words)
        self.line.stopped.connect(self.stop_asked)
        self._lead = label(theme, self._words("ratings.sentence"), "body", "ink_2", wrap=True)
        title = label(theme, self._words("ratings.title"), "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(*margins(self, theme.px(PAD), 0, theme.px(20), 0))
        column.setSpacing(theme.px(2))
        self._bar = SideBySide(theme, [(title, 1), (self._tools(), 0)], 0, 16)
        column.addWidget(self._bar)
        column.addWidget(self._lead)
        column.addWidget(self.line)
        self.line.hide()

    def _tools(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(0)
        row.addWidget(self.compare)
        row.addSpacing(self._theme.px(12))
        for name in FILTERS:
            choice = Segment(self._theme, self._words(f"ratings.filter.{name}", count=0))
            choice.setChecked(name == "all")
            choice.clicked.connect(lambda _=False, name=name: self.filtered.emit(name))
            group.addButton(choice)
            self.choices[name] = choice
            row.addWidget(choice)
        self.choices["differs"].hide()
        row.addStretch(1)
        return row

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Say what is compared with in the place of the sentence on the step."""
        self._lead.setVisible(comparison is None)
        self.line.setVisible(comparison is not None)
        self.choices["differs"].setVisible(comparison is not None)
        if comparison is not None:
            self.line.show_name(comparison.name)
        settle(self._bar)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows each filter would leave."""
        before = [choice.text() for choice in self.choices.values()]
        for name, choice in self.choices.items():
            text = self._words(f"ratings.filter.{name}", count=self._words.number(counts[name]))
            if choice.text() != text:  # the same text would lay the window out anew
                choice.setText(text)
                choice.setMinimumWidth(choice.sizeHint().width())
        if before != [choice.text() for choice in self.choices.values()]:
            settle(self._bar)


def settle(bar: SideBySide) -> None:
    """Let parts whose words have changed find out whether they still have room beside each other."""
    QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))


class ColumnHeads(QWidget):
    """The heads of the columns, over rows that may have lost some of their width to a scroll bar."""

    def __init__(self, theme: Theme, state: DeskState) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.labels: dict[str, QLabel] = {}
        self._row = QHBoxLayout(self)
        self._row.setSpacing(theme.px(GAP))
        for name in HEADS:
            head = label(theme, self._words(f"ratings.column.{name}") if name else "", "caption", "ink_2")
            self.labels[name] = head
            self._row.addWidget(head)
        self.labels["difference"].setToolTip(self._words("ratings.column.difference_tip"))
        self._row.insertWidget(1, BandLegend(theme, state), 1)
        self.leave(0)

    def leave(self, width: int) -> None:
        """Leave so much to a scroll bar."""
        theme = self._theme
        sides = margins(self, theme.px(PAD), theme.px(6), theme.px(20) + width, theme.px(2))
        self._row.setContentsMargins(*sides)

    def fold(self, columns: Columns) -> None:
        """Take the widths of the columns."""
        level = LEVEL + (columns.range + GAP if columns.range else 0)
        widths = (columns.name, level, columns.difference, columns.sure, EVIDENCE, CHEVRON)
        for head, width in zip(self.labels.values(), widths, strict=True):
            head.setFixedWidth(self._theme.px(width))
            head.setVisible(width > 0)
        first, whole = self.labels["criterion"], self._words("ratings.column.criterion")
        room = self._theme.px(columns.name)
        first.setText(first.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room))
        first.setToolTip(whole)
        self.labels["level"].setText(self._words(f"ratings.column.level{'' if columns.range else '_short'}"))
        self.labels["confidence"].setText(
            self._words("ratings.column.confidence") if columns.sure > CHEVRON else ""
        )
