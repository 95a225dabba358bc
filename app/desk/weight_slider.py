"""The slider of a weight: 0 to 100 of its set, dragged or moved by keys, with a tick at the perspective's."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.theme import Theme

MARGIN, GRAB = 9, 10
COMMIT_MS = 400
"""How long keys must rest before a run of them is one edit."""
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}
SHIFTED = 5
WHOLE = 1e-6
"""How near to a whole percentage counts as one."""


class WeightSlider(QWidget):
    """Shows a percentage; ``previewed`` while it moves, ``entered`` once when it is let go.

    What it is moved to it only asks for: whoever listens shows what it got, which locks may limit.
    """

    previewed = Signal(float)
    """The percentage under the hand."""
    entered = Signal(float)
    """The percentage that is to stay: one edit."""
    cancelled = Signal()
    """Escape, or back where it was: nothing was changed."""
    refused = Signal()
    """Somebody tried to move it while it is held."""
    lock_asked = Signal()
    """The key L: lock or unlock."""

    def __init__(self, theme: Theme, name: str, *, strong: bool = False) -> None:
        super().__init__()
        self._theme, self._strong = theme, strong
        self._percent = 0.0
        self._tick: float | None = None
        self._start: float | None = None
        self._asked = 0.0
        self._dragging = False
        self.held = False
        """Whether it cannot move: it is locked, or all others of its set are."""
        self._keys = QTimer(self)
        self._keys.setSingleShot(True)
        self._keys.setInterval(COMMIT_MS)
        self._keys.timeout.connect(self._enter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(theme.px(120))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide as the column allows; the whole row is the target."""
        return QSize(self._theme.px(200), self._theme.px(28))

    @property
    def percent(self) -> float:
        """What is shown."""
        return self._percent

    @property
    def moving(self) -> bool:
        """Whether a change is under way that nobody has entered."""
        return self._start is not None

    def show_percent(self, percent: float, tick: float | None, *, held: bool = False) -> None:
        """Show a percentage; ``tick``: where the perspective has it, None where that is no other place."""
        if (percent, tick, held) != (self._percent, self._tick, self.held):
            self._percent, self._tick, self.held = percent, tick, held
            self.update()

    def let_go(self) -> None:
        """Forget a move that is under way: what it was of is no longer shown."""
        self._keys.stop()
        self._start, self._dragging = None, False

    def x_of(self, percent: float) -> float:
        """The place of a percentage, in pixels from the left; the axis is never mirrored."""
        return MARGIN + (self.width() - 2 * MARGIN) * percent / 100

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Track, tick and handle; a ring about the handle where the keyboard is."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, thick = self.height() / 2, theme.px(5 if self._strong else 3)
        x = self.x_of(self._percent)
        track = QRectF(MARGIN, middle - thick / 2, self.width() - 2 * MARGIN, thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        painter.setBrush(theme.colour("edge" if self.held else "ink_2"))
        track.setRight(x)
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if self._tick is not None:
            reach = theme.px(8 if self._strong else 6)
            place = round(self.x_of(self._tick))
            painter.fillRect(QRectF(place - 1, middle - reach, 2, 2 * reach), theme.colour("ink"))
        self._paint_handle(painter, QPointF(x, middle))

    def _paint_handle(self, painter: QPainter, at: QPointF) -> None:
        theme = self._theme
        radius = theme.px(7 if self._strong else 6) - 1
        if self.held:
            painter.setBrush(theme.colour("edge"))
            painter.drawRoundedRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), 2, 2)
        else:
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(at, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, radius + 4, radius + 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold; away from the handle it comes to the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.held:
            self.refused.emit()
            return
        self._keys.stop()
        self._begin()
        self._dragging = True
        if abs(event.position().x() - self.x_of(self._percent)) > GRAB:
            self._ask(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the hand, in whole percentages."""
        if self._dragging:
            asked = self._at(event.position().x())
            if asked != self._asked:
                self._ask(asked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Let go: one edit."""
        if self._dragging:
            self._enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move by 1, with Shift 5, Page by 10, Home and End to the ends; L locks, Escape puts back."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape and self.moving:
            self._cancel()
        elif key == Qt.Key.Key_L and not modifiers:
            self.lock_asked.emit()
        elif modifiers & ~(_SHIFT | _KEYPAD) or key not in (*STEPS, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        elif self.held:
            self.refused.emit()
        else:
            self._begin()
            self._ask(self._stepped(key, bool(modifiers & _SHIFT)))
            self._keys.start()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving enters what the keys have moved."""
        super().focusOutEvent(event)
        if self._keys.isActive():
            self._enter()
        self.update()

    def _stepped(self, key: Qt.Key, shift: bool) -> float:
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0.0 if key == Qt.Key.Key_Home else 100.0
        step = STEPS[key] * (SHIFTED if shift and abs(STEPS[key]) == 1 else 1)
        # From between two whole percentages the next whole one is as far as a step of 1 goes.
        base = math.floor(self._percent + WHOLE) if step > 0 else math.ceil(self._percent - WHOLE)
        return float(min(100, max(0, base + step)))

    def _at(self, x: float) -> float:
        return float(min(100, max(0, round((x - MARGIN) / max(1, self.width() - 2 * MARGIN) * 100))))

    def _begin(self) -> None:
        if self._start is None:
            self._start = self._asked = self._percent

    def _ask(self, percent: float) -> None:
        self._asked = percent
        self.previewed.emit(percent)

    def _enter(self) -> None:
        self._keys.stop()
        self._dragging = False
        if self._start is None:
            return
        changed = abs(self._percent - self._start) > WHOLE
        self._start = None
        if changed:
            self.entered.emit(self._asked)
        else:
            self.cancelled.emit()

    def _cancel(self) -> None:
        self.let_go()
        self.cancelled.emit()


_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
