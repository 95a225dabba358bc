from __future__ import annotations

import dataclasses
import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.library import Library
from db.records import Step
from decision.case import Brief, Case, CountryTeam, Estimate, OchaPresence, Rating
from decision.case_writing import write_case
from decision.model import DecisionModel

MakeCase = Callable[..., Case]
OpenLibrary = Callable[..., Library]


def rated(case: Case, best: float | None, criterion: str = "insecurity") -> Case:
    """The case with one rating more or, for None, one less."""
    ratings = {name: rating for name, rating in case.ratings.items() if name != criterion}
    if best is not None:
        ratings[criterion] = Rating(Estimate(0, best, 100))
    return dataclasses.replace(case, ratings=ratings)


def rate(library: Library, case: Case, best: float | None, criterion: str = "insecurity") -> Case:
    changed = rated(case, best, criterion)
    library.record(changed, "rating", f"ratings.{criterion}")
    return changed


def test_an_edit_is_one_row_with_before_and_after(library: Library, case: Case) -> None:
    library.add(case, "create")
    row = library.record(rated(case, 70), "rating", "ratings.insecurity")
    creation, edit = library.history(case.id)
    assert edit == row
    assert (creation.action, creation.key, creation.before) == ("create", "", None)
    assert creation.after["title"] == case.title
    assert (edit.action, edit.key, edit.author) == ("rating", "ratings.insecurity", "A. Desk")
    assert (edit.before["best"], edit.after["best"], edit.undoes) == (12.5, 70, None)
    assert edit.at > creation.at
    assert edit.at.tzinfo == datetime.UTC


def test_an_edit_that_changes_nothing_is_no_edit(library: Library, case: Case) -> None:
    library.add(case, "create")
    assert library.record(case, "rating", "ratings.insecurity") is None
    assert len(library.history(case.id)) == 1
    assert library.undoable(case.id) is None


def test_a_new_case_has_nothing_to_undo(library: Library, case: Case) -> None:
    library.add(case, "create")
    assert library.undoable(case.id) is None
    assert library.redoable(case.id) is None
    assert library.undo(case.id) is None
    assert library.redo(case.id) is None
    assert library.case(case.id) == case


def test_undo_and_redo_append_and_name_their_step(library: Library, case: Case) -> None:
    library.add(case, "create")
    changed = rate(library, case, 70)
    edit = library.history(case.id)[-1]
    assert library.undoable(case.id) == Step("rating", "ratings.insecurity")

    assert library.undo(case.id) == edit
    assert library.case(case.id) == case
    assert library.undoable(case.id) is None
    assert library.redoable(case.id) == Step("rating", "ratings.insecurity")

    assert library.redo(case.id) == edit
    assert library.case(case.id) == changed
    assert library.redoable(case.id) is None
    _, first, undo, redo = library.history(case.id)
    assert (first.undoes, undo.undoes, redo.undoes) == (None, first.id, undo.id)
    assert (undo.before, undo.after) == (first.after, first.before)


def test_undo_works_after_a_restart(open_library: OpenLibrary, case: Case) -> None:
    with open_library() as library:
        library.add(case, "create")
        one = rate(library, case, 70)
        two = rate(library, one, 80)
        library.undo(case.id)
    with open_library() as library:
        assert library.case(case.id) == one
        library.undo(case.id)
        assert library.case(case.id) == case
    with open_library() as library:
        library.redo(case.id)
        library.redo(case.id)
        assert library.case(case.id) == two


def test_a_new_edit_clears_redo(library: Library, case: Case) -> None:
    library.add(case, "create")
    rate(library, case, 70)
    library.undo(case.id)
    other = rate(library, case, 30)
    assert library.redoable(case.id) is None
    assert library.redo(case.id) is None
    assert library.case(case.id) == other
    library.undo(case.id)
    assert library.case(case.id) == case


def test_each_case_has_its_own_undo(library: Library, make_case: MakeCase) -> None:
    one, two = make_case(), make_case()
    library.add(one, "create")
    library.add(two, "create")
    changed = rate(library, one, 70)
    rate(library, two, 80)
    library.undo(two.id)
    assert library.case(one.id) == changed
    assert library.case(two.id) == two


def test_nothing_and_null_are_told_apart(library: Library, make_case: MakeCase) -> None:
    bare = make_case(note=None)
    library.add(bare, "create")
    library.record(dataclasses.replace(bare, extra={**bare.extra, "note": 1}), "fact", "note")
    library.undo(bare.id)
    assert library.case(bare.id).extra == bare.extra
    library.record(rated(bare, None), "rating", "ratings.insecurity")
    library.undo(bare.id)
    assert library.case(bare.id) == bare


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("brief.subject", ""),  # the title changed as well: only the whole holds both
        ("country_team.ocha_presence", ""),
        ("nowhere.at.all", ""),
        ("title.deeper", ""),
        ("", ""),
    ],
)
def test_a_key_too_narrow_is_widened(library: Library, case: Case, key: str, kept: str) -> None:
    changed = dataclasses.replace(
        case,
        title="Another",
        brief=Brief(subject="New"),
        country_team=CountryTeam(("LBR",), OchaPresence.NONE),
    )
    library.add(case, "create")
    row = library.record(changed, "brief", key)
    assert row is not None
    assert row.key == kept
    library.undo(case.id)
    assert library.case(case.id) == case
    library.redo(case.id)
    assert library.case(case.id) == changed


def test_a_key_is_widened_no_further_than_needed(library: Library, case: Case) -> None:
    library.add(case, "create")
    two_ratings = rated(rated(case, 70), 80, "host_hostility")
    row = library.record(two_ratings, "rating", "ratings.insecurity")
    assert row is not None
    assert row.key == "ratings"
    team = dataclasses.replace(two_ratings, country_team=CountryTeam(("LBR",)))
    row = library.record(team, "fact", "country_team.countries")
    assert row is not None
    assert row.key == "country_team"


EDITS = st.tuples(
    st.sampled_from(["insecurity", "host_hostility", "mission_overlap", "neutrality_risk"]),
    st.none() | st.integers(0, 100) | st.floats(0, 100),
)


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(EDITS, max_size=12))
def test_all_undone_is_the_first_state_and_all_redone_the_last(
    edits: list[tuple[str, float | None]], model: DecisionModel, make_case: MakeCase
) -> None:
    case = make_case()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "l", model) as library:
        library.add(case, "create")
        states = [library.case(case.id)]
        for criterion, best in edits:
            state = rated(states[-1], best, criterion)
            row = library.record(state, "rating", f"ratings.{criterion}")
            assert (row is None) == (state == states[-1])
            if row is not None:
                assert row.key == f"ratings.{criterion}"
                states.append(library.case(case.id))
        texts = [write_case(state) for state in states]
        for text in reversed(texts[:-1]):
            assert library.undo(case.id) is not None
            assert write_case(library.case(case.id)) == text
        assert library.undo(case.id) is None
        for text in texts[1:]:
            assert library.redo(case.id) is not None
            assert write_case(library.case(case.id)) == text
        assert library.redo(case.id) is None


@settings(max_examples=25, deadline=None)
@given(moves=st.lists(st.sampled_from(["undo", "redo"]) | EDITS, max_size=25))
def test_edits_undos_and_redos_in_any_order_behave_like_two_stacks(
    moves: list[str | tuple[str, float | None]], model: DecisionModel, make_case: MakeCase
) -> None:
    case = make_case()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "l", model) as library:
        library.add(case, "create")
        past, present, future = [], case, []
        rows = 1
        for move in moves:
            if isinstance(move, tuple):
                changed = rated(present, move[1], move[0])
                done = library.record(changed, "rating", f"ratings.{move[0]}") is not None
                assert done == (changed != present)
                if done:
                    past, present, future = [*past, present], changed, []
            elif move == "undo":
                done = library.undo(case.id) is not None
                assert done == bool(past)
                if done:
                    *past, earlier = past
                    present, future = earlier, [*future, present]
            else:
                done = library.redo(case.id) is not None
                assert done == bool(future)
                if done:
                    *future, later = future
                    present, past = later, [*past, present]
            rows += done
            assert library.case(case.id) == present
            assert (library.undoable(case.id) is None, library.redoable(case.id) is None) == (
                not past,
                not future,
            )
        assert len(library.history(case.id)) == rows
