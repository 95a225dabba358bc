"""A picture that can be made anew: for the window in its look, and for a file in the light one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.picture_rows import RowPicture
from app.desk.picture_tables import PictureTable
from app.desk.theme import Theme

Make = Callable[[Theme], QWidget]


@dataclass(frozen=True)
class Figure:
    """What a picture is: ``make`` paints it with its notes in a look, ``table`` holds the same as words.

    ``key`` names it in a file name, by the word ``picture.stem.<key>``. ``legend`` goes into a file where the
    window shows one legend for several pictures. ``width``: of the picture in a file, in pixels.
    """

    key: str
    title: str
    make: Make
    table: PictureTable
    sentence: str = ""
    legend: Make | None = None
    width: int = 760


class FigureBox(QWidget):
    """A figure in the window: its title and sentence over the picture, and its menu under the right button.

    ``role``: of the title's type; empty where the tab already says it.
    """

    asked = Signal(str)
    """A criterion or a case is asked for from the picture."""
    menu_asked = Signal(object, object)
    """Its menu is asked for: the figure, and the place on the screen."""

    def __init__(self, theme: Theme, figure: Figure, role: str = "strong") -> None:
        super().__init__()
        self.figure = figure
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(4))
        if role:
            page.addWidget(label(theme, figure.title, role, wrap=True))
        if figure.sentence:
            page.addWidget(label(theme, figure.sentence, "caption", "ink_2", wrap=True))
        body = figure.make(theme)
        page.addWidget(body)
        page.addStretch(1)
        for picture in pictures_in(body):
            picture.asked.connect(self.asked)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Save it, copy it, copy its table."""
        self.menu_asked.emit(self.figure, event.globalPos())


def pictures_in(body: QWidget) -> list[RowPicture]:
    """The pictures of a figure's body, in their order."""
    inner = body.findChildren(RowPicture)
    return [body, *inner] if isinstance(body, RowPicture) else inner


def under_each_other(theme: Theme, parts: list[QWidget], gap: int = 4) -> QWidget:
    """Parts in a column, as the body of a figure."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(gap))
    for part in parts:
        column.addWidget(part)
    return body


def follow_on(before: QWidget, part: QWidget) -> None:
    """Let Tab go from a control through all of a part that was made later: it would be last in the window."""
    for inner in part.findChildren(QWidget):
        if inner.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, inner)
            before = inner


def note(theme: Theme, text: str) -> QWidget:
    """A sentence under a picture."""
    return label(theme, text, "caption", "ink_2", wrap=True)
