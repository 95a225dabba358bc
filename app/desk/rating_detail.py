"""What lies behind a rating: the question, the worded anchors, range, confidence, rationale and evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, Field, LineField, TextField, TickBox, button, empty, label, rule
from app.desk.rating_row import ANCHORS, PAD, RatingRow
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence, Estimate, Rating
from decision.geography import area_mismatch
from decision.valuation import Level


class RatingDetail(QWidget):
    """The open part under a row; each of its fields is one edit of that rating."""

    def __init__(self, state: DeskState, theme: Theme, row: RatingRow) -> None:
        super().__init__()
        self._state, self._theme, self._row = state, theme, row
        self._words = state.workspace.words
        self._key = row.criterion.id
        words = self._words
        self._low, self._high = LineField(theme), LineField(theme)
        self._low.entered.connect(lambda text: self._end("low", text))
        self._high.entered.connect(lambda text: self._end("high", text))
        choices: list[tuple[str, object]] = [
            (words(f"confidence.{item}").capitalize(), item) for item in Confidence
        ]
        self._sure = ChoiceBox(theme, choices)
        self._sure.activated.connect(self._choose)
        self._rationale = TextField(theme, 3)
        self._rationale.entered.connect(self._reason)
        self._protected = TickBox(theme, words("ratings.protected"))
        self._protected.clicked.connect(self._protect)
        self._clear = button(theme, words("ratings.compute_again" if row.criterion.computed else "ratings.clear"))
        self._clear.clicked.connect(self._remove)
        self._links = QVBoxLayout()
        self._ticks: dict[str, TickBox] = {}
        self._faults: dict[str, Field] = {}
        self._anchors: dict[int, QPushButton] = {}
        self._meanings: dict[int, QLabel] = {}
        self._build()

    def _build(self) -> None:
        theme, words = self._theme, self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(PAD), theme.px(10), theme.px(12), theme.px(14))
        page.setSpacing(theme.px(2))
        page.addWidget(label(theme, words(f"criterion.{self._key}.question"), "strong"))
        page.addWidget(label(theme, words(f"criterion.{self._key}.reason"), "caption", "ink_2"))
        page.addSpacing(theme.px(8))
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(32))
        left = QVBoxLayout()
        left.addLayout(self._anchor_grid())
        left.addStretch(1)
        columns.addLayout(left, 5)
        columns.addLayout(self._fields(), 6)
        page.addLayout(columns)
        page.addSpacing(theme.px(6))
        page.addWidget(rule(theme))

    def _fields(self) -> QVBoxLayout:
        """What the officer knows of the rating: range, confidence, reason, evidence."""
        theme, words = self._theme, self._words
        right = QVBoxLayout()
        right.setSpacing(theme.px(6))
        line = QHBoxLayout()
        for name, control in (("low", self._low), ("high", self._high), ("confidence", self._sure)):
            self._faults[name] = Field(theme, words(f"ratings.{name}"), control)
            line.addWidget(self._faults[name], 2 if name == "confidence" else 1)
        right.addLayout(line)
        hint = "ratings.override_hint" if self._row.criterion.computed else "ratings.rationale_hint"
        self._faults["rationale"] = Field(theme, words("ratings.rationale"), self._rationale, words(hint))
        right.addWidget(self._faults["rationale"])
        behind = QVBoxLayout()
        behind.setContentsMargins(4, 0, 4, 0)
        behind.setSpacing(0)
        behind.addWidget(label(theme, words("ratings.evidence"), "caption", "ink_2"))
        self._links.setSpacing(0)
        behind.addLayout(self._links)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme.px(8), 0, 0)
        foot.addWidget(self._protected)
        foot.addStretch(1)
        foot.addWidget(self._clear)
        behind.addLayout(foot)
        right.addLayout(behind)
        right.addStretch(1)
        return right

    def _anchor_grid(self) -> QGridLayout:
        """The five worded anchors; using one sets the level to it."""
        grid, theme = QGridLayout(), self._theme
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(0)
        for line, anchor in enumerate(ANCHORS):
            figure = button(theme, self._words.number(anchor), "quiet")
            figure.setStyleSheet(f"min-height: {theme.px(24)}px; max-height: {theme.px(24)}px;")
            text = self._anchor(anchor)
            figure.setAccessibleName(self._words("ratings.set_to", level=anchor, meaning=text))
            figure.setFixedWidth(theme.px(44))
            figure.clicked.connect(self._anchor_setter(anchor))
            self._anchors[anchor] = figure
            grid.addWidget(figure, line, 0)
            self._meanings[anchor] = label(theme, text, "caption", "ink_2", wrap=True)
            grid.addWidget(self._meanings[anchor], line, 1)
        return grid

    def _anchor(self, anchor: int) -> str:
        return self._words(f"criterion.{self._key}.anchor.{anchor}")

    def _anchor_setter(self, anchor: int) -> Callable[[], None]:
        def set_level() -> None:
            made, best = self._row.track.estimate, float(anchor)
            self._row.enter(Estimate(min(made.low, best), best, max(made.high, best)))

        return set_level

    def show_case(self, level: Level, case: Case) -> None:
        """Show what the case says of this rating."""
        rating, words = case.ratings.get(self._key), self._words
        self._low.show_value(words.number(level.estimate.low))
        self._high.show_value(words.number(level.estimate.high))
        self._sure.show_value(rating.confidence if rating else None)
        self._rationale.show_value(rating.rationale or "" if rating else "")
        self._protected.setChecked(rating.protected if rating else False)
        for part in (self._low, self._high, self._sure, self._protected, self._clear):
            part.setEnabled(rating is not None)
        self._rationale.setEnabled(rating is not None or level.computed)
        for anchor, figure in self._anchors.items():
            figure.setEnabled(not level.computed)
            nearest = level.rated and self._row.meaning(level) == self._anchor(anchor)
            self._meanings[anchor].setFont(self._theme.font("caption_strong" if nearest else "caption"))
        self._show_links(case, rating)

    def _show_links(self, case: Case, rating: Rating | None) -> None:
        if list(self._ticks) != [item.id for item in case.evidence]:
            empty(self._links)
            self._ticks = {}
            for source in case.evidence:
                tick = TickBox(self._theme, f"{source.id}  {source.title}")
                tick.clicked.connect(self._linker(source.id))
                self._ticks[source.id] = tick
                self._links.addWidget(tick)
            if not case.evidence:
                self._links.addWidget(label(self._theme, self._words("ratings.no_evidence"), "caption", "ink_3"))
        for key, tick in self._ticks.items():
            tick.setChecked(rating is not None and key in rating.evidence)
            tick.setEnabled(rating is not None)

    def _linker(self, source: str) -> Callable[[], None]:
        def link() -> None:
            rating = self._rating()
            if rating is not None:
                case = self._state.stored_case
                order = [item.id for item in case.evidence] if case else []
                linked = set(rating.evidence) ^ {source}
                self._edit(replace(rating, evidence=tuple(item for item in order if item in linked)), "evidence")

        return link

    def _rating(self) -> Rating | None:
        case = self._state.stored_case
        return case.ratings.get(self._key) if case else None

    def _edit(self, rating: Rating | None, what: str) -> None:
        """One edit of this rating; None takes it away."""
        case = self._state.stored_case
        if case is None:
            return
        ratings = {name: item for name, item in case.ratings.items() if name != self._key}
        if rating is not None:
            ratings[self._key] = rating
        notice = self._words(f"ratings.changed.{what}", name=self._row.name)
        self._state.edit(replace(case, ratings=ratings), "rating", f"ratings.{self._key}", notice)

    def _end(self, part: str, text: str) -> None:
        rating, field = self._rating(), self._faults[part]
        if rating is None:
            return
        made = rating.estimate
        allowed = (0, int(made.best)) if part == "low" else (int(made.best + 0.999), 100)
        if not (text.strip().isdigit() and allowed[0] <= int(text) <= allowed[1]):
            field.show_fault(self._words("ratings.range_fault", low=allowed[0], high=allowed[1]))
            return
        field.show_fault("")
        value = float(int(text))
        self._edit(
            replace(rating, estimate=replace(made, low=value) if part == "low" else replace(made, high=value)),
            "range",
        )

    def _choose(self) -> None:
        rating = self._rating()
        if rating is not None:
            self._edit(replace(rating, confidence=self._sure.currentData()), "confidence")

    def _reason(self, text: str) -> None:
        """The reason of a rating; a computed level is set aside only with one, and only while there is one."""
        rating, case, text = self._rating(), self._state.stored_case, text.strip()
        if case is None:
            return
        computed = area_mismatch(case) if self._row.criterion.computed else None
        if computed is not None and not text:
            self._rationale.put_back()
            missing = self._words("ratings.override_fault") if rating else ""
            self._faults["rationale"].show_fault(missing)
            return
        self._faults["rationale"].show_fault("")
        if rating is None and computed is not None:
            rating = Rating(Estimate(computed, computed, computed), Confidence.LOW)
        if rating is not None:
            self._edit(replace(rating, rationale=text or None), "rationale")

    def _protect(self) -> None:
        rating = self._rating()
        if rating is not None:
            self._edit(replace(rating, protected=self._protected.isChecked()), "protected")

    def _remove(self) -> None:
        self._edit(None, "cleared")
