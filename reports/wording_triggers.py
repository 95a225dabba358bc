"""Sections 7 to 9: safeguards whatever the option, review triggers and date, next steps."""

from __future__ import annotations

from decision.recommendation import BY_VALUE
from reports.content import Steps, Text, Trigger, Triggers
from reports.voice import Voice, capital, within
from reports.wording_change import LevelFlip, barring_facts, joint_change, level_flips, lifting_facts, reached

ROWS = 3


def safeguards(voice: Voice) -> tuple[Text, tuple[str, ...]]:
    """The opening line and its items."""
    items: list[str] = []
    while voice.words.has(f"safeguard.{len(items) + 1}"):
        items.append(voice.words(f"safeguard.{len(items) + 1}"))
    ended = [f"{item};" for item in items[:-1]] + [f"{item}." for item in items[-1:]]
    return Text(voice("safeguards.opening")), tuple(ended)


def review(voice: Voice) -> Text:
    """When to look at the arrangement again."""
    found = voice.case.brief.review
    if found is None or found.date is None:
        occasion = found.occasion if found is not None else None
        return Text(voice("review.missing") if not occasion else voice("review.occasion", occasion=occasion))
    date = voice.words.day(found.date)
    return Text(
        voice("review.dated_occasion", date=date, occasion=found.occasion)
        if found.occasion
        else voice("review.dated", date=date)
    )


def trigger_rows(voice: Voice) -> tuple[Trigger, ...]:
    """The nearest flips, doctrine before value; then levels together, then single facts; three at most."""
    lifting = [_fact(voice, flip) for flip in lifting_facts(voice)[:1]]
    flips = level_flips(voice)
    singles = [_single(voice, flip) for flip in flips]
    joint = [] if any(flip.through == BY_VALUE for flip in flips) else _joint(voice)
    barring = [_fact(voice, flip) for flip in barring_facts(voice)]
    room = ROWS - len(lifting) - len(joint[:1])
    rows = [*lifting, *singles[:room], *joint[:1]]
    return tuple([*rows, *barring][:ROWS])


def triggers_of(voice: Voice, section: object) -> Triggers:
    """Section 8; its paragraph is given, since it is numbered elsewhere."""
    return Triggers(
        section=section,  # type: ignore[arg-type]
        columns=tuple(voice(f"column.{name}") for name in ("trigger", "now", "flips_at", "towards", "through")),
        rows=trigger_rows(voice),
        nothing=voice("triggers.nothing"),
    )


def _single(voice: Voice, flip: LevelFlip) -> Trigger:
    return Trigger(
        name=voice.criterion(flip.criterion),
        now=voice("trigger.now", level=voice.level(flip.now), range=voice.range(flip.low, flip.high)),
        flips_at=voice.level(flip.level),
        towards=voice.option_short(flip.option),
        place=voice.place(flip.option),
        through=voice.through(flip.through),
        track=(flip.low, flip.now, flip.high, float(flip.level)),
    )


def _joint(voice: Voice) -> list[Trigger]:
    change = joint_change(voice)
    if change is None or len(change.changes) < 2:
        return []
    many = len(change.changes) > ROWS
    names = [voice.criterion(item.criterion) for item in change.changes]
    together = [names[0], *map(within, names[1:])]
    return [
        Trigger(
            name=voice("trigger.many", number=capital(voice.counted(len(names))))
            if many
            else voice.words.listing(together),
            now=voice("trigger.annex")
            if many
            else voice.words.listing([voice.level(item.now) for item in change.changes]),
            flips_at=voice("trigger.points", points=voice.level(change.points or 0.0))
            if many
            else ", ".join(reached(voice, item) for item in change.changes),
            towards=voice.option_short(change.option),
            place=voice.place(change.option),
            through=voice.through(BY_VALUE),
        )
    ]


def _fact(voice: Voice, flip: object) -> Trigger:
    from decision.sensitivity import FactFlip  # noqa: PLC0415

    assert isinstance(flip, FactFlip)
    lifted = flip.decided_by == BY_VALUE
    rule = voice.analysis.recommendation.decided_by
    return Trigger(
        name=voice.fact(flip.fact),
        now=voice.fact_value(flip.fact, flip.now),
        flips_at=voice.fact_value(flip.fact, flip.value),
        towards=voice.option_short(flip.option),
        place=voice.place(flip.option),
        through=voice("through.lifts", rule=rule) if lifted else voice.through(flip.decided_by),
    )


def steps(voice: Voice) -> Steps:
    """Section 9: every step with its owner and date, or the words that they are not stated."""
    rows = tuple(
        (
            step.what,
            step.owner or voice.not_stated,
            voice.words.short_day(step.due) if step.due else voice.not_stated,
        )
        for step in voice.case.brief.next_steps
    )
    return Steps(
        heading=voice("section.steps"),
        columns=tuple(voice(f"column.{name}") for name in ("action", "owner", "by")),
        rows=rows,
        nothing=voice("steps.missing"),
    )
