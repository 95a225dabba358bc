"""Backups: when one is due, which are kept, and that each is whole, consistent and alone."""

from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite

from db import backups
from db.backups import DAYS, KEPT, MONTHS, WEEKS, Backup, Reason
from db.checking import check
from db.copying import StoppedError
from db.faults import LibraryFault
from db.library import Library
from db.opening import Opening, hold
from decision.case import Case
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]
ROOT = Path(__file__).parents[2]
PASSPHRASE = "vier Wörter, die niemand rät"
DAY = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)

KILLED = """
import datetime, os, signal, sys
from pathlib import Path
from db import backups

def die(done, total):
    os.kill(os.getpid(), signal.SIGKILL)

backups.make(Path(sys.argv[1]), None, datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC), backups.Reason.DAILY, die)
"""

WAITING = """
import datetime, sys
from pathlib import Path
from db import backups, copying

def wait(done, total):
    if done < total:
        print("half way", flush=True)
        sys.stdin.readline()
    return True

copying.PAGES = 5
backups.make(Path(sys.argv[1]), None, datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC), backups.Reason.DAILY, wait)
"""


def after(days: float) -> datetime.datetime:
    return DAY + datetime.timedelta(days=days)


def names(path: Path) -> list[str]:
    return sorted(item.name for item in backups.folder_of(path).iterdir())


def opened(backup: Path, model: DecisionModel, passphrase: str | None = None) -> Library:
    return Library.open(backup, model, writing=False, passphrase=passphrase)


# When


def test_one_is_due_a_day_whatever_its_reason(library: Library, path: Path) -> None:
    assert backups.is_due(path, DAY)
    backups.make(path, None, DAY, Reason.ASKED)
    assert not backups.is_due(path, DAY)
    assert not backups.is_due(path, DAY.replace(hour=23, minute=59))
    assert backups.is_due(path, after(1))
    assert not backups.is_due(path, datetime.datetime.fromisoformat("2026-11-25T01:00+03:00")), "the day is UTC's"
    assert library.summaries() == []


def test_a_backup_says_in_its_name_when_and_why(library: Library, path: Path, case: Case) -> None:
    library.add(case, "create")
    made = backups.make(path, None, DAY, Reason.MERGE)
    assert (made.at, made.reason, made.size) == (DAY, Reason.MERGE, made.path.stat().st_size)
    assert made.path.parent == path.with_name("library.footing.backups")
    assert backups.backups(path) == [made]
    assert backups.named(path, made.path.name[:8]) == made
    with pytest.raises(LibraryFault, match="no_backup"):
        backups.named(path, "2031")


def test_other_files_in_the_folder_are_neither_listed_nor_touched(library: Library, path: Path) -> None:
    folder = backups.folder_of(path)
    folder.mkdir()
    others = ["notes.txt", "20261124T080000.000000Z-why.db", "20261124T080000.000000Z-daily.db.bak"]
    for name in others:
        (folder / name).write_text("mine")
    for number in range(KEPT + 3):
        backups.make(path, None, after(number), Reason.MERGE)
    assert {name for name in names(path) if not name.endswith("-merge.db")} == set(others)
    assert len(backups.backups(path)) == KEPT
    assert library.summaries() == []


# Which


MOMENTS = st.datetimes(
    datetime.datetime(2023, 1, 1), datetime.datetime(2027, 12, 31), timezones=st.just(datetime.UTC)
)
MADE = st.lists(st.tuples(MOMENTS, st.sampled_from(list(Reason))), unique_by=lambda one: one[0], max_size=80)


def of(made: list[tuple[datetime.datetime, Reason]]) -> list[Backup]:
    return [Backup(Path(f"{at.isoformat()}-{reason}"), at, reason, 1) for at, reason in made]


@given(MADE)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_what_is_let_go_is_never_asked_for_and_never_the_newest(
    made: list[tuple[datetime.datetime, Reason]],
) -> None:
    found = of(made)
    gone = backups.too_many(found)
    kept = [one for one in found if one not in gone]
    assert set(gone) <= set(found)
    assert backups.too_many(kept) == [], "letting go twice lets go of nothing more"
    assert all(one.reason is not Reason.ASKED for one in gone)
    for reason in Reason:
        own = [one for one in found if one.reason is reason]
        if own:
            assert max(own, key=lambda one: one.at) not in gone
        if reason not in {Reason.ASKED, Reason.DAILY}:
            newest = sorted(own, key=lambda one: one.at)[-KEPT:]
            assert {one.path for one in kept if one.reason is reason} == {one.path for one in newest}


@given(MADE)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_of_the_daily_ones_the_newest_of_each_span_are_kept(
    made: list[tuple[datetime.datetime, Reason]],
) -> None:
    daily = [one for one in of(made) if one.reason is Reason.DAILY]
    kept = [one for one in daily if one not in backups.too_many(daily)]
    assert len(kept) <= DAYS + WEEKS + MONTHS
    spans: list[tuple[int, Callable[[datetime.datetime], object]]] = [
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    ]
    wanted = set()
    for number, span in spans:
        newest: dict[object, Backup] = {}
        for one in sorted(daily, key=lambda one: one.at):
            newest[span(one.at)] = one
        wanted |= {newest[name].path for name in sorted(newest, key=lambda name: newest[name].at)[-number:]}
    assert {one.path for one in kept} == wanted


def test_a_year_of_days_leave_a_few_dozen() -> None:
    daily = of([(after(-days), Reason.DAILY) for days in range(370)])
    kept: list[Backup] = []
    for one in reversed(daily):  # day by day, as they are made
        gone = backups.too_many([*kept, one])
        kept = [other for other in [*kept, one] if other not in gone]
    days = sorted((DAY - one.at).days for one in kept)
    assert days[:DAYS] == list(range(DAYS))
    assert DAYS + 10 < len(days) <= DAYS + WEEKS + MONTHS
    assert days[-1] > 330, "the newest of the first month"


# How


def test_a_backup_beside_a_busy_writer_is_one_state(
    open_library: OpenLibrary, path: Path, case: Case, model: DecisionModel
) -> None:
    library = open_library()
    library.add(case, "create")
    stop = threading.Event()

    def edit() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            brief = dataclasses.replace(case.brief, subject=f"edit {number}")
            library.record(dataclasses.replace(case, title=f"edit {number}", brief=brief), "both", "")

    writer = threading.Thread(target=edit)
    writer.start()
    try:
        made = [backups.make(path, None, after(number), Reason.ASKED) for number in range(8)]
    finally:
        stop.set()
        writer.join()
    counts = []
    for backup in made:
        with opened(backup.path, model) as copy:
            assert check(copy) == []
            seen = copy.case(case.id)
            rows = copy.history(case.id)
            assert seen.brief.subject in {None, seen.title}
            if len(rows) > 1:
                assert seen.title == f"edit {len(rows) - 1}"
            counts.append(len(rows))
    assert counts == sorted(counts)
    assert len(set(counts)) > 1


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_is_alone_closed_and_equal(
    path: Path, model: DecisionModel, case: Case, passphrase: str | None
) -> None:
    with Library.open(path, model, passphrase=passphrase) as library:
        library.add(case, "create")
        made = backups.make(path, library.file.key, DAY, Reason.DAILY)
        history = library.history(case.id)
    assert names(path) == [made.path.name], "no log, no half file"
    before = made.path.read_bytes()
    with opened(made.path, model, passphrase) as copy:
        assert copy.case(case.id) == case
        assert copy.history(case.id) == history
        assert check(copy) == []
    moved = path.with_name("moved.footing")
    shutil.copyfile(made.path, moved)
    assert made.path.read_bytes() == before
    with Library.open(moved, model, passphrase=passphrase) as copy:
        assert copy.file.opening is Opening.CLEAN
        assert copy.case(case.id) == case


def test_an_encrypted_backup_shows_no_readable_word(path: Path, model: DecisionModel, make_case: MakeCase) -> None:
    case = make_case(title="Zyxwabcd Quagmyre")
    with Library.open(path, model, passphrase=PASSPHRASE) as library:
        library.add(case, "create")
        made = backups.make(path, library.file.key, DAY, Reason.DAILY)
    data = made.path.read_bytes()
    for word in (b"Zyxwabcd", b"Quagmyre", b"SQLite", b"CREATE", b"footing-case"):
        assert word not in data
    with pytest.raises(LibraryFault, match="passphrase_needed"):
        opened(made.path, model)
    with pytest.raises(LibraryFault, match="wrong_passphrase"):
        opened(made.path, model, "another one entirely")


def test_a_damaged_library_is_not_backed_up_and_no_backup_goes(
    open_library: OpenLibrary, path: Path, make_case: MakeCase
) -> None:
    with open_library() as library:
        for _ in range(20):
            library.add(make_case(), "create")
    for number in range(KEPT):
        backups.make(path, None, after(number), Reason.MERGE)
    before = names(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 8192 * 4096)
        file.write(b"\xa5" * 4096 * 4)
    with pytest.raises(LibraryFault) as caught:
        backups.make(path, None, after(KEPT), Reason.MERGE)
    assert caught.value.code == "corrupt"
    assert names(path) == before


def test_a_damage_only_we_can_see_does_not_push_out_the_last_good_backup(
    open_library: OpenLibrary, path: Path, make_case: MakeCase
) -> None:
    """SQLite copies a library whose texts are damaged without a word: what an officer asked for is kept always."""
    with open_library() as library:
        library.add(make_case(), "create")
    good = backups.make(path, None, DAY, Reason.ASKED)
    sound = backups.make(path, None, after(6), Reason.DAILY)
    with sqlite.connect(path) as connection:
        connection.execute("UPDATE cases SET document = replace(document, 'UNMIL', 'UNMIX')")
    connection.close()
    for number in range(7, 40):
        backups.make(path, None, after(number), Reason.DAILY)
    assert good.path.exists()
    assert sound.path.exists(), "the newest of November"


def test_a_stopped_backup_leaves_nothing(open_library: OpenLibrary, path: Path, case: Case) -> None:
    with open_library() as library:
        library.add(case, "create")
        told: list[tuple[int, int]] = []

        def stop(done: int, total: int) -> bool:
            told.append((done, total))
            return False

        with pytest.raises(StoppedError):
            backups.make(path, None, DAY, Reason.DAILY, stop)
        assert told
        assert names(path) == []
        assert library.case(case.id) == case


def test_what_a_killed_backup_left_goes_with_the_next(open_library: OpenLibrary, path: Path, case: Case) -> None:
    with open_library() as library:
        library.add(case, "create")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert backups.backups(path) == []
    made = backups.make(path, None, after(2), Reason.DAILY)
    assert names(path) == [made.path.name]


def test_a_backup_of_nothing_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "missing.footing"
    with pytest.raises(LibraryFault):
        backups.make(path, None, DAY, Reason.ASKED)
    assert backups.backups(path) == []
    assert not path.exists()


def test_two_backups_of_one_moment_keep_the_one(library: Library, path: Path, case: Case) -> None:
    first = backups.make(path, None, DAY, Reason.DAILY)
    library.add(case, "create")
    second = backups.make(path, None, DAY, Reason.DAILY)
    assert first.path == second.path
    assert names(path) == [second.path.name]


def test_what_a_killed_program_left_is_cleared_and_nothing_else(
    open_library: OpenLibrary, path: Path, case: Case
) -> None:
    with open_library() as library:
        library.add(case, "create")
    made = backups.make(path, None, DAY, Reason.ASKED)
    folder = backups.folder_of(path)
    left = [f"{path.name}.{end}" for end in ("restored", "converted", "restored.part", "converted.part")]
    for one in [
        *(path.parent / name for name in left),
        folder / "20261125T000000.000000Z-daily.db.part",
        folder / "20261125T000000.000000Z-daily.db.part-journal",
        folder / f"{made.path.name}.converted",
        folder / f"{made.path.name}.converted.part",
    ]:
        one.write_bytes(b"half of something")
    others = [path.parent / "other.footing.part", path.parent / "notes.txt", folder / "notes.txt"]
    for one in others:
        one.write_text("mine")
    before = path.read_bytes()
    with hold(path):
        backups.clear_leftovers(path)
    assert names(path) == [made.path.name, "notes.txt"]
    assert all(one.read_text() == "mine" for one in others)
    assert not any((path.parent / name).exists() for name in left)
    assert path.read_bytes() == before


def test_a_copy_that_is_being_made_is_no_leftover(library: Library, path: Path, case: Case) -> None:
    library.add(case, "create")
    others: list[Backup] = []

    def meanwhile(*_: int) -> bool:
        if not others:
            others.append(backups.make(path, None, after(1), Reason.ASKED))
            backups.clear_leftovers(path)
        return True

    made = backups.make(path, None, DAY, Reason.ASKED, meanwhile)
    assert names(path) == [made.path.name, others[0].path.name]


def test_a_copy_that_another_program_makes_is_no_leftover(library: Library, path: Path, case: Case) -> None:
    library.add(case, "create")
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "half way\n"
        made = backups.make(path, None, after(2), Reason.ASKED)
        program.communicate("\n")
        assert program.returncode == 0
    assert names(path) == ["20261125T000000.000000Z-daily.db", made.path.name]
