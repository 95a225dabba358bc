"""Where the window stands: remembered when it goes, and taken up again where that place can still be seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desk.settings import DeskSettings, Place

SEEN = (160, 40)
"""So much of the window's head, in pixels, must lie on a screen for a hand to get hold of it."""

FRAME = 32
"""Room left above a window that had to be moved, for the title bar that the system draws."""


def take_place(window: QWidget, settings: DeskSettings) -> None:
    """Put a window that is not shown yet where it stood last; without a usable place it stays as it is."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    place = None if settings.place is None else fitted(settings.place, screens)
    if place is None:
        return
    window.setGeometry(place.left, place.top, place.width, place.height)
    if place.filled:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def keep_place(window: QWidget, settings: DeskSettings) -> None:
    """Remember where a window stands; of one that fills its screen, where it stood before."""
    filled = window.isMaximized() or window.isFullScreen()
    now = window.normalGeometry() if filled else window.geometry()
    if now.isValid():
        settings.place = Place(now.left(), now.top(), now.width(), now.height(), filled)


def fitted(place: Place, screens: Sequence[QRect]) -> Place | None:
    """The place on the screens there are: as it is where one shows all of it, else moved and shrunk onto one.

    None where no screen shows enough of the window's head, by which a window is moved.
    """
    whole = QRect(place.left, place.top, place.width, place.height)
    head = QRect(place.left, place.top, place.width, SEEN[1])
    shown = [(screen.intersected(head), screen) for screen in screens]
    best, screen = max(shown, key=lambda one: one[0].width() * one[0].height(), default=(QRect(), QRect()))
    if best.width() < min(SEEN[0], place.width) or best.height() < SEEN[1] // 2:
        return None
    if screen.contains(whole):
        return place
    room = screen.adjusted(0, FRAME, 0, 0)
    width, height = min(place.width, room.width()), min(place.height, room.height())
    left = max(room.left(), min(place.left, room.right() + 1 - width))
    top = max(room.top(), min(place.top, room.bottom() + 1 - height))
    return Place(left, top, width, height, place.filled)
