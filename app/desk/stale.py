"""What is out of date: where nobody looks it waits; where it is seen it is greyed, once that would be noticed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

NOTICED_MS = 150
FADED = 0.55


class Greyed:
    """Greys a part of the window while what it shows is out of date."""

    def __init__(self, part: QWidget) -> None:
        self._part = part
        self._timer = QTimer(part)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTICED_MS)
        self._timer.timeout.connect(self._fade)

    def show_stale(self, stale: bool) -> None:
        """Grey the part after a moment, or show it fresh at once."""
        if not stale:
            self._timer.stop()
            self._part.setGraphicsEffect(None)  # type: ignore[arg-type]
        elif not self._timer.isActive() and self._part.graphicsEffect() is None:
            self._timer.start()

    def _fade(self) -> None:
        effect = QGraphicsOpacityEffect(self._part)
        effect.setOpacity(FADED)
        self._part.setGraphicsEffect(effect)


class WhenSeen(QObject):
    """Keeps a part of the window up to date: at once where it is seen, else once, when it is shown again."""

    def __init__(self, part: QWidget, refresh: Callable[[], None]) -> None:
        super().__init__(part)
        self._part, self._refresh = part, refresh
        self._late = True  # nothing has been shown yet
        part.installEventFilter(self)

    def follow(self) -> None:
        """What the part shows is another now."""
        self._late = not self._part.isVisible()
        if not self._late:
            self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Catch up before the part is painted."""
        if self._late and event.type() is QEvent.Type.Show:
            self.follow()
        return False
