"""Many answers at a glance: one row a case, its reason, and the single change likeliest to turn it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.full_text.hinging import hinge_line
from app.full_text.telling import Telling
from app.summary import option_name, parting, reason, table
from app.words import Words
from decision.analysis import Analysis
from decision.explanation.disagreement import Line


def overview(words: Words, analyses: Sequence[Analysis]) -> list[str]:
    """The table of results, each case with its reason and what would turn it under its row, and the tally."""
    columns = ("case", "documented", "value", "doctrine", "precedent", "recommended", "strength")
    heads = [words(f"cli.column.{name}") for name in columns]
    head, rule, *rows = table(heads, [_row(words, analysis) for analysis in analyses])
    lines = [head, rule]
    for row, analysis in zip(rows, analyses, strict=True):
        lines += [row, f"    {reason(words, analysis)}", *_turning(words, analysis)]
    documented = [item for item in analyses if item.case.documented is not None]
    agree = [
        item
        for item in documented
        if item.case.documented and item.case.documented.option == item.recommendation.option
    ]
    together = sum(item.explanation.agreement == len(Line) for item in analyses)
    tally = words("cli.tally", agree=len(agree), total=len(documented), lines=together)
    return [*lines, "", tally]


def parting_lines(words: Words, analyses: Sequence[Analysis]) -> list[str]:
    """One line for each line of argument that names another option than the recommended one, with its reason."""
    found = [
        words("line.of_case", case=analysis.case.title, said=said)
        for analysis in analyses
        for said in parting(words, analysis)
    ]
    return ["", words("cli.differs_heading"), *(f"  {line}" for line in found)] if found else []


def _row(words: Words, analysis: Analysis) -> list[str]:
    documented = analysis.case.documented
    recommendation = analysis.recommendation
    return [
        analysis.case.title,
        option_name(words, documented.option if documented else None, short=True),
        option_name(words, recommendation.first_by_value, short=True),
        option_name(words, analysis.doctrine.indicated, short=True),
        option_name(words, analysis.precedents.option, short=True),
        option_name(words, recommendation.option, short=True),
        words(f"strength.{recommendation.strength}"),
    ]


def _turning(words: Words, analysis: Analysis) -> Iterator[str]:
    """The first of the judgements the answer hangs on."""
    telling, found = Telling(words, analysis), analysis.explanation.hinges
    if found:
        yield "    " + words("cli.hangs_on", hinge=hinge_line(telling, found[0]))
    elif analysis.recommendation.option is not None:
        yield "    " + words("text.hinges.none")
