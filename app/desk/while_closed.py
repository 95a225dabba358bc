"""What can only be done while nobody has the library open, between two windows on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.dialog import question
from app.desk.theme import Theme
from app.faults import bug_sentence, sentence
from app.tasks import TaskRunner
from app.words import Words

SHOWN_AFTER_MS = 300
"""What ends sooner needs no word."""


@dataclass(frozen=True, slots=True)
class WhileClosed:
    """Work on a closed library: what is said meanwhile, and afterwards in the window that opens then.

    ``before`` is the passphrase that opens the library as long as the work is not done, ``passphrase`` the one
    that does once it is. ``library`` is the one to open then, where it is another.
    """

    said: str
    work: Callable[[], object]
    before: str | None
    passphrase: str | None
    notice: str
    library: Path | None = None


class _Waiting(QWidget):
    """One sentence on an otherwise empty desk; it goes by itself."""

    def __init__(self, theme: Theme, said: str) -> None:
        super().__init__(
            None, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
        )
        self.setWindowTitle("Footing")
        self.setFixedWidth(theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.addWidget(label(theme, said, "body", wrap=True))


def carry_out(theme: Theme, words: Words, closed: WhileClosed) -> tuple[str | None, str]:
    """Do the work aside; the passphrase that opens the library now, and the notice for the window that opens.

    A fault is told in a message; the library is then as it was.
    """
    runner, loop, waiting = TaskRunner(), QEventLoop(), _Waiting(theme, closed.said)
    faults: list[Exception] = []

    def failed(fault: Exception) -> None:
        faults.append(fault)
        loop.quit()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(waiting.show)
    timer.start(SHOWN_AFTER_MS)
    runner.start("closed", lambda _: closed.work(), lambda _: loop.quit(), failed)
    loop.exec()
    timer.stop()
    waiting.hide()
    waiting.deleteLater()
    if not faults:
        return closed.passphrase, closed.notice
    tell(theme, words, faults[0])
    return closed.before, ""


def tell(theme: Theme, words: Words, fault: Exception) -> None:
    """Say in one sentence what went wrong where there is no window to say it in."""
    box = question(theme, None, sentence(words, fault) or bug_sentence(words, fault))
    box.exec()
