"""The stored form of a case: one canonical text for one content, and what lies at a key within it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from decision.case import Case
from decision.case_reading import case_from
from decision.case_writing import case_document
from decision.model import DecisionModel

Document = Mapping[str, Any]


class _Absent:
    """What lies at a key where there is nothing, which JSON's null is not."""


ABSENT: Final = _Absent()


def document_of(case: Case, model: DecisionModel) -> Document:
    """The case as a document that can be read back; :class:`~decision.errors.CaseError` where it could not.

    Stored without this check, a case that no reader accepts would be lost to its owner.
    """
    return case_document(case_from(case_document(case), model))


def text_of(value: Any) -> str | None:
    """The canonical text of a JSON value, the same for the same content; None where there is nothing."""
    if value is ABSENT:
        return None
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def value_of(text: str | None) -> Any:
    """The JSON value of a text that :func:`text_of` made."""
    return ABSENT if text is None else json.loads(text)


def sha256_of(text: str) -> str:
    """The hash of a document's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def value_at(document: Any, key: str) -> Any:
    """The value at a dotted path, the whole for an empty one, :data:`ABSENT` where the path leads nowhere."""
    value = document
    for name in _names(key):
        if not isinstance(value, Mapping) or name not in value:
            return ABSENT
        value = value[name]
    return value


def with_value(document: Any, key: str, value: Any) -> Any:
    """A document with another value at a dotted path, or without one for :data:`ABSENT`.

    The path but for its last name must be there (KeyError, TypeError).
    """
    return _replaced(document, _names(key), value)


def fitting_key(before: Document, after: Document, text: str, key: str) -> str:
    """The key itself where all that changed lies at it, else the nearest key around it that holds the change.

    ``text`` is the canonical text of ``after``. An edit that names too narrow a place must cost neither the edit
    nor an exact undo.
    """
    while key and not _turns(before, after, text, key):
        key = key.rpartition(".")[0]
    return key


def _names(key: str) -> list[str]:
    return key.split(".") if key else []


def _replaced(value: Any, names: list[str], new: Any) -> Any:
    if not names:
        return new
    name, *deeper = names
    new = _replaced(value[name], deeper, new) if deeper else new
    kept = {other: item for other, item in value.items() if other != name}
    return kept if new is ABSENT else {**kept, name: new}


def _turns(before: Document, after: Document, text: str, key: str) -> bool:
    """Whether what ``after`` holds at the key makes ``before`` the same as it; the way back is then exact too."""
    parent, _, _ = key.rpartition(".")
    if not isinstance(value_at(before, parent), Mapping):
        return False
    return text_of(with_value(before, key, value_at(after, key))) == text
