"""An order of importance, made by dragging rows or with Alt and the arrows; two may be tied."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import empty
from app.desk.icons import paint_icon
from app.desk.theme import Theme
from app.desk.weighing_answers import Answer
from app.words import Words
from decision.elicitation.ordering import Order

HEIGHT, GRIP, RANK = 32, 22, 28


class OrderPage(QWidget):
    """Rows from the most important down."""

    answered = Signal(object)

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.order = Order(())
        self.rows: dict[str, OrderRow] = {}
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)

    def begin(self, names: Mapping[str, str]) -> None:
        """A row for each thing by id and name."""
        empty(self._page)
        self.rows = {key: OrderRow(self._theme, self._words, key, name) for key, name in names.items()}
        for row in self.rows.values():
            row.pushed.connect(self._push)
            row.dragged.connect(self._drag)
            row.walked.connect(self._walk)
            row.tie_turned.connect(self._turn_tie)
            self._page.addWidget(row)

    def show_answer(self, answer: Answer) -> None:
        """Show an order."""
        assert isinstance(answer, Order)
        moved, self.order = self.order.keys != answer.keys, answer
        if moved:
            # Taken out and put in again where it stands: a row keeps the keyboard and the pointer meanwhile.
            for place, key in enumerate(answer.keys):
                self._page.insertWidget(place, self.rows[key])
            rows = [self.rows[key] for key in answer.keys]
            for row, following in itertools.pairwise(rows):
                QWidget.setTabOrder(row.tie, following)
                QWidget.setTabOrder(following, following.tie)
        ranks = answer.ranks
        for place, key in enumerate(answer.keys):
            above = self.rows[answer.keys[place - 1]].name if place else ""
            self.rows[key].show_rank(ranks[key], above, tied=key in answer.tied)

    def _push(self, key: str, step: int) -> None:
        self._move(key, self.order.keys.index(key) + step)

    def _drag(self, key: str, y: int) -> None:
        self._move(key, y // max(1, self.rows[key].height()))

    def _walk(self, key: str, step: int) -> None:
        place = self.order.keys.index(key) + step
        if 0 <= place < len(self.order.keys):
            self.rows[self.order.keys[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, key: str, place: int) -> None:
        self._give(self.order.moved(key, place))
        self.rows[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_tie(self, key: str) -> None:
        self._give(self.order.with_tie(key, key not in self.order.tied))

    def _give(self, order: Order) -> None:
        if order != self.order:
            self.show_answer(order)
            self.answered.emit(order)


class OrderRow(QWidget):
    """One thing with its rank; it can be dragged, pushed with Alt and the arrows, and tied with the one above."""

    pushed = Signal(str, int)
    walked = Signal(str, int)
    dragged = Signal(str, int)
    """To a height within the page, in pixels."""
    tie_turned = Signal(str)

    def __init__(self, theme: Theme, words: Words, key: str, name: str) -> None:
        super().__init__()
        self._theme, self._words, self.key, self.name = theme, words, key, name
        self._rank = 0
        self._held = False
        self.tie = TieButton(theme)
        self.tie.clicked.connect(lambda: self.tie_turned.emit(self.key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(4), 0)
        row.addStretch(1)
        row.addWidget(self.tie)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setFixedHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.tie.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def rank(self) -> int:
        """The rank shown, 1 the most important."""
        return self._rank

    def show_rank(self, rank: int, above: str, *, tied: bool) -> None:
        """Show a rank; ``above``: the name of the row above, empty for the first."""
        self._rank = rank
        said = self._words("weighing.rank", rank=self._words.number(rank), name=self.name)
        self.setAccessibleName(said)
        self.setAccessibleDescription(self._words("weighing.rank_keys"))
        self.tie.setVisible(bool(above))
        self.tie.setChecked(tied)
        named = self._words("weighing.untie" if tied else "weighing.tie", name=self.name, other=above)
        self.tie.setAccessibleName(named)
        self.tie.setToolTip(named)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt with up or down moves it; up and down alone walk the rows; the equals key ties."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pushed.emit(self.key, step)
        elif step is not None:
            self.walked.emit(self.key, step)
        elif event.key() == Qt.Key.Key_Equal and self.tie.isVisible():
            self.tie_turned.emit(self.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It changes places as the hand passes the middle of another."""
        if self._held:
            self.dragged.emit(self.key, self.mapToParent(event.position().toPoint()).y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Let go."""
        self._held = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def focusInEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The keyboard is here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The keyboard has gone."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Grip, rank and name."""
        painter, theme = QPainter(self), self._theme
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.hasFocus() or self._held:
            painter.fillRect(self.rect(), theme.colour("selected"))
            painter.fillRect(QRectF(self.width() - 3 if mirrored else 0, 0, 3, self.height()), theme.colour("ink"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        painter.setBrush(theme.colour("edge"))
        painter.setPen(Qt.PenStyle.NoPen)
        size, middle = theme.px(2.5), self.height() / 2
        for column in (0, 1):
            for line in (-1, 0, 1):
                x = theme.px(9) + column * theme.px(5)
                x = self.width() - x - size if mirrored else x
                painter.drawRect(QRectF(x, middle + line * theme.px(5) - size / 2, size, size))
        painter.setPen(theme.colour("ink"))
        rank, name = theme.px(GRIP), theme.px(GRIP + RANK)
        near = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # Qt mirrors it
        for start, width, role, text in (
            (rank, theme.px(RANK), "strong", self._words.number(self._rank)),
            (name, self.width() - name - theme.px(36), "body", self.name),
        ):
            painter.setFont(theme.font(role))
            place = QRectF(self.width() - start - width if mirrored else start, 0, width, self.height() - 1)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(place, near, shown)


class TieButton(QPushButton):
    """The equals sign that ties a row with the one above."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setProperty("kind", "quiet")
        self.setFixedSize(theme.px(26), theme.px(24))

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Whoever hears the click says what holds."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square to point at."""
        return QSize(self._theme.px(26), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The sign, in a filled box where the two are tied."""
        painter, theme, tied = QPainter(self), self._theme, self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if tied or self.underMouse():
            painter.setPen(QPen(theme.colour("primary" if tied else "edge"), 1))
            painter.setBrush(theme.colour("primary" if tied else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = theme.px(14)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, place, "equal", theme.colour("primary_text" if tied else "ink_2"))
