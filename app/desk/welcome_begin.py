"""The large buttons of the welcome: what one can begin with, in two lines, and the keys for it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.desk.icons import paint_icon
from app.desk.mirrored import Mirror
from app.desk.shortcuts import native
from app.desk.theme import Theme

HEIGHT, TEXT, END = 56, 55, 17
"""Height, where the words begin, and how far from the end the keys stand; pixels at 100 %."""


class BeginButton(QAbstractButton):
    """An icon, a name, what it leads to, and its keys; ``keys`` as portable text."""

    def __init__(self, theme: Theme, glyph: str, name: str, more: str, keys: str) -> None:
        super().__init__()
        self._theme, self._glyph, self._more = theme, glyph, more
        self._keys = native(keys)
        self._mirror = Mirror(self, theme)
        self.primary = False
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(more)
        self.setToolTip(more)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(HEIGHT))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for both lines and the keys."""
        theme = self._theme
        names = QFontMetricsF(theme.font("strong")).horizontalAdvance(self.text())
        more = QFontMetricsF(theme.font("caption")).horizontalAdvance(self._more)
        return QSize(theme.px(TEXT + END + 12) + round(max(names, more) + self._keys_width()), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The name is never cut; what it leads to may be, and stands in the tooltip."""
        names = QFontMetricsF(self._theme.font("strong")).horizontalAdvance(self.text())
        return QSize(self._theme.px(TEXT + END + 12) + round(names + self._keys_width()), self._theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Frame, icon, the two lines and the keys."""
        painter, theme, mirror = QPainter(self), self._theme, self._mirror
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ink_2 = (
            (theme.colour("primary_text"),) * 2 if self.primary else (theme.colour("ink"), theme.colour("ink_2"))
        )
        ground = "primary" if self.primary else "hover" if self.underMouse() or self.isDown() else "surface"
        painter.setPen(QPen(theme.colour("primary" if self.primary else "edge"), 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        height, side = self.height(), theme.px(18)
        paint_icon(painter, mirror.cell(theme.px(20), side, (height - side) / 2, side), self._glyph, ink)
        keys = self._keys_width()
        room = self.width() - theme.px(TEXT + END + 12) - keys
        line = theme.px(18)
        top = (height - 2 * line) / 2
        start = theme.px(TEXT)
        mirror.text(painter, mirror.cell(start, room, top, line), self.text(), "strong", ink)
        mirror.text(painter, mirror.cell(start, room, top + line, line), self._more, "caption", ink_2)
        cell = mirror.cell(self.width() - theme.px(END) - keys, keys, 0, height)
        mirror.text(painter, cell, self._keys, "caption", ink_2, end=True)

    def _keys_width(self) -> float:
        return QFontMetricsF(self._theme.font("caption")).horizontalAdvance(self._keys) + 1
