"""Where a part of a painted line lies: counted from where the script begins, at the left or at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from app.desk.theme import Theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class Mirror:
    """The lines of one widget; all lengths in pixels."""

    def __init__(self, widget: QWidget, theme: Theme) -> None:
        self._widget, self._theme = widget, theme

    @property
    def turned(self) -> bool:
        """Whether the script runs from the right."""
        return self._widget.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def cell(self, start: float, width: float, top: float, height: float) -> QRectF:
        """The part that begins ``start`` after the beginning of the line."""
        left = self._widget.width() - start - width if self.turned else start
        return QRectF(left, top, width, height)

    def text(
        self, painter: QPainter, cell: QRectF, text: str, role: str, ink: QColor, *, end: bool = False
    ) -> None:
        """Write a text into a cell, at its beginning or its end; dots where it does not fit."""
        side = Qt.AlignmentFlag.AlignRight if end is not self.turned else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._theme.font(role))
        painter.setPen(ink)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a sign stays before its figure
        shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, cell.width())
        painter.drawText(cell, side | _MIDDLE, shown)
