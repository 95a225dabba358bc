"""What may leave the library: a case without what the officer protected, and without a trace of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from decision.case import Case, Rating

ECHO_WORDS = 6
"""So many words in a row are no coincidence."""

_WORD = re.compile(r"\w+")


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


def reunited(returned: Case, own: Case) -> Case:
    """A public case that came back, perhaps changed, with what its owner had protected put where it was.

    Whatever was not changed elsewhere is the owner's again, words and links; what was changed stays as it came.
    ``reunited(public_case(own), own)`` is ``own``.
    """
    public, names = public_case(own), _free_names(returned, own)

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(item, item) for item in ids)

    ratings = dict(returned.ratings)
    for name, rating in own.ratings.items():
        if returned.ratings.get(name) == public.ratings[name]:
            ratings[name] = replace(rating, evidence=kept(rating.evidence))
    context = list(returned.brief.context)
    for fact, bare in zip(own.brief.context, public.brief.context, strict=True):
        if bare in context:
            context[context.index(bare)] = replace(fact, evidence=kept(fact.evidence))
    hidden = tuple(replace(item, id=names[item.id]) for item in own.evidence if item.protected)
    unchanged = returned.evidence == public.evidence
    return replace(
        returned,
        ratings=ratings,
        evidence=own.evidence if unchanged else (*returned.evidence, *hidden),
        brief=replace(returned.brief, context=tuple(context)),
    )


@dataclass(frozen=True, slots=True)
class Echo:
    """Words of a protected excerpt that stand in a text which is not protected, at this key of the case."""

    key: str
    evidence: str
    words: str


def echoes(case: Case) -> tuple[Echo, ...]:
    """Where an export would give away what it leaves out: so many words in a row of a protected excerpt.

    Looked at are the rationales that are not protected; the first such row of words of each excerpt is told.
    """
    found = []
    for item in case.evidence:
        if not item.protected or item.excerpt is None:
            continue
        hidden = set(_rows(item.excerpt))
        for name, rating in case.ratings.items():
            shared = [row for row in _rows(rating.rationale or "") if row in hidden]
            if shared and not rating.protected:
                found.append(Echo(f"ratings.{name}.rationale", item.id, " ".join(shared[0])))
    return tuple(found)


def _rows(text: str) -> list[tuple[str, ...]]:
    """Every row of so many words of a text, whatever its case and punctuation."""
    words = _WORD.findall(text.casefold())
    return [tuple(words[place : place + ECHO_WORDS]) for place in range(len(words) - ECHO_WORDS + 1)]


def _free_names(returned: Case, own: Case) -> dict[str, str]:
    """An id for each protected item that no item added elsewhere has taken meanwhile."""
    taken = {item.id for item in returned.evidence}
    names: dict[str, str] = {}
    for item in own.evidence:
        if item.protected:
            name = item.id
            while name in taken:
                name += "+"
            names[item.id] = name
            taken.add(name)
    return names


def _public_rating(rating: Rating, seen: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Rating:
    if rating.protected:
        return Rating(rating.estimate, rating.confidence)
    return replace(rating, evidence=seen(rating.evidence))
