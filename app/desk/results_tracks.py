"""Pictures along a scale: tracks of weights and levels, spans of values, distances of cases.

Scales of levels, values and distances are never mirrored: inside, and little, stays left.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent

from app.desk.picture_rows import FIXED, LEFT, MIDDLE, RIGHT, RowPicture
from app.desk.pictures import BAND_GAP, paint_mark
from app.desk.results_pictures import DistanceRow, Region, SpanRow, TrackRow
from app.desk.theme import Theme

HEAD, LEAST_SCALE = 20, 90
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class ScalePicture(RowPicture):
    """Rows with a name at one side, a scale, and figures at the other under their heads.

    ``names`` and ``figures``: their widths in pixels at the plain text size; a longer name takes more room.
    """

    bar_height = 11

    def __init__(self, theme: Theme, names: int, figures: Sequence[int], row_height: int = 23) -> None:
        super().__init__(theme)
        self.row_height = row_height
        self._names, self._widths = names, tuple(figures)
        self._longest = 0
        self.name_head = ""
        self.heads: tuple[str, ...] = ()
        self.axis: tuple[tuple[float, str], ...] = ((0, "0"), (50, "50"), (100, "100"))

    def head_room(self) -> int:
        """The axis and the heads."""
        return self.theme.px(HEAD)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Names, figures and a scale one can still read a place on."""
        return QSize(self.theme.px(self._names + sum(self._widths) + LEAST_SCALE), self.height())

    def take_names(self, names: Sequence[str], role: str = "caption") -> None:
        """Make room for the longest name, within bounds."""
        letters = QFontMetrics(self.theme.font(role))
        self._longest = max(map(letters.horizontalAdvance, names), default=0) + self.theme.px(10)

    def names_width(self) -> float:
        """The width of the names with the gap after them."""
        least = self.theme.px(self._names)
        return max(float(least), min(float(self._longest), self.width() * 0.42))

    def _span(self) -> tuple[float, float]:
        """Where the scale begins and ends, thought from the left."""
        left, figures = self.names_width(), sum(self.theme.px(width) for width in self._widths)
        return left, max(left + 1.0, self.width() - figures - self.theme.px(4))

    def scale(self, area: QRectF, height: float) -> QRectF:
        """Where the scale of a row lies."""
        left, right = self._span()
        return self.lay(QRectF(left, round(area.center().y() - height / 2), right - left, height))

    def bar(self, line: int, column: int = 0) -> QRectF:  # noqa: ARG002 - one scale a row
        """The scale of a row."""
        return self.scale(self.row(line), self.theme.px(self.bar_height))

    def draw_head(self, painter: QPainter) -> None:
        """Axis figures and heads."""
        area = QRectF(0, 0, self.width(), self.theme.px(18))
        scale = self.scale(area, area.height())
        self.pen(painter, "ink_2")
        self.write(painter, QRectF(0, 0, self.names_width() - 8, area.height()), self.name_head)
        self.pen(painter, "ink_3")
        for level, said in self.axis:
            x = scale.left() + scale.width() * level / 100
            room = QRectF(x - 40, 0, 80, area.height())
            align, shift = {0: (LEFT, 40), 100: (RIGHT, -40)}.get(int(level), (MIDDLE, 0))
            self.write(painter, room.translated(shift, 0), said, align | FIXED, laid=True)
        self.write_figures(painter, self.heads, area, ["ink_2"] * len(self.heads))

    def write_figures(self, painter: QPainter, figures: Sequence[str], area: QRectF, inks: Sequence[str]) -> None:
        """Figures in their columns; one with nothing before it may reach over the free room."""
        left = self._span()[1] + self.theme.px(4)
        free = left
        for figure, width, ink in zip(figures, self._widths, inks, strict=False):
            end = left + self.theme.px(width)
            if figure:
                strong = ink == "strong"
                self.pen(painter, "ink" if strong else ink, "caption_strong" if strong else "caption")
                self.write(painter, QRectF(free, area.top(), end - free, area.height()), figure, RIGHT)
                free = end + self.theme.px(6)
            left = end

    def write_name(self, painter: QPainter, area: QRectF, name: str) -> None:
        """The name of a row."""
        self.pen(painter, "ink")
        self.write(painter, QRectF(0, area.top(), self.names_width() - 8, area.height()), name)


class TracksPicture(ScalePicture):
    """Tracks 0-100: the tint says who comes first there, the stroke or dot where it is now."""

    def show_rows(
        self, rows: list[TrackRow], name_head: str, heads: tuple[str, ...], strong: int | None = None
    ) -> None:
        """Show rows; ``heads`` name the figures at the right, ``strong`` of them (else all but one) in ink."""
        self._rows, self.name_head, self.heads = rows, name_head, heads
        self._strong = max(len(heads) - 1, 1) if strong is None else strong
        self.take_names([row.name for row in rows])
        self.explain([row.says for row in rows])
        self.fit(len(rows))

    def draw(self, painter: QPainter) -> None:
        """Names, tracks, figures."""
        self.draw_head(painter)
        for line, row in enumerate(self._rows):
            area, scale = self.row(line), self.bar(line)
            self.write_name(painter, area, row.name)
            for region in row.regions:
                self._draw_region(painter, region, row.now, scale)
            self._draw_now(painter, row, scale)
            inks = ["strong" if place < self._strong else "ink_2" for place in range(len(row.figures))]
            self.write_figures(painter, row.figures, area, inks)

    def _draw_region(self, painter: QPainter, region: Region, now: float | None, scale: QRectF) -> None:
        theme = self.theme
        left = scale.left() + scale.width() * region.low / 100
        right = scale.left() + scale.width() * region.high / 100
        area = QRectF(
            left, scale.top(), max(0.0, right - left - (BAND_GAP if region.high < 100 else 0)), scale.height()
        )
        tint = theme.palette.grid if region.place is None else theme.palette.option(region.place).tint
        painter.fillRect(area, QColor(tint))
        elsewhere = now is None or not region.low <= now <= region.high
        if region.place is not None and elsewhere and area.width() > theme.px(14):
            side = theme.px(9)
            end = area.right() - side - 3 if region.low > (now or 0) else area.left() + 3
            paint_mark(painter, QRectF(end, area.center().y() - side / 2, side, side), region.place, theme)

    def _draw_now(self, painter: QPainter, row: TrackRow, scale: QRectF) -> None:
        ink, middle, px = self.theme.colour("ink"), scale.center().y(), self.theme.px
        if row.now is None:
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(scale.left(), middle), QPointF(scale.right(), middle))
            return
        now = scale.left() + scale.width() * row.now / 100
        painter.setPen(QPen(ink, 2))
        if row.span is None:
            painter.drawLine(QPointF(now, scale.top() - px(4)), QPointF(now, scale.bottom() + px(4)))
            return
        low, high = (scale.left() + scale.width() * level / 100 for level in row.span)
        if high > low:
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for end in (low, high):
                painter.drawLine(QPointF(end, middle - px(4)), QPointF(end, middle + px(4)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("surface"))
        painter.drawEllipse(QPointF(now, middle), px(6), px(6))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(now, middle), px(4.5), px(4.5))


class SpansPicture(ScalePicture):
    """Values 0-100: a line for the bounds, a bar for the span of most draws, the mark at the value."""

    bar_height = 12

    def show_rows(self, rows: list[SpanRow], heads: tuple[str, ...]) -> None:
        """Show rows."""
        self._rows, self.heads = rows, heads
        self.explain([row.says for row in rows])
        self.fit(len(rows))

    def draw(self, painter: QPainter) -> None:
        """Names, spans, marks."""
        theme = self.theme
        self.draw_head(painter)
        for line, row in enumerate(self._rows):
            area, colours = self.row(line), theme.palette.option(row.place)
            names = QRectF(0, area.top(), self.names_width() - 8, area.height())
            self.write_option(painter, names, row.place, row.name)
            scale = self.bar(line)
            painter.fillRect(scale, theme.colour("grid"))
            unit = scale.width() / 100
            low, high = (scale.left() + unit * level for level in row.span)
            painter.setPen(QPen(QColor(colours.mark), 1))
            painter.setBrush(QColor(colours.tint))
            painter.drawRect(QRectF(low, scale.top() + 0.5, max(1.0, high - low), scale.height() - 1))
            least, most = (scale.left() + unit * level for level in row.bounds)
            painter.setPen(QPen(theme.colour("ink"), 1.4))
            painter.drawLine(QPointF(least, scale.center().y()), QPointF(most, scale.center().y()))
            for end in (least, most):
                painter.drawLine(QPointF(end, scale.center().y() - 4), QPointF(end, scale.center().y() + 4))
            place_mark(painter, QPointF(scale.left() + unit * row.value, scale.center().y()), row.place, theme)
            self.write_figures(painter, (row.figure,), area, ("ink_2",))


class DistancesPicture(ScalePicture):
    """Documented cases by distance, 0 the same and 1 all different, with what was done and what differs most.

    What differs takes as many lines as it needs at the width there is, and every row the same.
    """

    bar_height = 8
    done_width = 150
    _rows: Sequence[DistanceRow] = ()
    named, line, between = 26, 17, 5

    def show_rows(self, rows: list[DistanceRow], distance: str, done: str, axis: tuple[str, str, str]) -> None:
        """Show rows; ``distance`` and ``done`` name the figures and the options beside them."""
        self._rows, self.heads, self._done = rows, (distance,), done
        self.axis = tuple(zip((0.0, 50.0, 100.0), axis, strict=True))
        self.take_names([row.name for row in rows], "name")
        self.explain([row.says for row in rows])
        self._fit_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What differs is laid out anew."""
        super().resizeEvent(event)
        self._fit_lines()

    def _fit_lines(self) -> None:
        letters, room = QFontMetrics(self.theme.font("caption")), QRect(0, 0, max(100, self.width()), 10_000)
        highs = [letters.boundingRect(room, _WRAPPED, row.differs).height() for row in self._rows if row.differs]
        lines = round(max(highs, default=0) / letters.lineSpacing())
        self.row_height = self.named + self.line * lines + self.between
        self.fit(len(self._rows))

    def _span(self) -> tuple[float, float]:
        """The scale leaves the options room beside the figures."""
        left, right = super()._span()
        return left, max(left + 1.0, right - self.theme.px(self.done_width))

    def bar(self, line: int, column: int = 0) -> QRectF:  # noqa: ARG002 - one scale a row
        """The scale of a row, in its upper half."""
        return self.scale(self._upper(line), self.theme.px(self.bar_height))

    def _upper(self, line: int) -> QRectF:
        area = self.row(line)
        return QRectF(0, area.top(), area.width(), self.theme.px(self.named))

    def draw(self, painter: QPainter) -> None:
        """A case a row: name over what differs; the mark of what was done at its distance."""
        theme = self.theme
        self.draw_head(painter)
        left = self._span()[1] + sum(map(theme.px, self._widths)) + theme.px(22)
        self.pen(painter, "ink_2")
        done = QRectF(left, 0, self.width() - left, theme.px(18))
        self.write(painter, done, self._done)
        for line, row in enumerate(self._rows):
            area, upper, scale = self.row(line), self._upper(line), self.bar(line)
            self.pen(painter, "ink", "name")
            self.write(painter, QRectF(0, upper.top(), self.names_width() - 8, upper.height()), row.name)
            painter.fillRect(scale, theme.colour("grid"))
            x = scale.left() + scale.width() * min(1.0, row.distance)
            painter.setPen(QPen(theme.colour("ink_2"), 2))
            painter.drawLine(QPointF(scale.left(), scale.center().y()), QPointF(x, scale.center().y()))
            place_mark(painter, QPointF(x, scale.center().y()), row.place, theme)
            named = QRectF(left, upper.top(), done.width(), upper.height())
            self.write_option(painter, named, row.place, row.done)
            self.write_figures(painter, (row.figure,), upper, ("strong",))
            self.pen(painter, "ink_2")
            painter.drawText(QRectF(0, upper.bottom(), area.width(), area.height()), _WRAPPED, row.differs)


def place_mark(painter: QPainter, point: QPointF, place: int, theme: Theme) -> None:
    """The mark of an option at a point of a scale, with a halo of the ground."""
    side = theme.px(12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(point, side / 2 + 1.5, side / 2 + 1.5)
    paint_mark(painter, QRectF(point.x() - side / 2, point.y() - side / 2, side, side), place, theme)
