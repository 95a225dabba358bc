"""The library's safety in the window: backups, the passphrase, and the look at the file once it is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app import safekeeping
from app.desk.backups_view import Backed, BackupsView, Restoring, moment_words
from app.desk.dialog import asked, question
from app.desk.icons import icon_pixmap
from app.desk.passphrase_entry import NewPassphrase, PassphraseChange
from app.desk.read_only import ReadOnlyBar
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.while_closed import WhileClosed
from app.faults import bug_sentence, sentence
from app.tasks import Task
from app.words import Words
from db.backups import Backup
from db.checking import Finding
from db.faults import LibraryFault
from db.opening import Opening

SHOWN = 5
"""So many faults are named, of however many there are."""

DAMAGED = frozenset({"corrupt", "not_a_library"})


class Safety(QObject):
    """What the window does for the library as a whole.

    What needs the library closed is in ``after`` once the window goes: whoever opened it does the work and opens
    the next one.
    """

    warned = Signal(str)
    """A sentence for the status bar that is a warning."""

    def __init__(self, state: DeskState, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._theme, self._window = state, theme, window
        self._words = state.workspace.words
        self.after: WhileClosed | None = None
        self.view: BackupsView | PassphraseChange | None = None

    def show_lock(self, place: QLabel) -> None:
        """A lock in the menu line, where the library is encrypted."""
        said = self._words("safety.encrypted")
        place.setPixmap(icon_pixmap("lock", self._theme.colour("ink_2"), self._theme.px(14), 2.0))
        place.setToolTip(said)
        place.setAccessibleName(said)
        place.setVisible(self._state.library.encrypted)

    def show_reading(self, bar: ReadOnlyBar) -> None:
        """A bar that says why nothing can be changed, where the library is open for reading alone."""
        library = self._state.library
        bar.again_asked.connect(self.open_again)
        bar.show_reason("" if library.writing else self._words("safety.reading", name=library.path.name))

    def ask_backups(self) -> None:
        """Show the backups; one of them may take the library's place."""
        state = self._state
        library = state.library

        def make(task: Task) -> Backup:
            return safekeeping.back_up(library, task.report)

        backed = Backed(library.path, state.workspace.passphrase, make)

        view = BackupsView(self._theme, self._words, state.runner, backed, self._window)

        def finished(_: int) -> None:
            self.view = None
            if view.restoring is not None:
                self._leave_for(
                    restore_work(self._words, library.path, view.restoring, state.workspace.passphrase)
                )
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def ask_check(self) -> None:
        """Look at the whole library aside, and say what was found."""
        library, words = self._state.library, self._words

        def told(found: list[Finding]) -> None:
            if not found:
                self._state.noticed.emit(words("safety.check.sound"), False)
            else:
                lines = [words(f"damage.{item.damage}", id=item.case_id, detail=item.detail) for item in found]
                self._offer(
                    words.count("safety.check.found", len(found), first="\n".join(lines[:SHOWN])), "safety.later"
                )

        self._state.runner.start(
            "check", lambda task: safekeeping.look_over(library, task.report), told, self._state.faulted.emit
        )

    def ask_place(self) -> None:
        """Ask for another place: a library that is there is opened, else this one is copied to it."""
        words, library = self._words, self._state.library
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            words("safety.place.heading"),
            str(library.path),
            words("safety.place.kind"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen or Path(chosen).resolve() == library.path.resolve():
            return
        place, passphrase = Path(chosen), self._state.workspace.passphrase
        if place.exists():
            notice = words("notice.other_library", path=place)
            after = WhileClosed(words("closed.opening"), lambda: None, None, None, notice, place)
        else:
            path, notice = library.path, words("notice.moved", path=place)
            work = partial(safekeeping.copy_to, path, passphrase, place)
            after = WhileClosed(words("closed.moving"), work, passphrase, passphrase, notice, place)
        self._leave_for(after)

    def open_again(self) -> None:
        """Open the library anew: it may be free to write to by now."""
        passphrase = self._state.workspace.passphrase
        self._leave_for(WhileClosed(self._words("desk.opening"), lambda: None, passphrase, passphrase, ""))

    def ask_passphrase(self, *, remove: bool = False) -> None:
        """Ask for a passphrase to be set, changed or taken off."""
        view = PassphraseChange(
            self._theme, self._words, self._state.workspace.passphrase, self._window, remove=remove
        )

        def finished(_: int) -> None:
            self.view = None
            if view.wanted is not None:
                self._leave_for(self._protection(view.wanted))
            elif view.removal_asked:
                self.ask_passphrase(remove=True)
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def _protection(self, wanted: NewPassphrase) -> WhileClosed:
        path = self._state.library.path
        kind = "remove" if wanted.new is None else "set" if wanted.old is None else "change"
        return WhileClosed(
            self._words("closed.protecting"),
            lambda: safekeeping.protect(path, wanted.old, wanted.new),
            wanted.old,
            wanted.new,
            self._words(f"notice.passphrase.{kind}"),
        )

    def _leave_for(self, after: WhileClosed) -> None:
        """Close the window for work on the closed library, unless it has to stay."""
        self.after = after
        if not self._window.close():
            self.after = None

    def look_after(self) -> None:
        """Aside: the first backup of the day, and the look at the file that opening put off."""
        library = self._state.library

        def work(task: Task) -> Exception | None:
            fault: Exception | None = None
            try:
                if library.file.opening is not Opening.NEW:
                    safekeeping.back_up_daily(library, task.report)
            except Exception as error:  # the file is looked at all the same
                fault = error
            safekeeping.look_after_opening(library)
            return fault

        self._state.runner.start("backup", work, self._not_backed_up, self._not_backed_up)

    def _not_backed_up(self, fault: Exception | None) -> None:
        if isinstance(fault, LibraryFault) and fault.code in DAMAGED:
            self._offer(sentence(self._words, fault) or "", "safety.later")
        elif fault is not None:
            told = sentence(self._words, fault) or bug_sentence(self._words, fault)
            self.warned.emit(self._words("cli.no_daily_backup", sentence=told))

    def tell_opening(self) -> None:
        """Say what was found on opening, where an officer should know."""
        words, library = self._words, self._state.library
        if library.file.opening is Opening.RECOVERED:
            self._state.noticed.emit(words("cli.opening.recovered"), False)
        elif library.file.opening is Opening.LOG_MISSING:
            self._offer(words("safety.log_missing", name=library.path.name), "safety.go_on")

    def _offer(self, said: str, leave: str) -> None:
        """Say what is wrong with the library, and lead to its backups."""
        words = self._words
        box = question(self._theme, self._window, said, newest_words(words, self._state.library.path))
        if asked(box, [words("safety.restore")], words(leave)) is not None:
            self.ask_backups()


def restore_work(words: Words, library: Path, restoring: Restoring, before: str | None) -> WhileClosed:
    """Bringing a backup back, as work on a closed library."""
    backup, passphrase = restoring.backup, restoring.passphrase
    return WhileClosed(
        words("closed.restoring"),
        lambda: safekeeping.bring_back(library, backup, passphrase),
        before,
        passphrase,
        words("notice.backup_restored", date=moment_words(words, backup.at)),
    )


def newest_words(words: Words, library: Path) -> str:
    """Which backup is the newest, or that there is none."""
    try:
        newest = next(iter(safekeeping.kept_backups(library)), None)
    except LibraryFault:  # their folder cannot be read either
        newest = None
    if newest is None:
        return words("safety.no_backup")
    return words("safety.newest", date=moment_words(words, newest.at), why=words(f"backup_reason.{newest.reason}"))
