"""Section 2: the recommendation, how firm it is, why, and what would change it."""

from __future__ import annotations

from decision.explanation.disagreement import LineVerdict
from decision.methods.cross_check import agreeing
from decision.model import BY_VALUE
from decision.recommendation import Strength, StrengthTest
from reports.content import LineSaid, Text, Verdict
from reports.voice import Say, Voice, capital, within
from reports.wording_change import what_would_change

TOLD = 2
SCALE = (Strength.OPEN, Strength.LEANING, Strength.FIRM)


class FirstMention:
    """Names an option in full where a text first mentions it, and in short after that."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._seen: set[str] = set()

    def __call__(self, option: str | None) -> str:
        """The option's name in a sentence."""
        if option is None or option in self._seen:
            return self._voice.option(option)
        self._seen.add(option)
        return self._voice.option_in_full(option)


def verdict(voice: Voice) -> Verdict:
    """The recommendation block."""
    found = voice.analysis.recommendation
    return Verdict(
        place=voice.place(found.option),
        name=voice.option_name(found.option),
        scale=tuple(capital(voice.words(f"strength.{word}")) for word in SCALE),
        chosen=SCALE.index(found.strength),
        basis=basis(voice),
        lines=tuple(_line_said(voice, line) for line in voice.analysis.explanation.lines),
    )


def _line_said(voice: Voice, line: LineVerdict) -> LineSaid:
    agrees = None if line.option is None else line.agrees
    return LineSaid(voice(f"line.{line.line}"), voice.option_short(line.option), voice.place(line.option), agrees)


def basis(voice: Voice) -> str:
    """The deciding test, in a few words."""
    found = voice.analysis.recommendation
    if found.option is None:
        return voice("basis.tie" if found.allowed else "basis.none_left")
    if found.decided_by != BY_VALUE and found.strength is not Strength.OPEN:
        return voice("basis.rule", rule=found.decided_by)
    share = voice.words.share(first_share(voice, found.option))
    failed = failed_tests(voice)
    if not failed:
        ways = agreeing(voice.analysis.ways, found.option)
        return voice("basis.firm", share=share, ways=ways, all=len(voice.analysis.ways))
    return voice("basis.failed", share=share, failed=_failed(voice, failed[0], "short", voice.option))


def first_share(voice: Voice, option: str) -> float:
    """The share of draws in which an option came first."""
    return float(voice.analysis.robustness.rank_acceptability[voice.model.option_ids.index(option), 0])


def failed_tests(voice: Voice) -> list[StrengthTest]:
    """The tests that keep the strength from the next word up, each name once."""
    found = voice.analysis.recommendation
    word = Strength.LEANING if found.strength is Strength.OPEN else Strength.FIRM
    failed = {test.name: test for test in found.tests if not test.met and test.word is word}
    if not failed:
        failed = {test.name: test for test in found.tests if not test.met}
    return list(failed.values())


def recommendation(voice: Voice, safeguards: int | None) -> tuple[Text, ...]:
    """The two paragraphs after the block; ``safeguards``: the number of the paragraph that lists them, if any."""
    say = FirstMention(voice)
    why = _why(voice, say, safeguards)
    return Text(why), Text(what_would_change(voice, say), voice("change.lead"))


def _why(voice: Voice, say: Say, safeguards: int | None) -> str:
    found = voice.analysis.recommendation
    if found.option is None:
        return voice("recommendation.tie" if found.allowed else "recommendation.none_left")
    if found.strength is Strength.OPEN:
        return voice("recommendation.open", option=capital(say(found.option)), reason=_open_reason(voice, say))
    if found.decided_by != BY_VALUE:
        return _by_rule(voice, say)
    means = voice(
        "recommendation.means_alone" if safeguards is None else "recommendation.means",
        option=say(found.option),
        means=_means(voice, found.option),
        number=safeguards,
    )
    if found.strength is Strength.FIRM:
        ways = voice.counted(agreeing(voice.analysis.ways, found.option))
        return voice(
            "recommendation.firm",
            means=means,
            draws=draws_phrase(voice, found.option),
            ways=ways,
            all=voice.counted(len(voice.analysis.ways)),
        )
    reasons = _reasons(voice, say)
    return voice(
        "recommendation.leaning",
        means=means,
        draws=draws_phrase(voice, found.option),
        failed=voice.words.count("note.recommendation.keeps", len(reasons), what=voice.words.listing(reasons)),
    )


def _reasons(voice: Voice, say: Say) -> list[str]:
    """What keeps the strength down, as noun phrases; beyond a few, how many more the annex lists."""
    failed = failed_tests(voice)
    told = [_failed(voice, test, "phrase", say) for test in failed[:TOLD]]
    more = len(failed) - len(told)
    if more:
        told.append(voice.words.count(voice.annexed("note.failed.more"), more, count=voice.counted(more)))
    return told


def _by_rule(voice: Voice, say: Say) -> str:
    found, values = voice.analysis.recommendation, voice.analysis.valuation.values
    first = found.first_by_value
    leans = say(found.option)
    return voice(
        "recommendation.by_rule",
        option=leans,
        other=say(first),
        against=voice.against(
            float(values.max()), float(values[voice.model.option_ids.index(found.option or "")])
        ),
        draws=draws_phrase(voice, first) if first else "",
        bars=what_bars(voice, found.decided_by),
        cited=voice.cited(found.decided_by),
    )


def what_bars(voice: Voice, rule: str) -> str:
    """Why a rule excludes an option, by the fact that made it hold."""
    finding = next(item for item in voice.analysis.doctrine.findings if item.rule == rule)
    holding = next(
        (test for test in finding.tests if test.holds and test.fact not in (None, "mission.kind")), None
    )
    fact = holding.fact if holding is not None else ""
    for key in (f"bars.{rule}.{fact}", f"bars.{rule}"):
        if voice.words.has(f"note.{key}"):
            return voice(key, mission=voice.mission)
    return voice("bars.other", rule=rule)


def draws_phrase(voice: Voice, option: str) -> str:
    """How often an option came first, worded by how much that is."""
    share, draws = first_share(voice, option), voice.analysis.robustness.draws
    steps = ((1.0, "all"), (0.95, "nearly_all"), (0.80, "most"), (0.55, "more_than_half"), (1e-12, "less"))
    word = next((word for least, word in steps if share >= least), "none")
    return voice(f"draws.{word}", share=voice.per_cent(share), draws=voice.words.number(draws))


def _means(voice: Voice, option: str) -> str:
    """What an option means for the RC/HC and coordination here."""
    stays = voice.case.current_arrangement == option and not voice.is_planned
    state = f"{'one_head.' if voice.one_head else ''}{'stays' if stays else 'becomes'}"
    return voice.either(f"means.{option}.{state}", "means.other", mission=voice.mission)


def _failed(voice: Voice, test: StrengthTest, form: str, say: Say) -> str:
    """A test that is not met, as a noun phrase, as a reason or in short."""
    found, needed = test.found, test.needed
    share = float(found) if isinstance(found, float) else 0.0
    ways = found if test.name == "ways" and isinstance(found, int) else 0
    return voice(
        f"failed.{test.name}{_variant(voice, test)}.{form}",
        found=voice.per_cent(share),
        share=voice.words.share(share),
        needed=voice.words.number(float(needed) * 100) if isinstance(needed, float) else "",
        ways=voice.counted(ways),
        all=voice.counted(len(voice.analysis.ways)),
        option=say(found) if isinstance(found, str) else voice.option(None),
        family=within(voice.family(voice.model.strength.firm_family)),
    )


def _variant(voice: Voice, test: StrengthTest) -> str:
    """Whether a test asks for what holds whatever is not known, or for what nothing at all says."""
    if test.name == "doctrine" and test.found is None:
        return "_silent"
    if test.name in ("acceptability", "ways") and voice.analysis.explanation.unrated:
        return "_assured"
    return "_none" if test.name == "ways" and not test.found else ""


def _open_reason(voice: Voice, say: Say) -> str:
    if voice.analysis.valuation.coverage == 0:
        return voice("recommendation.nothing_rated")
    return voice.words.listing([_failed(voice, test, "reason", say) for test in failed_tests(voice)[:2]])
