"""An encrypted library: no word of it is readable on the disk, only its passphrase opens it, nothing spills."""

from __future__ import annotations

import dataclasses
import datetime
import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from db import backups, finding
from db.backups import Reason
from db.checking import check
from db.faults import LibraryFault
from db.finding import Query, words_of
from db.library import Library
from decision.case import Case
from decision.case_writing import write_case
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
ROOT = Path(__file__).parents[2]
PASSPHRASE = "Grünes Fahrrad über 过渡 42"
AT = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
WORDS = ("Zyxwabcd", "Quagmyre", "Brønchqvist", "嚞龘靐", "колдырбай", "vexillographo")
OURS = ("SQLite format", "CREATE TABLE", "footing-case", "passphrase")

AT_WORK = """
import dataclasses, datetime, sys
from pathlib import Path
from db import backups, finding
from db.backups import Reason
from db.checking import check
from db.faults import LibraryFault
from db.library import Library
from decision.case_reading import read_case
from decision.model_reading import read_model

path, passphrase = Path(sys.argv[1]), sys.argv[2]
model = read_model(Path("assets/models/two-feet.toml").read_bytes())
case = read_case(sys.stdin.buffer.read(), model)
for wrong in ("not it at all", None):
    if path.exists():
        try:
            Library.open(path, model, passphrase=wrong)
        except LibraryFault as fault:
            print(fault.code)
with Library.open(path, model, passphrase=passphrase) as library:
    if not library.summaries():
        library.add(case, "create")
    for number in range(40):  # large enough for SQLite to want temporary files for sorting and statements
        brief = dataclasses.replace(case.brief, subject=f"{case.title} {number} " * 3000)
        library.record(dataclasses.replace(case, brief=brief), "text", "brief.subject")
    library.freeze(case.id)
    library.undo(case.id)
    with library.reading() as connection:
        connection.exec_driver_sql("SELECT after FROM history ORDER BY after DESC").all()
    finding.page(library, finding.Query(finding.words_of(case.title)))
    backups.make(path, library.file.key, datetime.datetime.now(datetime.UTC), Reason.ASKED)
    assert check(library) == []
"""


@pytest.fixture
def secret(make_case: MakeCase) -> Case:
    title, source, excerpt, *_ = WORDS
    evidence = [
        {"id": "e1", "title": WORDS[3], "source": source, "excerpt": f"{excerpt} {WORDS[4]}", "protected": True}
    ]
    brief = {"subject": WORDS[5]}
    return make_case(title=title, evidence=evidence, brief=brief)


def readable(path: Path) -> list[str]:
    """The words that stand somewhere in a file in the open."""
    data = path.read_bytes()
    coded = {word: [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] for word in (*WORDS, *OURS)}
    return [word for word, forms in coded.items() if any(form in data for form in forms)]


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_search_for_readable_words_finds_them_in_a_plain_library(
    path: Path, model: DecisionModel, secret: Case
) -> None:
    with Library.open(path, model) as library:
        library.add(secret, "create")
        assert set(WORDS) <= set(readable(Path(f"{path}-wal")))
    assert {*WORDS, "SQLite format", "CREATE TABLE"} <= set(readable(path))


def test_no_file_of_an_encrypted_library_shows_a_word(path: Path, model: DecisionModel, secret: Case) -> None:
    with Library.open(path, model, passphrase=PASSPHRASE) as library:
        assert library.encrypted
        library.add(secret, "create", WORDS[0])
        library.tag(secret.id, [WORDS[1]])
        library.record(dataclasses.replace(secret, title=f"{WORDS[1]} {WORDS[3]}"), "title", "title")
        assert finding.ids(library, Query(words_of(WORDS[5]))) == [secret.id]
        backup = backups.make(path, library.file.key, AT, Reason.DAILY)
        log = Path(f"{path}-wal")
        assert log.stat().st_size > 10_000
        for file in files_in(path.parent):
            assert readable(file) == [], file.name
    assert not log.exists()
    assert {file.name for file in files_in(path.parent)} <= {path.name, f"{path.name}.lock", backup.path.name}
    for file in files_in(path.parent):
        assert readable(file) == [], file.name


def test_only_the_passphrase_opens_it(path: Path, model: DecisionModel, secret: Case) -> None:
    with Library.open(path, model, passphrase=PASSPHRASE) as library:
        library.add(secret, "create")
    for writing in (True, False):
        before = path.read_bytes()
        for tried, code in (
            (None, "passphrase_needed"),
            ("", "passphrase_needed"),
            ("wrong", "wrong_passphrase"),
            (PASSPHRASE.lower(), "wrong_passphrase"),
            (f"{PASSPHRASE} ", "wrong_passphrase"),
            ("'; DROP TABLE cases; --", "wrong_passphrase"),
            ("x'00'", "wrong_passphrase"),
        ):
            with pytest.raises(LibraryFault) as caught:
                Library.open(path, model, passphrase=tried, writing=writing)
            assert caught.value.code == code, tried
            assert PASSPHRASE not in str(caught.value)
            assert not tried or tried not in str(caught.value.values)
        assert path.read_bytes() == before
        with Library.open(path, model, passphrase=PASSPHRASE, writing=writing) as library:
            assert library.case(secret.id) == secret


def test_a_passphrase_is_the_same_however_its_letters_are_composed(
    path: Path, model: DecisionModel, secret: Case
) -> None:
    composed, apart = (unicodedata.normalize(form, PASSPHRASE) for form in ("NFC", "NFD"))
    assert composed != apart
    with Library.open(path, model, passphrase=apart) as library:
        library.add(secret, "create")
    for typed in (composed, apart):
        with Library.open(path, model, passphrase=typed) as library:
            assert library.case(secret.id) == secret


def test_any_sqlcipher_opens_it_with_the_passphrase(path: Path, model: DecisionModel, secret: Case) -> None:
    """No way of ours is needed: it is a standard SQLCipher 4 file."""
    with Library.open(path, model, passphrase=PASSPHRASE) as library:
        library.add(secret, "create")
    with closing(sqlite.connect(path)) as connection:
        connection.execute("PRAGMA key = '{}'".format(unicodedata.normalize("NFC", PASSPHRASE)))
        assert connection.execute("SELECT title FROM cases").fetchall() == [(secret.title,)]
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_two_libraries_of_one_passphrase_share_nothing(tmp_path: Path, model: DecisionModel, secret: Case) -> None:
    data = []
    for name in ("one", "other"):
        with Library.open(tmp_path / name, model, passphrase=PASSPHRASE) as library:
            library.add(secret, "create")
        data.append((tmp_path / name).read_bytes())
    blocks = [{one[at : at + 32] for at in range(0, len(one), 32)} for one in data]
    assert blocks[0].isdisjoint(blocks[1])


def test_every_byte_of_it_is_signed(path: Path, model: DecisionModel, secret: Case) -> None:
    """SQLCipher signs each page: what somebody changes in it cannot pass for what the officer wrote."""
    with Library.open(path, model, passphrase=PASSPHRASE) as library:
        library.add(secret, "create")
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    path.write_bytes(changed)
    with pytest.raises(LibraryFault, match="corrupt"):
        Library.open(path, model, passphrase=PASSPHRASE)


def test_nothing_is_said_and_nothing_spilled_at_work(tmp_path: Path, secret: Case) -> None:
    """A program of its own, with a wrong passphrase, none, and the right one; its temporary folder stays empty."""
    watched, path = tmp_path / "temporary", tmp_path / "desk" / "library.footing"
    watched.mkdir()
    path.parent.mkdir()
    folders = {name: str(watched) for name in ("TMPDIR", "SQLITE_TMPDIR", "TMP", "TEMP")}
    stamp = watched.stat().st_mtime_ns
    for expected in ("", "wrong_passphrase\npassphrase_needed\n"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", AT_WORK, str(path), PASSPHRASE],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **folders},
            input=write_case(secret),
            capture_output=True,
            check=False,
        )
        assert done.stderr == b""
        assert (done.returncode, done.stdout.decode()) == (0, expected)
    assert list(watched.iterdir()) == []
    assert watched.stat().st_mtime_ns == stamp, "not even for a moment"
    for file in files_in(tmp_path):
        assert readable(file) == [], file.name


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "words " * 1000)
    return held.getvalue()


OTHERS = {
    "a.txt": b"A letter to a colleague, long enough. " * 200,
    "utf8.txt": "Ein Brief über Öl. ".encode() * 200,
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj << >> endobj\n" * 300,
    "a.zip": zipped(),
    "a.json": b'{"format": "footing-case/1"}',
    "page.txt": b"exactly one page" * 256,
    "pages.txt": b"exactly two page" * 512,
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_file_of_another_kind_is_not_taken_for_an_encrypted_library(
    tmp_path: Path, model: DecisionModel, name: str, passphrase: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(OTHERS[name])
    for writing in (True, False):
        with pytest.raises(LibraryFault) as caught:
            Library.open(path, model, passphrase=passphrase, writing=writing)
        assert caught.value.code == "not_a_library"
    assert path.read_bytes() == OTHERS[name]


def test_a_plain_library_opens_with_a_passphrase_that_it_does_not_need(
    path: Path, model: DecisionModel, secret: Case
) -> None:
    with Library.open(path, model) as library:
        library.add(secret, "create")
    with Library.open(path, model, passphrase=PASSPHRASE) as library:
        assert not library.encrypted
        assert library.case(secret.id) == secret
        assert check(library) == []
