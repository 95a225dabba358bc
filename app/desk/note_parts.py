"""The parts of the note, one under the other: how each stands, whether it is in the note, and its editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from app.desk.controls import TickBox
from app.desk.focus import lead_through
from app.desk.icons import icon_pixmap, paint_icon
from app.desk.note_fields import Editor
from app.desk.note_states import OPTIONAL, PartState
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case

HEAD = 46
AT_LEFT = 30
"""Pixels that the tick or the lock of a part takes."""


class PartButton(QPushButton):
    """The head of a part: its sign, its name, below it in words how it stands; it opens and shuts the editor."""

    walked = Signal(int)

    def __init__(self, theme: Theme, words: Words, name: str) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.name = name
        self._state = PartState("nothing", "")
        self._out = False
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setProperty("kind", "quiet")
        self.setProperty("ownFocus", True)
        self.setStyleSheet(f"min-height: {theme.px(HEAD)}px; max-height: {theme.px(HEAD)}px; padding: 0;")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: PartState, *, out: bool) -> None:
        """Show how the part stands; ``out``: it is left out of the note."""
        self._state, self._out = state, out
        told = self._words("desk.part.left_out") if out else state.text
        sign = self._words(f"desk.state.{'nothing' if out else state.mark}")
        self.setAccessibleDescription(self._words("desk.step.state", state=sign, text=told))
        self.setToolTip(told)
        self.update()

    @property
    def told(self) -> str:
        """The words that are shown below the name."""
        return self._words("desk.part.left_out") if self._out else self._state.text

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room; of one height."""
        return QSize(self._theme.px(220), self._theme.px(HEAD))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its words may be cut."""
        return QSize(self._theme.px(120), self._theme.px(HEAD))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down walk from part to part."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.walked.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Sign, name, state, and which way it turns."""
        painter, theme, chosen = QPainter(self), self._theme, self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if chosen else "hover" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), theme.colour(ground))
        side, height = theme.px(16), self.height()
        sign = self._mirrored(QRect(theme.px(6), (height - side) // 2, side, side))
        mark = "blocked" if self._out else self._state.mark
        paint_icon(
            painter, QRectF(sign), mark, theme.colour("ink_3" if self._out else "ink"), theme.colour(ground)
        )
        turn = self._mirrored(QRect(self.width() - theme.px(8) - side, (height - side) // 2, side, side))
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if right_to_left and not chosen:
            painter.save()
            painter.translate(turn.center())
            painter.scale(-1, 1)
            painter.translate(-turn.center())
        paint_icon(painter, QRectF(turn), "down" if chosen else "right", theme.colour("ink_2"))
        if right_to_left and not chosen:
            painter.restore()
        room = self.width() - theme.px(30) - theme.px(30)
        self._line(painter, QRect(theme.px(30), theme.px(5), room, theme.px(19)), self.name, "name", "ink")
        self._line(painter, QRect(theme.px(30), theme.px(24), room, theme.px(17)), self.told, "caption", "ink_2")
        if chosen:
            painter.fillRect(self._mirrored(QRect(0, 0, 3, height)), theme.colour("ink"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _line(self, painter: QPainter, box: QRect, text: str, role: str, ink: str) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink_3" if self._out else ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(self._mirrored(box), Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)

    def _mirrored(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)


class KeptTick(TickBox):
    """The tick that keeps a part in the note: the box alone, the head beside it names the part."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, "")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(theme.px(24), theme.px(28))


class Part(QWidget):
    """One part: its tick or its lock, its head, and its editor, made when it is first opened."""

    kept = Signal(bool)
    """It is to be in the note, or left out."""

    def __init__(self, theme: Theme, words: Words, part: str, name: str, make: Callable[[], Editor]) -> None:
        super().__init__()
        self.part, self._make = part, make
        self.editor: Editor | None = None
        self._case: Case | None = None
        self.head = PartButton(theme, words, name)
        self.tick = KeptTick(theme, words("desk.part.keep", part=name)) if part in OPTIONAL else None
        self.body = QWidget()
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(theme.px(AT_LEFT), theme.px(8), theme.px(8), theme.px(16))
        self.body.hide()
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(4), 0, 0, 0)
        row.setSpacing(theme.px(2))
        row.addWidget(self._left(theme, words))
        row.addWidget(self.head, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.body)
        if self.tick is not None:
            self.tick.clicked.connect(self.kept)

    def _left(self, theme: Theme, words: Words) -> QWidget:
        if self.tick is not None:
            return self.tick
        holder = QLabel()
        holder.setFixedSize(theme.px(24), theme.px(28))
        reason = f"desk.part.stays.{self.part}"
        if words.has(reason):
            holder.setPixmap(icon_pixmap("lock", theme.colour("ink_3"), theme.px(14), 2.0))
            holder.setToolTip(words(reason))
            self.head.setToolTip(words(reason))
        return holder

    def open(self, opened: bool) -> None:
        """Show the editor, or put it away."""
        if opened and self.editor is None:
            self.editor = self._make()
            self._inside.addWidget(self.editor)
            for one in (self.editor, *self.editor.findChildren(Editor)):
                one.rebuilt.connect(self._order)
            self._order()
            if self._case is not None:
                self.editor.show_case(self._case)
        self.head.setChecked(opened)
        self.body.setVisible(opened)

    def _order(self) -> None:
        """Tab goes from the head through the editor, whenever its fields were made."""
        lead_through(self.head, self.body)

    def show_case(self, case: Case) -> None:
        """Show the case in the editor, once there is one."""
        self._case = case
        if self.editor is not None:
            self.editor.show_case(case)

    def forget(self) -> None:
        """Another case is shown."""
        self._case = None
        if self.editor is not None:
            self.editor.forget()

    def show_state(self, state: PartState, *, out: bool) -> None:
        """Show how the part stands."""
        self.head.show_state(state, out=out)
        if self.tick is not None:
            self.tick.setChecked(not out)


class NoteParts(QWidget):
    """All parts; one is open at a time."""

    chosen = Signal(str)
    """A part was opened."""
    kept = Signal(str, bool)
    """A part is to be in the note, or left out of it."""

    def __init__(self, theme: Theme, words: Words, parts: Mapping[str, tuple[str, Callable[[], Editor]]]) -> None:
        """``parts``: the name of each, and what makes its editor."""
        super().__init__()
        self.parts = {part: Part(theme, words, part, *made) for part, made in parts.items()}
        self.opened = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for name, part in self.parts.items():
            part.head.clicked.connect(lambda _=False, name=name: self._turn(name))
            part.head.walked.connect(lambda by, name=name: self._walk(name, by))
            part.kept.connect(lambda kept, name=name: self.kept.emit(name, kept))
            column.addWidget(part)

    def open(self, part: str) -> None:
        """Open the editor of a part, and put the last away; none for no part."""
        if part != self.opened:
            if self.opened:
                self.parts[self.opened].open(False)
            self.opened = part
        if part:
            self.parts[part].open(True)

    def show_case(self, case: Case, states: Mapping[str, PartState]) -> None:
        """Show the case in every editor, and how every part stands."""
        for name, part in self.parts.items():
            part.show_case(case)
            if name in states:
                part.show_state(states[name], out=name in case.brief.left_out)

    def forget(self) -> None:
        """Another case is shown."""
        for part in self.parts.values():
            part.forget()

    def _turn(self, name: str) -> None:
        opening = name != self.opened
        self.open(name if opening else "")
        if opening:
            self.chosen.emit(name)

    def _walk(self, name: str, by: int) -> None:
        names = list(self.parts)
        place = names.index(name) + by
        if 0 <= place < len(names):
            self.parts[names[place]].head.setFocus(Qt.FocusReason.TabFocusReason)
