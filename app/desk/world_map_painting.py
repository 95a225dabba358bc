"""How the world map looks: land and sea, the two areas by hatching, shade and outline, names, and what is said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from app.desk.theme import Theme
from app.desk.world_map_shapes import Atlas, Shape
from app.desk.world_map_view import MapView

DOT = 5
"""Pixels below which a country is drawn as a dot, at the plain text size."""
SHADE = 0.62
"""How far the ground of the country team's area goes from the surface to the edge of controls."""
NAMED = 8
"""With more countries than these in the two areas, only those with room have their names on the map."""


@dataclass(frozen=True, slots=True)
class Areas:
    """The two areas: the mission's countries with the share (0-1) covered, and the country team's countries."""

    mission: Mapping[str, float] = field(default_factory=dict)
    team: frozenset[str] = frozenset()

    def codes(self) -> list[str]:
        """Every country of either, each once."""
        return list(dict.fromkeys([*self.mission, *sorted(self.team)]))


@dataclass(frozen=True, slots=True)
class Look:
    """How one country of an area is drawn: hatched for the mission, and wider apart in part; shaded for the team;
    ``small``: a disc in place of its shape."""

    mission: bool
    team: bool
    part: bool = False
    small: bool = False

    @property
    def gap(self) -> int:
        """Pixels between the lines of the hatching, at the plain text size."""
        return 3 if self.small else 10 if self.part else 5


class MapPainter:
    """Paints a map in one view; made for each painting."""

    def __init__(self, painter: QPainter, theme: Theme, view: MapView) -> None:
        self._painter, self._theme, self._view = painter, theme, view
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._transform = view.transform()

    def ground(self, atlas: Atlas) -> None:
        """Sea, land and borders; countries too small to see as dots."""
        painter, theme = self._painter, self._theme
        painter.save()
        painter.setTransform(self._transform, True)
        border = QPen(mixed(theme, 0.45), theme.px(10) / 12)
        border.setCosmetic(True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("chrome"))
        painter.drawPath(atlas.edge)
        painter.setPen(border)
        painter.setBrush(theme.colour("line"))
        painter.drawPath(atlas.ground)
        seen, small = self._view.seen(), []
        for shape in atlas.shapes.values():
            if seen.intersects(shape.box):
                painter.drawPath(shape.path)
                if is_dot(theme, self._view, shape):
                    small.append(self._view.to_view(shape.at))
        painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("edge"))
        for place in small:
            painter.drawEllipse(place, theme.px(15) / 10, theme.px(15) / 10)

    def areas(self, atlas: Atlas, areas: Areas) -> None:
        """The countries of the two areas."""
        for code in areas.codes():
            shape = atlas.shapes.get(code)
            if shape is None:
                continue
            share = areas.mission.get(code)
            part, small = share is not None and share < 1, is_dot(self._theme, self._view, shape)
            look = Look(share is not None, code in areas.team, part, small)
            outline = self.outline(shape)
            if outline.boundingRect().intersects(QRectF(QPointF(), self._view.size)):
                paint_area(self._painter, self._theme, outline, look, self._view.to_view(shape.at))

    def outline(self, shape: Shape) -> QPainterPath:
        """A country in the view; a small one as a disc that can be seen and hit."""
        if not is_dot(self._theme, self._view, shape):
            return self._transform.map(shape.path)
        disc, radius = QPainterPath(), self._theme.px(6)
        disc.addEllipse(self._view.to_view(shape.at), radius, radius)
        return disc

    def looked_at(self, shape: Shape) -> None:
        """The country under the pointer or the middle mark."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("ink"), self._theme.px(2)))
        self._painter.drawPath(self.outline(shape))

    def names(self, atlas: Atlas, texts: Mapping[str, str], others: Mapping[str, str]) -> None:
        """The names of the areas' countries, in or beside them, and of others with room; none over another."""
        theme, taken = self._theme, list[QRectF]()
        font = theme.font("caption_strong")
        for code, text in texts.items():
            shape = atlas.shapes.get(code)
            box = None if shape is None else self._room(shape, text, font, taken, beside=len(texts) <= NAMED)
            if box is not None:
                taken.append(box)
                self._write(text, font, box)
        seen, font = self._view.seen(), theme.font("caption")
        self._painter.setFont(font)
        self._painter.setPen(theme.colour("ink_2"))
        for code, shape in atlas.shapes.items():
            if code in texts or shape.span * self._view.scale < theme.px(40) or not seen.contains(shape.at):
                continue
            box = self._room(shape, others[code], font, taken, beside=False)
            if box is not None:
                taken.append(box)
                self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, others[code])

    def _write(self, text: str, font: QFont, box: QRectF) -> None:
        """Words that can be read on any ground."""
        theme, ratio = self._theme, self._painter.device().devicePixelRatio()
        halo = theme.px(2)
        inks = theme.colour("ink").name(), theme.colour("surface").name()
        picture = _haloed(text, font.toString(), inks, halo, ratio)
        self._painter.drawImage(box.topLeft() - QPointF(halo, halo), picture)

    def _room(
        self, shape: Shape, text: str, font: QFont, taken: Sequence[QRectF], *, beside: bool
    ) -> QRectF | None:
        """Where a name can stand without covering another, or nothing."""
        metrics = QFontMetricsF(font)
        box = self._place(shape, metrics.horizontalAdvance(text), metrics.height(), beside)
        inside = QRectF(QPointF(), self._view.size).contains(box)
        return box if inside and not box.isNull() and not any(box.intersects(other) for other in taken) else None

    def _place(self, shape: Shape, width: float, height: float, beside: bool) -> QRectF:
        """Where a name stands: on its country where that is wide enough, else at its right, if it may."""
        at, home = self._view.to_view(shape.at), self._transform.mapRect(shape.home)
        if shape.span * self._view.scale >= width * 1.1:
            return QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        if not beside:
            return QRectF()
        gap = self._theme.px(4)
        left = max(home.right(), at.x() + self._theme.px(6)) + gap
        return QRectF(left, at.y() - height / 2, width, height)

    def middle_mark(self) -> None:
        """A ring at the middle: what Enter would choose."""
        painter, theme, radius = self._painter, self._theme, self._theme.px(7)
        middle = QPointF(self._view.size.width() / 2, self._view.size.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in (("surface", 4), ("ink", 2)):
            painter.setPen(QPen(theme.colour(ink), theme.px(width)))
            painter.drawEllipse(middle, radius, radius)
            painter.drawPoint(middle)

    def callout(self, lines: Sequence[str], at: QPointF, *, mirrored: bool) -> None:
        """What is known of a country, in a box near a place, kept within the view."""
        painter, theme = self._painter, self._theme
        fonts = [theme.font("strong" if place == 0 else "caption") for place in range(len(lines))]
        rows = [QFontMetricsF(font) for font in fonts]
        pad = theme.px(8)
        wide = max(row.horizontalAdvance(line) for row, line in zip(rows, lines, strict=True)) + 2 * pad
        high = sum(row.height() for row in rows) + 2 * theme.px(6)
        wide = min(wide, self._view.size.width() - 2)
        away = theme.px(14)
        left = at.x() + away if at.x() + away + wide < self._view.size.width() else at.x() - away - wide
        top = at.y() + away if at.y() + away + high < self._view.size.height() else at.y() - away - high
        box = QRectF(max(1.0, min(left, self._view.size.width() - wide - 1)), max(1.0, top), wide, high)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        y, side = box.top() + theme.px(6), Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        for place, (line, font, row) in enumerate(zip(lines, fonts, rows, strict=True)):
            painter.setFont(font)
            painter.setPen(theme.colour("ink" if place < len(lines) - 1 else "ink_2"))
            shown = row.elidedText(line, Qt.TextElideMode.ElideRight, wide - 2 * pad)
            painter.drawText(QRectF(box.left() + pad, y, wide - 2 * pad, row.height()), side, shown)
            y += row.height()


def paint_area(painter: QPainter, theme: Theme, outline: QPainterPath, look: Look, anchor: QPointF) -> None:
    """Fill and frame one piece of an area; the hatching runs through ``anchor``, so that it moves with the map."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(theme, SHADE) if look.team else theme.colour("surface"))
    painter.drawPath(outline)
    if look.mission:
        ratio = painter.device().devicePixelRatio()
        tile = _hatching(theme.px(look.gap), theme.px(12) / 10, ratio, theme.colour("ink").name())
        lines, onto = QBrush(tile), QTransform.fromTranslate(anchor.x(), anchor.y())
        lines.setTransform(onto.scale(1 / ratio, 1 / ratio))
        painter.setBrush(lines)
        painter.drawPath(outline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(theme.colour("ink"), theme.px(16) / 10)
    if not look.mission:
        pen.setDashPattern([2.0, 1.6])
    painter.setPen(pen)
    painter.drawPath(outline)


@lru_cache(maxsize=128)
def _haloed(text: str, font_name: str, inks: tuple[str, str], halo: int, ratio: float) -> QImage:
    """Words with a rim of ``halo`` pixels in the second ink; kept, since making the rim takes milliseconds."""
    font = QFont()
    font.fromString(font_name)
    metrics = QFontMetricsF(font)
    size = QSizeF(metrics.horizontalAdvance(text) + 2 * halo, metrics.height() + 2 * halo) * ratio
    picture = QImage(math.ceil(size.width()), math.ceil(size.height()), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    words, rim = QPainterPath(), QPen(QColor(inks[1]), 2 * halo)
    words.addText(QPointF(halo, halo + metrics.ascent()), font, text)
    rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(words, rim)
    painter.fillPath(words, QColor(inks[0]))
    painter.end()
    return picture


@lru_cache(maxsize=32)
def _hatching(gap: float, width: float, ratio: float, ink: str) -> QImage:
    """A tile of rising lines in device pixels: painting with it is many times faster than lines under a clip."""
    side = max(3, round(gap * math.sqrt(2) * ratio))
    tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), width * ratio))
    for left in (-side, 0, side):  # what one line leaves at a corner, its neighbours fill
        painter.drawLine(QLineF(left - side, 2 * side, left + 2 * side, -side))
    painter.end()
    return tile


def is_dot(theme: Theme, view: MapView, shape: Shape) -> bool:
    """Whether a country is too small to be seen in a view."""
    return shape.span * view.scale < theme.px(DOT)


def mixed(theme: Theme, part: float) -> QColor:
    """A neutral between the surface (0) and the edge of controls (1)."""
    edge, surface = theme.colour("edge"), theme.colour("surface")
    pairs = zip(edge.getRgbF()[:3], surface.getRgbF()[:3], strict=True)  # type: ignore[index]
    return QColor.fromRgbF(*(part * one + (1 - part) * other for one, other in pairs))
