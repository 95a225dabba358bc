"""The frame on the screen: there at once, empty, and furnished with the desk as soon as that is loaded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from app.desk.settings import DeskSettings
from app.desk.theme import Theme

SIZE = (1440, 900)
SMALLEST = (1024, 640)
MENU, HEADER, RAIL, STATUS = 29, 60, 236, 28
"""Where the parts of the desk will lie, in pixels at 100 %."""


class Shell(QMainWindow):
    """The one window of the program; what is in it comes and goes with the library."""

    closed = Signal()

    def __init__(self, theme: Theme, settings: DeskSettings) -> None:
        super().__init__()
        self._theme, self._settings = theme, settings
        self.setWindowTitle("Footing")
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.bare = Bare(theme)
        self.setCentralWidget(self.bare)

    def furnish(self, desk: QWidget) -> None:
        """Put the desk in the window; its title is the window's from now on."""
        desk.windowTitleChanged.connect(self.setWindowTitle)
        self.setWindowTitle(desk.windowTitle())
        self.setCentralWidget(desk)

    def clear(self, said: str) -> None:
        """Be bare again, while the library is closed."""
        self.bare = Bare(self._theme)
        self.bare.tell(said)
        self.setCentralWidget(self.bare)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The desk decides: what is not saved yet may keep the window open."""
        inside = self.centralWidget()
        if inside is not None and not inside.close():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()


class Bare(QWidget):
    """The grounds of the parts to come, and one sentence."""

    painted = Signal()
    """Once, after the first paint: what is heavy to load may be loaded now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._said = theme, ""
        self._new = True

    def tell(self, said: str) -> None:
        """Say what is being done."""
        self._said = said
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Menu line, header, rail and status line."""
        painter, theme = QPainter(self), self._theme
        menu, header, rail, status = (theme.px(length) for length in (MENU, HEADER, RAIL, STATUS))
        width, height = self.width(), self.height()
        painter.fillRect(self.rect(), theme.colour("surface"))
        chrome, line = theme.colour("chrome"), theme.colour("line")
        left = width - rail if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(0, 0, width, menu, chrome)
        painter.fillRect(left, menu + header, rail, height - menu - header - status, chrome)
        painter.fillRect(0, height - status, width, status, chrome)
        for top in (menu - 1, menu + header, height - status):
            painter.fillRect(0, top, width, 1, line)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        place = QRectF(theme.px(16), height - status, width - theme.px(32), status)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._said)
        painter.end()
        if self._new:
            self._new = False
            self.painted.emit()
