"""Appearance, text size, language and the library's place, to choose wherever they are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLineEdit, QWidget

from app.desk.choosers import Segment
from app.desk.controls import ChoiceBox
from app.desk.settings import AS_SYSTEM, SCALES, SCHEMES
from app.desk.theme import Theme
from app.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class Kept:
    """How the library is kept: its file, whether it is encrypted, and its newest backup in words."""

    path: Path
    encrypted: bool
    newest: str = ""


class SchemeRow(QHBoxLayout):
    """Light, dark or as the system has it, in cells that lie edge to edge.

    A layout and no widget: the ring of a focused cell would end where its widget ends.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, scheme: str) -> None:
        super().__init__()
        self.cells = {name: Segment(theme, words(f"menu.scheme.{name}")) for name in SCHEMES}
        group = QButtonGroup(self)
        self.setSpacing(0)
        for name, cell in self.cells.items():
            cell.setObjectName(f"scheme.{name}")
            cell.setAccessibleName(cell.text())
            cell.setAccessibleDescription(words("menu.scheme"))
            cell.setFixedHeight(theme.px(30))
            cell.setChecked(name == scheme)
            cell.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            group.addButton(cell)
            self.addWidget(cell)
        self.addStretch(1)


class ChosenBox(ChoiceBox):
    """A choice of named values that tells the one an officer has chosen."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[str, object]], value: object) -> None:
        super().__init__(theme, list(choices))
        self.setAccessibleName(name)
        self.show_value(value)
        self.activated.connect(lambda place: self.chosen.emit(self.itemData(place)))


def scale_box(theme: Theme, words: Words, scale: int) -> ChosenBox:
    """The text size in per cent."""
    choices = [(words("menu.scale.value", size=size), size) for size in SCALES]
    box = ChosenBox(theme, words("menu.scale"), choices, scale)
    box.setObjectName("scale")
    return box


def language_box(theme: Theme, words: Words, language: str) -> ChosenBox:
    """The languages there are, each by its own name, or as the system has it."""
    choices = [(words("settings.language.system"), AS_SYSTEM)]
    choices += [(words(f"settings.language.{code}"), code) for code in LANGUAGES]
    known = language if language in LANGUAGES else AS_SYSTEM
    box = ChosenBox(theme, words("settings.language"), choices, known)
    box.setObjectName("language")
    return box


def place_field(theme: Theme, words: Words, path: Path) -> QLineEdit:
    """Where the library is kept: to read and copy, not to write."""
    field = QLineEdit(str(path))
    field.setFont(theme.font())
    field.setReadOnly(True)
    field.setObjectName("place")
    field.setAccessibleName(words("settings.place"))
    field.setToolTip(str(path))
    field.setCursorPosition(0)
    return field


def beside(theme: Theme, first: QWidget, second: QWidget | None = None) -> QHBoxLayout:
    """A control that takes the room with another at its end; alone, as wide as it asks to be."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(first, 0 if second is None else 1)
    if second is None:
        row.addStretch(1)
    else:
        row.addWidget(second)
    return row


def focused_name(part: QWidget) -> str:
    """The name of the control in ``part`` that has the keyboard, to hand it on when all is made anew."""
    now = QApplication.focusWidget()
    return now.objectName() if now is not None and part.isAncestorOf(now) else ""


def focus_named(part: QWidget, name: str) -> None:
    """Give the keyboard to the control of that name, where there is one: the last made, if another is going."""
    found = part.findChildren(QWidget, name) if name else []
    for control in found[-1:]:
        control.setFocus()
