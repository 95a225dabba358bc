"""The turns of one judgement: the same that are found for all levels at once, and for weights those of a sweep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from decision.case import Case, Estimate, Mandate, MissionKind, UsesForce, WeightOverride
from decision.doctrine import consult_doctrine
from decision.model import DecisionModel
from decision.recommendation import choose
from decision.sensitivity.tipping import Flip, tipping_levels
from decision.sensitivity.turning import Turn, level_turns, weight_turns
from decision.valuation import value_case
from decision.weights import case_weights


def varied(case: Case, seed: int) -> Case:
    """The case with half of its levels drawn anew, some of them no whole numbers.

    Every second one is calm enough for two feet in, under the rule that bars it by the level of armed groups.
    """
    source = np.random.default_rng(seed)
    calm = bool(seed % 2)
    ratings = {}
    for name, rating in case.ratings.items():
        most = 35 if calm else 101
        drawn = [rating.estimate.best * most / 101, float(source.integers(0, most)), source.uniform(0, most)]
        best = drawn[source.integers(3)]
        ratings[name] = replace(rating, estimate=Estimate(best, best, best))
    mission = replace(
        case.mission,
        kind=MissionKind.PEACEKEEPING_OPERATION,
        mandate=Mandate.MULTIDIMENSIONAL,
        uses_force=UsesForce.MAY_BE_TARGETED,
        countries=case.mission.countries[:1],
        rc_hc_in_other_mission=False,
    )
    return replace(case, ratings=ratings, mission=mission if calm else case.mission)


def test_the_turns_of_a_level_are_its_tipping_levels(model: DecisionModel, nine: Mapping[str, Case]) -> None:
    def as_turn(flip: Flip | None) -> Turn | None:
        return None if flip is None else Turn(flip.level, flip.option)

    met = set()
    for case in (varied(case, seed) for seed in range(8) for case in nine.values()):
        valuation = value_case(model, case)
        doctrine = consult_doctrine(model, case, valuation.levels)
        for item in tipping_levels(model, case, valuation, doctrine).rated:
            found = level_turns(model, case, valuation, doctrine, item.criterion)
            assert (found.below, found.above) == (as_turn(item.below), as_turn(item.above))
            met |= {flip.through for flip in (item.below, item.above) if flip is not None}
    assert len(met) > 1  # by value, and by a rule's turn


def weighted(model: DecisionModel, case: Case, family: str, share: float, held: Mapping[str, float]) -> str | None:
    """What is recommended with one family at a share, some held and the others in proportion."""
    before = dict(zip(model.family_ids, map(float, case_weights(model, case).families), strict=True))
    fixed = {**held, family: share}
    rest = sum(value for key, value in before.items() if key not in fixed)
    left = 1 - sum(fixed.values())
    points = {key: fixed.get(key, left * value / rest) for key, value in before.items()}
    moved = replace(case, weights=WeightOverride(points, {}))
    valuation = value_case(model, moved)
    return choose(model, valuation.values, consult_doctrine(model, moved, valuation.levels).standings)[0]


@pytest.mark.parametrize("held", [{}, {"coherence": 0.3}])
def test_the_turns_of_a_weight_are_those_of_a_sweep(
    model: DecisionModel, nine: Mapping[str, Case], held: Mapping[str, float]
) -> None:
    met = 0
    for seed, case in enumerate(nine.values()):
        now, family = 35, model.family_ids[0]
        points = {key: held.get(key, 0.0) for key in model.family_ids}
        points[family] = now / 100
        others = [key for key in model.family_ids if key not in held and key != family]
        points |= {key: (1 - now / 100 - sum(held.values())) / len(others) for key in others}
        case = replace(varied(case, seed), weights=WeightOverride(points, {}))  # noqa: PLW2901 - the same, weighted
        valuation = value_case(model, case)
        doctrine = consult_doctrine(model, case, valuation.levels)
        most = round((1 - sum(held.values())) * 100)
        today = choose(model, valuation.values, doctrine.standings)[0]
        found = weight_turns(model, valuation, doctrine, family, held)
        for turn, side in ((found.below, range(now - 1, -1, -1)), (found.above, range(now + 1, most + 1))):
            shares = [share for share in side if share % 4 == 0 or (turn and abs(share - turn.at) < 2)]
            swept = {share: weighted(model, case, family, share / 100, held) for share in shares}
            first = next((share for share in shares if swept[share] != today), None)
            assert turn == (None if first is None else Turn(first, swept[first])), (case.title, side)
            met += first is not None
    assert met > 2
