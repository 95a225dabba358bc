"""The weights step: how much each family counts, and each criterion within it; every set adds up to 100."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.choosers import dense
from app.desk.controls import LineField, button, label, rule, scrolled
from app.desk.pictures import paint_mark
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.case import Case, WeightOverride
from decision.model import Perspective
from decision.ranking import first_option
from decision.valuation import value_case
from decision.weights import perspective_weights


class WeightsStep(QWidget):
    """Perspectives to choose from above, the tree of weights below."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        model = state.workspace.model
        self.cards = {item.id: PerspectiveCard(theme, item.id) for item in model.perspectives}
        self.fields: dict[str, LineField] = {}
        self._bars: dict[str, ShareBar] = {}
        self._wholes: dict[str, QLabel] = {}
        self._reset = button(theme, self._words("weights.reset"))
        self._reset.clicked.connect(self._back)
        self._build()
        state.case_changed.connect(self._show)
        self._show()

    def status(self) -> tuple[str, str]:
        """Whose weights they are, and whether they were changed."""
        case = self._state.case
        if case is None:
            return "nothing", ""
        name = self._words(f"perspective.{self._state.workspace.model.perspective(case.perspective).id}.name")
        return "done", name if case.weights is None else self._words("weights.changed_status", name=name)

    def _build(self) -> None:
        theme, words = self._theme, self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(24), theme.px(14), theme.px(8), 0)
        page.setSpacing(theme.px(8))
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.addWidget(label(theme, words("weights.title"), "title"))
        titles.addWidget(label(theme, words("weights.sentence"), "body", "ink_2", wrap=True))
        head.addLayout(titles, 1)
        head.addWidget(self._reset)
        head.addSpacing(theme.px(16))
        page.addLayout(head)
        cards = QHBoxLayout()
        cards.setSpacing(theme.px(8))
        for name, card in self.cards.items():
            card.chosen.connect(self._choose)
            card.setAccessibleName(words(f"perspective.{name}.name"))
            cards.addWidget(card, 1)
        cards.addSpacing(theme.px(16))
        page.addLayout(cards)
        page.addWidget(label(theme, words("weights.modelled"), "caption", "ink_2"))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, theme.px(4), theme.px(16), theme.px(24))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._fill(grid)
        page.addWidget(scrolled(table), 1)

    def _fill(self, grid: QGridLayout) -> None:
        theme, words, model = self._theme, self._words, self._state.workspace.model
        for column, name in enumerate(("name", "", "in_set", "of_whole")):
            if name:
                head = label(theme, words(f"weights.column.{name}"), "caption", "ink_2")
                grid.addWidget(head, 0, column, alignment=_RIGHT if column > 1 else _NEAR)
        line = 1
        for family in model.family_ids:
            self._row(grid, line, family, words(f"family.{family}.name"), "strong")
            line += 1
            for place in model.members(family):
                key = model.criterion_ids[place]
                self._row(grid, line, key, "    " + words(f"criterion.{key}.name"), "body")
                line += 1
            grid.addWidget(rule(theme), line, 0, 1, 4)
            line += 1
        grid.setRowStretch(line, 1)

    def _row(self, grid: QGridLayout, line: int, key: str, name: str, role: str) -> None:
        theme = self._theme
        title = label(theme, name, role)
        title.setMinimumHeight(theme.px(29))
        grid.addWidget(title, line, 0)
        self._bars[key] = ShareBar(theme)
        grid.addWidget(self._bars[key], line, 1)
        field = LineField(theme)
        field.setAlignment(_RIGHT)
        dense(theme, field, 64)
        field.setAccessibleName(self._words("weights.weight_of", name=name.strip()))
        field.entered.connect(self._setter(key))
        self.fields[key] = field
        grid.addWidget(field, line, 2, alignment=_RIGHT)
        whole = label(theme, "", "strong" if role == "strong" else "body", "ink_2")
        self._wholes[key] = whole
        grid.addWidget(whole, line, 3, alignment=_RIGHT)

    def _show(self) -> None:
        case, valuation = self._state.case, self._state.valuation
        if case is None or valuation is None:
            return
        model, words, weights = self._state.workspace.model, self._words, valuation.weights
        profile = perspective_weights(model, model.perspective(case.perspective))
        for keys, shares, wholes, usual in (
            (model.family_ids, weights.families, weights.families, profile.families),
            (model.criterion_ids, weights.within, weights.criteria, profile.within),
        ):
            for key, share, whole, before in zip(keys, shares, wholes, usual, strict=True):
                self.fields[key].show_value(words.number(float(share) * 100, 1))
                self._bars[key].show_share(float(share), float(before))
                total = self._wholes[key]
                total.setText(words("weights.whole", share=words.number(float(whole) * 100, 1)))
        self._reset.setEnabled(case.weights is not None)
        for perspective in model.perspectives:
            self._show_card(case, perspective)

    def _show_card(self, case: Case, perspective: Perspective) -> None:
        model, words = self._state.workspace.model, self._words
        ours = model.perspective(case.perspective).id == perspective.id
        own = None if ours and case.weights is not None else perspective_weights(model, perspective)
        values = value_case(model, case, own).values
        first = first_option(model.option_ids, values)
        place = model.option_ids.index(first) if first else None
        self.cards[perspective.id].show_view(
            words(f"perspective.{perspective.id}.name"),
            words("weights.changed") if ours and case.weights is not None else "",
            place,
            words(f"option.{first}.short") if first else words("word.none"),
            words.number(float(values.max()), 1),
            chosen=ours,
        )

    def _choose(self, perspective: str) -> None:
        case = self._state.stored_case
        if case is None:
            return
        name = self._words(f"perspective.{perspective}.name")
        changed = replace(case, perspective=perspective, weights=None)
        self._state.edit(changed, "perspective", "perspective", self._words("weights.chosen", name=name))

    def _back(self) -> None:
        case = self._state.stored_case
        if case is not None:
            self._state.edit(replace(case, weights=None), "weights", "weights", self._words("weights.was_reset"))

    def _setter(self, key: str) -> Callable[[str], None]:
        def enter(text: str) -> None:
            value = _percent(text)
            if value is None:
                self.fields[key].put_back()
                self._state.noticed.emit(self._words("weights.not_a_weight", text=text.strip()), False)
            else:
                self._set(key, value)

        return enter

    def _set(self, key: str, percent: float) -> None:
        """One weight at a percentage of its set; the others in the set keep their proportion among them."""
        case, valuation = self._state.stored_case, self._state.valuation
        if case is None or valuation is None:
            return
        model, weights = self._state.workspace.model, valuation.weights
        families = dict(zip(model.family_ids, map(float, weights.families), strict=True))
        criteria = dict(zip(model.criterion_ids, map(float, weights.within), strict=True))
        if key in families:
            families = rescaled(families, list(families), key, percent / 100)
        else:
            family = model.criterion(key).family
            members = [model.criterion_ids[place] for place in model.members(family)]
            criteria = rescaled(criteria, members, key, percent / 100)
        override = WeightOverride(_points(families), _points(criteria))
        name = self._words(f"family.{key}.name" if key in families else f"criterion.{key}.name")
        notice = self._words("weights.set", name=name, share=self._words.number(percent, 1))
        self._state.edit(replace(case, weights=override), "weights", "weights", notice)


def rescaled(shares: dict[str, float], members: Sequence[str], key: str, share: float) -> dict[str, float]:
    """The shares with one of a set at a new share and the rest of the set in proportion, adding up to 1.

    Where the rest had nothing, it is shared out evenly; a set of one has no choice but 1.
    """
    others = [name for name in members if name != key]
    if not others:
        return {**shares, key: 1.0}
    rest = sum(shares[name] for name in others)
    left = 1.0 - share
    moved = {name: left * (shares[name] / rest) if rest > 0 else left / len(others) for name in others}
    return {**shares, **moved, key: share}


def _points(shares: dict[str, float]) -> dict[str, float]:
    """Shares as percentages, short enough to read in a file; they are rescaled when they are used."""
    return {name: round(share * 100, 6) for name, share in shares.items()}


def _percent(text: str) -> float | None:
    try:
        value = float(text.strip().rstrip("%").strip().replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NEAR = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ShareBar(QWidget):
    """A share of a set as a neutral bar, with a tick where the perspective has it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = self._usual = 0.0
        self.setMinimumWidth(theme.px(160))
        self.setFixedHeight(theme.px(20))

    def show_share(self, share: float, usual: float) -> None:
        """Show a share and the perspective's own."""
        self._share, self._usual = share, usual
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The bar, and the tick where it differs."""
        painter, theme = QPainter(self), self._theme
        bar = QRectF(0, self.height() / 2 - 2, self.width(), 4)
        painter.fillRect(bar, theme.colour("line"))
        painter.fillRect(QRectF(0, bar.top(), bar.width() * self._share, 4), theme.colour("ink_2"))
        if abs(self._share - self._usual) > 1e-6:
            painter.setPen(QPen(theme.colour("ink"), 2))
            x = int(bar.width() * self._usual)
            painter.drawLine(x, int(bar.center().y()) - 7, x, int(bar.center().y()) + 7)


class PerspectiveCard(QWidget):
    """One modelled perspective: its name, its first option and that option's value; chosen by click or key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, perspective: str) -> None:
        super().__init__()
        self._theme, self._perspective = theme, perspective
        self._place: int | None = None
        self._texts = ("", "", "", "")
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setFixedHeight(theme.px(54))
        self.setMinimumWidth(theme.px(120))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """An even share of the line."""
        return QSize(self._theme.px(180), self._theme.px(54))

    def show_view(self, name: str, note: str, place: int | None, option: str, value: str, *, chosen: bool) -> None:
        """Show what the perspective puts first."""
        self._texts, self._place, self._chosen = (name, note, option, value), place, chosen
        self.setAccessibleDescription(f"{option} {value}")
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose."""
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._perspective)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose with Space or Return."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._perspective)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Frame, name, and the option put first; the chosen one has an ink frame."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("ink" if self._chosen else "line"), 2 if self._chosen else 1)
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        name, note, option, value = self._texts
        pad, half = theme.px(12), self.height() / 2
        upper = QRectF(pad, theme.px(6), self.width() - 2 * pad, half - theme.px(6))
        lower = QRectF(pad, half, self.width() - 2 * pad, half - theme.px(8))
        painter.setFont(theme.font("name"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(upper, _NEAR, name)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(upper, _RIGHT, note)
        if self._place is not None:
            side = theme.px(11)
            mark = QRectF(lower.left(), lower.center().y() - side / 2, side, side)
            paint_mark(painter, mark, self._place, theme)
            painter.setPen(theme.palette.option(self._place).text)
        painter.drawText(lower.adjusted(theme.px(18), 0, 0, 0), _NEAR, option)
        painter.setPen(theme.colour("ink_2"))
        painter.drawText(lower, _RIGHT, value)
