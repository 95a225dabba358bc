"""Pages that are there only while they are looked at: the welcome, and cases beside each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk.guidance import Guidance
from app.desk.library_results import LibraryResults
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.theme import Theme

if TYPE_CHECKING:
    from app.desk.welcome import WelcomePage


class SidePages(QObject):
    """Puts such a page on the stack of the window, and takes it off again."""

    left = Signal()
    """The page is to give way to the library."""

    def __init__(self, state: DeskState, theme: Theme, settings: DeskSettings, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._theme, self._settings = state, theme, settings
        self._page: QWidget | None = None
        self.welcome: WelcomePage | None = None

    def show_welcome(
        self, stack: QStackedWidget, guidance: Guidance, new: Callable[[], None], bring_in: Callable[[], None]
    ) -> None:
        """Show the welcome; whatever is begun there leads on, and Escape to the library."""
        page = guidance.welcome_page()
        for asked, call in {page.new_asked: new, page.import_asked: bring_in}.items():
            asked.connect(self._leave_welcome)
            asked.connect(call)
        for asked in (page.worked_case_asked, page.left):
            asked.connect(self._leave_welcome)
        self._show(stack, page)
        self.welcome = page

    def compare(self, stack: QStackedWidget, results: LibraryResults, ids: list[str]) -> None:
        """Show cases beside each other."""
        from app.desk.compare_view import CompareView  # noqa: PLC0415 - seldom needed

        view = CompareView(self._state, self._theme, results)
        view.back_asked.connect(self.left)
        view.open_asked.connect(self._state.open)
        if view.show_cases(ids):
            self._show(stack, view)

    def drop(self, stack: QStackedWidget) -> None:
        """Take the page off again, where there is one."""
        if self._page is not None:
            stack.removeWidget(self._page)
            self._page.deleteLater()
        self._page = self.welcome = None

    def _show(self, stack: QStackedWidget, page: QWidget) -> None:
        self.drop(stack)
        self._page = page
        stack.addWidget(page)
        stack.setCurrentWidget(page)
        page.setFocus()

    def _leave_welcome(self) -> None:
        self._settings.welcomed = True
        self.left.emit()
