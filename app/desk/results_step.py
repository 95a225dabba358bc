"""The results step: the answer in a sentence, the three lines of argument, and the pictures behind them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk.choosers import Tab
from app.desk.controls import label, rule, scrolled
from app.desk.results_cards import AnalysisCard, Glyph, OptionLine, PrecedentCard
from app.desk.results_data import Rows
from app.desk.results_doctrine import DoctrineCard
from app.desk.results_tabs import ResultTab, fill_tabs
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.summary import parting, reason
from app.words import Words
from decision.analysis import Analysis
from decision.recommendation import Strength

TABS = ("contributions", "robustness", "sensitivity", "stakeholders", "precedents", "methods")


class ResultsStep(QWidget):
    """Everything the analysis says of the open case; while a newer one is on its way, the last stays, greyed."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.glyph = Glyph(theme)
        self.sentence = label(theme, "", "title", wrap=True)
        self.reason = label(theme, "", "body", "ink_2", wrap=True)
        self.documented = label(theme, "", "caption", "ink_2")
        self._done = OptionLine(theme, "caption")
        self.scale = StrengthScale(state, theme)
        self.cards = (AnalysisCard(state, theme), DoctrineCard(state, theme), PrecedentCard(state, theme))
        self._parting_head = label(theme, "", "strong")
        self.parting = label(theme, "", "body", wrap=True)
        self.tabs = {name: ResultTab(state, theme) for name in TABS}
        self._pages = QStackedWidget()
        self._choices: dict[str, Tab] = {}
        self._build()
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
        content = QWidget()
        page = QVBoxLayout(content)
        page.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(24))
        page.setSpacing(theme.px(14))
        page.addLayout(self._head())
        cards = QHBoxLayout()
        cards.setSpacing(theme.px(16))
        for card in self.cards:
            cards.addWidget(card, 1)
        page.addLayout(cards)
        self._box = self._parting_box()
        page.addWidget(self._box)
        page.addLayout(self._tab_bar())
        page.addWidget(rule(theme))
        for name in TABS:
            self._pages.addWidget(self.tabs[name])
        page.addWidget(self._pages)
        page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def _head(self) -> QHBoxLayout:
        theme, head = self._theme, QHBoxLayout()
        head.setSpacing(theme.px(20))
        head.addWidget(self.glyph, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.sentence)
        words.addWidget(self.reason)
        done = QHBoxLayout()
        done.addWidget(self.documented)
        done.addWidget(self._done)
        done.addStretch(1)
        words.addLayout(done)
        words.addStretch(1)
        head.addLayout(words, 1)
        head.addWidget(self.scale, alignment=Qt.AlignmentFlag.AlignTop)
        return head

    def _parting_box(self) -> QFrame:
        """The sentence on where the lines part, in a frame of its own: it is what the officer has to argue."""
        box = QFrame()
        box.setProperty("ground", "raised")
        column = QVBoxLayout(box)
        column.setContentsMargins(self._theme.px(16), self._theme.px(10), self._theme.px(16), self._theme.px(10))
        column.setSpacing(self._theme.px(2))
        column.addWidget(self._parting_head)
        column.addWidget(self.parting)
        return box

    def _tab_bar(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(self._theme.px(4))
        for place, name in enumerate(TABS):
            choice = Tab(self._theme, self._words(f"results.tab.{name}"))
            choice.setChecked(place == 0)
            choice.clicked.connect(self._chooser(name))
            group.addButton(choice)
            self._choices[name] = choice
            row.addWidget(choice)
        row.addStretch(1)
        return row

    def _chooser(self, name: str) -> Callable[[], None]:
        return lambda: self._pages.setCurrentWidget(self.tabs[name])

    def _show(self) -> None:
        analysis = self._state.analysis
        for part in (self._pages, self.scale, self._box, *self.cards):
            part.setVisible(analysis is not None)
        if analysis is None:
            self.glyph.show_option(None)
            self.sentence.setText(self._words("results.updating"))
            self.reason.setText("")
            self.documented.setText("")
            self._done.show_option(None, "")
            return
        self.setProperty("stale", not self._state.analysis_is_current)
        self._show_answer(analysis)
        for card, verdict in zip(self.cards, analysis.explanation.lines, strict=True):
            card.show_analysis(analysis)
            card.show_verdict(analysis, verdict)
        lines = parting(self._words, analysis)
        self._parting_head.setText(self._words("results.parting" if lines else "results.no_parting"))
        self.parting.setText("\n".join(lines))
        self.parting.setVisible(bool(lines))
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
        self.documented.setText(words("results.documented") if documented else "")
        if documented:
            name = words(f"option.{documented.option}.name")
            self._done.show_option(options.index(documented.option), f"{name} ({documented.source})")
        else:
            self._done.show_option(None, "")
        self.scale.show_analysis(analysis)


class StrengthScale(QWidget):
    """Open, leaning, firm, with the tests of the next word up, met or not."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self._strength = Strength.OPEN
        self.setFixedWidth(theme.px(330))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, theme.px(34), 0, 0)
        page.setSpacing(theme.px(2))
        self.tests: list[QLabel] = [label(theme, "", "caption", "ink_2", wrap=True) for _ in range(8)]
        for line in self.tests:
            page.addWidget(line)

    def show_analysis(self, analysis: Analysis) -> None:
        """The strength and its tests: those of firm, or of leaning where the answer is open."""
        self._strength = analysis.recommendation.strength
        wanted = Strength.LEANING if self._strength is Strength.OPEN else Strength.FIRM
        words = self._words
        shown = [test for test in analysis.recommendation.tests if test.word is wanted]
        self.setAccessibleName(words(f"strength.{self._strength}"))
        for line in self.tests:
            line.hide()
        for line, test in zip(self.tests, shown, strict=False):
            found = _figure(words, test.found)
            needed = _figure(words, test.needed)
            said = words(f"results.test.{test.name}", found=found, needed=needed)
            line.setText(("✓  " if test.met else "✕  ") + said)
            line.setProperty("ink", "ink_2" if test.met else "ink")
            line.setFont(self._theme.font("caption" if test.met else "caption_strong"))
            line.show()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The scale over its tests."""
        return QSize(self._theme.px(330), self._theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Three cells, the one that holds filled."""
        painter, theme = QPainter(self), self._theme
        width, height = self.width() / 3, theme.px(28)
        for place, word in enumerate((Strength.OPEN, Strength.LEANING, Strength.FIRM)):
            cell = QRectF(place * width, 0.5, width - 0.5, height)
            chosen = word is self._strength
            painter.setPen(QPen(theme.colour("primary" if chosen else "line"), 1))
            painter.setBrush(theme.colour("primary" if chosen else "raised"))
            painter.drawRect(cell)
            painter.setPen(theme.colour("primary_text" if chosen else "ink_2"))
            painter.setFont(theme.font("strong" if chosen else "body"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self._words(f"strength.{word}"))


def _figure(words: Words, value: object) -> str:
    """A figure of a test: a share as per cent, an option by its name, a count as it is."""
    if isinstance(value, float):
        return words.share(value)
    if isinstance(value, str):
        return words(f"option.{value}.short")
    return "" if value is None else str(value)
