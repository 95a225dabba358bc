"""The tornado: how far each criterion's own doubt moves the lead, as a bar from the least lead to the greatest."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip

from app.desk.pictures import paint_option_fill
from app.desk.results_tracks import HEAD, ScalePicture
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
NAMES, FIGURES, BAR, MARKED = 212, 92, 12, 8


@dataclass(frozen=True, slots=True)
class TornadoRow:
    """A criterion: the least and the greatest lead within its range, in points; its figures and its sentence."""

    name: str
    least: float
    greatest: float
    figure: str
    hint: str


class TornadoPicture(ScalePicture):
    """Bars along an axis of points; the arrow keys walk the rows and tell each, as hovering does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, NAMES, (FIGURES,), 21)
        self._rows: list[TornadoRow] = []
        self._ends = (0.0, 1.0)
        self._ticks: list[tuple[float, str]] = []
        self._now, self._place = 0.0, 0
        self.at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)

    def show_rows(self, rows: list[TornadoRow], ticks: list[tuple[float, str]], now: float, place: int) -> None:
        """Show rows on an axis; ``now``: the lead today, ``place``: of the option whose lead it is."""
        self._rows, self._ticks, self._now, self._place = rows, ticks, now, place
        self._ends = (ticks[0][0], ticks[-1][0])
        self.axis = ()
        self.hints = [row.hint for row in rows]
        widths = QFontMetrics(self.theme.font("caption"))
        longest = max((widths.horizontalAdvance(row.name) for row in rows), default=0)
        self._names = max(NAMES, math.ceil(longest / self.theme.scale) + MARKED + 10)
        self.fit(len(rows), HEAD)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(500), self.height())

    def bar(self, line: int) -> QRectF:
        """The place of a row's bar."""
        row, area = self._rows[line], self.row(line, HEAD)
        left, right = self.x_of(row.least), self.x_of(row.greatest)
        height = self.theme.px(BAR)
        return QRectF(left, round(area.center().y() - height / 2), max(1.0, right - left), height)

    def x_of(self, points: float) -> float:
        """Where a lead lies on the axis."""
        scale, (low, high) = self.scale(QRectF(0, 0, 1, 1), 1), self._ends
        return float(round(scale.left() + scale.width() * (points - low) / (high - low)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The axis, the rows with their bars and figures, the zero line over them."""
        painter, theme = QPainter(self), self.theme
        self.paint_head(painter)
        bottom = self.height() - theme.px(4)
        room = theme.px(60)
        for level, said in self._ticks:
            x = self.x_of(level) + 0.5
            self.pen(painter, "ink_3")
            painter.drawText(QRectF(x - room / 2, 0, room, theme.px(18)), Qt.AlignmentFlag.AlignCenter, said)
            painter.setPen(QPen(theme.colour("grid"), 1))
            painter.drawLine(QPointF(x, theme.px(HEAD)), QPointF(x, bottom))
        for line, row in enumerate(self._rows):
            area = self.row(line, HEAD)
            if line == self.at:
                painter.fillRect(area, theme.colour("selected"))
                painter.fillRect(QRectF(0, area.top(), 3, area.height()), theme.colour("ink"))
            self.pen(painter, "ink")
            names = QRectF(0, area.top(), theme.px(self._names) - 8, area.height())
            painter.drawText(names.adjusted(theme.px(MARKED) if line == self.at else 0, 0, 0, 0), _LEFT, row.name)
            self._paint_bar(painter, self.bar(line))
            self.paint_figures(painter, (row.figure,), area, ("ink_2",))
        painter.setPen(QPen(theme.colour("ink_2"), 1))
        zero = self.x_of(0) + 0.5
        painter.drawLine(QPointF(zero, theme.px(HEAD)), QPointF(zero, bottom))

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk the rows; any other key is somebody else's."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        self._walk((-1 if self.at is None else self.at) + step)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first row, where it came by the keyboard."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason) and self._rows:
            self._walk(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """No row is told any more."""
        super().focusOutEvent(event)
        self.at = None
        self.setAccessibleDescription("; ".join(self.hints))
        self.update()

    def _walk(self, line: int) -> None:
        self.at = max(0, min(line, len(self._rows) - 1))
        hint = self.hints[self.at]
        self.setAccessibleDescription(hint)
        below = self.row(self.at, HEAD).bottom()
        QToolTip.showText(self.mapToGlobal(QPoint(self.theme.px(self._names), round(below))), hint, self)
        self.update()
