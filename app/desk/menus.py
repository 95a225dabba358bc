"""The menu line and every action of the window, each with its words and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.desk.settings import SCALES, SCHEMES, DeskSettings
from app.desk.shortcuts import sequences_of
from app.desk.steps import STEPS
from app.words import Words

Call = Callable[[], None]

_MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    ("file", ("new", "import", "export", None, "export_note", "print", None, "settings", None, "quit")),
    ("edit", ("undo", "redo", None, "find")),
    ("view", ("library", "dock", "next_part")),
    ("case", ("duplicate", "archive", "decide", None, "version", "versions", "history")),
    ("safety", ("backups", "check", "passphrase")),
    ("help", ("contents", "shortcuts", "welcome", None, "about")),
)
"""Every menu with its actions; their keys are in the table of shortcuts."""

OF_THE_OPEN_CASE = ("export_note", "print", "undo", "redo", "dock", "version")
"""Actions that need an open case; others also take the one selected in the library."""


class Menus:
    """The actions by name, so that the window can name and disable them."""

    def __init__(self, window: QWidget, bar: QMenuBar, words: Words, calls: dict[str, Call]) -> None:
        self._window = window
        self._words = words
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for name, entries in _MENUS:
            menu = bar.addMenu(words(f"menu.{name}"))
            self.menus[name] = menu
            for entry in entries:
                if entry is None:
                    menu.addSeparator()
                else:
                    self._add(menu, entry, calls[entry])

    def _add(self, menu: QMenu, name: str, call: Call) -> None:
        action = QAction(self._words(f"menu.{name}"), self._window)
        action.setShortcuts(sequences_of(name))
        action.triggered.connect(lambda _=False: call())
        menu.addAction(action)
        # The window holds it too, so that its keys work wherever the menu bar is shown.
        self._window.addAction(action)
        self.actions[name] = action

    def add_steps(self, choose: Callable[[int], None]) -> None:
        """The six steps at the head of the case menu, by Ctrl+1 to Ctrl+6."""
        menu = self.menus["case"]
        before = menu.actions()[0]
        for place, name in enumerate(STEPS):
            action = QAction(self._words(f"desk.step.{name}"), self._window)
            action.setShortcuts(sequences_of(f"step.{name}"))
            action.triggered.connect(lambda _=False, place=place: choose(place))
            menu.insertAction(before, action)
            self._window.addAction(action)
            self.actions[f"step.{name}"] = action
        menu.insertSeparator(before)

    def add_looks(
        self, settings: DeskSettings, scheme: Callable[[object], None], scale: Callable[[object], None]
    ) -> None:
        """Appearance and text size in the view menu."""
        menu = self.menus["view"]
        menu.addSeparator()
        self._choices(
            menu.addMenu(self._words("menu.scheme")),
            [(self._words(f"menu.scheme.{name}"), name) for name in SCHEMES],
            settings.scheme,
            scheme,
        )
        self._choices(
            menu.addMenu(self._words("menu.scale")),
            [(self._words("menu.scale.value", size=size), size) for size in SCALES],
            settings.scale,
            scale,
        )

    def _choices(
        self, menu: QMenu, entries: list[tuple[str, object]], now: object, choose: Callable[[object], None]
    ) -> None:
        group = QActionGroup(self._window)
        for text, value in entries:
            action = QAction(text, self._window)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, value=value: choose(value))
            group.addAction(action)
            menu.addAction(action)

    def clear(self, bar: QMenuBar) -> None:
        """Take every action away again, before they are made in other words."""
        bar.clear()
        for action in self.actions.values():
            self._window.removeAction(action)
            action.deleteLater()

    def enable(self, names: tuple[str, ...], enabled: bool) -> None:
        """Let actions be used, or not."""
        for name in names:
            self.actions[name].setEnabled(enabled)

    def name_history(self, undo: str | None, redo: str | None) -> None:
        """Say in the menu what undo and redo would do."""
        for key, action in (("undo", undo), ("redo", redo)):
            entry = self.actions[key]
            entry.setEnabled(action is not None)
            text = self._words(f"menu.{key}")
            entry.setText(text if action is None else self._words(f"menu.{key}.named", action=action))
