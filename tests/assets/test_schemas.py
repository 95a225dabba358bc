"""The machine-readable contracts hold for what the program reads and writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from decision.analysis import analyse
from decision.case import Case
from decision.case_writing import case_document
from decision.countries import COUNTRY_CODES
from decision.model import DecisionModel
from decision.result_writing import plain, result_document

SCHEMAS = Path(__file__).resolve().parents[2] / "assets" / "schema"
NAMES = [
    "afghanistan-unama",
    "burundi-binub",
    "chad-car-minurcat",
    "darfur-unamid",
    "dr-congo-monuc",
    "liberia-unmil",
    "sierra-leone-unipsil",
    "somalia",
    "southern-sudan-unmis",
]


def validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


@pytest.mark.parametrize("name", NAMES)
def test_a_written_case_is_a_case(name: str, nine: dict[str, Case]) -> None:
    validator("case-1").validate(json.loads(json.dumps(case_document(nine[name]))))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("mission", "kind"), "army"),
        (("ratings", "insecurity", "low"), -1),
        (("countries",), ["XXX"]),
        (("as_of",), "30 September 2008"),
        (("overrules",), [{"rule": "R9", "reason": "x"}]),
    ],
)
def test_the_case_schema_refuses_what_the_program_refuses(
    place: tuple[str, ...], value: object, nine: dict[str, Case]
) -> None:
    document = json.loads(json.dumps(case_document(nine["liberia-unmil"])))
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert not validator("case-1").is_valid(document)


def test_the_case_schema_knows_every_country() -> None:
    schema = json.loads((SCHEMAS / "case-1.json").read_text(encoding="utf-8"))
    assert set(schema["$defs"]["country"]["enum"]) == set(COUNTRY_CODES)


@pytest.mark.parametrize("kept", [0, 1, 7, 15])
def test_a_result_is_a_result_whatever_is_known(kept: int, model: DecisionModel, nine: dict[str, Case]) -> None:
    for case in nine.values():
        partly = replace(case, ratings=dict(list(case.ratings.items())[:kept]))
        document = result_document(analyse(model, partly, list(nine.values()), draws=200), "Footing")
        validator("result-1").validate(document)


def test_a_result_of_a_case_without_anything_is_a_result(model: DecisionModel, nine: dict[str, Case]) -> None:
    bare = replace(
        nine["somalia"],
        ratings={},
        country_team=None,
        phase=None,
        documented=None,
        mission=replace(nine["somalia"].mission, countries=(), coverage={}, rc_hc_in_other_mission=None),
    )
    document = result_document(analyse(model, bare, [], draws=200), "Footing")
    validator("result-1").validate(document)
    assert document["coverage"] == 0


def test_no_key_of_a_result_is_an_empty_shell(model: DecisionModel, nine: dict[str, Case]) -> None:
    document = result_document(analyse(model, nine["burundi-binub"], list(nine.values()), draws=200), "Footing")

    def walk(value: object) -> None:
        assert value is not None
        assert value not in ({}, [], "")
        if isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(document)


def test_plain_writes_no_negative_zero() -> None:
    assert json.dumps(plain({"a": -1e-12})) == '{"a": 0.0}'
