"""Weights asked of an officer: direct points with locks, swing points, and rank orders.

Every way takes and gives mappings by id, one level of the tree at a time, so that a fault names its weight and
the answer can be kept as the case's own points. Pairwise comparisons are in :mod:`decision.elicitation.pairwise`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from numbers import Integral, Real

from decision.errors import WeightsError

ON_ONE = 1e-9
"""How far sums of shares may miss 1 by their last bits."""

FULL_SWING = 100.0
"""Points of the most important swing, by the convention of the method."""


@dataclass(frozen=True, slots=True)
class LockedChange:
    """One level of the tree after one of its weights was changed.

    ``asked``: the share the officer wanted; ``room``: what the locked weights leave of 1; ``granted``: the share
    it got, within the room. ``shares`` (0-1, sum to 1) are in the order given; locked ones are as they were.
    """

    asked: float
    room: float
    granted: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Swing:
    """Swing points brought to the scale where the greatest is 100, and the shares (0-1, sum to 1) they mean."""

    points: Mapping[str, float]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SwingTree:
    """Swing on both levels: families against each other, criteria within each family.

    ``criteria`` is the share of each criterion in the whole: the product of both levels, which sums to 1.
    """

    families: Swing
    within: Mapping[str, Swing]
    criteria: Mapping[str, float]


class RankRule(StrEnum):
    """How an order of importance alone is turned into weights."""

    CENTROID = "rank_order_centroid"
    SUM = "rank_sum"
    RECIPROCAL = "rank_reciprocal"


@dataclass(frozen=True, slots=True)
class RankOrder:
    """Weights from ranks: by which rule, the first and last place (1 the most important) each id covers, shares.

    Tied ids cover the same places and share the mean of their weights; ``shares`` (0-1) sum to 1.
    """

    rule: RankRule
    places: Mapping[str, tuple[int, int]]
    shares: Mapping[str, float]


def finite_number(value: object, key: str) -> float:
    """The value as a float. ``not_a_number`` for anything else, a truth value, NaN or infinity."""
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:  # a whole number beyond all floats
            number = math.inf
        if math.isfinite(number):
            return number
    raise WeightsError("not_a_number", key, value=value)


def direct_shares(points: Mapping[str, float], path: str = "") -> dict[str, float]:
    """Shares (0-1, sum to 1) in proportion to points of 0 or more on any scale; ``path`` leads the key of a fault.

    Errors: ``nothing_to_weigh``, ``not_a_number``, ``weight_negative``, ``weights_all_zero``.
    """
    return _proportions(_checked(points, path))


def locked_change(
    shares: Mapping[str, float], changed: str, share: float, locked: Collection[str] = ()
) -> LockedChange:
    """One weight set to a share; the locked keep theirs, the free others fill up to 1 in proportion.

    The share is limited to what the locked ones leave. Where all others are locked, there is no one to take up
    the difference, so it gets exactly that. Free others that are all 0 have no proportion to keep: they share
    what is left equally. (So a weight pulled to its limit and back makes the free others equal.)

    Errors: those of :func:`direct_shares`, ``weight_unknown``, ``weight_locked`` (the changed one is locked),
    ``locks_over_one``.
    """
    before = _checked(shares)
    asked = finite_number(share, changed)
    if asked < 0:
        raise WeightsError("weight_negative", changed, value=asked)
    held = _held(before, changed, locked)
    room = max(0.0, 1.0 - held)
    free = {name: before[name] for name in before if name != changed and name not in locked}
    granted = min(asked, room) if free else room
    parts = _proportions(free if any(free.values()) else dict.fromkeys(free, 1.0))
    after = {name: (room - granted) * part for name, part in parts.items()}
    return LockedChange(asked, room, granted, {**before, **after, changed: granted})


def _held(shares: Mapping[str, float], changed: str, locked: Collection[str]) -> float:
    for name in (changed, *locked):
        if name not in shares:
            raise WeightsError("weight_unknown", name)
    if changed in locked:
        raise WeightsError("weight_locked", changed)
    held = math.fsum(shares[name] for name in set(locked))
    if held > 1.0 + ON_ONE:
        raise WeightsError("locks_over_one", changed, total=held)
    return held


def swing(points: Mapping[str, float], path: str = "") -> Swing:
    """Weights from the value of each swing from worst to best, the most important one counting 100.

    Another scale is accepted and brought to that one. Source: von Winterfeldt and Edwards 1986, Decision Analysis
    and Behavioral Research, ch. 8. Errors: those of :func:`direct_shares`.
    """
    given = _checked(points, path)
    top = max(given.values())
    return Swing({name: FULL_SWING * (value / top) for name, value in given.items()}, _proportions(given))


def swing_tree(families: Mapping[str, float], criteria: Mapping[str, Mapping[str, float]]) -> SwingTree:
    """Swing on both levels: points of each family, and of each criterion by family.

    Errors: those of :func:`direct_shares` on each level, ``families_do_not_fit`` where the two name different
    families, ``weight_twice`` for a criterion in two of them.
    """
    if set(families) != set(criteria):
        raise WeightsError(
            "families_do_not_fit", "criteria", given=", ".join(criteria), wanted=", ".join(families)
        )
    top = swing(families, "families")
    within = {family: swing(criteria[family], f"criteria.{family}") for family in families}
    whole: dict[str, float] = {}
    for family, level in within.items():
        for name, part in level.shares.items():
            if name in whole:
                raise WeightsError("weight_twice", name)
            whole[name] = top.shares[family] * part
    return SwingTree(top, within, whole)


def rank_weights(count: int, rule: RankRule) -> tuple[float, ...]:
    """The weights (0-1, sum to 1, falling) of the places 1 to ``count`` of an order without ties.

    Centroid: w_k = (1/n) sum over i from k to n of 1/i (Barron and Barrett 1996, Management Science 42(11)). Sum:
    2 (n + 1 - k) / (n (n + 1)); reciprocal: (1/k) / sum of 1/i (both Stillwell, Seaver and Edwards 1981,
    Organizational Behavior and Human Performance 28(1)). Error: ``nothing_to_weigh``.
    """
    if count < 1:
        raise WeightsError("nothing_to_weigh")
    places = range(1, count + 1)
    if rule is RankRule.SUM:
        return tuple(2 * (count + 1 - place) / (count * (count + 1)) for place in places)
    parts = [1 / place for place in places]
    if rule is RankRule.RECIPROCAL:
        return tuple(part / math.fsum(parts) for part in parts)
    return tuple(math.fsum(parts[place - 1 :]) / count for place in places)


def rank_order(ranks: Mapping[str, int], rule: RankRule) -> RankOrder:
    """Weights from ranks alone, 1 the most important; equal ranks are a tie.

    After a tie the next rank may skip the shared places (1, 2, 2, 4) or not (1, 2, 2, 3); both mean the same.
    Tied ids share the mean of the weights of the places they cover, so that the sum stays 1.

    Errors: ``nothing_to_weigh``, ``rank_not_whole`` (no whole number from 1), ``ranks_do_not_follow`` (a gap).
    """
    weights = rank_weights(len(ranks), rule)
    for name, rank in ranks.items():
        if not isinstance(rank, Integral) or isinstance(rank, bool) or rank < 1:
            raise WeightsError("rank_not_whole", name, value=rank)
    given = sorted(ranks.values())
    _check_sequence(ranks, given)
    places, shares = {}, {}
    for name, rank in ranks.items():
        first = given.index(rank)
        end = first + given.count(rank)
        places[name] = (first + 1, end)
        shares[name] = math.fsum(weights[first:end]) / (end - first)
    return RankOrder(rule, places, shares)


def _check_sequence(ranks: Mapping[str, int], given: Sequence[int]) -> None:
    distinct = sorted(set(given))
    dense = list(range(1, len(distinct) + 1))
    skipping = [given.index(rank) + 1 for rank in distinct]
    if distinct in (dense, skipping):
        return
    # the first rank that neither way of counting allows, or, where the two are mixed, allows no more
    place = next(
        place
        for place in range(len(distinct))
        if distinct[: place + 1] not in (dense[: place + 1], skipping[: place + 1])
    )
    name = next(name for name, rank in ranks.items() if rank == distinct[place])
    raise WeightsError("ranks_do_not_follow", name, value=distinct[place])


def _checked(points: Mapping[str, float], path: str = "") -> dict[str, float]:
    if not points:
        raise WeightsError("nothing_to_weigh", path)
    checked = {}
    for name, value in points.items():
        key = f"{path}.{name}" if path else name
        checked[name] = finite_number(value, key)
        if checked[name] < 0:
            raise WeightsError("weight_negative", key, value=checked[name])
    if not any(checked.values()):
        raise WeightsError("weights_all_zero", path, names=", ".join(points))
    return checked


def _proportions(points: Mapping[str, float]) -> dict[str, float]:
    top = max(points.values(), default=1.0)  # so that no sum, however large or small, leaves the range of floats
    scaled = {name: value / top for name, value in points.items()}
    total = math.fsum(scaled.values())
    return {name: value / total for name, value in scaled.items()}
