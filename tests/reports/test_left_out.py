"""Parts the desk leaves out of a note: gone from the pages, named in the gaps, nothing left that points to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from app.words import Words
from decision.case import Case, NotePart
from reports.content import Note, Section
from tests.reports.conftest import Made, Make, flat

OPTIONAL = tuple(NotePart)
SECTIONS = {"review": "triggers", "next_steps": "steps"}
STAYS = ("decision", "recommendation", "lines", "gaps")


def without(case: Case, *parts: NotePart) -> Case:
    return replace(case, brief=replace(case.brief, left_out=parts))


@pytest.fixture(scope="module")
def bare(make: Make, cases: dict[str, Case]) -> Callable[[str], Made]:
    """A case's note without all that may be left out; each is made once."""
    kept = {name: without(cases[name], *OPTIONAL) for name in ("somalia", "liberia-unmil", "half-rated")}
    return lambda name: make(kept[name])


def outline(made: Made) -> list[str]:
    with pdfium.PdfDocument(made.data) as document:
        return [item.get_title() for item in document.get_toc()]


def section_of(words: Words, part: str) -> str:
    return words(f"note.section.{SECTIONS.get(part, part)}")


def paragraphs(note: Note) -> list[int]:
    sections: tuple[Section, ...] = (
        note.decision,
        note.recommendation,
        note.context,
        note.lines.section,
        note.dissent.section,
        note.safeguards,
        note.triggers.section,
        note.gaps,
    )
    return [paragraph.number for section in sections for paragraph in section.paragraphs]


@pytest.mark.parametrize("part", OPTIONAL)
def test_a_part_that_is_left_out_is_gone_and_named_in_the_gaps(
    make: Make, nine: dict[str, Case], words: Words, part: NotePart
) -> None:
    made, whole = make(without(nine["somalia"], part)), make(nine["somalia"])
    gaps = flat(" ".join(item.text.whole for item in made.content.gaps.paragraphs))
    sentence = words("note.gaps.left_out", items=words(f"note.left_out.{part}"))
    assert sentence in gaps
    assert sentence in made.text
    told = outline(made)
    gone = set(outline(whole)) - set(told)
    if part is NotePart.ANNEX:
        assert words("note.annex.sources") in told
        assert words("note.annex.ratings") in gone
    else:
        assert gone == {section_of(words, part)}
    assert paragraphs(made.content) == list(range(1, len(paragraphs(made.content)) + 1))


def test_the_whole_note_names_nothing_as_left_out(make: Make, nine: dict[str, Case]) -> None:
    assert "Left out by the desk" not in make(nine["somalia"]).text


@pytest.mark.parametrize("name", ["somalia", "liberia-unmil", "half-rated"])
def test_what_carries_the_honesty_of_a_note_stays_whatever_is_left_out(
    bare: Callable[[str], Made], words: Words, name: str
) -> None:
    made = bare(name)
    assert [title for title in outline(made) if title != words("note.annex.sources")] == [
        words(f"note.section.{part}") for part in STAYS
    ]
    assert made.analysis.model.sha256[:16] in made.text
    assert f"seed {made.analysis.robustness.seed}" in made.text


@pytest.mark.parametrize("name", ["somalia", "liberia-unmil", "half-rated"])
def test_nothing_points_to_a_part_that_is_not_there(bare: Callable[[str], Made], name: str) -> None:
    text = bare(name).text.split("Sources")[0]
    assert not re.search(r"\bannex [A-H]\b|\bparagraph \d", text)


def test_a_paragraph_that_is_pointed_to_keeps_its_number(make: Make, nine: dict[str, Case]) -> None:
    """Without the context the safeguards move up, and what refers to them follows."""
    note = make(without(nine["somalia"], NotePart.CONTEXT)).content
    said = flat(note.recommendation.paragraphs[0].text.whole)
    assert f"paragraph {note.safeguards.paragraphs[0].number}" in said


def test_what_is_left_out_is_not_told_as_not_stated_too(make: Make, nine: dict[str, Case], words: Words) -> None:
    case = nine["somalia"]
    empty = replace(case, brief=replace(case.brief, next_steps=(), review=None))
    told = flat(make(empty).content.gaps.paragraphs[-1].text.whole)
    assert words("note.gap.steps") in told
    assert words("note.gap.review") in told
    brief = replace(empty.brief, left_out=(NotePart.REVIEW, NotePart.NEXT_STEPS))
    less = flat(make(replace(empty, brief=brief)).content.gaps.paragraphs[-1].text.whole)
    assert words("note.gap.steps") not in less
    assert words("note.gap.review") not in less
