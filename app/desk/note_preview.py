"""The preview of the note: its real pages, their size, the page one is at, and words looked for in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.desk.controls import ChoiceBox, label, lay_ground, rule
from app.desk.note_find import NoteFind, arrow_button
from app.desk.note_pages import GAP, NotePages
from app.desk.note_pdf import Hit, Mark, Paper, render_pages
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import Task

ZOOMS = ("fit", "100", "150")
INCH = 96 / 72
"""Logical pixels of a point at 100 per cent."""
MOST_FITTED = 1100
"""Pixels at the plain text size that a page is wide at most where it takes the width."""
SETTLE_MS = 120
SAME = 2.0
"""Pixels by which a picture may miss the size that is wanted: device pixels are whole."""
LOOKED_AT = 1 / 3
"""How far down the view lies the page that one is at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A note as it is shown: its bytes, what is known of its pages, and their pictures."""

    data: bytes
    paper: Paper
    pages: list[QImage]


class PageArea(QScrollArea):
    """Scrolls the pages: Page Up and Down by the view, Left and Right by the page, Home and End to the ends."""

    resized = Signal()
    turned = Signal(int)
    """Pages forwards or back."""
    zoomed = Signal(int)
    """Steps closer or away."""
    find_asked = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width may be another size of the pages."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Looking for words here means the note, not the library."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Find)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Paging and zoom."""
        bar, key = self.verticalScrollBar(), event.key()
        sideways = self.horizontalScrollBar().maximum() > 0
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if event.matches(QKeySequence.StandardKey.Find):
            self.find_asked.emit()
        elif key in turns and not sideways:
            self.turned.emit(turns[Qt.Key(key)])
        elif key in steps:
            self.zoomed.emit(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)


class NotePreview(QWidget):
    """The pages of the note under their tools; a part of the note can be gone to."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme, self._words = state, theme, state.workspace.words
        self._shown: Shown | None = None
        self._task: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTLE_MS)
        self._wait.timeout.connect(self._render)
        self.pages = NotePages(theme)
        self.area = PageArea()
        self.finder = NoteFind(state, theme)
        self.back = arrow_button(theme, self._words("desk.preview.back"), up=True)
        self.on = arrow_button(theme, self._words("desk.preview.on"), up=False)
        self.page = label(theme, "", "caption", "ink_2")
        self.said = label(theme, "", "body", "ink_2", wrap=True)
        self.updating = label(theme, self._words("desk.updating"), "caption", "ink_2")
        self.zoom = ChoiceBox(theme, [(self._words(f"desk.preview.zoom.{item}"), item) for item in ZOOMS])
        self._build()

    def _build(self) -> None:
        theme, words = self._theme, self._words
        lay_ground(self, "chrome")
        area = self.area
        area.setWidget(self.pages)
        area.setProperty("focusRing", True)
        area.setAccessibleName(words("desk.note.pages.name"))
        area.setAccessibleDescription(words("desk.preview.keys"))
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.resized.connect(self._refit)
        area.turned.connect(self.turn)
        area.zoomed.connect(self._step_zoom)
        area.find_asked.connect(self.finder.field.setFocus)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._tell_page())
        area.verticalScrollBar().setSingleStep(theme.px(24))
        self.finder.found.connect(self._show_hits)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self.zoom.setAccessibleName(words("desk.preview.zoom"))
        self.zoom.setMinimumWidth(
            max(map(self.zoom.fontMetrics().horizontalAdvance, self._named_zooms())) + theme.px(48)
        )
        self.zoom.activated.connect(lambda _: self._refit())
        self.updating.hide()
        said = QWidget()
        inside = QVBoxLayout(said)
        inside.setContentsMargins(*(theme.px(24),) * 4)
        inside.addWidget(self.said)
        inside.addStretch(1)
        self._views = QStackedWidget()
        self._views.addWidget(area)
        self._views.addWidget(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._views, 1)
        column.addWidget(rule(theme))
        column.addWidget(self._foot())
        self.say(words("desk.note.making"))

    def _named_zooms(self) -> list[str]:
        return [self.zoom.itemText(place) for place in range(self.zoom.count())]

    def _foot(self) -> QWidget:
        theme = self._theme
        foot = QWidget()
        lay_ground(foot, "surface")
        self._tools = QHBoxLayout(foot)
        self._tools.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        self._tools.setSpacing(theme.px(4))
        for widget in (self.back, self.page, self.on):
            self._tools.addWidget(widget)
        self._tools.addSpacing(theme.px(8))
        self._tools.addWidget(self.updating)
        self._tools.addStretch(1)
        self._tools.addWidget(self.zoom)
        return foot

    def add_tool(self, tool: QWidget) -> None:
        """Put one more tool at the end of the foot."""
        self._tools.addSpacing(self._theme.px(4))
        self._tools.addWidget(tool)

    def say(self, sentence: str) -> None:
        """Show a sentence instead of pages."""
        self.said.setText(sentence)
        self._views.setCurrentIndex(1)
        self._tell_page()

    def clear(self) -> None:
        """Show no note: another case is open, and its note is not there yet."""
        self._shown = None
        self.pages.show_pages([], "")
        self.area.verticalScrollBar().setValue(0)
        self.finder.look_in(None)
        self.say(self._words("desk.note.making"))

    def show_stale(self, stale: bool) -> None:
        """Grey the pages while a new note is being made."""
        self.pages.show_stale(stale)
        self.updating.setVisible(stale and self._shown is not None)

    def plan(self) -> Callable[[Sequence[tuple[float, float]]], list[float]]:
        """How wide each page is to be shown, from sizes in points: to be asked in another thread."""
        zoom, theme = self.zoom.currentData(), self._theme
        room = max(self.area.viewport().width() - 2 * theme.px(GAP) - SAME, theme.px(200))
        fitted = float(min(room, theme.px(MOST_FITTED)))

        def widths(sizes: Sequence[tuple[float, float]]) -> list[float]:
            if zoom == "fit":
                return [fitted for _ in sizes]
            return [round(width * INCH * int(zoom) / 100) for width, _ in sizes]

        return widths

    def show_note(self, shown: Shown) -> None:
        """Show another note, at the place where one was in the last."""
        place = self._place()
        self._shown = shown
        count = self._words.count("desk.note.pages", len(shown.pages))
        self.pages.show_pages(shown.pages, count)
        self._views.setCurrentIndex(0)
        self._settle(place)
        self.finder.look_in(shown.data)
        self._refit()

    def go_to(self, titles: Sequence[str], after: str = "") -> None:
        """Show the place of the outline with one of these titles, or the first entry after the one ``after``."""
        mark = self._mark(titles, after)
        if mark is not None and mark.page < len(self.pages.boxes()):
            self._go(mark.page, mark.down)

    def go_to_top(self) -> None:
        """Show the head of the note."""
        if self.pages.boxes():
            self._go(0, 0.0)

    def _mark(self, titles: Sequence[str], after: str) -> Mark | None:
        marks = () if self._shown is None else self._shown.paper.marks
        for title in titles:
            for mark in marks:
                if mark.title == title:
                    return mark
        places = [place for place, mark in enumerate(marks) if mark.title == after]
        return marks[places[0] + 1] if places and places[0] + 1 < len(marks) else None

    def turn(self, by: int) -> None:
        """Go some pages forwards or back, to the top of that page."""
        page = self._at() + by
        if 0 <= page < len(self.pages.boxes()):
            self._go(page, 0.0)

    def _go(self, page: int, down: float) -> None:
        box = self.pages.boxes()[page]
        top = box.top() + down * box.height() - self._theme.px(GAP)
        self.area.verticalScrollBar().setValue(round(top))
        self._tell_page()

    def _at(self) -> int:
        """The page one is at, from 0; -1 where there is none."""
        eye = self.area.verticalScrollBar().value() + self.area.viewport().height() * LOOKED_AT
        return sum(box.top() <= eye for box in self.pages.boxes()) - 1

    def _tell_page(self) -> None:
        here, pages = self._at(), len(self.pages.boxes())
        shown = pages > 0 and self._views.currentIndex() == 0
        text = self._words("desk.preview.page", page=here + 1, pages=pages) if shown else ""
        if text != self.page.text():
            self.page.setText(text)
        self.back.setEnabled(shown and here > 0)
        self.on.setEnabled(shown and here < pages - 1)

    def _place(self) -> tuple[int, float]:
        """The page at the top of the view, and how far down it the view begins."""
        top = self.area.verticalScrollBar().value()
        for number, box in enumerate(self.pages.boxes()):
            if box.bottom() > top:
                return number, (top - box.top()) / box.height()
        return 0, 0.0

    def _settle(self, place: tuple[int, float]) -> None:
        """Give the pages their room, and come back to a place."""
        room = self.area.viewport().size()
        needed = self.pages.minimumSize()
        self.pages.resize(max(needed.width(), room.width()), max(needed.height(), room.height()))
        boxes = self.pages.boxes()
        if place != (0, 0.0) and boxes:
            box = boxes[min(place[0], len(boxes) - 1)]
            top, bar = box.top() + place[1] * box.height(), self.area.verticalScrollBar()
            if abs(top - bar.value()) > SAME:
                bar.setValue(round(top))
        self._tell_page()

    def _refit(self) -> None:
        """Stretch the pages to the size that is wanted, and have them drawn anew aside where it is another."""
        place = self._place()
        if self._shown is not None:
            sizes = self._shown.paper.sizes
            widths = self.plan()(sizes)
            wanted = [(wide, round(wide * size[1] / size[0])) for wide, size in zip(widths, sizes, strict=True)]
            drawn = [page.deviceIndependentSize() for page in self.pages.pages]
            if len(drawn) == len(wanted) and all(
                abs(size.width() - wide) < SAME for size, (wide, _) in zip(drawn, wanted, strict=True)
            ):
                self.pages.lay_out([(size.width(), size.height()) for size in drawn])
            else:
                self.pages.lay_out(wanted)
                self._wait.start()
        self._settle(place)

    def _render(self) -> None:
        shown, plan, ratio = self._shown, self.plan(), self.devicePixelRatioF()
        if shown is None:
            return
        if self._task is not None:
            self._task.cancel()

        def work(task: Task) -> tuple[Shown, list[QImage]]:
            widths = plan(shown.paper.sizes)
            return shown, render_pages(shown.data, widths, ratio, lambda: not task.cancelled)

        self._task = self._state.runner.start("pages", work, self._take, self._fail)

    def _take(self, drawn: tuple[Shown, list[QImage]]) -> None:
        self._task = None
        if drawn[0] is not self._shown:
            return  # of a note that is no longer shown
        place = self._place()
        self.pages.show_pages(drawn[1], self.pages.accessibleName())
        self._settle(place)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._state.faulted.emit(error)

    def _step_zoom(self, by: int) -> None:
        place = min(max(self.zoom.currentIndex() + by, 0), len(ZOOMS) - 1)
        if place != self.zoom.currentIndex():
            self.zoom.setCurrentIndex(place)
            self._refit()

    def _show_hits(self, hits: tuple[Hit, ...], current: int, go: bool) -> None:
        self.pages.show_hits(hits, current)
        if go and 0 <= current < len(hits) and self.pages.boxes():
            box = self.pages.box_of(hits[current])
            self.area.ensureVisible(round(box.center().x()), round(box.center().y()), 60, 120)
