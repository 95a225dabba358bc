"""Models an office may write: rules that look at levels, many of them, and what they may not make of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.case_reading import case_from
from decision.doctrine import consult_doctrine
from decision.errors import CaseError
from decision.explanation.hinges import HingeKind
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.recommendation import Strength
from decision.valuation import value_case
from tests.decision.conftest import IN, ONE, OUT, build_case, case_file, small_document, without

ORDER = [Strength.OPEN, Strength.LEANING, Strength.FIRM]
ALWAYS: dict[str, Any] = {"all": []}
X, Y, Z = "insecurity", "host_hostility", "armed_opposition"


def rule(name: str, when: dict[str, Any], *met: tuple[str, str], **changes: Any) -> dict[str, Any]:
    effects = [{"option": option, "effect": effect} for option, effect in met]
    return {"id": name, "pages": "p. 1", "when": when, "met": effects, **changes}


def above(criterion: str, limit: float) -> dict[str, Any]:
    return {"level": criterion, "above": limit}


def model_of(*rules: dict[str, Any], **changes: Any) -> DecisionModel:
    thresholds = dict.fromkeys((X, Y, Z), (30, 60))
    return model_from(small_document(thresholds, rules=list(rules), **changes), "x")


def answer(model: DecisionModel, case: Case) -> Analysis:
    return analyse(model, case, [], draws=300)


def no_stronger_without(model: DecisionModel, case: Case, name: str) -> Analysis:
    """The answer without a rating, seen to be no stronger than with it."""
    before, after = answer(model, case), answer(model, without(case, name))
    assert ORDER.index(after.recommendation.strength) <= ORDER.index(before.recommendation.strength)
    return after


BARRED_BY_TWO = rule("G", ALWAYS, (IN, "excluded"), (ONE, "excluded"))


def test_an_option_left_alone_that_a_gap_could_bar_too_is_no_leaning_answer() -> None:
    model = model_of(BARRED_BY_TWO, rule("L", above(X, 50), (OUT, "excluded")))
    case = build_case({X: 90, Y: 90, Z: 90})
    assert answer(model, case).recommendation.option is None
    after = no_stronger_without(model, case, X)
    assert after.recommendation.option == OUT
    assert after.recommendation.strength is Strength.OPEN
    assert after.doctrine.settled is None


@pytest.mark.parametrize(
    "model",
    [
        model_of(rule("E", above(X, 50), ends=True), BARRED_BY_TWO),
        model_of(BARRED_BY_TWO, doctrine={"scope": {"all": [{"level": X, "at_most": 50}]}}),
        model_of(
            rule("I", above(X, 50), (ONE, "indicated")),
            {"id": "D", "pages": "p. 1", "default": True, "met": BARRED_BY_TWO["met"]},
        ),
    ],
    ids=["a rule that ends", "a scope", "a default"],
)
def test_where_a_gap_could_free_what_is_barred_the_last_option_is_not_settled(model: DecisionModel) -> None:
    case = build_case({X: 90, Y: 40, Z: 40})
    assert consult_doctrine(model, case, value_case(model, case).levels).settled is None
    no_stronger_without(model, case, X)


def test_where_rules_leave_one_option_whatever_is_not_rated_the_answer_leans() -> None:
    model = model_of(BARRED_BY_TWO, rule("L", above(X, 50), (IN, "excluded")))
    found = answer(model, build_case({Y: 10, Z: 10}))
    assert found.doctrine.settled == OUT
    assert (found.recommendation.option, found.recommendation.strength) == (OUT, Strength.LEANING)


def test_of_more_open_rules_than_can_be_gone_through_nothing_is_certain() -> None:
    rules = [rule(f"L{number}", above(X, 20 + number), (IN, "excluded")) for number in range(30)]
    model = model_of(*rules, rule("G", ALWAYS, (ONE, "indicated")))
    doctrine = answer(model, build_case({Y: 40, Z: 40})).doctrine
    assert (doctrine.assured, doctrine.settled, doctrine.at_risk) == (None, None, (IN, ONE, OUT))
    assert answer(model, build_case({X: 10, Y: 40, Z: 40})).doctrine.assured == ONE


def test_a_smallest_change_that_leads_to_where_a_rule_bars_the_option_names_the_rule() -> None:
    model = model_of(rule("L", above(X, 60), (OUT, "excluded")), spread=10)
    alone = ({"hostility": 1}, {X: 1, Y: 0, Z: 0})
    found = answer(model, build_case({X: 45, Y: 45, Z: 45}, weights=alone)).sensitivity.smallest
    change = next(item for item in found if item.option == OUT)
    assert (change.points, change.changes, change.barred_by) == (None, (), "L")
    assert [(test.criterion, test.limit) for test in change.barred_on] == [(X, 60)]


def test_a_rule_that_breaks_a_tie_is_what_the_flip_goes_through() -> None:
    document = small_document({X: (30, 60)}, rules=[rule("L", above(X, 50), (ONE, "excluded"))])
    flat = {option: [[0, fit], [100, fit]] for option, fit in ((IN, 50), (ONE, 50), (OUT, 0))}
    document["criteria"] = [{"id": X, "family": "hostility", "source": "test", "curves": flat}]
    found = answer(model_from(document, "x"), build_case({X: 10}))
    flip = found.sensitivity.tipping[0].above
    assert flip is not None
    assert (found.recommendation.option, flip.option, flip.level, flip.through) == (None, IN, 51, "L")


def test_a_gap_turns_at_the_edge_beside_what_is_recommended_today() -> None:
    """Alone, an unrated level below 30 names two feet in, above 60 two feet out; today's stretch lies between."""
    model = model_of()
    alone = ({"hostility": 1}, {X: 0.9, Y: 0.05, Z: 0.05})
    found = answer(model, build_case({Y: 45, Z: 45}, weights=alone))
    gaps = [hinge for hinge in found.explanation.hinges if hinge.kind is HingeKind.GAP]
    assert [hinge.key for hinge in gaps] == [X]
    level = next(item for item in found.sensitivity.unrated if item.criterion == X)
    edge = next(turn.low for turn in level.turns if turn.high == 100)
    assert 0 < gaps[0].turns_at - edge <= 1  # type: ignore[operator]
    rated = build_case({Y: 45, Z: 45, X: gaps[0].turns_at}, weights=alone)  # type: ignore[dict-item]
    assert answer(model, rated).recommendation.option == gaps[0].option == OUT


def test_weights_that_leave_nothing_to_weigh_are_refused_with_the_perspective_they_stand_on() -> None:
    document = small_document({X: (30, 60)})
    document["families"] = [{"id": "hostility", "weight": 1.0}, {"id": "space", "weight": 0.0}]
    document["criteria"].append({"id": Y, "family": "space", "thresholds": [30, 60], "source": "test"})
    document["perspectives"] = [{"id": "balanced", "families": {"hostility": 1.0, "space": 0.0}}]
    model = model_from(document, "x")
    case = case_file()
    for name in ("ratings", "checklists"):
        case.pop(name, None)
    case["brief"] = {}
    case["weights"] = {"families": {"hostility": 0}}
    with pytest.raises(CaseError) as caught:
        case_from(case, model)
    assert (caught.value.code, caught.value.key) == ("no_weight", "weights.families")
