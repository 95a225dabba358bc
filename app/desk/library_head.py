"""The head of the library: what it holds, the search, and the ways for a case to come in."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosers import ElidedLabel
from app.desk.controls import LineField, button, label, lay_ground
from app.desk.header import HEIGHT
from app.desk.icons import icon
from app.desk.theme import Theme
from app.words import Words


class LibraryHead(QWidget):
    """Title, search field, Import and New case."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        lay_ground(self, "surface")
        self.setFixedHeight(theme.px(HEIGHT))
        self.search = LineField(theme, words("library.search"))
        self.search.setAccessibleName(words("library.search"))
        self.search.addAction(icon("search", theme.colour("ink_2")), LineField.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(theme.px(520))
        self.second = ElidedLabel(theme, "caption", "ink_2")
        titles = QWidget()
        titles.setFixedWidth(theme.px(216))
        column = QVBoxLayout(titles)
        column.setContentsMargins(0, theme.px(9), 0, theme.px(9))
        column.setSpacing(0)
        column.addWidget(label(theme, words("desk.library.title"), "section"))
        column.addWidget(self.second)
        self.bring_in = button(theme, words("desk.library.import"), "", "import")
        self.new = button(theme, words("desk.library.new"), "primary", "plus")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(titles)
        row.addSpacing(theme.px(15))
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.bring_in)
        row.addWidget(self.new)
