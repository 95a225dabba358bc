"""Reading the brief of a case: what the officer writes for the note, and what is left out of it."""

from __future__ import annotations

from decision.case import Brief, ContextFact, NextStep, NotePart, OptionText, Review
from decision.fields import Fields
from decision.model import DecisionModel


def evidence_ids(fields: Fields, known: set[str]) -> tuple[str, ...]:
    """The ids of evidence that a rating or a fact cites, each of which must be among the known ones."""
    ids = fields.texts("evidence")
    for place, item in enumerate(ids):
        if item not in known:
            raise fields.fail("unknown_evidence", f"evidence[{place}]", value=item)
    return ids


def read_brief(fields: Fields | None, model: DecisionModel, evidence: set[str]) -> Brief:
    """The brief of a case; ``evidence`` are the ids its facts may cite. An absent one is empty."""
    if fields is None:
        return Brief()
    return Brief(
        subject=fields.optional_text("subject"),
        classification=fields.optional_text("classification"),
        decision_sought=fields.optional_text("decision_sought"),
        decider=fields.optional_text("decider"),
        due=fields.optional_date("due"),
        to=fields.optional_text("to"),
        through=fields.optional_text("through"),
        sender=fields.optional_text("from"),
        reference=fields.optional_text("reference"),
        date=fields.optional_date("date"),
        context=fields.each("context", lambda item: _read_context_fact(item, evidence)),
        next_steps=fields.each("next_steps", _read_step),
        review=_read_review(fields.child("review")),
        options=_read_option_texts(fields.child("options"), model),
        left_out=_read_left_out(fields),
        extra=fields.rest(),
    )


def _read_context_fact(fields: Fields, evidence: set[str]) -> ContextFact:
    return ContextFact(fields.text("text"), evidence_ids(fields, evidence), fields.rest())


def _read_step(fields: Fields) -> NextStep:
    return NextStep(fields.text("what"), fields.optional_text("owner"), fields.optional_date("due"), fields.rest())


def _read_review(fields: Fields | None) -> Review | None:
    if fields is None:
        return None
    return Review(fields.optional_date("date"), fields.optional_text("occasion"), fields.rest())


def _read_option_texts(fields: Fields | None, model: DecisionModel) -> dict[str, OptionText]:
    if fields is None:
        return {}
    texts: dict[str, OptionText] = {}
    for name in fields.names():
        child = fields.needed_child(fields.member(name, model.option_ids, name))
        texts[name] = OptionText(
            benefits=child.texts("benefits"),
            risks=child.texts("risks"),
            mitigation=child.texts("mitigation"),
            change=child.optional_text("change"),
            extra=child.rest(),
        )
    return {option: texts[option] for option in model.option_ids if option in texts}


def _read_left_out(fields: Fields) -> tuple[NotePart, ...]:
    """The parts left out, in the note's order whatever that of the file: one case, one spelling."""
    given = fields.texts("left_out")
    for place, name in enumerate(given):
        fields.member(f"left_out[{place}]", list(NotePart), name)
        if name in given[:place]:
            raise fields.fail("repeated_value", f"left_out[{place}]", value=name)
    return tuple(part for part in NotePart if part in given)
