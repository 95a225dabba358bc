"""The notes of a case that were issued, newest first, each with what has changed in the case since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import empty, label, rule
from app.desk.icons import icon_pixmap
from app.desk.note_fields import Editor
from app.desk.note_states import PartState
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import Task
from app.words import Words
from db.keeping import IssuedNote, notes
from db.library import Library
from decision.case import Case
from decision.model import DecisionModel
from decision.valuation import levels_of

HASH_DIGITS = 12
MOST_NAMED = 3
"""Levels that changed which are named; of more it is said how many."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued note, and the case as it was then."""

    note: IssuedNote
    case: Case


def issued_notes(library: Library, case_id: str) -> list[Issued]:
    """The issued notes of a case, newest first; reads each version once."""
    cases: dict[int, Case] = {}
    found = []
    for note in reversed(notes(library, case_id)):
        if note.version not in cases:
            cases[note.version] = library.version(case_id, note.version)
        found.append(Issued(note, cases[note.version]))
    return found


def since_issued(words: Words, model: DecisionModel, then: Case, now: Case) -> str:
    """What has changed since a note was issued, in a sentence; empty where nothing has."""
    pairs = zip(levels_of(model, then), levels_of(model, now), strict=True)
    changed = [(old, new) for old, new in pairs if (old.estimate, old.rated) != (new.estimate, new.rated)]
    if not changed:
        return "" if then == now else words("desk.issued.changed")
    named = [
        words(
            "desk.issued.level",
            name=words(f"criterion.{old.criterion}.name"),
            before=words.number(old.estimate.best) if old.rated else words("value.unknown"),
            after=words.number(new.estimate.best) if new.rated else words("value.unknown"),
        )
        for old, new in changed[:MOST_NAMED]
    ]
    more = len(changed) - len(named)
    if more:
        named.append(words.count("desk.issued.more", more))
    return words("desk.issued.levels", levels="; ".join(named))


class IssuedNotes(Editor):
    """The list, read aside; what has changed since is told anew with every edit."""

    changed = Signal()
    """Other notes are listed, or something else has changed since."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme, self._words = state, theme, state.workspace.words
        self.issued: list[Issued] = []
        self._case_id: str | None = None
        self._task: Task | None = None
        self._marks: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 0, 4, 0)
        self._column.setSpacing(theme.px(6))
        self._fill()

    def show_case(self, case: Case) -> None:
        """Tell what has changed since; list another case's notes."""
        if case.id != self._case_id:
            self.read()
        else:
            self._mark()

    def forget(self) -> None:
        """Another case has other notes."""
        self._case_id = None
        self.issued = []
        self._fill()

    def read(self) -> None:
        """Read the notes anew, aside."""
        case = self._state.stored_case
        if case is None:
            return
        if self._task is not None:
            self._task.cancel()
        case_id, library = case.id, self._state.library
        self._case_id = case_id
        self._task = self._state.runner.start(
            "issued",
            lambda _: issued_notes(library, case_id),
            lambda found: self._take(case_id, found),
            self._state.faulted.emit,
        )

    def _take(self, case_id: str, found: list[Issued]) -> None:
        self._task = None
        if case_id == self._case_id:
            self.issued = found
            self._fill()

    def state(self) -> PartState:
        """How many there are, and whether the last still holds."""
        case, words = self._state.case, self._words
        if not self.issued or case is None:
            return PartState("nothing", words("desk.issued.none"))
        since = self.since(self.issued[0])
        number = words.count("desk.issued.number", len(self.issued))
        if since:
            return PartState("part", words("desk.issued.stale", number=number, since=since))
        return PartState("done", words("desk.issued.current", number=number))

    def since(self, issued: Issued) -> str:
        """What has changed since a note was issued."""
        case = self._state.stored_case
        return "" if case is None else since_issued(self._words, self._state.workspace.model, issued.case, case)

    def _fill(self) -> None:
        theme, words = self._theme, self._words
        empty(self._column)
        self._marks = []
        if not self.issued:
            self._column.addWidget(label(theme, words("desk.issued.lead"), "caption", "ink_2", wrap=True))
        for one in self.issued:
            note = one.note
            self._column.addWidget(rule(theme))
            self._column.addWidget(label(theme, note.name, "name", wrap=True))
            told = words(
                "desk.issued.note",
                date=words.day(note.at.astimezone().date()),
                time=f"{note.at.astimezone():%H:%M}",
                version=note.version,
                hash=note.sha256[:HASH_DIGITS],
            )
            self._column.addWidget(label(theme, told, "caption", "ink_2", wrap=True))
            self._column.addWidget(self._stale_mark())
        self._mark()

    def _stale_mark(self) -> QWidget:
        theme = self._theme
        mark = QWidget()
        row = QHBoxLayout(mark)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        sign = QLabel()
        sign.setPixmap(icon_pixmap("info", theme.colour("ink"), theme.px(14), 2.0))
        said = label(theme, "", "caption_strong", wrap=True)
        row.addWidget(sign)
        row.addWidget(said, 1)
        self._marks.append(said)
        return mark

    def _mark(self) -> None:
        for said, one in zip(self._marks, self.issued, strict=True):
            since = self.since(one)
            said.setText(since)
            holder = said.parentWidget()
            if holder is not None:
                holder.setVisible(bool(since))
        self.changed.emit()

    @property
    def told(self) -> Sequence[str]:
        """The stale marks, newest note first; empty where a note still holds."""
        return [said.text() for said in self._marks]
