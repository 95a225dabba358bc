"""A damaged library is told by a known fault or by a finding, or holds all it held; it never silently differs."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import itertools
import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import backups, finding, keeping
from db.checking import check
from db.engine import Access, bare
from db.faults import LibraryFault
from db.finding import Filters, Query, words_of
from db.keeping import Decision, Result
from db.library import Library
from db.opening import Opening
from decision.case import Case, Estimate, Rating
from decision.errors import CaseError
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]
PASSPHRASE = "vier Wörter, die niemand rät"
TOLD = {"corrupt", "not_a_library", "newer", "older", "wrong_passphrase", "passphrase_needed", "read_only"}
TOLD |= {"gone", "corrupt_case"}
"""The faults a damaged file may give: each has its sentence."""

PLAIN_OR_ENCRYPTED = pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])


def open_at(path: Path, model: DecisionModel, passphrase: str | None, *, writing: bool = True) -> Library:
    ticks = itertools.count()
    start = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
    now = lambda: start + datetime.timedelta(seconds=next(ticks))  # noqa: E731
    return Library.open(path, model, author="A. Desk", passphrase=passphrase, now=now, writing=writing)


def rated(case: Case, best: float, why: str | None = None) -> Case:
    ratings = {**case.ratings, "insecurity": Rating(Estimate(0, best, 100), rationale=why)}
    return dataclasses.replace(case, ratings=ratings)


def fill(library: Library, make_case: MakeCase) -> None:
    """Cases with everything a library keeps."""
    cases = [make_case(id=f"00000000-0000-4000-8000-{number:012}", title=f"Case {number}") for number in range(4)]
    for number, case in enumerate(cases):
        library.add(case, "create", "as found")
        library.record(
            rated(case, 10 * number, "Patrols report fewer roadblocks. " * 20), "rating", "ratings.insecurity"
        )
        library.freeze(case.id)
        library.record(dataclasses.replace(library.case(case.id), title="مالي – 过渡"), "title", "title")
        library.undo(case.id)
        library.tag(case.id, ["urgent", f"desk {number}"])
    library.archive(cases[0].id, True)
    library.redo(cases[1].id)
    result = Result("two-feet", "1", "a model", "0.1", 1, 100, "two_feet_in", "firm", '{"kept":true}')
    case = library.case(cases[1].id)
    note = keeping.issue_note(library, case, result, ("note.pdf", "ab" * 32))
    day = datetime.date(2026, 11, 24)
    advice = keeping.results(library, case.id)[-1]
    assert note.result_id == advice.id
    keeping.decide(library, case.id, Decision("two_feet_out", "The committee", day, "It was so decided."), advice)
    keeping.save_scenario(library, library.case(case.id), rated(library.case(case.id), 90), "If it gets worse")


def contents(library: Library) -> dict[str, Any]:
    """Everything the library tells by its own calls."""
    found: dict[str, Any] = {"summaries": library.summaries(), "tags": finding.tags(library)}
    everywhere = Query(words_of("patrols road"), Filters(archived=None))
    found["search"] = sorted(finding.ids(library, everywhere))
    for case in library.cases():
        versions = library.versions(case.id)
        kept = keeping.results(library, case.id)
        scenarios = keeping.scenarios(library, case.id)
        found[case.id] = {
            "case": case,
            "history": library.history(case.id),
            "versions": [(version, library.version(case.id, version.number)) for version in versions],
            "tags": library.tags(case.id),
            "steps": (library.undoable(case.id), library.redoable(case.id)),
            "results": [(one, keeping.result_text(library, one.id)) for one in kept],
            "decisions": keeping.decisions(library, case.id),
            "notes": keeping.notes(library, case.id),
            "scenarios": [(one, keeping.scenario_case(library, one)) for one in scenarios],
        }
    return found


UNSIGNED = re.compile(
    r"(\S+ )?(decisions|notes|scenarios|(history|versions|results) \w+\.(at|created_at|author|action|label|program|seed|draws|option|strength)\b)"
)
"""What a plain library keeps no hash of and nothing else tells: a flip in its text stays unseen.

An encrypted library is signed page by page and knows no such thing.
"""


@dataclasses.dataclass(frozen=True)
class Whole:
    """A library that is in order, closed, and what it holds."""

    path: Path
    passphrase: str | None
    held: dict[str, Any]


@pytest.fixture(scope="module")
def wholes(
    tmp_path_factory: pytest.TempPathFactory, model: DecisionModel, make_case: MakeCase
) -> dict[str | None, Whole]:
    made: dict[str | None, Whole] = {}
    for passphrase in (None, PASSPHRASE):
        path = tmp_path_factory.mktemp("whole") / "whole.footing"
        with open_at(path, model, passphrase) as library:
            fill(library, make_case)
        with open_at(path, model, passphrase) as library:
            assert check(library) == []
            made[passphrase] = Whole(path, passphrase, contents(library))
    return made


@dataclasses.dataclass
class Outcomes:
    """How often a damage ended how."""

    counts: Counter[str] = dataclasses.field(default_factory=Counter)
    silent: list[str] = dataclasses.field(default_factory=list)
    """What was neither told nor harmless."""

    def add(self, path: Path, model: DecisionModel, whole: Whole, what: str, *, writing: bool) -> None:
        """Open a damaged copy of a library, look at it fully and read all of it."""
        try:
            library = open_at(path, model, whole.passphrase, writing=writing)
        except LibraryFault as fault:
            self.counts[told(fault, what)] += 1
            return
        with library:
            findings = check(library)
            held = read_or_told(library, what if not findings else "")
        if findings:
            self.counts["found by the check"] += 1
        elif isinstance(held, str):
            self.counts[f"{held} on reading"] += 1
        elif held == whole.held:
            self.counts["unharmed"] += 1
        else:
            where = first_difference(whole.held, held)
            if whole.passphrase is None and UNSIGNED.match(where):
                self.counts["unseen, in what has no hash"] += 1
            else:
                self.silent.append(f"{what}: {where}")


def told(fault: LibraryFault, what: str) -> str:
    assert fault.code in TOLD, (what, fault)
    return fault.code


def read_or_told(library: Library, what: str) -> dict[str, Any] | str:
    """What a library holds, or the fault it gives; a damage that was found may also make a case malformed."""
    try:
        return contents(library)
    except LibraryFault as fault:
        return fault.code if what == "" else told(fault, what)
    except CaseError:
        if what == "":
            return "malformed"
        raise


def first_difference(before: Any, after: Any) -> str:
    """Where two contents part, as a path of names, and the two values."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        key = next(key for key in before if before[key] != after[key])
        return f"{key} {first_difference(before[key], after[key])}"
    if isinstance(before, list | tuple) and type(before) is type(after) and len(before) == len(after):
        return next(first_difference(*pair) for pair in zip(before, after, strict=True) if pair[0] != pair[1])
    if dataclasses.is_dataclass(before) and type(before) is type(after):
        fields = [field.name for field in dataclasses.fields(before)]
        name = next(name for name in fields if getattr(before, name) != getattr(after, name))
        value = first_difference(getattr(before, name), getattr(after, name))
        return f"{type(before).__name__}.{name} {value}"
    return f"{before!r} -> {after!r}"


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def flipped(whole: Whole, folder: Path, model: DecisionModel, number: int, seed: int) -> Outcomes:
    """The outcomes of as many single flips, every tenth of them in the head of the file."""
    choice = random.Random(seed)
    size = whole.path.stat().st_size
    outcomes = Outcomes()
    for turn in range(number):
        place, bit = choice.randrange(200 if turn % 10 == 0 else size), choice.randrange(8)
        path = folder / f"{turn}.footing"
        shutil.copyfile(whole.path, path)
        flip(path, place, bit)
        outcomes.add(path, model, whole, f"bit {bit} of byte {place}", writing=turn % 2 == 0)
        path.unlink()
    return outcomes


@PLAIN_OR_ENCRYPTED
def test_no_flipped_bit_goes_unnoticed(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, passphrase: str | None
) -> None:
    number = 40 if passphrase is None else 12  # an encrypted one is opened with a key that takes a while
    outcomes = flipped(wholes[passphrase], tmp_path, model, number, seed=7)
    assert outcomes.silent == []
    assert sum(outcomes.counts.values()) == number


@pytest.mark.long
@pytest.mark.timeout(3000)
@PLAIN_OR_ENCRYPTED
def test_none_of_fifteen_hundred_flipped_bits_goes_unnoticed(
    wholes: dict[str | None, Whole],
    tmp_path: Path,
    model: DecisionModel,
    passphrase: str | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = flipped(wholes[passphrase], tmp_path, model, 1500, seed=8)
    with capsys.disabled():
        counts = ", ".join(f"{name} {count}" for name, count in outcomes.counts.most_common())
        print(
            f"\nflipped bits ({'plain' if passphrase is None else 'encrypted'}): silent {len(outcomes.silent)}; {counts}"
        )
    assert outcomes.silent == []


@PLAIN_OR_ENCRYPTED
def test_a_library_cut_off_anywhere_is_told(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, passphrase: str | None
) -> None:
    whole = wholes[passphrase]
    size = whole.path.stat().st_size
    choice = random.Random(11)
    lengths = [1, 15, 16, 99, 100, 512, 4095, 4096, 4097, size - 4096, size - 2]
    lengths += [choice.randrange(2, size - 4096) for _ in range(10 if passphrase is None else 3)]
    for length in lengths:
        for writing in (True, False):
            path = tmp_path / f"{length}-{writing}.footing"
            path.write_bytes(whole.path.read_bytes()[:length])
            if length > size - 4096:  # of the last page alone, whose last bytes may hold nothing
                outcomes = Outcomes()
                outcomes.add(path, model, whole, f"cut to {length}", writing=writing)
                assert outcomes.silent == []
                continue
            with pytest.raises(LibraryFault) as caught:
                open_at(path, model, passphrase, writing=writing)
            assert caught.value.code in TOLD, (length, caught.value)
            assert path.stat().st_size == length, "a refused file stays as it is"


@PLAIN_OR_ENCRYPTED
def test_a_page_of_nothing_is_told(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, passphrase: str | None
) -> None:
    """A block the disk gave back as zeros, each page in turn."""
    whole = wholes[passphrase]
    outcomes = Outcomes()
    pages = range(whole.path.stat().st_size // 4096)
    for page in pages if passphrase is None else list(pages)[::10]:
        path = tmp_path / f"{page}.footing"
        shutil.copyfile(whole.path, path)
        with path.open("r+b") as file:
            file.seek(page * 4096)
            file.write(bytes(4096))
        outcomes.add(path, model, whole, f"page {page}", writing=page % 2 == 0)
    assert outcomes.silent == []
    assert outcomes.counts["unharmed"] == 0


def torn_off(library: Library, folder: Path, *, log: bool) -> Path:
    """A copy of the files of an open library, as a synchronising program would make it."""
    copy = folder / "copy.footing"
    shutil.copyfile(library.path, copy)
    if log:
        shutil.copyfile(f"{library.path}-wal", f"{copy}-wal")
    return copy


@PLAIN_OR_ENCRYPTED
def test_a_copy_without_its_log_is_told(
    tmp_path: Path, model: DecisionModel, case: Case, passphrase: str | None
) -> None:
    with open_at(tmp_path / "library.footing", model, passphrase) as library:
        library.add(case, "create")
        copy = torn_off(library, tmp_path, log=False)
    with open_at(copy, model, passphrase) as library:
        assert library.file.opening is Opening.LOG_MISSING
        assert check(library) == []
    with open_at(copy, model, passphrase) as library:
        assert library.file.opening is Opening.CLEAN


@PLAIN_OR_ENCRYPTED
def test_a_copy_with_its_log_is_recovered(
    tmp_path: Path, model: DecisionModel, case: Case, passphrase: str | None
) -> None:
    with open_at(tmp_path / "library.footing", model, passphrase) as library:
        library.add(case, "create")
        copy = torn_off(library, tmp_path, log=True)
    with open_at(copy, model, passphrase) as library:
        assert library.file.opening is Opening.RECOVERED
        assert library.case(case.id) == case
        assert check(library) == []


def test_an_emptied_log_is_no_recovery(tmp_path: Path, model: DecisionModel, case: Case) -> None:
    """A log of no bytes holds no edit: what it held is as lost as with no log at all."""
    with open_at(tmp_path / "library.footing", model, None) as library:
        library.add(case, "create")
        copy = torn_off(library, tmp_path, log=False)
    Path(f"{copy}-wal").touch()
    with open_at(copy, model, None) as library:
        assert library.file.opening is Opening.LOG_MISSING
        assert check(library) == []


@PLAIN_OR_ENCRYPTED
def test_the_log_of_another_library_is_not_applied(
    tmp_path: Path, model: DecisionModel, make_case: MakeCase, passphrase: str | None
) -> None:
    """A log beside a closed library that is not its own, as when the file is put back by hand after a crash.

    It must bring in nothing and harm nothing: neither silently, nor by a refusal that has already written it in.
    """
    own, other = make_case(title="own"), make_case(title="other")
    path = tmp_path / "library.footing"
    with open_at(path, model, passphrase) as library:
        library.add(own, "create")
    with open_at(tmp_path / "other.footing", model, passphrase) as library:
        library.add(other, "create")
        shutil.copyfile(f"{library.path}-wal", f"{path}-wal")
    before = path.read_bytes()
    log = Path(f"{path}-wal").read_bytes()
    with contextlib.suppress(LibraryFault), open_at(path, model, passphrase) as library:
        assert check(library) == []
        assert library.cases() == [own]
        return
    assert path.read_bytes() == before
    assert Path(f"{path}-wal").read_bytes() == log


@PLAIN_OR_ENCRYPTED
def test_a_torn_log_keeps_the_edits_before_the_tear(
    tmp_path: Path, model: DecisionModel, case: Case, passphrase: str | None
) -> None:
    """Cut off or flipped anywhere, a log gives whole edits up to there: a state the library really had."""
    states = [case] + [dataclasses.replace(case, title=f"edit {number}") for number in range(6)]
    with open_at(tmp_path / "library.footing", model, passphrase) as library:
        library.add(case, "create")
        for state in states[1:]:
            library.record(state, "title", "title")
        torn_off(library, tmp_path, log=True)
    main, log = (tmp_path / "copy.footing").read_bytes(), (tmp_path / "copy.footing-wal").read_bytes()
    choice = random.Random(3)
    seen = Counter[int]()
    for turn in range(24 if passphrase is None else 6):
        path = tmp_path / f"torn-{turn}.footing"
        place = choice.randrange(1, len(log))
        torn = log[:place] if turn % 2 else log[:place] + bytes([log[place] ^ 64]) + log[place + 1 :]
        path.write_bytes(main)
        Path(f"{path}-wal").write_bytes(torn)
        with open_at(path, model, passphrase) as library:
            assert check(library) == []
            found = library.cases()
            assert found == [] or found[0] in states
            seen[0 if found == [] else states.index(found[0]) + 1] += 1
            assert len(library.history(case.id)) == states.index(found[0]) + 1 if found else True
    assert len(seen) > 1


def test_a_log_beside_nothing_is_not_a_library(tmp_path: Path, model: DecisionModel, case: Case) -> None:
    """The main file is gone and its log is still there: a new, empty library must not take its place unsaid."""
    with open_at(tmp_path / "library.footing", model, None) as library:
        library.add(case, "create")
        shutil.copyfile(f"{library.path}-wal", tmp_path / "gone.footing-wal")
    with pytest.raises(LibraryFault) as caught:
        open_at(tmp_path / "gone.footing", model, None)
    assert caught.value.code in TOLD
    assert (tmp_path / "gone.footing-wal").stat().st_size > 0


@pytest.mark.parametrize("left", ["a file of no bytes", "no file"])
def test_a_library_that_is_gone_is_not_begun_anew(
    tmp_path: Path, model: DecisionModel, case: Case, left: str
) -> None:
    """Where backups lie beside there was a library: an empty one must not take its place unsaid.

    A crash of the system can empty a file, and a restore that is killed while a damaged library is being set aside
    leaves none.
    """
    path = tmp_path / "library.footing"
    with open_at(path, model, None) as library:
        library.add(case, "create")
    backups.make(path, None, datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), backups.Reason.DAILY)
    if left == "no file":
        path.unlink()
    else:
        os.truncate(path, 0)
    with pytest.raises(LibraryFault):
        open_at(path, model, None)
    assert not path.exists() or path.stat().st_size == 0


COLUMNS = [
    ("cases", "title", "'Another'"),
    ("cases", "countries", "'TCD'"),
    ("cases", "mission_name", "'Another'"),
    ("cases", "mission_kind", "'none'"),
    ("cases", "as_of", "'1999-01-01'"),
    ("cases", "documented_option", "'two_feet_out'"),
    ("cases", "archived", "NOT archived"),
    ("cases", "created_at", "'2001-01-01T00:00:00.000000+00:00'"),
    ("cases", "changed_at", "'2001-01-01T00:00:00.000000+00:00'"),
    ("cases", "title", "CAST(title AS BLOB)"),
    ("cases", "title", "CAST(x'ff' AS TEXT)"),
    ("cases", "current_arrangement", "'two_feet_out'"),
    ("cases", "document", "replace(document, 'UNMIL', 'UNMIS')"),
    ("versions", "document", "replace(document, 'UNMIL', 'UNMIS')"),
    ("versions", "sha256", "replace(sha256, 'a', 'b')"),
    ("history", "after", "replace(after, 'UNMIL', 'UNMIS')"),
    ("history", "before", "replace(before, 'Case', 'Cese')"),
    ("history", "key", "'title'"),
    ("history", "undoes", "1"),
    ("history", "at", "'no moment'"),
    ("history", "author", "CAST(x'ff' AS TEXT)"),
    ("decisions", "decided_on", "'no day'"),
    ("scenarios", "document", "substr(document, 2)"),
    ("scenarios", "dropped_at", "'never'"),
    ("notes", "name", "CAST(name AS BLOB)"),
    ("tags", "tag", "tag || 'x'"),
    ("results", "document", "document || ' '"),
    ("models", "text", "text || ' '"),
    ("indexed", "sha256", "'x'"),
]


@pytest.mark.parametrize(("table", "column", "value"), COLUMNS, ids=lambda value: str(value)[:20])
def test_a_value_changed_behind_the_library_is_found(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, table: str, column: str, value: str
) -> None:
    """What a flip in a payload does, as SQL: SQLite itself finds nothing wrong with it."""
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    with bare(path, Access.WRITE) as connection:
        own = f"SELECT sql FROM sqlite_master WHERE name = '{table}_no_update'"
        trigger = connection.execute(own).fetchall()
        connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
        connection.execute("PRAGMA foreign_keys=OFF")
        changed = connection.execute(f'SELECT count(*) FROM {table} WHERE "{column}" IS NOT {value}').fetchone()[0]
        assert changed > 0
        connection.execute(f'UPDATE {table} SET "{column}" = {value}')
        for (sql,) in trigger:  # that it is missing would be a finding too
            connection.execute(sql)
    with open_at(path, model, None) as library:
        assert check(library) != []


SCHEMAS = [
    ("UPDATE sqlite_master SET sql = replace(sql, 'mission_kind', 'mission_kinf')", "CREATE TABLE cases"),
    ("UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY KEY (id)', 'PRIMARY KEY (id )')", "CREATE TABLE cases"),
    ("UPDATE sqlite_master SET sql = replace(sql, 'REFERENCES cases (id)', 'REFERENCES cases (ie)')", ""),
    ("UPDATE sqlite_master SET sql = replace(sql, 'unicode61', 'unicode69')", "CREATE VIRTUAL TABLE"),
    ("UPDATE sqlite_master SET sql = replace(sql, 'CREATE', 'CREATF')", "CREATE INDEX history_case"),
    ("UPDATE sqlite_master SET name = 'historx', tbl_name = 'historx'", "CREATE TABLE history"),
    ("UPDATE sqlite_master SET sql = replace(sql, 'NEW.id', 'NEW.ie')", "CREATE TRIGGER answers"),
    ("UPDATE sqlite_master SET sql = CAST(replace(CAST(sql AS BLOB), x'63', x'ff') AS TEXT)", "CREATE TABLE tags"),
]


@pytest.mark.parametrize(("change", "of"), SCHEMAS, ids=[f"schema {number}" for number in range(len(SCHEMAS))])
def test_a_damaged_schema_is_told(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, change: str, of: str
) -> None:
    """A name that is another, a statement that is none: SQLite has no number for most of it."""
    path = tmp_path / "changed.footing"
    for writing in (True, False):
        shutil.copyfile(wholes[None].path, path)
        with bare(path, Access.WRITE) as connection:
            connection.execute("PRAGMA writable_schema=ON")
            found = connection.execute(f"{change} WHERE sql LIKE '{of}%' RETURNING 1").fetchall()
            assert found
        outcomes = Outcomes()
        outcomes.add(path, model, wholes[None], change, writing=writing)
        assert outcomes.silent == []
        assert outcomes.counts["unharmed"] == 0


@pytest.mark.parametrize("bit", [3, 6])
def test_a_format_of_no_sqlite_is_told(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, bit: int
) -> None:
    """The number of the schema's format, in the head of the file: no statement runs, not even to look."""
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    flip(path, 47, bit)
    for writing in (True, False):
        with pytest.raises(LibraryFault, match="corrupt"):
            open_at(path, model, None, writing=writing)


TEXTS = ["'no JSON'", "replace(document, 'UNMIL\"', 'UNMIL')", "replace(document, 'peacekeeping', 'peacekeepinh')"]
TEXTS += ["CAST(x'ff' || document AS TEXT)", "CAST(document AS BLOB)", "'{}'", "'[]'", "'null'"]


def spoil(path: Path, case_id: str, text: str) -> None:
    """Damage the text of one case."""
    with bare(path, Access.WRITE) as connection:
        connection.execute(f"UPDATE cases SET document = {text} WHERE id = ?", (case_id,))


@pytest.mark.parametrize("text", TEXTS)
def test_a_damaged_case_is_told_by_its_id_and_the_others_stay_usable(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, text: str
) -> None:
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    with open_at(path, model, None) as library:
        damaged, other = sorted(one.id for one in library.summaries())[:2]
        spoil(path, damaged, text)
        assert len(library.summaries()) == 4
        assert finding.page(library, Query(filters=Filters(archived=None)), limit=10).total == 4
        for call in (lambda: library.case(damaged), library.cases):
            with pytest.raises(LibraryFault) as caught:
                call()
            assert (caught.value.code, caught.value.values["id"]) == ("corrupt_case", damaged)
        assert {one.case_id for one in check(library)} == {damaged}
        library.record(dataclasses.replace(library.case(other), title="Another"), "title", "title")
        assert library.undo(other) is not None


@pytest.mark.parametrize("text", TEXTS)
def test_a_damaged_case_comes_back_from_a_version_and_what_it_was_from_its_history(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel, text: str
) -> None:
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    with open_at(path, model, None) as library:
        damaged = library.summaries()[0].id
        before, first = library.case(damaged), library.version(damaged, 1)
        assert before != first
        spoil(path, damaged, text)
        library.restore(damaged, 1)
        assert check(library) == []
        assert library.case(damaged) == first
        library.undo(damaged)
        assert library.case(damaged) == before
        assert check(library) == []


def test_a_step_on_a_damaged_case_is_told_and_changes_nothing(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel
) -> None:
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    with open_at(path, model, None) as library:
        damaged = library.summaries()[0].id
        case, rows, tags = library.case(damaged), library.history(damaged), library.tags(damaged)
        spoil(path, damaged, "'no JSON'")
        steps: list[Callable[[], object]] = [
            lambda: library.undo(damaged),
            lambda: library.tag(damaged, ["other"]),
            lambda: library.record(dataclasses.replace(case, title="Another"), "title", "title"),
            lambda: library.compare(damaged, 1, None),
        ]
        for step in steps:
            with pytest.raises(LibraryFault) as caught:
                step()
            assert (caught.value.code, caught.value.values["id"]) == ("corrupt_case", damaged)
        assert (library.history(damaged), library.tags(damaged)) == (rows, tags)


def test_a_damaged_case_comes_back_from_a_version_that_is_the_same(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel
) -> None:
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    with open_at(path, model, None) as library:
        damaged = library.summaries()[0].id
        version = library.freeze(damaged)
        before, rows = library.case(damaged), library.history(damaged)
        spoil(path, damaged, "'no JSON'")
        assert library.restore(damaged, version.number) == version
        assert (library.case(damaged), library.history(damaged)) == (before, rows)
        assert check(library) == []


def test_a_damaged_history_is_told_and_the_case_stays_usable(
    wholes: dict[str | None, Whole], tmp_path: Path, model: DecisionModel
) -> None:
    path = tmp_path / "changed.footing"
    shutil.copyfile(wholes[None].path, path)
    with open_at(path, model, None) as library:
        damaged, *others = (one.id for one in library.summaries())
        with library.changing() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            (sql,) = connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE name='history_no_update'"
            ).one()
            connection.exec_driver_sql("DROP TRIGGER history_no_update")
            connection.exec_driver_sql(
                "UPDATE history SET before = '{\"', after = '{\"' WHERE case_id = ? AND key = 'title'", (damaged,)
            )
            connection.exec_driver_sql(sql)
        with pytest.raises(LibraryFault) as caught:
            library.history(damaged)
        assert (caught.value.code, caught.value.values["id"]) == ("corrupt_case", damaged)
        assert library.case(damaged).id == damaged
        assert all(library.history(other) for other in others)
