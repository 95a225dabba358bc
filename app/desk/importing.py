"""Bringing cases in: a file is read aside, asked about where it changes anything, and taken in whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app import exchange
from app.desk.dialog import DeskDialog
from app.desk.import_view import SETTLED, ImportView
from app.desk.passphrase_entry import Lock, PassphraseEntry
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.files import ContentError, FileFault
from app.sealing_aside import unseal_aside
from app.tasks import Task
from db.merging import Choice, Incoming, Merged, Taken
from db.packs import Pack


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read: its name, its cases, and how they stand to ours."""

    name: str
    pack: Pack
    incoming: Sequence[Incoming]


class Imports(QObject):
    """Files from elsewhere on their way into the library, one after the other."""

    asked = Signal()
    """A question about a file is up: it is in ``question``."""

    def __init__(self, state: DeskState, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._theme, self._window = state, theme, window
        self._words = state.workspace.words
        self._waiting: list[Path] = []
        self._task: Task | None = None
        self.question: DeskDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read or asked about; one that was cancelled at the foot of the window is not."""
        running = self._task in self._state.runner.running
        return self.question is not None or (self._task is not None and running and not self._task.cancelled)

    def ask(self) -> None:
        """Ask for a file and bring it in."""
        words = self._words
        name, _ = QFileDialog.getOpenFileName(
            self._window, words("import.file.heading"), "", words("import.file.kinds")
        )
        if name:
            self.bring_in([Path(name)])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring files in, in their order."""
        if self.busy:
            self._waiting += paths
        else:
            self._waiting = list(paths)
            self._next()

    def _next(self) -> None:
        if not self._waiting or not self._state.save_pending():
            self._waiting = []
            return
        path = self._waiting.pop(0)
        self._start(lambda: self._read(path, self._state.workspace.passphrase), self._look, path)

    def _read(self, path: Path, passphrase: str | None) -> Arrival:
        workspace = self._state.workspace
        pack = exchange.read_incoming(workspace, path, passphrase, unseal_aside)
        return Arrival(path.name, pack, exchange.look_at(workspace, pack))

    def _start(self, work: Callable[[], object], then: Callable[..., None], path: Path | None = None) -> None:
        def failed(fault: Exception) -> None:
            if path is not None and _is_locked(fault):
                self._ask_passphrase(path)
            else:
                self._state.faulted.emit(fault)
                self._next()

        self._task = self._state.runner.start("import", lambda _: work(), then, failed)

    def _ask_passphrase(self, path: Path) -> None:
        said = self._words("import.sealed", name=path.name)
        lock = Lock(said, lambda typed: self._read(path, typed), _is_locked)
        entry = PassphraseEntry(self._theme, self._words, self._state.runner, lock, self._window)

        def answered() -> None:
            if entry.answer is not None:
                self._look(entry.answer)
                return
            if entry.failure is not None:
                self._state.faulted.emit(entry.failure)
            self._next()

        self._put(entry, answered)

    def _put(self, question: DeskDialog, answered: Callable[[], None]) -> None:
        def finished(_: int) -> None:
            self.question = None
            answered()
            question.deleteLater()

        self.question = question
        question.finished.connect(finished)
        question.open()
        self.asked.emit()

    def _look(self, arrival: Arrival) -> None:
        """Take in at once what only adds; ask about anything else."""
        if all(item.relation in SETTLED for item in arrival.incoming):
            self._take(arrival, {})
            return
        view = ImportView(self._theme, self._words, arrival.name, arrival.incoming, self._window)

        def answered() -> None:
            if view.result() == ImportView.DialogCode.Accepted:
                self._take(arrival, view.choices)
            else:
                self._next()

        self._put(view, answered)

    def _take(self, arrival: Arrival, choices: Mapping[str, Choice]) -> None:
        state = self._state
        if not state.save_pending():
            self._next()
            return
        changing = {item.id for item in arrival.incoming if item.relation not in SETTLED}
        if state.stored_case is not None and state.stored_case.id in changing:
            state.close_case()  # an edit of what is just being replaced would bring the old state back

        def taken(found: Sequence[Taken]) -> None:
            state.refresh_library()
            if len(found) == 1:
                state.open(found[0].id)
            state.noticed.emit(self._notice(found), False)
            self._next()

        self._start(lambda: exchange.take_in(state.workspace, arrival.pack, choices), taken)

    def _notice(self, found: Sequence[Taken]) -> str:
        words = self._words
        if len(found) == 1:
            return words(f"notice.imported.{found[0].outcome}", title=found[0].title)
        counted = [
            words.count(f"import.taken.{outcome}", number)
            for outcome in Merged
            if (number := sum(one.outcome is outcome for one in found))
        ]
        return words("import.taken", counts=words.listing(counted))


def _is_locked(fault: Exception) -> bool:
    """Whether a passphrase, or another one, is what is missing."""
    if isinstance(fault, ContentError):
        return fault.error.code in {"seal_passphrase", "seal_unusable"}
    return isinstance(fault, FileFault) and fault.code == "sealed"


def dropped_files(carried: QMimeData) -> list[Path]:
    """The files of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
