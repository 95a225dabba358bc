"""The tree of weights: families and their criteria with linked sliders, locks and figures; foldable by family."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desk.controls import label
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.weight_row import CHEVRON, FIELD, GAP, LOCK, NAME, PAD, WHOLE, ShownWeight, WeightRow
from app.desk.weight_slider import MARGIN
from app.desk.weights_changes import SAME, WeightChanges, figures, one_decimal
from decision.elicitation.levels import level_ids, level_of, level_shares
from decision.weights import perspective_weights


class WeightTree(QWidget):
    """A row for every family and criterion. Locks are the desk's, not the case's: each case has its own."""

    locks_changed = Signal()

    def __init__(self, state: DeskState, theme: Theme, changes: WeightChanges) -> None:
        super().__init__()
        self._state, self._theme, self._changes = state, theme, changes
        self._words = state.workspace.words
        self._locks: dict[str, set[str]] = {}
        self._folded: set[str] = set()
        self.rows: dict[str, WeightRow] = {}
        self._hints: dict[str | None, QLabel] = {}
        self._build()
        state.case_opened.connect(self._let_go)

    @property
    def locked(self) -> set[str]:
        """The weights of the open case that are locked."""
        case = self._state.stored_case
        return set() if case is None else self._locks.setdefault(case.id, set())

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(TreeHead(self._theme, self._state))
        model = self._state.workspace.model
        self._add_hint(page, None)
        for family in model.family_ids:
            self._add_row(page, family, family=True)
            self._add_hint(page, family)
            for key in level_ids(model, family):
                self._add_row(page, key, family=False)
        page.addStretch(1)

    def _add_row(self, page: QVBoxLayout, key: str, *, family: bool) -> None:
        row = self.rows[key] = WeightRow(self._theme, self._words, self._changes.name(key), family=family)
        row.slider.previewed.connect(lambda percent: self._changes.preview(key, percent, self.locked))
        row.slider.entered.connect(lambda percent: self._changes.enter(key, percent, self.locked))
        row.slider.cancelled.connect(self._state.drop_preview)
        row.slider.refused.connect(lambda: self._state.noticed.emit(self._why_held(key), False))
        row.field.entered.connect(self._typer(key))
        row.lock_turned.connect(lambda: self._turn_lock(key))
        row.folded.connect(lambda: self._fold(key))
        page.addWidget(row)

    def _add_hint(self, page: QVBoxLayout, family: str | None) -> None:
        """The sentence of a set that has too many locks to move, above its rows."""
        hint = label(self._theme, "", "caption", "ink_2", wrap=True)
        hint.setContentsMargins(self._theme.px(30), self._theme.px(2), 0, self._theme.px(2))
        hint.hide()
        self._hints[family] = hint
        page.addWidget(hint)

    def refresh(self) -> None:
        """Show the weights of the case as it is shown, previews too."""
        case, valuation = self._state.case, self._state.valuation
        if case is None or valuation is None:
            return
        model, locked = self._state.workspace.model, self.locked
        usual = perspective_weights(model, model.perspective(case.perspective))
        whole = dict(zip(model.criterion_ids, valuation.weights.criteria, strict=True))
        for family in (None, *model.family_ids):
            shares = level_shares(model, valuation.weights, family)
            ticks = level_shares(model, usual, family)
            held = {key: self._why_held(key, locked) for key in shares}
            texts = figures(self._words, list(shares.values()))
            for (key, share), text in zip(shares.items(), texts, strict=True):
                of_whole = share if family is None else float(whole[key])
                tick = ticks[key] * 100
                self.rows[key].show_weight(
                    ShownWeight(
                        percent=share * 100,
                        tick=tick if abs(tick - share * 100) >= SAME else None,
                        text=text,
                        whole=self._words("weights.whole", share=one_decimal(self._words, of_whole * 100)),
                        locked=key in locked,
                        why_held=held[key],
                    )
                )
            self._show_hint(family, locked)

    def hint(self, family: str | None) -> str:
        """What is said over a level whose locks leave nothing to move; else nothing."""
        hint = self._hints[family]
        return "" if hint.isHidden() else hint.text()

    def _show_hint(self, family: str | None, locked: set[str]) -> None:
        hint = self._hints[family]
        keys = level_ids(self._state.workspace.model, family)
        free = [key for key in keys if key not in locked]
        stuck = len(keys) > 1 and len(free) < 2
        if stuck:
            said = (
                self._words("weighing.stuck_families")
                if family is None
                else self._words("weighing.stuck_criteria", name=self._changes.name(family))
            )
            hint.setText(said)
        hint.setVisible(stuck and family not in self._folded)

    def _why_held(self, key: str, locked: set[str] | None = None) -> str:
        """Why a weight cannot move, empty where it can."""
        held = self.locked if locked is None else locked
        if key in held:
            return self._words("weighing.is_locked", name=self._changes.name(key))
        model = self._state.workspace.model
        others = [other for other in level_ids(model, level_of(model, key)) if other != key]
        if not others:
            return self._words("weighing.alone", name=self._changes.name(key))
        if all(other in held for other in others):
            return self._words("weighing.no_room", name=self._changes.name(key))
        return ""

    def _turn_lock(self, key: str) -> None:
        self.locked.symmetric_difference_update({key})
        self.refresh()
        self.locks_changed.emit()

    def _fold(self, family: str) -> None:
        self._folded.symmetric_difference_update({family})
        folded = family in self._folded
        self.rows[family].show_folded(folded)
        for key in level_ids(self._state.workspace.model, family):
            self.rows[key].setVisible(not folded)
        self._show_hint(family, self.locked)

    def _let_go(self) -> None:
        for row in self.rows.values():
            row.slider.let_go()

    def _typer(self, key: str) -> Callable[[str], None]:
        def enter(text: str) -> None:
            value = percent_in(text)
            if value is None:
                self._state.noticed.emit(self._words("weights.not_a_weight", text=text.strip()), False)
            else:
                self._changes.enter(key, value, self.locked)
            self.rows[key].field.put_back()

        return enter


class TreeHead(QWidget):
    """The heads of the columns; the ends of the sliders' axis, which is never mirrored."""

    def __init__(self, theme: Theme, state: DeskState) -> None:
        super().__init__()
        self._theme, self._words = theme, state.workspace.words
        self.setFixedHeight(theme.px(20))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Words over the columns."""
        painter, theme, words = QPainter(self), self._theme, self._words
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = (_RIGHT, _LEFT) if mirrored else (_LEFT, _RIGHT)
        start = theme.px(PAD) + theme.px(CHEVRON)
        names = theme.px(NAME) + theme.px(LOCK)
        slider = self.width() - start - names - theme.px(GAP) - theme.px(FIELD) - theme.px(GAP + WHOLE)
        axis = self._place(start + names, slider).adjusted(MARGIN - 4, 0, 4 - MARGIN, 0)
        painter.drawText(self._place(start, names), near, words("weights.column.name"))
        painter.drawText(axis, _LEFT, words.number(0))
        painter.drawText(axis, _RIGHT, words.number(100))
        room = theme.px(FIELD) + MARGIN
        field = self._place(start + names + slider + theme.px(GAP) - MARGIN, room)
        whole = self._place(self.width() - theme.px(WHOLE), theme.px(WHOLE) - 2)
        for place, key in ((field, "weighing.in_set"), (whole, "weighing.of_whole")):
            shown = painter.fontMetrics().elidedText(words(key), Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, far, shown)

    def _place(self, start: float, width: float) -> QRectF:
        """A column by its distance from where lines begin."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - start - width if mirrored else start, 0, width, self.height())


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


def percent_in(text: str) -> float | None:
    """The percentage that was typed, with a point or a comma; None where it is none from 0 to 100."""
    try:
        value = float(text.strip().rstrip("%").strip().replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None
