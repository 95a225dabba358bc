"""The band track: one criterion's bands with its marker, to be dragged, typed at and read by a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.pictures import paint_band_ground, paint_level
from app.desk.rating_difference import paint_other
from app.desk.theme import Theme
from decision.case import Estimate
from decision.model import Criterion
from decision.valuation import Level

HEIGHT, MARGIN, RADIUS, GRAB = 18, 8, 5.5, 9
LEAST_WIDTH = 120
UNRATED_SPREAD = 10
"""How far, at first, the range of a criterion reaches that is rated by one drag or one figure."""
COMMIT_MS = 400
"""How long keys must rest before a run of them is one edit."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: -10, Qt.Key.Key_PageUp: 10}


class BandTrack(QWidget):
    """Shows a level on its bands; ``previewed`` while it moves, ``entered`` once when it is let go."""

    previewed = Signal(object)
    """The estimate under the hand."""
    entered = Signal(object)
    """The estimate that stays: one edit."""
    cancelled = Signal()
    """Escape: nothing was changed."""
    looked_at = Signal(bool)
    """The pointer is here, or has gone."""
    walked = Signal(int)
    """The row below (1) or above (-1) is wanted."""
    unfolded = Signal()
    """What lies behind the level is wanted, or is to be put away."""

    def __init__(self, theme: Theme, criterion: Criterion, name: str) -> None:
        super().__init__()
        self._theme, self._criterion = theme, criterion
        self._level: Level | None = None
        self._start: Estimate | None = None
        self._was_rated = True
        self._part: str | None = None
        self._other: Level | None = None
        self.locked = False
        """Whether the level is computed and not to be moved."""
        self._keys = QTimer(self)
        self._keys.setSingleShot(True)
        self._keys.setInterval(COMMIT_MS)
        self._keys.timeout.connect(self._enter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(theme.px(LEAST_WIDTH))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide as the column allows; the whole row is the target."""
        return QSize(self._theme.px(400), self._theme.px(36))

    @property
    def estimate(self) -> Estimate:
        """What is shown: the level, or its middle with a first range where it is not rated."""
        assert self._level is not None
        made = self._level.estimate
        return made if self._level.rated else _around(made.best)

    @property
    def moving(self) -> bool:
        """Whether a change is under way that nobody has entered."""
        return self._start is not None

    def show_level(self, level: Level, said: str) -> None:
        """Show a level; ``said`` is what a screen reader says of it."""
        self._level = level
        self.setAccessibleDescription(said)
        self.update()

    def show_other(self, level: Level | None) -> None:
        """Show the level of what is compared with, or none."""
        self._other = level
        self.update()

    def holding(self, best: float) -> Estimate:
        """The estimate with its level set: the range is as wide as it takes, or a first one where not rated."""
        made = self.estimate
        if self._level is None or not self._level.rated:
            return _around(best)
        return Estimate(min(made.low, best), best, max(made.high, best))

    def track(self) -> QRectF:
        """Where the bands are painted."""
        height = self._theme.px(HEIGHT)
        return QRectF(MARGIN, (self.height() - height) / 2, self.width() - 2 * MARGIN, height)

    def x_of(self, level: float) -> float:
        """The place of a level, in pixels from the left; the axis is never mirrored."""
        return self.track().left() + self.track().width() * level / 100

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Bands, range and marker; a ring about the marker where the keyboard is."""
        if self._level is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = RADIUS * self._theme.scale
        paint_band_ground(painter, self.track(), self._criterion, self._theme)
        paint_level(painter, self.track(), self._criterion, self._level, self._theme, radius)
        if self._other is not None:
            paint_other(painter, self.track(), self._other, self._theme)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            middle = QPointF(self.x_of(self._level.estimate.best), self.track().center().y())
            painter.drawEllipse(middle, radius + 5, radius + 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the marker, or of the end of the range that lies nearer."""
        if event.button() != Qt.MouseButton.LeftButton or self._level is None or self.locked:
            return
        self._keys.stop()
        self._part = "end" if event.modifiers() & _ALT else self._nearest(event.position().x())
        self._begin()
        if self._part == "best" and abs(event.position().x() - self.x_of(self.estimate.best)) > GRAB:
            self._move(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the hand."""
        if self._part is not None:
            self._move(event.position().x())
        else:
            self._show_hold(event.position().x())

    def _show_hold(self, x: float) -> None:
        """Tell by the pointer's shape what a press would take hold of: the marker, or an end of the range."""
        shape = Qt.CursorShape.ArrowCursor
        if (
            not self.locked
            and self._level is not None
            and any(abs(x - self.x_of(at)) <= GRAB for at in self._ends())
        ):
            marker = self._nearest(x) == "best"
            shape = Qt.CursorShape.SizeHorCursor if marker else Qt.CursorShape.SplitHCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Let go: one edit."""
        if self._part is not None:
            self._part = None
            self._enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move by 1, Shift 5, Page 10, Home and End to the ends; Alt the low end, Alt+Shift the high.

        Up and down go to other rows, Enter unfolds what lies behind.
        """
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter() if self._keys.isActive() else self.unfolded.emit()
        elif self.locked:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self.moving:
            self._cancel()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._level is not None:
            self._shift(_moved(self.estimate, "best", 0 if key == Qt.Key.Key_Home else 100))
        elif key in STEPS and self._level is not None:
            alt, shift = (bool(modifiers & flag) for flag in (_ALT, _SHIFT))
            part = "best" if not alt else "high" if shift else "low"
            step = STEPS[Qt.Key(key)] * (5 if shift and not alt else 1)
            self._shift(_moved(self.estimate, part, round(getattr(self.estimate, part)) + step))
        else:
            super().keyPressEvent(event)

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

    def enterEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer is here."""
        self.looked_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer has gone; the keyboard may still be here."""
        self.looked_at.emit(False)

    def _begin(self) -> None:
        if self._start is None and self._level is not None:
            self._start, self._was_rated = self.estimate, self._level.rated

    def _shift(self, estimate: Estimate) -> None:
        self._begin()
        self._preview(estimate)
        self._keys.start()

    def _move(self, x: float) -> None:
        assert self._part is not None
        assert self._start is not None
        level = round((x - self.track().left()) / self.track().width() * 100)
        if self._part == "end":  # whichever way the hand goes first
            if level == round(self._start.best):
                return
            self._part = "low" if level < self._start.best else "high"
        # From where it started, not from the last step: else an end of the scale would eat the range.
        self._preview(_moved(self._start, self._part, level))

    def _preview(self, estimate: Estimate) -> None:
        self._level = Level(self._criterion.id, estimate, rated=True)
        self.update()
        self.previewed.emit(estimate)

    def _enter(self) -> None:
        self._keys.stop()
        if self._start is not None:
            changed = self.estimate != self._start or not self._was_rated
            self._start = None
            if changed:
                self.entered.emit(self.estimate)
            else:
                self.cancelled.emit()

    def _cancel(self) -> None:
        self._keys.stop()
        self._start = self._part = None
        self.cancelled.emit()

    def _ends(self) -> tuple[float, float, float]:
        made = self.estimate
        return made.low, made.best, made.high

    def _nearest(self, x: float) -> str:
        """The marker on its disc, else an end that lies on this side of it, else the marker, also from afar.

        So an end that stands close to the marker, or under it, can still be had from the outside.
        """
        low, best, high = (x - self.x_of(level) for level in self._ends())
        if abs(best) <= RADIUS * self._theme.scale or self._level is None or not self._level.rated:
            return "best"
        end, off = ("low", low) if best < 0 else ("high", high)
        return end if abs(off) <= GRAB else "best"


_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def _around(best: float) -> Estimate:
    return Estimate(max(0.0, best - UNRATED_SPREAD), best, min(100.0, best + UNRATED_SPREAD))


def _moved(estimate: Estimate, part: str, level: float) -> Estimate:
    """The estimate with one part at a level, on the scale and in order; the marker carries its range along."""
    level = float(min(100, max(0, level)))
    if part == "low":
        return Estimate(min(level, estimate.best), estimate.best, estimate.high)
    if part == "high":
        return Estimate(estimate.low, estimate.best, max(level, estimate.best))
    shift = level - estimate.best
    return Estimate(max(0.0, estimate.low + shift), level, min(100.0, estimate.high + shift))
