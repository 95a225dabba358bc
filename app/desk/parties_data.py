"""From the modelled perspectives to sentences: how far they agree, and what would bring each along."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.picture_tables import PictureTable
from app.desk.results_data import Rows
from decision.stakeholders.weight_shift import WeightShift


@dataclass(frozen=True)
class PartiesRows:
    """The perspectives: ``rows`` gives the analysis, the words and the names."""

    rows: Rows

    def concordance(self) -> str:
        """Kendall's W in a sentence; nothing where it means nothing."""
        words, found = self.rows.words, self.rows.analysis.stakeholders.kendall_w
        return "" if found is None else words("results.concordance", w=words.number(found, 2))

    def least_regret(self) -> str:
        """The option of least greatest regret in a sentence; nothing where several tie."""
        words, found = self.rows.words, self.rows.analysis.stakeholders
        if found.least_regret is None:
            return ""
        regret = words.number(found.greatest_regrets[self.rows.place(found.least_regret) or 0], 1)
        key = "results.no_regret" if regret == words.number(0, 1) else "results.least_regret"
        return words(key, option=words(f"option.{found.least_regret}.name"), points=regret)

    def shifts(self) -> list[tuple[str, str]]:
        """Each perspective that does not put that option first, and the least shift of weight it would take."""
        return [
            (self.rows.words(f"perspective.{shift.perspective}.name"), self._shift(shift))
            for shift in self.rows.analysis.stakeholders.shifts
        ]

    def _shift(self, shift: WeightShift) -> str:
        words = self.rows.words
        if shift.moved is None:
            return words("results.shift_none")
        if not shift.changes:
            return words("results.shift_level")
        changes = [
            words(
                "results.shift_change",
                family=words(f"family.{item.family}.name"),
                now=words.share(item.now),
                then=words.share(item.then),
            )
            for item in shift.changes
        ]
        return words.listing(changes)

    def shift_head(self) -> str:
        """What the shifts would bring about."""
        words, option = self.rows.words, self.rows.analysis.stakeholders.least_regret
        return words("results.shift_head", option=words(f"option.{option}.sentence")) if option else ""

    def table(self) -> PictureTable:
        """Values, first option, regrets and the least shift by perspective."""
        words, found = self.rows.words, self.rows.analysis.stakeholders
        options = range(len(self.rows.analysis.model.option_ids))
        shifts = dict(self.shifts())
        heads = (
            words("results.column.perspective"),
            *(self.rows.short(place) for place in options),
            words("results.column.first"),
            *(words("results.column.regret", option=self.rows.short(place)) for place in options),
            *((words("results.column.shift", option=self.rows.option(found.least_regret)),) if shifts else ()),
        )
        lines = [
            (
                name := words(f"perspective.{view.perspective}.name"),
                *(words.number(value, 1) for value in view.values),
                self.rows.option(view.first),
                *(words.number(value, 1) for value in view.regrets),
                *((shifts.get(name, "–"),) if shifts else ()),
            )
            for view in found.views
        ]
        return PictureTable(heads, lines)
