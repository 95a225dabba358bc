"""What a library hands out: plain values, free of the session that read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """What a list shows of a case."""

    id: str
    title: str
    countries: tuple[str, ...]
    mission_name: str
    mission_kind: str
    as_of: datetime.date
    documented_option: str | None
    created_at: datetime.datetime
    changed_at: datetime.datetime
    archived: bool
    current_arrangement: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> CaseSummary:
        """The summary in a row's columns, whose countries stand in one text."""
        return cls(**{**values, "countries": tuple(values["countries"].split())})


@dataclass(frozen=True, slots=True)
class Version:
    """An immutable numbered state of a case; ``sha256`` is that of its stored text."""

    case_id: str
    number: int
    sha256: str
    created_at: datetime.datetime
    author: str
    label: str | None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One edit: the JSON values at ``key`` (empty: the whole document) before and after.

    None stands for null and for nothing alike. ``undoes`` is the id of the edit that this one takes back;
    a redo takes back an undo.
    """

    id: int
    case_id: str
    at: datetime.datetime
    author: str
    action: str
    key: str
    before: Any
    after: Any
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """What the next undo or redo is about."""

    action: str
    key: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something was done, and by whom."""

    at: datetime.datetime
    author: str
