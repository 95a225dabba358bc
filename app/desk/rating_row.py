"""One criterion of the ratings step: its name and meaning, band track, figures, and what is known of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.band_track import BandTrack
from app.desk.choosers import ElidedLabel, dense
from app.desk.controls import LineField, label
from app.desk.icons import icon
from app.desk.pictures import paint_confidence, paint_mark
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence, Estimate, Rating
from decision.model import Criterion
from decision.valuation import Level

NAME, LEVEL, RANGE, SURE, EVIDENCE, CHEVRON = 272, 44, 58, 84, 66, 28
"""Widths of the columns, in pixels at 100 %; the bands take what is left."""

ANCHORS = (0, 25, 50, 75, 100)


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
        self._callout = FitCallout(theme, self)
        self._build()

    def _build(self) -> None:
        theme, row = self._theme, QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        names = QVBoxLayout()
        names.setContentsMargins(0, 1, 0, 1)
        names.setSpacing(0)
        title = label(theme, self.name, "name")
        for part in (title, self._meaning):
            part.setFixedWidth(theme.px(NAME))
            names.addWidget(part)
        row.addLayout(names)
        row.addWidget(self.track, 1)
        dense(theme, self.field, LEVEL)
        row.addWidget(self.field)
        self._range.setFixedWidth(theme.px(RANGE))
        self._sure.setFixedWidth(theme.px(SURE))
        self._evidence.setFixedWidth(theme.px(EVIDENCE))
        row.addWidget(self._range)
        row.addWidget(self._sure)
        row.addWidget(self._evidence)
        self._chevron.setProperty("kind", "quiet")
        self._chevron.setIcon(icon("down", theme.colour("ink_2"), theme.colour("ink_3"), theme.px(16)))
        self._chevron.setFixedWidth(theme.px(CHEVRON))
        self._chevron.setAccessibleName(self._words("ratings.open_detail", name=self.name))
        self._chevron.setToolTip(self._words("ratings.open_detail", name=self.name))
        self._chevron.clicked.connect(lambda: self.opened.emit(self.criterion.id))
        row.addWidget(self._chevron)
        self.setFixedHeight(theme.px(37))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: Level, case: Case, warning: str) -> None:
        """Show a level with what the case says of it; ``warning``: a fact that does not fit it."""
        words, rating = self._words, case.ratings.get(self.criterion.id)
        best = words.number(level.estimate.best)
        self._meaning.show_text(warning or self.meaning(level), "error" if warning else "ink_2")
        self.field.show_value(best if level.rated else "")
        self._range.setText(self._range_words(level))
        self._sure.show_value(
            rating.confidence if rating else None,
            words("ratings.computed" if level.computed else "ratings.unsure")
            if rating is None or rating.confidence is None
            else words(f"confidence.{rating.confidence}").capitalize(),
            bars=rating is not None,
        )
        count = len(rating.evidence) if rating else 0
        self._evidence.setText(words.count("ratings.sources", count) if count else "–")
        if not self.track.moving or case is self._state.stored_case:
            self.track.show_level(level, self._said(level))
        self._callout.show_fits(level, self)

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
        self._callout.setVisible(here and self._callout.has_fits)
        self._callout.place(self)


class ConfidenceMark(QWidget):
    """Three bars and a word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._value: Confidence | None = None
        self._bars = True
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(22), 0, 0, 0)
        self._word: QLabel = label(theme, "", "caption", "ink_2")
        layout.addWidget(self._word)

    def show_value(self, value: Confidence | None, word: str, *, bars: bool) -> None:
        """Show a confidence with its word; without ``bars``, the word alone."""
        self._value, self._bars = value, bars
        self._word.setText(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The bars."""
        if self._bars:
            side = self._theme.px(14)
            place = QRectF(1, (self.height() - side * 0.8) / 2, side, side * 0.8)
            paint_confidence(QPainter(self), place, self._value, self._theme)


class FitCallout(QWidget):
    """The fits at the marker, in a dark field under it: what hovering shows, focus shows too."""

    def __init__(self, theme: Theme, row: RatingRow) -> None:
        super().__init__(row)
        self._theme, self._words = theme, row._words
        self._parts: list[tuple[int | None, str]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def has_fits(self) -> bool:
        """Whether there is anything to say: an unrated criterion has no fit of its own."""
        return bool(self._parts)

    def show_fits(self, level: Level, row: RatingRow) -> None:
        """Take the fits of every option at a level."""
        words, criterion = self._words, row.criterion
        if not level.rated:
            self._parts = []
            self.hide()
            return
        best = level.estimate.best
        limits = [words.number(limit) for limit in criterion.thresholds]
        fits = [(place, words.number(float(curve.at(best)))) for place, curve in enumerate(criterion.curves)]
        self._parts = [
            (None, words("ratings.fit_at", level=words.number(best))),
            *fits,
            (None, words("ratings.bands_meet", limits=words.listing(limits))),
        ]
        self.place(row)
        self.update()

    def place(self, row: RatingRow) -> None:
        """Lie under the marker, above the rows below."""
        table = row.parentWidget()
        if table is None or not self._parts:
            return
        if self.parentWidget() is not table:
            shown = self.isVisible()
            self.setParent(table)
            self.setVisible(shown)
        corner = row.track.mapTo(table, QPoint(0, 0))
        left = corner.x() + round(row.track.x_of(row.track.estimate.best)) - self.sizeHint().width() // 2
        left = min(max(0, left), max(0, table.width() - self.sizeHint().width()))
        below = corner.y() + row.height() - self._theme.px(2)
        self.setGeometry(left, below, self.sizeHint().width(), self._theme.px(24))
        self.raise_()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words."""
        self.setFont(self._theme.font("caption"))
        width = sum(self._advance(part) for part in self._parts)
        return QSize(width + self._theme.px(12), self._theme.px(24))

    def _advance(self, part: tuple[int | None, str]) -> int:
        room = self._theme.px(18 if part[0] is not None else 0)
        return room + self.fontMetrics().horizontalAdvance(part[1]) + self._theme.px(12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A dark field, each fit with its mark."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        left = float(theme.px(10))
        for part in self._parts:
            place, text = part
            if place is not None:
                ground = QRectF(left, (self.height() - theme.px(14)) / 2, theme.px(14), theme.px(14))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("surface"))
                painter.drawEllipse(ground)
                paint_mark(painter, ground.adjusted(2, 2, -2, -2), place, theme)
                left += theme.px(18)
            painter.setPen(theme.colour("primary_text"))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += self._advance(part) - (theme.px(18) if place is not None else 0)
