"""The pages of a note on screen: rendered aside from the very bytes that are exported."""

from __future__ import annotations

import threading

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desk.controls import lay_ground
from app.desk.theme import Theme

POINTS = 72.0
_one_at_a_time = threading.Lock()
"""The PDF library must not be entered from two threads at once."""


def render_pages(data: bytes, width: float, ratio: float) -> list[QImage]:
    """The pages of a PDF as pictures ``width`` logical pixels wide at a device pixel ratio."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - needed by the note alone

    pages = []
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            for page in document:
                picture = page.render(scale=width * ratio / page.get_width())
                image = QImage(
                    bytes(picture.buffer),
                    picture.width,
                    picture.height,
                    picture.stride,
                    QImage.Format.Format_BGR888,
                ).copy()
                image.setDevicePixelRatio(ratio)
                pages.append(image)
        finally:
            document.close()
    return pages


class NotePages(QWidget):
    """The pages one under the other; pale while they are out of date."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: list[QImage] = []
        self._stale = False
        lay_ground(self, "chrome")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def pages(self) -> list[QImage]:
        """The pictures that are shown."""
        return self._pages

    def show_pages(self, pages: list[QImage], spoken: str) -> None:
        """Show other pages."""
        self._pages = pages
        self.setAccessibleName(spoken)
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def show_stale(self, stale: bool) -> None:
        """Say by their tone whether the pages still hold."""
        self._stale = stale
        self.update()

    def _gap(self) -> int:
        return self._theme.px(16)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All pages with gaps between them."""
        gap = self._gap()
        sizes = [page.deviceIndependentSize() for page in self._pages]
        width = max((size.width() for size in sizes), default=0)
        return QSize(round(width) + 2 * gap, round(sum(size.height() + gap for size in sizes)) + gap)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The pages that lie in what is to be painted."""
        painter = QPainter(self)
        top: float = self._gap()
        for page in self._pages:
            size = page.deviceIndependentSize()
            box = QRectF(round((self.width() - size.width()) / 2), top, size.width(), size.height())
            if box.intersects(QRectF(event.rect())):
                painter.setOpacity(1.0)
                painter.fillRect(box, Qt.GlobalColor.white)
                painter.setOpacity(0.45 if self._stale else 1.0)
                painter.drawImage(box.topLeft(), page)
                painter.setOpacity(1.0)
                painter.setPen(self._theme.colour("edge" if self._theme.dark else "line"))
                painter.drawRect(box)
            top += size.height() + self._gap()
