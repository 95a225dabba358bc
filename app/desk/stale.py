"""What is out of date stays and is greyed, but only once its successor takes longer than one would notice."""

from __future__ import annotations

from PySide6.QtCore import QTimer
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
