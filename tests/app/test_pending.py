"""Edits that cannot be saved: real libraries, a really full database and a real lock of a second connection."""

from __future__ import annotations

import dataclasses
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from app.pending import PendingEdits
from app.resources import starting_cases
from db.engine import Access, for_changes, library_engine
from db.faults import LibraryFault
from db.library import Library
from db.records import Step
from decision.case import Case
from decision.case_reading import read_case
from decision.errors import CaseError
from decision.model import DecisionModel

LONG = "word " * 10_000
"""More than the free pages of a small library hold."""


@pytest.fixture
def library(tmp_path: Path, model: DecisionModel) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db", model) as opened:
        yield opened


@pytest.fixture
def case(library: Library, model: DecisionModel) -> Case:
    made = read_case(starting_cases()[0][1], model)
    library.add(made, "create")
    return made


@pytest.fixture
def other(library: Library, case: Case) -> Case:
    made = dataclasses.replace(case, id=str(uuid.uuid4()), title="Another case")
    library.add(made, "create")
    return made


@pytest.fixture
def pending(library: Library, model: DecisionModel) -> PendingEdits:
    return PendingEdits(library, model)


@contextmanager
def setting(library: Library, statement: str, after: str) -> Iterator[None]:
    """A setting of SQLite on every connection of a library, and another one afterwards."""
    now = [statement]
    event.listen(library.file.engine, "checkout", lambda connection, *_: connection.execute(now[0]))
    try:
        yield
    finally:
        now[0] = after


@contextmanager
def full(library: Library) -> Iterator[None]:
    """A database that may not grow, as on a full disk."""
    with library.file.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with setting(library, f"PRAGMA max_page_count = {pages}", "PRAGMA max_page_count = 1000000"):
        yield


@contextmanager
def locked(library: Library) -> Iterator[None]:
    """A second connection in the middle of a change of its own."""
    engine = library_engine(library.path, Access.WRITE)
    with for_changes(engine).begin():
        yield
    engine.dispose()


def protected(library: Library) -> Any:
    """A library that SQLite may only read."""
    return setting(library, "PRAGMA query_only = ON", "PRAGMA query_only = OFF")


def titled(case: Case, title: str) -> Case:
    return dataclasses.replace(case, title=title)


def with_subject(case: Case, subject: str) -> Case:
    return dataclasses.replace(case, brief=dataclasses.replace(case.brief, subject=subject))


def edits(library: Library, case: Case) -> list[tuple[str, str, object]]:
    """What the history holds after the creation."""
    return [(row.action, row.key, row.after) for row in library.history(case.id)[1:]]


def test_what_can_be_saved_is_saved_at_once(pending: PendingEdits, library: Library, case: Case) -> None:
    assert pending.record(titled(case, "One"), "fact", "title") is None
    assert (pending.count, pending.fault, pending.written) == (0, None, 1)
    assert library.case(case.id).title == "One"


@pytest.mark.parametrize(("blocked", "code"), [(full, "disk_full"), (locked, "locked"), (protected, "read_only")])
def test_edits_wait_and_become_one_row_each_in_their_order(
    pending: PendingEdits,
    library: Library,
    case: Case,
    blocked: Callable[[Library], Any],
    code: str,
) -> None:
    one, two = with_subject(case, LONG), with_subject(case, f"{LONG}again")
    three = titled(two, "Three")
    with blocked(library):
        fault = pending.record(one, "brief", "brief.subject")
        assert fault is not None
        assert fault.code == code
        assert pending.record(two, "brief", "brief.subject") is fault
        assert pending.record(three, "fact", "title") is fault
        assert pending.fault is fault
        assert pending.count == 3
        assert pending.case(case.id) == three
        assert pending.cases() == [three]
        assert library.case(case.id) == case
        again = pending.retry()
        assert again is not None
        assert again.code == code
        assert pending.count == 3
    assert edits(library, case) == []
    assert pending.retry() is None
    assert (pending.count, pending.fault) == (0, None)
    assert library.case(case.id) == three
    assert edits(library, case) == [
        ("brief", "brief.subject", LONG),
        ("brief", "brief.subject", f"{LONG}again"),
        ("fact", "title", "Three"),
    ]
    assert pending.undo(case.id) == Step("fact", "title")
    assert library.case(case.id) == two


def test_a_retry_stops_at_the_first_fault_and_keeps_the_rest(
    pending: PendingEdits, library: Library, case: Case, other: Case
) -> None:
    with protected(library):
        pending.record(titled(other, "Small"), "fact", "title")
        pending.record(with_subject(case, LONG), "brief", "brief.subject")
        pending.record(titled(other, "Small again"), "fact", "title")
    with library.file.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 8
    with setting(library, f"PRAGMA max_page_count = {pages}", "PRAGMA max_page_count = 1000000"):
        fault = pending.retry()
        assert fault is not None
        assert fault.code == "disk_full"
        assert library.case(other.id).title == "Small"
        assert pending.count == 2
        assert pending.case(other.id).title == "Small again"
    assert pending.retry() is None
    assert library.case(other.id).title == "Small again"
    assert library.case(case.id).brief.subject == LONG


def test_edits_of_several_cases_wait_in_one_order(
    pending: PendingEdits, library: Library, case: Case, other: Case
) -> None:
    with protected(library):
        for name in ("One", "Two"):
            pending.record(titled(case, name), "fact", "title")
            pending.record(titled(other, name), "fact", "title")
        assert [state.title for state in pending.cases()] == ["Two", "Two"]
        assert [state.id for state in pending.cases()] == [case.id, other.id]
        assert pending.undo(case.id) == Step("fact", "title")
        assert pending.case(case.id).title == "One"
        assert pending.case(other.id).title == "Two"
    pending.retry()
    assert [after for _, _, after in edits(library, case)] == ["One"]
    assert [after for _, _, after in edits(library, other)] == ["One", "Two"]


def test_undo_and_redo_while_edits_wait_never_reach_the_library(
    pending: PendingEdits, library: Library, case: Case
) -> None:
    pending.record(titled(case, "Saved"), "fact", "title")
    with protected(library):
        pending.record(titled(case, "One"), "fact", "title")
        pending.record(with_subject(titled(case, "One"), "Two"), "brief", "brief.subject")
        assert pending.undoable(case.id) == Step("brief", "brief.subject")
        assert pending.redoable(case.id) is None
        assert pending.redo(case.id) is None
        assert pending.undo(case.id) == Step("brief", "brief.subject")
        assert pending.undo(case.id) == Step("fact", "title")
        assert (pending.count, pending.fault) == (0, None)
        assert pending.case(case.id).title == "Saved"
        with pytest.raises(LibraryFault):
            pending.undo(case.id)  # that one is in the library, which takes nothing now
        assert pending.redoable(case.id) == Step("fact", "title")
        assert pending.redo(case.id) == Step("fact", "title")
        assert pending.redo(case.id) == Step("brief", "brief.subject")
        assert pending.redo(case.id) is None
        assert pending.count == 2
    pending.retry()
    assert [after for _, _, after in edits(library, case)] == ["Saved", "One", "Two"]


def test_redo_goes_the_way_back_through_library_and_memory(
    pending: PendingEdits, library: Library, case: Case
) -> None:
    pending.record(titled(case, "Saved"), "fact", "title")
    with protected(library):
        pending.record(titled(case, "Kept"), "fact", "title")
        pending.undo(case.id)
    pending.undo(case.id)
    assert pending.case(case.id).title == case.title
    assert pending.redoable(case.id) == Step("fact", "title")
    pending.redo(case.id)
    assert library.case(case.id).title == "Saved"
    pending.redo(case.id)
    assert library.case(case.id).title == "Kept"
    assert pending.redo(case.id) is None


def test_a_new_edit_or_another_way_into_the_library_ends_what_redo_would_bring(
    pending: PendingEdits, library: Library, case: Case
) -> None:
    for end in (lambda: pending.record(titled(case, "New"), "fact", "title"), pending.forget_undone):
        with protected(library):
            pending.record(titled(case, "Kept"), "fact", "title")
            pending.undo(case.id)
        assert pending.redoable(case.id) is not None
        end()
        assert pending.redoable(case.id) is None
        assert pending.redo(case.id) is None


def test_an_edit_refused_for_another_reason_is_never_kept(
    pending: PendingEdits, library: Library, case: Case
) -> None:
    bad = titled(case, "")
    nowhere = dataclasses.replace(case, id=str(uuid.uuid4()))
    with pytest.raises(CaseError):
        pending.record(bad, "fact", "title")
    with pytest.raises(LibraryFault):
        pending.record(nowhere, "fact", "title")
    assert pending.count == 0
    with protected(library):
        pending.record(titled(case, "One"), "fact", "title")
        with pytest.raises(CaseError):
            pending.record(bad, "fact", "title")
        assert pending.count == 1
        assert pending.case(case.id).title == "One"
    assert pending.retry() is None
    assert library.case(case.id).title == "One"


def test_an_edit_that_changes_nothing_is_no_step(pending: PendingEdits, library: Library, case: Case) -> None:
    with protected(library):
        pending.record(titled(case, "One"), "fact", "title")
        pending.record(titled(case, "One"), "fact", "title")
        assert pending.count == 1
        pending.undo(case.id)
        assert pending.case(case.id) == case


def test_what_is_discarded_is_gone(pending: PendingEdits, library: Library, case: Case) -> None:
    with protected(library):
        pending.record(titled(case, "One"), "fact", "title")
        pending.discard()
        assert (pending.count, pending.fault) == (0, None)
    assert pending.retry() is None
    assert pending.case(case.id) == case
    assert edits(library, case) == []


def test_edits_made_while_another_thread_retries_are_neither_lost_nor_doubled(
    pending: PendingEdits, library: Library, case: Case
) -> None:
    """The desk goes on typing, undoing and redoing while the queue is being written aside."""
    stop = threading.Event()

    def retry() -> None:
        while not stop.is_set():
            pending.retry()

    with protected(library):
        pending.record(titled(case, "0"), "fact", "title")
    aside = threading.Thread(target=retry)
    aside.start()
    try:
        for number in range(1, 40):
            pending.record(titled(case, str(number)), "fact", "title")
            if number % 5 == 0:
                assert pending.undo(case.id) is not None
                assert pending.case(case.id).title == str(number - 1)
                assert pending.redo(case.id) is not None
            assert pending.case(case.id).title == str(number)
    finally:
        stop.set()
        aside.join()
    assert pending.retry() is None
    assert library.case(case.id).title == "39"
    made = [row.after for row in library.history(case.id)[1:] if row.undoes is None]
    assert sorted(set(made), key=int) == [str(number) for number in range(40)]
