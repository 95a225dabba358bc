"""What is kept beside a case: results, decisions, issued notes and scenarios."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from db.faults import LibraryFault
from db.keeping import (
    Decision,
    Result,
    decide,
    decisions,
    drop_scenario,
    issue_note,
    keep_result,
    note_with,
    notes,
    result_text,
    results,
    save_scenario,
    scenario_case,
    scenarios,
)
from db.library import Library
from decision.case import Case

OpenLibrary = Callable[..., Library]
DAY = datetime.date(2008, 10, 3)


def result(option: str | None = "two_feet_in", seed: int = 2**62) -> Result:
    return Result("two-feet", "1", 'id = "two-feet"', "Footing 0", seed, 400, option, "firm", '{"a": 1}')


def test_a_result_is_kept_with_the_version_and_all_it_rests_on(library: Library, case: Case) -> None:
    library.add(case, "create")
    changed = dataclasses.replace(case, title="Changed")
    library.record(changed, "title", "title")
    kept = keep_result(library, changed, result())
    assert (kept.version, kept.seed, kept.draws, kept.option) == (2, 2**62, 400, "two_feet_in")
    assert library.version(case.id, kept.version) == changed
    assert result_text(library, kept.id) == '{"a": 1}'
    again = keep_result(library, changed, result(None))
    assert (again.version, again.model_sha256) == (2, kept.model_sha256)
    assert results(library, case.id) == [kept, again]


def test_a_result_of_another_state_is_not_kept(library: Library, case: Case) -> None:
    library.add(case, "create")
    library.record(dataclasses.replace(case, title="Changed"), "title", "title")
    with pytest.raises(LibraryFault, match="changed_since"):
        keep_result(library, case, result())
    assert results(library, case.id) == []
    assert len(library.versions(case.id)) == 1


def test_decisions_are_logged_beside_the_advice_and_held_by_the_case(library: Library, case: Case) -> None:
    library.add(case, "create")
    advice = keep_result(library, case, result())
    first = decide(library, case.id, Decision("two_feet_in", "The Secretary-General", DAY), advice)
    assert (first.departs, first.advised, first.result_id) == (False, "two_feet_in", advice.id)
    second = decide(
        library, case.id, Decision("two_feet_out", "The Secretary-General", DAY, "Hostility rose"), advice
    )
    assert second.departs
    assert decisions(library, case.id) == [first, second]
    held = library.case(case.id).decision
    assert held is not None
    assert (held["option"], held["by"], held["date"], held["reason"]) == (
        "two_feet_out",
        "The Secretary-General",
        "2008-10-03",
        "Hostility rose",
    )
    assert library.version(case.id, first.version).decision != held
    library.undo(case.id)
    assert library.case(case.id).decision == library.version(case.id, first.version).decision
    assert decisions(library, case.id) == [first, second]


def test_a_decision_without_advice_departs_from_none(library: Library, case: Case) -> None:
    library.add(case, "create")
    logged = decide(library, case.id, Decision("two_feet_in", "The Council", DAY), None)
    assert (logged.departs, logged.advised, logged.result_id) == (None, None, None)


def test_an_issued_note_is_found_by_its_bytes(open_library: OpenLibrary, case: Case) -> None:
    with open_library() as library:
        library.add(case, "create")
        note = issue_note(library, case, result(), ("liberia.pdf", "ab" * 32))
    with open_library() as library:
        assert notes(library, case.id) == [note]
        assert note_with(library, "ab" * 32) == note
        assert note_with(library, "cd" * 32) is None
        assert results(library, case.id)[0].id == note.result_id


@pytest.mark.parametrize("table", ["results", "notes", "decisions", "models"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET rowid = 99"])
def test_what_is_kept_can_only_grow(library: Library, case: Case, table: str, change: str) -> None:
    library.add(case, "create")
    note = issue_note(library, case, result(), ("a.pdf", "ab" * 32))
    decide(library, case.id, Decision("two_feet_in", "The Council", DAY), None)
    with pytest.raises(IntegrityError), library.changing() as connection:
        connection.exec_driver_sql(change.format(table))
    assert notes(library, case.id) == [note]


def test_a_scenario_is_kept_beside_the_case_until_it_is_dropped(library: Library, case: Case) -> None:
    library.add(case, "create")
    supposed = dataclasses.replace(case, title="Supposed")
    kept = save_scenario(library, case, supposed, "A coup")
    assert scenarios(library, case.id) == [kept]
    assert scenario_case(library, kept) == supposed
    assert library.case(case.id) == case
    assert kept.base_sha256 == library.versions(case.id)[0].sha256
    drop_scenario(library, kept)
    assert scenarios(library, case.id) == []
    assert scenario_case(library, kept) == supposed
