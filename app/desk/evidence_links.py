"""Links between evidence and ratings, from either side: what is linked, to go to or take off, and a picker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import FaultLine, empty, label
from app.desk.evidence_picker import Picker
from app.desk.header import ToolButton
from app.desk.icons import paint_icon
from app.desk.theme import Theme
from app.words import Words


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be linked: an item of evidence or a criterion; ``note`` stands behind its name."""

    id: str
    name: str
    note: str = ""
    protected: bool = False


class LinkButton(QAbstractButton):
    """The name of what is linked, to go there; it ends in dots where there is no room."""

    def __init__(self, theme: Theme, thing: Thing, tip: str) -> None:
        super().__init__()
        self._theme, self._thing = theme, thing
        self.setFont(theme.font("name"))
        self.setText(thing.name)
        self.setAccessibleName(tip)
        self.setToolTip(f"{thing.name}\n{thing.note}" if thing.note else thing.name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line; as wide as its words where there is room."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The name underlined, then its note; a lock before what is protected."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl, room, start = self.layoutDirection() is Qt.LayoutDirection.RightToLeft, float(self.width()), 0.0
        if self._thing.protected:
            side = theme.px(13)
            left = room - side if rtl else 0.0
            paint_icon(
                painter, QRectF(left, (self.height() - side) / 2, side, side), "lock", theme.colour("ink_2")
            )
            start = side + theme.px(5)
        font = theme.font("name")
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        metrics = self.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, max(0, int(room - start)))
        painter.drawText(self._box(start, room, rtl), _MIDDLE, text)
        start += metrics.horizontalAdvance(text) + theme.px(8)
        if self._thing.note and room - start > theme.px(60):
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("ink_2"))
            note = painter.fontMetrics().elidedText(
                self._thing.note, Qt.TextElideMode.ElideRight, int(room - start)
            )
            painter.drawText(self._box(start, room, rtl), _MIDDLE, note)

    def _box(self, start: float, room: float, rtl: bool) -> QRectF:
        return QRectF(0 if rtl else start, 0, room - start, self.height())


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class LinkWords:
    """The keys of a list of links: going to one, taking one off, the picker, and what is said of no links."""

    go: str
    take_off: str
    add: str
    none: str


class LinkList(QWidget):
    """All links of one thing; the picker under them makes another."""

    asked = Signal(str)
    """A link was used: the id of what it leads to."""
    added = Signal(str)
    """This is to be linked too."""
    removed = Signal(str)
    """This is to be linked no longer."""

    def __init__(self, theme: Theme, words: Words, keys: LinkWords) -> None:
        super().__init__()
        self._theme, self._words, self._keys = theme, words, keys
        self._shown: tuple[Thing, ...] | None = None
        self.links: dict[str, LinkButton] = {}
        self.crosses: dict[str, ToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.picker = Picker(theme, words("evidence.links.open"), words(keys.add))
        self.picker.picked.connect(self.added)
        self.picker.missed.connect(self._miss)
        column.addWidget(self.picker)
        self.fault = FaultLine(theme)
        column.addWidget(self.fault)

    def show_links(self, linked: Sequence[Thing], others: Sequence[Thing], *, open_: bool = True) -> None:
        """Show what is linked, and offer the others; not ``open_``: nothing can be linked now."""
        if self._shown != tuple(linked):
            self._shown = tuple(linked)
            self._fill(linked)
        self.picker.show_things([(one.id, one.name) for one in others])
        self.picker.setEnabled(open_ and bool(others))

    def _fill(self, linked: Sequence[Thing]) -> None:
        empty(self._rows)
        self.links, self.crosses = {}, {}
        for thing in linked:
            row = QHBoxLayout()
            row.setSpacing(self._theme.px(4))
            link = LinkButton(self._theme, thing, self._words(self._keys.go, name=thing.name))
            link.clicked.connect(lambda _=False, key=thing.id: self.asked.emit(key))
            cross = ToolButton(self._theme, "cross", self._words(self._keys.take_off, name=thing.name))
            cross.setFixedSize(self._theme.px(26), self._theme.px(26))
            cross.clicked.connect(lambda _=False, key=thing.id: self._remove(key))
            row.addWidget(link, 1)
            row.addWidget(cross)
            self._rows.addLayout(row)
            self.links[thing.id], self.crosses[thing.id] = link, cross
        if not linked:
            self._rows.addWidget(label(self._theme, self._words(self._keys.none), "caption", "ink_3", wrap=True))

    def _remove(self, key: str) -> None:
        self.picker.setFocus()  # the row goes; the keyboard stays beside it
        self.removed.emit(key)

    def _miss(self, typed: str) -> None:
        self.fault.tell(self._words("evidence.links.missed", typed=typed) if typed else "")
