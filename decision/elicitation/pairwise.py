"""Weights from pairwise comparisons: priorities, consistency, the worst judgement with its repair, and groups.

A judgement says how many times as important one thing is as another. Sources: Saaty 1980, The Analytic Hierarchy
Process (eigenvector, consistency ratio); Harker 1987, Mathematical Modelling 9(11) (what the other judgements
imply); Aczel and Saaty 1983, Journal of Mathematical Psychology 27(1) (groups).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from decision.curves import Array
from decision.elicitation.shares import direct_shares, finite_number
from decision.errors import WeightsError

ACCEPTABLE_RATIO = 0.10
"""The consistency ratio up to which judgements are taken as they are (Saaty 1980)."""

GREATEST_JUDGEMENT = 1e9
"""Far beyond any scale people judge on, and near enough for products of judgements to stay within floats."""

RECIPROCITY_TOLERANCE = 1e-6
"""How far a judgement times its opposite may miss 1: matrices are printed to 6 or 8 decimals."""

SCALE_END = 9.0
"""The greatest judgement of Saaty's scale: extreme importance."""

SCALE: tuple[float, ...] = (1.0, *(way for step in range(2, 10) for way in (float(step), 1.0 / step)))
"""Saaty's scale in whole steps, 1/9 to 9; those nearer to equal importance come first, and win a tie."""

DEVIATION_DECIMALS = 9
"""Logarithms equal to this many decimals are a tie, not a difference between judgements."""

GAIN = 1e-12
"""By how much a repair must lower the consistency ratio to count as more than the last bits of floats."""

SQUARINGS = 64
"""More than enough: the power reached, 2 to the 64th, separates eigenvalues that floats hardly tell apart."""


class RandomIndex(StrEnum):
    """Whose mean consistency index of random matrices the consistency ratio is measured by."""

    SAATY_1980 = "saaty_1980"
    TUMMALA_LING_1998 = "tummala_ling_1998"

    @classmethod
    def covering(cls, size: int) -> RandomIndex:
        """The first table that knows so many things compared; the longest where none does."""
        return next((table for table in cls if size <= len(table.table)), max(cls, key=lambda one: len(one.table)))

    @property
    def table(self) -> tuple[float, ...]:
        """The index by number of things compared, from 1 on."""
        return _RANDOM_INDEX[self]

    def of(self, size: int) -> float:
        """The index for so many things compared. ``no_random_index`` beyond the table."""
        if not 1 <= size <= len(self.table):
            raise WeightsError("no_random_index", self.value, size=size, largest=len(self.table))
        return self.table[size - 1]


_RANDOM_INDEX = {
    # Saaty 1980, up to 10
    RandomIndex.SAATY_1980: (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    # Tummala and Ling 1998, Theory and Decision 44(3):221-230, up to 15
    RandomIndex.TUMMALA_LING_1998: (
        *(0.0, 0.0, 0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952),
        *(1.4537, 1.4882, 1.5117, 1.5356, 1.5571, 1.5714, 1.5831),
    ),
}


@dataclass(frozen=True)
class Judgements:
    """All pairs of the things named, judged once each: a reciprocal matrix.

    ``upper`` holds the n (n - 1) / 2 judgements above the diagonal, row by row: the first against the second, the
    first against the third, and so on. Each is positive, from 1e-9 to 1e9; more than 1 favours the first named.

    Errors: ``nothing_to_weigh``, ``weight_twice``, ``judgements_do_not_fit``, ``not_a_number``,
    ``judgement_out_of_range``.
    """

    ids: tuple[str, ...]
    upper: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.ids:
            raise WeightsError("nothing_to_weigh")
        for place, name in enumerate(self.ids):
            if name in self.ids[:place]:
                raise WeightsError("weight_twice", name)
        pairs = list(itertools.combinations(self.ids, 2))
        if len(self.upper) != len(pairs):
            raise WeightsError("judgements_do_not_fit", "judgements", count=len(self.upper), wanted=len(pairs))
        judged = (_judgement(value, *pair) for pair, value in zip(pairs, self.upper, strict=True))
        object.__setattr__(self, "upper", tuple(judged))

    @classmethod
    def from_matrix(cls, ids: Sequence[str], matrix: Sequence[Sequence[float]] | Array) -> Judgements:
        """From a full matrix with a diagonal of 1 whose opposite entries multiply to 1, but for rounding.

        Of two opposite entries the greater is kept exactly, as the smaller lost more of itself in printing.
        Further errors: ``judgement_matrix_shape``, ``judgement_diagonal``, ``judgement_not_reciprocal``.
        """
        size = len(ids)
        if len(matrix) != size or any(len(row) != size for row in matrix):
            raise WeightsError("judgement_matrix_shape", "judgements", size=size)
        for place, name in enumerate(ids):
            own = _judgement(matrix[place][place], name, name)
            if abs(own - 1.0) > RECIPROCITY_TOLERANCE:
                raise WeightsError("judgement_diagonal", _key(name, name), value=own)
        upper = []
        for one, other in itertools.combinations(range(size), 2):
            there = _judgement(matrix[one][other], ids[one], ids[other])
            back = _judgement(matrix[other][one], ids[other], ids[one])
            if abs(there * back - 1.0) > RECIPROCITY_TOLERANCE:
                raise WeightsError("judgement_not_reciprocal", _key(ids[one], ids[other]), value=there, back=back)
            upper.append(there if there >= back else 1.0 / back)
        return cls(tuple(ids), tuple(upper))

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The places of the two things each of ``upper`` compares."""
        return tuple(itertools.combinations(range(len(self.ids)), 2))

    @cached_property
    def matrix(self) -> Array:
        """The full matrix: the entry in row i, column j is how many times as important i is as j."""
        full = np.eye(len(self.ids))
        for (one, other), value in zip(self.pairs, self.upper, strict=True):
            full[one, other], full[other, one] = value, 1.0 / value
        full.setflags(write=False)
        return full

    def with_judgement(self, place: int, value: float) -> Judgements:
        """The same with one of ``upper`` put in another's place."""
        return Judgements(self.ids, (*self.upper[:place], value, *self.upper[place + 1 :]))


def judgements_near(shares: Mapping[str, float]) -> Judgements:
    """The judgements on Saaty's scale nearest to the ratios of shares: where an officer may begin.

    A share against none at all is 9 times as important, two of none are equal. Errors: those of
    :func:`~decision.elicitation.shares.direct_shares`.
    """
    parts = direct_shares(shares)
    upper = []
    for one, other in itertools.combinations(parts.values(), 2):
        if min(one, other) > 0:
            upper.append(_nearest_step(one / other))
        else:
            upper.append(1.0 if one == other else SCALE_END if one > other else 1.0 / SCALE_END)
    return Judgements(tuple(parts), tuple(upper))


@dataclass(frozen=True, slots=True)
class Priorities:
    """What judgements mean: shares (0-1, sum to 1) by id, and how far the judgements agree with each other.

    ``lambda_max``: the principal eigenvalue, n where all agree and more otherwise; ``index``: consistency index
    (lambda_max - n) / (n - 1); ``ratio``: index over the ``random_index`` of ``table``, 0 for up to two things.
    """

    shares: Mapping[str, float]
    lambda_max: float
    index: float
    random_index: float
    table: RandomIndex
    ratio: float

    @property
    def acceptable(self) -> bool:
        """Whether the judgements agree well enough to be used as they are."""
        return self.ratio <= ACCEPTABLE_RATIO


@dataclass(frozen=True, slots=True)
class JudgementCheck:
    """One judgement beside what all the others imply for it.

    ``place``: where in ``upper``; ``first`` is judged against ``second``; ``deviation``: |ln given - ln implied|.
    """

    place: int
    first: str
    second: str
    given: float
    implied: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Repair:
    """The judgement to look at again, with the step of Saaty's scale nearest to what the others imply for it.

    ``before`` and ``after`` are the consistency ratios without and with the repair; ``after`` is always less.
    ``equals``: other judgements that deviate as much (of three things always both others), so that this one is
    not to blame alone.
    """

    judgement: JudgementCheck
    value: float
    before: float
    after: float
    equals: tuple[JudgementCheck, ...]


def priorities(judgements: Judgements, table: RandomIndex) -> Priorities:
    """Shares by the principal right eigenvector, with the consistency ratio by a named table (Saaty 1980).

    Error: ``no_random_index`` for more things than the table knows.
    """
    size = len(judgements.ids)
    random_index = table.of(size)
    weights = _principal(judgements.matrix)
    # no reciprocal matrix has less than n (Saaty 1980); below it are the last bits of floats
    lambda_max = max(float(size), float((judgements.matrix @ weights).sum()))
    index = (lambda_max - size) / (size - 1) if size > 1 else 0.0
    ratio = index / random_index if random_index > 0 else 0.0
    shares = dict(zip(judgements.ids, map(float, weights), strict=True))
    return Priorities(shares, lambda_max, index, random_index, table, ratio)


def judgement_checks(judgements: Judgements) -> tuple[JudgementCheck, ...]:
    """Each judgement beside the ratio that the others imply for it, in the order of ``upper``; none for n < 3.

    Harker 1987: with the judgement and its opposite set to 0, and 1 added to the diagonal of both rows, the
    principal eigenvector is that of the judgements left.
    """
    if len(judgements.ids) < 3:
        return ()
    checks = []
    for place, (one, other) in enumerate(judgements.pairs):
        rest = judgements.matrix.copy()
        rest[one, other] = rest[other, one] = 0.0
        rest[one, one] = rest[other, other] = 2.0
        weights = _principal(rest)
        implied, given = float(weights[one] / weights[other]), judgements.upper[place]
        checks.append(
            JudgementCheck(
                place=place,
                first=judgements.ids[one],
                second=judgements.ids[other],
                given=given,
                implied=implied,
                deviation=abs(math.log(given) - math.log(implied)),
            )
        )
    return tuple(checks)


def suggested_repair(judgements: Judgements, table: RandomIndex) -> Repair | None:
    """The judgement that deviates most from what the others imply, of those whose repair lowers the ratio.

    Ties go to the first in order. None for fewer than three things, for judgements that agree, and where no
    single step of the scale would help. Error: ``no_random_index``.
    """
    before = priorities(judgements, table).ratio
    checks = judgement_checks(judgements)
    for check in sorted(checks, key=_agreement):
        value = _nearest_step(check.implied)
        after = priorities(judgements.with_judgement(check.place, value), table).ratio
        if after < before - GAIN:
            equals = (other for other in checks if other != check and _agreement(other) == _agreement(check))
            return Repair(check, value, before, after, tuple(equals))
    return None


def grouped_judgements(judges: Sequence[Judgements], voters: Sequence[float] | None = None) -> Judgements:
    """One set of judgements for several judges: the weighted geometric mean of each (Aczel and Saaty 1983).

    The only mean under which the group's judgement of b against a is the reciprocal of that of a against b.
    ``voters``: a positive weight for each judge, on any scale; equal where not given.

    Errors: ``no_judges``, ``judges_do_not_fit`` (other things compared), ``voters_do_not_fit``, ``not_a_number``,
    ``voter_weight_not_positive``.
    """
    parts = _voter_shares(judges, voters)
    _check_same_ids([judge.ids for judge in judges])
    logs = np.log(np.array([judge.upper for judge in judges], dtype=float))
    means = np.clip(np.exp(parts @ logs), 1.0 / GREATEST_JUDGEMENT, GREATEST_JUDGEMENT)  # past it by last bits
    return Judgements(judges[0].ids, tuple(map(float, means)))


def grouped_priorities(judges: Sequence[Priorities], voters: Sequence[float] | None = None) -> dict[str, float]:
    """Shares (sum to 1) for several judges: the weighted geometric mean of their priorities, rescaled.

    For judges who act each for themselves, where :func:`grouped_judgements` is for a group that acts as one
    (Forman and Peniwati 1998, European Journal of Operational Research 108(1)). Errors: those of that function.
    """
    parts = _voter_shares(judges, voters)
    _check_same_ids([tuple(judge.shares) for judge in judges])
    logs = np.log(np.array([list(judge.shares.values()) for judge in judges]))
    return direct_shares(dict(zip(judges[0].shares, map(float, np.exp(parts @ logs)), strict=True)))


def _key(first: str, second: str) -> str:
    return f"{first}/{second}"


def _judgement(value: object, first: str, second: str) -> float:
    number = finite_number(value, _key(first, second))
    if not 1.0 / GREATEST_JUDGEMENT <= number <= GREATEST_JUDGEMENT:
        raise WeightsError("judgement_out_of_range", _key(first, second), value=number)
    return number


def _principal(matrix: Array) -> Array:
    """The principal right eigenvector, summing to 1, of a matrix without negatives, by squaring it repeatedly.

    Only sums and products of what is not negative: small priorities keep their precision, and no sign or complex
    root has to be chosen, as with a general eigenvalue routine.
    """
    power, vector = matrix, np.full(len(matrix), 1.0 / len(matrix))
    for _ in range(SQUARINGS):
        power = power / power.max()
        last, vector = vector, power.sum(axis=1) / power.sum()
        if np.allclose(vector, last, rtol=1e-15, atol=0.0):
            break
        power = power @ power
    return np.asarray(vector)


def _agreement(check: JudgementCheck) -> float:
    """Least for the judgement that deviates most; equal for those that differ by the last bits of floats alone."""
    return -round(check.deviation, DEVIATION_DECIMALS)


def _nearest_step(ratio: float) -> float:
    return min(SCALE, key=lambda step: round(abs(math.log(step) - math.log(ratio)), DEVIATION_DECIMALS))


def _voter_shares(judges: Sequence[object], voters: Sequence[float] | None) -> Array:
    if not judges:
        raise WeightsError("no_judges")
    given = [1.0] * len(judges) if voters is None else list(voters)
    if len(given) != len(judges):
        raise WeightsError("voters_do_not_fit", "voters", count=len(given), wanted=len(judges))
    weights = {f"voters[{place}]": value for place, value in enumerate(given)}
    for key, value in weights.items():
        if finite_number(value, key) <= 0:
            raise WeightsError("voter_weight_not_positive", key, value=value)
    return np.array(list(direct_shares(weights).values()))


def _check_same_ids(named: Sequence[tuple[str, ...]]) -> None:
    for place, ids in enumerate(named):
        if ids != named[0]:
            raise WeightsError(
                "judges_do_not_fit", f"judges[{place}]", given=", ".join(ids), wanted=", ".join(named[0])
            )
