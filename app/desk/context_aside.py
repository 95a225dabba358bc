"""Beside the facts: how far the two areas part, and where facts and ratings do not fit together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import empty, label, lay_ground, rule
from app.desk.icons import icon_pixmap
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case
from decision.conditions import TRUE, FactIs
from decision.facts import facts_of
from decision.geography import area_mismatch
from decision.valuation import best_levels


class ContextAside(QWidget):
    """What follows from the facts, as they are entered."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.setMaximumWidth(theme.px(440))
        self.setMinimumWidth(theme.px(280))
        self._level = label(theme, "", "title")
        self._sentence = label(theme, "", "body", "ink_2", wrap=True)
        self._table = QGridLayout()
        self._cells: list[QLabel] = []
        self._warnings = QVBoxLayout()
        self._warning_head = label(theme, self._words("desk.context.contradictions"), "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(52), 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._card())
        column.addWidget(self._warning_head)
        column.addLayout(self._warnings)
        column.addStretch(1)

    def _card(self) -> QFrame:
        theme, words = self._theme, self._words
        card = QFrame()
        lay_ground(card, "raised")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(label(theme, words("criterion.area_mismatch.name"), "section"))
        head.addStretch(1)
        head.addWidget(self._level)
        column.addLayout(head)
        column.addWidget(self._sentence)
        self._table.setHorizontalSpacing(theme.px(16))
        self._table.setVerticalSpacing(theme.px(2))
        self._table.setColumnStretch(0, 1)
        column.addLayout(self._table)
        column.addWidget(rule(theme))
        column.addWidget(label(theme, words("desk.context.mismatch.formula"), "caption", "ink_2", wrap=True))
        return card

    def show_case(self, case: Case) -> None:
        """Show what follows from a case."""
        words, found = self._words, area_mismatch(case)
        if found is None:
            self._level.setText("–")
            self._sentence.setText(words("desk.context.mismatch.unknown"))
        else:
            self._level.setText(words.number(found))
            own = case.ratings.get("area_mismatch")
            key = "same" if found == 0 else "nothing" if found == 100 else "part"
            text = words(f"desk.context.mismatch.{key}")
            if own is not None:
                text += " " + words("desk.context.mismatch.own", level=words.number(own.estimate.best))
            self._sentence.setText(text)
        self._show_shares(case)
        self._show_warnings(case)

    def _show_shares(self, case: Case) -> None:
        words, team = self._words, case.country_team
        for cell in self._cells:
            self._table.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = []
        ours = () if team is None else team.countries
        codes = list(dict.fromkeys([*case.mission.countries, *ours]))
        if not codes:
            return
        heads = ("", words("desk.context.mismatch.mission"), words("desk.context.mismatch.team"))
        rows: list[tuple[str, str, str]] = [
            (
                words.country(code),
                words.share(case.mission.coverage.get(code, 1.0) if code in case.mission.countries else 0.0),
                words.share(1.0 if code in ours else 0.0),
            )
            for code in codes
        ]
        for row, texts in enumerate([heads, *rows]):
            for column, text in enumerate(texts):
                cell = label(self._theme, text, "caption", "ink_2" if row == 0 else "ink")
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                self._table.addWidget(cell, row, column, side)
                self._cells.append(cell)

    def _show_warnings(self, case: Case) -> None:
        empty(self._warnings)
        sentences = self._contradictions(case)
        self._warning_head.setVisible(bool(sentences))
        for text in sentences:
            self._warnings.addWidget(self._warning(text))

    def _warning(self, text: str) -> QWidget:
        theme = self._theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        sign = QLabel()
        sign.setPixmap(icon_pixmap("warning", theme.colour("ink"), theme.px(16), 2.0))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(theme, text, "body", "ink", wrap=True), 1)
        return holder

    def _contradictions(self, case: Case) -> list[str]:
        """The pairs of the model whose fact and level both hold, in a sentence each."""
        valuation, _words = self._state.valuation, self._words
        if valuation is None:
            return []
        facts, levels = facts_of(case), best_levels(valuation.levels)
        found = []
        for pair in self._state.workspace.model.contradictions:
            fact, level = pair.fact, pair.level
            if not isinstance(fact, FactIs) or isinstance(level, FactIs):
                continue
            value, now = facts.get(fact.key), levels.get(level.criterion)
            both = fact.truth(facts, levels) == TRUE and level.truth(facts, levels) == TRUE
            if both and value is not None and now is not None:
                found.append(self._sentence_of(fact.key, value, level.criterion, float(now)))
        return found

    def _sentence_of(self, key: str, value: object, criterion: str, level: float) -> str:
        words = self._words
        shown = words("value.yes" if value else "value.no") if isinstance(value, bool) else None
        return words(
            "desk.context.contradiction",
            fact=words(f"fact.{key}"),
            value=shown or words(f"value.{key}.{value}"),
            criterion=words(f"criterion.{criterion}.name"),
            level=words.number(level),
        )
