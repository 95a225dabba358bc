"""Evidence in a case, without a window: uses, links, doubles, order and filters; and what a link or a name tells."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.evidence_arrivals import document, link_in
from app.desk.evidence_uses import (
    Wanted,
    arranged,
    linked,
    next_id,
    same_link,
    use_counts,
    uses,
    without,
)
from app.desk.rating_columns import BANDS, CHEVRON, EVIDENCE, GAP, LEVEL, PAD, columns_for
from app.desk.rating_difference import Comparison
from decision.case import Case, Estimate, Evidence
from decision.valuation import Level


@pytest.fixture
def case(nine: dict[str, Case]) -> Case:
    return nine["liberia-unmil"]


def ids(items: tuple[Evidence, ...]) -> list[str]:
    return [item.id for item in items]


def with_items(case: Case, *items: Evidence) -> Case:
    return replace(case, evidence=items)


def test_counts_are_what_is_counted_item_by_item(case: Case) -> None:
    counts = use_counts(case)
    for item in case.evidence:
        criteria, facts = uses(case, item.id)
        assert counts[item.id] == len(criteria) + facts
    assert sum(counts.values()) == sum(len(one.evidence) for one in case.ratings.values()) + sum(
        len(fact.evidence) for fact in case.brief.context
    )


def test_a_link_is_made_in_the_order_of_the_items_and_taken_off_again(case: Case) -> None:
    assert case.ratings["insecurity"].evidence == ("e7", "e6")
    more = linked(case, "e2", "insecurity", link=True)
    assert more.ratings["insecurity"].evidence == ("e2", "e6", "e7")
    assert linked(more, "e2", "insecurity", link=True) == more
    assert linked(more, "e2", "insecurity", link=False).ratings["insecurity"].evidence == ("e6", "e7")
    assert {name: one for name, one in more.ratings.items() if name != "insecurity"} == {
        name: one for name, one in case.ratings.items() if name != "insecurity"
    }


def test_an_item_that_goes_leaves_no_reference_and_its_id_is_free(case: Case) -> None:
    gone = without(case, "e5")
    assert uses(gone, "e5") == ([], 0)
    assert next_id(gone) == "e5"
    assert next_id(case) == f"e{len(case.evidence) + 1}"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://undocs.org/S/2008/553", "http://www.undocs.org/S/2008/553/#p3", True),
        ("undocs.org/S/2008/553", "https://UNDOCS.org/S/2008/553", True),
        ("https://undocs.org/S/2008/553", "https://undocs.org/S/2008/554", False),
        ("https://x.org/a?page=1", "https://x.org/a?page=2", False),
        ("http://[broken", "http://[broken", True),
        (None, None, False),
        ("", " ", False),
    ],
)
def test_the_same_link_is_found_however_it_is_written(
    case: Case, one: str | None, other: str | None, same: bool
) -> None:
    made = with_items(case, Evidence("a", "One", url=one), Evidence("b", "Other", url=other))
    assert [item.id for item in same_link(made, one, "a")] == (["b"] if same else [])


def test_items_are_found_sorted_and_filtered(case: Case) -> None:
    day = datetime.date(2008, 5, 1)
    made = with_items(
        case,
        Evidence("e1", "Zones of Bée", source="Mission", date=day, protected=True),
        Evidence("e2", "áreas", excerpt="Of the MISSION in the north"),
        Evidence("e3", "Budget", date=day.replace(year=2009)),
    )
    counts = {"e3": 2, "e1": 1}
    assert ids(arranged(made, counts, Wanted())) == ["e1", "e2", "e3"]
    assert ids(arranged(made, counts, Wanted(order="date"))) == ["e3", "e1", "e2"]
    assert ids(arranged(made, counts, Wanted(order="title"))) == ["e2", "e3", "e1"]
    assert ids(arranged(made, counts, Wanted(order="uses"))) == ["e3", "e1", "e2"]
    assert ids(arranged(made, counts, Wanted(narrowed="unused"))) == ["e2"]
    assert ids(arranged(made, counts, Wanted(narrowed="protected"))) == ["e1"]
    assert ids(arranged(made, counts, Wanted(words="mission NORTH"))) == ["e2"]
    assert ids(arranged(made, counts, Wanted(words="bee"))) == ["e1"]
    assert ids(arranged(made, counts, Wanted(words="2009"))) == ["e3"]
    assert ids(arranged(made, counts, Wanted(words="nothing"), keep="e2")) == ["e2"]


@pytest.mark.parametrize(
    ("text", "url", "title"),
    [
        ("https://reliefweb.int/report/liberia/unmil-situation-report", None, "Unmil situation report"),
        ("see https://undocs.org/S/2008/553.", "https://undocs.org/S/2008/553", "undocs.org/S/2008/553"),
        ("https://undocs.org/2008/553", None, "undocs.org/2008/553"),
        ("https://www.securitycouncilreport.org/", None, "securitycouncilreport.org"),
        ("https://user:secret@x.org/en/index.html", None, "x.org/en/index.html"),
        ("https://x.org/doc%20one_two.PDF?download=1", None, "doc one two"),
        ("Liberia: robbery rises - https://x.org/5", "https://x.org/5", "Liberia: robbery rises"),
    ],
)
def test_a_title_is_guessed_from_a_link_or_stands_before_it(text: str, url: str | None, title: str) -> None:
    found = link_in(text)
    assert found is not None
    assert found.url == (url or text)
    assert found.title.casefold() == title.casefold()
    assert found.file is None


@pytest.mark.parametrize(
    "text", ["", "undocs.org", "file:///home/officer/secret.pdf", "ftp://x.org/a", "https://[::1", "http://"]
)
def test_what_holds_no_link_makes_none(text: str) -> None:
    assert link_in(text) is None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("unmil_sitrep-140.docx", "Unmil sitrep 140"),
        ("2008-10-03 Cable from Monrovia.pdf", "2008-10-03 Cable from Monrovia"),
        ("2008-10-03.txt", "2008-10-03"),
        ("Été_à_Gbarnga.odt", "Été à Gbarnga"),
    ],
)
def test_a_document_is_named_by_its_file_and_never_by_its_place(name: str, title: str) -> None:
    found = document(Path("/home/officer/Private") / name)
    assert (found.title, found.file, found.url) == (title, name, None)


def test_columns_never_ask_for_more_than_there_is() -> None:
    for compared in (False, True):
        for room in range(520, 1900, 7):
            made = columns_for(room, compared=compared)
            widths = [made.name, made.sure, made.range, made.difference, LEVEL, EVIDENCE, CHEVRON]
            gaps = GAP * (sum(width > 0 for width in widths))
            bands = room - PAD - sum(widths) - gaps
            assert bands >= 120, (room, compared)
            if made.name > 216:
                assert bands >= BANDS, (room, compared)


def test_a_difference_needs_two_levels_and_one_alone_is_a_difference() -> None:
    def level(best: float, rated: bool = True) -> Level:
        return Level("insecurity", Estimate(0, best, 100), rated)

    other = Comparison("elsewhere", {"insecurity": level(30)})
    assert other.difference(level(42)) == 12
    assert other.difference(level(18)) == -12
    assert [other.differs(level(best)) for best in (20, 21, 30, 39, 40)] == [True, False, False, False, True]
    assert other.difference(level(50, rated=False)) is None
    assert other.differs(level(50, rated=False))
    nowhere = Comparison("elsewhere", {"insecurity": level(50, rated=False)})
    assert not nowhere.differs(level(50, rated=False))
    assert nowhere.difference(level(10)) is None
    assert nowhere.differs(level(10))
