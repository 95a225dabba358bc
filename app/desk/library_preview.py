"""The preview beside the list: what a case is about, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.desk.controls import button, label, lay_ground, scrolled
from app.desk.library_log import Log, LogPart
from app.desk.library_results import CaseAnswer
from app.desk.library_rows import Row
from app.desk.library_tags import TagRow
from app.desk.pictures import paint_band_ground, paint_bands, paint_glyph
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case
from decision.model import DecisionModel
from decision.valuation import Level, levels_of

FACTS = ("mandate", "uses_force", "ocha", "rated")


class Glyph(QWidget):
    """The structure glyph of an option."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._place: int | None = None
        self.setFixedSize(theme.px(64), theme.px(36))

    def show_place(self, place: int | None) -> None:
        """Show an option by its place, or nothing."""
        self._place = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw it."""
        if self._place is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_glyph(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._place, self._theme)


class SmallBands(QWidget):
    """Where the levels of one family lie: a thin row of bands each, with its range and its best level."""

    def __init__(self, theme: Theme, model: DecisionModel, family: str) -> None:
        super().__init__()
        self._theme = theme
        self._criteria = [model.criteria[place] for place in model.members(family)]
        self._levels: dict[str, Level] = {}
        self.setFixedHeight(theme.px(14) * len(self._criteria))

    def show_levels(self, levels: tuple[Level, ...]) -> None:
        """Show the levels of a case."""
        self._levels = {level.criterion: level for level in levels}
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """All rows of the family."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch, high = self._theme.px(14), self._theme.px(10)
        for row, criterion in enumerate(self._criteria):
            track = QRectF(6, row * pitch + 2, self.width() - 12, high)
            level = self._levels.get(criterion.id)
            if level is None:
                paint_band_ground(painter, track, criterion, self._theme)
            else:
                paint_bands(painter, track, criterion, level, self._theme)


class OptionCard(QWidget):
    """One side of the card: a heading, the glyph, the name of the option and a word below."""

    def __init__(self, theme: Theme, words: Words, heading: str, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme, self._words, self._options = theme, words, options
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._glyph = Glyph(theme)
        self._name = label(theme, "", "strong", wrap=True)
        self._second = label(theme, "", "caption", "ink_2", wrap=True)
        column.addWidget(label(theme, heading, "caption", "ink_2"))
        column.addWidget(self._glyph)
        column.addWidget(self._name)
        column.addWidget(self._second)
        column.addStretch(1)

    def show_option(self, option: str | None, name: str, second: str) -> None:
        """Show an option, or in words why there is none."""
        place = None if option is None else self._options.index(option)
        self._glyph.show_place(place)
        self._name.setText(name if option is None else self._words(f"option.{option}.name"))
        colour = self._theme.palette.ink_2 if place is None else self._theme.palette.option(place).text
        self._name.setStyleSheet(f"color: {colour}")
        self._second.setText(second)


class LibraryPreview(QWidget):
    """The selected case."""

    asked = Signal(str)
    """What is to be done with it: open, duplicate, export or decide."""
    tagged = Signal(tuple, str)
    """The tags the case is to have, and the one that was added or taken off."""

    def __init__(self, theme: Theme, words: Words, model: DecisionModel) -> None:
        super().__init__()
        self._theme, self._words, self._model = theme, words, model
        lay_ground(self, "surface")
        self.setFixedWidth(theme.px(372))
        self.buttons: dict[str, QPushButton] = {}
        self._title = label(theme, "", "section", wrap=True)
        self._second = label(theme, "", "caption", "ink_2", wrap=True)
        self._recommended = OptionCard(theme, words, words("desk.library.column.recommended"), model.option_ids)
        self._documented = OptionCard(theme, words, words("desk.library.column.documented"), model.option_ids)
        self.tags = TagRow(theme, words)
        self.tags.changed.connect(self.tagged)
        self._sign = label(theme, "", "title", "ink_2")
        self._bands = {family: SmallBands(theme, model, family) for family in model.family_ids}
        self._facts: dict[str, QLabel] = {name: label(theme, "", wrap=True) for name in FACTS}
        self.log = LogPart(theme, words)
        self.log.decide_asked.connect(lambda: self.asked.emit("decide"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        column.addWidget(self._second)
        column.addSpacing(theme.px(6))
        column.addWidget(self._buttons())
        column.addSpacing(theme.px(8))
        column.addWidget(self.tags)
        column.addSpacing(theme.px(10))
        column.addWidget(self._card())
        column.addSpacing(theme.px(14))
        column.addWidget(self._levels())
        column.addSpacing(theme.px(14))
        column.addWidget(self._facts_grid())
        column.addSpacing(theme.px(14))
        column.addWidget(self.log)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self._content = content

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        for name, kind in (("open", "primary"), ("duplicate", ""), ("export", "")):
            made = button(self._theme, self._words(f"desk.library.{name}"), kind)
            made.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            self.buttons[name] = made
            row.addWidget(made)
        row.addStretch(1)
        return holder

    def _card(self) -> QFrame:
        card = QFrame()
        lay_ground(card, "raised")
        row = QHBoxLayout(card)
        row.setContentsMargins(*(self._theme.px(14),) * 4)
        row.addWidget(self._recommended, 1)
        row.addWidget(self._sign)
        row.addSpacing(self._theme.px(14))
        row.addWidget(self._documented, 1)
        return card

    def _levels(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._theme.px(8))
        grid.setColumnMinimumWidth(0, self._theme.px(120))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(self._theme, self._words("desk.library.levels"), "strong"), 0, 0)
        side = label(self._theme, self._words("desk.library.inside_outside"), "caption", "ink_2")
        grid.addWidget(side, 0, 1, Qt.AlignmentFlag.AlignRight)
        for row, (family, bands) in enumerate(self._bands.items(), start=1):
            name = label(self._theme, self._words(f"family.{family}.name"), "caption", "ink_2")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(bands, row, 1)
        return holder

    def _facts_grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._theme.px(4))
        grid.setColumnMinimumWidth(0, self._theme.px(120))
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._facts.items()):
            head = label(self._theme, self._words(f"desk.library.fact.{name}"), "caption", "ink_2")
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return holder

    def show_row(
        self, row: Row | None, case: Case | None, tags: tuple[str, ...] = (), log: Log | None = None
    ) -> None:
        """Show a case, its tags and what was decided of it; None where nothing is selected."""
        self._content.setVisible(row is not None and case is not None)
        if row is None or case is None:
            return
        self._title.setText(row.summary.title)
        self.tags.show_tags(tags)
        date = self._words("desk.case.as_of", date=self._words.day(case.as_of))
        self._second.setText(f"{self._kind(case)}\n{date}")
        self._show_answer(case, row.answer)
        levels = levels_of(self._model, case)
        for bands in self._bands.values():
            bands.show_levels(levels)
        self._show_facts(case, levels)
        self.log.show_log(log or Log(), case)

    def _kind(self, case: Case) -> str:
        kind = self._words(f"value.mission.kind.{case.mission.kind}")
        phase = "" if case.phase is None else ", " + self._words(f"value.phase.{case.phase}")
        return kind[:1].upper() + kind[1:] + phase

    def _show_answer(self, case: Case, answer: CaseAnswer | None) -> None:
        words = self._words
        if answer is None:
            self._recommended.show_option(None, words("desk.library.computing"), "")
        else:
            strength = words(f"strength.{answer.strength}")
            self._recommended.show_option(answer.option, words("desk.library.none"), strength)
        documented = case.documented
        if documented is None:
            self._documented.show_option(None, words("desk.library.not_documented"), "")
        else:
            self._documented.show_option(documented.option, "", documented.source)
        known = answer is not None and documented is not None
        same = answer is not None and documented is not None and answer.option == documented.option
        self._sign.setText(("=" if same else "≠") if known else "")

    def _show_facts(self, case: Case, levels: tuple[Level, ...]) -> None:
        words, mission, team = self._words, case.mission, case.country_team
        ocha = None if team is None else team.ocha_presence
        rated = sum(level.rated for level in levels)
        evidence = words.count("desk.evidence.items", len(case.evidence))
        shown = {
            "mandate": words(f"value.mission.mandate.{mission.mandate}"),
            "uses_force": words(f"value.mission.uses_force.{mission.uses_force}"),
            "ocha": words("value.unknown") if ocha is None else words(f"value.country_team.ocha_presence.{ocha}"),
            "rated": words("desk.library.rated", rated=rated, total=len(levels), evidence=evidence),
        }
        for name, text in shown.items():
            self._facts[name].setText(text[:1].upper() + text[1:])
