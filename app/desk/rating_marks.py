"""The small signs of a rating's row: how sure the desk is, and how much evidence lies behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.desk.controls import label
from app.desk.icons import paint_icon
from app.desk.pictures import paint_confidence, paint_ruler
from app.desk.rating_columns import margins
from app.desk.theme import Theme
from decision.case import Confidence


class ConfidenceMark(QWidget):
    """Three bars and a word, or a ruler where the level is computed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._value: Confidence | None = None
        self._sign = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*margins(self, theme.px(22), 0, 0, 0))
        self._word: QLabel = label(theme, "", "caption", "ink_2")
        layout.addWidget(self._word)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a folded column the sign stands alone."""
        super().resizeEvent(event)
        self._word.setVisible(event.size().width() > self._theme.px(40))

    def show_value(self, value: Confidence | None, word: str, *, sign: str) -> None:
        """Show a confidence with its word; ``sign``: bars, ruler or nothing."""
        self._value, self._sign = value, sign
        self._word.setText(word)
        self.setToolTip(word)
        self.setAccessibleName(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The sign."""
        side = self._theme.px(14)
        left = self.width() - side - 1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        if self._sign == "bars":
            place = QRectF(left, (self.height() - side * 0.8) / 2, side, side * 0.8)
            paint_confidence(QPainter(self), place, self._value, self._theme)
        elif self._sign == "ruler":
            paint_ruler(QPainter(self), QRectF(left, (self.height() - side) / 2, side, side), self._theme)


class EvidenceMark(QWidget):
    """How many items of evidence, and a lock where the rationale is protected."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._text, self._locked = theme, "", False
        self.setFont(theme.font("caption"))

    def show_count(self, text: str, said: str, locked: bool) -> None:
        """Show a count; ``said`` is the whole of it in words."""
        self._text, self._locked = text, locked
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The count, then the lock."""
        painter, theme = QPainter(self), self._theme
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text)
        if self._locked:
            side, start = theme.px(13), self.fontMetrics().horizontalAdvance(self._text) + theme.px(8)
            left = (
                self.width() - side - start if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else start
            )
            paint_icon(
                painter, QRectF(left, (self.height() - side) / 2, side, side), "lock", theme.colour("ink_2")
            )
