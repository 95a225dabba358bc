"""The line of perspectives above the tree: the model's, then the officer's own, made and put away here."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.desk.controls import empty
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.weight_cards import HEIGHT, RING, CardView, GoneCard, NameBar, OwnCard, PerspectiveCard
from app.desk.weights_changes import WeightChanges, one_decimal
from app.faults import sentence
from db.faults import LibraryFault
from db.perspectives import (
    OwnPerspective,
    bring_back_perspective,
    drop_perspective,
    perspectives,
    rename_perspective,
    save_perspective,
)
from decision.ranking import first_option
from decision.weights import Weights, perspective_weights, tree

SAME = 1e-6
"""Shares nearer than this are the same: a case keeps its points to six decimals."""
AT_THE_FIELD = ("no_perspective_name", "perspective_exists")
"""The faults of a name."""


class PerspectiveLine(QScrollArea):
    """Cards side by side, scrolled sideways where there are many. Own ones are of the library, not of a case."""

    def __init__(self, state: DeskState, theme: Theme, changes: WeightChanges, naming: NameBar) -> None:
        super().__init__()
        self._state, self._theme, self._changes, self._naming = state, theme, changes, naming
        self._words = state.workspace.words
        self.own: list[OwnPerspective] = []
        self._own_weights: dict[int, Weights] = {}
        self.own_cards: dict[int, OwnCard] = {}
        self.gone: GoneCard | None = None
        self._arrived: QWidget | None = None
        self._usual = {
            item.id: perspective_weights(state.workspace.model, item)
            for item in state.workspace.model.perspectives
        }
        self.cards = {item: self._modelled_card(item) for item in self._usual}
        self._lay_out()
        state.case_opened.connect(self._forget)
        self.reload()

    @property
    def chosen_own(self) -> OwnPerspective | None:
        """The perspective of the officer's own whose weights the case has; None where it is none of them."""
        case, valuation = self._state.case, self._state.valuation
        if case is None or valuation is None or case.weights is None:
            return None
        base = self._state.workspace.model.perspective(case.perspective).id
        return next((own for own in self.own if own.base == base and self._is_of(own, valuation.weights)), None)

    def reload(self) -> None:
        """Read the officer's own perspectives from the library and show a card for each."""
        try:
            self.own = perspectives(self._state.library)
        except LibraryFault as fault:
            self._state.faulted.emit(fault)
        model = self._state.workspace.model
        self._own_weights = {
            own.id: tree(
                model, {**model.perspective(own.base).families, **own.weights.families}, own.weights.criteria
            )
            for own in self.own
        }
        self._arrived = None
        empty(self._mine)
        self.own_cards = {own.id: self._own_card(own) for own in self.own}
        for card in self.own_cards.values():
            self._mine.addWidget(card, 1)
            card.setVisible(True)  # at once: what is not seen cannot take the keyboard
        self.refresh()

    def refresh(self) -> None:
        """Show what each perspective puts first on the case as it is shown."""
        case, valuation = self._state.case, self._state.valuation
        if case is None or valuation is None:
            return
        base, chosen = self._state.workspace.model.perspective(case.perspective).id, self.chosen_own
        changed = case.weights is not None
        for key, card in self.cards.items():
            ours = key == base and chosen is None
            weights = valuation.weights if ours else self._usual[key]
            note = self._words("weights.changed") if ours and changed else ""
            card.show_view(self._view(self._words(f"perspective.{key}.name"), note, weights, chosen=ours))
        for own in self.own:
            view = self._view(own.name, "", self._own_weights[own.id], chosen=own is chosen)
            self.own_cards[own.id].show_view(view)

    def begin_saving(self, asked_by: QWidget) -> None:
        """Ask for the name under which the present weights are to be kept; then the keyboard is where it was."""
        self._naming.ask("", self._save, lambda: asked_by)

    def _lay_out(self) -> None:
        theme, content = self._theme, QWidget()
        self._row = QHBoxLayout(content)
        self._row.setContentsMargins(RING, RING, RING, RING)
        self._row.setSpacing(theme.px(8))
        for card in self.cards.values():
            self._row.addWidget(card, 1)
        self._mine = QHBoxLayout()
        self._mine.setSpacing(theme.px(8))
        self._aside = QHBoxLayout()
        self._aside.setSpacing(theme.px(8))
        self._row.addLayout(self._mine)
        self._row.addLayout(self._aside)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        bar = self.horizontalScrollBar()
        bar.rangeChanged.connect(lambda least, most: self._fit(most > least))
        self._fit(False)

    def _fit(self, scrolled: bool) -> None:
        if self._arrived is not None:
            self.ensureWidgetVisible(self._arrived, RING, 0)
        bar = self.horizontalScrollBar().sizeHint().height() if scrolled else 0
        self.setFixedHeight(self._theme.px(HEIGHT) + 2 * RING + bar)

    def _modelled_card(self, key: str) -> PerspectiveCard:
        card = PerspectiveCard(self._theme, self._words("weights.modelled"))
        card.chosen.connect(lambda: self._changes.choose(key))
        card.installEventFilter(self)
        return card

    def _own_card(self, own: OwnPerspective) -> OwnCard:
        card = OwnCard(self._theme, self._words, own.name)
        card.chosen.connect(lambda: self._changes.choose_own(own))
        card.rename_asked.connect(lambda: self._ask_other_name(own))
        card.drop_asked.connect(lambda: self._drop(own))
        for part in (card, card.more):
            part.installEventFilter(self)
        return card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A card that takes the keyboard comes into view."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, RING, 0)
        return False

    def _view(self, name: str, note: str, weights: Weights, *, chosen: bool) -> CardView:
        model, valuation, words = self._state.workspace.model, self._state.valuation, self._words
        assert valuation is not None
        values = valuation.fits @ weights.criteria
        first = first_option(model.option_ids, values)
        return CardView(
            name=name,
            note=note,
            place=model.option_ids.index(first) if first else None,
            option=words(f"option.{first}.short") if first else words("word.none"),
            value=one_decimal(words, float(values.max())),
            chosen=chosen,
        )

    def _is_of(self, own: OwnPerspective, weights: Weights) -> bool:
        kept = self._own_weights[own.id]
        return bool(
            np.allclose(kept.families, weights.families, rtol=0, atol=SAME)
            and np.allclose(kept.within, weights.within, rtol=0, atol=SAME)
        )

    def _clear_gone(self) -> None:
        self.gone = self._arrived = None
        empty(self._aside)

    def _ask_other_name(self, own: OwnPerspective) -> None:
        self._naming.ask(own.name, lambda name: self._rename(own, name), lambda: self.own_cards.get(own.id))

    def _save(self, name: str) -> str:
        own = self._changes.own()
        if own is None:
            return ""
        base, weights = own
        return self._name_taken(name) or self._kept(
            lambda: save_perspective(self._state.library, name, base, weights).name, "weighing.name_saved"
        )

    def _rename(self, own: OwnPerspective, name: str) -> str:
        return self._name_taken(name) or self._kept(
            lambda: rename_perspective(self._state.library, own.id, name), "weighing.name_changed"
        )

    def _name_taken(self, name: str) -> str:
        """Why a name of a modelled perspective can be no own one's: two cards would read alike; else nothing."""
        wanted = " ".join(name.split())
        modelled = (self._words(f"perspective.{key}.name") for key in self.cards)
        taken = next((one for one in modelled if one.casefold() == wanted.casefold()), None)
        return "" if taken is None else self._words("weighing.name_modelled", name=taken)

    def _kept(self, keep: Callable[[], str], notice: str) -> str:
        """Keep a name; why it cannot be kept where that is for the name to mend, other faults are told."""
        try:
            name = keep()
        except LibraryFault as fault:
            said = sentence(self._words, fault)
            if fault.code in AT_THE_FIELD and said is not None:
                return said
            self._state.faulted.emit(fault)
            return ""
        self._clear_gone()
        self.reload()
        self._arrived = next((self.own_cards[own.id] for own in self.own if own.name == name), None)
        self._state.noticed.emit(self._words(notice, name=name), False)
        return ""

    def _drop(self, own: OwnPerspective) -> None:
        """Put a perspective away; the way back stands in its place until the next thing is done here."""
        if not self._done(lambda: drop_perspective(self._state.library, own.id)):
            return
        self._clear_gone()
        gone = self.gone = GoneCard(self._theme, self._words, own.name)
        gone.back_asked.connect(lambda: self._bring_back(own))
        self.reload()
        self._aside.addWidget(gone)
        gone.show()
        self._arrived = gone
        gone.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._state.noticed.emit(self._words("weighing.deleted", name=own.name), False)

    def _bring_back(self, own: OwnPerspective) -> None:
        if self._done(lambda: bring_back_perspective(self._state.library, own)):
            self._clear_gone()
            self.reload()
            self.own_cards[own.id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except LibraryFault as fault:
            self._state.faulted.emit(fault)
            return False
        return True

    def _forget(self) -> None:
        """Another case: what was begun here is over."""
        self._clear_gone()
        self._naming.close_()
        if self._state.case is not None:
            self.reload()
