"""The table of cases, as it is walked through and ticked with keys and pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.desk.library_painting import ROW, TICK, CaseDelegate
from app.desk.library_picks import Picks
from app.desk.library_rows import COLUMNS, LINES, CaseModel
from app.desk.theme import Theme
from app.words import Words

WIDTHS = {"recommended": 136, "analysis": 62, "doctrine": 62, "precedent": 66, "agree": 74, "documented": 150}
TIGHT = {"recommended": 130, "analysis": 58, "doctrine": 58, "precedent": 62, "agree": 68, "documented": 136}
"""Where the list has little room."""
ROOMY = 800
LEAST_TITLE = 232
"""What a case is called needs so much; for less, other columns fold."""
FOLDS = (tuple(LINES), ("documented",), ("agree",), ("recommended",))

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class CaseTable(QTableView):
    """The list of cases. Enter or a double click opens the one it stands on; Space, Ctrl or Shift tick several."""

    opened = Signal(str)
    between_asked = Signal(int, int)
    """To tick the cases from one place to another."""
    menu_asked = Signal(QPoint)
    """What can be done with the case it stands on, at a place of the screen."""
    archive_asked = Signal()
    typed = Signal(str)
    """A letter, which is the beginning of something to search for."""

    def __init__(self, theme: Theme, model: CaseModel, words: Words, options: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._cases = model
        self._anchor: int | None = None
        self._painter = CaseDelegate(theme, model, words, options)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(words("desk.library.table"))
        self.setAccessibleDescription(words("library.table.keys"))
        self.setFont(theme.font())
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._set_headers()
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.picks.changed.connect(self._show_picks)

    @property
    def picks(self) -> Picks:
        """The ticked cases."""
        return self._cases.picks

    def _set_headers(self) -> None:
        upright, across = self.verticalHeader(), self.horizontalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(self._theme.px(ROW))
        across.setFont(self._theme.font("caption"))
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFixedHeight(self._theme.px(32))
        across.setMinimumSectionSize(20)
        for place in range(len(COLUMNS)):
            fixed = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.Fixed
            across.setSectionResizeMode(place, fixed)
        self.fit(10_000)

    def fit(self, width: int) -> None:
        """Give each column its width; where titles would have no room, columns fold one after the other."""
        theme = self._theme
        widths = TIGHT if width < theme.px(ROOMY) else WIDTHS
        hidden: set[str] = set()
        for fold in FOLDS:
            taken = sum(theme.px(wide) for name, wide in widths.items() if name not in hidden)
            if width - taken >= theme.px(LEAST_TITLE):
                break
            hidden.update(fold)
        for place, name in enumerate(COLUMNS[1:], start=1):
            self.setColumnWidth(place, theme.px(widths[name]))
            self.setColumnHidden(place, name in hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold columns where the width is gone."""
        self.fit(event.size().width())
        super().resizeEvent(event)

    def selected_place(self) -> int | None:
        """The place of the case the list stands on."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def selected_id(self) -> str | None:
        """The id of the case the list stands on; None while it is being read."""
        return self._id_at(self.selected_place())

    def select_place(self, place: int) -> None:
        """Stand on a case by its place and bring it into view."""
        if self._cases.rowCount():
            self.selectRow(place)

    def select_id(self, case_id: str | None) -> None:
        """Stand on a case, or on the first where it is not among those that are here."""
        self.select_place(self._cases.place(case_id) or 0)

    def seen(self) -> range:
        """The places of the rows that are in view."""
        first, high = max(0, self.rowAt(0)), self.verticalHeader().defaultSectionSize()
        return range(first, min(first + self.viewport().height() // high + 2, self._cases.rowCount()))

    def _id_at(self, place: int | None) -> str | None:
        row = None if place is None else self._cases.row(place)
        return None if row is None else row.summary.id

    def _open(self, place: int) -> None:
        case_id = self._id_at(place)
        if case_id is not None:
            self.opened.emit(case_id)

    def toggle(self, place: int | None) -> None:
        """Tick the case at a place, or take its tick away."""
        case_id = self._id_at(place)
        if case_id is not None:
            self._anchor = place
            self.picks.toggle(case_id)

    def tick_all(self) -> None:
        """Tick every case of the list."""
        if self._cases.rowCount():
            self.between_asked.emit(0, self._cases.rowCount() - 1)

    def _tick_to(self, place: int) -> None:
        """Tick all from where the ticking began to a place."""
        if self._anchor is None or not self.picks:
            self._anchor = self.selected_place()
        start = place if self._anchor is None else min(self._anchor, self._cases.rowCount() - 1)
        self.select_place(place)
        self.between_asked.emit(min(start, place), max(start, place))

    def _show_picks(self) -> None:
        if not self.picks:
            self._anchor = None
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, Space ticks, Shift with arrows ticks on, a letter searches; Home and End are the ends."""
        self._show_ring(True)
        place, key, shift = self.selected_place(), event.key(), bool(event.modifiers() & _SHIFT)
        target = self._walked(key, place, shift)
        if target is not None:
            if shift:
                self._tick_to(target)
            else:
                self.select_place(target)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.tick_all()
        elif key == Qt.Key.Key_Space:
            self.toggle(place)
        elif key == Qt.Key.Key_Escape and self.picks:
            self.picks.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place is not None:
            self._open(place)
        elif key == Qt.Key.Key_Delete and place is not None:
            self.archive_asked.emit()
        elif key == Qt.Key.Key_F10 and shift and place is not None:
            self.menu_asked.emit(self._menu_place())
        elif event.text().isalnum() and not event.modifiers() & ~_SHIFT:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _walked(self, key: int, place: int | None, shift: bool) -> int | None:
        """Where a key that is ours to follow leads; a row has nothing to walk to within it."""
        last = self._cases.rowCount() - 1
        if place is None or last < 0:
            return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else last
        if shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return max(0, min(last, place + (1 if key == Qt.Key.Key_Down else -1)))
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl ticks, Shift ticks up to here; a press on a tick box takes its tick away or gives it one."""
        self._show_ring(False)
        index = self.indexAt(event.position().toPoint())
        place, modifiers = index.row(), event.modifiers()
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif modifiers & _SHIFT:
            self._tick_to(place)
        elif modifiers & _CTRL:
            before = self.selected_place()
            if not self.picks and before is not None and before != place:
                self.toggle(before)  # as everywhere: the one that was chosen stays so
            self.select_place(place)
            self.toggle(place)
        elif self.picks and index.column() == 0 and self._on_box(event.position().toPoint()):
            self.select_place(place)
            self.toggle(place)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Dragging over rows chooses none of them: a slip of the hand would walk the list."""
        event.accept()

    def _on_box(self, point: QPoint) -> bool:
        rect, wide = self.visualRect(self.indexAt(point)), self._theme.px(TICK)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return point.x() > rect.right() - wide
        return point.x() < rect.left() + wide

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of the row under the pointer, or with the menu key of the row it stands on."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if not index.isValid():
                return
            self.select_place(index.row())
            self.menu_asked.emit(event.globalPos())
        elif self.selected_place() is not None:
            self.menu_asked.emit(self._menu_place())

    def _menu_place(self) -> QPoint:
        rect = self.visualRect(self._cases.index(self.selected_place() or 0, 0))
        return self.viewport().mapToGlobal(rect.center())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard finds a row to start from."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._show_ring(True)
        if self.selected_place() is None and not self._cases.placing:
            self.select_place(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self._show_ring(False)

    def _show_ring(self, shown: bool) -> None:
        """While keys are used the row the list stands on shows it; who points need not be told."""
        if self._painter.ring != shown:
            self._painter.ring = shown
            self.viewport().update()
