"""Robustness (SMAA-2): how often each option takes each rank when levels and weights are uncertain.

Levels are drawn from their triangular estimates (unrated: uniform over 0-100), weights from a Dirichlet
around the profile at both levels of the tree, or from less: their order alone, or nothing (Lahdelma and
Salminen 2001, Operations Research 49(3)).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from decision.case import Case
from decision.curves import Array, difference
from decision.errors import CancelledError
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.robustness.acceptability import Acceptability, Tally, confidence_factor
from decision.robustness.doctrine_draws import IndicatedTally
from decision.robustness.draws import Block, DrawSource
from decision.robustness.value_spread import ValueSpread
from decision.robustness.weight_spaces import around_profile, in_order_of, unknown_weights
from decision.valuation import Level
from decision.weights import Weights

Progress = Callable[[int, int], bool]
"""Called with (draws done, draws in all); answers whether to go on."""


class WeightKnowledge(StrEnum):
    """What is taken as known of the weights."""

    PROFILE = "profile"
    ORDER = "order"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Robustness:
    """Shares over the draws, 0-1, all options in model order, before any exclusion.

    ``rank_acceptability``, ``pairwise_winning``, ``central_weights``, ``entropy`` and ``standard_error`` are
    those of :class:`decision.robustness.acceptability.Acceptability`. ``assured_first``: share of draws in
    which the option is first alone whatever the unrated levels are; where all is rated that is the first
    column, ties apart. ``confidence``: for each option, the share of drawn levels in which its own central
    weights put it first; None where no weights do. ``value_range``: options x 2, the 5th and 95th percentile
    of the value, to a hundredth of a point. ``doctrine_shares``: share of draws in which doctrine indicates
    the option.
    """

    draws: int
    seed: int
    rank_acceptability: Array
    assured_first: Array
    value_range: Array
    doctrine_shares: Array
    standard_error: float
    pairwise_winning: Array
    central_weights: tuple[Array | None, ...]
    confidence: tuple[float | None, ...]
    entropy: float


def robustness(  # noqa: PLR0913 - what is drawn, and how often, are separate questions
    model: DecisionModel,
    case: Case,
    levels: tuple[Level, ...],
    weights: Weights,
    *,
    draws: int,
    seed: int,
    progress: Progress | None = None,
    workers: int = 1,
) -> Robustness:
    """The robustness of a case; :class:`CancelledError` where ``progress`` says stop.

    The number of ``workers`` (threads) changes the time, never a byte.
    """
    source = DrawSource.of(model, levels, around_profile(model, weights), seed)
    tally, spread = Tally(len(model.option_ids), len(levels)), ValueSpread(len(model.option_ids))
    assured, doctrine = _Assured(model, levels), IndicatedTally(model, case, levels)
    done = 0
    for block in source.blocks(draws, workers):
        tally.add(block.values, block.weights.criteria)
        spread.add(block.values)
        assured.add(source, block)
        doctrine.add(block.levels)
        done += block.values.shape[1]
        if progress is not None and not progress(done, draws):
            raise CancelledError
    found = tally.result()
    return Robustness(
        draws=draws,
        seed=seed,
        rank_acceptability=found.rank_acceptability,
        assured_first=assured.counted / draws if assured.unrated else found.first_alone,
        value_range=spread.percentiles((5, 95)),
        doctrine_shares=doctrine.shares(),
        standard_error=found.standard_error,
        pairwise_winning=found.pairwise_winning,
        central_weights=found.central_weights,
        confidence=_confidence(model, source, found, draws),
        entropy=found.entropy,
    )


def acceptability_knowing(
    model: DecisionModel,
    levels: tuple[Level, ...],
    weights: Weights,
    known: WeightKnowledge,
    *,
    draws: int,
    seed: int,
) -> Acceptability:
    """The same levels with less known of the weights: how much of an answer is owed to the profile."""
    space = {
        WeightKnowledge.PROFILE: lambda: around_profile(model, weights),
        WeightKnowledge.ORDER: lambda: in_order_of(model, weights),
        WeightKnowledge.NOTHING: lambda: unknown_weights(model),
    }[known]()
    tally = Tally(len(model.option_ids), len(levels))
    for block in DrawSource.of(model, levels, space, seed).blocks(draws):
        tally.add(block.values, block.weights.criteria)
    return tally.result()


def _confidence(
    model: DecisionModel, source: DrawSource, found: Acceptability, draws: int
) -> tuple[float | None, ...]:
    """The confidence factors over the first ``side_draws`` of the same levels."""
    used = min(draws, model.robustness.side_draws)
    totals = np.zeros(len(model.option_ids))
    for levels in source.level_blocks(used):
        fits = source.kernel.fits(levels)
        for option, central in enumerate(found.central_weights):
            if central is not None:
                totals[option] += confidence_factor(fits, central, option) * levels.shape[1]
    return tuple(
        None if central is None else float(total / used)
        for central, total in zip(found.central_weights, totals, strict=True)
    )


class _Assured:
    """In how many draws each option beats every other even at the unrated levels that favour it least."""

    def __init__(self, model: DecisionModel, levels: tuple[Level, ...]) -> None:
        rated = np.array([level.rated for level in levels])
        self.unrated = not rated.all()
        self.counted = np.zeros(len(model.option_ids))
        self._worst = _worst_leads(model, levels)[~rated] if self.unrated else np.empty(0)
        self._missing = np.flatnonzero(~rated)

    def add(self, source: DrawSource, block: Block) -> None:
        """Count a block."""
        if not self.unrated:
            return
        weights = block.weights.criteria.copy()
        weights[self._missing] = 0
        known = source.kernel.values(block.levels, weights)
        options = len(known)
        unknown = self._worst.reshape(len(self._missing), -1).T @ block.weights.criteria[self._missing]
        leads = known[:, None, :] - known[None, :, :] + unknown.reshape(options, options, -1)
        leads[range(options), range(options)] = 1.0
        self.counted += (np.round(leads, TIE_DECIMALS) > 0).all(axis=1).sum(axis=1)


def _worst_leads(model: DecisionModel, levels: tuple[Level, ...]) -> Array:
    """Criteria x options x options: the least lead in fit of one option over another an unrated level allows."""
    options = len(model.option_ids)
    worst = np.zeros((len(levels), options, options))
    for place, (level, criterion) in enumerate(zip(levels, model.criteria, strict=True)):
        if not level.rated:
            for one in range(options):
                for other in range(options):
                    lead = difference(criterion.curves[one], criterion.curves[other])
                    worst[place, one, other] = lead.bounds(0, 100)[0]
    return worst
