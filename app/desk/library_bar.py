"""The bar over the list while cases are ticked: how many, and what can be done with all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from app.desk.controls import button, label, lay_ground
from app.desk.flow_layout import FlowLayout
from app.desk.library_picks import LEAST_COMPARED, MOST_COMPARED, Picks
from app.desk.theme import Theme
from app.words import Words

ACTS = ("compare", "export", "archive", "tag", "clear")


class SelectionBar(QFrame):
    """There only while any case is ticked."""

    asked = Signal(str)
    """What is to be done with the ticked cases, one of :data:`ACTS`."""

    def __init__(self, theme: Theme, words: Words, picks: Picks) -> None:
        super().__init__()
        self._words, self._picks = words, picks
        lay_ground(self, "raised")
        self.setAccessibleName(words("library.picked.name"))
        self._count = label(theme, "", "strong")
        self.why = label(theme, "", "caption", "ink_2", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout(theme.px(8), theme.px(6))
        row.addWidget(self._count)
        for name in ACTS:
            kind = "primary" if name == "compare" else "link" if name == "clear" else ""
            made = button(theme, words(f"library.picked.{name}"), kind)
            made.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            self.buttons[name] = made
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self.why)
        picks.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say how many are ticked, and why they cannot be compared where they cannot."""
        number, words = len(self._picks), self._words
        self.setVisible(number > 0)
        if not number:
            return
        self._count.setText(words.count("library.picked", number, shown=words.number(number)))
        fits = LEAST_COMPARED <= number <= MOST_COMPARED
        key = "few" if number < LEAST_COMPARED else "many"
        said = "" if fits else words(f"library.picked.{key}")
        compare = self.buttons["compare"]
        compare.setEnabled(fits)
        compare.setToolTip(said)
        compare.setAccessibleDescription(said)
        self.why.setText(said)
        self.why.setVisible(not fits)

    def show_archived(self, archived: bool) -> None:
        """Offer to put away, or where the list is of cases put away, to take out again."""
        text = self._words("library.picked.unarchive" if archived else "library.picked.archive")
        self.buttons["archive"].setText(text)
        self.buttons["archive"].setAccessibleName(text)
