"""The main window: menu line, the library or an open case, and the status bar."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QWidget,
)

from app.desk.appearance import take_on
from app.desk.case_files import CaseFiles
from app.desk.controls import bare_column, commit_typing, lay_ground, rule
from app.desk.decision_entry import Decisions
from app.desk.exporting import Exports
from app.desk.focus import FocusRing, focus_next
from app.desk.guidance import Guidance
from app.desk.help_topics import OF_STEP
from app.desk.importing import Imports, dropped_files
from app.desk.library_results import LibraryResults
from app.desk.library_view import LibraryView
from app.desk.menu_line import MenuLine
from app.desk.menus import OF_THE_OPEN_CASE, Call, Menus
from app.desk.read_only import ReadOnlyBar
from app.desk.safety import Safety
from app.desk.settings import DeskSettings
from app.desk.shell import SIZE, SMALLEST
from app.desk.side_pages import SidePages
from app.desk.state import DeskState
from app.desk.status_bar import StatusBar
from app.desk.steps import STEPS
from app.desk.theme import Theme
from app.desk.unsaved import Unsaved
from app.faults import bug_sentence, sentence
from db.faults import LibraryFault
from db.places import Risk

if TYPE_CHECKING:
    from app.desk.case_view import CaseView

_log = logging.getLogger(__name__)


class DeskWindow(QWidget):
    """All there is in the window while a library is open; a window of its own where no shell is around it."""

    closed = Signal()
    """It has let go of everything and may go."""

    def __init__(self, state: DeskState, theme: Theme, settings: DeskSettings) -> None:
        super().__init__()
        self._state, self._theme, self._settings = state, theme, settings
        self._words = state.workspace.words
        self.files = CaseFiles(state, theme, self)
        self.imports = Imports(state, theme, self)
        self.exports = Exports(state, theme, self)
        self.safety = Safety(state, theme, self)
        self.decisions = Decisions(state, theme, self)
        self.guidance = Guidance(state, theme, settings, self)
        self.results = LibraryResults(state)
        self.sides = SidePages(state, theme, settings, self)
        self._case_view: CaseView | None = None
        self._closing = False
        self._changed_at = ""
        self.setWindowTitle("Footing")
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.setAcceptDrops(True)
        lay_ground(self, "surface")
        self._line = MenuLine(theme)
        self.saved, self.locked = self._line.saved, self._line.locked
        self.unsaved = Unsaved(state, self, self.saved)
        self._column = bare_column(self)
        self._column.addWidget(self._line)
        self._make_menus()
        self._ring = FocusRing(theme, self)
        self._build()
        self._connect()
        if settings.welcomed:
            self._show_place()
        else:
            self.welcome()

    def _calls(self) -> dict[str, Call]:
        state, saved = self._state, self.unsaved.first
        return {
            "new": saved(self.start_case),
            "import": saved(self.imports.ask),
            "export": saved(lambda: self._with_case(self.exports.ask, "export")),
            "export_note": saved(lambda: self.case_view.ask_note("export")),
            "quit": self.leave,
            "undo": self.undo,
            "redo": state.redo,
            "find": self.find_case,
            "library": state.close_case,
            "dock": lambda: self._case_view.toggle_dock() if self._case_view else None,
            "next_part": self.next_part,
            "duplicate": saved(lambda: self._with_case(self.files.duplicate)),
            "version": saved(self.freeze),
            "archive": saved(lambda: self._with_case(self.files.archive, "archive")),
            "versions": saved(lambda: self._with_case(self.files.show_versions)),
            "history": saved(lambda: self._with_case(self.files.show_history)),
            "backups": saved(self.safety.ask_backups),
            "passphrase": saved(self.safety.ask_passphrase),
            "check": self.safety.ask_check,
            "decide": saved(lambda: self._with_case(self.decisions.ask)),
            "print": saved(lambda: self.case_view.ask_note("print")),
            "settings": self.guidance.ask_settings,
            "contents": lambda: self.guidance.ask_help(self._topic()),
            "shortcuts": self.guidance.ask_shortcuts,
            "welcome": self.welcome,
            "about": self.guidance.ask_about,
        }

    def _make_menus(self) -> None:
        self.menus = Menus(self, self._line.bar, self._words, self._calls())
        self.menus.add_steps(self.show_step)
        choose = self.guidance.choose
        self.menus.add_looks(
            self._settings, lambda value: choose("scheme", value), lambda value: choose("scale", value)
        )

    def _build(self) -> None:
        """Make all views, at the start and whenever the look has changed."""
        theme = self._theme
        self.library = LibraryView(self._state, theme, self.results)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.library)
        self.status = StatusBar(self._state, theme)
        self._line.follow_look()
        self.safety.show_lock(self.locked)
        self.read_only = ReadOnlyBar(theme, self._words)
        self.safety.show_reading(self.read_only)
        self._body = QWidget()
        column = bare_column(self._body)
        column.addWidget(self.read_only)
        column.addWidget(self.pages, 1)
        column.addWidget(rule(theme))
        column.addWidget(self.status)
        self._column.addWidget(self._body, 1)
        self.status.undo.clicked.connect(self.undo)
        saved = self.unsaved.first
        self.library.new_asked.connect(saved(self.start_case))
        self.library.import_asked.connect(saved(self.imports.ask))
        self.library.duplicate_asked.connect(saved(self.files.duplicate))
        self.library.export_asked.connect(saved(self.exports.ask))
        self.library.compare_asked.connect(lambda ids: self.sides.compare(self.pages, self.results, ids))

    def _connect(self) -> None:
        state = self._state
        state.leaving.connect(commit_typing)
        state.case_opened.connect(self._show_place)
        state.case_changed.connect(self._case_changed)
        state.library_changed.connect(self._library_changed)
        state.noticed.connect(self._notice)
        state.faulted.connect(self._fault)
        state.unsaved_changed.connect(self._show_saved)
        state.kept_back.connect(self._kept_back)
        guidance = self.guidance
        self.sides.left.connect(self._show_place)
        guidance.looks_changed.connect(self.restyle)
        guidance.passphrase_asked.connect(self.menus.actions["passphrase"].trigger)
        guidance.backups_asked.connect(self.menus.actions["backups"].trigger)
        guidance.place_asked.connect(self.unsaved.first(self.safety.ask_place))
        self.safety.warned.connect(lambda told: self.status.tell(told, False, "warning"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_scheme_changed)

    @property
    def case_view(self) -> CaseView:
        """The view of an open case, made when it is first needed."""
        if self._case_view is None:
            from app.desk.case_view import CaseView  # noqa: PLC0415 - the first window shows the library

            self._case_view = CaseView(self._state, self._theme)
            self._case_view.library_asked.connect(self._state.close_case)
            self._case_view.find_asked.connect(self.find_case)
            export = self._case_view.note.export
            export.clicked.disconnect()  # as by the menu: what is not saved yet comes first
            export.clicked.connect(self.menus.actions["export_note"].trigger)
            saved = self.unsaved.first
            self._case_view.evidence.import_asked.connect(saved(self.imports.bring_in))
            self._case_view.results.case_asked.connect(saved(self._state.open))
            self._case_view.note.choose_paper(self._settings.paper)
            self.guidance.paper_chosen.connect(self._case_view.note.choose_paper)
            self.pages.addWidget(self._case_view)
        return self._case_view

    def welcome(self) -> None:
        """Show the welcome page."""
        if self._state.stored_case is not None:
            self._state.close_case()
        actions = self.menus.actions
        self.sides.show_welcome(self.pages, self.guidance, actions["new"].trigger, actions["import"].trigger)

    def _show_place(self) -> None:
        """Show the open case, or the library where none is."""
        if self._closing:
            return
        self.sides.drop(self.pages)
        self.status.undo.hide()  # it would be another case's
        case = self._state.stored_case
        self.menus.enable(OF_THE_OPEN_CASE, case is not None)
        self.menus.enable(tuple(name for name in self.menus.actions if name.startswith("step.")), case is not None)
        if case is None:
            self.pages.setCurrentWidget(self.library)
            self.setWindowTitle("Footing")
            self.library.refresh()
            self.library.table.setFocus()
            self._show_saved()
            return
        self.results.pause()
        self.pages.setCurrentWidget(self.case_view)
        self.case_view.header.steps[self.case_view.step].setFocus()
        self.setWindowTitle(f"{case.title} – Footing")
        self._library_changed()

    def _case_changed(self) -> None:
        state = self._state
        if self._case_view is None or state.case is None or state.case is not state.stored_case:
            return
        try:
            undo = state.pending.undoable(state.case.id)
            redo = state.pending.redoable(state.case.id)
            versions = state.library.versions(state.case.id)
        except LibraryFault as fault:  # the disk may be gone while edits are kept
            self._fault(fault)
            return
        named = [None if step is None else self._words(f"action.{step.action}") for step in (undo, redo)]
        self._case_view.header.show_history(*named)
        self.menus.name_history(*named)
        self._case_view.header.show_case(versions[-1].number if versions else 1)
        self.setWindowTitle(f"{state.case.title} – Footing")

    def _library_changed(self) -> None:
        case = self._state.stored_case
        if case is None or self._case_view is None:
            return
        try:
            changed = self._state.library.summary(case.id).changed_at
            self._case_view.left.show_cases()
        except LibraryFault as fault:
            self._fault(fault)
            return
        self._changed_at = f"{changed.astimezone():%H:%M}"
        self._show_saved()

    def _show_saved(self) -> None:
        """Say when the open case was saved, or what is not saved yet, whatever is open."""
        here = self._state.stored_case is not None and self._changed_at
        self.unsaved.show(self._words("desk.saved", time=self._changed_at) if here else "")

    def _kept_back(self, fault: LibraryFault) -> None:
        self.status.tell(self.unsaved.sentence(fault), not self.status.undo.isHidden(), "warning")

    def warn_of_place(self, risk: Risk) -> None:
        """Say what can damage the library where it lies; an edit's Undo stays beside it."""
        self.status.tell(self._words(f"warning.place.{risk}"), not self.status.undo.isHidden(), "warning")

    def _notice(self, sentence_: str, undo: bool) -> None:
        self.status.tell(sentence_, undo, "undo" if undo else "tick")
        if self._state.stored_case is None:
            self.menus.enable(("undo",), undo)

    def _fault(self, fault: Exception) -> None:
        known = sentence(self._words, fault)
        if known is None:
            _log.error("an unexpected fault", exc_info=fault)
        self.status.tell(known or bug_sentence(self._words, fault), False, "warning")

    def show_step(self, place: int) -> None:
        """Show a step of the open case and give it the keyboard."""
        if self._state.stored_case is not None:
            self.case_view.show_step(place)
            self.case_view.steps[place].setFocus()

    def _with_case(self, act: Callable[[str], None], many: str = "") -> None:
        """Do something with the open case, or in the library with what is selected there: ``many`` for several."""
        chosen = self.library.selected_ids()
        if self._state.stored_case is not None:
            act(self._state.stored_case.id)
        elif many and len(chosen) > 1:
            self.library.acts.do(many, chosen)
        elif chosen:
            act(chosen[0])

    def leave(self) -> None:
        """Close the window."""
        self.window().close()

    def undo(self) -> None:
        """Take the last edit of the open case back, or in the library what was filed last."""
        if self._state.stored_case is not None:
            self._state.undo()
        else:
            self.library.undo()

    def find_case(self) -> None:
        """Go to the search field of the library."""
        self._state.close_case()
        self.library.search.setFocus()
        self.library.search.selectAll()

    def start_case(self) -> None:
        """Start a case, at its first step."""
        before = self._state.stored_case
        self.files.ask_new()
        if self._state.stored_case is not before:
            self.show_step(0)

    def freeze(self) -> None:
        """Keep the present state as a numbered version."""
        case = self._state.stored_case
        if case is None:
            return
        try:
            version = self._state.library.freeze(case.id)
        except Exception as fault:  # told in the window by its kind, never lost
            self._fault(fault)
            return
        self._case_changed()
        self._notice(self._words("notice.version", number=version.number), False)

    def next_part(self) -> None:
        """Give the keyboard to the next part of the window: rail, work, dock, status."""
        focus_next(self._parts())

    def _topic(self) -> str:
        """What the help says of the step that is shown."""
        if self._case_view is None or self.pages.currentWidget() is not self._case_view:
            return ""
        return OF_STEP[STEPS[self._case_view.step]]

    def _parts(self) -> list[QWidget]:
        shown, view = self.pages.currentWidget(), self._case_view
        if view is not None and shown is view:
            return [view.left, view.header, view.stack, view.dock, self.status]
        if shown is self.library:
            return [self.library.filters, self.library.middle, self.library.preview, self.status]
        return [self.pages, self.status]

    def _system_scheme_changed(self) -> None:
        if self._settings.scheme == "system":
            self.restyle()

    def restyle(self) -> None:
        """Make all views anew in the look that is now chosen."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        step = None if self._case_view is None else self._case_view.step
        welcome = self.sides.welcome
        notice, undo = self.status.notice, self.status.undo.isVisible()
        self._case_view = None
        self._column.removeWidget(self._body)
        self._body.deleteLater()
        take_on(app, self._theme, self._settings, self._words)
        self.menus.clear(self._line.bar)
        self._make_menus()
        self._build()
        self._body.show()  # the layout would show it later, and what follows is for eyes
        if welcome is None:
            self._show_place()
        else:
            self.welcome()
        self.status.tell(notice, undo, "undo" if undo else "tick")
        if step is not None and self._state.stored_case is not None:
            self.case_view.show_step(step)
            # The new views have heard nothing yet.
            for heard in (self._state.case_opened, self._state.case_changed, self._state.analysis_changed):
                heard.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped anywhere on the window."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Bring in the files that are dropped."""
        event.acceptProposedAction()
        self.unsaved.first(self.imports.bring_in)(dropped_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of every thread before the window goes."""
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # a text that is still being typed is entered
        if not self.unsaved.may_close():
            event.ignore()
            return
        self._closing = True
        self.results.stop()
        self._state.close_case()
        self._state.runner.wait()
        super().closeEvent(event)
        self.closed.emit()
