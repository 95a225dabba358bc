"""Perspectives to take weights from: the modelled parties, and the officer's own under names of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.desk.choosers import ElidedLabel
from app.desk.controls import FaultLine, LineField, button
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words

HEIGHT, LEAST = 54, 150
"""The height and the least width of a card, in pixels at 100 %."""
RING = 4
"""Pixels about a control for its ring, which is not drawn beyond what the control lies in."""


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card shows: a name, a note beside it, the option put first (its place and words) and its value."""

    name: str
    note: str
    place: int | None
    option: str
    value: str
    chosen: bool


class PerspectiveCard(QWidget):
    """One perspective: its name, its first option and that option's value; chosen by click or key."""

    chosen = Signal()

    def __init__(self, theme: Theme, tip: str) -> None:
        super().__init__()
        self.theme = theme
        self._view: CardView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setFixedHeight(theme.px(HEIGHT))
        self.setMinimumWidth(theme.px(LEAST))
        self.setToolTip(tip)

    @property
    def view(self) -> CardView | None:
        """What is shown."""
        return self._view

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """An even share of the line."""
        return QSize(self.theme.px(180), self.theme.px(HEIGHT))

    def show_view(self, view: CardView) -> None:
        """Show what the perspective puts first."""
        if view != self._view:
            self._view = view
            self.setAccessibleName(view.name)
            self.setAccessibleDescription(" ".join(part for part in (view.note, view.option, view.value) if part))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose with Space or Return."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer is here."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer has gone."""
        self.update()

    def room_at_end(self) -> int:
        """Pixels at the end of the upper line that are not for words."""
        return 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Frame, name, and the option put first; the chosen one has an ink frame."""
        if self._view is None:
            return
        painter, theme, view = QPainter(self), self.theme, self._view
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("ink" if view.chosen else "line"), 2 if view.chosen else 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() and not view.chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        pad, half = theme.px(12), self.height() / 2
        upper = QRectF(pad, theme.px(5), self.width() - 2 * pad, half - theme.px(5))
        lower = QRectF(pad, half, self.width() - 2 * pad, half - theme.px(7))
        end = self.room_at_end()
        upper = upper.adjusted(end, 0, 0, 0) if self._mirrored else upper.adjusted(0, 0, -end, 0)
        self._line(painter, upper, (view.name, view.note), ("name", "ink"), yields=True)
        ink = "ink" if view.place is None else theme.palette.option(view.place).text
        start = 0.0 if view.place is None else theme.px(18)
        if view.place is not None:
            side = theme.px(11)
            left = lower.right() - side if self._mirrored else lower.left()
            paint_mark(painter, QRectF(left, lower.center().y() - side / 2, side, side), view.place, theme)
        words = lower.adjusted(0, 0, -start, 0) if self._mirrored else lower.adjusted(start, 0, 0, 0)
        self._line(painter, words, (view.option, view.value), ("caption", ink), yields=False)

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _line(
        self, painter: QPainter, room: QRectF, texts: tuple[str, str], look: tuple[str, str], *, yields: bool
    ) -> None:
        """Words at the near side and a figure at the far one; where both have no room the figure ``yields``, or
        the words end in dots."""
        theme, (name, figure), (role, ink) = self.theme, texts, look
        near, far = (_RIGHT, _LEFT) if self._mirrored else (_LEFT, _RIGHT)
        taken = QFontMetrics(theme.font("caption")).horizontalAdvance(figure) + theme.px(6) if figure else 0
        if yields and QFontMetrics(theme.font(role)).horizontalAdvance(name) > room.width() - taken:
            figure, taken = "", 0
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(room, far, figure)
        painter.setFont(theme.font(role))
        painter.setPen(ink if ink.startswith("#") else theme.colour(ink))
        width = max(0, int(room.width()) - taken)
        painter.drawText(room, near, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, width))


class OwnCard(PerspectiveCard):
    """A perspective of the officer's own, which can be renamed (F2) and deleted (Delete)."""

    rename_asked = Signal()
    drop_asked = Signal()

    def __init__(self, theme: Theme, words: Words, name: str) -> None:
        super().__init__(theme, name)
        self._words = words
        self.more = MoreButton(theme)
        said = words("weighing.more", name=name)
        self.more.setAccessibleName(said)
        self.more.setToolTip(said)
        self.more.setParent(self)
        self.more.clicked.connect(lambda: self._show_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self.menu = self._menu()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self._words("weighing.rename"), self.rename_asked.emit)
        menu.addAction(self._words("weighing.delete"), self.drop_asked.emit)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self.menu.popup(at)

    def room_at_end(self) -> int:
        """The button's."""
        return self.theme.px(16)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name
        """The button stays in its corner."""
        at = self.theme.px(3)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.more.move(at if mirrored else self.width() - self.more.width() - at, at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The same menu under the pointer, or by the menu key."""
        self._show_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F2 renames, Delete deletes."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.drop_asked.emit()
        else:
            super().keyPressEvent(event)


class MoreButton(QPushButton):
    """Three dots: what else can be done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "quiet")
        self.setFixedSize(theme.px(24), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The dots."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("selected"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink_2"))
        size, middle = theme.px(2.5), self.rect().center()
        for step in (-1, 0, 1):
            painter.drawEllipse(QRectF(middle.x() + step * theme.px(5) - size / 2 + 0.5, middle.y(), size, size))


class NameBar(QWidget):
    """A name to be typed: Return keeps it, Escape leaves things as they are. Not there while nothing is asked."""

    asking = Signal(bool)
    """A name is asked for, or no more."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._enter: Callable[[str], str] | None = None
        self._back: Callable[[], QWidget | None] | None = None
        self.field = NameField(theme, words("weighing.name"))
        self.field.setAccessibleName(words("weighing.name"))
        self.field.setFixedWidth(theme.px(240))
        self.fault = FaultLine(theme)
        self.keep = button(theme, words("weighing.keep_name"), "primary")
        self.leave = button(theme, words("weighing.leave_name"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), RING, RING, RING)
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(self.fault, 12)
        for part in (self.field, self.keep, self.leave):
            row.addWidget(part)
        self.field.returnPressed.connect(self._give)
        self.keep.clicked.connect(self._give)
        self.field.left.connect(self.close_)
        self.leave.clicked.connect(self.close_)
        self.hide()

    def ask(self, name: str, enter: Callable[[str], str], back: Callable[[], QWidget | None]) -> None:
        """Ask for a name.

        ``enter`` takes it and answers why it cannot, or nothing; ``back`` says who has the keyboard afterwards.
        """
        self._enter, self._back = enter, back
        self._tell("")
        self.field.setText(name)
        self.show()
        self.asking.emit(True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def close_(self) -> None:
        """Ask no more."""
        if self._enter is None:
            return
        self._enter, back, self._back = None, self._back, None
        self.hide()
        self.asking.emit(False)
        widget = None if back is None else back()
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self._enter is not None:
            fault = self._enter(self.field.text())
            self._tell(fault)
            if not fault:
                self.close_()

    def _tell(self, fault: str) -> None:
        self.fault.tell(fault)
        self.field.setProperty("fault", "true" if fault else "false")
        self.field.setAccessibleDescription(fault)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


class NameField(LineField):
    """A field that says when it is left or given up."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class GoneCard(QWidget):
    """Where a perspective was that has just been deleted, with the way back."""

    back_asked = Signal()

    def __init__(self, theme: Theme, words: Words, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(theme.px(HEIGHT))
        self.setMinimumWidth(theme.px(LEAST))
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4))
        page.setSpacing(0)
        said = ElidedLabel(theme, "caption", "ink_2")
        said.show_text(words("weighing.gone", name=name))
        page.addWidget(said)
        row = QHBoxLayout()
        self.back = button(theme, words("weighing.put_back"), "link")
        self.back.setAccessibleName(words("weighing.put_back_name", name=name))
        self.back.clicked.connect(self.back_asked)
        row.addWidget(self.back)
        row.addStretch(1)
        page.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A dashed frame: an empty place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
