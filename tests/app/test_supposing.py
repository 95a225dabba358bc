"""What if: supposed cases, what makes one of another, and the answer beside the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from app.supposing import SPREAD, TRIABLE, Answer, WhatIf, difference, suppose, try_out
from decision.case import Case, Estimate
from decision.case_reading import read_case
from decision.case_writing import write_case
from decision.facts import FACT_VALUES, facts_of
from decision.model import DecisionModel
from decision.valuation import value_case
from decision.weights import case_weights


def test_a_supposed_level_carries_its_range_and_stays_on_the_scale(
    model: DecisionModel, nine: Mapping[str, Case]
) -> None:
    case = nine["liberia-unmil"]
    before = case.ratings["insecurity"]
    supposed = suppose(model, case, WhatIf().with_levels({"insecurity": 97}))
    after = supposed.ratings["insecurity"]
    reach = before.estimate.best - before.estimate.low
    assert after == replace(before, estimate=Estimate(97 - reach, 97, 100))
    assert {name for name, rating in supposed.ratings.items() if rating != case.ratings[name]} == {"insecurity"}
    bare = replace(case, ratings={})
    estimate = suppose(model, bare, WhatIf().with_levels({"insecurity": 40})).ratings["insecurity"].estimate
    assert estimate == Estimate(40 - SPREAD, 40, 40 + SPREAD)


def test_weights_that_are_not_tried_share_the_rest_in_proportion(
    model: DecisionModel, nine: Mapping[str, Case]
) -> None:
    case = nine["liberia-unmil"]
    one, two, *others = model.family_ids
    what_if = WhatIf().with_weight(one, 0.5).with_weight(two, 0.9)
    assert what_if.weights == {one: 0.5, two: 0.5}  # no more than is left
    what_if = what_if.with_weight(two, 0.2)
    before = dict(zip(model.family_ids, case_weights(model, case).families, strict=True))
    after = dict(zip(model.family_ids, case_weights(model, suppose(model, case, what_if)).families, strict=True))
    assert (after[one], after[two]) == pytest.approx((0.5, 0.2), abs=1e-8)
    assert after[others[0]] / after[others[1]] == pytest.approx(before[others[0]] / before[others[1]])
    assert sum(after.values()) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(12))
def test_the_difference_of_a_supposed_case_is_what_was_supposed(
    model: DecisionModel, nine: Mapping[str, Case], seed: int
) -> None:
    source = np.random.default_rng(seed)
    case = [*nine.values()][seed % len(nine)]
    what_if = WhatIf()
    for key in source.choice(model.criterion_ids, 3, replace=False):
        level = float(source.integers(0, 101))
        if level != value_case(model, case).levels[model.criterion_ids.index(key)].estimate.best:
            what_if = what_if.with_levels({str(key): level})
    for key in model.family_ids[: seed % 3]:
        what_if = what_if.with_weight(key, float(source.integers(1, 30)) / 100)
    fact = TRIABLE[seed % len(TRIABLE)]
    value = next(value for value in FACT_VALUES[fact] if value != facts_of(case)[fact])
    what_if = what_if.with_fact(fact, value)
    kept = read_case(write_case(suppose(model, case, what_if)), model)
    found = difference(model, case, kept)
    assert found.levels == what_if.levels
    assert found.facts == what_if.facts
    assert found.weights == pytest.approx(what_if.weights)


def test_every_fact_that_can_be_tried_is_what_the_rules_then_see(
    model: DecisionModel, nine: Mapping[str, Case]
) -> None:
    case = nine["liberia-unmil"]
    for fact in TRIABLE:
        for value in FACT_VALUES[fact]:
            seen = facts_of(suppose(model, case, WhatIf().with_fact(fact, value)))
            assert {key for key, now in seen.items() if now != facts_of(case)[key]} <= {fact}
            assert seen[fact] == value


def test_changes_can_be_dropped_one_by_one() -> None:
    what_if = WhatIf().with_levels({"a": -3, "b": 120}).with_weight("f", 0.2).with_fact("phase", "conflict")
    assert what_if.levels == {"a": 0, "b": 100}
    assert (what_if.keys, what_if.last) == (("a", "b", "f", "phase"), "phase")
    assert what_if.without("phase").last == "f"
    assert what_if.without("b").keys == ("a", "f", "phase")
    assert what_if.without("b").last == "phase"


def test_a_trial_stands_beside_the_case_and_changes_nothing_of_it(
    model: DecisionModel, nine: Mapping[str, Case]
) -> None:
    case = nine["somalia"]
    base = Answer.of(model, case)
    turn = try_out(model, base, WhatIf().with_levels({"mission_engagement": 74})).turns["mission_engagement"].below
    assert turn is not None
    here, there = (
        try_out(model, base, WhatIf().with_levels({"mission_engagement": float(level)}))
        for level in (turn.at + 1, turn.at)
    )
    assert here.tried.advice == base.advice != there.tried.advice == turn.option
    assert there.base is base
    assert there.base.case is case
