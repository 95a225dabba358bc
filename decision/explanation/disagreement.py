"""Where the three lines of argument part from the recommendation, and why, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from decision.doctrine import Doctrine, Test
from decision.precedent.nearest import Difference, Precedents
from decision.recommendation import Recommendation


class Line(StrEnum):
    """One of the three lines of argument."""

    ANALYSIS = "analysis"
    DOCTRINE = "doctrine"
    PRECEDENT = "precedent"


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """What one line names (None: it names nothing), and whether that is what is recommended."""

    line: Line
    option: str | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points of value by which one criterion sets an option ahead of (or behind) another."""

    criterion: str
    points: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The lead of one option over another, and the criteria it comes from, largest first."""

    first: str
    second: str
    points: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One line that does not name the recommended option, and what makes it say so.

    Analysis: ``gap``, by what its first leads the recommended option. Doctrine: ``rules`` that speak for its
    option, ``tests`` that decided them, and ``against``, the rules that speak against the recommended option.
    Precedent: ``case`` (the nearest), and ``differences``, what sets that case apart from this one most.
    """

    line: Line
    option: str | None
    gap: Gap | None = None
    rules: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    against: tuple[str, ...] = ()
    case: str | None = None
    differences: tuple[Difference, ...] = ()


def disagreements(
    verdicts: tuple[LineVerdict, ...],
    recommendation: Recommendation,
    doctrine: Doctrine,
    precedents: Precedents,
    given_up: Gap | None,
) -> tuple[Disagreement, ...]:
    """Every line that does not name the recommended option, in the order of the lines."""
    because = {
        Line.ANALYSIS: lambda option: Disagreement(Line.ANALYSIS, option, gap=given_up),
        Line.DOCTRINE: lambda option: _by_doctrine(doctrine, option, recommendation.option),
        Line.PRECEDENT: lambda option: _by_precedent(precedents, option),
    }
    return tuple(because[item.line](item.option) for item in verdicts if not item.agrees)


def _by_doctrine(doctrine: Doctrine, option: str | None, recommended: str | None) -> Disagreement:
    rules = {item.option: item.rules for item in doctrine.standings}
    speaking = rules[option] if option is not None else ()
    against = rules[recommended] if recommended is not None else ()
    # A default rule has no tests of its own: it speaks because of what those against the other option found.
    tests = tuple(
        test for finding in doctrine.findings if finding.rule in {*speaking, *against} for test in finding.deciding
    )
    return Disagreement(Line.DOCTRINE, option, rules=speaking, tests=tests, against=against)


def _by_precedent(precedents: Precedents, option: str | None) -> Disagreement:
    if not precedents.nearest:
        return Disagreement(Line.PRECEDENT, option)
    nearest = precedents.nearest[0]
    return Disagreement(Line.PRECEDENT, option, case=nearest.title, differences=nearest.differences)
