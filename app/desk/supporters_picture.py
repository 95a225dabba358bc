"""The typical supporter of each option: the weight of each family as a bar, the weights used as a stroke."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent

from app.desk.doubt_data import SupporterRow
from app.desk.picture_rows import RowPicture
from app.desk.pictures import paint_value_bar
from app.desk.theme import Theme

_HEAD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
LINE, NAMES, FIGURES, LEAST_BAR = 17, 130, 48, 24


class SupportersPicture(RowPicture):
    """One row the weights used, then one a supporter; the last column says how surely the option is first."""

    row_height = 24

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows: list[SupporterRow] = []
        self._heads: tuple[str, ...] = ()
        self._lines = 1

    def show_rows(self, rows: list[SupporterRow], heads: tuple[str, ...]) -> None:
        """Show rows; the first holds the weights used. ``heads``: the families, and what the last column is."""
        self._rows, self._heads = rows, heads
        self.explain([row.says for row in rows])
        self._fit_heads()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The heads take a second line where a column is too narrow for them."""
        super().resizeEvent(event)
        self._fit_heads()

    def head_room(self) -> int:
        """The heads, over one line or two."""
        return self.theme.px(LINE * self._lines + 3)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Names, figures and bars one can still compare."""
        columns = len(self._heads) * (FIGURES + 14 + LEAST_BAR)
        return QSize(self.theme.px(NAMES + columns), self.height())

    def _column(self) -> float:
        return (self.width() - self.theme.px(NAMES)) / max(len(self._heads), 1)

    def _fit_heads(self) -> None:
        letters, room = QFontMetrics(self.theme.font("caption")), self._column() - self.theme.px(8)
        wide = any(letters.horizontalAdvance(head) > room for head in self._heads)
        self._lines = 2 if wide else 1
        self.fit(len(self._rows))

    def cell(self, line: int, column: int) -> QRectF:
        """A column of a row."""
        area, width = self.row(line), self._column()
        left = self.theme.px(NAMES) + column * width
        return self.lay(QRectF(left - 4, area.top(), width - 4, area.height()))

    def bar(self, line: int, column: int = 0) -> QRectF:
        """The whole scale a bar lies on."""
        return self.lay(self._track(line, column))

    def _track(self, line: int, column: int) -> QRectF:
        theme, area, width = self.theme, self.row(line), self._column()
        high = theme.px(10)
        left = theme.px(NAMES) + column * width
        return QRectF(left, round(area.center().y() - high / 2), width - theme.px(FIGURES) - 14, high)

    def draw(self, painter: QPainter) -> None:
        """Heads, names, bars, strokes and figures."""
        theme, names, width = self.theme, self.theme.px(NAMES), self._column()
        self.pen(painter, "ink_2")
        for column, head in enumerate(self._heads):
            room = QRectF(names + column * width, 0, width - theme.px(8), self.head_room() - theme.px(3))
            painter.drawText(self.lay(room), int(_HEAD), head)
        for line, row in enumerate(self._rows):
            area = self.row(line)
            named = QRectF(0, area.top(), names - 8, area.height())
            if row.place is None:
                self.pen(painter, "ink")
                self.write(painter, named, row.name)
            else:
                self.write_option(painter, named, row.place, row.name)
            for column, figure in enumerate(row.figures):
                if figure:
                    self._draw_cell(painter, line, column)

    def _draw_cell(self, painter: QPainter, line: int, column: int) -> None:
        theme, row = self.theme, self._rows[line]
        weights = column < len(row.weights)
        value = row.weights[column] if weights else row.sure or 0.0
        track = self._track(line, column)
        bar = self.lay(track)
        paint_value_bar(painter, bar, row.place or 0, 0.0 if row.place is None else value, theme)
        if weights:
            used = bar.left() + bar.width() * self._rows[0].weights[column] / 100
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.drawLine(QPointF(used, bar.top() - 3), QPointF(used, bar.bottom() + 3))
        self.pen(painter, "ink", "caption" if weights else "caption_strong")
        area = QRectF(track.right() + 6, self.row(line).top(), theme.px(FIGURES), theme.px(self.row_height))
        self.write(painter, area, row.figures[column])
