"""The program as an officer starts it, with an onlooker inside who says what is on the screen and touches nothing.

``python -m tests.app.desk.watched_desk FD ARGUMENTS`` is ``python -m app ARGUMENTS``; questions come as lines of JSON
through the socket FD, and each has one line of JSON for an answer.
"""

from __future__ import annotations

import hashlib
import json
import runpy
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid


class Onlooker:
    """Answers out of the program's own loop, whatever dialog or menu that runs in."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._read = line.makefile("r", encoding="utf-8")
        self._answers: dict[str, Callable[..., Any]] = {
            "keyboard": keyboard,
            "part": part,
            "level": level,
            "window": window,
            "words": words,
            "screen": screen,
            "picture": picture,
        }
        self._notifier = QSocketNotifier(line.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        asked = self._read.readline()
        if not asked:
            self._notifier.setEnabled(False)
            return
        question, values = json.loads(asked)
        try:
            answer = json.dumps(self._answers[question](**values))
        except Exception:
            self._line.close()  # whoever waits for it is told that none will come
            raise
        self._line.sendall(answer.encode() + b"\n")


def keyboard() -> dict[str, Any] | None:
    """What has the keyboard, and whether that is to be seen; nothing where no window of ours has it."""
    widget = QApplication.focusWidget()
    if widget is None or QGuiApplication.focusWindow() is None:
        return None
    return {
        "which": id(widget),
        "name": _name(widget),
        "kinds": [kind.__name__ for kind in type(widget).__mro__],
        "words": _words(widget),
        "seen": bool(widget.property("ownFocus")) or _is_ringed(widget),
    }


def part(name: str, kind: str = "QWidget") -> list[int] | None:
    """The middle of the part with a name, on the screen; nothing where it cannot be seen."""
    found = _found(name, kind)
    return None if found is None else _on_screen(found, _seen(found).center())


def level(name: str, at: float) -> list[int] | None:
    """The place of a level (0-100) on the track with a name, on the screen."""
    found: Any = _found(name, "BandTrack")
    return None if found is None else _on_screen(found, QPoint(round(found.x_of(at)), _seen(found).center().y()))


def window() -> dict[str, Any] | None:
    """The window that is meant to have the keyboard, whether it has it, and its title."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    meant = QApplication.activeModalWidget() or next((one for one in shown if one.windowType() in _MANAGED), None)
    if meant is None:
        return None
    handle = meant.windowHandle()
    return {
        "id": int(meant.winId()),
        "has_it": QApplication.activePopupWidget() is not None or handle is QGuiApplication.focusWindow(),
        "title": meant.windowTitle(),
    }


_MANAGED = (Qt.WindowType.Window, Qt.WindowType.Dialog)
"""Kinds of windows a window manager gives the keyboard to; others, such as an open list, are left to Qt."""


def words() -> list[str]:
    """All words that can be read on the screen, as far as widgets tell them."""
    told = (
        text for one in _visible() for text in (_words(one), one.accessibleName(), one.accessibleDescription())
    )
    return [text for text in told if text]


def screen() -> str:
    """What tells one state of the screen from another."""
    image = _grabbed().toImage()
    return hashlib.sha256(image.constBits()).hexdigest()


def picture(path: str) -> bool:
    """Keep a picture of the screen with all that is on it."""
    return _grabbed().save(path)


def _grabbed() -> QPixmap:
    return QGuiApplication.primaryScreen().grabWindow(0)


def _visible() -> Iterator[QWidget]:
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            yield top
            yield from (one for one in _inside(top) if one.isVisible() and not one.isWindow())


def _inside(top: QWidget) -> Iterator[QWidget]:
    return (one for one in top.findChildren(QWidget) if isValid(one))  # Qt's own dialogs drop parts at any time


def _found(name: str, kind: str) -> QWidget | None:
    kinds = ((one, [made.__name__ for made in type(one).__mro__]) for one in _visible() if _name(one) == name)
    return next((one for one, made in kinds if kind in made and not _seen(one).isEmpty()), None)


def _seen(widget: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect()


def _is_ringed(widget: QWidget) -> bool:
    rings = [one for one in _inside(widget.window()) if type(one).__name__ == "FocusRing" and one.isVisible()]
    return any(_placed(one).contains(_placed(widget)) for one in rings)


def _placed(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _on_screen(widget: QWidget, place: QPoint) -> list[int]:
    at = widget.mapToGlobal(place)
    return [at.x(), at.y()]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def main() -> None:
    """Look on while the program runs; its exit code is ours."""
    line = socket.socket(fileno=int(sys.argv[1]))
    application = QApplication(sys.argv[:1])
    onlooker = Onlooker(line)
    assert application.platformName() == "xcb", application.platformName()
    del sys.argv[1]
    try:
        runpy.run_module("app", run_name="__main__", alter_sys=True)
    finally:
        del onlooker


if __name__ == "__main__":
    main()
