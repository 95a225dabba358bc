"""How often each way of reasoning puts each option first when levels and weights are uncertain."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from decision.curves import Array
from decision.methods.cross_check import Way
from decision.methods.kernels import first_counts_by_way
from decision.model import DecisionModel
from decision.robustness.draws import DrawSource
from decision.robustness.weight_spaces import DrawnWeights, around_profile
from decision.valuation import Level
from decision.weights import Weights


def way_shares(
    model: DecisionModel, levels: tuple[Level, ...], weights: Weights, *, draws: int, seed: int
) -> Mapping[Way, Array]:
    """For each way the share of draws (0-1) in which it names each option first, alone, in option order."""
    source = DrawSource.of(model, levels, around_profile(model, weights), seed)
    counts = np.zeros((len(Way), len(model.option_ids)))
    for block in source.blocks(draws):
        fits = source.kernel.fits(block.levels)
        counts += first_counts_by_way(
            fits,
            block.weights.criteria,
            _family_values(model, fits, block.weights),
            block.weights.families,
            model.methods,
        )
    return dict(zip(Way, counts / draws, strict=True))


def _family_values(model: DecisionModel, fits: Array, weights: DrawnWeights) -> Array:
    """Options x families x draws: the value of each option by one family alone."""
    values = [
        np.einsum("omd,md->od", fits[:, list(members)], weights.within[list(members)])
        for members in map(model.members, model.family_ids)
    ]
    # The parts of a sum may miss the ends of the scale by their last bits, where no rule of COMET's reaches.
    return np.asarray(np.clip(np.stack(values, axis=1), 0.0, 100.0))
