"""The computed level of area_mismatch against areas worked out by hand."""

from __future__ import annotations

import pytest

from decision.geography import area_mismatch
from decision.model import DecisionModel
from decision.valuation import levels_of, value_case
from tests.decision.conftest import WEIGHTS, build_case


@pytest.mark.parametrize(
    ("mission", "coverage", "team", "level"),
    [
        (["LBR"], {}, ["LBR"], 0),
        (["LBR"], {"LBR": 1.0}, ["LBR"], 0),
        (["LBR"], {"LBR": 0.25}, ["LBR"], 75),
        (["LBR"], {"LBR": 0.0}, ["LBR"], 100),
        (["LBR"], {}, ["SLE"], 100),
        (["TCD", "CAF"], {}, ["TCD"], 50),
        (["TCD", "CAF"], {"TCD": 0.5, "CAF": 0.5}, ["TCD"], 100 * (1 - 0.5 / 1.5)),
        (["TCD"], {}, ["TCD", "CAF"], 50),
        (["TCD", "CAF"], {}, ["TCD", "CAF"], 0),
    ],
)
def test_mismatch_is_one_minus_shared_over_joint_area(
    mission: list[str], coverage: dict[str, float], team: list[str], level: float
) -> None:
    case = build_case(mission_countries=mission, coverage=coverage, team=team)
    assert area_mismatch(case) == pytest.approx(level)


@pytest.mark.parametrize(
    "areas", [{"mission_countries": []}, {"team": None}, {"team": []}], ids=["no mission area", "no team", "empty"]
)
def test_without_an_area_the_mismatch_is_unknown_and_not_counted_as_rated(
    model: DecisionModel, areas: dict[str, list[str] | None]
) -> None:
    case = build_case(**areas)
    assert area_mismatch(case) is None
    level = next(item for item in levels_of(model, case) if item.criterion == "area_mismatch")
    assert (level.rated, level.estimate.low, level.estimate.high) == (False, 0, 100)
    assert value_case(model, case).coverage == 0


def test_a_computed_level_counts_as_rated_and_says_that_it_is_computed(model: DecisionModel) -> None:
    case = build_case(mission_countries=["LBR"], coverage={"LBR": 0.25})
    level = next(item for item in levels_of(model, case) if item.criterion == "area_mismatch")
    assert (level.rated, level.computed) == (True, True)
    assert (level.estimate.low, level.estimate.best, level.estimate.high) == pytest.approx((75, 75, 75))
    assert value_case(model, case).coverage == pytest.approx(WEIGHTS["area_mismatch"])


def test_the_officers_rating_overrides_the_computed_level(model: DecisionModel) -> None:
    case = build_case({"area_mismatch": (10, 20, 30)}, mission_countries=["LBR"], coverage={"LBR": 0.25})
    level = next(item for item in levels_of(model, case) if item.criterion == "area_mismatch")
    assert (level.estimate.low, level.estimate.best, level.estimate.high) == (10, 20, 30)
    assert not level.computed


def test_only_the_criterion_marked_computed_is_computed(model: DecisionModel) -> None:
    rated = [item.criterion for item in levels_of(model, build_case()) if item.rated]
    assert rated == ["area_mismatch"]
