"""Published tables, reproduced by the very functions the analysis calls; the figures are copied from the sources named.

Tolerances are those of the last digit each source prints, never wider.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from decision.methods.decision_matrix import DecisionMatrix, FixedScale, printed_weights
from decision.methods.ways import Thresholds, additive, promethee, rim, spotis, topsis, vikor
from decision.ranking import ranks

Array = np.ndarray


def observed(values: list[list[float]], weights: list[float], types: list[int]) -> DecisionMatrix:
    return DecisionMatrix(np.array(values), printed_weights(weights), np.array(types))


def test_topsis_of_tzeng_and_huang_2011() -> None:
    """Tzeng and Huang 2011, Multiple Attribute Decision Making, CRC; also in scikit-criteria, tests/agg/test_topsis.py."""
    found = topsis(observed([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], [0.3, 0.4, 0.3], [1, 1, 1]))
    assert found == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=1e-4)
    assert found == pytest.approx([0.50372, 0.658085, 0.748249, 0.333997], abs=1e-6)
    assert ranks(found) == [3, 2, 1, 4]


def test_topsis_of_hodgett_three_cars_with_a_cost() -> None:
    """Hodgett, hodgett.co.uk/topsis-in-excel; also in the R package MCDA, tests/TOPSIS.R."""
    cars: list[list[float]] = [[5490, 51.4, 8.5, 285], [6500, 70.6, 7, 288], [6489, 54.3, 7.5, 290]]
    found = topsis(observed(cars, [0.35, 0.25, 0.25, 0.15], [-1, 1, 1, 1]))
    assert found == pytest.approx([0.4817, 0.5182, 0.1780], abs=1e-4)
    assert found == pytest.approx([0.481685, 0.518208, 0.177955], abs=1e-6)
    assert ranks(found) == [2, 1, 3]


HYDROPOWER: list[list[float]] = [
    [4184.3, 2914, 407.2, 251, 195, 244, 15, 2.41],
    [5211.9, 3630, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
]


@pytest.mark.parametrize(
    ("weights", "group", "single", "compromise"),
    [
        (
            [0.125] * 8,
            [0.692, 0.700, 0.290, 0.423, 0.280, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1, 0.473, 0.670, 0, 0.578],
        ),
        (
            [0.16666667] * 4 + [0.08333333] * 4,
            [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
            [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
            [1, 0.533, 0.552, 0.563, 0, 0.686],
        ),
    ],
    ids=["W1", "W2"],
)
def test_vikor_of_opricovic_and_tzeng_2007(
    weights: list[float], group: list[float], single: list[float], compromise: list[float]
) -> None:
    """Opricovic and Tzeng 2007, EJOR 178(2):514-529, hydropower; also in scikit-criteria, tests/agg/test_vikor.py."""
    found = vikor(observed(HYDROPOWER, weights, [1, -1, 1, 1, -1, -1, -1, 1]), v=0.5)
    assert found.group == pytest.approx(group, abs=0.0025)
    assert found.single == pytest.approx(single, abs=0.0025)
    assert found.compromise == pytest.approx(compromise, abs=0.0025)
    assert (found.acceptable_advantage, found.acceptable_stability) == (True, True)
    assert found.compromise_set == (4,)


@pytest.mark.parametrize(
    ("weights", "group", "single", "compromise"),
    [
        (
            [0.125] * 8,
            [0.692479, 0.700373, 0.289614, 0.422552, 0.27996, 0.34582],
            [0.125, 0.125, 0.120522, 0.125, 0.066536, 0.125],
            [0.990611, 1.0, 0.473181, 0.669585, 0.0, 0.578327],
        ),
        (
            [0.16666667] * 4 + [0.08333333] * 4,
            [0.701496, 0.600498, 0.385866, 0.365035, 0.316626, 0.459432],
            [0.166667, 0.114315, 0.160695, 0.166667, 0.088715, 0.166667],
            [1.0, 0.532992, 0.551652, 0.56289, 0.0, 0.685525],
        ),
    ],
    ids=["W1", "W2"],
)
def test_vikor_of_opricovic_and_tzeng_2007_to_six_decimals(
    weights: list[float], group: list[float], single: list[float], compromise: list[float]
) -> None:
    """The same tables computed apart from any library, without rounding in between."""
    found = vikor(observed(HYDROPOWER, weights, [1, -1, 1, 1, -1, -1, -1, 1]))
    assert found.group == pytest.approx(group, abs=1e-6)
    assert found.single == pytest.approx(single, abs=1e-6)
    assert found.compromise == pytest.approx(compromise, abs=1e-6)


def test_promethee_of_papathanasiou_and_ploskas_2018_with_two_thresholds() -> None:
    """Papathanasiou and Ploskas 2018, chapter 3, doi 10.1007/978-3-319-91648-4_3; also in pyrepo-mcda, tests."""
    values: list[list[float]] = [
        [8, 7, 2, 1],
        [5, 3, 7, 5],
        [7, 5, 6, 4],
        [9, 9, 7, 3],
        [11, 10, 3, 7],
        [6, 9, 5, 4],
    ]
    found = promethee(observed(values, [0.4, 0.3, 0.1, 0.2], [1, 1, 1, 1]), Thresholds([1] * 4, [2] * 4))
    assert found.net == pytest.approx([-0.26, -0.52, -0.22, 0.36, 0.70, -0.06], abs=1e-9)
    assert found.plus == pytest.approx([0.28, 0.14, 0.22, 0.52, 0.78, 0.26], abs=1e-9)
    assert found.minus == pytest.approx([0.54, 0.66, 0.44, 0.16, 0.08, 0.32], abs=1e-9)
    assert ranks(found.net) == [5, 6, 4, 2, 1, 3]


def test_promethee_of_zhao_2013_with_the_usual_criterion() -> None:
    """Zhao, Peng and Li 2013, Procedia Computer Science 17:181-188; also in pymcdm, test/test_mcdm.py."""
    found = promethee(observed([[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2], [1, 1, 1]))
    assert found.net == pytest.approx([0.1, -0.3, 0.2], abs=1e-9)
    assert found.plus == pytest.approx([0.55, 0.35, 0.60], abs=1e-9)
    assert found.minus == pytest.approx([0.45, 0.65, 0.40], abs=1e-9)
    assert ranks(found.net) == [2, 3, 1]


def test_spotis_of_dezert_2020() -> None:
    """Dezert, Tchamova, Han and Tacnet 2020, FUSION, example 1; also in pymcdm and scikit-criteria, tests.

    Four decimals are printed. For the second alternative 0.3707 is quoted from the paper; its own formula gives 0.3705,
    which pymcdm's test has too: with whole fractions, so that no rounding is in doubt.
    """
    values = [["10.5", "-3.1", "1.7"], ["-4.7", "0", "3.4"], ["8.1", "0.3", "1.3"], ["3.2", "7.3", "-5.3"]]
    best, width, weights = [12, -6, 5], [17, 16, 13], ["0.2", "0.3", "0.5"]
    exact = [
        sum(Fraction(w) * abs(Fraction(x) - b) / d for w, x, b, d in zip(weights, row, best, width, strict=True))
        for row in values
    ]
    scale = FixedScale(np.array([-5.0, -6, -8]), np.array([12.0, 10, 5]))
    shares = printed_weights([0.2, 0.3, 0.5])
    matrix = np.array([[float(x) for x in row] for row in values])
    found = spotis(DecisionMatrix(matrix, shares, np.array([1, -1, 1]), scale))
    assert found == pytest.approx([float(score) for score in exact], abs=1e-12)
    assert found == pytest.approx([0.198945, 0.370509, 0.306315, 0.749058], abs=1e-5)
    assert np.round(found, 4) == pytest.approx([0.1989, 0.3705, 0.3063, 0.7491], abs=1e-5)
    assert ranks(-found) == [1, 3, 2, 4]


def test_rim_of_cables_2016() -> None:
    """Cables, Lamata and Verdegay 2016, Information Sciences 337:1-10; also in pymcdm, test/test_mcdm.py, which notes
    that the paper printed a wrong last step and that its authors confirmed these figures."""
    values: list[list[float]] = [
        [30, 0, 2, 3, 3, 2],
        [40, 9, 1, 3, 2, 2],
        [25, 0, 3, 1, 3, 2],
        [27, 0, 5, 3, 3, 1],
        [45, 15, 2, 2, 3, 4],
    ]
    bounds = np.array([[23.0, 60], [0, 15], [0, 10], [1, 3], [1, 3], [1, 5]])
    ideal = [[30, 35], [10, 15], [0, 0], [3, 3], [3, 3], [4, 5]]
    weights = printed_weights([0.2262, 0.2143, 0.1786, 0.1429, 0.1190, 0.1190])
    scale = FixedScale(bounds[:, 0], bounds[:, 1])
    problem = DecisionMatrix(np.array(values), weights, np.array([1, 1, -1, 1, 1, 1]), scale)
    found = rim(problem, ideal)
    assert found == pytest.approx([0.58663, 0.75584, 0.37163, 0.46658, 0.74015], abs=1e-5)
    assert ranks(found) == [3, 1, 5, 4, 2]


BELTON_GEAR = np.array([[1.0, 9, 8], [9, 1, 9], [1, 1, 1], [9, 1, 9]])
"""Belton and Gear 1983, Omega 11(3):228-230: the fourth is a copy of the second."""

THIRDS = printed_weights([0.33333333] * 3)


def sum_normalised(values: Array) -> Array:
    """What an observed range does: each column is divided by its own sum before it is weighted."""
    return np.asarray((values / values.sum(axis=0)) @ THIRDS)


def on_ten(values: Array) -> DecisionMatrix:
    return DecisionMatrix(values, THIRDS, np.ones(3), FixedScale.everywhere(0, 10, 3))


def test_a_copy_turns_the_order_of_a_sum_normalised_weighted_sum() -> None:
    without, with_copy = sum_normalised(BELTON_GEAR[:3]), sum_normalised(BELTON_GEAR)
    assert without == pytest.approx([0.451178, 0.469697, 0.079125], abs=1e-6)
    assert with_copy == pytest.approx([0.365432, 0.288889, 0.056790, 0.288889], abs=1e-6)
    assert (np.argmax(without), np.argmax(with_copy)) == (1, 0)


def test_a_copy_turns_no_order_on_fixed_bounds() -> None:
    without, with_copy = spotis(on_ten(BELTON_GEAR[:3])), spotis(on_ten(BELTON_GEAR))
    assert without == pytest.approx([0.4, 0.366667, 0.9], abs=1e-6)
    assert with_copy == pytest.approx([0.4, 0.366667, 0.9, 0.366667], abs=1e-6)
    ours, ours_with_copy = additive(on_ten(BELTON_GEAR[:3])), additive(on_ten(BELTON_GEAR))
    assert ours == pytest.approx([60, 63.333333, 10], abs=1e-6)
    assert ranks(ours) == [2, 1, 3]
    assert ranks(ours_with_copy) == [3, 1, 4, 1]
    assert ours_with_copy[:3] == pytest.approx(ours)
