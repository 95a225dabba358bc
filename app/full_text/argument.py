"""What speaks for and against each option, where the lines part, what the rules say, what was done elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from app.full_text.telling import Telling
from app.summary import fact_value, parting, test_words
from decision.doctrine import RuleFinding
from decision.rule_switches import Switch


def options(telling: Telling) -> Iterator[str]:
    """Values with what the ranges allow, then the reasons for and against each option."""
    words, valuation = telling.words, telling.analysis.valuation
    explanation = telling.analysis.explanation
    rows = [
        [
            telling.option(item.option),
            telling.points(float(valuation.values[place])),
            words("text.range", low=telling.points(low), high=telling.points(high)),
            telling.points(explanation.baseline[place]),
            words(f"effect.{item.effect}") if item.effect else words("text.no_word"),
        ]
        for place, (item, (low, high)) in enumerate(zip(explanation.options, valuation.bounds, strict=True))
    ]
    yield from telling.table(("option", "value", "bounds", "baseline", "doctrine"), rows)
    yield words("text.baseline")
    for item in explanation.options:
        key = "text.leads" if item.points > 0 else "text.trails" if item.points < 0 else "text.level_with"
        yield words(
            key,
            option=telling.option(item.option),
            rival=words(f"option.{item.rival}.sentence"),
            points=telling.points(abs(item.points)),
        )
        if item.ahead:
            yield "  " + words("text.for", parts=telling.parts(item.ahead))
        if item.behind:
            yield "  " + words("text.against", parts=telling.parts(item.behind))
        if explanation.unrated:
            yield "  " + words("text.from_unrated", points=words.change(item.unrated))


def disagreements(telling: Telling) -> Iterator[str]:
    """The lines that name another option than the recommended one, and why."""
    yield from parting(telling.words, telling.analysis)


def doctrine(telling: Telling) -> Iterator[str]:
    """Every rule that was looked at: how it came out, on what, and what alone would switch it off."""
    words, found = telling.words, telling.analysis.doctrine
    yield words({True: "text.applies", None: "text.may_apply", False: "text.outside"}[found.applies])
    for finding in found.findings:
        outcome = {True: "met", False: "unmet", None: "untold"}[finding.met]
        outcome = "set_aside" if finding.met and finding.overruled is not None else outcome
        yield words(
            f"text.rule.{outcome}",
            rule=finding.rule,
            name=words(f"rule.{finding.rule}.name"),
            pages=finding.pages,
            effects=_effects(telling, finding),
        )
        if finding.deciding:
            # Two tests of one fact may read alike.
            tests = words.listing(list(dict.fromkeys(test_words(words, test) for test in finding.deciding)))
            yield "  " + words("text.rule.on", tests=tests)
        if finding.switches:
            switches = [_switch(telling, switch) for switch in finding.switches]
            yield "  " + words("text.rule.off", switches="; ".join(switches))
        if finding.overruled is not None:
            yield "  " + words("text.rule.overruled", reason=finding.overruled)


def _effects(telling: Telling, finding: RuleFinding) -> str:
    said = [
        telling.words(
            "text.effect", option=telling.option(item.option), effect=telling.words(f"effect.{item.effect}")
        )
        for item in finding.effects
    ]
    return "; ".join(said) if said else telling.words("text.no_effect")


def _switch(telling: Telling, switch: Switch) -> str:
    words = telling.words
    if switch.fact is not None:
        *others, last = (fact_value(words, switch.fact, value) for value in switch.values)
        values = words("text.either", others=", ".join(others), last=last) if others else last
        return words("text.switch.fact", fact=words(f"fact.{switch.fact}"), values=values)
    return words(
        f"text.switch.{switch.relation}",
        criterion=telling.criterion(switch.criterion or ""),
        limit=words.number(switch.limit or 0.0),
    )


def precedents(telling: Telling) -> Iterator[str]:
    """The nearest documented cases, what was done, and what sets each apart."""
    words, found = telling.words, telling.analysis.precedents
    rows = [
        [item.title, words.number(item.distance, 2), telling.option(item.option), item.source]
        for item in found.nearest
    ]
    if rows:
        yield from telling.table(("case", "distance", "done", "source"), rows)
    for item in found.nearest:
        parts = [
            words(
                "text.differs",
                name=telling.key(part.key),
                here=telling.value(part.key, part.here),
                there=telling.value(part.key, part.there),
            )
            for part in item.differences
        ]
        if parts:
            yield words("text.apart", case=item.title, parts=words.listing(parts))
    yield words("text.thin", comparable=found.comparable, documented=found.documented)
    if found.tested:
        yield words("text.record", agreed=found.agreed, tested=found.tested)
