"""The menu line and every action of the window, each with its words and keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from app.desk.settings import SCALES, SCHEMES, DeskSettings
from app.desk.steps import STEPS
from app.words import Words

Call = Callable[[], None]

_MENUS: tuple[tuple[str, tuple[tuple[str, str] | None, ...]], ...] = (
    (
        "file",
        (
            ("new", "Ctrl+N"),
            ("import", "Ctrl+I"),
            ("export", "Ctrl+E"),
            ("export_note", "Ctrl+Shift+E"),
            None,
            ("quit", "Ctrl+Q"),
        ),
    ),
    ("edit", (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z"), None, ("find", "Ctrl+K"))),
    ("view", (("library", "Ctrl+0"), ("dock", "Ctrl+D"), ("next_part", "F6"))),
    (
        "case",
        (
            ("duplicate", "Ctrl+Shift+D"),
            ("archive", ""),
            None,
            ("version", "Ctrl+Shift+S"),
            ("versions", "Ctrl+Shift+V"),
            ("history", "Ctrl+Shift+H"),
        ),
    ),
    ("safety", (("backups", "Ctrl+Shift+B"), ("passphrase", ""))),
    ("help", (("about", ""),)),
)

OF_THE_OPEN_CASE = ("export_note", "undo", "redo", "dock", "version")
"""Actions that need an open case; others also take the one selected in the library."""


class Menus:
    """The actions by name, so that the window can name and disable them."""

    def __init__(self, window: QMainWindow, bar: QMenuBar, words: Words, calls: dict[str, Call]) -> None:
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
                    self._add(menu, entry[0], entry[1], calls[entry[0]])

    def _add(self, menu: QMenu, name: str, keys: str, call: Call) -> None:
        action = QAction(self._words(f"menu.{name}"), self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
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
            action.setShortcut(QKeySequence(f"Ctrl+{place + 1}"))
            action.triggered.connect(lambda _=False, place=place: choose(place))
            menu.insertAction(before, action)
            self._window.addAction(action)
            self.actions[f"step.{name}"] = action
        menu.insertSeparator(before)

    def add_looks(
        self, settings: DeskSettings, scheme: Callable[[str], None], scale: Callable[[int], None]
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

    def _choices(self, menu: QMenu, entries: list[tuple[str, object]], now: object, choose: Callable) -> None:  # type: ignore[type-arg]
        group = QActionGroup(self._window)
        for text, value in entries:
            action = QAction(text, self._window)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, value=value: choose(value))
            group.addAction(action)
            menu.addAction(action)

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
