"""The library: all cases with their answers, found by search and filters, opened, compared and filed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import rule
from app.desk.library_acts import LibraryActs
from app.desk.library_filters import FilterColumn
from app.desk.library_head import LibraryHead
from app.desk.library_listing import Asked, Counts
from app.desk.library_log import Log
from app.desk.library_middle import ListPart
from app.desk.library_preview import LibraryPreview
from app.desk.library_results import LibraryResults
from app.desk.library_rows import CaseModel
from app.desk.library_table import CaseTable
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.finding import kinds_meant
from db.faults import LibraryFault
from db.finding import Order
from decision.errors import DecisionError

ORDERS = {
    "relevance": Order.RELEVANCE,
    "changed": Order.CHANGED,
    "title": Order.TITLE,
    "date": Order.AS_OF,
    "recommended": Order.RECOMMENDED,
    "strength": Order.STRENGTH,
}

AFTER_PAINT_MS = 150
"""The list is painted first; then its answers are computed."""

TYPED_MS = 80
"""How long the hand must rest before a word that is being typed is searched for."""

RECOUNT_MS = 1_000
"""How long answers that come one by one wait until they are counted."""

PREVIEW_MS = 40
"""While words are typed the list is painted before the preview of its first case."""

_TIMERS = {"typed": TYPED_MS, "seen": AFTER_PAINT_MS, "recount": RECOUNT_MS, "preview": PREVIEW_MS}

BOTH_SIDES, ONE_SIDE = 1120, 900
"""Pixels at the plain text size from which filters and preview, or one of them, stand beside the list."""
FULL_PREVIEW = 1280
"""Under this width the preview is narrower."""
PREVIEW, NARROW_PREVIEW = 372, 328


class LibraryView(QWidget):
    """The start page."""

    new_asked = Signal()
    import_asked = Signal()
    duplicate_asked = Signal(str)
    export_asked = Signal(str)
    compare_asked = Signal(list)
    """To lay these cases (ids) beside each other."""

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
        self._side: str | None = None
        self._side_chosen = False
        self._counts: Counts | None = None
        self._looked = self._showing = False
        self._timers = {name: self._timer(after) for name, after in _TIMERS.items()}
        self._build()
        self._connect()
        self._lay_sides(0)  # else what stands beside the list would keep a window from being narrow

    def _build(self) -> None:
        theme, words, model = self._theme, self._words, self._state.workspace.model
        self.cases = CaseModel(theme, words, self._results)
        self.table = CaseTable(theme, self.cases, words, model.option_ids)
        self.picks = self.table.picks
        self.acts = LibraryActs(self._state, theme, self.table, self._listing, self)
        self.filters = FilterColumn(theme, words, model)
        self.preview = LibraryPreview(theme, words, model)
        self.head = LibraryHead(theme, words)
        self.search = self.head.search
        self.middle = ListPart(theme, words, self.table)
        self._sort = self.middle.sort
        self._lines = [rule(theme, vertical=True) for _ in range(2)]
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.filters)
        body.addWidget(self._lines[0])
        body.addWidget(self.middle, 1)
        body.addWidget(self._lines[1])
        body.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule(theme))
        column.addLayout(body, 1)

    def _timer(self, after: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        return made

    def _connect(self) -> None:
        middle, preview = self.middle, self.preview
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(lambda: self._with_selected(self._state.open))
        self.filters.changed.connect(self._list)
        self._sort.activated.connect(self._choose_order)
        for new in (self.head.new, middle.new):
            new.clicked.connect(self.new_asked)
        self.head.bring_in.clicked.connect(self.import_asked)
        middle.clear.clicked.connect(self._clear)
        middle.compute.clicked.connect(self._compute_or_stop)
        middle.kind_asked.connect(self._only_kind)
        middle.side_asked.connect(self._choose_side)
        middle.bar.asked.connect(lambda name: self.acts.do(name, self.picks.ids))
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.typed.connect(self._search_for)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        preview.asked.connect(lambda name: self._with_selected(lambda case_id: self.acts.do(name, [case_id])))
        preview.tagged.connect(self._tag)
        self.acts.duplicate_asked.connect(self.duplicate_asked)
        self.acts.export_asked.connect(self.export_asked)
        self.acts.compare_asked.connect(self.compare_asked)
        self._timers["typed"].timeout.connect(self._list)
        self._timers["seen"].timeout.connect(self._want)
        self._timers["recount"].timeout.connect(self._recount)
        self._timers["preview"].timeout.connect(self._preview)
        # Methods of this view and no functions: it is made anew with every look, what it listens to is not.
        self._results.arrived.connect(self._take_answer)
        self._results.computing_changed.connect(self._show_known)
        self._listing.listed.connect(self._show_list)
        self._listing.placed.connect(self._show_placed)
        self._listing.read.connect(self._show_page)
        self._listing.counted.connect(self._show_counts)
        self._state.library_changed.connect(self._library_changed)

    def _with_selected(self, act: Callable[[str], object]) -> None:
        chosen = self.table.selected_id()
        if chosen is not None:
            act(chosen)

    def selected_id(self) -> str | None:
        """The case the list stands on."""
        return self.table.selected_id()

    def selected_ids(self) -> list[str]:
        """The cases an act of the window is meant for: all ticked ones, else the one the list stands on."""
        return self.picks.ids or self.acts.ids

    def undo(self) -> None:
        """Take back how cases were filed last."""
        self.acts.filing.undo()

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

    def _search_for(self, letters: str) -> None:
        """What is typed over the list goes on in the search field."""
        self.search.setFocus()
        self.search.selectAll()
        self.search.insert(letters)

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
        listing = self._listing
        self._read_answers()
        self._showing = True
        self.cases.show_list()
        if not listing.placing:
            self.table.select_place(listing.place(self._kept) or 0)
        self._showing = False
        if self._scroll is not None:
            self.table.verticalScrollBar().setValue(self._scroll)
        asked = listing.asked
        self.middle.show_total(listing.total, narrowed=asked.narrowed)
        meant = kinds_meant(self._words, asked.text) if asked.searching else ()
        self.middle.offer_kinds(kind for kind in meant if kind not in asked.filters.kinds)
        self.middle.bar.show_archived(asked.filters.archived is True)
        if asked.searching:
            self._timers["preview"].start()
        else:
            self._preview()
        self._timers["seen"].start()

    def _only_kind(self, kind: str) -> None:
        """List the missions of a kind instead of what was typed."""
        self.search.clear()
        self.filters.tick("mission", kind)
        self.table.setFocus()

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
        self._counts = counts
        self.filters.show_counts(counts)
        here = self._words.number(counts.here)
        self.head.second.show_text(self._words.count("library.here", counts.here, shown=here))
        self._show_known()

    def _show_known(self) -> None:
        """Say how far recommendations are known, once it is clear which of them are computed unasked."""
        counts, results = self._counts, self._results
        if counts is not None and self._looked:
            all_of_them = results.computing_all
            self.middle.show_known(counts.known, counts.total, results.waiting, all_of_them=all_of_them)

    def _scrolled(self) -> None:
        self._timers["seen"].start()

    def _want(self) -> None:
        """Have the answers computed of what is in view."""
        if self.isVisible():
            rows = [self.cases.row(place) for place in self.table.seen()]
            self._results.want([row.summary.id for row in rows if row is not None])
            self._results.resume()
            self._looked = True
            self._show_known()

    def _compute_or_stop(self) -> None:
        if self._results.computing_all:
            self._results.compute([])
        else:
            self._listing.unknown(self._results.compute)

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

    def _selected(self) -> None:
        if not self._showing:  # the list that is being shown says it once, when all of it is there
            self._preview()

    def _preview(self) -> None:
        self._timers["preview"].stop()
        place = self.table.selected_place()
        row = None if place is None else self.cases.row(place)
        if row is None:
            self.preview.show_row(None, None)
            return
        self._chosen = case_id = row.summary.id
        self._results.prefer(case_id)
        library = self._state.library
        try:
            case, tags, log = library.case(case_id), library.tags(case_id), Log.of(library, case_id)
        except (LibraryFault, DecisionError) as fault:
            self._state.faulted.emit(fault)
            self.preview.show_row(row, None)
        else:
            self.preview.show_row(row, case, tags, log)

    def _tag(self, tags: tuple[str, ...], tag: str) -> None:
        """File the case the list stands on under these tags."""
        self._with_selected(lambda case_id: self.acts.filing.set_tags(case_id, tags, tag))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Undo takes back how cases were filed, for as long as nothing else was done."""
        if event.matches(QKeySequence.StandardKey.Undo) and self.acts.filing.undoable:
            self.undo()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()  # from the words to what they find
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window shows one part beside the list, or none."""
        self._lay_sides(event.size().width())
        super().resizeEvent(event)

    def _lay_sides(self, width: int) -> None:
        theme = self._theme
        both = width >= theme.px(BOTH_SIDES)
        if not self._side_chosen:
            self._side = "filters" if width >= theme.px(ONE_SIDE) else None
        shown = {name: both or name == self._side for name in ("filters", "preview")}
        self.filters.setVisible(shown["filters"])
        self._lines[0].setVisible(shown["filters"])
        self.preview.setVisible(shown["preview"])
        self._lines[1].setVisible(shown["preview"])
        self.preview.setFixedWidth(theme.px(PREVIEW if width >= theme.px(FULL_PREVIEW) else NARROW_PREVIEW))
        self.middle.offer_sides(not both, self._side)

    def _choose_side(self, name: str) -> None:
        """Show a part in place of the other one, or nothing where it is there already."""
        self._side, self._side_chosen = None if self._side == name else name, True
        self._lay_sides(self.width())
