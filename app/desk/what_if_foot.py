"""What can be done with a what-if: put away, brought back, made an edit of the case, or saved as a scenario."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import LineField, button, label, rule
from app.desk.side_by_side import SideBySide
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.what_if_words import TrialWords
from app.supposing import WhatIf
from db import keeping

MOST_NAME = 120
ROOM = 4
"""Pixels around what can have the focus, so that its ring is seen."""


class Pair(SideBySide):
    """Two buttons beside each other, or one under the other where their words are long."""

    def __init__(self, theme: Theme, one: QWidget, other: QWidget, share: int = 1) -> None:
        super().__init__(theme, [(one, 1), (other, share)], 0, 8)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(ROOM, ROOM, ROOM, ROOM)


class WhatIfFoot(QWidget):
    """Stands at the foot of the dock while something is tried, or can be brought back."""

    saved = Signal()
    """A scenario was saved."""

    def __init__(self, state: DeskState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._theme = state, theme
        words = self._words = state.workspace.words
        self._said = TrialWords(words, state.workspace.model)
        self.reset = button(theme, words("what_if.reset"))
        self.save = button(theme, words("what_if.save"), "primary")
        self.apply = button(theme, words("what_if.apply"), "link")
        self.bring_back = button(theme, words("what_if.bring_back"), "link")
        self.name = LineField(theme)
        self.keep = button(theme, words("what_if.keep"), "primary")
        self.leave = button(theme, words("desk.cancel"))
        self._ask, self._buttons = QWidget(), Pair(theme, self.reset, self.save, 2)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        theme, words = self._theme, self._words
        self.name.setAccessibleName(words("what_if.name"))
        self.name.setMaxLength(MOST_NAME)
        asked = QVBoxLayout(self._ask)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(theme.px(6))
        head = label(theme, words("what_if.name"), "caption", "ink_2")
        head.setBuddy(self.name)
        field = QVBoxLayout()
        field.setContentsMargins(ROOM, 0, ROOM, 0)
        field.setSpacing(theme.px(4))
        field.addWidget(head)
        field.addWidget(self.name)
        asked.addLayout(field)
        asked.addWidget(Pair(theme, self.leave, self.keep))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(rule(theme))
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.px(20) - ROOM, theme.px(10), theme.px(20) - ROOM, theme.px(10))
        inside.setSpacing(theme.px(4))
        links = QHBoxLayout()
        links.setContentsMargins(ROOM, 0, ROOM, 0)
        links.addWidget(self.apply)
        links.addWidget(self.bring_back)
        links.addStretch(1)
        inside.addLayout(links)
        inside.addWidget(self._buttons)
        inside.addWidget(self._ask)
        page.addLayout(inside)
        self._ask.hide()

    def _connect(self) -> None:
        state = self._state
        self.reset.clicked.connect(lambda: self._turn(None, self.bring_back))
        self.bring_back.clicked.connect(lambda: self._turn(state.tried.before, self.reset))
        self.apply.clicked.connect(self._apply)
        self.save.clicked.connect(self.ask_name)
        self.leave.clicked.connect(self._leave)
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.name.given_up.connect(self._leave)
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        state.what_if_changed.connect(self._show)
        state.case_opened.connect(self._show)

    def _show(self) -> None:
        tries, before = self._state.what_if is not None, self._state.tried.before is not None
        self.setVisible(tries or before)
        self.apply.setVisible(tries)
        self.bring_back.setVisible(before and not tries)
        if not tries:
            self._ask.hide()
        self._buttons.setVisible(tries and self._ask.isHidden())
        writing = self._state.library.writing
        self.save.setEnabled(writing)
        self.apply.setEnabled(writing)

    def _turn(self, what_if: WhatIf | None, next_hold: QWidget) -> None:
        """Try something else instead, and give the keyboard to the way back."""
        self._state.tried.replace(what_if)
        next_hold.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_name(self) -> None:
        """Ask in place what the scenario is to be called; a name is proposed."""
        what_if = self._state.what_if
        if what_if is None:
            return
        self._buttons.hide()
        self._ask.show()
        self.name.setText(self._said.proposed_name(what_if))
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._ask.hide()
        self._show()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        state, trial, name = self._state, self._state.tried.trial, " ".join(self.name.text().split())
        case = state.stored_case
        if trial is None or case is None or not name or self._ask.isHidden():
            return
        try:
            keeping.save_scenario(state.library, case, trial.tried.case, name)
        except Exception as fault:  # told in the window by its kind; what is tried stays
            state.faulted.emit(fault)
            return
        self._leave()
        self.saved.emit()

    def _apply(self) -> None:
        trial = self._state.tried.trial
        if trial is not None:
            self._state.apply_what_if(self._said.notice(trial))
