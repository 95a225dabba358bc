"""The callout of a picture: the sentence about one of its bars, in a dark field beside that bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desk.theme import Theme

MOST_WIDE, PAD, CARET, OFF = 340, 10, 6, 3
_WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class PictureCallout(QWidget):
    """One in a window: it goes along when what it is about is scrolled, and goes when that is out of sight.

    ``said``: the sentence that is shown; empty while none is.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.said, self._how = "", ""
        self._about: tuple[QWidget, QRect] | None = None
        self._watched: list[QWidget] = []
        self._caret, self._above = 0, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(theme.font("caption"))
        self.hide()

    def tell(self, said: str, how: str, about: QWidget, bar: QRectF) -> None:
        """Say a sentence beside a bar of a picture; ``how``: what a click would do, in fainter words under it."""
        self.drop()
        self.said, self._how = said, how
        self._about = (about, bar.toAlignedRect())
        above = about.parentWidget()
        while above is not None and above is not self.parentWidget():
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self._place()

    def is_about(self, picture: QWidget) -> bool:
        """Whether it speaks of a picture now."""
        return self._about is not None and self._about[0] is picture

    def drop(self) -> None:
        """Say nothing any more."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched, self._about, self.said = [], None, ""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Stay beside the bar when a view around it is scrolled or resized."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its sentence, up to a good width for reading; then over several lines."""
        words = self._parts(self._theme.px(MOST_WIDE))
        pad, caret = self._theme.px(PAD), self._theme.px(CARET)
        width = max(part.width() for part in words)
        return QSize(width + 2 * pad + 1, sum(part.height() for part in words) + round(1.4 * pad) + caret)

    def _parts(self, width: int) -> list[QRect]:
        metrics, room = QFontMetrics(self._theme.font("caption")), QRect(0, 0, width, 10_000)
        return [metrics.boundingRect(room, _WORDS, text) for text in (self.said, self._how) if text]

    def _place(self) -> None:
        """Under the bar, or over it where there is no room below; hidden while the bar is out of sight."""
        window = self.parentWidget()
        if self._about is None or window is None:
            return
        picture, bar = self._about
        spot = QRect(picture.mapTo(window, bar.topLeft()), bar.size())
        if not _seen(picture, spot, window):
            self.hide()
            return
        size, off = self.sizeHint(), self._theme.px(OFF)
        middle = spot.center().x() if spot.width() < size.width() else spot.left() + size.width() // 3
        left = max(2, min(middle - size.width() // 3, window.width() - size.width() - 2))
        self._above = spot.bottom() + off + size.height() > window.height()
        top = spot.top() - off - size.height() if self._above else spot.bottom() + off
        self._caret = min(max(middle - left, self._theme.px(12)), size.width() - self._theme.px(12))
        self.setGeometry(left, max(0, top), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A dark field with its caret, the sentence, and what a click would do."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        caret, pad = theme.px(CARET), theme.px(PAD)
        field = QRect(0, 0 if self._above else caret, self.width(), self.height() - caret)
        painter.drawRoundedRect(QRectF(field), 4, 4)
        tip, foot = (self.height(), field.bottom()) if self._above else (0, field.top() + 1)
        corners = [QPoint(self._caret - caret, foot), QPoint(self._caret + caret, foot), QPoint(self._caret, tip)]
        painter.drawPolygon(QPolygonF([*map(QPoint.toPointF, corners)]))
        painter.setFont(theme.font("caption"))
        inside = field.adjusted(pad, round(0.7 * pad), -pad, 0)
        for text, part in zip((self.said, self._how), self._parts(inside.width()), strict=False):
            ink = theme.colour("primary_text")
            ink.setAlphaF(1.0 if text is self.said else 0.75)
            painter.setPen(ink)
            painter.drawText(inside, _WORDS, text)
            inside.adjust(0, part.height(), 0, 0)


def _seen(picture: QWidget, spot: QRect, window: QWidget) -> bool:
    """Whether a spot of the window lies in what its scrolled views show."""
    above = picture.parentWidget()
    while above is not None and above is not window:
        if isinstance(above.parentWidget(), QScrollArea):
            shown = QRect(above.mapTo(window, QPoint(0, 0)), above.size())
            if not shown.intersects(spot):
                return False
        above = above.parentWidget()
    return picture.isVisible()


def speak(picture: QWidget, theme: Theme, said: str, how: str, bar: QRectF) -> None:
    """Tell a bar of a picture in the callout of its window, made when it is first needed."""
    window = picture.window()
    callout = callout_in(window) or PictureCallout(theme, window)
    callout.tell(said, how, picture, bar)


def hush(picture: QWidget) -> bool:
    """Take the callout away where it speaks of this picture; answers whether it did."""
    callout = callout_in(picture.window())
    if callout is None or not callout.is_about(picture):
        return False
    callout.drop()
    return True


def callout_in(window: QWidget) -> PictureCallout | None:
    """The callout of a window, if it has ever said anything."""
    found = window.findChild(PictureCallout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, PictureCallout) else None
