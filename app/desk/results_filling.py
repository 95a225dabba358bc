"""Filling the tabs of the results from an analysis: titles that are findings, and their pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.axis import ticks
from app.desk.controls import empty, label
from app.desk.parties_data import PartiesRows
from app.desk.results_data import Rows
from app.desk.results_doubt import fill_methods, fill_robustness, ranks_column
from app.desk.results_pictures import ContributionsPicture, OptionBarsPicture
from app.desk.results_reasons import reasons_row
from app.desk.results_sensitivity import fill_sensitivity
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import DistancesPicture
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme


def fill_tabs(tabs: dict[str, ResultTab], rows: Rows, theme: Theme) -> None:
    """Fill every tab from the analysis."""
    for tab in tabs.values():
        empty(tab.column)
    _contributions(tabs["contributions"], rows, theme)
    fill_robustness(tabs["robustness"], rows, theme)
    fill_sensitivity(tabs["sensitivity"], rows, theme)
    _stakeholders(tabs["stakeholders"], rows, theme)
    _precedents(tabs["precedents"], rows, theme)
    fill_methods(tabs["methods"], rows, theme)


def _caption(theme: Theme, text: str) -> QWidget:
    return label(theme, text, "caption", "ink_2", wrap=True)


def _contributions(tab: ResultTab, rows: Rows, theme: Theme) -> None:
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
    bars = rows.contributions()
    picture = ContributionsPicture(theme, words("results.points"))
    picture.show_rows(bars, sides, (second, first), ticks(words, [bar.values[0] for bar in bars]))
    picture.tell(title, [bar.told() for bar in bars])
    often = ranks_column(rows, theme, words("results.how_often"), 118)
    tab.column.addWidget(SideBySide(theme, [(picture, 62), (often, 38)]))
    tab.column.addLayout(reasons_row(rows, theme))
    tab.show_finding(title, rows.contributions_table())


def _stakeholders(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, found, data = rows.words, rows.analysis.stakeholders, PartiesRows(rows)
    picture = OptionBarsPicture(theme)
    options = rows.analysis.model.option_ids
    picture.show_rows(rows.perspectives(), [rows.option(option) for option in options])
    tab.column.addWidget(picture)
    for said in (data.least_regret(), data.concordance()):
        if said:
            tab.column.addWidget(label(theme, said, "body", wrap=True))
    if data.shifts():
        tab.column.addLayout(_shifts(data, theme))
    tab.column.addWidget(_caption(theme, words("results.modelled")))
    dissenting = [view for view in found.views if view.first != rows.analysis.recommendation.option]
    title = words.count("results.dissent", len(dissenting)) if dissenting else words("results.no_dissent")
    picture.tell(title, [row.told() for row in rows.perspectives()])
    tab.show_finding(title, data.table())


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


def _precedents(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, found = rows.words, rows.analysis.precedents
    if found.nearest:
        picture = DistancesPicture(theme, 250, (52, 170), 46)
        picture.show_rows(rows.distances(), words("results.distance"), words("results.done"))
        picture.tell(
            words("results.nearest_of", nearest=len(found.nearest), documented=found.documented),
            [f"{row.name}: {row.figure}, {row.done}. {row.differs}" for row in rows.distances()],
        )
        tab.column.addWidget(picture)
    tab.column.addWidget(_caption(theme, words("results.precedents_note")))
    title = words(
        "results.precedents_title" if found.nearest else "results.precedents_none",
        comparable=found.comparable,
        documented=found.documented,
    )
    tab.show_finding(title, rows.precedents_table())
