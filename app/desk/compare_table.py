"""The levels of compared cases: each criterion a row, its bands once, and on them a lane for each case."""

from __future__ import annotations

from collections.abc import Sequence
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
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.desk.compare_data import LETTERS, FamilyRow, LevelRow, Side, shown_rows
from app.desk.compare_heads import ROOMY, Widths
from app.desk.compare_shapes import paint_shape, shape_icon
from app.desk.pictures import paint_band_ground, paint_mark
from app.desk.theme import Theme
from app.words import Words
from decision.model import DecisionModel
from decision.valuation import Level

Index = QModelIndex | QPersistentModelIndex
LANE, FAMILY = 11, 27
"""Height of the lane of one case, and of the row of a family."""
ROOM = 12
"""Over and under the lanes of a row."""
LEAST_ROW = 44
MARGIN = 8
NOTHING = "–"

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignCenter


class CompareModel(QAbstractTableModel):
    """Rows of families and criteria: name, bands, a figure for each case, difference."""

    def __init__(self, theme: Theme, words: Words, model: DecisionModel) -> None:
        super().__init__()
        self._theme, self._words, self._model = theme, words, model
        self.rows: list[FamilyRow | LevelRow] = []
        self.cases = 0
        self._titles: tuple[str, ...] = ()

    def show_rows(self, sides: Sequence[Side], families: Sequence[FamilyRow]) -> None:
        """Show other rows, or the same in another order."""
        self.beginResetModel()
        self.cases = len(sides)
        self._titles = tuple(side.case.title for side in sides)
        self.rows = shown_rows(families)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Name, bands, one for each case, difference."""
        return 0 if parent.isValid() else self.cases + 3

    def case_of(self, column: int) -> int | None:
        """The place of the case a column is of."""
        return column - 2 if 2 <= column < self.cases + 2 else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The heads: of a case its shape and letter, read aloud and shown whole with its title."""
        case = self.case_of(section)
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DecorationRole and case is not None:
            return shape_icon(self._theme, case)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _MIDDLE
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and case is not None:
            return self._words("compare.letter", letter=LETTERS[case], title=self._titles[case])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._head(section, case)
        return None

    def _head(self, section: int, case: int | None) -> str:
        if case is not None:
            return LETTERS[case]
        names = {0: "compare.column.criterion", 1: "desk.library.inside_outside"}
        return self._words(names.get(section, "compare.column.difference"))

    def data(self, index: Index, role: int = 0) -> Any:
        """The text of a cell, as it is read aloud."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return self.text(self.rows[index.row()], 1)
        return None

    def text(self, row: FamilyRow | LevelRow, column: int) -> str:
        """What a cell says."""
        return self._of_family(row, column) if isinstance(row, FamilyRow) else self._of_level(row, column)

    def _of_family(self, row: FamilyRow, column: int) -> str:
        case, words = self.case_of(column), self._words
        if column < 2:
            return words(f"family.{row.family}.name") if column == 0 else words("compare.alone")
        if case is None:
            return self._difference(row.difference)
        option = row.names[case]
        return NOTHING if option is None else words(f"option.{option}.short")

    def _of_level(self, row: LevelRow, column: int) -> str:
        case, words = self.case_of(column), self._words
        if column == 0:
            return words(f"criterion.{row.criterion}.name")
        if column == 1:
            return words.listing([self._said(place, level) for place, level in enumerate(row.levels)])
        if case is not None:
            return self.level(row.levels[case])
        uneven = row.difference is None and row.uneven
        return words("compare.uneven") if uneven else self._difference(row.difference)

    def _said(self, place: int, level: Level) -> str:
        return self._words("compare.said", letter=LETTERS[place], level=self.level(level))

    def level(self, level: Level) -> str:
        """A level with its range in words."""
        if not level.rated:
            return self._words("cli.not_rated")
        made, words = level.estimate, self._words
        if made.low == made.high:
            return words.number(made.best)
        low, high = words.number(made.low), words.number(made.high)
        return words("compare.level", level=words.number(made.best), low=low, high=high)

    def _difference(self, points: float | None) -> str:
        return NOTHING if points is None else self._words.number(points)


class _Cells(QStyledItemDelegate):
    """Paints the rows."""

    def __init__(self, theme: Theme, words: Words, rows: CompareModel, model: DecisionModel) -> None:
        super().__init__()
        self._theme, self._words, self._rows, self._model = theme, words, rows, model
        self._criteria = {criterion.id: criterion for criterion in model.criteria}

    def height(self, row: FamilyRow | LevelRow) -> int:
        """How high a row stands."""
        if isinstance(row, FamilyRow):
            return self._theme.px(FAMILY)
        return self._theme.px(max(LEAST_ROW, LANE * self._rows.cases + ROOM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        theme, rect, row = self._theme, QRectF(option.rect), self._rows.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or isinstance(row, FamilyRow):
            painter.fillRect(rect, theme.colour("selected" if chosen else "raised"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if chosen and index.column() == 0:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            left = rect.right() - 3 if mirrored else rect.left()
            painter.fillRect(QRectF(left, rect.top(), 3, rect.height()), theme.colour("ink"))
        inside = rect.adjusted(theme.px(MARGIN), 0, -theme.px(MARGIN), 0)
        if isinstance(row, FamilyRow):
            self._paint_family(painter, inside, row, index.column())
        else:
            self._paint_level_row(painter, inside, row, index.column())
        painter.restore()

    def _write(self, painter: QPainter, rect: QRectF, text: str, role: str = "body", ink: str = "ink") -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(ink))
        flags = int(_MIDDLE) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(rect, flags, text)

    def _paint_family(self, painter: QPainter, rect: QRectF, row: FamilyRow, column: int) -> None:
        case = self._rows.case_of(column)
        if case is None:
            plain = column == 0
            self._write(
                painter,
                rect,
                self._rows.text(row, column),
                "strong" if plain else "caption",
                "ink" if plain else "ink_2",
            )
            return
        option = row.names[case]
        if option is None:
            self._write(painter, rect, NOTHING, "caption", "ink_2")
            return
        side = self._theme.px(12)
        box = self._start(rect, side)
        paint_mark(painter, box, self._model.option_ids.index(option), self._theme)

    def _start(self, rect: QRectF, side: float) -> QRectF:
        """A square where reading begins."""
        left = rect.left()
        return QRectF(left, rect.center().y() - side / 2, side, side)

    def _paint_level_row(self, painter: QPainter, rect: QRectF, row: LevelRow, column: int) -> None:
        case = self._rows.case_of(column)
        if column == 0:
            self._write(painter, rect, self._rows.text(row, 0), "name")
        elif column == 1:
            self._paint_track(painter, rect, row)
        elif case is not None:
            self._paint_figure(painter, rect, row.levels[case])
        else:
            self._paint_difference(painter, rect, row)

    def _paint_track(self, painter: QPainter, rect: QRectF, row: LevelRow) -> None:
        """The bands once, and a lane for each case with its range and its shape; a level axis is not mirrored."""
        theme, lane = self._theme, self._theme.px(LANE)
        high = lane * len(row.levels) + theme.px(4)
        track = QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)
        paint_band_ground(painter, track, self._criteria[row.criterion], theme)
        for place, level in enumerate(row.levels):
            middle = track.top() + theme.px(2) + lane * (place + 0.5)
            self._paint_lane(painter, track, middle, place, level)

    def _paint_lane(self, painter: QPainter, track: QRectF, middle: float, place: int, level: Level) -> None:
        theme = self._theme
        made = level.estimate
        low, best, high = (track.left() + track.width() * one / 100 for one in (made.low, made.best, made.high))
        style = Qt.PenStyle.SolidLine if level.rated else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.colour("ink"), 1.5, style))
        if high > low:
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        if level.rated:
            paint_shape(painter, QPointF(best, middle), theme.px(4.4), place, theme)

    def _paint_figure(self, painter: QPainter, rect: QRectF, level: Level) -> None:
        words, made = self._words, level.estimate
        if not level.rated:
            self._write(painter, rect, words("cli.not_rated"), "caption", "ink_2")
            return
        half = rect.height() / 2
        if made.low == made.high:
            self._write(painter, rect, words.number(made.best), "strong")
            return
        upper = QRectF(rect.left(), rect.top() + half - self._theme.px(18), rect.width(), self._theme.px(18))
        lower = upper.translated(0, self._theme.px(17))
        self._write(painter, upper, words.number(made.best), "strong")
        between = words("compare.range", low=words.number(made.low), high=words.number(made.high))
        self._write(painter, lower, between, "caption", "ink_2")

    def _paint_difference(self, painter: QPainter, rect: QRectF, row: LevelRow) -> None:
        """The figure over a short bar of it; in words where some case is not rated."""
        theme = self._theme
        if row.difference is None:
            self._write(painter, rect, self._rows.text(row, self._rows.cases + 2), "caption", "ink_2")
            return
        text = self._rows.text(row, self._rows.cases + 2)
        upper = QRectF(rect.left(), rect.center().y() - theme.px(19), rect.width(), theme.px(20))
        self._write(painter, upper, text, "strong" if row.differs else "body", "ink" if row.differs else "ink_2")
        bar = QRectF(rect.left(), rect.center().y() + theme.px(4), rect.width(), theme.px(4))
        painter.fillRect(bar, theme.colour("grid"))
        long = bar.width() * row.difference / 100
        left = bar.right() - long if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft else bar.left()
        painter.fillRect(QRectF(left, bar.top(), long, bar.height()), theme.colour("ink_2"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """As high as its row."""
        return QSize(40, self.height(self._rows.rows[index.row()]))


class CompareTable(QTableView):
    """The view of the rows, as high as all of them: the page scrolls, not the table."""

    copy_asked = Signal()
    stood_on = Signal(int, int)
    """From where to where the row reaches, in pixels of the table, that the keyboard has come to."""

    def __init__(self, theme: Theme, words: Words, model: DecisionModel) -> None:
        super().__init__()
        self._theme, self._widths = theme, ROOMY
        self.rows = CompareModel(theme, words, model)
        self._cells = _Cells(theme, words, self.rows, model)
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(words("compare.levels"))
        self.setProperty("focusRing", True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFont(theme.font())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        head = self.horizontalHeader()
        head.setFont(theme.font("caption"))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(theme.px(30))
        head.setMinimumSectionSize(20)
        head.setStyleSheet(f"QHeaderView::section {{ padding-left: {theme.px(MARGIN)}px; }}")
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._stand_on(now.row()))

    def fit(self, widths: Widths) -> None:
        """Give the columns these widths; the bands take what is left."""
        self._widths = widths
        for column in range(self.rows.columnCount()):
            fixed = QHeaderView.ResizeMode.Stretch if column == 1 else QHeaderView.ResizeMode.Fixed
            self.horizontalHeader().setSectionResizeMode(column, fixed)
            of_case = self.rows.case_of(column) is not None
            wide = widths.names if column == 0 else widths.figure if of_case else widths.signs
            if column != 1:
                self.setColumnWidth(column, self._theme.px(wide))
        self.setMinimumWidth(self._theme.px(widths.least(self.rows.cases)))

    def show_rows(self, sides: Sequence[Side], families: Sequence[FamilyRow]) -> None:
        """Show other rows, and be as high as they are."""
        self.rows.show_rows(sides, families)
        self.fit(self._widths)
        high = 0
        for place, row in enumerate(self.rows.rows):
            self.setRowHeight(place, self._cells.height(row))
            high += self._cells.height(row)
        self.setFixedHeight(high + self._theme.px(30) + 2)

    def _stand_on(self, place: int) -> None:
        if place >= 0:
            top = self.rowViewportPosition(place) + self.horizontalHeader().height()
            self.stood_on.emit(top, top + self.rowHeight(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy takes the whole comparison; Home and End are its ends."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.rows.rowCount() - 1}
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in ends:
            self.selectRow(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
