"""The tags of the case in the preview: each a chip that can be taken off, and a field to add one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desk.choosers import dense
from app.desk.controls import LineField
from app.desk.icons import paint_icon
from app.desk.theme import Theme
from app.words import Words
from db.library import MOST_TAG

FIELD = 96


class TagChip(QAbstractButton):
    """A tag with a cross; pressing it takes the tag off."""

    def __init__(self, theme: Theme, tag: str, words: Words) -> None:
        super().__init__()
        self._theme, self.tag = theme, tag
        self.setFont(theme.font("caption"))
        self.setText(tag)
        self.setToolTip(words("library.tag.remove", tag=tag))
        self.setAccessibleName(words("library.tag.remove", tag=tag))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The tag and its cross."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._theme.px(36) + words, self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A rounded outline, the tag, and the cross at its end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "raised"))
        box = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = theme.px(10)
        cross = QRectF(self.width() - side - theme.px(9), (self.height() - side) / 2, side, side)
        paint_icon(painter, cross, "cross", theme.colour("ink_2"))
        painter.setPen(theme.colour("ink"))
        words = QRectF(theme.px(10), 0, cross.left() - theme.px(14), self.height())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()) + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class TagRow(QWidget):
    """All tags of a case, in as many lines as they need, the field behind the last."""

    changed = Signal(tuple, str)
    """All tags as they are to be, and the one that was added or taken off."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.chips: list[TagChip] = []
        self.field = LineField(theme, words("library.tag.add"))
        self.field.setParent(self)
        self.field.setAccessibleName(words("library.tag.add"))
        self.field.setMaxLength(MOST_TAG)
        dense(theme, self.field, FIELD)
        self.field.entered.connect(self._add)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are shown."""
        return tuple(chip.tag for chip in self.chips)

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show the tags of a case."""
        if tags == self.tags:
            return
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [TagChip(self._theme, tag, self._words) for tag in tags]
        before: QWidget = self
        for chip in self.chips:
            chip.setParent(self)
            chip.clicked.connect(lambda _=False, tag=chip.tag: self._remove(tag))
            chip.show()
            if before is not self:
                QWidget.setTabOrder(before, chip)
            before = chip
        if before is not self:
            QWidget.setTabOrder(before, self.field)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other lines for another width."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        gap, high, left, top = self._theme.px(6), self.field.height(), 0, 0
        for widget in (*self.chips, self.field):
            wide = min(self._theme.px(FIELD) if widget is self.field else widget.sizeHint().width(), self.width())
            if left and left + wide > self.width():
                left, top = 0, top + high + gap
            widget.setGeometry(left, top, wide, high)
            left += wide + gap
        self.setFixedHeight(top + high)

    def _add(self, text: str) -> None:
        self.field.clear()
        tag = " ".join(text.split())
        if tag and tag not in self.tags:
            self.changed.emit((*self.tags, tag), tag)

    def _remove(self, tag: str) -> None:
        self.field.setFocus()  # the chip goes; the keyboard stays beside it
        self.changed.emit(tuple(other for other in self.tags if other != tag), tag)
