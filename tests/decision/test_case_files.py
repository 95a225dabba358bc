"""Case files written and read again: nothing lost, always the same bytes, and no mutation ends in a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.case_reading import case_from, read_case
from decision.case_writing import case_document, write_case
from decision.errors import CaseError
from decision.model import DecisionModel
from tests.decision.conftest import OPTIONS, THRESHOLDS, at, case_file, examples, full_document

STEMS = (
    "afghanistan-unama", "burundi-binub", "chad-car-minurcat", "darfur-unamid", "dr-congo-monuc", "liberia-unmil",
    "sierra-leone-unipsil", "somalia", "southern-sudan-unmis",
)  # fmt: skip


@pytest.mark.parametrize("stem", STEMS)
def test_a_starting_case_written_and_read_is_the_same_case_and_the_same_bytes(
    model: DecisionModel, nine: dict[str, Case], stem: str
) -> None:
    data = write_case(nine[stem])
    again = read_case(data, model)
    assert again == nine[stem]
    assert write_case(again) == data


@pytest.mark.parametrize("stem", STEMS)
def test_writing_a_starting_case_keeps_every_value_of_the_file(nine: dict[str, Case], stem: str) -> None:
    def lost(before: Any, after: Any) -> bool:
        if isinstance(before, dict):
            return any(
                value not in (None, [], {}, False) and lost(value, after.get(key)) for key, value in before.items()
            )
        if isinstance(before, list):
            return len(before) != len(after) or any(lost(*pair) for pair in zip(before, after, strict=True))
        return bool(before != after)

    assert not lost(case_file(stem), json.loads(write_case(nine[stem])))


# Case documents of every shape the contract allows

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"),
    min_size=1,
    max_size=12,
).filter(str.strip)
NUMBER = st.one_of(st.integers(0, 100), st.floats(0, 100))
DAY = st.dates().map(str)
OPTION = st.sampled_from(OPTIONS)
CODES = st.lists(st.sampled_from(["LBR", "SLE", "SDN", "XKX", "TCD"]), unique=True)
TRIPLE = st.lists(NUMBER, min_size=3, max_size=3).map(sorted)
LATER = st.dictionaries(st.just("later"), st.recursive(st.none() | st.booleans() | TEXT, st.lists, max_leaves=3))


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any subset of the fields, each its value or null, with a field of a later version now and then."""
    return st.builds(
        lambda known, later: {**known, **later},
        st.fixed_dictionaries({}, optional={name.rstrip("_"): st.none() | made for name, made in fields.items()}),
        LATER,
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    evidence = [
        {
            "id": f"e{number}",
            "title": draw(TEXT),
            **draw(some(source=TEXT, date=DAY, url=TEXT, protected=st.booleans())),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    links = st.lists(st.sampled_from([item["id"] for item in evidence]), max_size=2) if evidence else st.just([])
    countries = draw(CODES)
    ratings = {}
    for name in draw(st.lists(st.sampled_from(sorted(THRESHOLDS)), unique=True, max_size=4)):
        low, best, high = draw(TRIPLE)
        rest = draw(
            some(
                confidence=st.sampled_from(["low", "high"]),
                rationale=TEXT,
                evidence=links,
                protected=st.booleans(),
            )
        )
        ratings[name] = {"low": low, "best": best, "high": high, **rest}
    mission = {
        **{"name": draw(TEXT), "kind": "political_office", "mandate": "multidimensional", "uses_force": "engages"},
        "countries": countries,
        "coverage": {code: draw(st.sampled_from([0, 1, 0.5, 0.333])) for code in countries},
        **draw(
            some(
                status=st.just("closing"),
                rc_hc_in_other_mission=st.booleans(),
                other_missions=st.lists(TEXT, max_size=2),
            )
        ),
    }
    return {
        "format": "footing-case/1",
        "id": str(draw(st.uuids())),
        "title": draw(TEXT),
        "countries": draw(CODES.filter(bool)),
        "as_of": draw(DAY),
        "mission": mission,
        "evidence": evidence,
        "ratings": ratings,
        **draw(
            some(
                country_team=some(countries=CODES, ocha_presence=st.just("leaving")),
                phase=st.just("transition"),
                current_arrangement=OPTION,
                perspective=st.sampled_from(["balanced", "ngo"]),
                weights=st.just({"families": {"hostility": 0.5, "space": 0.25}, "criteria": {}}),
                overrules=st.lists(st.fixed_dictionaries({"rule": st.just("R1"), "reason": TEXT}), max_size=1),
                consultations=st.lists(
                    st.builds(
                        lambda text, rest: {"party": text, "text": text, **rest}, TEXT, some(date=DAY, position=OPTION)
                    ),
                    max_size=2,
                ),
                brief=some(subject=TEXT, from_=TEXT, due=DAY, date=DAY, reference=TEXT),
                documented=st.fixed_dictionaries({"option": OPTION, "source": TEXT}),
                decision=LATER,
            )
        ),
    }  # fmt: skip


@given(document=documents())
@examples(120)
def test_any_case_the_contract_allows_survives_writing_and_reading(
    model: DecisionModel, document: dict[str, Any]
) -> None:
    case = case_from(document, model)
    data = write_case(case)
    assert read_case(data, model) == case
    assert write_case(read_case(data, model)) == data
    assert data.endswith(b"}\n")
    assert json.loads(data) == json.loads(json.dumps(case_document(case)))


PLACES: dict[str, tuple[str | int, ...]] = {
    "the case": (),
    "mission": ("mission",),
    "country_team": ("country_team",),
    "a rating": ("ratings", "insecurity"),
    "an item of evidence": ("evidence", 0),
    "weights": ("weights",),
    "an overrule": ("overrules", 0),
    "a consultation": ("consultations", 0),
    "a checklist answer": ("checklists", "coexistence", "1"),
    "brief": ("brief",),
    "a context fact": ("brief", "context", 0),
    "a next step": ("brief", "next_steps", 0),
    "review": ("brief", "review"),
    "the texts of an option": ("brief", "options", "two_feet_in"),
    "documented": ("documented",),
    "decision": ("decision",),
}


def test_every_part_of_the_contract_survives_writing_and_reading(model: DecisionModel) -> None:
    case = case_from(full_document(), model)
    assert read_case(write_case(case), model) == case
    written = json.loads(write_case(case))
    for path in PLACES.values():
        for name, value in at(full_document(), path).items():
            assert at(written, path)[name] == value


def test_parts_left_out_are_spelt_in_the_order_of_the_note_and_not_at_all_where_there_are_none(
    model: DecisionModel,
) -> None:
    document = case_file()
    assert "left_out" not in json.loads(write_case(case_from(document, model)))["brief"]
    document["brief"]["left_out"] = ["annex", "next_steps", "context"]
    case = case_from(document, model)
    assert json.loads(write_case(case))["brief"]["left_out"] == ["context", "next_steps", "annex"]
    assert read_case(write_case(case), model) == case


@pytest.mark.parametrize("place", PLACES)
def test_a_field_of_a_later_version_survives_a_round_trip(model: DecisionModel, place: str) -> None:
    document = full_document()
    at(document, PLACES[place])["later"] = {"kept": [1, "two", None]}
    written = json.loads(write_case(case_from(document, model)))
    assert at(written, PLACES[place]).get("later") == {"kept": [1, "two", None]}


def test_what_can_be_read_can_be_written_however_deep(model: DecisionModel) -> None:
    """Depth is bounded where a file is read, never where it is written."""
    start = json.dumps(case_file()).encode()[:-1] + b', "later": '
    read = []
    for depth in (20, 50, 100, 200, 400, 600, 800, 900, 950):
        try:
            case = read_case(start + b"[" * depth + b"]" * depth + b"}", model)
        except CaseError:
            continue
        assert read_case(write_case(case), model) == case
        read.append(depth)
    assert 20 in read


@pytest.mark.parametrize(
    "path",
    [
        ("title",),
        ("mission", "name"),
        ("ratings", "insecurity", "rationale"),
        ("evidence", 0, "id"),
        ("later",),
        ("decision", "by"),
    ],
)
def test_half_a_surrogate_pair_is_no_text(model: DecisionModel, path: tuple[str | int, ...]) -> None:
    """JSON can spell one, UTF-8 cannot: a case that holds it could be neither stored nor written."""
    document = full_document()
    at(document, path[:-1])[path[-1]] = "half \ud800 pair"
    with pytest.raises(CaseError):
        read_case(json.dumps(document).encode(), model)


def test_half_a_surrogate_pair_is_no_name_of_a_field_either(model: DecisionModel) -> None:
    with pytest.raises(CaseError):
        read_case(json.dumps({**full_document(), "half \ud800 pair": 1}).encode(), model)
