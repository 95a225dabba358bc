"""Cases in and out as the desk and the command line do it: files, notes, packs, sealed and spoiled ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import exchange, safekeeping
from app.files import ContentError, FileFault, write_whole
from app.words import Words
from app.workspace import Workspace, save_case
from db.backups import Reason
from db.merging import Choice, Merged, Relation
from db.packs import PackError, looks_like_pack
from db.sealing import is_sealed
from decision.case import Case, Evidence, Rating

WORDS = Words()
SECRET = "a long passphrase"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library.db", WORDS) as workspace:
        workspace.draws = 200
        yield workspace


def outcomes(desk: Workspace, path: Path, choice: Choice | None = None) -> list[Merged]:
    pack = exchange.read_incoming(desk, path)
    choices = {} if choice is None else {one.case.id: choice for one in pack.cases}
    return [taken.outcome for taken in exchange.take_in(desk, pack, choices)]


def test_importing_twice_changes_nothing_and_a_changed_case_keeps_its_former_state(
    desk: Workspace, tmp_path: Path, nine: dict[str, Case]
) -> None:
    case, path = nine["somalia"], tmp_path / "somalia.json"
    assert desk.library is not None
    save_case(case, path)
    assert outcomes(desk, path) == [Merged.UNCHANGED]
    assert safekeeping.kept_backups(desk.library.path) == []
    save_case(replace(case, title="Somalia, later"), path)
    assert outcomes(desk, path) == [Merged.UPDATED]
    assert desk.library.case(case.id).title == "Somalia, later"
    assert desk.library.version(case.id, 1) == case
    assert [one.reason for one in safekeeping.kept_backups(desk.library.path)] == [Reason.MERGE]
    desk.library.undo(case.id)
    assert desk.library.case(case.id) == case


def test_a_note_brings_its_case(desk: Workspace, tmp_path: Path, nine: dict[str, Case]) -> None:
    case = replace(nine["somalia"], id="3f0e3a3e-6f50-4b1e-8a6b-0d3c1f0a9b11", title="By mail")
    note = tmp_path / "note.pdf"
    desk.save_note(desk.analyse(case), note)
    assert outcomes(desk, note) == [Merged.ADDED]
    assert desk.library is not None
    assert desk.library.case(case.id) == case


def test_a_file_that_cannot_be_used_changes_nothing(desk: Workspace, tmp_path: Path) -> None:
    assert desk.library is not None
    before = desk.library.summaries()
    hostile = {
        "bad.json": b'{"format": "footing-case/1"}',
        "other.pdf": b"%PDF-1.4\n%%EOF",
        "cut.pack": b"PK\x03\x04 and then nothing",
        "cut.age": b"age-encryption.org/v1\n-> scrypt x",
        "empty.json": b"",
    }
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises((ContentError, FileFault)):
            exchange.take_in(desk, exchange.read_incoming(desk, tmp_path / name, SECRET), {})
    assert desk.library.summaries() == before


def test_a_conflict_is_the_officer_s_to_decide(tmp_path: Path, desk: Workspace, nine: dict[str, Case]) -> None:
    case, path = nine["liberia-unmil"], tmp_path / "away.pack"
    assert desk.library is not None
    with Workspace.open(tmp_path / "theirs.db", WORDS) as other:
        assert other.library is not None
        other.library.record(replace(case, title="Theirs"), "title", "title")
        exchange.write_export(other, path, exchange.pack_bytes(other, [case.id]))
    desk.library.record(replace(case, title="Ours"), "title", "title")
    pack = exchange.read_incoming(desk, path)
    assert [item.relation for item in exchange.look_at(desk, pack)] == [Relation.CONFLICT]
    with pytest.raises(PackError, match="merge_choice"):
        exchange.take_in(desk, pack, {})
    assert outcomes(desk, path, Choice.BOTH) == [Merged.KEPT_BOTH]
    assert "Theirs (from elsewhere)" in {item.title for item in desk.library.summaries()}


def test_what_leaves_an_encrypted_library_is_sealed_and_opens_with_its_passphrase(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "secret.db", WORDS, passphrase=SECRET) as workspace:
        assert workspace.library is not None
        ids = [item.id for item in workspace.library.summaries()]
        data = exchange.pack_bytes(workspace, ids)
        written = exchange.write_export(workspace, tmp_path / "cases.pack", data)
        assert written == tmp_path / "cases.pack.age"
        assert is_sealed(written.read_bytes())
        with pytest.raises(FileFault, match="sealed"):
            exchange.read_incoming(workspace, written)
        with pytest.raises(ContentError):
            exchange.read_incoming(workspace, written, "another passphrase")
        assert len(exchange.read_incoming(workspace, written, SECRET).cases) == len(ids)
        plain = exchange.write_export(workspace, tmp_path / "plain.pack", data, plain=True)
        assert looks_like_pack(plain.read_bytes())
    assert {item.name for item in tmp_path.iterdir() if "cases" in item.name} == {"cases.pack.age"}


def test_nothing_is_written_over_a_library_nor_read_from_one(desk: Workspace, nine: dict[str, Case]) -> None:
    assert desk.library is not None
    path = desk.library.path
    for act in (
        lambda: write_whole(path, b"in its place"),
        lambda: save_case(nine["somalia"], path),
        lambda: exchange.read_incoming(desk, path),
    ):
        with pytest.raises(FileFault, match="is_library"):
            act()
    assert len(desk.library.summaries()) == len(nine)


def test_an_export_warns_of_protected_words_it_would_give_away(nine: dict[str, Case]) -> None:
    case = nine["liberia-unmil"]
    secret = "seven staff of one agency were held for a night near the border"
    item = Evidence("x1", "Told in confidence", excerpt=secret, protected=True)
    rating = replace(case.ratings["insecurity"], rationale=f"As {secret}.")
    told = replace(case, evidence=(*case.evidence, item), ratings={**case.ratings, "insecurity": rating})
    ((of, echo),) = exchange.warnings([case, told])
    assert (of, echo.key, echo.evidence) == (told, "ratings.insecurity.rationale", "x1")
    harmless = {**told.ratings, "insecurity": Rating(rating.estimate)}
    assert exchange.warnings([replace(told, ratings=harmless)]) == []
