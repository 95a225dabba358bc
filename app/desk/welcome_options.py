"""The three arrangements as the welcome shows them: who stands inside the mission, drawn and told."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words

OPTIONS = ("two_feet_in", "one_foot_in_one_foot_out", "two_feet_out")
FEET = (("rc_hc", "coordination"), ("rc_hc", "ocha"), ("rc_hc", "ocha"))
"""Whom the two discs stand for; two feet in has no OCHA disc, since OCHA has left."""

LYING = 250
"""Width, in pixels at 100 %, of a picture with its words beside it: the same for all three."""

BOX, FOOT, DISC, APART = 66, 22, 10, 18
"""Height of the mission's box, the line under it, radius of a disc, room around words; pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Where the parts lie, in pixels from where the script begins."""

    box: float
    feet: tuple[float, float]
    width: float


class StructureDiagram(QWidget):
    """The mission's box and the two feet, inside it, across its edge or outside it, each with its name."""

    def __init__(self, theme: Theme, words: Words, place: int) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self._names = tuple(words(f"welcome.foot.{foot}") for foot in FEET[place])
        self._mission = words("welcome.mission")
        self.setAccessibleName(words(f"welcome.diagram.{OPTIONS[place]}"))
        self.setFixedHeight(theme.px(BOX + FOOT))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of it."""
        return QSize(round(self._measured().width), self._theme.px(BOX + FOOT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It is never cut."""
        return self.sizeHint()

    def _measured(self) -> _Drawn:
        """As wide as the names ask for: no name touches another, or the edge of the box."""
        theme = self._theme
        measure = QFontMetricsF(theme.font("caption")).horizontalAdvance
        first, second = (max(measure(name), theme.px(36)) / 2 for name in self._names)
        apart = theme.px(APART)
        start = apart + first + theme.px(10)
        if self._place == 0:
            other = start + max(theme.px(80), first + second + apart)
            box = other + second + apart
            return _Drawn(box, (start, other), box)
        if self._place == 1:
            start += theme.px(14)
            box = start + first + apart
            other = box + apart + second + theme.px(8)
            return _Drawn(box, (start, other), other + second + 2)
        box = max(theme.px(72), measure(self._mission) + apart)
        start = box + apart + first
        other = start + max(theme.px(60), first + second + apart)
        return _Drawn(box, (start, other), other + second + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Box, tie, discs and names; it mirrors with the script."""
        painter, theme, drawn = QPainter(self), self._theme, self._measured()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.palette.option(self._place)
        mark, height = QColor(colours.mark), theme.px(BOX)
        painter.setPen(QPen(mark, 2))
        painter.setBrush(QColor(colours.tint))
        box = QRectF(self._from_start(1, drawn.box - 2), 1, drawn.box - 2, height - 2)
        painter.drawRoundedRect(box, theme.px(7), theme.px(7))
        centres = [QPointF(self._from_start(foot), theme.px(27)) for foot in drawn.feet]
        style = Qt.PenStyle.SolidLine if self._place == 0 else Qt.PenStyle.DashLine
        painter.setPen(QPen(mark, 2, style))
        away = theme.px(DISC + 4) * (1 if centres[0].x() < centres[1].x() else -1)
        painter.drawLine(centres[0] + QPointF(away, 0), centres[1] - QPointF(away, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        for centre in centres:
            painter.drawEllipse(centre, theme.px(DISC), theme.px(DISC))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink"))
        for name, centre in zip(self._names, centres, strict=True):
            self._write(painter, centre.x(), theme.px(41), name)
        painter.setPen(theme.colour("ink_2"))
        self._write(painter, box.center().x(), height + theme.px(4), self._mission)

    def _from_start(self, at: float, width: float = 0) -> float:
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self.width() - at - width if turned else at

    def _write(self, painter: QPainter, middle: float, top: float, text: str) -> None:
        room = self._theme.px(240)
        place = QRectF(middle - room / 2, top, room, self._theme.px(18))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class _Mark(QWidget):
    """The mark of an option."""

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self.setFixedSize(theme.px(13), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Full, half or open."""
        paint_mark(QPainter(self), QRectF(self.rect()), self._place, self._theme)


class OptionPanel(QWidget):
    """One arrangement: its picture, its name, what it is, and when it fits."""

    def __init__(self, theme: Theme, words: Words, place: int) -> None:
        super().__init__()
        self._theme = theme
        name, option = words(f"option.{OPTIONS[place]}.name"), OPTIONS[place]
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._diagram = StructureDiagram(theme, words, place)
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(theme.px(20), theme.px(24), theme.px(20), theme.px(20))
        self._parts.setSpacing(theme.px(8))
        self._parts.addWidget(self._diagram, 0, Qt.AlignmentFlag.AlignTop)
        page = QVBoxLayout()
        page.setSpacing(theme.px(6))
        self._parts.addLayout(page, 1)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(_Mark(theme, place), 0, Qt.AlignmentFlag.AlignTop)
        title = label(theme, name, "section", wrap=True)
        title.setStyleSheet(f"color: {theme.palette.option(place).text};")
        head.addWidget(title, 1)
        page.addLayout(head)
        page.addWidget(label(theme, words(f"welcome.is.{option}"), "body", wrap=True))
        page.addWidget(label(theme, words(f"welcome.fits.{option}"), "body", "ink_2", wrap=True))
        page.addStretch(1)

    def lie(self, lying: bool) -> None:
        """Lie, the words beside the picture, or stand, the words below it."""
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if lying else QBoxLayout.Direction.TopToBottom)
        self._diagram.setMinimumWidth(self._theme.px(LYING) if lying else 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
