"""Robustness (SMAA-2): how often each option takes each rank when levels and weights are uncertain.

Levels are drawn from their triangular estimates (unrated: uniform over 0-100), weights from a Dirichlet around the
profile at both levels of the tree (Lahdelma and Salminen 2001, Operations Research 49(3)). One PCG64 stream
belongs to each fixed block of 4,096 draws, and every criterion keeps its own column of it, so that chunking never
changes a byte and adding or removing a rating leaves all other draws as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from decision.case import Case
from decision.curves import Array, difference
from decision.doctrine import indicated_shares
from decision.errors import CancelledError
from decision.model import DecisionModel
from decision.ranking import TIE_DECIMALS
from decision.valuation import Level
from decision.weights import Weights, combine

BLOCK = 4096
Progress = Callable[[int, int], bool]
"""Called with (draws done, draws in all); answers whether to go on."""


@dataclass(frozen=True)
class Robustness:
    """Shares over the draws, all options in model order, before any exclusion.

    ``rank_acceptability``: options x ranks, 0-1; draws with a tie at a rank are shared. ``assured_first``: share
    of draws in which the option is first alone whatever the unrated levels are; where all is rated that is the
    first column, ties apart. ``value_range``: options x 2, the 5th and 95th percentile of the value.
    ``doctrine_shares``: share of draws in which doctrine indicates the option. ``standard_error``: the largest
    Monte-Carlo standard error of a share, 0-1.
    """

    draws: int
    seed: int
    rank_acceptability: Array
    assured_first: Array
    value_range: Array
    doctrine_shares: Array
    standard_error: float


def robustness(  # noqa: PLR0913 - what is drawn, and how often, are separate questions
    model: DecisionModel,
    case: Case,
    levels: tuple[Level, ...],
    weights: Weights,
    *,
    draws: int,
    seed: int,
    progress: Progress | None = None,
) -> Robustness:
    """The rank acceptabilities of a case; :class:`CancelledError` where ``progress`` says stop."""
    options = len(model.option_ids)
    tallies = np.zeros((options, options))
    assured, doctrine = np.zeros(options), np.zeros(options)
    values = np.empty((draws, options))
    worst = _worst_leads(model, levels)
    done = 0
    for block, size in _blocks(draws):
        drawn, drawn_weights = _draw(model, levels, weights, seed, block)
        fits = fits_at(model, drawn)
        block_values = np.einsum("dco,dc->do", fits, drawn_weights)[:size]
        values[done : done + size] = block_values
        tallies += _rank_tally(block_values)
        assured += _assured(levels, fits[:size], drawn_weights[:size], worst)
        by_criterion = {level.criterion: drawn[:size, place] for place, level in enumerate(levels)}
        doctrine += indicated_shares(model, case, levels, by_criterion) * size
        done += size
        if progress is not None and not progress(done, draws):
            raise CancelledError
    shares = tallies / draws
    return Robustness(
        draws=draws,
        seed=seed,
        rank_acceptability=shares,
        assured_first=assured / draws,
        value_range=np.percentile(values, [5, 95], axis=0).T,
        doctrine_shares=doctrine / draws,
        standard_error=float(np.sqrt(shares * (1 - shares) / draws).max()),
    )


def _blocks(draws: int) -> Iterator[tuple[int, int]]:
    for block, start in enumerate(range(0, draws, BLOCK)):
        yield block, min(BLOCK, draws - start)


def _draw(
    model: DecisionModel, levels: tuple[Level, ...], weights: Weights, seed: int, block: int
) -> tuple[Array, Array]:
    """One whole block: levels (draws x criteria) and weights (draws x criteria), whatever part is then used."""
    stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block,))))
    uniform = stream.random((BLOCK, len(levels)))
    drawn = np.column_stack([_level_draws(level, uniform[:, place]) for place, level in enumerate(levels)])
    settings = model.robustness
    families = _dirichlet(stream, weights.families, settings.family_concentration)
    within = np.empty((BLOCK, len(levels)))
    for family in model.family_ids:
        members = list(model.members(family))
        within[:, members] = _dirichlet(stream, weights.within[members], settings.criterion_concentration)
    return drawn, combine(model, families, within)


def _level_draws(level: Level, uniform: Array) -> Array:
    """Levels from uniform draws by the inverse of the triangular distribution, or of the uniform if unrated."""
    low, best, high = level.estimate.low, level.estimate.best, level.estimate.high
    if not level.rated:
        return low + uniform * (high - low)
    if high <= low:
        return np.full_like(uniform, best)
    turn = (best - low) / (high - low)
    rising = low + np.sqrt(uniform * (high - low) * (best - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - best))
    return np.where(uniform < turn, rising, falling)


def _dirichlet(stream: np.random.Generator, shares: Array, concentration: float) -> Array:
    """Dirichlet draws with the given means; a share of zero stays zero."""
    # Gamma draws for every place, so that a zero share does not shift the stream of the others.
    gammas = stream.standard_gamma(np.where(shares > 0, shares * concentration, 1.0), (BLOCK, len(shares)))
    gammas = np.where(shares > 0, gammas, 0.0)
    totals = gammas.sum(axis=1, keepdims=True)
    # A tiny concentration can underflow a whole row to zero; such a row falls back to the profile itself.
    return np.where(totals > 0, gammas / np.where(totals > 0, totals, 1.0), shares)


def fits_at(model: DecisionModel, levels: Array) -> Array:
    """Fits (draws x criteria x options) at drawn levels (draws x criteria)."""
    return np.stack(
        [
            np.stack([curve.at(levels[:, place]) for curve in criterion.curves], axis=-1)
            for place, criterion in enumerate(model.criteria)
        ],
        axis=1,
    )


def _rank_tally(values: Array) -> Array:
    """Options x ranks, counted; options that tie share the ranks they tie over in equal parts."""
    rounded = np.round(values, TIE_DECIMALS)
    options = rounded.shape[1]
    better = (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    equal = (rounded[:, None, :] == rounded[:, :, None]).sum(axis=2)
    tally = np.zeros((options, options))
    for rank in range(options):
        here = (better <= rank) & (rank < better + equal)
        tally[:, rank] = np.where(here, 1.0 / equal, 0.0).sum(axis=0)
    return tally


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


def _assured(levels: tuple[Level, ...], fits: Array, weights: Array, worst: Array) -> Array:
    """In how many draws each option beats every other even at the unrated levels that favour it least."""
    rated = np.array([level.rated for level in levels])
    known = np.einsum("dco,dc->do", fits[:, rated], weights[:, rated])
    unknown = np.einsum("dc,coq->doq", weights[:, ~rated], worst[~rated])
    leads = np.round(known[:, :, None] - known[:, None, :] + unknown, TIE_DECIMALS)
    options = leads.shape[1]
    leads[:, range(options), range(options)] = 1.0
    return np.asarray((leads > 0).all(axis=2).sum(axis=0), dtype=float)
