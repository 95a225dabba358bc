"""Comparisons two by two on Saaty's scale, with how far they agree and the one that agrees least."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import empty
from app.desk.theme import Theme
from app.desk.weighing_answers import Answer
from app.words import Words
from decision.elicitation.pairwise import SCALE_END, Judgements

END = int(SCALE_END) - 1
"""The steps of the scale on either side of equal importance."""
SCALE_WIDTH, VALUE, GAP = 168, 44, 8
HEIGHTS = (28, 32)
"""Of a row whose names take one line, and two."""


class PairsPage(QWidget):
    """A row for each pair."""

    answered = Signal(object)

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.judgements: Judgements | None = None
        self.rows: list[PairRow] = []
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)

    def begin(self, names: Mapping[str, str]) -> None:
        """A row for each pair of the things named by id."""
        empty(self._page)
        said, self.rows = list(names.values()), []
        for place, (one, other) in enumerate(
            (one, other) for index, one in enumerate(said) for other in said[index + 1 :]
        ):
            row = PairRow(self._theme, self._words, one, other)
            row.moved.connect(self._mover(place))
            self.rows.append(row)
            self._page.addWidget(row)

    def show_answer(self, answer: Answer) -> None:
        """Show judgements."""
        assert isinstance(answer, Judgements)
        self.judgements = answer
        for row, value in zip(self.rows, answer.upper, strict=True):
            row.show_step(step_of(value))

    def show_suspect(self, place: int | None, value: float = 1.0) -> None:
        """Mark the judgement that agrees least, with where the others would have it; None marks none."""
        for line, row in enumerate(self.rows):
            row.show_suggestion(step_of(value) if line == place else None)

    def _mover(self, place: int) -> Callable[[int], None]:
        def move(step: int) -> None:
            if self.judgements is not None:
                self.show_answer(self.judgements.with_judgement(place, value_of(step)))
                self.answered.emit(self.judgements)

        return move


class PairRow(QWidget):
    """Two names with the scale between them: the nearer the dot to a name, the more it matters."""

    moved = Signal(int)
    """To a step from -8, the first matters 9 times as much, over 0 to 8, the second does."""

    def __init__(self, theme: Theme, words: Words, first: str, second: str) -> None:
        super().__init__()
        self._theme, self._words, self.first, self.second = theme, words, first, second
        self.step = 0
        self.suggestion: int | None = None
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(words("weighing.pair", first=first, second=second))
        self.setToolTip(words("weighing.pair", first=first, second=second))
        self.setFixedHeight(theme.px(HEIGHTS[0]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, step: int) -> None:
        """Show a judgement."""
        self.step = step
        self.setAccessibleDescription(pair_words(self._words, self.first, self.second, step))
        self.update()

    def show_suggestion(self, step: int | None) -> None:
        """Show where the other comparisons would have the dot."""
        if step != self.suggestion:
            self.suggestion = step
            self.update()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _scale(self) -> QRectF:
        """Where the scale lies: between the names, which share what is left."""
        theme = self._theme
        width = theme.px(SCALE_WIDTH)
        left = self._name_width() + theme.px(GAP)
        if self._mirrored:
            left = self.width() - left - width
        return QRectF(left, 0, width, self.height())

    def _name_width(self) -> int:
        theme = self._theme
        return int((self.width() - theme.px(SCALE_WIDTH) - theme.px(VALUE) - 2 * theme.px(GAP)) / 2)

    def x_of(self, step: int) -> float:
        """The place of a step, in pixels; the first name's side is where lines begin."""
        scale, radius = self._scale(), self._theme.px(7)
        share = (step + END) / (2 * END)
        return scale.left() + radius + (scale.width() - 2 * radius) * (1 - share if self._mirrored else share)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name
        """Names that need two lines get a higher row."""
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in (self.first, self.second))
        self.setFixedHeight(self._theme.px(HEIGHTS[widest > self._name_width() - self._theme.px(6)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the dot, or put it there."""
        inside = self._scale().adjusted(-6, 0, 6, 0).contains(event.position())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._held = True
            self._move_to(self._step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the hand from step to step."""
        if self._held:
            self._move_to(self._step_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Let go."""
        self._held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right move the dot towards a name; Home and End put it beside one."""
        key, ahead = event.key(), -1 if self._mirrored else 1
        steps = {
            Qt.Key.Key_Left: self.step - ahead,
            Qt.Key.Key_Right: self.step + ahead,
            Qt.Key.Key_Home: -END,
            Qt.Key.Key_End: END,
        }
        if Qt.Key(key) in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move_to(steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The keyboard is here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The keyboard has gone."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def _step_at(self, x: float) -> int:
        span = abs(self.x_of(END) - self.x_of(-END)) / (2 * END)
        step = round((x - self.x_of(0)) / span)
        return -step if self._mirrored else step

    def _move_to(self, step: int) -> None:
        step = max(-END, min(END, step))
        if step != self.step:
            self.moved.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Names, the one that matters more in strong letters, dots, and the figure."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.suggestion is not None:
            painter.fillRect(self.rect(), theme.colour("selected"))
        width, scale = self._name_width(), self._scale()
        before = QRectF(scale.left() - theme.px(GAP) - width, 0, width, self.height())
        after = QRectF(scale.right() + theme.px(GAP), 0, width, self.height())
        first, second = (after, before) if self._mirrored else (before, after)
        self._name(painter, first, self.first, strong=self.step < 0, near_scale=True)
        self._name(painter, second, self.second, strong=self.step > 0, near_scale=False)
        value = self._words("weighing.equal") if self.step == 0 else self._words.number(abs(self.step) + 1)
        place = QRectF(0 if self._mirrored else self.width() - theme.px(VALUE), 0, theme.px(VALUE), self.height())
        painter.setFont(theme.font("strong"))
        far = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter  # Qt mirrors it
        painter.drawText(place.adjusted(4, 0, -4, 0), far, value)
        self._paint_scale(painter)

    def _name(self, painter: QPainter, room: QRectF, name: str, *, strong: bool, near_scale: bool) -> None:
        theme = self._theme
        lines = self.height() > theme.px(HEIGHTS[0])
        role = ("caption_strong" if strong else "caption") if lines else ("strong" if strong else "body")
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("ink"))
        side = Qt.AlignmentFlag.AlignRight if near_scale else Qt.AlignmentFlag.AlignLeft  # Qt mirrors it
        flags = side | Qt.AlignmentFlag.AlignVCenter | (Qt.TextFlag.TextWordWrap if lines else _ONE_LINE)
        painter.drawText(room, int(flags), name)

    def _paint_scale(self, painter: QPainter) -> None:
        theme, middle = self._theme, self.height() / 2
        ink = theme.colour("ink")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("edge"))
        for step in range(-END, END + 1):
            painter.drawEllipse(QPointF(self.x_of(step), middle), theme.px(1.8), theme.px(1.8))
        painter.fillRect(QRectF(self.x_of(0) - 0.5, middle - theme.px(7), 1, theme.px(14)), theme.colour("ink_2"))
        at, radius = QPointF(self.x_of(self.step), middle), theme.px(6)
        if self.suggestion is not None and self.suggestion != self.step:
            there = QPointF(self.x_of(self.suggestion), middle)
            painter.setPen(QPen(ink, 1.5))
            painter.drawLine(at, there)
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(theme.colour("selected"))
            painter.drawEllipse(there, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(at, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, radius + 4, radius + 4)


_ONE_LINE = Qt.TextFlag.TextSingleLine


def step_of(value: float) -> int:
    """The step of a judgement: 3 times is two steps towards the first, a third two towards the second."""
    return 1 - round(value) if value >= 1 else round(1 / value) - 1


def value_of(step: int) -> float:
    """The judgement of a step."""
    return float(1 - step) if step <= 0 else 1.0 / (1 + step)


def pair_words(words: Words, first: str, second: str, step: int) -> str:
    """A judgement in words."""
    if step == 0:
        return words("weighing.pair_equal", first=first, second=second)
    more, less = (first, second) if step < 0 else (second, first)
    return words("weighing.pair_more", more=more, less=less, times=words.number(abs(step) + 1))
