"""The table of cases, as it is walked through with keys and pointer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.desk.library_painting import ROW, CaseDelegate
from app.desk.library_rows import COLUMNS, LINES, CaseModel
from app.desk.theme import Theme
from app.words import Words

WIDTHS = {"recommended": 136, "analysis": 62, "doctrine": 62, "precedent": 66, "agree": 74, "documented": 150}


class CaseTable(QTableView):
    """The list of cases; Enter or a double click opens the one that is selected."""

    opened = Signal(str)

    def __init__(self, theme: Theme, model: CaseModel, words: Words, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._cases = model
        self._painter = CaseDelegate(theme, model, words, options)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(words("desk.library.table"))
        self.setFont(theme.font())
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._set_headers()
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def _set_headers(self) -> None:
        upright, across = self.verticalHeader(), self.horizontalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(self._theme.px(ROW))
        across.setFont(self._theme.font("caption"))
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFixedHeight(self._theme.px(32))
        across.setMinimumSectionSize(20)
        for place in range(len(COLUMNS)):
            fixed = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.Fixed
            across.setSectionResizeMode(place, fixed)
        self.fit(10_000)

    def fit(self, width: int) -> None:
        """Give each column its width; a narrow table does without the marks of single lines."""
        narrow = width < self._theme.px(740)
        for place, name in enumerate(COLUMNS[1:], start=1):
            self.setColumnWidth(place, self._theme.px(WIDTHS[name]))
            self.setColumnHidden(place, narrow and name in LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold columns where the width is gone."""
        self.fit(event.size().width())
        super().resizeEvent(event)

    def selected_place(self) -> int | None:
        """The place of the selected case in the list."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def selected_id(self) -> str | None:
        """The id of the selected case; None while it is being read."""
        place = self.selected_place()
        row = None if place is None else self._cases.row(place)
        return None if row is None else row.summary.id

    def select_place(self, place: int) -> None:
        """Select a case by its place and bring it into view."""
        if self._cases.rowCount():
            self.selectRow(place)

    def select_id(self, case_id: str | None) -> None:
        """Select a case, or the first where it is not among those that are here."""
        self.select_place(self._cases.place(case_id) or 0)

    def seen(self) -> range:
        """The places of the rows that are in view."""
        first, high = max(0, self.rowAt(0)), self.verticalHeader().defaultSectionSize()
        return range(first, min(first + self.viewport().height() // high + 2, self._cases.rowCount()))

    def _open(self, place: int) -> None:
        row = self._cases.row(place)
        if row is not None:
            self.opened.emit(row.summary.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; Home and End are the ends of the list, there is nothing to walk to within a row."""
        place = self.selected_place()
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._cases.rowCount() - 1}
        if event.key() in ends:
            self.select_place(ends[Qt.Key(event.key())])
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place is not None:
            self._open(place)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard finds a row to start from."""
        super().focusInEvent(event)
        if self.selected_place() is None and not self._cases.placing:
            self.select_place(0)
