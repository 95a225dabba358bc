"""A library of made-up cases for the bench: as large, as full and as varied in its words as one kept for years."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert

from app.resources import starting_cases
from db.documents import document_of, sha256_of, text_of
from db.flattening import flat
from db.library import Library
from db.tables import IndexedCase, StoredAnswer, StoredCase, StoredEdit, StoredTag, StoredVersion
from decision.case_reading import read_case
from decision.model import DecisionModel

VERSIONS = 5
_AT_ONCE = 250
_SEED = 20081130
_START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_COUNTRIES = "AFG AGO BDI BFA BIH CAF CIV COD CYP ERI ETH GNB HTI IRQ LBN LBR LBY MLI MOZ NPL RWA SDN SLE SOM SSD TCD TLS YEM"
_OPTIONS = ("two_feet_in", "one_foot_in_one_foot_out", "two_feet_out", None)
_STRENGTHS = ("firm", "leaning", "contested", "insufficient")


@dataclass(frozen=True, slots=True)
class Generated:
    """A library file, the ids of its cases, and its words, the commonest first."""

    path: Path
    ids: tuple[str, ...]
    words: tuple[str, ...]


class _Author:
    """Writes cases at random, always the same ones: few words often, most seldom, as people do."""

    def __init__(self, model: DecisionModel) -> None:
        self.random = np.random.Generator(np.random.PCG64(_SEED))
        self.words = self._vocabulary(4000)
        weight = 1 / (np.arange(len(self.words)) + 3.7)
        self._cumulated = np.cumsum(weight / weight.sum())
        self._models = [document_of(read_case(data, model), model) for _, data in starting_cases()]

    def _vocabulary(self, size: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        while len(found) < size:
            syllables = self.random.integers(0, [20, 5], size=(int(self.random.integers(2, 5)), 2))
            found["".join("bcdfghjklmnprstvwyzx"[one] + "aeiou"[other] for one, other in syllables)] = None
        return tuple(found)

    def sentence(self, length: int) -> str:
        places = np.searchsorted(self._cumulated, self.random.random(length))
        return " ".join(self.words[min(place, len(self.words) - 1)] for place in places).capitalize() + "."

    def case(self, number: int) -> dict[str, Any]:
        """A case with the form of a starting one and words of its own, as many."""
        case: dict[str, Any] = json.loads(text_of(self._models[number % len(self._models)]) or "")
        country = str(self.random.choice(_COUNTRIES.split()))
        name = f"UN{self.words[self.random.integers(len(self.words))][:6].upper()}"
        case |= {"id": str(uuid.UUID(int=int.from_bytes(self.random.bytes(16), "big"), version=4))}
        case |= {"title": f"{self.sentence(4)[:-1]} / {name}", "countries": [country]}
        case |= {"as_of": str(datetime.date(1995, 1, 1) + datetime.timedelta(int(self.random.integers(11000))))}
        case["mission"] |= {"name": name, "countries": [country], "coverage": {country: 1.0}}
        case["country_team"] |= {"countries": [country]}
        for item, field in [*((one, "rationale") for one in case["ratings"].values()), *evidence(case)]:
            item[field] = self.sentence(len((item[field] or "").split()))
        if number % 3:
            case["documented"] = None
        return case

    def states(self, number: int) -> list[tuple[dict[str, Any], str, str | None, str | None]]:
        """A case from its first version to its last: the document, and the key, before and after of the edit."""
        case = self.case(number)
        found: list[tuple[dict[str, Any], str, str | None, str | None]] = [(case, "", None, text_of(case))]
        for name in list(case["ratings"])[1:VERSIONS]:
            before = case["ratings"][name]
            after = {**before, "high": min(100, before["high"] + 1), "rationale": self.sentence(22)}
            case = {**case, "ratings": {**case["ratings"], name: after}}
            found.append((case, f"ratings.{name}", text_of(before), text_of(after)))
        return found


def evidence(case: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The excerpts of a case."""
    return ((item, "excerpt") for item in case["evidence"])


def generate(path: Path, model: DecisionModel, size: int) -> Generated:
    """A library of ``size`` cases, made in one transaction; the same one for the same size."""
    author, ids = _Author(model), []
    with Library.open(path, model) as library, library.changing() as connection:
        for start in range(0, size, _AT_ONCE):
            ids += _put(connection, author, range(start, min(size, start + _AT_ONCE)))
    return Generated(path, tuple(ids), author.words)


def _put(connection: Connection, author: _Author, numbers: range) -> list[str]:
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (StoredCase, StoredVersion, StoredEdit, StoredTag, StoredAnswer, IndexedCase)
    }
    words = []
    for number in numbers:
        states = author.states(number)
        case, case_id = states[-1][0], states[-1][0]["id"]
        at = _START + datetime.timedelta(minutes=number)
        tags = sorted({f"tag {place}" for place in author.random.integers(0, 30, size=number % 4)})
        flattened = flat(case, tags)
        words.append((number + 1, flattened.title, flattened.mission, flattened.filing, flattened.body))
        rows[IndexedCase].append({"number": number + 1, "case_id": case_id, "sha256": flattened.sha256})
        rows[StoredTag] += [{"case_id": case_id, "tag": tag} for tag in tags]
        rows[StoredCase].append(_columns(case, at, number))
        rows[StoredAnswer].append(_answer(author, case_id))
        for place, (state, key, before, after) in enumerate(states, start=1):
            text = text_of(state) or ""
            stamp = {"case_id": case_id, "author": "A. Desk"}
            version = {"number": place, "sha256": sha256_of(text), "created_at": at, "label": None}
            rows[StoredVersion].append({**stamp, **version, "document": text})
            edit = {"at": at, "action": "rating", "key": key, "before": before, "after": after, "undoes": None}
            rows[StoredEdit].append({**stamp, **edit})
    for table, values in rows.items():
        connection.execute(insert(table), values)
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, mission, filing, body) VALUES (?, ?, ?, ?, ?)", words
    )
    return [row["id"] for row in rows[StoredCase]]


def _columns(case: dict[str, Any], at: datetime.datetime, number: int) -> dict[str, Any]:
    documented = case["documented"]
    return {
        "id": case["id"],
        "title": case["title"],
        "countries": " ".join(case["countries"]),
        "mission_name": case["mission"]["name"],
        "mission_kind": case["mission"]["kind"],
        "as_of": datetime.date.fromisoformat(case["as_of"]),
        "documented_option": None if documented is None else documented["option"],
        "archived": number % 20 == 0,
        "created_at": at,
        "changed_at": at,
        "document": text_of(case),
        "current_arrangement": case["current_arrangement"],
    }


def _answer(author: _Author, case_id: str) -> dict[str, Any]:
    option, strength = author.random.integers(0, 4, size=2)
    row = {"case_id": case_id, "basis": "generated", "precedents": "", "lines": "{}"}
    return {**row, "option": _OPTIONS[option], "strength": _STRENGTHS[strength]}
