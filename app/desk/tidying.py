"""Python's collector of cycles, kept to the window's thread.

Left to itself it runs in whatever thread happens to make an object, also one that works aside. There it would
destroy widgets nobody holds any more, which Qt allows in the window's thread alone: now and then it would crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Tidying(QObject):
    """While it lives, cycles are collected between two events of the window, and never elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(tidy)
        self._timer.start()

    @staticmethod
    def spare() -> None:
        """What is loaded by now stays to the end: the collector need not look at it again."""
        gc.freeze()

    def stop(self) -> None:
        """Leave the collector to itself again."""
        self._timer.stop()
        gc.enable()


def tidy() -> None:
    """Collect the oldest generation that is due, in this thread."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [generation for generation in (2, 1, 0) if counts[generation] > limits[generation]]
    if due:
        gc.collect(due[0])
