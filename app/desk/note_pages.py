"""The pages of a note on screen: rendered aside from the very bytes that are exported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.desk.controls import lay_ground
from app.desk.note_pdf import Hit
from app.desk.theme import LIGHT, Theme

GAP = 16
STALE = 0.45
"""How much of a page is left to see while it is out of date."""


class NotePages(QWidget):
    """The pages one under the other; pale while they are out of date, with the words that were found marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: list[QImage] = []
        self._sizes: list[tuple[float, float]] = []
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._stale = False
        lay_ground(self, "chrome")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def pages(self) -> list[QImage]:
        """The pictures that are shown."""
        return self._pages

    @property
    def stale(self) -> bool:
        """Whether the pages are shown as out of date."""
        return self._stale

    def show_pages(self, pages: list[QImage], spoken: str) -> None:
        """Show other pages, each as large as its picture."""
        self._pages = pages
        sizes = [page.deviceIndependentSize() for page in pages]
        self.lay_out([(size.width(), size.height()) for size in sizes])
        self.setAccessibleName(spoken)

    def lay_out(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Give the pages other sizes in logical pixels; their pictures are stretched until sharper ones come."""
        self._sizes = list(sizes)
        widest = max((size[0] for size in self._sizes), default=0.0)
        self.setMinimumSize(round(widest) + 2 * self._gap(), self._height())
        self.update()

    def show_stale(self, stale: bool) -> None:
        """Say by their tone whether the pages still hold."""
        self._stale = stale
        self.update()

    def show_hits(self, hits: Sequence[Hit], current: int) -> None:
        """Mark the words that were found, one of them as the one that is looked at."""
        self._hits, self._hit = tuple(hits), current
        self.update()

    def box_of(self, hit: Hit) -> QRectF:
        """Where a found place lies on this widget."""
        page = self.boxes()[hit.page]
        return _placed(hit.boxes[0], page) if hit.boxes else page

    def _gap(self) -> int:
        return self._theme.px(GAP)

    def boxes(self) -> list[QRectF]:
        """Where each page lies."""
        gap = self._gap()
        top, boxes = float(gap), []
        for width, height in self._sizes:
            left = max(gap, round((self.width() - width) / 2))
            boxes.append(QRectF(left, top, width, height))
            top += height + gap
        return boxes

    def _height(self) -> int:
        gap = self._gap()
        return round(sum(height + gap for _, height in self._sizes)) + gap if self._sizes else 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The pages stay in the middle."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The pages that lie in what is to be painted."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, (page, box) in enumerate(zip(self._pages, self.boxes(), strict=False)):
            if not box.intersects(QRectF(event.rect())):
                continue
            painter.setOpacity(1.0)
            painter.fillRect(box, Qt.GlobalColor.white)
            painter.setOpacity(STALE if self._stale else 1.0)
            if page.deviceIndependentSize() == box.size():
                painter.drawImage(box.topLeft(), page)
            else:
                painter.drawImage(box, page)
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("edge" if self._theme.dark else "line"))
            painter.drawRect(box)
            self._paint_hits(painter, number, box)

    def _paint_hits(self, painter: QPainter, number: int, page: QRectF) -> None:
        """Frames on white paper, heavier for the place that is looked at: no colour says it."""
        ink = QColor(LIGHT.ink)
        for place, hit in enumerate(self._hits):
            if hit.page != number:
                continue
            here = place == self._hit
            wash = QColor(ink)
            wash.setAlphaF(0.16 if here else 0.08)
            painter.setBrush(wash)
            painter.setPen(QPen(ink, 2 if here else 1))
            for box in hit.boxes:
                painter.drawRect(_placed(box, page).adjusted(-2, -1, 2, 1))


def _placed(box: QRectF, page: QRectF) -> QRectF:
    return QRectF(
        page.left() + box.left() * page.width(),
        page.top() + box.top() * page.height(),
        box.width() * page.width(),
        box.height() * page.height(),
    )
