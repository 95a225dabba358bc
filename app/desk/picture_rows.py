"""The ground of every picture of rows: its bars are told when the pointer or the keyboard is on them.

Names and figures change sides where words run from right to left; a scale never does: little stays left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.desk.picture_callout import hush, speak
from app.desk.pictures import paint_mark
from app.desk.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
FIXED = Qt.AlignmentFlag.AlignAbsolute
"""Added to words that belong to a scale: they stay on their side whichever way words run."""
_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
_COLUMNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


@dataclass(frozen=True, slots=True)
class Told:
    """What a row of a picture says: a sentence for each of its bars, and what it leads to.

    ``asks``: the criterion or case that a click or Enter asks for, empty for none; ``how`` says so in words.
    """

    cells: tuple[str, ...] = ()
    asks: str = ""
    how: str = ""


class RowPicture(QWidget):
    """A picture of rows of the same height.

    The bar under the pointer, or the one the arrow keys have come to, is told in a callout. A picture lays its
    rows out from left to right and passes each place through :meth:`lay`, which mirrors it where words run the
    other way. ``at`` and ``column``: where the keyboard is; None before it has come.
    """

    asked = Signal(str)
    """A criterion or a case is asked for, by a click or by Enter on a row about it."""

    row_height = 23

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.told: tuple[Told, ...] = ()
        self.at: int | None = None
        self.column = 0
        self._under: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)

    def explain(self, told: Sequence[Told]) -> None:
        """Take what the rows say; a picture that says something is reached by Tab."""
        self.told = tuple(told)
        said = any(sentence for row in told for sentence in row.cells)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if said else Qt.FocusPolicy.NoFocus)

    def tell(self, name: str) -> None:
        """Name the picture, and say all of it in words, to who cannot see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.said)

    @property
    def said(self) -> str:
        """All sentences of the picture."""
        return " ".join(sentence for row in self.told for sentence in row.cells if sentence)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(self.theme.px(500), self.height())

    def fit(self, count: int) -> None:
        """Take the height of a number of rows under the head."""
        self.setFixedHeight(self.head_room() + count * self._step() + self.theme.px(6))
        self.update()

    def row(self, line: int) -> QRectF:
        """The place of a row."""
        return QRectF(0, self.head_room() + line * self._step(), self.width(), self._step())

    def cell(self, line: int, column: int) -> QRectF:  # noqa: ARG002 - a row of one bar is one cell
        """The place that tells of a bar when the pointer is on it."""
        return self.row(line)

    def bar(self, line: int, column: int = 0) -> QRectF:
        """The place of a bar: what the ring of the keyboard goes round."""
        return self.cell(line, column)

    def head_room(self) -> int:
        """The height of what stands above the rows."""
        return 0

    def draw(self, painter: QPainter) -> None:
        """Draw the picture."""
        raise NotImplementedError

    def lay(self, area: QRectF) -> QRectF:
        """A place that was thought from the left, on the side where it lies."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return area
        return QRectF(self.width() - area.right(), area.top(), area.width(), area.height())

    def write(
        self, painter: QPainter, area: QRectF, text: str, align: Qt.AlignmentFlag = LEFT, *, laid: bool = False
    ) -> None:
        """Words in a place thought from the left (``laid``: that is where it is), ending in dots where it ends.

        A figure keeps its sign before it whichever way words run.
        """
        room, turned = area if laid else self.lay(area), self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        metrics = QFontMetrics(painter.font())
        if metrics.horizontalAdvance(text) > room.width() + 1:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        if turned and not align & FIXED:
            align = {LEFT: RIGHT, RIGHT: LEFT}.get(align, align)
        words = any(sign.isalpha() for sign in text)
        painter.setLayoutDirection(self.layoutDirection() if words else Qt.LayoutDirection.LeftToRight)
        painter.drawText(room, align | FIXED, text)
        painter.setLayoutDirection(self.layoutDirection())

    def write_option(self, painter: QPainter, area: QRectF, place: int, text: str, role: str = "caption") -> None:
        """The mark of an option and its name in its colour, in a place thought from the left."""
        side = self.theme.px(11)
        mark = QRectF(area.left(), area.center().y() - side / 2, side, side)
        paint_mark(painter, self.lay(mark), place, self.theme)
        painter.setFont(self.theme.font(role))
        painter.setPen(self.theme.palette.option(place).text)
        self.write(painter, area.adjusted(side + self.theme.px(6), 0, 0, 0), text)

    def pen(self, painter: QPainter, colour: str, role: str = "caption") -> None:
        """Words in an ink and a role."""
        painter.setPen(self.theme.colour(colour))
        painter.setFont(self.theme.font(role))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The ground under what is pointed at, the picture, and the ring around the bar the keyboard is on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._under is not None and self._under[0] < len(self.told):
            painter.fillRect(self.cell(*self._under), self.theme.colour("hover"))
        self.draw(painter)
        if self.at is not None and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(self.bar(self.at, self.column).adjusted(-3, -3, 3, 3) & room, 3, 3)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the bar under the pointer at once."""
        self._point_at(self._found(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard goes on from where was clicked."""
        found = self._found(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        self.at, self.column = found
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click asks for what the row is about."""
        if event.button() is Qt.MouseButton.LeftButton and self._found(event.position()) == (self.at, self.column):
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk from bar to bar, ask for what a row is about; any other key is somebody else's."""
        key, line = Qt.Key(event.key()), -1 if self.at is None else self.at
        wide = max((len(row.cells) for row in self.told), default=0) > 1
        if self.told and key in _LINES:
            self._walk(line + _LINES[key], self.column)
        elif self.told and wide and key in _COLUMNS:
            turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self._walk(max(line, 0), self.column + _COLUMNS[key] * (-1 if turned else 1))
        elif key in _ENTERS and self.at is not None and self.told[self.at].asks:
            self._ask()
        elif key != Qt.Key.Key_Escape or not hush(self):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first bar, where the keyboard has brought it here."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS and self.told:
            self._walk(0, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """No bar is told any more, but all of them again."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.at, self.column = None, 0
        hush(self)
        self.setAccessibleDescription(self.said)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The callout goes with its picture."""
        super().hideEvent(event)
        hush(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu belongs to the box around the picture; the callout makes room for it."""
        hush(self)
        event.ignore()

    def _step(self) -> int:
        return self.theme.px(self.row_height)

    def _found(self, point: QPointF) -> tuple[int, int] | None:
        """The line and the column at a point; None where no bar is told."""
        line = int((point.y() - self.head_room()) // self._step())
        if not 0 <= line < len(self.told):
            return None
        places = range(len(self.told[line].cells))
        return next(((line, place) for place in places if self._hit(line, place, point)), None)

    def _hit(self, line: int, column: int, point: QPointF) -> bool:
        return bool(self.told[line].cells[column]) and self.cell(line, column).contains(point)

    def _point_at(self, found: tuple[int, int] | None) -> None:
        if found == self._under:
            return
        self._under = found
        if found is None:
            self.unsetCursor()
            hush(self)
        else:
            asks = bool(self.told[found[0]].asks)
            self.setCursor(Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor)
            self._say(*found)
        self.update()

    def _walk(self, line: int, column: int) -> None:
        self.at = max(0, min(line, len(self.told) - 1))
        told = [place for place, said in enumerate(self.told[self.at].cells) if said]
        self.column = min(told, key=lambda place: abs(place - column), default=0)
        row = self.told[self.at]
        said = row.cells[self.column] if row.cells else ""
        whole = f"{said} {row.how}".strip()
        self.setAccessibleDescription(whole)
        if QAccessible.isActive():  # a description that changes under the keyboard is not read out by itself
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, whole))
        self._bring_in_sight()
        self._say(self.at, self.column)
        self.update()

    def _bring_in_sight(self) -> None:
        """Scroll the view around until the bar is seen, with room for what is said of it."""
        assert self.at is not None
        point, above = self.cell(self.at, self.column).center().toPoint(), self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if above is not None else None
        if above is not None and inside is not None:
            spot: QPoint = self.mapTo(inside, point)
            above.ensureVisible(spot.x(), spot.y(), 0, self.theme.px(70))

    def _say(self, line: int, column: int) -> None:
        row = self.told[line]
        if column < len(row.cells) and row.cells[column] and self.isVisible():
            speak(self, self.theme, row.cells[column], row.how, self.bar(line, column))

    def _ask(self) -> None:
        if self.at is not None and self.told[self.at].asks:
            self.asked.emit(self.told[self.at].asks)
