"""The list of evidence: two lines an item, its uses, and a lock on what is protected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk.icons import paint_icon
from app.desk.theme import Theme
from app.words import Words
from decision.case import Evidence

ROW, EDGE, USES = 52, 12, 48
_Index = QModelIndex | QPersistentModelIndex


class EvidenceModel(QAbstractListModel):
    """The items that are listed, in their order."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.items: tuple[Evidence, ...] = ()
        self.counts: Mapping[str, int] = {}

    def show_items(self, items: tuple[Evidence, ...], counts: Mapping[str, int]) -> None:
        """List other items; ``counts``: how often each is used."""
        if [item.id for item in items] == [item.id for item in self.items]:
            self.items, self.counts = items, counts
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items, self.counts = items, counts
        self.endResetModel()

    def item(self, row: int) -> Evidence | None:
        """The item in a row."""
        return self.items[row] if 0 <= row < len(self.items) else None

    def row_of(self, item_id: str | None) -> int:
        """The row of an item; -1 where it is not listed."""
        return next((row for row, item in enumerate(self.items) if item.id == item_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """The number of items."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """An item as it is read aloud, and whole in the tooltip."""
        item = self.item(index.row())
        if item is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            uses = self._words.count("evidence.uses", self.counts.get(item.id, 0))
            key = "evidence.said.protected" if item.protected else "evidence.said"
            return self._words(key, title=item.title, source=origin(self._words, item), uses=uses)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.title}\n{origin(self._words, item)}"
        return item.title if role == Qt.ItemDataRole.DisplayRole else None


def origin(words: Words, item: Evidence) -> str:
    """Where an item comes from in one line: its source or else the site of its link, its date, its reliability."""
    date = None if item.date is None else words.short_day(item.date)
    parts = (item.source or _site(item.url), date, reliability_words(words, item.reliability))
    return " · ".join(part for part in parts if part) or words("desk.evidence.no_source")


def reliability_words(words: Words, reliability: str | None) -> str:
    """How reliable an item is: the words for one of the usual kinds, else what the officer wrote."""
    if not reliability:
        return ""
    return words(f"reliability.{reliability}") if words.has(f"reliability.{reliability}") else reliability


def _site(url: str | None) -> str:
    try:
        return urlsplit(url or "").netloc.removeprefix("www.")
    except ValueError:
        return ""


class EvidenceDelegate(QStyledItemDelegate):
    """Two lines an item, and how often it is used; mirrored where one reads from the right."""

    def __init__(self, theme: Theme, model: EvidenceModel, words: Words) -> None:
        super().__init__()
        self._theme, self._model, self._words = theme, model, words

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """All rows are of one height."""
        return QSize(10, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One item."""
        item, theme, rect = self._model.item(index.row()), self._theme, option.rect
        if item is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

        def placed(left: int, top: int, width: int, height: int) -> QRectF:
            box = QRect(rect.left() + left, rect.top() + top, width, height)
            return QRectF(QStyle.visualRect(option.direction, rect, box))

        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(placed(0, 0, 3, rect.height()), theme.colour("ink"))
        painter.fillRect(placed(0, rect.height() - 1, rect.width(), 1), theme.colour("line"))
        edge, line = theme.px(EDGE), theme.px(18)
        room, side = rect.width() - edge - theme.px(USES), theme.px(13)
        uses = placed(rect.width() - theme.px(USES), 0, theme.px(USES) - edge, rect.height())
        self._write(painter, uses, str(self._model.counts.get(item.id, 0)), "caption", "ink_2", _END)
        if item.protected:
            room -= side + theme.px(6)
            lock = placed(edge + room + theme.px(6), (rect.height() - side) // 2, side, side)
            paint_icon(painter, lock, "lock", theme.colour("ink_2"))
        self._write(painter, placed(edge, theme.px(8), room, line), item.title, "name", "ink", _START)
        told = origin(self._words, item)
        self._write(painter, placed(edge, theme.px(27), room, line), told, "caption", "ink_2", _START)
        painter.restore()

    def _write(
        self, painter: QPainter, box: QRectF, text: str, role: str, ink: str, side: Qt.AlignmentFlag
    ) -> None:
        font, colour = self._theme.font(role), QColor(self._theme.colour(ink))
        painter.setFont(font)
        painter.setPen(colour)
        one_line = " ".join(text.split())  # what was pasted or came with a pack may break its lines
        shown = QFontMetricsF(font).elidedText(one_line, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


_START, _END = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class EvidenceList(QListView):
    """The view of the items: a link is pasted into it, Delete takes the chosen item away."""

    pasted = Signal(str)
    """The text that was pasted."""
    removal_asked = Signal()

    def __init__(self, theme: Theme, model: EvidenceModel, words: Words) -> None:
        super().__init__()
        self._delegate = EvidenceDelegate(theme, model, words)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setAccessibleName(words("desk.step.evidence"))
        self.setProperty("focusRing", True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Paste and Delete; all else walks the list."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)
