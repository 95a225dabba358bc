"""The header: what is open, the six steps with their state, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import label, lay_ground
from app.desk.icons import paint_icon
from app.desk.state import DeskState
from app.desk.steps import STEPS
from app.desk.theme import Theme
from app.words import Words

TITLE_WIDTH = 252
HEIGHT = 60


class StepButton(QAbstractButton):
    """One step: its number and name, and below them its state in a sign and a few words."""

    def __init__(self, theme: Theme, words: Words, place: int) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._number = str(place + 1)
        self.name = words(f"desk.step.{STEPS[place]}")
        self._state = "nothing"
        self._second = ""
        self.brief = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(words("desk.step.tip", name=self.name, keys=f"Ctrl+{self._number}"))
        self.show_status("nothing", "")

    def show_status(self, state: str, second: str) -> None:
        """Show the state of the step: done, part, nothing or blocked, and why."""
        self._state, self._second = state, second
        self.setAccessibleName(f"{self._number} {self.name}")
        self.setAccessibleDescription(
            self._words("desk.step.state", state=self._words(f"desk.state.{state}"), text=second)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the wider of its two lines."""
        theme = self._theme
        first = QFontMetricsF(theme.font("strong")).horizontalAdvance(f"{self._number}  {self.name}")
        second = QFontMetricsF(theme.font("caption")).horizontalAdvance(self._second) + theme.px(20)
        width = first if self.brief else max(first, second)
        return QSize(round(width) + theme.px(12), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The second line may be cut, the name never."""
        first = QFontMetricsF(self._theme.font("strong")).horizontalAdvance(f"{self._number}  {self.name}")
        return QSize(round(first) + self._theme.px(12), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Two lines of text, and a bar under the step that is shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, pad = self._theme, self._theme.px(5)
        here = self.isChecked()
        if self.underMouse() and not here:
            painter.fillRect(self.rect(), theme.colour("hover"))
        painter.setPen(theme.colour("ink" if here else "ink_2"))
        painter.setFont(theme.font("strong" if here else "name"))
        top = theme.px(21 if self.brief else 10)
        first = QRectF(pad, top, self.width() - pad, theme.px(18))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, f"{self._number}  {self.name}")
        if not self.brief:
            self._paint_second(painter, pad)
        if here:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), theme.colour("ink"))

    def _paint_second(self, painter: QPainter, pad: int) -> None:
        theme = self._theme
        side = theme.px(14)
        sign = QRectF(pad, theme.px(32), side, side)
        paint_icon(painter, sign, self._state, theme.colour("ink_2"), theme.colour("surface"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        rest = QRectF(sign.right() + theme.px(5), theme.px(30), self.width(), theme.px(18))
        rest.setRight(self.width())
        text = QFontMetricsF(theme.font("caption")).elidedText(
            self._second, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)


class ToolButton(QAbstractButton):
    """An icon alone, where room allows no word: with its name in the tooltip and for assistive technology."""

    def __init__(self, theme: Theme, glyph: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._glyph = glyph
        self.setFixedSize(theme.px(32), theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Say what it would do now."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The icon, on a tint under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        side = self._theme.px(16)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        colour = self._theme.colour("ink" if self.isEnabled() else "edge")
        if not self.isEnabled():
            painter.setOpacity(0.6)
        paint_icon(painter, box, self._glyph, colour)


class FindButton(QAbstractButton):
    """Looks like a search field and leads to the one of the library."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._keys = "Ctrl+K"
        self.setText(words("desk.find"))
        self.setAccessibleName(words("desk.find.name"))
        self.setToolTip(words("desk.find.name"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme.px(188), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Frame, glass, word and keys."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(theme.colour("edge"))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = theme.px(14)
        paint_icon(
            painter, QRectF(theme.px(9), (self.height() - side) / 2, side, side), "search", theme.colour("ink_2")
        )
        painter.setPen(theme.colour("ink_2"))
        painter.setFont(theme.font())
        inside = QRectF(theme.px(30), 0, self.width() - theme.px(38), self.height())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(theme.colour("ink_3"))
        painter.setFont(theme.font("caption"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._keys)


class CaseHeader(QWidget):
    """The header over an open case."""

    step_chosen = Signal(int)
    find_asked = Signal()

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state = state
        self._words = state.workspace.words
        lay_ground(self, "surface")
        self.setFixedHeight(theme.px(HEIGHT))
        self._title = label(theme, "", "section")
        self._second = label(theme, "", "caption", "ink_2")
        self.steps = [StepButton(theme, self._words, place) for place in range(len(STEPS))]
        self.undo = ToolButton(theme, "undo", self._words("menu.undo"))
        self.redo = ToolButton(theme, "redo", self._words("menu.redo"))
        self._find = FindButton(theme, self._words)
        self._theme = theme
        self._lay_out()
        for place, step in enumerate(self.steps):
            step.clicked.connect(lambda _=False, place=place: self.step_chosen.emit(place))
        self.undo.clicked.connect(state.undo)
        self.redo.clicked.connect(state.redo)
        self._find.clicked.connect(self.find_asked)

    def _lay_out(self) -> None:
        theme = self._theme
        titles = QWidget()
        titles.setMinimumWidth(theme.px(150))
        titles.setMaximumWidth(theme.px(TITLE_WIDTH + 40))
        column = QVBoxLayout(titles)
        column.setContentsMargins(0, theme.px(9), theme.px(8), theme.px(9))
        column.setSpacing(0)
        for words in (self._title, self._second):
            words.setMinimumWidth(theme.px(120))
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, theme.px(16), 0)
        row.setSpacing(0)
        row.addWidget(titles, 10)
        row.addSpacing(theme.px(20))
        for step in self.steps:
            row.addWidget(step)
            row.addStretch(1)
        row.addStretch(3)
        row.addWidget(self.undo)
        row.addSpacing(theme.px(4))
        row.addWidget(self.redo)
        row.addSpacing(theme.px(12))
        row.addWidget(self._find)

    def fit(self, width: int) -> None:
        """Shed what a narrow window has no room for: the search words, then the steps' second lines."""
        narrow = width < self._theme.px(1280)
        self._find.setVisible(not narrow)
        for step in self.steps:
            if step.brief != narrow:
                step.brief = narrow
                step.updateGeometry()
                step.update()

    def show_case(self, number: int) -> None:
        """Show the title of the open case, its date and the number of its last version."""
        case = self._state.case
        if case is not None:
            self._title.setText(case.title)
            self._title.setToolTip(case.title)
            date = self._words.day(case.as_of)
            self._second.setText(self._words("desk.case.second", date=date, number=number))

    def show_history(self, undo: str | None, redo: str | None) -> None:
        """Name what undo and redo would do; None where there is nothing."""
        for tool, key, keys, action in (
            (self.undo, "menu.undo", "Ctrl+Z", undo),
            (self.redo, "menu.redo", "Ctrl+Shift+Z", redo),
        ):
            tool.setEnabled(action is not None)
            name = self._words(key) if action is None else self._words(f"{key}.named", action=action)
            tool.rename(f"{name} ({keys})")
