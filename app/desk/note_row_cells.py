"""The cells of a row of the note: words, a date, an option, and the evidence that something rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, Field, LineField, TextField, button, label
from app.desk.entry import NotADateError, date_of
from app.desk.note_fields import narrow
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case


@dataclass(frozen=True, slots=True)
class CellKind:
    """What a cell is: the field of the row it shows, its name, its shape (a name of ``CELLS``) and its width.

    ``needed``: the sentence told where it is left blank, empty where it may be.
    """

    name: str
    title: str
    shape: str
    share: int = 1
    lines: int = 1
    needed: str = ""
    hint: str = ""


class Cell(QWidget):
    """One field of a row."""

    entered = Signal(object)
    """Another value was entered."""

    def __init__(self, state: DeskState, kind: CellKind) -> None:
        super().__init__()
        self._state, self._words, self._kind = state, state.workspace.words, kind
        self.name = kind.title
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)  # room for the ring
        self.target: QWidget = self

    def show_value(self, case: Case, value: object) -> None:
        """Show a value of the case; None for nothing."""

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it away."""

    @property
    def fault(self) -> str:
        """The sentence of the fault, or nothing."""
        return ""

    def take_focus(self) -> None:
        """Give this cell the keyboard."""
        self.target.setFocus()


class TextCell(Cell):
    """One line of words or several."""

    def __init__(self, state: DeskState, theme: Theme, kind: CellKind) -> None:
        super().__init__(state, kind)
        self.text = TextField(theme, kind.lines) if kind.lines > 1 else LineField(theme)
        self.text.setPlaceholderText(kind.hint or self._words("word.not_stated"))
        self.field = Field(theme, kind.title, self.text)
        self.target = self.text
        self._column.addWidget(self.field)
        self.text.entered.connect(self._enter)

    def show_value(self, case: Case, value: object) -> None:  # noqa: ARG002 - of every cell
        """Show words, leaving alone those that are still to be mended."""
        if not self.field.fault:
            self.text.show_value("" if value is None else self.told(value))

    def told(self, value: object) -> str:
        """A value as the field shows it."""
        return str(value)

    def value_of(self, text: str) -> object:
        """What was typed, as the case holds it."""
        return text.strip() or None

    def _enter(self, text: str) -> None:
        try:
            value = self.value_of(text)
        except NotADateError:
            self.field.show_fault(self._words("desk.entry.not_a_date"))
            return
        if value is None and self._kind.needed:
            self.field.show_fault(self._kind.needed)
            return
        self.field.show_fault("")
        self.entered.emit(value)

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong."""
        self.field.show_fault(sentence)

    @property
    def fault(self) -> str:
        """The sentence of the fault, or nothing."""
        return self.field.fault


class DateCell(TextCell):
    """A date, typed in any of the usual ways."""

    def told(self, value: object) -> str:
        """The date in words."""
        return self._words.day(value)  # type: ignore[arg-type]  # the case holds a date there

    def value_of(self, text: str) -> object:
        """The date that was typed."""
        return date_of(self._words, text)


class OptionCell(Cell):
    """An option, or none."""

    def __init__(self, state: DeskState, theme: Theme, kind: CellKind) -> None:
        super().__init__(state, kind)
        words, options = self._words, state.workspace.model.option_ids
        choices: list[tuple[str, object]] = [(words("desk.rows.consultations.no_position"), None)]
        choices += [(words(f"option.{option}.name"), option) for option in options]
        self.box = narrow(ChoiceBox(theme, choices))
        self.target = self.box
        self._column.addWidget(Field(theme, kind.title, self.box))
        self.box.activated.connect(lambda _: self.entered.emit(self.box.currentData()))

    def show_value(self, case: Case, value: object) -> None:  # noqa: ARG002 - of every cell
        """Show an option."""
        self.box.show_value(value)


class EvidenceCell(Cell):
    """The items of evidence something rests on, linked and unlinked from one list of all of them."""

    def __init__(self, state: DeskState, theme: Theme, kind: CellKind) -> None:
        super().__init__(state, kind)
        self._linked: tuple[str, ...] = ()
        self.told = label(theme, "", "caption", "ink_2", wrap=True)
        self.told.setContentsMargins(4, 0, 4, 0)
        self.link = button(theme, self._words("desk.rows.link"), "link")
        self.target = self.link
        self.menu = QMenu(self.link)
        self.menu.setFont(theme.font())
        self.menu.aboutToShow.connect(self._list)
        self.link.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.link)
        row.addStretch(1)
        self._column.setSpacing(0)
        self._column.addWidget(self.told)
        self._column.addLayout(row)

    def show_value(self, case: Case, value: object) -> None:
        """Show the items something rests on."""
        self._linked = value if isinstance(value, tuple) else ()
        titles = {item.id: item.title for item in case.evidence}
        named = [self._words("desk.rows.source", id=item, title=titles.get(item, "")) for item in self._linked]
        self.told.setText("\n".join(named) or self._words("desk.rows.no_source"))
        self.link.setAccessibleDescription(self.told.text())
        self.link.setEnabled(bool(case.evidence))

    def _ask(self) -> None:
        self.menu.popup(self.link.mapToGlobal(QPoint(0, self.link.height())))

    def _list(self) -> None:
        self.menu.clear()
        case = self._state.stored_case
        for item in () if case is None else case.evidence:
            title = self._words("desk.rows.source", id=item.id, title=item.title).replace("&", "&&")
            action = self.menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(item.id in self._linked)
            action.triggered.connect(lambda _, key=item.id: self._turn(key))

    def _turn(self, key: str) -> None:
        case = self._state.stored_case
        if case is not None:
            linked = set(self._linked) ^ {key}
            self._linked = tuple(item.id for item in case.evidence if item.id in linked)
            self.entered.emit(self._linked)
            self.show_value(case, self._linked)


CELLS: Mapping[str, Callable[[DeskState, Theme, CellKind], Cell]] = {
    "text": TextCell,
    "date": DateCell,
    "option": OptionCell,
    "evidence": EvidenceCell,
}
