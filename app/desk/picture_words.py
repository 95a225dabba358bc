"""What each bar of a picture says when it is pointed at: its figure, and what that means, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.desk.picture_rows import Told
from decision.methods.cross_check import Way
from decision.robustness.smaa import WeightKnowledge

if TYPE_CHECKING:
    from app.desk.results_data import Rows
    from app.words import Words
    from decision.explanation.disagreement import Contribution, Gap
    from decision.methods.cross_check import WayFinding
    from decision.precedent.nearest import Precedent
    from decision.sensitivity.stability import Stability
    from decision.sensitivity.tipping import Flip, TippingLevel
    from decision.stakeholders.perspectives import PerspectiveView

_SCALES = {Way.ADDITIVE: (0, 100), Way.OUTRANKING: (-1, 1)}


@dataclass(frozen=True)
class Sayings:
    """The sentences of an analysis; ``rows`` gives the words and the names."""

    rows: Rows

    @property
    def _words(self) -> Words:
        return self.rows.words

    def _name(self, place: int) -> str:
        return self._words(f"option.{self.rows.analysis.model.option_ids[place]}.name")

    def _sentence(self, option: str | None) -> str:
        return self._words(f"option.{option}.sentence") if option else self._words("ranks.nobody")

    def of_criterion(self, key: str, *sentences: str) -> Told:
        """A row about a criterion: a click on it asks for the rating."""
        return Told(
            (" ".join(sentence for sentence in sentences if sentence),), key, self._words("picture.to_rating")
        )

    def level(self, key: str) -> str:
        """The level of a criterion: its figure, or that it is not rated."""
        found = next(level for level in self.rows.analysis.valuation.levels if level.criterion == key)
        return self._words.number(found.estimate.best) if found.rated else ""

    def contribution(self, part: Contribution, gap: Gap) -> Told:
        """Points for one of two options, with the weight and the level they come from."""
        words, place = self._words, self.rows.analysis.model.criterion_ids.index(part.criterion)
        level = self.level(part.criterion)
        said = words(
            "picture.contribution" if level else "picture.contribution_unrated",
            name=self.rows.criterion(part.criterion),
            points=words.number(abs(part.points), 1),
            option=self._sentence(gap.first if part.points >= 0 else gap.second),
            weight=self.percent(float(self.rows.analysis.valuation.weights.criteria[place])),
            level=level,
        )
        return self.of_criterion(part.criterion, said)

    def percent(self, share: float) -> str:
        """A weight (0-1) as per cent with a decimal."""
        return self._words("weights.whole", share=self._words.number(share * 100, 1))

    def value(self, place: int, values: tuple[float, ...], key: str = "value", perspective: str = "") -> str:
        """The value of an option, and how far it is behind the first; ``key`` of the sentence."""
        words, behind = self._words, max(values) - values[place]
        first = words.number(behind, 1) == words.number(0, 1)
        return words(
            f"picture.{key}_{'first' if first else 'behind'}",
            option=self._name(place),
            value=words.number(values[place], 1),
            points=words.number(behind, 1),
            perspective=perspective,
        )

    def rank(self, place: int, rank: str, share: float, known: WeightKnowledge) -> str:
        """How often an option takes a rank."""
        words = self._words
        said = words("picture.rank", option=self._name(place), rank=rank, share=words.share(share))
        return f"{said} {words(f'picture.known.{known}')}"

    def first(self, place: int, share: float, known: WeightKnowledge) -> str:
        """How often an option comes first, for as much as is known of the weights."""
        words = self._words
        said = words("picture.first", option=self._name(place), share=words.share(share))
        return f"{said} {words(f'picture.known.{known}')}"

    def span(self, place: int) -> Told:
        """Where the value of an option may lie."""
        analysis, words = self.rows.analysis, self._words
        drawn, bounds = analysis.robustness.value_range[place], analysis.valuation.bounds[place]
        names = ("low", "high", "least", "most")
        figures = {
            name: words.number(float(value), 1) for name, value in zip(names, (*drawn, *bounds), strict=True)
        }
        value = words.number(float(analysis.valuation.values[place]), 1)
        return Told((words("picture.span", option=self._name(place), value=value, **figures),))

    def used(self, family: str, weight: str) -> str:
        """The weight of a family in this analysis."""
        return self._words("picture.used", family=self._words(f"family.{family}.name"), weight=weight)

    def supporter(self, place: int, family: str, weight: str, used: str) -> str:
        """The weight that those give a family for whom an option comes first."""
        return self._words(
            "picture.supporter",
            option=self._sentence(self.rows.analysis.model.option_ids[place]),
            family=self._words(f"family.{family}.name"),
            weight=weight,
            used=used,
        )

    def sure(self, place: int, share: str) -> str:
        """How surely an option is first for its typical supporter."""
        return self._words("picture.sure", option=self._name(place), share=share)

    def view(self, view: PerspectiveView, place: int) -> str:
        """The value of an option under a perspective."""
        perspective = self._words(f"perspective.{view.perspective}.name")
        return self.value(place, tuple(view.values), "view", perspective)

    def precedent(self, item: Precedent, differs: str) -> Told:
        """How near a documented case is, what was done there, and what differs most."""
        words = self._words
        said = words(
            "picture.precedent",
            case=item.title,
            distance=words.number(item.distance, 2),
            option=self._sentence(item.option),
        )
        return Told((f"{said} {differs}".strip(),), item.case_id, words("picture.to_case"))

    def way_share(self, finding: WayFinding, place: int, share: float) -> str:
        """In what share of the draws a way names an option."""
        words = self._words
        return words(
            "picture.way_share",
            way=words(f"way.{finding.way}.name"),
            method=finding.method,
            option=self._sentence(self.rows.analysis.model.option_ids[place]),
            share=words.share(share),
        )

    def way_score(self, finding: WayFinding, place: int, score: str) -> str:
        """The score a way gives an option, on its own scale."""
        words, (low, high) = self._words, _SCALES.get(finding.way, (0, 1))
        return words(
            "picture.way_score",
            way=words(f"way.{finding.way}.name"),
            method=finding.method,
            option=self._sentence(self.rows.analysis.model.option_ids[place]),
            score=score,
            low=words.number(low),
            high=words.number(high),
        )

    def weight(self, item: Stability, name: str) -> str:
        """How far a weight may move before another option comes first."""
        words = self._words
        key = {(False, False): "any", (True, False): "from", (False, True): "to", (True, True): "between"}
        return words(
            f"picture.weight_{key[bool(item.below), bool(item.above)]}",
            name=name,
            now=self.percent(item.now),
            first=self._sentence(self.rows.analysis.recommendation.first_by_value),
            low=words.share(item.low),
            high=words.share(item.high),
            below=self._sentence(item.below),
            above=self._sentence(item.above),
        )

    def tipping(self, item: TippingLevel, range_: str, chance: str) -> Told:
        """Where a level alone would put another option first by value, and how likely it changes the advice."""
        words = self._words
        flips = [flip for flip in (item.value_below, item.value_above) if flip is not None]
        name, now = self.rows.criterion(item.criterion), words.number(item.now)
        said = words("picture.rated", name=name, now=now, range=range_)
        turns = [self._flip(item, flip) for flip in flips] or [words("picture.never")]
        likely = words("picture.chance", share=chance) if chance else ""
        return self.of_criterion(item.criterion, said, *turns, likely)

    def _flip(self, item: TippingLevel, flip: Flip) -> str:
        words = self._words
        return words(
            "picture.flip",
            level=words.number(flip.level),
            option=self._sentence(flip.option),
            away=words.number(abs(flip.level - item.now)),
        )
