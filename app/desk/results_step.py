"""The results step: the answer in a sentence, the three lines of argument, and the pictures behind them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desk.choosers import Tab
from app.desk.controls import label, rule, scrolled
from app.desk.icons import icon_pixmap
from app.desk.results_cards import AnalysisCard, Glyph, OptionLine, PrecedentCard
from app.desk.results_data import Rows
from app.desk.results_doctrine import DoctrineCard
from app.desk.results_filling import fill_tabs
from app.desk.results_head import LinesRow, StrengthScale
from app.desk.results_hinges import HingesBox
from app.desk.results_tabs import ResultTab
from app.desk.side_by_side import SideBySide
from app.desk.stale import Greyed
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.summary import parting, reason
from decision.analysis import Analysis
from decision.recommendation import Strength

TABS = ("contributions", "robustness", "sensitivity", "stakeholders", "precedents", "methods")
STACKED, BARE = 880, 1000
"""Under these widths the cards of the lines stack, and shed their captions."""
SHARES = (8, 11, 10)
"""Of the cards of the lines: doctrine has most to say."""
WIDE = 1200
"""From this width on the head holds the row of lines beside the sentence."""
TALL = ("sensitivity",)
"""Tabs that need the height: the lines of argument fold to one row over them."""


class ResultsStep(QWidget):
    """Everything the analysis says of the open case; while a newer one is on its way, the last stays, greyed."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.glyph = Glyph(theme)
        self.sentence = label(theme, "", "title", wrap=True)
        self.reason = label(theme, "", "body", "ink_2", wrap=True)
        self._documented = QWidget()
        self._done = OptionLine(theme, "caption")
        self._source = label(theme, "", "caption", "ink_2")
        self.scale, self.row = StrengthScale(state, theme), LinesRow(state, theme)
        self.cards = (AnalysisCard(state, theme), DoctrineCard(state, theme), PrecedentCard(state, theme))
        self._sign = QLabel()
        self._parting_head = label(theme, "", "strong")
        self.parting = label(theme, "", "body", wrap=True)
        self.hinges = HingesBox(state, theme)
        self.tabs = {name: ResultTab(state, theme) for name in TABS}
        self._tab, self._narrow = TABS[0], False
        self._cards = SideBySide(theme, [*zip(self.cards, SHARES, strict=True)], STACKED, 16)
        self._pages = QWidget()
        self._choices: dict[str, Tab] = {}
        self._build()
        self._greyed = Greyed(self._content)
        state.case_opened.connect(self._show)
        state.analysis_changed.connect(self._show)
        self._show()

    def status(self) -> tuple[str, str]:
        """The strength of the answer, once it is there."""
        analysis = self._state.analysis
        if analysis is None:
            return "nothing", self._words("results.updating") if self._state.case else ""
        word = self._words(f"strength.{analysis.recommendation.strength}")
        return "done", word if self._state.analysis_is_current else self._words("results.updating")

    def _build(self) -> None:
        theme = self._theme
        self._content = QWidget()
        page = QVBoxLayout(self._content)
        page.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(20))
        page.setSpacing(theme.px(12))
        self._top = self._head()
        page.addLayout(self._top)
        page.addWidget(self._cards)
        self._box = self._parting_box()
        self._boxes = SideBySide(theme, [(self._box, 1), (self.hinges, 1)], STACKED, 16)
        page.addWidget(self._boxes)
        page.addLayout(self._tab_bar())
        pages = QVBoxLayout(self._pages)
        pages.setContentsMargins(0, 0, 0, 0)
        for name in TABS:
            pages.addWidget(self.tabs[name])
        page.addWidget(self._pages)
        page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._content))
        self._choose(self._tab)

    def _head(self) -> QHBoxLayout:
        theme, head = self._theme, QHBoxLayout()
        top = Qt.AlignmentFlag.AlignTop
        head.setSpacing(theme.px(20))
        head.addWidget(self.glyph, alignment=top)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.sentence)
        words.addWidget(self.reason)
        done = QHBoxLayout(self._documented)
        done.setContentsMargins(0, 0, 0, 0)
        done.addWidget(label(theme, self._words("results.documented"), "caption", "ink_2"))
        done.addWidget(self._done)
        done.addWidget(self._source)
        done.addStretch(1)
        words.addWidget(self._documented)
        words.addStretch(1)
        head.addLayout(words, 1)
        head.addWidget(self.row, alignment=top)
        head.addWidget(self.scale, alignment=top)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The row of lines lies in the head, or under it where the head has no room."""
        super().resizeEvent(event)
        for card in self.cards:
            card.caption.setVisible(event.size().width() >= self._theme.px(BARE))
        narrow = event.size().width() < self._theme.px(WIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            page = self._content.layout()
            assert isinstance(page, QVBoxLayout)
            page.removeWidget(self.row)
            self._top.removeWidget(self.row)
            if narrow:
                page.insertWidget(1, self.row, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._top.insertWidget(2, self.row, 0, Qt.AlignmentFlag.AlignTop)

    def _parting_box(self) -> QFrame:
        """The sentence on where the lines part, in a frame of its own: it is what the officer has to argue."""
        theme, box = self._theme, QFrame()
        box.setProperty("ground", "raised")
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.px(16), theme.px(9), theme.px(16), theme.px(9))
        row.setSpacing(theme.px(10))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._sign, alignment=top)
        self._parting_head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._parting_head, alignment=top)
        self.parting.setAlignment(top)
        row.addWidget(self.parting, 1)
        return box

    def _tab_bar(self) -> QVBoxLayout:
        theme, bar = self._theme, QVBoxLayout()
        bar.setSpacing(0)
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(theme.px(4))
        for name in TABS:
            choice = Tab(theme, self._words(f"results.tab.{name}"))
            choice.setChecked(name == self._tab)
            choice.clicked.connect(self._chooser(name))
            group.addButton(choice)
            self._choices[name] = choice
            row.addWidget(choice)
        row.addStretch(1)
        for name in TABS:
            row.addWidget(self.tabs[name].tools)
        bar.addLayout(row)
        bar.addWidget(rule(theme))
        return bar

    def _chooser(self, name: str) -> Callable[[], None]:
        return lambda: self._choose(name)

    def _choose(self, name: str) -> None:
        """Show a tab; a tall one folds the lines of argument to a row."""
        self._tab = name
        for other, tab in self.tabs.items():
            tab.setVisible(other == name)
            tab.tools.setVisible(other == name)
        self._fold()

    def _fold(self) -> None:
        analysis, tall = self._state.analysis, self._tab in TALL
        there = analysis is not None
        self._pages.setVisible(there)
        self.scale.setVisible(there)
        self.scale.fold(folded=tall)
        self.row.setVisible(there and tall)
        self._cards.setVisible(there and not tall)
        self._box.setVisible(there and not tall)
        self.hinges.setVisible(analysis is not None and self.hinges.says_something(analysis) and not tall)
        documented = analysis is not None and analysis.case.documented is not None
        self._documented.setVisible(documented and not tall)

    def _show(self) -> None:
        analysis = self._state.analysis
        self._fold()
        if analysis is None:
            self.glyph.show_option(None)
            self.sentence.setText(self._words("results.updating"))
            self.reason.setText("")
            return
        self._greyed.show_stale(not self._state.analysis_is_current)
        self._show_answer(analysis)
        if not self._state.analysis_is_current:
            return
        for card, verdict in zip(self.cards, analysis.explanation.lines, strict=True):
            card.show_analysis(analysis)
            card.show_verdict(analysis, verdict)
        self.row.show_analysis(analysis)
        self.hinges.show_analysis(analysis)
        lines = parting(self._words, analysis)
        self._parting_head.setText(self._words("results.parting" if lines else "results.no_parting"))
        sign = icon_pixmap("unequal" if lines else "equal", self._theme.colour("ink"), self._theme.px(16), 2.0)
        self._sign.setPixmap(sign)
        self.parting.setText("\n".join(lines))
        self._boxes.share_out([1, 1] if lines else [1, 3])
        fill_tabs(self.tabs, Rows(self._words, analysis), self._theme)

    def _show_answer(self, analysis: Analysis) -> None:
        words, found, options = self._words, analysis.recommendation, analysis.model.option_ids
        self.glyph.show_option(options.index(found.option) if found.option else None)
        option = words(f"option.{found.option}.sentence") if found.option else ""
        said = words(f"results.{found.strength}" if found.option else "results.none", option=option)
        self.sentence.setText(said if self._state.analysis_is_current else words("results.stale", sentence=said))
        second = words("results.second_best", option=option) if found.strength is Strength.OPEN and option else ""
        self.reason.setText(f"{second} {reason(words, analysis)}".strip())
        documented = analysis.case.documented
        if documented:
            name = words(f"option.{documented.option}.name")
            self._done.show_option(options.index(documented.option), name)
            self._source.setText(f"({documented.source})")
        self.scale.show_analysis(analysis)
