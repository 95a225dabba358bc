"""The dock at the right: the ranks as they stand while a marker moves, and what-if below them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk.controls import button, label, rule, scrolled
from app.desk.header import ToolButton
from app.desk.mirrored import Mirror
from app.desk.pictures import paint_mark, paint_value_bar
from app.desk.scenario_list import ScenarioList
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.what_if_foot import ROOM, WhatIfFoot
from app.desk.what_if_panel import WhatIfPanel
from decision.methods.cross_check import agreeing
from decision.model import Effect
from decision.ranking import ranks
from decision.sensitivity.stability import Stability

LAID_OUT_MS = 30
"""After which every part of the dock has its place."""


class RanksDock(QWidget):
    """Ranks, leads and doctrine at once; shares of draws after a quick look, and again from the full analysis."""

    fold_asked = Signal()

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.setProperty("ground", "chrome")
        options = state.workspace.model.option_ids
        self.entries = [RankEntry(theme) for _ in options]
        self._lead = label(theme, "", "caption", "ink_2", wrap=True)
        self._share = label(theme, "", "caption", "ink_2", wrap=True)
        self._holds = label(theme, "", "caption", "ink_2", wrap=True)
        self.again = button(theme, self._words("ranks.again"), "link")
        self.what_if = WhatIfPanel(state, theme, self)
        self.scenarios = ScenarioList(state, theme, self)
        self.foot = WhatIfFoot(state, theme, self)
        self._said = ("", "")
        self._area = self._build()
        self._leave_room()
        self._bring = QTimer(self)
        self._bring.setSingleShot(True)
        self._bring.setInterval(LAID_OUT_MS)
        self._bring.timeout.connect(self._bring_into_view)
        self.again.clicked.connect(state.analyse_again)
        self.foot.saved.connect(self.scenarios.refresh)
        self.foot.apply.clicked.connect(lambda: self.what_if.add_level.setFocus(Qt.FocusReason.OtherFocusReason))
        self.what_if.grown.connect(self.show_what_if)
        state.ranks_changed.connect(self._show_ranks)
        state.quick_changed.connect(self._show_doubt)
        state.analysis_changed.connect(self._show_doubt)
        self._show_ranks()
        self._show_doubt()

    def _build(self) -> QScrollArea:
        theme, words = self._theme, self._words
        content = QWidget()
        page = self._page = QVBoxLayout(content)
        page.setSpacing(theme.px(8))
        upper = QVBoxLayout()
        upper.setContentsMargins(ROOM, 0, ROOM, 0)
        upper.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(label(theme, words("ranks.title"), "section"), 1)
        fold = ToolButton(theme, "close_dock", words("what_if.fold"))
        fold.clicked.connect(self.fold_asked)
        head.addWidget(fold)
        upper.addLayout(head)
        for part in (*self.entries, self._lead, self._share, self._holds):
            upper.addWidget(part)
        upper.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        upper.addSpacing(theme.px(4))
        upper.addWidget(rule(theme))
        page.addLayout(upper)
        page.addWidget(self.what_if)
        page.addWidget(self.scenarios)
        page.addStretch(1)
        area = scrolled(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(self.foot)
        area.verticalScrollBar().rangeChanged.connect(self._leave_room)
        return area

    def _leave_room(self, _: int = 0, most: int = 0) -> None:
        """Keep the width of what is shown, whether or not a scroll bar stands beside it."""
        theme, side = self._theme, self._theme.px(20) - ROOM
        bar = self._area.verticalScrollBar().sizeHint().width() if most else 0
        left, right = side, max(0, side - bar)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        self._page.setContentsMargins(left, theme.px(10), right, theme.px(16))

    def show_what_if(self) -> None:
        """Bring what the what-if says into view, once it has its place."""
        self._bring.start()

    def _bring_into_view(self) -> None:
        self._area.ensureWidgetVisible(self.what_if.more, 0, 0)
        self._area.ensureWidgetVisible(self.what_if.table, 0, 0)

    def _show_ranks(self) -> None:
        valuation, doctrine = self._state.valuation, self._state.doctrine
        if valuation is None or doctrine is None:
            return
        words, options = self._words, self._state.workspace.model.option_ids
        order = sorted(range(len(options)), key=lambda place: -valuation.values[place])
        placed = ranks(valuation.values)
        effects = {item.option: item for item in doctrine.standings}
        for entry, place in zip(self.entries, order, strict=True):
            standing = effects[options[place]]
            entry.show_option(
                place,
                placed[place],
                words(f"option.{options[place]}.name"),
                float(valuation.values[place]),
                words.number(float(valuation.values[place]), 1),
                ""
                if standing.effect is None
                else words(f"ranks.{standing.effect}", rules=words.listing(list(standing.rules))),
                excluded=standing.effect is Effect.EXCLUDED,
            )
        lead = float(valuation.values[order[0]] - valuation.values[order[1]])
        self._lead.setText(words("ranks.lead", points=words.number(lead, 1)))

    def _show_doubt(self) -> None:
        """How often the first comes first, and what would change that: from the best look there is."""
        state, words = self._state, self._words
        fresh = state.analysis_is_current or state.quick_is_current
        if fresh or (state.analysis is None and state.quick is None):
            self._said = self._doubt()
        share, holds = self._said
        self.again.setVisible(state.analysis_stopped)
        stale = share if fresh else words("ranks.stale", sentence=share) if share else words("ranks.updating")
        said = words("ranks.stopped") if state.analysis_stopped else holds
        self._share.setText("" if state.analysis_stopped and not share else stale)
        self._share.setVisible(bool(self._share.text()))
        self._holds.setText(said)
        self._holds.setVisible(bool(said))
        for part in (self._share, self._holds):
            ink = "ink_2" if fresh else "ink_3"
            if part.property("ink") != ink:
                part.setProperty("ink", ink)
                part.style().polish(part)

    def _doubt(self) -> tuple[str, str]:
        """The shares of draws and ways, and the weight that is nearest to changing who is first; empty where
        nobody has looked yet."""
        state, words = self._state, self._words
        analysis, quick = state.analysis, state.quick
        if analysis is not None and (state.analysis_is_current or quick is None):
            first, draws = analysis.recommendation.first_by_value, analysis.robustness.draws
            shares, ways = analysis.robustness.rank_acceptability[:, 0], analysis.ways
            families = analysis.sensitivity.families
        elif quick is not None:
            first, draws, shares, ways, families = (
                quick.first,
                quick.draws,
                quick.shares,
                quick.ways,
                quick.families,
            )
        else:
            return "", ""
        if first is None:
            return words("ranks.tie"), ""
        said = words(
            "ranks.first",
            option=words(f"option.{first}.name"),
            share=words.share(float(shares[state.workspace.model.option_ids.index(first)])),
            draws=words.number(draws),
            agreeing=words.number(agreeing(ways, first)),
            ways=words.number(len(ways)),
        )
        return said, self._weight_words(families)

    def _weight_words(self, families: tuple[Stability, ...]) -> str:
        edges = [
            (abs(edge - item.now), item)
            for item in families
            for edge, other in ((item.low, item.below), (item.high, item.above))
            if other is not None
        ]
        if not edges:
            return self._words("ranks.any_weight")
        nearest = min(edges, key=lambda edge: edge[0])[1]
        return self._words(
            "ranks.holds",
            name=self._words(f"family.{nearest.key}.name"),
            low=self._words.share(nearest.low),
            high=self._words.share(nearest.high),
        )


class RankEntry(QWidget):
    """One rank: its number, the option's mark and name, its value and bar, and what doctrine says."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._mirror = theme, Mirror(self, theme)
        self._place, self._rank, self._bar = 0, 1, 0.0
        self.name = self.value = self.note = ""
        self._excluded = False
        self._shown: tuple[object, ...] = ()
        self.setFixedHeight(theme.px(42))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the dock."""
        return QSize(self._theme.px(260), self._theme.px(58))

    def show_option(  # noqa: PLR0913 - what one rank shows
        self, place: int, rank: int, name: str, bar: float, value: str, note: str, *, excluded: bool
    ) -> None:
        """Show an option at a rank, and paint it at once: what else follows a hand must not hold the ranks up."""
        shown = (place, rank, name, value, note, excluded)
        if shown == self._shown:  # what the bar has moved then is less than a pixel
            return
        self._shown = shown
        self._place, self._rank, self._bar = place, rank, bar
        self.name, self.value, self.note, self._excluded = name, value, note, excluded
        self.setToolTip(note)
        height = self._theme.px(56 if note else 40)
        if self.minimumHeight() != height:  # a move of a marker that changes no height lays nothing out anew
            self.setFixedHeight(height)
        self.setAccessibleName(f"{rank}. {name}, {value}. {note}")
        self.repaint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Number at the left; name and value over the bar; doctrine's word below."""
        painter, theme, mirror = QPainter(self), self._theme, self._mirror
        left, width = theme.px(26), self.width()
        ink_2, text = theme.colour("ink_2"), QColor(theme.palette.option(self._place).text)
        mirror.text(painter, mirror.cell(0, left, 0, theme.px(26)), str(self._rank), "title", ink_2)
        mark, figures, line = theme.px(12), theme.px(52), theme.px(20)
        paint_mark(painter, mirror.cell(left, mark, 0, line), self._place, theme)
        start = left + mark + theme.px(6)
        mirror.text(painter, mirror.cell(start, width - start - figures, 0, line), self.name, "name", text)
        ink = theme.colour("ink_3" if self._excluded else "ink")
        mirror.text(painter, mirror.cell(width - figures, figures, 0, line), self.value, "section", ink, end=True)
        bar = mirror.cell(left, width - left, theme.px(23), theme.px(9))
        if mirror.turned:
            painter.save()
            painter.translate(bar.right() + bar.left(), 0)
            painter.scale(-1, 1)
        paint_value_bar(painter, bar, self._place, self._bar, theme)
        if mirror.turned:
            painter.restore()
        mirror.text(
            painter, mirror.cell(left, width - left, theme.px(35), theme.px(18)), self.note, "caption", ink_2
        )
