"""The table of cases: two lines a row, marks for the three lines of argument, no grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.desk.icons import paint_icon
from app.desk.library_results import CaseAnswer
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words
from db.records import CaseSummary
from decision.explanation.disagreement import Line

COLUMNS = ("case", "recommended", "analysis", "doctrine", "precedent", "agree", "documented")
WIDTHS = {"recommended": 136, "analysis": 62, "doctrine": 62, "precedent": 66, "agree": 74, "documented": 150}
ROW = 56
_LINES = {"analysis": Line.ANALYSIS, "doctrine": Line.DOCTRINE, "precedent": Line.PRECEDENT}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
PENDING = "…"

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list, its words ready, its answer where it is known."""

    summary: CaseSummary
    second: str
    sought: str
    answer: CaseAnswer | None


class CaseModel(QAbstractTableModel):
    """The cases that are listed now."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """List other cases."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def replace_row(self, place: int, row: Row) -> None:
        """The answer of a case has come."""
        self.rows[place] = row
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """The number of cases."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: ARG002, B008, N802 - Qt's name
        """The number of columns."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if COLUMNS[section] in _LINES else _MIDDLE
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font("caption")
        if role == Qt.ItemDataRole.DisplayRole and COLUMNS[section] == "agree":
            return ""  # the signs below speak for themselves; read aloud the column has its name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(f"desk.library.column.{COLUMNS[section]}")
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        """The text of a cell, as read aloud and as copied."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = self.text(self.rows[index.row()], COLUMNS[index.column()])
            return None if role == Qt.ItemDataRole.ToolTipRole and text == PENDING else text
        return None

    def text(self, row: Row, column: str) -> str:
        """What a cell says."""
        words, answer = self._words, row.answer
        if column == "case":
            return f"{row.summary.title}, {row.second}"
        if column == "documented":
            option = row.summary.documented_option
            return words("desk.library.not_documented") if option is None else words(f"option.{option}.name")
        if answer is None:
            return PENDING
        if column == "recommended":
            return f"{self.option(answer.option, 'name')}, {words(f'strength.{answer.strength}')}"
        if column == "agree":
            return words("desk.library.agree" if answer.agree else "desk.library.differ")
        return self.option(answer.lines.get(_LINES[column]), "name")

    def option(self, option: str | None, form: str) -> str:
        """The name of an option, or a word for none."""
        return self._words("desk.library.none") if option is None else self._words(f"option.{option}.{form}")


class CaseDelegate(QStyledItemDelegate):
    """Paints the rows of the library."""

    def __init__(self, theme: Theme, model: CaseModel, words: Words, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._words = words
        self._options = options

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """All rows are of one height."""
        return QSize(10, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One cell."""
        theme, rect = self._theme, QRectF(option.rect)
        state = option.state
        row, column = self._model.rows[index.row()], COLUMNS[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("ink"))
        self._paint_cell(painter, rect, row, column)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, row: Row, column: str) -> None:
        if column == "case":
            self._two_lines(painter, rect.adjusted(self._theme.px(12), 0, -8, 0), row.summary.title, row.second)
        elif column == "documented":
            self._paint_documented(painter, rect, row)
        elif row.answer is None:
            painter.setPen(self._theme.colour("ink_3"))
            centre = Qt.AlignmentFlag.AlignCenter if column in _LINES else _MIDDLE
            painter.drawText(rect, centre, "" if column == "agree" else PENDING)
        elif column == "recommended":
            word = self._words(f"strength.{row.answer.strength}")
            self._option(painter, rect, row.answer.option, word)
        elif column == "agree":
            self._paint_agreement(painter, rect, row.answer.agree)
        else:
            self._paint_line(painter, rect, row.answer.lines.get(_LINES[column]))

    def _two_lines(self, painter: QPainter, rect: QRectF, first: str, second: str) -> None:
        theme = self._theme
        self._line(painter, rect, theme.px(10), first, "strong", theme.colour("ink"))
        self._line(painter, rect, theme.px(29), second, "caption", theme.colour("ink_2"))

    def _line(self, painter: QPainter, rect: QRectF, top: int, text: str, role: str, colour: QColor) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(colour)
        box = QRectF(rect.left(), rect.top() + top, rect.width(), self._theme.px(18))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _MIDDLE, shown)

    def _option(self, painter: QPainter, rect: QRectF, option: str | None, second: str) -> None:
        theme = self._theme
        words = rect.adjusted(theme.px(19), 0, -4, 0)
        if option is None:
            self._line(
                painter, words, theme.px(10), self._words("desk.library.none"), "body", theme.colour("ink_2")
            )
        else:
            place = self._options.index(option)
            side = theme.px(12)
            paint_mark(painter, QRectF(rect.left(), rect.top() + theme.px(13), side, side), place, theme)
            name = self._words(f"option.{option}.short")
            self._line(painter, words, theme.px(10), name, "body", QColor(theme.palette.option(place).text))
        self._line(painter, words, theme.px(29), second, "caption", theme.colour("ink_2"))

    def _paint_documented(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        documented = row.summary.documented_option
        if documented is None:
            painter.setPen(self._theme.colour("ink_3"))
            painter.drawText(rect.adjusted(self._theme.px(19), 0, 0, 0), _MIDDLE, "–")
            return
        second = ""
        if row.answer is not None:
            same = row.answer.option == documented
            second = self._words("desk.library.as_recommended" if same else "desk.library.not_recommended")
        self._option(painter, rect, documented, second)

    def _paint_agreement(self, painter: QPainter, rect: QRectF, agree: bool) -> None:
        theme = self._theme
        colour = theme.colour("ink_2" if agree else "ink")
        side = theme.px(13)
        sign = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_icon(painter, sign, "equal" if agree else "unequal", colour)
        painter.setFont(theme.font("caption" if agree else "strong"))
        painter.setPen(colour)
        word = self._words("desk.library.agree" if agree else "desk.library.differ")
        painter.drawText(rect.adjusted(theme.px(18), 0, 0, 0), _MIDDLE, word)

    def _paint_line(self, painter: QPainter, rect: QRectF, option: str | None) -> None:
        if option is None:
            painter.setPen(self._theme.colour("ink_3"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "–")
            return
        side = self._theme.px(13)
        box = QRectF(rect.center() - QPointF(side / 2, side / 2), rect.center() + QPointF(side / 2, side / 2))
        paint_mark(painter, box, self._options.index(option), self._theme)


class CaseTable(QTableView):
    """The list of cases; Enter or a double click opens the one that is selected."""

    opened = Signal(str)

    def __init__(self, theme: Theme, model: CaseModel, words: Words, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._cases = model
        self._painter = CaseDelegate(theme, model, words, options)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(words("desk.library.table"))
        self.setFont(theme.font())
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._set_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._cases.rows[index.row()].summary.id))

    def _set_headers(self) -> None:
        upright, across = self.verticalHeader(), self.horizontalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(self._theme.px(ROW))
        across.setFont(self._theme.font("caption"))
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFixedHeight(self._theme.px(32))
        across.setMinimumSectionSize(20)
        for place in range(len(COLUMNS)):
            fixed = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.Fixed
            across.setSectionResizeMode(place, fixed)
        self.fit(10_000)

    def fit(self, width: int) -> None:
        """Give each column its width; a narrow table does without the marks of single lines."""
        narrow = width < self._theme.px(740)
        for place, name in enumerate(COLUMNS[1:], start=1):
            self.setColumnWidth(place, self._theme.px(WIDTHS[name]))
            self.setColumnHidden(place, narrow and name in _LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold columns where the width is gone."""
        self.fit(event.size().width())
        super().resizeEvent(event)

    def selected_id(self) -> str | None:
        """The id of the selected case."""
        rows = self.selectionModel().selectedRows()
        return self._cases.rows[rows[0].row()].summary.id if rows else None

    def select_id(self, case_id: str | None) -> None:
        """Select a case, or the first where it is not listed."""
        ids = [row.summary.id for row in self._cases.rows]
        if ids:
            self.selectRow(ids.index(case_id) if case_id in ids else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens."""
        chosen = self.selected_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self.opened.emit(chosen)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard finds a row to start from."""
        super().focusInEvent(event)
        if self.selected_id() is None:
            self.select_id(None)
