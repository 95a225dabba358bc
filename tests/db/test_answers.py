"""Headline answers: kept while they hold, dropped by the next edit, refused where they are of a former state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.answers import Answer, basis_of, keep, kept, precedents_of
from db.library import Library
from decision.case import Case
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
LINES = {"analysis": "two_feet_in", "doctrine": None, "precedent": "two_feet_out"}
ANSWER = Answer("basis", "precedents", "two_feet_in", "firm", LINES)


@pytest.fixture
def held(library: Library, case: Case) -> Case:
    library.add(case, "create")
    return case


def keep_now(library: Library, case_id: str, answer: Answer = ANSWER) -> bool:
    return keep(library, case_id, library.summary(case_id).changed_at, answer)


def test_what_was_kept_comes_back_as_it_was(library: Library, held: Case, make_case: MakeCase) -> None:
    other = make_case()
    library.add(other, "create")
    assert keep_now(library, held.id)
    assert kept(library, [held.id, other.id]) == {held.id: ANSWER}
    assert kept(library, []) == {}


def test_an_answer_may_name_no_option(library: Library, held: Case) -> None:
    nothing = replace(ANSWER, option=None, strength="open", lines=dict.fromkeys(LINES))
    assert keep_now(library, held.id, nothing)
    assert kept(library, [held.id]) == {held.id: nothing}


def test_a_newer_answer_takes_the_place_of_the_older(library: Library, held: Case) -> None:
    keep_now(library, held.id)
    newer = replace(ANSWER, strength="leaning", precedents="others")
    assert keep_now(library, held.id, newer)
    assert kept(library, [held.id]) == {held.id: newer}


def test_an_edit_drops_the_answer_and_one_of_the_former_state_is_refused(library: Library, held: Case) -> None:
    before = library.summary(held.id).changed_at
    keep_now(library, held.id)
    library.record(replace(held, title="Another"), "title", "title")
    assert kept(library, [held.id]) == {}
    assert not keep(library, held.id, before, ANSWER)
    assert kept(library, [held.id]) == {}


def test_filing_a_case_leaves_its_answer(library: Library, held: Case) -> None:
    keep_now(library, held.id)
    library.tag(held.id, ["watch"])
    library.archive(held.id, True)
    assert kept(library, [held.id]) == {held.id: ANSWER}


def test_an_answer_of_no_case_is_refused(library: Library, held: Case) -> None:
    assert not keep(library, "no-such-case", library.summary(held.id).changed_at, ANSWER)


def test_a_library_open_only_to_read_shows_what_is_kept_and_keeps_nothing(
    library: Library, held: Case, open_library: Callable[..., Library]
) -> None:
    keep_now(library, held.id)
    reading = open_library(writing=False)
    assert kept(reading, [held.id]) == {held.id: ANSWER}
    assert not keep_now(reading, held.id, replace(ANSWER, strength="open"))
    assert kept(library, [held.id]) == {held.id: ANSWER}


def test_answers_outlive_the_program(library: Library, held: Case, open_library: Callable[..., Library]) -> None:
    keep_now(library, held.id)
    library.close()
    assert kept(open_library(), [held.id]) == {held.id: ANSWER}


def test_the_precedents_are_the_documented_cases_as_they_stand(
    library: Library, held: Case, make_case: MakeCase
) -> None:
    named = [precedents_of(library)]
    library.add(make_case(documented=None), "create")
    assert precedents_of(library) == named[0]  # one that is not documented is no precedent
    library.record(replace(held, title="Another"), "title", "title")
    named.append(precedents_of(library))
    library.archive(held.id, True)
    named.append(precedents_of(library))
    assert len(set(named)) == 3
    library.archive(held.id, False)
    assert precedents_of(library) == named[1]


def test_each_thing_an_answer_rests_on_makes_another_basis(model: DecisionModel) -> None:
    given = {"draws": 4096, "seed": 1, "program": "Footing 1"}
    made = {
        basis_of(model, **{**given, **other}) for other in ({}, {"draws": 10}, {"seed": 2}, {"program": "F 2"})
    }  # type: ignore[arg-type]
    made.add(basis_of(replace(model, sha256="0" * 64), **given))  # type: ignore[arg-type]
    assert len(made) == 5
