"""The doctrine card: the rules that speak, what made them speak, and overruling one with a written reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, TextField, button, label
from app.desk.picture_legend import SignsLine
from app.desk.results_cards import LineCard
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.summary import fact_value, test_words
from app.words import Words
from decision.analysis import Analysis
from decision.case import Overrule
from decision.conditions import FactValue
from decision.doctrine import RuleFinding
from decision.explanation.disagreement import Line
from decision.facts import FACT_VALUES
from decision.rule_switches import Switch

MANY_EFFECTS = 2
"""From how many effects on they take a line of their own."""


class DoctrineCard(LineCard):
    """The rules that say something of an option, each with the tests that decided it."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__(state, theme, Line.DOCTRINE)
        self._open = button(theme, self.words("results.overrule"), "link")
        self._open.clicked.connect(self._toggle)
        self.editor = OverruleEditor(state, theme)
        self.editor.hide()
        self.editor.done.clicked.connect(self._toggle)
        state.case_opened.connect(self.close_editor)
        self.last.addWidget(self._open, 0, Qt.AlignmentFlag.AlignBottom)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.editor)

    def show_analysis(self, analysis: Analysis) -> None:
        """The rules that say something, with the tests that decided them."""
        self.clear()
        words, doctrine = self.words, analysis.doctrine
        self.editor.show_case(analysis)
        if doctrine.applies is False:
            self.foot.setText(words("results.doctrine_silent"))
            return
        said = [item for item in doctrine.findings if item.effects or item.overruled]
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(self.theme.px(12))
        grid.setVerticalSpacing(0)
        for place, finding in enumerate(said):
            grid.addWidget(label(self.theme, finding.rule, "strong"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._rule(analysis, finding), place, 1)
        self.body.addLayout(grid)
        gaps = [
            words(f"fact.{gap}") if words.has(f"fact.{gap}") else words(f"criterion.{gap}.name")
            for gap in doctrine.gaps
        ]
        self.foot.setText(
            words("results.gaps", gaps=words.listing(gaps)) if gaps else words("results.doctrine_date")
        )

    def _rule(self, analysis: Analysis, finding: RuleFinding) -> QVBoxLayout:
        """A rule by name and pages, what it says of each option, and why it came out so."""
        words, theme, column = self.words, self.theme, QVBoxLayout()
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, theme.px(6))
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(label(theme, words(f"rule.{finding.rule}.name")))
        head.addWidget(label(theme, finding.pages.replace("-", "–"), "caption", "ink_2"))
        effects = self._effects(analysis, finding)
        alone = len(finding.effects) < MANY_EFFECTS
        if alone and finding.effects and not finding.overruled:
            head.addSpacing(theme.px(6))
            head.addWidget(effects)
        head.addStretch(1)
        column.addLayout(head)
        if finding.overruled:
            said = words("results.overruled", reason=finding.overruled)
            column.addWidget(label(theme, said, "caption", "ink_2", wrap=True))
            return column
        if not alone:
            column.addWidget(effects)
        # Two tests of one fact may read alike.
        tests = words.listing(list(dict.fromkeys(test_words(words, test) for test in finding.deciding)))
        if tests:
            column.addWidget(label(theme, words("results.because", tests=tests), "caption", "ink_2", wrap=True))
        off = switched_off(words, finding)
        if off:
            column.addWidget(label(theme, off, "caption", wrap=True))
        return column

    def _effects(self, analysis: Analysis, finding: RuleFinding) -> SignsLine:
        """What a rule says of each option, mark and word by mark and word."""
        words, options = self.words, analysis.model.option_ids
        found = sorted(finding.effects, key=lambda item: options.index(item.option))
        effects = [
            words(f"effect.{item.effect}") + (words("results.inferred") if item.inferred else "") for item in found
        ]
        line = SignsLine(
            self.theme,
            [(options.index(item.option), effect) for item, effect in zip(found, effects, strict=True)],
        )
        said = "; ".join(
            words("picture.effect", option=words(f"option.{item.option}.name"), effect=effect)
            for item, effect in zip(found, effects, strict=True)
        )
        line.setAccessibleName(said)
        line.setToolTip(said)
        return line

    def close_editor(self) -> None:
        """Put the editor away, with what was typed: another case is shown."""
        self.editor.reason.clear()
        self.editor.hide()
        self._open.show()

    def _toggle(self) -> None:
        self.editor.setVisible(self.editor.isHidden())
        self._open.setVisible(self.editor.isHidden())


class OverruleEditor(QWidget):
    """A rule to set aside and the written reason for it, which the note prints."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, words = state, state.workspace.words
        self._words = words
        choices: list[tuple[str, object]] = [
            (words("results.rule_choice", rule=rule.id, name=words(f"rule.{rule.id}.name")), rule.id)
            for rule in state.workspace.model.rules
        ]
        self.rule, self.reason = ChoiceBox(theme, choices), TextField(theme, 2, words("results.reason_hint"))
        self.rule.setAccessibleName(words("results.rule_to_overrule"))
        self.reason.setAccessibleName(words("results.reason"))
        self.apply = button(theme, words("results.overrule_do"), "primary")
        self.lift = button(theme, words("results.overrule_lift"))
        self.done = button(theme, words("results.overrule_close"), "quiet")
        self.apply.clicked.connect(self._apply)
        self.lift.clicked.connect(self._lift)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.rule)
        page.addWidget(self.reason)
        row = QHBoxLayout()
        for part in (self.apply, self.lift, self.done):
            row.addWidget(part)
        row.addStretch(1)
        page.addLayout(row)

    def show_case(self, analysis: Analysis) -> None:
        """A rule already overruled can be put back in force."""
        self.lift.setEnabled(bool(analysis.case.overrules))
        speaking = [item.rule for item in analysis.doctrine.findings if item.effects or item.overruled]
        if speaking and self.rule.currentData() not in speaking:
            self.rule.show_value(speaking[0])

    def _apply(self) -> None:
        case, reason = self._state.stored_case, self.reason.toPlainText().strip()
        if case is None:
            return
        if not reason:
            self._state.noticed.emit(self._words("results.reason_missing"), False)
            return
        rule = str(self.rule.currentData())
        kept = tuple(item for item in case.overrules if item.rule != rule)
        changed = replace(case, overrules=(*kept, Overrule(rule, reason)))
        if self._state.edit(changed, "overrule", "overrules", self._words("results.was_overruled", rule=rule)):
            self.reason.clear()

    def _lift(self) -> None:
        case, rule = self._state.stored_case, str(self.rule.currentData())
        if case is None or not any(item.rule == rule for item in case.overrules):
            return
        kept = tuple(item for item in case.overrules if item.rule != rule)
        notice = self._words("results.was_lifted", rule=rule)
        self._state.edit(replace(case, overrules=kept), "overrule", "overrules", notice)


def switched_off(words: Words, finding: RuleFinding) -> str:
    """What alone would keep a met rule from being met; nothing for a rule that is not met, or has no condition."""
    if not finding.met or finding.overruled or not finding.tests:
        return ""
    if not finding.switches:
        return words("results.switch_none")
    switches = "; ".join(_switch(words, switch) for switch in finding.switches)
    return words.count("results.switch_off", len(finding.switches), switches=switches)


def _switch(words: Words, switch: Switch) -> str:
    """One fact with the values that would do, or one criterion with the levels."""
    if switch.fact is not None:
        return _fact_switch(words, switch.fact, switch.values)
    name, limit = words(f"criterion.{switch.criterion}.name"), words.number(switch.limit or 0)
    if switch.until is None:
        return words(f"results.switch.{switch.relation}", name=name, limit=limit)
    low, high = sorted((switch.limit or 0, switch.until))
    return words("results.switch.between", name=name, low=words.number(low), high=words.number(high))


def _fact_switch(words: Words, fact: str, values: Sequence[FactValue]) -> str:
    """The values that would do, or those that would not, whichever are fewer to read."""
    others = [value for value in FACT_VALUES[fact] if value not in values]
    fewer, key = (others, "other_than") if 0 < len(others) < len(values) else (values, "fact")
    *first, last = (fact_value(words, fact, value) for value in fewer)
    said = words("results.either", others=", ".join(first), last=last) if first else last
    return words(f"results.switch.{key}", fact=words(f"fact.{fact}"), values=said)
