"""The settings of the desk: looks, language, paper, draws and the library; each choice takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from app.desk.controls import button, label, scrolled
from app.desk.dialog import DeskDialog
from app.desk.looks import (
    ChosenBox,
    Kept,
    SchemeRow,
    beside,
    focus_named,
    focused_name,
    language_box,
    place_field,
    scale_box,
)
from app.desk.settings import DRAWS, PAPERS, DeskSettings
from app.desk.theme import Theme
from app.words import Words

SIZE = (640, 720)
NARROW = 600
"""Narrower than this, at 100 %, names stand over their controls: a small screen and a large text."""
_Row = tuple[str, QLayout, str]
"""The key of a row's name, its control, and the key of the hint below it, or nothing."""


class SettingsDialog(DeskDialog):
    """Tells every choice by its signal and keeps none itself; Escape closes it.

    Whoever has taken a choice on calls :meth:`show_anew`, so that the dialog follows a new look or language.
    """

    scheme_chosen = Signal(str)
    scale_chosen = Signal(int)
    language_chosen = Signal(str)
    paper_chosen = Signal(str)
    draws_chosen = Signal(int)
    """0: as many as the model says."""
    place_asked = Signal()
    passphrase_asked = Signal()
    backups_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        settings: DeskSettings,
        kept: Kept,
        model_draws: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, "settings.title", parent, SIZE)
        self._settings, self._kept, self._model_draws = settings, kept, model_draws
        self._fill()
        self.scheme.cells[settings.scheme].setFocus()

    def show_anew(self) -> None:
        """Follow the look and the language as they are now; the keyboard stays where it is."""
        held = focused_name(self)
        self._furnish()
        self._fill()
        focus_named(self, held)

    def _fill(self) -> None:
        theme, settings = self._theme, self._settings
        self.say(self._words("settings.sentence"))
        self._make_controls(settings)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(20))
        column.addWidget(self._group("looks", self._looks()))
        column.addWidget(self._group("work", self._work()))
        column.addWidget(self._group("library", self._library()))
        column.addStretch(1)
        self.body.addWidget(scrolled(page))
        self.add_button("settings.close", self.accept, "primary")
        self.scheme.chosen.connect(self.scheme_chosen.emit)
        self.scale.chosen.connect(self.scale_chosen.emit)
        self.language.chosen.connect(self.language_chosen.emit)
        self.paper.chosen.connect(self.paper_chosen.emit)
        self.draws.chosen.connect(self.draws_chosen.emit)

    def _make_controls(self, settings: DeskSettings) -> None:
        theme, words = self._theme, self._words
        self.scheme = SchemeRow(theme, words, settings.scheme)
        self.scale = scale_box(theme, words, settings.scale)
        self.language = language_box(theme, words, settings.language)
        papers = [(words(f"desk.note.paper.{name}"), name) for name in PAPERS]
        self.paper = ChosenBox(theme, words("settings.paper"), papers, settings.paper)
        self.paper.setObjectName("paper")
        self.draws = ChosenBox(theme, words("settings.draws"), self._draws(), settings.draws or 0)
        self.draws.setObjectName("draws")
        self.draws.setAccessibleDescription(words("settings.draws.hint"))

    def _draws(self) -> list[tuple[str, object]]:
        words = self._words
        number = words.number(self._model_draws)
        return [
            (words("settings.draws.number", number=words.number(draws)), draws)
            if draws
            else (words("settings.draws.model", number=number), draws)
            for draws in DRAWS
        ]

    def _looks(self) -> list[_Row]:
        return [
            ("menu.scheme", self.scheme, ""),
            ("menu.scale", self._short(self.scale), ""),
            ("settings.language", self._short(self.language), ""),
        ]

    def _work(self) -> list[_Row]:
        return [
            ("settings.paper", self._short(self.paper), ""),
            ("settings.draws", self._short(self.draws), "settings.draws.hint"),
        ]

    def _library(self) -> list[_Row]:
        theme, words, kept = self._theme, self._words, self._kept
        self.place = place_field(theme, words, kept.path)
        self.change = self._button("settings.place.change", self.place_asked)
        key = "change" if kept.encrypted else "set"
        self.passphrase = self._button(f"settings.passphrase.{key}", self.passphrase_asked)
        self.backups = self._button("settings.backups.show", self.backups_asked)
        protection = label(theme, words("settings.encrypted" if kept.encrypted else "settings.plain"), wrap=True)
        newest = label(theme, kept.newest, wrap=True)
        return [
            ("settings.place", beside(theme, self.place, self.change), ""),
            ("settings.protection", beside(theme, protection, self.passphrase), ""),
            ("settings.backups", beside(theme, newest, self.backups), "settings.backups.hint"),
        ]

    def _button(self, key: str, signal: SignalInstance) -> QPushButton:
        made = button(self._theme, self._words(key))
        made.setObjectName(key)
        made.clicked.connect(lambda _=False: signal.emit())
        return made

    def _short(self, control: QWidget) -> QLayout:
        control.setMinimumWidth(self._theme.px(220))
        return beside(self._theme, control)

    def _group(self, name: str, rows: list[_Row]) -> QWidget:
        theme, made = self._theme, QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(4, 0, 4, 4)
        column.setSpacing(theme.px(8))
        column.addWidget(label(theme, self._words(f"settings.group.{name}"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        narrow = self.width() < theme.px(NARROW)
        at = 0 if narrow else 1
        grid.setColumnMinimumWidth(0, 0 if narrow else theme.px(120))
        grid.setColumnStretch(at, 1)
        line = 0
        for key, control, hint in rows:
            grid.addWidget(label(theme, self._words(key), "body", "ink_2", wrap=True), line, 0)
            line += narrow  # its name stands over the control then
            grid.addLayout(control, line, at)
            line += 1
            if hint:
                grid.addWidget(label(theme, self._words(hint), "caption", "ink_3", wrap=True), line, at)
                line += 1
        column.addLayout(grid)
        return made
