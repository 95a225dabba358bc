"""The note composed: every section built from the analysis, its paragraphs numbered through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

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
    facts, argued, gaps = context(voice), line_paragraphs(voice), gap_paragraphs(voice)
    safeguards_number = 3 + len(facts) + len(argued) + 2 + 1
    gaps_number = safeguards_number + 1 + len(gaps)
    numbers = count(1)
    opening, items = safeguards(voice)

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
        dissent=dissent(voice, section("dissent", dissent_paragraphs(voice, gaps_number))),
        safeguards=Section(voice("section.safeguards"), (Paragraph(next(numbers), opening, items),)),
        triggers=triggers_of(voice, section("triggers", [review(voice)])),
        steps=steps(voice),
        gaps=section("gaps", gaps),
        annex=tuple(_annex(voice, settings)),
        closing=_closing(voice),
    )


def _annex(voice: Voice, settings: NoteSettings) -> Iterator[AnnexPart]:
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
