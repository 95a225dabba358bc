"""The judgements an answer hangs on: each tried out, its chance simulated, and never too many or too few."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case, OchaPresence, Phase, WeightOverride
from decision.curves import Array
from decision.doctrine import Doctrine, consult_doctrine
from decision.explanation.hinges import Hinge, HingeKind, hinges
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.ranking import first_option
from decision.recommendation import Recommendation, Strength, choose
from decision.sensitivity.overall import Sensitivity, sensitivity
from decision.valuation import Valuation, value_case
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    build_case,
    design_doctrine,
    everywhere,
    examples,
    rating,
    small_document,
    strongest,
)

MOST, LEAST, SLIGHT = 3, 2, 0.005
"""Two or three judgements; and a chance below one in two hundred is no doubt."""

ONLY_HOSTILITY = {"hostility": 1, "geography": 0, "space": 0, "coherence": 0}


@dataclasses.dataclass(frozen=True)
class Asked:
    made: Valuation
    doctrine: Doctrine
    sensitive: Sensitivity
    option: str | None
    found: tuple[Hinge, ...]


def ask(model: DecisionModel, case: Case) -> Asked:
    """The hinges of a case; of the recommendation they need its option and what decided it, not its strength."""
    made = value_case(model, case)
    doctrine = consult_doctrine(model, case, made.levels)
    sensitive = sensitivity(model, case, made, doctrine)
    option, decided_by = choose(model, made.values, doctrine.standings)
    allowed = tuple(name for name in model.option_ids if name not in doctrine.excluded())
    answer = Recommendation(
        option, Strength.OPEN, decided_by, first_option(model.option_ids, made.values), allowed, ()
    )
    return Asked(made, doctrine, sensitive, option, hinges(model, made, sensitive, doctrine, answer))


def allowed_by_design(case: Case, made: Valuation) -> list[str]:
    said = design_doctrine(case, {item.criterion: item.estimate.best for item in made.levels if item.rated})
    return [option for option in OPTIONS if strongest(said[option]) != "excluded"]


def best_of(values: Array, allowed: list[str]) -> str | None:
    kept = {name: round(float(value), 9) for name, value in zip(OPTIONS, values, strict=True) if name in allowed}
    top = [name for name, value in kept.items() if value == max(kept.values())]
    return top[0] if len(top) == 1 else None


def answer_of(model: DecisionModel, case: Case) -> str | None:
    """The option to recommend, by value and the doctrine as the design words it."""
    made = value_case(model, case)
    return best_of(made.values, allowed_by_design(case, made))


def with_level(case: Case, criterion: str, level: float) -> Case:
    return dataclasses.replace(case, ratings={**case.ratings, criterion: rating(level)})


def with_family(case: Case, made: Valuation, family: str, share: float) -> Case:
    """The case with one family at a share and the others in today's proportion; weights within are kept."""
    now = dict(zip(FAMILIES, map(float, made.weights.families), strict=True))
    rest = sum(weight for name, weight in now.items() if name != family)
    points = {name: share if name == family else weight / rest * (1 - share) for name, weight in now.items()}
    within = dict(zip(THRESHOLDS, map(float, made.weights.within), strict=True))
    return dataclasses.replace(case, weights=WeightOverride(points, within))


def with_fact(case: Case, fact: str, value: Any) -> Case:
    """The case in which one fact is another."""
    mission, team = case.mission, case.country_team
    if fact == "phase":
        return dataclasses.replace(case, phase=Phase(value))
    if fact == "mission.spans_countries":
        countries = ("LBR", "SLE") if value else ("LBR",)
        return dataclasses.replace(case, mission=dataclasses.replace(mission, countries=countries))
    if fact.startswith("mission."):
        name = fact.removeprefix("mission.")
        now = getattr(mission, name)
        kind = bool if now is None or isinstance(now, bool) else type(now)
        changes: dict[str, Any] = {name: kind(value)}
        return dataclasses.replace(case, mission=dataclasses.replace(mission, **changes))
    assert team is not None
    if fact == "country_team.present":
        return dataclasses.replace(
            case, country_team=dataclasses.replace(team, countries=("LBR",) if value else ())
        )
    return dataclasses.replace(case, country_team=dataclasses.replace(team, ocha_presence=OchaPresence(value)))


def tried_out(model: DecisionModel, case: Case, asked: Asked, hinge: Hinge) -> str | None:
    """What is recommended with that one judgement turned as the hinge says, and nothing else."""
    if hinge.kind is HingeKind.FACT:
        changed = with_fact(case, hinge.key, hinge.turns_at)
        # An area of other countries also moves a computed level; the hinge speaks of the fact alone.
        return best_of(asked.made.values, allowed_by_design(changed, asked.made))
    assert isinstance(hinge.turns_at, float)
    if hinge.kind is HingeKind.LEVEL:
        return answer_of(model, with_level(case, hinge.key, hinge.turns_at))
    if hinge.kind is HingeKind.GAP:
        gap = next(item for item in asked.sensitive.unrated if item.criterion == hinge.key)
        turn = max(gap.turns, key=lambda item: item.high - item.low)
        assert turn.low < hinge.turns_at < turn.high
        return answer_of(model, with_level(case, hinge.key, hinge.turns_at))
    assert isinstance(hinge.now, float)
    return answer_of(model, with_family(case, asked.made, hinge.key, hinge.turns_at))


def around(centre: float, reach: int, number: int) -> dict[str, tuple[float, float, float]]:
    chance = random.Random(number)
    levels = {}
    for name in THRESHOLDS:
        best = min(max(centre + chance.randint(-reach, reach), 0), 100)
        levels[name] = (max(best - 15.0, 0), float(best), min(best + 15.0, 100))
    return levels


def some_cases(nine: Mapping[str, Case]) -> dict[str, Case]:
    """Starting cases, cases near a line, with gaps, unstated facts, rules and certain levels."""
    calm = {name: level for name, level in everywhere(IN).items() if name not in FAMILIES["coherence"][1]}
    split = {**dict.fromkeys(THRESHOLDS, 0.0), **dict.fromkeys((*FAMILIES["space"][1], "mission_overlap"), 50.0)}
    return {
        **nine,
        "near R1": build_case({**calm, "armed_opposition": (40, 60, 80)}, uses_force="may_be_targeted"),
        "gap at R1": build_case(
            {name: level for name, level in calm.items() if name != "armed_opposition"},
            uses_force="may_be_targeted",
        ),
        "unstated": build_case(calm, rc_hc_in_other_mission=None, mission_countries=(), phase=None, ocha=None),
        "rule": build_case(calm, rc_hc_in_other_mission=True, mission_countries=("LBR", "SLE")),
        "observation": build_case(calm, mandate="observation"),
        "certain": build_case(split),
        "nothing": build_case({}, mission_countries=()),
        **{f"mixed {number}": build_case(around(20 + 5 * number, 30, number)) for number in range(12)},
        **{
            f"few {number}": build_case(
                dict(list(around(10 * number, 30, number).items())[:8]),
                perspective="mission",
                mission_countries=(),
            )
            for number in range(8)
        },
    }


def assert_hinges(model: DecisionModel, case: Case) -> Asked:
    asked = ask(model, case)
    found, sensitive = asked.found, asked.sensitive
    assert len(found) <= MOST
    flipping = {item.criterion for item in sensitive.tipping if item.below or item.above}
    turning = {item.criterion for item in sensitive.unrated if item.chance >= SLIGHT}
    # Without a country team or a mission the doctrine has no question: that is another question, no other answer.
    gone = {("country_team.present", False), ("mission.kind", "none")}
    assert not gone & {(hinge.key, hinge.turns_at) for hinge in found}
    known = flipping | turning | {item.fact for item in sensitive.facts if (item.fact, item.value) not in gone}
    assert len(found) >= min(len(known), LEAST), (case.title, found, known)
    assert len({hinge.key for hinge in found}) == len(found)
    for hinge in found:
        assert hinge.option != asked.option, hinge
        assert tried_out(model, case, asked, hinge) == hinge.option, (case.title, hinge)
        assert (hinge.chance is None) == (hinge.kind is HingeKind.FACT)
    chances = [hinge.chance for hinge in found if hinge.chance is not None and hinge.chance >= SLIGHT]
    assert chances == sorted(chances, reverse=True)
    # Once a level, gap or weight is named, facts come only to fill up.
    kinds = [hinge.kind is HingeKind.FACT for hinge in found]
    assert kinds == sorted(kinds, reverse=True) or len(found) <= LEAST
    return asked


def test_every_hinge_tried_out_by_itself_turns_the_answer_as_it_says(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    kinds: list[HingeKind] = []
    for case in some_cases(nine).values():
        kinds += [hinge.kind for hinge in assert_hinges(model, case).found]
    assert set(kinds) == set(HingeKind)


def random_cases() -> st.SearchStrategy[Case]:
    width = st.sampled_from([0, 5, 15, 40])

    def levels(drawn: tuple[int, dict[str, tuple[int, int] | None]]) -> dict[str, tuple[float, float, float]]:
        found = {}
        for name, pair in drawn[1].items():
            if pair is not None:
                best = min(max(drawn[0] + pair[0], 0), 100)
                found[name] = (max(best - pair[1], 0.0), float(best), min(best + pair[1], 100.0))
        return found

    off = st.one_of(st.none(), *[st.tuples(st.integers(-30, 30), width)] * 4)
    drawn = st.tuples(st.integers(0, 100), st.fixed_dictionaries(dict.fromkeys(THRESHOLDS, off)))
    return st.builds(
        lambda rated, force, elsewhere, perspective: build_case(
            rated,
            uses_force=force,
            rc_hc_in_other_mission=elsewhere,
            perspective=perspective,
            mission_countries=(),
        ),
        drawn.map(levels),
        st.sampled_from(["no", "no", "may_be_targeted"]),
        st.sampled_from([False, False, None]),
        st.sampled_from(["balanced", "mission", "ngo"]),
    )


@examples(60)
@given(random_cases())
def test_the_hinges_of_any_case_turn_its_answer(model: DecisionModel, case: Case) -> None:
    assert_hinges(model, case)


def test_a_case_that_a_rule_decided_names_the_fact_the_rule_turns_on(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    """MINURCAT spans two countries; if it did not, one foot in, one foot out would be recommended."""
    first = ask(model, nine["chad-car-minurcat"]).found[0]
    assert first == Hinge(HingeKind.FACT, "mission.spans_countries", True, False, ONE, None)
    by_own = ask(model, build_case(everywhere(ONE), rc_hc_in_other_mission=True)).found[0]
    assert by_own == Hinge(HingeKind.FACT, "mission.rc_hc_in_other_mission", True, False, ONE, None)


def test_a_fact_nobody_stated_that_would_turn_the_answer_comes_first(model: DecisionModel) -> None:
    asked = ask(model, build_case(everywhere(ONE), rc_hc_in_other_mission=None))
    assert asked.found[0] == Hinge(HingeKind.FACT, "mission.rc_hc_in_other_mission", None, True, OUT, None)


def test_an_unrated_criterion_likely_to_turn_the_answer_is_a_gap(model: DecisionModel) -> None:
    """Above 65, 35 of 100 points, a mission that may be targeted bars two feet in, and one foot is next."""
    case = some_cases({})["gap at R1"]
    asked = ask(model, case)
    assert asked.option == IN
    gap = next(hinge for hinge in asked.found if hinge.key == "armed_opposition")
    assert (gap.kind, gap.now, gap.turns_at, gap.option) == (HingeKind.GAP, None, 66, ONE)
    assert gap.chance == pytest.approx(0.35)


def simulated(model: DecisionModel, asked: Asked, case: Case, family: str, draws: int) -> float:
    """The share of drawn weights of one family, the others in proportion, with another recommendation.

    One component of a Dirichlet is one gamma variate over the sum of it and of all the rest.
    """
    drawer = np.random.default_rng(7)
    place, weights = list(FAMILIES).index(family), asked.made.weights.families
    whole = model.robustness.family_concentration
    own, others = (drawer.gamma(whole * share, size=draws) for share in (weights[place], 1 - weights[place]))
    shares = own / (own + others)
    rest = (asked.made.values - weights[place] * asked.made.family_values[:, place]) / (1 - weights[place])
    values = np.outer(asked.made.family_values[:, place], shares) + np.outer(rest, 1 - shares)
    allowed = allowed_by_design(case, asked.made)
    values[[name not in allowed for name in OPTIONS]] = -1
    return float((values.argmax(axis=0) != OPTIONS.index(asked.option or "")).mean())


def balanced_on_weights(number: int, **facts: Any) -> Case:
    """Levels known exactly, of which each family speaks for another option: only weights are in doubt."""
    speak = [(IN, ONE, ONE, IN), (IN, OUT, ONE, IN), (OUT, IN, ONE, ONE), (ONE, ONE, OUT, OUT)][number]
    levels = {
        name: everywhere(option)[name]
        for option, (_, members) in zip(speak, FAMILIES.values(), strict=True)
        for name in members
    }
    return build_case(levels, mission_countries=(), **facts)


@pytest.mark.parametrize("number", range(4))
def test_the_chance_of_a_weight_is_the_tail_of_what_it_is_drawn_from(model: DecisionModel, number: int) -> None:
    case, draws = balanced_on_weights(number), 200_000
    asked = ask(model, case)
    weights = [hinge for hinge in asked.found if hinge.kind is HingeKind.WEIGHT]
    assert weights
    for hinge in weights:
        share = simulated(model, asked, case, hinge.key, draws)
        assert hinge.chance == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / draws) + 1e-6), hinge
        assert tried_out(model, case, asked, hinge) == hinge.option


@pytest.mark.parametrize("families", [("space", "geography"), ("space",), ("hostility", "geography")])
def test_a_weight_that_favours_a_barred_option_turns_nothing(
    model: DecisionModel, families: tuple[str, ...]
) -> None:
    """A stabilization mandate bars two feet in; one foot is first by value, and two feet in is next."""
    middling = {name: 50.0 for family in families for name in FAMILIES[family][1]}
    case = build_case({**dict.fromkeys(THRESHOLDS, 0.0), **middling}, mandate="stabilization")
    draws = 200_000
    asked = ask(model, case)
    assert asked.doctrine.excluded() == (IN,)
    assert asked.option == ONE
    for hinge in asked.found:
        if hinge.kind is not HingeKind.FACT:
            assert hinge.option != IN, hinge
        if hinge.kind is HingeKind.WEIGHT:
            share = simulated(model, asked, case, hinge.key, draws)
            assert hinge.chance == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / draws) + 1e-6)


def test_where_a_rule_bars_the_first_by_value_the_weights_still_decide_between_the_others(
    model: DecisionModel,
) -> None:
    """Two feet in is first and barred; two feet out is recommended, and with other weights one foot would be."""
    speak = {"hostility": IN, "geography": OUT, "space": OUT, "coherence": IN}
    levels = {name: everywhere(speak[family])[name] for family in FAMILIES for name in FAMILIES[family][1]}
    case = build_case(levels, mandate="stabilization", mission_countries=())
    asked = ask(model, case)
    assert (asked.option, asked.doctrine.excluded()) == (OUT, (IN,))
    in_doubt = {family: simulated(model, asked, case, family, 100_000) for family in FAMILIES}
    assert max(in_doubt.values()) > 0.05
    assert len(asked.found) == MOST or HingeKind.WEIGHT in {hinge.kind for hinge in asked.found}, asked.found


def test_where_all_is_certain_the_levels_nearest_to_a_flip_are_named(model: DecisionModel) -> None:
    """All weight on one family: no other has any to give, so no weight is in doubt either."""
    levels = {"host_hostility": 40.0, "armed_opposition": 10.0, "mission_engagement": 12.0, "insecurity": 20.0}
    case = build_case(levels, weights=(ONLY_HOSTILITY, {}))
    asked = ask(model, case)
    flipping = [item for item in asked.sensitive.tipping if item.below or item.above]
    assert len(flipping) >= 2
    assert [hinge.key for hinge in asked.found] == [item.criterion for item in flipping[:2]]
    for hinge in asked.found:
        assert (hinge.kind, hinge.now, hinge.chance) == (HingeKind.LEVEL, levels[hinge.key], 0)
        assert answer_of(model, with_level(case, hinge.key, float(hinge.turns_at or 0))) == hinge.option


def test_a_level_in_doubt_turns_the_answer_where_its_own_range_reaches() -> None:
    """22 to 90, best 25, of (20, 75): the nearer flip, at 20, is beyond the range; all the chance lies above 75."""
    model = model_from(small_document({"insecurity": (20.0, 75.0)}), "x")
    (hinge,) = (item for item in ask(model, build_case({"insecurity": (22, 25, 90)})).found if item.chance)
    assert hinge.chance == pytest.approx((90 - 75) ** 2 / (68 * 65))
    assert hinge.turns_at == 75


def test_what_is_hardly_in_doubt_does_not_come_before_what_is(model: DecisionModel, nine: dict[str, Case]) -> None:
    """No level, gap or weight that is left out has a greater chance than one that is named."""
    for case in some_cases(nine).values():
        asked = ask(model, case)
        chances = [hinge.chance for hinge in asked.found if hinge.chance is not None and hinge.chance >= SLIGHT]
        named = {hinge.key for hinge in asked.found}
        by_criterion = {
            **{item.criterion: item.chance for item in asked.sensitive.tipping},
            **{item.criterion: item.chance for item in asked.sensitive.unrated},
        }
        left = [chance for criterion, chance in by_criterion.items() if criterion not in named]
        if chances:
            assert max(left, default=0) <= min(chances) + 1e-12, case.title
