"""Fields of a note bound to their place in the case: each shows it, and each is one edit of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, Field, LineField, TextField, label
from app.desk.entry import NotADateError, change_notice, enter
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a field's text comes from and goes to.

    ``name``: what the field is called. ``action`` and ``key``: of its edit. ``read``: the text it shows.
    ``write``: the case with another text; :class:`~app.desk.entry.NotADateError` for a text that is no date.
    ``needed``: the sentence told where the text is blank, empty where it may be. ``title``: stands over the
    field where its whole name would say what is plain to see.
    """

    name: str
    action: str
    key: str
    read: Callable[[Case], str]
    write: Callable[[Case, str], Case]
    needed: str = ""
    title: str = ""


class BoundField(Field):
    """A line or some lines of text, entered when they are left."""

    def __init__(
        self, state: DeskState, theme: Theme, binding: Binding, *, lines: int = 1, hint: str = ""
    ) -> None:
        self.text = LineField(theme) if lines == 1 else TextField(theme, lines)
        super().__init__(theme, binding.title or binding.name, self.text, hint)
        self.text.setAccessibleName(binding.name)
        self.setContentsMargins(0, 0, 0, 4)  # room for the ring
        self._state, self._words = state, state.workspace.words
        self.binding = binding
        self.text.entered.connect(self._enter)

    def show_case(self, case: Case) -> None:
        """Show what the case says, leaving alone a text with a fault that is still to be mended."""
        if not self.fault:
            self.text.show_value(self.binding.read(case))

    def forget(self) -> None:
        """Show another case: what was typed wrong belonged to the last."""
        self.show_fault("")

    def _enter(self, text: str) -> None:
        case, binding = self._state.stored_case, self.binding
        if case is None:
            return
        if binding.needed and not text.strip():
            self.show_fault(binding.needed)
            return
        try:
            changed = binding.write(case, text)
        except NotADateError:
            self.show_fault(self._words("desk.entry.not_a_date"))
            return
        before, after = binding.read(case), binding.read(changed)
        if changed == case:
            self.show_fault("")
            self.text.put_back()
            return
        notice = change_notice(self._words, binding.name, before, after)
        enter(self._state, self, changed, (binding.action, binding.key), notice)
        current = self._state.case
        if current is not None:
            self.show_case(current)


class BoundChoice(Field):
    """One of several values; ``choices`` are their words and what stands in the case."""

    def __init__(
        self,
        state: DeskState,
        theme: Theme,
        binding: Binding,
        choices: Sequence[tuple[str, object]],
        value: Callable[[Case], object],
    ) -> None:
        self.box = narrow(ChoiceBox(theme, list(choices)))
        super().__init__(theme, binding.name, self.box)
        self._state, self._value = state, value
        self.binding = binding
        self.box.activated.connect(lambda _: self._enter())

    def show_case(self, case: Case) -> None:
        """Show what the case says; a value that is not among the choices is added to them as it stands."""
        value = self._value(case)
        if self.box.findData(value) < 0 and value is not None:
            self.box.addItem(str(value), value)
        self.box.show_value(value)

    def forget(self) -> None:
        """Show another case."""
        self.show_fault("")

    def _enter(self) -> None:
        case, binding = self._state.stored_case, self.binding
        if case is None:
            return
        changed = binding.write(case, str(self.box.currentData() or ""))
        if changed != case:
            words = self._state.workspace.words
            notice = change_notice(words, binding.name, binding.read(case), binding.read(changed))
            enter(self._state, self, changed, (binding.action, binding.key), notice)


Bound = BoundField | BoundChoice


def narrow(box: ChoiceBox) -> ChoiceBox:
    """A choice that may be narrower than its longest words, which then end in dots."""
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


class Editor(QWidget):
    """What is edited of one part of the note; a plain one has nothing to show of the case."""

    rebuilt = Signal()
    """It has other fields, or in another order: Tab is to follow."""

    def show_case(self, case: Case) -> None:
        """Show what the case says."""

    def forget(self) -> None:
        """Another case is shown: what was typed wrong, or begun, belonged to the last."""


class FieldForm(Editor):
    """Fields in two columns; one that needs the room has the whole width."""

    def __init__(self, theme: Theme, fields: Sequence[Bound], wide: Sequence[Bound]) -> None:
        super().__init__()
        self.fields = tuple(fields)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(4))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row = column = 0
        for field in fields:
            whole = field in wide
            if whole and column:
                row, column = row + 1, 0
            grid.addWidget(field, row, column, 1, 2 if whole else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if whole or column else (row, 1)

    def show_case(self, case: Case) -> None:
        """Show what the case says."""
        for field in self.fields:
            field.show_case(case)

    def forget(self) -> None:
        """Show another case."""
        for field in self.fields:
            field.forget()


class Stack(Editor):
    """Editors one under the other, shown and forgotten together."""

    def __init__(self, theme: Theme, *parts: Editor) -> None:
        super().__init__()
        self._parts = parts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for part in parts:
            column.addWidget(part)

    def show_case(self, case: Case) -> None:
        """Show what the case says."""
        for part in self._parts:
            part.show_case(case)

    def forget(self) -> None:
        """Show another case."""
        for part in self._parts:
            part.forget()


class Said(Editor):
    """A sentence or several among editors."""

    def __init__(self, theme: Theme, *sentences: str, role: str = "caption", ink: str = "ink_2") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(theme.px(6))
        for sentence in sentences:
            column.addWidget(label(theme, sentence, role, ink, wrap=True))
