"""The pictures of the results that are bars: contributions to both sides of zero, and tables of bars.

Each picture is given rows of plain data and paints them; what a row says lies in ``says``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from app.desk.picture_rows import FIXED, LEFT, MIDDLE, RIGHT, RowPicture, Told
from app.desk.pictures import paint_option_fill, paint_value_bar
from app.desk.theme import Theme

NOTHING = Told()


@dataclass(frozen=True, slots=True)
class BarRow:
    """A name, one value an option or one value in all, their figures in words, and what is said of each."""

    name: str
    values: tuple[float, ...]
    figures: tuple[str, ...]
    place: int | None = None
    says: Told = NOTHING


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a track, 0-100, in which an option comes first."""

    low: float
    high: float
    place: int | None


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A track 0-100 with its regions, what is there now (None: not known), its range, and words at its right."""

    name: str
    regions: tuple[Region, ...]
    now: float | None
    figures: tuple[str, ...]
    span: tuple[float, float] | None = None
    says: Told = NOTHING


@dataclass(frozen=True, slots=True)
class SpanRow:
    """An option's value with the bounds its ranges allow and the span most draws lie in, 0-100."""

    name: str
    place: int
    bounds: tuple[float, float]
    span: tuple[float, float]
    value: float
    figure: str
    says: Told = NOTHING


@dataclass(frozen=True, slots=True)
class DistanceRow:
    """A documented case: its distance 0-1, what was done, and what differs most, in words."""

    name: str
    distance: float
    place: int
    figure: str
    done: str
    differs: str
    says: Told = NOTHING


class ContributionsPicture(RowPicture):
    """Bars to both sides of zero: points by which a criterion sets the first option ahead of the second."""

    row_height = 21
    head = 40

    def __init__(self, theme: Theme, points: str) -> None:
        super().__init__(theme)
        self._points = points
        self._rows: list[BarRow] = []
        self._sides = ("", "")
        self._places = (0, 1)
        self._ticks: list[tuple[float, str]] = []

    def show_rows(
        self, rows: list[BarRow], sides: tuple[str, str], places: tuple[int, int], ticks: list[tuple[float, str]]
    ) -> None:
        """Show rows; ``sides``: what left and right of zero mean; ``places``: second and first option."""
        self._rows, self._sides, self._places, self._ticks = rows, sides, places, ticks
        self.explain([row.says for row in rows])
        self.fit(len(rows))

    def head_room(self) -> int:
        """The sides and the axis."""
        return self.theme.px(self.head)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(600), self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Names, figures and a bar one can still compare."""
        return QSize(self.theme.px(420), self.height())

    def _names(self) -> float:
        """The width of the names: as the longest asks, within bounds."""
        letters = QFontMetrics(self.theme.font("caption"))
        longest = max((letters.horizontalAdvance(row.name) for row in self._rows), default=0)
        return min(float(longest), self.width() * 0.4) + self.theme.px(12)

    def _axis(self) -> tuple[float, float]:
        """Where zero lies, and how wide a point is, from the left of the bars' own field."""
        ends = [0.0, *(row.values[0] for row in self._rows), *(level for level, _ in self._ticks)]
        least, most, figures = min(ends), max(ends), self.theme.px(44)
        field = self._field()
        unit = (field.width() - 2 * figures) / max(most - least, 1e-9)
        return field.left() + figures - least * unit, unit

    def _field(self) -> QRectF:
        names = self._names()
        return self.lay(QRectF(names, 0, self.width() - names, self.height()))

    def bar(self, line: int, column: int = 0) -> QRectF:  # noqa: ARG002 - one bar a row
        """From zero to its points."""
        (zero, unit), value, area = self._axis(), self._rows[line].values[0], self.row(line)
        length, height = abs(value) * unit, self.theme.px(12)
        left = zero if value >= 0 else zero - length
        return QRectF(round(left), round(area.center().y() - height / 2), max(1, round(length)), height)

    def draw(self, painter: QPainter) -> None:
        """Names at one side, the axis above, bars from zero, figures at their ends."""
        theme, (zero, unit) = self.theme, self._axis()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._draw_sides(painter, zero)
        bottom = self.height() - theme.px(4)
        for level, said in self._ticks:
            x = round(zero + level * unit) + 0.5
            self.pen(painter, "ink_3")
            self.write(painter, QRectF(x - 30, theme.px(19), 60, theme.px(18)), said, MIDDLE, laid=True)
            painter.setPen(QPen(theme.colour("grid"), 1))
            painter.drawLine(QPointF(x, theme.px(self.head)), QPointF(x, bottom))
        for line, row in enumerate(self._rows):
            self._draw_row(painter, line, row)
        painter.setPen(QPen(theme.colour("ink_2"), 1))
        x = round(zero) + 0.5
        painter.drawLine(QPointF(x, theme.px(self.head)), QPointF(x, bottom))

    def _draw_sides(self, painter: QPainter, zero: float) -> None:
        theme, height, field = self.theme, self.theme.px(18), self._field()
        off = theme.px(10)
        self.pen(painter, "ink_2")
        points = QFontMetrics(painter.font()).horizontalAdvance(self._points)
        end = QRectF(field.right() - points - 1, 0, points + 1, height)
        painter.drawText(end, RIGHT | FIXED, self._points)
        if any(row.values[0] < 0 for row in self._rows):
            painter.setPen(theme.palette.option(self._places[0]).text)
            left = QRectF(0, 0, zero - off, height)
            self.write(painter, left, self._sides[0], RIGHT | FIXED, laid=True)
        painter.setPen(theme.palette.option(self._places[1]).text)
        right = QRectF(zero + off, 0, end.left() - zero - 2 * off, height)
        self.write(painter, right, self._sides[1], LEFT | FIXED, laid=True)

    def _draw_row(self, painter: QPainter, line: int, row: BarRow) -> None:
        theme, value, area, bar = self.theme, row.values[0], self.row(line), self.bar(line)
        self.pen(painter, "ink")
        names = QRectF(0, area.top(), self._names() - theme.px(12), area.height())
        self.write(painter, names, row.name, RIGHT)
        paint_option_fill(painter, bar, self._places[1 if value >= 0 else 0], theme)
        self.pen(painter, "ink_2")
        start = bar.right() + 6 if value >= 0 else bar.left() - theme.px(44) - 6
        words = QRectF(start, area.top(), theme.px(44), area.height())
        self.write(painter, words, row.figures[0], (LEFT if value >= 0 else RIGHT) | FIXED, laid=True)


class OptionBarsPicture(RowPicture):
    """A table of bars: one row a name, one column an option, each bar 0-100 with its figure."""

    row_height = 26
    least_bar = 28

    def __init__(self, theme: Theme, name_width: int = 180) -> None:
        super().__init__(theme)
        self._rows: list[BarRow] = []
        self._heads: Sequence[str] = ()
        self._names, self._longest = name_width, 0
        self._by_row = False

    def show_rows(self, rows: list[BarRow], heads: Sequence[str], *, by_row: bool = False) -> None:
        """Show rows under heads: columns are options, or ``by_row`` the rows are and the columns are ranks."""
        self._rows, self._heads, self._by_row = rows, heads, by_row
        letters, mark = QFontMetrics(self.theme.font("caption")), self.theme.px(25)
        self._longest = max((letters.horizontalAdvance(row.name) + mark for row in rows), default=0)
        self.explain([row.says for row in rows])
        self.fit(len(rows))

    def head_room(self) -> int:
        """The names of the columns."""
        return self.theme.px(22)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Names, figures and bars one can still compare."""
        columns = len(self._heads) * (self.least_bar + 66)
        return QSize(self.theme.px(self._names + columns), self.height())

    def cell(self, line: int, column: int) -> QRectF:
        """The bar of a column with its figure."""
        area, width = self.row(line), self._width()
        left = self.names_width() + column * width
        return self.lay(QRectF(left - 4, area.top(), width - 8, area.height()))

    def bar(self, line: int, column: int = 0) -> QRectF:
        """The whole scale a bar lies on."""
        return self.lay(self._track(line, column))

    def names_width(self) -> float:
        """The width of the names: a longer one takes more room, within bounds."""
        return max(float(self.theme.px(self._names)), min(float(self._longest), self.width() * 0.3))

    def _width(self) -> float:
        return (self.width() - self.names_width()) / max(len(self._heads), 1)

    def _track(self, line: int, column: int) -> QRectF:
        theme, area, width = self.theme, self.row(line), self._width()
        left = self.names_width() + column * width
        high = theme.px(10)
        return QRectF(left, round(area.center().y() - high / 2), width - theme.px(52) - 14, high)

    def draw(self, painter: QPainter) -> None:
        """Heads, names, bars and figures."""
        theme = self.theme
        names, figures, width = self.names_width(), theme.px(52), self._width()
        for column, head in enumerate(self._heads):
            room = QRectF(names + column * width, 0, width - 8, theme.px(20))
            if self._by_row:
                self.pen(painter, "ink_2")
                self.write(painter, room, head)
            else:
                self.write_option(painter, room, column, head)
        for line, row in enumerate(self._rows):
            area = self.row(line)
            self._draw_name(painter, row, QRectF(0, area.top(), names - 8, area.height()))
            best = max(row.values) if row.values else 0.0
            for column, (value, figure) in enumerate(zip(row.values, row.figures, strict=True)):
                place, track = row.place if self._by_row else column, self._track(line, column)
                paint_value_bar(painter, self.lay(track), place or 0, value, theme)
                self.pen(painter, "ink", "caption_strong" if value == best else "caption")
                self.write(painter, QRectF(track.right() + 6, area.top(), figures, area.height()), figure)

    def _draw_name(self, painter: QPainter, row: BarRow, area: QRectF) -> None:
        if row.place is not None:
            self.write_option(painter, area, row.place, row.name)
        else:
            self.pen(painter, "ink")
            self.write(painter, area, row.name)


class ValuesPicture(RowPicture):
    """The value of every option, 0-100, as a bar with its figure."""

    row_height = 24
    _rows: Sequence[BarRow] = ()

    def show_rows(self, rows: list[BarRow]) -> None:
        """Show rows; each has a place and one value."""
        self._rows = rows
        self.explain([row.says for row in rows])
        self.fit(len(rows))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Names, figures and a bar one can still compare."""
        return QSize(self.theme.px(256), self.height())

    def _names(self) -> float:
        letters = QFontMetrics(self.theme.font())
        longest = max((letters.horizontalAdvance(row.name) for row in self._rows), default=0)
        return min(float(longest + self.theme.px(28)), self.width() * 0.6)

    def _track(self, line: int) -> QRectF:
        theme, area, names = self.theme, self.row(line), self._names()
        high = theme.px(9)
        width = self.width() - names - theme.px(46)
        return QRectF(names, round(area.center().y() - high / 2), max(1.0, width), high)

    def bar(self, line: int, column: int = 0) -> QRectF:  # noqa: ARG002 - one bar a row
        """The whole scale a value lies on."""
        return self.lay(self._track(line))

    def draw(self, painter: QPainter) -> None:
        """A line an option."""
        theme = self.theme
        for line, row in enumerate(self._rows):
            area, track, place = self.row(line), self._track(line), row.place or 0
            names = QRectF(0, area.top(), track.left() - 8, area.height())
            self.write_option(painter, names, place, row.name, "body")
            paint_value_bar(painter, self.lay(track), place, row.values[0], theme)
            self.pen(painter, "ink", "strong")
            figure = QRectF(track.right(), area.top(), theme.px(46), area.height())
            self.write(painter, figure, row.figures[0], RIGHT)
