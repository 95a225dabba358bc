"""The pages of a note on screen: rendered aside from the very bytes that are exported."""

from __future__ import annotations

import threading

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.desk.controls import lay_ground
from app.desk.theme import Theme

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
        self._take_height()
        self.update()

    def show_stale(self, stale: bool) -> None:
        """Say by their tone whether the pages still hold."""
        self._stale = stale
        self.update()

    def _gap(self) -> int:
        return self._theme.px(16)

    def _boxes(self) -> list[QRectF]:
        """Where each page lies: as wide as it was made, or as there is room."""
        gap = self._gap()
        top, boxes = float(gap), []
        for page in self._pages:
            size = page.deviceIndependentSize()
            width = min(size.width(), max(1, self.width() - 2 * gap))
            height = size.height() * width / size.width()
            boxes.append(QRectF(round((self.width() - width) / 2), top, width, height))
            top += height + gap
        return boxes

    def _take_height(self) -> None:
        boxes = self._boxes()
        self.setMinimumHeight(round(boxes[-1].bottom()) + self._gap() if boxes else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width makes pages of another height."""
        super().resizeEvent(event)
        self._take_height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The pages that lie in what is to be painted."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, box in zip(self._pages, self._boxes(), strict=True):
            if not box.intersects(QRectF(event.rect())):
                continue
            painter.setOpacity(1.0)
            painter.fillRect(box, Qt.GlobalColor.white)
            painter.setOpacity(0.45 if self._stale else 1.0)
            size = page.deviceIndependentSize()
            if box.width() == size.width():
                painter.drawImage(box.topLeft(), page)
            else:
                painter.drawImage(box, page)
            painter.setOpacity(1.0)
            painter.setPen(self._theme.colour("edge" if self._theme.dark else "line"))
            painter.drawRect(box)
