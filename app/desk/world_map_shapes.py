"""The shapes of the world's countries, read from the map that ships with the product, which is projected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from app.resources import resource

NEAR = 2_500.0
"""Units within which an island belongs to the neighbourhood of its country: farther ones would shrink the rest."""
ICE = "ATA"
"""Left out of the view of the world, since it takes a fifth of the height."""

MARGIN = (-300, -100, 300, 100)
"""Units around the lands in the view of the world."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A country on the map, all in units of the map's grid.

    ``at`` is a place inside it, ``span`` the longer side of its largest piece (0 where it is a mere dot), ``box``
    holds all of it, and ``home`` what of it lies together.
    """

    code: str
    path: QPainterPath
    at: QPointF
    span: float
    box: QRectF
    home: QRectF


@dataclass(frozen=True, slots=True)
class Atlas:
    """The world: countries by code, the largest first, ground of no country, the globe's edge, all lands."""

    shapes: Mapping[str, Shape]
    ground: QPainterPath
    edge: QPainterPath
    lands: QRectF


@lru_cache(maxsize=1)
def world() -> Atlas:
    """The map, read once, when it is first shown."""
    document: dict[str, Any] = json.loads(resource("map", "countries.json").read_bytes())
    shapes = {code: _shape(code, item) for code, item in document["countries"].items()}
    shapes = dict(sorted(shapes.items(), key=lambda item: -item[1].span))  # large ones are named before small
    lands = QRectF()
    for code, shape in shapes.items():
        if code != ICE:
            lands = lands.united(shape.box)
    edge = _path([document["edge"]])
    globe = edge.boundingRect()
    lands = QRectF(globe.left(), lands.top(), globe.width(), lands.height()).adjusted(*MARGIN)
    return Atlas(shapes, _path(document["ground"]), edge, lands)


def _shape(code: str, item: Mapping[str, Any]) -> Shape:
    at = QPointF(*item["at"])
    polygons = [_polygon(ring) for ring in item["rings"]]
    path = _joined(polygons)
    dot = QRectF(at.x() - 0.5, at.y() - 0.5, 1, 1)
    box = dot.united(path.boundingRect()) if polygons else dot
    largest = polygons[0].boundingRect() if polygons else QRectF()
    around = largest.united(dot).adjusted(-NEAR, -NEAR, NEAR, NEAR)
    home = largest.united(dot)
    for polygon in polygons:
        piece = polygon.boundingRect()
        if around.contains(piece):
            home = home.united(piece)
    return Shape(code, path, at, max(largest.width(), largest.height()), box, home)


def _path(rings: Sequence[Sequence[int]]) -> QPainterPath:
    return _joined([_polygon(ring) for ring in rings])


def _joined(polygons: Sequence[QPolygonF]) -> QPainterPath:
    path = QPainterPath()  # odd and even: a ring within a ring is another country's
    for polygon in polygons:
        path.addPolygon(polygon)
        path.closeSubpath()
    return path


def _polygon(steps: Sequence[int]) -> QPolygonF:
    """A ring from its first place and the steps that follow: x, y, dx, dy, dx, dy and so on."""
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(QPointF(x, y))
    return QPolygonF(points)
