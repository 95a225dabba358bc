"""Who would disagree: the case seen by each modelled perspective. What parties really said is kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision.case import Case
from decision.model import DecisionModel
from decision.ranking import first_option, ranks
from decision.valuation import value_case
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
    """All perspectives on a case, and the option whose greatest regret over them is least (None for a tie)."""

    views: tuple[PerspectiveView, ...]
    greatest_regrets: tuple[float, ...]
    least_regret: str | None


def stakeholders(model: DecisionModel, case: Case) -> Stakeholders:
    """The ranking of every perspective of the model and the regret table over them."""
    views = []
    for perspective in model.perspectives:
        values = value_case(model, case, perspective_weights(model, perspective)).values
        views.append(
            PerspectiveView(
                perspective=perspective.id,
                values=tuple(map(float, values)),
                ranks=tuple(ranks(values)),
                first=first_option(model.option_ids, values),
                regrets=tuple(map(float, values.max() - values)),
            )
        )
    greatest = np.array([view.regrets for view in views]).max(axis=0)
    return Stakeholders(
        views=tuple(views),
        greatest_regrets=tuple(map(float, greatest)),
        least_regret=first_option(model.option_ids, -greatest),
    )
