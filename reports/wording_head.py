"""The head of the note and its first section: who is asked to decide what, and by when."""

from __future__ import annotations

from reports.content import Head, Text
from reports.settings import NoteSettings
from reports.voice import Voice, stop


def head(voice: Voice, settings: NoteSettings, content_hash: str) -> Head:
    """The running head, the title and the block under it; what is missing prints as not stated."""
    brief = voice.case.brief
    reference = brief.reference or voice.not_stated
    return Head(
        classification=brief.classification or settings.classification or voice("classification"),
        kind=voice("kind"),
        running=voice.case.title,
        reference=brief.reference or voice("reference_missing"),
        title=brief.subject or voice.case.title,
        left=(
            (voice("head.to"), Text(brief.to or voice.not_stated)),
            (voice("head.through"), Text(brief.through or voice.not_stated)),
            (voice("head.from"), Text(brief.sender or voice.not_stated)),
        ),
        right=(
            (voice("head.date"), Text(voice.words.day(brief.date) if brief.date else voice.not_stated)),
            (voice("head.reference"), Text(reference)),
            (voice("head.action"), action(voice)),
        ),
        foot=voice("foot", version=settings.version, hash=content_hash),
        page=voice("page"),
    )


def action(voice: Voice) -> Text:
    """Whether the note asks for a decision, and by when, or informs."""
    brief = voice.case.brief
    if not brief.decision_sought:
        return Text("", voice("head.information"))
    if brief.due is None:
        return Text(voice("head.by_missing"), voice("head.decision"))
    return Text(voice("head.by", date=voice.words.short_day(brief.due)), voice("head.decision"))


def decision_sought(voice: Voice) -> Text:
    """Section 1: what is asked, who decides, by when."""
    brief = voice.case.brief
    sought = stop(brief.decision_sought) if brief.decision_sought else voice("decision.missing")
    return Text(
        voice(
            "decision.sentence",
            sought=sought,
            decider=brief.decider or voice.not_stated,
            due=voice.words.day(brief.due) if brief.due else voice.not_stated,
        )
    )
