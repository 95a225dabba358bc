from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError

from db.engine import for_changes
from db.library import Library
from db.merging import merge, single
from decision.case import Case
from decision.case_writing import write_case

OpenLibrary = Callable[..., Library]
ROOT = Path(__file__).parents[2]

KILLED_EDIT = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from db.library import Library
from db.merging import merge, single
from decision.case_reading import read_case
from decision.model_reading import read_model

library = Library.open(Path(sys.argv[1]), read_model(Path("assets/models/two-feet.toml").read_bytes()))

@event.listens_for(library.file.engine, "after_cursor_execute")
def die_between_the_two_halves(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO history"):
        os._exit(9)

library.record(read_case(sys.stdin.buffer.read(), library.model), "title", "title")
"""


def titled(case: Case, title: str) -> Case:
    return dataclasses.replace(case, title=title)


def test_an_edit_is_one_transaction(library: Library, case: Case) -> None:
    library.add(case, "create")
    seen: list[str] = []
    engine = library.file.engine
    event.listen(engine, "begin", lambda _: seen.append("begin"))
    event.listen(engine, "commit", lambda _: seen.append("commit"))
    library.record(titled(case, "Another"), "title", "title")
    library.undo(case.id)
    assert seen == ["begin", "commit"] * 2


def test_an_edit_that_raises_half_way_leaves_nothing(library: Library, case: Case) -> None:
    library.add(case, "create")

    def fail(connection: Connection, cursor: Any, statement: str, *rest: Any) -> None:  # noqa: ARG001
        if statement.startswith("INSERT INTO history"):
            raise RuntimeError("in the middle of it")

    engine = library.file.engine
    event.listen(engine, "after_cursor_execute", fail)
    for change in (
        lambda: library.record(titled(case, "Another"), "title", "title"),
        lambda: merge(library, single(titled(case, "Another")), {}),
    ):
        with pytest.raises(RuntimeError):
            change()
    event.remove(engine, "after_cursor_execute", fail)
    assert library.case(case.id) == case
    assert len(library.history(case.id)) == len(library.versions(case.id)) == 1
    library.record(titled(case, "Another"), "title", "title")
    assert library.case(case.id).title == "Another"


def test_a_program_killed_half_way_leaves_nothing(open_library: OpenLibrary, path: Path, case: Case) -> None:
    with open_library() as library:
        library.add(case, "create")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_EDIT, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=write_case(titled(case, "Another")),
        check=False,
    )
    assert killed.returncode == 9
    with open_library() as library:
        assert library.case(case.id) == case
        assert len(library.history(case.id)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET author = 'someone'",
        "DELETE FROM history",
        "INSERT OR REPLACE INTO history SELECT * FROM history",
        "UPDATE versions SET label = 'other'",
        "DELETE FROM versions",
        "INSERT OR REPLACE INTO versions SELECT * FROM versions",
        "DELETE FROM cases",
    ],
)
def test_history_and_versions_can_only_grow(library: Library, case: Case, statement: str) -> None:
    library.add(case, "create")
    before = (library.history(case.id), library.versions(case.id))
    with pytest.raises(IntegrityError), for_changes(library.file.engine).begin() as connection:
        connection.exec_driver_sql(statement)
    assert (library.history(case.id), library.versions(case.id)) == before
    assert library.case(case.id) == case


def test_a_reader_sees_whole_edits_only(open_library: OpenLibrary, case: Case) -> None:
    writer = open_library()
    writer.add(case, "create")
    reader = open_library(writing=False)
    with writer.changing() as connection:
        connection.exec_driver_sql("UPDATE cases SET title = 'half'")
        assert reader.summaries()[0].title == case.title
    assert reader.summaries()[0].title == "half"


def test_commits_are_on_the_disk(library: Library) -> None:
    with library.file.engine.connect() as connection:
        kept = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert kept == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 2000}
