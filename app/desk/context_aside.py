"""Beside the facts: the two areas on the map, how far they part, and which facts and ratings do not fit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import empty, label, lay_ground, rule
from app.desk.icons import icon_pixmap
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.world_map_panel import WorldMapPanel
from decision.case import Case
from decision.conditions import TRUE, FactIs
from decision.facts import facts_of
from decision.geography import area_mismatch
from decision.valuation import best_levels


class ContextAside(QWidget):
    """What follows from the facts, as they are entered."""

    def __init__(self, state: DeskState, theme: Theme, names: Mapping[str, str]) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.map = WorldMapPanel(theme, self._words, names)
        self._scale = MismatchScale(theme)
        self._level = label(theme, "", "title")
        self._sentence = label(theme, "", "body", "ink_2", wrap=True)
        self._table = QGridLayout()
        self._cells: list[QLabel] = []
        self._shown: tuple[object, ...] = ()
        self._warnings = QVBoxLayout()
        self._warning_head = label(theme, self._words("desk.context.contradictions"), "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(self.map)
        under = QVBoxLayout()
        under.setContentsMargins(4, 0, 4, 0)
        under.setSpacing(theme.px(14))
        under.addWidget(self._card())
        under.addWidget(self._warning_head)
        under.addLayout(self._warnings)
        column.addLayout(under)
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
        column.addWidget(self._scale)
        holder = QWidget()
        holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a level axis is never mirrored
        ends = QHBoxLayout(holder)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.addWidget(label(theme, words("map.mismatch.none"), "caption", "ink_3"))
        ends.addStretch(1)
        ends.addWidget(label(theme, words("map.mismatch.all"), "caption", "ink_3"))
        column.addWidget(holder)
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
        self.map.show_case(case)
        self._scale.show_level(found)
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
        shown = (case.mission.countries, case.mission.coverage, case.country_team and case.country_team.countries)
        if shown != self._shown:  # it is asked while a marker is dragged elsewhere
            self._shown = shown
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
                if row and column:
                    cell.setAccessibleName(words("map.cell", country=texts[0], area=heads[column], share=text))
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


class MismatchScale(QWidget):
    """A level of 0-100 on its axis; empty where it is not known. The figure stands above it in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level: float | None = None
        self.setFixedHeight(theme.px(16))

    def show_level(self, level: float | None) -> None:
        """Show a level, or that there is none."""
        self._level = level
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The axis, and the marker on it."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick, high = theme.px(6), theme.px(14)
        axis = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(axis, thick / 2, thick / 2)
        if self._level is None:
            return
        reached = QRectF(axis.topLeft(), QSizeF(axis.width() * self._level / 100, thick))
        painter.setBrush(theme.colour("edge"))
        painter.drawRoundedRect(reached, thick / 2, thick / 2)
        mark = theme.px(3)
        left = min(max(reached.right() - mark / 2, 0.0), axis.right() - mark)
        painter.fillRect(QRectF(left, (self.height() - high) / 2, mark, high), theme.colour("ink"))
