"""Edits that a library cannot take just now: kept in memory, in their order, until it can."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from db.documents import document_of
from db.faults import LibraryFault
from db.library import Library
from db.records import HistoryRow, Step
from decision.case import Case
from decision.model import DecisionModel

KEPT = frozenset(
    {"disk_full", "disk_error", "locked", "read_only", "no_access", "no_folder", "corrupt", "not_a_library"}
)
"""The faults that must not cost an edit. The last two do not pass, but what was typed can be saved elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """One edit that waits: what :meth:`~db.library.Library.record` will be given. Equal only to itself."""

    case: Case
    action: str
    key: str

    @property
    def step(self) -> Step:
        """What an undo of it is about."""
        return Step(self.action, self.key)


class PendingEdits:
    """The way of every edit into one library, with a queue where that way is blocked.

    An edit waits only for a fault of the surroundings (:data:`KEPT`) and stays in the queue until it is written:
    each becomes one row of history, in the order in which they were made. What the queue holds of a case is its
    latest state. :meth:`retry` may run in another thread; everything else belongs to one.
    """

    def __init__(self, library: Library, model: DecisionModel) -> None:
        self._library = library
        self._model = model
        self._queue: list[Edit] = []
        self._undone: dict[str, list[Edit | None]] = {}  # None: there the library's own redo comes first
        self._being_written: Edit | None = None
        self._fault: LibraryFault | None = None
        self._written = 0
        self._changed = threading.Condition()  # guards all of the above, never held while the library is asked
        self._writing = threading.Lock()  # one retry at a time

    @property
    def count(self) -> int:
        """How many edits wait."""
        return len(self._queue)

    @property
    def fault(self) -> LibraryFault | None:
        """Why they wait; None while none does."""
        return self._fault if self._queue else None

    @property
    def written(self) -> int:
        """How often the library was written by this way: another number, another library."""
        return self._written

    def case(self, case_id: str) -> Case:
        """The latest state of a case: the one that waits, else the one in the library."""
        edit = self._last(case_id)
        return self._library.case(case_id) if edit is None else edit.case

    def cases(self) -> list[Case]:
        """The latest states of all cases of which edits wait, in the order of their first ones."""
        with self._changed:
            return list({edit.case.id: edit.case for edit in self._queue}.values())

    def record(self, case: Case, action: str, key: str) -> LibraryFault | None:
        """Write an edit at once, or keep it; the fault for which it is kept, None once it is written.

        Where edits wait already, it waits behind them. What is no passing fault, such as a
        :class:`~decision.errors.CaseError`, is raised, and nothing is kept.
        """
        last = self._last(case.id)
        if last is not None and last.case == case:
            return self.fault  # nothing changed: no row either way
        fault = self._put(Edit(case, action, key))
        self._undone.pop(case.id, None)
        return fault

    def retry(self) -> LibraryFault | None:
        """Write what waits, in order, up to the first fault; that fault, None once nothing waits.

        Any other error is raised; the edit that met it waits on.
        """
        with self._writing:
            while (edit := self._next()) is not None:
                try:
                    self._library.record(edit.case, edit.action, edit.key)
                except LibraryFault as fault:
                    if fault.code not in KEPT:
                        raise
                    self._fault = fault
                    return fault
                else:
                    self._done(edit)
                finally:
                    with self._changed:
                        self._being_written = None
                        self._changed.notify_all()
            return None

    def undo(self, case_id: str) -> Step | None:
        """Take back the last edit of a case, in memory while it waits; None where there is nothing to undo."""
        edit = self._taken(case_id)
        if edit is None:
            row = self._library.undo(case_id)
            if row is not None and self._undone.get(case_id):
                self._undone[case_id].append(None)
            return self._turned(row)
        try:
            self.case(case_id)
        except Exception:  # what would be shown now cannot be read: then nothing is taken back
            with self._changed:
                self._queue.append(edit)
            raise
        self._undone.setdefault(case_id, []).append(edit)
        return edit.step

    def redo(self, case_id: str) -> Step | None:
        """Make the edit again that :meth:`undo` took back last; None where there is none."""
        undone = self._undone.get(case_id)
        if not undone:
            return None if self._last(case_id) else self._turned(self._library.redo(case_id))
        edit = undone[-1]
        if edit is None:
            step = self._turned(self._library.redo(case_id))
        else:
            self._put(edit)
            step = edit.step
        undone.pop()
        return step

    def undoable(self, case_id: str) -> Step | None:
        """What :meth:`undo` would take back."""
        last = self._last(case_id)
        return self._library.undoable(case_id) if last is None else last.step

    def redoable(self, case_id: str) -> Step | None:
        """What :meth:`redo` would bring back."""
        undone = self._undone.get(case_id)
        if undone and undone[-1] is not None:
            return undone[-1].step
        return None if not undone and self._last(case_id) else self._library.redoable(case_id)

    def forget_undone(self) -> None:
        """Bring nothing back from memory any more: the library was changed by another way."""
        self._undone.clear()

    def discard(self) -> None:
        """Throw away what waits: the officer's own decision, or it is safe elsewhere."""
        with self._writing, self._changed:
            self._queue.clear()
            self._undone.clear()

    def _put(self, edit: Edit) -> LibraryFault | None:
        if self.count:
            document_of(edit.case, self._model)  # one that no reader accepts would hold up all behind it
            with self._changed:
                if self._queue:
                    self._queue.append(edit)
                    return self._fault
        try:
            self._library.record(edit.case, edit.action, edit.key)
        except LibraryFault as fault:
            if fault.code not in KEPT:
                raise
            with self._changed:
                self._queue.append(edit)
                self._fault = fault
            return fault
        self._count_up()
        return None

    def _turned(self, row: HistoryRow | None) -> Step | None:
        if row is None:
            return None
        self._count_up()
        return Step(row.action, row.key)

    def _count_up(self) -> None:
        with self._changed:
            self._written += 1

    def _next(self) -> Edit | None:
        with self._changed:
            self._being_written = self._queue[0] if self._queue else None
            return self._being_written

    def _done(self, edit: Edit) -> None:
        with self._changed:
            self._queue.remove(edit)
            self._written += 1

    def _last(self, case_id: str) -> Edit | None:
        with self._changed:  # which the same thread may enter twice
            return next((edit for edit in reversed(self._queue) if edit.case.id == case_id), None)

    def _taken(self, case_id: str) -> Edit | None:
        """The last edit of a case that waits, out of the queue; one that is just being written is waited for."""
        with self._changed:
            while (edit := self._last(case_id)) is not None and edit is self._being_written:
                self._changed.wait()
            if edit is not None:
                self._queue.remove(edit)
            return edit
