"""Reading a parsed document (JSON, TOML) field by field, each fault named with its dotted path."""

from __future__ import annotations

import contextlib
import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from decision.errors import DecisionError

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

MAX_TEXT = 100_000
"""Characters one text field may hold: far above any honest rationale, far below what hurts."""


class Fields:
    """One mapping of a document, read by name; what nobody asked for is kept in :meth:`rest`.

    ``error`` is the kind of :class:`DecisionError` raised, so that a case and a model fault stay apart.
    """

    def __init__(self, source: object, path: str, error: type[DecisionError]) -> None:
        if not isinstance(source, Mapping):
            raise error("not_an_object", path)
        self._source: Mapping[str, Any] = source
        self._path = path
        self._error = error
        self._asked: set[str] = set()

    def key(self, name: str) -> str:
        """The dotted path of a field of this mapping."""
        return f"{self._path}.{name}" if self._path else name

    def fail(self, code: str, name: str, **values: object) -> DecisionError:
        """An error about one field, to be raised by the caller."""
        return self._error(code, self.key(name), **values)

    def rest(self) -> dict[str, Any]:
        """The fields that nobody asked for: kept, so that a newer file survives an older program."""
        return {name: value for name, value in self._source.items() if name not in self._asked}

    def names(self) -> list[str]:
        """All names of the mapping, each counted as asked for."""
        self._asked.update(self._source)
        return list(self._source)

    def get(self, name: str) -> Any:
        """The raw value, or None where it is absent or null."""
        self._asked.add(name)
        return self._source.get(name)

    def needed(self, name: str) -> Any:
        """The raw value; its absence is an error."""
        value = self.get(name)
        if value is None:
            raise self.fail("missing", name)
        return value

    def child(self, name: str) -> Fields | None:
        """The mapping under a name, or None."""
        value = self.get(name)
        return None if value is None else Fields(value, self.key(name), self._error)

    def needed_child(self, name: str) -> Fields:
        """The mapping under a name; its absence is an error."""
        return Fields(self.needed(name), self.key(name), self._error)

    def children(self, name: str) -> list[Fields]:
        """The mappings of the list under a name; an absent list is empty."""
        return [
            Fields(item, f"{self.key(name)}[{place}]", self._error) for place, item in enumerate(self._list(name))
        ]

    def text(self, name: str) -> str:
        """A text that must be there and must not be blank."""
        value = self._as_text(name, self.needed(name))
        if not value.strip():
            raise self.fail("blank", name)
        return value

    def identifier(self, name: str) -> str:
        """A name that files and catalogues can carry: small letters, digits and underscores, a letter first."""
        return self.as_identifier(name, self.text(name))

    def as_identifier(self, name: str, value: str) -> str:
        """The value, if it is such a name."""
        if not _IDENTIFIER.fullmatch(value):
            raise self.fail("not_an_identifier", name, value=value[:40])
        return value

    def optional_text(self, name: str) -> str | None:
        """A text, or None where it is absent, null or blank."""
        value = self.get(name)
        if value is None:
            return None
        text = self._as_text(name, value)
        return text if text.strip() else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; an absent list is empty."""
        return tuple(self._as_text(f"{name}[{place}]", item) for place, item in enumerate(self._list(name)))

    def number(self, name: str, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number that must be there, within ``low`` and ``high``."""
        return self._as_number(name, self.needed(name), low, high)

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number that must be there, within ``low`` and ``high``; 3.0 is one, 3.5 is not."""
        value = self.needed(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value) or value % 1:
            raise self.fail("not_whole", name, value=str(value)[:20])
        if not low <= value <= high:
            raise self.fail("out_of_range", name, value=value, low=low, high=high)
        return int(value)

    def numbers(self, name: str, low: float = -math.inf, high: float = math.inf) -> tuple[float, ...]:
        """A list of finite numbers; an absent list is empty."""
        return tuple(
            self._as_number(f"{name}[{place}]", item, low, high) for place, item in enumerate(self._list(name))
        )

    def table(self, name: str, low: float = -math.inf, high: float = math.inf) -> dict[str, float]:
        """A mapping of names to finite numbers; an absent one is empty."""
        child = self.child(name)
        return {} if child is None else {key: child.number(key, low, high) for key in child.names()}

    def flag(self, name: str) -> bool | None:
        """A yes or no, or None where it is absent."""
        value = self.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.fail("not_a_flag", name, value=value)
        return value

    def choice(self, name: str, kind: type[E]) -> E:
        """A value of an enumeration that must be there."""
        return self._as_choice(name, self.needed(name), kind)

    def optional_choice(self, name: str, kind: type[E]) -> E | None:
        """A value of an enumeration, or None where it is absent."""
        value = self.get(name)
        return None if value is None else self._as_choice(name, value, kind)

    def member(self, name: str, known: Iterable[str], value: object = None) -> str:
        """A text that must be one of the known names."""
        given = self.text(name) if value is None else value
        names = list(known)
        if given not in names:
            raise self.fail("unknown_name", name, value=given, known=", ".join(names))
        return str(given)

    def date(self, name: str) -> datetime.date:
        """A calendar date that must be there."""
        return self._as_date(name, self.needed(name))

    def optional_date(self, name: str) -> datetime.date | None:
        """A calendar date, or None where it is absent."""
        value = self.get(name)
        return None if value is None else self._as_date(name, value)

    def each(self, name: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """The list of mappings under a name, each read by ``read``."""
        return tuple(read(child) for child in self.children(name))

    def _list(self, name: str) -> list[Any]:
        value = self.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail("not_a_list", name)
        return value

    def _as_text(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.fail("not_a_text", name, value=value)
        if len(value) > MAX_TEXT:
            raise self.fail("too_long", name, limit=MAX_TEXT)
        try:
            value.encode()
        except UnicodeEncodeError:  # JSON can spell half of a surrogate pair, which no file can hold
            raise self.fail("not_unicode", name) from None
        # What no one can see, a terminal may obey.
        if _CONTROL.search(value):
            raise self.fail("control_character", name)
        return value

    def _as_number(self, name: str, value: object, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
            raise self.fail("not_a_number", name, value=str(value)[:20])
        if not low <= value <= high:
            raise self.fail("out_of_range", name, value=value, low=low, high=high)
        return float(value)

    def _as_choice(self, name: str, value: object, kind: type[E]) -> E:
        return kind(self.member(name, [item.value for item in kind], value))

    def _as_date(self, name: str, value: object) -> datetime.date:
        if isinstance(value, str) and _DATE.fullmatch(value):
            with contextlib.suppress(ValueError):
                return datetime.date.fromisoformat(value)
        raise self.fail("not_a_date", name, value=value)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond any float
        return False
