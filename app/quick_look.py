"""A first look at how far an answer holds, quick enough to follow a hand: fewer draws of the same seed."""

from __future__ import annotations

from dataclasses import dataclass

from decision.case import Case
from decision.curves import Array
from decision.methods.cross_check import WayFinding, agreeing, cross_check
from decision.model import DecisionModel
from decision.ranking import first_option
from decision.robustness.smaa import Progress, robustness
from decision.sensitivity.stability import Stability, family_stabilities
from decision.valuation import Valuation

DRAWS = 10_000


@dataclass(frozen=True)
class QuickLook:
    """``first``: the first by value (None for a tie); ``shares``: of ``draws`` (0-1) in which each option comes
    first, in model order; ``ways``: the six ways of reasoning; ``families``: the weights over which the first
    stays first."""

    draws: int
    first: str | None
    shares: Array
    ways: tuple[WayFinding, ...]
    families: tuple[Stability, ...]

    @property
    def agreeing(self) -> int:
        """How many ways name the first by value first, alone."""
        return agreeing(self.ways, self.first)


def quick_look(
    model: DecisionModel,
    case: Case,
    valuation: Valuation,
    *,
    draws: int,
    seed: int,
    progress: Progress | None = None,
) -> QuickLook:
    """The look at a case; :class:`decision.errors.CancelledError` where ``progress`` says stop."""
    weights = valuation.weights
    drawn = robustness(model, case, valuation.levels, weights, draws=draws, seed=seed, progress=progress)
    return QuickLook(
        draws=draws,
        first=first_option(model.option_ids, valuation.values),
        shares=drawn.rank_acceptability[:, 0],
        ways=cross_check(model, valuation.fits, weights.criteria, valuation.family_values, weights.families),
        families=family_stabilities(model, valuation),
    )
