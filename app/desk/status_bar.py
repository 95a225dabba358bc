"""The line at the foot: the last notice with Undo beside it, and the work that runs aside with Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.desk.controls import button, label, lay_ground
from app.desk.icons import icon_pixmap
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import Task

SHOWN_AFTER_MS = 1000
"""Work that ends sooner is not worth a word."""


class StatusBar(QWidget):
    """A notice stays until the next edit; nothing is timed out."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state = state
        self._theme = theme
        self._words = state.workspace.words
        self._task: Task | None = None
        lay_ground(self, "chrome")
        self.setFixedHeight(theme.px(28))
        self._sign = QLabel()
        self._notice = label(theme, "", "caption", "ink_2")
        self._notice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.undo = button(theme, self._words("menu.undo"), "link")
        self.undo.setFont(theme.font("caption_strong"))
        self._work = label(theme, "", "caption", "ink_2")
        self.cancel = button(theme, self._words("desk.cancel"), "link")
        self.cancel.setFont(theme.font("caption_strong"))
        self._lay_out()
        self.undo.hide()
        self._hide_work()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._show_work)
        self.cancel.clicked.connect(self._cancel)
        state.runner.busy_changed.connect(self._follow)

    def _lay_out(self) -> None:
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(8))
        for widget in (self._sign, self._notice, self.undo):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._work, self.cancel):
            row.addWidget(widget)

    @property
    def notice(self) -> str:
        """The sentence that is shown."""
        return self._notice.text()

    def tell(self, sentence: str, undo: bool = False, sign: str = "tick") -> None:
        """Show a sentence until the next one."""
        colour = self._theme.colour("error" if sign == "warning" else "ink_2")
        self._sign.setPixmap(icon_pixmap(sign, colour, self._theme.px(14), 2.0))
        self._notice.setText(sentence)
        self._notice.setToolTip(sentence)
        self._notice.setProperty("ink", "error" if sign == "warning" else "ink_2")
        self._notice.style().unpolish(self._notice)
        self._notice.style().polish(self._notice)
        self.undo.setVisible(undo)

    def _follow(self) -> None:
        running = self._state.runner.running
        task = running[-1] if running else None
        if task is self._task:
            return
        self._task = task
        if task is None:
            self._wait.stop()
            self._hide_work()
            return
        task.progressed.connect(self._progress)
        if not self._wait.isActive() and not self._work.isVisible():
            self._wait.start()

    def _progress(self, share: float) -> None:
        if self._work.isVisible() and self._task is not None:
            self._work.setText(
                self._words("desk.work.share", name=self._name(), share=self._words.share(min(1.0, share)))
            )

    def _name(self) -> str:
        key = f"desk.work.{self._task.name}" if self._task is not None else "desk.work"
        return self._words(key if self._words.has(key) else "desk.work")

    def _show_work(self) -> None:
        if self._task is not None:
            self._work.setText(self._name())
            self._work.show()
            self.cancel.show()

    def _hide_work(self) -> None:
        self._work.hide()
        self.cancel.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._hide_work()
