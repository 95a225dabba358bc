"""From the draws and the ways of reasoning of an analysis to rows of pictures, tables and sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.desk.picture_rows import Told
from app.desk.picture_tables import PictureTable
from app.desk.picture_words import Sayings
from app.desk.results_data import Rows
from app.desk.results_pictures import BarRow
from decision.curves import Array
from decision.methods.cross_check import Compromise, Way, WayFinding
from decision.robustness.smaa import WeightKnowledge

RANKED = (WeightKnowledge.PROFILE, WeightKnowledge.NOTHING)
"""For what is known of the weights the ranks are shown: about the profile, and any weights at all."""


@dataclass(frozen=True, slots=True)
class SupporterRow:
    """For whom an option comes first: the weight of each family (0-100), and how surely it is first for them.

    ``place`` None: the weights used. ``sure`` 0-100, None where it says nothing. ``figures``: all of it in words.
    """

    name: str
    place: int | None
    weights: tuple[float, ...]
    sure: float | None
    figures: tuple[str, ...]
    says: Told


@dataclass(frozen=True)
class DoubtRows:
    """How sure the answer is: ``rows`` gives the analysis, the words and the names."""

    rows: Rows

    def known(self) -> list[BarRow]:
        """How often each option comes first, by how much is taken as known of the weights."""
        said = Sayings(self.rows)
        return [
            BarRow(
                self.rows.words(f"results.known.{known}"),
                tuple(float(share) * 100 for share in shares),
                tuple(self.rows.words.share(float(share)) for share in shares),
                says=Told(tuple(said.first(place, float(share), known) for place, share in enumerate(shares))),
            )
            for known, shares in self._firsts().items()
        ]

    def _firsts(self) -> dict[WeightKnowledge, Array]:
        known = (WeightKnowledge.PROFILE, *self.rows.analysis.less_known)
        return {item: self.rows.rank_shares(item)[:, 0] for item in known}

    def supporters(self) -> list[SupporterRow]:
        """The weights used, then the typical supporter of each option that has one."""
        words, analysis = self.rows.words, self.rows.analysis
        drawn, used = analysis.robustness, analysis.valuation.weights.families
        found = [self._supporter(words("results.weights_used"), None, used, None)]
        for place, (central, sure) in enumerate(zip(drawn.central_weights, drawn.confidence, strict=True)):
            if central is not None:
                found.append(self._supporter(self.rows.short(place), place, self._by_family(central), sure))
        return found

    def _supporter(self, name: str, place: int | None, weights: Array, sure: float | None) -> SupporterRow:
        share = self.rows.words.share
        figures = (*(share(float(weight)) for weight in weights), "" if sure is None else share(sure))
        percents = tuple(float(weight) * 100 for weight in weights)
        says = self._said(place, figures)
        return SupporterRow(name, place, percents, None if sure is None else sure * 100, figures, says)

    def _said(self, place: int | None, figures: tuple[str, ...]) -> Told:
        """A sentence for each family's weight, and one for how surely the option is first."""
        said, families = Sayings(self.rows), self.rows.analysis.model.family_ids
        if place is None:
            return Told((*map(said.used, families, figures), ""))
        used = map(self.rows.words.share, map(float, self.rows.analysis.valuation.weights.families))
        weights = [
            said.supporter(place, family, figure, own)
            for family, figure, own in zip(families, figures, used, strict=False)
        ]
        return Told((*weights, said.sure(place, figures[-1]) if figures[-1] else ""))

    def _by_family(self, weights: Array) -> Array:
        model = self.rows.analysis.model
        return np.array([weights[list(model.members(family))].sum() for family in model.family_ids])

    def families(self) -> tuple[str, ...]:
        """The names of the families, in model order."""
        return tuple(self.rows.words(f"family.{family}.name") for family in self.rows.analysis.model.family_ids)

    def never(self) -> str:
        """The options that come first for nobody, in a sentence; nothing where there is none."""
        central, words = self.rows.analysis.robustness.central_weights, self.rows.words
        names = [self.rows.short(place) for place, own in enumerate(central) if own is None]
        return words("results.never_first", options=words.listing(names)) if names else ""

    def undecided(self) -> str:
        """The undecidedness, with what its ends mean."""
        words = self.rows.words
        return words("results.undecided", entropy=words.number(self.rows.analysis.robustness.entropy, 2))

    def _table(self, lines: list[tuple[str, ...]]) -> PictureTable:
        options = self.rows.analysis.model.option_ids
        heads = (self.rows.words("results.column.measure"), *(self.rows.option(option) for option in options))
        return PictureTable(heads, lines)

    def _shares(self, name: str, shares: Array) -> tuple[str, ...]:
        return (name, *map(self.rows.words.share, map(float, shares)))

    def ranks_table(self) -> PictureTable:
        """How often each option takes each rank, weights about the profile and any at all: a row a measure."""
        words = self.rows.words
        lines = [
            self._shares(words("picture.rank_known", rank=rank, known=words(f"results.known.{known}")), shares)
            for known in RANKED
            for rank, shares in zip(self.rows.ranks(), self.rows.rank_shares(known).T, strict=True)
        ]
        return self._table(lines)

    def known_table(self) -> PictureTable:
        """How often each option comes first, by what is known and whatever is unrated; what doctrine indicates."""
        words, drawn = self.rows.words, self.rows.analysis.robustness
        lines = [self._shares(words(f"results.known.{known}"), shares) for known, shares in self._firsts().items()]
        return self._table(
            [
                *lines,
                self._shares(words("results.column.assured"), drawn.assured_first),
                self._shares(words("results.column.doctrine_share"), drawn.doctrine_shares),
            ]
        )

    def spans_table(self) -> PictureTable:
        """The value of each option, the span of its draws, and the bounds its ranges allow."""
        words, analysis = self.rows.words, self.rows.analysis
        drawn, bounds = analysis.robustness.value_range, analysis.valuation.bounds
        columns = {
            "picture.column.value": analysis.valuation.values,
            "results.column.low_value": drawn[:, 0],
            "results.column.high_value": drawn[:, 1],
            "picture.column.least": bounds[:, 0],
            "picture.column.most": bounds[:, 1],
        }
        lines = [
            (words(key), *(words.number(float(value), 1) for value in values)) for key, values in columns.items()
        ]
        return self._table(lines)

    def supporters_table(self) -> PictureTable:
        """The weights used and those of each typical supporter, and how surely the option is first for them."""
        words, places = self.rows.words, range(len(self.rows.analysis.model.option_ids))
        used, *others = self.supporters()
        by_place = {row.place: row.figures for row in others}
        nobody = ("–",) * len(used.figures)
        names = [
            words("results.supporter_weight", family=family, used=figure)
            for family, figure in zip(self.families(), used.figures, strict=False)
        ]
        lines = [
            (name, *(by_place.get(place, nobody)[at] for place in places))
            for at, name in enumerate([*names, words("results.column.sure")])
        ]
        return self._table(lines)


@dataclass(frozen=True)
class WaysRows:
    """The ways of reasoning beside each other: ``rows`` gives the analysis, the words and the names."""

    rows: Rows

    def shares(self) -> list[BarRow]:
        """The share of the draws in which each way names each option."""
        shares, said = self.rows.analysis.way_shares, Sayings(self.rows)
        return [
            BarRow(
                self.rows.words(f"way.{finding.way}.name"),
                tuple(float(share) * 100 for share in shares[finding.way]),
                tuple(self.rows.words.share(float(share)) for share in shares[finding.way]),
                says=Told(
                    tuple(
                        said.way_share(finding, place, float(share))
                        for place, share in enumerate(shares[finding.way])
                    )
                ),
            )
            for finding in self.rows.analysis.ways
        ]

    def named(self) -> list[tuple[int | None, str]]:
        """What each way names at the best levels: the option's place and short name."""
        return [(self.rows.place(way.first), self.rows.option(way.first)) for way in self.rows.analysis.ways]

    def coinciding(self) -> str:
        """Which methods order as which, in one sentence, and which of them do not here."""
        words = self.rows.words
        same = [
            words("results.coincides", methods=words.listing(names), way=way.method)
            for way in self.rows.analysis.ways
            if (names := _coinciding(way, same=True))
        ]
        other = [name for way in self.rows.analysis.ways for name in _coinciding(way, same=False)]
        said = words("results.coinciding", pairs=words.listing(same)) if same else ""
        if other:
            said = f"{said} {words('results.not_coinciding', methods=words.listing(other))}".strip()
        return said

    def compromise(self) -> str:
        """VIKOR's compromise set and the two conditions it rests on, in one sentence."""
        words = self.rows.words
        found = next((way.compromise for way in self.rows.analysis.ways if way.way is Way.REGRET), None)
        if found is None:
            return ""
        return words(
            f"results.compromise.{_conditions(found)}",
            needed=words.number(1 / (len(self.rows.analysis.model.option_ids) - 1), 2),
            options="; ".join(self.rows.option(option) for option in found.options),
        )


def _coinciding(way: WayFinding, *, same: bool) -> list[str]:
    return [item.method for item in way.coinciding if (item.ranks == way.ranks and item.same_first) is same]


def _conditions(found: Compromise) -> str:
    """Which of the two conditions hold, as the end of a key."""
    if found.acceptable_advantage:
        return "both" if found.acceptable_stability else "advantage"
    return "stability" if found.acceptable_stability else "neither"
