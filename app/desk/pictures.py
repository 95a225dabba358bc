"""The small pictures that mean something everywhere: option marks, structure glyphs, bands, bars, confidence.

Full, half, open: two feet in is full, one foot half, two feet out open. It survives grey print and any eye.
"""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.desk.theme import Theme
from decision.case import Confidence
from decision.model import Criterion
from decision.valuation import Level

BAND_GAP = 1.5
"""Width, in pixels, of the surface-coloured gap between two bands: their tints alone come too close in grey."""


def paint_mark(painter: QPainter, rect: QRectF, place: int, theme: Theme) -> None:
    """The mark of an option in the largest square at the middle of ``rect``: full disc, half disc or ring."""
    side = min(rect.width(), rect.height())
    colour = QColor(theme.palette.option(place).mark)
    stroke = max(1.5, side / 6)
    disc = QRectF(0, 0, side - stroke, side - stroke)
    disc.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, stroke))
    painter.setBrush(colour if place % 3 == 0 else theme.colour("surface"))
    painter.drawEllipse(disc)
    if place % 3 == 1:
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(disc, 90 * 16, 180 * 16)
    painter.restore()


def paint_glyph(painter: QPainter, rect: QRectF, place: int, theme: Theme) -> None:
    """The structure glyph: the mission's box, and the two feet inside, across its edge, or outside it."""
    colours = theme.palette.option(place)
    mark = QColor(colours.mark)
    height = min(rect.height(), rect.width() * 0.45)
    middle, stroke = rect.center().y(), max(1.5, height / 16)
    dot = height * 0.17
    width = rect.width()
    left = rect.left() + stroke
    share = (0.98, 0.55, 0.42)[place % 3]
    feet = ((0.28, 0.70), (0.28, 0.86), (0.62, 0.90))[place % 3]
    box = QRectF(left, middle - height / 2 + stroke, width * share - stroke * 2, height - stroke * 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(mark, stroke))
    painter.setBrush(QColor(colours.tint))
    painter.drawRoundedRect(box, height * 0.12, height * 0.12)
    points = [QPointF(rect.left() + width * foot, middle) for foot in feet]
    style = Qt.PenStyle.SolidLine if place % 3 == 0 else Qt.PenStyle.DotLine
    painter.setPen(QPen(mark, stroke, style))
    painter.drawLine(points[0], points[1])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    for point in points:
        painter.drawEllipse(point, dot, dot)
    painter.restore()


def band_edges(criterion: Criterion) -> list[float]:
    """The levels at which the bands of a criterion begin and end, from 0 to 100."""
    return [0.0, *criterion.thresholds, 100.0]


def paint_band_ground(painter: QPainter, rect: QRectF, criterion: Criterion, theme: Theme) -> None:
    """The coloured bands alone: where each option fits best. The axis runs from inside, left, to outside."""
    edges = band_edges(criterion)
    for place, (low, high) in enumerate(itertools.pairwise(edges)):
        start = rect.left() + rect.width() * low / 100 + (BAND_GAP / 2 if low > 0 else 0)
        end = rect.left() + rect.width() * high / 100 - (BAND_GAP / 2 if high < 100 else 0)
        tint = QColor(theme.palette.option(place).tint)
        painter.fillRect(QRectF(start, rect.top(), end - start, rect.height()), tint)


def band_of(criterion: Criterion, level: float) -> int:
    """The place of the option in whose band a level lies; on a threshold, the outer one."""
    return sum(level >= threshold for threshold in criterion.thresholds)


def paint_bands(painter: QPainter, rect: QRectF, criterion: Criterion, level: Level, theme: Theme) -> None:
    """The bands of a criterion with its level: range with caps and marker, or a dashed line where unrated."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_band_ground(painter, rect, criterion, theme)
    paint_level(painter, rect, criterion, level, theme, radius=min(5.5, rect.height() / 2))
    painter.restore()


def paint_level(
    painter: QPainter, rect: QRectF, criterion: Criterion, level: Level, theme: Theme, radius: float
) -> None:
    """The range and the marker over bands that are already there."""
    middle = rect.center().y()
    low, best, high = (
        rect.left() + rect.width() * value / 100
        for value in (level.estimate.low, level.estimate.best, level.estimate.high)
    )
    ink = theme.colour("ink")
    if not level.rated:
        painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        return
    if high > low:
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        cap = min(4.0, rect.height() / 2)
        for end in (low, high):
            painter.drawLine(QPointF(end, middle - cap), QPointF(end, middle + cap))
    halo = radius + 1.5
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(QPointF(best, middle), halo, halo)
    mark = QRectF(best - radius, middle - radius, radius * 2, radius * 2)
    paint_mark(painter, mark, band_of(criterion, level.estimate.best), theme)


def paint_value_bar(painter: QPainter, rect: QRectF, place: int, value: float, theme: Theme) -> None:
    """A bar from 0 to 100 in the code of its option: solid, upper half solid, or outlined."""
    colours = theme.palette.option(place)
    mark = QColor(colours.mark)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, theme.colour("grid"))
    bar = QRectF(rect.left(), rect.top(), rect.width() * max(0.0, min(value, 100.0)) / 100, rect.height())
    if bar.width() >= 1:
        paint_option_fill(painter, bar, place, theme)
    elif value > 0:
        painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), mark)
    painter.restore()


def paint_option_fill(painter: QPainter, bar: QRectF, place: int, theme: Theme) -> None:
    """A filled shape in the code of an option, told by fill and outline as well as by colour."""
    colours = theme.palette.option(place)
    mark = QColor(colours.mark)
    painter.fillRect(bar, mark if place % 3 == 0 else QColor(colours.tint))
    if place % 3 == 1:
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), bar.height() / 2), mark)
    if place % 3:
        painter.setPen(QPen(mark, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_confidence(painter: QPainter, rect: QRectF, confidence: Confidence | None, theme: Theme) -> None:
    """Three rising bars, as many filled as the desk is sure; all open where it has not said."""
    filled = 0 if confidence is None else [*Confidence].index(confidence) + 1
    step = rect.width() / 3
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for bar in range(3):
        height = rect.height() * (bar + 1) / 3
        shape = QRectF(rect.left() + bar * step, rect.bottom() - height, step - 1.5, height)
        painter.setPen(QPen(theme.colour("ink_2"), 1))
        painter.setBrush(theme.colour("ink_2") if bar < filled else Qt.BrushStyle.NoBrush)
        painter.drawRect(shape)
    painter.restore()


def paint_ruler(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A small ruler: a level that is measured, not judged."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.rotate(-45)
    length, height = rect.width() * 1.05, rect.width() * 0.42
    painter.setPen(QPen(theme.colour("ink_2"), 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(-length / 2, -height / 2, length, height), 1, 1)
    for tick in (-0.22, 0.0, 0.22):
        painter.drawLine(QPointF(length * tick, -height / 2), QPointF(length * tick, 0))
    painter.restore()
