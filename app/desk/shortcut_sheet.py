"""The sheet of all keyboard shortcuts, by the part of the window they hold in, with a field to find one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import LineField, label, scrolled
from app.desk.dialog import DeskDialog
from app.desk.shortcuts import GROUPS, Group, Shortcut, native, said
from app.desk.theme import Theme
from app.words import Words

SIZE = (880, 680)
FIRST_COLUMN = 2
"""So many groups stand in the first column, the others in the second."""
TWO_COLUMNS = 800
"""Narrower than this, at 100 %, all stand in one column: a small screen and a large text."""


class KeyCap(QWidget):
    """One combination of keys in a frame, as this system writes it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self.setFont(theme.font("caption"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The keys with some room; a single one at least square."""
        theme, height = self._theme, self._theme.px(22)
        words = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        return QSize(max(height, round(words) + theme.px(12)), height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Frame and keys."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One row on the sheet, and all that a search looks for in it."""

    row: QWidget
    text: str


class ShortcutSheet(DeskDialog):
    """All shortcuts; typing leaves those whose words or keys hold what is typed."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None) -> None:
        super().__init__(theme, words, "shortcut.title", parent, SIZE)
        self.search = LineField(theme, words("shortcut.search"))
        self.search.setAccessibleName(words("shortcut.search"))
        self.none = label(theme, words("shortcut.none"), "body", "ink_2", wrap=True)
        self._groups: list[tuple[QWidget, list[_Shown]]] = []
        self.body.addWidget(self.search)
        self.body.addWidget(self.none)
        self.body.addWidget(self._list(), 1)
        self.search.textChanged.connect(self._find)
        self.add_button("settings.close", self.accept)
        self._find("")
        self.search.setFocus()

    def _list(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, self._theme.px(8), self._theme.px(12), self._theme.px(8))
        row.setSpacing(self._theme.px(40))
        beside = self.width() >= self._theme.px(TWO_COLUMNS)
        for groups in (GROUPS[:FIRST_COLUMN], GROUPS[FIRST_COLUMN:]) if beside else (GROUPS,):
            column = QVBoxLayout()
            column.setSpacing(self._theme.px(20))
            for group in groups:
                column.addWidget(self._group(group))
            column.addStretch(1)
            row.addLayout(column, 1)
        area = scrolled(page)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setProperty("focusRing", True)
        area.setAccessibleName(self._words("shortcut.list"))
        return area

    def _group(self, group: Group) -> QWidget:
        theme, made = self._theme, QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        name = self._words(f"shortcut.group.{group.name}")
        column.addWidget(label(theme, name, "section"))
        shown = []
        for shortcut in group.shortcuts:
            row = self._row(shortcut)
            column.addWidget(row)
            shown.append(_Shown(row, f"{name} {row.accessibleName()} {' '.join(shortcut.keys)}".casefold()))
        self._groups.append((made, shown))
        return made

    def _row(self, shortcut: Shortcut) -> QWidget:
        theme, what = self._theme, self._words(shortcut.word).removesuffix("…")
        made = QWidget()
        made.setAccessibleName(self._words("shortcut.said", what=what, keys=said(self._words, shortcut)))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        words: QLabel = label(theme, what, wrap=True)
        row.addWidget(words, 1)
        row.addSpacing(theme.px(8))
        for keys in shortcut.keys:
            row.addWidget(KeyCap(theme, native(keys)), 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _find(self, typed: str) -> None:
        asked = typed.casefold().split()
        found = False
        for part, rows in self._groups:
            fitting = [one for one in rows if all(word in one.text for word in asked)]
            for one in rows:
                one.row.setVisible(one in fitting)
            part.setVisible(bool(fitting))
            found = found or bool(fitting)
        self.none.setVisible(not found)
