"""What the note says of each option: the officer's own words, or the model's where there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk.choosers import Choice, ElidedLabel
from app.desk.controls import button, label
from app.desk.note_fields import Binding, BoundField, Editor
from app.desk.pictures import paint_mark
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, OptionText

KINDS = ("benefits", "risks", "mitigation")


class OptionChoice(Choice):
    """One option in a row of them: its mark and its short name, over a stroke of ink where it is chosen."""

    HEIGHT = 34

    def __init__(self, theme: Theme, name: str, place: int) -> None:
        super().__init__(theme, name)
        self._place = place
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(40))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Mark, words and room."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + self._theme.px(34), self._theme.px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The mark, the words that fit, and the stroke."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, right_to_left = self.isChecked(), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, pad, width = theme.px(12), theme.px(6), self.width()
        mark = QRectF(width - pad - side if right_to_left else pad, (self.height() - side) / 2, side, side)
        paint_mark(painter, mark, self._place, theme)
        room = QRectF(pad if right_to_left else pad + side + theme.px(6), 0, width, self.height())
        room.setWidth(width - 2 * pad - side - theme.px(6))
        painter.setFont(theme.font("strong" if chosen else "name"))
        painter.setPen(QPen(theme.colour("ink" if chosen or self.underMouse() else "ink_2")))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, text)
        self.setToolTip("" if text == self.text() else self.text())
        height = 3 if chosen else 1
        painter.fillRect(
            QRectF(0, self.height() - height, width, height), theme.colour("ink" if chosen else "line")
        )


class OwnText(QWidget):
    """One text of an option: the model's as it stands, or own words instead, and the way between the two."""

    def __init__(self, state: DeskState, theme: Theme, binding: Binding, default: str) -> None:
        super().__init__()
        self._state, self._words = state, state.workspace.words
        self.default = default
        hint = "" if default else self._words("desk.options.hint.change")
        self.field = BoundField(state, theme, binding, lines=3, hint=hint)
        ink = theme.colour("ink_3").name()
        self.field.text.setStyleSheet(f"QPlainTextEdit {{ placeholder-text-color: {ink}; }}")
        self.field.text.setPlaceholderText(default or self._words("word.not_stated"))
        self.whose = ElidedLabel(theme, "caption", "ink_2")
        self.turn: QPushButton = button(theme, "", "link")
        self.turn.clicked.connect(self._turn)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self.whose, 1)
        foot.addWidget(self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field)
        if default:
            column.addLayout(foot)

    @property
    def own(self) -> bool:
        """Whether the case has words of its own here."""
        case = self._state.case
        return case is not None and bool(self.field.binding.read(case))

    def show_case(self, case: Case) -> None:
        """Show the words of the case, and whose they are."""
        self.field.show_case(case)
        own = bool(self.field.binding.read(case))
        self.whose.show_text(self._words("desk.options.own" if own else "desk.options.models"))
        told = self._words("desk.options.back" if own else "desk.options.write")
        self.turn.setText(told)
        self.turn.setAccessibleName(self._words("desk.options.of", action=told, name=self.field.binding.name))

    def _turn(self) -> None:
        text = self.field.text
        if self.own:
            text.setPlainText("")  # type: ignore[union-attr]  # several lines
            self.field.text.entered.emit("")
        else:
            text.setPlainText(self.default)  # type: ignore[union-attr]
            text.selectAll()
        text.setFocus()


class OptionTexts(Editor):
    """The texts of one option at a time, all of them one key away."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._words = state, state.workspace.words
        options = state.workspace.model.option_ids
        self.choices = [
            OptionChoice(theme, self._words(f"option.{option}.short"), place)
            for place, option in enumerate(options)
        ]
        self.texts: dict[str, dict[str, OwnText]] = {
            option: self._texts(state, theme, option) for option in options
        }
        self._pages: list[QWidget] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for place, choice in enumerate(self.choices):
            self._group.addButton(choice, place)
            row.addWidget(choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(row)
        hint = label(theme, self._words("desk.options.hint"), "caption", "ink_2", wrap=True)
        hint.setContentsMargins(4, 0, 4, 0)
        column.addWidget(hint)
        for option, texts in self.texts.items():
            page = QWidget()
            inside = QVBoxLayout(page)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(theme.px(8))
            name = label(theme, self._words(f"option.{option}.name"), "strong", wrap=True)
            name.setContentsMargins(4, 0, 4, 0)
            inside.addWidget(name)  # whole, however much of it the choice above has room for
            for text in texts.values():
                inside.addWidget(text)
            self._pages.append(page)
            column.addWidget(page)
        self._group.idToggled.connect(lambda place, on: self._pages[place].setVisible(on))
        for page in self._pages[1:]:
            page.hide()
        self.choices[0].setChecked(True)

    def _texts(self, state: DeskState, theme: Theme, option: str) -> dict[str, OwnText]:
        made = {}
        for kind in KINDS:
            default = self._words(f"option.{option}.{kind}")
            made[kind] = OwnText(state, theme, self._listed(option, kind, default), default)
        made["change"] = OwnText(state, theme, self._change(option), "")
        return made

    def _named(self, option: str, kind: str) -> str:
        whole, part = self._words(f"option.{option}.name"), self._words(f"desk.options.{kind}")
        return self._words("field.of", whole=whole, part=part)

    def _listed(self, option: str, kind: str, default: str) -> Binding:
        def write(case: Case, text: str) -> Case:
            lines = tuple(line.strip() for line in text.splitlines() if line.strip())
            return self._with(case, option, **{kind: () if lines == (default,) else lines})

        def read(case: Case) -> str:
            return "\n".join(getattr(case.brief.options.get(option, OptionText()), kind))

        return self._binding(option, kind, read, write)

    def _change(self, option: str) -> Binding:
        return self._binding(
            option,
            "change",
            lambda case: case.brief.options.get(option, OptionText()).change or "",
            lambda case, text: self._with(case, option, change=text.strip() or None),
        )

    def _binding(
        self, option: str, kind: str, read: Callable[[Case], str], write: Callable[[Case, str], Case]
    ) -> Binding:
        return Binding(
            self._named(option, kind),
            "option_text",
            f"brief.options.{option}.{kind}",
            read,
            write,
            title=self._words(f"desk.options.{kind}"),
        )

    def show_case(self, case: Case) -> None:
        """Show what the case says of each option."""
        for texts in self.texts.values():
            for text in texts.values():
                text.show_case(case)

    def forget(self) -> None:
        """Show another case."""
        for texts in self.texts.values():
            for text in texts.values():
                text.field.forget()

    def _with(self, case: Case, option: str, **changes: Any) -> Case:
        """The case with other words for an option; an option of which nothing is said is not in it."""
        texts = {**case.brief.options}
        texts[option] = replace(texts.get(option, OptionText()), **changes)
        kept = {name: texts[name] for name in self.texts if texts.get(name, OptionText()) != OptionText()}
        return replace(case, brief=replace(case.brief, options=kept))
