"""How a row of the library is painted: two lines, marks for the three lines of argument, no grid.

In a right-to-left language a row is mirrored: what a rectangle says here is as seen from where reading begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desk.icons import paint_icon
from app.desk.library_rows import COLUMNS, LINES, PENDING, CaseModel, Index, Row
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words

ROW = 56
TICK = 36
"""Width of the tick box and what is around it, there while any case is ticked."""
LEAD = 22
"""Signs before what was found: enough to say in what it stands."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def near_hit(pieces: Sequence[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """The pieces of a snippet with so little before the first hit that a narrow column shows it."""
    lead, *rest = ("", False), *pieces
    if not pieces[0][1]:
        lead, *rest = pieces
    if len(lead[0]) > LEAD:
        text = lead[0][-LEAD:]
        lead = ("…" + (text.partition(" ")[2] or text), False)
    return tuple(piece for piece in (lead, *rest) if piece[0])


class CaseDelegate(QStyledItemDelegate):
    """Paints the rows of the library."""

    def __init__(self, theme: Theme, model: CaseModel, words: Words, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._words = words
        self._options = options
        self._whole, self._mirrored = QRectF(), False
        self.ring = False
        """Whether the row the list stands on is to show that the keyboard is there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """All rows are of one height."""
        return QSize(10, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        rect = QRectF(option.rect)
        row, column = self._model.row(index.row()), COLUMNS[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._whole = rect
        self._mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        ticked = row is not None and row.summary.id in self._model.picks
        self._paint_ground(painter, rect, option, ticked=ticked, first=index.column() == 0)
        if row is not None:  # one that is being read is empty for a moment
            if column == "case" and self._model.picks:
                self._paint_tick(painter, rect, ticked=ticked)
                rect = rect.adjusted(self._theme.px(TICK - 12), 0, 0, 0)
            self._paint_cell(painter, rect, row, column)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, ticked: bool, first: bool
    ) -> None:
        """The shade of a chosen row with its bar, and lines of ink about the one that has the keyboard."""
        theme = self._theme
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or ticked:
            painter.fillRect(rect, theme.colour("selected" if current else "hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if first and (current or ticked):
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(self._seen(bar), theme.colour("ink"))
        if current and self.ring:
            high, ink = 2, theme.colour("ink")
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), high), ink)
            painter.fillRect(QRectF(rect.left(), rect.bottom() - high, rect.width(), high), ink)

    def _paint_tick(self, painter: QPainter, rect: QRectF, *, ticked: bool) -> None:
        theme, side = self._theme, self._theme.px(15)
        box = self._seen(QRectF(rect.left() + theme.px(12), rect.center().y() - side / 2, side, side))
        painter.setPen(QPen(theme.colour("primary" if ticked else "edge"), 1))
        painter.setBrush(theme.colour("primary" if ticked else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if ticked:
            paint_icon(painter, box.adjusted(1, 1, -1, -1), "tick", theme.colour("primary_text"))

    def _seen(self, rect: QRectF) -> QRectF:
        """Where a part of the cell lies on the screen."""
        if not self._mirrored:
            return rect
        left = self._whole.left() + self._whole.right() - rect.right()
        return QRectF(left, rect.top(), rect.width(), rect.height())

    def _paint_cell(self, painter: QPainter, rect: QRectF, row: Row, column: str) -> None:
        if column == "case":
            self._paint_case(painter, rect.adjusted(self._theme.px(12), 0, -8, 0), row)
        elif column == "documented":
            self._paint_documented(painter, rect, row)
        elif row.answer is None:
            painter.setPen(self._theme.colour("ink_3"))
            centre = Qt.AlignmentFlag.AlignCenter if column in LINES else _MIDDLE
            painter.drawText(self._seen(rect), centre, "" if column == "agree" else PENDING)
        elif column == "recommended":
            word = self._words(f"strength.{row.answer.strength}")
            self._option(painter, rect, row.answer.option, word)
        elif column == "agree":
            self._paint_agreement(painter, rect, row.answer.agree)
        elif LINES[column] in row.answer.lines:
            self._paint_line(painter, rect, row.answer.lines[LINES[column]])
        else:
            painter.setPen(self._theme.colour("ink_3"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, PENDING)

    def _paint_case(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        theme = self._theme
        self._line(painter, rect, theme.px(10), row.summary.title, "strong", theme.colour("ink"))
        if row.snippet:
            self._paint_snippet(painter, rect.adjusted(0, theme.px(29), 0, 0), row.snippet)
        else:
            self._line(painter, rect, theme.px(29), row.second, "caption", theme.colour("ink_2"))

    def _paint_snippet(self, painter: QPainter, rect: QRectF, pieces: Sequence[tuple[str, bool]]) -> None:
        """The text around what was found, what was found in bold, as far as there is room."""
        theme, left = self._theme, rect.left()
        for text, hit in near_hit(pieces):
            font = theme.font("caption_strong" if hit else "caption")
            painter.setFont(font)
            painter.setPen(theme.colour("ink" if hit else "ink_2"))
            room = rect.right() - left
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(self._seen(QRectF(left, rect.top(), room, theme.px(18))), _MIDDLE, shown)
            left += metrics.horizontalAdvance(text)
            if shown != text or left >= rect.right():
                return

    def _line(self, painter: QPainter, rect: QRectF, top: int, text: str, role: str, colour: QColor) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(colour)
        box = QRectF(rect.left(), rect.top() + top, rect.width(), self._theme.px(18))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(self._seen(box), _MIDDLE, shown)

    def _option(self, painter: QPainter, rect: QRectF, option: str | None, second: str) -> None:
        theme = self._theme
        words = rect.adjusted(theme.px(19), 0, -4, 0)
        if option is None:
            self._line(
                painter, words, theme.px(10), self._words("desk.library.none"), "body", theme.colour("ink_2")
            )
        else:
            place = self._options.index(option)
            side = theme.px(12)
            mark = QRectF(rect.left(), rect.top() + theme.px(13), side, side)
            paint_mark(painter, self._seen(mark), place, theme)
            name = self._words(f"option.{option}.short")
            self._line(painter, words, theme.px(10), name, "body", QColor(theme.palette.option(place).text))
        self._line(painter, words, theme.px(29), second, "caption", theme.colour("ink_2"))

    def _paint_documented(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        documented = row.summary.documented_option
        if documented is None:
            painter.setPen(self._theme.colour("ink_3"))
            painter.drawText(self._seen(rect.adjusted(self._theme.px(19), 0, 0, 0)), _MIDDLE, "–")
            return
        second = ""
        if row.answer is not None:
            same = row.answer.option == documented
            second = self._words("desk.library.as_recommended" if same else "desk.library.not_recommended")
        self._option(painter, rect, documented, second)

    def _paint_agreement(self, painter: QPainter, rect: QRectF, agree: bool | None) -> None:
        if agree is None:
            return
        theme = self._theme
        colour = theme.colour("ink_2" if agree else "ink")
        side = theme.px(13)
        sign = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_icon(painter, self._seen(sign), "equal" if agree else "unequal", colour)
        painter.setFont(theme.font("caption" if agree else "strong"))
        painter.setPen(colour)
        word = self._words("desk.library.agree" if agree else "desk.library.differ")
        painter.drawText(self._seen(rect.adjusted(theme.px(18), 0, 0, 0)), _MIDDLE, word)

    def _paint_line(self, painter: QPainter, rect: QRectF, option: str | None) -> None:
        if option is None:
            painter.setPen(self._theme.colour("ink_3"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "–")
            return
        side = self._theme.px(13)
        box = QRectF(rect.center() - QPointF(side / 2, side / 2), rect.center() + QPointF(side / 2, side / 2))
        paint_mark(painter, box, self._options.index(option), self._theme)
