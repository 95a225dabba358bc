"""Step 1: the facts of the case, each field one edit, with what is computed from them shown beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.context_aside import ContextAside
from app.desk.controls import ChoiceBox, Field, LineField, label, rule, scrolled
from app.desk.country_list import CountryList, country_names
from app.desk.entry import NotADateError, change_notice, date_of, enter
from app.desk.stale import WhenSeen
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, CountryTeam, Mandate, MissionKind, MissionStatus, OchaPresence, Phase, UsesForce
from decision.facts import facts_of

_CHOICES: Mapping[str, tuple[type[StrEnum], bool]] = {
    "mission.kind": (MissionKind, False),
    "mission.status": (MissionStatus, True),
    "mission.mandate": (Mandate, False),
    "mission.uses_force": (UsesForce, False),
    "country_team.ocha_presence": (OchaPresence, True),
    "phase": (Phase, True),
}
"""The facts chosen from a list, and whether they may be left open."""

_ACTIONS = {"title": "title", "current_arrangement": "arrangement"}


TWO_COLUMNS = 860
"""Pixels of width, at the plain text size, from which the map has room beside the facts."""


class ContextStep(QWidget):
    """The facts of the case."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._names = country_names(self._words)
        self.fields: dict[str, Field] = {}
        self._lists: dict[str, CountryList] = {}
        self._build()
        state.case_changed.connect(WhenSeen(self, self._show).follow)

    def status(self) -> tuple[str, str]:
        """Done when every fact that doctrine looks at is given."""
        case = self._state.case
        if case is None:
            return "nothing", ""
        missing = sum(value is None for value in facts_of(case).values())
        if missing:
            return "part", self._words.count("desk.context.missing", missing)
        return "done", self._words("desk.context.complete")

    def _build(self) -> None:
        theme = self._theme
        self._facts_room, self._aside_room = QWidget(), QWidget()
        self._below = QVBoxLayout(self._facts_room)
        self._below.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(24))
        self._below.setSpacing(theme.px(24))
        self._below.addWidget(self._facts())
        self._aside = ContextAside(self._state, theme, self._names)  # after the facts, so that Tab reaches it last
        self._aside.map.toggled.connect(self._toggle)
        self._beside = QVBoxLayout(self._aside_room)
        self._beside.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(24))
        self._beside.addWidget(self._aside)
        self._beside.addStretch(1)
        self._aside_view = scrolled(self._aside_room)
        self._facts_view = scrolled(self._facts_room)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._facts_view, 10)
        outer.addWidget(self._aside_view, 11)

    def _facts(self) -> QWidget:
        theme, words = self._theme, self._words
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        head = QVBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(theme.px(2))
        head.addWidget(label(theme, words("desk.step.context"), "title"))
        head.addWidget(label(theme, words("desk.context.lead"), "body", "ink_2", wrap=True))
        column.addLayout(head)
        for name, fill in (
            ("case", self._case_fields),
            ("mission", self._mission_fields),
            ("team", self._team_fields),
            ("stage", self._stage_fields),
        ):
            column.addSpacing(theme.px(4))
            column.addWidget(self._section(words(f"desk.context.section.{name}")))
            fill(column)
        column.addStretch(1)
        return facts

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The map stays beside the facts while they are scrolled; in a narrow window it comes below them."""
        beside = event.size().width() >= self._theme.px(TWO_COLUMNS)
        if beside == self._aside_view.isHidden():
            home = self._beside if beside else self._below
            home.insertWidget(0 if beside else 1, self._aside)
            self._aside_view.setVisible(beside)
        super().resizeEvent(event)

    def _section(self, text: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(self._theme.px(4))
        column.addWidget(label(self._theme, text, "section"))
        column.addWidget(rule(self._theme))
        return holder

    def _pairs(self, column: QVBoxLayout, *fields: Field) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(12))
        grid.setVerticalSpacing(self._theme.px(10))
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def _case_fields(self, column: QVBoxLayout) -> None:
        self._pairs(column, self._line("title", self._set_title), self._line("as_of", self._set_date))
        column.addWidget(self._countries("countries", lambda case, codes, _: replace(case, countries=codes)))

    def _mission_fields(self, column: QVBoxLayout) -> None:
        def area(case: Case, codes: tuple[str, ...], shares: dict[str, float]) -> Case:
            return replace(case, mission=replace(case.mission, countries=codes, coverage=shares))

        self._pairs(
            column,
            self._line("mission.name", self._set_mission_name),
            self._choice("mission.kind"),
            self._choice("mission.status"),
            self._choice("mission.mandate"),
            self._choice("mission.uses_force"),
            self._yes_no(),
        )
        column.addWidget(self._countries("mission.countries", area, shares=True))
        column.addWidget(self._line("mission.other_missions", self._set_others))

    def _team_fields(self, column: QVBoxLayout) -> None:
        def team(case: Case, codes: tuple[str, ...], _: dict[str, float]) -> Case:
            return replace(case, country_team=replace(case.country_team or CountryTeam(), countries=codes))

        column.addWidget(self._countries("country_team.countries", team))
        self._pairs(column, self._choice("country_team.ocha_presence"))

    def _stage_fields(self, column: QVBoxLayout) -> None:
        words, model = self._words, self._state.workspace.model
        choices: list[tuple[str, object]] = [(words("word.not_stated"), None)]
        choices += [(words(f"option.{option}.name"), option) for option in model.option_ids]
        box = ChoiceBox(self._theme, choices)
        box.activated.connect(lambda _: self._choose("current_arrangement", box))
        self._pairs(column, self._choice("phase"), self._field("current_arrangement", box))

    def _field(self, key: str, control: QWidget) -> Field:
        hint = f"desk.context.hint.{key}"
        field = Field(self._theme, self._name(key), control, self._words(hint) if self._words.has(hint) else "")
        self.fields[key] = field
        return field

    def _name(self, key: str) -> str:
        return self._words(f"desk.context.{key}")

    def _line(self, key: str, take: Callable[[str], None]) -> Field:
        control = LineField(self._theme)
        control.entered.connect(take)
        return self._field(key, control)

    def _choice(self, key: str) -> Field:
        kind, open_ = _CHOICES[key]
        choices: list[tuple[str, object]] = [(self._words("word.not_stated"), None)] if open_ else []
        choices += [(self._shown(key, item), item) for item in kind]
        box = ChoiceBox(self._theme, choices)
        box.activated.connect(lambda _: self._choose(key, box))
        return self._field(key, box)

    def _yes_no(self) -> Field:
        words = self._words
        choices: list[tuple[str, object]] = [(words("value.unknown"), None)]
        choices += [(words("value.yes"), True), (words("value.no"), False)]
        box = ChoiceBox(self._theme, choices)
        box.activated.connect(lambda _: self._choose("mission.rc_hc_in_other_mission", box))
        return self._field("mission.rc_hc_in_other_mission", box)

    def _countries(self, key: str, change: Callable[..., Case], *, shares: bool = False) -> Field:
        control = CountryList(self._theme, self._words, self._names, shares=shares)
        control.changed.connect(lambda codes, covered: self._set_countries(key, change, codes, covered))
        self._lists[key] = control
        return self._field(key, control)

    def _shown(self, key: str, value: object) -> str:
        """A value as the notice and the list say it."""
        words = self._words
        if value is None:
            return ""
        if isinstance(value, bool):
            return words("value.yes" if value else "value.no")
        if key == "current_arrangement":
            return words(f"option.{value}.name")
        return words(f"value.{key}.{value}")

    def _choose(self, key: str, box: ChoiceBox) -> None:
        case, value = self._state.stored_case, box.currentData()
        if case is None:
            return
        before = _value(case, key)
        if value != before:
            self._enter(key, _with_value(case, key, value), self._shown(key, before), self._shown(key, value))

    def _set_title(self, text: str) -> None:
        case = self._state.stored_case
        if case is not None:
            self._enter("title", replace(case, title=text.strip()), case.title, text.strip())

    def _set_mission_name(self, text: str) -> None:
        case = self._state.stored_case
        if case is not None:
            changed = replace(case, mission=replace(case.mission, name=text.strip()))
            self._enter("mission.name", changed, case.mission.name, text.strip())

    def _set_others(self, text: str) -> None:
        case = self._state.stored_case
        if case is not None:
            others = tuple(part.strip() for part in text.split(",") if part.strip())
            changed = replace(case, mission=replace(case.mission, other_missions=others))
            before = ", ".join(case.mission.other_missions)
            self._enter("mission.other_missions", changed, before, ", ".join(others))

    def _set_date(self, text: str) -> None:
        case = self._state.stored_case
        if case is None:
            return
        try:
            date = date_of(self._words, text)
        except NotADateError:
            date = None
        if date is None:
            self.fields["as_of"].show_fault(self._words("desk.entry.not_a_date"))
            return
        shown = self._words.day
        if date == case.as_of:
            self._put_back("as_of")
        else:
            self._enter("as_of", replace(case, as_of=date), shown(case.as_of), shown(date))

    def _set_countries(
        self, key: str, change: Callable[..., Case], codes: tuple[str, ...], shares: dict[str, float]
    ) -> None:
        case = self._state.stored_case
        if case is not None:
            changed = change(case, codes, shares)
            before, after = (self._area(key, item) for item in (case, changed))
            self._enter(key, changed, before, after, self._one_country(key, _codes(case, key), codes))

    def _one_country(self, key: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
        """The notice of a country that was put in or taken out; nothing where another thing was changed."""
        moved = set(before) ^ set(after)
        if len(moved) != 1:
            return ""
        (code,) = moved
        name = self._names.get(code, code)
        return self._words(f"map.notice.{'in' if code in after else 'out'}", area=self._name(key), country=name)

    def _toggle(self, key: str, code: str) -> None:
        """Put a country into an area or take it out, as was asked on the map."""
        case = self._state.stored_case
        if case is None:
            return
        codes = _codes(case, key)
        after = tuple(item for item in codes if item != code) if code in codes else (*codes, code)
        shares = {item: share for item, share in case.mission.coverage.items() if item in after}
        self._lists[key].changed.emit(after, shares)
        if self.fields[key].fault:
            self._facts_view.ensureWidgetVisible(self.fields[key])

    def _area(self, key: str, case: Case) -> str:
        codes = _codes(case, key)
        covered = case.mission.coverage if key == "mission.countries" else {}
        words = self._words
        return ", ".join(
            self._names.get(code, code) + (f" {words.share(covered[code])}" if code in covered else "")
            for code in codes
        )

    def _enter(self, key: str, case: Case, before: str, after: str, notice: str = "") -> None:
        first = key.split(".", maxsplit=1)[0]
        action = _ACTIONS.get(key, "country_team" if first == "country_team" else "fact")
        notice = notice or change_notice(self._words, self._name(key), before, after)
        enter(self._state, self.fields[key], case, (action, key), notice)
        self._show()

    def _put_back(self, key: str) -> None:
        control = self.fields[key].control
        if isinstance(control, LineField):
            control.put_back()
        self.fields[key].show_fault("")

    def _show(self) -> None:
        """Show what is stored, leaving alone a field with a fault that is still to be mended."""
        case = self._state.case
        if case is None:
            return
        texts = {
            "title": case.title,
            "as_of": self._words.day(case.as_of),
            "mission.name": case.mission.name,
            "mission.other_missions": ", ".join(case.mission.other_missions),
        }
        for key, text in texts.items():
            control = self.fields[key].control
            if isinstance(control, LineField) and not self.fields[key].fault:
                control.show_value(text)
        for key, field in self.fields.items():
            if isinstance(field.control, ChoiceBox):
                field.control.show_value(_value(case, key))
        for key, control in self._lists.items():
            shares = case.mission.coverage if key == "mission.countries" else {}
            if control.show_value(_codes(case, key), shares):
                self._settle(control)
        self._aside.show_case(case)

    def _settle(self, control: QWidget) -> None:
        """Make room for other countries at once: left to the loop, the rows would be squeezed for a frame."""
        above: QWidget | None = control
        while above is not None and above is not self._facts_view.viewport():
            layout = above.layout()
            if layout is not None:
                layout.activate()
            above = above.parentWidget()
        QApplication.sendPostedEvents(self._facts_room, QEvent.Type.LayoutRequest)


def _codes(case: Case, key: str) -> tuple[str, ...]:
    if key == "mission.countries":
        return case.mission.countries
    if key == "country_team.countries":
        return () if case.country_team is None else case.country_team.countries
    return case.countries


def _value(case: Case, key: str) -> Any:
    """The value of a chosen fact by its key."""
    first, _, second = key.partition(".")
    holder = getattr(case, first)
    return holder if not second or holder is None else getattr(holder, second)


def _with_value(case: Case, key: str, value: Any) -> Case:
    first, _, second = key.partition(".")
    if not second:
        return replace(case, **{first: value})
    holder = getattr(case, first)
    if holder is None:
        holder = CountryTeam()
    return replace(case, **{first: replace(holder, **{second: value})})
