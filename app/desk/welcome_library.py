"""What the welcome says of the library and the look: where it is kept, how it is protected, language and size."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import button, label, rule
from app.desk.icons import icon_pixmap
from app.desk.looks import Kept, SchemeRow, beside, language_box, place_field, scale_box
from app.desk.settings import DeskSettings
from app.desk.theme import Theme
from app.words import Words


class LibraryPanel(QWidget):
    """Each choice takes effect at once: it is told by its signal."""

    place_asked = Signal()
    passphrase_asked = Signal()
    language_chosen = Signal(str)
    scale_chosen = Signal(int)
    scheme_chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, settings: DeskSettings, kept: Kept) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.place = place_field(theme, words, kept.path)
        self.change = button(theme, words("settings.place.change"))
        self.change.setObjectName("change")
        key = "change" if kept.encrypted else "set"
        self.passphrase = button(theme, words(f"settings.passphrase.{key}"))
        self.passphrase.setObjectName("passphrase")
        self.language = language_box(theme, words, settings.language)
        self.scale = scale_box(theme, words, settings.scale)
        self.scheme = SchemeRow(theme, words, settings.scheme)
        self._build(kept)
        self.change.clicked.connect(lambda _=False: self.place_asked.emit())
        self.passphrase.clicked.connect(lambda _=False: self.passphrase_asked.emit())
        self.language.chosen.connect(self.language_chosen.emit)
        self.scale.chosen.connect(self.scale_chosen.emit)
        self.scheme.chosen.connect(self.scheme_chosen.emit)

    def _build(self, kept: Kept) -> None:
        theme, words = self._theme, self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 4)
        column.setSpacing(theme.px(8))
        column.addWidget(label(theme, words("welcome.library"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for box in (self.language, self.scale):
            box.setMinimumWidth(theme.px(160))
        for line, (key, control) in enumerate(
            (
                ("settings.place", beside(theme, self.place, self.change)),
                ("settings.protection", beside(theme, self._protection(kept), self.passphrase)),
                ("settings.language", beside(theme, self.language)),
                ("menu.scale", beside(theme, self.scale)),
                ("menu.scheme", self.scheme),
            )
        ):
            grid.addWidget(label(theme, words(key), "body", "ink_2"), line, 0)
            grid.addLayout(control, line, 1)
        column.addLayout(grid)
        column.addSpacing(theme.px(6))
        column.addWidget(rule(theme))
        column.addLayout(self._offline())
        column.addStretch(1)

    def _protection(self, kept: Kept) -> QLabel:
        key = "settings.encrypted" if kept.encrypted else "settings.plain"
        return label(self._theme, self._words(key), wrap=True)

    def _offline(self) -> QHBoxLayout:
        theme, row = self._theme, QHBoxLayout()
        row.setSpacing(theme.px(8))
        sign = QLabel()
        sign.setPixmap(icon_pixmap("lock", theme.colour("ink_2"), theme.px(14), 2.0))
        sign.setContentsMargins(0, theme.px(2), 0, 0)  # its line stands lower than that of the words
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(theme, self._words("welcome.offline"), "caption", "ink_2", wrap=True), 1)
        return row
