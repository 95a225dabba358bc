"""What lies behind a rating: the question, the worded anchors, range, confidence, rationale and evidence."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, FaultLine, Field, LineField, TextField, TickBox, button, label, rule
from app.desk.evidence_links import LinkList, LinkWords, Thing
from app.desk.evidence_list import origin
from app.desk.evidence_protection import ProtectedMark
from app.desk.evidence_uses import linked
from app.desk.rating_anchors import AnchorList
from app.desk.rating_columns import PAD, margins
from app.desk.rating_row import RatingRow
from app.desk.side_by_side import SideBySide
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence, Estimate, Rating
from decision.geography import area_mismatch
from decision.valuation import Level

LINKS = LinkWords("ratings.go_evidence", "ratings.unlink", "ratings.link", "ratings.no_link")


class RatingDetail(QWidget):
    """The open part under a row; each of its fields is one edit of that rating."""

    evidence_asked = Signal(str)
    """This item of evidence is to be shown."""

    def __init__(self, state: DeskState, theme: Theme, row: RatingRow) -> None:
        super().__init__()
        self._state, self._theme, self._row = state, theme, row
        self._words = state.workspace.words
        self._key = row.criterion.id
        words = self._words
        self.anchors = AnchorList(theme, words, row.criterion)
        self.anchors.chosen.connect(lambda anchor: row.enter(row.track.holding(float(anchor))))
        self._low, self._high = LineField(theme), LineField(theme)
        self._low.entered.connect(lambda text: self._end("low", text))
        self._high.entered.connect(lambda text: self._end("high", text))
        self._sure = ChoiceBox(theme, [(words(f"ratings.confidence.{item}"), item) for item in Confidence])
        self._sure.activated.connect(self._choose)
        self._rationale = TextField(theme, 4)
        self._rationale.entered.connect(self._reason)
        self._mark = ProtectedMark(theme, words("ratings.protected_mark"))
        self._protected = TickBox(theme, words("ratings.protected"))
        self._protected.clicked.connect(self._protect)
        self._clear = button(theme, words("ratings.compute_again" if row.criterion.computed else "ratings.clear"))
        self._clear.clicked.connect(self._remove)
        self.links = LinkList(theme, words, LINKS)
        self.links.asked.connect(self.evidence_asked)
        self.links.added.connect(lambda item: self._link(item, link=True))
        self.links.removed.connect(lambda item: self._link(item, link=False))
        self._warning = FaultLine(theme)
        self._unrated = label(theme, words("ratings.unrated_hint"), "caption", "ink_2", wrap=True)
        self._faults: dict[str, Field] = {}
        self._linked: tuple[object, ...] | None = None
        self._build()

    def _build(self) -> None:
        theme, words = self._theme, self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(*margins(self, theme.px(PAD), theme.px(10), theme.px(12), theme.px(14)))
        page.setSpacing(theme.px(2))
        page.addWidget(label(theme, words(f"criterion.{self._key}.question"), "strong", wrap=True))
        page.addWidget(label(theme, words(f"criterion.{self._key}.reason"), "caption", "ink_2", wrap=True))
        page.addWidget(self._warning)
        page.addSpacing(theme.px(8))
        left = QVBoxLayout()
        left.setSpacing(theme.px(4))
        left.addWidget(label(theme, words("ratings.anchors"), "caption", "ink_2"))
        left.addWidget(self.anchors)
        left.addStretch(1)
        page.addWidget(SideBySide(theme, [(left, 5), (self._fields(), 6)], 620, 32))
        page.addSpacing(theme.px(6))
        page.addWidget(rule(theme))

    def _fields(self) -> QVBoxLayout:
        """What the officer knows of the rating: range, confidence, reason, evidence."""
        theme, words = self._theme, self._words
        right = QVBoxLayout()
        right.setSpacing(theme.px(6))
        right.addWidget(self._unrated)
        line = QHBoxLayout()
        for name, control in (("low", self._low), ("high", self._high), ("confidence", self._sure)):
            self._faults[name] = Field(theme, words(f"ratings.{name}"), control)
            line.addWidget(self._faults[name], 2 if name == "confidence" else 1)
        right.addLayout(line)
        hint = "ratings.override_hint" if self._row.criterion.computed else "ratings.rationale_hint"
        self._faults["rationale"] = Field(theme, words("ratings.rationale"), self._rationale, words(hint))
        right.addWidget(self._mark)
        right.addWidget(self._faults["rationale"])
        behind = QVBoxLayout()
        behind.setContentsMargins(4, 0, 4, 0)
        behind.setSpacing(theme.px(4))
        behind.addWidget(self._protected)
        behind.addSpacing(theme.px(4))
        behind.addWidget(label(theme, words("ratings.evidence"), "caption", "ink_2"))
        behind.addWidget(self.links)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme.px(8), 0, 0)
        foot.addStretch(1)
        foot.addWidget(self._clear)
        behind.addLayout(foot)
        right.addLayout(behind)
        right.addStretch(1)
        return right

    def show_case(self, level: Level, case: Case, warning: str = "") -> None:
        """Show what the case says of this rating; ``warning``: a fact that does not fit it."""
        rating, words = case.ratings.get(self._key), self._words
        self._warning.tell(warning)
        self._unrated.setVisible(not level.rated)
        self._low.show_value(words.number(level.estimate.low))
        self._high.show_value(words.number(level.estimate.high))
        self._sure.show_value(rating.confidence if rating else None)
        self._rationale.show_value(rating.rationale or "" if rating else "")
        self._protected.setChecked(rating.protected if rating else False)
        self._mark.mark(self._rationale, protected=rating is not None and rating.protected)
        for part in (self._low, self._high, self._sure, self._protected, self._clear):
            part.setEnabled(rating is not None)
        self._rationale.setEnabled(rating is not None or level.computed)
        self.anchors.show_level(level)
        self._show_links(case, rating)

    def _show_links(self, case: Case, rating: Rating | None) -> None:
        behind = rating.evidence if rating is not None else ()
        shown = (case.evidence, behind, rating is not None)
        if shown == self._linked:
            return  # a marker is being dragged
        self._linked = shown
        things = [
            Thing(item.id, item.title, origin(self._words, item), item.protected)
            for item in case.evidence
            if item.id in behind
        ]
        others = [item for item in case.evidence if item.id not in behind]
        offered = [Thing(item.id, f"{item.title} · {origin(self._words, item)}") for item in others]
        self.links.show_links(things, offered, open_=rating is not None)

    def _link(self, item: str, *, link: bool) -> None:
        case = self._state.stored_case
        if case is not None and self._key in case.ratings:
            title = next(one.title for one in case.evidence if one.id == item)
            notice = self._words("notice.linked" if link else "notice.unlinked", title=title, name=self._row.name)
            self._state.edit(linked(case, item, self._key, link=link), "rating", f"ratings.{self._key}", notice)

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
