"""What stands beside the work: the welcome page, settings, help, the sheet of keys, and licences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desk.dialog import DeskDialog
from app.desk.looks import Kept
from app.desk.safety import newest_words
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.theme import Theme

if TYPE_CHECKING:
    from app.desk.help_view import HelpView
    from app.desk.settings_view import SettingsDialog
    from app.desk.welcome import WelcomePage

LOOKS = ("scheme", "scale", "language")


class Guidance(QObject):
    """Makes each of them when it is asked for, and takes on what is chosen there."""

    looks_changed = Signal()
    """Appearance, text size or language is another."""
    paper_chosen = Signal(str)
    """Notes are to be made for another paper."""
    passphrase_asked = Signal()
    backups_asked = Signal()
    place_asked = Signal()

    def __init__(self, state: DeskState, theme: Theme, settings: DeskSettings, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._theme, self._settings, self._window = state, theme, settings, window
        self._words = state.workspace.words
        self.settings: SettingsDialog | None = None
        self.help: HelpView | None = None

    @property
    def kept(self) -> Kept:
        """How the library is kept."""
        library = self._state.library
        return Kept(library.path, library.encrypted, newest_words(self._words, library.path))

    def welcome_page(self) -> WelcomePage:
        """A new welcome page; what is begun on it is for the window to follow."""
        from app.desk.welcome import WelcomePage  # noqa: PLC0415 - seldom needed

        page = WelcomePage(self._theme, self._words, self._settings, self.kept)
        page.scheme_chosen.connect(lambda value: self.choose("scheme", value))
        page.scale_chosen.connect(lambda value: self.choose("scale", value))
        page.language_chosen.connect(lambda value: self.choose("language", value))
        page.passphrase_asked.connect(self.passphrase_asked)
        page.place_asked.connect(self.place_asked)
        return page

    def ask_settings(self) -> None:
        """Show the settings; each choice takes effect at once."""
        from app.desk.settings_view import SettingsDialog  # noqa: PLC0415

        draws = self._state.workspace.model.robustness.draws
        view = SettingsDialog(self._theme, self._words, self._settings, self.kept, draws, self._window)
        view.scheme_chosen.connect(lambda value: self.choose("scheme", value))
        view.scale_chosen.connect(lambda value: self.choose("scale", value))
        view.language_chosen.connect(lambda value: self.choose("language", value))
        view.paper_chosen.connect(self._choose_paper)
        view.draws_chosen.connect(self._choose_draws)
        for asked in ("passphrase_asked", "backups_asked", "place_asked"):
            getattr(view, asked).connect(view.accept)
            getattr(view, asked).connect(getattr(self, asked))
        self.settings = view
        view.finished.connect(lambda _: self._forget_settings())
        view.open()

    def ask_help(self, topic: str = "") -> None:
        """Show the help, at a topic where one is named; it stays open beside the work."""
        from app.desk.help_view import HelpView  # noqa: PLC0415

        if self.help is None:
            self.help = HelpView(self._theme, self._words, self._state.workspace.model, self._window)
        if topic:
            self.help.show_topic(topic)
        self.help.show()
        self.help.raise_()
        self.help.activateWindow()

    def ask_shortcuts(self) -> None:
        """Show all keys."""
        from app.desk.shortcut_sheet import ShortcutSheet  # noqa: PLC0415

        self._open(ShortcutSheet(self._theme, self._words, self._window))

    def ask_about(self) -> None:
        """Say what this is, what it rests on, and under which licences."""
        from app.desk.about_view import AboutView  # noqa: PLC0415

        workspace = self._state.workspace
        self._open(AboutView(self._theme, self._words, workspace.model, self._state.runner, self._window))

    def choose(self, look: str, value: object) -> None:
        """Take on an appearance, a text size or a language, wherever it was chosen."""
        assert look in LOOKS
        setattr(self._settings, look, value)
        self.looks_changed.emit()
        follow: list[Callable[[], None]] = [
            view.show_anew for view in (self.settings, self.help) if view is not None
        ]
        for show_anew in follow:
            show_anew()

    def _choose_paper(self, paper: str) -> None:
        self._settings.paper = paper
        self.paper_chosen.emit(paper)

    def _choose_draws(self, draws: int) -> None:
        self._settings.draws = draws
        self._state.workspace.draws = self._settings.draws
        self._state.refresh_library()

    def _open(self, view: DeskDialog) -> None:
        view.finished.connect(lambda _: view.deleteLater())
        view.open()

    def _forget_settings(self) -> None:
        if self.settings is not None:
            self.settings.deleteLater()
        self.settings = None
