"""The library: all cases with their answers, found by search and filters, opened, copied, brought in and out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.choosers import ElidedLabel
from app.desk.controls import ChoiceBox, LineField, button, label, lay_ground, rule
from app.desk.header import HEIGHT
from app.desk.icons import icon
from app.desk.library_filters import FilterColumn
from app.desk.library_listing import Asked, Counts
from app.desk.library_preview import LibraryPreview
from app.desk.library_results import LibraryResults
from app.desk.library_rows import CaseModel
from app.desk.library_table import CaseTable
from app.desk.state import DeskState
from app.desk.theme import Theme
from db.faults import LibraryFault
from db.finding import Order
from decision.errors import DecisionError

ORDERS = {
    "relevance": Order.RELEVANCE,
    "changed": Order.CHANGED,
    "title": Order.TITLE,
    "date": Order.AS_OF,
}

AFTER_PAINT_MS = 150
"""The list is painted first; then its answers are computed."""

TYPED_MS = 80
"""How long the hand must rest before a word that is being typed is searched for."""

RECOUNT_MS = 1_000
"""How long answers that come one by one wait until they are counted."""

_TIMERS = {"typed": TYPED_MS, "seen": AFTER_PAINT_MS, "recount": RECOUNT_MS}


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
        self._listing = results.listing
        self._stale = True
        self._order: str | None = None
        self._chosen: str | None = None
        self._kept: str | None = None
        self._scroll: int | None = None
        self._timers = {name: self._timer(after) for name, after in _TIMERS.items()}
        self._build()
        self._connect()

    def _build(self) -> None:
        theme, words, model = self._theme, self._words, self._state.workspace.model
        self.cases = CaseModel(theme, words, self._results)
        self.table = CaseTable(theme, self.cases, words, model.option_ids)
        self.filters = FilterColumn(theme, words, model)
        self.preview = LibraryPreview(theme, words, model)
        self.search = LineField(theme, words("library.search"))
        self.search.setAccessibleName(words("library.search"))
        self.search.addAction(icon("search", theme.colour("ink_2")), LineField.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(False)
        self.search.setMaximumWidth(theme.px(520))
        self._second = label(theme, "", "caption", "ink_2")
        self._found = label(theme, "", "strong")
        self._sort = ChoiceBox(theme, [(words(f"desk.library.order.{name}"), name) for name in list(ORDERS)[1:]])
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
        head.setSpacing(theme.px(8))
        self._known = ElidedLabel(theme, "caption", "ink_2")
        self.compute = button(theme, words("library.compute"), "link")
        self.compute.setFont(theme.font("caption_strong"))
        for widget in (self._known, self.compute):
            widget.hide()
        head.addWidget(self._found)
        head.addWidget(self._known, 1)
        head.addWidget(self.compute)
        head.addStretch(0)
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

    def _timer(self, after: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        return made

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self.filters.changed.connect(self._list)
        self._sort.activated.connect(self._choose_order)
        self._new.clicked.connect(self.new_asked)
        self._import.clicked.connect(self.import_asked)
        self.clear.clicked.connect(self._clear)
        self.compute.clicked.connect(self._compute_or_stop)
        self.table.opened.connect(self._state.open)
        self.table.selectionModel().selectionChanged.connect(self._preview)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.preview.open_asked.connect(lambda: self._with_selected(self._state.open))
        self.preview.duplicate_asked.connect(lambda: self._with_selected(self.duplicate_asked.emit))
        self.preview.export_asked.connect(lambda: self._with_selected(self.export_asked.emit))
        self.preview.tagged.connect(self._tag)
        self._timers["typed"].timeout.connect(self._list)
        self._timers["seen"].timeout.connect(self._want)
        self._timers["recount"].timeout.connect(self._recount)
        # Methods of this view and no functions: it is made anew with every look, what it listens to is not.
        self._results.arrived.connect(self._take_answer)
        self._results.computing_changed.connect(self._show_computing)
        self._listing.listed.connect(self._show_list)
        self._listing.placed.connect(self._show_placed)
        self._listing.read.connect(self._show_page)
        self._listing.counted.connect(self._show_counts)
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
            self._list(same=True)
        QTimer.singleShot(AFTER_PAINT_MS, self, self._results.resume)

    def _typed(self, text: str) -> None:
        """Search for what was typed once the hand rests; an empty field needs no rest."""
        if text.strip():
            self._timers["typed"].start()
        else:
            self._list()

    def _asked(self) -> Asked:
        text = self.search.text()
        self._offer_orders(Asked(text).searching)
        filters = replace(self.filters.filters(), basis=self._results.basis, precedents=self._results.precedents)
        return Asked(text, filters, ORDERS[self._sort.currentData()])

    def _offer_orders(self, searching: bool) -> None:
        """The best match comes first while words are sought, unless the officer chose another order."""
        words, offered = self._words, self._sort.findData("relevance") >= 0
        if searching and not offered:
            self._sort.insertItem(0, words("library.order.relevance"), "relevance")
        elif offered and not searching:
            self._sort.removeItem(0)
        first = "relevance" if searching else "changed"
        self._sort.show_value(first if self._order in (None, "relevance") else self._order)

    def _choose_order(self) -> None:
        self._order = self._sort.currentData()
        self._list()

    def _list(self, *, same: bool = False) -> None:
        """List what is asked now; ``same``: the question is the old one, only the library may be another."""
        self._timers["typed"].stop()
        try:
            self._results.follow()
        except LibraryFault as fault:
            self._state.faulted.emit(fault)
            return
        asked = self._asked()
        # Another search shows what it found first; else the officer stays where they are.
        self._kept = self._chosen if same or not asked.searching else None
        self._scroll = self.table.verticalScrollBar().value() if same else None
        self._listing.ask(asked, self._kept)

    def _show_list(self) -> None:
        listing, words, total = self._listing, self._words, self._listing.total
        self._read_answers()
        self.cases.show_list()
        if not listing.placing:
            self.table.select_place(listing.place(self._kept) or 0)
        if self._scroll is not None:
            self.table.verticalScrollBar().setValue(self._scroll)
        narrowed = listing.asked.narrowed
        self._found.setText(words.count("library.cases", total, shown=words.number(total)))
        self._empty.setText(words("desk.library.no_match" if narrowed else "desk.library.empty"))
        self.clear.setVisible(narrowed)
        self._pages.setCurrentIndex(0 if total else 1)
        self._preview()
        self._timers["seen"].start()

    def _show_placed(self, place: int) -> None:
        if self.table.selected_place() is None:  # else the officer was quicker
            self.table.select_place(max(place, 0))
            self._preview()

    def _show_page(self, first: int, last: int) -> None:
        self._read_answers()
        self.cases.show_page(first, last)
        if self.table.selected_place() in range(first, last + 1):
            self._preview()
        self._timers["seen"].start()

    def _read_answers(self) -> None:
        try:
            self._results.read([found.case for _, found in self._listing.loaded()])
        except LibraryFault as fault:
            self._state.faulted.emit(fault)

    def _show_counts(self, counts: Counts) -> None:
        words = self._words
        self.filters.show_counts(counts)
        self._second.setText(words.count("library.here", counts.here, shown=words.number(counts.here)))
        known, total = words.number(counts.known), words.number(counts.total)
        self._known.show_text(words.count("library.known", counts.total, known=known, total=total))
        self._known.setMaximumWidth(self._known.fontMetrics().horizontalAdvance(self._known.text()) + 1)
        for widget in (self._known, self.compute):
            widget.setVisible(counts.known < counts.total)

    def _scrolled(self) -> None:
        self._timers["seen"].start()

    def _want(self) -> None:
        """Have the answers computed of what is in view."""
        if self.isVisible():
            rows = [self.cases.row(place) for place in self.table.seen()]
            self._results.want([row.summary.id for row in rows if row is not None])
            self._results.resume()

    def _compute_or_stop(self) -> None:
        if self._results.computing_all:
            self._results.compute([])
        else:
            self._listing.unknown(self._results.compute)

    def _show_computing(self) -> None:
        text = self._words("library.stop" if self._results.computing_all else "library.compute")
        self.compute.setText(text)
        self.compute.setAccessibleName(text)

    def _recount(self) -> None:
        """Count the answers that have come; where they are asked for, list the cases that have them now."""
        filters = self._listing.asked.filters
        if filters.recommended or filters.strengths or filters.lines:
            self._list(same=True)
        else:
            self._listing.count()

    def _clear(self) -> None:
        self.search.clear()
        self.filters.clear()
        self.search.setFocus()

    def _take_answer(self, case_id: str) -> None:
        place = self._listing.place(case_id)
        if place is not None:
            self.cases.show_rows(place, place)
            if case_id == self._chosen:
                self._preview()
        if not self._timers["recount"].isActive():
            self._timers["recount"].start()

    def _preview(self) -> None:
        place = self.table.selected_place()
        row = None if place is None else self.cases.row(place)
        if row is None:
            self.preview.show_row(None, None)
            return
        self._chosen = case_id = row.summary.id
        self._results.prefer(case_id)
        try:
            case, tags = self._state.library.case(case_id), self._state.library.tags(case_id)
        except (LibraryFault, DecisionError) as fault:
            self._state.faulted.emit(fault)
            self.preview.show_row(row, None)
        else:
            self.preview.show_row(row, case, tags)

    def _tag(self, tags: tuple[str, ...], tag: str) -> None:
        """File the selected case under these tags."""
        place = self.table.selected_place()
        row = None if place is None else self.cases.row(place)
        if row is None or not self._state.save_pending():
            return
        try:
            self._state.library.tag(row.summary.id, tags)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            self._preview()
            return
        self._state.refresh_library()
        key = "library.tag.added" if tag in tags else "library.tag.removed"
        self._state.noticed.emit(self._words(key, case=row.summary.title, tag=tag), False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window does without the preview."""
        wide = event.size().width() >= self._theme.px(1120)
        self.preview.setVisible(wide)
        self._preview_line.setVisible(wide)
        super().resizeEvent(event)
