"""The tornado: how far each criterion's own doubt moves the lead, as a bar from the least lead to the greatest."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.desk.picture_rows import MIDDLE, Told
from app.desk.pictures import paint_option_fill
from app.desk.results_tracks import ScalePicture
from app.desk.theme import Theme

NAMES, FIGURES, BAR = 200, 92, 12


@dataclass(frozen=True, slots=True)
class TornadoRow:
    """A criterion: the least and the greatest lead within its range, in points; its figures and its sentence."""

    name: str
    least: float
    greatest: float
    figure: str
    says: Told


class TornadoPicture(ScalePicture):
    """Bars along an axis of points: an option's lead over its best rival."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, NAMES, (FIGURES,), 21)
        self._rows: list[TornadoRow] = []
        self._ends = (0.0, 1.0)
        self._ticks: list[tuple[float, str]] = []
        self._now, self._place = 0.0, 0

    def show_rows(self, rows: list[TornadoRow], ticks: list[tuple[float, str]], now: float, place: int) -> None:
        """Show rows on an axis; ``now``: the lead today, ``place``: of the option whose lead it is."""
        self._rows, self._ticks, self._now, self._place = rows, ticks, now, place
        self._ends = (ticks[0][0], ticks[-1][0])
        self.axis = ()
        self.take_names([row.name for row in rows])
        self.explain([row.says for row in rows])
        self.fit(len(rows))

    def bar(self, line: int, column: int = 0) -> QRectF:  # noqa: ARG002 - one bar a row
        """The place of a row's bar."""
        row, area = self._rows[line], self.row(line)
        left, right = self.x_of(row.least), self.x_of(row.greatest)
        height = self.theme.px(BAR)
        return QRectF(left, round(area.center().y() - height / 2), max(1.0, right - left), height)

    def x_of(self, points: float) -> float:
        """Where a lead lies on the axis."""
        scale, (low, high) = self.scale(QRectF(0, 0, 1, 1), 1), self._ends
        return float(round(scale.left() + scale.width() * (points - low) / (high - low)))

    def draw(self, painter: QPainter) -> None:
        """The axis, the rows with their bars and figures, the zero line over them."""
        theme, top = self.theme, self.head_room()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.draw_head(painter)
        bottom, room = self.height() - theme.px(4), theme.px(60)
        for level, said in self._ticks:
            x = self.x_of(level) + 0.5
            self.pen(painter, "ink_3")
            self.write(painter, QRectF(x - room / 2, 0, room, theme.px(18)), said, MIDDLE, laid=True)
            painter.setPen(QPen(theme.colour("grid"), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for line, row in enumerate(self._rows):
            self.write_name(painter, self.row(line), row.name)
            self._draw_bar(painter, self.bar(line))
            self.write_figures(painter, (row.figure,), self.row(line), ("ink_2",))
        painter.setPen(QPen(theme.colour("ink_2"), 1))
        zero = self.x_of(0) + 0.5
        painter.drawLine(QPointF(zero, top), QPointF(zero, bottom))

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        """Right of zero in the code of the option, left of it neutral: there another option is ahead."""
        theme, zero = self.theme, self.x_of(0)
        behind = QRectF(bar.left(), bar.top(), min(bar.right(), zero) - bar.left(), bar.height())
        ahead = QRectF(max(bar.left(), zero), bar.top(), bar.right() - max(bar.left(), zero), bar.height())
        if behind.width() >= 1:
            painter.fillRect(behind, theme.colour("edge"))
            painter.fillRect(behind.adjusted(1, 1, -1, -1), theme.colour("line"))
        if ahead.width() >= 1:
            paint_option_fill(painter, ahead, self._place, theme)
        painter.fillRect(QRectF(self.x_of(self._now) - 1, bar.top() - 3, 2, bar.height() + 6), theme.colour("ink"))
