"""What the officer does with whole cases: start one, copy one, bring one in, write one out."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QPushButton, QWidget

from app import exchange
from app.desk.country_list import country_names
from app.desk.state import DeskState
from app.tasks import Task
from app.workspace import save_case
from db.merging import DEFAULTS, Choice, Incoming, Merged, Taken
from db.packs import Pack
from decision.case import Case, Mandate, Mission, MissionKind, MissionStatus, UsesForce
from decision.publication import public_case


class CaseFiles:
    """The actions on whole cases; each ends in a notice or in a fault that is told."""

    def __init__(self, state: DeskState, window: QWidget) -> None:
        self._state = state
        self._window = window
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

    def ask_import(self) -> None:
        """Ask for a file and bring it in."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self._words("desk.import.heading"), "", self._words("desk.import.kinds")
        )
        if name:
            self.bring_in(Path(name))

    def bring_in(self, path: Path) -> None:
        """Bring in a case file, a note or a pack: read aside, its conflicts asked about, told when done."""
        workspace = self._state.workspace

        def read(_: object) -> tuple[Pack, tuple[Incoming, ...]]:
            pack = exchange.read_incoming(workspace, path, workspace.passphrase)
            return pack, exchange.look_at(workspace, pack)

        def taken_in(found: tuple[Pack, tuple[Incoming, ...]]) -> None:
            choices = self._choices(found[1])
            if choices is not None:
                self._aside(lambda _: exchange.take_in(workspace, found[0], choices), self._tell_taken)

        self._aside(read, taken_in)

    def _aside(self, work: Callable[[Task], Any], then: Callable[[Any], None]) -> None:
        self._state.runner.start("import", work, then, self._state.faulted.emit)

    def _choices(self, incoming: tuple[Incoming, ...]) -> dict[str, Choice] | None:
        """What to do with the cases that changed on both sides; None where the officer would rather not."""
        open_ = [item for item in incoming if item.relation not in DEFAULTS]
        if not open_:
            return {}
        titles = self._words.listing([f"“{item.title}”" for item in open_])
        box = QMessageBox(QMessageBox.Icon.Question, "Footing", self._words("desk.conflict", titles=titles))
        box.setInformativeText(self._words("desk.conflict.kept"))
        buttons = {
            box.addButton(self._words(f"desk.conflict.{choice}"), QMessageBox.ButtonRole.AcceptRole): choice
            for choice in (Choice.THEIRS, Choice.MINE, Choice.BOTH)
        }
        box.setEscapeButton(box.addButton(self._words("desk.conflict.cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        chosen = buttons.get(cast(QPushButton, box.clickedButton()))
        return None if chosen is None else {item.id: chosen for item in open_}

    def _tell_taken(self, taken: tuple[Taken, ...]) -> None:
        self._state.refresh_library()
        if len(taken) == 1:
            self._state.open(taken[0].id)
            notice = self._words(f"notice.imported.{taken[0].outcome}", title=taken[0].title)
        else:
            changed = [one for one in taken if one.outcome is not Merged.UNCHANGED]
            notice = self._words.count("notice.imported", len(changed), total=len(taken))
        self._state.noticed.emit(notice, False)

    def ask_export(self, case_id: str) -> None:
        """Ask where to, and write the public part of a case."""
        found: list[Case] = []
        if not self._done(lambda: found.append(self._state.library.case(case_id))):
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self._words("desk.export.heading"),
            f"{file_stem(found[0].title)}.json",
            self._words("desk.export.kinds"),
        )
        if name:
            self.export(found[0], Path(name))

    def export(self, case: Case, path: Path) -> None:
        """Write a case file; what is protected stays in the library, and the notice says so."""
        if self._done(lambda: save_case(case, path)):
            held_back = public_case(case) != case
            key = "notice.exported.public" if held_back else "notice.exported"
            self._state.noticed.emit(self._words(key, name=path.name), False)

    def archive(self, case_id: str) -> None:
        """Put a case away, or take one out again that was put away; either shows the library."""
        library = self._state.library
        away = next((item.archived for item in library.summaries() if item.id == case_id), False)
        if self._done(lambda: library.archive(case_id, not away)):
            self._state.close_case()
            self._state.refresh_library()
            self._state.noticed.emit(self._words("notice.restored" if away else "notice.archived"), False)

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


def file_stem(title: str) -> str:
    """A title as a file name that every system takes."""
    kept = "".join(sign if sign.isalnum() else " " for sign in title)
    return "-".join(kept.lower().split())[:80] or "case"
