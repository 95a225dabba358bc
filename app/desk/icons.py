"""The desk's own icons: strokes on a 16 px grid, painted in whatever colour the text beside them has."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

GRID = 16

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="{colour}" stroke-width="1.4" '
    'stroke-linecap="round" stroke-linejoin="round">{strokes}</svg>'
)

_STROKES = {
    "tick": '<path d="M3 8.5 6.5 12 13 4.5"/>',
    "cross": '<path d="M4 4 12 12 M12 4 4 12"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "search": '<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2 13.5 13.5"/>',
    "undo": '<path d="M5.5 3 2.5 6l3 3"/><path d="M2.5 6H10a3.5 3.5 0 0 1 0 7H7"/>',
    "redo": '<path d="M10.5 3l3 3-3 3"/><path d="M13.5 6H6a3.5 3.5 0 0 0 0 7h3"/>',
    "import": '<path d="M8 2.5v7M5 7l3 3 3-3M2.5 10.5v3h11v-3"/>',
    "export": '<path d="M8 10V2.5M5 5.2l3-2.9 3 2.9M2.5 10.5v3h11v-3"/>',
    "library": '<path d="M3 2.5v11M6.5 2.5v11M9.6 3.2l3.6 10.3"/>',
    "warning": '<path d="M8 2.3 14.2 13H1.8Z"/><path d="M8 6.3v3.2M8 11.3v.1"/>',
    "info": '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.4v3.4M8 5.1v.1"/>',
    "down": '<path d="M3.5 6 8 10.5 12.5 6"/>',
    "right": '<path d="M6 3.5 10.5 8 6 12.5"/>',
    "close_dock": '<path d="M3.5 4 7.5 8l-4 4M8.5 4l4 4-4 4"/>',
    "open_dock": '<path d="M7.5 4l-4 4 4 4M12.5 4l-4 4 4 4"/>',
    "lock": '<rect x="3.5" y="7" width="9" height="6.5" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
    "copy": '<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 5.5v-3h-8v8h3"/>',
    "equal": '<path d="M3 6h10M3 10h10"/>',
    "unequal": '<path d="M3 6h10M3 10h10M10.5 2.8l-5 10.4"/>',
    "bin": '<path d="M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.7v4M9.3 6.7v4"/>',
    "page": '<path d="M4 2h5l3.5 3.5V14H4Z"/><path d="M9 2v3.5h3.5"/>',
    "nothing": '<circle cx="8" cy="8" r="5.3"/>',
    "blocked": '<circle cx="8" cy="8" r="5.3"/><path d="M4.3 11.7l7.4-7.4"/>',
}

_FILLED = {
    "done": '<circle cx="8" cy="8" r="6" fill="{colour}" stroke="none"/>'
    '<path d="M5.2 8.2 7.2 10.2 10.9 6" stroke="{ground}"/>',
    "part": '<circle cx="8" cy="8" r="5.3"/>'
    '<path d="M8 2.7a5.3 5.3 0 0 1 0 10.6Z" fill="{colour}" stroke="none"/>',
}


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str, ground: str) -> QSvgRenderer:
    strokes = _STROKES.get(name) or _FILLED[name].format(colour=colour, ground=ground)
    return QSvgRenderer(QByteArray(_SVG.format(colour=colour, strokes=strokes).encode()))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor, ground: QColor | None = None) -> None:
    """Paint an icon into a square; ``ground`` is what shows through a filled one."""
    behind = QColor("#FFFFFF") if ground is None else ground
    _renderer(name, colour.name(), behind.name()).render(painter, rect)


def icon_pixmap(name: str, colour: QColor, size: int = GRID, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of ``size`` logical pixels."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, QRectF(0, 0, picture.width(), picture.height()), name, colour)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: QColor, faded: QColor | None = None, size: int = GRID) -> QIcon:
    """An icon for a button, sharp at one and two device pixels; ``faded`` is its colour while disabled."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        if faded is not None:
            made.addPixmap(icon_pixmap(name, faded, size, ratio), QIcon.Mode.Disabled)
    return made
