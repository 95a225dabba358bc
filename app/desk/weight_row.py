"""One row of the tree of weights: a family or a criterion with its lock, slider, figure and share of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.desk.choosers import dense
from app.desk.controls import LineField
from app.desk.icons import paint_icon
from app.desk.theme import Theme
from app.desk.weight_slider import WeightSlider
from app.words import Words

PAD, CHEVRON, NAME, LOCK, FIELD, WHOLE, GAP = 6, 24, 214, 26, 56, 60, 6
"""Widths of the columns, in pixels at 100 %; the slider takes what is left."""
FAMILY_HEIGHT, CRITERION_HEIGHT = 35, 29


@dataclass(frozen=True, slots=True)
class ShownWeight:
    """What a row shows: percentages of its set, now and by the perspective, and the words of them.

    ``why_held`` says why it cannot move, empty where it can.
    """

    percent: float
    tick: float | None
    text: str
    whole: str
    locked: bool
    why_held: str


class WeightRow(QWidget):
    """A row; what its slider and field ask for is told with nothing but the figure."""

    folded = Signal()
    """The chevron of a family was used."""
    lock_turned = Signal()
    """The weight is to be locked, or unlocked."""

    def __init__(self, theme: Theme, words: Words, name: str, *, family: bool) -> None:
        super().__init__()
        self._theme, self._words, self.name, self._family = theme, words, name, family
        self._shown: ShownWeight | None = None
        self._active = self._hovered = False
        self.slider = WeightSlider(theme, words("weights.weight_of", name=name), strong=family)
        self.field = LineField(theme)
        self.lock = LockButton(theme)
        self.chevron = FoldButton(theme)
        self._build()

    def _build(self) -> None:
        theme, words, row = self._theme, self._words, QHBoxLayout(self)
        row.setContentsMargins(theme.px(PAD), 0, 0, 1)
        row.setSpacing(0)
        self.chevron.setFixedSize(theme.px(CHEVRON), theme.px(24))
        row.addWidget(self.chevron)
        row.addSpacing(theme.px(NAME))
        self.lock.setAccessibleName(words("weighing.lock", name=self.name))
        self.lock.setFixedSize(theme.px(LOCK), theme.px(24))
        row.addWidget(self.lock)
        row.addWidget(self.slider, 1)
        row.addSpacing(theme.px(GAP))
        quiet(theme, self.field, FIELD)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setFont(theme.font("strong" if self._family else "name"))
        self.field.setAccessibleName(words("weights.weight_of", name=self.name))
        row.addWidget(self.field)
        row.addSpacing(theme.px(GAP + WHOLE))
        self.show_folded(False)
        if not self._family:
            policy = self.chevron.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.chevron.setSizePolicy(policy)
            self.chevron.hide()
        self.chevron.clicked.connect(self.folded)
        self.lock.clicked.connect(self.lock_turned)
        self.slider.lock_asked.connect(self.lock_turned)
        for part in (self.chevron, self.lock, self.slider, self.field):
            part.installEventFilter(self)
        self.setFixedHeight(theme.px(FAMILY_HEIGHT if self._family else CRITERION_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self._tool_tip())

    def show_folded(self, folded: bool) -> None:
        """Whether the criteria of the family are put away."""
        self.chevron.folded = folded
        said = self._words("weighing.unfold" if folded else "weighing.fold", name=self.name)
        self.chevron.setAccessibleName(said)
        self.chevron.setToolTip(said)
        self.chevron.update()

    def show_weight(self, shown: ShownWeight) -> None:
        """Show a weight; costs nothing where it is as before."""
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        self.slider.show_percent(shown.percent, shown.tick, held=bool(shown.why_held))
        if before is None or (before.locked, before.why_held) != (shown.locked, shown.why_held):
            self._show_lock(shown)
        if before is None or before.text != shown.text:
            self.field.show_value(shown.text)
        if before is None or (before.text, before.whole) != (shown.text, shown.whole):
            said = self._words("weighing.said", share=shown.text, whole=shown.whole)
            self.slider.setAccessibleDescription(f"{said} {shown.why_held}".strip())
            self.update(self._whole_place().toRect())  # the slider and the field paint themselves

    def _show_lock(self, shown: ShownWeight) -> None:
        said = self._words("weighing.unlock" if shown.locked else "weighing.lock", name=self.name)
        self.lock.setChecked(shown.locked)
        self.lock.setAccessibleName(said)
        self.lock.setToolTip(said)
        self.field.setEnabled(not shown.why_held)
        for part in (self.field, self.slider):
            part.setToolTip(shown.why_held)
        self._reveal()

    def _tool_tip(self) -> str:
        """The whole name, where it does not fit."""
        font = self._theme.font("strong" if self._family else "body")
        width = QFontMetrics(font).horizontalAdvance(self.name)
        return self.name if width > self._theme.px(NAME) - self._theme.px(4) else ""

    def enterEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer is here."""
        self._hovered = True
        self._reveal()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The pointer has gone."""
        self._hovered = False
        self._reveal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Follow the keyboard: the row it is in is told by ground and bar."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._active = event.type() == QEvent.Type.FocusIn
            self._reveal()
            self.update()
        return False

    def _reveal(self) -> None:
        """A family's lock is always seen, a criterion's where a hand is, and any that is shut."""
        self.lock.reveal(self._family or self._hovered or self._active or self.lock.isChecked())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Ground, name, share of the whole, and the hairline below."""
        painter, theme = QPainter(self), self._theme
        if self._active or self._family:
            painter.fillRect(self.rect(), theme.colour("selected" if self._active else "raised"))
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._active:
            bar = self.width() - 3 if right_to_left else 0
            painter.fillRect(QRectF(bar, 0, 3, self.height()), theme.colour("ink"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        painter.setFont(theme.font("strong" if self._family else "body"))
        painter.setPen(theme.colour("ink"))
        start, width = theme.px(PAD + CHEVRON), theme.px(NAME)
        room = QRectF(self.width() - start - width if right_to_left else start, 0, width, self.height() - 1)
        shown = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, int(width) - theme.px(4))
        near, far = (_RIGHT, _LEFT) if right_to_left else (_LEFT, _RIGHT)
        painter.drawText(room, near, shown)
        if self._shown is not None:
            painter.setPen(theme.colour("ink" if self._family else "ink_2"))
            room = self._whole_place().adjusted(theme.px(2), 0, -theme.px(2), -1)
            painter.drawText(room, far, self._shown.whole)

    def _whole_place(self) -> QRectF:
        """Where the share of the whole stands."""
        width = self._theme.px(WHOLE)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(0 if mirrored else self.width() - width, 0, width, self.height())


def quiet(theme: Theme, field: LineField, width: int) -> None:
    """Make a field as low as a row, and as quiet as a figure: there is one in every row."""
    dense(theme, field, width)
    line, ground, faded = (theme.colour(name).name() for name in ("line", "raised", "ink_3"))
    style = field.styleSheet()
    field.setStyleSheet(
        f"QLineEdit {{ {style} border: 1px solid {line}; background: {ground}; }}"
        f"QLineEdit:disabled {{ color: {faded}; background: transparent; }}"
    )


class LockButton(QPushButton):
    """A lock that is open or shut; it keeps its place where it is not seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._seen = theme, True
        self.setCheckable(True)
        self.setProperty("kind", "quiet")

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Whoever hears the click says what holds."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square to point at."""
        return QSize(self._theme.px(24), self._theme.px(24))

    def reveal(self, seen: bool) -> None:
        """Draw it, or leave its place empty."""
        if seen != self._seen:
            self._seen = seen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A body with its shackle, which stands aside where the lock is open."""
        if not self._seen:
            return
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(14)
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side / 16, side / 16)
        shut = self.isChecked()
        strong = shut or self.underMouse() or self.hasFocus()
        painter.setPen(QPen(theme.colour("ink" if strong else "edge"), 1.8 if shut else 1.4))
        painter.drawRoundedRect(QRectF(3, 7.5, 10, 7), 1, 1)
        painter.drawArc(QRectF(5.2, 2.2, 5.6, 6.4), 0, 180 * 16)
        for x in (5.2, 10.8) if shut else (5.2,):
            painter.drawLine(QPointF(x, 5.4), QPointF(x, 7.5))


class FoldButton(QPushButton):
    """The chevron of a family: down while its criteria are shown, sideways while they are put away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.folded = theme, False
        self.setProperty("kind", "quiet")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The chevron, to the side the text runs to."""
        painter, side = QPainter(self), self._theme.px(14)
        if self.folded and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, place, "right" if self.folded else "down", self._theme.colour("ink_2"))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
