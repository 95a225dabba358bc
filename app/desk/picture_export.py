"""A figure as a file of its own: on a light ground whatever the look, under its title, over a line of its origin.

Words in an SVG are drawn as outlines: so it looks alike on a machine without our fonts, and in a text program
that knows no others than its own. Its title and its description say it to who cannot see it.
"""

from __future__ import annotations

import copy
import html
import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter, QPainterPath
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import label, rule
from app.desk.picture_figure import Figure, pictures_in
from app.desk.style import style_sheet
from app.desk.theme import LIGHT, Theme

MARGIN = 24
_TEXT = re.compile(
    r'<text (?P<paint>fill="[^"]*" fill-opacity="[^"]*") [^>]*?x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" '
    r'font-family="(?P<family>[^"]*)" font-size="(?P<size>[^"]*)" font-weight="(?P<weight>[^"]*)"[^>]*>'
    r"(?P<text>[^<]*)</text>"
)
"""As QSvgGenerator writes words."""


def light(theme: Theme) -> Theme:
    """The plain look a file has: light, at the plain text size."""
    plain = copy.copy(theme)
    plain.palette, plain.scale = LIGHT, 1.0
    return plain


class Sheet:
    """A figure laid out by itself; to be asked for its bytes in the thread of the window.

    ``caption``: the case, its date and the model, in the last line.
    """

    def __init__(self, theme: Theme, figure: Figure, caption: str) -> None:
        self._theme, self.figure, self.caption = light(theme), figure, caption
        self._page = QWidget()
        self._page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._page.setObjectName("sheet")
        self._page.setStyleSheet(f"{style_sheet(self._theme)} QWidget#sheet {{ background: {LIGHT.surface}; }}")
        body = figure.make(self._theme)
        self.said = " ".join(picture.said for picture in pictures_in(body))
        self._lay_out(body)

    def _lay_out(self, body: QWidget) -> None:
        theme, figure, page = self._theme, self.figure, QVBoxLayout(self._page)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN - 8)
        page.setSpacing(8)
        page.addWidget(label(theme, figure.title, "section", wrap=True))
        if figure.sentence:
            page.addWidget(label(theme, figure.sentence, "caption", "ink_2", wrap=True))
        if figure.legend is not None:
            page.addWidget(figure.legend(theme))
        page.addWidget(body)
        page.addWidget(rule(theme))
        page.addWidget(label(theme, self.caption, "caption", "ink_3", wrap=True))
        self._page.setFixedWidth(figure.width + 2 * MARGIN)
        self._page.show()  # off the screen: what is shown is laid out
        for _ in range(2):  # a picture may ask for another height once it knows its width
            page.activate()
            width = self._page.width()
            high = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
            self._page.resize(width, high)

    @property
    def size(self) -> QSize:
        """Its width and height in pixels, at the plain size."""
        return self._page.size()

    def image(self, scale: int) -> QImage:
        """The sheet as an image, ``scale`` times as large."""
        image = QImage(self.size * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(LIGHT.surface))
        self._page.render(image)
        return image

    def drawing(self) -> bytes:
        """The sheet as SVG, its words still as words."""
        from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 - few pictures are saved, every start would pay

        buffer, generator = QBuffer(), QSvgGenerator()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator.setOutputDevice(buffer)
        generator.setSize(self.size)
        generator.setViewBox(self._page.rect())
        generator.setResolution(96)
        generator.setTitle(self.figure.title)
        generator.setDescription(f"{self.said} {self.caption}".strip())
        painter = QPainter(generator)
        painter.fillRect(self._page.rect(), QColor(LIGHT.surface))
        self._page.render(painter, QPoint(0, 0))
        painter.end()
        return bytes(buffer.data().data())

    def close(self) -> None:
        """Let the sheet go."""
        self._page.close()
        self._page.deleteLater()


def png(image: QImage) -> bytes:
    """An image as PNG; may be asked for in any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def outlined(drawing: bytes) -> bytes:
    """A drawing with its words as outlines."""
    return _TEXT.sub(_outline, drawing.decode()).encode()


def _outline(found: re.Match[str]) -> str:
    font = QFont(html.unescape(found["family"]))
    font.setPixelSize(round(float(found["size"])))
    font.setWeight(QFont.Weight(int(found["weight"])))
    path = QPainterPath()
    path.addText(QPointF(float(found["x"]), float(found["y"])), font, html.unescape(found["text"]))
    return f'<path {found["paint"]} fill-rule="nonzero" stroke="none" d="{_steps(path)}"/>'


def _steps(path: QPainterPath) -> str:
    """An outline in the letters of SVG, to a hundredth of a pixel."""
    kinds, steps, at = QPainterPath.ElementType, [], 0
    while at < path.elementCount():
        step = path.elementAt(at)
        count = 3 if step.type == kinds.CurveToElement else 1
        letter = {kinds.MoveToElement: "M", kinds.LineToElement: "L"}.get(step.type, "C")
        points = [path.elementAt(at + place) for place in range(count)]
        steps.append(letter + " ".join(f"{point.x:.2f} {point.y:.2f}" for point in points))
        at += count
    return "".join(steps)
