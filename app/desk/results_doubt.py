"""The figures of doubt: robustness under drawn levels and weights, and the other ways of reasoning."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.desk.doubt_data import RANKED, DoubtRows, WaysRows
from app.desk.picture_figure import Figure, note, under_each_other
from app.desk.results_data import Rows
from app.desk.results_pictures import BarRow, OptionBarsPicture
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import SpansPicture
from app.desk.side_by_side import SideBySide
from app.desk.supporters_picture import SupportersPicture
from app.desk.theme import Theme

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

    def draw(self, painter: QPainter) -> None:
        """The head of the column of names, and the rest."""
        super().draw(painter)
        theme = self.theme
        self.pen(painter, "ink_2")
        left = self.names_width() - theme.px(NAMED)
        self.write(painter, QRectF(left, 0, theme.px(NAMED), theme.px(20)), self._named_head)

    def _draw_name(self, painter: QPainter, row: BarRow, area: QRectF) -> None:
        """The way, and the option it names."""
        named = self.theme.px(NAMED)
        super()._draw_name(painter, row, area.adjusted(0, 0, -named, 0))
        place, text = self._named[row.name]
        room = QRectF(area.right() + 8 - named, area.top(), named - 8, area.height())
        if place is None:
            self.pen(painter, "ink_2")
            self.write(painter, room, text)
        else:
            self.write_option(painter, room, place, text)


def ranks_figure(rows: Rows) -> Figure:
    """How often each option takes each rank: with weights about the profile, and with any at all."""
    words, drawn = rows.words, rows.analysis.robustness

    def make(theme: Theme) -> QWidget:
        parts: list[QWidget] = []
        for known in RANKED:
            picture, shares = OptionBarsPicture(theme, 118), rows.acceptability(known)
            picture.show_rows(shares, rows.ranks(), by_row=True)
            head = words(f"picture.ranks.{known}")
            picture.tell(f"{words('results.how_often')}: {head}")
            parts += [note(theme, head), picture]
        error = words.number(drawn.standard_error * 100, 2)
        said = words("results.draws", draws=words.number(drawn.draws), seed=drawn.seed, error=error)
        return under_each_other(theme, [*parts, note(theme, said)])

    return Figure("ranks", words("results.how_often"), make, DoubtRows(rows).ranks_table(), width=560)


def known_figure(doubt: DoubtRows) -> Figure:
    """How often each option comes first, by what is known of the weights."""
    words, rows = doubt.rows.words, doubt.rows

    def make(theme: Theme) -> QWidget:
        picture = OptionBarsPicture(theme, 160)
        picture.show_rows(doubt.known(), [rows.option(option) for option in rows.analysis.model.option_ids])
        picture.tell(words("results.known_head"))
        return picture

    return Figure("known", words("results.known_head"), make, doubt.known_table(), width=600)


def spans_figure(doubt: DoubtRows) -> Figure:
    """How far the value of each option could move."""
    rows, words = doubt.rows, doubt.rows.words
    title = words("results.spans_head")
    baseline = [
        words("results.baseline_value", option=rows.short(place), value=words.number(value, 1))
        for place, value in enumerate(rows.analysis.explanation.baseline)
    ]
    known = words("results.baseline", values=words.listing(baseline))

    def make(theme: Theme) -> QWidget:
        picture = SpansPicture(theme, 130, (96,), 26)
        picture.show_rows(rows.spans(), (words("results.column.span"),))
        picture.tell(title)
        notes = (words("results.spans_note"), known, doubt.undecided())
        return under_each_other(theme, [picture, *(note(theme, said) for said in notes)])

    return Figure("spans", title, make, doubt.spans_table(), width=640)


def supporters_figure(doubt: DoubtRows) -> Figure:
    """For whom each option comes first."""
    words = doubt.rows.words
    title = words("results.supporters_head")

    def make(theme: Theme) -> QWidget:
        picture = SupportersPicture(theme)
        picture.show_rows(doubt.supporters(), (*doubt.families(), words("results.column.sure")))
        picture.tell(title)
        said = f"{words('results.supporters_note')} {doubt.never()}".strip()
        return under_each_other(theme, [picture, note(theme, said)])

    return Figure("supporters", title, make, doubt.supporters_table(), width=860)


def fill_robustness(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    """Ranks and what is owed to the weights, how far values move, and for whom each option comes first."""
    doubt = DoubtRows(rows)
    left = under_each_other(theme, [tab.box(ranks_figure(rows)), tab.box(known_figure(doubt))], 14)
    tab.column.addWidget(SideBySide(theme, [(left, 1), (tab.box(spans_figure(doubt)), 1)]))
    tab.column.addWidget(tab.box(supporters_figure(doubt)))
    tab.show_finding(_finding(rows))


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
    boxes = [(tab.box(way_shares_figure(data)), 56), (tab.box(scores_figure(rows)), 44)]
    tab.column.addWidget(SideBySide(theme, list(boxes)))
    for said in (words("results.methods_note"), data.coinciding(), data.compromise()):
        if said:
            tab.column.addWidget(note(theme, said))
    agreed = sum(way.first == rows.analysis.recommendation.option for way in ways)
    tab.show_finding(words("results.methods_title", ways=agreed, all=len(ways)))


def way_shares_figure(data: WaysRows) -> Figure:
    """What each way of reasoning names, and in what share of the draws."""
    words, rows = data.rows.words, data.rows
    title = words("results.way_shares_head")

    def make(theme: Theme) -> QWidget:
        picture, shares = WaySharesPicture(theme, 164), data.shares()
        picture.show_named(shares, data.named(), words("results.column.best_levels"))
        picture.show_rows(shares, [rows.option(option) for option in rows.analysis.model.option_ids])
        picture.tell(title)
        return picture

    return Figure("ways", title, make, rows.way_shares_table(), width=760)


def scores_figure(rows: Rows) -> Figure:
    """The score each way of reasoning gives each option."""
    words = rows.words
    title = words("results.way_scores_head")

    def make(theme: Theme) -> QWidget:
        picture = OptionBarsPicture(theme, 164)
        picture.show_rows(rows.methods(), [rows.option(option) for option in rows.analysis.model.option_ids])
        picture.tell(title)
        return picture

    return Figure("scores", title, make, rows.scores_table(), words("results.methods_note"), width=640)
