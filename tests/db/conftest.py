"""A small case, a library around it, and a clock that ticks a second a look."""

from __future__ import annotations

import datetime
import itertools
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.library import Library
from decision.case import Case
from decision.case_reading import case_from
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]


@pytest.fixture(scope="session")
def make_case(model: DecisionModel) -> MakeCase:
    def make(**fields: Any) -> Case:
        document = {
            "format": "footing-case/1",
            "id": str(uuid.uuid4()),
            "title": "Liberia, transition – 过渡",
            "countries": ["LBR", "SLE"],
            "as_of": "2008-09-30",
            "mission": {
                "name": "UNMIL",
                "kind": "peacekeeping_operation",
                "mandate": "multidimensional",
                "uses_force": "no",
                "countries": ["LBR"],
                "coverage": {"LBR": 1},
            },
            "ratings": {
                "insecurity": {"low": 5, "best": 12.5, "high": 30, "evidence": ["e1"]},
                "host_hostility": {"low": 0, "best": 5, "high": 15, "confidence": "high"},
            },
            "evidence": [{"id": "e1", "title": "A report", "date": "2008-08-01", "protected": True}],
            "documented": {"option": "two_feet_in", "source": "p. 24"},
            "field_of_tomorrow": {"kept": [1, None, "as it is"]},
        }
        return case_from({**document, **fields}, model)

    return make


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case()


@pytest.fixture
def clock() -> Callable[[], datetime.datetime]:
    seconds = itertools.count()
    start = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
    return lambda: start + datetime.timedelta(seconds=next(seconds))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.footing"


@pytest.fixture
def open_library(
    path: Path, model: DecisionModel, clock: Callable[[], datetime.datetime]
) -> Iterator[OpenLibrary]:
    """Opens the library at ``path``, or at another; closes all at the end."""
    opened: list[Library] = []

    def open_(at: Path = path, *, writing: bool = True) -> Library:
        library = Library.open(at, model, writing=writing, author="A. Desk", now=clock)
        opened.append(library)
        return library

    yield open_
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    return open_library()
