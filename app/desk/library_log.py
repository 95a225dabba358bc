"""What was decided of a case and which notes were issued, newest first, and the way to record a decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import button, empty, label
from app.desk.theme import Theme
from app.words import Words
from db import keeping
from db.keeping import IssuedNote, LoggedDecision
from db.library import Library
from decision.case import Case

MOST_SHOWN = 4
"""Further ones are told by their number."""


@dataclass(frozen=True, slots=True)
class Log:
    """The decisions and the issued notes of a case, oldest first, as the library keeps them."""

    decisions: tuple[LoggedDecision, ...] = ()
    notes: tuple[IssuedNote, ...] = ()

    @classmethod
    def of(cls, library: Library, case_id: str) -> Log:
        """The log of a case."""
        return cls(tuple(keeping.decisions(library, case_id)), tuple(keeping.notes(library, case_id)))


def decision_line(words: Words, one: LoggedDecision) -> str:
    """A decision in a sentence: when, by whom, what, and whether it departs from the advice."""
    key = {None: "unadvised", True: "departs", False: "follows"}[one.departs]
    advised = words("desk.library.none") if one.advised is None else words(f"option.{one.advised}.name")
    option = words(f"option.{one.option}.name")
    date = words.short_day(one.decided_on)
    return words(f"decision.line.{key}", date=date, by=one.decided_by, option=option, advised=advised)


def note_line(words: Words, one: IssuedNote) -> str:
    """An issued note in a sentence: when, and of which version."""
    date = words.short_day(one.at.astimezone().date())
    return words("decision.line.note", date=date, name=one.name, number=one.version)


def carried_line(words: Words, held: Mapping[str, Any]) -> str:
    """The decision a case brought along from elsewhere, of which this library has no log."""
    option, by, day = (held.get(name) for name in ("option", "by", "date"))
    if not isinstance(option, str) or not words.has(f"option.{option}.name") or not by or not day:
        return words("desk.library.decided")
    try:
        date = words.short_day(datetime.date.fromisoformat(str(day)))
    except ValueError:
        return words("desk.library.decided")
    key = "departed" if held.get("departs") is True else "unadvised"
    return words(f"decision.line.{key}", date=date, by=str(by), option=words(f"option.{option}.name"))


class LogPart(QWidget):
    """The log in the preview, with the button that adds to it."""

    decide_asked = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(4))
        self.decide = button(theme, words("decision.ask"), "link")
        self.decide.setFont(theme.font("caption_strong"))
        self.decide.clicked.connect(self.decide_asked)
        head = QHBoxLayout()
        head.addWidget(label(theme, words("decision.log"), "strong"))
        head.addStretch(1)
        head.addWidget(self.decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addLayout(self._lines)

    def show_log(self, log: Log, case: Case) -> None:
        """Show what is logged of a case."""
        empty(self._lines)
        told = sorted(self._told(log, case), key=lambda one: one[0], reverse=True)
        for _, line, second in told[:MOST_SHOWN]:
            self._lines.addWidget(label(self._theme, line, "body", "ink", wrap=True))
            if second:
                self._lines.addWidget(label(self._theme, second, "caption", "ink_2", wrap=True))
        if len(told) > MOST_SHOWN:
            more = self._words.count("decision.more", len(told) - MOST_SHOWN)
            self._lines.addWidget(label(self._theme, more, "caption", "ink_2", wrap=True))
        if not told:
            nothing = self._words("desk.library.no_decision")
            self._lines.addWidget(label(self._theme, nothing, "caption", "ink_2", wrap=True))

    def _told(self, log: Log, case: Case) -> Iterator[tuple[datetime.datetime, str, str]]:
        """When it was entered, the sentence, and the reason below it."""
        for decision in log.decisions:
            yield decision.at, decision_line(self._words, decision), decision.reason or ""
        for note in log.notes:
            yield note.at, note_line(self._words, note), ""
        if case.decision is not None and not log.decisions:
            first = datetime.datetime.min.replace(tzinfo=datetime.UTC)
            yield first, carried_line(self._words, case.decision), str(case.decision.get("reason") or "")
