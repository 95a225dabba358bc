"""How words look that stay in the library: a lock with its sentence over them, and a broken frame about them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.desk.controls import TextField, label
from app.desk.icons import icon_pixmap
from app.desk.theme import Theme


class ProtectedMark(QWidget):
    """A lock and a sentence over words that stay in the library; there only while they are protected."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(theme.px(6))
        sign = QLabel()
        sign.setPixmap(icon_pixmap("lock", theme.colour("ink_2"), theme.px(14), 2.0))
        row.addWidget(sign)
        row.addWidget(label(theme, text, "caption_strong", "ink_2", wrap=True), 1)
        self.hide()

    def mark(self, control: TextField, *, protected: bool) -> None:
        """Say that the words of a field are protected, or no longer; their frame is broken while they are."""
        self.setVisible(protected)
        control.setStyleSheet("QPlainTextEdit { border-style: dashed; }" if protected else "")
