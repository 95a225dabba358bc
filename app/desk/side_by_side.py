"""Two parts beside each other where there is room, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from app.desk.theme import Theme

GAP, GAP_STACKED = 40, 16


class SideBySide(QWidget):
    """Parts with their shares of the width; under ``least`` pixels at 100 % they stack. ``gap``: between them."""

    def __init__(
        self, theme: Theme, parts: list[tuple[QWidget | QLayout, int]], least: int = 1000, gap: int = GAP
    ) -> None:
        super().__init__()
        self._theme, self._least, self._gap = theme, least, gap
        self._shares = [share for _, share in parts]
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(gap))
        for part, share in parts:
            if isinstance(part, QWidget):
                self._box.addWidget(part, share)
            else:
                self._box.addLayout(part, share)

    def share_out(self, shares: list[int]) -> None:
        """Give the parts other shares of the width."""
        self._shares = shares
        if self._box.direction() is QBoxLayout.Direction.LeftToRight:
            for place, share in enumerate(shares):
                self._box.setStretch(place, share)

    def _widths(self) -> list[int]:
        items = [self._box.itemAt(place) for place in range(self._box.count())]
        return [item.minimumSize().width() for item in items if item is not None]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest part alone: the rest can lie under it."""
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lie as the width allows."""
        super().resizeEvent(event)
        widths = self._widths()
        needed = sum(widths) + self._theme.px(self._gap) * (len(widths) - 1)
        stacked = event.size().width() < max(needed, self._theme.px(self._least))
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._box.direction() is not way:
            self._box.setDirection(way)
            self._box.setSpacing(self._theme.px(min(self._gap, GAP_STACKED) if stacked else self._gap))
            for place, share in enumerate(self._shares):
                self._box.setStretch(place, 0 if stacked else share)
