"""What would change the advice, in sentences: what it hangs on, then levels together where none does it alone."""

from __future__ import annotations

import math
from collections.abc import Iterator

from decision.explanation.hinges import HingeKind
from decision.model import BY_VALUE
from decision.sensitivity.smallest_change import LevelChange, SmallestChange
from reports.voice import Say, Voice
from reports.wording_hinges import hinge_sentences

FEW = 3
"""As many levels as a sentence still holds; more of them are told in the annex."""


def what_would_change(voice: Voice, say: Say) -> str:
    """The paragraph on what would change the advice, without its lead."""
    told = [*hinge_sentences(voice, say), *_together(voice, say)]
    return " ".join(told) or voice("change.nothing")


def joint_change(voice: Voice) -> SmallestChange | None:
    """The least movement of several levels that would make value, and with it the advice, another.

    None where one level would do it alone, and where a rule decides whatever value says.
    """
    analysis = voice.analysis
    if _single_level_turns(voice) or analysis.recommendation.decided_by != BY_VALUE:
        return None
    changes = [change for change in analysis.sensitivity.smallest if len(change.changes) > 1]
    return min(changes, key=lambda change: change.points or 0.0, default=None)


def reached(voice: Voice, change: LevelChange) -> str:
    """The first whole level that is far enough: rounded onwards, never back."""
    onwards = math.ceil if change.then > change.now else math.floor
    return voice.level(onwards(round(change.then, 6)))


def change_in_words(voice: Voice, change: LevelChange) -> str:
    """One level of several moved together: "host government hostility at 55"."""
    return voice("change.to", criterion=voice.criterion_within(change.criterion), level=reached(voice, change))


def _single_level_turns(voice: Voice) -> bool:
    """Whether one level, rated or not, would change the advice by itself."""
    tipping, gaps = voice.analysis.sensitivity.tipping, voice.analysis.sensitivity.unrated
    return any(item.below or item.above for item in tipping) or any(item.turns for item in gaps)


def _together(voice: Voice, say: Say) -> Iterator[str]:
    tipping, found = voice.analysis.sensitivity.tipping, voice.analysis.recommendation
    if _single_level_turns(voice) or not tipping:
        return
    joint, smallest = joint_change(voice), voice.analysis.sensitivity.smallest
    rules = list(dict.fromkeys(item.barred_by for item in smallest if item.barred_by))
    if found.decided_by == BY_VALUE and all(item.barred_by for item in smallest):
        yield voice.words.count("note.change.barred", len(rules), rules=voice.words.listing(rules))
    elif found.decided_by != BY_VALUE or any(item.value_below or item.value_above for item in tipping):
        yield voice("change.held")
    else:
        yield voice("change.never") if joint is None else _joint(voice, joint, say)


def _joint(voice: Voice, joint: SmallestChange, say: Say) -> str:
    if len(joint.changes) > FEW:
        return voice(
            voice.annexed("change.many"),
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


def hangs_on_levels(voice: Voice) -> bool:
    """Whether a level, a gap or a weight is among what the answer hangs on."""
    return any(hinge.kind is not HingeKind.FACT for hinge in voice.analysis.explanation.hinges)
