"""The whole analysis: one call, the same bytes each time, and the parts that belong to one another."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from decision.analysis import analyse
from decision.case import Case, Documented
from decision.errors import CancelledError
from decision.model import DecisionModel
from tests.decision.conftest import IN, ONE, OPTIONS, OUT, build_case, everywhere, recommended

QUICK = ("somalia", "dr-congo-monuc", "chad-car-minurcat")


def test_the_same_input_gives_the_same_answer_to_the_last_bit(model: DecisionModel, nine: dict[str, Case]) -> None:
    library = tuple(nine.values())
    one, two = (analyse(model, nine["somalia"], library, draws=5000) for _ in range(2))
    for name in ("recommendation", "doctrine", "ways", "sensitivity", "stakeholders", "explanation", "precedents"):
        assert getattr(one, name) == getattr(two, name)
    assert one.robustness.rank_acceptability.tobytes() == two.robustness.rank_acceptability.tobytes()
    assert one.valuation.values.tobytes() == two.valuation.values.tobytes()


def test_draws_and_seed_default_to_the_models(model: DecisionModel) -> None:
    small = dataclasses.replace(model, robustness=dataclasses.replace(model.robustness, draws=300, seed=9))
    found = analyse(small, build_case(everywhere(ONE)), ()).robustness
    assert (found.draws, found.seed) == (300, 9)
    own = analyse(small, build_case(everywhere(ONE)), (), draws=100, seed=0).robustness
    assert (own.draws, own.seed) == (100, 0)


def test_the_recommendation_is_that_of_its_parts(model: DecisionModel, nine: dict[str, Case]) -> None:
    for case in (nine[stem] for stem in QUICK):
        made = analyse(model, case, (), draws=1000, seed=1)
        assert made.recommendation == recommended(model, case)
        assert made.valuation.values == pytest.approx(made.valuation.fits @ made.valuation.weights.criteria)


@pytest.mark.parametrize("stem", ["chad-car-minurcat", "darfur-unamid", "somalia"])
def test_doctrine_names_two_feet_out_where_the_facts_alone_decide(
    model: DecisionModel, nine: dict[str, Case], stem: str
) -> None:
    bare = dataclasses.replace(nine[stem], ratings={})
    assert analyse(model, bare, (), draws=100).doctrine.indicated == OUT


def test_deleting_or_changing_what_was_done_changes_no_recommendation(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    library = tuple(nine.values())
    for case in (nine[stem] for stem in QUICK):
        today = analyse(model, case, library, draws=500)
        assert case.documented is not None
        wrong = next(option for option in OPTIONS if option != case.documented.option)
        for documented in (None, Documented(wrong, "p. 1")):
            changed = dataclasses.replace(case, documented=documented, title="A title of no meaning")
            found = analyse(model, changed, library, draws=500)
            assert found.recommendation == today.recommendation
            assert np.array_equal(found.valuation.values, today.valuation.values)


def test_the_library_changes_only_the_precedent_line(model: DecisionModel, nine: dict[str, Case]) -> None:
    case = nine["dr-congo-monuc"]
    alone, among = analyse(model, case, (), draws=500), analyse(model, case, tuple(nine.values()), draws=500)
    assert alone.recommendation == among.recommendation
    assert alone.precedents.nearest == ()
    assert len(among.precedents.nearest) == 3


def test_the_analysis_can_be_cancelled(model: DecisionModel, nine: dict[str, Case]) -> None:
    with pytest.raises(CancelledError):
        analyse(model, nine["somalia"], (), draws=9000, progress=lambda _done, _draws: False)


@pytest.mark.parametrize(
    "case",
    [
        build_case(mission_countries=()),
        build_case(team=None),
        build_case(team=()),
        build_case(kind="none"),
        build_case({"insecurity": (0, 50, 100)}),
        build_case(everywhere(ONE), overrules={"R0": "a", "R1": "b", "R2": "c", "R3": "d", "R4": "e"}),
        build_case(dict.fromkeys(everywhere(IN), 100.0), mandate="observation"),
        build_case(weights=({"hostility": 1, "geography": 0, "space": 0, "coherence": 0}, {})),
        build_case(everywhere(ONE), weights=({}, {"area_mismatch": 5, "mission_overlap": 1})),
    ],
    ids=[
        "nothing", "no team said", "empty team", "no mission", "one wide", "all overruled", "all full", "one family",
        "own points",
    ],
)  # fmt: skip
def test_no_valid_case_is_too_odd_to_be_analysed(model: DecisionModel, nine: dict[str, Case], case: Case) -> None:
    made = analyse(model, case, tuple(nine.values()), draws=100)
    assert np.all(np.isfinite(made.valuation.values))
    assert made.recommendation.option in (None, *OPTIONS)
