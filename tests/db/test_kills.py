"""A desk is killed at random moments while it edits as fast as it can: what it was told is saved is there.

This file is both sides: pytest runs the tests, which start it as a program of its own to be killed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import itertools
import json
import os
import random
import selectors
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import backups
from db.backups import Reason
from db.checking import check
from db.documents import document_of, sha256_of, text_of
from db.engine import for_changes
from db.indexing import rebuild
from db.library import Library
from db.opening import Opening
from db.records import HistoryRow
from decision.case import Case, Estimate, Rating
from decision.case_reading import case_from
from decision.model import DecisionModel
from decision.model_reading import read_model

ROOT = Path(__file__).parents[2]
PASSPHRASE = "vier Wörter, die niemand rät"
WORDS = ("convoy", "río", "колонна", "人道主义", "قافلة", "roadblock", "l’été", "Ñemby", "valley", "curfew")
START = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
RUNS_OF_A_LIBRARY = 20


# What is killed


@dataclasses.dataclass
class Held:
    """What one case must be, kept apart from the library: its states as undo and redo go through them."""

    done: list[tuple[Case, tuple[str, ...], bool]]
    versions: list[Case]
    rows: int
    undone: list[tuple[Case, tuple[str, ...], bool]] = dataclasses.field(default_factory=list)

    @property
    def case(self) -> Case:
        return self.done[-1][0]

    def become(self, case: Case, tags: tuple[str, ...], archived: bool) -> None:
        if (case, tags, archived) != self.done[-1]:
            self.done.append((case, tags, archived))
            self.undone.clear()
            self.rows += 1

    def freeze(self) -> None:
        if self.versions[-1] != self.case:
            self.versions.append(self.case)

    def told(self, model: DecisionModel) -> dict[str, Any]:
        case, tags, archived = self.done[-1]
        versions = [len(self.versions), hash_of(self.versions[-1], model)]
        state = {"text": hash_of(case, model), "tags": list(tags), "archived": archived}
        return {"case": case.id, **state, "versions": versions, "rows": self.rows}


def hash_of(case: Case, model: DecisionModel) -> str:
    return sha256_of(text_of(document_of(case, model)) or "")


def seen(library: Library, case_id: str) -> dict[str, Any]:
    """The same as :meth:`Held.told`, of the library."""
    versions = library.versions(case_id)
    state = {"text": hash_of(library.case(case_id), library.model), "tags": list(library.tags(case_id))}
    last = hash_of(library.version(case_id, len(versions)), library.model)
    assert last == versions[-1].sha256
    counts = {"versions": [len(versions), last], "rows": len(library.history(case_id))}
    return {"case": case_id, **state, "archived": library.summary(case_id).archived, **counts}


class Desk:
    """Edits a library as fast as it can, saying what each edit is to make before it, and its row after it."""

    def __init__(self, path: Path, seed: int, passphrase: str | None) -> None:
        self.path, self.passphrase, self.choice = path, passphrase, random.Random(seed)
        self.model = read_model((ROOT / "assets" / "models" / "two-feet.toml").read_bytes())
        self.open()
        self.held = {summary.id: self.found(summary.id) for summary in self.library.summaries()}

    def open(self) -> None:
        self.library = Library.open(self.path, self.model, author="A. Desk", passphrase=self.passphrase)

    def found(self, case_id: str) -> Held:
        numbers = range(1, len(self.library.versions(case_id)) + 1)
        state = (self.library.case(case_id), self.library.tags(case_id), self.library.summary(case_id).archived)
        versions = [self.library.version(case_id, number) for number in numbers]
        return Held([state], versions, len(self.library.history(case_id)))

    def work(self) -> None:
        kinds = [self.rate] * 8 + [self.write] * 6 + [self.undo] * 6 + [self.redo] * 4 + [self.tag] * 3
        kinds += [self.freeze] * 2 + [self.archive] * 2 + [self.restore] * 2 + [self.add]
        for number in itertools.count():
            if number % 40 == 7:
                self.close_or_back_up()
            if not self.held:
                self.add()
                continue
            self.choice.choice(kinds)()

    def close_or_back_up(self) -> None:
        if self.choice.random() < 0.5:
            backups.make(self.path, self.library.file.key, datetime.datetime.now(datetime.UTC), Reason.DAILY)
        else:
            self.library.close()
            self.open()

    def edit(self, held: Held, call: Callable[[], object]) -> None:
        self.held[held.case.id] = held
        say({"about": held.told(self.model)})
        made = call()
        row = made if isinstance(made, HistoryRow) else None
        say({"saved": held.case.id, "row": None if row is None else [row.id, row.action, row.key]})

    def one(self) -> tuple[Held, Case, tuple[str, ...], bool]:
        held = self.held[self.choice.choice(sorted(self.held))]
        return held, *held.done[-1]

    def add(self) -> None:
        case = made_case(str(uuid.UUID(int=self.choice.getrandbits(128), version=4)), self.model)
        self.edit(Held([(case, (), False)], [case], 1), lambda: self.library.add(case, "create"))

    def rate(self) -> None:
        held, case, tags, archived = self.one()
        estimate = Estimate(0, self.choice.randrange(1001) / 10, 100)
        criterion = self.choice.choice(("insecurity", "host_hostility"))
        rating = Rating(estimate, rationale=self.words(self.choice.choice((0, 3, 40))) or None)
        changed = dataclasses.replace(case, ratings={**case.ratings, criterion: rating})
        held.become(changed, tags, archived)
        self.edit(held, lambda: self.library.record(changed, "rating", f"ratings.{criterion}"))

    def write(self) -> None:
        held, case, tags, archived = self.one()
        text = self.words(self.choice.choice((1, 10, 10, 100, 4000)))
        key = self.choice.choice(("title", "brief.subject"))
        if key == "title":
            changed = dataclasses.replace(case, title=text[:200].strip())
        else:
            changed = dataclasses.replace(case, brief=dataclasses.replace(case.brief, subject=text))
        held.become(changed, tags, archived)
        self.edit(held, lambda: self.library.record(changed, "text", key))

    def undo(self) -> None:
        held, case, *_ = self.one()
        if len(held.done) > 1:
            held.undone.append(held.done.pop())
            held.rows += 1
            self.edit(held, lambda: self.library.undo(case.id))

    def redo(self) -> None:
        held, case, *_ = self.one()
        if held.undone:
            held.done.append(held.undone.pop())
            held.rows += 1
            self.edit(held, lambda: self.library.redo(case.id))

    def tag(self) -> None:
        held, case, _, archived = self.one()
        tags = tuple(sorted(self.choice.sample(WORDS, self.choice.randrange(4))))
        held.become(case, tags, archived)
        self.edit(held, lambda: self.library.tag(case.id, tags))

    def archive(self) -> None:
        held, case, tags, archived = self.one()
        held.become(case, tags, not archived)
        self.edit(held, lambda: self.library.archive(case.id, not archived))

    def freeze(self) -> None:
        held, case, *_ = self.one()
        held.freeze()
        self.edit(held, lambda: self.library.freeze(case.id))

    def restore(self) -> None:
        held, case, tags, archived = self.one()
        number = self.choice.randrange(len(held.versions)) + 1
        held.freeze()
        held.become(held.versions[number - 1], tags, archived)
        held.freeze()
        self.edit(held, lambda: self.library.restore(case.id, number))

    def words(self, number: int) -> str:
        return " ".join(self.choice.choices(WORDS, k=number))


def made_case(case_id: str, model: DecisionModel) -> Case:
    mission = {
        "name": "UNMIL",
        "kind": "peacekeeping_operation",
        "mandate": "multidimensional",
        "uses_force": "no",
    }
    head = {"format": "footing-case/1", "id": case_id, "title": "Liberia – 过渡", "countries": ["LBR"]}
    return case_from({**head, "as_of": "2008-09-30", "mission": mission}, model)


def say(line: dict[str, Any]) -> None:
    os.write(1, f"{json.dumps(line)}\n".encode())


# What kills and looks


@dataclasses.dataclass
class Tally:
    """What was asked of how many killed desks."""

    runs: int = 0
    edits: int = 0
    lost: int = 0
    found: Counter[str] = dataclasses.field(default_factory=Counter)


class Killed:
    """One library, whose desk is killed again and again, and what its desk was told is saved."""

    def __init__(self, path: Path, model: DecisionModel, passphrase: str | None) -> None:
        self.path, self.model, self.passphrase = path, model, passphrase
        self.saved: dict[str, dict[str, Any]] = {}
        self.rows: dict[int, tuple[str, str, str]] = {}

    def run(self, seed: int, tally: Tally) -> None:
        lines = self.killed_desk(seed)
        about = self.take_in(lines, tally)
        tally.runs += 1
        if not self.path.exists():
            assert lines == []
            return
        with Library.open(self.path, self.model, passphrase=self.passphrase) as library:
            found = library.file.opening
            tally.found[found] += 1
            assert found is not Opening.LOG_MISSING
            assert found is not Opening.NEW or not self.saved
            assert check(library) == []
            with library.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            self.look(library, about, tally)
            look_at_the_index(library)
            self.undo_and_redo(library)
        self.look_at_backups()

    def killed_desk(self, seed: int) -> list[dict[str, Any]]:
        """What a desk said until it was killed: after so many lines, or while it was still opening."""
        choice = random.Random(seed)
        early = choice.random() < 0.15
        wanted = 0 if early else choice.randrange(1, 240)
        pause = choice.uniform(0.1, 0.9) if early else choice.uniform(0, 0.02)
        arguments = [__file__, str(self.path), str(seed), self.passphrase or ""]
        with subprocess.Popen(
            [sys.executable, "-W", "error", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        ) as desk:
            assert desk.stdout is not None
            assert desk.stderr is not None
            said = b""
            while said.count(b"\n") < wanted:
                piece = desk.stdout.read(4096)
                if not piece:
                    break
                said += piece
            drained = drain(desk.stdout.fileno(), pause)
            desk.kill()
            said += drained + desk.stdout.read()
            assert desk.stderr.read() == b""
        assert desk.returncode == -9
        return [json.loads(line) for line in said.split(b"\n")[:-1]]

    def take_in(self, lines: list[dict[str, Any]], tally: Tally) -> dict[str, Any] | None:
        """Learn what must be there; what the desk was about to do and never said it did."""
        about = None
        for line in lines:
            if "about" in line:
                about = line["about"]
                continue
            assert about is not None
            self.saved[about["case"]] = about
            if line["row"] is not None:
                self.rows[line["row"][0]] = (about["case"], *line["row"][1:])
            tally.edits += 1
            about = None
        return about

    def look(self, library: Library, about: dict[str, Any] | None, tally: Tally) -> None:
        summaries = {summary.id for summary in library.summaries()}
        states = {case_id: seen(library, case_id) for case_id in summaries}
        rows = {row.id: (row.case_id, row.action, row.key) for one in summaries for row in library.history(one)}
        lost = {number: row for number, row in self.rows.items() if rows.get(number) != row}
        if about is not None and states.get(about["case"]) == about:
            self.saved[about["case"]] = about  # it was saved, though the desk never heard of it
        tally.lost += len(lost) + sum(states.get(case_id) != told for case_id, told in self.saved.items())
        assert lost == {}
        assert states == self.saved

    def undo_and_redo(self, library: Library) -> None:
        for case_id in sorted(self.saved)[-4:]:
            if library.undoable(case_id) is None:
                continue
            before = seen(library, case_id)
            assert library.undo(case_id) is not None
            assert seen(library, case_id) != before
            assert library.redo(case_id) is not None
            self.saved[case_id] = {**before, "rows": before["rows"] + 2}
            assert seen(library, case_id) == self.saved[case_id]

    def look_at_backups(self) -> None:
        for backup in backups.backups(self.path)[:1]:
            with Library.open(backup.path, self.model, writing=False, passphrase=self.passphrase) as library:
                assert library.file.checked
                assert check(library) == []


def drain(pipe: int, seconds: float) -> bytes:
    """Read on for so long: a desk that waits for a reader would never be killed within an edit."""
    said, end = b"", time.monotonic() + seconds
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while (left := end - time.monotonic()) > 0:
            if ready.select(left):
                piece = os.read(pipe, 65536)
                if not piece:
                    break
                said += piece
    return said


def look_at_the_index(library: Library) -> None:
    """The index holds what one made anew from the cases would."""
    query = (
        "SELECT case_id, sha256, title, mission, filing, body FROM indexed JOIN search ON search.rowid = number"
        " ORDER BY case_id"
    )

    class Seen(Exception):  # noqa: N818 - it takes the new index back
        pass

    with contextlib.suppress(Seen), for_changes(library.file.engine).begin() as connection:
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('integrity-check')")
        assert connection.exec_driver_sql("SELECT count(*) FROM search").scalar() == len(library.summaries())
        before = connection.exec_driver_sql(query).all()
        rebuild(connection)
        assert connection.exec_driver_sql(query).all() == before
        raise Seen


def killed_again_and_again(
    folder: Path, model: DecisionModel, passphrase: str | None, seeds: range, tally: Tally
) -> None:
    killed = None
    for number, seed in enumerate(seeds):
        if number % RUNS_OF_A_LIBRARY == 0:
            killed = Killed(folder / f"{seed}.footing", model, passphrase)
        assert killed is not None
        killed.run(seed, tally)


PLAIN_OR_ENCRYPTED = pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])


@PLAIN_OR_ENCRYPTED
def test_a_killed_desk_loses_no_edit(tmp_path: Path, model: DecisionModel, passphrase: str | None) -> None:
    tally = Tally()
    killed_again_and_again(tmp_path, model, passphrase, range(3), tally)
    assert (tally.runs, tally.lost) == (3, 0)
    assert tally.edits > 50


@pytest.mark.long
@pytest.mark.timeout(3000)
@PLAIN_OR_ENCRYPTED
def test_two_hundred_killed_desks_lose_no_edit(
    tmp_path: Path, model: DecisionModel, passphrase: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    killed_again_and_again(tmp_path, model, passphrase, range(1000, 1200), tally)
    assert tally.edits > 5000
    with capsys.disabled():
        found = ", ".join(f"{name} {number}" for name, number in sorted(tally.found.items()))
        kind = "plain" if passphrase is None else "encrypted"
        print(f"\nkilled desks ({kind}): {tally.runs}, edits saved: {tally.edits}, lost: {tally.lost}; {found}")


if __name__ == "__main__":
    Desk(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] or None).work()
