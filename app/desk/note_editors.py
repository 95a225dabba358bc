"""The editors of the parts of a note, by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.desk.controls import button
from app.desk.note_checklists import Checklists
from app.desk.note_fields import Bound, Editor, FieldForm, Said, Stack
from app.desk.note_front import DECISION, HEAD, brief_fields, brief_form, review_form
from app.desk.note_issued import IssuedNotes
from app.desk.note_kinds import consultation_rows, context_rows, step_rows
from app.desk.note_option_texts import OptionTexts
from app.desk.note_rows import RowsEditor
from app.desk.note_states import part_name
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words

ISSUED = "issued"
COMES_FROM: Mapping[str, tuple[str, ...]] = {
    "recommendation": ("ratings", "weights"),
    "lines": ("context", "ratings", "weights"),
    "gaps": ("ratings", "evidence"),
    "options": ("context",),
    "annex": ("ratings", "evidence", "weights"),
}
"""The steps in which what a part says is to be changed, where it is not edited here."""


class Links(Editor):
    """Buttons that go to the steps from which a part is written."""

    def __init__(
        self, theme: Theme, words: Words, steps: tuple[str, ...], go: Callable[[str], object], lead: str
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(Said(theme, lead))
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(theme.px(12))
        for step in steps:
            link = button(theme, words(f"desk.step.{step}"), "link")
            link.setAccessibleName(words("desk.part.go", step=words(f"desk.step.{step}")))
            link.clicked.connect(lambda _=False, step=step: go(step))
            row.addWidget(link)
        row.addStretch(1)
        column.addLayout(row)


class NoteEditors:
    """What is edited of each part, made when it is first looked at; only ``issued`` is there from the start."""

    def __init__(self, state: DeskState, theme: Theme, go: Callable[[str], object]) -> None:
        """``go``: what goes to a step of the case by its name."""
        self._state, self._theme, self._words, self._go = state, theme, state.workspace.words, go
        self.issued = IssuedNotes(state, theme)

    @cached_property
    def fields(self) -> dict[str, Bound]:
        """The fields of the front matter by their names."""
        return brief_fields(self._state, self._theme, (*HEAD, *DECISION))

    @cached_property
    def context(self) -> RowsEditor:
        """The facts of the context."""
        return RowsEditor(self._state, self._theme, context_rows(self._words))

    @cached_property
    def steps(self) -> RowsEditor:
        """The next steps."""
        return RowsEditor(self._state, self._theme, step_rows(self._words))

    @cached_property
    def consultations(self) -> RowsEditor:
        """What parties said."""
        return RowsEditor(self._state, self._theme, consultation_rows(self._words))

    @cached_property
    def options(self) -> OptionTexts:
        """What is said of each option."""
        return OptionTexts(self._state, self._theme)

    @cached_property
    def review(self) -> FieldForm:
        """When to look at it again."""
        return review_form(self._state, self._theme)

    @cached_property
    def checklists(self) -> Checklists:
        """The checklists of the model."""
        return Checklists(self._state, self._theme)

    def named(self) -> dict[str, tuple[str, Callable[[], Editor]]]:
        """The name of each part, and of the list of issued notes after them, with what makes its editor."""
        words, made = self._words, self._makers()
        return {
            part: (words("desk.issued") if part == ISSUED else part_name(words, part), make)
            for part, make in made.items()
        }

    def _makers(self) -> dict[str, Callable[[], Editor]]:
        theme = self._theme
        return {
            "head": lambda: self._front(HEAD),
            "decision": lambda: Stack(theme, self._front(DECISION), self._stays("decision")),
            "recommendation": lambda: Stack(theme, self._links("recommendation"), self._stays("recommendation")),
            "context": lambda: Stack(theme, self._said("context"), self.context),
            "options": lambda: Stack(theme, self.options, self._links("options")),
            "lines": lambda: Stack(theme, self._links("lines"), self._stays("lines")),
            "dissent": lambda: Stack(theme, self._said("dissent"), self.consultations),
            "safeguards": self._safeguards,
            "review": lambda: Stack(theme, self.review, self._said("review")),
            "next_steps": lambda: self.steps,
            "gaps": lambda: Stack(theme, self._links("gaps"), self._stays("gaps")),
            "annex": lambda: Stack(theme, self._links("annex"), self.checklists),
            ISSUED: lambda: self.issued,
        }

    def _front(self, names: tuple[str, ...]) -> FieldForm:
        return brief_form(self._theme, {name: self.fields[name] for name in names})

    def _said(self, part: str) -> Said:
        return Said(self._theme, self._words(f"desk.part.says.{part}"))

    def _stays(self, part: str) -> Said:
        return Said(self._theme, self._words(f"desk.part.stays.{part}"), ink="ink_3")

    def _links(self, part: str) -> Links:
        lead = self._words(f"desk.part.says.{part}")
        return Links(self._theme, self._words, COMES_FROM[part], self._go, lead)

    def _safeguards(self) -> Said:
        words, items = self._words, list[str]()
        while words.has(f"safeguard.{len(items) + 1}"):
            key = f"safeguard.{len(items) + 1}"
            items.append(words("desk.part.item", number=len(items) + 1, text=words(key)))
        return Said(self._theme, words("desk.part.says.safeguards"), *items)
