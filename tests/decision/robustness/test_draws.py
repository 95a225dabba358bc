"""Blocks of draws: the same bytes however they are asked for, against a slow reference, in memory that stays."""

from __future__ import annotations

import dataclasses
import itertools
import math
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.case import Case, Estimate
from decision.model import DecisionModel
from decision.robustness.draws import BLOCK, Block, DrawSource
from decision.robustness.level_draws import draw_levels
from decision.robustness.smaa import robustness
from decision.robustness.weight_spaces import (
    DrawnWeights,
    WeightSpace,
    around_profile,
    in_order_of,
    unknown_weights,
)
from decision.valuation import Level, levels_of
from decision.weights import Weights, case_weights
from tests.decision.conftest import FAMILIES, ROOT, THRESHOLDS, build_case, examples, without

Array = NDArray[np.float64]

MIXED = {name: (5, pair[0], 90) for name, pair in THRESHOLDS.items()}
SPACES: dict[str, Callable[[DecisionModel, Weights], WeightSpace]] = {
    "profile": around_profile,
    "order": in_order_of,
    "nothing": lambda model, _: unknown_weights(model),
}


def uncertain() -> Case:
    """Wide estimates, and two criteria not rated."""
    return without(build_case(MIXED), "insecurity", "ngo_distance")


def source_of(model: DecisionModel, case: Case | None = None, seed: int = 7, space: str = "profile") -> DrawSource:
    case = case or uncertain()
    return DrawSource.of(model, levels_of(model, case), SPACES[space](model, case_weights(model, case)), seed)


def parts(block: Block) -> dict[str, Array]:
    weights = block.weights
    return {
        "levels": block.levels,
        "families": weights.families,
        "within": weights.within,
        "criteria": weights.criteria,
        "values": block.values,
    }


def joined(blocks: Iterator[Block]) -> dict[str, Array]:
    """All draws of many blocks, one after the other."""
    made = [parts(block) for block in blocks]
    return {name: np.concatenate([part[name] for part in made], axis=1) for name in made[0]}


def as_bytes(block: Block) -> dict[str, bytes]:
    return {name: part.tobytes() for name, part in parts(block).items()}


@pytest.mark.parametrize("space", sorted(SPACES))
@pytest.mark.parametrize("count", [1, 100, BLOCK, BLOCK + 1, 3 * BLOCK + 17, 9 * BLOCK])
def test_any_number_of_workers_gives_the_same_bytes(model: DecisionModel, count: int, space: str) -> None:
    source = source_of(model, space=space)
    alone = [as_bytes(block) for block in source.blocks(count)]
    for workers in (2, 3):
        assert [as_bytes(block) for block in source.blocks(count, workers)] == alone


def test_another_source_of_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(
    model: DecisionModel,
) -> None:
    first, again, other = (joined(source_of(model, seed=seed).blocks(5000)) for seed in (1, 1, 2))
    for name, part in first.items():
        assert np.array_equal(part, again[name])
        assert not np.array_equal(part, other[name])


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5])
def test_as_many_draws_as_asked_for_in_whole_blocks_and_a_rest(model: DecisionModel, count: int) -> None:
    sizes = [block.values.shape[1] for block in source_of(model).blocks(count, 2)]
    assert sum(sizes) == count
    assert all(size == BLOCK for size in sizes[:-1])
    assert all(0 < size <= BLOCK for size in sizes)


@pytest.mark.parametrize("count", [2, 3, 17, 1000, BLOCK - 1, BLOCK, BLOCK + 2, 2 * BLOCK + 300])
def test_the_first_draws_are_the_same_however_many_follow(model: DecisionModel, count: int) -> None:
    source = source_of(model)
    few, many = joined(source.blocks(count)), joined(source.blocks(3 * BLOCK))
    for name, part in few.items():
        assert np.array_equal(part, many[name][:, :count])


@pytest.mark.parametrize("count", [1, BLOCK + 1])
def test_a_last_block_of_one_draw_is_the_beginning_of_a_whole_one(model: DecisionModel, count: int) -> None:
    source = source_of(model)
    few, many = joined(source.blocks(count)), joined(source.blocks(3 * BLOCK))
    for name, part in few.items():
        assert np.array_equal(part, many[name][:, :count]), name


def test_no_block_repeats_another_and_draws_of_a_block_differ(model: DecisionModel) -> None:
    blocks = list(source_of(model).blocks(4 * BLOCK))
    for one, other in itertools.combinations(blocks, 2):
        assert not np.isin(one.levels[3], other.levels[3]).any()
        assert not np.isin(one.weights.criteria[3], other.weights.criteria[3]).any()
    assert len(np.unique(blocks[0].levels[0])) == BLOCK


def test_levels_alone_are_those_of_the_blocks(model: DecisionModel) -> None:
    source = source_of(model)
    for levels, block in zip(source.level_blocks(2 * BLOCK + 9), source.blocks(2 * BLOCK + 9), strict=True):
        assert np.array_equal(levels, block.levels)


@pytest.mark.parametrize("space", sorted(SPACES))
@pytest.mark.parametrize("name", sorted(THRESHOLDS))
def test_taking_a_rating_away_leaves_all_other_levels_and_all_weights(
    model: DecisionModel, name: str, space: str
) -> None:
    case = build_case(MIXED, mission_countries=())
    whole = joined(source_of(model, case, space=space).blocks(BLOCK + 50))
    fewer = joined(source_of(model, without(case, name), space=space).blocks(BLOCK + 50))
    place = model.criterion_ids.index(name)
    kept = [row for row in range(len(model.criteria)) if row != place]
    assert np.array_equal(whole["levels"][kept], fewer["levels"][kept])
    assert not np.array_equal(whole["levels"][place], fewer["levels"][place])
    assert fewer["levels"][place].max() > 99
    for part in ("families", "within", "criteria"):
        assert np.array_equal(whole[part], fewer[part])


def test_another_estimate_leaves_all_other_levels_and_all_weights(model: DecisionModel) -> None:
    whole, other = (
        joined(source_of(model, build_case({**MIXED, "insecurity": level})).blocks(600))
        for level in (20, (0, 3, 4))
    )
    place = model.criterion_ids.index("insecurity")
    kept = [row for row in range(len(model.criteria)) if row != place]
    assert np.array_equal(whole["levels"][kept], other["levels"][kept])
    assert np.array_equal(whole["criteria"], other["criteria"])


def test_weights_around_a_profile_leave_the_levels_as_they_were(model: DecisionModel) -> None:
    one = joined(source_of(model).blocks(600))
    for space in ("order", "nothing"):
        assert np.array_equal(one["levels"], joined(source_of(model, space=space).blocks(600))["levels"])


def workers_alive() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if "ThreadPoolExecutor" in thread.name]


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_who_stops_in_the_middle_leaves_no_thread_behind(model: DecisionModel, taken: int) -> None:
    before = threading.active_count()
    blocks = source_of(model).blocks(40 * BLOCK, 3)
    for _ in range(taken):
        next(blocks)
    assert bool(workers_alive()) == (taken > 0)
    blocks.close()  # type: ignore[attr-defined]  # told as an iterator, made as a generator
    assert threading.active_count() == before
    assert not workers_alive()
    with pytest.raises(StopIteration):
        next(blocks)


def test_who_takes_all_leaves_no_thread_behind(model: DecisionModel) -> None:
    before = threading.active_count()
    assert sum(1 for _ in source_of(model).blocks(5 * BLOCK, 3)) == 5
    assert threading.active_count() == before


class BrokenDrawError(Exception):
    """What a test breaks a draw with."""


@dataclasses.dataclass(frozen=True)
class Counting(WeightSpace):
    """A space that notes each block drawn, and breaks at a given one."""

    drawn: list[int] = dataclasses.field(default_factory=list)
    breaks_at: int = -1

    def draw(self, stream: np.random.Generator, draws: int) -> DrawnWeights:
        self.drawn.append(draws)
        if len(self.drawn) == self.breaks_at:
            raise BrokenDrawError
        return super().draw(stream, draws)


def counting(source: DrawSource, breaks_at: int = -1) -> tuple[DrawSource, list[int]]:
    space = source.space
    counted = Counting(space.members, space.families, space.within, breaks_at=breaks_at)
    return dataclasses.replace(source, space=counted), counted.drawn


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_blocks_are_drawn_ahead_but_never_far(model: DecisionModel, workers: int) -> None:
    source, drawn = counting(source_of(model))
    blocks = source.blocks(40 * BLOCK, workers)
    for taken in (1, 2, 3):
        next(blocks)
        assert taken <= len(drawn) <= taken + workers
    blocks.close()  # type: ignore[attr-defined]  # told as an iterator, made as a generator
    assert len(drawn) <= 3 + workers


@pytest.mark.parametrize("workers", [1, 3])
def test_a_draw_that_breaks_is_told_to_who_asked_and_leaves_no_thread_behind(
    model: DecisionModel, workers: int
) -> None:
    before = threading.active_count()
    source, _ = counting(source_of(model), breaks_at=5)
    with pytest.raises(BrokenDrawError):
        list(source.blocks(40 * BLOCK, workers))
    assert threading.active_count() == before


def test_two_who_ask_at_once_do_not_disturb_each_other(model: DecisionModel) -> None:
    source = source_of(model)
    alone = [as_bytes(block) for block in source.blocks(4 * BLOCK)]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: [as_bytes(block) for block in source.blocks(4 * BLOCK, 2)], range(2)))
    assert both == [alone, alone]


def inverse_triangle(share: float, low: float, best: float, high: float) -> float:
    """The level below which a share of the triangular distribution lies."""
    if low == high:
        return best
    if share < (best - low) / (high - low):
        return low + math.sqrt(share * (high - low) * (best - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - best))


def test_a_block_is_what_its_stream_says_by_the_slow_way(model: DecisionModel) -> None:
    """A seed and a number of a block mean one PCG64 stream: levels first, then families, then criteria."""
    case, number, size = uncertain(), 3, 200
    block = source_of(model, case, seed=11).block(number, size)
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(11, spawn_key=(number,))))
    uniform = stream.random((len(model.criteria), BLOCK))
    gammas = {name: stream.standard_gamma(40 * share, BLOCK) for name, (share, _) in FAMILIES.items()}
    inner = {
        name: [stream.standard_gamma(40 / len(members), BLOCK) for _ in members]
        for name, (_, members) in FAMILIES.items()
    }
    for draw in range(0, size, 7):
        values = [0.0, 0.0, 0.0]
        total = sum(float(gammas[name][draw]) for name in FAMILIES)
        for family, (_, members) in FAMILIES.items():
            whole = sum(float(part[draw]) for part in inner[family])
            for part, name in zip(inner[family], members, strict=True):
                place = model.criterion_ids.index(name)
                share, rated = float(uniform[place, draw]), case.ratings.get(name)
                level = share * 100
                if rated is not None:
                    level = inverse_triangle(share, rated.estimate.low, rated.estimate.best, rated.estimate.high)
                elif name == "area_mismatch":
                    level = 0.0  # computed: mission and country team are in the same country
                weight = float(gammas[family][draw]) / total * float(part[draw]) / whole
                assert block.levels[place, draw] == pytest.approx(level, abs=1e-9)
                assert block.weights.criteria[place, draw] == pytest.approx(weight)
                for option, curve in enumerate(model.criteria[place].curves):
                    values[option] += weight * float(np.interp(level, curve.xs, curve.ys))
        assert block.values[:, draw] == pytest.approx(values, abs=1e-9)


def drawn(estimate: Estimate, uniform: Array, rated: bool = True) -> Array:
    return np.asarray(draw_levels([Level("one", estimate, rated)], uniform[None, :])[0])


@given(
    st.tuples(*[st.floats(0, 100, allow_subnormal=False)] * 3).map(sorted),
    st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20),
)
@examples(200)
def test_a_drawn_level_has_below_it_the_share_it_was_drawn_from(
    estimate: list[float], shares: list[float]
) -> None:
    """The distribution function of the triangle, put to the levels, gives the uniform draws back."""
    low, best, high = estimate
    found = drawn(Estimate(low, best, high), np.array(shares))
    assert np.isfinite(found).all()
    assert found.min() >= low - 1e-12
    assert found.max() <= high + 1e-12
    if high - low < 1e-3:
        return  # a level has too few digits left to tell its share
    for level, share in zip(found.tolist(), shares, strict=True):
        if level <= best and best > low:
            below = (level - low) ** 2 / ((high - low) * (best - low))
        else:
            below = 1 - (high - level) ** 2 / ((high - low) * (high - best)) if high > best else 1.0
        assert below == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("triple", [(0, 0, 100), (0, 100, 100), (20, 20, 60), (20, 60, 60), (10, 30, 80)])
def test_drawn_levels_have_the_mean_and_spread_of_the_triangle(triple: tuple[int, int, int]) -> None:
    low, best, high = triple
    found = drawn(Estimate(*map(float, triple)), np.random.default_rng(1).random(100_000))
    mean = (low + best + high) / 3
    variance = (low**2 + best**2 + high**2 - low * best - low * high - best * high) / 18
    assert abs(found.mean() - mean) <= 4 * math.sqrt(variance / 100_000)
    assert found.var() == pytest.approx(variance, rel=0.02)


def test_an_unrated_level_is_uniform_and_a_known_one_is_itself() -> None:
    uniform = np.array([0.0, 0.25, 0.5, 1 - 2**-53])
    assert drawn(Estimate(0.0, 50.0, 100.0), uniform, rated=False) == pytest.approx(uniform * 100)
    assert drawn(Estimate(37.0, 37.0, 37.0), uniform).tolist() == [37.0] * 4


def robust(model: DecisionModel, draws: int) -> None:
    case = uncertain()
    robustness(model, case, levels_of(model, case), case_weights(model, case), draws=draws, seed=1, workers=2)


def test_ten_times_the_draws_take_no_more_memory(model: DecisionModel) -> None:
    robust(model, 5000)  # what is made once and kept is no part of it
    peaks = []
    for draws in (30_000, 300_000):
        tracemalloc.start()
        robust(model, draws)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[0] > 1e6
    assert peaks[1] - peaks[0] < 10e6


MILLION = """
from pathlib import Path
from decision.case import Case
from decision.model_reading import read_model
from tests.decision.robustness.test_draws import robust

robust(read_model(Path("assets/models/two-feet.toml").read_bytes()), 1_000_000)
status = Path("/proc/self/status").read_text(encoding="ascii")
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.long
def test_a_million_draws_stay_under_300_megabytes() -> None:
    """The peak of a process of its own, its code included.

    Asked of /proc, since on Linux ``ru_maxrss`` of a new process starts at the size of the one that made it.
    """
    done = subprocess.run(
        [sys.executable, "-c", MILLION], cwd=ROOT, capture_output=True, text=True, check=True, timeout=100
    )
    kibibytes = int(done.stdout)
    assert 20_000 < kibibytes < 300_000
