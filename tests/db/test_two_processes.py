"""Two programs on one library, each a process of its own: one writes, the other waits its turn or reads."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.checking import check
from db.faults import LibraryFault
from db.library import Library
from db.opening import Opening
from decision.case import Case
from decision.case_writing import write_case

OpenLibrary = Callable[..., Library]
ROOT = Path(__file__).parents[2]

WRITER = """
import dataclasses, sys
from pathlib import Path
from db.library import Library
from decision.case_reading import read_case
from decision.model_reading import read_model

model = read_model(Path("assets/models/two-feet.toml").read_bytes())
library = Library.open(Path(sys.argv[1]), model)
case = read_case(Path(sys.argv[2]).read_bytes(), model)
if library.summaries() == []:
    library.add(case, "create")
print("open", flush=True)
for number in range(int(sys.argv[3])):  # title and subject change in one edit, so a reader must see both
    brief = dataclasses.replace(case.brief, subject=f"edit {number}")
    library.record(dataclasses.replace(case, title=f"edit {number}", brief=brief), "both", "")
print("done", flush=True)
sys.stdin.read()
library.close()
"""

LOOKED_AT = """
import dataclasses, sqlite3, subprocess, sys
from pathlib import Path
from db.library import Library
from decision.case_reading import read_case
from decision.model_reading import read_model

path = Path(sys.argv[1])
model = read_model(Path("assets/models/two-feet.toml").read_bytes())
case = read_case(Path(sys.argv[2]).read_bytes(), model)
library = Library.open(path, model)
library.add(case, "create")
with Library.open(path, model, writing=False) as beside:  # as a second window, or a preview, would
    assert beside.case(case.id) == case
other = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM cases').fetchall(); c.close()"
subprocess.run([sys.executable, "-c", other, str(path)], check=True)
for number in range(5):
    library.record(dataclasses.replace(case, title=f"edit {number}"), "title", "title")
print("saved", flush=True)
sys.stdin.read()
"""

OPENER = """
import sys
from pathlib import Path
from db.faults import LibraryFault
from db.library import Library
from decision.model_reading import read_model

try:
    library = Library.open(Path(sys.argv[1]), read_model(Path("assets/models/two-feet.toml").read_bytes()))
    print(library.file.opening, len(library.summaries()))
except LibraryFault as fault:
    print(fault.code)
"""


@contextmanager
def writer(path: Path, case: Case, edits: int) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the library and edits it; killed at the end if it still runs."""
    with started(WRITER, path, case, edits) as program:
        assert line_of(program) == "open\n"
        yield program


@contextmanager
def started(script: str, path: Path, case: Case, edits: int = 0) -> Iterator[subprocess.Popen[str]]:
    file = path.with_suffix(".json")
    file.write_bytes(write_case(case))
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", script, str(path), str(file), str(edits)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def line_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline()


def opened_by_another(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OPENER, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_second_program_is_refused_until_the_first_closes(
    open_library: OpenLibrary, path: Path, case: Case
) -> None:
    with writer(path, case, 3) as program:
        assert line_of(program) == "done\n"
        assert opened_by_another(path) == "held"
        with pytest.raises(LibraryFault, match="held"):
            open_library()
        program.communicate("")
        assert program.returncode == 0
    assert opened_by_another(path) == f"{Opening.CLEAN} 1"


def test_the_lock_of_a_killed_program_is_free(open_library: OpenLibrary, path: Path, case: Case) -> None:
    with writer(path, case, 3) as program:
        assert line_of(program) == "done\n"
        program.kill()
        program.wait()
    with open_library() as library:
        assert library.file.opening is Opening.RECOVERED
        assert library.case(case.id).title == "edit 2"
        assert len(library.history(case.id)) == 4
        assert opened_by_another(path) == "held"


def test_a_reader_beside_a_busy_program_sees_whole_edits_only(
    open_library: OpenLibrary, path: Path, case: Case
) -> None:
    with writer(path, case, 300) as program:
        reader = open_library(writing=False)
        numbers = []
        while True:
            seen, rows = reader.case(case.id), len(reader.history(case.id))
            if seen.brief.subject is not None:
                assert seen.title == seen.brief.subject
                number = int(seen.title.removeprefix("edit "))
                assert reader.summary(case.id).title.startswith("edit ")
                assert rows >= number + 2  # the history was asked for later
                numbers.append(number)
                if number == 299:
                    break
        assert line_of(program) == "done\n"
        assert check(reader) == []
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 1, "it read while the other wrote"


def test_one_reading_sees_one_state_while_the_other_writes(
    open_library: OpenLibrary, path: Path, case: Case
) -> None:
    with writer(path, case, 300) as program:
        reader = open_library(writing=False)
        with reader.reading() as connection:
            states = {
                (
                    connection.exec_driver_sql("SELECT title FROM cases").scalar(),
                    connection.exec_driver_sql("SELECT count(*) FROM history").scalar(),
                )
                for _ in range(200)
            }
            assert line_of(program) == "done\n"  # the writer does not wait for the reader
            states.add(
                (
                    connection.exec_driver_sql("SELECT title FROM cases").scalar(),
                    connection.exec_driver_sql("SELECT count(*) FROM history").scalar(),
                )
            )
        assert len(states) == 1
        assert reader.case(case.id).title == "edit 299"


def test_an_edit_made_on_an_old_view_keeps_the_edits_between(open_library: OpenLibrary, case: Case) -> None:
    """Two windows of one program: the later word stands, and undo brings the earlier back."""
    library = open_library()
    library.add(case, "create")
    library.record(dataclasses.replace(case, title="one"), "title", "title")
    stale = dataclasses.replace(case, brief=dataclasses.replace(case.brief, subject="two"))
    library.record(stale, "text", "brief.subject")
    assert library.case(case.id) == stale
    library.undo(case.id)
    assert library.case(case.id).title == "one"


def test_a_look_from_within_and_one_from_outside_cost_no_edit(
    open_library: OpenLibrary, path: Path, case: Case
) -> None:
    """Closing any handle of a file drops all locks its process has on it: SQLite's log must not go with them.

    The desk opens the library a second time, to read; another SQLite program looks into it and, were the lock
    gone, would take itself for the last and delete the log; the desk edits on and is killed.
    """
    with started(LOOKED_AT, path, case) as program:
        assert line_of(program) == "saved\n"
        program.kill()
        program.wait()
    with open_library() as library:
        assert [row.after for row in library.history(case.id)][1:] == [f"edit {number}" for number in range(5)]
        assert library.case(case.id).title == "edit 4"


def test_a_copy_without_its_log_is_told_where_a_reader_was_beside(
    open_library: OpenLibrary, tmp_path: Path, path: Path, case: Case
) -> None:
    """A reader in the middle of its reading keeps the log from being merged, and so the mark from the file."""
    with open_library() as library:
        library.add(case, "create")
    reader = open_library(writing=False)
    reading, done = threading.Event(), threading.Event()

    def look() -> None:
        with reader.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM cases").all()
            reading.set()
            done.wait(0.3)

    looking = threading.Thread(target=look)
    looking.start()
    reading.wait()
    library = open_library()
    looking.join()
    library.record(dataclasses.replace(case, title="another"), "title", "title")
    copy = tmp_path / "copy.footing"
    shutil.copyfile(path, copy)
    with open_library(copy) as library:
        assert library.file.opening is Opening.LOG_MISSING
