"""How far comparisons agree: the consistency ratio against its limit, the worst one, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import button, label
from app.desk.theme import Theme
from app.desk.weighing_pairs import pair_words, step_of
from app.words import Words
from decision.elicitation.pairwise import (
    ACCEPTABLE_RATIO,
    Judgements,
    RandomIndex,
    Repair,
    priorities,
    suggested_repair,
)

FULL = 0.30
"""The ratio at which the picture ends; beyond it the mark stays at the end, with its figure."""


class ConsistencyBox(QFrame):
    """The ratio, what it means, and for the worst judgement a repair to take or to leave."""

    repaired = Signal(int, float)
    """A judgement by its place, and the value it is to have."""
    kept = Signal(int, float)
    """The officer stands by a judgement at its place with its value."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.repair: Repair | None = None
        """The repair that is offered."""
        self.setProperty("ground", "raised")
        self.picture = RatioPicture(theme, words)
        self._title = label(theme, words("weighing.ratio"), "name")
        self._table = label(theme, "", "caption", "ink_2")
        self._worst = label(theme, "", "strong", wrap=True)
        self.sentence = label(theme, "", "body", wrap=True)
        self.take = button(theme, words("weighing.set_equal"), "primary")
        self.leave = button(theme, words("weighing.keep_equal"))
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self._leave)
        self._build()

    def _build(self) -> None:
        theme, page = self._theme, QVBoxLayout(self)
        page.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        page.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._table)
        page.addLayout(head)
        for part in (self.picture, self._worst, self.sentence):
            page.addWidget(part)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(8))
        for choice in (self.take, self.leave):
            choice.setStyleSheet(f"min-height: {theme.px(26)}px; max-height: {theme.px(26)}px;")
            row.addWidget(choice)
        row.addStretch(1)
        page.addWidget(self._buttons)

    def show_judgements(
        self, judgements: Judgements, names: Mapping[str, str], kept: set[tuple[int, float]]
    ) -> None:
        """Show how judgements agree; what is in ``kept`` is not asked about again."""
        words, size = self._words, len(judgements.ids)
        table = RandomIndex.covering(size)
        found = priorities(judgements, table)
        repair = None if found.acceptable else suggested_repair(judgements, table)
        stood_by = repair is not None and (repair.judgement.place, repair.judgement.given) in kept
        self.repair = None if stood_by else repair
        comparable = size > 2
        for part in (self.picture, self._title, self._table):
            part.setVisible(comparable)
        index = words.number(found.random_index, 2)
        self._table.setText(words(f"weighing.table.{table}", index=index))
        self.picture.show_ratio(found.ratio, None if self.repair is None else self.repair.after)
        self._worst.setVisible(self.repair is not None)
        self._buttons.setVisible(self.repair is not None)
        if self.repair is not None:
            self._offer(self.repair, names)
            return
        ratio = words.number(found.ratio, 2)
        key = "two" if not comparable else "agree" if found.acceptable else "kept" if stood_by else "no_repair"
        self.sentence.setText(words(f"weighing.ratio.{key}", ratio=ratio, limit=words.number(ACCEPTABLE_RATIO, 2)))

    def _offer(self, repair: Repair, names: Mapping[str, str]) -> None:
        words, judged = self._words, repair.judgement
        first, second = names[judged.first], names[judged.second]
        step, wanted = step_of(judged.given), step_of(repair.value)
        judgement = pair_words(words, first, second, step)
        self._worst.setText(judgement)
        self.sentence.setText(
            words(
                "weighing.worst_of_equals" if repair.equals else "weighing.worst",
                implied=pair_words(words, first, second, wanted),
                ratio=words.number(repair.after, 2),
            )
        )
        self.take.setText(self._set_words(step, wanted, second if wanted > 0 else first))
        self.leave.setText(
            words("weighing.keep_equal")
            if step == 0
            else words("weighing.keep", value=words.number(abs(step) + 1))
        )
        for part in (self.take, self.leave):
            part.setAccessibleName(part.text())
            part.setAccessibleDescription(judgement)

    def _set_words(self, step: int, wanted: int, towards: str) -> str:
        words = self._words
        if wanted == 0:
            return words("weighing.set_equal")
        value = words.number(abs(wanted) + 1)
        if step * wanted >= 0 and step:
            return words("weighing.set_to", value=value)
        return words("weighing.set_towards", value=value, name=towards)

    def _take(self) -> None:
        if self.repair is not None:
            self.repaired.emit(self.repair.judgement.place, self.repair.value)

    def _leave(self) -> None:
        if self.repair is not None:
            self.kept.emit(self.repair.judgement.place, self.repair.judgement.given)


class RatioPicture(QWidget):
    """The ratio on a line from 0, with the limit, and where a repair would bring it."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._ratio, self._after = 0.0, 0.0
        self._repairable = False
        self.setFixedHeight(theme.px(46))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ratio(self, ratio: float, after: float | None) -> None:
        """Show a ratio, and the one after a repair where one is offered."""
        words = self._words
        self._ratio, self._after, self._repairable = ratio, after or 0.0, after is not None
        said = {"ratio": words.number(ratio, 2), "limit": words.number(ACCEPTABLE_RATIO, 2)}
        self.setAccessibleName(words("weighing.ratio_said", **said))
        self.update()

    def x_of(self, ratio: float) -> float:
        """The place of a ratio, in pixels from the left; the axis is never mirrored."""
        room = self._theme.px(6)
        return room + (self.width() - 2 * room) * min(ratio, FULL) / FULL

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Line, limit, marks and figures."""
        painter, theme, words = QPainter(self), self._theme, self._words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, middle, radius = theme.colour("ink"), theme.px(23), theme.px(5.5)
        left, limit, right = self.x_of(0), self.x_of(ACCEPTABLE_RATIO), self.x_of(FULL)
        painter.fillRect(QRectF(left, middle - theme.px(4), right - left, theme.px(8)), theme.colour("line"))
        painter.fillRect(QRectF(limit - 0.75, middle - theme.px(9), 1.5, theme.px(18)), theme.colour("ink_2"))
        at, there = QPointF(self.x_of(self._ratio), middle), QPointF(self.x_of(self._after), middle)
        if self._repairable:
            painter.setPen(QPen(ink, 1.5))
            painter.drawLine(at, there)
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(there, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(at, radius, radius)
        apart = at.x() - there.x() > theme.px(34)
        if self._repairable and apart:
            self._figure(painter, there.x(), words.number(self._after, 2), "caption", "ink_2")
        self._figure(painter, at.x(), words.number(self._ratio, 2), "caption_strong", "ink")
        self._paint_axis(painter, limit)

    def _figure(self, painter: QPainter, x: float, text: str, role: str, ink: str) -> None:
        theme, width = self._theme, self._theme.px(40)
        start = min(max(0.0, x - width / 2), self.width() - width)
        flags = Qt.AlignmentFlag.AlignHCenter
        if start != x - width / 2:
            flags = Qt.AlignmentFlag.AlignLeft if start == 0 else Qt.AlignmentFlag.AlignRight
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(start, 0, width, theme.px(16)), flags | _MIDDLE, text)

    def _paint_axis(self, painter: QPainter, limit: float) -> None:
        theme, words = self._theme, self._words
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        line = QRectF(0, theme.px(30), self.width(), theme.px(16))
        said = words("weighing.limit", limit=words.number(ACCEPTABLE_RATIO, 2))
        start = words("weighing.ratio_none")
        metrics = painter.fontMetrics()
        painter.drawText(line, _LEFT, start)
        painter.drawText(line, _RIGHT, words.number(FULL, 2))
        # Long words at the start push those of the limit on rather than under them.
        half = metrics.horizontalAdvance(said) / 2
        from_left = max(limit - half, metrics.horizontalAdvance(start) + theme.px(8))
        painter.drawText(QRectF(from_left, line.top(), 2 * half + 4, line.height()), _LEFT, said)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
