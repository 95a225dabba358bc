"""What differs between two states of a case, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.documents import ABSENT, Document, text_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: the JSON values before and after, None for null and for nothing alike.

    ``key`` is a dotted path; an item of a list is named by its id where it has one (``evidence[e3].title``), else
    by its place.
    """

    key: str
    before: Any
    after: Any


def differences(before: Document, after: Document) -> list[Difference]:
    """Every field that differs, in the order of the documents; empty where they say the same."""
    return list(_between("", before, after))


def _between(key: str, before: Any, after: Any) -> Iterator[Difference]:
    if repr(before) == repr(after):  # most of a case: alike in every sign, 1 and 1.0 told apart
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            inner = f"{key}.{name}" if key else name
            yield from _between(inner, before.get(name, ABSENT), after.get(name, ABSENT))
    elif _is_listing(before) and _is_listing(after) and (_named(before) or _named(after)):
        old, new = _by_name(before), _by_name(after)
        for name in dict.fromkeys((*old, *new)):
            yield from _between(f"{key}[{name}]", old.get(name, ABSENT), new.get(name, ABSENT))
    elif text_of(before) != text_of(after):
        yield Difference(key, _plain(before), _plain(after))


def _is_listing(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _named(items: Sequence[Any]) -> bool:
    """Whether these are items rather than words: then each is compared with its like."""
    return any(isinstance(item, Mapping) for item in items)


def _by_name(items: Sequence[Any]) -> dict[str, Any]:
    """The items by id, else by place (from 1); a repeated id, which no case has, falls back to the place."""
    found: dict[str, Any] = {}
    for place, item in enumerate(items, start=1):
        name = str(item.get("id", place)) if isinstance(item, Mapping) else str(place)
        found[str(place) if name in found else name] = item
    return found


def _plain(value: Any) -> Any:
    return None if value is ABSENT else value
