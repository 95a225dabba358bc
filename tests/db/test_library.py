from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from db.faults import LibraryFault
from db.library import Library
from db.records import Outcome
from decision.case import Case, Estimate, Rating
from decision.errors import CaseError

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]


def rated(case: Case, best: float, criterion: str = "insecurity") -> Case:
    ratings = {**case.ratings, criterion: Rating(Estimate(0, best, 100))}
    return dataclasses.replace(case, ratings=ratings)


def test_a_case_comes_back_as_it_went_in(open_library: OpenLibrary, case: Case) -> None:
    with open_library() as library:
        assert library.is_new
        library.add(case, "create")
    with open_library() as library:
        assert not library.is_new
        assert library.case(case.id) == case


@pytest.mark.parametrize("name", ["plain", "a b", "50%", "%41#x", "what?mode=ro", "Kérwän 图", "a&b=c;d"])
def test_a_library_may_lie_at_any_path(open_library: OpenLibrary, tmp_path: Path, name: str, case: Case) -> None:
    path = tmp_path / name / "deeper" / f"{name}.footing"
    with open_library(path) as library:
        library.add(case, "create")
        assert open_library(path, writing=False).case(case.id) == case
    assert path.is_file()
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_a_link_to_a_library_has_the_same_lock(open_library: OpenLibrary, tmp_path: Path, path: Path) -> None:
    open_library()
    link = tmp_path / "link.footing"
    link.symlink_to(path)
    with pytest.raises(LibraryFault, match="held"):
        open_library(link)


def test_a_summary_shows_what_a_list_needs(library: Library, case: Case, make_case: MakeCase) -> None:
    undecided = make_case(documented=None)
    library.add(case, "create")
    library.add(undecided, "create")
    library.archive(case.id, True)
    newest, oldest = library.summaries()
    assert (newest.id, newest.documented_option, newest.archived) == (undecided.id, None, False)
    assert dataclasses.asdict(oldest) == {
        "id": case.id,
        "title": case.title,
        "countries": ("LBR", "SLE"),
        "mission_name": "UNMIL",
        "mission_kind": "peacekeeping_operation",
        "as_of": datetime.date(2008, 9, 30),
        "documented_option": "two_feet_in",
        "created_at": datetime.datetime(2026, 11, 24, 8, 0, 1, tzinfo=datetime.UTC),
        "changed_at": datetime.datetime(2026, 11, 24, 8, 0, 1, tzinfo=datetime.UTC),
        "archived": True,
        "current_arrangement": None,
    }
    library.archive(case.id, False)
    assert not any(summary.archived for summary in library.summaries())


def test_a_summary_follows_every_change_of_its_case(library: Library, case: Case) -> None:
    library.add(case, "create")
    library.record(dataclasses.replace(case, title="Another", countries=("TCD",)), "title", "title")
    (changed,) = library.summaries()
    assert (changed.title, changed.countries) == ("Another", ("TCD",))
    assert changed.changed_at > changed.created_at
    library.undo(case.id)
    (restored,) = library.summaries()
    assert (restored.title, restored.countries) == (case.title, case.countries)


def test_cases_come_in_the_order_asked_for(library: Library, make_case: MakeCase) -> None:
    one, two, three = (make_case(title=title) for title in ("one", "two", "three"))
    for case in (one, two, three):
        library.add(case, "create")
    assert library.cases(iter([three.id, one.id])) == [three, one]
    assert library.cases([]) == []
    assert sorted(case.title for case in library.cases()) == ["one", "three", "two"]


def test_an_unknown_case_or_version_is_a_fault(library: Library, case: Case) -> None:
    library.add(case, "create")
    ghost = "00000000-0000-0000-0000-000000000000"
    asked: list[Callable[[], object]] = [
        lambda: library.case(ghost),
        lambda: library.cases([case.id, ghost]),
        lambda: library.record(dataclasses.replace(case, id=ghost), "title", "title"),
        lambda: library.undo(ghost),
        lambda: library.redo(ghost),
        lambda: library.history(ghost),
        lambda: library.freeze(ghost),
        lambda: library.versions(ghost),
        lambda: library.archive(ghost, True),
    ]
    for ask in asked:
        with pytest.raises(LibraryFault) as caught:
            ask()
        assert (caught.value.code, caught.value.values["id"]) == ("no_case", ghost)
    with pytest.raises(LibraryFault) as caught:
        library.version(case.id, 2)
    assert (caught.value.code, caught.value.values["number"]) == ("no_version", 2)


def test_a_case_that_could_not_be_read_back_is_not_stored(library: Library, case: Case) -> None:
    library.add(case, "create")
    with pytest.raises(CaseError):
        library.record(rated(case, 200), "rating", "ratings.insecurity")
    with pytest.raises(CaseError):
        library.bring_in(dataclasses.replace(case, title=" "))
    assert library.case(case.id) == case
    assert len(library.history(case.id)) == 1


def test_versions_are_numbered_and_keep_their_state(library: Library, case: Case) -> None:
    first = library.add(case, "create", "as found")
    assert (first.number, first.label, first.author) == (1, "as found", "A. Desk")
    changed = rated(case, 70)
    library.record(changed, "rating", "ratings.insecurity")
    second = library.freeze(case.id, "sent")
    assert second.number == 2
    assert library.versions(case.id) == [first, second]
    assert library.version(case.id, 1) == case
    assert library.version(case.id, 2) == changed


def test_freezing_an_unchanged_case_makes_no_version(library: Library, case: Case) -> None:
    first = library.add(case, "create")
    assert library.freeze(case.id, "again") == first
    library.record(rated(case, 70), "rating", "ratings.insecurity")
    library.undo(case.id)
    assert library.freeze(case.id, "and again") == first
    assert library.versions(case.id) == [first]


def test_bringing_in_adds_knows_and_updates(library: Library, case: Case) -> None:
    assert library.bring_in(case) is Outcome.ADDED
    assert library.bring_in(case) is Outcome.UNCHANGED
    edited = rated(case, 70)
    library.record(edited, "rating", "ratings.insecurity")
    other = dataclasses.replace(rated(case, 20), title="From elsewhere")
    assert library.bring_in(other) is Outcome.UPDATED
    assert library.case(case.id) == other
    assert [version.number for version in library.versions(case.id)] == [1, 2]
    assert library.version(case.id, 2) == edited
    last = library.history(case.id)[-1]
    assert (last.action, last.key) == ("import", "")
    library.undo(case.id)
    assert library.case(case.id) == edited


def test_adding_a_case_twice_changes_nothing(library: Library, case: Case) -> None:
    library.add(case, "create")
    with pytest.raises(Exception, match="UNIQUE"):
        library.add(rated(case, 70), "create")
    assert library.case(case.id) == case
    assert len(library.history(case.id)) == 1
