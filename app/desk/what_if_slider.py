"""The sliders of a what-if: from where the case has it to where it is tried, with ticks where the advice turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from app.desk.pictures import band_of, paint_band_ground, paint_mark
from app.desk.theme import Theme
from decision.model import Criterion

BAND, ROW, LABELS, MARGIN, RADIUS = 10, 26, 20, 8, 5.5


@dataclass(frozen=True, slots=True)
class Tick:
    """A whole value at which the advice turns, its words, and the place of the option it turns to."""

    value: int
    text: str
    place: int | None


class TrySlider(QAbstractSlider):
    """Whole steps from 0 to 100, by mouse and keys; ``tried`` comes only from a hand, never from showing.

    Arrows move by 1, with Shift by 5, Page by 10; Escape puts back what stood when a drag began. The axis is
    never mirrored.
    """

    tried = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._now: float | None = None
        self._ticks: list[Tick] = []
        self._grabbed: int | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setRange(0, 100)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font("caption"))
        self.valueChanged.connect(self.tried)

    def show_value(self, now: float | None, value: int, most: int, ticks: Sequence[Tick], said: str) -> None:
        """Show a value between 0 and ``most``; ``now``: where the case has it; ``said``: what is read out."""
        blocked = self.blockSignals(True)
        self.setMaximum(most)
        self.setValue(value)
        self.blockSignals(blocked)
        self._now = now
        if bool(ticks) != bool(self._ticks):
            self.updateGeometry()
        self._ticks = sorted(ticks, key=lambda tick: abs(tick.value - value))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The track, and the words of its ticks where there are any."""
        return QSize(self._theme.px(240), self._theme.px(ROW + (LABELS if self._ticks else 0)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May be narrow."""
        return QSize(self._theme.px(120), self.sizeHint().height())

    def track(self) -> QRectF:
        """Where the scale is painted."""
        theme = self._theme
        top, height = (theme.px(ROW) - theme.px(BAND)) / 2, theme.px(BAND)
        return QRectF(theme.px(MARGIN), top, self.width() - 2 * theme.px(MARGIN), height)

    def x_of(self, value: float) -> float:
        """The place of a value, in pixels from the left."""
        return self.track().left() + self.track().width() * value / 100

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold; off the handle it comes to the pointer at once."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = self.value()
            self.setSliderDown(True)
            if abs(event.position().x() - self.x_of(self.value())) > self._theme.px(MARGIN):
                self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the hand."""
        if self._grabbed is not None:
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Let go."""
        self._grabbed = None
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Shift makes an arrow step 5; Escape while dragging puts back."""
        steps = {Qt.Key.Key_Left: -5, Qt.Key.Key_Right: 5}
        if event.key() == Qt.Key.Key_Escape and self._grabbed is not None:
            self.setValue(self._grabbed)
            self._grabbed = None
        elif event.key() in steps and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.setValue(self.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the view that scrolls."""
        event.ignore()  # type: ignore[attr-defined]

    def _go_to(self, x: float) -> None:
        self.setValue(round((x - self.track().left()) / self.track().width() * 100))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The scale, the way from now to the handle, the handle, and the ticks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_scale(painter)
        middle, ink = self.track().center().y(), self._theme.colour("ink")
        here = QPointF(self.x_of(self.value()), middle)
        if self._now is not None:
            then, reach = self.x_of(self._now), self.track().height() / 2 + 3
            painter.setPen(QPen(ink, 2, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(then, middle), here)
            painter.setPen(QPen(ink, 2))
            painter.drawLine(QPointF(then, middle - reach), QPointF(then, middle + reach))
        radius = RADIUS * self._theme.scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("chrome"))
        painter.drawEllipse(here, radius + 1.5, radius + 1.5)
        self.paint_handle(painter, QRectF(here.x() - radius, middle - radius, 2 * radius, 2 * radius))
        if self.hasFocus():
            painter.setPen(QPen(ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(here, radius + 4, radius + 4)
        self._paint_ticks(painter)

    def paint_scale(self, painter: QPainter) -> None:
        """What lies under everything."""
        painter.fillRect(self.track(), self._theme.colour("line"))

    def paint_handle(self, painter: QPainter, rect: QRectF) -> None:
        """The handle."""
        painter.setPen(QPen(self._theme.colour("ink"), 2))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))

    def _paint_ticks(self, painter: QPainter) -> None:
        """A wedge at each turn; its words where they do not run into those of a nearer one."""
        theme, metrics = self._theme, QFontMetricsF(self.font())
        top, wedge = self.track().bottom() + theme.px(3), theme.px(4)
        taken: list[tuple[float, float]] = []
        for tick in self._ticks:
            x = self.x_of(tick.value)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink"))
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(x, top), QPointF(x - wedge, top + wedge + 1), QPointF(x + wedge, top + wedge + 1)]
                )
            )
            mark = 0 if tick.place is None else theme.px(15)
            width = metrics.horizontalAdvance(tick.text) + mark + 2
            left = max(0.0, min(x - width / 2, self.width() - width))
            if any(left < end and start < left + width for start, end in taken):
                continue
            taken.append((left - theme.px(8), left + width + theme.px(8)))
            line = QRectF(left, top + theme.px(5), width, theme.px(LABELS - 2))
            if tick.place is not None:
                side = theme.px(10)
                disc = QRectF(line.left(), line.center().y() - side / 2, side, side)
                paint_mark(painter, disc, tick.place, theme)
            painter.setPen(QColor(theme.colour("ink_2")))
            painter.drawText(line.adjusted(mark, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, tick.text)


class LevelSlider(TrySlider):
    """A level on the bands of its criterion; the handle is the mark of the option in whose band it lies."""

    def __init__(self, theme: Theme, name: str, criterion: Criterion) -> None:
        super().__init__(theme, name)
        self._criterion = criterion

    def paint_scale(self, painter: QPainter) -> None:
        """The bands."""
        paint_band_ground(painter, self.track(), self._criterion, self._theme)

    def paint_handle(self, painter: QPainter, rect: QRectF) -> None:
        """The mark."""
        paint_mark(painter, rect, band_of(self._criterion, self.value()), self._theme)


class WeightSlider(TrySlider):
    """A share on a neutral bar; what others that are tried leave no room for is left open."""

    def paint_scale(self, painter: QPainter) -> None:
        """The bar, as far as it may go, filled as far as it is."""
        theme, thin = self._theme, self._theme.px(4)
        bar = QRectF(self.track().left(), self.track().center().y() - thin / 2, self.track().width(), thin)
        painter.fillRect(bar, theme.colour("grid"))
        bar.setWidth(self.track().width() * self.maximum() / 100)
        painter.fillRect(bar, theme.colour("edge"))
        bar.setWidth(self.track().width() * self.value() / 100)
        painter.fillRect(bar, theme.colour("ink_2"))
