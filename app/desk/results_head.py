"""The head of the results: how strong the answer is and by which tests, and the three lines in one row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.flow_layout import FlowLayout
from app.desk.icons import paint_icon
from app.desk.results_cards import OptionLine, Tag
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from decision.analysis import Analysis
from decision.explanation.disagreement import Line
from decision.recommendation import Strength

SCALE, WIDTH, FOLDED_WIDTH = 24, 304, 220
MOST_TESTS = 5


class TestLine(QWidget):
    """One test of strength: ticked or crossed, and what was found against what is needed."""

    __test__ = False

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._met = theme, True
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, 0, 0)
        self.words = label(theme, "", "caption", "ink_2", wrap=True)
        row.addWidget(self.words)

    def show_test(self, said: str, *, met: bool) -> None:
        """Show a test; one that is not met is written strongly."""
        self._met = met
        self.words.setText(said)
        self.words.setProperty("ink", "ink_2" if met else "ink")
        self.words.style().polish(self.words)
        self.words.setFont(self._theme.font("caption" if met else "caption_strong"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The tick or the cross, beside the first line of the words."""
        side = self._theme.px(13)
        place = QRectF(0, (self.words.fontMetrics().lineSpacing() - side) / 2, side, side)
        paint_icon(QPainter(self), place, "tick" if self._met else "cross", self._theme.colour("ink"))


class StrengthScale(QWidget):
    """Open, leaning, firm, with the tests of the word that is held, or aimed at, met or not."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self._strength = Strength.OPEN
        self.setFixedWidth(theme.px(WIDTH))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, theme.px(SCALE + 7), 0, 0)
        page.setSpacing(theme.px(2))
        self.tests = [TestLine(theme) for _ in range(MOST_TESTS)]
        for line in self.tests:
            page.addWidget(line)
        page.addStretch(1)
        self._shown, self._folded = 0, False

    def show_analysis(self, analysis: Analysis) -> None:
        """The strength and its tests: those of firm, or of leaning where the answer is open."""
        self._strength = analysis.recommendation.strength
        wanted = Strength.LEANING if self._strength is Strength.OPEN else Strength.FIRM
        words = self._words
        shown = [test for test in analysis.recommendation.tests if test.word is wanted][:MOST_TESTS]
        self.setAccessibleName(words(f"strength.{self._strength}"))
        self._shown = len(shown)
        for line, test in zip(self.tests, shown, strict=False):
            found, needed = _figure(words, test.found), _figure(words, test.needed)
            line.show_test(words(f"results.test.{test.name}", found=found, needed=needed), met=test.met)
        self.setAccessibleDescription("; ".join(line.words.text() for line in self.tests[: len(shown)]))
        self.fold(folded=self._folded)
        self.update()

    def fold(self, *, folded: bool) -> None:
        """Put the tests away, or show them."""
        self._folded = folded
        self.setFixedWidth(self._theme.px(FOLDED_WIDTH if folded else WIDTH))
        for place, line in enumerate(self.tests):
            line.setVisible(not folded and place < self._shown)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The scale over its tests, each as tall as its words need in this width."""
        wrapped = self.heightForWidth(self.width())  # below 0 while the tests are folded away
        return QSize(self.width(), wrapped if wrapped >= 0 else super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Three cells, the one that holds filled."""
        painter, theme = QPainter(self), self._theme
        width, height = self.width() / 3, theme.px(SCALE)
        for place, word in enumerate((Strength.OPEN, Strength.LEANING, Strength.FIRM)):
            cell = QRectF(round(place * width) + 0.5, 0.5, round(width) - 1, height)
            chosen = word is self._strength
            painter.setPen(QPen(theme.colour("primary" if chosen else "line"), 1))
            painter.setBrush(theme.colour("primary" if chosen else "raised"))
            painter.drawRect(cell)
            painter.setPen(theme.colour("primary_text" if chosen else "ink_2"))
            painter.setFont(theme.font("strong" if chosen else "caption"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self._words(f"strength.{word}"))


class LinesRow(QWidget):
    """The three lines of argument in one row, where a tab below needs the height of their cards."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._words = state.workspace.words
        row = FlowLayout(theme.px(16), theme.px(6))
        self.setLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.options = {line: OptionLine(theme, "body") for line in Line}
        for line, option in self.options.items():
            named = QWidget()
            column = QVBoxLayout(named)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(label(theme, self._words(f"line.{line}"), "caption", "ink_2"))
            column.addWidget(option)
            row.addWidget(named)
        self.tag = Tag(theme)
        row.addWidget(self.tag)

    def show_analysis(self, analysis: Analysis) -> None:
        """What each line names, and how many of them agree."""
        words, ids, agreed = self._words, analysis.model.option_ids, analysis.explanation.agreement
        for verdict in analysis.explanation.lines:
            place = ids.index(verdict.option) if verdict.option else None
            name = words(f"option.{verdict.option}.short") if verdict.option else words("word.none")
            self.options[verdict.line].show_option(place, name)
        all_ = len(analysis.explanation.lines)
        said = (
            words("results.all_agree") if agreed == all_ else words("results.some_agree", agree=agreed, all=all_)
        )
        self.tag.show_verdict(said, differs=agreed < all_)


def _figure(words: Words, value: object) -> str:
    """A figure of a test: a share as per cent, an option by its name, a count as it is."""
    if isinstance(value, float):
        return words.share(value)
    if isinstance(value, str):
        return words(f"option.{value}.short")
    return "" if value is None else str(value)
