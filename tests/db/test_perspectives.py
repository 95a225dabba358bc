"""Perspectives of the officer's own: kept under a name that no other bears, for any case, until dropped."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from db.checking import Damage, Finding, check
from db.faults import LibraryFault
from db.library import Library
from db.perspectives import (
    MOST_NAME,
    bring_back_perspective,
    drop_perspective,
    perspectives,
    rename_perspective,
    save_perspective,
)
from decision.case import Case, WeightOverride

OpenLibrary = Callable[..., Library]
WEIGHTS = WeightOverride(
    {"hostility": 36.5, "geography": 3.5, "space": 40.0, "coherence": 20.0}, {"insecurity": 0.7}
)


def test_what_is_saved_is_there_at_the_next_opening(open_library: OpenLibrary) -> None:
    with open_library() as library:
        first = save_perspective(library, "  Border   desk ", "ocha", WEIGHTS)
        second = save_perspective(library, "Столица", "balanced", WeightOverride({}, {}))
        assert (first.name, first.base, first.weights, first.author) == ("Border desk", "ocha", WEIGHTS, "A. Desk")
    with open_library(writing=False) as library:
        assert perspectives(library) == [first, second]


def test_the_weights_fit_a_case_as_they_were_kept(library: Library, case: Case) -> None:
    library.add(case, "create")
    save_perspective(library, "Border desk", "ocha", WEIGHTS)
    (own,) = perspectives(library)
    library.record(dataclasses.replace(case, perspective=own.base, weights=own.weights), "perspective", "")
    assert library.case(case.id).weights == WEIGHTS
    drop_perspective(library, own.id)
    assert library.case(case.id).weights == WEIGHTS


@pytest.mark.parametrize("name", ["", " \t ", "\n"])
def test_a_perspective_needs_a_name(library: Library, name: str) -> None:
    with pytest.raises(LibraryFault, match="no_perspective_name"):
        save_perspective(library, name, "ocha", WEIGHTS)
    assert perspectives(library) == []


def test_no_two_bear_one_name(library: Library) -> None:
    own = save_perspective(library, "Border desk", "ocha", WEIGHTS)
    other = save_perspective(library, "Other", "ocha", WEIGHTS)
    for again in (
        lambda: save_perspective(library, "BORDER  desk", "ocha", WEIGHTS),
        lambda: rename_perspective(library, other.id, "border desk"),
    ):
        with pytest.raises(LibraryFault, match="perspective_exists") as caught:
            again()
        assert str(caught.value.values["perspective"]).casefold() == "border desk"
    assert rename_perspective(library, own.id, "BORDER DESK") == "BORDER DESK"  # its own name, written otherwise
    assert [one.name for one in perspectives(library)] == ["BORDER DESK", "Other"]


def test_a_long_name_is_cut(library: Library) -> None:
    assert save_perspective(library, "x" * 500, "ocha", WEIGHTS).name == "x" * MOST_NAME


def test_a_dropped_one_comes_back_unless_its_name_was_taken(library: Library) -> None:
    own = save_perspective(library, "Border desk", "ocha", WEIGHTS)
    drop_perspective(library, own.id)
    assert perspectives(library) == []
    bring_back_perspective(library, own)
    assert perspectives(library) == [own]
    drop_perspective(library, own.id)
    heir = save_perspective(library, "border desk", "ngo", WEIGHTS)
    with pytest.raises(LibraryFault, match="perspective_exists"):
        bring_back_perspective(library, own)
    assert perspectives(library) == [heir]


def test_a_reader_saves_none(open_library: OpenLibrary) -> None:
    with open_library():
        pass
    with open_library(writing=False) as reader, pytest.raises(LibraryFault, match="read_only"):
        save_perspective(reader, "Border desk", "ocha", WEIGHTS)


def test_a_damaged_one_is_found_and_told_as_damage(library: Library) -> None:
    save_perspective(library, "Border desk", "ocha", WEIGHTS)
    assert check(library) == []
    with library.changing() as connection:
        connection.exec_driver_sql("UPDATE perspectives SET document = 'no JSON'")
    assert check(library) == [Finding(Damage.PERSPECTIVE, detail="Border desk")]
    with pytest.raises(LibraryFault, match="corrupt"):
        perspectives(library)
