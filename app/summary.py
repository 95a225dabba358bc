"""An answer in a few lines of text: the same explanation data that the note and the window render."""

from __future__ import annotations

import itertools
import math
import re
import textwrap
import unicodedata
from collections.abc import Sequence

from app.words import Words
from decision.analysis import Analysis
from decision.doctrine import RuleFinding, Test
from decision.explanation.disagreement import Line, LineVerdict
from decision.model import BY_VALUE
from decision.recommendation import Strength, StrengthTest

WIDE = 110
_BREAKS = re.compile(r"\s*[\r\n\t\v\f\u2028\u2029]\s*")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def parting(words: Words, analysis: Analysis) -> list[str]:
    """The lines of argument of one case that name another option than the recommended one, with the reason."""
    return [
        words(
            "line.differs",
            line=words(f"line.{verdict.line}"),
            option=option_name(words, verdict.option),
            why=_why(words, analysis, verdict),
        )
        for verdict in analysis.explanation.lines
        if not verdict.agrees
    ]


def answer_lines(words: Words, analysis: Analysis) -> list[str]:
    """One case: what is recommended, how strongly, and why in a line."""
    case, recommendation = analysis.case, analysis.recommendation
    done = case.documented
    documented = done and words("cli.documented", option=option_name(words, done.option), source=done.source)
    return [
        words("cli.analysis.heading", title=case.title, date=words.day(case.as_of)),
        f"{option_name(words, recommendation.option)}, {words(f'strength.{recommendation.strength}')}",
        *textwrap.wrap(reason(words, analysis), WIDE),
        *([documented] if documented else []),
    ]


def reason(words: Words, analysis: Analysis) -> str:
    """Why this option with this strength, in a line, and which rules an officer has set aside."""
    overruled = list(analysis.case.overruled)
    said = words("reason.overruled", rules=words.listing(overruled)) if overruled else ""
    return f"{_reason(words, analysis)} {said}".strip()


def _reason(words: Words, analysis: Analysis) -> str:
    recommendation, explanation = analysis.recommendation, analysis.explanation
    if all(level.computed or not level.rated for level in analysis.valuation.levels):
        return words("reason.unrated")
    if recommendation.option is None:
        return words("reason.tie" if recommendation.allowed else "reason.none")
    if recommendation.decided_by != BY_VALUE and explanation.given_up is not None:
        gap = explanation.given_up
        values = dict(zip(analysis.model.option_ids, analysis.valuation.values, strict=True))
        return words(
            "reason.rule",
            rule=recommendation.decided_by,
            allowed=words.listing([words(f"option.{item}.sentence") for item in recommendation.allowed]),
            other=words(f"option.{gap.first}.sentence"),
            first=words.number(values[gap.first], 1),
            second=words.number(values[gap.second], 1),
        )
    place = analysis.model.option_ids.index(recommendation.option)
    said = words(
        "reason.firm" if recommendation.strength is Strength.FIRM else "reason.value",
        share=_told(words, analysis, float(analysis.robustness.rank_acceptability[place, 0])),
        ways=sum(way.first == recommendation.option for way in analysis.ways),
        all=len(analysis.ways),
    )
    return f"{said} {_kept_from(words, analysis)}".strip()


def _told(words: Words, analysis: Analysis, share: float) -> str:
    """A share as a whole per cent; with a decimal where it would read as the threshold it falls short of."""
    needs = (analysis.model.strength.firm_acceptability, analysis.model.strength.leaning_acceptability)
    if any(share < need and words.share(share) == words.share(need) for need in needs):
        return words("cli.share", number=words.number(math.floor(share * 1000) / 10, 1))
    return words.share(share)


def _kept_from(words: Words, analysis: Analysis) -> str:
    """The tests that keep the answer from being firm, or from leaning at all."""
    recommendation = analysis.recommendation
    wanted = Strength.LEANING if recommendation.strength is Strength.OPEN else Strength.FIRM
    failed = [test for test in recommendation.tests if test.word is wanted and not test.met]
    if recommendation.strength is Strength.FIRM or not failed:
        return ""
    tests = words.listing([_failed(words, analysis, test) for test in failed])
    return words(f"reason.kept_from.{wanted}", tests=tests)


def _failed(words: Words, analysis: Analysis, test: StrengthTest) -> str:
    if test.name == "doctrine":
        indicated = analysis.doctrine.indicated
        if indicated is None or indicated == analysis.recommendation.option:
            return words("test.doctrine.none")
        return words("test.doctrine.other", option=words(f"option.{indicated}.sentence"))
    if test.name == "family_alone":
        family = words(f"family.{analysis.model.strength.firm_family}.name").lower()
        return words("test.family_alone", family=family, option=words(f"option.{test.found}.sentence"))
    needed = words.share(test.needed) if isinstance(test.needed, float) else test.needed
    gaps = test.name in ("acceptability", "ways") and bool(analysis.explanation.unrated)
    return words(f"test.{test.name}.gaps" if gaps else f"test.{test.name}", needed=needed)


def _why(words: Words, analysis: Analysis, verdict: LineVerdict) -> str:
    if verdict.option is None:
        set_aside = verdict.line is Line.DOCTRINE and bool(analysis.case.overrules)
        nobody = verdict.line is Line.PRECEDENT and not analysis.precedents.nearest
        return words("why.overruled" if set_aside else "why.no_precedent" if nobody else "why.nothing")
    if verdict.line is Line.ANALYSIS:
        gap = analysis.explanation.given_up or analysis.explanation.leading
        values = dict(zip(analysis.model.option_ids, analysis.valuation.values, strict=True))
        ahead = [part for part in gap.contributions if part.points > 0][:3]
        names = [words(f"criterion.{part.criterion}.name") for part in ahead]
        return words(
            "why.analysis",
            first=words.number(values[gap.first], 1),
            second=words.number(values[gap.second], 1),
            criteria=words.listing(names),
        )
    if verdict.line is Line.PRECEDENT:
        nearest = analysis.precedents.nearest[0]
        return words("why.precedent", case=nearest.title, distance=words.number(nearest.distance, 2))
    return _why_doctrine(words, analysis, verdict.option)


def _why_doctrine(words: Words, analysis: Analysis, option: str) -> str:
    """The rules that indicate an option, and what the recommended one fell short of where a rule speaks of it."""
    findings = {item.rule: item for item in analysis.doctrine.findings}
    standing = next(item for item in analysis.doctrine.standings if item.option == option)
    rules = [
        words("why.rule", rule=rule, name=words(f"rule.{rule}.name"), pages=findings[rule].pages)
        for rule in standing.rules
    ]
    said = words("why.doctrine", rules=words.listing(rules))
    ours = [item.rules for item in analysis.doctrine.standings if item.option == analysis.recommendation.option]
    short = [
        words("why.unmet", rule=rule, tests=words.listing(_failing(words, findings[rule])))
        for rule in itertools.chain.from_iterable(ours)
        if findings[rule].met is not True
    ]
    return " ".join([said, *short])


def _failing(words: Words, finding: RuleFinding) -> list[str]:
    return [test_words(words, test) for test in finding.deciding]


def test_words(words: Words, test: Test) -> str:
    """One test of a rule as it came out: what was observed, against what."""
    name = words(f"fact.{test.fact}" if test.fact else f"criterion.{test.criterion}.name")
    if test.observed is None:
        return words("tested.unknown", name=name)
    if test.fact is not None:
        return words("tested.fact", name=name, value=fact_value(words, test.fact, test.observed))
    limit = words.number(test.limit or 0)
    return words(f"tested.{test.relation}", name=name, level=words.number(float(test.observed)), limit=limit)


def fact_value(words: Words, fact: str, value: object) -> str:
    """A fact's value in words."""
    if isinstance(value, bool):
        return words("value.yes" if value else "value.no")
    return words(f"value.{fact}.{value}")


def option_name(words: Words, option: str | None, *, short: bool = False) -> str:
    """The name of an option, or the word for nothing."""
    if option is None:
        return words("cli.nothing")
    return words(f"option.{option}.{'short' if short else 'name'}")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a plain table with a rule under its heads; the last column is not padded."""
    cells = [[_one_line(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(heads))]
    lines = [
        "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    rule = "  ".join("-" * min(width, WIDE) for width in widths)
    return [lines[0], rule, *lines[1:]]


def _one_line(text: str) -> str:
    """The text without what would break a line or turn its direction for the rest of it."""
    return _TURNS.sub("", _BREAKS.sub(" ", text))


def _width(text: str) -> int:
    """Columns a text takes in a terminal: wide East Asian letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
