"""A copied model may have ids without words: the note then prints the id, and still holds together."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app.words import Words
from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.case_reading import read_case
from decision.case_writing import write_case
from decision.explanation.hinges import Hinge, HingeKind
from decision.model_reading import read_model
from reports.note import NoteSettings, write_note
from tests.reports.conftest import FONTS, MODEL_BYTES, page_texts
from tests.reports.test_paper import assert_nothing_overlaps, assert_within_margins

LONG = "a_criterion_that_an_officer_named_at_length_and_without_any_words_for_it"
RENAMED = {
    "mission_engagement": LONG,
    "neutrality_risk": f"{LONG}_again",
    "hostility": "a_family_of_its_own_with_a_name_of_its_own",
    "two_feet_out": "apart_in_every_respect_that_matters",
    "R1": "R1b",
}


def renamed(data: bytes) -> bytes:
    text = data.decode()
    for old, new in RENAMED.items():
        text = re.sub(rf"(?<![A-Za-z0-9_]){old}(?![A-Za-z0-9_])", new, text)
    return text.encode()


@pytest.fixture(scope="module")
def copied(nine: dict[str, Case]) -> Analysis:
    model = read_model(renamed(MODEL_BYTES))
    cases = [read_case(renamed(write_case(case)), model) for case in nine.values()]
    somalia = cases[list(nine).index("somalia")]
    ratings = {name: item for name, item in somalia.ratings.items() if name not in ("insecurity", "caseload")}
    return analyse(model, replace(somalia, ratings=ratings), tuple(cases), draws=500)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_ids_without_words_are_printed_and_stay_in_their_columns(
    copied: Analysis, words: Words, paper: str
) -> None:
    family = RENAMED["hostility"]
    weight = Hinge(HingeKind.WEIGHT, family, 0.35, 0.27, RENAMED["two_feet_out"], 0.2)
    found = (*copied.explanation.hinges[:2], weight)
    analysis = replace(copied, explanation=replace(copied.explanation, hinges=found))
    data = write_note(analysis, words, NoteSettings(version="1.0", paper=paper), FONTS, MODEL_BYTES)
    text = " ".join(page_texts(data)).replace(" ", "")
    assert f"criterion.{LONG}.name" in text
    assert f"family.{family}.name" in text
    assert "R1b" in text
    assert_within_margins(data, *{"A4": (595.3, 841.9), "Letter": (612.0, 792.0)}[paper])
    assert_nothing_overlaps(data)
