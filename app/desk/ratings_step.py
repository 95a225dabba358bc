"""The ratings step: every criterion on its bands, by family; the ranks follow while a marker moves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import label, rule, scrolled
from app.desk.focus import in_tab_order, lead_through
from app.desk.rating_columns import PAD, Columns, columns_for, margins
from app.desk.rating_detail import RatingDetail
from app.desk.rating_difference import Comparison
from app.desk.rating_row import RatingRow
from app.desk.ratings_compare import CompareChooser, Other, case_of
from app.desk.ratings_head import FILTERS, ColumnHeads, RatingsHead
from app.desk.stale import WhenSeen
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case
from decision.explanation.reasons import contradictions
from decision.valuation import Valuation


class RatingsStep(QWidget):
    """Fifteen rows in four families, with filters and a detail under the row that is opened."""

    evidence_asked = Signal(str)
    """This item of evidence is to be shown."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._filter = "all"
        self.rows: dict[str, RatingRow] = {}
        self.details: dict[str, RatingDetail] = {}
        self.comparison: Comparison | None = None
        self.chooser: CompareChooser | None = None
        self._compared_in: str | None = None
        self._heads: dict[str, QWidget] = {}
        self._weights: dict[str, QLabel] = {}
        self._columns: Columns | None = None
        self.head = RatingsHead(theme, state)
        self._column_heads = ColumnHeads(theme, state)
        self._build()
        self._fold()
        self.head.filtered.connect(self._narrow)
        self.head.compare_asked.connect(self.ask_compare)
        self.head.stop_asked.connect(self._stop_comparing)
        state.case_opened.connect(self._opened)
        state.case_changed.connect(WhenSeen(self, self._show).follow)
        self._show()

    def status(self) -> tuple[str, str]:
        """How many criteria are rated."""
        valuation = self._state.valuation
        if valuation is None:
            return "nothing", ""
        rated, total = sum(level.rated for level in valuation.levels), len(valuation.levels)
        said = self._words("ratings.status", rated=rated, total=total)
        return ("done" if rated == total else "part" if rated else "nothing"), said

    def show_criterion(self, criterion: str) -> None:
        """Bring the row of a criterion into view and give it the keyboard, whatever the filter."""
        row = self.rows.get(criterion)
        if row is None:
            return
        if row.isHidden():
            self.head.choices["all"].click()
        row.track.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._reveal(row)
        # Once more when all is laid out: the step may only just have been shown.
        QTimer.singleShot(0, self, lambda: self._reveal(row))

    def _reveal(self, row: RatingRow) -> None:
        half = row.height() // 2
        self._area.ensureVisible(0, row.y() + half, 0, half + self._theme.px(40))

    def ask_compare(self) -> None:
        """Ask what to compare with."""
        case = self._state.stored_case
        if case is None:
            return
        chooser = CompareChooser(self._state, self._theme, case, self.window())
        self.chooser = chooser

        def answered(result: int) -> None:
            if result == CompareChooser.DialogCode.Accepted and chooser.chosen is not None:
                self._compare(chooser.chosen)
            self.chooser = None
            chooser.deleteLater()

        chooser.finished.connect(answered)
        chooser.open()

    def _compare(self, other: Other) -> None:
        try:
            case = case_of(self._state, other)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return
        self.compare_with(Comparison.of(self._state.workspace.model, case, other.name))
        self.head.line.stop.setFocus()

    def compare_with(self, comparison: Comparison | None) -> None:
        """Show other levels beside the own ones on every row, or no longer."""
        self.comparison = comparison
        self._compared_in = None if self._state.case is None else self._state.case.id
        if comparison is None and self._filter == "differs":
            self.head.choices["all"].setChecked(True)
            self._filter = "all"
        self.head.show_comparison(comparison)
        self._fold()
        self._show()

    def _stop_comparing(self) -> None:
        self.compare_with(None)
        self.head.compare.setFocus()

    def _build(self) -> None:
        theme = self._theme
        page = QVBoxLayout(self)
        page.setContentsMargins(*margins(self, 0, theme.px(12), theme.px(4), 0))
        page.setSpacing(theme.px(2))
        page.addWidget(self.head)
        page.addWidget(self._column_heads)
        table = QWidget()
        self._table = QVBoxLayout(table)
        self._table.setContentsMargins(*margins(table, 0, 0, theme.px(20), theme.px(8)))
        self._table.setSpacing(0)
        model = self._state.workspace.model
        for family in model.families:
            self._table.addWidget(self._family_head(family.id))
            for place in model.members(family.id):
                self._add_row(model.criteria[place].id)
        self._table.addStretch(1)
        self._area = scrolled(table)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, most: self._column_heads.leave(theme.px(12) if most > 0 else 0))
        page.addWidget(self._area, 1)

    def _narrow(self, name: str) -> None:
        self._filter = name
        self._close_details()
        self._show()

    def _fold(self) -> None:
        """Give every row and the heads the widths of their columns."""
        room = self.width() / self._theme.scale - 20 - 16
        columns = columns_for(room, compared=self.comparison is not None)
        if columns == self._columns:
            return
        self._columns = columns
        self._column_heads.fold(columns)
        for row in self.rows.values():
            row.fold(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The bands take what is left; where that is too little, columns fold."""
        super().resizeEvent(event)
        self._fold()

    def _family_head(self, family: str) -> QWidget:
        theme = self._theme
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(*margins(head, theme.px(PAD), theme.px(6), 0, 0))
        column.setSpacing(theme.px(3))
        row = QHBoxLayout()
        row.addWidget(label(theme, self._words(f"family.{family}.name"), "strong"))
        weight = label(theme, "", "caption", "ink_2")
        row.addWidget(weight)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(rule(theme))
        head.setFixedHeight(theme.px(27))
        self._heads[family], self._weights[family] = head, weight
        return head

    def _add_row(self, criterion_id: str) -> None:
        criterion = self._state.workspace.model.criterion(criterion_id)
        row = RatingRow(self._state, self._theme, criterion)
        row.opened.connect(self._toggle)
        row.walked.connect(self._walk)
        self.rows[criterion_id] = row
        self._table.addWidget(row)

    def _walk(self, criterion_id: str, step: int) -> None:
        """Give the keyboard to the row before or after, of those that are shown."""
        shown = [name for name, row in self.rows.items() if not row.isHidden()]
        place = shown.index(criterion_id) + step
        if 0 <= place < len(shown):
            row = self.rows[shown[place]]
            row.track.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._reveal(row)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the keyboard on: a focus proxy would take what stands before it out of the Tab order."""
        super().focusInEvent(event)
        next(iter(self.rows.values())).track.setFocus(event.reason())

    def _toggle(self, criterion_id: str) -> None:
        """Open the detail under a row, or put it away."""
        was_open = criterion_id in self.details
        self._close_details()
        if was_open:
            return
        row = self.rows[criterion_id]
        row.show_open(True)
        detail = RatingDetail(self._state, self._theme, row)
        detail.evidence_asked.connect(self.evidence_asked)
        self.details[criterion_id] = detail
        self._table.insertWidget(self._table.indexOf(row) + 1, detail)
        lead_through([*in_tab_order(row)][-1], detail)
        self._show()
        QTimer.singleShot(0, self, lambda: self._show_whole(criterion_id))

    def _show_whole(self, criterion_id: str) -> None:
        """Scroll so that as much as fits of an opened detail is seen, and its row in any case."""
        detail = self.details.get(criterion_id)
        if detail is not None:
            self._area.ensureVisible(0, detail.geometry().bottom(), 0, 0)
            self._reveal(self.rows[criterion_id])

    def _close_details(self) -> None:
        for name, detail in self.details.items():
            self.rows[name].show_open(False)
            detail.hide()
            detail.deleteLater()
        self.details = {}

    def _opened(self) -> None:
        """Another case is compared with nothing yet."""
        self._close_details()
        case = self._state.case
        if self.comparison is not None and (case is None or case.id != self._compared_in):
            self.compare_with(None)

    def _show(self) -> None:
        case, valuation = self._state.case, self._state.valuation
        if case is None or valuation is None:
            return
        model, keep, other = self._state.workspace.model, FILTERS[self._filter], self.comparison
        warnings = self._warnings(case, valuation)
        for level in valuation.levels:
            row, warning = self.rows[level.criterion], warnings.get(level.criterion, "")
            row.show_level(level, case, warning, other)
            row.setVisible(keep(level, case, other) or row.in_hand or row.is_open)
            if level.criterion in self.details:
                self.details[level.criterion].show_case(level, case, warning)
        for family, share in zip(model.family_ids, valuation.weights.families, strict=True):
            self._weights[family].setText(self._words("ratings.weight", share=self._words.share(float(share))))
            members = [model.criteria[place].id for place in model.members(family)]
            self._heads[family].setVisible(any(not self.rows[name].isHidden() for name in members))
        self.head.show_counts(
            {
                name: sum(passes(level, case, other) for level in valuation.levels)
                for name, passes in FILTERS.items()
            }
        )

    def _warnings(self, case: Case, valuation: Valuation) -> Mapping[str, str]:
        words = self._words
        found = {}
        for item in contradictions(self._state.workspace.model, case, valuation):
            value = item.value
            said = words("value.yes" if value else "value.no") if isinstance(value, bool) else ""
            found[item.criterion] = words(
                "ratings.contradiction",
                fact=words(f"fact.{item.fact}"),
                value=said or words(f"value.{item.fact}.{value}"),
            )
        return found
