"""The desk's own controls: labels by type role, buttons by kind, tick boxes, choices, and fields that check."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desk.icons import icon, icon_pixmap, paint_icon
from app.desk.theme import Theme


def label(theme: Theme, text: str = "", role: str = "body", ink: str = "ink", *, wrap: bool = False) -> QLabel:
    """Words in a type role and an ink; never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(role))
    made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    return made


def button(theme: Theme, text: str, kind: str = "", glyph: str | None = None) -> QPushButton:
    """A button; ``kind``: primary, link, quiet or none."""
    made = QPushButton(text)
    made.setFont(theme.font("strong" if kind != "link" else "name"))
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if glyph is not None:
        ink = theme.colour("primary_text" if kind == "primary" else "ink")
        made.setIcon(icon(glyph, ink, theme.colour("ink_3"), theme.px(16)))
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
    return made


def lay_ground(widget: QWidget, name: str) -> None:
    """Give a widget one of the grounds of the style sheet: chrome, surface or raised."""
    widget.setProperty("ground", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def rule(theme: Theme, *, vertical: bool = False) -> QFrame:  # noqa: ARG001 - one hand for all of them
    """A hairline between two parts."""
    line = QFrame()
    line.setProperty("rule", "true")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def scrolled(content: QWidget) -> QScrollArea:
    """A view that scrolls up and down only; arrow keys reach it through what lies in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, inner layouts too."""
    while layout.count():
        item = layout.takeAt(0)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class TickBox(QCheckBox):
    """A tick box with its words, drawn by us so that it is as sharp as its text at any scale."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setFont(theme.font())
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The box, its words, and room for the ring."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._theme.px(28) + words, self._theme.px(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May be squeezed; the words then end where they end."""
        return QSize(self._theme.px(60), self._theme.px(24))

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002, N802 - Qt's name
        """The whole row is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Box, tick and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.paint_box(painter)
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _LEFT, self.text())

    def paint_box(self, painter: QPainter) -> float:
        """Draw the box; answers where the words may begin."""
        side = self._theme.px(15)
        box = QRectF(0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        painter.setPen(QPen(self._theme.colour("primary" if ticked else "edge"), 1))
        painter.setBrush(self._theme.colour("primary" if ticked else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            paint_icon(painter, box.adjusted(1, 1, -1, -1), "tick", self._theme.colour("primary_text"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return side + self._theme.px(8)


class ChoiceBox(QComboBox):
    """A drop-down choice of named values; the wheel never changes it unasked."""

    def __init__(self, theme: Theme, choices: list[tuple[str, object]]) -> None:
        super().__init__()
        self._theme = theme
        self.setFont(theme.font())
        for text, value in choices:
            self.addItem(text, value)
        self.setFixedHeight(theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(6)

    def show_value(self, value: object) -> None:
        """Show a value without telling anyone."""
        place = next((i for i in range(self.count()) if self.itemData(i) == value), -1)
        blocked = self.blockSignals(True)
        self.setCurrentIndex(place)
        self.blockSignals(blocked)

    def wheelEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the view that scrolls."""
        event.ignore()  # type: ignore[attr-defined]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Frame, words and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(QPen(theme.colour("edge" if self.isEnabled() else "line"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = theme.px(14)
        arrow = QRectF(self.width() - side - theme.px(10), (self.height() - side) / 2, side, side)
        paint_icon(painter, arrow, "down", theme.colour("ink_2"))
        words = QRectF(theme.px(9), 0, arrow.left() - theme.px(13), self.height())
        painter.setPen(theme.colour("ink" if self.isEnabled() else "ink_3"))
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, _LEFT, text)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LineField(QLineEdit):
    """One line of text. ``entered`` comes once, when a changed text is left or confirmed.

    Escape puts the stored text back; undo keys are the window's while nothing has been typed.
    """

    entered = Signal(str)
    given_up = Signal()

    def __init__(self, theme: Theme, placeholder: str = "") -> None:
        super().__init__()
        self._stored = ""
        self.setFont(theme.font())
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._finish)

    def show_value(self, text: str) -> None:
        """Show the stored text, unless the hand is at work in the field."""
        self._stored = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self.setCursorPosition(0)

    def put_back(self) -> None:
        """Show the stored text again."""
        self.setText(self._stored)

    def _finish(self) -> None:
        if self.text() != self._stored:
            self.setModified(False)
            self.entered.emit(" ".join(self.text().splitlines()))

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while there is nothing of our own to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.isModified() and _is_history_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape puts back what was stored."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.put_back()
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class TextField(QPlainTextEdit):
    """Several lines of text; ``entered`` comes once, when a changed text is left."""

    entered = Signal(str)

    def __init__(self, theme: Theme, lines: int = 3, placeholder: str = "") -> None:
        super().__init__()
        self._stored = ""
        self.setFont(theme.font())
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.px(18))

    def show_value(self, text: str) -> None:
        """Show the stored text, unless the hand is at work in the field."""
        if not (self.hasFocus() and self.toPlainText() != self._stored) and self.toPlainText() != text:
            self.setPlainText(text)
        self._stored = text

    def put_back(self) -> None:
        """Show the stored text again."""
        self.setPlainText(self._stored)

    def focusOutEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Leaving the field is what enters its text."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        if self.toPlainText() != self._stored:
            self.entered.emit(self.toPlainText())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while there is nothing of our own to undo."""
        asked = event.type() == QEvent.Type.ShortcutOverride and _is_history_key(event)
        # The words are looked at last: events come before there are any.
        if asked and self.toPlainText() == self._stored:
            event.ignore()
            return False
        return super().event(event)


def bare_column(part: QWidget) -> QVBoxLayout:
    """A column for what lies edge to edge in a part of the window."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


class FaultLine(QWidget):
    """The sentence of a fault with its icon; there only while there is a fault."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        sign = QLabel()
        sign.setPixmap(icon_pixmap("warning", theme.colour("error"), theme.px(14), 2.0))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = label(theme, "", "caption", "error", wrap=True)
        row.addWidget(self.sentence, 1)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it away."""
        self.sentence.setText(sentence)
        self.setVisible(bool(sentence))


def commit_typing() -> None:
    """Enter what is being typed, as leaving its field does: it belongs to what is shown now."""
    now = QApplication.focusWidget()
    if isinstance(now, QLineEdit | QPlainTextEdit):
        now.clearFocus()


class Field(QWidget):
    """A control under its name, with room for the sentence of a fault below."""

    def __init__(self, theme: Theme, name: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        control.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(theme.px(4))
        head = label(theme, name, "caption", "ink_2")
        head.setBuddy(control)
        layout.addWidget(head)
        layout.addWidget(control)
        self._hint = label(theme, hint, "caption", "ink_3", wrap=True)
        layout.addWidget(self._hint)
        self._hint.setVisible(bool(hint))
        self._fault = FaultLine(theme)
        layout.addWidget(self._fault)
        if isinstance(control, LineField):
            control.given_up.connect(lambda: self.show_fault(""))

    @property
    def fault(self) -> str:
        """The sentence of the fault at this field, or nothing."""
        return self._fault.sentence.text()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with what was entered; nothing takes the sentence away."""
        self._fault.tell(sentence)
        self.control.setProperty("fault", "true" if sentence else "false")
        self.control.setAccessibleDescription(sentence)
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)


def _is_history_key(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
