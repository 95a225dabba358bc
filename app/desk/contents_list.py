"""A list to choose from beside a text: entries under heads, the chosen one with a bar of ink at its beginning."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.desk.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
ROW, HEAD, PAD, BAR = 30, 36, 12, 3
"""Heights of an entry and of a head, room at the sides, width of the bar; the first three at 100 %."""
_KEY, _SECOND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class ContentsList(QListWidget):
    """Entries by their key; one of them is always chosen, as long as there is any."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(theme.font())
        self.setProperty("focusRing", True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Entry(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(lambda now, _: self._tell(now))

    def add_head(self, text: str) -> None:
        """Words over the entries that follow; they cannot be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def add_entry(self, key: str, text: str, second: str = "") -> None:
        """An entry, with quieter words at its end; all of it is its tooltip and name."""
        item = QListWidgetItem(text)
        item.setData(_KEY, key)
        item.setData(_SECOND, second)
        whole = f"{text}, {second}" if second else text
        item.setToolTip(whole)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, whole)
        self.addItem(item)

    def entries(self) -> list[str]:
        """The keys of all entries, in their order."""
        found = (self.item(place).data(_KEY) for place in range(self.count()))
        return [key for key in found if key is not None]

    @property
    def key(self) -> str:
        """The key of the chosen entry, or nothing."""
        item = self.currentItem()
        return "" if item is None else item.data(_KEY) or ""

    def choose(self, key: str) -> None:
        """Choose an entry that is there."""
        for place in range(self.count()):
            if self.item(place).data(_KEY) == key:
                self.setCurrentRow(place)

    def choose_first(self) -> None:
        """Choose the first entry."""
        for key in self.entries()[:1]:
            self.choose(key)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) is not None:
            self.chosen.emit(item.data(_KEY))


class _Entry(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """One line."""
        return QSize(0, self._theme.px(HEAD if index.data(_KEY) is None else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, bar, the words, and the quieter ones at the end."""
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        turned = option.direction is Qt.LayoutDirection.RightToLeft
        head = index.data(_KEY) is None
        chosen = bool(state & QStyle.StateFlag.State_Selected) and not head
        painter.save()
        if chosen or (state & QStyle.StateFlag.State_MouseOver and not head):
            painter.fillRect(rect, theme.colour("selected" if chosen else "hover"))
        if chosen:
            left = rect.right() + 1 - BAR if turned else rect.left()
            painter.fillRect(QRect(left, rect.top(), BAR, rect.height()), theme.colour("ink"))
        inside = QRectF(rect).adjusted(theme.px(PAD), theme.px(8) if head else 0, -theme.px(PAD), 0)
        second = index.data(_SECOND)
        if second:
            taken = self._write(painter, inside, second, ("caption", "ink_2"), end=not turned) + theme.px(8)
            inside.adjust(taken if turned else 0, 0, 0 if turned else -taken, 0)
        role = "caption_strong" if head else "name" if chosen else "body"
        self._write(painter, inside, index.data(), (role, "ink_2" if head else "ink"), end=turned)
        painter.restore()

    def _write(self, painter: QPainter, inside: QRectF, text: str, look: tuple[str, str], *, end: bool) -> float:
        """Write at the left or the right (``end``), a second text on half of the width; the width it took."""
        role, ink = look
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(ink))
        measure = QFontMetricsF(painter.font())
        width = inside.width() / (2 if role == "caption" else 1)
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, width)
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
        return measure.horizontalAdvance(shown)
