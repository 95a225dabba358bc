"""Section 10: what the advice rests on, what is not known, and everything the officer left out, once."""

from __future__ import annotations

from collections.abc import Iterator

from decision.case import NotePart
from reports.content import Text
from reports.voice import Voice, within
from reports.wording_options import change_missing, uses_model_texts

_STATED_IN = {
    "context": NotePart.CONTEXT,
    "change": NotePart.OPTIONS,
    "views": NotePart.DISSENT,
    "review": NotePart.REVIEW,
    "steps": NotePart.NEXT_STEPS,
    "owners": NotePart.NEXT_STEPS,
    "step_dates": NotePart.NEXT_STEPS,
}
"""What would print as not stated in a part that may be left out: named once, as left out."""

COUNTED_FROM = 6
"""From so many unknowns on the line counts them, and the annex lists them."""


def gap_paragraphs(voice: Voice) -> tuple[Text, ...]:
    """The paragraphs of the section; the one on what is not stated comes last, so that others can refer to it."""
    paragraphs = [Text(" ".join([*_ratings(voice), *_rests_on(voice)]))]
    conflicts = list(_contradictions(voice))
    if conflicts:
        paragraphs.append(Text(" ".join(conflicts)))
    if voice.case.brief.left_out:
        names = "; ".join(voice(f"left_out.{part}") for part in voice.case.brief.left_out)
        paragraphs.append(Text(voice("gaps.left_out", items=names)))
    missing = not_stated_items(voice)
    key = "gaps.not_stated" if missing else "gaps.all_stated"
    paragraphs.append(Text(voice(key, items="; ".join(missing)) if missing else voice(key)))
    return tuple(paragraphs)


def _ratings(voice: Voice) -> Iterator[str]:
    unrated = voice.analysis.explanation.unrated
    number = len(unsourced(voice))
    yield (
        voice.words.count("note.gaps.unsourced", number, count=voice.counted(number))
        if number
        else voice("gaps.ratings")
    )
    if not unrated:
        return
    needs = voice.model.strength
    if len(unrated) < COUNTED_FROM:
        yield voice(
            "gaps.unrated_named", names=voice.words.listing([voice.criterion_within(item) for item in unrated])
        )
    yield voice.words.count(
        "note.gaps.unrated",
        len(unrated),
        count=voice.words.number(len(unrated)),
        all=len(voice.model.criteria),
        coverage=voice.per_cent(voice.analysis.valuation.coverage),
        firm=voice.words.number(needs.firm_coverage * 100),
        leaning=voice.words.number(needs.leaning_coverage * 100),
    )


def _contradictions(voice: Voice) -> Iterator[str]:
    for item in voice.analysis.explanation.contradictions:
        yield voice(
            "gaps.contradiction",
            fact=within(voice.fact(item.fact)),
            value=voice.fact_value(item.fact, item.value),
            criterion=voice.criterion_within(item.criterion),
            level=voice.level(item.level),
        )


def unsourced(voice: Voice) -> list[str]:
    """The ratings that cite nothing a reader of the note could look up."""
    return [name for name, rating in voice.case.ratings.items() if not rating.evidence]


def _rests_on(voice: Voice) -> Iterator[str]:
    yield voice("gaps.doctrine", date=voice(f"month.{voice.model.as_of[5:7]}", year=voice.model.as_of[:4]))
    if uses_model_texts(voice) and not voice.leaves_out(NotePart.OPTIONS):
        yield voice("gaps.defaults")


def not_stated_items(voice: Voice) -> list[str]:
    """Everything that prints as not stated somewhere in the note, each once."""
    brief, case = voice.case.brief, voice.case
    review = brief.review
    fields = (
        ("to", brief.to),
        ("through", brief.through),
        ("from", brief.sender),
        ("date", brief.date),
        ("reference", brief.reference),
        ("decision", brief.decision_sought),
        ("decider", brief.decider),
        ("due", brief.due),
        ("context", brief.context),
        ("arrangement", case.current_arrangement),
        ("change", not change_missing(voice)),
        ("views", case.consultations),
        ("review", review is not None and review.date),
        ("steps", brief.next_steps),
        ("owners", all(step.owner for step in brief.next_steps)),
        ("step_dates", all(step.due for step in brief.next_steps)),
    )
    missing = [voice(f"gap.{name}") for name, value in fields if not value and not _left_out(voice, name)]
    facts = [
        within(voice.fact(item)) for item in voice.analysis.doctrine.gaps if item not in voice.model.criterion_ids
    ]
    return missing + facts


def _left_out(voice: Voice, name: str) -> bool:
    return name in _STATED_IN and voice.leaves_out(_STATED_IN[name])
