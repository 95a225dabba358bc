"""The world map with the two areas of a case: seen, moved and pointed at with pointer or keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.desk.theme import Theme
from app.desk.world_map_painting import Areas, MapPainter, is_dot
from app.desk.world_map_shapes import Atlas, Shape, world
from app.desk.world_map_view import MapView

STEP = 40
"""Pixels an arrow key moves the map; a fifth of it with Shift."""
NOTCH = 1.25
"""How much nearer one notch of the wheel or one key brings the map."""
REACH = 8
"""Pixels around a dot within which it is hit."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NEARER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class WorldMap(QWidget):
    """A map of all countries: ``countries`` by code and name; ``describe`` gives the lines on one, its name first.

    The pointer hovers, clicks, drags, and zooms with the wheel. On the keyboard the arrows move the map under a
    mark at its middle, Enter chooses what lies under the mark, + and - zoom, Home goes to the case, End to the
    world. The map itself is never mirrored.
    """

    chosen = Signal(str)
    """A country was clicked, or confirmed with Enter: its code."""
    looked_at = Signal(str)
    """Another country is under the pointer or the mark: its code, or nothing."""

    def __init__(
        self, theme: Theme, countries: Mapping[str, str], describe: Callable[[str], Sequence[str]]
    ) -> None:
        super().__init__()
        self._theme, self._countries, self._describe = theme, countries, describe
        self._atlas: Atlas | None = None
        self.view: MapView | None = None
        self._areas = Areas()
        self._names: Mapping[str, str] = {}
        self._wanted: QRectF | None = None
        self._ground: tuple[tuple[float, ...], QPixmap] | None = None
        self._look, self._at, self._by_key = "", QPointF(), False
        self._grip: QPointF | None = None
        self._dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def look(self) -> str:
        """The code of the country that is looked at, or nothing."""
        return self._look

    def show_areas(self, areas: Areas, names: Mapping[str, str]) -> None:
        """Show the two areas; ``names``: what stands on the map, by code."""
        self._areas, self._names = areas, dict(names)
        self._say()
        self.update()

    def zoom_to(self, codes: Sequence[str]) -> None:
        """See some countries with their neighbours, or the world where there are none."""
        shapes = world().shapes
        box = QRectF()
        for code in codes:
            if code in shapes:
                box = box.united(shapes[code].home)
        self._wanted = box
        self._go()

    def zoom_to_world(self) -> None:
        """See all lands."""
        self.zoom_to(())

    def zoom(self, factor: float, about: QPointF | None = None) -> bool:
        """Come nearer (above 1) or go away; False where it goes no further."""
        if self.view is None:
            return False
        self._wanted = None
        middle = QPointF(self.width() / 2, self.height() / 2)
        moved = self.view.zoom(factor, middle if about is None else about)
        self._look_again()
        return moved

    def country_at(self, place: QPointF) -> str:
        """The code of the country at a place in the widget, dots first; nothing at sea."""
        if self._atlas is None or self.view is None:
            return ""
        view, reach = self.view, self._theme.px(REACH)
        on_map = view.to_map(place)
        best, nearest = "", float(reach)
        for code, shape in self._atlas.shapes.items():
            if is_dot(self._theme, view, shape):
                away = view.to_view(shape.at) - place
                distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
                if distance < nearest:
                    best, nearest = code, distance
        return best or next((code for code, shape in self._atlas.shapes.items() if _holds(shape, on_map)), "")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Twice as wide as high."""
        return QSize(self._theme.px(560), self._theme.px(280))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Half the width, within bounds."""
        return min(max(width // 2, self._theme.px(150)), self._theme.px(420))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small enough for a narrow window."""
        return QSize(self._theme.px(240), self._theme.px(150))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What was seen stays in the middle."""
        if self.view is not None:
            self.view.resize(self.width(), self.height())
            self._go()
        super().resizeEvent(event)

    def _load(self) -> tuple[Atlas, MapView]:
        """The shapes, read when they are first painted."""
        if self._atlas is None or self.view is None:
            self._atlas = world()
            self.view = MapView(self._atlas.lands, self._atlas.edge.boundingRect())
            self.view.resize(self.width(), self.height())
            self._go()
        return self._atlas, self.view

    def _go(self) -> None:
        """See what was asked for, as long as nobody has moved the map since."""
        if self.view is None or self._wanted is None:
            return
        if self._wanted.isNull():
            self.view.show_world()
        else:
            self.view.fit(self._wanted)
        self._look_again()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The ground from its picture, then the areas, names and what is looked at."""
        atlas, view = self._load()
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rounded = QPainterPath()
        rounded.addRoundedRect(frame, 6, 6)
        painter.setClipPath(rounded)
        painter.drawPixmap(0, 0, self._ground_picture(atlas, view))
        hand = MapPainter(painter, theme, view)
        hand.areas(atlas, self._areas)
        if self._look:
            hand.looked_at(atlas.shapes[self._look])
        hand.names(atlas, self._names, self._countries)
        if self._by_key and self.hasFocus():
            hand.middle_mark()
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded)
        if self._look and self._grip is None:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            hand.callout(self._describe(self._look), self._at, mirrored=mirrored)

    def _ground_picture(self, atlas: Atlas, view: MapView) -> QPixmap:
        """Land and sea, painted again only where another part is seen."""
        ratio = self.devicePixelRatioF()
        key = (self.width(), self.height(), ratio, view.scale, *view.middle.toTuple())
        if self._ground is None or self._ground[0] != key:
            picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._theme.colour("surface"))
            painter = QPainter(picture)
            MapPainter(painter, self._theme, view).ground(atlas)
            painter.end()
            self._ground = key, picture
        return self._ground[1]

    def _look_again(self) -> None:
        """The map has moved under the pointer or the mark."""
        if self._by_key:
            self._at = QPointF(self.width() / 2, self.height() / 2)
        if self._by_key or self.underMouse():
            self._set_look(self.country_at(self._at))
        self.update()

    def _set_look(self, code: str) -> None:
        if code != self._look:
            self._look = code
            self._say()
            self.setCursor(Qt.CursorShape.PointingHandCursor if code else Qt.CursorShape.ArrowCursor)
            self.looked_at.emit(code)
        self.update()

    def _say(self) -> None:
        """What a screen reader is told of the country that is looked at."""
        self.setAccessibleDescription("\n".join(self._describe(self._look)) if self._look else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the map."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._dragged, self._by_key = event.position(), False, False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag what is held; else look at what is under the pointer."""
        self._by_key, self._at = False, event.position()
        if self._grip is None:
            self._set_look(self.country_at(self._at))
            return
        moved = self._at - self._grip
        if not self._dragged and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragged, self._wanted = True, None
        self._grip = self._at
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._pan(-moved.x(), -moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses; the end of a drag does not."""
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        self._grip = None
        self._set_look(self.country_at(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._look else Qt.CursorShape.ArrowCursor)
        if not self._dragged and self._look:
            self.chosen.emit(self._look)

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name
        """Nothing is looked at any more, unless by key."""
        if not self._by_key:
            self._set_look("")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom about the pointer; at the widest view the wheel is left to the page."""
        turned = event.angleDelta().y() / 120
        self._at = event.position()
        if turned and not self.zoom(NOTCH**turned, event.position()) and turned < 0:
            event.ignore()
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, zoom and choose."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            step = self._theme.px(STEP) / (5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            right, down = _ARROWS[key]
            self._by_key, self._wanted = True, None
            self._pan(right * step, down * step)
        elif key in _NEARER or key == Qt.Key.Key_Minus:
            self._by_key = True
            self.zoom(NOTCH if key in _NEARER else 1 / NOTCH)
        elif key in _ENTER and self._by_key:
            self._look_again()
            if self._look:
                self.chosen.emit(self._look)
        elif key == Qt.Key.Key_Home:
            self.zoom_to(self._areas.codes())
        elif key == Qt.Key.Key_End:
            self.zoom_to_world()
        else:
            super().keyPressEvent(event)

    def _pan(self, dx: float, dy: float) -> None:
        if self.view is not None:
            self.view.pan(dx, dy)
        if self._grip is None:
            self._look_again()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Reached by key: the mark shows what Enter would choose."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason):
            self._by_key = True
            self._look_again()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The mark goes."""
        super().focusOutEvent(event)
        if self._by_key:
            self._by_key = False
            self._set_look("")


def _holds(shape: Shape, place: QPointF) -> bool:
    return shape.box.contains(place) and shape.path.contains(place)
