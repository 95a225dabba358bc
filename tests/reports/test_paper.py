"""The note on paper: what a reader finds on its pages, and that nothing runs over an edge or over other words."""

from __future__ import annotations

import ctypes
import datetime
import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from app.words import Words
from decision.case import (
    Case,
    ChecklistAnswer,
    ChecklistState,
    Consultation,
    ContextFact,
    Evidence,
    NextStep,
    OptionText,
    Overrule,
)
from tests.reports.conftest import Made, Make, flat

NoteOf = Callable[[str], Made]
LONG_WORD = "Rechtsschutzversicherungsgesellschaften"
LONG = f"A sentence pasted from a report about {LONG_WORD} and what became of them in the end. " * 14
LEFT = 51.0


@pytest.fixture(scope="module")
def crowded(make: Make, nine: dict[str, Case]) -> Made:
    """A case with too much of everything."""
    case = nine["afghanistan-unama"]
    evidence = tuple(
        Evidence(f"x{place}", f"Report {place} on {LONG_WORD}", "https://example.org/" + "a" * 90)
        for place in range(60)
    )
    ratings = {
        name: replace(rating, rationale=LONG * (5 if place == 3 else 1), evidence=(f"x{place}", f"x{place + 20}"))
        for place, (name, rating) in enumerate(case.ratings.items())
    }
    brief = replace(
        case.brief,
        subject=LONG[:150],
        to=LONG[:120],
        reference="R" * 60,
        decision_sought=LONG,
        context=tuple(ContextFact(LONG, (f"x{place}",)) for place in range(6)),
        next_steps=tuple(NextStep(LONG[:200], LONG[:90], datetime.date(2008, 11, 1)) for _ in range(12)),
        options={name: OptionText((LONG[:300],), (LONG,), ("M" * 70,), LONG[:120]) for name in ("two_feet_in",)},
    )
    crowded = replace(
        case,
        title=LONG_WORD + " / " + LONG_WORD,
        mission=replace(case.mission, name="Q" * 40),
        evidence=evidence,
        ratings=ratings,
        brief=brief,
        consultations=(Consultation(LONG_WORD, LONG), Consultation("NGO forum", LONG)),
        overrules=(Overrule("R3", LONG[:200]),),
        checklists={"military_assets": {"1": ChecklistAnswer(ChecklistState.PARTLY, LONG)}},
    )
    return make(crowded)


def text_boxes(data: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, text and box (left, bottom, right, top) of each run of words."""
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(document):
            for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
                textpage = page.get_textpage()
                size = pdfium_c.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
                buffer = (ctypes.c_ushort * (size // 2 + 1))()
                pdfium_c.FPDFTextObj_GetText(item.raw, textpage.raw, buffer, size)
                text = bytes(buffer).decode("utf-16-le").rstrip("\0")
                yield number, text, item.get_bounds()


def assert_within_margins(data: bytes, width: float, height: float) -> None:
    for number, text, (left, bottom, right, top) in text_boxes(data):
        place = f"page {number + 1}: {text!r}"
        assert left >= LEFT - 0.7, place
        assert right <= width - LEFT + 0.7, place
        assert bottom >= 12, place
        assert top <= height - 12, place


def assert_nothing_overlaps(data: bytes) -> None:
    by_page: dict[int, list[tuple[str, tuple[float, float, float, float]]]] = {}
    for number, text, box in text_boxes(data):
        if text.strip():
            by_page.setdefault(number, []).append((text, box))
    for number, boxes in by_page.items():
        for place, (text, one) in enumerate(boxes):
            for other_text, two in boxes[place + 1 :]:
                across = min(one[2], two[2]) - max(one[0], two[0])
                down = min(one[3], two[3]) - max(one[1], two[1])
                assert across < 1 or down < 1.5, f"page {number + 1}: {text!r} over {other_text!r}"


@pytest.mark.parametrize("name", ["liberia-unmil", "chad-car-minurcat", "darfur-unamid", "burundi-binub"])
def test_two_pages_hold_the_note(note_of: NoteOf, name: str) -> None:
    pages = note_of(name).pages
    assert pages[0].startswith("Unclassified - desk draft, not a UN document Briefing note")
    assert "Assumptions and gaps" in pages[1]
    assert "Annex A. Ratings, evidence and confidence" in pages[2]


@pytest.mark.parametrize("name", ["liberia-unmil", "chad-car-minurcat", "somalia"])
def test_key_figures_of_the_analysis_are_on_the_page(note_of: NoteOf, words: Words, name: str) -> None:
    made = note_of(name)
    analysis, pages = made.analysis, made.pages
    for place in range(3):
        assert words.number(float(analysis.valuation.values[place]), 1) in pages[0]
        for view in analysis.stakeholders.views:
            assert words.number(view.values[place], 1) in pages[1]
    for precedent in analysis.precedents.nearest:
        assert f"{precedent.distance:.2f}" in pages[1]
        assert flat(precedent.title) in made.text
    for level in analysis.valuation.levels:
        assert words(f"criterion.{level.criterion}.name") in pages[0]
        assert f" {words.number(level.estimate.best)} " in pages[0]
    for way in analysis.ways:
        assert words(f"way.{way.way}.method") in made.text
    assert analysis.model.sha256[:16] in made.text
    assert f"seed {analysis.robustness.seed}" in made.text


def test_sections_come_in_order(note_of: NoteOf) -> None:
    made = note_of("liberia-unmil")
    order = [
        "1. Desk exercise", "2. The case leans", "What would change it.", "Context in brief", "Figure 1.",
        "Three options compared", "Three options, continued", "Benefits", "Variant", "7. Doctrine differs.",
        "Consulted.", "Modelled.", "Whatever the option", "Review date", "Next steps", "Not stated:", "Annex A.",
        "Annex B.", "Sources", "Annex C.", "Annex D.", "Annex E.", "Annex F.", "Annex G.", "Annex H.",
        "Model two-feet",
    ]  # fmt: skip
    text, place = made.text, 0
    for part in order:
        found = text.find(part, place)
        assert found >= 0, part
        place = found


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_page_has_its_size_classification_and_number(make: Make, nine: dict[str, Case], paper: str) -> None:
    case = nine["liberia-unmil"]
    made = make(replace(case, brief=replace(case.brief, classification="Confidential")), paper=paper)
    for number, page in enumerate(made.pages, start=1):
        assert page.startswith("Confidential ")
        assert page.count("Confidential") == 2
        assert f"Page {number} of {len(made.pages)}" in page
        assert made.content.head.foot.split()[-1] in page
    size = {"A4": (595, 842), "Letter": (612, 792)}[paper]
    with pdfium.PdfDocument(made.data) as document:
        assert {tuple(map(round, page.get_size())) for page in document} == {size}
    assert_within_margins(made.data, *size)
    assert_nothing_overlaps(made.data)


def test_the_fallback_of_the_classification_is_the_callers(make: Make, nine: dict[str, Case]) -> None:
    made = make(nine["somalia"], classification="Unclassified")
    assert all(page.startswith("Unclassified ") for page in made.pages)
    assert "desk draft" not in made.text


def test_all_fonts_are_embedded(note_of: NoteOf) -> None:
    with pikepdf.open(io.BytesIO(note_of("chad-car-minurcat").data)) as pdf:
        fonts = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "+FootingSans" in str(font.BaseFont)
            assert "/ToUnicode" in font


def test_properties_and_outline_are_set(note_of: NoteOf) -> None:
    made = note_of("liberia-unmil")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo.Title == "Liberia: humanitarian coordination and UNMIL"
        assert pdf.docinfo.Producer == "Footing"
        assert pdf.docinfo.CreationDate == "D:20080930000000Z"
    with pdfium.PdfDocument(made.data) as document:
        titles = [item.get_title() for item in document.get_toc()]
    assert titles[0] == "Decision sought"
    assert "Annex A. Ratings, evidence and confidence" in titles
    assert len(titles) == len(set(titles))


def test_there_are_no_images(note_of: NoteOf) -> None:
    with pdfium.PdfDocument(note_of("liberia-unmil").data) as document:
        for page in document:
            assert not list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))


@pytest.mark.parametrize(
    "name", ["liberia-unmil", "chad-car-minurcat", "darfur-unamid", "burundi-binub", "somalia"]
)
def test_words_stay_within_the_margins_and_apart(note_of: NoteOf, name: str) -> None:
    data = note_of(name).data
    assert_within_margins(data, 595.3, 841.9)
    assert_nothing_overlaps(data)


def test_too_much_of_everything_runs_on_and_loses_nothing(crowded: Made) -> None:
    assert_within_margins(crowded.data, 595.3, 841.9)
    assert_nothing_overlaps(crowded.data)
    unbroken = crowded.text.replace(" ", "")
    wanted = flat(LONG).replace(" ", "")
    assert unbroken.count(flat(LONG_WORD)) > 100
    assert wanted[:200] in unbroken
    assert "e60" in unbroken
    assert "M" * 20 in unbroken
    assert "Q" * 40 not in unbroken
    assert "a deputy head of the mission" in crowded.text


def test_options_move_whole_where_page_one_is_full(crowded: Made, note_of: NoteOf) -> None:
    first = next(place for place, page in enumerate(crowded.pages) if "Three options compared" in page)
    assert first > 0
    assert "no OCHA" in crowded.pages[first]
    assert "Value, 0–100" in crowded.pages[first]
    assert "Three options compared" in note_of("liberia-unmil").pages[0]


def test_table_heads_are_repeated(crowded: Made) -> None:
    heads = [
        page for page in crowded.pages if "Criterion Level Range Confidence Weight Rationale Evidence" in page
    ]
    assert len(heads) > 2


def test_nothing_stated_still_makes_a_note(make: Make, nine: dict[str, Case]) -> None:
    from decision.case import Brief  # noqa: PLC0415

    case = replace(nine["somalia"], brief=Brief(), ratings={}, evidence=(), country_team=None, documented=None)
    made = make(case)
    assert_within_margins(made.data, 595.3, 841.9)
    assert_nothing_overlaps(made.data)
    assert "No evidence is recorded." in made.text
    assert made.text.count("reference not stated") == len(made.pages)
