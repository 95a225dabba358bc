"""The tabs of the results: a finding as a title, its picture, and its table one click away."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.controls import button, label
from app.desk.pictures import paint_mark
from app.desk.results_data import Rows
from app.desk.results_pictures import ContributionsPicture, OptionBarsPicture, PictureTable, TracksPicture
from app.desk.state import DeskState
from app.desk.theme import Theme


class ResultTab(QWidget):
    """A finding as a title, its picture, and its table one click away."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.title = label(theme, "", "strong", wrap=True)
        self._toggle = button(theme, self._words("results.as_table"), "quiet")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._turn)
        self._copy = button(theme, self._words("results.copy"), "quiet")
        self._copy.clicked.connect(self._to_clipboard)
        self.pictures = QWidget()
        self.column = QVBoxLayout(self.pictures)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.hide()
        self._data = PictureTable(())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, theme.px(4), 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._toggle)
        head.addWidget(self._copy)
        page.addLayout(head)
        page.addWidget(self.pictures)
        page.addWidget(self.table)
        page.addStretch(1)

    def show_finding(self, title: str, data: PictureTable) -> None:
        """Show a title and the table behind the picture."""
        self.title.setText(title)
        self._data = data
        self.table.setAccessibleName(title)
        self.table.setColumnCount(len(data.heads))
        self.table.setHorizontalHeaderLabels(list(data.heads))
        self.table.setRowCount(len(data.rows))
        for line, cells in enumerate(data.rows):
            for column, text in enumerate(cells):
                self.table.setItem(line, column, QTableWidgetItem(text))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.resizeRowsToContents()
        height = sum(self.table.rowHeight(line) for line in range(len(data.rows)))
        self.table.setMinimumHeight(height + self._theme.px(40))

    def show_table_only(self) -> None:
        """The table is the picture: nothing to turn to."""
        self._toggle.hide()
        self.table.show()

    def _turn(self, table: bool) -> None:
        self.table.setVisible(table)
        self.pictures.setVisible(not table)

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._data.as_text())


class MarkedText(QWidget):
    """A sentence with an option's mark before it."""

    def __init__(self, theme: Theme, place: int | None, text: str) -> None:
        super().__init__()
        self._theme, self._place = theme, place
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, 0, 0)
        row.addWidget(label(theme, text, "body", wrap=True), 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The mark at the first line."""
        if self._place is not None:
            side = self._theme.px(12)
            paint_mark(QPainter(self), QRectF(0, self._theme.px(3), side, side), self._place, self._theme)


def fill_tabs(tabs: dict[str, ResultTab], rows: Rows, theme: Theme) -> None:
    """Fill every tab from the analysis."""
    for tab in tabs.values():
        _clear(tab.column)
    _contributions(tabs["contributions"], rows, theme)
    _robustness(tabs["robustness"], rows, theme)
    _sensitivity(tabs["sensitivity"], rows, theme)
    _stakeholders(tabs["stakeholders"], rows, theme)
    _tables(tabs, rows, theme)


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
    picture = ContributionsPicture(theme)
    sides = (
        words("results.for_left", option=rows.option(gap.second)),
        words("results.for_right", option=rows.option(gap.first)),
    )
    picture.show_rows(rows.contributions(), sides, (second, first))
    tab.column.addWidget(picture)
    tab.show_finding(title, rows.contributions_table())


def _robustness(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, drawn = rows.words, rows.analysis.robustness
    picture = OptionBarsPicture(theme)
    picture.show_rows(rows.acceptability(), rows.ranks(), by_row=True)
    tab.column.addWidget(picture)
    error = words.number(drawn.standard_error * 100, 2)
    note = words("results.draws", draws=words.number(drawn.draws), seed=drawn.seed, error=error)
    tab.column.addWidget(label(theme, note, "caption", "ink_2", wrap=True))
    baseline = [
        words("results.baseline_value", option=rows.short(place), value=words.number(value, 1))
        for place, value in enumerate(rows.analysis.explanation.baseline)
    ]
    bias = words("results.baseline", values=words.listing(baseline))
    tab.column.addWidget(label(theme, bias, "caption", "ink_2", wrap=True))
    tab.show_finding(words("results.robustness_title"), rows.robustness_table())


def _sensitivity(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words = rows.words
    for place, said in rows.smallest():
        tab.column.addWidget(MarkedText(theme, place, said))
    facts = rows.fact_flips()
    if facts:
        said = words("results.facts", flips=" ".join(facts))
        tab.column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
    tab.column.addWidget(label(theme, words("results.levels_title"), "strong"))
    levels = TracksPicture(theme, 230, (44, 96, 56))
    heads = tuple(words(f"results.column.{name}") for name in ("now", "flips_at", "away"))
    levels.show_rows(rows.level_tracks(), heads)
    tab.column.addWidget(levels)
    tab.column.addWidget(label(theme, words("results.weights_title"), "strong"))
    weights = TracksPicture(theme, 230, (64, 132))
    weights.show_rows(rows.weight_tracks(), (words("results.column.now"), words("results.column.holds")))
    tab.column.addWidget(weights)
    tab.show_finding(words("results.sensitivity_title"), rows.tipping_table())


def _stakeholders(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    words, found = rows.words, rows.analysis.stakeholders
    picture = OptionBarsPicture(theme)
    options = rows.analysis.model.option_ids
    picture.show_rows(rows.perspectives(), [rows.option(option) for option in options])
    tab.column.addWidget(picture)
    tab.column.addWidget(label(theme, words("results.modelled"), "caption", "ink_2", wrap=True))
    dissenting = [view for view in found.views if view.first != rows.analysis.recommendation.option]
    title = words.count("results.dissent", len(dissenting)) if dissenting else words("results.no_dissent")
    tab.show_finding(title, rows.perspectives_table())


def _tables(tabs: dict[str, ResultTab], rows: Rows, theme: Theme) -> None:
    """Precedents and methods: their tables say it best, so they are shown at once."""
    words, found = rows.words, rows.analysis.precedents
    for name, data, title in (
        (
            "precedents",
            rows.precedents_table(),
            words("results.precedents_title", comparable=found.comparable, documented=found.documented),
        ),
        (
            "methods",
            rows.methods_table(),
            words(
                "results.methods_title",
                ways=sum(way.first == rows.analysis.recommendation.option for way in rows.analysis.ways),
                all=len(rows.analysis.ways),
            ),
        ),
    ):
        tab = tabs[name]
        tab.show_finding(title, data)
        tab.show_table_only()
        tab.column.addWidget(label(theme, words(f"results.{name}_note"), "caption", "ink_2", wrap=True))


def _clear(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
