"""The backups of a library: what each would bring back, one more now, and one of them in the library's place."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app import safekeeping
from app.desk.controls import label
from app.desk.dialog import DeskDialog, asked, keep_room, question
from app.desk.passphrase_entry import Lock, PassphraseEntry
from app.desk.row_table import Line, RowTable
from app.desk.theme import Theme
from app.tasks import Task, TaskRunner
from app.words import Words
from db.backups import Backup
from db.faults import LibraryFault
from db.restoring import CaseChange, Preview

LOCKED = frozenset({"passphrase_needed", "wrong_passphrase"})


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup that is to take the library's place, and the passphrase that opens it or the library."""

    backup: Backup
    passphrase: str | None


@dataclass(frozen=True, slots=True)
class Backed:
    """The library whose backups are shown, and its passphrase; ``make`` makes one more where it is open."""

    path: Path
    passphrase: str | None = None
    make: Callable[[Task], Backup] | None = None


class BackupsView(DeskDialog):
    """The list, and what restoring the chosen one would change; ``restoring`` holds what the officer decided."""

    def __init__(
        self, theme: Theme, words: Words, runner: TaskRunner, library: Backed, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, "backups.heading", parent, (880, 640))
        self._runner, self._library, self._make = runner, library.path, library.make
        self._passphrase = library.passphrase
        self.restoring: Restoring | None = None
        self._preview: Preview | None = None
        self._found: list[Backup] = []
        heads = [words(f"backups.column.{name}") for name in ("made", "why", "size")]
        self.table = RowTable(theme, words("backups.heading"), heads, (260, 0, 140))
        self._heading = label(theme, words("backups.would"), "strong")
        self.said = label(theme, "", "body", "ink_2", wrap=True)
        heads = [words(f"backups.column.{name}") for name in ("case", "fate", "edits")]
        self.changes = RowTable(theme, words("backups.would"), heads, (340, 0, 140))
        keep_room(self.changes)
        for widget, share in ((self.table, 5), (self._heading, 0), (self.said, 0), (self.changes, 4)):
            self.body.addWidget(widget, share)
        if library.make is not None:
            self.make_button = self.add_button("backups.make", self.back_up, left=True)
        self._unlock = self.add_button("backups.unlock", self._ask_passphrase)
        self.add_button("dialog.close", self.reject)
        self.go = self.add_button("backups.restore", self.ask, "primary")
        self.table.chosen.connect(self._look)
        self.list_anew()

    def list_anew(self) -> None:
        """Read the list again, and stand on the newest."""
        words = self._words
        try:
            self._found = safekeeping.kept_backups(self._library)
        except LibraryFault as fault:
            self._found = []
            self.tell(fault)
        self.say(words.count("backups.lead", len(self._found)) if self._found else words("backups.none"))
        lines = [
            Line((moment_words(words, one.at), words(f"backup_reason.{one.reason}"), size_words(words, one.size)))
            for one in self._found
        ]
        self.table.show_lines(lines, 0)
        self._heading.setVisible(bool(self._found))
        if not self._found:
            self._look(-1)
        self.table.setFocus()

    def back_up(self) -> None:
        """Make one more now, aside."""
        if self._make is None:
            return
        self.make_button.setEnabled(False)
        self.fault.tell("")
        self.aside(self._runner, "backup", self._make, self._made, self._not_made)

    def _made(self, _: Backup) -> None:
        self.make_button.setEnabled(True)
        self.list_anew()

    def _not_made(self, fault: Exception) -> None:
        self.make_button.setEnabled(True)
        self.tell(fault)

    def _chosen(self) -> Backup | None:
        return self._found[self.table.place] if self.table.place >= 0 else None

    def _look(self, _: int) -> None:
        """Look aside at what the chosen backup would change."""
        backup = self._chosen()
        self._preview = None
        self.go.setEnabled(False)
        self._unlock.hide()
        self.fault.tell("")
        self.changes.hide()
        self.said.setText("" if backup is None else self._words("backups.looking"))
        if backup is not None:
            library, passphrase = self._library, self._passphrase
            work = lambda _: safekeeping.preview(library, backup, passphrase)  # noqa: E731 - as short as it is
            self.aside(self._runner, "preview", work, self._looked, self._not_looked)

    def _looked(self, preview: Preview) -> None:
        words = self._words
        self._preview = preview
        self.go.setEnabled(True)
        self.said.setText(preview_words(words, preview))
        self.changes.setVisible(bool(preview.changes))
        self.changes.show_lines([self._line(change) for change in preview.changes])

    def _line(self, change: CaseChange) -> Line:
        edits = self._words.count("backups.edits", change.edits) if change.edits else ""
        return Line((change.title, self._words(f"fate.{change.fate}"), edits))

    def _not_looked(self, fault: Exception) -> None:
        if isinstance(fault, LibraryFault) and fault.code in LOCKED:
            self.said.setText(self._words("backups.locked"))
            self._unlock.show()
        else:
            self.said.setText("")
            self.tell(fault)

    def _ask_passphrase(self) -> None:
        backup, library = self._chosen(), self._library
        if backup is None:
            return
        entry = PassphraseEntry(
            self._theme,
            self._words,
            self._runner,
            Lock(
                self._words("backups.locked.ask", date=moment_words(self._words, backup.at)),
                lambda typed: safekeeping.preview(library, backup, typed),
                is_locked,
            ),
            self,
        )

        def finished(_: int) -> None:
            if entry.answer is not None:
                self._passphrase = entry.passphrase
                self._unlock.hide()
                self._looked(entry.answer)
            elif entry.failure is not None:
                self.tell(entry.failure)
            entry.deleteLater()

        self.entry = entry
        entry.finished.connect(finished)
        entry.open()

    def ask(self) -> None:
        """Ask whether the chosen backup is to take the library's place."""
        words, preview = self._words, self._preview
        if preview is None:
            return
        kept = words("backups.kept" if preview.readable else "backups.kept_damaged")
        more = f"{preview_words(words, preview)}\n\n{kept}"
        box = question(self._theme, self, words("backups.ask", date=moment_words(words, preview.backup.at)), more)
        if asked(box, [words("backups.yes")], words("desk.cancel")) is not None:
            self.restoring = Restoring(preview.backup, self._passphrase)
            self.accept()


def is_locked(fault: Exception) -> bool:
    """Whether a passphrase, or another one, is what is missing."""
    return isinstance(fault, LibraryFault) and fault.code in LOCKED


def preview_words(words: Words, preview: Preview) -> str:
    """What restoring a backup would change, in a few sentences."""
    if not preview.readable:
        return words.count("backups.preview.unreadable", len(preview.changes))
    if not preview.changes:
        return words("backups.preview.nothing")
    fates = [change.fate for change in preview.changes]
    counted = [words.count(f"backups.preview.{fate}", fates.count(fate)) for fate in dict.fromkeys(sorted(fates))]
    said = words("backups.preview", counts=words.listing(counted))
    return f"{said} {words.count('backups.preview.edits', preview.edits)}" if preview.edits else said


def moment_words(words: Words, at: datetime.datetime) -> str:
    """A moment here: 30 Sep 2008, 14:02."""
    here = at.astimezone()
    return words("dialog.moment", date=words.short_day(here.date()), time=f"{here:%H:%M}")


def size_words(words: Words, size: int) -> str:
    """A number of bytes in megabytes."""
    return words("dialog.megabytes", size=words.number(size / 1_000_000, 1))
