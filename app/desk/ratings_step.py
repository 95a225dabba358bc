"""The ratings step: every criterion on its bands, by family; the ranks follow while a marker moves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.band_track import MARGIN
from app.desk.choosers import Segment
from app.desk.controls import label, rule, scrolled
from app.desk.pictures import paint_mark
from app.desk.rating_detail import RatingDetail
from app.desk.rating_row import CHEVRON, COLUMNS, EVIDENCE, GAP, LEVEL, PAD, Columns, RatingRow
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, Confidence
from decision.explanation.reasons import contradictions
from decision.valuation import Level, Valuation

FILTERS: dict[str, Callable[[Level, Case], bool]] = {
    "all": lambda _level, _case: True,
    "unsure": lambda level, case: (
        level.criterion in case.ratings and case.ratings[level.criterion].confidence in (None, Confidence.LOW)
    ),
    "unrated": lambda level, _case: not level.rated,
}


class RatingsStep(QWidget):
    """Fifteen rows in four families, with filters and a detail under the row that is opened."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._filter = "all"
        self.rows: dict[str, RatingRow] = {}
        self.details: dict[str, RatingDetail] = {}
        self._heads: dict[str, QWidget] = {}
        self._weights: dict[str, QLabel] = {}
        self._choices: dict[str, Segment] = {}
        self._column_labels: dict[str, QLabel] = {}
        self._columns: Columns | None = None
        self._build()
        self._fold(COLUMNS[0])
        state.case_opened.connect(self._close_details)
        state.case_changed.connect(self._show)
        self._show()

    def status(self) -> tuple[str, str]:
        """How many criteria are rated."""
        valuation = self._state.valuation
        if valuation is None:
            return "nothing", ""
        rated, total = sum(level.rated for level in valuation.levels), len(valuation.levels)
        said = self._words("ratings.status", rated=rated, total=total)
        return ("done" if rated == total else "part" if rated else "nothing"), said

    def _build(self) -> None:
        theme = self._theme
        page = QVBoxLayout(self)
        page.setContentsMargins(0, theme.px(12), theme.px(4), 0)
        page.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(PAD), 0, 0, 0)
        titles = QVBoxLayout()
        titles.addWidget(label(theme, self._words("ratings.title"), "title"))
        titles.addWidget(label(theme, self._words("ratings.sentence"), "body", "ink_2", wrap=True))
        head.addLayout(titles, 1)
        head.addLayout(self._filter_buttons())
        head.addSpacing(theme.px(20))
        page.addLayout(head)
        self._column_row = self._column_heads()
        page.addWidget(self._column_row)
        table = QWidget()
        self._table = QVBoxLayout(table)
        self._table.setContentsMargins(0, 0, theme.px(20), theme.px(8))
        self._table.setSpacing(0)
        model = self._state.workspace.model
        for family in model.families:
            self._table.addWidget(self._family_head(family.id))
            for place in model.members(family.id):
                self._add_row(model.criteria[place].id)
        self._table.addStretch(1)
        area = scrolled(table)
        area.verticalScrollBar().rangeChanged.connect(self._keep_heads_over_columns)
        page.addWidget(area, 1)

    def _keep_heads_over_columns(self, _: int, most: int) -> None:
        """A scroll bar takes its width from the columns; their heads follow."""
        bar = self._theme.px(12) if most > 0 else 0
        layout = self._column_row.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setRight(self._theme.px(20) + bar)
            layout.setContentsMargins(margins)

    def _filter_buttons(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(0)
        for name in FILTERS:
            choice = Segment(self._theme)
            choice.setChecked(name == self._filter)
            choice.clicked.connect(self._filterer(name))
            group.addButton(choice)
            self._choices[name] = choice
            row.addWidget(choice)
        return row

    def _filterer(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self._filter = name
            self._close_details()
            self._show()

        return choose

    def _column_heads(self) -> QWidget:
        theme, words = self._theme, self._words
        heads = QWidget()
        row = QHBoxLayout(heads)
        row.setContentsMargins(theme.px(PAD), theme.px(6), theme.px(20), theme.px(2))
        row.setSpacing(theme.px(GAP))
        for name in ("criterion", "level", "confidence", "evidence_count", ""):
            head = label(theme, words(f"ratings.column.{name}") if name else "", "caption", "ink_2")
            self._column_labels[name] = head
            row.addWidget(head)
        row.insertWidget(1, BandLegend(theme, self._state), 1)
        return heads

    def _fold(self, columns: Columns) -> None:
        """Give every row and the heads the widths of their columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for row in self.rows.values():
            row.fold(columns)
        level = LEVEL + (columns.range + GAP if columns.range else 0)
        widths = (columns.name, level, columns.sure, EVIDENCE, CHEVRON)
        for (name, head), width in zip(self._column_labels.items(), widths, strict=True):
            head.setFixedWidth(self._theme.px(width))
            short = "ratings.column.level_short" if name == "level" and not columns.range else ""
            if name == "level":
                head.setText(self._words(short or "ratings.column.level"))
            elif name == "confidence":
                head.setText(self._words("ratings.column.confidence") if columns.sure > CHEVRON else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The bands take what is left; where that is too little, columns fold."""
        super().resizeEvent(event)
        room = event.size().width() / self._theme.scale - 20 - 16
        self._fold(next((columns for columns in COLUMNS if columns.least <= room), COLUMNS[-1]))

    def _family_head(self, family: str) -> QWidget:
        theme = self._theme
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.px(PAD), theme.px(6), 0, 0)
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
        self.rows[criterion_id] = row
        self._table.addWidget(row)

    def _toggle(self, criterion_id: str) -> None:
        """Open the detail under a row, or put it away."""
        was_open = criterion_id in self.details
        self._close_details()
        if was_open:
            return
        row = self.rows[criterion_id]
        row.show_open(True)
        detail = RatingDetail(self._state, self._theme, row)
        self.details[criterion_id] = detail
        self._table.insertWidget(self._table.indexOf(row) + 1, detail)
        self._show()

    def _close_details(self) -> None:
        for name, detail in self.details.items():
            self.rows[name].show_open(False)
            detail.hide()
            detail.deleteLater()
        self.details = {}

    def _show(self) -> None:
        case, valuation = self._state.case, self._state.valuation
        if case is None or valuation is None:
            return
        model, keep = self._state.workspace.model, FILTERS[self._filter]
        warnings = self._warnings(case, valuation)
        for level in valuation.levels:
            row = self.rows[level.criterion]
            row.show_level(level, case, warnings.get(level.criterion, ""))
            row.setVisible(keep(level, case) or row.in_hand or row.is_open)
            if level.criterion in self.details:
                self.details[level.criterion].show_case(level, case)
        for family, share in zip(model.family_ids, valuation.weights.families, strict=True):
            weight = self._weights[family]
            weight.setText(self._words("ratings.weight", share=self._words.share(float(share))))
            members = [model.criteria[place].id for place in model.members(family)]
            self._heads[family].setVisible(any(not self.rows[name].isHidden() for name in members))
        for name, choice in self._choices.items():
            count = sum(FILTERS[name](level, case) for level in valuation.levels)
            choice.setText(self._words(f"ratings.filter.{name}", count=count))

    def _warnings(self, case: Case, valuation: Valuation) -> dict[str, str]:
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


class BandLegend(QWidget):
    """The names of the options over the bands, from the first at the left to the last at the right."""

    def __init__(self, theme: Theme, state: DeskState) -> None:
        super().__init__()
        self._theme = theme
        words, ids = state.workspace.words, state.workspace.model.option_ids
        self._names = [words(f"option.{option}.name") for option in ids]
        self._shorter = [[words(f"option.{option}.short") for option in ids], [""] * len(ids)]
        self.setAccessibleName(words.listing(self._names))
        self.setToolTip(words.listing(self._names))
        self.setFont(theme.font("caption"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(self._theme.px(400), self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Marks and names; short names, or marks alone, where there is no room."""
        painter, theme = QPainter(self), self._theme
        mark, gap, metrics = theme.px(11), theme.px(6), self.fontMetrics()
        room = float(self.width() - 2 * MARGIN)
        for names in (self._names, *self._shorter):
            widths = [mark + gap + metrics.horizontalAdvance(name) for name in names]
            if sum(widths) + theme.px(12) * len(names) <= room:
                break
        spare = (room - sum(widths)) / max(1, len(names) - 1)
        left = float(MARGIN)
        for place, (name, width) in enumerate(zip(names, widths, strict=True)):
            paint_mark(painter, QRectF(left, (self.height() - mark) / 2, mark, mark), place, theme)
            painter.setPen(theme.palette.option(place).text)
            words = QRectF(left + mark + gap, 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
            left += width + spare
