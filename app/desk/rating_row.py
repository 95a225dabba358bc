"""One criterion of the ratings step: its name and meaning, band track, figures, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.band_track import LEAST_WIDTH, BandTrack
from app.desk.choosers import ElidedLabel, dense
from app.desk.controls import LineField, label
from app.desk.fit_callout import FitCallout
from app.desk.icons import icon
from app.desk.pictures import paint_confidence, paint_ruler
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence, Estimate, Rating
from decision.model import Criterion
from decision.valuation import Level

LEVEL, EVIDENCE, CHEVRON, GAP = 44, 54, 28, 8
PAD = 24
"""Room at the left of the rows: the bar of the row that is being worked on lies in it."""
"""Widths of the columns, in pixels at 100 %; the bands take what is left."""

ANCHORS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths, in pixels at 100 %, of the columns that give way to the bands; 0: folded."""

    name: int
    sure: int
    range: int

    @property
    def least(self) -> int:
        """The width of a row whose bands are as narrow as may be."""
        fixed = PAD + LEVEL + EVIDENCE + CHEVRON + self.name + self.sure + self.range
        return fixed + LEAST_WIDTH + GAP * (6 if self.range else 5)


COLUMNS = (Columns(276, 92, 60), Columns(216, 92, 60), Columns(216, 24, 60), Columns(216, 24, 0))
"""From wide to narrow: names end sooner, then the word of the confidence goes, then the range."""


class RatingRow(QWidget):
    """A row of the ratings table. Every change goes through the desk's state: previewed while it moves, then one
    edit."""

    opened = Signal(str)
    """The chevron was used: the row's detail is to be shown or put away."""

    def __init__(self, state: DeskState, theme: Theme, criterion: Criterion) -> None:
        super().__init__()
        self._state, self._theme, self.criterion = state, theme, criterion
        self._words = state.workspace.words
        self.name = self._words(f"criterion.{criterion.id}.name")
        self.track = BandTrack(theme, criterion, self.name)
        self.track.previewed.connect(self._preview)
        self.track.entered.connect(self.enter)
        self.track.cancelled.connect(state.drop_preview)
        self.track.looked_at.connect(self._look)
        self.field = LineField(theme)
        self.field.setAccessibleName(self._words("ratings.level_of", name=self.name))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.entered.connect(self._type)
        self._meaning = ElidedLabel(theme, "caption", "ink_2")
        self._range = label(theme, "", "caption", "ink_2")
        self._sure = ConfidenceMark(theme)
        self._evidence = label(theme, "", "caption", "ink_2")
        self._chevron = QPushButton()
        self._callout = FitCallout(theme, self._words)
        self._callout.setParent(self)
        self._callout.hide()
        self._hovered = self._active = self.is_open = False
        self._build()
        for part in (self.track, self.field, self._chevron):
            part.installEventFilter(self)

    def _build(self) -> None:
        theme, row = self._theme, QHBoxLayout(self)
        row.setContentsMargins(theme.px(PAD), 0, 0, 1)
        row.setSpacing(theme.px(GAP))
        names = QVBoxLayout()
        names.setContentsMargins(0, 1, 0, 1)
        names.setSpacing(0)
        self._title = label(theme, self.name, "name")
        for part in (self._title, self._meaning):
            names.addWidget(part)
        row.addLayout(names)
        row.addWidget(self.track, 1)
        dense(theme, self.field, LEVEL)
        row.addWidget(self.field)
        row.addWidget(self._range)
        row.addWidget(self._sure)
        row.addWidget(self._evidence)
        self._chevron.setProperty("kind", "quiet")
        self._chevron.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._chevron.setFixedWidth(theme.px(CHEVRON))
        self._chevron.setAccessibleName(self._words("ratings.open_detail", name=self.name))
        self._chevron.setToolTip(self._words("ratings.open_detail", name=self.name))
        self._chevron.clicked.connect(lambda: self.opened.emit(self.criterion.id))
        row.addWidget(self._chevron)
        self.show_open(False)
        self.fold(COLUMNS[0])
        self.setFixedHeight(theme.px(37))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fold(self, columns: Columns) -> None:
        """Take the widths of the columns."""
        theme = self._theme
        for part, width in (
            (self._title, columns.name),
            (self._meaning, columns.name),
            (self._range, columns.range),
            (self._sure, columns.sure),
            (self._evidence, EVIDENCE),
        ):
            part.setFixedWidth(theme.px(width))
            part.setVisible(width > 0)

    @property
    def in_hand(self) -> bool:
        """Whether it is being worked on: a filter must not take it away then."""
        return self._active or self.track.moving

    def show_open(self, open_: bool) -> None:
        """Whether the detail lies open under the row."""
        self.is_open = open_
        theme = self._theme
        glyph = icon("down" if open_ else "right", theme.colour("ink_2"), theme.colour("ink_3"), theme.px(16))
        self._chevron.setIcon(glyph)
        self._look_again()

    def show_level(self, level: Level, case: Case, warning: str) -> None:
        """Show a level with what the case says of it; ``warning``: a fact that does not fit it."""
        words, rating = self._words, case.ratings.get(self.criterion.id)
        best = words.number(level.estimate.best)
        self._meaning.show_text(warning or self.meaning(level), "error" if warning else "ink_2")
        self.track.locked = level.computed
        self.field.setEnabled(not level.computed)
        self.field.show_value(best if level.rated else "")
        self._range.setText(self._range_words(level))
        self._sure.show_value(
            rating.confidence if rating else None,
            words("ratings.computed" if level.computed else "ratings.unsure")
            if rating is None or rating.confidence is None
            else words(f"confidence.{rating.confidence}").capitalize(),
            sign="ruler" if level.computed else "bars" if rating is not None else "",
        )
        count = len(rating.evidence) if rating else 0
        self._evidence.setText(words.number(count) if level.rated and not level.computed else "–")
        self._evidence.setToolTip(words.count("ratings.sources", count))
        self._evidence.setAccessibleName(words.count("ratings.sources", count))
        if not self.track.moving or case is self._state.stored_case:
            self.track.show_level(level, self._said(level))
        self._callout.show_fits(level, self.criterion)
        self._look_again()

    def meaning(self, level: Level) -> str:
        """The worded anchor nearest to a level."""
        if not level.rated:
            return self._words("ratings.unrated")
        nearest = min(ANCHORS, key=lambda anchor: abs(anchor - level.estimate.best))
        return self._words(f"criterion.{self.criterion.id}.anchor.{nearest}")

    def enter(self, estimate: Estimate) -> None:
        """Make an estimate the rating: one edit."""
        case, words = self._state.stored_case, self._words
        if case is None:
            return
        old = case.ratings.get(self.criterion.id)
        rating = replace(old, estimate=estimate) if old else Rating(estimate, Confidence.LOW)
        new = words.number(estimate.best)
        notice = (
            words("ratings.set", name=self.name, old=words.number(old.estimate.best), new=new)
            if old
            else words("ratings.set_first", name=self.name, new=new)
        )
        changed = replace(case, ratings={**case.ratings, self.criterion.id: rating})
        if not self._state.edit(changed, "rating", f"ratings.{self.criterion.id}", notice):
            self._state.drop_preview()

    def _preview(self, estimate: Estimate) -> None:
        case = self._state.stored_case
        if case is None:
            return
        old = case.ratings.get(self.criterion.id)
        rating = replace(old, estimate=estimate) if old else Rating(estimate, Confidence.LOW)
        self._state.preview(replace(case, ratings={**case.ratings, self.criterion.id: rating}))

    def _type(self, text: str) -> None:
        """A typed level: a whole number from 0 to 100; anything else is put back and told."""
        text = text.strip()
        if text.isascii() and text.isdigit() and int(text) <= 100:
            best, made = float(int(text)), self.track.estimate
            self.enter(Estimate(min(made.low, best), best, max(made.high, best)))
            return
        self.field.put_back()
        self._state.noticed.emit(self._words("ratings.not_a_level", name=self.name, text=text), False)

    def _range_words(self, level: Level) -> str:
        words, made = self._words, level.estimate
        if not level.rated:
            return words("ratings.any")
        if made.low == made.high:
            return words("ratings.fixed")
        return words("ratings.range", low=words.number(made.low), high=words.number(made.high))

    def _said(self, level: Level) -> str:
        if not level.rated:
            return self._words("ratings.unrated")
        return self._words(
            "ratings.said",
            best=self._words.number(level.estimate.best),
            range=self._range_words(level),
            meaning=self.meaning(level),
        )

    def _look(self, here: bool) -> None:
        self._hovered = here
        self._look_again()

    def _look_again(self) -> None:
        """The callout shows whatever hand is at the row: pointer or keyboard."""
        self._callout.place(self.track, self, above=self.is_open)
        self._callout.setVisible((self._hovered or self._active) and self._callout.has_fits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Follow the keyboard: the row it is in is told by ground and bar."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._active = event.type() == QEvent.Type.FocusIn
            self._look_again()
            self.update()
        elif event.type() == QEvent.Type.Resize:
            self._look_again()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The ground of the row that is being worked on, and the hairline under every row."""
        painter, theme = QPainter(self), self._theme
        if self._active or self.is_open:
            painter.fillRect(self.rect(), theme.colour("selected" if self._active else "raised"))
        if self._active:
            painter.fillRect(QRectF(0, 0, 3, self.height()), theme.colour("ink"))
        line = QRectF(theme.px(PAD), self.height() - 1, self.width() - theme.px(PAD), 1)
        painter.fillRect(line, theme.colour("line"))


class ConfidenceMark(QWidget):
    """Three bars and a word, or a ruler where the level is computed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._value: Confidence | None = None
        self._sign = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(22), 0, 0, 0)
        self._word: QLabel = label(theme, "", "caption", "ink_2")
        layout.addWidget(self._word)

    def show_value(self, value: Confidence | None, word: str, *, sign: str) -> None:
        """Show a confidence with its word; ``sign``: bars, ruler or nothing."""
        self._value, self._sign = value, sign
        self._word.setText(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The sign."""
        side = self._theme.px(14)
        if self._sign == "bars":
            place = QRectF(1, (self.height() - side * 0.8) / 2, side, side * 0.8)
            paint_confidence(QPainter(self), place, self._value, self._theme)
        elif self._sign == "ruler":
            paint_ruler(QPainter(self), QRectF(0, (self.height() - side) / 2, side, side), self._theme)
