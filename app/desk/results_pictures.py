"""The pictures of the results: contributions, ranks, tracks of weights and levels, perspectives, distances.

Each picture is given rows of plain data and paints them; the same rows are its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.desk.pictures import paint_mark, paint_option_fill, paint_value_bar
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class BarRow:
    """A name, one value an option or one value in all, their figures in words, and what hovering says."""

    name: str
    values: tuple[float, ...]
    figures: tuple[str, ...]
    place: int | None = None
    hint: str = ""

    def told(self) -> str:
        """The row in words."""
        return f"{self.name}: {', '.join(self.figures)}"


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
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SpanRow:
    """An option's value with the bounds its ranges allow and the span most draws lie in, 0-100."""

    name: str
    place: int
    bounds: tuple[float, float]
    span: tuple[float, float]
    value: float
    figure: str


@dataclass(frozen=True, slots=True)
class DistanceRow:
    """A documented case: its distance 0-1, what was done, and what differs most, in words."""

    name: str
    distance: float
    place: int
    figure: str
    done: str
    differs: str


class RowPicture(QWidget):
    """A picture of rows, each of the same height; hovering a row tells what it means."""

    row_height = 23

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.hints: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, name: str, lines: Sequence[str]) -> None:
        """Say the picture in words to who cannot see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(lines))

    def fit(self, count: int, head: int = 0) -> None:
        """Take the height of a number of rows under a head."""
        self.setFixedHeight(self.theme.px(head) + count * self.theme.px(self.row_height) + self.theme.px(6))
        self.update()

    def row(self, line: int, head: int = 0) -> QRectF:
        """The place of a row."""
        height = self.theme.px(self.row_height)
        return QRectF(0, self.theme.px(head) + line * height, self.width(), height)

    def event(self, event: QEvent) -> bool:
        """Tell what the row under the pointer means."""
        if isinstance(event, QHelpEvent):
            line = int((event.pos().y() - self._head()) // self.theme.px(self.row_height))
            if 0 <= line < len(self.hints) and self.hints[line]:
                QToolTip.showText(event.globalPos(), self.hints[line], self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _head(self) -> int:
        return 0

    def pen(self, painter: QPainter, colour: str, role: str = "caption") -> None:
        """Words in an ink and a role."""
        painter.setPen(self.theme.colour(colour))
        painter.setFont(self.theme.font(role))


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
        self.hints = [row.hint for row in rows]
        self.fit(len(rows), self.head)

    def _head(self) -> int:
        return self.theme.px(self.head)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(600), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Names at the left, the axis above, bars from zero, figures at their ends."""
        painter, theme = QPainter(self), self.theme
        names, figures = theme.px(214), theme.px(44)
        ends = [0.0, *(row.values[0] for row in self._rows), *(level for level, _ in self._ticks)]
        least, most = min(ends), max(ends)
        unit = (self.width() - names - 2 * figures) / max(most - least, 1e-9)
        zero = names + figures - least * unit
        self._paint_sides(painter, zero)
        for level, said in self._ticks:
            x = round(zero + level * unit) + 0.5
            self.pen(painter, "ink_3")
            painter.drawText(QRectF(x - 30, theme.px(19), 60, theme.px(18)), _MIDDLE, said)
            painter.setPen(QPen(theme.colour("grid"), 1))
            painter.drawLine(QPointF(x, theme.px(self.head)), QPointF(x, self.height() - theme.px(4)))
        for line, row in enumerate(self._rows):
            self._paint_row(painter, row, self.row(line, self.head), zero, unit)
        painter.setPen(QPen(theme.colour("ink_2"), 1))
        x = round(zero) + 0.5
        painter.drawLine(QPointF(x, theme.px(self.head)), QPointF(x, self.height() - theme.px(4)))

    def _paint_sides(self, painter: QPainter, zero: float) -> None:
        theme, height = self.theme, self.theme.px(18)
        self.pen(painter, "ink_2")
        painter.drawText(QRectF(self.width() - theme.px(80), 0, theme.px(80), height), _RIGHT, self._points)
        if any(row.values[0] < 0 for row in self._rows):
            painter.setPen(theme.palette.option(self._places[0]).text)
            painter.drawText(QRectF(0, 0, zero - theme.px(10), height), _RIGHT, self._sides[0])
        painter.setPen(theme.palette.option(self._places[1]).text)
        painter.drawText(QRectF(zero + theme.px(10), 0, theme.px(300), height), _LEFT, self._sides[1])

    def _paint_row(self, painter: QPainter, row: BarRow, area: QRectF, zero: float, unit: float) -> None:
        theme, value = self.theme, row.values[0]
        self.pen(painter, "ink")
        painter.drawText(QRectF(0, area.top(), theme.px(202), area.height()), _RIGHT, row.name)
        length, height = abs(value) * unit, theme.px(12)
        left = zero if value >= 0 else zero - length
        bar = QRectF(round(left), round(area.center().y() - height / 2), max(1, round(length)), height)
        paint_option_fill(painter, bar, self._places[1 if value >= 0 else 0], theme)
        self.pen(painter, "ink_2")
        start = bar.right() + 6 if value >= 0 else bar.left() - theme.px(50)
        words = QRectF(start, area.top(), theme.px(44), area.height())
        painter.drawText(words, _LEFT if value >= 0 else _RIGHT, row.figures[0])


class OptionBarsPicture(RowPicture):
    """A table of bars: one row a name, one column an option, each bar 0-100 with its figure."""

    row_height = 26

    def __init__(self, theme: Theme, name_width: int = 180) -> None:
        super().__init__(theme)
        self._rows: list[BarRow] = []
        self._heads: Sequence[str] = ()
        self._names = name_width
        self._by_row = False

    def show_rows(self, rows: list[BarRow], heads: Sequence[str], *, by_row: bool = False) -> None:
        """Show rows under heads: columns are options, or ``by_row`` the rows are and the columns are ranks."""
        self._rows, self._heads, self._by_row = rows, heads, by_row
        self.hints = [row.hint for row in rows]
        self.fit(len(rows), 22)

    def _head(self) -> int:
        return self.theme.px(22)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(500), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Heads, names, bars and figures."""
        painter, theme = QPainter(self), self.theme
        names, figures = theme.px(self._names), theme.px(52)
        width = (self.width() - names) / max(len(self._heads), 1)
        for column, head in enumerate(self._heads):
            left = names + column * width
            if self._by_row:
                self.pen(painter, "ink_2")
                painter.drawText(QRectF(left, 0, width, theme.px(20)), _LEFT, head)
            else:
                self._paint_head(painter, QRectF(left, 0, width, theme.px(20)), column, head)
        for line, row in enumerate(self._rows):
            area = self.row(line, 22)
            self._paint_name(painter, row, QRectF(0, area.top(), names - 8, area.height()))
            best = max(row.values) if row.values else 0.0
            for column, (value, figure) in enumerate(zip(row.values, row.figures, strict=True)):
                left, place = names + column * width, row.place if self._by_row else column
                bar = QRectF(left, area.center().y() - theme.px(5), width - figures - 14, theme.px(10))
                paint_value_bar(painter, bar, place or 0, value, theme)
                self.pen(painter, "ink", "caption_strong" if value == best else "caption")
                words = QRectF(bar.right() + 6, area.top(), figures, area.height())
                painter.drawText(words, _LEFT, figure)

    def _paint_head(self, painter: QPainter, area: QRectF, place: int, text: str) -> None:
        side = self.theme.px(11)
        paint_mark(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), place, self.theme)
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.palette.option(place).text)
        painter.drawText(area.adjusted(side + 6, 0, 0, 0), _LEFT, text)

    def _paint_name(self, painter: QPainter, row: BarRow, area: QRectF) -> None:
        if row.place is not None:
            self._paint_head(painter, area, row.place, row.name)
        else:
            self.pen(painter, "ink")
            painter.drawText(area, _LEFT, row.name)


@dataclass(frozen=True)
class PictureTable:
    """The table behind a picture: its heads and its cells as words."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]] = ()

    def as_text(self) -> str:
        """Tab-separated, as a spreadsheet takes it."""
        return "\n".join("\t".join(line) for line in (self.heads, *self.rows))
