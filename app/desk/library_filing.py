"""How cases are filed: tags and the archive, for one case at once, for several aside, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from app.desk.state import DeskState
from app.tasks import Task
from db.faults import LibraryFault

FILED = frozenset({"tag", "archive", "unarchive"})
"""Actions of a case's history that change how it is filed."""

_ONE = {
    "tagged": "library.tag.added",
    "untagged": "library.tag.removed",
    "changed": "library.tag.changed",
    "archived": "library.archived",
    "unarchived": "library.unarchived",
}
"""What is said of one case."""

Filed = Callable[[str], object]


class Filing(QObject):
    """Files cases. What was filed last can be taken back for as long as nothing else was done to those cases."""

    _cut_off = Signal(object)
    """Work aside was cancelled: the cases that were filed until then."""

    def __init__(self, state: DeskState) -> None:
        super().__init__()
        self._state, self._words = state, state.workspace.words
        self._last: tuple[str, ...] = ()
        self._cut_off.connect(self._told_cut_off)

    @property
    def undoable(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._last)

    def forget(self) -> None:
        """Something else was done since: nothing is taken back from here any more."""
        self._last = ()

    def tag(self, ids: list[str], added: Iterable[str], removed: Iterable[str] = ()) -> None:
        """File cases under some tags, and no longer under others."""
        library, more, fewer = self._state.library, list(added), set(removed)

        def work(case_id: str) -> object:
            kept = [tag for tag in library.tags(case_id) if tag not in fewer]
            return library.tag(case_id, [*kept, *more])

        key = "changed" if more and fewer else "tagged" if more else "untagged"
        self._file(ids, work, key, tags=self._words.listing(more or sorted(fewer)))

    def set_tags(self, case_id: str, tags: tuple[str, ...], tag: str) -> None:
        """File one case under these tags and no others; ``tag`` is the one that was added or taken off."""
        key = "tagged" if tag in tags else "untagged"
        self._file([case_id], lambda one: self._state.library.tag(one, tags), key, tags=tag)

    def archive(self, ids: list[str], away: bool) -> None:
        """Put cases away, or take them out again."""
        library = self._state.library
        self._file(ids, lambda one: library.archive(one, away), "archived" if away else "unarchived")

    def undo(self) -> None:
        """Take back what was filed last."""
        ids, self._last = self._last, ()
        if len(ids) == 1 and self._is_filing(ids[0]):
            self._state.undo_of(ids[0])
        elif len(ids) > 1:
            library = self._state.library
            self._aside(list(ids), lambda one: library.undo(one) if self._is_filing(one) else None, self._undone)

    def _is_filing(self, case_id: str) -> bool:
        """Whether undo would take back how a case is filed, and not an edit that came after."""
        try:
            step = self._state.library.undoable(case_id)
        except LibraryFault as fault:
            self._state.faulted.emit(fault)
            return False
        return step is not None and step.action in FILED

    def _file(self, ids: list[str], work: Filed, key: str, **values: str) -> None:
        """``work`` answers for each case with its row of history, None where it was filed so already."""
        if not ids or not self._state.save_pending():
            return
        self._last = ()
        if len(ids) > 1:
            self._aside(ids, work, lambda done: self._told(done, key, values))
            return
        try:
            done = [case_id for case_id in ids if work(case_id) is not None]
            title = self._state.library.summary(ids[0]).title
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            self._state.library_changed.emit()
            return
        if done:
            self._take(done, self._words(_ONE[key], case=title, tag=values.get("tags", "")))

    def _aside(self, ids: list[str], work: Filed, then: Callable[[list[str]], None]) -> None:
        """Case by case beside the window; where it is cancelled, what was done until then stays done."""
        done: list[str] = []

        def each(task: Task) -> list[str]:
            for number, case_id in enumerate(ids):
                if not task.report(number, len(ids)):
                    self._cut_off.emit(done)
                    break
                if work(case_id) is not None:
                    done.append(case_id)
            return done

        def failed(error: Exception) -> None:
            self._take(done, "")
            self._state.faulted.emit(error)

        self._state.runner.start("filing", each, then, failed)

    def _told(self, done: list[str], key: str, values: dict[str, str]) -> None:
        shown = self._words.number(len(done))
        self._take(done, self._words.count(f"library.many.{key}", len(done), shown=shown, **values))

    def _told_cut_off(self, done: list[str]) -> None:
        shown = self._words.number(len(done))
        self._take(done, self._words.count("library.many.cut_off", len(done), shown=shown))

    def _undone(self, done: list[str]) -> None:
        self._state.refresh_library()
        shown = self._words.number(len(done))
        self._state.noticed.emit(self._words.count("library.many.undone", len(done), shown=shown), False)

    def _take(self, done: list[str], notice: str) -> None:
        self._state.refresh_library()
        self._last = tuple(done)
        if notice:
            self._state.noticed.emit(notice, bool(done))
