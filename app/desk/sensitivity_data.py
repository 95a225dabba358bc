"""From the sensitivity of an analysis to the rows of its pictures, its table, and its finding in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.desk.picture_rows import Told
from app.desk.picture_tables import PictureTable
from app.desk.picture_words import Sayings
from app.desk.results_data import Rows
from app.desk.results_pictures import Region, TrackRow
from app.summary import fact_value, test_words
from decision.model import BY_VALUE, Effect
from decision.sensitivity.smallest_change import SmallestChange
from decision.sensitivity.stability import Stability
from decision.sensitivity.tipping import Flip, OpenLevel, TippingLevel, Turn

MOST_NAMED = 3
"""How many criteria a finding names before it names the nearest alone."""


@dataclass(frozen=True)
class SmallestCard:
    """The least movement of levels that puts an option first: a sentence, and each level now and then."""

    place: int
    name: str
    said: str
    moves: tuple[tuple[str, str, str], ...] = ()
    levels: tuple[tuple[str, float], ...] = ()
    """The criteria and the levels themselves, to the last bit: a rounded one may not do."""


@dataclass(frozen=True)
class SensitivityRows:
    """The sensitivity of an analysis; ``rows`` gives the words and names."""

    rows: Rows

    def finding(self) -> str:
        """What the levels and the family weights could do, in two sentences."""
        words, rows = self.rows.words, self.rows
        within = [item for item in self._by_nearness() if self._flips_in_its_range(item)]
        if within:
            names = words.listing([rows.criterion(item.criterion) for item in within[:MOST_NAMED]])
            key = "results.flips_in_range" if len(within) <= MOST_NAMED else "results.flips_in_range_nearest"
            first = words.count(key, len(within), names=names)
        else:
            first = words("results.no_flip_in_range")
        nearest = min(map(_distance, self._by_nearness()), default=_NEVER)
        if within:
            second = ""
        elif nearest < _NEVER:
            second = words("results.nearest_flip", points=words.number(nearest))
        else:
            second = words("results.no_flip_alone")
        return " ".join(part for part in (first, second, self._family_finding()) if part)

    def _family_finding(self) -> str:
        words = self.rows.words
        limited = [item for item in self.rows.analysis.sensitivity.families if item.below or item.above]
        if not limited:
            return words("results.no_family_limit")
        holds = [
            words("results.family_limit", name=words(f"family.{item.key}.name"), holds=self._holds(item))
            for item in limited
        ]
        return words("results.family_limits", limits=words.listing(holds))

    def advice(self) -> str:
        """Where single levels would change the advice through a rule, though not who is first by value."""
        words, rows = self.rows.words, self.rows
        flips = [
            words(
                "results.advice_flip",
                name=rows.criterion(item.criterion),
                flip=self._flip(flip),
                rule=flip.through,
            )
            for item in rows.analysis.sensitivity.tipping
            for flip in (item.below, item.above)
            if flip is not None and flip.through != BY_VALUE
        ]
        return words("results.advice_flips", flips=words.listing(flips)) if flips else ""

    def facts(self) -> str:
        """The single facts that would change the advice."""
        words = self.rows.words
        flips = [
            words(
                "results.fact_flip",
                fact=words(f"fact.{item.fact}"),
                value=fact_value(words, item.fact, item.value),
                option=self.rows.option(item.option),
            )
            for item in self.rows.analysis.sensitivity.facts
        ]
        return words("results.facts", flips=" ".join(flips)) if flips else ""

    def family_tracks(self) -> list[TrackRow]:
        """Every family's weight and how far it can move."""
        words = self.rows.words
        return [
            self._weight_track(item, words(f"family.{item.key}.name"))
            for item in self.rows.analysis.sensitivity.families
        ]

    def criterion_tracks(self) -> list[TrackRow]:
        """The criteria whose weight could change who comes first, nearest first."""
        limited = [item for item in self.rows.analysis.sensitivity.criteria if item.below or item.above]
        limited.sort(key=_room)
        return [self._weight_track(item, self.rows.criterion(item.key), item.key) for item in limited]

    def free_criteria(self) -> str:
        """How many criteria can take any weight."""
        sensitivity = self.rows.analysis.sensitivity
        free = sum(not (item.below or item.above) for item in sensitivity.criteria)
        some = free < len(sensitivity.criteria)
        return self.rows.words.count("results.free_criteria" if some else "results.free_all", free)

    def _weight_track(self, item: Stability, name: str, criterion: str = "") -> TrackRow:
        rows = self.rows
        first = rows.place(rows.analysis.recommendation.first_by_value)
        regions = [Region(item.low * 100, item.high * 100, first)]
        if item.below:
            regions.insert(0, Region(0, item.low * 100, rows.place(item.below)))
        if item.above:
            regions.append(Region(item.high * 100, 100, rows.place(item.above)))
        now = rows.words("weights.whole", share=rows.words.number(item.now * 100, 1))
        sayings = Sayings(rows)
        said = sayings.weight(item, name)
        says = sayings.of_criterion(criterion, said) if criterion else Told((said,))
        return TrackRow(name, tuple(regions), item.now * 100, (now, self._holds(item)), says=says)

    def _holds(self, item: Stability) -> str:
        words = self.rows.words
        low, high = words.number(item.low * 100), words.number(item.high * 100)
        if item.below and item.above:
            return words("results.holds_between", low=low, high=high)
        if item.above:
            return words("results.holds_to", high=high)
        return words("results.holds_from", low=low) if item.below else words("results.holds_any")

    def level_tracks(self) -> list[TrackRow]:
        """Every rated criterion: where its level alone would put another option first by value, nearest above."""
        return [self._level_track(item) for item in self._by_nearness()]

    def _by_nearness(self) -> list[TippingLevel]:
        return sorted(self.rows.analysis.sensitivity.tipping, key=_distance)

    def _span(self, item: TippingLevel) -> tuple[float, float]:
        levels = {level.criterion: level.estimate for level in self.rows.analysis.valuation.levels}
        return levels[item.criterion].low, levels[item.criterion].high

    def _flips_in_its_range(self, item: TippingLevel) -> bool:
        low, high = self._span(item)
        return any(low <= flip.level <= high for flip in _value_flips(item))

    def _level_track(self, item: TippingLevel) -> TrackRow:
        rows, words = self.rows, self.rows.words
        first = rows.place(rows.analysis.recommendation.first_by_value)
        low = item.value_below.level + 1 if item.value_below else 0
        high = item.value_above.level if item.value_above else 100
        regions = [Region(low, high, first)]
        if item.value_below:
            regions.insert(0, Region(0, low, rows.place(item.value_below.option)))
        if item.value_above:
            regions.append(Region(high, 100, rows.place(item.value_above.option)))
        nearest = min(_value_flips(item), key=lambda flip: abs(flip.level - item.now), default=None)
        figures = (
            words.number(item.now),
            words.number(nearest.level) if nearest else "",
            words.change(nearest.level - item.now, 0) if nearest else words("results.never_alone"),
            words.share(item.chance) if item.below or item.above else "",
        )
        span = self._span(item)
        says = Sayings(rows).tipping(item, self._range(*span), figures[-1])
        return TrackRow(rows.criterion(item.criterion), tuple(regions), item.now, figures, span, says)

    def open_tracks(self) -> list[TrackRow]:
        """Every criterion that is not rated and whose level would by itself turn the advice, likeliest first."""
        return [self._open_track(item) for item in self.rows.analysis.sensitivity.unrated if item.turns]

    def _open_track(self, item: OpenLevel) -> TrackRow:
        rows, words = self.rows, self.rows.words
        regions, low, today = [], 0.0, rows.place(rows.analysis.recommendation.option)
        for turn in item.turns:
            if turn.low > low:
                regions.append(Region(low, turn.low, today))
            regions.append(Region(turn.low, turn.high, rows.place(turn.option)))
            low = turn.high
        if low < 100:
            regions.append(Region(low, 100, today))
        name, turns = rows.criterion(item.criterion), words.listing([self._turn(turn) for turn in item.turns])
        chance = words.share(item.chance)
        spans = words.listing([self._range(turn.low, turn.high) for turn in item.turns])
        hint = words("results.open_hint", name=name, turns=turns, share=chance)
        says = Sayings(rows).of_criterion(item.criterion, hint)
        return TrackRow(name, tuple(regions), None, (spans, chance), says=says)

    def _range(self, low: float, high: float) -> str:
        words = self.rows.words
        if low == high:
            return words.number(low)
        return words("ratings.range", low=words.number(low), high=words.number(high))

    def _turn(self, turn: Turn) -> str:
        words = self.rows.words
        option = self.rows.option(turn.option) if turn.option else words("ranks.nobody")
        return words("results.flip", level=self._range(turn.low, turn.high), option=option)

    def still_open(self) -> str:
        """How many criteria that are not rated would turn nothing by themselves; nothing where there are none."""
        still = sum(not item.turns for item in self.rows.analysis.sensitivity.unrated)
        return self.rows.words.count("results.still_open", still) if still else ""

    def table(self) -> PictureTable:
        """By criterion: flips of the advice, doctrine included, and of the first by value; and the chance."""
        words = self.rows.words
        columns = ("criterion", "now", "range", "chance")
        flips = ("advice_below", "advice_above", "value_below", "value_above")
        heads = tuple(words(f"results.column.{name}") for name in (*columns, *flips))
        lines = [
            (
                self.rows.criterion(item.criterion),
                words.number(item.now),
                self._range(*self._span(item)),
                words.share(item.chance),
                *(self._flip(flip) for flip in (item.below, item.above, item.value_below, item.value_above)),
            )
            for item in self._by_nearness()
        ]
        return PictureTable(heads, [*lines, *map(self._open_line, self.rows.analysis.sensitivity.unrated)])

    def _open_line(self, item: OpenLevel) -> tuple[str, ...]:
        """A criterion that is not rated: the stretches of its scale that would turn the advice."""
        words = self.rows.words
        below = [self._turn(turn) for turn in item.turns if turn.low == 0]
        above = [self._turn(turn) for turn in item.turns if turn.low > 0]
        never = words("results.no_flip")
        return (
            self.rows.criterion(item.criterion),
            words("results.not_rated"),
            words("ratings.any"),
            words.share(item.chance),
            words.listing(below) or never,
            words.listing(above) or never,
            "",
            "",
        )

    def weights_table(self) -> PictureTable:
        """Every family's and every criterion's weight, how far it can move, and who would come first beyond."""
        words, found = self.rows.words, self.rows.analysis.sensitivity
        columns = ("results.column.now", "results.column.holds", "picture.column.below", "picture.column.above")
        lines = [self._weight_line(item, words(f"family.{item.key}.name")) for item in found.families] + [
            self._weight_line(item, self.rows.criterion(item.key)) for item in found.criteria
        ]
        return PictureTable((words("picture.column.weight_of"), *map(words, columns)), lines)

    def _weight_line(self, item: Stability, name: str) -> tuple[str, ...]:
        beyond = (self.rows.option(option) if option else "–" for option in (item.below, item.above))
        return (name, Sayings(self.rows).percent(item.now), self._holds(item), *beyond)

    def smallest_table(self) -> PictureTable:
        """The least movement of levels for each option that is not first: a row a level."""
        words, heads = self.rows.words, ("option", "criterion", "now", "then")
        lines = [
            (card.name, name, now, then)
            for card in self.smallest()
            for name, now, then in card.moves or ((card.said.replace("\n", " "), "–", "–"),)
        ]
        return PictureTable(tuple(words(f"picture.column.{name}") for name in heads), lines)

    def _flip(self, flip: Flip | None) -> str:
        words = self.rows.words
        if flip is None:
            return words("results.no_flip")
        return words("results.flip", level=words.number(flip.level), option=self.rows.option(flip.option))

    def places(self) -> list[int]:
        """The options that come first anywhere on a track, today's first."""
        tracks = (*self.family_tracks(), *self.criterion_tracks(), *self.level_tracks())
        seen = {region.place for track in tracks for region in track.regions}
        today = self.rows.place(self.rows.analysis.recommendation.first_by_value)
        found = sorted(place for place in seen if place is not None)
        return sorted(found, key=lambda place: place != today)

    def smallest(self) -> list[SmallestCard]:
        """For each option that is not first: the least movement of levels that would put it first."""
        return list(self._smallest())

    def _smallest(self) -> Iterator[SmallestCard]:
        words, rows = self.rows.words, self.rows
        for item in rows.analysis.sensitivity.smallest:
            place, name = rows.place(item.option) or 0, words(f"option.{item.option}.name")
            if item.barred_by:
                yield SmallestCard(place, name, self._barred(item.option))
            elif item.points is None:
                yield SmallestCard(place, name, words("results.smallest_none"))
            else:
                yield self._reachable(place, name, item)

    def _reachable(self, place: int, name: str, item: SmallestChange) -> SmallestCard:
        words = self.rows.words
        said = words.count("results.smallest", len(item.changes), points=words.number(item.points or 0))
        moves = [
            (self.rows.criterion(change.criterion), words.number(change.now), words.number(change.then))
            for change in item.changes
        ]
        levels = tuple((change.criterion, change.then) for change in item.changes)
        return SmallestCard(place, name, said, tuple(moves), levels)

    def excluded_first(self) -> str:
        """Where who is first by value may not be recommended: why, and that the tracks are about value alone."""
        first, words = self.rows.analysis.recommendation.first_by_value, self.rows.words
        standings = {item.option: item.effect for item in self.rows.analysis.doctrine.standings}
        if first is None or standings[first] is not Effect.EXCLUDED:
            return ""
        name = words(f"option.{first}.name")
        return words("results.value_alone", option=name, barred=self._barred(first).replace("\n", " "))

    def _barred(self, option: str) -> str:
        """The rules that exclude an option, each with the tests that made it fire; a line a rule."""
        words, doctrine = self.rows.words, self.rows.analysis.doctrine
        barring = next(item.rules for item in doctrine.standings if item.option == option)
        lines = []
        for finding in doctrine.findings:
            if finding.rule in barring:
                # Two tests of one fact may read alike.
                tests = list(dict.fromkeys(test_words(words, test) for test in finding.deciding))
                lines.append(words("results.smallest_barred", rule=finding.rule, tests=words.listing(tests)))
        return "\n".join(lines)


_NEVER = 1000.0


def _value_flips(item: TippingLevel) -> list[Flip]:
    return [flip for flip in (item.value_below, item.value_above) if flip is not None]


def _distance(item: TippingLevel) -> float:
    return min((abs(flip.level - item.now) for flip in _value_flips(item)), default=_NEVER)


def _room(item: Stability) -> float:
    """How far a weight can move before another option comes first."""
    below = item.now - item.low if item.below else 1.0
    return min(below, item.high - item.now if item.above else 1.0)
