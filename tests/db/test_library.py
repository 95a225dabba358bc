from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from db.faults import LibraryFault
from db.library import Library
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


def test_adding_a_case_twice_changes_nothing(library: Library, case: Case) -> None:
    library.add(case, "create")
    with pytest.raises(Exception, match="UNIQUE"):
        library.add(rated(case, 70), "create")
    assert library.case(case.id) == case
    assert len(library.history(case.id)) == 1


def test_a_version_is_restored_as_a_new_one(library: Library, case: Case) -> None:
    library.add(case, "create")
    changed = rated(case, 70)
    library.record(changed, "rating", "ratings.insecurity")
    assert library.restore(case.id, 1, "as it was").number == 3
    assert library.case(case.id) == library.version(case.id, 3) == case
    assert library.version(case.id, 2) == changed
    library.undo(case.id)
    assert library.case(case.id) == changed


def test_any_two_states_are_compared_field_by_field(library: Library, case: Case) -> None:
    library.add(case, "create")
    library.record(rated(case, 70), "rating", "ratings.insecurity")
    library.freeze(case.id)
    library.record(dataclasses.replace(rated(case, 70), title="Another"), "title", "title")
    between = library.compare(case.id, 1, 2)
    assert [(one.key, one.before, one.after) for one in between if one.key.endswith("best")] == [
        ("ratings.insecurity.best", 12.5, 70)
    ]
    assert [(one.key, one.after) for one in library.compare(case.id, 2, None)] == [("title", "Another")]
    assert library.compare(case.id, 2, 2) == []
    with pytest.raises(LibraryFault, match="no_version"):
        library.compare(case.id, 1, 9)


def test_tags_are_filed_undone_and_remembered(library: Library, case: Case) -> None:
    library.add(case, "create")
    library.tag(case.id, ["urgent", "  Security   Council ", "urgent", " "])
    assert library.tags(case.id) == ("Security Council", "urgent")
    assert library.tag(case.id, ["urgent", "Security Council"]) is None
    library.tag(case.id, [])
    library.undo(case.id)
    assert library.tags(case.id) == ("Security Council", "urgent")
    library.redo(case.id)
    assert library.tags(case.id) == ()
    assert library.case(case.id) == case
    rows = library.history(case.id)
    assert [(row.action, row.key, row.after) for row in rows[1:3]] == [
        ("tag", "@tags", ["Security Council", "urgent"]),
        ("tag", "@tags", []),
    ]


def test_putting_a_case_away_is_an_edit_like_any_other(library: Library, case: Case) -> None:
    library.add(case, "create")
    library.archive(case.id, True)
    assert library.archive(case.id, True) is None
    library.undo(case.id)
    assert not library.summary(case.id).archived
    assert [row.action for row in library.history(case.id)] == ["create", "archive", "archive"]
