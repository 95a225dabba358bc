"""Bringing a backup back: told before, whole, and nothing of before is lost."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from db import backups
from db.backups import Backup, Reason
from db.encryption import is_encrypted
from db.faults import LibraryFault
from db.library import Library
from db.opening import Opening
from db.protecting import plain_backups, protect
from db.restoring import CaseChange, Fate, preview, restore
from decision.case import Case
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]
AT = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(hours=1)
SECRET = "a long passphrase"


def titled(library: Library, case: Case, title: str) -> None:
    library.record(dataclasses.replace(library.case(case.id), title=title), "title", "title")


def backed_up(library: Library) -> Backup:
    return backups.make(library.path, library.file.key, AT, Reason.ASKED)


@pytest.fixture
def history(open_library: OpenLibrary, make_case: MakeCase, path: Path) -> tuple[Backup, Case, Case, Case]:
    """A backup, and what was done since: one case changed twice, one changed and changed back, one new."""
    changed, back, new = make_case(title="Changed"), make_case(title="Back"), make_case(title="New")
    with open_library(path) as library:
        library.add(changed, "create")
        library.add(back, "create")
        backup = backed_up(library)
        titled(library, changed, "Changed once")
        titled(library, changed, "Changed twice")
        titled(library, back, "Forth")
        library.undo(back.id)
        library.add(new, "create")
    return backup, changed, back, new


def test_a_preview_tells_each_case_and_how_many_edits(
    history: tuple[Backup, Case, Case, Case], path: Path, open_library: OpenLibrary
) -> None:
    backup, changed, back, new = history
    before = path.read_bytes()
    found = preview(path, backup)
    assert found.readable
    assert set(found.changes) == {
        CaseChange(changed.id, "Changed twice", Fate.CHANGES, 2),
        CaseChange(back.id, "Back", Fate.CHANGES, 2),
        CaseChange(new.id, "New", Fate.GOES, 1),
    }
    assert found.edits == 5
    assert path.read_bytes() == before
    with open_library(path):
        assert preview(path, backup) == found


def test_a_restore_brings_the_state_back_and_keeps_that_of_before(
    history: tuple[Backup, Case, Case, Case], path: Path, open_library: OpenLibrary
) -> None:
    backup, changed, _, new = history
    kept = restore(path, backup, LATER)
    with open_library(path) as library:
        assert library.file.opening is Opening.CLEAN
        assert {item.title for item in library.summaries()} == {"Changed", "Back"}
        assert library.undoable(changed.id) is None
        titled(library, changed, "Going on")
    former = next(one for one in backups.backups(path) if one.path == kept)
    assert former.reason is Reason.RESTORE
    restore(path, former, LATER + datetime.timedelta(hours=1))
    with open_library(path) as library:
        assert library.case(changed.id).title == "Changed twice"
        assert library.case(new.id) == new


def test_a_library_that_is_open_is_not_replaced(
    history: tuple[Backup, Case, Case, Case], path: Path, open_library: OpenLibrary
) -> None:
    with open_library(path) as library:
        with pytest.raises(LibraryFault, match="held"):
            restore(path, history[0], LATER)
        assert len(library.summaries()) == 3


@pytest.mark.parametrize("damage", ["cut", "scribbled", "gone"])
def test_a_damaged_library_is_set_aside_and_replaced(
    history: tuple[Backup, Case, Case, Case], path: Path, open_library: OpenLibrary, damage: str
) -> None:
    backup, *_ = history
    if damage == "gone":
        path.unlink()
    else:
        whole = path.read_bytes()
        path.write_bytes(whole[:9000] if damage == "cut" else b"\xa5" * 3000 + whole[3000:])
        spoiled = path.read_bytes()
    found = preview(path, backup)
    assert not found.readable
    assert {(change.title, change.fate) for change in found.changes} == {
        ("Changed", Fate.RETURNS),
        ("Back", Fate.RETURNS),
    }
    kept = restore(path, backup, LATER)
    if damage != "gone":
        assert kept.read_bytes() == spoiled
    with open_library(path) as library:
        assert len(library.summaries()) == 2


def test_a_damaged_backup_is_refused_and_the_library_stays(
    history: tuple[Backup, Case, Case, Case], path: Path, open_library: OpenLibrary
) -> None:
    backup, *_ = history
    with backup.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 6000)
    with pytest.raises(LibraryFault, match="corrupt"):
        restore(path, backup, LATER)
    assert [item.name for item in path.parent.iterdir() if "restored" in item.name] == []
    with open_library(path) as library:
        assert len(library.summaries()) == 3


def test_passphrases_are_set_changed_and_taken_off_for_the_library_and_its_backups(
    history: tuple[Backup, Case, Case, Case], path: Path, model: DecisionModel
) -> None:
    def titles(passphrase: str | None) -> set[str]:
        with Library.open(path, model, passphrase=passphrase) as library:
            assert library.file.opening is Opening.CLEAN
            return {item.title for item in library.summaries()}

    everything = {"Changed twice", "Back", "New"}
    assert plain_backups(path)
    protect(path, AT, None, SECRET)
    assert is_encrypted(path)
    assert not plain_backups(path)
    assert titles(SECRET) == everything
    for given, code in ((None, "passphrase_needed"), ("another one", "wrong_passphrase")):
        with pytest.raises(LibraryFault, match=code):
            titles(given)
    protect(path, LATER, SECRET, "the second passphrase")
    assert titles("the second passphrase") == everything
    kept = restore(path, history[0], LATER + datetime.timedelta(minutes=1), "the second passphrase")
    assert is_encrypted(path)
    assert is_encrypted(kept)
    assert titles("the second passphrase") == {"Changed", "Back"}
    protect(path, LATER + datetime.timedelta(minutes=2), "the second passphrase", None)
    assert titles(None) == {"Changed", "Back"}
    leftovers = [
        item.name for item in path.parent.iterdir() if item.suffix in {".part", ".converted", ".restored"}
    ]
    assert leftovers == []


@pytest.mark.usefixtures("history")
def test_a_wrong_or_short_passphrase_changes_nothing(path: Path, model: DecisionModel) -> None:
    before = path.read_bytes()
    with pytest.raises(LibraryFault, match="short_passphrase"):
        protect(path, AT, None, "short")
    assert path.read_bytes() == before
    protect(path, AT, None, SECRET)
    before = path.read_bytes()
    with pytest.raises(LibraryFault, match="wrong_passphrase"):
        protect(path, LATER, "not this one", "another passphrase")
    assert path.read_bytes() == before
    with Library.open(path, model, passphrase=SECRET) as library:
        assert len(library.summaries()) == 3


def test_an_encrypted_library_never_becomes_plain_by_a_plain_backup(
    history: tuple[Backup, Case, Case, Case], path: Path, model: DecisionModel
) -> None:
    backup, *_ = history
    plain = backup.path.read_bytes()
    protect(path, AT, None, SECRET)
    backup.path.write_bytes(plain)  # as brought from elsewhere
    with pytest.raises(LibraryFault, match="wrong_passphrase"):
        restore(path, backup, LATER, "a mistyped passphrase")
    restore(path, backup, LATER, SECRET)
    assert is_encrypted(path)
    with Library.open(path, model, passphrase=SECRET) as library:
        assert {item.title for item in library.summaries()} == {"Changed", "Back"}
