"""The upper part of a comparison: a column for each case with its answer, its values, and the facts below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desk.compare_data import LETTERS, FactRow, Side
from app.desk.compare_shapes import Badge
from app.desk.controls import button, empty, label, rule
from app.desk.icons import icon_pixmap
from app.desk.library_rows import PENDING
from app.desk.pictures import paint_mark, paint_value_bar
from app.desk.theme import Theme
from app.words import Words
from decision.explanation.disagreement import Line


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of the columns in pixels at the plain text size: of names, differences, a case and its figure."""

    names: int = 196
    signs: int = 112
    case: int = 128
    figure: int = 72
    gap: int = 16

    def least(self, cases: int) -> int:
        """What a table of levels needs: the bands still tell something at the width of two cases."""
        return self.names + self.signs + cases * self.figure + 2 * self.case


ROOMY, TIGHT = Widths(), Widths(names=124, signs=72, case=84, figure=60, gap=8)


class Mark(QWidget):
    """The mark of an option."""

    def __init__(self, theme: Theme, place: int) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        self.setFixedSize(theme.px(16), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw it."""
        side = self._theme.px(12)
        paint_mark(QPainter(self), QRectF(1, (self.height() - side) / 2, side, side), self._place, self._theme)


class ValueBars(QWidget):
    """The values of the options as bars in their code, the figure at the end of each."""

    def __init__(self, theme: Theme, values: Sequence[float], figures: Sequence[str], said: str) -> None:
        super().__init__()
        self._theme, self._values, self._figures = theme, tuple(values), tuple(figures)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(20) * len(self._values))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A mark, a short bar and a figure."""
        return QSize(self._theme.px(84), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Mark, bar and figure of each; a value axis is not mirrored."""
        painter, theme = QPainter(self), self._theme
        painter.setFont(theme.font("caption"))
        figure, pitch, mark = theme.px(38), theme.px(20), theme.px(12)
        for place, (value, text) in enumerate(zip(self._values, self._figures, strict=True)):
            top = place * pitch
            paint_mark(painter, QRectF(1, top + (pitch - mark) / 2, mark, mark), place, theme)
            high = theme.px(10)
            bar = QRectF(theme.px(20), top + (pitch - high) // 2, self.width() - theme.px(24) - figure, high)
            paint_value_bar(painter, bar, place, value, theme)
            painter.setPen(theme.colour("ink"))
            box = QRectF(self.width() - figure, top, figure - 2, pitch)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)


class CompareHeads(QWidget):
    """The columns of the cases; made anew for each comparison and with each answer that comes."""

    open_asked = Signal(str)

    def __init__(self, theme: Theme, words: Words, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme, self._words, self._options = theme, words, options
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(8))
        self._widths, self._columns = ROOMY, 0
        self._row = 0
        self.opens: list[QWidget] = []

    def show_sides(self, sides: Sequence[Side], facts: Sequence[FactRow], weights: Sequence[FactRow]) -> None:
        """Show cases with their answers, and the facts and weights in words; rows that differ are marked."""
        empty(self._grid)
        self._row, self.opens = 0, []
        self._share_out(len(sides))
        self._add("", [self._head(place, side) for place, side in enumerate(sides)])
        words = self._words
        answers = [side.answer for side in sides]
        recommended = [None if answer is None else (answer.option, answer.strength) for answer in answers]
        cells = [
            self._pending()
            if answer is None
            else self._option(answer.option, words(f"strength.{answer.strength}"))
            for answer in answers
        ]
        self._add(words("desk.library.column.recommended"), cells, self._same(recommended))
        self._add_documented(sides)
        self._add(words("compare.values"), [self._values(side) for side in sides])
        doctrine = [side.indicated for side in sides]
        cells = [self._option(option, "") for option in doctrine]
        self._add(words("desk.library.column.doctrine"), cells, self._same(doctrine))
        self._add_precedents(sides)
        for heading, rows in (("compare.facts", facts), ("compare.weights", weights)):
            if rows:
                self._add_texts(words(heading), rows)

    def _share_out(self, cases: int) -> None:
        for column in range(1, self._columns + 2):
            self._grid.setColumnStretch(column, 0)
            self._grid.setColumnMinimumWidth(column, 0)
        self._columns = cases
        self.fit(self._widths)

    def fit(self, widths: Widths) -> None:
        """Give the columns these widths; the cases share what is left."""
        theme, cases = self._theme, self._columns
        self._widths = widths
        self._grid.setHorizontalSpacing(theme.px(widths.gap))
        self._grid.setColumnMinimumWidth(0, theme.px(widths.names))
        for column in range(1, cases + 1):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, theme.px(widths.case))
        self._grid.setColumnMinimumWidth(cases + 1, theme.px(widths.signs))

    def _add(self, name: str, cells: Sequence[QWidget], same: bool | None = None) -> None:
        """One row: its name, a cell for each case, and whether they differ where that can be told."""
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(self._theme, name, "caption", "ink_2", wrap=True), self._row, 0, top)
        for column, cell in enumerate(cells, start=1):
            self._grid.addWidget(cell, self._row, column, top)
        if same is not None:
            self._grid.addWidget(self._sign(same), self._row, len(cells) + 1, top)
        self._row += 1

    def _add_texts(self, heading: str, rows: Sequence[FactRow]) -> None:
        self._grid.addWidget(rule(self._theme), self._row, 0, 1, self._columns + 2)
        self._grid.addWidget(label(self._theme, heading, "strong"), self._row + 1, 0, 1, 2)
        self._row += 2
        for row in rows:
            cells = [label(self._theme, value, "body", wrap=True) for value in row.values]
            self._add(row.name, cells, not row.differs)

    def _add_documented(self, sides: Sequence[Side]) -> None:
        done = [side.case.documented for side in sides]
        cells = [
            label(self._theme, self._words("desk.library.not_documented"), "body", "ink_2", wrap=True)
            if one is None
            else self._option(one.option, one.source)
            for one in done
        ]
        options = [one.option for one in done if one is not None]
        same = len(set(options)) == 1 if len(options) > 1 else None
        self._add(self._words("desk.library.column.documented"), cells, same)

    def _add_precedents(self, sides: Sequence[Side]) -> None:
        lines = [None if side.answer is None else side.answer.lines for side in sides]
        known = [line[Line.PRECEDENT] for line in lines if line is not None and Line.PRECEDENT in line]
        cells = [
            self._option(line[Line.PRECEDENT], "")
            if line is not None and Line.PRECEDENT in line
            else self._pending()
            for line in lines
        ]
        same = self._same(known) if len(known) == len(sides) else None
        self._add(self._words("desk.library.column.precedent"), cells, same)

    @staticmethod
    def _same(values: Sequence[object]) -> bool | None:
        return None if any(value is None for value in values) and len(set(values)) == 1 else len(set(values)) == 1

    def _head(self, place: int, side: Side) -> QWidget:
        theme, words, case = self._theme, self._words, side.case
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(Badge(theme, place))
        column.addWidget(label(theme, case.title, "section", wrap=True))
        date = words("desk.case.as_of", date=words.short_day(case.as_of))
        column.addWidget(label(theme, case.mission.name, "caption", "ink_2", wrap=True))
        column.addWidget(label(theme, date, "caption", "ink_2", wrap=True))
        made = button(theme, words("desk.library.open"), "link")
        made.setFont(theme.font("caption_strong"))
        made.setAccessibleName(words("compare.open", letter=LETTERS[place], title=case.title))
        made.clicked.connect(lambda _=False, case_id=case.id: self.open_asked.emit(case_id))
        self.opens.append(made)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return cell

    def _pending(self) -> QLabel:
        made = label(self._theme, PENDING, "body", "ink_3")
        made.setAccessibleName(self._words("desk.library.computing"))
        return made

    def _option(self, option: str | None, second: str) -> QWidget:
        """An option with its mark, and a line below."""
        theme, words = self._theme, self._words
        cell = QWidget()
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(5))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        if option is None:
            lines.addWidget(label(theme, words("desk.library.none"), "body", "ink_2", wrap=True))
        else:
            place = self._options.index(option)
            row.addWidget(Mark(theme, place), 0, Qt.AlignmentFlag.AlignTop)
            name = label(theme, words(f"option.{option}.name"), "name", wrap=True)
            name.setStyleSheet(f"color: {theme.palette.option(place).text}")
            lines.addWidget(name)
        if second:
            lines.addWidget(label(theme, second, "caption", "ink_2", wrap=True))
        row.addLayout(lines, 1)
        return cell

    def _values(self, side: Side) -> ValueBars:
        words = self._words
        values = [float(value) for value in side.valuation.values]
        figures = [words.number(value, 1) for value in values]
        said = [
            words("compare.value", option=words(f"option.{option}.name"), value=figure)
            for option, figure in zip(self._options, figures, strict=True)
        ]
        return ValueBars(self._theme, values, figures, words.listing(said))

    def _sign(self, same: bool) -> QWidget:
        theme, cell = self._theme, QWidget()
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(5))
        picture = QLabel()
        ink = "ink_3" if same else "ink"
        picture.setPixmap(icon_pixmap("equal" if same else "unequal", theme.colour(ink), theme.px(13), 2.0))
        row.addWidget(picture)
        word = self._words("compare.same" if same else "desk.library.differ")
        row.addWidget(label(theme, word, "caption" if same else "strong", ink), 1)
        return cell
