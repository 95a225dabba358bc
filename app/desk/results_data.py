"""From an analysis to the rows of each picture and its table: words and figures, no painting."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.picture_rows import Told
from app.desk.picture_tables import PictureTable
from app.desk.picture_words import Sayings
from app.desk.results_pictures import BarRow, DistanceRow, SpanRow
from app.summary import fact_value
from app.words import Words
from decision.analysis import Analysis
from decision.curves import Array
from decision.explanation.disagreement import Gap
from decision.methods.cross_check import Way
from decision.precedent.nearest import Precedent
from decision.robustness.smaa import WeightKnowledge

LEAST_SHOWN = 0.05
"""Points of a contribution under which it stays in the table and out of the picture."""


@dataclass(frozen=True)
class Rows:
    """An analysis with the words to tell it in; each method gives one picture's rows or its table."""

    words: Words
    analysis: Analysis

    def short(self, place: int) -> str:
        """The short name of an option by its place."""
        return self.words(f"option.{self.analysis.model.option_ids[place]}.short")

    def option(self, option: str | None) -> str:
        """The short name of an option, or the word for none."""
        return self.words(f"option.{option}.short") if option else self.words("word.none")

    def place(self, option: str | None) -> int | None:
        """The place of an option in model order."""
        return self.analysis.model.option_ids.index(option) if option else None

    def criterion(self, key: str) -> str:
        """The name of a criterion."""
        return self.words(f"criterion.{key}.name")

    def shown_gap(self) -> Gap:
        """The gap the contributions explain: what a rule gave up, or the lead of the first over the second."""
        explanation = self.analysis.explanation
        return explanation.given_up or explanation.leading

    def named(self, key: str) -> str:
        """The name of a criterion, and that it is not rated where it is not."""
        rated = next(level.rated for level in self.analysis.valuation.levels if level.criterion == key)
        name = self.criterion(key)
        return name if rated else self.words("results.unrated_name", name=name)

    def contributions(self) -> list[BarRow]:
        """Contributions of at least 0.05 points, from the most for the first to the most for the second."""
        gap, said = self.shown_gap(), Sayings(self)
        return [
            BarRow(
                self.named(part.criterion),
                (part.points,),
                (self.words.change(part.points),),
                says=said.contribution(part, gap),
            )
            for part in sorted(gap.contributions, key=lambda part: -part.points)
            if abs(part.points) >= LEAST_SHOWN
        ]

    def contributions_table(self) -> PictureTable:
        """Every criterion with its weight, level, fits and points."""
        analysis, words, said = self.analysis, self.words, Sayings(self)
        gap, ids = self.shown_gap(), analysis.model.criterion_ids
        first, second = self.place(gap.first) or 0, self.place(gap.second) or 0
        fits, weights = analysis.valuation.fits, analysis.valuation.weights.criteria
        heads = (
            words("results.column.criterion"),
            words("results.column.weight"),
            words("picture.column.level"),
            words("results.column.fit", option=self.short(first)),
            words("results.column.fit", option=self.short(second)),
            words("results.column.points"),
        )
        rows = []
        for part in gap.contributions:
            place = ids.index(part.criterion)
            rows.append(
                (
                    self.criterion(part.criterion),
                    said.percent(float(weights[place])),
                    said.level(part.criterion) or words("results.not_rated"),
                    words.number(float(fits[first, place]), 1),
                    words.number(float(fits[second, place]), 1),
                    words.change(part.points),
                )
            )
        return PictureTable(heads, rows)

    def values(self) -> list[BarRow]:
        """The value of every option, the highest first."""
        values, said = tuple(map(float, self.analysis.valuation.values)), Sayings(self)
        return [
            BarRow(
                self.words(f"option.{self.analysis.model.option_ids[place]}.name"),
                (values[place],),
                (self.words.number(values[place], 1),),
                place=place,
                says=Told((said.value(place, values),)),
            )
            for place in sorted(range(len(values)), key=lambda place: -values[place])
        ]

    def rank_shares(self, known: WeightKnowledge) -> Array:
        """How often each option takes each rank (options x ranks, 0-1), for as much as is known of the weights."""
        if known is WeightKnowledge.PROFILE:
            return self.analysis.robustness.rank_acceptability
        return self.analysis.less_known[known].rank_acceptability

    def acceptability(self, known: WeightKnowledge = WeightKnowledge.PROFILE) -> list[BarRow]:
        """How often each option takes each rank, the likelier first about the profile above."""
        shares, said, ranks = self.rank_shares(known), Sayings(self), self.ranks()
        first = self.rank_shares(WeightKnowledge.PROFILE)[:, 0]
        return [
            BarRow(
                self.short(place),
                tuple(float(share) * 100 for share in shares[place]),
                tuple(self.words.share(float(share)) for share in shares[place]),
                place=place,
                says=Told(
                    tuple(
                        said.rank(place, rank, float(share), known)
                        for rank, share in zip(ranks, shares[place], strict=True)
                    )
                ),
            )
            for place in sorted(range(len(shares)), key=lambda place: -first[place])
        ]

    def ranks(self) -> tuple[str, ...]:
        """The names of the ranks."""
        return tuple(self.words(f"results.rank.{rank + 1}") for rank in range(len(self.analysis.model.option_ids)))

    def perspectives(self) -> list[BarRow]:
        """The value of every option under every perspective."""
        said, options = Sayings(self), range(len(self.analysis.model.option_ids))
        return [
            BarRow(
                self.words(f"perspective.{view.perspective}.name"),
                view.values,
                tuple(self.words.number(value, 1) for value in view.values),
                says=Told(tuple(said.view(view, place) for place in options)),
            )
            for view in self.analysis.stakeholders.views
        ]

    def spans(self) -> list[SpanRow]:
        """The value of every option, the span of its draws, and the bounds its ranges allow; highest first."""
        analysis, words = self.analysis, self.words
        values, drawn, bounds = (
            analysis.valuation.values,
            analysis.robustness.value_range,
            analysis.valuation.bounds,
        )
        return [
            SpanRow(
                self.short(place),
                place,
                (float(bounds[place, 0]), float(bounds[place, 1])),
                (float(drawn[place, 0]), float(drawn[place, 1])),
                float(values[place]),
                words(
                    "results.span",
                    low=words.number(float(drawn[place, 0]), 1),
                    high=words.number(float(drawn[place, 1]), 1),
                ),
                Sayings(self).span(place),
            )
            for place in sorted(range(len(values)), key=lambda place: -values[place])
        ]

    def distances(self) -> list[DistanceRow]:
        """The nearest documented cases: how far, what was done, and what differs most."""
        return [self._distance(item) for item in self.analysis.precedents.nearest]

    def _distance(self, item: Precedent) -> DistanceRow:
        words = self.words
        differs = words("results.differs_in", things=self._differences(item)) if item.differences else ""
        return DistanceRow(
            item.title,
            item.distance,
            self.place(item.option) or 0,
            words.number(item.distance, 2),
            self.option(item.option),
            differs,
            Sayings(self).precedent(item, f"{differs}." if differs else ""),
        )

    def methods(self) -> list[BarRow]:
        """Every way of reasoning: its score of each option on that way's own fixed scale, drawn 0-100."""
        said = Sayings(self)
        return [
            BarRow(
                self.words(f"way.{finding.way}.name"),
                tuple(_on_scale(finding.way, score) for score in finding.scores),
                tuple(self._score(finding.way, score) for score in finding.scores),
                says=Told(
                    tuple(
                        said.way_score(finding, place, self._score(finding.way, score))
                        for place, score in enumerate(finding.scores)
                    )
                ),
            )
            for finding in self.analysis.ways
        ]

    def _score(self, way: Way, score: float) -> str:
        return self.words.number(score, 1 if way is Way.ADDITIVE else 2)

    def precedents_table(self) -> PictureTable:
        """The nearest documented cases and what differs most."""
        words = self.words
        heads = tuple(
            words(f"results.column.{name}") for name in ("case", "distance", "done", "differs", "source")
        )
        rows = [
            (
                item.title,
                words.number(item.distance, 2),
                self.option(item.option),
                self._differences(item),
                item.source,
            )
            for item in self.analysis.precedents.nearest
        ]
        return PictureTable(heads, rows)

    def _differences(self, item: Precedent) -> str:
        return self.words.listing([self._difference(part.key, part.here, part.there) for part in item.differences])

    def _difference(self, key: str, here: object, there: object) -> str:
        words = self.words
        if words.has(f"fact.{key}"):
            here_words, there_words = fact_value(words, key, here), fact_value(words, key, there)
            return words("results.difference", name=words(f"fact.{key}"), here=here_words, there=there_words)
        here_words, there_words = (
            words.number(value) if isinstance(value, float) else str(value) for value in (here, there)
        )
        return words("results.difference", name=self.criterion(key), here=here_words, there=there_words)

    def scores_table(self) -> PictureTable:
        """Every way of reasoning with its score of each option and the option it names."""
        words, options = self.words, range(len(self.analysis.model.option_ids))
        heads = (
            words("results.column.way"),
            words("results.column.method"),
            *(self.short(place) for place in options),
            words("results.column.first"),
        )
        rows = [
            (
                words(f"way.{finding.way}.name"),
                finding.method,
                *(self._score(finding.way, score) for score in finding.scores),
                self.option(finding.first),
            )
            for finding in self.analysis.ways
        ]
        return PictureTable(heads, rows)

    def way_shares_table(self) -> PictureTable:
        """Every way of reasoning with the option it names and the shares of the draws in which it names each."""
        words, options = self.words, range(len(self.analysis.model.option_ids))
        heads = (
            words("results.column.way"),
            words("results.column.method"),
            words("results.column.first"),
            *(words("results.column.of_draws", option=self.short(place)) for place in options),
        )
        rows = [
            (
                words(f"way.{finding.way}.name"),
                finding.method,
                self.option(finding.first),
                *(words.share(float(share)) for share in self.analysis.way_shares[finding.way]),
            )
            for finding in self.analysis.ways
        ]
        return PictureTable(heads, rows)


def _on_scale(way: Way, score: float) -> float:
    """A score on its way's own fixed scale, as 0-100: additive 0 to 100, outranking -1 to 1, the others 0 to 1."""
    if way is Way.ADDITIVE:
        return score
    return (score + 1) * 50 if way is Way.OUTRANKING else score * 100
