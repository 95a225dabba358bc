"""Edits that could not be saved, in the window: how it is told, what waits for them, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from app.desk.case_files import file_stem
from app.desk.controls import commit_typing
from app.desk.state import DeskState
from app.faults import bug_sentence, sentence
from app.tasks import TaskRunner
from app.workspace import save_case
from db.faults import LibraryFault
from db.places import Risk, risk_of
from decision.case import Case

_Role = QMessageBox.ButtonRole


class Unsaved:
    """What a window shows and asks while edits are kept in memory."""

    def __init__(self, state: DeskState, window: QWidget, line: QLabel) -> None:
        self._state = state
        self._window = window
        self._line = line
        self._words = state.workspace.words

    def show(self, saved: str) -> None:
        """Say in the menu line what is not saved; where all is, what is given."""
        fault = self._state.pending.fault
        text, ink, tip = saved, "ink_2", ""
        if fault is not None:
            reason = self._words(f"unsaved.reason.{fault.code}")
            text = self._words.count("unsaved.line", self._state.pending.count, reason=reason)
            ink, tip = "error", self.sentence(fault)
        self._line.setText(text)
        self._line.setToolTip(tip)
        if self._line.property("ink") != ink:
            self._line.setProperty("ink", ink)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    def sentence(self, fault: LibraryFault) -> str:
        """What the fault means for the edits that are kept, and the way out."""
        return self._words(f"unsaved.{fault.code}", **fault.values)

    def first(self, act: Callable[..., None]) -> Callable[..., None]:
        """The same act, done only once everything is saved; else the fault is told and nothing is done."""

        def when_saved(*values: object) -> None:
            commit_typing()
            if self._state.save_pending():
                act(*values)

        return when_saved

    def may_close(self) -> bool:
        """Whether the window may go: nothing waits, it is safe elsewhere, or the officer gives it up."""
        told = ""
        while not self._state.save_pending():
            box, again, copy, discard = self._question(told)
            box.exec()
            chosen = box.clickedButton()
            box.deleteLater()
            if chosen is copy:
                told = self._ask_copies()
            elif chosen is discard:
                self._state.discard_pending()
            elif chosen is not again:
                return False
        return True

    def _question(self, told: str) -> tuple[QMessageBox, QWidget, QWidget, QWidget]:
        words, pending = self._words, self._state.pending
        fault = pending.fault
        why = "" if fault is None else self.sentence(fault)
        names = words.listing([f"“{case.title}”" for case in pending.cases()])
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Footing")
        box.setText(words.count("unsaved.ask", pending.count, names=names))
        box.setInformativeText("\n\n".join(filter(None, (told, why, words("unsaved.out")))))
        again = box.addButton(words("unsaved.again"), _Role.AcceptRole)
        copy = box.addButton(words("unsaved.copy"), _Role.ActionRole)
        discard = box.addButton(words("unsaved.discard"), _Role.DestructiveRole)
        box.setEscapeButton(box.addButton(words("unsaved.stay"), _Role.RejectRole))
        box.setDefaultButton(again)
        return box, again, copy, discard

    def _ask_copies(self) -> str:
        """Ask for a folder and save the copies there; the sentence of what went wrong, or nothing."""
        folder = QFileDialog.getExistingDirectory(self._window, self._words("unsaved.copy.heading"))
        if not folder:
            return ""
        try:
            self.save_copies(Path(folder))
        except Exception as fault:  # told in the question that comes again; what waits still waits
            return sentence(self._words, fault) or bug_sentence(self._words, fault)
        self._state.discard_pending()
        return ""

    def save_copies(self, folder: Path) -> list[Path]:
        """Write each case of which edits wait as a case file, what is protected too; no file is replaced.

        The files, in the order of :meth:`~app.pending.PendingEdits.cases`;
        :class:`~app.files.FileFault` where one cannot be written.
        """
        written = []
        for case in self._state.pending.cases():
            path = _free_name(folder, case)
            save_case(case, path, protected=True)
            written.append(path)
        return written


def warn_of_place(runner: TaskRunner, library: Path, warn: Callable[[Risk], None]) -> None:
    """Look aside at where the library lies, and warn where another machine may write to it."""

    def told(risk: Risk | None) -> None:
        if risk is not None:
            warn(risk)

    runner.start("place", lambda _: risk_of(library), told)


def _free_name(folder: Path, case: Case) -> Path:
    stem, number = file_stem(case.title), 1
    path = folder / f"{stem}.json"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.json"
    return path
