"""Passphrases typed in the window: to open what is locked, and to set, change or take off the library's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.desk.controls import Field, LineField, TickBox, label
from app.desk.dialog import DeskDialog
from app.desk.theme import Theme
from app.tasks import TaskRunner
from app.words import Words
from db.protecting import LEAST_PASSPHRASE

WIDTH = 480


class PassphraseField(LineField):
    """A line whose signs are hidden until they are asked to be shown; nothing keeps or completes them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.show_signs(False)

    def show_signs(self, shown: bool) -> None:
        """Show what is typed, or hide it."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class _WithFields(DeskDialog):
    """Fields of passphrases under each other, and one tick that shows them all."""

    def __init__(self, theme: Theme, words: Words, heading: str, parent: QWidget | None) -> None:
        super().__init__(theme, words, heading, parent, (WIDTH, 10))
        self.fields: dict[str, Field] = {}
        self.shown = TickBox(theme, words("passphrase.show"))
        self.shown.toggled.connect(self._show_signs)

    def _add_field(self, name: str) -> PassphraseField:
        control = PassphraseField(self._theme)
        field = Field(self._theme, self._words(f"passphrase.field.{name}"), control)
        field.setContentsMargins(0, 0, 0, 4)  # room for the ring
        self.fields[name] = field
        self.body.addWidget(field)
        return control

    def text(self, name: str) -> str:
        """What is typed in a field, as it is: blanks count."""
        control = self.fields[name].control
        assert isinstance(control, PassphraseField)
        return control.text()

    def _show_signs(self, shown: bool) -> None:
        for field in self.fields.values():
            control = field.control
            assert isinstance(control, PassphraseField)
            control.show_signs(shown)


@dataclass(frozen=True, slots=True)
class Lock:
    """What is locked: the sentence that asks, how a passphrase is tried, and what is told at the field."""

    said: str
    work: Callable[[str], Any]
    again: Callable[[Exception], bool]


class PassphraseEntry(_WithFields):
    """Asks for the passphrase of what is locked, tries it aside, and asks again as often as it takes.

    What the lock's ``work`` answers to what was typed is in ``answer``. A fault it raises that ``again`` knows is
    told at the field; any other ends the asking, and is in ``failure``.
    """

    def __init__(
        self, theme: Theme, words: Words, runner: TaskRunner, lock: Lock, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, "passphrase.entry.heading", parent)
        self._runner, self._lock = runner, lock
        self.answer: Any = None
        self.failure: Exception | None = None
        self.passphrase = ""
        self.say(lock.said)
        self.field = self._add_field("passphrase")
        self.body.addWidget(self.shown)
        self.add_button("desk.cancel", self.reject)
        self.open_button = self.add_button("passphrase.entry.open", self.try_it, "primary")
        self.field.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        self.open_button.setEnabled(False)
        self.field.setFocus()
        self.fit()

    def try_it(self) -> None:
        """Try what is typed."""
        typed = self.field.text()
        if not typed or not self.open_button.isEnabled():
            return
        self._wait(True)
        self.aside(self._runner, "passphrase", lambda _: self._lock.work(typed), self._opened, self._refused)

    def _wait(self, waiting: bool) -> None:
        self.field.setEnabled(not waiting)
        self.open_button.setEnabled(not waiting)
        self.open_button.setText(self._words("passphrase.entry.opening" if waiting else "passphrase.entry.open"))
        if not waiting:
            self.field.setFocus()
            self.field.selectAll()

    def _opened(self, answer: Any) -> None:
        self.passphrase, self.answer = self.field.text(), answer
        self.accept()

    def _refused(self, fault: Exception) -> None:
        self._wait(False)
        if not self._lock.again(fault):
            self.failure = fault
            self.reject()
            return
        self.fields["passphrase"].show_fault(self._words("passphrase.fault.wrong"))
        self.fit()


@dataclass(frozen=True, slots=True)
class NewPassphrase:
    """What an officer wants of the library's passphrase; None: none, before or after."""

    old: str | None
    new: str | None


class PassphraseChange(_WithFields):
    """Asks for a first passphrase, for another one, or to take it off; what is wanted is in ``wanted``."""

    def __init__(
        self, theme: Theme, words: Words, present: str | None, parent: QWidget | None, *, remove: bool = False
    ) -> None:
        kind = "remove" if remove else "set" if present is None else "change"
        super().__init__(theme, words, f"passphrase.{kind}.heading", parent)
        self._present = present
        self.wanted: NewPassphrase | None = None
        self.say(words(f"passphrase.{kind}.lead"))
        names = [*(["old"] if present is not None else []), *([] if remove else ["new", "again"])]
        for name in names:
            self._add_field(name)
        self.body.addWidget(self.shown)
        if not remove:
            self.body.addWidget(label(theme, words("passphrase.no_way_back"), "name", wrap=True))
        if present is not None and not remove:
            self.add_button("passphrase.remove", self._ask_removal, left=True)
        self.removal_asked = False
        self.add_button("desk.cancel", self.reject)
        self.go = self.add_button(f"passphrase.{kind}.go", self.check, "primary")
        self.fields[names[0]].control.setFocus()
        self.fit()

    def _ask_removal(self) -> None:
        self.removal_asked = True
        self.reject()

    def check(self) -> None:
        """Take what is typed, or say at its field what is wrong with it."""
        faults = dict.fromkeys(self.fields, "")
        if "old" in self.fields and self.text("old") != self._present:
            faults["old"] = self._words("passphrase.fault.old")
        new = self.text("new") if "new" in self.fields else None
        if new is not None and (len(new) < LEAST_PASSPHRASE or not new.strip()):
            faults["new"] = self._words.count("passphrase.fault.short", LEAST_PASSPHRASE)
        elif new is not None and new != self.text("again"):
            faults["again"] = self._words("passphrase.fault.differ")
        for name, fault in faults.items():
            self.fields[name].show_fault(fault)
        self.fit()
        wrong = next((name for name, fault in faults.items() if fault), None)
        if wrong is not None:
            self.fields[wrong].control.setFocus()
            return
        self.wanted = NewPassphrase(self._present, new)
        self.accept()
