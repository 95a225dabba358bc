"""What an answer gives: the shares it means beside the present ones, and the button that uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import button, label
from app.desk.theme import Theme
from app.desk.weights_changes import figures
from app.words import Words

ROW, FIGURE = 19, 76
SAME = 5e-4
"""Shares nearer than this read the same at one decimal of a per cent."""


class Outcome(QWidget):
    """A table of shares; ``used`` when they are to be the weights. ``links`` stand beside the button."""

    used = Signal()

    def __init__(self, theme: Theme, words: Words, links: Sequence[QPushButton]) -> None:
        super().__init__()
        self._words = words
        self.table = ShareTable(theme, words)
        self.use = button(theme, words("weighing.use"))
        self.use.clicked.connect(self.used)
        self.reason = label(theme, "", "caption", "ink_2", wrap=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(6))
        page.addWidget(self.table)
        page.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        for link in links:
            link.setFont(theme.font("caption"))
            row.addWidget(link)
        row.addStretch(1)
        row.addWidget(self.use)
        page.addLayout(row)

    def show_shares(
        self, title: str, names: Mapping[str, str], now: Mapping[str, float], given: Mapping[str, float], held: str
    ) -> None:
        """Show shares by id; ``held``: why they cannot be used, empty where they can."""
        same = all(abs(now[key] - given[key]) < SAME for key in names)
        present = figures(self._words, [now[key] for key in names])
        offered = figures(self._words, [given[key] for key in names])
        self.table.show_rows(title, list(zip(names.values(), present, offered, strict=True)))
        reason = held or (self._words("weighing.use_same") if same else "")
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.use.setAccessibleDescription(reason)
        self.use.setEnabled(not held and not same)


class ShareTable(QWidget):
    """Rows of a name with its share now and the one that is offered."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.title = ""
        self.rows: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, title: str, rows: list[tuple[str, str, str]]) -> None:
        """Show names with the figures of both, in per cent."""
        if (title, rows) == (self.title, self.rows):
            return
        self.title, self.rows = title, rows
        words = self._words
        self.setAccessibleName(title)
        said = (words("weighing.share_said", name=name, now=now, given=given) for name, now, given in rows)
        self.setAccessibleDescription(" ".join(said))
        self.setFixedHeight(self._theme.px(ROW) * (len(rows) + 1))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A head and a line for each."""
        painter = QPainter(self)
        words = self._words
        self._line(painter, 0, (self.title, words("weighing.now"), words("weighing.given")), head=True)
        for line, (name, now, given) in enumerate(self.rows):
            shares = (words("weights.whole", share=now), words("weights.whole", share=given))
            self._line(painter, line + 1, (name, *shares), head=False)

    def _line(self, painter: QPainter, line: int, texts: tuple[str, str, str], *, head: bool) -> None:
        theme = self._theme
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = (_RIGHT, _LEFT) if mirrored else (_LEFT, _RIGHT)
        row, width = theme.px(ROW), theme.px(FIGURE)
        looks = (("caption", "ink_2"), ("caption", "ink_2"), ("caption", "ink_2"))
        if not head:
            looks = (("body", "ink"), ("body", "ink_2"), ("strong", "ink"))
            painter.fillRect(QRectF(0, line * row, self.width(), 1), theme.colour("line"))
        starts = (0, self.width() - 2 * width, self.width() - width)
        widths = (self.width() - 2 * width - theme.px(8), width, width)
        for text, look, start, room, side in zip(texts, looks, starts, widths, (near, far, far), strict=True):
            place = QRectF(self.width() - start - room if mirrored else start, line * row, room, row)
            painter.setFont(theme.font(look[0]))
            painter.setPen(theme.colour(look[1]))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(place, side, shown)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
