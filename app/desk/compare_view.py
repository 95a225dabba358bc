"""Two to four cases beside each other: what is advised of each, and on which levels and facts they differ."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.desk.choosers import ElidedLabel, Segment
from app.desk.compare_copy import comparison_table
from app.desk.compare_data import (
    FactRow,
    FamilyRow,
    Side,
    fact_rows,
    farthest,
    level_rows,
    weight_rows,
)
from app.desk.compare_heads import ROOMY, TIGHT, CompareHeads
from app.desk.compare_table import CompareTable
from app.desk.controls import TickBox, button, label, lay_ground, rule, scrolled
from app.desk.flow_layout import FlowLayout
from app.desk.header import HEIGHT
from app.desk.library_results import LibraryResults
from app.desk.picture_tables import copy_tables
from app.desk.state import DeskState
from app.desk.theme import Theme

ORDERS = ("difference", "model")
NARROW = 1000
"""Under this width, in pixels at the plain text size, columns are narrower."""
WIDEST = 1480
"""A comparison grows no wider: bands would lie too far from their names."""


class CompareView(QWidget):
    """The page of a comparison. What is not known of a case's answer yet is computed aside and filled in."""

    back_asked = Signal()
    open_asked = Signal(str)

    def __init__(self, state: DeskState, theme: Theme, results: LibraryResults) -> None:
        super().__init__()
        self._state, self._theme, self._results = state, theme, results
        self._words = state.workspace.words
        self._ids: list[str] = []
        self._sides: list[Side] = []
        self._families: tuple[FamilyRow, ...] = ()
        self._texts: tuple[FactRow, ...] = ()
        lay_ground(self, "surface")
        words, model = self._words, state.workspace.model
        self.back = button(theme, words("desk.rail.back"), "", "undo")
        self.copy = button(theme, words("compare.copy"), "", "copy")
        self.compute = button(theme, words("compare.compute"), "link")
        self._heading = ElidedLabel(theme, "section", "ink")
        self._second = ElidedLabel(theme, "caption", "ink_2")
        self.orders = {name: Segment(theme, words(f"compare.order.{name}")) for name in ORDERS}
        self.only = TickBox(theme, words("compare.only"))
        self._lead = label(theme, "", "title", wrap=True)
        self._pending = label(theme, "", "caption", "ink_2")
        self._nothing = label(theme, words("compare.nothing"), "body", "ink_2", wrap=True)
        self.heads = CompareHeads(theme, words, model.option_ids)
        self.table = CompareTable(theme, words, model)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.back)

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(rule(theme))
        content = QWidget()
        content.setMaximumWidth(theme.px(WIDEST))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(theme.px(24), theme.px(16), theme.px(20), theme.px(24))
        inside.setSpacing(theme.px(8))
        waiting = FlowLayout(theme.px(12), 0)
        waiting.addWidget(self._pending)
        waiting.addWidget(self.compute)
        inside.addWidget(self._lead)
        inside.addLayout(waiting)
        inside.addSpacing(theme.px(8))
        inside.addWidget(self.heads)
        inside.addWidget(rule(theme))
        inside.addLayout(self._tools())
        inside.addWidget(self.table)
        inside.addWidget(self._nothing)
        inside.addStretch(1)
        self._content = content
        self.area: QScrollArea = scrolled(content)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column.addWidget(self.area, 1)

    def _header(self) -> QWidget:
        theme = self._theme
        header = QWidget()
        lay_ground(header, "surface")
        header.setFixedHeight(theme.px(HEIGHT))
        titles = QVBoxLayout()
        titles.setContentsMargins(0, theme.px(9), 0, theme.px(9))
        titles.setSpacing(0)
        titles.addWidget(self._heading)
        titles.addWidget(self._second)
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        row.setSpacing(theme.px(16))
        row.addWidget(self.back)
        row.addLayout(titles, 1)
        row.addWidget(self.copy)
        return header

    def _tools(self) -> FlowLayout:
        theme, words = self._theme, self._words
        row = FlowLayout(theme.px(16), theme.px(6))
        row.addWidget(label(theme, words("compare.levels"), "section"))
        both, group = QWidget(), QButtonGroup(self)
        cells = QHBoxLayout(both)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(0)
        for segment in self.orders.values():
            group.addButton(segment)
            cells.addWidget(segment)
        self.orders["difference"].setChecked(True)
        row.addWidget(both)
        row.addWidget(self.only)
        return row

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.heads.open_asked.connect(self.open_asked)
        self.copy.clicked.connect(self.copy_all)
        self.table.copy_asked.connect(self.copy_all)
        self.table.stood_on.connect(self._bring_into_view)
        self.compute.clicked.connect(self._ask_answers)
        self.only.toggled.connect(lambda _: self._show_levels())
        for segment in self.orders.values():
            segment.clicked.connect(lambda _=False: self._show_levels())
        self._results.arrived.connect(self._take_answer)
        self._state.library_changed.connect(self._library_changed)
        self._state.runner.busy_changed.connect(self._show_pending)

    def show_cases(self, ids: list[str]) -> bool:
        """Lay these two to four cases beside each other; False, with the fault told, where they cannot be read."""
        self._ids = list(ids)
        if not self._read():
            return False
        self.area.verticalScrollBar().setValue(0)
        self.back.setFocus()
        return True

    def _read(self) -> bool:
        library, model, results = self._state.library, self._state.workspace.model, self._results
        try:
            results.follow()
            results.read([library.summary(case_id) for case_id in self._ids])
            cases = library.cases(self._ids)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return False
        self._sides = [Side.of(model, case, results.answer(case.id)) for case in cases]
        self._show()
        self._ask_answers()
        return True

    def _ask_answers(self) -> None:
        """Have computed what is not known, one case after the other."""
        if self._unknown():
            self._results.want(self._ids)
            self._results.resume()
        self._show_pending()

    def _unknown(self) -> int:
        """Of how many cases the answer is not whole yet."""
        return sum(side.answer is None or side.answer.agree is None for side in self._sides)

    def _take_answer(self, case_id: str) -> None:
        for place, side in enumerate(self._sides):
            if side.case.id == case_id:
                self._sides[place] = replace(side, answer=self._results.answer(case_id))
                if self.isVisible():
                    self._show()

    def _library_changed(self) -> None:
        if self._ids and self.isVisible():
            self._read()

    def _show(self) -> None:
        words, model, sides = self._words, self._state.workspace.model, self._sides
        count = words.number(len(sides))
        self._heading.show_text(words.count("compare.heading", len(sides), shown=count))
        self._second.show_text(words.listing([side.case.title for side in sides]))
        facts, weights = fact_rows(words, sides), weight_rows(words, model, sides)
        self._texts = (*facts, *weights)
        focused = [one.hasFocus() for one in self.heads.opens]
        self.heads.show_sides(sides, facts, weights)
        if True in focused:  # the buttons are made anew; the keyboard stays where it was
            self.heads.opens[focused.index(True)].setFocus()
        self._show_lead()
        self._show_levels()
        self._show_pending()

    def _show_lead(self) -> None:
        """What there is to see, in two sentences: the answers, and the level that lies farthest apart."""
        words, model, sides = self._words, self._state.workspace.model, self._sides
        answers = [side.answer.option for side in sides if side.answer is not None]
        if len(answers) < len(sides):
            said = words("compare.lead.unknown")
        elif len(set(answers)) > 1:
            said = words("compare.lead.differ")
        elif answers[0] is None:
            said = words("compare.lead.none")
        else:
            said = words("compare.lead.same", option=words(f"option.{answers[0]}.sentence"))
        far = farthest(level_rows(model, sides, by_difference=True, only_differences=False))
        if far is not None:
            name, points = words(f"criterion.{far.criterion}.name"), words.number(far.difference or 0.0)
            far_said = words("compare.lead.farthest", criterion=name, points=points)
        else:
            far_said = words("compare.lead.alike")
        self._lead.setText(words("compare.lead", answers=said, levels=far_said))

    def _show_levels(self) -> None:
        by_difference = self.orders["difference"].isChecked()
        only = self.only.isChecked()
        self._families = level_rows(
            self._state.workspace.model, self._sides, by_difference=by_difference, only_differences=only
        )
        self.table.show_rows(self._sides, self._families)
        self.table.setVisible(bool(self._families))
        self._nothing.setVisible(not self._families)

    def _show_pending(self) -> None:
        """Say what is still being computed; where that was cancelled, offer to go on."""
        unknown, words = self._unknown(), self._words
        running = self._results.waiting > 0
        key = "compare.computing" if running else "compare.not_computed"
        self._pending.setText(words.count(key, unknown, shown=words.number(unknown)) if unknown else "")
        self._pending.setVisible(unknown > 0)
        self.compute.setVisible(unknown > 0 and not running)

    def copy_all(self) -> None:
        """Put the whole comparison on the clipboard, and say so."""
        words = self._words
        table = comparison_table(words, self.table.rows, self._sides, self._texts, self._families)
        copy_tables([(self._heading.text(), table)])
        self._state.noticed.emit(words("compare.copied"), False)

    def _bring_into_view(self, top: int, bottom: int) -> None:
        """Scroll the page to the row that the keyboard has come to."""
        bar, high = self.area.verticalScrollBar(), self.area.viewport().height()
        above = self.table.mapTo(self._content, self.table.rect().topLeft()).y()
        room = self._theme.px(12)
        if above + top - room < bar.value():
            bar.setValue(above + top - room)
        elif above + bottom + room > bar.value() + high:
            bar.setValue(above + bottom + room - high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower columns in a narrow window."""
        widths = TIGHT if event.size().width() < self._theme.px(NARROW) else ROOMY
        self.heads.fit(widths)
        self.table.fit(widths)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back to the library."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What changed while another page was shown is read anew."""
        super().showEvent(event)
        if self._ids and not event.spontaneous():
            self._read()
