"""One criterion of the ratings step: its name and meaning, band track, figures, and what is known of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.band_track import BandTrack
from app.desk.choosers import ElidedLabel, dense
from app.desk.controls import LineField, label
from app.desk.fit_callout import FitCallout
from app.desk.icons import icon, icon_pixmap
from app.desk.rating_anchors import anchor_words
from app.desk.rating_columns import CHEVRON, EVIDENCE, GAP, LEVEL, PAD, Columns, columns_for, margins
from app.desk.rating_difference import DIFFERS, Comparison, level_words
from app.desk.rating_marks import ConfidenceMark, EvidenceMark
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence, Estimate, Rating
from decision.model import Criterion
from decision.valuation import Level


class RatingRow(QWidget):
    """A row of the ratings table. Every change is previewed while it moves, then one edit of the desk's state."""

    opened = Signal(str)
    """The chevron was used: the row's detail is to be shown or put away."""
    walked = Signal(str, int)
    """The row after this one (1), or before it (-1), is to have the keyboard."""

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
        self.track.walked.connect(lambda step: self.walked.emit(criterion.id, step))
        self.track.unfolded.connect(lambda: self.opened.emit(criterion.id))
        self.field = LineField(theme)
        self.field.setAccessibleName(self._words("ratings.level_of", name=self.name))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.entered.connect(self._type)
        self._meaning = ElidedLabel(theme, "caption", "ink_2")
        self._range = label(theme, "", "caption", "ink_2")
        self._sure = ConfidenceMark(theme)
        self._difference = label(theme, "", "caption", "ink_2")
        self._evidence = EvidenceMark(theme)
        self._warning = QLabel()
        self._warning.setPixmap(icon_pixmap("warning", theme.colour("error"), theme.px(13), 2.0))
        self._warning.hide()
        self._chevron = QPushButton()
        self._callout = FitCallout(theme, self._words)
        self._callout.setParent(self)
        self._callout.hide()
        self._shown: tuple[object, ...] | None = None
        self._hovered = self._active = self._told = self.is_open = False
        self._build()
        for part in (self.track, self.field, self._chevron):
            part.installEventFilter(self)

    def _build(self) -> None:
        theme, row = self._theme, QHBoxLayout(self)
        row.setContentsMargins(*margins(self, theme.px(PAD), 0, 0, 1))
        row.setSpacing(theme.px(GAP))
        self._names = QWidget()
        names = QVBoxLayout()
        names.setContentsMargins(0, 1, 0, 1)
        names.setSpacing(0)
        self._title = ElidedLabel(theme, "name", "ink")
        self._title.show_text(self.name)
        names.addWidget(self._title)
        below = QHBoxLayout()
        below.setSpacing(theme.px(4))
        below.addWidget(self._warning)
        below.addWidget(self._meaning, 1)
        names.addLayout(below)
        self._names.setLayout(names)
        row.addWidget(self._names)
        row.addWidget(self.track, 1)
        dense(theme, self.field, LEVEL)
        row.addWidget(self.field)
        row.addWidget(self._range)
        row.addWidget(self._difference)
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
        self.fold(columns_for(0, compared=False))
        self.setFixedHeight(theme.px(37))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fold(self, columns: Columns) -> None:
        """Take the widths of the columns."""
        theme = self._theme
        for part, width in (
            (self._names, columns.name),
            (self._range, columns.range),
            (self._difference, columns.difference),
            (self._sure, columns.sure),
            (self._evidence, EVIDENCE),
        ):
            part.setFixedWidth(theme.px(width))
            part.setVisible(width > 0)  # a column without width would still have its gap

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

    def show_level(self, level: Level, case: Case, warning: str, comparison: Comparison | None = None) -> None:
        """Show a level with what the case says of it, and how far it lies from the one it is compared with.

        ``warning``: a fact that does not fit it. While another row's marker is dragged there is nothing to do.
        """
        rating = case.ratings.get(self.criterion.id)
        shown = (level, rating, warning, comparison, self.track.moving)
        if shown == self._shown:
            return
        self._shown = shown
        self._meaning.show_text(warning or self.meaning(level), "error" if warning else "ink_2")
        self._warning.setVisible(bool(warning))
        self.track.locked = level.computed
        self.field.setEnabled(not level.computed)
        self.field.show_value(self._words.number(level.estimate.best) if level.rated else "")
        self._range.setText(self._range_words(level))
        self._show_rating(level, rating)
        told = self._show_other(comparison, level)
        if not self.track.moving or case is self._state.stored_case:
            self.track.show_level(level, self._said(level) + told)
        self._callout.show_fits(level, self.criterion)
        self._look_again()

    def _show_rating(self, level: Level, rating: Rating | None) -> None:
        """Confidence, evidence and protection."""
        words, sure = self._words, None if rating is None else rating.confidence
        self._sure.show_value(
            sure,
            words("ratings.computed" if level.computed else "ratings.unsure")
            if sure is None
            else words(f"ratings.confidence.{sure}"),
            sign="ruler" if level.computed else "bars" if rating is not None else "",
        )
        count, locked = (len(rating.evidence), rating.protected) if rating else (0, False)
        counted = words.number(count) if rating is not None else "–"
        said = words.count("ratings.sources", count)
        if locked:
            said = words("ratings.sources_protected", sources=said)
        self._evidence.show_count(counted, said, locked)

    def _show_other(self, comparison: Comparison | None, level: Level) -> str:
        """Show the other level and the difference; answers what a screen reader adds."""
        other = None if comparison is None else comparison.levels.get(self.criterion.id)
        self.track.show_other(other)
        if comparison is None or other is None:
            return ""
        apart = comparison.difference(level)
        self._difference.setText("–" if apart is None else self._words.change(apart, 0))
        far = apart is not None and abs(apart) >= DIFFERS
        self._difference.setFont(self._theme.font("caption_strong" if far else "caption"))
        told = self._words("ratings.other", name=comparison.name, level=level_words(self._words, other))
        self._difference.setToolTip(told)
        self._difference.setAccessibleName(f"{self._difference.text()}, {told}")
        return f" {told}"

    def meaning(self, level: Level) -> str:
        """The worded anchor nearest to a level."""
        return anchor_words(self._words, self.criterion.id, level)

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
            self.enter(self.track.holding(float(int(text))))
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
        """The callout tells whatever hand is at the row, pointer or key; not where only the step was shown."""
        self._callout.place(self.track, self, above=self.is_open)
        told = self._hovered or self._told or (self._active and self.track.moving)
        self._callout.setVisible(told and self._callout.has_fits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Follow the keyboard: the row it is in is told by ground and bar."""
        if isinstance(event, QFocusEvent):
            self._active = event.gotFocus()
            self._told = self._active and event.reason() is not Qt.FocusReason.OtherFocusReason
            self._look_again()
            self.update()
        elif event.type() == QEvent.Type.Resize:
            self._look_again()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The ground of the row that is being worked on, and the hairline under every row."""
        painter, theme = QPainter(self), self._theme
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self._active or self.is_open:
            painter.fillRect(self.rect(), theme.colour("selected" if self._active else "raised"))
        if self._active:
            painter.fillRect(QRectF(self.width() - 3 if rtl else 0, 0, 3, self.height()), theme.colour("ink"))
        line = QRectF(0 if rtl else theme.px(PAD), self.height() - 1, self.width() - theme.px(PAD), 1)
        painter.fillRect(line, theme.colour("line"))
