"""Small choosers and labels of the argument's views: segments, tabs, dense fields, words that end in dots."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from app.desk.theme import Theme


class Choice(QPushButton):
    """One of a row of choices; ``ROOM`` pixels beside its words, ``HEIGHT`` in all, at the plain text size."""

    ROOM, HEIGHT = 24, 28

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setCheckable(True)
        self.setFont(theme.font("name"))
        self.setProperty("focusRing", True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its words with room at both sides."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + self._theme.px(self.ROOM), self._theme.px(self.HEIGHT))


class Segment(Choice):
    """One of a row of choices that lie edge to edge; the chosen one is filled."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A cell."""
        painter, theme = QPainter(self), self._theme
        chosen = self.isChecked()
        painter.setPen(QPen(theme.colour("primary" if chosen else "edge"), 1))
        painter.setBrush(theme.colour("primary" if chosen else "hover" if self.underMouse() else "surface"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.colour("primary_text" if chosen else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Tab(Choice):
    """One of a row of tabs; the chosen one stands over a stroke of ink."""

    ROOM, HEIGHT = 26, 36

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Words, and the stroke."""
        painter, theme = QPainter(self), self._theme
        chosen = self.isChecked()
        painter.setFont(theme.font("strong" if chosen else "name"))
        painter.setPen(theme.colour("ink" if chosen or self.underMouse() else "ink_2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), theme.colour("ink"))


class ElidedLabel(QWidget):
    """One line of words that ends in dots where there is no room; the whole is its tool tip and name."""

    def __init__(self, theme: Theme, role: str, ink: str) -> None:
        super().__init__()
        self._theme, self._role, self._ink, self._text = theme, role, ink, ""
        self.setFont(theme.font(role))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height())

    def text(self) -> str:
        """All of the words."""
        return self._text

    def show_text(self, text: str, ink: str | None = None) -> None:
        """Show words, in another ink where one is given."""
        self._text, self._ink = text, ink or self._ink
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The words that fit."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._ink))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def dense(theme: Theme, field: QLineEdit, width: int) -> None:
    """Make a field as low as a row of a table allows."""
    height = theme.px(24)
    field.setStyleSheet(f"min-height: {height}px; max-height: {height}px; padding: 0 {theme.px(6)}px;")
    field.setFixedSize(theme.px(width), height + 2)
