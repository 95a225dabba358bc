"""The frame of every question the desk asks: a title, a sentence, what is asked, and the buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from app.desk.controls import FaultLine, button, empty, label, rule
from app.desk.focus import FocusRing
from app.desk.icons import icon_pixmap
from app.desk.theme import Theme
from app.faults import bug_sentence, sentence
from app.tasks import Task, TaskRunner
from app.words import Words

PADDING = 24
MOST_OF_SCREEN = 0.9
"""So much of the screen a question takes at most, whatever the text size."""


class DeskDialog(QDialog):
    """A question over the window; Escape leaves everything as it is.

    Work that a dialog starts is cancelled when it goes: no answer comes to one that is no longer there.
    """

    def __init__(
        self, theme: Theme, words: Words, heading: str, parent: QWidget | None, size: tuple[int, int]
    ) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._frame = heading, size
        self._tasks: dict[str, Task] = {}
        self._ring = FocusRing(theme, self)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._furnish()

    def _furnish(self) -> None:
        """The frame in the present look and language, still without what is asked; also of one that is shown."""
        theme, (heading, size) = self._theme, self._frame
        empty(self._whole)
        self.setWindowTitle(self._words(heading))
        room = self.screen().availableSize() * MOST_OF_SCREEN
        self.resize(min(theme.px(size[0]), room.width()), min(theme.px(size[1]), room.height()))
        self._lead = label(theme, "", "body", "ink_2", wrap=True)
        self._lead.hide()
        self.fault = FaultLine(theme)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(theme.px(PADDING), theme.px(12), theme.px(PADDING), theme.px(12))
        self._foot.setSpacing(theme.px(8))
        self._foot.addStretch(1)
        self._lay_out(self._words(heading))

    def _lay_out(self, heading: str) -> None:
        theme, pad = self._theme, self._theme.px(PADDING)
        inside = QVBoxLayout()
        inside.setContentsMargins(pad, theme.px(20), pad, theme.px(16))
        inside.setSpacing(theme.px(16))
        head = QVBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(label(theme, heading, "title"))
        head.addWidget(self._lead)
        inside.addLayout(head)
        inside.addLayout(self.body, 1)
        inside.addWidget(self.fault)
        self._whole.addLayout(inside, 1)
        self._whole.addWidget(rule(theme))
        self._whole.addLayout(self._foot)

    def say(self, text: str) -> None:
        """The sentence under the title."""
        self._lead.setText(text)
        self._lead.setVisible(bool(text))

    def fit(self) -> None:
        """Be as high as what is asked needs, no less and no more."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(
            self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        )

    def add_button(
        self, key: str, act: Callable[[], object], kind: str = "", *, left: bool = False
    ) -> QPushButton:
        """A button at the foot, in the order of calls; the primary one is what Enter does."""
        made = button(self._theme, self._words(key), kind)
        made.clicked.connect(lambda _=False: act())
        made.setDefault(kind == "primary")
        if left:
            self._foot.insertWidget(0, made)
        else:
            self._foot.addWidget(made)
        return made

    def aside(
        self,
        runner: TaskRunner,
        name: str,
        work: Callable[[Task], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Work beside the window; a later piece of the same name takes the place of an earlier one."""
        if name in self._tasks:
            self._tasks[name].cancel()
        self._tasks[name] = runner.start(name, work, then, failed or self.tell)

    def tell(self, fault: Exception) -> None:
        """Say what went wrong, in its sentence."""
        self.fault.tell(sentence(self._words, fault) or bug_sentence(self._words, fault))

    def done(self, result: int) -> None:
        """Go, and let nothing come after."""
        for task in self._tasks.values():
            task.cancel()
        super().done(result)


def keep_room(widget: QWidget) -> None:
    """Let what comes and goes leave its room, so that nothing around it moves."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def question(theme: Theme, parent: QWidget | None, text: str, more: str = "") -> QMessageBox:
    """A message with the desk's name, still without its buttons; ``more`` stands under the sentence."""
    box = QMessageBox(parent)
    box.setIconPixmap(icon_pixmap("warning", theme.colour("error"), theme.px(28), 2.0))
    box.setWindowTitle("Footing")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box


def asked(box: QMessageBox, choices: list[str], leave: str) -> str | None:
    """Put the question with these buttons (words), the first of them for Enter; None where it was left."""
    made = {text: box.addButton(text, QMessageBox.ButtonRole.ActionRole) for text in choices}
    out = box.addButton(leave, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(out)
    if choices:
        made[choices[0]].setProperty("kind", "primary")
    box.setDefaultButton(next(iter(made.values()), out))
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return next((text for text, one in made.items() if one is chosen), None)
