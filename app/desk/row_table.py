"""A table of words: rows one can walk by arrow keys, wrapped where a cell says more than fits on a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.desk.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
MOST_LINES = 6
"""No cell is higher; its tooltip holds the rest."""
MOST_WRAPPED = 400
"""Longer tables keep to one line a row: measuring every row would hold the window up."""
LEAST_SHARED, LEAST_SHARE = 150, 0.6
"""Pixels that a column of what is left has at least, and how far the others may be narrowed for it."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a text for each column; a ``faint`` one no longer holds."""

    cells: tuple[str, ...]
    faint: bool = False


class RowModel(QAbstractTableModel):
    """Rows of texts under their heads."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def change_line(self, place: int, line: Line) -> None:
        """Show one row anew."""
        self.lines[place] = line
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._heads) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, whole in the tooltip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()].cells[index.column()]
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """The head of a column."""
        if way is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Cells(QStyledItemDelegate):
    """Paints a cell: its words, a hairline below, and the bar of ink beside a chosen row."""

    def __init__(self, theme: Theme, model: RowModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model

    def room(self, text: str, width: int) -> int:
        """How high a text stands in a column so wide."""
        theme, metrics = self._theme, QFontMetrics(self._theme.font())
        inside = QRect(0, 0, max(theme.px(40), width - theme.px(20)), 100_000)
        high = metrics.boundingRect(inside, _WRAP, text).height() if text else metrics.height()
        return min(high, MOST_LINES * metrics.lineSpacing()) + theme.px(13)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """As high as the words in this column."""
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else 200
        return QSize(width, self.room(str(index.data()), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One cell."""
        theme, rect = self._theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("ink"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        inside = rect.adjusted(theme.px(12), theme.px(6), -theme.px(8), -theme.px(5))
        painter.setClipRect(inside.adjusted(0, -2, 0, 2))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink_3" if self._model.lines[index.row()].faint else "ink"))
        text = str(index.data())
        metrics = QFontMetrics(theme.font())
        if inside.height() < 2 * metrics.lineSpacing():
            text = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _WRAP, text)
        painter.restore()


class RowTable(QTableView):
    """The view of such rows; one is chosen at a time."""

    chosen = Signal(int)
    """Another row is chosen: its place, -1 for none."""

    def __init__(self, theme: Theme, name: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        """``widths`` in pixels at the plain text size; 0 shares what is left."""
        super().__init__()
        self._theme = theme
        self.rows = RowModel(heads)
        self._cells = _Cells(theme, self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setProperty("focusRing", True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFont(theme.font())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self._widths = tuple(widths)
        self._size_columns(widths)
        self._wrap = QTimer(self)  # once for all columns, when each has its width
        self._wrap.setSingleShot(True)
        self._wrap.setInterval(0)
        self._wrap.timeout.connect(self._fit_rows)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._wrap.start())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.place))

    def _size_columns(self, widths: Sequence[int]) -> None:
        head = self.horizontalHeader()
        head.setFont(self._theme.font("caption"))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(self._theme.px(28))
        head.setStyleSheet(f"QHeaderView::section {{ padding-left: {self._theme.px(12)}px; }}")
        for column, width in enumerate(widths):
            if width:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(column, self._theme.px(width))
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, the columns of their own width leave the others enough to be read."""
        free = self._theme.px(LEAST_SHARED) * self._widths.count(0)
        wanted = self._theme.px(sum(self._widths))
        share = min(1.0, max(LEAST_SHARE, (event.size().width() - free) / max(1, wanted)))
        for column, width in enumerate(self._widths):
            if width:
                self.horizontalHeader().resizeSection(column, round(self._theme.px(width) * share))
        super().resizeEvent(event)

    @property
    def place(self) -> int:
        """The place of the chosen row; -1 where there is none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def show_lines(self, lines: Sequence[Line], chosen: int | None = None) -> None:
        """Show other rows, and choose one of them."""
        self.rows.show_lines(lines)
        self._fit_rows()
        if chosen is not None and lines:
            self.selectRow(chosen)

    def _fit_rows(self) -> None:
        if len(self.rows.lines) <= MOST_WRAPPED:
            self.resizeRowsToContents()
