"""What an officer has answered in each way of setting weights, until it is used: by case, level and way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from decision.elicitation.ordering import Order
from decision.elicitation.pairwise import Judgements, RandomIndex, judgements_near, priorities
from decision.elicitation.shares import RankRule, direct_shares, rank_order, swing

Points = Mapping[str, float]
Answer = Points | Order | Judgements


class Way(StrEnum):
    """The ways of setting weights, in the order they are shown."""

    DIRECT = "direct"
    SWING = "swing"
    ORDER = "order"
    PAIRWISE = "pairwise"


@dataclass
class Answers:
    """What was answered and not begun anew.

    ``kept``: the judgements the officer stands by, by case and level, each as its place and value.
    """

    given: dict[tuple[str, str | None, Way], Answer] = field(default_factory=dict)
    kept: dict[tuple[str, str | None], set[tuple[int, float]]] = field(default_factory=dict)


def begun(way: Way, shares: Mapping[str, float]) -> Answer:
    """The answer nearest to shares: where a way begins."""
    if way is Way.ORDER:
        return Order.by(shares)
    if way is Way.PAIRWISE:
        return judgements_near(shares)
    if way is Way.SWING:
        return {key: float(round(points)) for key, points in swing(shares).points.items()}
    return {key: round(share * 100, 1) for key, share in shares.items()}


def equal(way: Way, keys: Sequence[str]) -> Answer:
    """The answer that tells nothing apart."""
    return begun(way, dict.fromkeys(keys, 1.0)) if way is not Way.DIRECT else dict.fromkeys(keys, 100.0)


def shares_of(way: Way, answer: Answer) -> dict[str, float]:
    """The shares (0-1, sum to 1) an answer means. ``WeightsError`` where it means none: no points at all."""
    if isinstance(answer, Order):
        return dict(rank_order(answer.ranks, RankRule.CENTROID).shares)
    if isinstance(answer, Judgements):
        return dict(priorities(answer, RandomIndex.covering(len(answer.ids))).shares)
    return dict(swing(answer).shares) if way is Way.SWING else direct_shares(answer)
