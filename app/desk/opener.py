"""Opening the library for the window: what is wrong is told, and the way out of it offered, until it is open."""

from __future__ import annotations

from pathlib import Path

from app import safekeeping
from app.desk.backups_view import Backed, BackupsView, Restoring, is_locked
from app.desk.dialog import asked, question
from app.desk.passphrase_entry import Lock, PassphraseEntry
from app.desk.safety import newest_words, restore_work
from app.desk.theme import Theme
from app.desk.while_closed import carry_out, tell
from app.faults import sentence
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace
from db.backups import Backup
from db.encryption import is_encrypted
from db.faults import LibraryFault


class Opener:
    """Opens one library, as often as it takes; ``notice`` is what the window that opens then is to say."""

    def __init__(self, library: Path, words: Words, theme: Theme) -> None:
        self.library, self._words, self._theme = library, words, theme
        self._runner = TaskRunner()
        self.notice = ""

    def open(self, passphrase: str | None = None) -> Workspace | None:
        """The library open for writing; None where the officer leaves it at that."""
        while True:
            fault: Exception | None
            try:
                return Workspace.open(self.library, self._words, passphrase=passphrase)
            except Exception as error:  # a fault at the start is told in a sentence, never as a trace
                fault = error
            if is_locked(fault):
                workspace, fault = self._unlock()
                if workspace is not None or fault is None:
                    return workspace
            if isinstance(fault, LibraryFault) and fault.code == "held":
                answer = self._ask_again()
                if answer == self._words("safety.read"):
                    return self._read(passphrase)
                if answer is None:
                    return None
            elif isinstance(fault, LibraryFault) and fault.code in safekeeping.UNREADABLE and self._backups():
                restoring = self._ask_restore(fault)
                if restoring is None:
                    return None
                work = restore_work(self._words, self.library.resolve(), restoring, passphrase)
                passphrase, self.notice = carry_out(self._theme, self._words, work)
            else:
                tell(self._theme, self._words, fault)
                return None

    def _unlock(self) -> tuple[Workspace | None, Exception | None]:
        """Ask for the passphrase: the open library, or what else is wrong, or neither where it was left."""
        opened: list[Workspace] = []
        entry = PassphraseEntry(
            self._theme,
            self._words,
            self._runner,
            Lock(
                self._words("passphrase.entry.library", name=self.library.name),
                lambda typed: opened.append(Workspace.open(self.library, self._words, passphrase=typed)),
                is_locked,
            ),
        )
        entry.exec()
        self._runner.wait()
        accepted = entry.result() == PassphraseEntry.DialogCode.Accepted
        failure = entry.failure
        entry.deleteLater()
        if accepted:
            return opened[0], None
        for late in opened:  # opened just when it was left
            late.close()
        return None, failure

    def _ask_again(self) -> str | None:
        words = self._words
        box = question(self._theme, None, words("safety.held", name=self.library.name))
        return asked(box, [words("unsaved.again"), words("safety.read")], words("menu.quit"))

    def _read(self, passphrase: str | None) -> Workspace | None:
        """The library open for reading, beside the Footing that writes to it."""
        try:
            return Workspace.open(self.library, self._words, writing=False, passphrase=passphrase)
        except Exception as fault:  # told in a sentence, never as a trace
            tell(self._theme, self._words, fault)
            return None

    def _backups(self) -> list[Backup]:
        try:
            return safekeeping.kept_backups(self.library)
        except LibraryFault:  # their folder cannot be read either
            return []

    def _ask_restore(self, fault: LibraryFault) -> Restoring | None:
        """Which backup is to take the place of a library that cannot be read; None to quit."""
        words = self._words
        this, other = words("safety.restore_this"), words("safety.restore_other")
        while True:
            told = sentence(words, fault) or ""
            box = question(self._theme, None, told, newest_words(words, self.library.resolve()))
            answer = asked(box, [this, other], words("menu.quit"))
            if answer is None:
                return None
            restoring = self._newest() if answer == this else self._choose()
            if restoring is not None:
                return restoring

    def _newest(self) -> Restoring | None:
        backup = self._backups()[0]
        if not is_encrypted(backup.path):
            return Restoring(backup, None)
        library = self.library.resolve()
        entry = PassphraseEntry(
            self._theme,
            self._words,
            self._runner,
            Lock(
                self._words("passphrase.entry.backup"),
                lambda typed: safekeeping.preview(library, backup, typed),
                is_locked,
            ),
        )
        entry.exec()
        passphrase, answer, failure = entry.passphrase, entry.answer, entry.failure
        entry.deleteLater()
        if failure is not None:
            tell(self._theme, self._words, failure)
        return None if answer is None else Restoring(backup, passphrase)

    def _choose(self) -> Restoring | None:
        view = BackupsView(self._theme, self._words, self._runner, Backed(self.library.resolve()))
        view.exec()
        chosen = view.restoring
        view.deleteLater()
        return chosen
