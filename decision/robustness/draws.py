"""Draws of levels, weights and values in fixed blocks: the same bytes for any chunking and any number of
threads.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from decision.curves import Array
from decision.model import DecisionModel
from decision.robustness.fit_kernel import FitKernel
from decision.robustness.level_draws import draw_levels
from decision.robustness.weight_spaces import DrawnWeights, WeightSpace
from decision.valuation import Level

BLOCK = 4096
"""Draws that share one PCG64 stream; part of what a seed means, so never a setting."""


@dataclass(frozen=True)
class Block:
    """One block: ``levels`` (criteria x draws), ``weights``, and ``values`` (options x draws, 0-100)."""

    levels: Array
    weights: DrawnWeights
    values: Array


@dataclass(frozen=True)
class DrawSource:
    """What is drawn: levels by their estimates, weights from a space, from streams of one seed.

    Every criterion keeps its own row of each stream, so that rating one leaves all other draws as they were.
    """

    kernel: FitKernel
    levels: tuple[Level, ...]
    space: WeightSpace
    seed: int

    @classmethod
    def of(cls, model: DecisionModel, levels: tuple[Level, ...], space: WeightSpace, seed: int) -> DrawSource:
        """The source of a case's draws."""
        return cls(FitKernel.of(model), levels, space, seed)

    def blocks(self, draws: int, workers: int = 1) -> Iterator[Block]:
        """The blocks of so many draws in order; with several workers, drawn ahead but never far."""
        sizes = list(_sizes(draws))
        if workers < 2 or len(sizes) < 2:
            yield from (self.block(number, size) for number, size in enumerate(sizes))
            return
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque[Future[Block]] = deque()
            try:
                for number, size in enumerate(sizes):
                    waiting.append(pool.submit(self.block, number, size))
                    if len(waiting) > workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:  # whoever asks may stop in the middle
                for future in waiting:
                    future.cancel()

    def level_blocks(self, draws: int) -> Iterator[Array]:
        """The levels of the same blocks alone (criteria x draws)."""
        for number, size in enumerate(_sizes(draws)):
            yield self._levels(self._stream(number))[:, :size]

    def block(self, number: int, size: int = BLOCK) -> Block:
        """One block; a last, smaller one is the beginning of a whole one, to the last bit."""
        stream = self._stream(number)
        levels = self._levels(stream)
        weights = self.space.draw(stream, BLOCK)
        values = self.kernel.values(levels, weights.criteria)
        return Block(levels[:, :size], weights.first(size), values[:, :size])

    def _stream(self, number: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=(number,))))

    def _levels(self, stream: np.random.Generator) -> Array:
        return draw_levels(self.levels, stream.random((len(self.levels), BLOCK)))


def _sizes(draws: int) -> Iterator[int]:
    """Whole blocks and what is left."""
    yield from itertools.repeat(BLOCK, draws // BLOCK)
    if draws % BLOCK:
        yield draws % BLOCK
