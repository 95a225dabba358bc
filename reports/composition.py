"""The note composed: every section built from the analysis, its paragraphs numbered through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from decision.case import NotePart
from reports.annex_change import changes
from reports.annex_doctrine import checklists, precedents, rules
from reports.annex_doubt import known_weights, supporters, ways_drawn
from reports.annex_parties import shifts
from reports.annex_ratings import ratings, sources, weights
from reports.annex_strength import methods, robustness, strength_tests
from reports.content import AnnexPart, Note, Paragraph, Section, Text
from reports.settings import NoteSettings
from reports.voice import Voice
from reports.wording_context import bands, context
from reports.wording_dissent import dissent, dissent_paragraphs
from reports.wording_gaps import gap_paragraphs
from reports.wording_head import decision_sought, head
from reports.wording_lines import line_paragraphs, lines
from reports.wording_options import options
from reports.wording_reasons import reasons
from reports.wording_recommendation import recommendation, verdict
from reports.wording_triggers import review, safeguards, steps, triggers_of


def compose(voice: Voice, settings: NoteSettings, content_hash: str) -> Note:
    """The whole note as content; paragraphs that refer to others know their numbers."""
    numbers = count(1)
    facts = _unless(voice, NotePart.CONTEXT, lambda: context(voice))
    argued, gaps = line_paragraphs(voice), gap_paragraphs(voice)
    before = 3 + len(facts) + len(argued) + (0 if voice.leaves_out(NotePart.DISSENT) else 2)
    kept = [not voice.leaves_out(part) for part in (NotePart.SAFEGUARDS, NotePart.REVIEW)]
    safeguards_number = before + 1 if kept[0] else None
    gaps_number = before + sum(kept) + len(gaps)
    dissenting = _unless(voice, NotePart.DISSENT, lambda: dissent_paragraphs(voice, gaps_number))
    reviewed = _unless(voice, NotePart.REVIEW, lambda: (review(voice),))

    def section(name: str, texts: Iterable[Text], *, caption: tuple[str, ...] = ()) -> Section:
        paragraphs = tuple(Paragraph(next(numbers), text) for text in texts)
        return Section(voice(f"section.{name}"), paragraphs, caption)

    as_of = (voice("context.as_of"), voice.words.day(voice.case.as_of))
    return Note(
        language=voice.words.language,
        author=voice.case.brief.sender or "",
        head=head(voice, settings, content_hash),
        decision=section("decision", [decision_sought(voice)]),
        verdict=verdict(voice),
        recommendation=section("recommendation", recommendation(voice, safeguards_number)),
        context=section("context", facts, caption=as_of),
        bands=bands(voice),
        options=options(voice),
        lines=lines(voice, section("lines", argued)),
        dissent=dissent(voice, section("dissent", dissenting)),
        safeguards=Section(voice("section.safeguards"), tuple(_safeguards(voice, numbers))),
        triggers=triggers_of(voice, section("triggers", reviewed)),
        steps=steps(voice),
        gaps=section("gaps", gaps),
        annex=tuple(_annex(voice, settings)),
        closing=_closing(voice),
        left_out=frozenset(voice.case.brief.left_out),
    )


def _unless(voice: Voice, part: NotePart, made: Callable[[], tuple[Text, ...]]) -> tuple[Text, ...]:
    """The paragraphs of a part, none where it is left out."""
    return () if voice.leaves_out(part) else made()


def _safeguards(voice: Voice, numbers: Iterator[int]) -> Iterator[Paragraph]:
    if not voice.leaves_out(NotePart.SAFEGUARDS):
        opening, items = safeguards(voice)
        yield Paragraph(next(numbers), opening, items)


def _annex(voice: Voice, settings: NoteSettings) -> Iterator[AnnexPart]:
    if voice.leaves_out(NotePart.ANNEX):
        yield sources(voice)  # what the note cites must be found in it
        return
    yield ratings(voice)
    yield weights(voice)
    yield reasons(voice)
    yield sources(voice)
    yield methods(voice)
    yield ways_drawn(voice)
    yield strength_tests(voice)
    yield robustness(voice)
    yield known_weights(voice)
    yield supporters(voice)
    yield shifts(voice)
    yield from changes(voice)
    yield precedents(voice, settings)
    yield rules(voice)
    yield checklists(voice)


def _closing(voice: Voice) -> str:
    drawn, model = voice.analysis.robustness, voice.model
    return voice(
        "closing",
        model=model.id,
        version=model.version,
        hash=model.sha256[:16],
        draws=voice.words.number(drawn.draws),
        seed=drawn.seed,
        error=voice.words.number(drawn.standard_error * 100, 2),
    )
