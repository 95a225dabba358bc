"""The bar under the header of a library that can only be read: who or what holds it, and a way to try again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import button, label, lay_ground, rule
from app.desk.icons import icon_pixmap
from app.desk.theme import Theme
from app.words import Words


class ReadOnlyBar(QWidget):
    """There only while there is a reason to tell."""

    again_asked = Signal()
    """Try again was pressed: the library may be free by now."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        lay_ground(self, "chrome")
        self.sentence = label(theme, "", wrap=True)
        self.again = button(theme, words("read_only.again"))
        self.again.clicked.connect(lambda _=False: self.again_asked.emit())
        sign = QLabel()
        sign.setPixmap(icon_pixmap("lock", theme.colour("ink"), theme.px(16), 2.0))
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(20), theme.px(6), theme.px(16), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule(theme))
        self.hide()

    def show_reason(self, text: str) -> None:
        """Say why nothing can be changed; nothing to say takes the bar away."""
        self.sentence.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
