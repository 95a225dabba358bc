"""Filling the tabs of the results from an analysis: titles that are findings, and their pictures."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import empty, label
from app.desk.results_data import Rows
from app.desk.results_pictures import ContributionsPicture, OptionBarsPicture
from app.desk.results_sensitivity import fill_sensitivity
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import DistancesPicture, SpansPicture
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
MOST_TICKS = 9


def fill_tabs(tabs: dict[str, ResultTab], rows: Rows, theme: Theme) -> None:
    """Fill every tab from the analysis."""
    for tab in tabs.values():
        empty(tab.column)
    _contributions(tabs["contributions"], rows, theme)
    _robustness(tabs["robustness"], rows, theme)
    fill_sensitivity(tabs["sensitivity"], rows, theme)
    _stakeholders(tabs["stakeholders"], rows, theme)
    _precedents(tabs["precedents"], rows, theme)
    _methods(tabs["methods"], rows, theme)


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
    picture.show_rows(bars, sides, (second, first), ticks(rows, [bar.values[0] for bar in bars]))
    often = _ranks(rows, theme, words("results.how_often"), 118)
    tab.column.addWidget(SideBySide(theme, [(picture, 62), (often, 38)]))
    tab.show_finding(title, rows.contributions_table())


def ticks(rows: Rows, points: list[float]) -> list[tuple[float, str]]:
    """The axis of a picture of contributions: round steps that hold every bar, few enough to read."""
    least, most = min([0.0, *points]), max([0.0, *points])
    span = max(most - least, STEPS[0])
    step = next((step for step in STEPS if span / step < MOST_TICKS), STEPS[-1])
    low, high = math.floor(least / step), math.ceil(most / step)
    decimals = 0 if step >= 1 else 1
    words = rows.words
    return [
        (place * step, words.change(place * step, decimals) if place else words.number(0))
        for place in range(low, high + 1)
    ]


def _ranks(rows: Rows, theme: Theme, title: str, names: int) -> QVBoxLayout:
    """How often each option takes each rank."""
    words, drawn = rows.words, rows.analysis.robustness
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    if title:
        column.addWidget(label(theme, title, "strong"))
    picture = OptionBarsPicture(theme, names)
    picture.show_rows(rows.acceptability(), rows.ranks(), by_row=True)
    column.addWidget(picture)
    error = words.number(drawn.standard_error * 100, 2)
    note = words("results.draws", draws=words.number(drawn.draws), seed=drawn.seed, error=error)
    column.addWidget(_caption(theme, note))
    column.addStretch(1)
    return column


def _robustness(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words = rows.words
    often = _ranks(rows, theme, words("results.how_often"), 130)
    spans = QVBoxLayout()
    spans.setSpacing(theme.px(4))
    spans.addWidget(label(theme, words("results.spans_head"), "strong"))
    picture = SpansPicture(theme, 130, (96,), 26)
    picture.show_rows(rows.spans(), (words("results.column.span"),))
    spans.addWidget(picture)
    spans.addWidget(_caption(theme, words("results.spans_note")))
    spans.addStretch(1)
    tab.column.addWidget(SideBySide(theme, [(often, 1), (spans, 1)]))
    baseline = [
        words("results.baseline_value", option=rows.short(place), value=words.number(value, 1))
        for place, value in enumerate(rows.analysis.explanation.baseline)
    ]
    tab.column.addWidget(_caption(theme, words("results.baseline", values=words.listing(baseline))))
    tab.show_finding(_robustness_title(rows), rows.robustness_table())


def _robustness_title(rows: Rows) -> str:
    words, first = rows.words, rows.analysis.recommendation.first_by_value
    place = rows.place(first)
    if place is None:
        return words("results.robustness_title")
    share = float(rows.analysis.robustness.rank_acceptability[place, 0])
    option = words(f"option.{first}.name")
    return words("results.robustness_finding", option=option, share=words.share(share))


def _stakeholders(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, found = rows.words, rows.analysis.stakeholders
    picture = OptionBarsPicture(theme)
    options = rows.analysis.model.option_ids
    picture.show_rows(rows.perspectives(), [rows.option(option) for option in options])
    tab.column.addWidget(picture)
    if found.least_regret:
        place = rows.place(found.least_regret) or 0
        regret = words.number(found.greatest_regrets[place], 1)
        said = words("results.least_regret", option=words(f"option.{found.least_regret}.name"), points=regret)
        tab.column.addWidget(label(theme, said, "body", wrap=True))
    tab.column.addWidget(_caption(theme, words("results.modelled")))
    dissenting = [view for view in found.views if view.first != rows.analysis.recommendation.option]
    title = words.count("results.dissent", len(dissenting)) if dissenting else words("results.no_dissent")
    tab.show_finding(title, rows.perspectives_table())


def _precedents(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, found = rows.words, rows.analysis.precedents
    if found.nearest:
        picture = DistancesPicture(theme, 250, (52, 170), 46)
        picture.show_rows(rows.distances(), words("results.distance"), words("results.done"))
        tab.column.addWidget(picture)
    tab.column.addWidget(_caption(theme, words("results.precedents_note")))
    title = words(
        "results.precedents_title" if found.nearest else "results.precedents_none",
        comparable=found.comparable,
        documented=found.documented,
    )
    tab.show_finding(title, rows.precedents_table())


def _methods(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, ways = rows.words, rows.analysis.ways
    picture = OptionBarsPicture(theme)
    picture.show_rows(rows.methods(), [rows.option(option) for option in rows.analysis.model.option_ids])
    tab.column.addWidget(picture)
    tab.column.addWidget(_caption(theme, words("results.methods_note")))
    agreed = sum(way.first == rows.analysis.recommendation.option for way in ways)
    tab.show_finding(words("results.methods_title", ways=agreed, all=len(ways)), rows.methods_table())
