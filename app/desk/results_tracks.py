"""Pictures along a scale: tracks of weights and levels, spans of values, distances of cases.

Scales of levels, values and distances are never mirrored: inside, and little, stays left.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from app.desk.pictures import BAND_GAP, paint_mark
from app.desk.results_pictures import DistanceRow, Region, RowPicture, SpanRow, TrackRow
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
HEAD = 20


class ScalePicture(RowPicture):
    """Rows with a name at the left, a scale, and figures at the right under their heads."""

    def __init__(self, theme: Theme, names: int, figures: Sequence[int], row_height: int) -> None:
        super().__init__(theme)
        self.row_height = row_height
        self._names, self._widths = names, tuple(figures)
        self.name_head = ""
        self.heads: tuple[str, ...] = ()
        self.axis: tuple[tuple[float, str], ...] = ((0, "0"), (50, "50"), (100, "100"))

    def _head(self) -> int:
        return self.theme.px(HEAD)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(500), self.height())

    def scale(self, area: QRectF, height: float) -> QRectF:
        """Where the scale of a row lies."""
        left, right = self.theme.px(self._names), sum(self.theme.px(width) for width in self._widths)
        width = self.width() - left - right - self.theme.px(4)
        return QRectF(left, round(area.center().y() - height / 2), max(1.0, width), height)

    def paint_head(self, painter: QPainter) -> None:
        """Axis figures and heads."""
        area = QRectF(0, 0, self.width(), self.theme.px(18))
        scale = self.scale(area, area.height())
        self.pen(painter, "ink_2")
        painter.drawText(QRectF(0, 0, scale.left() - 8, area.height()), _LEFT, self.name_head)
        self.pen(painter, "ink_3")
        for level, said in self.axis:
            x = scale.left() + scale.width() * level / 100
            room = QRectF(x - 40, 0, 80, area.height())
            if level == 0:
                painter.drawText(room.translated(40, 0), _LEFT, said)
            else:
                painter.drawText(
                    room.translated(-40 if level == 100 else 0, 0), _RIGHT if level == 100 else _MIDDLE, said
                )
        self.paint_figures(painter, self.heads, area, ["ink_2"] * len(self.heads))

    def paint_figures(self, painter: QPainter, figures: Sequence[str], area: QRectF, inks: Sequence[str]) -> None:
        """Figures in their columns; one with nothing before it may reach to the left."""
        left = self.scale(area, 1).right() + self.theme.px(4)
        free = left
        for figure, width, ink in zip(figures, self._widths, inks, strict=False):
            end = left + self.theme.px(width)
            if figure:
                self.pen(painter, ink, "caption_strong" if ink == "strong" else "caption")
                painter.drawText(QRectF(free, area.top(), end - free, area.height()), _RIGHT, figure)
                free = end + self.theme.px(6)
            left = end

    def pen(self, painter: QPainter, colour: str, role: str = "caption") -> None:
        """Words in an ink and a role; ``strong`` is ink."""
        super().pen(painter, "ink" if colour == "strong" else colour, role)


class TracksPicture(ScalePicture):
    """Tracks 0-100: the tint says who comes first there, the stroke or dot where it is now."""

    def show_rows(
        self, rows: list[TrackRow], name_head: str, heads: tuple[str, ...], strong: int | None = None
    ) -> None:
        """Show rows; ``heads`` name the figures at the right, ``strong`` of them (else all but one) in ink."""
        self._rows, self.name_head, self.heads = rows, name_head, heads
        self._strong = max(len(heads) - 1, 1) if strong is None else strong
        self.hints = [row.hint for row in rows]
        self.fit(len(rows), HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Names, tracks, figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_head(painter)
        for line, row in enumerate(self._rows):
            area = self.row(line, HEAD)
            self.pen(painter, "ink")
            painter.drawText(QRectF(0, area.top(), self.theme.px(self._names) - 8, area.height()), _LEFT, row.name)
            scale = self.scale(area, self.theme.px(11))
            for region in row.regions:
                self._paint_region(painter, region, row.now, scale)
            self._paint_now(painter, row, scale)
            inks = ["strong" if place < self._strong else "ink_2" for place in range(len(row.figures))]
            self.paint_figures(painter, row.figures, area, inks)

    def _paint_region(self, painter: QPainter, region: Region, now: float | None, scale: QRectF) -> None:
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

    def _paint_now(self, painter: QPainter, row: TrackRow, scale: QRectF) -> None:
        ink, middle = self.theme.colour("ink"), scale.center().y()
        if row.now is None:
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(scale.left(), middle), QPointF(scale.right(), middle))
            return
        now = scale.left() + scale.width() * row.now / 100
        painter.setPen(QPen(ink, 2))
        if row.span is None:
            painter.drawLine(QPointF(now, scale.top() - 4), QPointF(now, scale.bottom() + 4))
            return
        low, high = (scale.left() + scale.width() * level / 100 for level in row.span)
        if high > low:
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for end in (low, high):
                painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("surface"))
        painter.drawEllipse(QPointF(now, middle), 6, 6)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(now, middle), 4.5, 4.5)


class SpansPicture(ScalePicture):
    """Values 0-100: a line for the bounds, a bar for the span of most draws, the mark at the value."""

    def show_rows(self, rows: list[SpanRow], heads: tuple[str, ...]) -> None:
        """Show rows."""
        self._rows, self.heads = rows, heads
        self.fit(len(rows), HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Names, spans, marks."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_head(painter)
        for line, row in enumerate(self._rows):
            area, colours = self.row(line, HEAD), theme.palette.option(row.place)
            paint_named(
                painter, QRectF(0, area.top(), theme.px(self._names), area.height()), row.place, row.name, theme
            )
            scale = self.scale(area, theme.px(12))
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
            self.paint_figures(painter, (row.figure,), area, ("ink_2",))


class DistancesPicture(ScalePicture):
    """Documented cases by distance, 0 the same and 1 all different, with what was done and what differs most."""

    def show_rows(self, rows: list[DistanceRow], distance: str, done: str) -> None:
        """Show rows; ``distance`` and ``done`` name the figures and the options beside them."""
        self._rows, self.heads, self._done = rows, (distance,), done
        self.axis = ((0, "0"), (50, "0.5"), (100, "1"))
        self.fit(len(rows), HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A case a row: name over what differs; the mark of what was done at its distance."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_head(painter)
        left = self.scale(QRectF(0, 0, 1, 1), 1).right() + theme.px(70)
        self.pen(painter, "ink_2")
        painter.drawText(QRectF(left, 0, theme.px(140), theme.px(18)), _LEFT, self._done)
        for line, row in enumerate(self._rows):
            area = self.row(line, HEAD)
            upper = QRectF(0, area.top(), area.width(), area.height() * 0.55)
            self.pen(painter, "ink", "name")
            painter.drawText(QRectF(0, upper.top(), theme.px(self._names) - 8, upper.height()), _LEFT, row.name)
            scale = self.scale(upper, theme.px(8))
            painter.fillRect(scale, theme.colour("grid"))
            x = scale.left() + scale.width() * min(1.0, row.distance)
            painter.setPen(QPen(theme.colour("ink_2"), 2))
            painter.drawLine(QPointF(scale.left(), scale.center().y()), QPointF(x, scale.center().y()))
            place_mark(painter, QPointF(x, scale.center().y()), row.place, theme)
            done = QRectF(left, upper.top(), theme.px(140), upper.height())
            paint_named(painter, done, row.place, row.done, theme)
            self.paint_figures(painter, (row.figure,), upper, ("strong",))
            lower = QRectF(0, upper.bottom() - 2, area.width(), area.height() * 0.4)
            self.pen(painter, "ink_2")
            painter.drawText(lower, _LEFT, row.differs)


def place_mark(painter: QPainter, point: QPointF, place: int, theme: Theme) -> None:
    """The mark of an option at a point of a scale, with a halo of the ground."""
    side = theme.px(12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(point, side / 2 + 1.5, side / 2 + 1.5)
    paint_mark(painter, QRectF(point.x() - side / 2, point.y() - side / 2, side, side), place, theme)


def paint_named(painter: QPainter, area: QRectF, place: int, text: str, theme: Theme) -> None:
    """An option's mark and name in its colour."""
    side = theme.px(11)
    paint_mark(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), place, theme)
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.palette.option(place).text)
    painter.drawText(area.adjusted(side + 6, 0, 0, 0), _LEFT, text)
