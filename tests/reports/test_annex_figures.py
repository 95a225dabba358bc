"""What the annex says of strength, change and doctrine is what the analysis found, figure by figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.words import Words
from decision.robustness.smaa import WeightKnowledge
from decision.rule_switches import Switch
from decision.sensitivity.tipping import OpenLevel, Turn
from reports.content import Swing, Table
from tests.reports.conftest import Made, cells, flat, part, shares, texts, told

NoteOf = Callable[[str], Made]


# Strength


def test_first_places_by_what_is_known_of_the_weights(made: Made, words: Words) -> None:
    analysis = made.analysis
    rows = cells(part(made.content, words, "known"))
    expected = [(analysis.robustness.rank_acceptability, analysis.robustness.entropy)] + [
        (analysis.less_known[known].rank_acceptability, analysis.less_known[known].entropy)
        for known in (WeightKnowledge.ORDER, WeightKnowledge.NOTHING)
    ]
    assert [row[1:] for row in rows] == [
        [*shares(words, ranks[:, 0]), words.number(entropy, 2)] for ranks, entropy in expected
    ]
    assert " ".join(rows[-1]) in made.text


def test_typical_supporters_are_those_of_the_draws(made: Made, words: Words) -> None:
    model, drawn = made.analysis.model, made.analysis.robustness
    found = part(made.content, words, "supporters")
    rows = cells(found)
    assert [row[1] for row in rows[:-1]] == shares(words, made.analysis.valuation.weights.families)
    for place, (central, confidence) in enumerate(zip(drawn.central_weights, drawn.confidence, strict=True)):
        column = [row[2 + place] for row in rows]
        if central is None or confidence is None:
            assert set(column) == {"–"}
            continue
        sums = [sum(float(central[row]) for row in model.members(family)) for family in model.family_ids]
        assert column == shares(words, [*sums, confidence])
    never = sum(central is None for central in drawn.central_weights)
    assert ("at no weights near the profile" in texts(found)) == (never > 0)


def test_ways_over_the_draws_stand_beside_the_best_levels(made: Made, words: Words) -> None:
    rows = cells(part(made.content, words, "ways_drawn"))
    for way, row in zip(made.analysis.ways, rows, strict=True):
        assert row[1] == words(f"option.{way.first}.short" if way.first else "note.none_named")
        assert row[2:] == shares(words, made.analysis.way_shares[way.way])
        assert " ".join(row) in made.text


def test_methods_beside_the_ways_are_named_once(made: Made, words: Words) -> None:
    said = texts(part(made.content, words, "methods"))
    for way in made.analysis.ways:
        for method in way.coinciding:
            assert method.method in said
        if way.compromise is not None:
            assert f"({'reached' if way.compromise.acceptable_advantage else 'not reached'} here)" in said
            assert f"({'held' if way.compromise.acceptable_stability else 'not held'} here)" in said
    assert "seldom reached" in said
    assert "seldom reached" in made.text


def test_a_method_of_another_order_is_not_said_to_coincide(of: NoteOf, words: Words) -> None:
    analysis = of("somalia").analysis
    ways = tuple(
        replace(way, coinciding=tuple(replace(item, ranks=way.ranks[::-1]) for item in way.coinciding))
        for way in analysis.ways
    )
    met = tuple(
        replace(way, compromise=replace(way.compromise, acceptable_advantage=True, acceptable_stability=False))
        if way.compromise
        else way
        for way in ways
    )
    said = texts(part(told(replace(analysis, ways=met), words), words, "methods"))
    assert "of another order than their way: SPOTIS, MABAC" in said
    assert "they say the same" not in said
    assert "(reached here)" in said
    assert "(not held here)" in said


# Change


def test_chances_stand_in_the_tipping_table(of: NoteOf, words: Words) -> None:
    made = of("somalia")
    rows = {row[0]: row for row in cells(part(made.content, words, "tipping"))}
    for item in made.analysis.sensitivity.tipping:
        if any((item.below, item.above, item.value_below, item.value_above)):
            row = rows[words(f"criterion.{item.criterion}.name")]
            assert row[1:3] == [words.number(item.now), flat(words.share(item.chance))]


def test_gaps_that_would_turn_it_have_their_stretches(of: NoteOf, words: Words) -> None:
    made = of("half-rated")
    unrated = made.analysis.sensitivity.unrated
    rows = cells(part(made.content, words, "gaps"))
    turning = [item for item in unrated if item.turns]
    assert [row[0] for row in rows] == [
        words(f"criterion.{item.criterion}.name") for item in turning for _ in item.turns
    ]
    assert rows[0][3] == flat(words.share(turning[0].chance))
    still = len(unrated) - len(turning)
    assert ("other unrated" in texts(part(made.content, words, "gaps"))) == (still > 0)


def test_stretches_are_printed_end_to_end(of: NoteOf, words: Words) -> None:
    analysis = of("half-rated").analysis
    turns = (Turn(0.0, 12.4, "two_feet_in"), Turn(99.6, 100.0, None))
    found = (OpenLevel("insecurity", turns, 0.128), OpenLevel("caseload", (), 0.0))
    note = told(replace(analysis, sensitivity=replace(analysis.sensitivity, unrated=found)), words)
    rows = cells(part(note, words, "gaps"))
    assert [row[1:] for row in rows] == [["0–12", "Two feet in", "13 %"], ["99.6–100.0", "none", ""]]
    assert "One other unrated criterion would change nothing" in texts(part(note, words, "gaps"))


def test_all_rated_has_no_gaps_and_nothing_turning_says_so(of: NoteOf, words: Words) -> None:
    assert all(item.heading != words("note.annex.gaps") for item in of("somalia").content.annex)
    bare = of("nothing-rated")
    if not any(item.turns for item in bare.analysis.sensitivity.unrated):
        assert "No unrated criterion" in part(bare.content, words, "gaps").intro


def test_the_tornado_has_the_five_longest_on_one_scale(made: Made, words: Words) -> None:
    bars = made.analysis.sensitivity.tornado[:5]
    found = part(made.content, words, "tornado")
    table = next(body for body in found.body if isinstance(body, Table))
    swings = [cell for row in table.rows for cell in row.cells if isinstance(cell, Swing)]
    assert [(swing.least, swing.greatest) for swing in swings] == [(bar.least, bar.greatest) for bar in bars]
    assert len({(swing.floor, swing.ceiling) for swing in swings}) == 1
    assert swings[0].floor <= min(0, *(bar.least for bar in bars))
    assert swings[0].ceiling >= max(0, *(bar.greatest for bar in bars))
    for bar, row in zip(bars, cells(found), strict=True):
        assert row == [
            words(f"criterion.{bar.criterion}.name"),
            f"{words.number(bar.low)}–{words.number(bar.high)}",
            f"{words.number(bar.least, 1)} to {words.number(bar.greatest, 1)}",
        ]


def test_without_doubt_there_is_no_tornado(of: NoteOf, words: Words) -> None:
    analysis = of("somalia").analysis
    still = tuple(replace(bar, least=1.0, greatest=1.0) for bar in analysis.sensitivity.tornado)
    note = told(replace(analysis, sensitivity=replace(analysis.sensitivity, tornado=still)), words)
    assert part(note, words, "tornado").intro == "No criterion has a range over which the lead would move."


def test_a_barred_option_is_barred_by_its_facts(of: NoteOf, words: Words) -> None:
    made = of("chad-car-minurcat")
    rows = cells(part(made.content, words, "changes"))
    assert rows[0][2] == (
        "Out of reach: excluded by R1, p. 20 (kind of mission: peacekeeping operation; use of force: may be "
        "targeted by armed groups; armed groups outside the process 78, above 65)"
    )
    assert rows[1][1] == words.number(made.analysis.sensitivity.smallest[1].points or 0, 1)


# Doctrine


def test_what_would_switch_a_met_rule_off(of: NoteOf, words: Words) -> None:
    made = of("chad-car-minurcat")
    table = next(body for body in part(made.content, words, "rules").body if isinstance(body, Table))
    subs = {row.cells[0].text[:2]: row.cells[2].sub for row in table.rows}  # type: ignore[union-attr]
    assert subs["R1"].startswith("Any one of these alone would switch it off: kind of mission: political mission,")
    assert subs["R1"].endswith("; use of force: not expected; armed groups outside the process at most 65.")
    assert subs["R2"] == "This alone would switch it off: mission spans countries: no."
    assert subs["R3"] == subs["R4"] == ""
    assert flat(subs["R2"]) in made.text


def test_switches_of_every_shape_are_told(of: NoteOf, words: Words) -> None:
    analysis = of("chad-car-minurcat").analysis
    shapes = (
        Switch(criterion="insecurity", relation="above", limit=40.0),
        Switch(criterion="insecurity", relation="above", limit=40.0, until=60.0),
        Switch(criterion="insecurity", relation="at_most", limit=40.0, until=20.0),
    )
    findings = tuple(
        replace(item, switches={"R1": shapes, "R2": ()}.get(item.rule, item.switches))
        for item in analysis.doctrine.findings
    )
    note = told(replace(analysis, doctrine=replace(analysis.doctrine, findings=findings)), words)
    table = next(body for body in part(note, words, "rules").body if isinstance(body, Table))
    subs = {row.cells[0].text[:2]: row.cells[2].sub for row in table.rows}  # type: ignore[union-attr]
    assert "insecurity above 40; insecurity above 40, at most 60; insecurity above 20, at most 40." in subs["R1"]
    assert subs["R2"] == "No single fact or level would switch it off."
