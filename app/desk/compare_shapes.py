"""The shapes that tell compared cases apart: square, triangle, diamond and cross, each with its letter.

None of them is a disc: full, half and open discs mean an option everywhere else.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from app.desk.compare_data import LETTERS
from app.desk.theme import Theme


def paint_shape(painter: QPainter, centre: QPointF, radius: float, place: int, theme: Theme) -> None:
    """The shape of a case by its place, in ink with a rim that sets it off from what lies under it."""
    ink, rim = theme.colour("ink"), theme.colour("surface")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if place % 4 == 3:
        ends = [QPointF(x * radius * 0.85, y * radius * 0.85) for x, y in ((-1, -1), (1, 1), (-1, 1), (1, -1))]
        for colour, wide in ((rim, radius * 0.6 + 3), (ink, radius * 0.6)):
            painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
            painter.drawLine(centre + ends[0], centre + ends[1])
            painter.drawLine(centre + ends[2], centre + ends[3])
    else:
        corners = _CORNERS[place % 4]
        shape = QPolygonF([centre + QPointF(x * radius, y * radius) for x, y in corners])
        painter.setPen(QPen(rim, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(ink)
        painter.drawPolygon(shape)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(shape)
    painter.restore()


_CORNERS = (
    ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    ((0, -1.05), (1.1, 0.85), (-1.1, 0.85)),
    ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
)


def shape_icon(theme: Theme, place: int) -> QIcon:
    """The shape as an icon for the head of a column."""
    made, side = QIcon(), theme.px(14)
    for ratio in (1.0, 2.0):
        picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.scale(ratio, ratio)
        paint_shape(painter, QPointF(side / 2, side / 2), side * 0.32, place, theme)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        made.addPixmap(picture)
    return made


class Badge(QWidget):
    """The shape of a case and its letter."""

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self.setFixedSize(theme.px(34), theme.px(20))
        self.setAccessibleName(LETTERS[place])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw both."""
        painter, theme = QPainter(self), self._theme
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = self.height() / 2
        half = theme.px(7)
        paint_shape(
            painter, QPointF(self.width() - half if mirrored else half, middle), theme.px(5), self._place, theme
        )
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        left = 0 if mirrored else theme.px(18)
        letter = QRectF(left, 0, self.width() - theme.px(18), self.height())
        painter.drawText(letter, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, LETTERS[self._place])
