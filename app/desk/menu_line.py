"""The line at the top: the menus, and at its end when the case was saved and whether the library is encrypted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QVBoxLayout, QWidget

from app.desk.controls import label, lay_ground, rule
from app.desk.theme import Theme


class MenuLine(QWidget):
    """``bar`` holds the menus; ``saved`` and ``locked`` are filled by those who know."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.bar = QMenuBar()
        self.saved = label(theme, "", "caption", "ink_2")
        self.locked = QLabel()
        lay_ground(self, "chrome")
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 16, 0)
        line.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.saved)
        line.addSpacing(8)
        line.addWidget(self.locked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line, 1)
        column.addWidget(rule(theme))

    def follow_look(self) -> None:
        """Take on another text size."""
        self.bar.setFont(self._theme.font())
        self.saved.setFont(self._theme.font("caption"))
        self.setFixedHeight(self._theme.px(28) + 1)
