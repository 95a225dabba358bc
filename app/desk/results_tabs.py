"""A tab of the results: a finding as a title, its picture, and its table one click away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.controls import button, label
from app.desk.results_pictures import PictureTable
from app.desk.state import DeskState
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIGURES = frozenset("0123456789+\u2212<>–.,% \u00a0")
"""The signs a cell that is a figure is made of."""


class ResultTab(QWidget):
    """A finding as a title, its picture, and its table one click away.

    ``tools``: the two buttons, which lie beside the tabs while this one is shown.
    """

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.title = label(theme, "", "strong", wrap=True)
        self._toggle = button(theme, self._words("results.as_table"), "quiet")
        self._toggle.setIcon(_table_icon(theme))
        self._toggle.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._turn)
        self._copy = button(theme, self._words("results.copy"), "quiet", "copy")
        self._copy.clicked.connect(self._to_clipboard)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(theme.px(12))
        tools.addWidget(self._toggle)
        tools.addWidget(self._copy)
        self.pictures = QWidget()
        self.column = QVBoxLayout(self.pictures)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        self.table = _table(theme)
        self._data = PictureTable(())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(8))
        page.addWidget(self.title)
        page.addWidget(self.pictures)
        page.addWidget(self.table)

    def show_finding(self, title: str, data: PictureTable) -> None:
        """Show a title and the table behind the picture."""
        self.title.setText(title)
        self._data = data
        table = self.table
        table.setAccessibleName(title)
        table.setColumnCount(len(data.heads))
        table.setRowCount(len(data.rows))
        for column, head in enumerate(data.heads):
            figures = column > 0 and all(set(cells[column]) <= _FIGURES for cells in data.rows)
            item = QTableWidgetItem(head)
            item.setTextAlignment(_RIGHT if figures else _LEFT)
            table.setHorizontalHeaderItem(column, item)
            for line, cells in enumerate(data.rows):
                cell = QTableWidgetItem(cells[column])
                cell.setTextAlignment(_RIGHT if figures else _LEFT)
                table.setItem(line, column, cell)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        row = table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(
            row * len(data.rows) + table.horizontalHeader().sizeHint().height() + self._theme.px(14)
        )

    def _turn(self, table: bool) -> None:
        self.table.setVisible(table)
        self.pictures.setVisible(not table)
        self._toggle.setText(self._words("results.as_picture" if table else "results.as_table"))

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._data.as_text())


def _table(theme: Theme) -> QTableWidget:
    table = QTableWidget()
    table.setFont(theme.font())
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setProperty("focusRing", True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(27))
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setFont(theme.font("caption"))
    room = theme.px(10)
    table.setStyleSheet(f"QTableView::item, QHeaderView::section {{ padding: 0 {room}px; }}")
    table.hide()
    return table


def _table_icon(theme: Theme) -> QIcon:
    """A head over rows and columns."""
    side = theme.px(16)
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("ink"), 1.4))
    frame = QRectF(side * 0.15, side * 0.19, side * 0.7, side * 0.62)
    painter.drawRoundedRect(frame, 1.5, 1.5)
    head = frame.top() + frame.height() * 0.34
    painter.drawLine(int(frame.left()), int(head), int(frame.right()), int(head))
    middle = frame.left() + frame.width() * 0.42
    painter.drawLine(int(middle), int(head), int(middle), int(frame.bottom()))
    painter.end()
    return QIcon(picture)
