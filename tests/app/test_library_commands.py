"""The verbs on a library as an officer types them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.__main__ import main
from app.session import PASSPHRASE
from db.encryption import is_encrypted

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
