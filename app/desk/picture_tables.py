"""The table behind a picture: its cells as words, sorted by any column, and copied as a spreadsheet takes them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.desk.theme import Theme
from app.words import MINUS, NO_BREAK, Words

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIGURES = re.compile(rf"[0-9+\-{MINUS}<>–.,% \u00a0\u202f]*")
"""A cell that is a figure is made of these signs."""
_NUMBER = re.compile(rf"([<>]?)\s*([+\-{MINUS}]?)([0-9][0-9.,'\u00a0\u202f]*)")
_FORMULA = re.compile(r"\A\s*[=+\-@＝＋－＠]")
NOTHING = ("", "–")
"""What a cell holds that has nothing to say."""


@dataclass(frozen=True)
class PictureTable:
    """The table behind a picture: its heads and its cells as words."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]] = ()

    def figures(self, column: int) -> bool:
        """Whether a column holds figures alone."""
        texts = [cells[column] for cells in self.rows]
        some = any(text not in NOTHING for text in texts)
        return column > 0 and some and all(map(_FIGURES.fullmatch, texts))

    def as_text(self) -> str:
        """Tab-separated, as a spreadsheet takes it: figures with the signs it knows, no text that is a formula."""
        return "\n".join("\t".join(map(_plain, line)) for line in (self.heads, *self.rows))

    def as_html(self, title: str) -> str:
        """As a table of a text, under its title."""
        lines = [f"<caption>{html.escape(title)}</caption>", _html_line("th", self.heads)]
        lines += [_html_line("td", cells) for cells in self.rows]
        return f"<table>{''.join(lines)}</table>"


def sort_key(words: Words, text: str) -> tuple[int, float, str]:
    """What a cell is sorted by: its figure where it begins with one, else its words; what says nothing is last."""
    if text in NOTHING:
        return 2, 0.0, ""
    if text == words("word.same"):
        return 0, 0.0, ""
    found = _NUMBER.match(text)
    if found is None:
        return 1, 0.0, text.casefold()
    decimal = words.number(0.5, 1)[1]
    digits = "".join("." if sign == decimal else sign for sign in found[3] if sign.isdigit() or sign == decimal)
    value = float(digits.rstrip(".")) + {"<": -0.5, ">": 0.5}.get(found[1], 0.0)
    return 0, -value if found[2] in (MINUS, "-") else value, text.casefold()


def copy_tables(tables: Sequence[tuple[str, PictureTable]]) -> None:
    """Put tables on the clipboard, as tab-separated text and as HTML; several each under its title."""
    data = QMimeData()
    alone = len(tables) == 1
    texts = [table.as_text() if alone else f"{title}\n{table.as_text()}" for title, table in tables]
    data.setText("\n\n".join(texts))
    data.setHtml("".join(table.as_html(title) for title, table in tables))
    QGuiApplication.clipboard().setMimeData(data)


class TableView(QTableWidget):
    """A table whose heads sort it: by a column, the other way round, and as it was again; Enter does so too."""

    def __init__(self, theme: Theme, words: Words, title: str, data: PictureTable) -> None:
        super().__init__(len(data.rows), len(data.heads))
        self._theme, self._words, self._data = theme, words, data
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.setAccessibleName(title)
        self.setAccessibleDescription(words("picture.table_keys"))
        self.setFont(theme.font())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setProperty("focusRing", True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(27))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        room = theme.px(10)
        self.setStyleSheet(
            f"QTableView::item {{ padding: 0 {room}px; }} QHeaderView::section {{ padding: 0 {room + 3}px; }}"
        )  # a view keeps 3 px of its own around the words of a cell
        self._build_heads()
        self._fill()
        self._fit()

    def _build_heads(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setFont(self._theme.font("caption"))
        head.sectionClicked.connect(self.sort)
        for column, text in enumerate(self._data.heads):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_RIGHT if self._data.figures(column) else _LEFT)
            item.setToolTip(self._words("picture.sort", column=text))
            self.setHorizontalHeaderItem(column, item)

    def _fit(self) -> None:
        """As wide as its words, as high as its rows: only the page scrolls up and down."""
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head, row = self.horizontalHeader().sizeHint().height(), self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(row * len(self._data.rows) + head + self._theme.px(14))

    def _fill(self) -> None:
        for line, cells in enumerate(self._ordered()):
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(_RIGHT if self._data.figures(column) else _LEFT)
                self.setItem(line, column, cell)

    def _ordered(self) -> Sequence[tuple[str, ...]]:
        if self._sorted is None:
            return self._data.rows
        column, order = self._sorted
        keyed = [(sort_key(self._words, cells[column]), cells) for cells in self._data.rows]
        silent = [cells for key, cells in keyed if key[0] == 2]
        down = order is Qt.SortOrder.DescendingOrder
        told = sorted((item for item in keyed if item[0][0] < 2), key=lambda item: item[0], reverse=down)
        return [*(cells for _, cells in told), *silent]

    def sort(self, column: int) -> None:
        """Sort by a column; by the same again the other way round, and once more as it was."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        steps: dict[tuple[int, Qt.SortOrder] | None, tuple[int, Qt.SortOrder] | None] = {
            (column, up): (column, down),
            (column, down): None,
        }
        self._sorted = steps.get(self._sorted, (column, up))
        head = self.horizontalHeader()
        head.setSortIndicatorShown(self._sorted is not None)
        if self._sorted is not None:
            head.setSortIndicator(*self._sorted)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter sorts by the column one is in; the copy key copies what is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentColumn() >= 0:
            self.sort(self.currentColumn())
        elif event.matches(QKeySequence.StandardKey.Copy) and self.selectedRanges():
            block = self.selectedRanges()[0]
            columns = range(block.leftColumn(), block.rightColumn() + 1)
            lines = [self._texts(line, columns) for line in range(block.topRow(), block.bottomRow() + 1)]
            QGuiApplication.clipboard().setText("\n".join(lines))
        else:
            super().keyPressEvent(event)

    def _texts(self, line: int, columns: Sequence[int]) -> str:
        cells = (self.item(line, column) for column in columns)
        return "\t".join(_plain(cell.text() if cell is not None else "") for cell in cells)


def _plain(text: str) -> str:
    """A cell as a spreadsheet takes it."""
    if _FIGURES.fullmatch(text):
        return text.replace(MINUS, "-").replace(NO_BREAK, " ")
    flat = " ".join(text.split())
    return f"'{flat}" if _FORMULA.match(flat) else flat


def _html_line(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"
