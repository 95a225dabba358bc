"""Evidence in a case: where each item is used, which name the same link, and the list in an order and a filter."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from decision.case import Case, Evidence

ORDERS = ("entered", "date", "title", "uses")
FILTERS = ("all", "unused", "protected")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of items is narrowed to and sorted by: words, one of ``FILTERS``, one of ``ORDERS``."""

    words: str = ""
    narrowed: str = "all"
    order: str = "entered"


def uses(case: Case, item_id: str) -> tuple[list[str], int]:
    """Where an item is used: the criteria that rest on it, and the number of facts of the note."""
    criteria = [name for name, rating in case.ratings.items() if item_id in rating.evidence]
    return criteria, sum(item_id in fact.evidence for fact in case.brief.context)


def use_counts(case: Case) -> Mapping[str, int]:
    """How often each item is used, by ratings and facts of the note together; unused ones count 0."""
    behind = [one.evidence for one in case.ratings.values()] + [one.evidence for one in case.brief.context]
    return Counter(item for ids in behind for item in set(ids))


def next_id(case: Case) -> str:
    """The next free id of the shape e1, e2, ..."""
    taken = {item.id for item in case.evidence}
    number = 1
    while f"e{number}" in taken:
        number += 1
    return f"e{number}"


def without(case: Case, item_id: str) -> Case:
    """The case without an item, and without any reference to it."""

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other for other in ids if other != item_id)

    return replace(
        case,
        evidence=tuple(item for item in case.evidence if item.id != item_id),
        ratings={name: replace(rating, evidence=kept(rating.evidence)) for name, rating in case.ratings.items()},
        brief=replace(
            case.brief,
            context=tuple(replace(fact, evidence=kept(fact.evidence)) for fact in case.brief.context),
        ),
    )


def linked(case: Case, item_id: str, criterion: str, *, link: bool) -> Case:
    """The case with an item among the evidence of a rating, or no longer; in the order of the items."""
    rating = case.ratings[criterion]
    ids = set(rating.evidence) | {item_id} if link else set(rating.evidence) - {item_id}
    behind = tuple(item.id for item in case.evidence if item.id in ids)
    return replace(case, ratings={**case.ratings, criterion: replace(rating, evidence=behind)})


def same_link(case: Case, url: str | None, but: str = "") -> list[Evidence]:
    """The items with a link to the same page, other than the one with the id ``but``."""
    sought = _page(url)
    return [item for item in case.evidence if item.id != but and sought and _page(item.url) == sought]


def arranged(
    case: Case, counts: Mapping[str, int], wanted: Wanted, keep: str | None = None
) -> tuple[Evidence, ...]:
    """The items as they are wanted; the one with the id ``keep`` stays, whatever the words and the filter."""
    sought = _plain(wanted.words).split()
    shown = [
        item
        for item in case.evidence
        if item.id == keep or (_passes(item, counts, wanted.narrowed) and _holds(item, sought))
    ]
    return tuple(_sorted(shown, counts, wanted.order))


def _sorted(items: Sequence[Evidence], counts: Mapping[str, int], order: str) -> list[Evidence]:
    if order == "title":
        return sorted(items, key=lambda item: _plain(item.title))
    if order == "uses":
        return sorted(items, key=lambda item: -counts.get(item.id, 0))
    if order == "date":  # the newest first, what has none last
        return sorted(items, key=lambda item: item.date or datetime.date.min, reverse=True)
    return list(items)


def _passes(item: Evidence, counts: Mapping[str, int], narrowed: str) -> bool:
    if narrowed == "unused":
        return not counts.get(item.id, 0)
    return item.protected or narrowed != "protected"


def _holds(item: Evidence, sought: list[str]) -> bool:
    if not sought:
        return True
    parts = (item.title, item.source, item.reliability, item.url, item.excerpt, item.date and str(item.date))
    text = _plain(" ".join(part for part in parts if part))
    return all(word in text for word in sought)


def _plain(text: str) -> str:
    """A text without case and accents: nobody searches or sorts by these."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def _page(url: str | None) -> str:
    """What a link leads to, however it is written: without scheme, www, fragment and a slash at its end."""
    typed = (url or "").strip()
    try:
        parts = urlsplit(typed)
        parts = parts if parts.netloc else urlsplit(f"//{typed}")
    except ValueError:  # no link, yet the same text may stand in two items
        return typed
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
