"""The saved scenarios of a case, in the dock: opened as a what-if, compared, deleted and taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import button, empty, label
from app.desk.header import ToolButton
from app.desk.mirrored import Mirror
from app.desk.scenario_compare import ScenarioCompare
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.what_if_foot import ROOM
from app.scenarios import fingerprint, supposed_by
from db import keeping
from db.keeping import Scenario


class ScenarioButton(QAbstractButton):
    """One scenario: its name, and below it when it was saved."""

    def __init__(self, theme: Theme, name: str, second: str, said: str) -> None:
        super().__init__()
        self._theme, self._second = theme, second
        self._mirror = Mirror(self, theme)
        self.setText(name)
        self.setAccessibleName(said)
        self.setAccessibleDescription(second)
        self.setToolTip(f"{name}\n{second}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme.px(40))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the dock."""
        return QSize(self._theme.px(180), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Two lines, on a tint under the pointer."""
        painter, theme, half = QPainter(self), self._theme, self._theme.px(18)
        if self.underMouse():
            painter.fillRect(QRectF(self.rect()), theme.colour("hover"))
        upper, lower = (self._mirror.cell(0, self.width(), theme.px(2) + line * half, half) for line in (0, 1))
        self._mirror.text(painter, upper, self.text(), "name", theme.colour("ink"))
        self._mirror.text(painter, lower, self._second, "caption", theme.colour("ink_2"))


class ScenarioList(QWidget):
    """The scenarios of the open case, the newest first; a deleted one stays as a line that brings it back."""

    opened = Signal(object)
    """A scenario is tried now: its record."""

    def __init__(self, state: DeskState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._gone: list[Scenario] = []
        self.found: list[Scenario] = []
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, ROOM, 0, 0)
        self._page.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.setContentsMargins(ROOM, 0, ROOM, 0)
        head.addWidget(label(theme, self._words("scenario.title"), "section"), 1)
        self.compare = button(theme, self._words("scenario.compare"), "link")
        self.compare.clicked.connect(self.ask_compare)
        head.addWidget(self.compare)
        self._page.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._page.addLayout(self._lines)
        state.case_opened.connect(self._forget_gone)
        state.case_opened.connect(self.refresh)
        state.library_changed.connect(self.refresh)
        self.refresh()

    def _forget_gone(self) -> None:
        self._gone = []

    def refresh(self) -> None:
        """Read the scenarios of the open case again."""
        case, library = self._state.stored_case, self._state.library
        empty(self._lines)
        self.found, now = [], ""
        if case is not None:
            try:
                self.found = keeping.scenarios(library, case.id)
                now = fingerprint(library, case) if self.found else ""
            except Exception as fault:  # told in the window by its kind, never lost
                self._state.faulted.emit(fault)
        gone = {item.id for item in self._gone}
        for item in sorted([*self.found, *self._gone], key=lambda item: -item.id):
            self._lines.addWidget(self._gone_line(item) if item.id in gone else self._line(item, now))
        self.setVisible(bool(self.found or self._gone))
        self.compare.setVisible(bool(self.found))

    def _line(self, item: Scenario, now: str) -> QWidget:
        words, theme, line = self._words, self._theme, QWidget()
        key = "scenario.saved" if item.base_sha256 == now else "scenario.saved_before"
        here = item.at.astimezone()
        second = words(key, date=words.short_day(here.date()))
        name = ScenarioButton(theme, item.name, second, words("scenario.open", name=item.name))
        name.clicked.connect(lambda: self.open(item))
        drop = ToolButton(theme, "bin", words("scenario.delete", name=item.name))
        drop.setFixedSize(theme.px(28), theme.px(28))
        drop.clicked.connect(lambda: self.drop(item))
        drop.setEnabled(self._state.library.writing)
        row = QHBoxLayout(line)
        row.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        row.addWidget(name, 1)
        row.addWidget(drop)
        return line

    def _gone_line(self, item: Scenario) -> QWidget:
        theme, line = self._theme, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        row.addWidget(
            label(theme, self._words("scenario.deleted", name=item.name), "caption", "ink_2", wrap=True), 1
        )
        back = button(theme, self._words("menu.undo"), "link")
        back.setAccessibleName(self._words("scenario.take_back", name=item.name))
        back.clicked.connect(lambda: self.take_back(item))
        row.addWidget(back)
        return line

    def open(self, item: Scenario) -> None:
        """Try what a scenario supposes, instead of what is tried now; that can be brought back."""
        case = self._state.stored_case
        if case is None:
            return
        try:
            what_if = supposed_by(self._state.library, case, item)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return
        self._state.tried.replace(what_if)
        self.opened.emit(item)

    def drop(self, item: Scenario) -> None:
        """Delete a scenario; it can be taken back in its place."""
        if self._done(lambda: keeping.drop_scenario(self._state.library, item)):
            self._gone.append(item)
            self.refresh()

    def take_back(self, item: Scenario) -> None:
        """Bring a deleted scenario back."""
        if self._done(lambda: keeping.take_back_scenario(self._state.library, item)):
            self._gone.remove(item)
            self.refresh()

    def _done(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return False
        return True

    def ask_compare(self) -> ScenarioCompare | None:
        """Show the scenarios beside the case; the view that opened."""
        if self._state.stored_case is None or not self.found:
            return None
        view = ScenarioCompare(self._state, self._theme, self.found, self.window())
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.open()
        return view
