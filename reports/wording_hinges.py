"""What the answer hangs on, in sentences and as triggers: the judgements the explanation names, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from decision.explanation.hinges import Hinge, HingeKind
from decision.model import BY_VALUE
from decision.sensitivity.overall import FactFlip
from decision.sensitivity.tipping import Flip, TippingLevel
from reports.content import Trigger
from reports.voice import EN_DASH, Say, Voice, capital, within


def hinge_sentences(voice: Voice, say: Say) -> Iterator[str]:
    """The facts, then the levels, gaps and weights, with the chance of the likeliest."""
    found = voice.analysis.explanation.hinges
    yield from _facts(voice, [hinge for hinge in found if hinge.kind is HingeKind.FACT], say)
    judged = [hinge for hinge in found if hinge.kind is not HingeKind.FACT]
    towards: dict[str | None, list[Hinge]] = {}
    for hinge in judged:
        towards.setdefault(hinge.option, []).append(hinge)
    for option, group in towards.items():
        yield _judged(voice, group, say(option))
    chances = [hinge.chance for hinge in judged if hinge.chance]
    if chances:
        key = "change.chance" if len(judged) == 1 else "change.chance_first"
        yield voice(key, share=voice.per_cent(max(chances)))


def hinge_triggers(voice: Voice) -> list[Trigger]:
    """One trigger a judgement."""
    return [_TRIGGERS[hinge.kind](voice, hinge) for hinge in voice.analysis.explanation.hinges]


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


# In sentences


def _facts(voice: Voice, hinges: Sequence[Hinge], say: Say) -> Iterator[str]:
    """One sentence for all facts that lead to the same option by the same rule."""
    groups: dict[tuple[str | None, str], list[FactFlip]] = {}
    for flip in map(partial(_fact_flip, voice), hinges):
        groups.setdefault((flip.option, flip.decided_by), []).append(flip)
    for (option, decided_by), flips in groups.items():
        what = capital(voice.alternatives([fact_in_words(voice, flip) for flip in flips]))
        if decided_by != BY_VALUE:
            yield voice("change.by_rule", what=what, option=say(option), rule=decided_by)
        elif _lifts(voice, decided_by):
            rule = voice.analysis.recommendation.decided_by
            yield voice("change.lift", what=what, rule=rule, option=say(option))
        else:
            yield voice("change.single", what=what, option=say(option))


def _judged(voice: Voice, hinges: Sequence[Hinge], option: str) -> str:
    told = [_judgement(voice, hinge) for hinge in hinges]
    if len(told) == 1:
        return voice("change.single", what=capital(told[0]), option=option)
    key = "change.either" if len(told) == 2 else "change.any"
    return voice(key, number=voice.counted(len(told)), option=option, judgements=voice.alternatives(told))


def _judgement(voice: Voice, hinge: Hinge) -> str:
    """One judgement as a noun phrase: "insecurity at 67 (now 74)"."""
    if hinge.kind is HingeKind.WEIGHT:
        return voice(
            "judgement.weight",
            family=within(voice.family(hinge.key)),
            share=voice.per_cent(_figure(hinge.turns_at)),
            now=voice.words.share(_figure(hinge.now)),
        )
    return voice(
        f"judgement.{hinge.kind}",
        criterion=voice.criterion_within(hinge.key),
        level=voice.level(_figure(hinge.turns_at)),
        now=voice.level(_figure(hinge.now)),
    )


# As triggers


def _level(voice: Voice, hinge: Hinge) -> Trigger:
    tipping, flip = _level_flip(voice, hinge)
    estimate = next(
        level.estimate for level in voice.analysis.valuation.levels if level.criterion == tipping.criterion
    )
    return Trigger(
        name=voice.criterion(hinge.key),
        now=voice("trigger.now", level=voice.level(tipping.now), range=voice.range(estimate.low, estimate.high)),
        flips_at=voice.level(flip.level),
        towards=voice.option_short(hinge.option),
        place=voice.place(hinge.option),
        through=voice.through(flip.through),
        track=(estimate.low, tipping.now, estimate.high, float(flip.level)),
        chance=_chance(voice, hinge),
    )


def _gap(voice: Voice, hinge: Hinge) -> Trigger:
    return Trigger(
        name=voice.criterion(hinge.key),
        now=voice("bands.not_rated"),
        flips_at=voice.level(_figure(hinge.turns_at)),
        towards=voice.option_short(hinge.option),
        place=voice.place(hinge.option),
        through=EN_DASH,
        chance=_chance(voice, hinge),
    )


def _weight(voice: Voice, hinge: Hinge) -> Trigger:
    return Trigger(
        name=voice("trigger.weight", family=within(voice.family(hinge.key))),
        now=voice.words.share(_figure(hinge.now)),
        flips_at=voice.words.share(_figure(hinge.turns_at)),
        towards=voice.option_short(hinge.option),
        place=voice.place(hinge.option),
        through=voice.through(BY_VALUE),
        chance=_chance(voice, hinge),
    )


def _fact(voice: Voice, hinge: Hinge) -> Trigger:
    flip = _fact_flip(voice, hinge)
    rule = voice.analysis.recommendation.decided_by
    return Trigger(
        name=voice.fact(flip.fact),
        now=voice.fact_value(flip.fact, flip.now),
        flips_at=voice.fact_value(flip.fact, flip.value),
        towards=voice.option_short(flip.option),
        place=voice.place(flip.option),
        through=voice("through.lifts", rule=rule)
        if _lifts(voice, flip.decided_by)
        else voice.through(flip.decided_by),
    )


_TRIGGERS = {HingeKind.LEVEL: _level, HingeKind.GAP: _gap, HingeKind.WEIGHT: _weight, HingeKind.FACT: _fact}


def _chance(voice: Voice, hinge: Hinge) -> str:
    return "" if hinge.chance is None else voice.words.share(hinge.chance)


# What a judgement was found by


def _fact_flip(voice: Voice, hinge: Hinge) -> FactFlip:
    flips = voice.analysis.sensitivity.facts
    return next(flip for flip in flips if (flip.fact, flip.value) == (hinge.key, hinge.turns_at))


def _level_flip(voice: Voice, hinge: Hinge) -> tuple[TippingLevel, Flip]:
    tipping = next(item for item in voice.analysis.sensitivity.tipping if item.criterion == hinge.key)
    flips = (tipping.below, tipping.above)
    return tipping, next(flip for flip in flips if flip is not None and flip.level == hinge.turns_at)


def _lifts(voice: Voice, decided_by: str) -> bool:
    """Whether the rule that decided today would decide no longer, and value would."""
    return decided_by == BY_VALUE != voice.analysis.recommendation.decided_by


def _figure(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
