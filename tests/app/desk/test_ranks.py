"""The dock of ranks: live while a marker moves, greyed while the analysis is behind, and exact in its flips."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from app.desk.ranks_dock import NEAREST_FLIPS, RanksDock
from decision.case import Estimate
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


def dock_of(desk: Desk, title: str) -> RanksDock:
    dock = RanksDock(desk.state, desk.theme)
    desk.bot.addWidget(dock)
    desk.open(title)
    return dock


def test_ranks_follow_a_preview_at_once_and_the_rest_stays_until_it_has_followed(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    case, words = desk.state.stored_case, desk.state.workspace.words
    assert case is not None
    shown, values = dock._share.text(), [entry.value for entry in dock.entries]
    low = {name: replace(rating, estimate=Estimate(0, 0, 0)) for name, rating in case.ratings.items()}
    desk.state.preview(replace(case, ratings=low))
    assert [entry.value for entry in dock.entries] != values
    assert dock.entries[0].name == words("option.two_feet_in.name")
    assert dock._share.text() == words("ranks.stale", sentence=shown)
    assert dock._share.property("ink") == "ink_3"
    desk.settle()
    assert dock._share.property("ink") == "ink_2"
    assert words("option.two_feet_in.name") in dock._share.text()
    desk.state.drop_preview()
    assert [entry.value for entry in dock.entries] == values


def test_the_nearest_flips_are_those_of_the_analysis(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    analysis, words = desk.state.analysis, desk.state.workspace.words
    assert analysis is not None
    flips = sorted(
        (abs(flip.level - item.now), item.criterion, item.now, flip)
        for item in analysis.sensitivity.tipping
        for flip in (item.below, item.above)
        if flip is not None
    )[:NEAREST_FLIPS]
    assert flips
    texts = [label.text() for label in dock.findChildren(QLabel)]
    for _, criterion, now, flip in flips:
        assert words(f"criterion.{criterion}.name") in texts
        assert words("ranks.flip", now=words.number(now), level=words.number(flip.level)) in texts


def test_an_option_that_is_excluded_says_by_which_rule(desk: Desk) -> None:
    dock = dock_of(desk, "MINURCAT")
    doctrine, words = desk.state.doctrine, desk.state.workspace.words
    assert doctrine is not None
    notes = {entry.name: entry.note for entry in dock.entries}
    for standing in doctrine.standings:
        note = notes[words(f"option.{standing.option}.name")]
        assert all(rule in note for rule in standing.rules)
    assert {name for name, note in notes.items() if note.startswith("Excluded")} == {
        words(f"option.{option}.name") for option in doctrine.excluded()
    }
