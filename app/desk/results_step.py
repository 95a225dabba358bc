"""The results step: the answer in a sentence, the three lines of argument, and the pictures behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import label, scrolled
from app.desk.picture_figure import follow_on
from app.desk.picture_saving import PictureSaver
from app.desk.results_bar import TABS, TabBar
from app.desk.results_cards import AnalysisCard, Glyph, OptionLine, PrecedentCard
from app.desk.results_data import Rows
from app.desk.results_doctrine import DoctrineCard
from app.desk.results_filling import fill_tabs
from app.desk.results_head import LinesRow, StrengthScale
from app.desk.results_hinges import HingesBox
from app.desk.results_parting import PartingBox
from app.desk.results_tabs import ResultTab
from app.desk.side_by_side import SideBySide
from app.desk.stale import Greyed
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.summary import reason
from decision.analysis import Analysis
from decision.recommendation import Strength

STACKED, BARE = 880, 1000
"""Under these widths the cards of the lines stack, and shed their captions."""
SHARES = (8, 11, 10)
"""Of the cards of the lines: doctrine has most to say."""
WIDE, NARROW = 1200, 760
"""From these widths on the head holds the row of lines, and the scale of strength, beside the sentence."""
TALL = ("sensitivity",)
"""Tabs that need the height: the lines of argument fold to one row over them."""
LOW = 700
"""Under this height they fold over every tab."""


class ResultsStep(QWidget):
    """Everything the analysis says of the open case; while a newer one is on its way, the last stays, greyed."""

    criterion_asked = Signal(str)
    """The rating of a criterion is asked for, from a picture."""
    case_asked = Signal(str)
    """A documented case is asked for, by its id."""
    what_if_asked = Signal(object)
    """Levels are to be tried as a what-if, criterion -> level: of a smallest change, or of a judgement."""
    note_asked = Signal()
    """What the lines of argument part over is to be argued in the note."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.glyph = Glyph(theme)
        self.sentence = label(theme, "", "title", wrap=True)
        self.reason = label(theme, "", "body", "ink_2", wrap=True)
        self._documented = QWidget()
        self._done = OptionLine(theme, "caption")
        self._source = label(theme, "", "caption", "ink_2", wrap=True)
        self.scale, self.row = StrengthScale(state, theme), LinesRow(state, theme)
        self.cards = (AnalysisCard(state, theme), DoctrineCard(state, theme), PrecedentCard(state, theme))
        self.parting, self.hinges = PartingBox(state, theme), HingesBox(state, theme)
        self._saver = PictureSaver(state, theme, self)
        self.tabs = {name: ResultTab(state, theme, self._saver) for name in TABS}
        self.bar = TabBar(theme, self._words, self.tabs)
        self._in_head: tuple[bool, bool] | None = None
        self._asked: bool | None = None
        self._cards = SideBySide(theme, [*zip(self.cards, SHARES, strict=True)], STACKED, 16)
        self._boxes = SideBySide(theme, [(self.parting, 1), (self.hinges, 1)], STACKED, 16)
        self._pages = QWidget()
        self._build()
        self._connect()
        self._greyed = Greyed(self._content)
        self._show()

    def _connect(self) -> None:
        for name, tab in self.tabs.items():
            tab.asked.connect(self.case_asked if name == "precedents" else self.criterion_asked)
            tab.what_if_asked.connect(self.what_if_asked)
        self.hinges.what_if_asked.connect(self.what_if_asked)
        self.parting.note_asked.connect(self.note_asked)
        self.bar.chosen.connect(self._choose)
        self.bar.fold.clicked.connect(self._toggle_fold)
        self._state.case_opened.connect(self._show)
        self._state.analysis_changed.connect(self._show)

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
        self._top, self._below = self._head(), QVBoxLayout()
        self._below.setSpacing(theme.px(10))
        page.addLayout(self._top)
        page.addLayout(self._below)
        page.addWidget(self._cards)
        page.addWidget(self._boxes)
        page.addWidget(self.bar)
        pages = QVBoxLayout(self._pages)
        pages.setContentsMargins(0, 0, 0, 0)
        for name in TABS:
            pages.addWidget(self.tabs[name])
        page.addWidget(self._pages)
        page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolled(self._content)
        # At twice the text size in the smallest window a picture can be wider: better scrolled than cut.
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        outer.addWidget(area)
        self._arrange(self.width())
        self._choose(TABS[0])

    def _head(self) -> QHBoxLayout:
        theme, head = self._theme, QHBoxLayout()
        head.setSpacing(theme.px(20))
        head.addWidget(self.glyph, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.sentence)
        words.addWidget(self.reason)
        done = QHBoxLayout(self._documented)
        done.setContentsMargins(0, 0, 0, 0)
        done.addWidget(label(theme, self._words("results.documented"), "caption", "ink_2"))
        done.addWidget(self._done)
        done.addWidget(self._source, 1)
        words.addWidget(self._documented)
        words.addStretch(1)
        head.addLayout(words, 1)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What has no room beside the sentence goes under it; low windows fold the lines of argument."""
        super().resizeEvent(event)
        for card in self.cards:
            card.caption.setVisible(event.size().width() >= self._theme.px(BARE))
        self._arrange(event.size().width())
        self._fold()

    def _arrange(self, width: int) -> None:
        """The row of lines and the scale lie beside the sentence, or under it where there is no room."""
        in_head = (width >= self._theme.px(WIDE), width >= self._theme.px(NARROW))
        if in_head == self._in_head:
            return
        self._in_head = in_head
        for part, beside in zip((self.row, self.scale), in_head, strict=True):
            self._top.removeWidget(part)
            self._below.removeWidget(part)
            if beside:
                self._top.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
            elif part is self.row:
                self._below.addWidget(part)
            else:
                self._below.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)

    def show_tab(self, name: str) -> None:
        """Show a tab by its name, as a click on it does."""
        self.bar.choices[name].click()

    def _choose(self, name: str) -> None:
        """Show a tab; a tall one folds the lines of argument to a row."""
        focus = QApplication.focusWidget()
        if focus is not None and self._pages.isAncestorOf(focus):
            self.bar.choices[name].setFocus()  # or it would go to whatever comes next
        for other, tab in self.tabs.items():
            tab.setVisible(other == name)
        self._fold()

    def _toggle_fold(self) -> None:
        """Fold or unfold; the choice holds for every tab until the window is made anew."""
        self._asked = not self.folded
        self._fold()

    @property
    def folded(self) -> bool:
        """Whether the lines of argument are one row: as asked, else where the tab or the window needs it."""
        if self._asked is not None:
            return self._asked
        return self.bar.shown in TALL or self.height() < self._theme.px(LOW)

    def _fold(self) -> None:
        analysis, folded = self._state.analysis, self.folded
        there = analysis is not None
        for part in (self._pages, self.bar, self.scale):
            part.setVisible(there)
        self.scale.fold(folded=folded)
        self.bar.show_fold(folded=folded)
        self.row.setVisible(there and folded)
        for part in (self._cards, self._boxes, self.parting):
            part.setVisible(there and not folded)
        self.hinges.setVisible(analysis is not None and self.hinges.says_something(analysis) and not folded)
        documented = analysis is not None and analysis.case.documented is not None
        self._documented.setVisible(documented and not folded)

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
        follow_on(self.parting.argue, self.hinges)
        parts = self.parting.show_analysis(analysis)
        self._boxes.share_out([1, 1] if parts else [1, 3])
        self._saver.show_analysis(analysis)
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
