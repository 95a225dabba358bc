"""Sections 7 to 9: safeguards whatever the option, review triggers and date, next steps."""

from __future__ import annotations

from decision.model import BY_VALUE
from reports.content import Section, Steps, Text, Trigger, Triggers
from reports.voice import Voice, capital, within
from reports.wording_change import hangs_on_levels, joint_change, reached
from reports.wording_hinges import hinge_triggers

ROWS = 3


def safeguards(voice: Voice) -> tuple[Text, tuple[str, ...]]:
    """The opening line and its items."""
    items: list[str] = []
    while voice.words.has(f"safeguard.{len(items) + 1}"):
        items.append(voice.words(f"safeguard.{len(items) + 1}"))
    ended = [f"{item};" for item in items[:-1]] + [f"{item}." for item in items[-1:]]
    return Text(voice("safeguards.opening")), tuple(ended)


def review(voice: Voice) -> Text:
    """When to look at the arrangement again; and what the chances in the table below are, where it has any."""
    chances = voice("review.chances") if hangs_on_levels(voice) else ""
    return Text(f"{_review_date(voice)} {chances}".strip())


def _review_date(voice: Voice) -> str:
    found = voice.case.brief.review
    if found is None or found.date is None:
        occasion = found.occasion if found is not None else None
        return voice("review.missing") if not occasion else voice("review.occasion", occasion=occasion)
    date = voice.words.day(found.date)
    if found.occasion:
        return voice("review.dated_occasion", date=date, occasion=found.occasion)
    return voice("review.dated", date=date)


def trigger_rows(voice: Voice) -> tuple[Trigger, ...]:
    """What the answer hangs on, then levels together; three at most."""
    return tuple([*hinge_triggers(voice), *_joint(voice)][:ROWS])


def triggers_of(voice: Voice, section: Section) -> Triggers:
    """Section 8; its paragraph is given, since it is numbered elsewhere."""
    rows = trigger_rows(voice)
    names = ("trigger", "now", "flips_at", "chance", "towards", "through")
    chances = any(row.chance for row in rows)
    return Triggers(
        section=section,
        columns=tuple("" if name == "chance" and not chances else voice(f"column.{name}") for name in names),
        rows=rows,
        nothing=voice("triggers.nothing"),
    )


def _joint(voice: Voice) -> list[Trigger]:
    change = joint_change(voice)
    if change is None:
        return []
    many = len(change.changes) > ROWS
    names = [voice.criterion(item.criterion) for item in change.changes]
    together = [names[0], *map(within, names[1:])]
    return [
        Trigger(
            name=voice("trigger.many", number=capital(voice.counted(len(names))))
            if many
            else voice.words.listing(together),
            now=voice(voice.annexed("trigger.annex"))
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
