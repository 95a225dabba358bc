"""The five worded anchors of a criterion: the one nearest to the level is marked, using one sets the level."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.theme import Theme
from app.words import Words
from decision.model import Criterion
from decision.valuation import Level

ANCHORS = (0, 25, 50, 75, 100)
FIGURE, INSET, LEAST_HEIGHT = 34, 10, 26
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


def nearest_anchor(level: Level) -> int | None:
    """The anchor nearest to a level; None where there is none."""
    return min(ANCHORS, key=lambda anchor: abs(anchor - level.estimate.best)) if level.rated else None


def anchor_words(words: Words, criterion: str, level: Level) -> str:
    """What a level means: the words of the nearest anchor."""
    nearest = nearest_anchor(level)
    return words("ratings.unrated") if nearest is None else words(f"criterion.{criterion}.anchor.{nearest}")


class AnchorButton(QAbstractButton):
    """One anchor: its figure and its words, wrapped; the current one is told by a bar, weight and ground."""

    def __init__(self, theme: Theme, words: Words, anchor: int, meaning: str) -> None:
        super().__init__()
        self._theme, self._figure = theme, words.number(anchor)
        self.setText(meaning)
        self.setAccessibleName(words("ratings.set_to", level=anchor, meaning=meaning))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(theme.font("caption"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The level says which is the current one, not the click."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As high as its words need, in the heavier face."""
        self.setFont(self._theme.font("caption_strong"))
        room = QRect(0, 0, max(1, width - self._theme.px(FIGURE + 2 * INSET)), 10_000)
        high = self.fontMetrics().boundingRect(room, _WRAP, self.text()).height()
        return max(self._theme.px(LEAST_HEIGHT), high + self._theme.px(8))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Its words wrap."""
        return True

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A column of words."""
        return QSize(self._theme.px(320), self.heightForWidth(self._theme.px(320)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May be narrow: the words wrap."""
        return QSize(self._theme.px(160), self._theme.px(LEAST_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Figure and words; bar and ground where it is current or under the pointer."""
        painter, theme, now = QPainter(self), self._theme, self.isChecked()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if now or (self.underMouse() and self.isEnabled()):
            painter.fillRect(self.rect(), theme.colour("selected" if now else "hover"))
        if now:
            painter.fillRect(QRectF(self.width() - 3 if rtl else 0, 0, 3, self.height()), theme.colour("ink"))
        painter.setFont(theme.font("caption_strong" if now else "caption"))
        painter.setPen(QPen(theme.colour("ink" if now else "ink_2" if self.isEnabled() else "ink_3")))
        inset, figure, top = theme.px(INSET), theme.px(FIGURE), theme.px(4)
        start = self.width() - figure if rtl else 0
        box = QRectF(start, top, figure - inset / 2, self.height())
        if rtl:
            box.moveLeft(start + inset / 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), self._figure)
        words = QRectF(
            inset if rtl else figure + inset / 2, top, self.width() - figure - 1.5 * inset, self.height()
        )
        painter.drawText(words, _WRAP, self.text())


class AnchorList(QWidget):
    """All five; up and down walk them."""

    chosen = Signal(int)
    """The level is to be set to this anchor."""

    def __init__(self, theme: Theme, words: Words, criterion: Criterion) -> None:
        super().__init__()
        self.anchors: dict[int, AnchorButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for anchor in ANCHORS:
            meaning = words(f"criterion.{criterion.id}.anchor.{anchor}")
            one = AnchorButton(theme, words, anchor, meaning)
            one.clicked.connect(lambda _=False, anchor=anchor: self.chosen.emit(anchor))
            self.anchors[anchor] = one
            column.addWidget(one)

    def show_level(self, level: Level) -> None:
        """Mark the anchor nearest to a level; a computed level cannot be set."""
        nearest = nearest_anchor(level)
        for anchor, one in self.anchors.items():
            one.setChecked(anchor == nearest)
            one.setEnabled(not level.computed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down go to the anchor before or after."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)
