"""What the note says the answer hangs on, who would disagree and why, is what the analysis found."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.words import Words
from decision.case import Case
from decision.explanation.hinges import Hinge, HingeKind
from decision.sensitivity.overall import FactFlip
from decision.stakeholders.weight_shift import WeightShift
from reports.content import Note
from tests.reports.conftest import CASES, Made, Make, cells, flat, part, told

NoteOf = Callable[[str], Made]


# What the answer hangs on


def what_would_change(note: Note) -> str:
    return flat(note.recommendation.paragraphs[-1].text.body)


def test_the_first_triggers_are_what_the_answer_hangs_on(made: Made, words: Words) -> None:
    hinges, rows = made.analysis.explanation.hinges, made.content.triggers.rows
    assert hinges
    for hinge, row in zip(hinges, rows, strict=False):
        assert row.towards == words(f"option.{hinge.option}.short")
        assert row.chance == ("" if hinge.chance is None else words.share(hinge.chance))
        if hinge.kind is HingeKind.FACT:
            assert row.name == words(f"fact.{hinge.key}")
            assert row.flips_at == words("value.yes" if hinge.turns_at else "value.no")
        else:
            assert row.name == words(f"criterion.{hinge.key}.name")
            assert row.flips_at == words.number(float(str(hinge.turns_at)))
        assert flat(row.name) in made.pages[1]
    assert len(rows) <= 3


def test_levels_and_gaps_are_told_with_the_chance_of_the_likeliest(of: NoteOf) -> None:
    said = what_would_change(of("somalia").content)
    assert "Any one of three judgements, all else equal, would flip it to one foot in, one foot out:" in said
    assert "mission’s engagement in force at 67 (now 74), risk to perceived neutrality at 64 (now 72) or" in said
    assert "By what is known of it alone, the likeliest has a chance of 31 per cent." in said
    half = of("half-rated")
    kinds = {hinge.kind for hinge in half.analysis.explanation.hinges}
    assert HingeKind.GAP in kinds
    assert "(not rated)" in what_would_change(half.content)
    assert any(row.now == "not rated" for row in half.content.triggers.rows)
    assert "Chance: by what is known of each alone." in flat(half.content.triggers.section.paragraphs[0].text.body)


def test_a_chance_is_never_explained_where_there_is_none(of: NoteOf) -> None:
    note = of("chad-car-minurcat").content
    assert "Chance" not in note.triggers.columns
    assert "Chance:" not in note.triggers.section.paragraphs[0].text.body


def test_facts_by_the_same_rule_are_one_sentence(of: NoteOf) -> None:
    assert what_would_change(of("chad-car-minurcat").content) == (
        "A mandate for one country only would lift R2, and the advice would be one foot. No single rated level would "
        "change the advice."
    )
    assert what_would_change(of("liberia-unmil").content).startswith(
        "A mandate across countries or an RC/HC carried by another mission would flip it to two feet out (R2)."
    )


def test_a_weight_and_a_fact_without_a_rule_are_told(of: NoteOf, words: Words) -> None:
    analysis = of("somalia").analysis
    flip = FactFlip("phase", "conflict", "transition", "two_feet_in", "value")
    found = (
        Hinge(HingeKind.FACT, "phase", "conflict", "transition", "two_feet_in", None),
        Hinge(HingeKind.WEIGHT, "hostility", 0.35, 0.27, "one_foot_in_one_foot_out", 0.25),
    )
    changed = replace(
        analysis,
        explanation=replace(analysis.explanation, hinges=found),
        sensitivity=replace(analysis.sensitivity, facts=(flip,)),
    )
    note = told(changed, words)
    said = what_would_change(note)
    assert "“Phase: transition” would flip it to two feet in." in said
    assert "A weight of hostility of 27 per cent (now 35 %) would flip it to one foot" in said
    assert "By what is known of it alone, the chance is 25 per cent." in said
    row = note.triggers.rows[1]
    assert (row.name, flat(row.now), flat(row.flips_at), flat(row.chance), row.through) == (
        "Weight of hostility", "35 %", "27 %", "25 %", "value",
    )  # fmt: skip


def test_where_nothing_would_change_it_the_note_says_so(of: NoteOf, words: Words) -> None:
    analysis = of("nothing-rated").analysis
    note = told(replace(analysis, explanation=replace(analysis.explanation, hinges=())), words)
    assert what_would_change(note) == "No single level, weight or fact would change it."
    assert note.triggers.nothing == "No single level, weight or fact would change the advice."
    assert not note.triggers.rows


# Who would disagree


def modelled(note: Note) -> str:
    return flat(note.dissent.section.paragraphs[-1].text.body)


def test_concordance_is_in_words_and_as_a_figure(made: Made, words: Words) -> None:
    found = made.analysis.stakeholders.kendall_w
    assert found is not None
    assert f"(Kendall’s W {words.number(found, 2)}" in modelled(made.content)


@pytest.mark.parametrize(
    ("w", "said"),
    [
        (1.0, "All rank the options alike"),
        (0.92, "nearly alike (Kendall’s W 0.92 of 1)"),
        (0.7, "much alike"),
        (0.5, "agree only in part"),
        (0.1, "hardly agree"),
        (None, ""),
    ],
)
def test_concordance_is_worded_by_how_much_it_is(of: NoteOf, words: Words, w: float | None, said: str) -> None:
    analysis = of("somalia").analysis
    note = told(replace(analysis, stakeholders=replace(analysis.stakeholders, kendall_w=w)), words)
    assert said in modelled(note)
    assert ("Kendall" in modelled(note)) == (w is not None)


def test_each_dissenter_has_the_shift_that_would_bring_it_along(of: NoteOf, words: Words) -> None:
    made = of("somalia")
    said = modelled(made.content)
    assert (
        "81.4 to 78.2; 12 per cent of the weight moved from geography to hostility would make two feet out" in said
    )
    assert "as good as any. Country team would put one foot first, 80.2 to 77.8; 8 per cent would do so." in said
    rows = cells(part(made.content, words, "shifts"))
    assert len(rows) == len(made.analysis.stakeholders.shifts)
    for shift, row in zip(made.analysis.stakeholders.shifts, rows, strict=True):
        assert row[0] in flat(made.text)
        for change in shift.changes:
            assert f"{flat(words.share(change.then))} (now {flat(words.share(change.now))})" in row[3]


def test_a_shift_that_is_none_or_not_needed_is_told_so(of: NoteOf, words: Words) -> None:
    analysis = of("somalia").analysis
    never, tied = (
        WeightShift("mission", "two_feet_out", None),
        WeightShift("country_team", "two_feet_out", 0.0),
    )
    held = replace(analysis.stakeholders, shifts=(never, tied))
    said = modelled(told(replace(analysis, stakeholders=held), words))
    assert "81.4 to 78.2; no shift of weight between families would make two feet out as good as any." in said
    assert "80.2 to 77.8; it holds two feet out as good as any already." in said


def test_shifts_to_another_option_than_the_advice_stand_apart(of: NoteOf, words: Words) -> None:
    analysis = of("somalia").analysis
    first = analysis.stakeholders.shifts[0]
    other = replace(first, perspective="ocha", option="one_foot_in_one_foot_out")
    held = replace(analysis.stakeholders, least_regret="one_foot_in_one_foot_out", shifts=(other,))
    said = modelled(told(replace(analysis, stakeholders=held), words))
    assert "For OCHA, 12 per cent of the weight moved from geography to hostility would make one foot" in said


def test_agreement_of_all_or_a_tie_needs_no_table(of: NoteOf, words: Words) -> None:
    assert "first" in part(of("liberia-unmil").content, words, "shifts").intro
    analysis = of("somalia").analysis
    tie = replace(analysis.stakeholders, least_regret=None, shifts=())
    note = told(replace(analysis, stakeholders=tie), words)
    assert part(note, words, "shifts").intro == "No single option has the least regret."


# Options


def test_reasons_are_those_of_the_explanation(made: Made, words: Words) -> None:
    row = made.content.options.rows[0]
    assert row.label == "Reasons"
    rows = cells(part(made.content, words, "reasons"))
    for item, cell, full in zip(made.analysis.explanation.options, row.cells, rows, strict=True):
        assert full[2] == words.number(item.points, 1)
        for side, parts in ((3, item.ahead), (4, item.behind)):
            for found in parts:
                assert f"({words.number(abs(found.points), 1)})" in full[side]
        for found in (*item.ahead[:1], *item.behind[:1]):
            name = words(f"criterion.{found.criterion}.name")[1:]
            assert f"{name} ({words.number(abs(found.points), 1)})" in flat(cell.body)
    assert words("note.annex.reasons") in made.text


def test_two_pages_hold_every_starting_case(nine: dict[str, Case], of: NoteOf) -> None:
    for name in (*nine, "half-rated", "nothing-rated"):
        pages = of(name).pages
        assert "Assumptions and gaps" in pages[1], name
        assert "Annex A." in pages[2], name


def test_rows_give_way_in_order_where_two_pages_are_full(make: Make, nine: dict[str, Case]) -> None:
    from decision.case import NextStep  # noqa: PLC0415

    case = nine["somalia"]
    seen = []
    for count in range(0, 9, 2):
        steps = tuple(NextStep(f"Step {place}", "Desk", case.as_of) for place in range(count))
        made = make(replace(case, brief=replace(case.brief, next_steps=steps)))
        page = made.pages[1]
        seen.append(("Variant" in page, "points, against" in page, "Annex A." in made.pages[2]))
    # The variant goes first, then the reasons; what runs on to a third page in any case has both.
    for variant, reasons, fits in seen:
        assert reasons or not variant
        assert fits or (variant and reasons)
    assert not seen[0][0]
    assert (False, False, True) in seen


# Words


def test_no_word_is_missing(of: NoteOf, words: Words, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for name in CASES:
            told(of(name).analysis, words)
    assert "no words" not in caplog.text
    assert "no counted words" not in caplog.text
