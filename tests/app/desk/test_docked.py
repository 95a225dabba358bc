"""The dock beside the steps: where it is shown, how it is folded, and who asks for it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.desk.case_view import CaseView
from app.desk.rails import UprightButton
from app.desk.steps import STEPS
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


def view_of(desk: Desk, width: int = 1440) -> CaseView:
    view = CaseView(desk.state, desk.theme)
    desk.bot.addWidget(view)
    view.resize(width, 860)
    view.show()
    return view


@pytest.fixture
def view(desk: Desk) -> CaseView:
    made = view_of(desk)
    desk.open("Somalia")
    return made


def unfolded(view: CaseView) -> dict[str, bool | None]:
    """For each step whether the dock is unfolded beside it; None where it is not at hand."""
    found: dict[str, bool | None] = {}
    for place, name in enumerate(STEPS):
        view.show_step(place)
        at_hand = view.dock.isVisible() or view.right.isVisible()
        assert not (view.dock.isVisible() and view.right.isVisible())
        found[name] = view.dock.isVisible() if at_hand else None
        QApplication.processEvents()
    return found


def test_it_is_at_hand_beside_every_step_but_the_note(desk: Desk, view: CaseView) -> None:
    shown = {"context": False, "evidence": False, "ratings": True, "weights": True, "results": False, "note": None}
    assert unfolded(view) == shown
    rail = view.right.findChild(UprightButton)
    assert rail is not None
    assert rail.text() == desk.state.workspace.words("what_if.title")
    view.show_step(STEPS.index("results"))
    rail.click()
    view.show_step(STEPS.index("weights"))
    view.toggle_dock()
    shown |= {"ratings": False, "weights": False, "results": True}
    assert unfolded(view) == shown
    assert unfolded(view_of(desk, 1100)) == shown  # made anew, as when the look changes: as it was left


def test_results_put_levels_into_it_and_unfold_it(desk: Desk, view: CaseView) -> None:
    view.show_step(STEPS.index("results"))
    case = desk.state.case
    view.results.what_if_asked.emit({"insecurity": 60.0})
    assert view.dock.isVisible()
    assert list(view.dock.what_if.rows) == ["insecurity"]
    assert desk.state.case is case
    QApplication.processEvents()
    assert view.dock.what_if.rows["insecurity"].isVisible()


def test_ratings_and_evidence_lead_to_each_other(desk: Desk, view: CaseView) -> None:
    view.evidence.rating_asked.emit("insecurity")
    assert STEPS[view.step] == "ratings"
    assert desk.state.case is not None
    view.ratings.evidence_asked.emit(desk.state.case.evidence[0].id)
    assert STEPS[view.step] == "evidence"


def test_looking_at_results_begins_a_cancelled_analysis_anew(desk: Desk, view: CaseView) -> None:
    case = desk.state.stored_case
    assert case is not None
    desk.state.preview(case)
    desk.bot.waitUntil(lambda: bool(desk.state.runner.running))
    desk.state.runner.running[-1].cancel()
    desk.bot.waitUntil(lambda: desk.state.analysis_stopped)
    view.show_step(STEPS.index("results"))
    assert not desk.state.analysis_stopped
    desk.settle()
