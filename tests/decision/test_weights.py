"""The two-level tree of weights: rescaled, overridden in part, and always summing to one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case_reading import case_from
from decision.model import DecisionModel
from decision.weights import case_weights, perspective_weights, tree
from tests.decision.conftest import FAMILIES, WEIGHTS, build_case, case_file, examples

POINTS = st.one_of(st.just(0.0), st.floats(0.001, 1000))
FAMILY_POINTS = st.fixed_dictionaries(dict.fromkeys(FAMILIES, POINTS)).filter(lambda made: any(made.values()))
CRITERION_POINTS = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), POINTS)


def by_name(model: DecisionModel, weights: np.ndarray) -> dict[str, float]:
    return dict(zip(model.criterion_ids, map(float, weights), strict=True))


def test_default_weights_are_the_family_weights_split_evenly(model: DecisionModel) -> None:
    weights = case_weights(model, build_case())
    assert by_name(model, weights.criteria) == pytest.approx(WEIGHTS)
    assert dict(zip(model.family_ids, weights.families, strict=True)) == pytest.approx(
        {name: share for name, (share, _) in FAMILIES.items()}
    )


@given(families=FAMILY_POINTS, criteria=CRITERION_POINTS)
@examples(80)
def test_each_level_of_the_tree_sums_to_one_and_keeps_the_ratios_given(
    model: DecisionModel, families: dict[str, float], criteria: dict[str, float]
) -> None:
    weights = tree(model, families, criteria)
    total = math.fsum(families.values())
    assert weights.families.sum() == pytest.approx(1)
    assert weights.criteria.sum() == pytest.approx(1)
    shares = by_name(model, weights.within)
    for place, (family, (_, members)) in enumerate(FAMILIES.items()):
        assert weights.families[place] == pytest.approx(families[family] / total)
        assert sum(shares[name] for name in members) == pytest.approx(1)
        points = {name: criteria.get(name, 1 / len(members)) for name in members}
        if any(points.values()):
            assert shares == pytest.approx(
                {**shares, **{name: points[name] / math.fsum(points.values()) for name in members}}
            )
    shares_of_all = by_name(model, weights.criteria)
    for place, (_, members) in enumerate(FAMILIES.values()):
        for name in members:
            assert shares_of_all[name] == pytest.approx(weights.families[place] * shares[name])


@given(families=FAMILY_POINTS, factor=st.floats(0.01, 100))
@examples(40)
def test_points_given_on_another_scale_give_the_same_weights(
    model: DecisionModel, families: dict[str, float], factor: float
) -> None:
    scaled = {name: points * factor for name, points in families.items()}
    one = case_weights(model, build_case(weights=(families, {}))).criteria
    other = case_weights(model, build_case(weights=(scaled, {}))).criteria
    assert one == pytest.approx(other)


def test_families_alone_leave_the_shares_within_them(model: DecisionModel) -> None:
    points = {"hostility": 10, "geography": 20, "space": 30, "coherence": 40}
    weights = case_weights(model, build_case(weights=(points, {})))
    assert weights.families == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert weights.within == pytest.approx(perspective_weights(model, model.perspectives[0]).within)


def test_criteria_alone_leave_the_families(model: DecisionModel) -> None:
    weights = case_weights(model, build_case(weights=({}, {"area_mismatch": 3, "mission_overlap": 1})))
    shares = by_name(model, weights.criteria)
    assert weights.families == pytest.approx([0.35, 0.15, 0.30, 0.20])
    assert shares["area_mismatch"] == pytest.approx(0.15 * 0.75)
    assert shares["mission_overlap"] == pytest.approx(0.15 * 0.25)
    assert shares["insecurity"] == pytest.approx(WEIGHTS["insecurity"])


def test_a_family_of_no_weight_counts_nothing_and_the_others_share_the_whole(model: DecisionModel) -> None:
    points = {"hostility": 0, "geography": 1, "space": 1, "coherence": 2}
    shares = by_name(model, case_weights(model, build_case(weights=(points, {}))).criteria)
    assert all(shares[name] == 0 for name in FAMILIES["hostility"][1])
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["area_mismatch"] == pytest.approx(0.125)


def test_a_case_is_weighed_by_its_perspective(model: DecisionModel) -> None:
    weights = case_weights(model, build_case(perspective="ngo"))
    assert weights.families == pytest.approx([0.25, 0.05, 0.60, 0.10])


def test_points_too_large_to_add_up_still_weigh_in_proportion(model: DecisionModel) -> None:
    document = {**case_file(), "weights": {"families": dict.fromkeys(FAMILIES, 1e308), "criteria": {}}}
    case = case_from(document, model)
    assert case_weights(model, case).families == pytest.approx([0.25] * 4)


def test_a_level_named_in_part_keeps_what_it_is_given_and_shares_the_rest(model: DecisionModel) -> None:
    """Sixty per cent are sixty per cent; the other families keep their proportions of what is left."""
    weights = case_weights(model, build_case(weights=({"hostility": 0.6}, {"insecurity": 0.4})))
    families = dict(zip(model.family_ids, map(float, weights.families), strict=True))
    left = {
        name: 0.4 * share / 0.65 for name, share in (("geography", 0.15), ("space", 0.30), ("coherence", 0.20))
    }
    assert families == pytest.approx({"hostility": 0.6, **left})
    within = by_name(model, weights.within)
    assert within["insecurity"] == pytest.approx(0.4)
    assert within["host_hostility"] == within["armed_opposition"] == pytest.approx(0.2)
    assert within["neutrality_risk"] == pytest.approx(0.25)
