"""The typical supporter of each option: the weight of each family as a bar, the weights used as a stroke."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent

from app.desk.doubt_data import SupporterRow
from app.desk.pictures import paint_value_bar
from app.desk.results_pictures import RowPicture
from app.desk.results_tracks import paint_named
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEAD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
LINE, NAMES, FIGURES = 17, 130, 48


class SupportersPicture(RowPicture):
    """One row the weights used, then one a supporter; the last column says how surely the option is first."""

    row_height = 24

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows: list[SupporterRow] = []
        self._heads: tuple[str, ...] = ()
        self._head_height = LINE + 3

    def show_rows(self, rows: list[SupporterRow], heads: tuple[str, ...]) -> None:
        """Show rows; the first holds the weights used. ``heads``: the families, and what the last column is."""
        self._rows, self._heads = rows, heads
        self._fit_heads()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The heads take a second line where a column is too narrow for them."""
        super().resizeEvent(event)
        self._fit_heads()

    def _column(self) -> float:
        return (self.width() - self.theme.px(NAMES)) / max(len(self._heads), 1)

    def _fit_heads(self) -> None:
        letters, room = QFontMetrics(self.theme.font("caption")), self._column() - self.theme.px(8)
        wide = any(letters.horizontalAdvance(head) > room for head in self._heads)
        self._head_height = LINE * (2 if wide else 1) + 3
        self.fit(len(self._rows), self._head_height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(500), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Heads, names, bars, strokes and figures."""
        painter, theme = QPainter(self), self.theme
        names = theme.px(NAMES)
        width = self._column()
        self.pen(painter, "ink_2")
        for column, head in enumerate(self._heads):
            room = QRectF(names + column * width, 0, width - theme.px(8), theme.px(self._head_height - 3))
            painter.drawText(room, int(_HEAD), head)
        for line, row in enumerate(self._rows):
            area = self.row(line, self._head_height)
            if row.place is None:
                self.pen(painter, "ink")
                painter.drawText(QRectF(0, area.top(), names - 8, area.height()), _LEFT, row.name)
            else:
                named = QRectF(0, area.top(), names, area.height())
                paint_named(painter, named, row.place, row.name, theme)
            for column, figure in enumerate(row.figures):
                if figure:
                    cell = QRectF(names + column * width, area.top(), width, area.height())
                    self._paint_cell(painter, row, column, figure, cell)

    def _paint_cell(self, painter: QPainter, row: SupporterRow, column: int, figure: str, cell: QRectF) -> None:
        theme, weights = self.theme, column < len(row.weights)
        value = row.weights[column] if weights else row.sure or 0.0
        room = cell.width() - theme.px(FIGURES) - 14
        bar = QRectF(cell.left(), cell.center().y() - theme.px(5), room, theme.px(10))
        paint_value_bar(painter, bar, row.place or 0, 0.0 if row.place is None else value, theme)
        if weights:
            used = bar.left() + bar.width() * self._rows[0].weights[column] / 100
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.drawLine(QPointF(used, bar.top() - 3), QPointF(used, bar.bottom() + 3))
        self.pen(painter, "ink", "caption" if weights else "caption_strong")
        painter.drawText(QRectF(bar.right() + 6, cell.top(), theme.px(FIGURES), cell.height()), _LEFT, figure)
