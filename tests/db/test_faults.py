from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from db import migrations
from db.engine import Access, library_engine
from db.faults import LibraryFault, fault_code, known_faults
from db.library import Library
from decision.case import Case

OpenLibrary = Callable[..., Library]
NOBODY = 65534


@contextmanager
def fault(code: str) -> Iterator[None]:
    with pytest.raises(LibraryFault) as caught:
        yield
    assert caught.value.code == code, caught.value


@contextmanager
def plain_account() -> Iterator[None]:
    """Act as an account that file modes do stop, which root is not."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no file modes here")
    account = os.geteuid()
    if account == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(account)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder every account can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def stored(open_library: OpenLibrary, path: Path, case: Case) -> Path:
    """A closed library that holds a case."""
    with open_library(path) as library:
        library.add(case, "create")
    return path


def test_a_second_writer_is_refused_and_a_reader_is_not(open_library: OpenLibrary, path: Path, case: Case) -> None:
    stored(open_library, path, case)
    first = open_library()
    with fault("held"):
        open_library()
    assert open_library(writing=False).case(case.id) == case
    first.close()
    first.close()
    open_library()


def test_a_library_opened_to_read_takes_no_change(open_library: OpenLibrary, path: Path, case: Case) -> None:
    stored(open_library, path, case)
    reader = open_library(writing=False)
    for change in (
        lambda: reader.record(dataclasses.replace(case, title="Another"), "title", "title"),
        lambda: reader.tag(case.id, ["urgent"]),
        lambda: reader.undo(case.id),
        lambda: reader.archive(case.id, True),
    ):
        with fault("read_only"):
            change()


def test_sqlite_itself_refuses_to_write_through_a_reading_engine(
    open_library: OpenLibrary, path: Path, case: Case
) -> None:
    stored(open_library, path, case)
    engine = library_engine(path, Access.READ)
    with fault("read_only"), known_faults(path), engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cases SET title = ''")
    engine.dispose()


def test_a_write_protected_library_is_read_only(open_library: OpenLibrary, open_folder: Path, case: Case) -> None:
    path = stored(open_library, open_folder / "library.footing", case)
    lock = Path(f"{path}.lock")
    lock.unlink(missing_ok=True)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with plain_account():
        with fault("read_only"):
            open_library(path)
        assert open_library(path, writing=False).case(case.id) == case


def test_a_write_protected_file_in_a_free_folder_is_read_only(
    open_library: OpenLibrary, open_folder: Path, case: Case
) -> None:
    path = stored(open_library, open_folder / "library.footing", case)
    Path(f"{path}.lock").unlink(missing_ok=True)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    with plain_account(), fault("read_only"):
        open_library(path)


def test_a_forbidden_file_or_folder_is_no_access(open_library: OpenLibrary, open_folder: Path, case: Case) -> None:
    path = stored(open_library, open_folder / "library.footing", case)
    path.chmod(0)
    with plain_account():
        with fault("no_access"):
            open_library(path, writing=False)
        with fault("no_access"):
            open_library(open_folder / "new.footing")
        with fault("no_access"):
            open_library(open_folder / "new" / "library.footing")


def test_a_missing_library_is_not_created_by_a_reader(open_library: OpenLibrary, path: Path) -> None:
    with fault("missing"):
        open_library(writing=False)
    assert not path.exists()


def test_a_file_in_the_place_of_the_folder(open_library: OpenLibrary, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with fault("no_folder"):
        open_library(tmp_path / "file" / "library.footing")


def test_a_newer_library_is_refused_unchanged(open_library: OpenLibrary, path: Path, case: Case) -> None:
    stored(open_library, path, case)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    for writing in (True, False):
        with fault("newer"):
            open_library(writing=writing)
    assert path.read_bytes() == before


def test_an_older_library_is_refused_to_a_reader(
    open_library: OpenLibrary, path: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(open_library, path, case)
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, "9999"))
    monkeypatch.setattr(migrations, "HEAD", "9999")
    with fault("older"):
        open_library(writing=False)


@pytest.mark.parametrize("start", [8192, 100])
def test_a_damaged_library_is_found_out(open_library: OpenLibrary, path: Path, case: Case, start: int) -> None:
    stored(open_library, path, case)
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * 6000)
    for writing in (True, False):
        with fault("corrupt"):
            open_library(writing=writing)


def test_a_library_cut_short_is_found_out(open_library: OpenLibrary, path: Path, case: Case) -> None:
    stored(open_library, path, case)
    os.truncate(path, path.stat().st_size // 2)
    with fault("corrupt"):
        open_library()


def test_a_file_of_another_kind_is_refused_unchanged(open_library: OpenLibrary, path: Path) -> None:
    path.write_text("A letter, long enough for SQLite to look at its head. " * 100)
    before = path.read_bytes()
    for writing in (True, False):
        with fault("not_a_library"):
            open_library(writing=writing)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mark", [0, 7, migrations.APPLICATION_ID])
def test_an_sqlite_file_of_another_program_is_refused_unchanged(
    open_library: OpenLibrary, path: Path, mark: int
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {mark}")
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    before = path.read_bytes()
    for writing in (True, False):
        with fault("not_a_library"):
            open_library(writing=writing)
    assert path.read_bytes() == before


def test_a_folder_is_not_a_library(open_library: OpenLibrary, tmp_path: Path) -> None:
    for writing in (True, False):
        with fault("not_a_library"):
            open_library(tmp_path, writing=writing)


def test_an_empty_file_is_a_library_not_yet_begun(open_library: OpenLibrary, path: Path) -> None:
    path.touch()
    with fault("not_a_library"):
        open_library(writing=False)
    assert open_library().is_new


def test_a_full_disk_loses_no_earlier_work(open_library: OpenLibrary, path: Path, case: Case) -> None:
    stored(open_library, path, case)
    library = open_library()
    with library.file.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    long = dataclasses.replace(case, brief=dataclasses.replace(case.brief, subject="word " * 10_000))
    with fault("disk_full"):
        library.record(long, "brief", "brief.subject")
    assert library.case(case.id) == case
    assert len(library.history(case.id)) == 1
    with library.file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    library.record(long, "brief", "brief.subject")
    assert library.case(case.id) == long


def test_another_program_that_writes_is_named(open_library: OpenLibrary, path: Path, case: Case) -> None:
    stored(open_library, path, case)
    library = open_library()
    changed = dataclasses.replace(case, title="Another")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with fault("locked"):
            library.record(changed, "title", "title")
        assert library.case(case.id) == case
        other.execute("ROLLBACK")
    library.record(changed, "title", "title")
    assert library.case(case.id) == changed


def test_a_refused_opening_holds_no_lock(open_library: OpenLibrary, path: Path) -> None:
    path.write_text("not a library, but in its place " * 100)
    with fault("not_a_library"):
        open_library()
    path.unlink()
    assert open_library().is_new


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "disk_error"), (errno.EMFILE, None)],
)
def test_numbers_of_the_system_are_told_apart(number: int, code: str | None) -> None:
    assert fault_code(OSError(number, os.strerror(number))) == code


def test_a_bug_passes_through_untouched(path: Path, library: Library) -> None:
    for bug in (KeyError("x"), ValueError("x"), sqlite3.ProgrammingError("x")):
        with pytest.raises(type(bug)) as caught, known_faults(path):
            raise bug
        assert caught.value is bug
    with pytest.raises(sqlite3.OperationalError), known_faults(path), closing(sqlite3.connect(":memory:")) as db:
        db.execute("SELECT nonsense")
    assert library.summaries() == []


def test_a_fault_carries_what_its_sentence_needs(path: Path) -> None:
    found = LibraryFault("no_case", path, id="x")
    assert found.values == {"path": str(path), "name": path.name, "id": "x"}
    assert "no_case" in str(found)
