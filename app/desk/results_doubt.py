"""Filling the tabs of doubt: robustness under drawn levels and weights, and the other ways of reasoning."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from app.desk.controls import label
from app.desk.doubt_data import DoubtRows, WaysRows
from app.desk.results_data import Rows
from app.desk.results_pictures import BarRow, OptionBarsPicture
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import SpansPicture, paint_named
from app.desk.side_by_side import SideBySide
from app.desk.supporters_picture import SupportersPicture
from app.desk.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NAMED = 126


class WaySharesPicture(OptionBarsPicture):
    """A row a way of reasoning: what it names at the best levels, then the shares of the draws as bars."""

    def __init__(self, theme: Theme, names: int) -> None:
        super().__init__(theme, names + NAMED)
        self._named: dict[str, tuple[int | None, str]] = {}
        self._named_head = ""

    def show_named(self, rows: list[BarRow], named: list[tuple[int | None, str]], head: str) -> None:
        """Tell, before :meth:`show_rows`, what each row names, and the head of that column."""
        self._named = {row.name: option for row, option in zip(rows, named, strict=True)}
        self._named_head = head

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The head of the column of names, and the rest."""
        super().paintEvent(event)
        painter, theme = QPainter(self), self.theme
        self.pen(painter, "ink_2")
        left = theme.px(self._names - NAMED)
        painter.drawText(QRectF(left, 0, theme.px(NAMED), theme.px(20)), _LEFT, self._named_head)

    def _paint_name(self, painter: QPainter, row: BarRow, area: QRectF) -> None:
        """The way, and the option it names."""
        named = self.theme.px(NAMED)
        super()._paint_name(painter, row, area.adjusted(0, 0, -named, 0))
        place, text = self._named[row.name]
        room = QRectF(area.right() + 8 - named, area.top(), named, area.height())
        if place is None:
            self.pen(painter, "ink_2")
            painter.drawText(room, _LEFT, text)
        else:
            paint_named(painter, room, place, text, self.theme)


def ranks_column(rows: Rows, theme: Theme, title: str, names: int) -> QVBoxLayout:
    """How often each option takes each rank, under a title."""
    words, drawn = rows.words, rows.analysis.robustness
    column = _column(theme, title)
    picture = OptionBarsPicture(theme, names)
    picture.show_rows(rows.acceptability(), rows.ranks(), by_row=True)
    picture.tell(title, [row.told() for row in rows.acceptability()])
    column.addWidget(picture)
    error = words.number(drawn.standard_error * 100, 2)
    note = words("results.draws", draws=words.number(drawn.draws), seed=drawn.seed, error=error)
    column.addWidget(label(theme, note, "caption", "ink_2", wrap=True))
    column.addStretch(1)
    return column


def fill_robustness(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    """Ranks and what is owed to the weights, how far values move, and for whom each option comes first."""
    words, doubt = rows.words, DoubtRows(rows)
    often = ranks_column(rows, theme, words("results.how_often"), 130)
    known = _known(doubt, theme)
    left = QVBoxLayout()
    left.setSpacing(theme.px(10))
    left.addLayout(often)
    left.addLayout(known)
    left.addStretch(1)
    tab.column.addWidget(SideBySide(theme, [(left, 1), (_spans(doubt, theme), 1)]))
    tab.column.addLayout(_supporters(doubt, theme))
    tab.show_finding(_finding(rows), doubt.table())


def _known(doubt: DoubtRows, theme: Theme) -> QVBoxLayout:
    words, rows = doubt.rows.words, doubt.known()
    title = words("results.known_head")
    column, picture = _column(theme, title), OptionBarsPicture(theme, 160)
    picture.show_rows(rows, [doubt.rows.option(option) for option in doubt.rows.analysis.model.option_ids])
    picture.tell(title, [row.told() for row in rows])
    column.addWidget(picture)
    return column


def _spans(doubt: DoubtRows, theme: Theme) -> QVBoxLayout:
    rows, words = doubt.rows, doubt.rows.words
    title = words("results.spans_head")
    column, picture = _column(theme, title), SpansPicture(theme, 130, (96,), 26)
    picture.show_rows(rows.spans(), (words("results.column.span"),))
    picture.tell(title, [f"{row.name} {row.figure}" for row in rows.spans()])
    column.addWidget(picture)
    baseline = [
        words("results.baseline_value", option=rows.short(place), value=words.number(value, 1))
        for place, value in enumerate(rows.analysis.explanation.baseline)
    ]
    for said in (
        words("results.spans_note"),
        words("results.baseline", values=words.listing(baseline)),
        doubt.undecided(),
    ):
        column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
    column.addStretch(1)
    return column


def _supporters(doubt: DoubtRows, theme: Theme) -> QVBoxLayout:
    words, rows = doubt.rows.words, doubt.supporters()
    title = words("results.supporters_head")
    column, picture = _column(theme, title), SupportersPicture(theme)
    heads = (*doubt.families(), words("results.column.sure"))
    picture.show_rows(rows, heads)
    picture.tell(title, [_supporter_said(heads, row.name, row.figures) for row in rows])
    said = f"{words('results.supporters_note')} {doubt.never()}".strip()
    column.addWidget(picture)
    column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
    return column


def _supporter_said(heads: tuple[str, ...], name: str, figures: tuple[str, ...]) -> str:
    parts = [f"{head} {figure}" for head, figure in zip(heads, figures, strict=True) if figure]
    return f"{name}: {', '.join(parts)}"


def _finding(rows: Rows) -> str:
    words, first = rows.words, rows.analysis.recommendation.first_by_value
    place = rows.place(first)
    if place is None:
        return words("results.robustness_title")
    share = float(rows.analysis.robustness.rank_acceptability[place, 0])
    option = words(f"option.{first}.name")
    return words("results.robustness_finding", option=option, share=words.share(share))


def fill_methods(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    """What each way names, its shares of the draws beside its scores, and the methods that coincide."""
    words, data, ways = rows.words, WaysRows(rows), rows.analysis.ways
    tab.column.addWidget(SideBySide(theme, [(_shares(data, theme), 56), (_scores(rows, theme), 44)]))
    for said in (words("results.methods_note"), data.coinciding(), data.compromise()):
        if said:
            tab.column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
    agreed = sum(way.first == rows.analysis.recommendation.option for way in ways)
    tab.show_finding(words("results.methods_title", ways=agreed, all=len(ways)), rows.methods_table())


def _shares(data: WaysRows, theme: Theme) -> QVBoxLayout:
    words, rows, named = data.rows.words, data.shares(), data.named()
    title = words("results.way_shares_head")
    column, picture = _column(theme, title), WaySharesPicture(theme, 164)
    picture.show_named(rows, named, words("results.column.best_levels"))
    picture.show_rows(rows, [data.rows.option(option) for option in data.rows.analysis.model.option_ids])
    heads = [data.rows.option(option) for option in data.rows.analysis.model.option_ids]
    told = [
        words(
            "results.way_said",
            way=row.name,
            named=option,
            shares=words.listing([f"{head} {figure}" for head, figure in zip(heads, row.figures, strict=True)]),
        )
        for row, (_, option) in zip(rows, named, strict=True)
    ]
    picture.tell(title, told)
    column.addWidget(picture)
    column.addStretch(1)
    return column


def _scores(rows: Rows, theme: Theme) -> QVBoxLayout:
    title = rows.words("results.way_scores_head")
    column, picture = _column(theme, title), OptionBarsPicture(theme, 164)
    scores = rows.methods()
    picture.show_rows(scores, [rows.option(option) for option in rows.analysis.model.option_ids])
    picture.tell(title, [row.told() for row in scores])
    column.addWidget(picture)
    column.addStretch(1)
    return column


def _column(theme: Theme, title: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    if title:
        column.addWidget(label(theme, title, "strong"))
    return column
