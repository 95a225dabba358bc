"""A disk that is really full, or write-protected: nothing earlier is lost, all can be read, and the edit goes through once there is room.

This file is both sides: pytest starts it in a mount space of its own, on a file system of three megabytes, which
needs no account of the administrator's.
"""

from __future__ import annotations

import dataclasses
import datetime
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlcipher3 import dbapi2 as sqlite

from db import backups, migrations
from db.backups import Reason
from db.checking import check
from db.faults import LibraryFault
from db.library import Library
from decision.case import Case
from decision.case_reading import case_from
from decision.model import DecisionModel
from decision.model_reading import read_model

ROOT = Path(__file__).parents[2]
PASSPHRASE = "vier Wörter, die niemand rät"
AT = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
FULL = {"disk_full", "no_room"}
CASE = "00000000-0000-4000-8000-000000000001"


# On the small disk


class Disk:
    """A small file system that can be filled up to so many bytes left."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.filler = folder, folder / "filler"
        self.path = folder / "library.footing"

    def fill(self, left: int = 0) -> None:
        with self.filler.open("ab") as file:
            file.write(bytes(max(0, self.free() - left)))
        assert self.free() <= left

    def free(self) -> int:
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def clear(self) -> None:
        self.filler.unlink(missing_ok=True)

    def leftovers(self) -> list[str]:
        """What lies about that belongs to nothing."""
        return [file.name for file in self.folder.rglob("*") if file.name.endswith((".part", ".restored"))]


def model() -> DecisionModel:
    return read_model((ROOT / "assets" / "models" / "two-feet.toml").read_bytes())


def a_case() -> Case:
    mission = {
        "name": "UNMIL",
        "kind": "peacekeeping_operation",
        "mandate": "multidimensional",
        "uses_force": "no",
    }
    head = {"format": "footing-case/1", "id": CASE, "title": "Liberia – 过渡", "countries": ["LBR"]}
    return case_from({**head, "as_of": "2008-09-30", "mission": mission}, model())


def written(case: Case, text: str) -> Case:
    return dataclasses.replace(case, brief=dataclasses.replace(case.brief, subject=text))


def prose(kilobytes: int, seed: int) -> str:
    return random.Random(seed).randbytes(kilobytes * 512).hex()


def opened(disk: Disk, passphrase: str | None, *, writing: bool = True) -> Library:
    return Library.open(disk.path, model(), passphrase=passphrase, writing=writing)


def told(fault: LibraryFault) -> str:
    assert fault.code in FULL, fault
    return fault.code


@contextmanager
def full() -> Iterator[None]:
    try:
        yield
    except LibraryFault as fault:
        told(fault)
    else:
        raise AssertionError("there was room")


def stored(disk: Disk, passphrase: str | None, edits: int = 5) -> list[Case]:
    """A closed library; the states of its case."""
    states = [a_case()]
    with opened(disk, passphrase) as library:
        library.add(states[0], "create")
        for number in range(edits):
            states.append(written(states[0], prose(4, number)))
            library.record(states[-1], "text", "brief.subject")
    return states


def holds(library: Library, states: list[Case]) -> None:
    """Whether a library holds these states of its case, each edit in its history."""
    assert library.case(CASE) == states[-1]
    assert len(library.history(CASE)) == len(states)
    texts = [row.after for row in library.history(CASE)][1:]
    assert texts == [state.brief.subject for state in states[1:]]
    assert check(library) == []


def edit(disk: Disk, passphrase: str | None) -> None:
    """Edits until the disk is full; then there is room again."""
    states = stored(disk, passphrase)
    with opened(disk, passphrase) as library:
        disk.fill(left=120_000)
        with full():
            for number in range(100, 200):
                coming = written(states[0], prose(8, number))
                library.record(coming, "text", "brief.subject")
                states.append(coming)
        holds(library, states)
        disk.fill()
        coming = written(states[0], prose(90, 1))  # larger than what the log has left of its own room
        with full():
            library.record(coming, "text", "brief.subject")
        holds(library, states)
        with full():
            library.tag(CASE, [prose(1, number)[:50] for number in range(2000)])
        assert library.tags(CASE) == ()
        holds(library, states)
        disk.clear()
        library.record(coming, "text", "brief.subject")
        states.append(coming)
        holds(library, states)
    with opened(disk, passphrase) as library:
        holds(library, states)
        assert library.undo(CASE) is not None
        assert library.case(CASE) == states[-2]


def close_on_full(disk: Disk, passphrase: str | None) -> None:
    """A library closed while the disk is full, and opened again on it: all is there."""
    states = stored(disk, passphrase)
    library = opened(disk, passphrase)
    states.append(written(states[0], prose(40, 1)))
    library.record(states[-1], "text", "brief.subject")
    disk.fill()
    holds(library, states)
    library.close()
    for writing in (False, True):
        try:
            library = opened(disk, passphrase, writing=writing)
        except LibraryFault as fault:
            told(fault)
        else:
            with library:
                holds(library, states)
    disk.clear()
    with opened(disk, passphrase) as library:
        holds(library, states)


def open_on_full(disk: Disk, passphrase: str | None) -> None:
    """A closed library on a full disk can be read; to write it is opened, or the disk is told to be full."""
    states = stored(disk, passphrase)
    Path(f"{disk.path}.lock").unlink(missing_ok=True)
    disk.fill()
    with opened(disk, passphrase, writing=False) as library:
        holds(library, states)
    try:
        library = opened(disk, passphrase)
    except LibraryFault as fault:
        told(fault)
    else:
        with library:
            holds(library, states)
            with full():
                library.record(states[0], "text", "brief.subject")
            holds(library, states)
    disk.clear()
    with opened(disk, passphrase) as library:
        holds(library, states)


def create_on_full(disk: Disk, passphrase: str | None) -> None:
    """What could not be begun is begun once there is room."""
    for left in (0, 4096, 40_000, 100_000):
        disk.fill(left)
        with full():
            opened(disk, passphrase)
        disk.clear()
    with opened(disk, passphrase) as library:
        assert library.is_new
        assert check(library) == []


def back_up(disk: Disk, passphrase: str | None) -> None:
    """No room for a backup: told before, or when it runs out half-way; no half one stays, no whole one goes."""
    states = stored(disk, passphrase)
    with opened(disk, passphrase) as library:
        key = library.file.key
        kept = backups.make(disk.path, key, AT, Reason.DAILY)

        def run_out(*_: int) -> bool:
            disk.fill()
            return True

        for number, (left, progress) in enumerate(((0, None), (200_000, None), (3_000_000, run_out))):
            disk.fill(left)
            with full():
                backups.make(disk.path, key, AT + datetime.timedelta(days=number + 1), Reason.DAILY, progress)
            assert disk.leftovers() == []
            assert backups.backups(disk.path) == [kept]
            holds(library, states)
            disk.clear()
        again = backups.make(disk.path, key, AT + datetime.timedelta(days=9), Reason.DAILY)
    for backup in (kept, again):
        with Library.open(backup.path, model(), passphrase=passphrase, writing=False) as library:
            holds(library, states)


def old_library(path: Path) -> None:
    with closing(sqlite.connect(path, isolation_level=None)) as connection:
        connection.executescript(Path(__file__).with_name("schemas").joinpath("0001.sql").read_text("utf-8"))
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")


def old_rows(path: Path) -> list[Any]:
    with closing(sqlite.connect(path)) as connection:
        found: list[Any] = list(connection.execute("SELECT version_num FROM alembic_version"))
        for table in ("cases", "versions", "history", "library"):
            found += connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
        found += connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return found


def migrate(disk: Disk, _: str | None) -> None:
    """No room for the backup, and no room in the middle of the migration: it stays the old library, whole."""
    old_library(disk.path)
    before, rows = disk.path.read_bytes(), old_rows(disk.path)
    for left in (0, 40_000, 400_000):
        disk.fill(left)
        with full():
            opened(disk, None)
        disk.clear()
        assert disk.path.read_bytes() == before
        log = Path(f"{disk.path}-wal")
        assert not log.exists() or log.stat().st_size == 0
        assert disk.leftovers() == []
        assert backups.backups(disk.path) == []
    for number, statement in enumerate(("ALTER TABLE cases", "CREATE TABLE tags", "INSERT INTO search")):
        with filled_at(disk, statement), full():
            opened(disk, None)
        assert disk.filler.exists()
        disk.clear()
        assert old_rows(disk.path) == rows
        assert len(backups.backups(disk.path)) == number + 1
    with opened(disk, None) as library:
        assert len(library.cases()) == 3
        assert check(library) == []


@contextmanager
def filled_at(disk: Disk, statement: str) -> Iterator[None]:
    """The disk fills up when a statement with these words is about to run."""

    def fill(connection: Connection, cursor: Any, told: str, *rest: Any) -> None:  # noqa: ARG001
        if statement in told:
            disk.fill()

    event.listen(Engine, "before_cursor_execute", fill)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", fill)


def every_amount(disk: Disk, passphrase: str | None) -> None:
    """Whatever room is left, page by page: each edit is there whole or told not to be, and none before it goes."""
    ends: Counter[str] = Counter()
    states = stored(disk, passphrase, 2)
    for pages in range(80):
        disk.fill(pages * 4096)
        try:
            with opened(disk, passphrase) as library:
                holds(library, states)
                coming = written(states[0], prose(8, 1000 + pages))
                library.record(coming, "text", "brief.subject")
                states.append(coming)
                ends["saved"] += 1
        except LibraryFault as fault:
            ends[told(fault)] += 1
        disk.clear()
        with opened(disk, passphrase) as library:
            holds(library, states)
    print(dict(ends))


def read_only_medium(disk: Disk, passphrase: str | None) -> None:
    """A medium nobody can write to: all can be read, and a change is refused before it is made."""
    states = stored(disk, passphrase)
    subprocess.run(["mount", "-o", "remount,ro", str(disk.folder)], check=True)
    with opened(disk, passphrase, writing=False) as library:
        holds(library, states)
    try:
        opened(disk, passphrase).close()
    except LibraryFault as fault:
        assert fault.code == "read_only", fault  # noqa: PT017 - there is no pytest here
    else:
        raise AssertionError("it was opened to write")
    subprocess.run(["mount", "-o", "remount,rw", str(disk.folder)], check=True)
    with opened(disk, passphrase) as library:
        library.record(states[0], "text", "brief.subject")


def read_only_after_a_crash(disk: Disk, passphrase: str | None) -> None:
    """A medium with a log on it that nobody can merge: never the state without the log's edits, unsaid."""
    states = stored(disk, passphrase)
    library = opened(disk, passphrase)
    states.append(written(states[0], prose(4, 77)))
    library.record(states[-1], "text", "brief.subject")
    copy = Disk(disk.folder / "stick")
    copy.folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{disk.path}{ending}", f"{copy.path}{ending}")
    library.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk.folder)], check=True)
    try:
        library = opened(copy, passphrase, writing=False)
    except LibraryFault as fault:
        assert fault.code in {"no_access", "read_only"}, fault  # noqa: PT017 - there is no pytest here
    else:
        with library:
            holds(library, states)


SCENARIOS: dict[str, Callable[[Disk, str | None], None]] = {
    "edit": edit,
    "close_on_full": close_on_full,
    "open_on_full": open_on_full,
    "create_on_full": create_on_full,
    "back_up": back_up,
    "migrate": migrate,
    "read_only_medium": read_only_medium,
    "read_only_after_a_crash": read_only_after_a_crash,
    "every_amount": every_amount,
}


# Beside it


def on_a_small_disk(folder: Path, scenario: str, passphrase: str | None) -> str:
    """Run a scenario on a file system of three megabytes of its own; what it printed."""
    folder.mkdir(exist_ok=True)
    mounted = 'mount -t tmpfs -o size=3m tmpfs "$1" && exec "$2" -W error "$3" "$1" "$4" "$5"'
    done = subprocess.run(
        [
            "unshare",
            "-Urm",
            "sh",
            "-c",
            mounted,
            "sh",
            str(folder),
            sys.executable,
            __file__,
            scenario,
            passphrase or "",
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""
    assert list(folder.iterdir()) == [], "it ran on the disk of its own"
    return done.stdout


@pytest.mark.parametrize("scenario", [name for name in SCENARIOS if name != "every_amount"])
def test_on_a_full_disk(tmp_path: Path, scenario: str) -> None:
    on_a_small_disk(tmp_path / "disk", scenario, None)


@pytest.mark.long
@pytest.mark.parametrize("scenario", [name for name in SCENARIOS if name not in {"every_amount", "migrate"}])
def test_an_encrypted_library_on_a_full_disk(tmp_path: Path, scenario: str) -> None:
    on_a_small_disk(tmp_path / "disk", scenario, PASSPHRASE)


@pytest.mark.long
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
def test_with_every_amount_of_room(
    tmp_path: Path, passphrase: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = on_a_small_disk(tmp_path / "disk", "every_amount", passphrase)
    with capsys.disabled():
        print(
            f"\nopened and edited with 0 to 79 pages of room ({'encrypted' if passphrase else 'plain'}): {ends.strip()}"
        )


if __name__ == "__main__":
    SCENARIOS[sys.argv[2]](Disk(Path(sys.argv[1])), sys.argv[3] or None)
