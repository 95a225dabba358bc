"""The list's part of the library: what is found, in which order, the table, and what an empty one says."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.choosers import ElidedLabel, Segment
from app.desk.controls import ChoiceBox, button, empty, label
from app.desk.flow_layout import FlowLayout
from app.desk.library_bar import SelectionBar
from app.desk.library_table import CaseTable
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme
from app.words import Words

ORDERS = ("changed", "title", "date", "recommended", "strength")
SIDES = ("filters", "preview")
"""What stands beside the list where there is room for one of them only."""


class ListPart(QWidget):
    """The table with the lines over and under it."""

    kind_asked = Signal(str)
    """To list the missions of one kind only."""
    side_asked = Signal(str)
    """To show or hide one of :data:`SIDES`."""

    def __init__(self, theme: Theme, words: Words, table: CaseTable) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.table = table
        self.bar = SelectionBar(theme, words, table.picks)
        self.found = label(theme, "", "strong")
        self.known = ElidedLabel(theme, "caption", "ink_2")
        self.compute = button(theme, words("library.compute"), "link")
        self.compute.setFont(theme.font("caption_strong"))
        self.sort = ChoiceBox(theme, [(words(f"desk.library.order.{name}"), name) for name in ORDERS])
        self.sort.setAccessibleName(words("desk.library.order"))
        self.sort.setFixedHeight(theme.px(28))
        self.sort.setMinimumWidth(theme.px(168))
        self.sides = {name: self._side(name) for name in SIDES}
        self.clear = button(theme, words("desk.library.clear"))
        self.new = button(theme, words("desk.library.new"), "primary", "plus")
        self.hint = label(theme, words("library.hint"), "caption", "ink_2", wrap=True)
        self._nothing = label(theme, "", "body", "ink_2", wrap=True)
        self._offers = QWidget()
        self._offer_row = FlowLayout(theme.px(8), 0)
        inside = QHBoxLayout(self._offers)
        inside.setContentsMargins(theme.px(12), 0, 0, 0)
        inside.addLayout(self._offer_row, 1)
        self.pages = QStackedWidget()
        self._offered: tuple[str, ...] = ()
        for widget in (self.known, self.compute, self._offers):
            widget.hide()
        self._lay_out()

    def _side(self, name: str) -> Segment:
        made = Segment(self._theme, self._words(f"library.side.{name}"))
        made.setAccessibleName(self._words(f"library.side.{name}.name"))
        made.clicked.connect(lambda _=False: self.side_asked.emit(name))
        made.hide()
        return made

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(2))
        column.addWidget(self._head())
        column.addWidget(self._offers)
        column.addSpacing(theme.px(2))
        column.addWidget(self.bar)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self._empty_page())
        column.addWidget(self.pages, 1)
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(12), theme.px(4), 0, 0)
        line.addWidget(self.hint)
        column.addLayout(line)

    def _head(self) -> QWidget:
        """What is found, and how it is shown: beside each other where there is room."""
        theme = self._theme
        left, right = QHBoxLayout(), QHBoxLayout()
        for row in (left, right):
            row.setSpacing(theme.px(8))
        left.setContentsMargins(theme.px(12), 0, 0, 0)
        left.addWidget(self.found)
        left.addWidget(self.known, 1)
        left.addWidget(self.compute)
        left.addStretch(0)
        right.addStretch(1)
        for side in self.sides.values():
            right.addWidget(side)
        right.addWidget(self.sort)
        return SideBySide(theme, [(left, 1), (right, 0)], least=0, gap=8)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(self._theme.px(12), self._theme.px(24), 0, 0)
        inside.setSpacing(self._theme.px(12))
        line = QHBoxLayout()
        line.addWidget(self.clear)
        line.addWidget(self.new)
        line.addStretch(1)
        inside.addWidget(self._nothing)
        inside.addLayout(line)
        inside.addStretch(1)
        return page

    def show_total(self, total: int, *, narrowed: bool) -> None:
        """Say how many are found; where none is, why, with the one button that leads on."""
        words = self._words
        self.found.setText(words.count("library.cases", total, shown=words.number(total)))
        self._nothing.setText(words("desk.library.no_match" if narrowed else "desk.library.empty"))
        self.clear.setVisible(narrowed)
        self.new.setVisible(not narrowed)
        self.hint.setVisible(total > 1)
        self.pages.setCurrentIndex(0 if total else 1)

    def show_known(self, known: int, total: int, waiting: int, *, all_of_them: bool) -> None:
        """Say of how many the recommendation is known, and offer to compute the others where nobody does.

        ``waiting``: how many are on their way; ``all_of_them``: because the officer asked for it.
        """
        words, left = self._words, total - known
        on_the_way = left <= waiting and not all_of_them
        key = "library.computing" if on_the_way else "library.known"
        shown = words.count(key, total, known=words.number(known), total=words.number(total))
        self.known.show_text(shown)
        self.known.setMaximumWidth(self.known.fontMetrics().horizontalAdvance(shown) + 1)
        self.known.setVisible(left > 0)
        text = words("library.stop" if all_of_them else "library.compute")
        self.compute.setText(text)
        self.compute.setAccessibleName(text)
        self.compute.setVisible(left > 0 and not on_the_way)

    def offer_kinds(self, kinds: Iterable[str]) -> None:
        """Offer to list missions of these kinds only, for what is typed may mean them."""
        words, offered = self._words, tuple(kinds)
        if offered == self._offered:
            return
        self._offered = offered
        empty(self._offer_row)
        self._offers.setVisible(bool(offered))
        self._offer_row.addWidget(label(self._theme, words("library.offer"), "caption", "ink_2"))
        for kind in offered:
            made = button(self._theme, words(f"library.offer.{kind}"), "link")
            made.setFont(self._theme.font("caption_strong"))
            made.clicked.connect(lambda _=False, kind=kind: self.kind_asked.emit(kind))
            self._offer_row.addWidget(made)

    def offer_sides(self, offered: bool, shown: str | None) -> None:
        """Offer to show one of two parts beside the list, where there is no room for both."""
        for name, side in self.sides.items():
            side.setVisible(offered)
            side.setChecked(name == shown)
