"""A tab of the results: a finding as a title, its figures, and their tables one click away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.desk.controls import button, empty, label
from app.desk.picture_figure import Figure, FigureBox, follow_on
from app.desk.picture_saving import PictureSaver
from app.desk.picture_tables import PictureTable, TableView
from app.desk.state import DeskState
from app.desk.theme import Theme


class ResultTab(QWidget):
    """A finding as a title, its figures, and their tables one click away.

    What it shows is made when it is first looked at. ``tools``: its buttons, which lie beside the tabs while it
    is shown. ``column``: where its figures go. ``before``: the control from which Tab goes on into it.
    """

    asked = Signal(str)
    """A criterion, or in the tab of precedents a case, is asked for from a picture."""
    what_if_asked = Signal(object)
    """Levels are to be tried as a what-if: criterion -> level."""

    def __init__(self, state: DeskState, theme: Theme, saver: PictureSaver) -> None:
        super().__init__()
        self._theme, self._words, self._saver = theme, state.workspace.words, saver
        self._fill: Callable[[], None] | None = None
        self._more: Sequence[tuple[str, PictureTable]] = ()
        self.before: QWidget | None = None
        self.figures: list[Figure] = []
        self.title = label(theme, "", "strong", wrap=True)
        self.pictures = QWidget()
        self.column = QVBoxLayout(self.pictures)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        self.tables_page = QWidget()
        self._tables_column = QVBoxLayout(self.tables_page)
        self._tables_column.setContentsMargins(0, 0, 0, 0)
        self._tables_column.setSpacing(theme.px(8))
        self.tables_page.hide()
        self._build_tools()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(8))
        page.addWidget(self.title)
        page.addWidget(self.pictures)
        page.addWidget(self.tables_page)

    def _build_tools(self) -> None:
        theme, words = self._theme, self._words
        self.toggle = button(theme, words("results.as_table"), "quiet")
        self.toggle.setIcon(_table_icon(theme))
        self.toggle.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._turn)
        self.copy = button(theme, words("results.copy"), "quiet", "copy")
        self.copy.setToolTip(words("picture.copy_tip"))
        self.copy.setAccessibleDescription(words("picture.copy_tip"))
        self.copy.clicked.connect(lambda: self._saver.copy_tables(self.tables))
        self.picture = button(theme, words("picture.menu"), "quiet", "export")
        self.picture.setToolTip(words("picture.menu_tip"))
        self.picture.setAccessibleDescription(words("picture.menu_tip"))
        self.picture.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0; }")
        self.menu = QMenu(self.picture)
        self.menu.setAccessibleName(words("picture.menu"))
        self.menu.aboutToShow.connect(lambda: self._saver.fill(self.menu, self.figures))
        self.picture.setMenu(self.menu)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(theme.px(8))
        for part in (self.toggle, self.copy, self.picture):
            tools.addWidget(part)

    @property
    def tables(self) -> list[tuple[str, PictureTable]]:
        """Every table of the tab under its title: that of each figure, and those that have no picture."""
        return [*((figure.title, figure.table) for figure in self.figures), *self._more]

    def hold(self, fill: Callable[[], None]) -> None:
        """Take what fills the tab; done when it is looked at, which it may be now."""
        self._fill = fill
        if self.isVisible():
            self.ready()

    def ready(self) -> None:
        """Show what was last given, if that is not done yet."""
        fill, self._fill = self._fill, None
        if fill is not None:
            empty(self.column)
            self.figures, self._more = [], ()
            fill()
            for tool in (self.toggle, self.copy, self.picture):
                tool.setEnabled(bool(self.figures))
            self.toggle.setChecked(self.toggle.isChecked() and bool(self.figures))
            self._show_tables()
            if self.before is not None:
                follow_on(self.before, self.pictures)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What was not looked at is made now."""
        super().showEvent(event)
        self.ready()

    def box(self, figure: Figure, role: str = "strong") -> FigureBox:
        """A figure of this tab in its box, to be placed."""
        made = FigureBox(self._theme, figure, role)
        made.asked.connect(self.asked)
        made.menu_asked.connect(self._saver.popup)
        self.figures.append(figure)
        return made

    def show_finding(self, title: str, more: Sequence[tuple[str, PictureTable]] = ()) -> None:
        """Show a title; ``more``: tables that have no picture."""
        self.title.setText(title)
        self._more = more

    def _turn(self, table: bool) -> None:
        self.ready()
        self._show_tables()
        self.tables_page.setVisible(table)
        self.pictures.setVisible(not table)
        self.toggle.setText(self._words("results.as_picture" if table else "results.as_table"))
        self.toggle.setAccessibleName(self.toggle.text())

    def _show_tables(self) -> None:
        """Make the tables anew, if they are what is looked at."""
        empty(self._tables_column)
        if not self.toggle.isChecked():
            return
        theme, tables = self._theme, self.tables
        for title, data in tables:
            if len(tables) > 1:
                self._tables_column.addWidget(label(theme, title, "strong", wrap=True))
            self._tables_column.addWidget(TableView(theme, self._words, title, data))
        if self.before is not None:
            follow_on(self.before, self.tables_page)


def _table_icon(theme: Theme) -> QIcon:
    """A head over rows and columns."""
    side = theme.px(16)
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("ink"), 1.4))
    frame = QRectF(side * 0.15, side * 0.19, side * 0.7, side * 0.62)
    painter.drawRoundedRect(frame, 1.5, 1.5)
    head = frame.top() + frame.height() * 0.34
    painter.drawLine(int(frame.left()), int(head), int(frame.right()), int(head))
    middle = frame.left() + frame.width() * 0.42
    painter.drawLine(int(middle), int(head), int(middle), int(frame.bottom()))
    painter.end()
    return QIcon(picture)
