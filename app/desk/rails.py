"""The rails at both sides: back to the library and the recent cases at the left, the folded dock at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.desk.controls import empty, lay_ground, rule
from app.desk.header import ToolButton
from app.desk.icons import paint_icon
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from db.finding import Order, Query, page
from db.records import CaseSummary

WIDTH = 48
RECENT = 8
"""How many cases one can jump to from the rail."""


class UprightButton(QAbstractButton):
    """An icon over a word that reads upwards."""

    def __init__(self, theme: Theme, glyph: str, text: str, tip: str) -> None:
        super().__init__()
        self._theme = theme
        self._glyph = glyph
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As tall as its word is long."""
        length = QFontMetricsF(self._theme.font("name")).horizontalAdvance(self.text())
        return QSize(self._theme.px(36), round(length) + self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The icon at the top, the word below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        side = theme.px(16)
        paint_icon(
            painter, QRectF((self.width() - side) / 2, theme.px(8), side, side), self._glyph, theme.colour("ink")
        )
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("name"))
        painter.translate(0, self.height())
        painter.rotate(-90)
        word = QRectF(theme.px(8), 0, self.height() - theme.px(36), self.width())
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self.text())


class CodeButton(QAbstractButton):
    """A recent case by the code of its first country."""

    def __init__(self, theme: Theme, item: CaseSummary) -> None:
        super().__init__()
        self._theme = theme
        self.case_id = item.id
        self.setCheckable(True)
        self.setText(item.countries[0] if item.countries else "–")
        self.setToolTip(item.title)
        self.setAccessibleName(item.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme.px(36), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The code, on a full ground where its case is open."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, here = self._theme, self.isChecked()
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary" if here else "selected"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(theme.colour("primary_text" if here else "ink_2"))
        painter.setFont(theme.font("caption_strong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class LeftRail(QWidget):
    """The way back to the library, and across to the cases one had open last."""

    library_asked = Signal()
    find_asked = Signal()

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state = state
        self._theme = theme
        self._opened: list[str] = []
        words: Words = state.workspace.words
        lay_ground(self, "chrome")
        self.setFixedWidth(theme.px(WIDTH))
        self._library = UprightButton(theme, "library", words("desk.rail.library"), words("desk.rail.back"))
        self._find = ToolButton(theme, "search", words("desk.find.name"))
        self._library.clicked.connect(self.library_asked)
        self._find.clicked.connect(self.find_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        column.setSpacing(theme.px(6))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._library, 0, middle)
        column.addWidget(self._find, 0, middle)
        line = rule(theme)
        line.setFixedWidth(theme.px(24))
        column.addWidget(line, 0, middle)
        self._codes = QVBoxLayout()
        self._codes.setSpacing(theme.px(6))
        column.addLayout(self._codes)
        column.addStretch(1)

    def show_cases(self) -> None:
        """Show the open case and those before it, filled up with what was changed last."""
        now, library = self._state.stored_case, self._state.library
        if now is not None and now.id not in self._opened:
            self._opened.append(now.id)
        opened = [item for item in map(library.summary, self._opened[-RECENT:]) if not item.archived]
        newest = [found.case for found in page(library, Query(order=Order.CHANGED), limit=RECENT).items]
        shown = {item.id: item for item in (*opened, *newest)}
        empty(self._codes)
        for item in list(shown.values())[:RECENT]:
            self._add(item)

    def _add(self, item: CaseSummary) -> None:
        code = CodeButton(self._theme, item)
        now = self._state.stored_case
        code.setChecked(now is not None and now.id == item.id)
        code.clicked.connect(lambda _=False, case_id=item.id: self._state.open(case_id))
        self._codes.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)


class RightRail(QWidget):
    """What is left of the dock while it is folded."""

    dock_asked = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        lay_ground(self, "chrome")
        self.setFixedWidth(theme.px(WIDTH))
        unfold = UprightButton(theme, "open_dock", words("what_if.title"), words("what_if.unfold"))
        unfold.clicked.connect(self.dock_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.addWidget(unfold, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
