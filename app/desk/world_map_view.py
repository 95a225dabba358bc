"""What part of the map is seen: a middle and a scale, kept within the world."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST = 1.2
"""Pixels a unit of the map's grid may take at most, at the plain text size: a unit is about 1.2 km."""
WIDEST_CASE = 0.45
"""Share of the view that the case's countries take when it is zoomed to them: neighbours stay in sight."""


class MapView:
    """The seen part of a map; lengths in logical pixels, places on the map in units of its grid."""

    def __init__(self, lands: QRectF, edge: QRectF) -> None:
        self._lands, self._edge = lands, edge
        self.size = QSizeF(1, 1)
        self.scale = 0.0
        self.middle = lands.center()

    @property
    def smallest(self) -> float:
        """The scale at which all lands are seen."""
        return min(self.size.width() / self._lands.width(), self.size.height() / self._lands.height())

    def resize(self, width: float, height: float) -> None:
        """Take another size; the middle stays, and so does the whole world where it was seen."""
        whole = self.scale <= self.smallest
        self.size = QSizeF(max(1.0, width), max(1.0, height))
        if whole:
            self.show_world()
        else:
            self._settle()

    def show_world(self) -> None:
        """See all lands."""
        self.scale, self.middle = self.smallest, self._lands.center()

    def fit(self, box: QRectF) -> None:
        """See a box with its surroundings."""
        wide, high = max(box.width(), 60.0), max(box.height(), 60.0)
        self.scale = WIDEST_CASE * min(self.size.width() / wide, self.size.height() / high)
        self.middle = box.center()
        self._settle()

    def zoom(self, factor: float, about: QPointF) -> bool:
        """Come nearer (above 1) or go away; the place under ``about`` stays. False where the end was reached."""
        before, held = self.scale, self.to_map(about)
        self.scale *= factor
        self._settle()
        moved = held - self.to_map(about)
        self.middle = self.middle + moved
        self._settle()
        return self.scale != before

    def pan(self, dx: float, dy: float) -> None:
        """Move what is seen by pixels."""
        self.middle = self.middle + QPointF(dx, dy) / self.scale
        self._settle()

    def transform(self) -> QTransform:
        """From the map's grid to the view."""
        made = QTransform.fromTranslate(self.size.width() / 2, self.size.height() / 2)
        made.scale(self.scale, self.scale)
        return made.translate(-self.middle.x(), -self.middle.y())

    def to_map(self, place: QPointF) -> QPointF:
        """The place on the map's grid under a place in the view."""
        from_middle = place - QPointF(self.size.width() / 2, self.size.height() / 2)
        return self.middle + from_middle / self.scale

    def to_view(self, place: QPointF) -> QPointF:
        """Where a place on the map's grid lies in the view."""
        return QPointF(self.size.width() / 2, self.size.height() / 2) + (place - self.middle) * self.scale

    def seen(self) -> QRectF:
        """The part of the grid that is seen."""
        across = QSizeF(self.size.width() / self.scale, self.size.height() / self.scale)
        return QRectF(self.middle - QPointF(across.width(), across.height()) / 2, across)

    def _settle(self) -> None:
        """Keep within the closest and widest view, and the middle within the world."""
        self.scale = min(max(self.scale, self.smallest), max(CLOSEST, self.smallest))
        edge, half_wide, half_high = self._edge, *(side / self.scale / 2 for side in self.size.toTuple())
        self.middle = QPointF(
            _held(self.middle.x(), edge.left(), edge.right(), half_wide),
            _held(self.middle.y(), edge.top(), edge.bottom(), half_high),
        )


def _held(middle: float, low: float, high: float, half: float) -> float:
    """A middle such that what is seen ends within ``low`` and ``high``, or lies around them where it is wider."""
    if high - low <= 2 * half:
        return (low + high) / 2
    return min(max(middle, low + half), high - half)
