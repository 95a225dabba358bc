"""A card about one option: a frame with the option's colour on top, its name, a sentence, and rows of figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.results_cards import OptionLine
from app.desk.theme import Theme


class OptionCard(QWidget):
    """An option's name over what is said of it; ``page`` takes more."""

    def __init__(self, theme: Theme, place: int, name: str, said: Sequence[str]) -> None:
        super().__init__()
        self.theme, self._place = theme, place
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(said))
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self.page.setSpacing(theme.px(2))
        option = OptionLine(theme, "name")
        option.show_option(place, name)
        self.page.addWidget(option)
        for sentence in said:
            self.page.addWidget(label(theme, sentence, "caption", "ink_2", wrap=True))
        self.page.addSpacing(theme.px(2))

    def add_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Rows of a name, a quiet figure and a strong one."""
        theme, grid = self.theme, QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(theme.px(4))
        grid.setVerticalSpacing(theme.px(1))
        right = Qt.AlignmentFlag.AlignRight
        for line, (name, quiet, strong) in enumerate(rows):
            grid.addWidget(label(theme, name, "caption", wrap=True), line, 0)
            grid.addWidget(label(theme, quiet, "caption", "ink_2"), line, 1, right)
            grid.addWidget(label(theme, strong, "caption_strong"), line, 2, right)
        self.page.addLayout(grid)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A frame with the option's colour on top."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width(), theme.px(4)), QColor(theme.palette.option(self._place).mark))
