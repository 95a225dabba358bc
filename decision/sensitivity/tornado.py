"""The tornado: how far each criterion, moved over its own range with all else as rated, moves the lead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision.curves import Array
from decision.model import DecisionModel
from decision.sensitivity.one_level import OneLevel
from decision.valuation import Level, Valuation


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """The least and the greatest lead (points of value) of ``option`` over its best rival within one criterion's
    range, low to high; unrated: the full range. A ``least`` below 0: within its own doubt this one criterion can
    turn the order."""

    criterion: str
    rated: bool
    low: float
    high: float
    least: float
    greatest: float

    @property
    def swing(self) -> float:
        """The length of the bar, in points of value."""
        return self.greatest - self.least


def tornado(model: DecisionModel, valuation: Valuation, option: str | None) -> tuple[TornadoBar, ...]:
    """A bar for every criterion, the longest first; ``option`` defaults to the first by value."""
    own = int(np.argmax(valuation.values)) if option is None else model.option_ids.index(option)
    bars = [_bar(model, valuation, place, level, own) for place, level in enumerate(valuation.levels)]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def _bar(model: DecisionModel, valuation: Valuation, place: int, level: Level, own: int) -> TornadoBar:
    low, high, values = level.estimate.low, level.estimate.high, OneLevel(model, valuation, place)
    inner = values.knots[(values.knots > low) & (values.knots < high)]
    found = values.at(np.concatenate([[low], inner, [high]])).T
    leads = np.asarray(found[own] - np.delete(found, own, axis=0))
    # The lead over one rival is straight between two knots, so its least is at a knot, and so is the least of all.
    # Their greatest may lie between knots, where two rivals cross.
    return TornadoBar(level.criterion, level.rated, low, high, float(leads.min()), _greatest(leads))


def _greatest(leads: Array) -> float:
    """The greatest of the least of straight pieces (rivals x levels): at a knot, or where two of them cross."""
    found = [float(leads.min(axis=0).max())]
    for segment in range(leads.shape[1] - 1):
        left, right = leads[:, segment], leads[:, segment + 1]
        for one in range(len(leads)):
            for other in range(one):
                start, end = left[one] - left[other], right[one] - right[other]
                if start * end < 0:
                    share = start / (start - end)
                    found.append(float((left + share * (right - left)).min()))
    return max(found)
