"""The command line as a user runs it: in a process of its own, on real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from app.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "assets" / "cases"
LIBERIA = CASES / "liberia-unmil.json"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "a folder with spaces, ümlauts" / "library.db"


@pytest.fixture
def footing(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program called in this process: what it prints and its exit code."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        given = [str(part) for part in ("--library", library, "--draws", 400, *arguments)]
        capsys.readouterr()
        code = main(given)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(given, code, out, err)

    return run


@pytest.fixture
def process(library: Path, tmp_path: Path) -> Run:
    """The program in a process of its own, on a machine without a display."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-m", "app", "--library", library, "--draws", 400, *arguments]
        displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        return subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={name: value for name, value in os.environ.items() if name not in displays},
            timeout=100,
            check=False,
        )

    return run


def refused(done: subprocess.CompletedProcess[str], *named: str) -> None:
    """Bad input: exit 2, nothing on standard output, one sentence without a trace on standard error."""
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for name in named:
        assert name in lines[0]


def altered(tmp_path: Path, change: Callable[[dict[str, object]], None], source: Path = LIBERIA) -> Path:
    document = json.loads(source.read_text(encoding="utf-8"))
    change(document)
    path = tmp_path / "altered.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_an_analysis_is_printed_as_json_with_the_contract_s_keys(footing: Run) -> None:
    done = footing("analyse", LIBERIA, "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert {"values", "doctrine", "precedents", "robustness", "sensitivity"} <= result.keys()
    assert {"option", "strength"} <= result["recommendation"].keys()
    assert result["robustness"]["draws"] == 400


def test_the_same_input_gives_the_same_bytes_and_no_library_is_made(process: Run, library: Path) -> None:
    first, second = process("analyse", LIBERIA, "--json"), process("analyse", LIBERIA, "--json")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert not library.exists()


def test_options_may_stand_after_the_verb(footing: Run) -> None:
    done = footing("analyse", LIBERIA, "--json", "--draws", "300", "--seed", "7")
    drawn = json.loads(done.stdout)["robustness"]
    assert (drawn["draws"], drawn["seed"]) == (300, 7)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_neither_name_nor_documented_answer_moves_the_recommendation(
    case: Path, footing: Run, tmp_path: Path
) -> None:
    def change(document: dict[str, object]) -> None:
        document["title"] = "Elsewhere"
        del document["documented"]

    true = json.loads(footing("analyse", case, "--json").stdout)
    blind = json.loads(footing("analyse", altered(tmp_path, change, case), "--json").stdout)
    assert blind["recommendation"] == true["recommendation"]
    assert blind["values"] == true["values"]


def test_without_a_display_the_main_job_is_done(process: Run, library: Path) -> None:
    done = process()
    assert done.returncode == 0, done.stderr
    notes = sorted((library.parent / "notes").glob("*.pdf"))
    assert len(notes) == 9
    assert all(note.read_bytes().startswith(b"%PDF-") for note in notes)
    assert str(library.parent / "notes") in done.stdout
    for title in ("Liberia / UNMIL", "Somalia", "Chad and CAR / MINURCAT"):
        assert title in done.stdout


def test_a_case_goes_out_and_comes_back(footing: Run, tmp_path: Path) -> None:
    assert footing("import", LIBERIA).stdout.strip() == "Liberia / UNMIL: in the library already, unchanged."
    listed = json.loads(footing("list", "--json").stdout)
    assert len(listed) == 9
    case_id = next(item["id"] for item in listed if item["title"] == "Liberia / UNMIL")
    out = tmp_path / "out.json"
    assert footing("export", case_id[:8], "-o", out).returncode == 0
    assert out.read_bytes() == LIBERIA.read_bytes()
    out.write_text(out.read_text(encoding="utf-8").replace("Liberia / UNMIL", "Liberia, again"), encoding="utf-8")
    assert "brought up to the file" in footing("import", out).stdout
    assert "Liberia, again" in footing("list").stdout


def test_what_is_protected_stays_behind_unless_asked_for(footing: Run, tmp_path: Path) -> None:
    def protect(document: dict[str, object]) -> None:
        evidence = document["evidence"]
        assert isinstance(evidence, list)
        evidence[0].update(protected=True, title="Zinnober", excerpt="Zinnober")

    secret, open_file, full = altered(tmp_path, protect), tmp_path / "open.json", tmp_path / "full.json"
    assert footing("export", secret, "-o", open_file).returncode == 0
    assert footing("export", secret, "-o", full, "--with-protected").returncode == 0
    assert "Zinnober" not in open_file.read_text(encoding="utf-8")
    assert "Zinnober" in full.read_text(encoding="utf-8")


def test_a_note_carries_its_case_back_into_a_library(footing: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.pdf"
    assert footing("note", LIBERIA, "-o", note).returncode == 0
    first = note.read_bytes()
    assert footing("note", LIBERIA, "-o", note).returncode == 0
    assert note.read_bytes() == first
    assert "unchanged" in footing("import", note).stdout


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda case: case["ratings"].update(courage={"low": 1, "best": 2, "high": 3}), "ratings.courage"),
        (lambda case: case["ratings"]["insecurity"].update(low=40, best=20), "ratings.insecurity.best"),
        (lambda case: case["mission"].update(kind="army"), "mission.kind"),
        (lambda case: case.update(format="footing-case/2"), "newer"),
        (lambda case: case.pop("as_of"), "as_of"),
        (lambda case: case["ratings"]["insecurity"].update(evidence=["e99"]), "ratings.insecurity.evidence[0]"),
        (lambda case: case.update(countries=["LIB"]), "countries[0]"),
    ],
)
def test_a_bad_case_is_refused_by_the_field(
    change: Callable[[dict[str, object]], None], named: str, footing: Run, tmp_path: Path
) -> None:
    path = altered(tmp_path, change)
    before = footing("list", "--json").stdout
    refused(footing("analyse", path, "--json"), named, "altered.json")
    refused(footing("import", path), named)
    note = tmp_path / "note.pdf"
    refused(footing("note", path, "-o", note), named)
    assert not note.exists()
    assert footing("list", "--json").stdout.count('"id"') in (before.count('"id"'), 9)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe{\x00}\x00", b"[" * 100_000, b"PK\x03\x04 not json", b"%PDF-1.7 not a note", b"[1]"],
    ids=["empty", "cut", "utf16", "deep", "zip", "pdf", "list"],
)
def test_a_file_that_is_no_case_is_refused(data: bytes, footing: Run, tmp_path: Path) -> None:
    path = tmp_path / "strange.json"
    path.write_bytes(data)
    refused(footing("analyse", path), "strange.json")


def test_places_that_cannot_be_written_are_told(footing: Run, tmp_path: Path) -> None:
    refused(footing("note", LIBERIA, "-o", tmp_path / "nowhere" / "note.pdf"), "nowhere")
    refused(footing("note", LIBERIA, "-o", tmp_path), str(tmp_path))
    refused(footing("export", LIBERIA, "-o", "/proc/none/case.json"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["analyse"],
        ["analyse", LIBERIA, "--draws", "none"],
        ["note", LIBERIA],
        ["export", "zzzz", "-o", "x"],
    ],
)
def test_a_command_that_is_not_understood_is_told(arguments: list[object], footing: Run) -> None:
    refused(footing(*arguments))


def test_a_library_in_trouble_is_told_and_left_alone(footing: Run, library: Path) -> None:
    assert footing("import", LIBERIA).returncode == 0
    sound = library.read_bytes()
    library.write_bytes(b"no database at all, but long enough to look at" * 100)
    refused(footing("list"), "library.db")
    refused(footing("import", LIBERIA), "library.db")
    library.write_bytes(sound)
    connection = sqlite3.connect(library)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    connection.close()
    refused(footing("import", LIBERIA), "library.db")
    refused(footing("list"), "newer")


def test_a_locked_library_is_told(footing: Run, library: Path) -> None:
    assert footing("import", LIBERIA).returncode == 0
    connection = sqlite3.connect(library, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    refused(footing("import", LIBERIA), "library.db")
    connection.execute("ROLLBACK")
    connection.close()


def test_a_full_disk_is_told(footing: Run) -> None:
    refused(footing("note", LIBERIA, "-o", "/dev/full"), "full")
    assert Path("/dev/full").is_char_device(), "the device itself must not be replaced by a file"


@pytest.mark.parametrize("verb", ["note", "export"])
def test_what_is_written_never_takes_the_place_of_the_case(footing: Run, tmp_path: Path, verb: str) -> None:
    case = tmp_path / "keep.json"
    case.write_bytes(LIBERIA.read_bytes())
    done = footing(verb, case, "-o", tmp_path / "." / "keep.json")
    assert done.returncode == 2
    assert "choose another name" in done.stderr
    assert case.read_bytes() == LIBERIA.read_bytes()


def test_too_few_draws_to_say_anything_are_refused(footing: Run) -> None:
    done = footing("analyse", LIBERIA, "--draws", "99")
    assert (done.returncode, done.stdout) == (2, "")
    assert "100" in done.stderr


def test_the_text_of_a_case_that_ties_and_of_one_with_an_overruled_rule(footing: Run, tmp_path: Path) -> None:
    document = json.loads(LIBERIA.read_text(encoding="utf-8"))
    for name, rating in document["ratings"].items():
        low = {"insecurity": 20, "ngo_distance": 30, "coherence_yield": 30}.get(name)
        fits = {"neutrality_risk": 20, "access_dependence": 20, "aid_worker_risk": 20}.get(name)
        coherent = {"peace_fragility", "objective_conflict", "coordination_gap", "humanitarian_caseload"}
        level = low or fits or (25 if name in coherent else 15)
        rating.update(low=level, best=level, high=level)
    document["mission"]["kind"] = "political_mission"
    document["ratings"]["area_mismatch"] = {
        **next(iter(document["ratings"].values())),
        "low": 15,
        "best": 15,
        "high": 15,
    }
    tie = tmp_path / "tie.json"
    tie.write_text(json.dumps(document), encoding="utf-8")
    for form in ([], ["--short"]):
        done = footing("analyse", tie, *form)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Two options have the same value." in done.stdout
    document = json.loads((CASES / "dr-congo-monuc.json").read_text(encoding="utf-8"))
    document["overrules"] = [{"rule": "R1", "reason": "No force is used where relief is given."}]
    over = tmp_path / "over.json"
    over.write_text(json.dumps(document), encoding="utf-8")
    assert "The officer has overruled R1." in footing("analyse", over, "--short").stdout
    document["overrules"] *= 2
    over.write_text(json.dumps(document), encoding="utf-8")
    assert footing("analyse", over, "--short").returncode == 2
