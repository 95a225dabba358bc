"""The sensitivity tab: weights and the smallest change at the left, levels at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.focus import OFF, WIDTH
from app.desk.option_card import OptionCard
from app.desk.pictures import paint_mark
from app.desk.results_data import Rows
from app.desk.results_pictures import TrackRow
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import TracksPicture
from app.desk.sensitivity_data import SensitivityRows, SmallestCard
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme
from app.desk.tornado import TornadoPicture

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NARROW = 440
"""Under this width the cards of the smallest changes stack."""


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


class SmallestChangeCard(OptionCard):
    """An option that is not first, and the least movement of levels that would put it first."""

    def __init__(self, theme: Theme, card: SmallestCard, turn: Callable[[str], str]) -> None:
        super().__init__(theme, card.place, card.name, card.said.split("\n"))
        self.add_rows([(name, turn(now), then) for name, now, then in card.moves])
        moves = [f"{name} {turn(now)} {then}" for name, now, then in card.moves]
        self.setAccessibleDescription(" ".join([*card.said.split("\n"), "; ".join(moves)]).strip())
        self.page.addStretch(1)


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
        tab.column.addWidget(label(theme, data.excluded_first(), "caption", "ink_2", wrap=True))
    left, right = QVBoxLayout(), QVBoxLayout()
    for column, parts in ((left, (_weights, _tornado)), (right, (_levels, _smallest))):
        column.setSpacing(theme.px(14))
        for part in parts:
            column.addLayout(part(data, theme))
        column.addStretch(1)
    tab.column.addWidget(SideBySide(theme, [(left, 47), (right, 53)]))
    for picture in tab.pictures.findChildren(TornadoPicture):
        # Made later than all else in the window, it would be last; it follows what stands before it.
        QWidget.setTabOrder(tab.table, picture)
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
    families.tell(words("results.weights"), [_told(row) for row in data.family_tracks()])
    column.addWidget(families)
    limited = data.criterion_tracks()
    if limited:
        criteria = TracksPicture(theme, 208, (52, 88), 23)
        criteria.axis = ()
        criteria.show_rows(limited, words("results.limited"), ())
        criteria.tell(words("results.limited"), [_told(row) for row in limited])
        column.addWidget(criteria)
    column.addWidget(label(theme, data.free_criteria(), "caption", "ink_2"))
    return column


def _smallest(data: SensitivityRows, theme: Theme) -> QVBoxLayout:
    words, column = data.rows.words, QVBoxLayout()
    column.setSpacing(theme.px(6))
    column.addLayout(_head(theme, words("results.smallest_head"), words("results.smallest_sentence")))
    cards = [(SmallestChangeCard(theme, card, _turner(data)), 1) for card in data.smallest()]
    column.addWidget(SideBySide(theme, list(cards), NARROW, 16))
    for said in (data.advice(), data.facts()):
        if said:
            column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
    return column


def _turner(data: SensitivityRows) -> Callable[[str], str]:
    return lambda now: data.rows.words("results.turn", now=now, then="").rstrip()


def _levels(data: SensitivityRows, theme: Theme) -> QVBoxLayout:
    words, column = data.rows.words, QVBoxLayout()
    column.setSpacing(theme.px(6))
    column.addLayout(_head(theme, words("results.levels"), words("results.levels_title")))
    rated = data.level_tracks()
    if rated:
        likely = any(row.figures[-1] for row in rated)
        levels = TracksPicture(theme, 212, (34, 52, 44, 50) if likely else (34, 52, 44), 27)
        heads = ("now", "flips_at", "away", *(("chance",) if likely else ()))
        named = tuple(words(f"results.column.{name}") for name in heads)
        levels.show_rows(rated, words("results.nearest_first"), named, strong=2)
        levels.tell(words("results.levels"), [_told(row) for row in rated])
        column.addWidget(levels)
        if likely:
            column.addWidget(label(theme, words("results.chance_note"), "caption", "ink_2", wrap=True))
    turning = data.open_tracks()
    if turning:
        column.addLayout(_head(theme, words("results.open_head"), words("results.open_sentence")))
        picture = TracksPicture(theme, 212, (130, 50), 27)
        named = (words("results.column.turns"), words("results.column.chance"))
        picture.show_rows(turning, words("results.likeliest_first"), named)
        picture.tell(words("results.open_head"), [row.hint for row in turning])
        column.addWidget(picture)
    if data.still_open():
        column.addWidget(label(theme, data.still_open(), "caption", "ink_2", wrap=True))
    return column


def _tornado(data: SensitivityRows, theme: Theme) -> QVBoxLayout:
    """How far each criterion's own doubt moves the lead."""
    words, rows, column = data.rows.words, data.tornado(), QVBoxLayout()
    column.setSpacing(theme.px(6))
    place = data.tornado_option()
    option = words(f"option.{data.rows.analysis.model.option_ids[place]}.sentence")
    sentence = words("results.tornado_sentence", option=option)
    column.addLayout(_head(theme, words("results.tornado_head"), sentence))
    if rows:
        picture = TornadoPicture(theme)
        picture.name_head = words("results.longest_first")
        picture.heads = (words("results.points"),)
        picture.show_rows(rows, data.tornado_axis(), data.lead_now(), place)
        picture.tell(words("results.tornado_head"), picture.hints)
        ringed = QHBoxLayout()
        ringed.setContentsMargins(OFF + WIDTH, 0, OFF + WIDTH, 0)  # or the focus ring would be cut at the sides
        ringed.addWidget(picture)
        column.addLayout(ringed)
        now = words("results.tornado_now", points=words.number(data.lead_now(), 1))
        column.addWidget(label(theme, now, "caption", "ink_2", wrap=True))
    else:
        column.addWidget(label(theme, words("results.tornado_none"), "caption", "ink_2", wrap=True))
    return column


def _told(row: TrackRow) -> str:
    return f"{row.name}: {', '.join(figure for figure in row.figures if figure)}"
