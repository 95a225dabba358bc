"""A full look at a library: each kind of damage is found, and a sound one has none."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from db.checking import SOUND_SCHEMA, Damage, Finding, check, quick_check, schema_hash
from db.copying import StoppedError
from db.faults import LibraryFault
from db.finding import Query, page, words_of
from db.keeping import Decision, decide, decisions
from db.library import Library
from decision.case import Case
from decision.errors import CaseError

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


@contextmanager
def without_triggers(library: Library) -> Iterator[Connection]:
    """A transaction in which nothing keeps what is kept from being changed."""
    with library.changing() as connection:
        triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.exec_driver_sql(sql)


def test_a_sound_library_has_no_finding(worked: Library) -> None:
    assert check(worked) == quick_check(worked) == []


DAMAGES = {
    Damage.CASE: ["UPDATE cases SET document = replace(document, 'transition', 'TRANSITION')"],
    Damage.VERSION: [
        "UPDATE versions SET document = replace(document, 'A report', 'No report') WHERE number = 1",
    ],
    Damage.INDEX: ["UPDATE indexed SET sha256 = 'another'"],
}


@pytest.mark.parametrize("damage", [Damage.CASE, Damage.VERSION, Damage.INDEX])
def test_each_kind_of_damage_is_found_and_named(worked: Library, case: Case, damage: Damage) -> None:
    with without_triggers(worked) as connection:
        for statement in DAMAGES[damage]:
            connection.exec_driver_sql(statement)
    found = check(worked)
    assert damage in {one.damage for one in found}
    assert {one.case_id for one in found} == {case.id}


def test_a_history_that_makes_another_case_is_found(worked: Library, case: Case) -> None:
    with without_triggers(worked) as connection:
        connection.exec_driver_sql("UPDATE history SET after = '\"Never\"' WHERE key = 'title' AND undoes IS NULL")
    assert check(worked) == [Finding(Damage.CASE, case.id)]  # though taken back since, and restored over


def test_a_case_without_sense_is_a_finding_and_no_error(worked: Library, case: Case) -> None:
    with worked.changing() as connection:
        connection.exec_driver_sql("UPDATE cases SET document = 'no JSON'")
    assert Finding(Damage.CASE, case.id) in check(worked)


def test_a_look_can_be_stopped(worked: Library) -> None:
    with pytest.raises(StoppedError):
        check(worked, lambda *_: False)


def test_the_hash_of_the_schema_is_what_the_migrations_make(worked: Library) -> None:
    """After a new migration this gives the hash to put in."""
    with worked.reading() as connection:
        assert schema_hash(connection) == SOUND_SCHEMA


def test_a_sound_library_raises_no_alarm_beside_its_writer(open_library: OpenLibrary, case: Case) -> None:
    """FTS5 checks by what it remembers: a connection that checked before others wrote must look anew."""
    library = open_library()
    library.add(case, "create")
    reader = open_library(writing=False)
    for number in range(40):
        assert check(reader) == quick_check(reader) == quick_check(library) == []
        text = " ".join(f"word{number * 37 + place}" for place in range(80))
        brief = dataclasses.replace(case.brief, subject=text)
        library.record(dataclasses.replace(case, brief=brief), "brief", "brief.subject")
        assert page(reader, Query(words_of(f"word{number * 37}"))).total == 1


def test_a_bug_on_a_sound_library_is_no_damage(worked: Library, case: Case) -> None:
    for bug in (ValueError("x"), KeyError("x"), AttributeError("x")):
        with pytest.raises(type(bug)) as caught, worked.reading():
            raise bug
        assert caught.value is bug
    with pytest.raises(OperationalError, match="nonsense"), worked.changing() as connection:
        connection.exec_driver_sql("SELECT nonsense FROM cases")
    with pytest.raises(IntegrityError):
        worked.add(case, "create")


def test_the_same_error_on_a_damaged_library_is_damage(worked: Library) -> None:
    with without_triggers(worked) as connection:
        connection.exec_driver_sql("UPDATE models SET text = text || ' '")
        connection.exec_driver_sql("UPDATE decisions SET decided_on = 'no day'")
    for fails in (lambda: decisions(worked, worked.summaries()[0].id), lambda: nonsense(worked)):
        with pytest.raises(LibraryFault) as caught:
            fails()
        assert caught.value.code == "corrupt"
        assert caught.value.__cause__ is not None


def nonsense(library: Library) -> None:
    with library.reading() as connection:
        connection.exec_driver_sql("SELECT nonsense FROM cases")


def test_only_what_was_stored_as_a_case_is_damaged_where_it_is_none(library: Library) -> None:
    with pytest.raises(CaseError):
        library.read("{}")
    for text, case_id, code in (
        ("{}", "x", "corrupt_case"),
        ("no JSON", "x", "corrupt_case"),
        ("no", "", "corrupt"),
    ):
        with pytest.raises(LibraryFault) as caught:
            library.read(text, case_id)
        assert caught.value.code == code
