"""What stands over the list of evidence: words to find, the order, the filters; and the frame while dragging."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.desk.choosers import Segment
from app.desk.controls import ChoiceBox
from app.desk.evidence_uses import FILTERS, ORDERS, Wanted
from app.desk.icons import icon
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case

_CARRYING = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class EvidenceTools(QWidget):
    """How the list is narrowed and sorted."""

    changed = Signal()
    """The officer wants another list."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.search = QLineEdit()
        self.search.setFont(theme.font())
        self.search.setPlaceholderText(words("evidence.search"))
        self.search.setAccessibleName(words("evidence.search"))
        self.search.setMinimumWidth(theme.px(150))
        glass = icon("search", theme.colour("ink_2"), None, theme.px(16))
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.order = ChoiceBox(theme, [(words(f"evidence.order.{name}"), name) for name in ORDERS])
        self.order.setAccessibleName(words("evidence.order"))
        self.order.setMinimumWidth(theme.px(150))
        self.filters: dict[str, Segment] = {}
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.search, 3)
        line.addWidget(self.order, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._bar = SideBySide(theme, [(line, 1), (self._segments(), 0)], 560, 8)
        column.addWidget(self._bar)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        self.order.activated.connect(lambda _: self.changed.emit())

    def _segments(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(0)
        for name in FILTERS:
            choice = Segment(self._theme, self._words(f"evidence.filter.{name}", count=self._words.number(0)))
            choice.setChecked(name == FILTERS[0])
            choice.clicked.connect(self.changed)
            group.addButton(choice)
            self.filters[name] = choice
            row.addWidget(choice)
        row.addStretch(1)
        return row

    @property
    def wanted(self) -> Wanted:
        """What the list is narrowed to and sorted by."""
        narrowed = next((name for name, choice in self.filters.items() if choice.isChecked()), FILTERS[0])
        return Wanted(self.search.text(), narrowed, str(self.order.currentData()))

    def clear(self) -> None:
        """Narrow nothing, telling no one; the order stays."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self.filters[FILTERS[0]].setChecked(True)

    def show_counts(self, case: Case, counts: Mapping[str, int]) -> None:
        """Show how many items each filter would leave."""
        passing: dict[str, Callable[[str, bool], bool]] = {
            "all": lambda _key, _protected: True,
            "unused": lambda key, _protected: not counts.get(key, 0),
            "protected": lambda _key, protected: protected,
        }
        for name, choice in self.filters.items():
            count = sum(passing[name](item.id, item.protected) for item in case.evidence)
            choice.setText(self._words(f"evidence.filter.{name}", count=self._words.number(count)))
            choice.setMinimumWidth(choice.sizeHint().width())
        QApplication.sendEvent(self._bar, QResizeEvent(self._bar.size(), self._bar.size()))  # is there still room?


class DropFrame(QWidget):
    """A frame over the step with what a drop would do; there only while something is dragged over it."""

    def __init__(self, theme: Theme, text: str, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._text = theme, text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.font("section"))
        self.hide()

    def show_over(self) -> None:
        """Lie over all of the step."""
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())
            self.raise_()
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A veil, a frame of ink, and the sentence on a field in its middle."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = theme.colour("surface")
        veil.setAlphaF(0.75)
        painter.fillRect(self.rect(), veil)
        gap = theme.px(10)
        painter.setPen(QPen(theme.colour("ink"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(gap, gap, -gap, -gap), 6, 6)
        room = self.rect().adjusted(3 * gap, 3 * gap, -3 * gap, -3 * gap)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._text)


class LinkStop(QObject):
    """Keeps a text field from taking dropped links and files as words: a file's is its place on this machine."""

    def guard(self, part: QWidget) -> None:
        """Guard every text field in a part of the window."""
        for field in (*part.findChildren(QLineEdit), *part.findChildren(QPlainTextEdit)):
            (field.viewport() if isinstance(field, QPlainTextEdit) else field).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Leave such a drop to the step around the field."""
        if event.type() in _CARRYING and isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            event.ignore()
            return True
        return False
