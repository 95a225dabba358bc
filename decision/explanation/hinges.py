"""The few judgements an answer hangs on: what is most likely to overturn it by itself, by what is known of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from decision.conditions import FactIs, FactValue, leaves
from decision.doctrine import Doctrine
from decision.facts import FACT_VALUES
from decision.model import DecisionModel
from decision.recommendation import Recommendation
from decision.sensitivity.overall import FactFlip, Sensitivity
from decision.sensitivity.stability import Stability, stability
from decision.sensitivity.tipping import Flip, OpenLevel, TippingLevel
from decision.valuation import Valuation

MOST, LEAST = 3, 2
SLIGHT = 0.005
"""A chance below one in two hundred is no doubt worth a principal's time."""


class HingeKind(StrEnum):
    """What kind of judgement it is."""

    LEVEL = "level"
    GAP = "gap"
    WEIGHT = "weight"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Hinge:
    """One judgement: what it is now, where it would turn the answer, and to which option (None: to none).

    ``now`` and ``turns_at``: a level (0-100), a family's weight (0-1) or a fact's value; None where nobody
    has stated it. A level or weight turns the answer at the first whole point or per cent beyond its edge.
    ``chance``: the probability (0-1), by what is known of it alone, that it lies where another option would
    be recommended; None for a fact, of which no such thing is known.
    """

    kind: HingeKind
    key: str
    now: float | FactValue | None
    turns_at: float | FactValue | None
    option: str | None
    chance: float | None


def hinges(
    model: DecisionModel,
    valuation: Valuation,
    sensitivity: Sensitivity,
    doctrine: Doctrine,
    recommendation: Recommendation,
) -> tuple[Hinge, ...]:
    """Two or three judgements: facts that a deciding rule turns on, facts nobody stated that would turn the
    answer, then levels, gaps and weights by their chance to do so; where few have any, the levels nearest to
    a flip.
    """
    flips = [flip for flip in sensitivity.facts if not _leaves_the_question(model, flip)]
    facts = list(_facts(flips, doctrine, recommendation))[:LEAST]
    doubted = sorted(
        (item for item in _doubted(model, valuation, sensitivity, recommendation) if (item.chance or 0) >= SLIGHT),
        key=lambda item: -(item.chance or 0),
    )
    found = [*facts, *doubted][:MOST]
    named = {item.key for item in found}
    near = [item for item in map(_level, sensitivity.tipping) if item is not None and item.key not in named]
    # A fact with few values is nearest to being otherwise.
    stated = sorted(flips, key=lambda flip: len(FACT_VALUES[flip.fact]))
    known = {flip.fact: _fact(flip) for flip in reversed(stated) if flip.fact not in named}
    return (*found, *[*near, *reversed(known.values())][: max(LEAST - len(found), 0)])


def _leaves_the_question(model: DecisionModel, flip: FactFlip) -> bool:
    """Whether the fact, so changed, leaves what doctrine speaks of: another question, not another answer."""
    scope = (leaf for leaf in leaves(model.scope) if isinstance(leaf, FactIs))
    return any(leaf.key == flip.fact and flip.value not in leaf.values for leaf in scope)


def _facts(flips: Sequence[FactFlip], doctrine: Doctrine, recommendation: Recommendation) -> Iterator[Hinge]:
    rule = next((item for item in doctrine.findings if item.rule == recommendation.decided_by), None)
    turning = {switch.fact for switch in rule.switches} if rule is not None else set()
    seen: set[str] = set()
    for flip in sorted(flips, key=lambda item: (item.fact not in turning, item.now is not None)):
        if flip.fact not in seen and (flip.fact in turning or flip.now is None):
            seen.add(flip.fact)
            yield _fact(flip)


def _fact(flip: FactFlip) -> Hinge:
    return Hinge(HingeKind.FACT, flip.fact, flip.now, flip.value, flip.option, None)


def _doubted(
    model: DecisionModel, valuation: Valuation, sensitivity: Sensitivity, recommendation: Recommendation
) -> Iterator[Hinge]:
    yield from (item for item in map(_level, sensitivity.tipping) if item is not None)
    yield from (_gap(item) for item in sensitivity.unrated if item.turns)
    # Weights turn the order of the options that no rule bars, and of no others.
    allowed = [model.option_ids.index(option) for option in recommendation.allowed]
    if len(allowed) > 1 and recommendation.option is not None:
        columns = zip(model.family_ids, valuation.weights.families, valuation.family_values.T, strict=True)
        for key, now, alone in columns:
            family = stability(recommendation.allowed, key, float(now), alone[allowed], valuation.values[allowed])
            yield from _weight(family, model.robustness.family_concentration)


def _level(tipping: TippingLevel) -> Hinge | None:
    flip = _nearest(tipping)
    if flip is None:
        return None
    return Hinge(HingeKind.LEVEL, tipping.criterion, tipping.now, float(flip.level), flip.option, tipping.chance)


def _nearest(tipping: TippingLevel) -> Flip | None:
    """The flip on the likelier side; where neither is likelier, the nearer one."""
    above = tipping.chance - tipping.chance_below
    sides = [(tipping.below, tipping.chance_below), (tipping.above, above)]
    flips = [(flip, chance) for flip, chance in sides if flip is not None]
    likeliest = sorted(flips, key=lambda side: (-round(side[1], 9), abs(side[0].level - tipping.now)))
    return likeliest[0][0] if likeliest else None


def _gap(level: OpenLevel) -> Hinge:
    """The widest stretch that would turn the answer, and its edge towards today's, or else its middle."""
    widest = max(level.turns, key=lambda turn: turn.high - turn.low)
    taken = {turn.high for turn in level.turns} | {0.0}, {turn.low for turn in level.turns} | {100.0}
    edges = [edge for edge, others in zip((widest.low, widest.high), taken, strict=True) if edge not in others]
    turns_at = _whole_within(widest.low, widest.high, edges[0] if edges else None)
    return Hinge(HingeKind.GAP, level.criterion, None, turns_at, widest.option, level.chance)


def _whole_within(low: float, high: float, edge: float | None) -> float:
    """The first whole number beyond an edge that lies within a stretch; without one, the middle of the stretch."""
    if edge is not None:
        beyond = math.floor(low) + 1 if edge == low else math.ceil(high) - 1
        if low < beyond < high:
            return float(beyond)
    return (low + high) / 2


def _weight(family: Stability, concentration: float) -> Iterator[Hinge]:
    """A family's drawn weight follows a Beta distribution: the marginal of the Dirichlet around the profile."""
    from scipy.special import betainc  # noqa: PLC0415 - the first window does without

    if not 0 < family.now < 1 or (family.below is None and family.above is None):
        return
    shape = (family.now * concentration, (1 - family.now) * concentration)
    under = float(betainc(*shape, family.low)) if family.below is not None else 0.0
    over = 1 - float(betainc(*shape, family.high)) if family.above is not None else 0.0
    if under >= over:
        turns_at, option = _whole_within(0.0, family.low * 100, family.low * 100) / 100, family.below
    else:
        turns_at, option = _whole_within(family.high * 100, 100.0, family.high * 100) / 100, family.above
    yield Hinge(HingeKind.WEIGHT, family.key, family.now, turns_at, option, min(under + over, 1.0))
