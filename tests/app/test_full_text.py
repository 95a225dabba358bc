"""The whole analysis in plain text: what it says is what was computed, for every kind of answer."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.full_text import PARTS, full_text
from app.full_text.telling import Telling
from app.overview import overview
from app.summary import WIDE
from app.words import Words
from decision.analysis import Analysis, analyse
from decision.case import Case, Estimate, Overrule, Rating
from decision.model import BY_VALUE, DecisionModel

WORDS = Words()
Make = Callable[[Case], Analysis]


@pytest.fixture(scope="module")
def make(model: DecisionModel, nine: dict[str, Case]) -> Make:
    return lambda case: analyse(model, case, list(nine.values()), draws=600)


def odd_cases(nine: dict[str, Case]) -> Iterator[Case]:
    """Nothing rated, half rated, no precedent, overruled, a mission beside the doctrine, a tie."""
    somalia, chad = nine["somalia"], nine["chad-car-minurcat"]
    yield replace(somalia, ratings={}, country_team=None)
    yield replace(somalia, ratings=dict(list(somalia.ratings.items())[::2]), perspective="ngo")
    yield replace(chad, overrules=(Overrule("R2", "A single HC was agreed for both countries."),))
    yield replace(somalia, country_team=None, phase=None)
    fifteen = {name: Rating(Estimate(15, 15, 15)) for name in ("host_hostility", "armed_opposition")}
    yield replace(nine["liberia-unmil"], ratings=fifteen)


@pytest.fixture(scope="module")
def texts(make: Make, nine: dict[str, Case]) -> list[tuple[Analysis, list[str]]]:
    analyses = [make(case) for case in [*nine.values(), *odd_cases(nine)]]
    return [(analysis, full_text(WORDS, analysis)) for analysis in analyses]


def part(lines: list[str], name: str) -> list[str]:
    """The lines of one part, without its heading."""
    start = lines.index(WORDS(f"text.{name}", lead=1)) + 2
    rest = [place for place, line in enumerate(lines) if not line and place > start]
    return lines[start : rest[0] if rest else len(lines)]


def flat(lines: list[str]) -> str:
    """The lines as one, so that a sentence may break anywhere; a no-break space stays one."""
    return re.sub(" +", " ", " ".join(lines))


def test_every_word_is_there_and_every_sentence_fits(make: Make, nine: dict[str, Case]) -> None:
    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise AssertionError(record.getMessage())

    handler = Told()
    logging.getLogger().addHandler(handler)
    try:
        for case in [*nine.values(), *odd_cases(nine)]:
            for line in full_text(WORDS, make(case)):
                assert len(line) <= WIDE or "  " in line.strip(), line
                assert "{" not in line
    finally:
        logging.getLogger().removeHandler(handler)


def test_values_and_reasons_are_those_of_the_explanation(texts: list[tuple[Analysis, list[str]]]) -> None:
    for analysis, lines in texts:
        told = flat(part(lines, "options"))
        for place, item in enumerate(analysis.explanation.options):
            assert WORDS.number(float(analysis.valuation.values[place]), 1) in told
            for contribution in (*item.ahead, *item.behind):
                name = WORDS(f"criterion.{contribution.criterion}.name")
                assert f"{name} ({WORDS.number(abs(contribution.points), 1)})" in told


def test_the_first_ranks_of_the_draws_stand_in_one_row(texts: list[tuple[Analysis, list[str]]]) -> None:
    for analysis, lines in texts:
        row = next(line for line in part(lines, "robustness") if line.startswith("Rank 1"))
        shares = [WORDS.share(float(share)) for share in analysis.robustness.rank_acceptability[:, 0]]
        assert row.split("  ")[0] == "Rank 1"
        assert [cell.strip() for cell in row.split("  ") if cell.strip()][1:] == shares


def test_every_way_names_what_it_found_first(texts: list[tuple[Analysis, list[str]]]) -> None:
    for analysis, lines in texts:
        rows = part(lines, "ways")
        for finding in analysis.ways:
            row = next(line for line in rows if line.startswith(WORDS(f"way.{finding.way}.name")))
            first = Telling(WORDS, analysis).option(finding.first)
            assert first in row
        assert any("SPOTIS" in line for line in rows)
        assert any("RIM" in line for line in rows)


def test_what_the_answer_hangs_on_is_told_in_full_or_said_to_be_nothing(
    texts: list[tuple[Analysis, list[str]]],
) -> None:
    some = 0
    for analysis, lines in texts:
        if analysis.recommendation.option is None and not analysis.explanation.hinges:
            assert WORDS("text.hinges") not in lines
            continue
        told = part(lines, "hinges")
        if not analysis.explanation.hinges:
            assert told == [WORDS("text.hinges.none")]
        for hinge in analysis.explanation.hinges:
            name = Telling(WORDS, analysis).key(hinge.key)
            assert any(name in line for line in told)
            some += hinge.chance is not None
    assert some > 5


def test_a_met_rule_tells_what_made_it_fire_and_what_would_switch_it_off(
    texts: list[tuple[Analysis, list[str]]],
) -> None:
    analysis, lines = next(item for item in texts if item[0].case.title.startswith("Chad"))
    told = flat(part(lines, "doctrine"))
    assert "R2 (Geography, p. 20) is met" in told
    assert "Any one of these alone and it would no longer be met: Mission spans countries: no." in told
    assert analysis.recommendation.decided_by != BY_VALUE


def test_an_overruled_rule_stands_with_its_reason(texts: list[tuple[Analysis, list[str]]]) -> None:
    lines = next(lines for analysis, lines in texts if analysis.case.overrules)
    assert "Overruled: A single HC was agreed for both countries." in flat(lines)


def test_a_barred_option_names_the_rule_and_the_facts(texts: list[tuple[Analysis, list[str]]]) -> None:
    lines = next(lines for analysis, lines in texts if analysis.case.title == "Somalia")
    told = flat(part(lines, "smallest"))
    assert (
        "Two feet in: barred by R1, whatever its value (Kind of mission: peacekeeping operation, Mandate: stabilization"
        in told
    )


def test_parties_tell_concordance_regret_and_the_smallest_shift(texts: list[tuple[Analysis, list[str]]]) -> None:
    shifted = 0
    for analysis, lines in texts:
        found, told = analysis.stakeholders, flat(part(lines, "parties"))
        if found.kendall_w is not None:
            assert f"Kendall’s W): {WORDS.number(found.kendall_w, 2)} " in told
        for shift in found.shifts:
            assert f"{WORDS(f'perspective.{shift.perspective}.name')}: " in told
            for change in shift.changes:
                assert f"at about {WORDS.share(change.then)} instead of {WORDS.share(change.now)}" in told
                shifted += 1
    assert shifted


def test_gaps_say_what_is_unrated(texts: list[tuple[Analysis, list[str]]]) -> None:
    for analysis, lines in texts:
        told = flat(part(lines, "gaps"))
        assert f"Ratings cover {WORDS.share(analysis.valuation.coverage)} of the weight." in told
        for key in analysis.explanation.unrated:
            assert WORDS(f"criterion.{key}.name") in told


def test_the_parts_come_in_the_order_a_reader_asks(texts: list[tuple[Analysis, list[str]]]) -> None:
    headings = [WORDS(f"text.{name}", lead=1) for name, _ in PARTS]
    for _, lines in texts:
        places = [lines.index(heading) for heading in headings if heading in lines]
        assert places == sorted(places)
        assert len(places) >= 11


def test_the_overview_says_of_every_case_what_it_hangs_on(texts: list[tuple[Analysis, list[str]]]) -> None:
    analyses = [analysis for analysis, _ in texts[:9]]
    lines = overview(WORDS, analyses)
    said = [line for line in lines if line.strip().startswith(("Hangs on: ", WORDS("text.hinges.none")))]
    assert len(said) == 9


def test_a_level_to_reach_is_told_to_a_tenth_and_never_short_of_it(
    texts: list[tuple[Analysis, list[str]]],
) -> None:
    told_of = 0
    for analysis, lines in texts:
        told = flat(part(lines, "smallest"))
        for move in (move for change in analysis.sensitivity.smallest for move in change.changes):
            name = re.escape(WORDS(f"criterion.{move.criterion}.name"))
            found = [float(level) for level in re.findall(rf"{name} {move.now:.0f} to ([0-9.]+[0-9])", told)]
            side = 1 if move.then > move.now else -1
            assert any(-1e-6 <= side * (level - move.then) < 0.1 + 1e-6 for level in found), move
            told_of += 1
    assert told_of > 20
