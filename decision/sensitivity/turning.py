"""Where one judgement that is being moved would turn the recommendation: quick enough to be asked at every move.

The same flips that :mod:`decision.sensitivity.tipping` finds for all levels at once, asked of one level or weight.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.case import Case
from decision.conditions import LevelIs, leaves
from decision.curves import Array
from decision.doctrine import Doctrine, standings_at
from decision.facts import facts_of
from decision.model import DecisionModel, Effect
from decision.ranking import TIE_DECIMALS
from decision.sensitivity.one_level import OneLevel
from decision.sensitivity.stability import stability
from decision.sensitivity.tipping import NOBODY, first_places
from decision.valuation import Valuation, best_levels

WHOLE: Array = np.arange(101.0)
"""Every whole level of the scale."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The first whole level, or of a weight the first whole per cent, at which ``option`` is recommended (None: no
    single one)."""

    at: int
    option: str | None


@dataclass(frozen=True, slots=True)
class Turns:
    """The nearest turns below and above where a judgement stands, all else as it is."""

    below: Turn | None = None
    above: Turn | None = None


def level_turns(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine, criterion: str
) -> Turns:
    """Where the level of one rated criterion turns the recommendation of a case: exact at every whole level."""
    place = model.criterion_ids.index(criterion)
    now = valuation.levels[place].estimate.best
    levels = np.append(WHOLE, now)
    values = OneLevel(model, valuation, place).at(levels)
    found = first_places(values, _allowed(model, case, valuation, doctrine, criterion, levels))
    other = WHOLE[found[:-1] != found[-1]]
    below, above = other[other < now], other[other > now]

    def turn(level: float) -> Turn:
        option = found[int(level)]
        return Turn(int(level), None if option == NOBODY else model.option_ids[option])

    return Turns(turn(below.max()) if len(below) else None, turn(above.min()) if len(above) else None)


def weight_turns(
    model: DecisionModel, valuation: Valuation, doctrine: Doctrine, family: str, held: Mapping[str, float]
) -> Turns:
    """Where the weight of one family turns who is first among the options that no rule bars.

    ``held``: the weights (0-1) of other families that stay as they are; the rest makes room in proportion. On
    the scale of what the held ones leave, value is linear in the weight: what is held counts at both ends of it.
    """
    allowed = [item.effect is not Effect.EXCLUDED for item in doctrine.standings]
    options = tuple(option for option, kept in zip(model.option_ids, allowed, strict=True) if kept)
    room = 1.0 - sum(held.values())
    if len(options) < 2 or room <= 10**-TIE_DECIMALS:
        return Turns()
    columns = dict(zip(model.family_ids, valuation.family_values[allowed].T, strict=True))
    alone: Array = room * columns[family]
    for key, share in held.items():
        alone = alone + share * columns[key]
    now = min(1.0, float(valuation.weights.families[model.family_ids.index(family)]) / room)
    interval = stability(options, family, now, alone, valuation.values[allowed])
    low, high = (round(edge * room * 100, TIE_DECIMALS) for edge in (interval.low, interval.high))
    under, over = math.ceil(low) - 1, math.floor(high) + 1
    return Turns(
        below=None if interval.below is None or under < 0 else Turn(under, interval.below),
        above=None if interval.above is None or over > room * 100 else Turn(over, interval.above),
    )


def _allowed(
    model: DecisionModel, case: Case, valuation: Valuation, doctrine: Doctrine, criterion: str, levels: Array
) -> NDArray[np.bool_]:
    """Levels x options: what no rule excludes; asked once between two limits that a rule has for the criterion."""
    conditions = (model.scope, *(rule.condition for rule in model.rules if rule.condition is not None))
    limits = sorted(
        {
            leaf.limit
            for leaf in itertools.chain.from_iterable(map(leaves, conditions))
            if isinstance(leaf, LevelIs) and leaf.criterion == criterion
        }
    )
    if not limits:
        kept = [item.effect is not Effect.EXCLUDED for item in doctrine.standings]
        return np.tile(np.array(kept), (len(levels), 1))
    stretches = np.searchsorted(limits, levels)  # at a limit still the stretch below it, as "at most" says
    facts, best = facts_of(case), best_levels(valuation.levels)
    rows = [
        [
            item.effect is not Effect.EXCLUDED
            for item in standings_at(model, facts, {**best, criterion: top}, case.overruled)
        ]
        for top in (*limits, float(levels.max()))
    ]
    return np.array(rows)[stretches]
