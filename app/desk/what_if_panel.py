"""The what-if of the dock: what to try, the changes that are tried, and what they do beside the case as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desk.controls import button, empty, label
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.what_if_foot import ROOM, Pair
from app.desk.what_if_rows import ChangeRow, ComparedValues, StarterButton
from app.desk.what_if_words import TrialWords
from app.supposing import TRIABLE, Trial
from decision.analysis import Analysis
from decision.conditions import FactValue
from decision.explanation.hinges import Hinge, HingeKind

MOST_STARTERS = 4


class WhatIfPanel(QWidget):
    """Tries changes of the open case and never makes one; the way to do so is offered beside it."""

    grown = Signal()
    """One more change is tried."""

    def __init__(self, state: DeskState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._theme = state, theme
        self._words, self._model = state.workspace.words, state.workspace.model
        self._said = TrialWords(self._words, self._model)
        self.rows: dict[str, ChangeRow] = {}
        self.starters: list[StarterButton] = []
        self.count = label(theme, "", "caption", "ink_2")
        self.lead = label(theme, "", "caption", "ink_2", wrap=True)
        self._start_head = label(theme, self._words("what_if.starters"), "caption_strong")
        self._starters, self._changes = QVBoxLayout(), QVBoxLayout()
        self.table = ComparedValues(theme, self._words, self._model.option_ids)
        self.order = label(theme, "", "strong", wrap=True)
        self.more = label(theme, "", "caption", "ink_2", wrap=True)
        self.add_level = button(theme, self._words("what_if.add_level"), glyph="plus")
        self.add_weight = button(theme, self._words("what_if.add_weight"), glyph="plus")
        self.level_menu, self.weight_menu = QMenu(self), QMenu(self)
        self._build()
        state.what_if_changed.connect(self._show)
        state.case_opened.connect(self._show)
        state.analysis_changed.connect(self._offer)
        self._offer()
        self._show()

    def _build(self) -> None:
        theme = self._theme
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(6))
        upper, lower = QVBoxLayout(), QVBoxLayout()
        for column in (upper, lower):
            column.setContentsMargins(ROOM, 0, ROOM, 0)
            column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(label(theme, self._words("what_if.title"), "section"), 1)
        head.addWidget(self.count)
        upper.addLayout(head)
        upper.addWidget(self.lead)
        upper.addWidget(self._start_head)
        self._starters.setSpacing(theme.px(4))
        self._changes.setSpacing(theme.px(2))
        upper.addLayout(self._starters)
        for part in (self.table, self.order, self.more):
            lower.addWidget(part)
        page.addLayout(upper)
        page.addLayout(self._changes)
        page.addLayout(lower)
        page.addWidget(Pair(theme, self.add_level, self.add_weight))
        self.add_level.clicked.connect(lambda: self._open_menu(self.level_menu, self.add_level, self._fill_levels))
        self.add_weight.clicked.connect(
            lambda: self._open_menu(self.weight_menu, self.add_weight, self._fill_weights)
        )

    def _open_menu(self, menu: QMenu, under: QWidget, fill: Callable[[], None]) -> None:
        menu.clear()
        fill()
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

    def _fill_levels(self) -> None:
        """Every criterion under the name of its family; those that are tried cannot be chosen again."""
        for family in self._model.family_ids:
            self.level_menu.addAction(self._words(f"family.{family}.name")).setEnabled(False)
            for place in self._model.members(family):
                key = self._model.criterion_ids[place]
                action = self.level_menu.addAction(self._said.name(key))
                action.setEnabled(key not in self.rows)
                action.triggered.connect(lambda _=False, key=key: self.start_level(key))

    def _fill_weights(self) -> None:
        """Every family; the last has what the others leave and is no choice."""
        what_if = self._state.what_if
        left = len(self._model.family_ids) - len(what_if.weights if what_if else {}) > 1
        for family in self._model.family_ids:
            action = self.weight_menu.addAction(self._words(f"family.{family}.name"))
            action.setEnabled(left and family not in self.rows)
            action.triggered.connect(lambda _=False, key=family: self.start_weight(key))

    def start_level(self, key: str) -> None:
        """Take a criterion in hand, at the level it has."""
        valuation = self._state.valuation
        if valuation is not None:
            self._state.try_levels({key: valuation.levels[self._model.criterion_ids.index(key)].estimate.best})
            self._hold(key)

    def start_weight(self, family: str) -> None:
        """Take a family's weight in hand, as it is."""
        valuation = self._state.valuation
        if valuation is not None:
            now = float(valuation.weights.families[self._model.family_ids.index(family)])
            self._state.tried.try_weight(family, now)
            self._hold(family)

    def _hold(self, key: str) -> None:
        """Give a change the keyboard."""
        if key in self.rows:
            self.rows[key].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Show what is tried; rows stay what they are while a hand moves them."""
        trial = self._state.tried.trial
        keys = () if trial is None else trial.what_if.keys
        for key in [key for key in self.rows if key not in keys]:
            row = self.rows.pop(key)
            self._changes.removeWidget(row)
            row.hide()
            row.deleteLater()
        grown = [key for key in keys if key not in self.rows]
        for key in keys:
            if key in grown:
                self._add_row(key)
            assert trial is not None
            self.rows[key].show_trial(trial)
        self._show_answer(trial)
        if grown:
            self.grown.emit()

    def _add_row(self, key: str) -> None:
        row = ChangeRow(self._theme, self._words, self._model, key)
        row.tried.connect(self._try)
        row.dropped.connect(self._drop)
        self.rows[key] = row
        self._changes.addWidget(row)

    def _show_answer(self, trial: Trial | None) -> None:
        words, said = self._words, self._said
        tries = trial is not None
        self.lead.setText(words("what_if.tries" if tries else "what_if.none"))
        self.count.setText(words.count("what_if.count", len(self.rows)) if tries else "")
        for part in (self.table, self.order, self.more):
            part.setVisible(tries)
        self._start_head.setVisible(not tries and bool(self.starters))
        for starter in self.starters:
            starter.setVisible(not tries)
        if trial is not None:
            self.table.show_trial(trial)
            self.order.setText(said.order(trial))
            more = (said.advice(trial), said.turns(trial), said.doctrine(trial))
            self.more.setText(" ".join(filter(None, more)))

    def _offer(self) -> None:
        """Offer the judgements the answer hangs on, as soon as the analysis knows them."""
        state = self._state
        analysis = state.analysis
        if analysis is None or state.analysis_is_current:
            empty(self._starters)
            self.starters = [] if analysis is None else [self._starter(item) for item in _judgements(analysis)]
            for starter in self.starters:
                self._starters.addWidget(starter)
                starter.setVisible(state.what_if is None)
            self._start_head.setVisible(state.what_if is None and bool(self.starters))
        for starter in self.starters:
            starter.show_stale(not state.analysis_is_current)

    def _starter(self, hinge: Hinge) -> StarterButton:
        words, said = self._words, self._said
        change = words(
            "what_if.change", now=said.value(hinge.key, hinge.now), then=said.value(hinge.key, hinge.turns_at)
        )
        name, place = said.name(hinge.key), None
        if hinge.option is not None:
            place = self._model.option_ids.index(hinge.option)
        option = words(f"option.{hinge.option}.short") if hinge.option else words("ranks.nobody")
        spoken = words("what_if.start", name=name, change=change, option=said.option(hinge.option))
        made = StarterButton(self._theme, name, change, place, option, spoken)
        made.clicked.connect(lambda: self._start(hinge))
        return made

    def _start(self, hinge: Hinge) -> None:
        if hinge.turns_at is not None:
            self._try(hinge.key, hinge.turns_at)
            self._hold(hinge.key)

    def _try(self, key: str, value: float | FactValue) -> None:
        tried = self._state.tried
        if key in self._model.criterion_ids:
            tried.try_levels({key: float(value)})
        elif key in self._model.family_ids:
            tried.try_weight(key, float(value))
        else:
            assert isinstance(value, str | bool)
            tried.try_fact(key, value)

    def _drop(self, key: str) -> None:
        self._state.tried.drop(key)
        left = next(reversed(self.rows.values()), None)
        (self.add_level if left is None else left.drop).setFocus(Qt.FocusReason.OtherFocusReason)


def _judgements(analysis: Analysis) -> list[Hinge]:
    """What the answer hangs on, filled up with the levels that lie nearest to a turn."""
    found = [
        item for item in analysis.explanation.hinges if item.kind is not HingeKind.FACT or item.key in TRIABLE
    ]
    named = {item.key for item in found}
    flips = sorted(
        (abs(flip.level - item.now), item.criterion, item.now, flip)
        for item in analysis.sensitivity.tipping
        for flip in (item.below, item.above)
        if flip is not None and item.criterion not in named
    )
    near: dict[str, Hinge] = {}
    for _, criterion, now, flip in flips:
        near.setdefault(criterion, Hinge(HingeKind.LEVEL, criterion, now, float(flip.level), flip.option, None))
    return [*found, *near.values()][:MOST_STARTERS]
