"""Who would disagree: the case seen by each modelled perspective. What parties really said is kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision.case import Case
from decision.curves import Array
from decision.model import DecisionModel
from decision.ranking import first_option, ranks
from decision.stakeholders.concordance import kendall_w
from decision.stakeholders.weight_shift import WeightShift, weight_shifts
from decision.valuation import Valuation, fit_matrix, levels_of
from decision.weights import perspective_weights


@dataclass(frozen=True, slots=True)
class PerspectiveView:
    """Values and ranks of the options under one perspective's weights; ``regrets``: points behind its best."""

    perspective: str
    values: tuple[float, ...]
    ranks: tuple[int, ...]
    first: str | None
    regrets: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stakeholders:
    """All perspectives on a case, and the option whose greatest regret over them is least (None for a tie).

    ``kendall_w``: how far their rankings agree, 0-1; None where that means nothing (a single perspective, or
    nobody tells any options apart). ``shifts``: for each perspective that does not put ``least_regret`` first, in
    order, the smallest shift of weight that would bring it there; empty where ``least_regret`` is a tie.
    """

    views: tuple[PerspectiveView, ...]
    greatest_regrets: tuple[float, ...]
    least_regret: str | None
    kendall_w: float | None
    shifts: tuple[WeightShift, ...]


def stakeholders(model: DecisionModel, case: Case, valuation: Valuation | None = None) -> Stakeholders:
    """The ranking of every perspective of the model and the regret table over them.

    ``valuation``: that of this case by this model, where it is at hand; only its fits are looked at, which no
    weights change. Without it they are computed.
    """
    fits = fit_matrix(model, levels_of(model, case)) if valuation is None else valuation.fits
    weights = [perspective_weights(model, perspective) for perspective in model.perspectives]
    views = tuple(
        _view(model, perspective.id, fits @ own.criteria)
        for perspective, own in zip(model.perspectives, weights, strict=True)
    )
    greatest = np.array([view.regrets for view in views]).max(axis=0)
    least = first_option(model.option_ids, -greatest)
    return Stakeholders(
        views=views,
        greatest_regrets=tuple(map(float, greatest)),
        least_regret=least,
        kendall_w=kendall_w([view.ranks for view in views]),
        shifts=weight_shifts(model, fits, weights, [view.first for view in views], least),
    )


def _view(model: DecisionModel, perspective: str, values: Array) -> PerspectiveView:
    return PerspectiveView(
        perspective=perspective,
        values=tuple(map(float, values)),
        ranks=tuple(ranks(values)),
        first=first_option(model.option_ids, values),
        regrets=tuple(map(float, values.max() - values)),
    )
