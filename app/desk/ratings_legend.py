"""The legend over the bands: every option with its mark, in the order of the bands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desk.band_track import MARGIN
from app.desk.pictures import paint_mark
from app.desk.state import DeskState
from app.desk.theme import Theme


class BandLegend(QWidget):
    """The names of the options over the bands, from the first at the left to the last at the right."""

    def __init__(self, theme: Theme, state: DeskState) -> None:
        super().__init__()
        self._theme = theme
        words, ids = state.workspace.words, state.workspace.model.option_ids
        self._names = [words(f"option.{option}.name") for option in ids]
        self._shorter = [[words(f"option.{option}.short") for option in ids], [""] * len(ids)]
        self.setAccessibleName(words.listing(self._names))
        self.setToolTip(words.listing(self._names))
        self.setFont(theme.font("caption"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(self._theme.px(400), self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Marks and names; short names, or marks alone, where there is no room."""
        painter, theme = QPainter(self), self._theme
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the axis under it is never mirrored
        mark, gap, metrics = theme.px(11), theme.px(6), self.fontMetrics()
        room = float(self.width() - 2 * MARGIN)
        for names in (self._names, *self._shorter):
            widths = [mark + gap + metrics.horizontalAdvance(name) for name in names]
            if sum(widths) + theme.px(12) * len(names) <= room:
                break
        spare = (room - sum(widths)) / max(1, len(names) - 1)
        left = float(MARGIN)
        for place, (name, width) in enumerate(zip(names, widths, strict=True)):
            paint_mark(painter, QRectF(left, (self.height() - mark) / 2, mark, mark), place, theme)
            painter.setPen(theme.palette.option(place).text)
            words = QRectF(left + mark + gap, 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
            left += width + spare
