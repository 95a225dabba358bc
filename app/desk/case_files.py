"""What the officer does with whole cases: start one, copy one, put one away, look back and go back."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QInputDialog, QWidget

from app.desk.country_list import country_names
from app.desk.history_view import HistoryView
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.versions_view import VersionsView
from db.records import Version
from decision.case import Case, Mandate, Mission, MissionKind, MissionStatus, UsesForce


class CaseFiles:
    """The actions on whole cases; each ends in a notice or in a fault that is told."""

    def __init__(self, state: DeskState, theme: Theme, window: QWidget) -> None:
        self._state, self._theme = state, theme
        self._window = window
        self.view: VersionsView | HistoryView | None = None
        self._words = state.workspace.words

    def ask_new(self) -> None:
        """Ask for the country, the one thing a case cannot be without and nobody should guess."""
        names = country_names(self._words)
        name, chosen = QInputDialog.getItem(
            self._window,
            self._words("desk.new.heading"),
            self._words("desk.new.country"),
            list(names.values()),
            editable=False,
        )
        if chosen:
            self.start(next(code for code, known in names.items() if known == name))

    def start(self, country: str) -> None:
        """Add an empty case of a country, dated today, and open it."""
        words = self._words
        case = Case(
            id=str(uuid.uuid4()),
            title=words("desk.new.title", country=words.country(country)),
            countries=(country,),
            as_of=datetime.date.today(),
            mission=Mission(
                name=words("desk.new.mission"),
                kind=MissionKind.NONE,
                mandate=Mandate.MULTIDIMENSIONAL,
                uses_force=UsesForce.NO,
                status=MissionStatus.CONSIDERED,
            ),
        )
        self._add(case, "create", words("notice.created"))

    def duplicate(self, case_id: str) -> None:
        """Copy a case under a new id and open the copy.

        What was really done stays with the original: a copy must not count twice among the precedents.
        """
        found: list[Case] = []
        if self._done(lambda: found.append(self._state.library.case(case_id))):
            case = found[0]
            title = self._words("desk.copy.title", title=case.title)
            copy = replace(case, id=str(uuid.uuid4()), title=title, documented=None, decision=None)
            self._add(copy, "duplicate", self._words("notice.duplicated", title=case.title))

    def archive(self, case_id: str) -> None:
        """Put a case away, or take one out again that was put away; either shows the library."""
        library = self._state.library
        found: list[bool] = []
        if not self._done(lambda: found.append(library.summary(case_id).archived)):
            return
        away = found[0]
        if self._done(lambda: library.archive(case_id, not away)):
            self._state.close_case()
            self._state.refresh_library()
            self._state.noticed.emit(self._words("notice.restored" if away else "notice.archived"), False)

    def show_versions(self, case_id: str) -> None:
        """Show the versions of a case; one of them may become its working state again."""
        made: list[VersionsView] = []
        if not self._done(lambda: made.append(VersionsView(self._state, self._theme, case_id, self._window))):
            return
        view = made[0]

        def finished(result: int) -> None:
            self.view = None
            if result == VersionsView.DialogCode.Accepted and view.number is not None:
                self.restore(case_id, view.number)
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def restore(self, case_id: str, number: int) -> None:
        """Make an earlier version the working state and a new version, which undo takes back."""
        made: list[Version] = []
        if self._done(lambda: made.append(self._state.library.restore(case_id, number))):
            self._state.refresh_library()
            notice = self._words("notice.version_restored", number=number, new=made[0].number)
            self._state.noticed.emit(notice, self._state.stored_case is not None)

    def show_history(self, case_id: str) -> None:
        """Show who changed what in a case."""
        made: list[HistoryView] = []
        if not self._done(lambda: made.append(HistoryView(self._state, self._theme, case_id, self._window))):
            return
        view = made[0]

        def finished(_: int) -> None:
            self.view = None
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def _add(self, case: Case, action: str, notice: str) -> None:
        if self._done(lambda: self._state.library.add(case, action)):
            self._state.refresh_library()
            self._state.open(case.id)
            self._state.noticed.emit(notice, False)

    def _done(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return False
        return True


def documents(name: str) -> str:
    """Where a dialog that asks for a file begins: among the officer's documents, whatever folder we started in."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return str((folder if folder.is_dir() else Path.home()) / name)


def file_stem(title: str) -> str:
    """A title as a file name that every system takes."""
    kept = "".join(sign if sign.isalnum() else " " for sign in title)
    return "-".join(kept.lower().split())[:80] or "case"
