"""Signs with their words, one after the other over as many lines as it takes: legends, and what a rule says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.picture_rows import LEFT
from app.desk.pictures import paint_mark
from app.desk.theme import Theme


class SignsLine(QWidget):
    """Signs and words; a sign is the place of an option, or what a kind of line makes of it.

    ``room``: pixels a sign takes, ``gap`` those between two entries.
    """

    room, gap = 17, 14

    def __init__(self, theme: Theme, entries: Sequence[tuple[int | str, str]]) -> None:
        super().__init__()
        self.theme, self._entries = theme, list(entries)
        self.setFont(theme.font("caption"))
        self.setAccessibleName("; ".join(text for _, text in entries))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _width(self, text: str) -> int:
        return self.theme.px(self.room) + self.fontMetrics().horizontalAdvance(text) + 1

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Where each entry begins: its left edge and its line."""
        left, line, places = 0, 0, []
        for _, text in self._entries:
            wide = self._width(text)
            if left and left + wide > width:
                left, line = 0, line + 1
            places.append((left, line))
            left += wide + self.theme.px(self.gap)
        return places

    def _line(self) -> int:
        return self.theme.px(19)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As many lines as fit beside each other."""
        return (self._places(width)[-1][1] + 1 if self._entries else 0) * self._line()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All on one line."""
        return QSize(sum(self._width(text) + self.theme.px(self.gap) for _, text in self._entries), self._line())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The longest entry alone."""
        return QSize(max((self._width(text) for _, text in self._entries), default=0), self._line())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Signs and words, from the side where reading begins."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for (sign, text), (left, line) in zip(self._entries, self._places(self.width()), strict=True):
            wide, room = self._width(text), self.theme.px(self.room)
            begin = self.width() - left - wide if turned else left
            area = QRectF(begin, line * self._line(), wide, self._line())
            from_sign = area.right() - room + self.theme.px(6) if turned else area.left()
            at_sign = QRectF(from_sign, area.top(), room, area.height())
            words = area.adjusted(0, 0, -room, 0) if turned else area.adjusted(room, 0, 0, 0)
            self.draw_sign(painter, at_sign, sign)
            painter.setPen(self.ink(sign))
            painter.drawText(words, LEFT, text)

    def draw_sign(self, painter: QPainter, area: QRectF, sign: int | str) -> None:
        """Draw the mark of an option."""
        side = self.theme.px(11)
        assert isinstance(sign, int)
        paint_mark(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), sign, self.theme)

    def ink(self, sign: int | str) -> QColor:
        """The colour of the words."""
        assert isinstance(sign, int)
        return QColor(self.theme.palette.option(sign).text)


class TrackLegend(SignsLine):
    """What tint, dot and stroke mean on the tracks; the first option is the one that comes first today."""

    room, gap = 22, 20

    def __init__(self, theme: Theme, places: list[tuple[int, str]], signs: list[tuple[str, str]]) -> None:
        """``places``: options with what is said of them; ``signs``: ``dot`` and ``stroke`` with their words."""
        super().__init__(theme, [*places, *signs])
        self._today = places[0][0] if places else None

    def ink(self, sign: int | str) -> QColor:  # noqa: ARG002 - a legend is all in one ink
        """The ink of captions."""
        return self.theme.colour("ink_2")

    def draw_sign(self, painter: QPainter, area: QRectF, sign: int | str) -> None:
        """A tint with the mark that stands on it, the dot of a level, or the stroke of a weight."""
        theme, middle = self.theme, area.center().y()
        if isinstance(sign, int):
            tint = QRectF(area.left(), middle - theme.px(6), theme.px(16), theme.px(12))
            painter.fillRect(tint, QColor(theme.palette.option(sign).tint))
            if sign != self._today:
                side = theme.px(9)
                mark = QRectF(tint.center().x() - side / 2, middle - side / 2, side, side)
                paint_mark(painter, mark, sign, theme)
            return
        centre = QPointF(area.left() + theme.px(8), middle)
        if sign == "dot":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink"))
            painter.drawEllipse(centre, theme.px(4), theme.px(4))
        else:
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.drawLine(centre + QPointF(0, -theme.px(6)), centre + QPointF(0, theme.px(6)))
