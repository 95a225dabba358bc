"""The first page of a new library: the question, the three arrangements, and what one can begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import label, lay_ground, scrolled
from app.desk.looks import Kept, focus_named, focused_name
from app.desk.settings import DeskSettings
from app.desk.shortcuts import keys_of
from app.desk.theme import Theme
from app.desk.welcome_begin import BeginButton
from app.desk.welcome_library import LibraryPanel
from app.desk.welcome_options import OPTIONS, OptionPanel
from app.words import Words

WIDTH, PADDING, TEXT_WIDTH = 1072, 40, 800
EDGE = 4
"""Room, in pixels, that controls have beside them for the focus ring."""
BESIDE = 860
"""Narrower than this, at 100 %, the columns stand below each other."""

_BEGIN = (
    ("worked", "library", "Return"),
    ("new", "plus", keys_of("new")[0]),
    ("import", "import", keys_of("import")[0]),
)


class WelcomePage(QWidget):
    """What Footing is for, on one page; it goes by itself once something has been begun.

    ``theme`` and ``words`` are read when the page is made: a page in another look is another page, which
    :meth:`take_over` gives the keyboard of this one.
    """

    worked_case_asked = Signal()
    new_asked = Signal()
    import_asked = Signal()
    left = Signal()
    """Escape: on to the library, with nothing begun."""
    place_asked = Signal()
    passphrase_asked = Signal()
    language_chosen = Signal(str)
    scale_chosen = Signal(int)
    scheme_chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, settings: DeskSettings, kept: Kept) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.setAccessibleName(words("welcome.name"))
        lay_ground(self, "surface")
        self.library = LibraryPanel(theme, words, settings, kept)
        self.options = [OptionPanel(theme, words, place) for place in range(len(OPTIONS))]
        self.begin = {name: self._button(name, glyph, keys) for name, glyph, keys in _BEGIN}
        self.begin["worked"].primary = True
        self._rows: list[QBoxLayout] = []
        self._build()
        self._connect()

    def _button(self, name: str, glyph: str, keys: str) -> BeginButton:
        words = self._words
        made = BeginButton(
            self._theme, glyph, words(f"welcome.begin.{name}"), words(f"welcome.begin.{name}.more"), keys
        )
        made.setObjectName(f"begin.{name}")
        return made

    def _connect(self) -> None:
        for name, asked in (
            ("worked", self.worked_case_asked),
            ("new", self.new_asked),
            ("import", self.import_asked),
        ):
            self.begin[name].clicked.connect(lambda _=False, asked=asked: asked.emit())
        for told, passed_on in (
            (self.library.place_asked, self.place_asked),
            (self.library.passphrase_asked, self.passphrase_asked),
            (self.library.language_chosen, self.language_chosen),
            (self.library.scale_chosen, self.scale_chosen),
            (self.library.scheme_chosen, self.scheme_chosen),
        ):
            told.connect(passed_on)

    def _build(self) -> None:
        theme = self._theme
        page = QWidget()
        page.setMaximumWidth(theme.px(WIDTH + 2 * PADDING))
        column = QVBoxLayout(page)
        pad = theme.px(PADDING) - EDGE
        column.setContentsMargins(pad, theme.px(40), pad, theme.px(32))
        column.setSpacing(0)
        column.addStretch(1)
        for text in self._head():
            column.addWidget(text)
            column.addSpacing(theme.px(8))
        column.addSpacing(theme.px(20))
        cards = self._row(16, self.options)
        cards.setContentsMargins(EDGE, 0, EDGE, 0)
        column.addLayout(cards)
        column.addSpacing(theme.px(36))
        column.addLayout(self._row(40, [self._begin_column(), self.library]))
        column.addStretch(2)
        ground = QWidget()
        centred = QHBoxLayout(ground)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(page, 1000)
        centred.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(ground))

    def _head(self) -> tuple[QWidget, QWidget]:
        question = label(self._theme, self._words("welcome.question"), "display", wrap=True)
        answer = label(self._theme, self._words("welcome.answer"), "lead", "ink_2", wrap=True)
        answer.setMaximumWidth(self._theme.px(TEXT_WIDTH))
        for text in (question, answer):
            text.setContentsMargins(EDGE, 0, EDGE, 0)
        return question, answer

    def _row(self, apart: int, parts: Sequence[QWidget]) -> QBoxLayout:
        """Parts of equal width beside each other, or below each other where there is no room."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(apart))
        for part in parts:
            row.addWidget(part, 1)
        self._rows.append(row)
        return row

    def _begin_column(self) -> QWidget:
        theme, made = self._theme, QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(EDGE, 0, EDGE, EDGE)
        column.setSpacing(theme.px(8))
        column.addWidget(label(theme, self._words("welcome.begin"), "section"))
        for one in self.begin.values():
            column.addWidget(one)
        column.addStretch(1)
        return made

    def take_over(self, before: WelcomePage) -> None:
        """Take the keyboard from the page this one takes the place of, at the same control."""
        focus_named(self, focused_name(before))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard begins at the worked case."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.begin["worked"].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the columns below each other where the page is narrow for its text size."""
        super().resizeEvent(event)
        beside = self.width() >= self._theme.px(BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for row in self._rows:
            row.setDirection(direction)
        for option in self.options:
            option.lie(not beside)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
