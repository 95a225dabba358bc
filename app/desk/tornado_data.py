"""From the tornado of an analysis to its bars, its axis, its table and its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.axis import ticks
from app.desk.picture_tables import PictureTable
from app.desk.picture_words import Sayings
from app.desk.results_data import LEAST_SHOWN, Rows
from app.desk.tornado import TornadoRow
from decision.sensitivity.tornado import TornadoBar

MOST_TICKS = 5


@dataclass(frozen=True)
class TornadoRows:
    """The lead of one option over its best rival while one level moves; ``rows`` gives the words and names."""

    rows: Rows

    def option(self) -> int:
        """The option whose lead it is about: the recommended one, else the first by value."""
        found = self.rows.place(self.rows.analysis.recommendation.option)
        return int(self.rows.analysis.valuation.values.argmax()) if found is None else found

    def lead_now(self) -> float:
        """Its lead over its best rival, in points of value, at the levels as rated."""
        values, own = [float(value) for value in self.rows.analysis.valuation.values], self.option()
        return values[own] - max(value for place, value in enumerate(values) if place != own)

    def bars(self) -> list[TornadoRow]:
        """The lead over each criterion's own range, where that moves it at all; longest bar first."""
        return [self._bar(bar) for bar in self.rows.analysis.sensitivity.tornado if bar.swing >= LEAST_SHOWN]

    def axis(self) -> list[tuple[float, str]]:
        """The axis that holds every bar."""
        ends = [end for row in self.bars() for end in (row.least, row.greatest)]
        return ticks(self.rows.words, [*ends, self.lead_now()], signed=False, most=MOST_TICKS)

    def _bar(self, bar: TornadoBar) -> TornadoRow:
        words, name = self.rows.words, self.rows.criterion(bar.criterion)
        said = words(
            "picture.tornado" if bar.rated else "picture.tornado_unrated",
            name=name,
            range=self._range(bar),
            least=words.number(bar.least, 1),
            greatest=words.number(bar.greatest, 1),
        )
        behind = words("picture.tornado_behind") if bar.least < 0 else ""
        says = Sayings(self.rows).of_criterion(bar.criterion, said, behind)
        return TornadoRow(self.rows.named(bar.criterion), bar.least, bar.greatest, self.lead(bar), says)

    def _range(self, bar: TornadoBar) -> str:
        words = self.rows.words
        if bar.low == bar.high:
            return words.number(bar.low)
        return words("ratings.range", low=words.number(bar.low), high=words.number(bar.high))

    def lead(self, bar: TornadoBar) -> str:
        """The least and the greatest lead in words."""
        words = self.rows.words
        least, greatest = words.number(bar.least, 1), words.number(bar.greatest, 1)
        return least if least == greatest else words("results.span", low=least, high=greatest)

    def table(self) -> PictureTable:
        """By criterion: its range, and the least and greatest lead in it; longest first, all of them."""
        words = self.rows.words
        heads = ("results.column.criterion", "results.column.range", "picture.column.lead_least")
        lines = [
            (
                self.rows.named(bar.criterion),
                self._range(bar),
                words.number(bar.least, 1),
                words.number(bar.greatest, 1),
            )
            for bar in self.rows.analysis.sensitivity.tornado
        ]
        return PictureTable((*map(words, heads), words("picture.column.lead_greatest")), lines)
