"""Choosing what the ratings are compared with: a numbered version of this case, or another case of the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.desk.choosers import ElidedLabel
from app.desk.controls import button, label
from app.desk.dialog import DeskDialog
from app.desk.icons import icon
from app.desk.rating_difference import SIDE, paint_diamond
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.finding import query_words
from app.tasks import Task
from app.words import Words
from db.finding import Order, Query, page
from decision.case import Case

MOST = 60
"""So many cases are offered; more words find the others."""
REST_MS = 120


@dataclass(frozen=True, slots=True)
class Other:
    """What can be compared with: a case, or with a ``number`` one of its versions; ``name``: in a sentence."""

    case_id: str
    name: str
    number: int | None = None


class CompareChooser(DeskDialog):
    """A field to find a case, and the list of what fits; versions of the open case come first."""

    def __init__(self, state: DeskState, theme: Theme, case: Case, parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "ratings.compare.heading", parent, (560, 560))
        self._state, self._case = state, case
        self.say(words("ratings.compare.lead"))
        self.search = QLineEdit()
        self.search.setFont(theme.font())
        self.search.setPlaceholderText(words("ratings.compare.search"))
        self.search.setAccessibleName(words("ratings.compare.search"))
        glass = icon("search", theme.colour("ink_2"), None, theme.px(16))
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setFont(theme.font())
        self.list.setAccessibleName(words("ratings.compare.list"))
        self.list.setProperty("focusRing", True)
        self.list.setUniformItemSizes(True)
        self.list.setStyleSheet(f"QListWidget::item {{ min-height: {theme.px(32)}px; }}")
        self.none = label(theme, words("ratings.compare.none"), "body", "ink_2", wrap=True)
        self.none.hide()
        for part in (self.search, self.none):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self.add_button("desk.cancel", self.reject)
        self.go = self.add_button("ratings.compare.go", self.accept, "primary")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._find)
        self.search.textChanged.connect(lambda _: self._rest.start())
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.search.setFocus()
        self._find()

    @property
    def chosen(self) -> Other | None:
        """What is to be compared with."""
        item = self.list.currentItem()
        made = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return made if isinstance(made, Other) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Up and down walk the list from the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), self.list.count() - 1))
                return True
        return False

    def _find(self) -> None:
        """Look for what was typed, aside: a library may be large."""
        library, case, words = self._state.library, self._case, self._words
        sought = query_words(words, self.search.text())
        query = Query(words=sought, order=Order.RELEVANCE if sought else Order.CHANGED)

        def work(_: Task) -> list[Other]:
            numbers = [] if sought else [one.number for one in library.versions(case.id)]
            others = [one.case for one in page(library, query, limit=MOST).items if one.case.id != case.id]
            versions = [Other(case.id, words("ratings.compare.version", number=n), n) for n in reversed(numbers)]
            return versions + [Other(one.id, one.title) for one in others]

        self.aside(self._state.runner, "compare", work, self._fill)

    def _fill(self, found: Sequence[Other]) -> None:
        self.list.clear()
        for other in found:
            number = other.number
            shown = other.name if number is None else self._words("ratings.compare.version_item", number=number)
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, other)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(not found)
        self.go.setEnabled(bool(found))


def case_of(state: DeskState, other: Other) -> Case:
    """The case, or the version, to compare with; raises what the library raises."""
    if other.number is not None:
        return state.library.version(other.case_id, other.number)
    return state.pending.case(other.case_id)


class CompareLine(QWidget):
    """What the ratings are compared with, its marker before it, and the way to stop."""

    stopped = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._words = words
        self._text = ElidedLabel(theme, "strong", "ink")
        self.stop = button(theme, words("ratings.compare.stop"), "link")
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(_Sign(theme))
        row.addWidget(self._text, 100)
        row.addWidget(self.stop)
        row.addStretch(1)

    def show_name(self, name: str) -> None:
        """Say what is compared with."""
        text = self._words("ratings.compare.with", name=name)
        self._text.show_text(text)
        self._text.setMaximumWidth(self._text.fontMetrics().horizontalAdvance(text) + 2)


class _Sign(QLabel):
    """The hollow marker of the legend."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(12), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The marker."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = (SIDE + 1) * self._theme.scale
        paint_diamond(painter, QPointF(self.width() / 2, self.height() / 2), side, self._theme)
