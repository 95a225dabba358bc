"""Model files: what the shipped one says, and every fault of another named by its key."""

from __future__ import annotations

import copy
import datetime
import hashlib
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.errors import ModelError
from decision.model import DecisionModel
from decision.model_reading import model_from, read_model
from decision.valuation import value_case
from tests.decision.conftest import (
    FAMILIES,
    OPTIONS,
    ROOT,
    WEIGHTS,
    build_case,
    examples,
    nodes,
    shipped_document,
    small_document,
)

GONE = object()
SHIPPED = ROOT / "assets" / "models" / "two-feet.toml"


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    document = shipped_document()
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if value is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = copy.deepcopy(value)
    return document


def refused(document: Any) -> ModelError:
    with pytest.raises(ModelError) as caught:
        model_from(document, "x")
    return caught.value


def test_the_shipped_model_has_the_families_criteria_and_weights_of_the_design(model: DecisionModel) -> None:
    assert {item.id: item.weight for item in model.families} == {
        name: share for name, (share, _) in FAMILIES.items()
    }
    assert model.criterion_ids == tuple(WEIGHTS)
    for name, (_, members) in FAMILIES.items():
        assert tuple(model.criterion_ids[place] for place in model.members(name)) == members
    assert [item.id for item in model.criteria if item.computed] == ["area_mismatch"]
    assert [item.id for item in model.perspectives] == ["balanced", "mission", "ocha", "country_team", "ngo"]


def test_the_shipped_model_has_the_free_parameters_of_the_design(model: DecisionModel) -> None:
    strength, methods, drawn, near = model.strength, model.methods, model.robustness, model.precedent
    assert (strength.firm_acceptability, strength.firm_coverage, strength.firm_ways) == (0.80, 0.80, 5)
    assert (strength.leaning_acceptability, strength.leaning_coverage) == (0.55, 0.50)
    assert strength.firm_family == "hostility"
    assert (methods.promethee_q, methods.promethee_p, methods.comet_values) == (10, 50, (0, 50, 100))
    assert (drawn.family_concentration, drawn.criterion_concentration) == (40, 40)
    assert (near.nearest, near.level_share, near.fact_share, near.months_apart) == (3, 0.7, 0.3, 24)
    assert (model.lead, model.as_of) == (1, "2008-09")


def test_a_model_carries_the_hash_of_its_bytes(model: DecisionModel) -> None:
    assert model.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    assert read_model(SHIPPED.read_bytes() + b"\n# a remark\n").sha256 != model.sha256


PARTS = ("families", "criteria", "perspectives", "doctrine", "strength", "methods", "robustness", "precedent")
R1 = ("rules", 1)
REFUSED: list[tuple[tuple[str | int, ...], Any, str]] = [
    *(((name,), GONE, name) for name in ("format", "id", "version", "as_of", "options", "spread", "lead", *PARTS)),
    (("format",), "footing-model/2", "format"),
    (("options",), ["two_feet_in"], "options"),
    (("options",), ["two_feet_in", "two_feet_in", "two_feet_out"], "options"),
    (("spread",), 0, "spread"),
    (("spread",), "40", "spread"),
    (("lead",), -1, "lead"),
    (("families", 0, "weight"), 0.5, "families"),
    (("families", 0, "weight"), -0.35, "families[0].weight"),
    (("families", 0, "weight"), float("nan"), "families[0].weight"),
    (("families", 1, "id"), "hostility", "families"),
    (("families", 0), "hostility", "families[0]"),
    (("criteria", 0, "family"), "luck", "criteria[0].family"),
    (("criteria", 1, "id"), "host_hostility", "criteria"),
    (("criteria", 0, "id"), GONE, "criteria[0].id"),
    (("criteria", 0, "source"), "", "criteria[0].source"),
    (("criteria", 0, "thresholds"), [15], "criteria[0].thresholds"),
    (("criteria", 0, "thresholds"), [15, 60, 80], "criteria[0].thresholds"),
    (("criteria", 0, "thresholds"), [60, 15], "criteria[0].thresholds"),
    (("criteria", 0, "thresholds"), [15, 15], "criteria[0].thresholds"),
    (("criteria", 0, "thresholds"), [15, 160], "criteria[0].thresholds[1]"),
    (("criteria", 0, "thresholds"), ["15", 60], "criteria[0].thresholds[0]"),
    (("criteria", 0, "thresholds"), GONE, "criteria[0].curves"),
    (("criteria", 0, "weight"), 0.9, "criteria (hostility)"),
    (("criteria", 0, "computed"), 1, "criteria[0].computed"),
    (("perspectives", 0, "families", "space"), GONE, "perspectives[0].families"),
    (("perspectives", 0, "families", "space"), 0.9, "perspectives[0].families"),
    (("perspectives", 1, "id"), "balanced", "perspectives"),
    (("perspectives", 0, "criteria"), {"luck": 1}, "perspectives[0].criteria.luck"),
    (("doctrine", "scope"), GONE, "doctrine.scope"),
    (("doctrine", "scope"), {"fact": "weather", "in": ["rain"]}, "doctrine.scope.fact"),
    ((*R1, "id"), "R0", "rules"),
    ((*R1, "pages"), GONE, "rules[1].pages"),
    ((*R1, "when"), GONE, "rules[1].when"),
    ((*R1, "when"), {}, "rules[1].when.level"),
    ((*R1, "when"), {"fact": "phase", "in": ["peace"]}, "rules[1].when.in"),
    ((*R1, "when"), {"fact": "phase"}, "rules[1].when.in"),
    ((*R1, "when"), {"fact": "phase", "in": 3}, "rules[1].when.in"),
    ((*R1, "when"), {"fact": "phase", "in": True}, "rules[1].when.in"),
    ((*R1, "when"), {"fact": "phase", "in": "conflict"}, "rules[1].when.in"),
    ((*R1, "when"), {"level": "luck", "above": "t_out"}, "rules[1].when.level"),
    ((*R1, "when"), {"level": "insecurity", "above": "t_up"}, "rules[1].when.above"),
    ((*R1, "when"), {"level": "insecurity", "above": 101}, "rules[1].when.above"),
    ((*R1, "when"), {"level": "insecurity"}, "rules[1].when.above"),
    ((*R1, "when"), {"all": {"fact": "phase"}}, "rules[1].when.all"),
    ((*R1, "when"), {"any": [3]}, "rules[1].when.any[0]"),
    ((*R1, "met", 0, "option"), "three_feet", "rules[1].met[0].option"),
    ((*R1, "met", 0, "effect"), "forbidden", "rules[1].met[0].effect"),
    (("contradictions", 0, "fact"), GONE, "contradictions[0].fact"),
    (("contradictions", 0, "level", "level"), "luck", "contradictions[0].level.level"),
    (("checklists", "coexistence"), 0, "checklists.coexistence"),
    (("checklists", "coexistence"), "one", "checklists.coexistence"),
    (("strength", "firm", "acceptability"), 1.2, "strength.firm.acceptability"),
    (("strength", "firm", "ways"), 7, "strength.firm.ways"),
    (("strength", "firm", "family"), "luck", "strength.firm.family"),
    (("strength", "leaning"), GONE, "strength.leaning"),
    (("methods", "promethee_p"), 10, "methods.promethee_p"),
    (("methods", "vikor_v"), 2, "methods.vikor_v"),
    (("methods", "comet_values"), [0, 50], "methods.comet_values"),
    (("methods", "comet_values"), [0, 60, 50, 100], "methods.comet_values"),
    (("robustness", "draws"), 0, "robustness.draws"),
    (("robustness", "draws"), 10**9, "robustness.draws"),
    (("robustness", "seed"), -1, "robustness.seed"),
    (("robustness", "concentration", "families"), 0, "robustness.concentration.families"),
    (("precedent", "nearest"), 0, "precedent.nearest"),
    (("precedent", "shares", "levels"), 0.9, "precedent.shares.levels"),
    (("precedent", "facts"), ["weather"], "precedent.facts[0]"),
    (("precedent", "least_overlap"), 2, "precedent.least_overlap"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "key"), REFUSED, ids=[f"{key}-{place}" for place, (_, _, key) in enumerate(REFUSED)]
)
def test_a_fault_of_a_model_is_named_by_its_key(path: tuple[str | int, ...], value: Any, key: str) -> None:
    assert refused(changed(path, value)).key == key


@pytest.mark.parametrize("key", ["draws", "side_draws", "seed"])
def test_a_number_that_counts_is_whole(key: str) -> None:
    assert refused(changed(("robustness", key), 1.5)).code == "not_whole"
    assert refused(changed(("robustness", key), True)).code == "not_whole"
    assert refused(changed(("robustness", key), -1)).code == "out_of_range"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("options", 0), "Two-feet", "not_an_identifier"),
        (("families", 0, "id"), "hosti lity", "not_an_identifier"),
        (("perspectives", 0, "id"), "1st", "not_an_identifier"),
        (("criteria", 0, "id"), "host-hostility", "not_an_identifier"),
        (("criteria", 0, "id"), "space", "repeated_value"),
        (("rules", 0, "id"), "value", "reserved_name"),
        (("doctrine", "scope", "all", 0, "in"), [1], "unknown_name"),
        (("lead",), 0, "out_of_range"),
        (("methods", "promethee_p"), 10.01, "not_ordered_pair"),
        (("methods", "comet_values"), [0, 0.01, 100], "not_ascending"),
        (("methods", "comet_values"), [0, 20, 40, 50, 60, 80, 100], "too_many_objects"),
    ],
)
def test_what_a_result_could_not_carry_is_refused_with_the_model(
    path: tuple[str | int, ...], value: Any, code: str
) -> None:
    assert refused(changed(path, value)).code == code


def test_a_seed_of_any_size_is_kept_to_the_last_digit() -> None:
    seed = 2**53 + 1
    assert model_from(changed(("robustness", "seed"), seed), "x").robustness.seed == seed


def test_a_family_without_criteria_is_refused() -> None:
    document = shipped_document()
    document["criteria"] = [item for item in document["criteria"] if item["family"] != "geography"]
    document["contradictions"] = []
    assert refused(document).key == "criteria"


ONE_CURVE = {option: [[0, 10], [40, 90], [100, 0]] for option in OPTIONS}


def with_curves(**curves: Any) -> dict[str, Any]:
    document = small_document({"own": (20, 60)})
    document["criteria"] = [
        {"id": "own", "family": "hostility", "source": "test", "curves": {**ONE_CURVE, **curves}}
    ]
    return document


def test_curves_of_ones_own_are_joined_by_straight_lines() -> None:
    model = model_from(with_curves(), "x")
    assert value_case(model, build_case({"own": 20})).values == pytest.approx([50, 50, 50])
    assert value_case(model, build_case({"own": 70})).values == pytest.approx([45, 45, 45])
    nothing = value_case(model, build_case({}))
    assert nothing.values == pytest.approx([(40 * 50 + 60 * 45) / 100] * 3)
    assert nothing.bounds == pytest.approx(np.array([[0, 90]] * 3))


@pytest.mark.parametrize(
    "points",
    [
        "low", 3, True, [], [[]], [[0, 1]], [[0, 1], [50, 2]], [[10, 1], [100, 2]], [[0, 1], [100, 101]],
        [[0, -1], [100, 2]], [[0, 1], [60, 2], [40, 3], [100, 1]], [[0, 1], [50, 2], [50, 3], [100, 1]],
        [[0, 1, 2], [100, 1, 2]], [[0, 1], [100]], [["a", "b"], ["c", "d"]], [[0, float("nan")], [100, 1]],
        [[0, 1], [50, 1], [50.01, 2], [100, 1]],
        [[0, 1], [float("nan"), 1], [100, 1]], [0, 100], {"0": 1}, [[0, [1]], [100, 1]], [[0, None], [100, 1]],
    ],
)  # fmt: skip
def test_what_is_no_curve_over_the_whole_scale_is_refused(points: Any) -> None:
    assert refused(with_curves(two_feet_out=points)).key.startswith("criteria[0].curves.two_feet_out")


def test_a_curve_for_each_option_is_needed() -> None:
    document = with_curves()
    del document["criteria"][0]["curves"]["two_feet_out"]
    assert refused(document).key == "criteria[0].curves.two_feet_out"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not toml", b"\xff\xfe", b"a = 1\na = 2", b"format = ", b"a = " + b"[" * 100_000,
        b"a = " + b"[" * 50_000 + b"]" * 50_000, b"a = " + b"9" * 5000, SHIPPED.read_bytes()[:4000],
        SHIPPED.read_bytes().replace(b"spread = 40", b"spread = " + b"9" * 400),
        SHIPPED.read_bytes().replace(b"spread = 40", b"spread = nan"),
    ],
    ids=["empty", "text", "bytes", "twice", "cut", "open", "deep", "5000 digits", "half", "400 digits", "nan"],
)  # fmt: skip
def test_bytes_that_are_no_model_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        read_model(data)


JUNK: list[Any] = [
    *(None, True, 0, -1, 101, 1e308, 10**400, float("nan"), float("inf")),
    *("", "x", "two_feet_in", datetime.date(2008, 9, 1)),
    *([], [None], [[]], [{}], ["x"], [1, 2], {}, {"x": 1}, {"all": []}),
]  # fmt: skip


@given(numbers=st.integers(0, 2**32))
@examples(250)
def test_a_mutated_model_is_read_or_refused_and_nothing_else_happens(numbers: int) -> None:
    chance = random.Random(numbers)
    document = shipped_document()
    for _ in range(chance.randint(1, 3)):
        container, key = chance.choice(list(nodes(document)))
        if chance.random() < 0.3:
            del container[key]
        else:
            container[key] = copy.deepcopy(chance.choice(JUNK))
    try:
        model = model_from(document, "x")
    except ModelError:
        return
    values = value_case(model, build_case({})).values
    assert np.all((values >= -1e-9) & (values <= 100 + 1e-9))


@pytest.mark.parametrize("count", [2, 4])
def test_a_model_may_have_another_number_of_options(count: int) -> None:
    """n options have n - 1 thresholds; each level lies in the band of exactly one of them."""
    thresholds = tuple(float(20 * (place + 1)) for place in range(count - 1))
    options = [f"option_{place}" for place in range(count)]
    document = small_document({"own": (20, 60)}, options=options)
    document["criteria"][0]["thresholds"] = list(thresholds)
    model = model_from(document, "x")
    for place, level in enumerate([10, 30, 50, 90][:count]):
        values = value_case(model, build_case({"own": level})).values
        assert int(np.argmax(values)) == (place if level < thresholds[-1] else count - 1)
        assert values.max() == pytest.approx(100)
