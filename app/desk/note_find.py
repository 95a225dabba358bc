"""Words looked for in the note that is shown: typed, counted, and walked through from place to place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.desk.controls import button, label
from app.desk.icons import icon_pixmap
from app.desk.note_pdf import Hit, find_words
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import Task

SETTLE_MS = 150
LEAST = 2
"""Letters from which on there is something to look for."""


class FindField(QLineEdit):
    """The words to look for: Return goes on, Shift+Return back, Escape clears."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk from place to place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.walked.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class NoteFind(QWidget):
    """The field, how many places there are, and the way from one to the next."""

    found = Signal(object, int, bool)
    """The places (:class:`Hit`), the one that is looked at (-1: none), and whether to go there."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._words = state, state.workspace.words
        self._data: bytes | None = None
        self._hits: tuple[Hit, ...] = ()
        self._place = -1
        self._by_hand = False
        self._task: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLE_MS)
        self._wait.timeout.connect(self._look)
        self.field = FindField()
        self.field.setFont(theme.font())
        self.field.setPlaceholderText(self._words("desk.preview.find"))
        self.field.setAccessibleName(self._words("desk.preview.find"))
        self.field.setClearButtonEnabled(False)
        self.field.setMinimumWidth(theme.px(72))
        self.field.textChanged.connect(lambda _: self._typed())
        self.field.walked.connect(self.walk)
        self.count = label(theme, "", "caption", "ink_2")
        self.count.setMinimumWidth(theme.px(60))
        self.back = arrow_button(theme, self._words("desk.preview.find.back"), up=True)
        self.on = arrow_button(theme, self._words("desk.preview.find.on"), up=False)
        self.back.clicked.connect(lambda: self.walk(-1))
        self.on.clicked.connect(lambda: self.walk(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.field, 1)
        for widget in (self.count, self.back, self.on):
            row.addWidget(widget)
        self._tell()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The places that were found."""
        return self._hits

    def _typed(self) -> None:
        self._by_hand = True
        self._wait.start()

    def look_in(self, data: bytes | None) -> None:
        """Look in other pages from now on."""
        self._data, self._by_hand = data, False
        if self.field.text():
            self._wait.start()
        else:
            self._take(())

    def walk(self, by: int) -> None:
        """Go to the next place, or the one before; round the end."""
        if self._wait.isActive():
            self._wait.stop()
            self._look()
        elif self._hits:
            self._by_hand = True
            self._place = (self._place + by) % len(self._hits)
            self._tell()

    def _look(self) -> None:
        if self._task is not None:
            self._task.cancel()
        data, words = self._data, self.field.text().strip()
        if data is None or len(words) < LEAST:
            self._take(())
            return
        self._task = self._state.runner.start(
            "find", lambda _: find_words(data, words), lambda hits: self._take(tuple(hits)), self._fail
        )

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._state.faulted.emit(error)

    def _take(self, hits: tuple[Hit, ...]) -> None:
        self._task = None
        self._hits = hits
        self._place = min(max(self._place, 0), len(hits) - 1)
        self._tell()

    def _tell(self) -> None:
        looked = len(self.field.text().strip()) >= LEAST
        told = ""
        if self._hits:
            told = self._words("desk.preview.find.count", number=self._place + 1, all=len(self._hits))
        elif looked and self._data is not None:
            told = self._words("desk.preview.find.none")
        self.count.setText(told)
        self.count.setVisible(looked)
        for arrow in (self.back, self.on):
            arrow.setVisible(looked)
            arrow.setEnabled(len(self._hits) > 1)
        self.found.emit(self._hits, self._place, self._by_hand)


def arrow_button(theme: Theme, name: str, *, up: bool) -> QPushButton:
    """A small button with an arrow up or down; its name is its tool tip."""
    made = button(theme, "", "quiet")
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setIcon(QIcon())
    made.setFixedSize(theme.px(28), theme.px(32))
    size = theme.px(14)
    shown = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, "ink"), (QIcon.Mode.Disabled, "ink_3")):
        picture = icon_pixmap("down", theme.colour(ink), size, 2.0)
        if up:
            picture = picture.transformed(QTransform().rotate(180))
            picture.setDevicePixelRatio(2.0)
        shown.addPixmap(picture, mode)
    made.setIcon(shown)
    made.setIconSize(QSize(size, size))
    return made
