"""The fits at a marker, told in a dark field under it: what hovering shows, the keyboard shows too."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from app.desk.band_track import BandTrack
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words
from decision.model import Criterion
from decision.valuation import Level

HEIGHT, CARET = 25, 6


class FitCallout(QWidget):
    """A level with the fit of every option to it, and where the bands meet."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._parts: list[tuple[int | None, str]] = []
        self._caret, self._above = 0.0, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.font("caption"))

    @property
    def has_fits(self) -> bool:
        """Whether there is anything to say: an unrated criterion has no fit of its own."""
        return bool(self._parts)

    def show_fits(self, level: Level, criterion: Criterion) -> None:
        """Take the fits of every option at a level."""
        words, best = self._words, level.estimate.best
        self._parts = []
        if level.rated:
            limits = [words.number(limit) for limit in criterion.thresholds]
            self._parts = [
                (None, words("ratings.fit_at", level=words.number(best))),
                *((place, words.number(float(curve.at(best)))) for place, curve in enumerate(criterion.curves)),
                (None, words("ratings.bands_meet", limits=words.listing(limits))),
            ]
        self.update()

    def place(self, track: BandTrack, row: QWidget, *, above: bool) -> None:
        """Lie under the marker over the rows below; ``above`` the row where its detail lies open."""
        table = row.parentWidget()
        if table is None or not self._parts or self.parentWidget() is None:
            return
        if self.parentWidget() is not table:
            self.setParent(table)
        size, corner = self.sizeHint(), track.mapTo(table, QPoint(0, 0))
        marker = corner.x() + track.x_of(track.estimate.best)
        first = corner.x() + round(track.track().left())
        last = corner.x() + round(track.track().right()) - size.width()  # the figures beside the bands stay seen
        left = max(0, min(last, max(first, round(marker) - self._theme.px(120))))
        self._caret, self._above = marker - left, above
        top = row.y() - size.height() if above else row.y() + row.height() - self._theme.px(3)
        self.setGeometry(left, max(0, top), size.width(), size.height())
        self.raise_()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words."""
        width = sum(self._advance(part) for part in self._parts)
        return QSize(width + self._theme.px(8), self._theme.px(HEIGHT + CARET))

    def _advance(self, part: tuple[int | None, str]) -> int:
        mark = self._theme.px(19 if part[0] is not None else 0)
        font = self._theme.font("caption" if part[0] is None else "caption_strong")
        self.setFont(font)
        return mark + self.fontMetrics().horizontalAdvance(part[1]) + self._theme.px(14)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A dark field with its caret; each fit with its mark."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        caret = theme.px(CARET)
        field = QRectF(0, 0 if self._above else caret, self.width(), self.height() - caret)
        painter.drawRoundedRect(field, 4, 4)
        tip, foot = (self.height(), field.bottom()) if self._above else (0, field.top())
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(self._caret - caret, foot),
                    QPointF(self._caret + caret, foot),
                    QPointF(self._caret, tip),
                ]
            )
        )
        left = float(theme.px(10))
        for part in self._parts:
            self._paint_part(painter, field, left, part)
            left += self._advance(part)

    def _paint_part(self, painter: QPainter, field: QRectF, left: float, part: tuple[int | None, str]) -> None:
        theme, (place, text) = self._theme, part
        if place is not None:
            side = theme.px(14)
            ground = QRectF(left, field.center().y() - side / 2, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(ground)
            paint_mark(painter, ground.adjusted(2, 2, -2, -2), place, theme)
            left += theme.px(19)
        painter.setFont(theme.font("caption" if place is None else "caption_strong"))
        painter.setPen(theme.colour("primary_text"))
        words = QRectF(left, field.top(), self.width(), field.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
