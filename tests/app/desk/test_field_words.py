"""Fields and values in words: existing words where there are any, the key where there are none."""

from __future__ import annotations

from typing import Any

import pytest

from app.desk.field_words import LONGEST, NOTHING, field_words, unfolded, value_words
from app.words import Words


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("", "The whole case"),
        ("title", "Title"),
        ("phase", "Phase"),
        ("mission.kind", "Mission: Kind"),
        ("mission.coverage.LBR", "Mission: coverage.LBR"),
        ("ratings.insecurity", "Insecurity"),
        ("ratings.insecurity.best", "Insecurity: level"),
        ("evidence[e3].title", "Evidence e3: Title"),
        ("evidence[e3]", "Evidence e3"),
        ("brief.from", "From"),
        ("brief.due", "By when"),
        ("brief.next_steps[2].owner", "Next step 2: owner"),
        ("brief.options.two_feet_in.risks", "Two feet in: risks"),
        ("weights.families.hostility", "Weights: Hostility"),
        ("consultations[1].party", "Consultation 1: party"),
        ("documented.source", "Documented decision: source"),
        ("@tags", "Tags"),
        ("@archived", "Archived"),
        ("field_of_tomorrow", "field_of_tomorrow"),
        ("field_of_tomorrow.kept", "field_of_tomorrow: kept"),
    ],
)
def test_a_field_is_named(words: Words, key: str, name: str) -> None:
    assert field_words(words, key) == name


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("title", None, NOTHING),
        ("evidence", [], NOTHING),
        ("ratings.insecurity.protected", True, "yes"),
        ("ratings.insecurity.best", 12.5, "12.5"),
        ("ratings.insecurity.best", 30, "30"),
        ("ratings.insecurity.confidence", "high", "high"),
        ("ratings.insecurity", {"low": 5, "best": 12.5, "high": 30, "rationale": None}, "12.5 (5–30)"),
        ("as_of", "2008-09-30", "30 September 2008"),
        ("brief.date", "soon", "soon"),
        ("countries", ["LBR", "SLE"], "Liberia; Sierra Leone"),
        ("mission.kind", "political_office", "political office"),
        ("current_arrangement", "two_feet_in", "Two feet in"),
        ("evidence[e1]", {"id": "e1", "title": "A report"}, "A report"),
        ("mission.coverage", {"LBR": 1}, "LBR: 1"),
        ("title", "x" * 2_000, "x" * (LONGEST - 1) + "…"),
    ],
)
def test_a_value_is_read_as_people_read_it(words: Words, key: str, value: Any, text: str) -> None:
    assert value_words(words, key, value) == text


def test_an_edit_of_a_list_is_told_item_by_item() -> None:
    before = [{"id": "e1", "title": "One"}]
    after = [{"id": "e1", "title": "Other"}, {"id": "e2", "title": "Two"}]
    found = [(one.key, one.before, one.after) for one in unfolded("evidence", before, after)]
    assert found == [("evidence[e1].title", "One", "Other"), ("evidence[e2]", None, {"id": "e2", "title": "Two"})]


def test_a_plain_value_is_told_as_it_is() -> None:
    assert [(one.key, one.before, one.after) for one in unfolded("title", "One", "Two")] == [
        ("title", "One", "Two")
    ]
