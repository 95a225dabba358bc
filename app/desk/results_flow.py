"""A row that goes on in the next line where it has no room, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets one after the other; ``gap`` pixels lie between two, ``line`` between two lines."""

    def __init__(self, parent: QWidget | None, gap: int, line: int = 0) -> None:
        super().__init__(parent)
        self._gap, self._between = gap, line
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take a further item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """How high it is at a width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Takes no more room than it needs."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest item alone."""
        sizes = [item.minimumSize() for item in self._shown()]
        widths, heights = [size.width() for size in sizes], [size.height() for size in sizes]
        return QSize(max(widths, default=0), max(heights, default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Lay the items out."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Place the items in lines; answers the height they take."""
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        left = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines[-1] and left + wide > rect.width():
                lines.append([])
                left = 0
            lines[-1].append((item, left))
            left += wide + self._gap
        top = 0
        for line in lines:
            high = max((item.sizeHint().height() for item, _ in line), default=0)
            if move:
                self._move(rect, top, high, line)
            top += high + self._between
        return top - self._between

    def _move(self, rect: QRect, top: int, high: int, line: list[tuple[QLayoutItem, int]]) -> None:
        parent = self.parentWidget()
        turned = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for item, left in line:
            size = item.sizeHint()
            wide = min(size.width(), rect.width())
            begin = rect.right() + 1 - left - wide if turned else rect.left() + left
            place = QPoint(begin, rect.top() + top + (high - size.height()) // 2)
            item.setGeometry(QRect(place, QSize(wide, size.height())))
