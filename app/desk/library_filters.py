"""The filter column of the library: what is ticked narrows the list; the counts are of the cases found so far."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIntValidator, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosers import dense
from app.desk.controls import ChoiceBox, LineField, TickBox, empty, label, lay_ground, scrolled
from app.desk.library_listing import Counts
from app.desk.pictures import paint_mark
from app.desk.theme import Theme
from app.words import Words
from db.finding import AGREE, DIFFER, Filters
from decision.case import MissionKind
from decision.model import DecisionModel
from decision.recommendation import Strength

MOST_TAGS = 24
"""More have no box of their own; the search finds every tag."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One heading of the filters, the name of its counts, and the values it offers."""

    name: str
    counted: str
    heading: str
    values: tuple[tuple[str, str], ...]
    marks: bool = False


def facets(model: DecisionModel, words: Words) -> tuple[Facet, ...]:
    """The headings of the filter column."""
    options = tuple((option, words(f"option.{option}.name")) for option in model.option_ids)
    lines = tuple((name, words(f"desk.filter.lines.{name}")) for name in (AGREE, DIFFER))
    strengths = tuple((word.value, words(f"desk.filter.strength.{word}")) for word in Strength)
    kinds = tuple((kind.value, _capital(words(f"value.mission.kind.{kind}"))) for kind in MissionKind)
    return (
        Facet("documented", "documented", words("desk.filter.documented"), options, marks=True),
        Facet("recommended", "recommended", words("library.filter"), options, marks=True),
        Facet("lines", "lines", words("desk.filter.lines"), lines),
        Facet("strength", "strengths", words("desk.filter.strength"), strengths),
        Facet("mission", "kinds", words("desk.filter.mission"), kinds),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class FilterBox(TickBox):
    """A filter: its words, or the short ones where there is no room, its mark, and how many cases it holds."""

    def __init__(self, theme: Theme, text: str, place: int | None = None, short: str = "") -> None:
        super().__init__(theme, text)
        self._place, self._short = place, short
        self._count = ""
        self.setFixedHeight(theme.px(24))

    def show_count(self, count: str, spoken: str) -> None:
        """Show how many cases it holds, as a figure and in words."""
        self._count = count
        self.setAccessibleDescription(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Box, mark, words and the count at the end; the other way round for right to left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        theme = self._theme
        left = self.paint_box(painter)
        colour = theme.colour("ink")
        if self._place is not None:
            side = theme.px(12)
            mark = QRectF(left, (self.height() - side) / 2, side, side)
            paint_mark(painter, self._seen(mark), self._place, theme)
            colour = QColor(theme.palette.option(self._place).text)
            left += side + theme.px(6)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font("caption"))
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignRight, self._count)
        room = self.width() - left - painter.fontMetrics().horizontalAdvance(self._count) - theme.px(4)
        painter.setPen(colour)
        painter.setFont(theme.font())
        metrics, text = painter.fontMetrics(), self.text()
        if self._short and metrics.horizontalAdvance(text) > room:
            text = self._short
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        box = self._seen(QRectF(left, 0, room, self.height()))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, shown)

    def paint_box(self, painter: QPainter) -> float:
        """The box where reading begins."""
        painter.save()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width() - self._theme.px(15), 0)
        left = super().paint_box(painter)
        painter.restore()
        return left

    def _seen(self, rect: QRectF) -> QRectF:
        """Where a part of the row lies on the screen."""
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())


class Years(QWidget):
    """From one year to another, either of which may be left empty."""

    changed = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.fields = {name: LineField(theme, words(f"library.year.{name}")) for name in ("from", "to")}
        for name, field in self.fields.items():
            dense(theme, field, 76)
            field.setMaxLength(4)
            field.setValidator(QIntValidator(1, 9999, field))
            field.setAccessibleName(words(f"library.year.{name}.name"))
            field.textChanged.connect(self._typed)
            if name == "to":
                row.addWidget(label(theme, "–", "caption", "ink_2"))
            row.addWidget(field)
        row.addStretch(1)

    def dates(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day; None where no whole year is typed."""
        first, last = (_year(field.text()) for field in self.fields.values())
        return (
            None if first is None else datetime.date(first, 1, 1),
            None if last is None else datetime.date(last, 12, 31),
        )

    def clear(self) -> None:
        """Empty both, telling nobody."""
        for field in self.fields.values():
            blocked = field.blockSignals(True)
            field.clear()
            field.blockSignals(blocked)

    def _typed(self, text: str) -> None:
        if _year(text) is not None or not text:
            self.changed.emit()


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and text > "0000" else None


class FilterColumn(QWidget):
    """All filters. Within a heading any ticked value will do; every heading with a tick must be met."""

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, model: DecisionModel) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._facets = facets(model, words)
        self._boxes: dict[tuple[str, str], FilterBox] = {}
        self._tags: dict[str, FilterBox] = {}
        lay_ground(self, "chrome")
        self.setFixedWidth(theme.px(236))
        self.country = ChoiceBox(theme, [(words("library.any_country"), None)])
        self.country.setAccessibleName(words("library.country"))
        self.country.setFixedHeight(theme.px(28))
        self.country.activated.connect(lambda _: self.changed.emit())
        self.years = Years(theme, words)
        self.years.changed.connect(self.changed)
        self.archived = FilterBox(theme, words("desk.filter.archived"))
        self.archived.toggled.connect(lambda _: self.changed.emit())
        self.archived.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._content()))

    def _content(self) -> QWidget:
        theme, words = self._theme, self._words
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.px(18), theme.px(12), theme.px(4), theme.px(12))
        column.setSpacing(0)
        for facet in self._facets:
            self._head(column, facet.heading)
            for place, (value, text) in enumerate(facet.values):
                short = words(f"option.{value}.short") if facet.marks else ""
                box = FilterBox(theme, text, place if facet.marks else None, short)
                self._boxes[facet.name, value] = box
                box.toggled.connect(lambda _: self.changed.emit())
                column.addWidget(box)
            column.addSpacing(theme.px(14))
        for name, control in (("library.country", self.country), ("library.years", self.years)):
            self._head(column, words(name))
            column.addWidget(control)
            column.addSpacing(theme.px(14))
        self._tag_part = QWidget()
        self._tag_column = QVBoxLayout(self._tag_part)
        self._tag_column.setContentsMargins(0, 0, 0, theme.px(14))
        self._tag_column.setSpacing(0)
        self._tag_part.hide()
        column.addWidget(self._tag_part)
        column.addWidget(self.archived)
        column.addStretch(1)
        return content

    def _head(self, column: QVBoxLayout, text: str) -> None:
        column.addWidget(label(self._theme, text, "strong"))
        column.addSpacing(self._theme.px(2))

    def filters(self) -> Filters:
        """What is ticked and chosen."""
        ticked = {facet.counted: self._ticked(facet) for facet in self._facets}
        country = self.country.currentData()
        since, until = self.years.dates()
        return Filters(
            countries=() if country is None else (country,),
            tags=tuple(tag for tag, box in self._tags.items() if box.isChecked()),
            since=since,
            until=until,
            archived=self.archived.isChecked(),
            documented=ticked["documented"],
            recommended=ticked["recommended"],
            lines=ticked["lines"],
            strengths=ticked["strengths"],
            kinds=ticked["kinds"],
        )

    def _ticked(self, facet: Facet) -> tuple[str, ...]:
        return tuple(value for value, _ in facet.values if self._boxes[facet.name, value].isChecked())

    def show_counts(self, counts: Counts) -> None:
        """Show how many cases each filter holds, and offer the tags and countries there are."""
        for facet in self._facets:
            for value, _ in facet.values:
                self._count(self._boxes[facet.name, value], counts.facets[facet.counted].get(value, 0))
        self._show_tags(counts)
        self._show_countries(counts)
        self.archived.setVisible(counts.archived > 0 or self.archived.isChecked())
        self._count(self.archived, counts.archived)
        if not counts.archived:
            self.archived.setChecked(False)

    def _count(self, box: FilterBox, count: int) -> None:
        shown = self._words.number(count)
        box.show_count(shown, self._words.count("library.cases", count, shown=shown))

    def _show_tags(self, counts: Counts) -> None:
        ticked = {tag for tag, box in self._tags.items() if box.isChecked()}
        shown = [tag for place, tag in enumerate(counts.tags) if place < MOST_TAGS or tag in ticked]
        if shown != list(self._tags):
            self._make_tags(shown, ticked, len(counts.tags) - len(shown))
            if ticked - set(shown):  # what is no longer in use narrows nothing
                self.changed.emit()
        for tag, box in self._tags.items():
            self._count(box, counts.facets["tags"].get(tag, 0))

    def _make_tags(self, shown: list[str], ticked: set[str], more: int) -> None:
        empty(self._tag_column)
        self._tags = {}
        self._tag_part.setVisible(bool(shown))
        self._head(self._tag_column, self._words("library.tags"))
        for tag in shown:
            box = self._tags[tag] = FilterBox(self._theme, tag)
            box.setToolTip(tag)
            box.setChecked(tag in ticked)
            box.toggled.connect(lambda _: self.changed.emit())
            self._tag_column.addWidget(box)
        if more > 0:
            said = self._words.count("library.more_tags", more)
            self._tag_column.addWidget(label(self._theme, said, "caption", "ink_2", wrap=True))

    def _show_countries(self, counts: Counts) -> None:
        chosen = self.country.currentData()
        found: Mapping[str | None, int] = counts.facets["countries"]
        named = {code: name for code, name in counts.names.items() if found.get(code)}
        if chosen is not None:
            named.setdefault(chosen, self._words.country(chosen))
        listed = sorted(named.items(), key=lambda pair: pair[1].casefold())
        offered: list[tuple[str, str | None]] = [(self._words("library.any_country"), None)]
        offered += [(f"{name}  ({self._words.number(found.get(code, 0))})", code) for code, name in listed]
        now = [
            (self.country.itemText(place), self.country.itemData(place)) for place in range(self.country.count())
        ]
        if offered != now:
            blocked = self.country.blockSignals(True)
            self.country.clear()
            for text, code in offered:
                self.country.addItem(text, code)
            self.country.blockSignals(blocked)
            self.country.show_value(chosen)

    def tick(self, facet: str, value: str) -> None:
        """Tick one value of a heading."""
        self._boxes[facet, value].setChecked(True)

    def clear(self) -> None:
        """Take all ticks away."""
        for box in (*self._boxes.values(), *self._tags.values(), self.archived):
            blocked = box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(blocked)
        self.country.show_value(None)
        self.years.clear()
        self.changed.emit()
