"""The parts of a note: which of them may be left out, and what each still lacks, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.words import Words
from decision.case import Case, NotePart
from decision.model import DecisionModel

PARTS = (
    "head",
    "decision",
    "recommendation",
    "context",
    "options",
    "lines",
    "dissent",
    "safeguards",
    "review",
    "next_steps",
    "gaps",
    "annex",
)
"""In the order of the note; the head is what stands above its first section."""
OPTIONAL: frozenset[str] = frozenset(NotePart)
SECTIONS = {"review": "triggers", "next_steps": "steps"}
"""The names of sections in the note's catalogue where they are other ones."""


@dataclass(frozen=True, slots=True)
class PartState:
    """How a part stands: ``done``, ``part`` or ``nothing``, and what is missing of it in words."""

    mark: str
    text: str

    @property
    def open(self) -> bool:
        """Whether something is missing."""
        return self.mark != "done"


def part_name(words: Words, part: str) -> str:
    """The name of a part as the note prints it."""
    if part in ("head", "annex"):
        return words(f"desk.part.{part}")
    return words(f"note.section.{SECTIONS.get(part, part)}")


def keep_part(case: Case, part: str, *, kept: bool) -> Case:
    """The case with a part in its note, or left out of it."""
    out = set(case.brief.left_out) - {part}
    if not kept:
        out.add(NotePart(part))
    return replace(case, brief=replace(case.brief, left_out=tuple(item for item in NotePart if item in out)))


def part_states(words: Words, model: DecisionModel, case: Case) -> dict[str, PartState]:
    """How every part of the note stands, left out or not."""
    return {part: _STATES[part](words, model, case) for part in PARTS}


def open_parts(states: Mapping[str, PartState], case: Case) -> int:
    """How many parts that are in the note lack something."""
    return sum(state.open for part, state in states.items() if part not in case.brief.left_out)


def _lacking(words: Words, stated: Mapping[str, object], done: str) -> PartState:
    """The state of a part by what is stated in it, each under its word of the note's gaps."""
    missing = [words(f"note.gap.{name}") for name, value in stated.items() if not value]
    if not missing:
        return PartState("done", done)
    mark = "nothing" if len(missing) == len(stated) else "part"
    return PartState(mark, words("desk.part.missing", items=words.listing(missing)))


def _head(words: Words, _: DecisionModel, case: Case) -> PartState:
    brief = case.brief
    stated = {
        "to": brief.to,
        "through": brief.through,
        "from": brief.sender,
        "date": brief.date,
        "reference": brief.reference,
    }
    return _lacking(words, stated, words("desk.part.complete"))


def _decision(words: Words, _: DecisionModel, case: Case) -> PartState:
    brief = case.brief
    stated = {"decision": brief.decision_sought, "decider": brief.decider, "due": brief.due}
    return _lacking(words, stated, words("desk.part.complete"))


def _context(words: Words, _: DecisionModel, case: Case) -> PartState:
    facts = case.brief.context
    bare = sum(not fact.evidence for fact in facts)
    if bare:
        return PartState("part", words.count("desk.part.uncited", bare))
    return _lacking(words, {"context": facts}, words.count("desk.part.facts", len(facts)))


def _options(words: Words, model: DecisionModel, case: Case) -> PartState:
    texts = case.brief.options
    others = [option for option in model.option_ids if option != case.current_arrangement]
    changes = all(option in texts and texts[option].change for option in others)
    stated = {"arrangement": case.current_arrangement, "change": changes}
    own = all(
        option in texts and getattr(texts[option], kind)
        for option in model.option_ids
        for kind in ("benefits", "risks", "mitigation")
    )
    return _lacking(words, stated, words("desk.part.complete" if own else "desk.part.model_texts"))


def _dissent(words: Words, _: DecisionModel, case: Case) -> PartState:
    heard = len({item.party for item in case.consultations})
    return _lacking(words, {"views": heard}, words.count("desk.part.heard", heard))


def _review(words: Words, _: DecisionModel, case: Case) -> PartState:
    review = case.brief.review
    date = None if review is None else review.date
    return _lacking(words, {"review": date}, "" if date is None else words.day(date))


def _steps(words: Words, _: DecisionModel, case: Case) -> PartState:
    steps = case.brief.next_steps
    if not steps:
        return _lacking(words, {"steps": steps}, "")
    stated = {"owners": all(step.owner for step in steps), "step_dates": all(step.due for step in steps)}
    found = _lacking(words, stated, words.count("desk.part.steps", len(steps)))
    return replace(found, mark="part") if found.open else found


def _annex(words: Words, _: DecisionModel, case: Case) -> PartState:
    bare = sum(not rating.evidence for rating in case.ratings.values())
    if not case.ratings:
        return PartState("nothing", words("desk.part.unrated"))
    if bare:
        return PartState("part", words.count("desk.part.unsourced", bare))
    return PartState("done", words("desk.part.complete"))


def _written(key: str) -> Callable[[Words, DecisionModel, Case], PartState]:
    """A part that the program writes."""
    return lambda words, _, __: PartState("done", words(key))


_STATES: Mapping[str, Callable[[Words, DecisionModel, Case], PartState]] = {
    "head": _head,
    "decision": _decision,
    "recommendation": _written("desk.part.follows"),
    "context": _context,
    "options": _options,
    "lines": _written("desk.part.follows"),
    "dissent": _dissent,
    "safeguards": _written("desk.part.same"),
    "review": _review,
    "next_steps": _steps,
    "gaps": _written("desk.part.gathers"),
    "annex": _annex,
}
