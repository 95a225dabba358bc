"""The full tallies, run by ``make test-long``: what the short tests sample, counted at length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.methods.kernels import first_counts
from decision.model import DecisionModel
from decision.ranking import first_option
from decision.robustness.acceptability import Tally
from decision.robustness.weight_spaces import InOrder, Simplex, Unknown
from tests.decision.conftest import examples
from tests.decision.methods.test_kernels import batch_of, one_by_one, way_scores
from tests.decision.robustness.test_published_smaa import fractions
from tests.decision.test_removal import cases, never_stronger

pytestmark = pytest.mark.long

SCORES = np.array([[8, 3, 5], [5, 6, 7], [2, 9, 4]]) / 10
EXACT = {
    "unknown": (Unknown(3), fractions("3/10 19/70 3/7", "9/20 11/20 0", "1/4 5/28 4/7")),
    "in order": (InOrder((1, 2, 3)), fractions("9/11 2/11 0", "2/11 9/11 0", "0 0 1")),
}
"""Three options whose rank acceptabilities are known as fractions (constructed; the simplex cut by half-planes)."""


@pytest.mark.parametrize("name", EXACT)
def test_acceptabilities_converge_to_the_exact_fractions(name: str) -> None:
    """Twenty million draws, within four standard errors, and the error shrinks as the square root of the draws."""
    space: Simplex
    space, exact = EXACT[name]
    stream, tally = np.random.Generator(np.random.PCG64(5)), Tally(3, 3)
    for _ in range(400):
        weights = space.draw(stream, 50_000)
        tally.add(SCORES @ weights, weights)
    found = tally.result()
    assert found.draws == 20_000_000
    errors = 4 * np.sqrt(np.maximum(exact * (1 - exact), 1e-12) / found.draws)
    assert np.all(np.abs(found.rank_acceptability - exact) <= errors)


@given(case=cases(), data=st.data())
@examples(3000)
def test_removing_ratings_never_raises_strength(model: DecisionModel, case: Case, data: st.DataObject) -> None:
    order = data.draw(st.lists(st.sampled_from(sorted(case.ratings)), min_size=1, max_size=4, unique=True))
    never_stronger(model, case, order)


@pytest.mark.parametrize("coarse", [False, True])
def test_five_thousand_draws_are_scored_as_pymcdm_scores_them(model: DecisionModel, coarse: bool) -> None:
    batch = batch_of(11, 3, 15, 4, 5000, coarse)
    scores = way_scores(*batch, model.methods)
    for draw in range(5000):
        for way, single in one_by_one(batch, draw, model.methods).items():
            own = scores[way][:, draw]
            assert np.allclose(own, single, rtol=1e-9, atol=1e-9)
            counted = first_counts(own[:, None])
            first = first_option(model.option_ids, single)
            assert [int(name == first) for name in model.option_ids] == list(counted)
