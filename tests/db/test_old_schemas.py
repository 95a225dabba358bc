"""A library of every earlier schema, written by the program of its day, is opened by today's and loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlcipher3 import dbapi2 as sqlite

from db import backups, finding, migrations, opening
from db.backups import Reason
from db.checking import check
from db.finding import Query, words_of
from db.keeping import decisions, notes, scenarios
from db.library import Library
from db.migrations import APPLICATION_ID, HEAD, REVISIONS
from db.perspectives import perspectives, save_perspective
from decision.case import WeightOverride

OpenLibrary = Callable[..., Library]
ROOT = Path(__file__).parents[2]
DUMPS = Path(__file__).with_name("schemas")
LIBERIA, MALI, CHAD = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))

STOPPED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from db.library import Library
from decision.model_reading import read_model

if sys.argv[2] == "spill":  # as a large migration does: what is not yet decided is already in the log file
    from db import engine
    engine.SETTINGS += ("cache_size=1", "cache_spill=ON")

@event.listens_for(Engine, "after_cursor_execute")
def die(connection, cursor, statement, *rest):
    if sys.argv[3] in statement:
        os.kill(os.getpid(), signal.SIGKILL) if sys.argv[4] == "kill" else os._exit(9)

Library.open(Path(sys.argv[1]), read_model(Path("assets/models/two-feet.toml").read_bytes()))
"""


def rebuilt(revision: str, path: Path) -> Path:
    """The library of an old schema as it lay on the disk: closed, in write-ahead mode, marked as ours."""
    with closing(sqlite.connect(path, isolation_level=None)) as connection:
        connection.executescript((DUMPS / f"{revision}.sql").read_text("utf-8"))
        # A dump holds neither.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    return path


FIRST_TABLES = ("library", "cases", "versions", "history")
LATER_TABLES = ("tags", "models", "results", "decisions", "notes", "scenarios")


def rows(
    path: Path, like: dict[str, list[Any]] | None = None, tables: tuple[str, ...] = FIRST_TABLES
) -> dict[str, list[Any]]:
    """Every row of every table that counts, in the columns of ``like`` where it is given."""
    with closing(sqlite.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found = {}
        for table in tables:
            wanted = "*" if like is None else ", ".join(f'"{name}"' for name in like[table][0])
            cursor = connection.execute(f"SELECT {wanted} FROM {table} ORDER BY rowid")
            found[table] = [tuple(column[0] for column in cursor.description), *cursor.fetchall()]
        return found


def revision_of(path: Path) -> str:
    with closing(sqlite.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        return str(found[0])


@pytest.fixture
def old(path: Path) -> Path:
    return rebuilt("0001", path)


def test_every_earlier_schema_has_its_populated_library() -> None:
    assert [dump.stem for dump in sorted(DUMPS.glob("*.sql"))] == list(REVISIONS[:-1])


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_old_library_opens_backed_up_and_with_all_it_held(
    open_library: OpenLibrary, path: Path, revision: str
) -> None:
    rebuilt(revision, path)
    before = rows(path)
    assert len(before["cases"]) > 3
    with open_library() as library:
        assert not library.is_new
        assert check(library) == []
        assert {case.id for case in library.cases()} == {row[0] for row in before["cases"][1:]}
        for case in library.cases():
            for version in library.versions(case.id):
                assert library.version(case.id, version.number).id == case.id
    assert rows(path, before) == before
    (backup,) = backups.backups(path)
    assert backup.reason is Reason.MIGRATION
    assert (revision_of(backup.path), revision_of(path)) == (revision, HEAD)
    assert rows(backup.path) == before


def test_what_an_officer_had_done_reads_as_it_did(open_library: OpenLibrary, old: Path) -> None:
    library = open_library(old)
    assert [(one.title, one.archived) for one in library.summaries()] == [
        ("Čad, zavřený případ", True),
        ("马里过渡期", False),
        ("Liberia, transition", False),
    ]
    liberia = library.case(LIBERIA)
    assert liberia.ratings["host_hostility"].protected
    assert [one.protected for one in liberia.evidence] == [False, True]
    assert liberia.extra == {"field_of_tomorrow": {"kept": [1, None, "as it is"]}}
    assert library.summary(LIBERIA).current_arrangement == "one_foot_in_one_foot_out"
    assert [version.label for version in library.versions(LIBERIA)] == ["as found", "sent to the desk", None]
    assert library.version(LIBERIA, 2).title == "Liberia, after the vote"
    assert library.version(MALI, 1).title == "مالي – 马里过渡期 – Мали"
    assert [(row.action, row.undoes) for row in library.history(LIBERIA)] == [
        ("create", None), ("rating", None), ("title", None), ("title", 3),
        ("rating", 2), ("rating", 5), ("rating", None), ("rating", 7),
    ]  # fmt: skip


def test_undo_and_redo_reach_across_the_migration(open_library: OpenLibrary, old: Path) -> None:
    with open_library(old) as library:
        now = library.case(LIBERIA)
        assert library.redo(LIBERIA) is not None
        assert library.case(LIBERIA) == library.version(LIBERIA, 3)
        assert library.undo(LIBERIA) is not None
        assert library.case(LIBERIA) == now
        assert library.undo(LIBERIA) is not None
        assert library.case(LIBERIA) == library.version(LIBERIA, 1)
        assert library.undo(LIBERIA) is None
        assert library.undo(CHAD) is not None
        assert library.case(CHAD) == library.version(CHAD, 1)
    with open_library(old) as library:
        assert library.redo(LIBERIA) is not None
        assert library.case(LIBERIA) == now


def test_what_was_kept_beside_the_cases_is_kept(open_library: OpenLibrary, path: Path) -> None:
    rebuilt("0002", path)
    before = rows(path, tables=LATER_TABLES)
    assert all(len(kept) > 1 for kept in before.values())
    with open_library() as library:
        assert [scenario.name for scenario in scenarios(library, LIBERIA)] == ["A coup"]
        (note,) = notes(library, LIBERIA)
        assert library.version(LIBERIA, note.version).perspective == "ocha"
        assert [decision.departs for decision in decisions(library, LIBERIA)] == [True]
        assert library.tags(LIBERIA) == ("transition", "Верховье")
        assert finding.ids(library, Query(words_of("верховье"))) == [LIBERIA]
        assert perspectives(library) == []
        own = save_perspective(library, "Border desk", "ocha", WeightOverride({"space": 0.5}, {}))
        assert perspectives(library) == [own]
        assert check(library) == []
    assert rows(path, before, LATER_TABLES) == before


def test_search_and_foreign_keys_are_there_at_once(open_library: OpenLibrary, old: Path) -> None:
    library = open_library(old)
    for sought, found in (("colonel", [LIBERIA]), ("过渡", [MALI]), ("تقرير", [MALI]), ("MINUS", [MALI])):
        assert finding.ids(library, Query(words_of(sought))) == found
    assert finding.ids(library, Query(words_of("zavreny"))) == []  # it is put away
    everywhere = finding.Filters(archived=None)
    assert finding.ids(library, Query(words_of("zavreny"), everywhere)) == [CHAD]
    with library.file.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_reader_is_told_and_changes_nothing(open_library: OpenLibrary, old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(opening.LibraryFault, match="older"):
        open_library(old, writing=False)
    assert old.read_bytes() == before
    assert backups.backups(old) == []


@contextmanager
def failing_at(statement: str) -> Iterator[None]:
    """Every connection fails once a statement with these words has run."""

    def fail(connection: Connection, cursor: Any, told: str, *rest: Any) -> None:  # noqa: ARG001
        if statement in told:
            raise RuntimeError(statement)

    event.listen(Engine, "after_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", fail)


HALF_WAY = [
    "ADD COLUMN opened_at",  # the first change
    "CREATE TABLE tags",
    "CREATE VIRTUAL TABLE search",
    "notes_no_delete",  # the last of the schema
    "DELETE FROM alembic_version",
    "INSERT INTO search",  # the index of the first case
    "UPDATE library SET index_format",  # the last statement of all
]


@pytest.mark.parametrize("statement", HALF_WAY)
def test_a_migration_that_fails_half_way_changes_nothing(
    open_library: OpenLibrary, old: Path, statement: str
) -> None:
    before = rows(old)
    with pytest.raises(RuntimeError), failing_at(statement):
        open_library(old)
    with closing(sqlite.connect(old)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert names == {"alembic_version", "library", "cases", "versions", "history"}
    assert (revision_of(old), rows(old)) == ("0001", before)
    with open_library(old) as library:
        assert check(library) == []
        assert library.redo(LIBERIA) is not None
    assert revision_of(old) == HEAD


def stopped(path: Path, cache: str, statement: str, way: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, str(path), cache, statement, way],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
    )
    assert done.stderr == b""
    return done.returncode


@pytest.mark.parametrize(
    ("cache", "statement", "way"),
    [("plain", "CREATE TABLE tags", "kill"), ("spill", "UPDATE library SET index_format", "exit")],
)
def test_a_program_killed_in_a_migration_leaves_the_old_library(
    open_library: OpenLibrary, old: Path, cache: str, statement: str, way: str
) -> None:
    before = rows(old)
    assert stopped(old, cache, statement, way) == (-signal.SIGKILL if way == "kill" else 9)
    assert (revision_of(old), rows(old)) == ("0001", before)
    with open_library(old) as library:
        assert check(library) == []
    assert rows(old, before) == before
    # One of the killed opening, one of this.
    assert [revision_of(backup.path) for backup in backups.backups(old)] == ["0001", "0001"]
    assert all(rows(backup.path) == before for backup in backups.backups(old))


@pytest.mark.long
@pytest.mark.parametrize("statement", HALF_WAY)
@pytest.mark.parametrize("way", ["kill", "exit"])
@pytest.mark.parametrize("cache", ["plain", "spill"])
def test_a_program_killed_anywhere_in_a_migration_leaves_the_old_library(
    open_library: OpenLibrary, old: Path, cache: str, statement: str, way: str
) -> None:
    test_a_program_killed_in_a_migration_leaves_the_old_library(open_library, old, cache, statement, way)


def test_a_damaged_old_library_is_not_migrated(open_library: OpenLibrary, old: Path) -> None:
    """The backup is made and checked first: no migration writes into what is damaged."""
    with old.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096)
    before = old.read_bytes()
    with pytest.raises(opening.LibraryFault, match="corrupt"):
        open_library(old)
    assert old.read_bytes() == before
    assert backups.backups(old) == []


def test_each_script_runs_once_and_in_order(old: Path, open_library: OpenLibrary) -> None:
    with open_library(old):
        pass
    with open_library(old) as library, library.file.engine.connect() as connection:
        assert migrations.schema_of(connection) is migrations.Schema.CURRENT
    assert len(backups.backups(old)) == 1
