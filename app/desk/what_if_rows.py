"""The parts of a what-if: a starter to click, a tried change with its slider or choice, and values compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, label
from app.desk.header import ToolButton
from app.desk.icons import paint_icon
from app.desk.mirrored import Mirror
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.desk.what_if_foot import ROOM
from app.desk.what_if_slider import LevelSlider, Tick, TrySlider, WeightSlider
from app.desk.what_if_words import TrialWords, now_of, tried_of
from app.supposing import Trial
from app.words import Words
from decision.facts import FACT_VALUES
from decision.model import DecisionModel
from decision.sensitivity.turning import Turn


class StarterButton(QAbstractButton):
    """One judgement the answer hangs on: its name over what it is now, where it turns, and to which option."""

    def __init__(self, theme: Theme, name: str, change: str, place: int | None, option: str, said: str) -> None:
        super().__init__()
        self._theme, self._change, self._place, self._option = theme, change, place, option
        self._stale = False
        self._mirror = Mirror(self, theme)
        self.setText(name)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme.px(44))

    def show_stale(self, stale: bool) -> None:
        """Grey what is out of date."""
        self._stale = stale
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the dock."""
        return QSize(self._theme.px(200), self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A frame, a plus, and two lines."""
        painter, theme, mirror = QPainter(self), self._theme, self._mirror
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ink_2 = (theme.colour("ink_3" if self._stale else name) for name in ("ink", "ink_2"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side, pad, half = theme.px(14), theme.px(10), (self.height() - theme.px(8)) / 2
        paint_icon(painter, mirror.cell(pad, side, (self.height() - side) / 2, side), "plus", ink_2)
        start, upper, lower = pad + side + theme.px(8), theme.px(4), theme.px(4) + half
        room = self.width() - start - pad
        mirror.text(painter, mirror.cell(start, room, upper, half), self.text(), "name", ink)
        used = min(room, QFontMetricsF(theme.font("caption")).horizontalAdvance(self._change) + 1)
        mirror.text(painter, mirror.cell(start, used, lower, half), self._change, "caption", ink_2)
        used += theme.px(12)
        if self._place is not None:
            mark = theme.px(11)
            paint_mark(painter, mirror.cell(start + used, mark, lower, half), self._place, theme)
            used += mark + theme.px(5)
            ink_2 = QColor(theme.palette.option(self._place).text)
        left = mirror.cell(start + used, max(0.0, room - used), lower, half)
        mirror.text(painter, left, self._option, "caption", ink_2)


class ChangeRow(QWidget):
    """One tried change: its name, from what to what, a way to drop it, and the hand's hold on it."""

    tried = Signal(str, object)
    """The key of the change, and its new value: a level 0-100, a weight 0-1, or a fact."""
    dropped = Signal(str)

    def __init__(self, theme: Theme, words: Words, model: DecisionModel, key: str) -> None:
        super().__init__()
        self._theme, self._words, self._model, self._key = theme, words, model, key
        self._said = TrialWords(words, model)
        name = self._said.name(key)
        self.figures = label(theme, "", "strong")
        self.now = label(theme, "", "caption", "ink_2", wrap=True)
        self.drop = ToolButton(theme, "cross", words("what_if.drop", name=name))
        self.drop.setFixedSize(theme.px(24), theme.px(24))
        self.drop.clicked.connect(lambda: self.dropped.emit(self._key))
        self.control = self._hold(name)
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(label(theme, name, "name", wrap=True), 1)
        head.addWidget(self.figures)
        head.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)  # for the focus ring
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(self.control)
        column.addWidget(self.now)
        is_fact = isinstance(self.control, ChoiceBox)
        self.figures.setVisible(not is_fact)
        self.now.setVisible(is_fact)

    def _hold(self, name: str) -> TrySlider | ChoiceBox:
        theme, model, key = self._theme, self._model, self._key
        if key in model.criterion_ids:
            slider: TrySlider = LevelSlider(theme, name, model.criterion(key))
            slider.tried.connect(lambda value: self.tried.emit(key, float(value)))
            return slider
        if key in model.family_ids:
            slider = WeightSlider(theme, name)
            slider.tried.connect(lambda value: self.tried.emit(key, value / 100))
            return slider
        box = ChoiceBox(theme, [(self._said.value(key, value), value) for value in FACT_VALUES[key]])
        box.setAccessibleName(name)
        box.activated.connect(lambda _: self.tried.emit(key, box.currentData()))
        return box

    def show_trial(self, trial: Trial) -> None:
        """Show the change as it is tried now."""
        key, said, scale = self._key, self._said, 100 if self._key in self._model.family_ids else 1
        self.figures.setText(said.change(trial.base, trial.what_if, key))
        value = tried_of(trial.what_if)[key]
        now = now_of(self._model, trial.base.case, trial.base.valuation, key)
        if isinstance(self.control, ChoiceBox):
            self.control.show_value(value)
            self.now.setText(self._words("what_if.by_the_case", value=said.value(key, now)))
            return
        turns = trial.turns[key]
        ticks = [self._tick(turn) for turn in (turns.below, turns.above) if turn is not None]
        spoken = f"{self.figures.text()}. {said.spoken_turns(key, turns)}".strip()
        held = sum(share for other, share in trial.what_if.weights.items() if other != key)
        most = 100 if scale == 1 else round((1 - held) * 100)
        self.control.show_value(
            None if now is None else float(now) * scale, round(float(value) * scale), most, ticks, spoken
        )

    def _tick(self, turn: Turn) -> Tick:
        place = self._model.option_ids.index(turn.option) if turn.option else None
        return Tick(turn.at, self._said.turn_label(self._key, turn), place)


HEADS, LINE, WAS = 20, 25, 13


@dataclass(frozen=True, slots=True)
class ValueLine:
    """An option's place, its rank, what its rank was where that is another, and value, tried value and change."""

    place: int
    rank: str
    was: str
    figures: tuple[str, str, str]


class ComparedValues(QWidget):
    """The options with their rank and value by the case, by what is tried, and the change between them."""

    def __init__(self, theme: Theme, words: Words, option_ids: tuple[str, ...]) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._heads = [words(f"what_if.column.{name}") for name in ("case", "tried", "change")]
        self._names = [words(f"option.{option}.short") for option in option_ids]
        self._mirror = Mirror(self, theme)
        self.lines: list[ValueLine] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line for the heads and one for each option, with a second one where its rank has changed."""
        moved = sum(bool(line.was) for line in self.lines)
        return QSize(self._theme.px(240), self._theme.px(HEADS + LINE * len(self._names) + WAS * moved))

    def show_trial(self, trial: Trial) -> None:
        """Show the values, in the order of what is tried."""
        words, base, tried = self._words, trial.base, trial.tried
        order = sorted(range(len(self._names)), key=lambda place: -tried.valuation.values[place])
        moved = sum(bool(line.was) for line in self.lines)
        self.lines = []
        for place in order:
            before, after = (float(answer.valuation.values[place]) for answer in (base, tried))
            figures = (words.number(before, 1), words.number(after, 1), words.change(after - before))
            rank, was = words.number(tried.ranks[place]), ""
            if tried.ranks[place] != base.ranks[place]:
                was = words("what_if.was", rank=words.number(base.ranks[place]))
            self.lines.append(ValueLine(place, rank, was, figures))
        if moved != sum(bool(line.was) for line in self.lines):
            self.updateGeometry()
        said = [self._spoken(line) for line in self.lines]
        self.setAccessibleName(words("what_if.table"))
        self.setAccessibleDescription(" ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def _spoken(self, line: ValueLine) -> str:
        before, after, change = line.figures
        option = self._names[line.place]
        said = self._words("what_if.row", rank=line.rank, option=option, before=before, after=after, change=change)
        return f"{said} {line.was}".strip()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Heads, then a line for each option; figures stand under their heads."""
        painter, theme, mirror = QPainter(self), self._theme, self._mirror
        metrics = QFontMetricsF(theme.font("caption"))
        widths = [max(metrics.horizontalAdvance(head), theme.px(32)) + theme.px(6) for head in self._heads]
        self._figures(painter, widths, self._heads, (0, theme.px(HEADS)), "caption")
        ink_2, height, side, top = theme.colour("ink_2"), theme.px(LINE), theme.px(11), float(theme.px(HEADS))
        start = theme.px(14)
        name_start = start + side + theme.px(5)
        room = self.width() - sum(widths) - name_start
        for line in self.lines:
            mirror.text(painter, mirror.cell(0, start, top, height), line.rank, "caption_strong", ink_2)
            paint_mark(painter, mirror.cell(start, side, top, height), line.place, theme)
            ink = QColor(theme.palette.option(line.place).text)
            name = mirror.cell(name_start, room, top, height)
            mirror.text(painter, name, self._names[line.place], "caption", ink)
            self._figures(painter, widths, line.figures, (top, height), "body")
            top += height
            if line.was:
                below = mirror.cell(name_start, room, top - theme.px(5), theme.px(WAS))
                mirror.text(painter, below, line.was, "caption", ink_2)
                top += theme.px(WAS)

    def _figures(
        self, painter: QPainter, widths: list[float], texts: Sequence[str], line: tuple[float, float], role: str
    ) -> None:
        start = self.width() - sum(widths)
        for column, (width, text) in enumerate(zip(widths, texts, strict=True)):
            tried = role == "body" and column == 1
            face, ink = ("strong", "ink") if tried else (role, "ink_2")
            cell = self._mirror.cell(start, width, *line)
            self._mirror.text(painter, cell, text, face, self._theme.colour(ink), end=True)
            start += width
