"""From an analysis to the rows of each picture and its table: words and figures, no painting."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.results_pictures import BarRow, PictureTable, Region, TrackRow
from app.summary import fact_value
from app.words import Words
from decision.analysis import Analysis
from decision.explanation import Gap
from decision.sensitivity import Flip, Stability, TippingLevel

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

    def contributions(self) -> list[BarRow]:
        """Contributions of at least 0.05 points, from the most for the first to the most for the second."""
        parts = sorted(self.shown_gap().contributions, key=lambda part: -part.points)
        return [
            BarRow(
                self.criterion(part.criterion),
                (part.points,),
                (self.words.change(part.points),),
                hint=self.words(
                    "results.contribution_hint",
                    name=self.criterion(part.criterion),
                    points=self.words.change(part.points),
                ),
            )
            for part in parts
            if abs(part.points) >= LEAST_SHOWN
        ]

    def contributions_table(self) -> PictureTable:
        """Every criterion with its weight, fits and points."""
        analysis, words = self.analysis, self.words
        gap, ids = self.shown_gap(), analysis.model.criterion_ids
        first, second = self.place(gap.first) or 0, self.place(gap.second) or 0
        fits, weights = analysis.valuation.fits, analysis.valuation.weights.criteria
        heads = (
            words("results.column.criterion"),
            words("results.column.weight"),
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
                    words("weights.whole", share=words.number(float(weights[place]) * 100, 1)),
                    words.number(float(fits[first, place]), 1),
                    words.number(float(fits[second, place]), 1),
                    words.change(part.points),
                )
            )
        return PictureTable(heads, rows)

    def acceptability(self) -> list[BarRow]:
        """How often each option takes each rank, the likelier first above."""
        shares = self.analysis.robustness.rank_acceptability
        order = sorted(range(len(shares)), key=lambda place: -shares[place, 0])
        return [
            BarRow(
                self.short(place),
                tuple(float(share) * 100 for share in shares[place]),
                tuple(self.words.share(float(share)) for share in shares[place]),
                place=place,
            )
            for place in order
        ]

    def ranks(self) -> tuple[str, ...]:
        """The names of the ranks."""
        return tuple(self.words(f"results.rank.{rank + 1}") for rank in range(len(self.analysis.model.option_ids)))

    def robustness_table(self) -> PictureTable:
        """Rank shares, what holds whatever is unrated, and the span of the values."""
        words, drawn = self.words, self.analysis.robustness
        heads = (
            words("results.column.option"),
            *self.ranks(),
            words("results.column.assured"),
            words("results.column.span"),
            words("results.column.doctrine_share"),
        )
        rows = [
            (
                self.short(place),
                *(words.share(float(share)) for share in drawn.rank_acceptability[place]),
                words.share(float(drawn.assured_first[place])),
                words(
                    "results.span",
                    low=words.number(float(drawn.value_range[place, 0]), 1),
                    high=words.number(float(drawn.value_range[place, 1]), 1),
                ),
                words.share(float(drawn.doctrine_shares[place])),
            )
            for place in range(len(self.analysis.model.option_ids))
        ]
        return PictureTable(heads, rows)

    def weight_tracks(self) -> list[TrackRow]:
        """Every family, and the criteria whose weight could change who comes first."""
        families = [
            self._weight_track(item, self.words(f"family.{item.key}.name"))
            for item in self.analysis.sensitivity.families
        ]
        limited = [item for item in self.analysis.sensitivity.criteria if item.below or item.above]
        limited.sort(key=lambda item: min(item.now - item.low if item.below else 1, item.high - item.now or 1))
        return families + [self._weight_track(item, self.criterion(item.key)) for item in limited]

    def _weight_track(self, item: Stability, name: str) -> TrackRow:
        first = self.place(self.analysis.recommendation.first_by_value)
        regions = [Region(item.low * 100, item.high * 100, first)]
        if item.below:
            regions.insert(0, Region(0, item.low * 100, self.place(item.below)))
        if item.above:
            regions.append(Region(item.high * 100, 100, self.place(item.above)))
        now = self.words("weights.whole", share=self.words.number(item.now * 100, 1))
        return TrackRow(name, tuple(regions), item.now * 100, (now, self._holds(item)))

    def _holds(self, item: Stability) -> str:
        low, high = self.words.number(item.low * 100), self.words.number(item.high * 100)
        if item.below and item.above:
            return self.words("results.holds_between", low=low, high=high)
        if item.above:
            return self.words("results.holds_to", high=high)
        return self.words("results.holds_from", low=low) if item.below else self.words("results.holds_any")

    def level_tracks(self) -> list[TrackRow]:
        """Every rated criterion: where its level alone would put another option first by value, nearest above."""
        spans = {level.criterion: level.estimate for level in self.analysis.valuation.levels}
        rows = sorted(self.analysis.sensitivity.tipping, key=_distance)
        return [self._level_track(item, (spans[item.criterion].low, spans[item.criterion].high)) for item in rows]

    def _level_track(self, item: TippingLevel, span: tuple[float, float]) -> TrackRow:
        first = self.place(self.analysis.recommendation.first_by_value)
        low = item.value_below.level + 1 if item.value_below else 0
        high = item.value_above.level if item.value_above else 100
        regions = [Region(low, high, first)]
        if item.value_below:
            regions.insert(0, Region(0, low, self.place(item.value_below.option)))
        if item.value_above:
            regions.append(Region(high, 100, self.place(item.value_above.option)))
        flips = [flip for flip in (item.value_below, item.value_above) if flip]
        nearest = min(flips, key=lambda flip: abs(flip.level - item.now), default=None)
        words = self.words
        figures = (
            words.number(item.now),
            words.number(nearest.level) if nearest else words("results.never_alone"),
            words.change(nearest.level - item.now, 0) if nearest else "",
        )
        return TrackRow(self.criterion(item.criterion), tuple(regions), item.now, figures, span)

    def tipping_table(self) -> PictureTable:
        """Flips of the advice, doctrine included, and of the first by value, for every rated criterion."""
        words = self.words
        heads = tuple(
            words(f"results.column.{name}")
            for name in ("criterion", "now", "advice_below", "advice_above", "value_below", "value_above")
        )
        rows = [
            (
                self.criterion(item.criterion),
                words.number(item.now),
                *(self._flip(flip) for flip in (item.below, item.above, item.value_below, item.value_above)),
            )
            for item in sorted(self.analysis.sensitivity.tipping, key=_distance)
        ]
        return PictureTable(heads, rows)

    def _flip(self, flip: Flip | None) -> str:
        if flip is None:
            return self.words("results.no_flip")
        return self.words("results.flip", level=self.words.number(flip.level), option=self.option(flip.option))

    def smallest(self) -> list[tuple[int | None, str]]:
        """For each option that is not first: the least movement of levels that would put it first."""
        words, found = self.words, []
        for item in self.analysis.sensitivity.smallest:
            name = words(f"option.{item.option}.name")
            if item.barred_by:
                said = words("results.smallest_barred", option=name, rule=item.barred_by)
            elif item.points is None:
                said = words("results.smallest_none", option=name)
            else:
                moves = [
                    words(
                        "results.move",
                        name=self.criterion(change.criterion),
                        now=words.number(change.now),
                        then=words.number(change.then),
                    )
                    for change in item.changes
                ]
                points = words.number(item.points)
                said = words("results.smallest", option=name, points=points, moves=words.listing(moves))
            found.append((self.place(item.option), said))
        return found

    def fact_flips(self) -> list[str]:
        """Each single fact that would change the advice, in a sentence."""
        words = self.words
        return [
            words(
                "results.fact_flip",
                fact=words(f"fact.{item.fact}"),
                value=fact_value(words, item.fact, item.value),
                option=self.option(item.option),
            )
            for item in self.analysis.sensitivity.facts
        ]

    def perspectives(self) -> list[BarRow]:
        """The value of every option under every perspective."""
        return [
            BarRow(
                self.words(f"perspective.{view.perspective}.name"),
                view.values,
                tuple(self.words.number(value, 1) for value in view.values),
            )
            for view in self.analysis.stakeholders.views
        ]

    def perspectives_table(self) -> PictureTable:
        """Values and regrets by perspective."""
        words, options = self.words, range(len(self.analysis.model.option_ids))
        heads = (
            words("results.column.perspective"),
            *(self.short(place) for place in options),
            words("results.column.first"),
            *(words("results.column.regret", option=self.short(place)) for place in options),
        )
        rows = [
            (
                words(f"perspective.{view.perspective}.name"),
                *(words.number(value, 1) for value in view.values),
                self.option(view.first),
                *(words.number(value, 1) for value in view.regrets),
            )
            for view in self.analysis.stakeholders.views
        ]
        return PictureTable(heads, rows)

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
                words.listing([self._difference(part.key, part.here, part.there) for part in item.differences]),
                item.source,
            )
            for item in self.analysis.precedents.nearest
        ]
        return PictureTable(heads, rows)

    def _difference(self, key: str, here: object, there: object) -> str:
        words = self.words
        if words.has(f"fact.{key}"):
            here_words, there_words = fact_value(words, key, here), fact_value(words, key, there)
            return words("results.difference", name=words(f"fact.{key}"), here=here_words, there=there_words)
        here_words, there_words = (
            words.number(value) if isinstance(value, float) else str(value) for value in (here, there)
        )
        return words("results.difference", name=self.criterion(key), here=here_words, there=there_words)

    def methods_table(self) -> PictureTable:
        """Every way of reasoning with its scores and its first option."""
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
                *(words.number(score, 1 if finding.way == "additive" else 2) for score in finding.scores),
                self.option(finding.first),
            )
            for finding in self.analysis.ways
        ]
        return PictureTable(heads, rows)


def _distance(item: TippingLevel) -> float:
    flips = [abs(flip.level - item.now) for flip in (item.value_below, item.value_above) if flip]
    return min(flips, default=1000.0)
