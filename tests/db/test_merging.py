"""Exchange between two libraries: how a case stands to ours, what is taken, and that nothing is lost."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.library import Library
from db.merging import Choice, Merged, Relation, merge, packed, plan, single
from db.pack_reading import read_pack
from db.packs import Pack, PackError, write_pack
from decision.case import Case, Estimate, Evidence, Rating
from decision.model import DecisionModel
from decision.publication import public_case

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]


@pytest.fixture
def ours(open_library: OpenLibrary, tmp_path: Path) -> Library:
    return open_library(tmp_path / "ours.db")


@pytest.fixture
def theirs(open_library: OpenLibrary, tmp_path: Path) -> Library:
    return open_library(tmp_path / "theirs.db")


def sent(library: Library, model: DecisionModel, *ids: str, protected: bool = False) -> Pack:
    """What arrives at the other end of the stick."""
    return read_pack(write_pack(packed(library, ids, "Footing", protected=protected)), model)


def edit(library: Library, case_id: str, **fields: object) -> Case:
    case = dataclasses.replace(library.case(case_id), **fields)
    library.record(case, "title", "title")
    return case


def relations(library: Library, pack: Pack) -> list[Relation]:
    return [one.relation for one in plan(library, pack)]


def outcomes(library: Library, pack: Pack, choice: Choice | None = None) -> list[Merged]:
    choices = {} if choice is None else {one.case.id: choice for one in pack.cases}
    return [one.outcome for one in merge(library, pack, choices)]


def contents(library: Library) -> list[object]:
    """All that merging may change, but for the times."""
    found: list[object] = []
    for item in sorted(library.summaries(), key=lambda item: item.id):
        versions = [(one.number, one.sha256, one.label) for one in library.versions(item.id)]
        found.append((library.case(item.id), versions, len(library.history(item.id))))
    return found


def test_a_pack_brought_into_an_empty_library_is_the_same_library(
    ours: Library, theirs: Library, case: Case, make_case: MakeCase, model: DecisionModel
) -> None:
    for one in (case, make_case(title="Second", documented=None)):
        theirs.add(one, "create", "first")
        edit(theirs, one.id, title=f"{one.title}, later")
        theirs.freeze(one.id, "second")
        edit(theirs, one.id, title=f"{one.title}, not frozen")
    ids = [item.id for item in theirs.summaries()]
    pack = sent(theirs, model, *ids, protected=True)
    assert relations(ours, pack) == [Relation.NEW, Relation.NEW]
    assert outcomes(ours, pack) == [Merged.ADDED, Merged.ADDED]
    for case_id in ids:
        assert ours.case(case_id) == theirs.case(case_id)
        assert ours.versions(case_id) == theirs.versions(case_id)
    assert sent(ours, model, *ids, protected=True) == pack


def test_the_same_pack_twice_changes_nothing(
    ours: Library, theirs: Library, case: Case, model: DecisionModel
) -> None:
    theirs.add(case, "create")
    pack = sent(theirs, model, case.id)
    merge(ours, pack, {})
    before = contents(ours)
    assert relations(ours, pack) == [Relation.SAME]
    assert outcomes(ours, pack) == [Merged.UNCHANGED]
    assert contents(ours) == before


def test_what_went_on_elsewhere_is_newer_and_comes_with_its_versions(
    ours: Library, theirs: Library, case: Case, model: DecisionModel
) -> None:
    ours.add(case, "create")
    merge(theirs, sent(ours, model, case.id, protected=True), {})
    edit(theirs, case.id, title="Second")
    theirs.freeze(case.id)
    third = edit(theirs, case.id, title="Third")
    pack = sent(theirs, model, case.id, protected=True)
    (item,) = plan(ours, pack)
    assert item.relation is Relation.NEWER
    assert [(one.key, one.before, one.after) for one in item.changes] == [("title", case.title, "Third")]
    assert outcomes(ours, pack) == [Merged.UPDATED]
    assert ours.case(case.id) == third
    assert [ours.version(case.id, one.number).title for one in ours.versions(case.id)] == [
        case.title,
        "Second",
        "Third",
    ]
    ours.undo(case.id)
    assert ours.case(case.id) == case


@pytest.mark.parametrize("choice", [None, Choice.MINE, Choice.BOTH])
def test_going_back_to_an_earlier_state_is_going_on(
    ours: Library, theirs: Library, case: Case, model: DecisionModel, choice: Choice | None
) -> None:
    ours.add(case, "create")
    edit(ours, case.id, title="Second")
    ours.freeze(case.id)
    merge(theirs, sent(ours, model, case.id), {})
    for _ in range(2):
        theirs.restore(case.id, 1)
        pack = sent(theirs, model, case.id)
        assert relations(ours, pack) == [Relation.NEWER]
        assert relations(theirs, sent(ours, model, case.id)) == [Relation.OLDER]
        merge(ours, pack, {case.id: choice} if choice else {})
        assert ours.case(case.id).title == ("Second" if choice else case.title)
        settled = contents(ours)
        assert outcomes(ours, pack) == [Merged.UNCHANGED]
        assert contents(ours) == settled
        theirs.restore(case.id, 2)
        merge(ours, sent(theirs, model, case.id), {})
        assert ours.case(case.id).title == "Second"


def test_what_we_went_on_from_is_older_and_left_alone(
    ours: Library, theirs: Library, case: Case, model: DecisionModel
) -> None:
    theirs.add(case, "create")
    pack = sent(theirs, model, case.id)
    merge(ours, pack, {})
    edit(ours, case.id, title="Ours, later")
    before = contents(ours)
    assert relations(ours, pack) == [Relation.OLDER]
    assert outcomes(ours, pack) == [Merged.UNCHANGED]
    assert contents(ours) == before


@pytest.fixture
def conflict(ours: Library, theirs: Library, case: Case, model: DecisionModel) -> Pack:
    ours.add(case, "create")
    merge(theirs, sent(ours, model, case.id, protected=True), {})
    edit(ours, case.id, title="Ours")
    edit(theirs, case.id, title="Theirs")
    return sent(theirs, model, case.id, protected=True)


def test_a_conflict_without_a_choice_changes_nothing_not_even_beside_it(
    ours: Library, conflict: Pack, make_case: MakeCase
) -> None:
    pack = dataclasses.replace(conflict, cases=(*single(make_case()).cases, *conflict.cases))
    before = contents(ours)
    assert Relation.CONFLICT in relations(ours, pack)
    with pytest.raises(PackError) as caught:
        merge(ours, pack, {})
    assert caught.value.code == "merge_choice"
    assert contents(ours) == before


@pytest.mark.parametrize(
    ("choice", "outcome", "working"),
    [
        (Choice.THEIRS, Merged.UPDATED, "Theirs"),
        (Choice.MINE, Merged.KEPT_MINE, "Ours"),
        (Choice.BOTH, Merged.KEPT_BOTH, "Ours"),
    ],
)
def test_whatever_is_chosen_the_loser_is_kept_and_the_pack_is_known_from_then_on(
    ours: Library, case: Case, conflict: Pack, choice: Choice, outcome: Merged, working: str
) -> None:
    assert outcomes(ours, conflict, choice) == [outcome]
    assert ours.case(case.id).title == working
    kept = [ours.version(case.id, one.number).title for one in ours.versions(case.id)]
    assert {"Ours", "Theirs", case.title} <= set(kept)
    assert kept[-1] == working
    before = contents(ours)
    assert relations(ours, conflict)[0] in {Relation.SAME, Relation.OLDER}
    merge(ours, conflict, {})
    assert contents(ours) == before


def test_both_keeps_theirs_as_a_case_that_is_no_second_precedent(
    ours: Library, case: Case, conflict: Pack
) -> None:
    (taken,) = merge(ours, conflict, {case.id: Choice.BOTH}, lambda title: f"{title} (copy)")
    assert taken.copy_id is not None
    copy = ours.case(taken.copy_id)
    assert (copy.title, copy.documented) == ("Theirs (copy)", None)
    assert copy.ratings == ours.case(case.id).ratings


def test_protected_evidence_stays_here_and_survives_the_round(
    ours: Library, theirs: Library, case: Case, model: DecisionModel
) -> None:
    ours.add(case, "create")
    pack = sent(ours, model, case.id)
    assert pack.cases[0].case == public_case(case) != case
    merge(theirs, pack, {})
    coming = edit(theirs, case.id, title="Read elsewhere")
    back = sent(theirs, model, case.id)
    assert relations(ours, back) == [Relation.NEWER]
    merge(ours, back, {})
    now = ours.case(case.id)
    assert now == dataclasses.replace(case, title=coming.title)
    assert [item.protected for item in now.evidence] == [True]
    assert relations(ours, back) == [Relation.SAME]


def test_a_rating_changed_elsewhere_comes_as_it_is_and_the_rest_keeps_its_links(
    ours: Library, theirs: Library, case: Case, model: DecisionModel
) -> None:
    ours.add(case, "create")
    merge(theirs, sent(ours, model, case.id), {})
    ratings = {**theirs.case(case.id).ratings, "host_hostility": Rating(Estimate(1, 2, 3))}
    edit(theirs, case.id, ratings=ratings, evidence=(Evidence("e1", "Another of the same name"),))
    merge(ours, sent(theirs, model, case.id), {})
    now = ours.case(case.id)
    assert now.ratings["host_hostility"].estimate == Estimate(1, 2, 3)
    assert now.ratings["insecurity"].evidence == ("e1+",)
    assert [(item.id, item.title) for item in now.evidence] == [
        ("e1", "Another of the same name"),
        ("e1+", "A report"),
    ]


def test_a_case_file_brings_its_state_and_keeps_the_former_one(ours: Library, case: Case) -> None:
    assert outcomes(ours, single(case)) == [Merged.ADDED]
    assert outcomes(ours, single(case)) == [Merged.UNCHANGED]
    edited = edit(ours, case.id, title="Ours")
    other = dataclasses.replace(case, title="From elsewhere")
    assert relations(ours, single(other)) == [Relation.UNDATED]
    assert outcomes(ours, single(other)) == [Merged.UPDATED]
    assert ours.case(case.id) == other
    assert edited in [ours.version(case.id, one.number) for one in ours.versions(case.id)]
    ours.undo(case.id)
    assert ours.case(case.id) == edited


@pytest.fixture
def pairs(tmp_path: Path, model: DecisionModel) -> Iterator[Callable[[], tuple[Library, Library]]]:
    opened: list[Library] = []

    def make() -> tuple[Library, Library]:
        pair = tuple(Library.open(tmp_path / f"{uuid.uuid4()}.db", model) for _ in range(2))
        opened.extend(pair)
        return pair[0], pair[1]

    yield make
    for library in opened:
        library.close()


steps = st.lists(
    st.sampled_from(
        ["edit ours", "edit theirs", "freeze ours", "freeze theirs", "send", "fetch", "back ours", "back theirs"]
    ),
    max_size=9,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=steps, choice=st.sampled_from(Choice), protected=st.booleans())
def test_after_any_exchange_nothing_ever_held_is_lost_and_repeating_changes_nothing(
    pairs: Callable[[], tuple[Library, Library]],
    make_case: MakeCase,
    model: DecisionModel,
    steps: list[str],
    choice: Choice,
    protected: bool,
) -> None:
    ours, theirs = pairs()
    case = make_case(evidence=[], ratings={})
    ours.add(case, "create")
    merge(theirs, sent(ours, model, case.id), {})
    held: dict[Library, set[str]] = {ours: {case.title}, theirs: {case.title}}
    for number, step in enumerate(steps):
        here = ours if step.endswith("ours") or step == "fetch" else theirs
        other = theirs if here is ours else ours
        if step.startswith("edit"):
            held[here].add(edit(here, case.id, title=f"State {number}").title)
        elif step.startswith("freeze"):
            here.freeze(case.id)
        elif step.startswith("back"):
            here.restore(case.id, max(1, len(here.versions(case.id)) - 1))
        else:
            pack = sent(other, model, case.id, protected=protected)
            merge(here, pack, {case.id: choice})
            before = contents(here)
            merge(here, pack, {})
            assert contents(here) == before
            held[here].add(other.case(case.id).title)
    for library, titles in held.items():
        rows = library.history(case.id)
        seen = {library.version(case.id, one.number).title for one in library.versions(case.id)}
        seen |= {library.case(case.id).title} | {row.after for row in rows if row.key == "title"}
        assert titles <= seen
