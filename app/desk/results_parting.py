"""Where the lines of argument part, in a sentence: what the officer has to argue."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.desk.controls import button, label
from app.desk.icons import icon_pixmap
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.summary import parting
from decision.analysis import Analysis


class PartingBox(QFrame):
    """The sentence on where the lines part, or that they agree, in a frame of its own."""

    note_asked = Signal()
    """It is to be argued in the note."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.setProperty("ground", "raised")
        self._sign = QLabel()
        self._head = label(theme, "", "strong", wrap=True)
        self._said = label(theme, "", "body", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.argue = button(theme, self._words("picture.argue"))
        self.argue.clicked.connect(self.note_asked)
        self._build()

    def text(self) -> str:
        """What is said of it: a line for each line of argument that parts."""
        return self._said.text()

    def _build(self) -> None:
        theme, top = self._theme, Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(9), theme.px(16), theme.px(9))
        row.setSpacing(theme.px(10))
        row.addWidget(self._sign, alignment=top)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self._head)
        words.addWidget(self._said)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.argue, alignment=Qt.AlignmentFlag.AlignBottom)

    def show_analysis(self, analysis: Analysis) -> bool:
        """Show where the lines part; answers whether they do."""
        lines = parting(self._words, analysis)
        self._head.setText(self._words("results.parting" if lines else "results.no_parting"))
        sign = "unequal" if lines else "equal"
        self._sign.setPixmap(icon_pixmap(sign, self._theme.colour("ink"), self._theme.px(16), 2.0))
        self._said.setText("\n".join(lines))
        self._said.setVisible(bool(lines))
        self.argue.setVisible(bool(lines))
        return bool(lines)
