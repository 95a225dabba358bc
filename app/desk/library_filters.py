"""The filter column of the library: what is ticked narrows the list; the counts are of the cases found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import TickBox, label, lay_ground, scrolled
from app.desk.library_table import Row
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words
from decision.case import MissionKind
from decision.model import DecisionModel
from decision.recommendation import Strength


@dataclass(frozen=True, slots=True)
class Facet:
    """One heading of the filters: the values it offers, and the value a row has."""

    name: str
    values: tuple[tuple[str, str], ...]
    of_row: Callable[[Row], str | None]
    marks: bool = False


def facets(model: DecisionModel, words: Words) -> tuple[Facet, ...]:
    """The headings of the filter column."""
    return (
        Facet(
            "documented",
            tuple((option, words(f"option.{option}.name")) for option in model.option_ids),
            lambda row: row.summary.documented_option,
            marks=True,
        ),
        Facet(
            "lines",
            tuple((name, words(f"desk.filter.lines.{name}")) for name in ("agree", "differ")),
            lambda row: None if row.answer is None else ("agree" if row.answer.agree else "differ"),
        ),
        Facet(
            "strength",
            tuple((word.value, words(f"desk.filter.strength.{word}")) for word in Strength),
            lambda row: None if row.answer is None else row.answer.strength,
        ),
        Facet(
            "mission",
            tuple((kind.value, _capital(words(f"value.mission.kind.{kind}"))) for kind in MissionKind),
            lambda row: row.summary.mission_kind,
        ),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class FilterBox(TickBox):
    """A filter: its words, the mark of its option, and how many cases it holds."""

    def __init__(self, theme: Theme, text: str, place: int | None) -> None:
        super().__init__(theme, text)
        self._place = place
        self._count = 0
        self.setFixedHeight(theme.px(24))

    def show_count(self, count: int, spoken: str) -> None:
        """Show how many cases it holds."""
        self._count = count
        self.setAccessibleDescription(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Box, mark, words and the count at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        left = self.paint_box(painter)
        colour = theme.colour("ink")
        if self._place is not None:
            side = theme.px(12)
            paint_mark(painter, QRectF(left, (self.height() - side) / 2, side, side), self._place, theme)
            colour = QColor(theme.palette.option(self._place).text)
            left += side + theme.px(6)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour)
        painter.setFont(theme.font())
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), middle, self.text())
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font("caption"))
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignRight, str(self._count))


class FilterColumn(QWidget):
    """All filters. Within a heading any ticked value will do; every heading with a tick must be met."""

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, model: DecisionModel) -> None:
        super().__init__()
        self._words = words
        self._facets = facets(model, words)
        self._boxes: dict[tuple[str, str], FilterBox] = {}
        lay_ground(self, "chrome")
        self.setFixedWidth(theme.px(236))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.px(18), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(0)
        for facet in self._facets:
            column.addWidget(label(theme, words(f"desk.filter.{facet.name}"), "strong"))
            column.addSpacing(theme.px(2))
            for place, (value, text) in enumerate(facet.values):
                box = FilterBox(theme, text, place if facet.marks else None)
                box.toggled.connect(lambda _: self.changed.emit())
                self._boxes[facet.name, value] = box
                column.addWidget(box)
            column.addSpacing(theme.px(14))
        self.archived = FilterBox(theme, words("desk.filter.archived"), None)
        self.archived.toggled.connect(lambda _: self.changed.emit())
        column.addWidget(self.archived)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def accepts(self, row: Row) -> bool:
        """Whether a row passes the ticked filters."""
        for facet in self._facets:
            ticked = {value for value, _ in facet.values if self._boxes[facet.name, value].isChecked()}
            if ticked and facet.of_row(row) not in ticked:
                return False
        return True

    def show_counts(self, rows: Iterable[Row]) -> None:
        """Count the cases of each filter."""
        listed = list(rows)
        for facet in self._facets:
            found = [facet.of_row(row) for row in listed]
            for value, _ in facet.values:
                count = found.count(value)
                self._boxes[facet.name, value].show_count(count, self._words.count("desk.library.cases", count))

    def show_archived(self, count: int) -> None:
        """Count the cases that were put away; without any there is nothing to tick."""
        self.archived.setVisible(count > 0)
        self.archived.show_count(count, self._words.count("desk.library.cases", count))
        if not count:
            self.archived.setChecked(False)

    def clear(self) -> None:
        """Take all ticks away."""
        for box in (*self._boxes.values(), self.archived):
            blocked = box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(blocked)
        self.changed.emit()
