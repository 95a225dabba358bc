"""Rows of the note that are added, taken out and put in another order: facts, next steps, what parties said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk.controls import button, label, rule
from app.desk.entry import fault_of
from app.desk.note_fields import Editor
from app.desk.note_find import arrow_button
from app.desk.note_row_cells import CELLS, Cell, CellKind
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case

Item = Any
"""One row of the case: a frozen dataclass whose fields the cells are named after."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """What the rows are: ``name`` heads their words, ``key`` is where they lie in the case.

    ``lines``: the cells of a row, line by line. ``needed``: what a row cannot be without. ``make``: a new one of
    the values of its cells.
    """

    name: str
    action: str
    key: str
    lines: tuple[tuple[CellKind, ...], ...]
    needed: tuple[str, ...]
    items: Callable[[Case], tuple[Item, ...]]
    put: Callable[[Case, tuple[Item, ...]], Case]
    make: Callable[..., Item]


class Row(QWidget):
    """One row: its number, the buttons that move and remove it, and its cells."""

    entered = Signal(str, object)
    """A cell has another value: its name, and the value."""
    moved = Signal(int)
    removed = Signal()

    def __init__(self, state: DeskState, theme: Theme, kind: RowKind) -> None:
        super().__init__()
        self._words, self.kind = state.workspace.words, kind
        self.cells: dict[str, Cell] = {}
        self.number = label(theme, "", "caption_strong", "ink_2", wrap=True)
        self.up, self.down = (arrow_button(theme, "", up=up) for up in (True, False))
        self.bin = button(theme, "", "quiet", "bin")
        self.bin.setFixedSize(theme.px(28), theme.px(32))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.bin.clicked.connect(self.removed)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=by: self.moved.emit(by))
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.number, 1)
        for part in (self.up, self.down, self.bin):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(theme.px(6))
        column.addWidget(rule(theme))
        column.addLayout(head)
        for kinds in kind.lines:
            line = QHBoxLayout()
            line.setSpacing(theme.px(4))
            for one in kinds:
                cell = CELLS[one.shape](state, theme, one)
                cell.entered.connect(lambda value, name=one.name: self.entered.emit(name, value))
                self.cells[one.name] = cell
                line.addWidget(cell, one.share, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)

    def place(self, place: int, count: int, *, draft: bool) -> None:
        """Say which row this is, and what can be done with it."""
        words, name = self._words, self.kind.name
        self.number.setText(words(f"desk.rows.{name}.new") if draft else words.number(place + 1))
        named = (
            (self.up, "desk.rows.up", place > 0),
            (self.down, "desk.rows.down", place < count - 1),
            (self.bin, "desk.rows.remove", True),
        )
        whole = words(f"field.{name}.item", number=place + 1)
        for cell in self.cells.values():
            cell.target.setAccessibleName(words("field.of", whole=whole, part=cell.name))
        for part, key, can in named:
            told = words(key, row=whole)
            part.setAccessibleName(told)
            part.setToolTip(told)
            part.setEnabled(can and not (draft and part is not self.bin))

    def show_item(self, case: Case, item: Item) -> None:
        """Show a row of the case."""
        for name, cell in self.cells.items():
            cell.show_value(case, getattr(item, name))

    @property
    def faulty(self) -> bool:
        """Whether something in it is still to be mended."""
        return any(cell.fault for cell in self.cells.values())

    def forget(self) -> None:
        """Say nothing more of what was wrong."""
        for cell in self.cells.values():
            cell.show_fault("")


class RowsEditor(Editor):
    """All rows of a kind. Each change is one edit; a row that is begun becomes one when it has what it needs."""

    def __init__(self, state: DeskState, theme: Theme, kind: RowKind) -> None:
        super().__init__()
        self._state, self._theme, self._words = state, theme, state.workspace.words
        self.kind = kind
        self.rows: list[Row] = []
        self.begun: Row | None = None
        self._values: dict[str, Any] = {}
        self._none = label(theme, self._words(f"desk.rows.{kind.name}.none"), "caption", "ink_2", wrap=True)
        self._none.setContentsMargins(4, 0, 4, 0)
        self.add = button(theme, self._words(f"desk.rows.{kind.name}.add"), "", "plus")
        self.add.clicked.connect(self.begin)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(6))
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._none)
        column.addLayout(self._column)
        column.addLayout(foot)

    def show_case(self, case: Case) -> None:
        """Show the rows of the case; the one that is begun stays below them."""
        items, before = self.kind.items(case), len(self.rows)
        while len(self.rows) > len(items):
            self._drop(self.rows.pop())
        while len(self.rows) < len(items):
            row = self._row()
            self._column.insertWidget(len(self.rows), row)
            row.show()
            self.rows.append(row)
        for place, (row, item) in enumerate(zip(self.rows, items, strict=True)):
            row.place(place, len(items), draft=False)
            row.show_item(case, item)
        self._none.setVisible(not self.rows and self.begun is None)
        if len(self.rows) > before:
            self.rebuilt.emit()

    def forget(self) -> None:
        """Another case is shown."""
        self._abandon()
        while self.rows:
            self._drop(self.rows.pop())

    def begin(self) -> None:
        """Begin a row below the others; nothing is entered until it has what it needs."""
        case = self._state.case
        if case is None:
            return
        if self.begun is None:
            self.begun, self._values = self._row(), {}
            self._column.addWidget(self.begun)
            self.begun.show()
            self.begun.place(len(self.rows), len(self.rows) + 1, draft=True)
            for cell in self.begun.cells.values():
                cell.show_value(case, None)
            self._none.hide()
            self.rebuilt.emit()
        first = self.kind.lines[0][0].name
        self.begun.cells[first].take_focus()
        bring_into_view(self.begun)

    def _row(self) -> Row:
        row = Row(self._state, self._theme, self.kind)
        row.entered.connect(lambda name, value: self._enter(row, name, value))
        row.moved.connect(lambda by: self._move(row, by))
        row.removed.connect(lambda: self._remove(row))
        return row

    def _drop(self, row: Row) -> None:
        row.blockSignals(True)  # leaving its fields enters nothing any more
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _abandon(self) -> None:
        if self.begun is not None:
            self._drop(self.begun)
            self.begun = None

    def _enter(self, row: Row, name: str, value: object) -> None:
        case = self._state.stored_case
        if case is None:
            return
        items = self.kind.items(case)
        if row is self.begun:
            self._fill(case, row, name, value)
        elif row in self.rows:
            place = self.rows.index(row)
            if getattr(items[place], name) != value:
                changed = (*items[:place], replace(items[place], **{name: value}), *items[place + 1 :])
                what = self._words("desk.rows.changed", row=self._name(place), field=row.cells[name].name)
                self._put(case, changed, f"[{place}].{name}", what, row.cells[name])

    def _fill(self, case: Case, row: Row, name: str, value: object) -> None:
        """Take down what a row that is begun has so far; with all it needs, it becomes one of the case."""
        self._values[name] = value
        if not all(self._values.get(needed) for needed in self.kind.needed):
            return
        items, place = self.kind.items(case), len(self.rows)
        changed = (*items, self.kind.make(**{key: held for key, held in self._values.items() if held is not None}))
        self.begun = None
        self.rows.append(row)
        what = self._words("desk.rows.added", row=self._name(place))
        if not self._put(case, changed, f"[{place}]", what, row.cells[name]):
            self.rows.remove(row)
            self.begun = row

    def _move(self, row: Row, by: int) -> None:
        """Change places with the next row or the one before; the hand stays on what it moved."""
        now = QApplication.focusWidget()
        held = next((name for name, cell in row.cells.items() if now is not None and cell.isAncestorOf(now)), None)
        if now is not None and held is not None:
            now.clearFocus()  # what is being typed belongs to the row before it moves
        case = self._state.stored_case
        place = self.rows.index(row) if row in self.rows else -1
        other = place + by
        if case is None or place < 0 or not 0 <= other < len(self.rows) or row.faulty or self.rows[other].faulty:
            other = place
        else:
            items = list(self.kind.items(case))
            what = self._words("desk.rows.moved", row=self._name(place), place=self._words.number(other + 1))
            items[place], items[other] = items[other], items[place]
            self._put(case, tuple(items), "", what)
        target = self.rows[other] if place >= 0 else row
        if held is not None:
            target.cells[held].take_focus()
            bring_into_view(target)
        elif now in (row.up, row.down):
            arrow = target.up if now is row.up else target.down
            (arrow if arrow.isEnabled() else target.bin).setFocus()

    def _remove(self, row: Row) -> None:
        case = self._state.stored_case
        if case is None:
            return
        place = len(self.rows)
        if row is self.begun:
            self._abandon()
            self.show_case(case)
        elif row in self.rows:
            items, place = self.kind.items(case), self.rows.index(row)
            self.rows.remove(row)
            self._drop(row)
            what = self._words("desk.rows.removed", row=self._name(place))
            self._put(case, (*items[:place], *items[place + 1 :]), "", what)
        (self.rows[min(place, len(self.rows) - 1)].bin if self.rows else self.add).setFocus()

    def _put(self, case: Case, items: tuple[Item, ...], where: str, notice: str, cell: Cell | None = None) -> bool:
        """Make the edit, or say at the cell what the contract of a case has against it."""
        kind, changed = self.kind, self.kind.put(case, items)
        fault = fault_of(self._state, changed)
        if fault is not None and cell is not None:
            cell.show_fault(fault)
            return False
        return self._state.edit(changed, kind.action, f"{kind.key}{where}", notice)

    def _name(self, place: int) -> str:
        return self._words(f"field.{self.kind.name}.item", number=place + 1)


def bring_into_view(part: QWidget) -> None:
    """Scroll what a part lies in, once it has its place, so that it is seen."""

    def bring() -> None:
        above = part.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(part, 0, 0)

    QTimer.singleShot(0, part, bring)
