"""The batched kernels give, draw by draw, what the ways give one matrix at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.errors import MethodError
from decision.methods import ways
from decision.methods.cross_check import Way, outranking_thresholds
from decision.methods.decision_matrix import DecisionMatrix
from decision.methods.kernels import BLOCK, first_counts_by_way, way_scores
from decision.model import DecisionModel, MethodSettings
from decision.ranking import first_option
from tests.decision.conftest import examples

Array = np.ndarray
Batch = tuple[Array, Array, Array, Array]


def one_by_one(batch: Batch, draw: int, settings: MethodSettings) -> dict[Way, Array]:
    """What the functions of the analysis say of one draw."""
    fits, weights, family_values, family_weights = (np.ascontiguousarray(part[..., draw]) for part in batch)
    problem = DecisionMatrix.of_fits(fits, weights)
    families = DecisionMatrix.of_fits(family_values, family_weights)
    return {
        Way.ADDITIVE: ways.additive(problem),
        Way.DISTANCE: ways.topsis(problem),
        Way.REGRET: 1 - ways.vikor(problem, settings.vikor_v).compromise,
        Way.OUTRANKING: ways.promethee(problem, outranking_thresholds(settings)).net,
        Way.AVERAGE: ways.edas(problem),
        Way.RULES: ways.comet(families, settings.comet_values),
    }


def batch_of(seed: int, options: int, criteria: int, families: int, draws: int, coarse: bool = False) -> Batch:
    """Drawn fits and weights; coarse ones lie on a few levels and points, so that ties and zero weights abound."""
    chance = np.random.default_rng(seed)

    def values(columns: int) -> Array:
        shape = (options, columns, draws)
        return chance.choice([0.0, 25.0, 50.0, 100.0], shape) if coarse else chance.uniform(0, 100, shape)

    def weights(columns: int) -> Array:
        if not coarse:
            return np.ascontiguousarray(chance.dirichlet(np.ones(columns), draws).T)
        points = chance.integers(0, 3, (columns, draws)).astype(float)
        points[chance.integers(columns)] += 1
        return np.asarray(points / points.sum(axis=0))

    return values(criteria), weights(criteria), values(families), weights(families)


settings_of_an_office = st.builds(
    MethodSettings,
    vikor_v=st.sampled_from([0.0, 0.3, 0.5, 1.0]),
    promethee_q=st.sampled_from([0.0, 10.0]),
    promethee_p=st.sampled_from([20.0, 50.0, 100.0]),
    comet_values=st.sampled_from([(0.0, 50.0, 100.0), (0.0, 100.0), (0.0, 20.0, 70.0, 100.0)]),
)


@given(
    seed=st.integers(0, 2**32),
    options=st.integers(1, 5),
    criteria=st.integers(1, 7),
    families=st.integers(1, 4),
    coarse=st.booleans(),
    settings=settings_of_an_office,
)
@examples(60)
def test_each_draw_is_scored_as_the_way_scores_it(
    seed: int, options: int, criteria: int, families: int, coarse: bool, settings: MethodSettings
) -> None:
    batch = batch_of(seed, options, criteria, families, 4, coarse)
    found = way_scores(*batch, settings)
    names = [str(number) for number in range(options)]
    assert list(found) == list(Way)
    for draw in range(4):
        for way, expected in one_by_one(batch, draw, settings).items():
            own = found[way][:, draw]
            np.testing.assert_allclose(own, expected, rtol=1e-9, atol=1e-12, err_msg=way)
            assert first_option(names, own) == first_option(names, expected)


@pytest.mark.parametrize("coarse", [False, True])
def test_the_shape_of_the_analysis_over_several_blocks(model: DecisionModel, coarse: bool) -> None:
    draws = 2 * BLOCK + 7
    batch = batch_of(11, 3, 15, 4, draws, coarse)
    found = way_scores(*batch, model.methods)
    for draw in [0, 1, BLOCK - 1, BLOCK, BLOCK + 300, 2 * BLOCK - 1, 2 * BLOCK, draws - 1, *range(240, 254)]:
        for way, expected in one_by_one(batch, draw, model.methods).items():
            np.testing.assert_allclose(found[way][:, draw], expected, rtol=1e-9, atol=1e-12, err_msg=way)


@pytest.mark.parametrize("coarse", [False, True])
def test_first_shares_count_the_draws_an_option_comes_first_alone(model: DecisionModel, coarse: bool) -> None:
    names = ["a", "b", "c"]
    batch = batch_of(5, 3, 6, 4, 60, coarse)
    expected = np.zeros((len(Way), 3), dtype=int)
    for draw in range(60):
        for row, scores in enumerate(one_by_one(batch, draw, model.methods).values()):
            first = first_option(names, scores)
            if first is not None:
                expected[row, names.index(first)] += 1
    found = first_counts_by_way(*batch, model.methods)
    assert found.tolist() == expected.tolist()
    assert (found.sum() < 60 * len(Way)) == coarse


def test_batches_add_up_to_the_whole(model: DecisionModel) -> None:
    batch = batch_of(8, 3, 15, 4, 500)
    parts = [tuple(part[..., here] for part in batch) for here in (slice(0, 130), slice(130, 500))]
    whole = first_counts_by_way(*batch, model.methods)
    assert sum(first_counts_by_way(*part, model.methods) for part in parts).tolist() == whole.tolist()


def test_equal_options_are_first_nowhere(model: DecisionModel) -> None:
    fits, weights, family_values, family_weights = batch_of(3, 3, 15, 4, 40)
    fits[:], family_values[:] = fits[0], family_values[0]
    assert not first_counts_by_way(fits, weights, family_values, family_weights, model.methods).any()


def test_values_that_miss_the_scale_by_a_last_bit_stay_within_the_rules(model: DecisionModel) -> None:
    batch = batch_of(2, 3, 15, 4, 5)
    family_values = np.full((3, 4, 5), np.nextafter(100, 101))
    scores = way_scores(*batch[:2], family_values, batch[3], model.methods)
    assert scores[Way.RULES] == pytest.approx(1.0)


def test_inputs_are_not_changed(model: DecisionModel) -> None:
    batch = batch_of(4, 3, 15, 4, 50)
    kept = [part.copy() for part in batch]
    way_scores(*batch, model.methods)
    for part, before in zip(batch, kept, strict=True):
        assert np.array_equal(part, before)


def test_many_families_need_no_more_memory_at_a_time() -> None:
    settings = MethodSettings(0.5, 10.0, 50.0, (0.0, 50.0, 100.0))
    batch = batch_of(6, 3, 9, 8, 30)
    found = way_scores(*batch, settings)
    problem = DecisionMatrix.of_fits(batch[2][..., 29].copy(), batch[3][..., 29].copy())
    assert found[Way.RULES][:, 29] == pytest.approx(ways.comet(problem, settings.comet_values), abs=1e-9)


@pytest.mark.parametrize("spoilt", range(4))
def test_shapes_that_do_not_fit_are_refused(model: DecisionModel, spoilt: int) -> None:
    batch = list(batch_of(1, 3, 15, 4, 20))
    batch[spoilt] = batch[spoilt][..., :-1]
    with pytest.raises(MethodError) as caught:
        way_scores(*batch, model.methods)
    assert (caught.value.code, caught.value.key) == ("wrong_shape", "draws")


def test_options_of_the_two_matrices_must_be_the_same(model: DecisionModel) -> None:
    fits, weights, family_values, family_weights = batch_of(1, 3, 15, 4, 20)
    with pytest.raises(MethodError):
        way_scores(fits, weights, family_values[:2], family_weights, model.methods)


def test_no_draws_are_no_scores(model: DecisionModel) -> None:
    batch = tuple(part[..., :0] for part in batch_of(1, 3, 15, 4, 2))
    assert first_counts_by_way(*batch, model.methods).tolist() == [[0, 0, 0]] * 6
