"""What the note says, before any of it is set on paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.words import Words
from decision.analysis import analyse
from decision.case import (
    Brief,
    Case,
    ContextFact,
    Mandate,
    MissionKind,
    NextStep,
    OptionText,
    Overrule,
    Review,
    UsesForce,
)
from decision.model import DecisionModel, Effect, Rule
from decision.sensitivity.smallest_change import LevelChange
from reports.content import Note, Section, Table
from reports.note import NoteSettings, note_content, write_note
from reports.voice import Voice, stop, within
from reports.wording_change import reached
from reports.wording_context import family_shares
from reports.wording_recommendation import draws_phrase
from tests.reports.conftest import FONTS, MODEL_BYTES, Made, Make, flat, page_texts

ALL_NINE = (
    "afghanistan-unama",
    "burundi-binub",
    "chad-car-minurcat",
    "darfur-unamid",
    "dr-congo-monuc",
    "liberia-unmil",
    "sierra-leone-unipsil",
    "somalia",
    "southern-sudan-unmis",
)
NoteOf = Callable[[str], Made]


def said(section: Section) -> str:
    return flat(" ".join(paragraph.text.whole for paragraph in section.paragraphs))


def numbers(note: Note) -> list[int]:
    sections = (
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


@pytest.mark.parametrize("name", ALL_NINE)
def test_values_ranks_and_lines_are_those_of_the_analysis(note_of: NoteOf, words: Words, name: str) -> None:
    made = note_of(name)
    analysis, note = made.analysis, made.content
    assert [value.figure for value in note.options.values] == [
        words.number(float(value), 1) for value in analysis.valuation.values
    ]
    assert [value.low for value in note.options.values] == pytest.approx(analysis.robustness.value_range[:, 0])
    assert [value.baseline for value in note.options.values] == pytest.approx(analysis.explanation.baseline)
    assert [line.agrees for line in note.verdict.lines] == [
        None if line.option is None else line.agrees for line in analysis.explanation.lines
    ]
    assert [row.values for row in note.dissent.rows] == [view.values for view in analysis.stakeholders.views]


@pytest.mark.parametrize("name", ALL_NINE)
def test_paragraphs_are_numbered_through_and_references_meet_them(note_of: NoteOf, name: str) -> None:
    note = note_of(name).content
    assert numbers(note) == list(range(1, len(numbers(note)) + 1))
    assert f"see paragraph {note.gaps.paragraphs[-1].number}." in said(note.dissent.section)
    why = said(note.recommendation)
    if "safeguards" in why:
        assert f"safeguards of paragraph {note.safeguards.paragraphs[0].number}." in why


@pytest.mark.parametrize("name", ALL_NINE)
def test_no_key_is_without_words(note_of: NoteOf, name: str) -> None:
    text = note_of(name).text
    assert "note." not in text
    assert "criterion." not in text


def test_firm_by_value(note_of: NoteOf) -> None:
    note = note_of("southern-sudan-unmis").content
    assert said(note.recommendation).startswith("The case calls for one foot in, one foot out: the RC/HC remains")
    assert note.verdict.chosen == 2
    assert note.lines.agree


def test_leaning_by_value_names_the_test_that_failed(note_of: NoteOf) -> None:
    note = note_of("liberia-unmil").content
    why = said(note.recommendation)
    assert why.startswith("The case leans towards two feet in:")
    assert "doctrine’s indication of one foot in, one foot out keeps it from being firm." in why
    assert note.lines.section.paragraphs[0].text.lead == "Doctrine differs."
    assert "humanitarian caseload 32, over 25 (R3, pp. 20–21)" in said(note.lines.section)


def test_leaning_by_rule_says_what_the_rule_bars_and_what_it_costs(note_of: NoteOf, words: Words) -> None:
    made = note_of("chad-car-minurcat")
    note, values = made.content, made.analysis.valuation.values
    why = said(note.recommendation)
    assert f"Value alone favours one foot in, one foot out, {values[1]:.1f} to {values[2]:.1f}, in all" in why
    assert "(R2, p. 20). The rule decides." in why
    assert "would lift R2, and the advice would be one foot." in why
    assert note.verdict.basis.replace("\u00a0", " ") == "decided by rule R2, not by value"
    given_up = made.analysis.explanation.given_up
    assert given_up is not None
    assert f"gives up {words.number(given_up.points, 1)} points" in said(note.lines.section)
    assert [value.chip for value in note.options.values] == ["Excluded by R1", "Excluded by R2", "Recommended"]


@pytest.fixture
def all_excluded(model: DecisionModel) -> DecisionModel:
    """The model with a second rule sharpened until it excludes every option."""

    def sharpened(rule: Rule) -> Rule:
        met = tuple(replace(effect, effect=Effect.EXCLUDED) for effect in rule.met)
        return replace(rule, met=met) if rule.id == "R2" else rule

    return replace(model, rules=tuple(map(sharpened, model.rules)))


def test_doctrine_can_leave_no_arrangement(
    all_excluded: DecisionModel, nine: dict[str, Case], words: Words
) -> None:
    analysis = analyse(all_excluded, nine["chad-car-minurcat"], tuple(nine.values()), draws=200)
    settings = NoteSettings(version="1.0")
    note = note_content(analysis, words, settings, MODEL_BYTES)
    assert note.verdict.place is None
    assert note.verdict.name == "No arrangement"
    assert said(note.recommendation).startswith("Doctrine excludes every option; no arrangement is recommended.")
    assert all(value.chip.startswith("Excluded by") for value in note.options.values)
    text = " ".join(page_texts(write_note(analysis, words, settings, FONTS, MODEL_BYTES)))
    assert "No arrangement" in text


def test_nothing_rated_is_open_and_says_so(make: Make, nine: dict[str, Case]) -> None:
    case = replace(nine["liberia-unmil"], ratings={}, country_team=None, documented=None)
    note = make(case).content
    assert note.verdict.chosen == 0
    assert "No arrangement stands out." in said(note.recommendation)
    assert "nothing is rated" in said(note.recommendation)
    rows = [row for family in note.bands.families for row in family.rows]
    assert {row.range for row in rows} == {"not rated"}
    assert "15 of 15 criteria are not rated and count as unknown; coverage is 0 per cent" in said(note.gaps)
    assert "country team present" in said(note.gaps)


def test_few_unknowns_are_named(make: Make, nine: dict[str, Case]) -> None:
    case = nine["liberia-unmil"]
    ratings = {name: rating for name, rating in case.ratings.items() if name != "ngo_distance"}
    gaps = said(make(replace(case, ratings=ratings)).content.gaps)
    assert "Not rated: NGO distance from the HC. 1 of 15 criteria is not rated" in gaps


def test_unsourced_ratings_are_counted_and_marked(note_of: NoteOf) -> None:
    note = note_of("liberia-unmil").content
    assert "one rests on no cited source" in said(note.gaps)
    table = note.annex[0].body[0]
    assert isinstance(table, Table)
    assert sum(cell.text == "to be cited" for row in table.rows for cell in row.cells[-1:]) == 1


def test_contradictions_are_printed_as_entered(make: Make, nine: dict[str, Case]) -> None:
    case = nine["liberia-unmil"]
    fighting = replace(case, mission=replace(case.mission, uses_force=UsesForce.ENGAGES))
    note = make(fighting).content
    assert "The fact “use of force: engages armed groups itself” and the level of mission’s engagement" in said(
        note.gaps
    )


def test_an_overrule_is_printed_with_its_reason(make: Make, nine: dict[str, Case]) -> None:
    case = replace(nine["chad-car-minurcat"], overrules=(Overrule("R2", "the mandate will be split in March"),))
    note = make(case).content
    text = said(note.lines.section)
    assert "R2 is overruled: “the mandate will be split in March”." in text
    assert any("overruled" in flat(str(part.body)) for part in note.annex)


def test_doctrine_has_its_date(note_of: NoteOf) -> None:
    note = note_of("somalia").content
    assert "The doctrine is that of September 2008; later policy is listed, not applied." in said(note.gaps)
    assert [row.label for row in note.lines.rows] == ["Analysis", "Doctrine (2008)", "Precedent", "Done in 2008"]


def test_pure_observation_is_decided_by_applicability(make: Make, nine: dict[str, Case]) -> None:
    case = nine["burundi-binub"]
    note = make(replace(case, mission=replace(case.mission, mandate=Mandate.OBSERVATION))).content
    assert "for pure observation, we infer" in said(note.recommendation)
    assert note.verdict.place == 2


@pytest.mark.parametrize(
    ("year", "coordinators", "mission"),
    [(2008, "DOCO", "Mission, DPKO, DPA"), (2019, "DCO", "Mission, DPO, DPPA")],
)
def test_offices_bear_the_names_of_the_day(
    make: Make, nine: dict[str, Case], year: int, coordinators: str, mission: str
) -> None:
    note = make(replace(nine["liberia-unmil"], as_of=datetime.date(year, 9, 30))).content
    assert note.options.values[0].structure.peers == (coordinators, "ERC")
    assert note.dissent.rows[1].name == mission


def test_structure_follows_the_kind_of_mission(make: Make, nine: dict[str, Case]) -> None:
    office = make(nine["sierra-leone-unipsil"]).content.options.values
    assert [value.structure.deputy for value in office] == ["ERSG · RC/HC", "ERSG · RC/HC", "RC/HC"]
    assert [value.structure.one_head for value in office] == [True, True, False]
    operation = make(nine["liberia-unmil"]).content.options.values
    assert [value.structure.deputy for value in operation] == ["DSRSG · RC/HC", "DSRSG · RC/HC", "RC/HC"]
    assert [value.structure.office for value in operation] == ["no OCHA", "OCHA", "OCHA"]
    assert operation[0].structure.mission == "UNMIL"
    assert make(nine["somalia"]).content.options.values[0].structure.mission == "Mission"


def test_what_is_missing_is_listed_once(make: Make, nine: dict[str, Case]) -> None:
    note = make(replace(nine["liberia-unmil"], brief=Brief(), current_arrangement=None)).content
    listed = note.gaps.paragraphs[-1].text.body.removeprefix("Not stated: ").rstrip(".").split("; ")
    assert len(listed) == len(set(listed))
    assert {"to whom", "from whom", "the reference", "the decision sought", "the next steps"} <= set(listed)
    assert note.head.title == nine["liberia-unmil"].title
    assert all(flat(text.body) == "not stated" for _, text in note.head.left)
    assert note.steps.nothing == "Next steps: not stated."


def test_what_is_stated_is_no_gap(make: Make, nine: dict[str, Case]) -> None:
    case = nine["liberia-unmil"]
    day = datetime.date(2008, 10, 31)
    brief = replace(
        case.brief,
        to="ERC",
        through="Director",
        sender="Desk",
        due=day,
        next_steps=(NextStep("Send the advice", "Desk", day),),
        review=Review(day, "report"),
        options={
            option: OptionText(change="One post; six months")
            for option in ("two_feet_out", "one_foot_in_one_foot_out")
        },
    )
    note = make(replace(case, brief=brief)).content
    assert said(note.gaps).endswith("Not stated: any party’s views.")
    assert note.steps.rows == (("Send the advice", "Desk", "31 Oct 2008"),)
    assert "Review by 31 October 2008 (report), or at once on a trigger." in said(note.triggers.section)
    assert note.options.rows[4].cells[2].body == "One post; six months."


def test_an_uncited_fact_says_its_source_is_to_be_cited(make: Make, nine: dict[str, Case]) -> None:
    case = nine["liberia-unmil"]
    brief = replace(case.brief, context=(ContextFact("The peace holds."), ContextFact("It rains", ("e2", "e1"))))
    note = make(replace(case, brief=brief)).content
    assert [paragraph.text.body for paragraph in note.context.paragraphs] == [
        "The peace holds (source: to be cited).",
        "It rains (e2, e1).",
    ]


def test_three_triggers_at_most(note_of: NoteOf) -> None:
    for name in ALL_NINE:
        rows = note_of(name).content.triggers.rows
        assert len(rows) <= 3
        singles = [row for row in rows if row.track is not None]
        assert all(row.track is not None and row.flips_at == str(round(row.track[3])) for row in singles)


def test_family_weights_add_to_a_hundred(make: Make, nine: dict[str, Case]) -> None:
    from decision.case import WeightOverride  # noqa: PLC0415

    third = WeightOverride({"hostility": 1, "geography": 1, "space": 1, "coherence": 0}, {})
    made = make(replace(nine["liberia-unmil"], weights=third))
    shares = family_shares(Voice(Words(), made.analysis))
    assert sum(shares) == 100
    assert sorted(shares) == [0, 33, 33, 34]


@pytest.mark.parametrize(
    ("share", "words_expected"),
    [
        (1.0, "in all 2,000 draws"),
        (0.96, "in 96 per cent of 2,000 draws"),
        (0.84, "in most draws (84 per cent)"),
        (0.61, "in somewhat more than half of the draws (61 per cent)"),
        (0.43, "in fewer than half of the draws (43 per cent)"),
        (0.0, "in none of 2,000 draws"),
    ],
)
def test_robustness_is_worded_by_how_much_it_is(
    note_of: NoteOf, words: Words, share: float, words_expected: str
) -> None:
    analysis = note_of("liberia-unmil").analysis
    table = analysis.robustness.rank_acceptability.copy()
    table[0, 0] = share
    drawn = replace(analysis, robustness=replace(analysis.robustness, rank_acceptability=table))
    assert flat(draws_phrase(Voice(words, drawn), "two_feet_in")) == words_expected


def test_no_mission_is_no_fault(make: Make, nine: dict[str, Case]) -> None:
    case = nine["somalia"]
    note = make(replace(case, mission=replace(case.mission, kind=MissionKind.NONE))).content
    assert note.lines.rows[1].cells[0].lead == "Outside"


def test_small_words() -> None:
    assert within("NGO distance") == "NGO distance"
    assert within("Insecurity") == "insecurity"
    assert stop("Done") == "Done."
    assert stop("Done?") == "Done?"


@pytest.mark.parametrize(("now", "then", "printed"), [(10.0, 21.2, "22"), (50.0, 4.6, "4"), (10.0, 30.0, "30")])
def test_levels_together_are_rounded_until_they_are_enough(
    note_of: NoteOf, words: Words, now: float, then: float, printed: str
) -> None:
    voice = Voice(words, note_of("liberia-unmil").analysis)
    assert reached(voice, LevelChange("insecurity", now, then)) == printed
