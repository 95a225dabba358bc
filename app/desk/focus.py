"""The focus ring: one frame that follows the control that has the keyboard, 2 px of ink, 1 px off the control."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.desk.theme import Theme

OFF = 1
WIDTH = 2
_RINGED = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """The ring around the focused control.

    A widget that paints its own focus says so by the property ``ownFocus``; any other may ask for the ring by
    the property ``focusRing``.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._chain: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        for widget in self._chain:
            with contextlib.suppress(RuntimeError):  # a view that has gone meanwhile
                widget.removeEventFilter(self)
        self._chain = []
        if now is None or not self._wants(now):
            self.hide()
            return
        self._chain = _up_to(self._window, now)
        for widget in self._chain:
            widget.installEventFilter(self)
        self._place()

    def _wants(self, widget: QWidget) -> bool:
        if not self._window.isAncestorOf(widget) or widget.property("ownFocus"):
            return False
        return isinstance(widget, _RINGED) or bool(widget.property("focusRing"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Stay with the control, also when a view it lies in is scrolled or resized."""
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        control = self._chain[0] if self._chain else None
        if control is None or not control.isVisible():
            self.hide()
            return
        out = OFF + WIDTH
        origin = control.mapTo(self._window, QPoint(0, 0))
        ring = QRect(origin, control.size()).adjusted(-out, -out, out, out)
        seen = ring
        for widget in self._chain[1:-1]:
            seen = seen.intersected(QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size()))
        self.setGeometry(ring)
        self.setVisible(not seen.isEmpty())
        if not seen.isEmpty():
            self.setMask(seen.translated(-ring.topLeft()))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("ink"), WIDTH))
        inside = QRectF(self.rect()).adjusted(WIDTH / 2, WIDTH / 2, -WIDTH / 2, -WIDTH / 2)
        painter.drawRoundedRect(inside, 6, 6)


def _up_to(window: QWidget, control: QWidget) -> list[QWidget]:
    """The control and all it lies in, the window last."""
    chain = [control]
    while chain[-1] is not window:
        above = chain[-1].parentWidget()
        if above is None:
            break
        chain.append(above)
    return chain


def focus_next(parts: list[QWidget]) -> None:
    """Give the keyboard to the part of the window after the one that has it, where something takes it."""
    now = QApplication.focusWidget()
    here = [place for place, part in enumerate(parts) if now is not None and part.isAncestorOf(now)]
    for step in range(1, len(parts) + 1):
        part = parts[((here[0] if here else -1) + step) % len(parts)]
        targets = [
            child
            for child in part.findChildren(QWidget)
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if targets:
            targets[0].setFocus(Qt.FocusReason.TabFocusReason)
            return


def lead_through(last: QWidget, part: QWidget) -> None:
    """Let Tab go on from a widget through a part that was made after what follows it."""
    for widget in in_tab_order(part):
        QWidget.setTabOrder(last, widget)
        last = widget


def in_tab_order(widget: QWidget) -> Iterator[QWidget]:
    """What Tab reaches in a widget, in the order in which it is laid out."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield from in_tab_order(widget)
        elif inner is not None:
            yield from _laid_out(inner)
