"""The verbs on a library as an officer types them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from app.__main__ import main
from app.session import PASSPHRASE
from db.encryption import is_encrypted
from db.migrations import APPLICATION_ID
from db.opening import hold

ROOT = Path(__file__).resolve().parents[2]
LIBERIA = ROOT / "assets" / "cases" / "liberia-unmil.json"
SOMALIA = "ba376644"
SECRET = "a long passphrase"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv(PASSPHRASE, raising=False)

    def run_(*arguments: object, at: Path = library) -> subprocess.CompletedProcess[str]:
        given = [str(part) for part in ("--library", at, "--draws", 200, *arguments)]
        capsys.readouterr()
        code = main(given)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(given, code, out, err)

    return run_


@pytest.fixture
def footing(run: Run) -> Run:
    """Runs that must go well, on a library with the nine cases."""
    assert run("import", LIBERIA).returncode == 0

    def good(*arguments: object, **options: Path) -> subprocess.CompletedProcess[str]:
        done = run(*arguments, **options)
        assert done.returncode == 0, done.stderr
        return done

    return good


def refused(done: subprocess.CompletedProcess[str], *named: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    for name in named:
        assert name in line


def titles(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [item["title"] for item in json.loads(done.stdout)]


def edited(tmp_path: Path, title: str) -> Path:
    path = tmp_path / f"{title}.json"
    document = json.loads(LIBERIA.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**document, "title": title}), encoding="utf-8")
    return path


def test_words_are_found_anywhere_with_their_place(footing: Run) -> None:
    done = footing("search", "drawdown", "unmil")
    assert "Liberia / UNMIL" in done.stdout
    assert "«drawdown»" in done.stdout
    assert titles(footing("search", "SOMÁL", "--json"))[0] == "Somalia"
    assert "No case was found." in footing("search", "zebra").stdout


def test_lists_are_narrowed(footing: Run) -> None:
    assert titles(footing("list", "--country", "tcd", "--json")) == ["Chad and CAR / MINURCAT"]
    assert titles(
        footing("list", "--documented", "one_foot_in_one_foot_out", "--kind", "political_office", "--json")
    ) == ["Burundi / BINUB"]
    assert titles(footing("list", "--since", "2009-01-01", "--json")) == []
    footing("tag", SOMALIA, "urgent")
    assert titles(footing("list", "--tag", "urgent", "--json")) == ["Somalia"]
    footing("archive", SOMALIA)
    assert "Somalia" not in titles(footing("list", "--json"))
    assert titles(footing("list", "--archived", "--json")) == ["Somalia"]
    footing("unarchive", SOMALIA)
    assert "Shown are 2 of 9" in footing("list", "--limit", "2").stdout


def test_what_is_not_understood_is_said_in_a_sentence(run: Run, footing: Run) -> None:
    refused(run("list", "--documented", "three_feet"), "three_feet")
    refused(run("list", "--since", "yesterday"), "yesterday")
    refused(run("search", "--", "---"), "---")
    refused(run("show", "ffffffff"), "ffffffff")
    refused(run("compare", SOMALIA, "1", "one"), "one")
    refused(run("compare", SOMALIA, "1", "7"), "7")
    refused(run("decide", SOMALIA, "three_feet", "--by", "x", "--on", "2008-10-01"), "three_feet")
    refused(run("export", SOMALIA, "-o", "x.csv", "--matrix", "--all", "-o", "x.txt"), "--matrix")
    refused(run("restore", "20010101"), "20010101")
    assert len(titles(footing("list", "--json"))) == 9


def test_an_imported_change_is_shown_compared_and_reverted(footing: Run, tmp_path: Path) -> None:
    footing("import", edited(tmp_path, "Liberia, later"))
    case = json.loads(LIBERIA.read_text(encoding="utf-8"))["id"]
    shown = json.loads(footing("show", case, "--json").stdout)
    assert shown["case"]["title"] == "Liberia, later"
    assert [one["number"] for one in shown["library"]["versions"]] == [1, 2]
    assert "title: Liberia / UNMIL → Liberia, later" in footing("compare", case, "1", "2").stdout
    footing("revert", case, "1")
    assert "Liberia / UNMIL" in footing("show", case[:8]).stdout
    rows = json.loads(footing("history", case, "--json").stdout)
    assert [row["action"] for row in rows] == ["starting_library", "import", "restore"]
    assert all(row["author"] for row in rows)
    assert "They say the same." in footing("compare", case, "1", "now").stdout


def test_two_libraries_exchange_and_part(footing: Run, run: Run, tmp_path: Path) -> None:
    other, pack = tmp_path / "other.db", tmp_path / "away.pack"
    case = json.loads(LIBERIA.read_text(encoding="utf-8"))["id"]
    footing("import", edited(tmp_path, "Theirs"), at=other)
    footing("export", case, "-o", pack, at=other)
    footing("import", edited(tmp_path, "Ours"))
    seen = footing("import", pack, "--preview").stdout
    assert "changed both there and here" in seen
    assert "title: Ours → Theirs" in seen
    refused(run("import", pack), "--conflicts", "Theirs")
    assert "kept beside it" in footing("import", pack, "--conflicts", "both").stdout
    assert {"Ours", "Theirs (from elsewhere)"} <= set(titles(footing("list", "--json")))
    assert "unchanged" in footing("import", pack).stdout


def test_a_decision_is_logged_beside_the_advice(footing: Run) -> None:
    done = footing(
        "decide", SOMALIA, "two_feet_in", "--by", "The Council", "--on", "2008-10-03", "--reason", "Why"
    )
    assert "departs from what is advised" in done.stdout
    shown = json.loads(footing("show", SOMALIA, "--json").stdout)
    (logged,) = shown["library"]["decisions"]
    assert (logged["option"], logged["decided_by"], logged["departs"]) == ("two_feet_in", "The Council", True)
    assert shown["case"]["decision"]["reason"] == "Why"
    assert "Decided: " in footing("show", SOMALIA).stdout


def test_a_note_of_the_library_is_entered_and_verified(footing: Run, tmp_path: Path) -> None:
    note = tmp_path / "somalia.pdf"
    footing("note", SOMALIA, "-o", note)
    (entered,) = json.loads(footing("show", SOMALIA, "--json").stdout)["library"]["notes"]
    assert entered["name"] == "somalia.pdf"
    assert footing("verify", note).stdout
    assert json.loads(footing("verify", note, "--json").stdout)["outcome"] == "holds"


def test_spreadsheets_hold_the_library_and_a_matrix(footing: Run, tmp_path: Path) -> None:
    sheet, table = tmp_path / "all.xlsx", tmp_path / "matrix.csv"
    footing("export", "--all", "-o", sheet)
    book = openpyxl.load_workbook(sheet)
    assert book.worksheets[0].max_row == 10
    footing("export", SOMALIA, "--matrix", "-o", table)
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 16


def test_backups_are_listed_looked_at_and_brought_back(footing: Run, tmp_path: Path, library: Path) -> None:
    footing("backup")
    (*_, made) = sorted(path.name for path in Path(f"{library}.backups").iterdir())
    assert made in footing("restore").stdout
    footing("import", edited(tmp_path, "Liberia, later"))
    seen = footing("restore", made).stdout
    assert "Liberia, later: would go back, without 1 edit." in seen
    assert "Nothing was changed" in seen
    assert "Liberia, later" in titles(footing("list", "--json"))
    footing("restore", made, "--yes")
    assert "Liberia / UNMIL" in titles(footing("list", "--json"))
    assert footing("check").stdout.count("sound") == 1


def test_a_damaged_library_is_told_with_the_way_out(footing: Run, run: Run, library: Path) -> None:
    footing("backup")
    whole = library.read_bytes()
    library.write_bytes(whole[: len(whole) // 3])
    done = run("list")
    assert done.returncode == 2
    assert "footing restore" in done.stderr
    name = done.stderr.split("footing restore ")[1].split()[0]
    assert "would come back" in footing("restore", name, "--yes").stdout
    assert len(titles(footing("list", "--json"))) == 9


def test_a_library_is_encrypted_worked_in_and_opened_again(
    footing: Run, run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(f"{SECRET}\n", encoding="utf-8")
    second.write_text("another long one\n", encoding="utf-8")
    footing("backup")
    footing("encrypt", "--new-passphrase-file", first)
    assert is_encrypted(library)
    assert all(is_encrypted(path) for path in Path(f"{library}.backups").iterdir())
    refused(run("list"), "encrypted")
    refused(run("list", "--passphrase-file", second), "does not open")
    assert len(titles(footing("list", "--json", "--passphrase-file", first))) == 9
    footing("passphrase", "--passphrase-file", first, "--new-passphrase-file", second)
    monkeypatch.setenv(PASSPHRASE, "another long one")
    assert "sealed" in footing("export", SOMALIA, "-o", tmp_path / "out.json").stdout
    assert not (tmp_path / "out.json").exists()
    footing("import", tmp_path / "out.json.age")
    footing("decrypt")
    monkeypatch.delenv(PASSPHRASE)
    assert len(titles(footing("list", "--json"))) == 9


def test_nobody_is_asked_for_a_passphrase_where_nobody_sits(library: Path, footing: Run) -> None:
    footing("list")
    done = subprocess.run(
        [sys.executable, "-m", "app", "--library", str(library), "encrypt"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "--new-passphrase-file" in done.stderr
    assert not is_encrypted(library)


def test_what_only_looks_or_files_never_makes_a_library(run: Run, tmp_path: Path) -> None:
    for verb in (
        ("show", SOMALIA),
        ("history", SOMALIA),
        ("versions", SOMALIA),
        ("compare", SOMALIA, "1", "now"),
        ("tag", SOMALIA, "urgent"),
        ("archive", SOMALIA),
        ("revert", SOMALIA, "1"),
        ("decide", SOMALIA, "two_feet_in", "--by", "The Council", "--on", "2008-10-03"),
        ("import", LIBERIA, "--preview"),
        ("check",),
        ("backup",),
    ):
        refused(run(*verb), "footing import makes one")
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_gone_is_told_apart_from_one_that_never_was(
    footing: Run, run: Run, library: Path
) -> None:
    footing("backup")
    library.unlink()
    for verb in (("list",), ("search", "unmil"), ("show", SOMALIA), ("check",), ("tag", SOMALIA, "urgent")):
        done = run(*verb)
        assert (done.returncode, done.stdout) == (2, "")
        assert "footing restore" in done.stderr
    name = done.stderr.split("footing restore ")[1].split()[0]
    assert "there was no library" in footing("restore", name, "--yes").stdout
    assert len(titles(footing("list", "--json"))) == 9


def test_a_preview_needs_no_lock_and_changes_nothing(
    footing: Run, run: Run, library: Path, tmp_path: Path
) -> None:
    later = edited(tmp_path, "Liberia, later")
    before = library.read_bytes()
    lock = hold(library)
    try:
        refused(run("import", later), "library.db")
        (seen,) = json.loads(footing("import", later, "--preview", "--json").stdout)
        assert "title: Liberia / UNMIL → Liberia, later" in footing("import", later, "--preview").stdout
    finally:
        lock.release()
    assert (seen["file"], seen["relation"]) == (str(later), "undated")
    assert library.read_bytes() == before


def test_files_before_one_that_is_refused_are_in_and_told(footing: Run, run: Run, tmp_path: Path) -> None:
    done = run("import", LIBERIA, edited(tmp_path, "Liberia, later"), tmp_path / "none.json", "--json")
    assert done.returncode == 2
    assert [(one["relation"], one["outcome"]) for one in json.loads(done.stdout)] == [
        ("same", "unchanged"),
        ("undated", "updated"),
    ]
    assert "none.json" in done.stderr
    assert "known here as an earlier state" in footing("import", LIBERIA).stdout
    assert "Liberia, later" in titles(footing("list", "--json"))


def test_a_case_a_colleague_reverted_comes_back_reverted(footing: Run, tmp_path: Path) -> None:
    other, pack = tmp_path / "other.db", tmp_path / "reverted.pack"
    later = edited(tmp_path, "Liberia, later")
    case = json.loads(LIBERIA.read_text(encoding="utf-8"))["id"]
    for at in (other, tmp_path / "library.db"):
        footing("import", later, at=at)
    footing("revert", case, "1", at=other)
    footing("export", case, "-o", pack, at=other)
    assert "newer than here" in footing("import", pack, "--preview").stdout
    assert "brought up to the file" in footing("import", pack).stdout
    assert "Liberia / UNMIL" in titles(footing("list", "--json"))
    assert "unchanged" in footing("import", pack).stdout


def test_versions_and_the_last_changes_are_listed(footing: Run) -> None:
    for number in (1, 2):
        footing("tag", SOMALIA, f"tag{number}")
    footing("decide", SOMALIA, "two_feet_in", "--by", "The Council", "--on", "2008-10-03")
    assert [one["number"] for one in json.loads(footing("versions", SOMALIA, "--json").stdout)] == [1, 2]
    assert footing("versions", SOMALIA).stdout.count("Version ") == 2
    shown = footing("history", SOMALIA, "--limit", "2").stdout
    assert "last 2 of 4" in shown
    assert "tag1 " not in shown
    assert "starting case" in footing("history", SOMALIA).stdout
    (last,) = json.loads(footing("history", SOMALIA, "--limit", "1", "--json").stdout)
    assert datetime.datetime.fromisoformat(last["at"]).tzinfo is not None
    assert "T" in last["at"]


def test_values_that_mean_nothing_are_refused_by_name(run: Run, footing: Run) -> None:
    refused(run("list", "--country", "Liberia"), "--country", "Liberia")
    refused(run("compare", SOMALIA, "1", "9" * 30), "9" * 30)
    refused(run("decide", SOMALIA, "two_feet_in", "--by", " ", "--on", "2008-10-01"), "--by")
    footing("tag", SOMALIA, "\x1b[2Jurgent")
    assert "\x1b" not in footing("show", SOMALIA).stdout


def test_what_an_export_holds_is_what_its_ending_says(footing: Run, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    footing("export", SOMALIA, "-o", tmp_path / "one.pack")
    refused(run("export", "--all", "-o", out), "out.json", ".pack")
    refused(run("export", SOMALIA, LIBERIA, "-o", tmp_path / "out.pack"), str(LIBERIA), "import it first")
    refused(run("export", SOMALIA, "--all", "-o", tmp_path / "out.pack"), "--all")
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith("out")} == set()


def test_a_file_sealed_by_a_colleague_opens_with_its_own_passphrase(
    footing: Run, run: Run, tmp_path: Path
) -> None:
    ours, theirs, other = tmp_path / "ours.txt", tmp_path / "theirs.txt", tmp_path / "other.db"
    ours.write_text("a passphrase of ours\n", encoding="utf-8")
    theirs.write_text("another one of theirs\n", encoding="utf-8")
    footing("encrypt", "--new-passphrase-file", ours)
    footing("import", edited(tmp_path, "Theirs"), at=other)
    footing("encrypt", "--new-passphrase-file", theirs, at=other)
    footing("export", "8356", "-o", tmp_path / "away.pack", "--passphrase-file", theirs, at=other)
    sealed = tmp_path / "away.pack.age"
    refused(run("import", sealed, "--passphrase-file", ours), "away.pack.age")
    footing("import", sealed, "--passphrase-file", ours, "--sealed-with", theirs)
    assert "Theirs" in titles(footing("list", "--json", "--passphrase-file", ours))


def test_an_older_library_is_brought_up_to_date_by_whatever_reads_it(run: Run, library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.executescript((ROOT / "tests" / "db" / "schemas" / "0001.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    done = run("list", "--json")
    assert done.returncode == 0, done.stderr
    assert len(titles(done)) == 2
    (backup,) = Path(f"{library}.backups").iterdir()
    assert "migration" in backup.name
