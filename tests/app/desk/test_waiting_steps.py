"""Steps nobody looks at wait for it; a hand that moves changes no state of a step until it rests or lets go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desk.case_view import CaseView
from app.desk.context_step import ContextStep
from app.desk.stale import WhenSeen
from app.desk.steps import STEPS
from decision.case import Case, Confidence, Estimate, Rating
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def view(desk: Desk) -> CaseView:
    made = CaseView(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1440, 860)
    made.show()
    desk.open("Somalia")
    return made


def second(view: CaseView, step: str) -> str:
    """What the header says of a step, read as a screen reader does."""
    return view.header.steps[STEPS.index(step)].accessibleDescription()


def rated(case: Case, criterion: str, level: float) -> Case:
    rating = Rating(Estimate(level, level, level), Confidence.LOW)
    return replace(case, ratings={**case.ratings, criterion: rating})


def test_a_hidden_part_follows_once_when_it_is_seen(desk: Desk) -> None:
    around, part, done = QWidget(), QWidget(), []
    desk.bot.addWidget(around)
    part.setParent(around)
    waiting = WhenSeen(part, lambda: done.append(part.isVisible()))
    waiting.follow()
    waiting.follow()
    assert done == []
    around.show()
    assert done == [True]
    waiting.follow()
    assert done == [True, True]
    around.hide()
    around.show()
    assert done == [True, True]


def test_a_step_that_was_hidden_shows_the_new_case(desk: Desk, view: CaseView) -> None:
    context = view.steps[STEPS.index("context")]
    assert isinstance(context, ContextStep)
    title = context.fields["title"].control
    assert isinstance(title, QLineEdit)
    for name in ("Liberia", "Somalia"):
        view.show_step(STEPS.index("ratings"))
        desk.open(name)
        assert not title.text().startswith(name)  # nobody looks
        view.show_step(STEPS.index("context"))
        assert desk.state.case is not None
        assert title.text() == desk.state.case.title
        assert title.text().startswith(name)


def test_a_preview_leaves_no_state_behind(desk: Desk, view: CaseView) -> None:
    case = desk.state.stored_case
    assert case is not None
    criterion = next(iter(case.ratings))
    bare = replace(case, ratings={name: one for name, one in case.ratings.items() if name != criterion})
    desk.state.edit(bare, "rating", f"ratings.{criterion}", "")
    before = second(view, "ratings")
    desk.state.preview(rated(bare, criterion, 40.0))
    desk.state.drop_preview()
    assert second(view, "ratings") == before
    desk.state.preview(rated(bare, criterion, 40.0))
    desk.state.edit(rated(bare, criterion, 41.0), "rating", f"ratings.{criterion}", "")
    after = second(view, "ratings")
    assert after != before
    desk.state.undo()
    assert second(view, "ratings") == before


def test_where_the_hand_rests_the_states_follow_its_preview(desk: Desk, view: CaseView) -> None:
    case = desk.state.stored_case
    assert case is not None
    criterion = next(iter(case.ratings))
    bare = replace(case, ratings={name: one for name, one in case.ratings.items() if name != criterion})
    desk.settle()
    before = second(view, "ratings")
    desk.state.preview(bare)
    desk.settle()
    assert second(view, "ratings") != before
    desk.state.drop_preview()
    assert second(view, "ratings") == before
