"""What would change the advice, in sentences: single levels, levels together, single facts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from decision.case import MissionKind
from decision.recommendation import BY_VALUE
from decision.sensitivity import FactFlip
from decision.smallest_change import LevelChange, SmallestChange
from reports.voice import Voice, capital

Say = Callable[[str | None], str]
"""An option's name in a sentence, long at its first mention and short after it."""

FEW = 3
"""As many levels as a sentence still holds; more of them are told in the annex."""


@dataclass(frozen=True, slots=True)
class LevelFlip:
    """A single level that would change the advice, with its range now."""

    criterion: str
    low: float
    now: float
    high: float
    level: int
    option: str | None
    through: str


def level_flips(voice: Voice) -> list[LevelFlip]:
    """All single levels that would change the advice: through doctrine before through value, nearest first."""
    analysis = voice.analysis
    estimates = {level.criterion: level.estimate for level in analysis.valuation.levels}
    found = [
        LevelFlip(
            tipping.criterion,
            estimates[tipping.criterion].low,
            tipping.now,
            estimates[tipping.criterion].high,
            flip.level,
            flip.option,
            flip.through,
        )
        for tipping in analysis.sensitivity.tipping
        for flip in (tipping.below, tipping.above)
        if flip is not None
    ]
    return sorted(found, key=lambda flip: (flip.through == BY_VALUE, abs(flip.level - flip.now)))


def joint_change(voice: Voice) -> SmallestChange | None:
    """The least movement of several levels that would put another option first by value."""
    changes = [change for change in voice.analysis.sensitivity.smallest if change.changes]
    return min(changes, key=lambda change: change.points or 0.0, default=None)


def lifting_facts(voice: Voice) -> list[FactFlip]:
    """Where a rule decided: the facts that would lift it, so that value decides."""
    recommendation = voice.analysis.recommendation
    if recommendation.decided_by == BY_VALUE:
        return []
    # A mission of another kind, or no country team to meet it, is another question, not a change of this one.
    return [
        flip
        for flip in voice.analysis.sensitivity.facts
        if flip.option is not None
        and flip.option == recommendation.first_by_value
        and flip.decided_by == BY_VALUE
        and flip.fact not in ("mission.kind", "country_team.present")
    ]


def barring_facts(voice: Voice) -> list[FactFlip]:
    """Where value decided: one fact a rule that would overturn it, the first value that would."""
    if voice.analysis.recommendation.decided_by != BY_VALUE:
        return []
    by_rule: dict[str, FactFlip] = {}
    for flip in voice.analysis.sensitivity.facts:
        if flip.decided_by != BY_VALUE and flip.value not in (MissionKind.NONE, "observation"):
            by_rule.setdefault(flip.decided_by, flip)
    return list(by_rule.values())


def what_would_change(voice: Voice, say: Say) -> str:
    """The paragraph on what would change the advice, without its lead."""
    return " ".join(_sentences(voice, say))


def fact_in_words(voice: Voice, flip: FactFlip) -> str:
    """A changed fact as a noun phrase: "a mandate to enforce"."""
    value = str(flip.value).lower()
    return voice.either(
        f"if.{flip.fact}.{value}",
        "if.other",
        fact=voice.fact(flip.fact),
        value=voice.fact_value(flip.fact, flip.value),
        mission=voice.mission,
    )


def reached(voice: Voice, change: LevelChange) -> str:
    """The first whole level that is far enough: rounded onwards, never back."""
    onwards = math.ceil if change.then > change.now else math.floor
    return voice.level(onwards(round(change.then, 6)))


def change_in_words(voice: Voice, change: LevelChange) -> str:
    """One level of several moved together: "host government hostility at 55"."""
    return voice("change.to", criterion=voice.criterion_within(change.criterion), level=reached(voice, change))


def _sentences(voice: Voice, say: Say) -> Iterator[str]:
    lifting = lifting_facts(voice)[:1]
    for flip in lifting:
        yield voice(
            "change.lift",
            what=capital(fact_in_words(voice, flip)),
            rule=voice.analysis.recommendation.decided_by,
            option=say(flip.option),
        )
    singles = level_flips(voice)[:2]
    if singles:
        yield from _single_levels(voice, singles, say)
    else:
        yield _together(voice, say)
    barring = barring_facts(voice)[:2]
    if barring:
        yield _single_facts(voice, barring, say)


def _single_facts(voice: Voice, flips: list[FactFlip], say: Say) -> str:
    told = [voice("change.fact", what=fact_in_words(voice, flip), rule=flip.decided_by) for flip in flips]
    first, last = flips[0], flips[-1]
    if first.option == last.option:
        what = told[0] if len(told) == 1 else voice("word_or", first=told[0], last=told[1])
        return voice("change.single", what=capital(what), option=say(first.option))
    return voice(
        "change.facts",
        one=capital(told[0]),
        option=say(first.option),
        other=told[1],
        other_option=say(last.option),
    )


def _single_levels(voice: Voice, flips: list[LevelFlip], say: Say) -> Iterator[str]:
    told = [
        voice(
            "change.at",
            criterion=voice.criterion_within(flip.criterion),
            level=voice.level(flip.level),
            now=voice.level(flip.now),
        )
        for flip in flips
    ]
    if len(flips) == 2 and flips[0].option == flips[1].option:
        yield voice("change.either", option=say(flips[0].option), one=told[0], other=told[1])
        return
    for flip, text in zip(flips, told, strict=True):
        yield voice("change.single", what=capital(text), option=say(flip.option))


def _together(voice: Voice, say: Say) -> str:
    joint = joint_change(voice)
    if joint is None:
        barring = [item.barred_by for item in voice.analysis.sensitivity.smallest if item.barred_by]
        if not barring:
            return voice("change.never")
        rules = list(dict.fromkeys(barring))
        return voice.words.count("note.change.barred", len(rules), rules=voice.words.listing(rules))
    if len(joint.changes) > FEW:
        return voice(
            "change.many",
            number=voice.counted(len(joint.changes)),
            points=voice.level(joint.points or 0.0),
            option=say(joint.option),
        )
    return voice(
        "change.joint",
        changes=voice.words.listing([change_in_words(voice, change) for change in joint.changes]),
        now=voice.words.listing([voice.level(change.now) for change in joint.changes]),
        option=say(joint.option),
    )
