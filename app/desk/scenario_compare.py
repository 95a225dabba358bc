"""Scenarios beside the case as it is: what each supposes, and what becomes of values, order and doctrine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.controls import TickBox, label
from app.desk.dialog import DeskDialog
from app.desk.row_table import Line, RowTable
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.what_if_words import TrialWords, now_of
from app.scenarios import MOST, Compared, compared
from app.supposing import Answer
from app.words import Words
from db.keeping import Scenario
from decision.model import DecisionModel


class ScenarioCompare(DeskDialog):
    """A table of the case and up to four scenarios, to be read and copied."""

    def __init__(
        self, state: DeskState, theme: Theme, scenarios: Sequence[Scenario], parent: QWidget | None
    ) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "scenario.compare_title", parent, (980, 640))
        self._state, self._model = state, state.workspace.model
        self._scenarios = sorted(scenarios, key=lambda item: -item.id)
        case = state.stored_case
        assert case is not None
        self._base = Answer.of(self._model, case)
        self._all = {item.scenario.id: item for item in compared(state.library, case, self._scenarios)}
        self.say(words("scenario.compare_lead", title=case.title))
        self.ticks: dict[int, TickBox] = {}
        self.body.addLayout(self._choices())
        self._place = QVBoxLayout()
        self.body.addLayout(self._place, 1)
        self._moved = label(theme, "", "caption", "ink_2", wrap=True)
        self.body.addWidget(self._moved)
        self.table: RowTable | None = None
        self.add_button("scenario.copy", self.copy, left=True)
        self.add_button("dialog.close", self.reject, "primary")
        self._show()

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(16))
        for number, item in enumerate(self._scenarios):
            tick = TickBox(self._theme, item.name)
            tick.setToolTip(item.name)
            tick.setChecked(number < MOST)
            tick.toggled.connect(self._show)
            self.ticks[item.id] = tick
            grid.addWidget(tick, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    @property
    def chosen(self) -> list[Compared]:
        """The scenarios that are compared."""
        return [self._all[key] for key, tick in self.ticks.items() if tick.isChecked()]

    def _show(self) -> None:
        chosen, words, theme = self.chosen, self._words, self._theme
        for tick in self.ticks.values():  # the table holds so many and no more
            tick.setEnabled(tick.isChecked() or len(chosen) < MOST)
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        widths = (210, *[0] * (len(chosen) + 1))
        self.table = RowTable(theme, words("scenario.compare_title"), heads(words, chosen), widths)
        self.table.show_lines([Line(row) for row in comparison(words, self._model, self._base, chosen)], 0)
        self._place.addWidget(self.table)
        moved = [item.scenario.name for item in chosen if item.moved_on]
        self._moved.setVisible(bool(moved))
        if moved:
            self._moved.setText(words.count("scenario.moved_on", len(moved), names=words.listing(moved)))

    def copy(self) -> None:
        """Put the table on the clipboard, its columns parted by tabs."""
        chosen = self.chosen
        rows = comparison(self._words, self._model, self._base, chosen)
        lines = (heads(self._words, chosen), *rows)
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in lines))


def heads(words: Words, chosen: Sequence[Compared]) -> tuple[str, ...]:
    """The heads of the columns; the names of the scenarios are as long as they like, and stand in a row."""
    numbered = (words("scenario.numbered", number=number) for number in range(1, len(chosen) + 1))
    return ("", words("scenario.as_it_is"), *numbered)


def comparison(
    words: Words, model: DecisionModel, base: Answer, chosen: Sequence[Compared]
) -> list[tuple[str, ...]]:
    """The rows of the table: what any scenario supposes otherwise, values, order, doctrine, and the advice."""
    said, answers = TrialWords(words, model), [base, *(item.answer for item in chosen)]
    keys = dict.fromkeys(key for item in chosen for key in item.supposed.keys)
    rows = [(words("scenario.name"), "", *(item.scenario.name for item in chosen))]
    rows += [
        (said.name(key), *(said.value(key, now_of(model, one.case, one.valuation, key)) for one in answers))
        for key in keys
    ]
    for place, option in enumerate(model.option_ids):
        values = [float(one.valuation.values[place]) for one in answers]
        cells = [
            words("scenario.value", value=words.number(value, 1), change=words.change(value - values[0]))
            for value in values[1:]
        ]
        name = words("scenario.value_of", option=words(f"option.{option}.sentence"))
        rows.append((name, words.number(values[0], 1), *cells))
    rows.append((words("scenario.first"), *(_named(words, one.first) for one in answers)))
    rows += _doctrine_rows(words, model, answers)
    rows.append((words("scenario.advice"), *(_named(words, one.advice) for one in answers)))
    return rows


def _doctrine_rows(words: Words, model: DecisionModel, answers: Sequence[Answer]) -> list[tuple[str, ...]]:
    """What doctrine says of each option of which it says anything in any of them."""
    rows = []
    for place, option in enumerate(model.option_ids):
        standings = [one.doctrine.standings[place] for one in answers]
        if any(item.effect is not None for item in standings):
            cells = [
                words("scenario.silent")
                if item.effect is None
                else words(f"scenario.{item.effect}", rules=words.listing(list(item.rules)))
                for item in standings
            ]
            rows.append((words("scenario.doctrine_on", option=words(f"option.{option}.sentence")), *cells))
    return rows


def _named(words: Words, option: str | None) -> str:
    return words(f"option.{option}.name") if option else words("scenario.nobody")
