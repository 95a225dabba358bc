"""The use cases without a window: a new library, the documented cases, the same answer from file and library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.overview import overview
from app.resources import starting_cases
from app.summary import reason
from app.words import Words
from app.workspace import Workspace
from decision.case import Case
from decision.model import BY_VALUE
from decision.recommendation import Strength
from decision.result_writing import write_result

WORDS = Words()


def test_a_new_library_holds_the_nine_situations_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    for _ in range(2):
        with Workspace.open(path, WORDS) as workspace:
            assert workspace.library is not None
            assert len(workspace.library.summaries()) == len(starting_cases()) == 9
            assert len(workspace.documented_cases()) == 9


def test_an_archived_case_is_no_precedent(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library.db", WORDS) as workspace:
        assert workspace.library is not None
        first = workspace.library.summaries()[0]
        workspace.library.archive(first.id, True)
        assert first.id not in [case.id for case in workspace.documented_cases()]


def test_a_case_is_judged_the_same_from_a_file_and_from_the_library(tmp_path: Path, nine: dict[str, Case]) -> None:
    case = nine["darfur-unamid"]
    with (
        Workspace.beside(tmp_path / "none.db", WORDS) as without,
        Workspace.open(tmp_path / "library.db", WORDS) as within,
    ):
        without.draws = within.draws = 300
        assert within.library is not None
        stored = within.library.case(case.id)
        assert stored == case
        first, second = without.analyse(case), within.analyse(stored)
        assert write_result(first, "x") == write_result(second, "x")
        assert without.note(first) == within.note(second)


def test_the_reason_of_every_case_fits_its_recommendation(tmp_path: Path, nine: dict[str, Case]) -> None:
    with Workspace.beside(tmp_path / "none.db", WORDS) as workspace:
        workspace.draws = 2000
        analyses = [workspace.analyse(case) for case in nine.values()]
    for analysis in analyses:
        said, found = reason(WORDS, analysis), analysis.recommendation
        assert ("doctrine indicates it" in said) == (found.strength is Strength.FIRM)
        assert said.startswith(found.decided_by) == (found.decided_by != BY_VALUE)
        if found.strength is Strength.LEANING and found.decided_by == BY_VALUE:
            assert "Not firm: " in said
    lines = "\n".join(overview(WORDS, analyses))
    assert all(case.title in lines for case in nine.values())
    assert "of 9 recommendations" in lines


def test_a_case_with_nothing_rated_says_so(tmp_path: Path, nine: dict[str, Case]) -> None:
    blank = replace(nine["somalia"], ratings={}, country_team=None)
    with Workspace.beside(tmp_path / "none.db", WORDS) as workspace:
        workspace.draws = 200
        analysis = workspace.analyse(blank)
    assert analysis.recommendation.strength is Strength.OPEN
    assert reason(WORDS, analysis) == "Nothing is rated."
