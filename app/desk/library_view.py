"""The library: all cases with their answers, found by search and filters, opened, copied, brought in and out."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, LineField, button, label, lay_ground, rule
from app.desk.header import HEIGHT
from app.desk.icons import icon
from app.desk.library_filters import FilterColumn
from app.desk.library_preview import LibraryPreview
from app.desk.library_results import LibraryResults
from app.desk.library_table import CaseModel, CaseTable, Row
from app.desk.state import DeskState
from app.desk.theme import Theme
from db.faults import LibraryFault
from db.records import CaseSummary
from decision.errors import DecisionError

ORDERS = ("changed", "title", "date")


AFTER_PAINT_MS = 150
"""The list is painted first; then its answers are computed."""


class LibraryView(QWidget):
    """The start page."""

    new_asked = Signal()
    import_asked = Signal()
    duplicate_asked = Signal(str)
    export_asked = Signal(str)

    def __init__(self, state: DeskState, theme: Theme, results: LibraryResults) -> None:
        super().__init__()
        self._state, self._theme, self._results = state, theme, results
        self._words = state.workspace.words
        self._rows: dict[str, Row] = {}
        self._stale = True
        self._build()
        self._connect()

    def _build(self) -> None:
        theme, words, model = self._theme, self._words, self._state.workspace.model
        self.cases = CaseModel(theme, words)
        self.table = CaseTable(theme, self.cases, words, model.option_ids)
        self.filters = FilterColumn(theme, words, model)
        self.preview = LibraryPreview(theme, words, model)
        self.search = LineField(theme, words("desk.library.search"))
        self.search.setAccessibleName(words("desk.library.search"))
        self.search.addAction(icon("search", theme.colour("ink_2")), LineField.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(False)
        self.search.setMaximumWidth(theme.px(520))
        self._second = label(theme, "", "caption", "ink_2")
        self._found = label(theme, "", "strong")
        self._sort = ChoiceBox(theme, [(words(f"desk.library.order.{name}"), name) for name in ORDERS])
        self._sort.setAccessibleName(words("desk.library.order"))
        self._sort.setFixedHeight(theme.px(28))
        self._sort.setMinimumWidth(theme.px(180))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(rule(theme))
        column.addWidget(self._body(), 1)

    def _header(self) -> QWidget:
        theme, words = self._theme, self._words
        header = QWidget()
        lay_ground(header, "surface")
        header.setFixedHeight(theme.px(HEIGHT))
        titles = QWidget()
        titles.setFixedWidth(theme.px(216))
        column = QVBoxLayout(titles)
        column.setContentsMargins(0, theme.px(9), 0, theme.px(9))
        column.setSpacing(0)
        column.addWidget(label(theme, words("desk.library.title"), "section"))
        column.addWidget(self._second)
        self._import = button(theme, words("desk.library.import"), "", "import")
        self._new = button(theme, words("desk.library.new"), "primary", "plus")
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(titles)
        row.addSpacing(theme.px(15))
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self._import)
        row.addWidget(self._new)
        return header

    def _body(self) -> QWidget:
        theme = self._theme
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._preview_line = rule(theme, vertical=True)
        for widget in (self.filters, rule(theme, vertical=True)):
            row.addWidget(widget)
        row.addWidget(self._middle(), 1)
        row.addWidget(self._preview_line)
        row.addWidget(self.preview)
        return body

    def _middle(self) -> QWidget:
        theme, words = self._theme, self._words
        self.middle = middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), 0, 0, 0)
        head.addWidget(self._found)
        head.addStretch(1)
        head.addWidget(self._sort)
        column.addLayout(head)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(theme.px(12), theme.px(24), 0, 0)
        self._empty = label(theme, "", "body", "ink_2")
        self.clear = button(theme, words("desk.library.clear"))
        line = QHBoxLayout()
        line.addWidget(self.clear)
        line.addStretch(1)
        inside.addWidget(self._empty)
        inside.addLayout(line)
        inside.addStretch(1)
        self._pages.addWidget(empty)
        column.addWidget(self._pages, 1)
        return middle

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._list())
        self.filters.changed.connect(self._list)
        self._sort.activated.connect(lambda _: self._list())
        self._new.clicked.connect(self.new_asked)
        self._import.clicked.connect(self.import_asked)
        self.clear.clicked.connect(self._clear)
        self.table.opened.connect(self._state.open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._preview())
        self.preview.open_asked.connect(lambda: self._with_selected(self._state.open))
        self.preview.duplicate_asked.connect(lambda: self._with_selected(self.duplicate_asked.emit))
        self.preview.export_asked.connect(lambda: self._with_selected(self.export_asked.emit))
        self._results.arrived.connect(self._take_answer)
        self._state.library_changed.connect(self._library_changed)

    def _with_selected(self, act: object) -> None:
        chosen = self.table.selected_id()
        if chosen is not None and callable(act):
            act(chosen)

    def selected_id(self) -> str | None:
        """The case the list stands on."""
        return self.table.selected_id()

    def _library_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew where it may have changed, and go on computing what is missing."""
        if self._stale:
            self._stale = False
            summaries = self._state.library.summaries()
            self._results.follow(summaries)
            self._rows = {item.id: self._row(item) for item in summaries}
            live = sum(not item.archived for item in summaries)
            self.filters.show_archived(len(summaries) - live)
            self._second.setText(self._words.count("desk.library.here", live))
            self._list()
        QTimer.singleShot(AFTER_PAINT_MS, self, self._results.resume)

    def _row(self, item: CaseSummary) -> Row:
        words = self._words
        kind = words(f"value.mission.kind.{item.mission_kind}")
        kind = kind[:1].upper() + kind[1:]
        answer = self._results.answer(item.id)
        second = words("desk.library.second", kind=kind, date=words.short_day(item.as_of))
        names = [words.country(code) for code in item.countries]
        sought = " ".join([item.title, item.mission_name, kind, *item.countries, *names]).casefold()
        return Row(item, second, sought, answer)

    def _list(self) -> None:
        chosen = self.table.selected_id()
        found = self._searched()
        self.filters.show_counts(found)
        found = self._sorted([row for row in found if self.filters.accepts(row)])
        self.cases.show_rows(found)
        self.table.select_id(chosen)
        words = self._words
        self._found.setText(words.count("desk.library.cases", len(found)))
        self._empty.setText(words("desk.library.no_match" if self._rows else "desk.library.empty"))
        self.clear.setVisible(bool(self._rows))
        self._pages.setCurrentIndex(0 if found else 1)
        self._preview()

    def _searched(self) -> list[Row]:
        """The rows in which every word that is sought occurs, of those put away or of all others."""
        sought = self.search.text().casefold().split()
        away = self.filters.archived.isChecked()
        return [
            row
            for row in self._rows.values()
            if row.summary.archived == away and all(part in row.sought for part in sought)
        ]

    def _sorted(self, rows: list[Row]) -> list[Row]:
        order = self._sort.currentData()
        if order == "title":
            return sorted(rows, key=lambda row: row.summary.title.casefold())
        if order == "date":
            return sorted(rows, key=lambda row: row.summary.as_of, reverse=True)
        return rows

    def _clear(self) -> None:
        self.search.clear()
        self.filters.clear()
        self.search.setFocus()

    def _take_answer(self, case_id: str) -> None:
        row = self._rows.get(case_id)
        if row is None:
            return
        new = Row(row.summary, row.second, row.sought, self._results.answer(case_id))
        self._rows[case_id] = new
        places = [place for place, shown in enumerate(self.cases.rows) if shown.summary.id == case_id]
        if places:
            self.cases.replace_row(places[0], new)
        self.filters.show_counts(self._searched())
        if self.table.selected_id() == case_id:
            self._preview()

    def _preview(self) -> None:
        chosen = self.table.selected_id()
        row = None if chosen is None else self._rows.get(chosen)
        if row is None:
            self.preview.show_row(None, None)
            return
        self._results.prefer(row.summary.id)
        try:
            case = self._state.library.case(row.summary.id)
        except (LibraryFault, DecisionError) as fault:
            self._state.faulted.emit(fault)
            case = None
        self.preview.show_row(row, case)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window does without the preview."""
        wide = event.size().width() >= self._theme.px(1120)
        self.preview.setVisible(wide)
        self._preview_line.setVisible(wide)
        super().resizeEvent(event)
