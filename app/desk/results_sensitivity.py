"""The sensitivity tab: weights and the smallest change at the left, levels at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.pictures import paint_mark
from app.desk.results_cards import OptionLine
from app.desk.results_data import Rows
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import TracksPicture
from app.desk.sensitivity_data import SensitivityRows, SmallestCard
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TrackLegend(QWidget):
    """What tint, dot and stroke mean on the tracks."""

    def __init__(self, theme: Theme, places: list[int], names: list[str], level: str, weight: str) -> None:
        super().__init__()
        self._theme = theme
        self._entries = [*zip(places, names, strict=True), ("dot", level), ("stroke", weight)]
        self.setFont(theme.font("caption"))
        self.setFixedHeight(theme.px(20))
        self.setAccessibleName(", ".join(name for _, name in self._entries))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(self._theme.px(400), self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Signs and words."""
        painter, theme, left = QPainter(self), self._theme, 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        for number, (sign, name) in enumerate(self._entries):
            width = theme.px(18 if isinstance(sign, int) else 10)
            if isinstance(sign, int):
                tint = QRectF(left, middle - theme.px(6), theme.px(16), theme.px(12))
                painter.fillRect(tint, QColor(theme.palette.option(sign).tint))
                if number:
                    side = theme.px(9)
                    place = QRectF(tint.center().x() - side / 2, middle - side / 2, side, side)
                    paint_mark(painter, place, sign, theme)
            elif sign == "dot":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("ink"))
                painter.drawEllipse(QPointF(left + 5, middle), 4, 4)
            else:
                painter.setPen(QPen(theme.colour("ink"), 2))
                painter.drawLine(QPointF(left + 4, middle - 6), QPointF(left + 4, middle + 6))
            left += width + theme.px(4)
            painter.setPen(theme.colour("ink_2"))
            painter.drawText(QRectF(left, 0, theme.px(400), self.height()), _LEFT, name)
            left += self.fontMetrics().horizontalAdvance(name) + theme.px(22)


class SmallestChangeCard(QWidget):
    """An option that is not first, and the least movement of levels that would put it first."""

    def __init__(self, theme: Theme, card: SmallestCard, arrow: str) -> None:
        super().__init__()
        self._theme, self._place = theme, card.place
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        page.setSpacing(theme.px(2))
        option = OptionLine(theme, "name")
        option.show_option(card.place, card.name)
        page.addWidget(option)
        page.addWidget(label(theme, card.said, "caption", "ink_2", wrap=True))
        page.addSpacing(theme.px(2))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(theme.px(4))
        grid.setVerticalSpacing(theme.px(1))
        for line, (name, now, then) in enumerate(card.moves):
            grid.addWidget(label(theme, name, "caption"), line, 0)
            grid.addWidget(
                label(theme, f"{now} {arrow}", "caption", "ink_2"), line, 1, Qt.AlignmentFlag.AlignRight
            )
            grid.addWidget(label(theme, then, "caption_strong"), line, 2, Qt.AlignmentFlag.AlignRight)
        page.addLayout(grid)
        page.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A frame with the option's colour on top."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width(), theme.px(4)), QColor(theme.palette.option(self._place).mark))


def fill_sensitivity(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    """Fill the tab: the finding, the legend, the two columns, and what rules and facts would do."""
    words, data = rows.words, SensitivityRows(rows)
    places = data.places()
    names = [
        words("results.comes_first", option=words(f"option.{rows.analysis.model.option_ids[place]}.sentence"))
        for place in places
    ]
    legend = TrackLegend(theme, places, names, words("results.legend_level"), words("results.legend_weight"))
    tab.column.addWidget(legend)
    if data.excluded_first():
        tab.column.addWidget(label(theme, words("results.value_alone"), "caption", "ink_2", wrap=True))
    tab.column.addWidget(SideBySide(theme, [(_weights(data, theme), 46), (_levels(data, theme), 54)]))
    tab.show_finding(data.finding(), data.table())


def _head(theme: Theme, title: str, sentence: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(1))
    column.addWidget(label(theme, title, "section"))
    column.addWidget(label(theme, sentence, "caption", "ink_2", wrap=True))
    return column


def _weights(data: SensitivityRows, theme: Theme) -> QVBoxLayout:
    words, column = data.rows.words, QVBoxLayout()
    column.setSpacing(theme.px(6))
    column.addLayout(_head(theme, words("results.weights"), words("results.weights_title")))
    heads = (words("results.column.now"), words("results.column.holds"))
    families = TracksPicture(theme, 208, (52, 88), 23)
    families.axis = ((0, "0"), (50, "50"), (100, words("weights.whole", share="100")))
    families.show_rows(data.family_tracks(), words("results.family"), heads)
    column.addWidget(families)
    limited = data.criterion_tracks()
    if limited:
        criteria = TracksPicture(theme, 208, (52, 88), 23)
        criteria.axis = ()
        criteria.show_rows(limited, words("results.limited"), ())
        column.addWidget(criteria)
    column.addWidget(label(theme, data.free_criteria(), "caption", "ink_2"))
    column.addSpacing(theme.px(6))
    column.addLayout(_head(theme, words("results.smallest_head"), words("results.smallest_sentence")))
    cards = QHBoxLayout()
    cards.setSpacing(theme.px(16))
    for card in data.smallest():
        cards.addWidget(SmallestChangeCard(theme, card, "→"), 1)
    column.addLayout(cards)
    column.addStretch(1)
    return column


def _levels(data: SensitivityRows, theme: Theme) -> QVBoxLayout:
    words, column = data.rows.words, QVBoxLayout()
    column.setSpacing(theme.px(6))
    column.addLayout(_head(theme, words("results.levels"), words("results.levels_title")))
    levels = TracksPicture(theme, 212, (36, 52, 48), 27)
    heads = tuple(words(f"results.column.{name}") for name in ("now", "flips_at", "away"))
    levels.show_rows(data.level_tracks(), words("results.nearest_first"), heads)
    column.addWidget(levels)
    for said in (data.advice(), data.facts()):
        if said:
            column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
    column.addStretch(1)
    return column
