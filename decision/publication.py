"""What may leave the library: a case without what the officer protected, and without a trace of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from decision.case import Case, Rating


def public_case(case: Case) -> Case:
    """The case without protected evidence and protected rationales.

    A protected rating keeps its level, which the value rests on, and loses its words and its links.
    """
    hidden = {item.id for item in case.evidence if item.protected}

    def seen(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(item for item in ids if item not in hidden)

    return replace(
        case,
        ratings={name: _public_rating(rating, seen) for name, rating in case.ratings.items()},
        evidence=tuple(item for item in case.evidence if not item.protected),
        brief=replace(
            case.brief,
            context=tuple(replace(fact, evidence=seen(fact.evidence)) for fact in case.brief.context),
        ),
    )


def _public_rating(rating: Rating, seen: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Rating:
    if rating.protected:
        return Rating(rating.estimate, rating.confidence)
    return replace(rating, evidence=seen(rating.evidence))
