"""Speed of a library kept for years: ten thousand cases made up, as full and as varied in words as real ones.

Ours is what :mod:`db` does for one wish of an officer; the other is the bare statements of it, on the same file.
"""

from __future__ import annotations

import datetime
import json
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert

from app.resources import starting_cases
from db.documents import document_of, sha256_of, text_of
from db.engine import Access, bare
from db.finding import Query, facets, page, words_of
from db.flattening import flat
from db.library import Library
from db.tables import IndexedCase, StoredAnswer, StoredCase, StoredEdit, StoredTag, StoredVersion
from decision.case import Case
from decision.case_reading import read_case
from decision.model import DecisionModel

SIZES = (1000, 10_000)
VERSIONS = 5
SHOWN = 50
RATING = "host_hostility"
NOW = "2026-11-24T08:00:00.000000+00:00"

Timed = Callable[[int], float]
Change = Callable[[Case, int], Case]
Show = Callable[[str, float, float, float], None]
Places = tuple[tuple[int, int], ...]

PAIRS: dict[str, Places] = {
    "rare": ((1500, 2100), (1800, 1600), (1300, 2500), (2000, 1400), (1700, 1900)),
    "middling": ((400, 600), (350, 700), (500, 450), (420, 560), (380, 640)),
    "frequent": ((60, 90), (70, 80), (50, 110), (100, 65), (75, 85)),
}
"""Places of words by how common they are: some ten, a hundred and thousands of ten thousand cases hold both."""

FILED = "title, countries, mission_name, mission_kind, as_of, documented_option, current_arrangement"
LISTED = f"id, {FILED}, archived, created_at, changed_at"
FIRST_LIST = f"SELECT {LISTED} FROM cases WHERE archived = 0 ORDER BY changed_at DESC, id DESC LIMIT ?"
RANKED = "SELECT rowid, bm25(search) FROM search WHERE search MATCH ? ORDER BY rank LIMIT ?"
SHOWN_RANKED = RANKED.replace("bm25(search)", "bm25(search), snippet(search, 3, '', '', '…', 14)")
COLUMNS_OF_CASE = f"SELECT {FILED} FROM cases WHERE id = ?"
UPDATE_CASE = (
    "UPDATE cases SET document = ?, changed_at = ?, title = ?, countries = ?, mission_name = ?, mission_kind = ?, "
    "as_of = ?, documented_option = ?, current_arrangement = ? WHERE id = ?"
)
PUT_WORDS = "INSERT INTO search (rowid, title, mission, filing, body) VALUES (?, ?, ?, ?, ?)"
PUT_EDIT = (
    "INSERT INTO history (case_id, at, author, action, key, before, after, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
ONE_VERSION = "SELECT document FROM versions WHERE case_id = ? AND number = ?"
COUNTS = (
    *(
        f"SELECT {by}, count(*) FROM cases WHERE archived = 0 GROUP BY {by}"
        for by in ("mission_kind", "countries")
    ),
    "SELECT documented_option, count(*) FROM cases WHERE archived = 0 GROUP BY documented_option",
    *(
        f"SELECT {by}, count(*) FROM cases JOIN {table} ON case_id = cases.id WHERE archived = 0 GROUP BY {by}"
        for by, table in (("option", "answers"), ("strength", "answers"), ("tag", "tags"))
    ),
)


def library_bench(model: DecisionModel, show: Show) -> None:
    """What an officer waits for in a library of ten thousand cases, and how it grows from a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (generate(Path(folder) / f"{size}.db", model, size) for size in SIZES)
        opening_bench(model, small, large, show)
        with ExitStack() as stack:
            few, many = (desk_at(stack, generated, model) for generated in (small, large))
            search_bench(few, many, show)
            save_bench(few, many, show)
            compare_bench(few, many, show)
            facets_bench(few, many, show)


@dataclass(frozen=True, slots=True)
class Desk:
    """A generated library as it stands open, and a bare connection to the same file."""

    generated: Generated
    library: Library
    bare: Any

    def case_id(self, run: int) -> str:
        """A case somewhere in the library, another one for each run."""
        return self.generated.ids[run * 7919 % len(self.generated.ids)]


def desk_at(stack: ExitStack, generated: Generated, model: DecisionModel) -> Desk:
    """A desk that is closed with the stack."""
    library = stack.enter_context(Library.open(generated.path, model))
    return Desk(generated, library, stack.enter_context(bare(generated.path, Access.WRITE)))


def in_turn(runs: int, *works: Timed) -> list[float]:
    """The median seconds of each work, run in turn; two rounds are not counted."""
    times = [[work(run) for work in works] for run in range(runs + 2)][2:]
    return [statistics.median(of_work) for of_work in zip(*times, strict=True)]


def timed(work: Callable[[int], object]) -> Timed:
    """The seconds of a work that needs nothing before."""

    def run(number: int) -> float:
        start = time.perf_counter()
        work(number)
        return time.perf_counter() - start

    return run


def opening_bench(model: DecisionModel, small: Generated, large: Generated, show: Show) -> None:
    """To the first fifty rows, against a bare connection that looks at the revision and reads as many."""

    def ours(generated: Generated) -> Timed:
        def run(_: int) -> float:
            start = time.perf_counter()
            library = Library.open(generated.path, model)
            page(library, Query(), limit=SHOWN)
            taken = time.perf_counter() - start
            library.close()
            return taken

        return run

    def theirs(_: int) -> float:
        start = time.perf_counter()
        with bare(large.path, Access.WRITE) as connection:
            connection.execute("SELECT version_num FROM alembic_version").fetchall()
            connection.execute(FIRST_LIST, (SHOWN,)).fetchall()
            return time.perf_counter() - start

    few, many, plain = in_turn(31, ours(small), ours(large), theirs)
    show("library-open-to-first-list", many, plain, 40)
    show("library-open-growth-1000-to-10000", many, few, 1.5)


def search_bench(few: Desk, many: Desk, show: Show) -> None:
    """Two words that few, some and many cases hold, against bare rows of the index by rank, with snippets.

    Against ranks alone too, which is less than ours does: snippets take most of the time where few are found.
    """

    def ours(desk: Desk, places: Places) -> Timed:
        pairs = [words_of(" ".join(desk.generated.words[place] for place in pair)) for pair in places]
        return timed(lambda run: page(desk.library, Query(words=pairs[run % len(pairs)]), limit=SHOWN))

    def theirs(statement: str, places: Places) -> Timed:
        pairs = [" AND ".join(f'"{many.generated.words[place]}"*' for place in pair) for pair in places]
        return timed(lambda run: many.bare.execute(statement, (pairs[run % len(pairs)], SHOWN)).fetchall())

    for name, places in PAIRS.items():
        runs = [ours(many, places), theirs(SHOWN_RANKED, places), theirs(RANKED, places), ours(few, places)]
        mine, with_snippets, of_rank_alone, before = in_turn(25, *runs)
        show(f"library-search-two-{name}-words", mine, with_snippets, 3)
        show(f"library-search-two-{name}-words-of-ranks-alone", mine, of_rank_alone, 3)
        show(f"library-search-two-{name}-words-growth-1000-to-10000", mine, before, 10)


def save_bench(few: Desk, many: Desk, show: Show) -> None:
    """One edit, of a level, of a text and its undo, against the bare statements of the same, as durable."""
    for name, change in {"edit": with_level, "text-edit": with_text}.items():
        runs = [timed_save(many, change), timed_bare_save(many, change), timed_save(few, change)]
        mine, bares, before = in_turn(41, *runs)
        show(f"library-save-one-{name}", mine, bares, 4)
        show(f"library-save-one-{name}-growth-1000-to-10000", mine, before, 1.5)
    mine, bares = in_turn(41, timed_undo(many), timed_bare_save(many, with_level))
    show("library-undo-one-edit", mine, bares, 8)


def with_level(case: Case, run: int) -> Case:
    """The case with another level of its first rating."""
    estimate = replace(case.ratings[RATING].estimate, low=run * 0.01)
    return replace(case, ratings={**case.ratings, RATING: replace(case.ratings[RATING], estimate=estimate)})


def with_text(case: Case, run: int) -> Case:
    """The case with other words for its first rating."""
    rating = replace(case.ratings[RATING], rationale=f"{case.ratings[RATING].rationale} Anew {run}.")
    return replace(case, ratings={**case.ratings, RATING: rating})


def timed_save(desk: Desk, change: Change) -> Timed:
    """Ours: one call."""

    def run(number: int) -> float:
        case = change(desk.library.case(desk.case_id(2 * number)), number)
        start = time.perf_counter()
        desk.library.record(case, "rating", f"ratings.{RATING}")
        return time.perf_counter() - start

    return run


def timed_undo(desk: Desk) -> Timed:
    """Ours: an edit made just before is taken back."""
    save = timed_save(desk, with_level)

    def run(number: int) -> float:
        save(number)
        start = time.perf_counter()
        desk.library.undo(desk.case_id(2 * number))
        return time.perf_counter() - start

    return run


def timed_bare_save(desk: Desk, change: Change) -> Timed:
    """Theirs: the statements, all values made beforehand."""
    words = change is with_text

    def run(number: int) -> float:
        case = desk.library.case(desk.case_id(2 * number + 1))
        before, after = (document_of(one, desk.library.model) for one in (case, change(case, number)))
        edit = [text_of(one["ratings"][RATING]) for one in (before, after)]
        text, flattened = text_of(after), flat(after, desk.library.tags(case.id))
        indexed = (flattened.title, flattened.mission, flattened.filing, flattened.body)
        place = desk.bare.execute("SELECT number FROM indexed WHERE case_id = ?", (case.id,)).fetchone()
        listed = desk.bare.execute(COLUMNS_OF_CASE, (case.id,)).fetchone()
        start = time.perf_counter()
        desk.bare.execute("BEGIN IMMEDIATE")
        desk.bare.execute(UPDATE_CASE, (text, NOW, *listed, case.id))
        if words:
            desk.bare.execute("UPDATE indexed SET sha256 = ? WHERE number = ?", (flattened.sha256, *place))
            desk.bare.execute("DELETE FROM search WHERE rowid = ?", place)
            desk.bare.execute(PUT_WORDS, (*place, *indexed))
        desk.bare.execute(PUT_EDIT, (case.id, NOW, "", "rating", f"ratings.{RATING}", *edit, None))
        desk.bare.execute("COMMIT")
        return time.perf_counter() - start

    return run


def compare_bench(few: Desk, many: Desk, show: Show) -> None:
    """The first and the last version of a case, against reading both and their JSON."""

    def ours(desk: Desk) -> Timed:
        return timed(lambda run: desk.library.compare(desk.case_id(run), 1, VERSIONS))

    def theirs(run: int) -> list[Any]:
        texts = [many.bare.execute(ONE_VERSION, (many.case_id(run), number)) for number in (1, VERSIONS)]
        return [json.loads(text.fetchone()[0]) for text in texts]

    mine, bares, before = in_turn(101, ours(many), timed(theirs), ours(few))
    show("library-compare-two-versions", mine, bares, 6)
    show("library-compare-growth-1000-to-10000", mine, before, 1.5)


def facets_bench(few: Desk, many: Desk, show: Show) -> None:
    """The counts beside a list of all cases, against the bare counts."""
    theirs = timed(lambda _: [many.bare.execute(statement).fetchall() for statement in COUNTS])
    ours, ours_of_few = (timed(lambda _, on=desk.library: facets(on, Query())) for desk in (many, few))  # type: ignore[misc]
    mine, bares, before = in_turn(15, ours, theirs, ours_of_few)
    show("library-facets", mine, bares, 2)
    show("library-facets-growth-1000-to-10000", mine, before, 10)


_AT_ONCE = 250
_SEED = 20081130
_START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_COUNTRIES = ("AFG", "BDI", "CAF", "CIV", "COD", "HTI", "LBR", "MLI", "SDN", "SLE", "SOM", "TCD", "TLS", "YEM")
_OPTIONS = ("two_feet_in", "one_foot_in_one_foot_out", "two_feet_out", None)
_STRENGTHS = ("firm", "leaning", "contested", "insufficient")


@dataclass(frozen=True, slots=True)
class Generated:
    """A library file, the ids of its cases, and its words, the commonest first."""

    path: Path
    ids: tuple[str, ...]
    words: tuple[str, ...]


class _Author:
    """Writes cases at random, always the same ones: few words often, most seldom, as people do."""

    def __init__(self, model: DecisionModel) -> None:
        self.random = np.random.Generator(np.random.PCG64(_SEED))
        self.words = self._vocabulary(4000)
        weight = 1 / (np.arange(len(self.words)) + 3.7)
        self._cumulated = np.cumsum(weight / weight.sum())
        self._models = [document_of(read_case(data, model), model) for _, data in starting_cases()]

    def _vocabulary(self, size: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        while len(found) < size:
            syllables = self.random.integers(0, [20, 5], size=(int(self.random.integers(2, 5)), 2))
            found["".join("bcdfghjklmnprstvwyzx"[one] + "aeiou"[other] for one, other in syllables)] = None
        return tuple(found)

    def sentence(self, length: int) -> str:
        places = np.searchsorted(self._cumulated, self.random.random(length))
        return " ".join(self.words[min(place, len(self.words) - 1)] for place in places).capitalize() + "."

    def case(self, number: int) -> dict[str, Any]:
        """A case with the form of a starting one and words of its own, as many."""
        case: dict[str, Any] = json.loads(text_of(self._models[number % len(self._models)]) or "")
        country = str(self.random.choice(_COUNTRIES))
        name = f"UN{self.words[self.random.integers(len(self.words))][:6].upper()}"
        case |= {"id": str(uuid.UUID(int=int.from_bytes(self.random.bytes(16), "big"), version=4))}
        case |= {"title": f"{self.sentence(4)[:-1]} / {name}", "countries": [country]}
        case |= {"as_of": str(datetime.date(1995, 1, 1) + datetime.timedelta(int(self.random.integers(11000))))}
        case["mission"] |= {"name": name, "countries": [country], "coverage": {country: 1.0}}
        case["country_team"] |= {"countries": [country]}
        for item in [*case["ratings"].values(), *case["evidence"]]:
            field = "rationale" if "rationale" in item else "excerpt"
            item[field] = self.sentence(int(len((item[field] or "").split()) * self.random.uniform(0.7, 1.4)))
        case["documented"] = None if number % 3 else case["documented"]
        return case

    def states(self, number: int) -> list[tuple[dict[str, Any], str, str | None, str | None]]:
        """A case from its first version to its last: the document, and the key, before and after of the edit."""
        case = self.case(number)
        found: list[tuple[dict[str, Any], str, str | None, str | None]] = [(case, "", None, text_of(case))]
        for name in list(case["ratings"])[1:VERSIONS]:
            before = case["ratings"][name]
            after = {**before, "high": min(100, before["high"] + 1), "rationale": self.sentence(22)}
            case = {**case, "ratings": {**case["ratings"], name: after}}
            found.append((case, f"ratings.{name}", text_of(before), text_of(after)))
        return found


def generate(path: Path, model: DecisionModel, size: int) -> Generated:
    """A library of ``size`` cases, made in one transaction; the same one for the same size."""
    author, ids = _Author(model), []
    with Library.open(path, model) as library, library.changing() as connection:
        for start in range(0, size, _AT_ONCE):
            ids += _put(connection, author, range(start, min(size, start + _AT_ONCE)))
    return Generated(path, tuple(ids), author.words)


def _put(connection: Connection, author: _Author, numbers: range) -> list[str]:
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (StoredCase, StoredVersion, StoredEdit, StoredTag, StoredAnswer, IndexedCase)
    }
    words = []
    for number in numbers:
        states = author.states(number)
        case, case_id = states[-1][0], states[-1][0]["id"]
        at = _START + datetime.timedelta(minutes=number)
        tags = sorted({f"tag {place}" for place in author.random.integers(0, 30, size=number % 4)})
        flattened = flat(case, tags)
        words.append((number + 1, flattened.title, flattened.mission, flattened.filing, flattened.body))
        rows[IndexedCase].append({"number": number + 1, "case_id": case_id, "sha256": flattened.sha256})
        rows[StoredTag] += [{"case_id": case_id, "tag": tag} for tag in tags]
        rows[StoredCase].append(_columns(case, at, number))
        rows[StoredAnswer].append(_answer(author, case_id))
        for place, (state, key, before, after) in enumerate(states, start=1):
            text, stamp = text_of(state) or "", {"case_id": case_id, "author": "A. Desk"}
            version = {"number": place, "sha256": sha256_of(text), "created_at": at, "label": None}
            rows[StoredVersion].append({**stamp, **version, "document": text})
            edit = {"at": at, "action": "rating", "key": key, "before": before, "after": after, "undoes": None}
            rows[StoredEdit].append({**stamp, **edit})
    for table, values in rows.items():
        connection.execute(insert(table), values)
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, mission, filing, body) VALUES (?, ?, ?, ?, ?)", words
    )
    return [row["id"] for row in rows[StoredCase]]


def _columns(case: dict[str, Any], at: datetime.datetime, number: int) -> dict[str, Any]:
    return {
        "id": case["id"],
        "title": case["title"],
        "countries": " ".join(case["countries"]),
        "mission_name": case["mission"]["name"],
        "mission_kind": case["mission"]["kind"],
        "as_of": datetime.date.fromisoformat(case["as_of"]),
        "documented_option": (case["documented"] or {}).get("option"),
        "archived": number % 20 == 0,
        "created_at": at,
        "changed_at": at,
        "document": text_of(case),
        "current_arrangement": case["current_arrangement"],
    }


def _answer(author: _Author, case_id: str) -> dict[str, Any]:
    option, strength = author.random.integers(0, 4, size=2)
    row = {"case_id": case_id, "basis": "generated", "precedents": "", "lines": "{}"}
    return {**row, "option": _OPTIONS[option], "strength": _STRENGTHS[strength]}
