"""The dock at the right: the ranks as they stand while a marker moves, and what would flip them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import empty, label, rule
from app.desk.pictures import paint_mark, paint_value_bar
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.model import Effect
from decision.ranking import ranks
from decision.sensitivity.tipping import Flip

NEAREST_FLIPS = 3


class RanksDock(QWidget):
    """Ranks, leads and doctrine at once; shares of draws and flips as soon as the analysis has followed."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.setProperty("ground", "chrome")
        options = state.workspace.model.option_ids
        self.entries = [RankEntry(theme) for _ in options]
        self._lead = label(theme, "", "caption", "ink_2", wrap=True)
        self._share = label(theme, "", "caption", "ink_2", wrap=True)
        self._flips = QGridLayout()
        self._no_flip = label(theme, "", "caption", "ink_2", wrap=True)
        self._build()
        state.case_changed.connect(self._show_ranks)
        state.analysis_changed.connect(self._show_analysis)
        self._show_ranks()
        self._show_analysis()

    def _build(self) -> None:
        theme, words = self._theme, self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        page.setSpacing(theme.px(10))
        page.addWidget(label(theme, words("ranks.title"), "section"))
        for entry in self.entries:
            page.addWidget(entry)
        page.addWidget(self._lead)
        page.addWidget(self._share)
        page.addSpacing(theme.px(4))
        page.addWidget(rule(theme))
        page.addSpacing(theme.px(4))
        page.addWidget(label(theme, words("ranks.flips"), "section"))
        page.addWidget(label(theme, words("ranks.flips_sentence"), "caption", "ink_2", wrap=True))
        self._flips.setHorizontalSpacing(theme.px(8))
        self._flips.setVerticalSpacing(theme.px(4))
        self._flips.setColumnStretch(0, 1)
        page.addLayout(self._flips)
        page.addWidget(self._no_flip)
        page.addStretch(1)

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

    def _show_analysis(self) -> None:
        state, words = self._state, self._words
        analysis = state.analysis
        ink = "ink_2" if state.analysis_is_current else "ink_3"
        for part in (self._share, self._no_flip):
            part.setProperty("ink", ink)
            part.style().polish(part)
        self._fade(not state.analysis_is_current)
        if analysis is None:
            self._share.setText(words("ranks.updating"))
            return
        first = analysis.recommendation.first_by_value
        place = analysis.model.option_ids.index(first) if first else 0
        said = words(
            "ranks.share",
            option=words(f"option.{analysis.model.option_ids[place]}.name"),
            share=words.share(float(analysis.robustness.rank_acceptability[place, 0])),
            draws=words.number(analysis.robustness.draws),
        )
        if state.analysis_is_current:
            self._share.setText(said)
            self._show_flips()
        else:
            self._share.setText(words("ranks.stale", sentence=said))

    def _fade(self, stale: bool) -> None:
        """Grey what is out of date; it stays until its successor is there."""
        for place in range(self._flips.count()):
            item = self._flips.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None:
                part.setProperty("ink", "ink_3" if stale else "ink")
                part.style().polish(part)

    def _show_flips(self) -> None:
        analysis, words, theme = self._state.analysis, self._words, self._theme
        assert analysis is not None
        empty(self._flips)
        flips = [
            (tipping, flip)
            for tipping in analysis.sensitivity.tipping
            for flip in (tipping.below, tipping.above)
            if flip is not None
        ]
        flips.sort(key=lambda pair: abs(pair[1].level - pair[0].now))
        for line, (tipping, flip) in enumerate(flips[:NEAREST_FLIPS]):
            name = label(theme, words(f"criterion.{tipping.criterion}.name"), "caption", wrap=True)
            self._flips.addWidget(name, line, 0)
            self._flips.addWidget(self._flip_label(tipping.now, flip), line, 1)
            self._flips.addWidget(FlipMark(theme, self._state, flip.option), line, 2)
        self._no_flip.setVisible(not flips)
        self._no_flip.setText(words("ranks.no_flip"))

    def _flip_label(self, now: float, flip: Flip) -> QLabel:
        said = self._words("ranks.flip", now=self._words.number(now), level=self._words.number(flip.level))
        return label(self._theme, said, "caption_strong")


class FlipMark(QWidget):
    """The mark of the option a flip leads to, with its name as a tool tip."""

    def __init__(self, theme: Theme, state: DeskState, option: str | None) -> None:
        super().__init__()
        self._theme = theme
        options = state.workspace.model.option_ids
        self._place = options.index(option) if option else None
        words = state.workspace.words
        name = words(f"option.{option}.name") if option else words("ranks.nobody")
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFixedSize(theme.px(14), theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The mark."""
        if self._place is not None:
            side = self._theme.px(12)
            place = QRectF(0, (self.height() - side) / 2, side, side)
            paint_mark(QPainter(self), place, self._place, self._theme)


class RankEntry(QWidget):
    """One rank: its number, the option's mark and name, its value and bar, and what doctrine says."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._place, self._rank, self._bar = 0, 1, 0.0
        self.name = self.value = self.note = ""
        self._excluded = False
        self.setFixedHeight(theme.px(58))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the dock."""
        return QSize(self._theme.px(260), self._theme.px(58))

    def show_option(  # noqa: PLR0913 - what one rank shows
        self, place: int, rank: int, name: str, bar: float, value: str, note: str, *, excluded: bool
    ) -> None:
        """Show an option at a rank."""
        self._place, self._rank, self._bar = place, rank, bar
        self.name, self.value, self.note, self._excluded = name, value, note, excluded
        self.setFixedHeight(self._theme.px(58 if note else 42))
        self.setAccessibleName(f"{rank}. {name}, {value}. {note}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Number at the left; name and value over the bar; doctrine's word below."""
        painter, theme = QPainter(self), self._theme
        left, width = theme.px(26), self.width()
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font("title"))
        painter.drawText(QRectF(0, 0, left, theme.px(26)), Qt.AlignmentFlag.AlignVCenter, str(self._rank))
        mark = theme.px(12)
        paint_mark(painter, QRectF(left, theme.px(4), mark, mark), self._place, theme)
        painter.setFont(theme.font("name"))
        painter.setPen(theme.palette.option(self._place).text)
        words = QRectF(left + mark + theme.px(6), 0, width - left - mark - theme.px(52), theme.px(20))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.name)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("ink_3" if self._excluded else "ink"))
        figures = QRectF(width - theme.px(52), 0, theme.px(52), theme.px(20))
        painter.drawText(figures, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.value)
        bar = QRectF(left, theme.px(23), width - left, theme.px(9))
        paint_value_bar(painter, bar, self._place, self._bar, theme)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        below = QRectF(left, theme.px(35), width - left, theme.px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self.note)
