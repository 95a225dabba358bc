"""The other state that ratings are compared with: its levels, its marker under the bands, and the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.desk.theme import Theme
from app.words import Words
from decision.case import Case
from decision.model import DecisionModel
from decision.valuation import Level, levels_of

DIFFERS = 10
"""Levels apart from which on two ratings are said to differ."""
SIDE = 3.5
"""Half a diagonal of the hollow marker, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The levels of another case or of an earlier version, by criterion, and its name as a sentence names it."""

    name: str
    levels: Mapping[str, Level]

    @classmethod
    def of(cls, model: DecisionModel, case: Case, name: str) -> Comparison:
        """What a case is compared by."""
        return cls(name, {level.criterion: level for level in levels_of(model, case)})

    def difference(self, level: Level) -> float | None:
        """By how much a level lies above the other one; None where either is not rated."""
        other = self.levels.get(level.criterion)
        if other is None or not other.rated or not level.rated:
            return None
        return level.estimate.best - other.estimate.best

    def differs(self, level: Level) -> bool:
        """Whether two levels lie far apart, or one alone is rated."""
        apart = self.difference(level)
        if apart is None:
            other = self.levels.get(level.criterion)
            return (other is not None and other.rated) != level.rated
        return abs(apart) >= DIFFERS


def level_words(words: Words, level: Level) -> str:
    """A level with its range, in words."""
    made = level.estimate
    if not level.rated:
        return words("ratings.unrated")
    best, low, high = (words.number(value) for value in (made.best, made.low, made.high))
    if made.low == made.high:
        return best
    return words("ratings.level_and_range", best=best, low=low, high=high)


def paint_other(painter: QPainter, track: QRectF, level: Level, theme: Theme) -> None:
    """The other level in its own lane under the bands: a thin range and a hollow marker; dashed if unrated."""
    middle, side = track.bottom() + 1 + SIDE * theme.scale, SIDE * theme.scale
    low, best, high = (
        track.left() + track.width() * value / 100
        for value in (level.estimate.low, level.estimate.best, level.estimate.high)
    )
    painter.save()
    style = Qt.PenStyle.SolidLine if level.rated else Qt.PenStyle.DashLine
    painter.setPen(QPen(theme.colour("ink_2"), 1, style))
    if high > low:
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
    if level.rated:
        paint_diamond(painter, QPointF(best, middle), side, theme)
    painter.restore()


def paint_diamond(painter: QPainter, middle: QPointF, side: float, theme: Theme) -> None:
    """The hollow marker, which is no option's mark."""
    painter.setPen(QPen(theme.colour("ink"), 1.3))
    painter.setBrush(theme.colour("surface"))
    corners = ((0.0, -side), (side, 0.0), (0.0, side), (-side, 0.0))
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
