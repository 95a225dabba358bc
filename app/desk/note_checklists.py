"""The checklists of the annex: one at a time, each of its items with its answer and a remark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, Field, LineField, label, rule
from app.desk.entry import change_notice, enter
from app.desk.note_fields import Editor, narrow
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, ChecklistAnswer, ChecklistState


class ChecklistItem(QWidget):
    """One item: what it asks, how it stands, and a remark."""

    def __init__(self, state: DeskState, theme: Theme, checklist: str, item: str) -> None:
        super().__init__()
        self._state, self._words = state, state.workspace.words
        self._checklist, self._item = checklist, item
        words = self._words
        asked = words(f"checklist.{checklist}.{item}")
        choices: list[tuple[str, object]] = [(words("desk.checklist.none"), None)]
        choices += [(words(f"desk.checklist.{one}"), one) for one in ChecklistState]
        self.box = narrow(ChoiceBox(theme, choices))
        self.remark = LineField(theme, words("desk.checklist.remark.hint"))
        self.field = Field(theme, words("desk.checklist.remark"), self.remark)
        self._said = label(theme, asked, "body", wrap=True)
        self._said.setContentsMargins(4, 0, 4, 0)
        self.answer = Field(theme, words("desk.checklist.answer"), self.box)
        self.box.setAccessibleName(words("field.of", whole=asked, part=words("desk.checklist.answer")))
        self.remark.setAccessibleName(words("field.of", whole=asked, part=words("desk.checklist.remark")))
        self.box.activated.connect(lambda _: self._choose())
        self.remark.entered.connect(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(theme.px(4))
        for part in (rule(theme), self._said, self.answer, self.field):
            column.addWidget(part)

    def show_case(self, case: Case) -> None:
        """Show how the item stands."""
        held = case.checklists.get(self._checklist, {}).get(self._item)
        self.box.show_value(None if held is None else held.state)
        self.field.setVisible(held is not None)
        self.remark.show_value("" if held is None else held.remark or "")

    def _choose(self) -> None:
        state = self.box.currentData()

        def answered(held: ChecklistAnswer | None) -> ChecklistAnswer | None:
            if state is None:
                return None
            return ChecklistAnswer(state) if held is None else replace(held, state=state)

        self._edit(answered, self.answer, lambda held: self._words(f"desk.checklist.{held.state}"))

    def _note(self, text: str) -> None:
        def noted(held: ChecklistAnswer | None) -> ChecklistAnswer | None:
            return None if held is None else replace(held, remark=text.strip() or None)

        self._edit(noted, self.field, lambda held: held.remark or "")

    def _edit(
        self,
        change: Callable[[ChecklistAnswer | None], ChecklistAnswer | None],
        field: Field,
        told: Callable[[ChecklistAnswer], str],
    ) -> None:
        case = self._state.stored_case
        if case is None:
            return
        before = case.checklists.get(self._checklist, {}).get(self._item)
        after = change(before)
        if after == before:
            return
        changed = replace(case, checklists=self._with(case.checklists, after))
        texts = ["" if held is None else told(held) for held in (before, after)]
        notice = change_notice(self._words, self._said.text(), *texts)
        key = f"checklists.{self._checklist}.{self._item}"
        enter(self._state, field, changed, ("checklist", key), notice)

    def _with(self, held: Mapping[str, Mapping[str, ChecklistAnswer]], answer: ChecklistAnswer | None) -> Any:
        """All checklists with another answer here, in the order of the model and of their items."""
        items = {**held.get(self._checklist, {})}
        items.pop(self._item, None)
        if answer is not None:
            items[self._item] = answer
        lists = {**held, self._checklist: dict(sorted(items.items(), key=lambda pair: int(pair[0])))}
        return {name: lists[name] for name in self._state.workspace.model.checklists if lists.get(name)}


class Checklists(Editor):
    """A checklist of the model at a time."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        known = state.workspace.model.checklists
        self.lists = {
            name: [ChecklistItem(state, theme, name, str(number + 1)) for number in range(count)]
            for name, count in known.items()
        }
        named: list[tuple[str, object]] = [(self._words(f"checklist.{name}.name"), name) for name in known]
        self.box = narrow(ChoiceBox(theme, named))
        self.box.activated.connect(lambda _: self._turn())
        self._answered = label(theme, "", "caption", "ink_2", wrap=True)
        self._answered.setContentsMargins(4, 0, 4, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(Field(theme, self._words("desk.checklist"), self.box))
        column.addWidget(self._answered)
        for items in self.lists.values():
            for item in items:
                column.addWidget(item)
        self._turn()

    def show_case(self, case: Case) -> None:
        """Show the answers of the case."""
        for items in self.lists.values():
            for item in items:
                item.show_case(case)
        answered = sum(len(items) for items in case.checklists.values())
        total = sum(len(items) for items in self.lists.values())
        self._answered.setText(self._words.count("desk.checklist.answered", answered, all=total))

    def forget(self) -> None:
        """Another case begins at the first checklist."""
        self.box.setCurrentIndex(0)
        self._turn()

    def _turn(self) -> None:
        shown = self.box.currentData()
        for name, items in self.lists.items():
            for item in items:
                item.setVisible(name == shown)
