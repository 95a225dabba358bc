"""Section 5: the three lines of argument, whether they agree, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from decision.explanation.disagreement import Disagreement, Line
from decision.methods.cross_check import agreeing
from decision.precedent.nearest import Precedent
from decision.ranking import ranks
from reports.content import Lines, Row, Section, Text
from reports.voice import Voice, capital, within
from reports.wording_doctrine import against_ground, doctrine_cells, overrules, scope
from reports.wording_recommendation import first_share

NARROW = 0.8
"""Doctrine that holds in fewer of the draws than this holds narrowly."""
TOLD = 2


def lines(voice: Voice, section: Section) -> Lines:
    """The whole section; its paragraphs are given, since they are numbered elsewhere."""
    agree = voice.analysis.explanation.agreement == len(voice.analysis.explanation.lines)
    return Lines(
        section=section,
        tag=voice("lines.agree" if agree else "lines.differ"),
        agree=agree,
        head=voice("column.line"),
        options=voice.shorts,
        rows=tuple(_rows(voice)),
    )


def line_paragraphs(voice: Voice) -> tuple[Text, ...]:
    """What agrees, what differs and why; then what second best would cost; then any overrule."""
    explanation = voice.analysis.explanation
    option = voice.analysis.recommendation.option
    differing = explanation.disagreements
    if option is None:
        lead = voice("lines.no_advice")
    elif not differing:
        cautions = _cautions(voice)
        lead = (
            voice("lines.all", option=voice.option(option))
            if not cautions
            else voice.words.count(
                "note.lines.all_but",
                len(cautions),
                option=voice.option(option),
                count=voice.counted(len(cautions)),
            )
        )
        return (
            Text(" ".join([*cautions, *_bias(voice), *([] if cautions else [_record(voice)])]), lead),
            *_overruled(voice),
        )
    elif len(differing) == 1:
        key = "lines.two_agree" if differing[0].option is None else "lines.one_differs"
        lead = voice(key, option=voice.option(option), line=voice(f"line.{differing[0].line}"))
    else:
        lead = voice("lines.none")
    told = [_why(voice, item) for item in differing]
    paragraphs = [Text(" ".join([*told, *_bias(voice)]), lead), *_second_best(voice), *_overruled(voice)]
    return tuple(paragraphs)


def _cautions(voice: Voice) -> list[str]:
    return [*_narrow(voice), *_thin_precedent(voice)]


def _narrow(voice: Voice) -> Iterator[str]:
    indicated = voice.place(voice.analysis.doctrine.indicated)
    if indicated is None:
        return
    share = float(voice.analysis.robustness.doctrine_shares[indicated])
    if share < NARROW:
        yield voice("lines.narrow", share=voice.per_cent(share))


def _thin_precedent(voice: Voice) -> Iterator[str]:
    found = voice.analysis.precedents
    if not found.nearest or found.supporting == len(found.nearest):
        return
    others: dict[str, list[str]] = {}
    for item in found.nearest:
        if item.option != found.option:
            others.setdefault(item.option, []).append(item.title)
    told = [
        voice("lines.had", cases=voice.words.listing(titles), option=voice.option(option))
        for option, titles in others.items()
    ]
    yield voice("lines.divided", others=voice.words.listing(told), agreed=found.agreed, tested=found.tested)


def _record(voice: Voice) -> str:
    found = voice.analysis.precedents
    return voice("lines.record", agreed=found.agreed, tested=found.tested)


def _why(voice: Voice, found: Disagreement) -> str:
    return {
        Line.ANALYSIS: _analysis_differs,
        Line.DOCTRINE: _doctrine_differs,
        Line.PRECEDENT: _precedent_differs,
    }[found.line](voice, found)


def _analysis_differs(voice: Voice, found: Disagreement) -> str:
    if found.option is None:
        return voice("lines.why.tie")
    gap = found.gap or voice.analysis.explanation.leading
    values = dict(zip(voice.model.option_ids, map(float, voice.analysis.valuation.values), strict=True))
    rule = voice.analysis.recommendation.decided_by
    text = voice(
        "lines.why.analysis",
        option=voice.option(found.option),
        against=voice.against(values[gap.first], values[gap.second]),
    )
    for family in voice.analysis.explanation.families:
        key = f"lines.why.weighs.{rule}.{family.family}"
        if voice.words.has(f"note.{key}"):
            name = within(voice.family(family.family))
            return f"{text} {voice(key, family=name, share=voice.per_cent(family.weight))}"
    return text


def _doctrine_differs(voice: Voice, found: Disagreement) -> str:
    if voice.analysis.doctrine.applies is False:
        return voice("lines.why.outside")
    if found.option is None or not found.rules:
        return voice("lines.why.doctrine_silent")
    text = voice("lines.why.doctrine", option=voice.option(found.option), cited=voice.cited(found.rules[0]))
    if not found.against:
        return text
    reason = voice(
        "lines.why.against",
        option=voice.option(voice.analysis.recommendation.option),
        ground=against_ground(voice, found.against[0]),
        cited=voice.cited(found.against[0]),
    )
    return f"{text} {reason}"


def _precedent_differs(voice: Voice, found: Disagreement) -> str:
    precedents = voice.analysis.precedents
    if found.case is None:
        return voice.words.count("note.lines.why.no_precedent", precedents.documented)
    whole = precedents.supporting == len(precedents.nearest)
    return voice(
        "lines.why.precedent" if whole else "lines.why.precedent_divided",
        case=found.case,
        option=voice.option(found.option),
        all=voice.counted(len(precedents.nearest)),
    )


def _distance(voice: Voice, item: Precedent) -> str:
    return voice.words.number(item.distance, 2)


def _bias(voice: Voice) -> Iterator[str]:
    """The known leaning to the middle, told where the middle is what value puts first."""
    first = voice.place(voice.analysis.recommendation.first_by_value)
    baseline = voice.analysis.explanation.baseline
    if first is None or not 0 < first < len(baseline) - 1:
        return
    top, second = sorted(baseline, reverse=True)[:2]
    if baseline[first] == top:
        yield voice(
            "lines.bias", option=voice.option(voice.model.option_ids[first]), against=voice.against(top, second)
        )


def _second_best(voice: Voice) -> Iterator[Text]:
    gap = voice.analysis.explanation.given_up
    if gap is None:
        return
    leading = [item.criterion for item in gap.contributions if item.points > 0][:TOLD]
    text = voice(
        "lines.second_best",
        option=capital(voice.option(gap.second)),
        points=voice.value(gap.points),
        criteria=voice.words.listing([voice.criterion_within(item) for item in leading]),
        rule=voice.analysis.recommendation.decided_by,
    )
    yield Text(text, voice("lines.second_best.lead"))


def _overruled(voice: Voice) -> Iterator[Text]:
    texts = overrules(voice)
    if texts:
        yield Text(" ".join(texts), voice("lines.overruled.lead"))


def _rows(voice: Voice) -> Iterator[Row]:
    named = {verdict.line: voice.place(verdict.option) for verdict in voice.analysis.explanation.lines}
    yield Row(voice("line.analysis"), _analysis_cells(voice), place=named[Line.ANALYSIS])
    yield Row(
        voice("lines.row.doctrine", year=voice.model.as_of[:4]),
        doctrine_cells(voice),
        sub=scope(voice),
        place=named[Line.DOCTRINE],
    )
    found = voice.analysis.precedents
    yield Row(
        voice("line.precedent"),
        _precedent_cells(voice),
        sub=voice("lines.row.nearest", count=voice.counted(len(found.nearest)), all=found.comparable)
        if found.nearest
        else voice("lines.row.none_near"),
        place=named[Line.PRECEDENT],
    )
    documented = voice.case.documented
    if documented is not None:
        cells = [
            Text(voice("lines.done", source=documented.source)) if option == documented.option else Text("")
            for option in voice.model.option_ids
        ]
        yield Row(voice("lines.row.done", year=voice.case.as_of.year), tuple(cells))


def _analysis_cells(voice: Voice) -> tuple[Text, ...]:
    values = voice.analysis.valuation.values
    cells = []
    for option, value, rank in zip(voice.model.option_ids, values, ranks(values), strict=True):
        share, ways = first_share(voice, option), agreeing(voice.analysis.ways, option)
        key = "cell.first" if share >= 1 else "cell.never" if share == 0 else "cell.some"
        cells.append(
            Text(
                voice(
                    key,
                    value=voice.value(float(value)),
                    share=voice.words.share(share),
                    ways=voice("cell.ways", ways=ways, all=len(voice.analysis.ways)),
                ),
                capital(voice.rank(rank)),
            )
        )
    return tuple(cells)


def _precedent_cells(voice: Voice) -> tuple[Text, ...]:
    nearest = voice.analysis.precedents.nearest
    cells = []
    for option in voice.model.option_ids:
        own = [(place, item) for place, item in enumerate(nearest) if item.option == option]
        if not own:
            key = "cell.none_of" if nearest else "cell.no_cases"
            cells.append(Text(voice(key, count=voice.counted(len(nearest))), voice("cell.none")))
            continue
        told = "; ".join(voice("cell.case", case=item.title, distance=_distance(voice, item)) for _, item in own)
        cells.append(Text(told, _precedent_lead(voice, [place for place, _ in own])))
    return tuple(cells)


def _precedent_lead(voice: Voice, places: list[int]) -> str:
    if places[0] == 0:
        return (
            voice("cell.nearest")
            if len(places) == 1
            else voice("cell.nearest_of", count=voice.counted(len(places)))
        )
    if len(places) > 1:
        return voice("cell.next_of", count=voice.counted(len(places)))
    return voice("cell.next") if places[0] == 1 else voice("cell.at", rank=capital(voice.rank(places[0] + 1)))
