"""A full look at a library: each kind of damage is found, and a sound one has none."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

import pytest

from db.checking import Damage, Finding, check, quick_check
from db.copying import StoppedError
from db.keeping import Decision, decide
from db.library import Library
from decision.case import Case

OpenLibrary = Callable[..., Library]


@pytest.fixture
def worked(library: Library, case: Case) -> Library:
    """A library with every kind of edit in it."""
    library.add(case, "create")
    for title in ("Second", "Third"):
        library.record(dataclasses.replace(library.case(case.id), title=title), "title", "title")
    library.undo(case.id)
    library.freeze(case.id, "second")
    library.tag(case.id, ["urgent"])
    library.archive(case.id, True)
    library.restore(case.id, 1)
    decide(library, case.id, Decision("two_feet_in", "The Council", datetime.date(2008, 10, 3)), None)
    return library


def test_a_sound_library_has_no_finding(worked: Library) -> None:
    assert check(worked) == quick_check(worked) == []


DAMAGES = {
    Damage.CASE: ["UPDATE cases SET document = replace(document, 'transition', 'TRANSITION')"],
    Damage.VERSION: [
        "DROP TRIGGER versions_no_update",
        "UPDATE versions SET document = replace(document, 'A report', 'No report') WHERE number = 1",
    ],
    Damage.INDEX: ["UPDATE indexed SET sha256 = 'another'"],
}


@pytest.mark.parametrize("damage", [Damage.CASE, Damage.VERSION, Damage.INDEX])
def test_each_kind_of_damage_is_found_and_named(worked: Library, case: Case, damage: Damage) -> None:
    with worked.changing() as connection:
        for statement in DAMAGES[damage]:
            connection.exec_driver_sql(statement)
    found = check(worked)
    assert damage in {one.damage for one in found}
    assert {one.case_id for one in found} == {case.id}


def test_a_history_that_makes_another_case_is_found(worked: Library, case: Case) -> None:
    with worked.changing() as connection:
        connection.exec_driver_sql("DROP TRIGGER history_no_update")
        connection.exec_driver_sql("UPDATE history SET after = '\"Never\"' WHERE key = 'title' AND undoes IS NULL")
    assert Finding(Damage.CASE, case.id) not in check(worked)  # taken back since, and restored over
    with worked.changing() as connection:
        connection.exec_driver_sql("UPDATE history SET after = '{}' WHERE key = 'decision'")
    assert Finding(Damage.CASE, case.id) in check(worked)


def test_a_case_without_sense_is_a_finding_and_no_error(worked: Library, case: Case) -> None:
    with worked.changing() as connection:
        connection.exec_driver_sql("UPDATE cases SET document = 'no JSON'")
    assert Finding(Damage.CASE, case.id) in check(worked)


def test_a_look_can_be_stopped(worked: Library) -> None:
    with pytest.raises(StoppedError):
        check(worked, lambda *_: False)
