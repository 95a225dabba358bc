"""What is done with cases from the list: by its menu, its keys, the bar over it and the preview beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.desk.decision_entry import Decisions
from app.desk.library_filing import Filing
from app.desk.library_listing import LibraryListing
from app.desk.library_menu import Call, case_menu
from app.desk.library_pack import PackOut
from app.desk.library_picks import LEAST_COMPARED, MOST_COMPARED
from app.desk.library_table import CaseTable
from app.desk.library_tag_view import TagView
from app.desk.state import DeskState
from app.desk.theme import Theme
from db.faults import LibraryFault


class LibraryActs(QObject):
    """The acts; what takes more than the library itself is asked for by signal."""

    duplicate_asked = Signal(str)
    export_asked = Signal(str)
    compare_asked = Signal(list)

    def __init__(
        self, state: DeskState, theme: Theme, table: CaseTable, listing: LibraryListing, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state, self._theme, self._window = state, theme, window
        self._words = state.workspace.words
        self._table, self._listing = table, listing
        self.picks = table.picks
        self.filing = Filing(state)
        self.decisions = Decisions(state, theme, window)
        self.packs = PackOut(state, theme, window)
        self.tag_view: TagView | None = None
        self.menu: QMenu | None = None
        table.opened.connect(state.open)
        table.between_asked.connect(self._tick_between)
        table.menu_asked.connect(self.show_menu)
        table.archive_asked.connect(lambda: self.archive(self.ids))
        state.case_opened.connect(self.filing.forget)

    @property
    def ids(self) -> list[str]:
        """The cases an act is meant for: all ticked ones where the list stands on one of them, else that one."""
        chosen = self._table.selected_id()
        if chosen is not None and chosen in self.picks:
            return self.picks.ids
        return [] if chosen is None else [chosen]

    def do(self, name: str, ids: list[str]) -> None:
        """Do one of the acts by its name with these cases."""
        if name == "compare":
            self.compare(ids)
        elif name == "archive":
            self.archive(ids)
        elif name == "tag":
            self.tag(ids)
        elif name == "export" and len(ids) > 1:
            self.packs.ask(ids)
        elif name == "clear":
            self.picks.clear()
        elif ids:
            one = {
                "open": self._state.open,
                "duplicate": self.duplicate_asked.emit,
                "export": self.export_asked.emit,
                "decide": self.decide,
            }
            one[name](ids[0])

    def compare(self, ids: list[str]) -> None:
        """Lay cases beside each other, where they are so many as can be."""
        if LEAST_COMPARED <= len(ids) <= MOST_COMPARED and self._state.save_pending():
            self.compare_asked.emit(ids)

    def archive(self, ids: list[str]) -> None:
        """Put cases away; where the first of them is put away already, take all out again."""
        if ids:
            self.filing.archive(ids, not self._archived(ids))
            self.picks.clear()

    def _archived(self, ids: list[str]) -> bool:
        try:
            return self._state.library.summary(ids[0]).archived
        except LibraryFault as fault:
            self._state.faulted.emit(fault)
            return False

    def tag(self, ids: list[str]) -> None:
        """Ask for the tags of one case or several."""
        if not ids:
            return
        view = TagView(self._state, self._theme, ids, self._window.window())

        def finished(result: int) -> None:
            self.tag_view = None
            if result == TagView.DialogCode.Accepted and (view.added or view.removed):
                self.filing.tag(ids, view.added, view.removed)
            view.deleteLater()

        self.tag_view = view
        view.finished.connect(finished)
        view.open()

    def decide(self, case_id: str) -> None:
        """Ask what was decided of a case; nothing that was filed before is taken back after it."""
        self.filing.forget()
        self.decisions.ask(case_id)

    def show_menu(self, place: QPoint) -> None:
        """The menu of the case the list stands on, or of all that are ticked where it is one of them."""
        ids = self.ids
        if not ids:
            return
        ticked = ids[0] in self.picks
        names = ("open", "duplicate", "export", "archive", "tag", "decide", "compare", "clear")
        calls: dict[str, Call] = {name: partial(self.do, name, ids) for name in names}
        calls["tick"] = partial(self._table.toggle, self._table.selected_place())
        calls["tick_all"] = self._table.tick_all
        self.menu = case_menu(
            self._window, self._words, self.picks, calls, ticked=ticked, archived=self._archived(ids)
        )
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        self.menu.popup(place)

    def _tick_between(self, first: int, last: int) -> None:
        self._listing.between(first, last, self.picks.add)
