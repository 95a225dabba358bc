"""The nine starting cases: honestly coded, each judgement with its reason and source. No level is asserted."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from decision.case import Case
from decision.model import DecisionModel
from tests.decision.conftest import IN, ONE, OUT, case_file

DOCUMENTED = {
    "dr-congo-monuc": ("MONUC", "peacekeeping_operation", ONE),
    "southern-sudan-unmis": ("UNMIS", "peacekeeping_operation", ONE),
    "afghanistan-unama": ("UNAMA", "political_mission", ONE),
    "burundi-binub": ("BINUB", "political_office", ONE),
    "liberia-unmil": ("UNMIL", "peacekeeping_operation", IN),
    "sierra-leone-unipsil": ("UNIPSIL", "peacebuilding_office", IN),
    "chad-car-minurcat": ("MINURCAT", "peacekeeping_operation", OUT),
    "darfur-unamid": ("UNAMID", "peacekeeping_operation", OUT),
    "somalia": (None, "peacekeeping_operation", OUT),
}
COUNTRIES = {
    "dr-congo-monuc": {"COD"},
    "southern-sudan-unmis": {"SDN"},
    "afghanistan-unama": {"AFG"},
    "burundi-binub": {"BDI"},
    "liberia-unmil": {"LBR"},
    "sierra-leone-unipsil": {"SLE"},
    "chad-car-minurcat": {"TCD", "CAF"},
    "darfur-unamid": {"SDN"},
    "somalia": {"SOM"},
}


def test_the_library_starts_with_the_nine_documented_situations(nine: dict[str, Case]) -> None:
    assert set(nine) == set(DOCUMENTED)
    assert len({case.id for case in nine.values()}) == 9
    assert len({case.title for case in nine.values()}) == 9


@pytest.mark.parametrize(("stem", "expected"), DOCUMENTED.items())
def test_the_arrangement_is_the_one_the_source_documents_with_its_page(
    nine: dict[str, Case], stem: str, expected: tuple[str | None, str, str]
) -> None:
    case, (mission, kind, option) = nine[stem], expected
    assert case.documented is not None
    assert case.documented.option == option
    assert "de Coning 2008, p" in case.documented.source
    assert case.mission.kind == kind
    if mission is not None:
        assert case.mission.name == mission


@pytest.mark.parametrize("stem", DOCUMENTED)
def test_a_case_is_of_its_countries_as_of_september_2008(nine: dict[str, Case], stem: str) -> None:
    case = nine[stem]
    assert (case.as_of.year, case.as_of.month) == (2008, 9)
    assert set(case.countries) == COUNTRIES[stem]
    assert case.country_team is not None
    assert set(case.country_team.countries) <= COUNTRIES[stem]


def test_only_somalia_is_a_mission_under_consideration(nine: dict[str, Case]) -> None:
    assert [stem for stem, case in nine.items() if case.mission.status == "considered"] == ["somalia"]
    assert nine["somalia"].current_arrangement is None
    for stem, case in nine.items():
        if stem != "somalia" and case.documented is not None:
            assert case.current_arrangement == case.documented.option


@pytest.mark.parametrize("stem", DOCUMENTED)
def test_every_rating_has_a_reason_of_its_own_and_a_source_or_says_that_it_lacks_one(stem: str) -> None:
    ratings: dict[str, Any] = case_file(stem)["ratings"]
    lacking = [
        name
        for name, given in ratings.items()
        if not (
            given["evidence"] or "source: to be cited" in given["rationale"] or "computed" in given["rationale"]
        )
    ]
    assert lacking == []
    reasons = [given["rationale"].strip() for given in ratings.values()]
    assert all(len(reason.split()) >= 5 for reason in reasons)
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("stem", DOCUMENTED)
def test_every_rating_is_a_range_with_a_confidence_and_of_a_criterion_of_the_model(
    model: DecisionModel, nine: dict[str, Case], stem: str
) -> None:
    ratings = nine[stem].ratings
    assert set(ratings) <= set(model.criterion_ids)
    assert all(given.confidence is not None for given in ratings.values())
    judged = [name for name in model.criterion_ids if not model.criterion(name).computed]
    assert set(judged) <= set(ratings)


@pytest.mark.parametrize("stem", DOCUMENTED)
def test_every_item_of_evidence_names_where_it_comes_from(nine: dict[str, Case], stem: str) -> None:
    assert nine[stem].evidence
    assert all(item.source and item.title for item in nine[stem].evidence)


@pytest.mark.parametrize("stem", DOCUMENTED)
def test_nothing_of_a_starting_case_is_protected_overruled_or_weighed_apart(
    nine: dict[str, Case], stem: str
) -> None:
    case = nine[stem]
    assert not any(item.protected for item in case.evidence)
    assert not any(given.protected for given in case.ratings.values())
    assert (case.overrules, case.weights) == ((), None)


@pytest.mark.parametrize("stem", DOCUMENTED)
def test_the_note_of_a_starting_case_has_its_own_date(nine: dict[str, Case], stem: str) -> None:
    assert isinstance(nine[stem].brief.date, datetime.date)
    assert nine[stem].brief.subject
