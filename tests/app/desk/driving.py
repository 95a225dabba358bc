"""Hands on a window whose own loop runs: steps done one after the other, each tried until it has happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget

from app.desk.window import DeskWindow

Step = Callable[[], bool]
EVERY_MS = 20
MOST_TRIES = 1_500


class Driver:
    """Begins at once; ``said`` are the messages that were answered, ``done`` says that no step is left."""

    def __init__(self, *steps: Step) -> None:
        assert QApplication.instance() is not None, "no timer runs without an application"
        self._steps = list(steps)
        self._tries = 0
        self._timer = QTimer()
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._try)
        self._timer.start()

    @property
    def done(self) -> bool:
        return not self._steps

    def _try(self) -> None:
        self._timer.stop()
        self._tries += 1
        if self._steps and self._tries < MOST_TRIES:
            step = self._steps.pop(0)
            again = [] if step() else [step]
            self._steps = [*again, *self._steps]
            self._timer.start()
        elif self._steps:  # the steps stay: the test sees that they were not done
            for shown in shown_windows():
                shown.close()


def shown_windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def answer(text: str, said: list[str]) -> Step:
    """Press a button of the message that is up."""

    def step() -> bool:
        boxes = [one for one in shown_windows() if isinstance(one, QMessageBox)]
        if not boxes:
            return False
        said.append(f"{boxes[0].text()} {boxes[0].informativeText()}".strip())
        next(one for one in boxes[0].buttons() if one.text() == text).click()
        return True

    return step


def fill(kind: type[QWidget], *typed: str, press: str) -> Step:
    """Type into the fields of a dialog of this kind, in their order, and press a button of it."""

    def step() -> bool:
        found = [one for one in shown_windows() if isinstance(one, kind)]
        fields = [one for dialog in found for one in dialog.findChildren(QLineEdit) if one.isEnabled()]
        if not found or len(fields) < len(typed):
            return False
        for field, text in zip(fields, typed, strict=False):
            field.setText(text)
        buttons = [one for one in found[0].findChildren(QPushButton) if one.text() == press and one.isEnabled()]
        if buttons:
            QTimer.singleShot(0, buttons[0].click)
        return bool(buttons)

    return step


def in_window(act: Callable[[DeskWindow], object]) -> Step:
    """Do something with the window, once there is one and it is not asking anything."""

    def step() -> bool:
        found = [desk for one in shown_windows() for desk in one.findChildren(DeskWindow)]
        if not found or QApplication.activeModalWidget() is not None:
            return False
        QTimer.singleShot(0, lambda: act(found[0]))
        return True

    return step


def leave(notices: list[str]) -> Step:
    """Note what the window says, and close it."""

    def act(window: DeskWindow) -> None:
        notices.append(window.status.notice)
        window.close()

    return in_window(act)
