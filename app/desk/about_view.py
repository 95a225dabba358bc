"""What Footing is, what it rests on, and under which licences it and its parts may be used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.desk.contents_list import ContentsList
from app.desk.controls import label, rule, scrolled
from app.desk.dialog import DeskDialog
from app.desk.theme import Theme
from app.licences import OURS, Component, components, licence_text
from app.program import PROGRAM
from app.tasks import TaskRunner
from app.words import Words
from decision.model import DecisionModel

SIZE = (860, 720)
LEAST, EDGE = 220, 4
"""Height of the licences, at 100 %, that they never go below; room for the focus ring."""
DIGITS = 8
"""A hash is shown in groups of so many, so that its line may break."""
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class AboutView(DeskDialog):
    """Facts above, licences below; the packages are read aside, once the window is there."""

    def __init__(
        self, theme: Theme, words: Words, model: DecisionModel, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, "about.title", parent, SIZE)
        self._runner = runner
        self._parts: dict[str, Component] = {}
        self.say(words("about.sentence"))
        self.facts = {key: self._fact(text) for key, text in self._texts(model).items()}
        self._copied = words(
            "about.copied", program=PROGRAM, id=model.id, version=model.version, hash=model.sha256
        )
        self.parts = ContentsList(theme, words("about.parts"))
        self.licence = QPlainTextEdit()
        self._build()
        self.parts.chosen.connect(self._ask_text)
        self.copy = self.add_button("about.copy", self._copy, left=True)
        self.add_button("settings.close", self.accept, "primary")
        self.aside(runner, "licences", lambda _: components(), self._show_parts)

    def _texts(self, model: DecisionModel) -> dict[str, str]:
        words = self._words
        return {
            "version": PROGRAM,
            "model": words("about.model.is", id=model.id, version=model.version, hash=_grouped(model.sha256)),
            "source": words("about.source.is"),
            "fonts": words("about.fonts.is"),
            "map": words("about.map.is"),
        }

    def _fact(self, text: str) -> QLabel:
        made = label(self._theme, text, wrap=True)
        made.setTextInteractionFlags(_SELECTABLE)
        made.setProperty("focusRing", True)
        made.setAccessibleName(text)
        return made

    def _build(self) -> None:
        theme, words, page = self._theme, self._words, QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(12), EDGE)
        column.setSpacing(theme.px(8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for line, (key, fact) in enumerate(self.facts.items()):
            name = label(theme, words(f"about.{key}"), "body", "ink_2")
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, line, 1)
        column.addLayout(grid)
        column.addSpacing(theme.px(8))
        column.addWidget(label(theme, words("about.licences"), "section"))
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setFont(theme.font())
        self.licence.setAccessibleName(words("about.text"))
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.parts, 2)
        row.addWidget(rule(theme, vertical=True))
        row.addWidget(self.licence, 3)
        for part in (self.parts, self.licence):
            part.setMinimumHeight(theme.px(LEAST))
        column.addLayout(row, 1)
        self.body.addWidget(scrolled(page), 1)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)

    def _show_parts(self, found: list[Component]) -> None:
        words = self._words
        for part in found:
            self._parts[part.name] = part
            name = PROGRAM if part.name == OURS else words("about.part", name=part.name, version=part.version)
            self.parts.add_entry(part.name, name, part.licence or words("about.unnamed"))
        self.parts.choose_first()

    def _ask_text(self, name: str) -> None:
        self.aside(self._runner, "licence", lambda _: licence_text(name), lambda text: self._show_text(name, text))

    def _show_text(self, name: str, text: str) -> None:
        part = self._parts[name]
        key = "about.no_text" if part.licence else "about.no_licence"
        self.licence.setPlainText(text or self._words(key, name=name, licence=part.licence))


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS))
