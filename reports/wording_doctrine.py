"""What doctrine says of each option, in a cell and in a sentence."""

from __future__ import annotations

from decision.doctrine import RuleFinding, Standing, Test
from decision.model import Effect
from reports.content import Text
from reports.voice import Voice, within
from reports.wording_options import default_option

TOLD = 2
"""As many unmet conditions as a cell holds; the annex has them all."""


def finding_of(voice: Voice, rule: str) -> RuleFinding:
    """How a rule came out."""
    return next(item for item in voice.analysis.doctrine.findings if item.rule == rule)


def scope(voice: Voice) -> str:
    """Whether the doctrine speaks of this case at all."""
    word = {True: "applies", False: "outside", None: "unknown"}[voice.analysis.doctrine.applies]
    return voice(f"doctrine.scope.{word}")


def doctrine_cells(voice: Voice) -> tuple[Text, ...]:
    """One cell an option: a lead word, then the reason with rule and page."""
    doctrine = voice.analysis.doctrine
    if doctrine.applies is False:
        return tuple(Text(voice("doctrine.outside"), voice("doctrine.lead.outside")) for _ in doctrine.standings)
    return tuple(_cell(voice, standing) for standing in doctrine.standings)


def _cell(voice: Voice, standing: Standing) -> Text:
    if standing.effect is None:
        return _silent(voice, standing.option)
    rule = standing.rules[0]
    if standing.effect is Effect.INDICATED:
        inferred = "" if not _inferred(voice, standing) else voice("doctrine.we_infer")
        return Text(
            voice(
                "doctrine.because",
                ground=indicating_ground(voice, rule),
                inferred=inferred,
                cited=_cited(voice, standing),
            ),
            voice("doctrine.lead.indicated"),
        )
    if standing.effect is Effect.DISCOURAGED:
        return Text(
            voice(
                "doctrine.because", ground=against_ground(voice, rule), inferred="", cited=_cited(voice, standing)
            ),
            voice("doctrine.lead.discouraged"),
        )
    inferred = voice("doctrine.we_infer") if _inferred(voice, standing) else ""
    return Text(
        voice("doctrine.because", ground=ground(voice, rule), inferred=inferred, cited=_cited(voice, standing)),
        voice("doctrine.lead.excluded"),
    )


def _cited(voice: Voice, standing: Standing) -> str:
    return "; ".join(voice.cited(rule) for rule in standing.rules)


def _inferred(voice: Voice, standing: Standing) -> bool:
    rule = voice.rule(standing.rules[0])
    return any(item.option == standing.option and item.inferred for item in (*rule.met, *rule.unmet))


def _silent(voice: Voice, option: str) -> Text:
    standings = voice.analysis.doctrine.standings
    indicating = next((item.rules[0] for item in standings if item.effect is Effect.INDICATED), None)
    default = next((rule for rule in voice.model.rules if rule.default), None)
    if option == default_option(voice) and default is not None and indicating is not None:
        return Text(
            voice("doctrine.default", rule=indicating, cited=voice.cited(default.id)),
            voice("doctrine.lead.default"),
        )
    overruled = [item.rule for item in voice.case.overrules if _speaks_of(voice, item.rule, option)]
    if overruled:
        return Text(
            voice("doctrine.overruled", rules=voice.words.listing(overruled)), voice("doctrine.lead.silent")
        )
    return Text(voice("doctrine.silent"), voice("doctrine.lead.silent"))


def _speaks_of(voice: Voice, rule: str, option: str) -> bool:
    found = voice.rule(rule)
    return any(effect.option == option for effect in (*found.met, *found.unmet))


def indicating_ground(voice: Voice, rule: str) -> str:
    """Why a rule indicates an option."""
    if voice.rule(rule).default:
        return voice("ground.default")
    finding = finding_of(voice, rule)
    needed = len(finding.tests)
    if needed > 1 and f"ground.{rule}" and voice.words.has(f"note.ground.{rule}"):
        return voice(f"ground.{rule}")
    return ground(voice, rule)


def ground(voice: Voice, rule: str) -> str:
    """The fact that makes a rule hold, in words."""
    finding = finding_of(voice, rule)
    holding = next(
        (test for test in finding.tests if test.holds and test.fact not in (None, "mission.kind")), None
    )
    if holding is None or holding.fact is None:
        return voice("ground.other")
    value = str(holding.observed).lower()
    return voice.either(
        f"ground.{rule}.{holding.fact}.{value}",
        "ground.fact",
        fact=within(voice.fact(holding.fact)),
        value=voice.fact_value(holding.fact, holding.observed),  # type: ignore[arg-type]
    )


def against_ground(voice: Voice, rule: str) -> str:
    """Why a rule discourages an option: the fact that holds, or each of its conditions that does not."""
    finding = finding_of(voice, rule)
    if finding.met:
        return ground(voice, rule)
    failing = [test for test in finding.tests if test.holds is not True]
    told = [test_failed(voice, test) for test in failing[:TOLD]]
    more = len(failing) - len(told)
    if more > 0:
        told.append(voice("ground.more", count=voice.counted(more)))
    return "; ".join(told) or voice("ground.other")


def test_failed(voice: Voice, test: Test) -> str:
    """A condition that is not met, or cannot be told, as found: "insecurity 40, over 20"."""
    if test.criterion is not None:
        name = voice.criterion_within(test.criterion)
        if test.holds is None or not isinstance(test.observed, float):
            return voice("test.unrated", name=name)
        key = "test.over" if test.relation == "at_most" else "test.not_over"
        return voice(key, name=name, level=voice.level(test.observed), limit=voice.level(test.limit or 0.0))
    fact = test.fact or ""
    if test.holds is None:
        return voice("test.unknown", name=within(voice.fact(fact)))
    return voice("test.fact", name=within(voice.fact(fact)), value=voice.fact_value(fact, test.observed))  # type: ignore[arg-type]


def test_found(voice: Voice, test: Test) -> str:
    """A test as it came out, against what it asks for: "insecurity 84, above 65"."""
    if test.criterion is not None:
        return voice(
            "annex.test_level.at_most" if test.relation == "at_most" else "annex.test_level.above",
            name=voice.criterion_within(test.criterion),
            level=voice.level(test.observed) if isinstance(test.observed, float) else voice("bands.not_rated"),
            limit=voice.level(test.limit or 0.0),
        )
    fact = test.fact or ""
    return voice("test.fact", name=within(voice.fact(fact)), value=voice.fact_value(fact, test.observed))  # type: ignore[arg-type]


def overrules(voice: Voice) -> list[str]:
    """Every rule the officer set aside, with the written reason."""
    return [voice("overruled", rule=item.rule, reason=item.reason.strip()) for item in voice.case.overrules]
