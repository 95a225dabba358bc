"""How to set weights: by points, by swings, by an order or by comparisons; what they give is used in one edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosers import Segment
from app.desk.controls import ChoiceBox, button, label
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.weighing_answers import Answer, Answers, Way, begun, equal, shares_of
from app.desk.weighing_consistency import ConsistencyBox
from app.desk.weighing_order import OrderPage
from app.desk.weighing_outcome import Outcome
from app.desk.weighing_pairs import PairsPage
from app.desk.weighing_points import PointsPage
from app.desk.weight_tree import WeightTree
from app.desk.weights_changes import WeightChanges
from decision.elicitation.levels import level_ids, level_shares
from decision.elicitation.pairwise import Judgements

Page = PointsPage | OrderPage | PairsPage
FAMILIES = ""
"""What the chooser holds for the level of the families."""


class WeighingPanel(QWidget):
    """A way chosen by segment, a level by a chooser; answers stay with their case until the window closes."""

    def __init__(self, state: DeskState, theme: Theme, changes: WeightChanges, tree: WeightTree) -> None:
        super().__init__()
        self._state, self._theme, self._changes, self._tree = state, theme, changes, tree
        words = self._words = state.workspace.words
        self._answers = Answers()
        self._way = Way.DIRECT
        self.pages: dict[Way, Page] = {
            Way.DIRECT: PointsPage(theme, words, swinging=False),
            Way.SWING: PointsPage(theme, words, swinging=True),
            Way.ORDER: OrderPage(theme, words),
            Way.PAIRWISE: PairsPage(theme, words),
        }
        self._begun: dict[Way, str | None] = {}
        self.segments = {way: Segment(theme, words(f"weighing.way.{way}")) for way in Way}
        self.level = ChoiceBox(theme, self._levels())
        self.consistency = ConsistencyBox(theme, words)
        self._sentence = label(theme, "", "caption", "ink_2", wrap=True)
        self.from_equal = button(theme, words("weighing.from_equal"), "link")
        self.from_present = button(theme, words("weighing.from_present"), "link")
        self.outcome = Outcome(theme, words, (self.from_present, self.from_equal))
        self._build()
        self._connect()

    @property
    def way(self) -> Way:
        """The way that is shown."""
        return self._way

    @property
    def family(self) -> str | None:
        """The level that is weighed: a family's criteria, or None for the families."""
        return self.level.currentData() or None

    def _levels(self) -> list[tuple[str, object]]:
        model, words = self._state.workspace.model, self._words
        families = [family for family in model.family_ids if len(level_ids(model, family)) > 1]
        return [
            (words("weighing.level.families"), FAMILIES),
            *((words("weighing.level.criteria", name=self._changes.name(family)), family) for family in families),
        ]

    def _build(self) -> None:
        theme, words, page = self._theme, self._words, QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(label(theme, words("weighing.how"), "section"))
        head.addStretch(1)
        self.level.setAccessibleName(words("weighing.level"))
        self.level.setFixedHeight(theme.px(28))
        head.addWidget(self.level)
        page.addLayout(head)
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(0)
        for segment in self.segments.values():
            group.addButton(segment)
            row.addWidget(segment, 1)
        self.segments[self._way].setChecked(True)
        page.addLayout(row)
        page.addWidget(self._sentence)
        for part in self.pages.values():
            page.addWidget(part)
        page.addWidget(self.consistency)
        page.addWidget(self.outcome)
        page.addStretch(1)

    def _connect(self) -> None:
        for way, segment in self.segments.items():
            segment.clicked.connect(self._chooser(way))
        for page in self.pages.values():
            page.answered.connect(self._answer)
        for way in (Way.DIRECT, Way.SWING):
            page = self.pages[way]
            assert isinstance(page, PointsPage)
            page.refused.connect(self._refuse)
        self.level.currentIndexChanged.connect(self.refresh)
        self.consistency.repaired.connect(self._repair)
        self.consistency.kept.connect(self._keep)
        self.from_equal.clicked.connect(self._begin_equal)
        self.from_present.clicked.connect(self._begin_present)
        self.outcome.used.connect(self._use)
        self._tree.locks_changed.connect(self._show_outcome)

    def _chooser(self, way: Way) -> Callable[[], None]:
        def choose() -> None:
            self._way = way
            self.refresh()

        return choose

    def refresh(self) -> None:
        """Show the way, the level and what was answered there."""
        if self._state.stored_case is None:
            return
        if self._state.case is not self._state.stored_case:
            self._show_outcome()  # while a slider moves only the present shares do
            return
        way, family, page = self._way, self.family, self.pages[self._way]
        self._sentence.setText(self._words(f"weighing.way.{way}.sentence"))
        if self._begun.get(way, FAMILIES) != family:
            page.begin(self._names(family))
            self._begun[way] = family
        for other, part in self.pages.items():
            part.setVisible(other is way)
        page.show_answer(self._answer_now())
        self._show_outcome()

    def _names(self, family: str | None) -> dict[str, str]:
        return {key: self._changes.name(key) for key in level_ids(self._state.workspace.model, family)}

    @property
    def _key(self) -> tuple[str, str | None, Way]:
        case = self._state.stored_case
        assert case is not None
        return case.id, self.family, self._way

    def _answer_now(self) -> Answer:
        """What was answered here, or the answer nearest to the weights as they are."""
        given = self._answers.given.get(self._key)
        return begun(self._way, self._changes.stored_shares(self.family)) if given is None else given

    def _answer(self, answer: Answer) -> None:
        self._answers.given[self._key] = answer
        self._show_outcome()

    def _show_outcome(self) -> None:
        valuation = self._state.valuation
        if self._state.stored_case is None or valuation is None:
            return
        family, answer = self.family, self._answer_now()
        self._show_consistency(answer)
        shares = shares_of(self._way, answer)
        now = level_shares(self._state.workspace.model, valuation.weights, family)
        held = [self._changes.name(key) for key in now if key in self._tree.locked]
        reason = ""
        if held:
            reason = self._words.count("weighing.use_locked", len(held), locked=self._words.listing(held))
        self.outcome.show_shares(
            self._words(f"weighing.gives.{self._way}"), self._names(family), now, shares, reason
        )

    def _show_consistency(self, answer: Answer) -> None:
        judged = self._way is Way.PAIRWISE
        self.consistency.setVisible(judged)
        if not judged:
            return
        assert isinstance(answer, Judgements)
        page = self.pages[Way.PAIRWISE]
        assert isinstance(page, PairsPage)
        kept = self._answers.kept.get(self._key[:2], set())
        self.consistency.show_judgements(answer, self._names(self.family), kept)
        repair = self.consistency.repair
        if repair is None:
            page.show_suspect(None)
        else:
            page.show_suspect(repair.judgement.place, repair.value)

    def _repair(self, place: int, value: float) -> None:
        answer = self._answer_now()
        assert isinstance(answer, Judgements)
        self._give(answer.with_judgement(place, value))

    def _keep(self, place: int, value: float) -> None:
        self._answers.kept.setdefault(self._key[:2], set()).add((place, value))
        self._show_outcome()

    def _give(self, answer: Answer) -> None:
        self.pages[self._way].show_answer(answer)
        self._answer(answer)

    def _begin_equal(self) -> None:
        self._give(equal(self._way, level_ids(self._state.workspace.model, self.family)))

    def _begin_present(self) -> None:
        self._answers.given.pop(self._key, None)
        self._answers.kept.pop(self._key[:2], None)
        self.refresh()

    def _refuse(self, text: str) -> None:
        self._state.noticed.emit(self._words("weighing.no_points", text=text), False)

    def _use(self) -> None:
        level = "families" if self.family is None else "criteria"
        values = {} if self.family is None else {"name": self._changes.name(self.family)}
        notice = self._words(f"weighing.used.{self._way}.{level}", **values)
        self._changes.use(self.family, shares_of(self._way, self._answer_now()), notice)
