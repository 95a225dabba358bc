"""Case files that must be refused, each with the field at fault; a broken file never ends in another exception."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from decision.case import Case
from decision.case_reading import MAX_BYTES, case_from, read_case
from decision.errors import CaseError
from decision.model import DecisionModel
from tests.decision.conftest import case_file

GONE = object()
Path = tuple[str | int, ...]


def changed(path: Path, value: Any) -> dict[str, Any]:
    """The shipped Liberia case with one place changed, or taken out."""
    document = case_file()
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if value is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = copy.deepcopy(value)
    return document


def refused(model: DecisionModel, document: Any) -> CaseError:
    with pytest.raises(CaseError) as caught:
        case_from(document, model)
    return caught.value


REQUIRED = ("format", "id", "title", "countries", "as_of", "mission")
OF_MISSION = ("kind", "mandate", "uses_force")
LEVEL = ("ratings", "insecurity")
REFUSED: list[tuple[Path, Any, str]] = [
    *(((name,), value, name) for name in REQUIRED for value in (GONE, None)),
    *((("mission", name), value, f"mission.{name}") for name in OF_MISSION for value in (GONE, None, "", 7, "other")),
    *((("mission", "name"), value, "mission.name") for value in (GONE, None, "", 7)),
    (("format",), "footing-case/2", "format"),
    (("format",), "footing-pack/1", "format"),
    (("format",), 1, "format"),
    (("id",), "not-a-uuid", "id"),
    (("id",), 5, "id"),
    (("title",), "", "title"),
    (("title",), " \n", "title"),
    (("title",), ["a"], "title"),
    (("countries",), [], "countries"),
    (("countries",), "LBR", "countries"),
    (("countries",), ["LBR", "XXX"], "countries[1]"),
    (("countries",), ["lbr"], "countries[0]"),
    (("countries",), ["LBR", "LBR"], "countries"),
    (("as_of",), "2008-02-30", "as_of"),
    (("as_of",), "30.9.2008", "as_of"),
    (("as_of",), 20080930, "as_of"),
    (("mission",), [], "mission"),
    (("mission",), "UNMIL", "mission"),
    (("mission", "status"), "planned", "mission.status"),
    (("mission", "countries"), ["ZZZ"], "mission.countries[0]"),
    (("mission", "coverage"), {"LBR": 1.01}, "mission.coverage.LBR"),
    (("mission", "coverage"), {"LBR": -0.01}, "mission.coverage.LBR"),
    (("mission", "coverage"), {"LBR": "1"}, "mission.coverage.LBR"),
    (("mission", "coverage"), {"LBR": True}, "mission.coverage.LBR"),
    (("mission", "coverage"), {"SLE": 0.5}, "mission.coverage.SLE"),
    (("mission", "coverage"), {"ZZZ": 0.5}, "mission.coverage.ZZZ"),
    (("mission", "coverage"), ["LBR"], "mission.coverage"),
    (("mission", "other_missions"), "UNOCI", "mission.other_missions"),
    (("mission", "other_missions"), [3], "mission.other_missions[0]"),
    (("mission", "rc_hc_in_other_mission"), "no", "mission.rc_hc_in_other_mission"),
    (("mission", "rc_hc_in_other_mission"), 0, "mission.rc_hc_in_other_mission"),
    (("country_team",), ["LBR"], "country_team"),
    (("country_team", "countries"), ["LIB"], "country_team.countries[0]"),
    (("country_team", "ocha_presence"), "gone", "country_team.ocha_presence"),
    (("phase",), "peace", "phase"),
    (("current_arrangement",), "three_feet_in", "current_arrangement"),
    (("ratings",), [], "ratings"),
    (("ratings", "luck"), {"low": 0, "best": 1, "high": 2}, "ratings.luck"),
    (LEVEL, [10, 20, 30], "ratings.insecurity"),
    ((*LEVEL, "low"), GONE, "ratings.insecurity.low"),
    ((*LEVEL, "best"), None, "ratings.insecurity.best"),
    ((*LEVEL, "best"), True, "ratings.insecurity.best"),
    ((*LEVEL, "best"), "18", "ratings.insecurity.best"),
    ((*LEVEL, "low"), -1, "ratings.insecurity.low"),
    ((*LEVEL, "high"), 100.5, "ratings.insecurity.high"),
    ((*LEVEL, "low"), 19, "ratings.insecurity.best"),
    ((*LEVEL, "high"), 17, "ratings.insecurity.best"),
    ((*LEVEL, "confidence"), "certain", "ratings.insecurity.confidence"),
    ((*LEVEL, "rationale"), 4, "ratings.insecurity.rationale"),
    ((*LEVEL, "evidence"), "e1", "ratings.insecurity.evidence"),
    ((*LEVEL, "evidence"), ["e1", "e99"], "ratings.insecurity.evidence[1]"),
    ((*LEVEL, "evidence"), [{}], "ratings.insecurity.evidence[0]"),
    ((*LEVEL, "protected"), "yes", "ratings.insecurity.protected"),
    (("evidence",), {}, "evidence"),
    (("evidence", 1), "e2", "evidence[1]"),
    (("evidence", 1, "id"), "e1", "evidence[1].id"),
    (("evidence", 0, "id"), "", "evidence[0].id"),
    (("evidence", 0, "title"), GONE, "evidence[0].title"),
    (("evidence", 0, "date"), "August 2008", "evidence[0].date"),
    (("evidence", 0, "protected"), 1, "evidence[0].protected"),
    (("perspective",), "un", "perspective"),
    (("perspective",), 1, "perspective"),
    (("weights",), [], "weights"),
    (("weights",), {"families": {"hostility": -1}}, "weights.families.hostility"),
    (("weights",), {"families": {"hostility": 35}}, "weights.families.hostility"),
    (("weights",), {"criteria": {"insecurity": 0.5, "host_hostility": 2}}, "weights.criteria.host_hostility"),
    (("weights",), {"families": {"hope": 1}}, "weights.families.hope"),
    (("weights",), {"criteria": {"hope": 1}}, "weights.criteria.hope"),
    (("weights",), {"criteria": {"insecurity": True}}, "weights.criteria.insecurity"),
    (("weights",), {"families": {"hostility": 0, "geography": 0, "space": 0, "coherence": 0}}, "weights.families"),
    (("weights",), {"families": [1, 2]}, "weights.families"),
    (("overrules",), {"R1": "x"}, "overrules"),
    (("overrules",), [{"rule": "R9", "reason": "x"}], "overrules[0].rule"),
    (("overrules",), [{"rule": "R1", "reason": " "}], "overrules[0].reason"),
    (("overrules",), [{"rule": "R1"}], "overrules[0].reason"),
    (("consultations",), [{"party": "NGOs", "text": "x", "position": "four_feet"}], "consultations[0].position"),
    (("consultations",), [{"party": "", "text": "x"}], "consultations[0].party"),
    (("consultations",), [{"party": "NGOs", "text": "x", "date": "yesterday"}], "consultations[0].date"),
    (("checklists",), {"luck": {}}, "checklists.luck"),
    (("checklists",), {"coexistence": {"2": {"state": "met"}}}, "checklists.coexistence.2"),
    (("checklists",), {"coexistence": {"1": {"state": "done"}}}, "checklists.coexistence.1.state"),
    (("checklists",), {"coexistence": {"1": []}}, "checklists.coexistence.1"),
    (("checklists",), {"coexistence": {"1": 0}}, "checklists.coexistence.1"),
    (("checklists",), {"coexistence": {"1": {"remark": "x"}}}, "checklists.coexistence.1.state"),
    (("checklists",), {"coexistence": []}, "checklists.coexistence"),
    (("brief",), "text", "brief"),
    (("brief", "due"), "soon", "brief.due"),
    (("brief", "date"), "2008-9-1", "brief.date"),
    (("brief", "to"), 3, "brief.to"),
    (("brief", "next_steps"), [{"owner": "x"}], "brief.next_steps[0].what"),
    (("brief", "next_steps"), [{"what": "x", "due": "later"}], "brief.next_steps[0].due"),
    (("brief", "context"), [{"text": "x", "evidence": ["e99"]}], "brief.context[0].evidence[0]"),
    (("brief", "review"), {"date": "2008"}, "brief.review.date"),
    (("brief", "options"), {"three_feet_in": {}}, "brief.options.three_feet_in"),
    (("brief", "options"), {"two_feet_in": {"risks": "many"}}, "brief.options.two_feet_in.risks"),
    (("brief", "options"), {"two_feet_in": {"risks": [1]}}, "brief.options.two_feet_in.risks[0]"),
    (("brief", "left_out"), "annex", "brief.left_out"),
    (("brief", "left_out"), ["annex", "gaps"], "brief.left_out[1]"),
    (("brief", "left_out"), ["recommendation"], "brief.left_out[0]"),
    (("brief", "left_out"), ["annex", "annex"], "brief.left_out[1]"),
    (("brief", "left_out"), [["annex"]], "brief.left_out[0]"),
    (("documented",), {"option": "none", "source": "p. 1"}, "documented.option"),
    (("documented",), {"option": "two_feet_in"}, "documented.source"),
    (("decision",), "taken", "decision"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "key"), REFUSED, ids=[f"{key}-{place}" for place, (_, _, key) in enumerate(REFUSED)]
)
def test_a_malformed_field_is_refused_by_its_name(model: DecisionModel, path: Path, value: Any, key: str) -> None:
    assert refused(model, changed(path, value)).key == key


@pytest.mark.parametrize("document", [None, [], "text", 3, True])
def test_a_document_that_is_no_object_is_refused(model: DecisionModel, document: Any) -> None:
    refused(model, document)


def test_a_newer_format_is_told_from_something_else(model: DecisionModel) -> None:
    newer, foreign = (refused(model, changed(("format",), name)) for name in ("footing-case/2", "other/1"))
    assert (newer.code, foreign.code) == ("newer_format", "not_a_case")


@pytest.mark.parametrize(
    "path", [("countries",), ("ratings",), ("evidence",), ("brief", "options"), ("overrules",)]
)
def test_the_optional_rest_may_be_null_but_countries_may_not(model: DecisionModel, path: Path) -> None:
    document = changed(path, None)
    if path == ("countries",):
        assert refused(model, document).key == "countries"
    else:
        document["ratings"], document["brief"]["context"] = {}, []
        assert isinstance(case_from(document, model), Case)


def test_the_required_fields_alone_make_a_case(model: DecisionModel) -> None:
    document = {name: case_file()[name] for name in ("format", "id", "title", "countries", "as_of")}
    mission = {"name": "UNMIL", "kind": "none", "mandate": "observation", "uses_force": "no"}
    case = case_from({**document, "mission": mission}, model)
    assert (case.ratings, case.country_team, case.weights, case.documented) == ({}, None, None, None)
    assert case.mission.rc_hc_in_other_mission is None


def test_kosovo_has_a_code_of_its_own(model: DecisionModel) -> None:
    assert case_from(changed(("countries",), ["XKX"]), model).countries == ("XKX",)


def test_one_weight_set_to_zero_is_no_weight_of_zero_in_all(model: DecisionModel) -> None:
    """The other criteria of the family keep theirs, so there is something to weigh by."""
    case = case_from(changed(("weights",), {"families": {}, "criteria": {"insecurity": 0}}), model)
    assert case.weights is not None
    assert case.weights.criteria == {"insecurity": 0}


def raw(text: str) -> bytes:
    """The shipped case with a piece of raw JSON as the best level of insecurity."""
    mark = json.dumps(changed((*LEVEL, "best"), "MARK"))
    return mark.replace('"MARK"', text).encode()


@pytest.mark.parametrize(
    "text",
    [
        *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "01", "+1", "0x10", ".5", "", "'1'", "tru"),
        pytest.param("9" * 400, id="400 digits"),
        pytest.param("9" * 5000, id="5000 digits"),
    ],
)
def test_what_is_no_finite_json_number_is_refused(model: DecisionModel, text: str) -> None:
    with pytest.raises(CaseError):
        read_case(raw(text), model)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        json.dumps(case_file()).encode("utf-16"),
        json.dumps(case_file(), ensure_ascii=False).encode("latin-1", "replace").replace(b"?", b"\xe9"),
        json.dumps(case_file()).encode() + b"x",
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": "footing-case/1", "extra": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=[
        "empty",
        "cut",
        "bytes",
        "utf-16",
        "latin-1",
        "tail",
        "open brackets",
        "brackets",
        "objects",
        "deep extra",
    ],
)
def test_bytes_that_are_no_strict_json_are_refused(model: DecisionModel, data: bytes) -> None:
    with pytest.raises(CaseError):
        read_case(data, model)


@pytest.mark.parametrize("inner", ['"a": 1, "a": 2', '"mission": {"name": "x", "name": "y"}'])
def test_a_name_given_twice_is_refused_and_named(model: DecisionModel, inner: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(f'{{"format": "footing-case/1", {inner}}}'.encode(), model)
    assert caught.value.code == "repeated_name"
    assert caught.value.key.split(".")[-1] in ("a", "name")


def test_a_huge_file_is_refused_before_it_is_parsed(model: DecisionModel) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(b" " * (MAX_BYTES + 1), model)
    assert caught.value.code == "too_large"


def test_a_byte_order_mark_does_no_harm(model: DecisionModel) -> None:
    data = json.dumps(case_file()).encode()
    assert read_case(b"\xef\xbb\xbf" + data, model) == read_case(data, model)
