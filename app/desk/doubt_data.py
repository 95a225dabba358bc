"""From the draws and the ways of reasoning of an analysis to rows of pictures, tables and sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.desk.results_data import Rows
from app.desk.results_pictures import BarRow, PictureTable
from decision.curves import Array
from decision.methods.cross_check import Compromise, Way, WayFinding
from decision.robustness.smaa import WeightKnowledge


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


@dataclass(frozen=True)
class DoubtRows:
    """How sure the answer is: ``rows`` gives the analysis, the words and the names."""

    rows: Rows

    def known(self) -> list[BarRow]:
        """How often each option comes first, by how much is taken as known of the weights."""
        return [
            BarRow(
                self.rows.words(f"results.known.{known}"),
                tuple(float(share) * 100 for share in shares),
                tuple(self.rows.words.share(float(share)) for share in shares),
                hint=self.rows.words(f"results.known_hint.{known}"),
            )
            for known, shares in self._firsts().items()
        ]

    def _firsts(self) -> dict[WeightKnowledge, Array]:
        analysis = self.rows.analysis
        less = {known: found.rank_acceptability[:, 0] for known, found in analysis.less_known.items()}
        return {WeightKnowledge.PROFILE: analysis.robustness.rank_acceptability[:, 0], **less}

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
        return SupporterRow(name, place, percents, None if sure is None else sure * 100, figures)

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

    def table(self) -> PictureTable:
        """All shares of the draws, the spans and the supporters: one row a measure, one column an option."""
        words, drawn = self.rows.words, self.rows.analysis.robustness
        options = self.rows.analysis.model.option_ids
        heads = (words("results.column.measure"), *(self.rows.option(option) for option in options))
        lines = [
            (name, *map(words.share, map(float, drawn.rank_acceptability[:, rank])))
            for rank, name in enumerate(self.rows.ranks())
        ]
        lines += [
            (words(f"results.first_known.{known}"), *(words.share(float(share)) for share in shares))
            for known, shares in self._firsts().items()
            if known is not WeightKnowledge.PROFILE
        ]
        lines += [
            (words("results.column.assured"), *map(words.share, map(float, drawn.assured_first))),
            (words("results.column.low_value"), *(words.number(float(low), 1) for low, _ in drawn.value_range)),
            (words("results.column.high_value"), *(words.number(float(high), 1) for _, high in drawn.value_range)),
            (words("results.column.doctrine_share"), *map(words.share, map(float, drawn.doctrine_shares))),
        ]
        return PictureTable(heads, [*lines, *self._supporter_lines()])

    def _supporter_lines(self) -> list[tuple[str, ...]]:
        words = self.rows.words
        used, *others = self.supporters()
        by_place = {row.place: row.figures for row in others}
        nobody = ("–",) * len(used.figures)
        names = [
            words("results.supporter_weight", family=family, used=figure)
            for family, figure in zip(self.families(), used.figures, strict=False)
        ]
        return [
            (name, *(by_place.get(place, nobody)[at] for place in range(len(self.rows.analysis.model.option_ids))))
            for at, name in enumerate([*names, words("results.column.sure")])
        ]


@dataclass(frozen=True)
class WaysRows:
    """The ways of reasoning beside each other: ``rows`` gives the analysis, the words and the names."""

    rows: Rows

    def shares(self) -> list[BarRow]:
        """The share of the draws in which each way names each option."""
        shares = self.rows.analysis.way_shares
        return [
            BarRow(
                self.rows.words(f"way.{finding.way}.name"),
                tuple(float(share) * 100 for share in shares[finding.way]),
                tuple(self.rows.words.share(float(share)) for share in shares[finding.way]),
                hint=finding.method,
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
