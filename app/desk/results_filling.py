"""Filling the tabs of the results from an analysis: titles that are findings, and their figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.axis import ticks
from app.desk.controls import label
from app.desk.parties_data import PartiesRows
from app.desk.picture_figure import Figure, note, under_each_other
from app.desk.picture_tables import PictureTable
from app.desk.results_data import Rows
from app.desk.results_doubt import fill_methods, fill_robustness, ranks_figure
from app.desk.results_pictures import ContributionsPicture, OptionBarsPicture, ValuesPicture
from app.desk.results_reasons import reasons_row
from app.desk.results_sensitivity import fill_sensitivity
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import DistancesPicture
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme


def fill_tabs(tabs: dict[str, ResultTab], rows: Rows, theme: Theme) -> None:
    """Give every tab the analysis; each is filled when it is looked at."""
    for name, tab in tabs.items():
        tab.hold(_filler(name, tab, rows, theme))


def _filler(name: str, tab: ResultTab, rows: Rows, theme: Theme) -> Callable[[], None]:
    return lambda: _FILLS[name](tab, rows, theme)


def contributions_figure(rows: Rows) -> Figure:
    """Why one option is ahead of another, criterion by criterion."""
    words, gap = rows.words, rows.shown_gap()
    first, second = rows.place(gap.first) or 0, rows.place(gap.second) or 0
    values = rows.analysis.valuation.values
    title = words(
        "results.contributions_title",
        first=words(f"option.{gap.first}.sentence"),
        first_value=words.number(float(values[first]), 1),
        second=words(f"option.{gap.second}.sentence"),
        second_value=words.number(float(values[second]), 1),
    )
    sides = (
        words("results.for_left", option=words(f"option.{gap.second}.sentence")),
        words("results.for_right", option=words(f"option.{gap.first}.sentence")),
    )

    def make(theme: Theme) -> QWidget:
        picture, bars = ContributionsPicture(theme, words("results.points")), rows.contributions()
        picture.show_rows(bars, sides, (second, first), ticks(words, [bar.values[0] for bar in bars]))
        picture.tell(title)
        return picture

    return Figure("contributions", title, make, rows.contributions_table())


def _contributions(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    figure = contributions_figure(rows)
    boxes = [(tab.box(figure, ""), 62), (tab.box(ranks_figure(rows)), 38)]
    tab.column.addWidget(SideBySide(theme, list(boxes)))
    tab.column.addLayout(reasons_row(rows, theme))
    tab.figures.append(values_figure(rows))
    tab.show_finding(figure.title)


def values_figure(rows: Rows) -> Figure:
    """The value of every option: the window shows it in the card of the analysis."""
    words, bars = rows.words, rows.values()

    def make(theme: Theme) -> QWidget:
        picture = ValuesPicture(theme)
        picture.show_rows(bars)
        picture.tell(words("picture.values"))
        return picture

    heads = (words("picture.column.option"), words("picture.column.value"))
    table = PictureTable(heads, [(row.name, row.figures[0]) for row in bars])
    return Figure("values", words("picture.values"), make, table, width=480)


def perspectives_figure(rows: Rows) -> Figure:
    """The value of every option under every perspective."""
    words = rows.words
    recommended = rows.analysis.recommendation.option
    dissenting = [view for view in rows.analysis.stakeholders.views if view.first != recommended]
    title = words.count("results.dissent", len(dissenting)) if dissenting else words("results.no_dissent")

    def make(theme: Theme) -> QWidget:
        picture = OptionBarsPicture(theme)
        picture.show_rows(rows.perspectives(), [rows.option(option) for option in rows.analysis.model.option_ids])
        picture.tell(title)
        return under_each_other(theme, [picture, note(theme, words("results.modelled"))])

    return Figure("perspectives", title, make, PartiesRows(rows).table())


def _stakeholders(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    data, figure = PartiesRows(rows), perspectives_figure(rows)
    tab.column.addWidget(tab.box(figure, ""))
    for said in (data.least_regret(), data.concordance()):
        if said:
            tab.column.addWidget(label(theme, said, "body", wrap=True))
    if data.shifts():
        tab.column.addLayout(_shifts(data, theme))
    tab.show_finding(figure.title)


def _shifts(data: PartiesRows, theme: Theme) -> QVBoxLayout:
    """For each dissenter the least shift of weight, under what it would bring about."""
    column, grid = QVBoxLayout(), QGridLayout()
    column.setSpacing(theme.px(4))
    column.addSpacing(theme.px(4))
    column.addWidget(label(theme, data.shift_head(), "strong", wrap=True))
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(2))
    grid.setColumnStretch(1, 1)
    for line, (perspective, said) in enumerate(data.shifts()):
        grid.addWidget(label(theme, perspective, "caption"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(theme, said, "caption", "ink_2", wrap=True), line, 1)
    column.addLayout(grid)
    return column


def precedents_figure(rows: Rows) -> Figure:
    """The nearest documented cases: how far, what was done, what differs most."""
    words, found = rows.words, rows.analysis.precedents
    title = words(
        "results.precedents_title" if found.nearest else "results.precedents_none",
        comparable=found.comparable,
        documented=found.documented,
    )
    axis = (words.number(0), words.number(0.5, 1), words.number(1))

    def make(theme: Theme) -> QWidget:
        picture = DistancesPicture(theme, 200, (52,))
        picture.show_rows(rows.distances(), words("results.distance"), words("results.done"), axis)
        picture.tell(title)
        return under_each_other(theme, [picture, note(theme, words("results.precedents_note"))])

    return Figure("precedents", title, make, rows.precedents_table(), width=900)


def _precedents(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    figure = precedents_figure(rows)
    if rows.analysis.precedents.nearest:
        tab.column.addWidget(tab.box(figure, ""))
    else:
        tab.column.addWidget(note(theme, rows.words("results.precedents_note")))
    tab.show_finding(figure.title)


_FILLS: dict[str, Callable[[ResultTab, Rows, Theme], None]] = {
    "contributions": _contributions,
    "robustness": fill_robustness,
    "sensitivity": fill_sensitivity,
    "stakeholders": _stakeholders,
    "precedents": _precedents,
    "methods": fill_methods,
}
