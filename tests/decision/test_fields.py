"""Reading a document field by field: every fault carries the dotted path of its place and its kind of error."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from decision.case import Phase
from decision.errors import CaseError, DecisionError, ModelError
from decision.fields import MAX_TEXT, Fields


def fault(read: Any) -> DecisionError:
    with pytest.raises(DecisionError) as caught:
        read()
    return caught.value


def top(document: object) -> Fields:
    return Fields(document, "", CaseError)


@pytest.mark.parametrize("value", [None, 1, True, "text", [], [{}]])
def test_only_a_mapping_is_an_object(value: object) -> None:
    assert fault(lambda: Fields(value, "mission", CaseError)).key == "mission"


def test_a_fault_deep_inside_names_its_whole_path() -> None:
    document = {"brief": {"next_steps": [{"what": "a"}, {"what": 3}]}}
    steps = top(document).needed_child("brief").children("next_steps")
    assert fault(lambda: [step.text("what") for step in steps]).key == "brief.next_steps[1].what"


def test_the_kind_of_error_is_that_of_the_document() -> None:
    assert isinstance(fault(lambda: Fields({}, "", ModelError).text("id")), ModelError)
    assert isinstance(fault(lambda: top({}).text("id")), CaseError)


@pytest.mark.parametrize("value", [True, False, "5", None, [5], {}, float("nan"), float("inf"), -0.1, 100.1])
def test_what_is_no_number_on_the_scale_is_refused(value: object) -> None:
    assert fault(lambda: top({"low": value}).number("low", 0, 100)).key == "low"


@pytest.mark.parametrize("value", [10**400, -(10**400)], ids=["above", "below"])
def test_a_whole_number_beyond_any_float_is_refused_as_a_number(value: int) -> None:
    assert fault(lambda: top({"low": value}).number("low", 0, 100)).key == "low"


@pytest.mark.parametrize("value", [0, 100, 0.0, 99.5])
def test_numbers_on_the_scale_with_both_ends_are_taken(value: float) -> None:
    assert top({"low": value}).number("low", 0, 100) == value


@pytest.mark.parametrize("value", ["", "   ", "\n\t", None, 3, ["a"]])
def test_a_needed_text_is_neither_absent_nor_blank_nor_something_else(value: object) -> None:
    assert fault(lambda: top({"title": value}).text("title")).key == "title"


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert len(top({"title": "x" * MAX_TEXT}).text("title")) == MAX_TEXT
    assert fault(lambda: top({"title": "x" * (MAX_TEXT + 1)}).text("title")).code == "too_long"


@pytest.mark.parametrize(
    "value",
    [
        "2008-9-30",
        "30-09-2008",
        "2008-02-30",
        "2008-09-30T00:00:00",
        "20080930",
        "2008-13-01",
        "",
        2008,
        "2008-W40-2",
    ],
)
def test_what_is_no_calendar_date_is_refused(value: object) -> None:
    assert fault(lambda: top({"as_of": value}).date("as_of")).key == "as_of"


def test_a_calendar_date_is_read() -> None:
    assert top({"as_of": "2008-02-29"}).date("as_of") == datetime.date(2008, 2, 29)


@pytest.mark.parametrize("value", ["", "peace", 1, True, ["conflict"], {"conflict": 1}, "Conflict"])
def test_an_unknown_value_of_an_enumeration_is_refused_with_the_known_ones(value: object) -> None:
    found = fault(lambda: top({"phase": value}).optional_choice("phase", Phase))
    assert found.key == "phase"


@pytest.mark.parametrize("value", [0, 1, "true", "", []])
def test_only_true_and_false_are_flags(value: object) -> None:
    assert fault(lambda: top({"protected": value}).flag("protected")).key == "protected"


@pytest.mark.parametrize("value", ["text", {}, 3, True])
def test_only_a_list_is_a_list(value: object) -> None:
    assert fault(lambda: top({"countries": value}).texts("countries")).key == "countries"


def test_what_nobody_asked_for_is_kept() -> None:
    fields = top({"title": "a", "later": {"deep": [1]}})
    fields.text("title")
    assert fields.rest() == {"later": {"deep": [1]}}


def test_the_error_says_itself_without_prose() -> None:
    found = fault(lambda: top({"low": 101}).number("low", 0, 100))
    assert (found.code, found.values["value"], found.values["high"]) == ("out_of_range", 101, 100)
    assert "low" in str(found)
