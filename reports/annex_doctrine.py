"""Annex F to H: precedents with what differs most, the rules one by one with each test, the checklists."""

from __future__ import annotations

from collections.abc import Iterator

from decision.doctrine import RuleFinding, Test
from decision.model import RuleEffect
from decision.precedent.nearest import Difference
from decision.rule_switches import Switch
from reports.content import AnnexPart, Cell, Column, Table, TableRow, Text
from reports.settings import NoteSettings
from reports.voice import EN_DASH, Voice, capital, within
from reports.wording_doctrine import test_found

_HELD = {True: "yes", False: "no", None: "unknown"}


def precedents(voice: Voice, settings: NoteSettings) -> AnnexPart:
    """Annex F."""
    found = voice.analysis.precedents
    intro = voice(
        "annex.precedents.intro",
        comparable=found.comparable,
        documented=found.documented,
        agreed=found.agreed,
        tested=found.tested,
    )
    if settings.library_note:
        intro = f"{intro} {settings.library_note}"
    if not found.nearest:
        return AnnexPart(voice("annex.precedents"), intro, (Text(voice("annex.precedents.none")),))
    columns = (
        Column(voice("column.case"), 98),
        Column(voice("column.distance"), 34, right=True),
        Column(voice("column.done"), 70),
        Column(voice("column.differs"), 214),
        Column(voice("column.source"), 64),
    )
    rows = tuple(
        TableRow(
            (
                Cell(item.title),
                Cell(voice.words.number(item.distance, 2), strong=True),
                Cell(voice.option_short(item.option), place=voice.place(item.option)),
                Cell("\n".join(capital(_difference(voice, part)) for part in item.differences)),
                Cell(item.source, quiet=True),
            )
        )
        for item in found.nearest
    )
    return AnnexPart(voice("annex.precedents"), intro, (Table(columns, rows),))


def _difference(voice: Voice, part: Difference) -> str:
    if part.key in voice.model.criterion_ids:
        here, there = voice.level(float(part.here)), voice.level(float(part.there))
        return voice("annex.difference", name=voice.criterion_within(part.key), here=here, there=there)
    here, there = (voice.fact_value(part.key, end) for end in (part.here, part.there))  # type: ignore[arg-type]
    return voice("annex.difference", name=within(voice.fact(part.key)), here=here, there=there)


def rules(voice: Voice) -> AnnexPart:
    """Annex G: the rules in order, what each says, how each of its tests came out."""
    columns = (
        Column(voice("column.rule"), 160),
        Column(voice("column.holds"), 40),
        Column(voice("column.tests"), 195),
        Column(voice("column.effects"), 96),
    )
    findings = voice.analysis.doctrine.findings
    body: list[Table | Text] = []
    if findings:
        body.append(Table(columns, tuple(_rule_row(voice, item) for item in findings)))
    not_reached = [rule.id for rule in voice.model.rules if rule.id not in {item.rule for item in findings}]
    if not_reached and findings:
        body.append(Text(voice("annex.rules.not_reached", rules=voice.words.listing(not_reached))))
    body.extend(Text(text) for text in _overrules(voice))
    body.append(Text(voice("annex.rules.later")))
    month = voice(f"month.{voice.model.as_of[5:7]}", year=voice.model.as_of[:4])
    scope = {True: "applies", False: "outside", None: "unknown"}[voice.analysis.doctrine.applies]
    return AnnexPart(voice("annex.rules"), voice(f"annex.rules.intro.{scope}", date=month), tuple(body))


def _overrules(voice: Voice) -> Iterator[str]:
    for item in voice.case.overrules:
        yield voice("overruled", rule=item.rule, reason=item.reason.strip())


def _rule_row(voice: Voice, finding: RuleFinding) -> TableRow:
    if finding.overruled is not None:
        held = voice("annex.rules.overruled")
    else:
        held = {
            True: voice("annex.rules.met"),
            False: voice("annex.rules.not_met"),
            None: voice("annex.rules.unknown"),
        }[finding.met]
    name = voice("annex.rules.name", rule=finding.rule, name=voice.words(f"rule.{finding.rule}.name"))
    tests = "\n".join(_test(voice, test) for test in finding.tests) or capital(voice("annex.rules.default"))
    return TableRow(
        (
            Cell(f"{name} ({voice.pages(finding.pages)})", sub=voice.words(f"rule.{finding.rule}.says")),
            Cell(held, strong=finding.met is not False),
            Cell(tests, sub=_off(voice, finding)),
            Cell(_effects(voice, finding.effects)),
        )
    )


def _off(voice: Voice, finding: RuleFinding) -> str:
    """What alone would switch off a rule that is met; a rule without a condition has nothing to switch."""
    if finding.met is not True or not finding.tests:
        return ""
    if not finding.switches:
        return voice("annex.rules.no_switch")
    number = sum(max(len(item.values), 1) for item in finding.switches)
    told = "; ".join(_switch(voice, item) for item in finding.switches)
    return voice.words.count("note.annex.rules.off", number, switches=told)


def _switch(voice: Voice, switch: Switch) -> str:
    if switch.fact is not None:
        values = [voice.fact_value(switch.fact, value) for value in switch.values]
        return voice("test.fact", name=within(voice.fact(switch.fact)), value=voice.alternatives(values))
    bounded = "" if switch.until is None else "_until"
    return voice(
        f"annex.switch.{switch.relation}{bounded}",
        criterion=voice.criterion_within(switch.criterion or ""),
        limit=voice.level(switch.limit or 0.0),
        until=voice.level(switch.until or 0.0),
    )


def _effects(voice: Voice, effects: tuple[RuleEffect, ...]) -> str:
    if not effects:
        return EN_DASH
    told = [
        voice(
            "annex.effect_inferred" if item.inferred else "annex.effect",
            option=voice.option(item.option),
            effect=voice.words(f"effect.{item.effect}"),
        )
        for item in effects
    ]
    return "\n".join(map(capital, told))


def _test(voice: Voice, test: Test) -> str:
    held = voice(f"annex.held.{_HELD[test.holds]}")
    if test.criterion is not None:
        text = test_found(voice, test)
    else:
        fact = test.fact or ""
        wanted = [voice.fact_value(fact, value) for value in test.values]
        text = voice(
            "annex.test_fact",
            name=within(voice.fact(fact)),
            wanted=voice.alternatives(wanted),
            found=voice.fact_value(fact, test.observed),  # type: ignore[arg-type]
        )
    return voice("annex.test", held=held, test=text)


def checklists(voice: Voice) -> AnnexPart:
    """Annex H: the items the officer answered."""
    answered = voice.case.checklists
    if not any(answered.values()):
        return AnnexPart(voice("annex.checklists"), voice("annex.checklists.none"), ())
    columns = (
        Column(voice("column.item"), 230),
        Column(voice("column.state"), 60),
        Column(voice("column.remark"), 200),
    )
    rows: list[TableRow] = []
    for name, items in answered.items():
        if items:
            rows.append(
                TableRow(
                    (Cell(voice.words(f"checklist.{name}.name"), strong=True), Cell(""), Cell("")), family=True
                )
            )
        rows.extend(
            TableRow(
                (
                    Cell(voice.words(f"checklist.{name}.{item}")),
                    Cell(voice(f"state.{answer.state}"), strong=answer.state == "not_met"),
                    Cell(" ".join((answer.remark or "").split("\n")), quiet=True),
                )
            )
            for item, answer in sorted(items.items(), key=lambda pair: int(pair[0]))
        )
    return AnnexPart(voice("annex.checklists"), "", (Table(columns, tuple(rows)),))
