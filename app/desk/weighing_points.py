"""Points for each family or criterion: on any scale, or on that of the swing that matters most."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desk.controls import LineField, empty, label
from app.desk.theme import Theme
from app.desk.weighing_answers import Answer, Points
from app.desk.weight_row import quiet
from app.desk.weight_slider import WeightSlider
from app.desk.weights_changes import figure
from app.words import Words
from decision.elicitation.shares import finite_number, swing
from decision.errors import WeightsError

FIELD = 60


class PointsPage(QWidget):
    """A slider from 0 to 100 and a field for each; the field takes points on any scale."""

    answered = Signal(object)
    refused = Signal(str)
    """What was typed and is no number of points."""

    def __init__(self, theme: Theme, words: Words, *, swinging: bool) -> None:
        super().__init__()
        self._theme, self._words, self._swinging = theme, words, swinging
        self._points: dict[str, float] = {}
        self.sliders: dict[str, WeightSlider] = {}
        self.fields: dict[str, LineField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(3))
        self._grid.setColumnStretch(1, 1)

    def begin(self, names: Mapping[str, str]) -> None:
        """Lay out a row for each thing by id and name."""
        theme, words = self._theme, self._words
        empty(self._grid)
        self.sliders, self.fields = {}, {}
        for line, (key, name) in enumerate(names.items()):
            said = words("weighing.points_of", name=name)
            title = label(theme, name, "body", wrap=True)
            title.setFixedWidth(theme.px(148))
            self._grid.addWidget(title, line, 0)
            slider = self.sliders[key] = WeightSlider(theme, said)
            slider.setMinimumHeight(theme.px(28))
            slider.previewed.connect(self._setter(key, final=False))
            slider.entered.connect(self._setter(key, final=True))
            slider.cancelled.connect(lambda: self.show_answer(self._points))
            self._grid.addWidget(slider, line, 1)
            entry = self.fields[key] = LineField(theme)
            entry.setAlignment(Qt.AlignmentFlag.AlignRight)
            entry.setAccessibleName(said)
            quiet(theme, entry, FIELD)
            entry.entered.connect(self._typer(key))
            self._grid.addWidget(entry, line, 2)

    def show_answer(self, answer: Answer) -> None:
        """Show points."""
        assert isinstance(answer, Mapping)
        self._points = dict(answer)
        self._show(self._points)

    def _show(self, points: Points) -> None:
        for key, value in points.items():
            said = figure(self._words, value)
            self.sliders[key].show_percent(min(value, 100.0), None)
            self.sliders[key].setAccessibleDescription(said)
            self.fields[key].show_value(said)

    def _setter(self, key: str, *, final: bool) -> Callable[[float], None]:
        def give(points: float) -> None:
            given = {**self._points, key: points}
            if final:
                self._enter(given)
            else:
                self._show(given)

        return give

    def _typer(self, key: str) -> Callable[[str], None]:
        def enter(text: str) -> None:
            points = points_in(text)
            if points is None:
                self.refused.emit(text.strip())
            else:
                self._enter({**self._points, key: points})
            self.fields[key].put_back()

        return enter

    def _enter(self, points: Points) -> None:
        """The points as the way keeps them: of swings the greatest is always 100."""
        if not any(points.values()):
            self.show_answer(self._points)
            self.refused.emit(self._words.number(0))
            return
        self.show_answer(swing(points).points if self._swinging else points)
        self.answered.emit(dict(self._points))


def points_in(text: str) -> float | None:
    """The points that were typed, with a point or a comma; None where they are none of 0 or more."""
    try:
        points = finite_number(float(text.strip().replace(",", ".")), "points")
    except (ValueError, WeightsError):
        return None
    return points if points >= 0 else None
