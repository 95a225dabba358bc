"""Fields of a case and their values in words: for what differs between two states, and for the history."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.words import Words
from db.comparing import Difference, differences
from db.history import ARCHIVED, TAGS

NOTHING = "–"
LONGEST = 600
"""Signs of one value that are shown."""

_ITEM = re.compile(r"(\w+)\[(.+?)\](?:\.(.+))?")
_FILED = {ARCHIVED: "archived", TAGS: "tags"}
_DATES = ("as_of", "date", "due")


def field_words(words: Words, key: str) -> str:
    """The name of the field at a dotted path; the path itself where it has no words."""
    if not key or key in _FILED:
        return words(f"field.{_FILED.get(key, 'whole')}")
    item = _ITEM.fullmatch(key)
    if item is not None:
        return _joined(words, _named(words, item[1], number=item[2]), item[3], f"desk.{item[1]}", "field")
    top, _, rest = key.partition(".")
    if top == "brief" and rest:
        return _of_brief(words, rest)
    if not rest and words.has(f"desk.context.{key}"):
        return words(f"desk.context.{key}")
    if top == "ratings" and rest:
        top, _, rest = rest.partition(".")
        return _joined(words, _one_of(words, f"criterion.{top}.name", top), rest, "field.rating")
    return _joined(words, _named(words, top), rest, f"desk.context.{top}", f"field.{top}", "family", "criterion")


def value_words(words: Words, key: str, value: Any) -> str:
    """A JSON value as one reads it, not longer than a few lines."""
    text = _value(words, key, value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def unfolded(key: str, before: Any, after: Any) -> Iterator[Difference]:
    """An edit of a whole part as the fields in it that changed."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for inner in differences(before, after):
            yield Difference(f"{key}.{inner.key}" if key else inner.key, inner.before, inner.after)
    elif _has_items(before) and _has_items(after):
        top = key.rsplit(".", 1)[-1]
        for inner in differences({top: before}, {top: after}):
            yield Difference(inner.key, inner.before, inner.after)
    else:
        yield Difference(key, before, after)


def _of_brief(words: Words, rest: str) -> str:
    parts = rest.split(".")
    if parts[0] == "options" and len(parts) > 1:
        name = _one_of(words, f"option.{parts[1]}.name", parts[1])
        return _joined(words, name, ".".join(parts[2:]), "field.option")
    item = _ITEM.fullmatch(rest)
    if item is not None:
        return _joined(words, _named(words, item[1], number=item[2]), item[3], "field")
    name = "sender" if rest == "from" else rest
    return words(f"desk.note.{name}") if words.has(f"desk.note.{name}") else _named(words, rest)


def _named(words: Words, name: str, **values: object) -> str:
    key = f"field.{name}.item" if values else f"field.{name}"
    if words.has(key):
        return words(key, **values)
    return f"{name} {values['number']}" if values else name


def _one_of(words: Words, key: str, other: str) -> str:
    return words(key) if words.has(key) else other


def _joined(words: Words, whole: str, part: str | None, *under: str) -> str:
    """A part of something, by its words under the first of these heads that has any."""
    if not part:
        return whole
    last = part.rsplit(".", 1)[-1]
    for head in under:
        for key in (f"{head}.{part}", f"{head}.{last}", f"{head}.{last}.name"):
            if words.has(key):
                return words("field.of", whole=whole, part=words(key))
    return words("field.of", whole=whole, part=part)


def _value(words: Words, key: str, value: Any) -> str:
    if isinstance(value, bool):
        return words("value.yes" if value else "value.no")
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, str):
        return _text(words, key, value)
    if isinstance(value, Mapping):
        return _mapping(words, key, value)
    if isinstance(value, Sequence):
        return "; ".join(_value(words, key, item) for item in value)
    return words.number(value, 0 if float(value).is_integer() else 1)


def _text(words: Words, key: str, value: str) -> str:
    last = key.rsplit(".", 1)[-1]
    if last in _DATES:
        try:
            return words.day(datetime.date.fromisoformat(value))
        except ValueError:
            return value
    if last == "countries":
        return words.country(value)
    for head in (f"value.{key}.{value}", f"{last}.{value}", f"option.{value}.name", f"perspective.{value}.name"):
        if words.has(head):
            return words(head)
    return value


def _mapping(words: Words, key: str, value: Mapping[str, Any]) -> str:
    if {"low", "best", "high"} <= value.keys():
        low, best, high = (_value(words, "", value[name]) for name in ("low", "best", "high"))
        return words("field.level_and_range", best=best, low=low, high=high)
    for name in ("title", "text", "what", "reason"):
        if isinstance(value.get(name), str):
            return str(value[name])
    lines = [
        f"{_one_of(words, f'field.{name}', name)}: {_value(words, f'{key}.{name}', item)}"
        for name, item in value.items()
    ]
    return "; ".join(lines)


def _has_items(value: Any) -> bool:
    return (
        isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(i, Mapping) for i in value)
    )
