"""One journey by hand, from an empty machine to an exported note: every key and move goes through an X server."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from app.verifying import Outcome, verify_file
from app.words import Words
from app.workspace import Workspace
from db.keeping import notes
from decision.case import Case, CountryTeam, Estimate, Mandate, MissionKind, MissionStatus, OchaPresence
from tests.app.desk.real_hands import ROOT, Hands, display, started

__all__ = ["display"]
pytestmark = pytest.mark.timeout(110)
PICTURES = ROOT / "build" / "journey"

TITLE, MISSION, DATE = "Haiti, September 2008", "MINUSTAH", "30 September 2008"
EVIDENCE, SOURCE = "Access of relief convoys, week 39", "Situation report of 26 September 2008"
SUBJECT, TO = "Arrangement for MINUSTAH", "Under-Secretary-General for Peace Operations"


def test_from_an_empty_machine_to_an_exported_note(display: str, tmp_path: Path, words: Words) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    library, note = tmp_path / "cases" / "library.db", tmp_path / "haiti.pdf"
    arguments = "--library", str(library), "--draws", "500"
    with started(display, tmp_path, PICTURES, *arguments) as (hands, running):
        start_a_case(hands, words)
        state_facts(hands, words)
        enter_evidence(hands, words)
        rate(hands, words)
        weigh(hands, words)
        look_at_results(hands, words)
        write_the_note(hands, words)
        export(hands, words, note)
        undo(hands)
        hands.press("ctrl+q")
        assert running.wait(timeout=30) == 0
    assert (tmp_path / "said").read_text(encoding="utf-8") == ""
    assert_kept(library, note)
    assert_printed(note, words)


def start_a_case(hands: Hands, words: Words) -> None:
    hands.until_read(words("welcome.question"))
    hands.tab_to(words("welcome.begin.new"))
    hands.picture("welcome")
    hands.press("Return")
    hands.until_read(words("desk.new.country"))
    hands.type("Haiti")
    hands.until_typed("Haiti")
    hands.picture("new-case")
    hands.press("Return")
    hands.until_read(words("notice.created"))


def go_to(hands: Hands, words: Words, place: int, name: str) -> None:
    hands.press(f"ctrl+{place}")
    hands.until(lambda: hands.ask("part", name=words(f"desk.step.{name}")), f"the step {name}")


def state_facts(hands: Hands, words: Words) -> None:
    def name(key: str) -> str:
        return words(f"desk.context.{key}")

    def value(key: str, chosen: str) -> str:
        return words(f"value.{key}.{chosen}")

    go_to(hands, words, 1, "context")
    hands.fill(name("title"), TITLE)
    hands.fill(name("as_of"), DATE)
    hands.fill(name("mission.name"), MISSION)
    hands.choose(name("mission.kind"), "peacek", value("mission.kind", "peacekeeping_operation"))
    hands.choose(name("mission.status"), "deploy", value("mission.status", "deployed"))
    hands.choose(name("mission.mandate"), "stab", value("mission.mandate", "stabilization"))
    for area in ("mission.countries", "country_team.countries"):
        hands.tab_to(f"{name(area)}: {words('desk.country.add')}")
        hands.type("hait")
        hands.until_typed("hait")
        hands.press("Return")
        hands.until_typed("")
    ocha = "country_team.ocha_presence"
    hands.choose(name(ocha), "country", value(ocha, "country_office"))
    hands.picture("context")


def enter_evidence(hands: Hands, words: Words) -> None:
    go_to(hands, words, 2, "evidence")
    hands.tab_to(words("desk.evidence.add"))
    hands.press("space")
    hands.until_at(words("desk.evidence.title"))
    hands.fill(words("desk.evidence.title"), EVIDENCE)
    hands.fill(words("desk.evidence.source"), SOURCE)
    hands.fill(words("desk.evidence.date"), "26 September 2008")
    hands.press("Tab")
    hands.picture("evidence")


def rate(hands: Hands, words: Words) -> None:
    names = [
        words(f"criterion.{key}.name") for key in ("host_hostility", "armed_opposition", "mission_engagement")
    ]
    go_to(hands, words, 3, "ratings")
    hands.until_at(names[0], "BandTrack")
    hands.press("Page_Down", "Page_Down", "Left", "Down")  # 29, from the middle
    hands.until_at(names[1], "BandTrack")
    hands.press("Page_Up", "Page_Up", "Page_Up", "Right", "Down")  # 81
    hands.until_at(names[2], "BandTrack")
    hands.fill(words("ratings.level_of", name=names[2]), "65")
    hands.press("Return")
    dragged = words("criterion.insecurity.name")
    start, *places = (hands.ask("level", name=dragged, at=at) for at in (50, 55, 66, 72))
    hands.hold(start)
    hands.move(*places)
    hands.let_go()
    hands.until_read(words("ratings.set_first", name=dragged, new="72"))
    hands.picture("ratings")
    hands.press("Return")
    hands.click(words("ratings.link"), "LineField")
    hands.until_at(words("ratings.link"))
    hands.type("convoys")
    hands.until_typed("convoys")
    hands.press("Return")
    hands.until_read(words("ratings.go_evidence", name=EVIDENCE))
    hands.picture("evidence-linked")


def weigh(hands: Hands, words: Words) -> None:
    family = words("family.hostility.name")
    go_to(hands, words, 4, "weights")
    hands.tab_to(words("weights.weight_of", name=family), "WeightSlider")
    hands.press("Page_Up", "Left")
    hands.until_read(words("weighing.moved", name=family, old="35", new="44"))
    hands.picture("weights")


def look_at_results(hands: Hands, words: Words) -> None:
    go_to(hands, words, 5, "results")
    hands.until_gone(words("results.updating"))
    hands.picture("results")


def write_the_note(hands: Hands, words: Words) -> None:
    go_to(hands, words, 6, "note")
    hands.tab_to(words("desk.part.head"))
    hands.press("space")
    hands.fill(words("desk.note.subject"), SUBJECT)
    hands.fill(words("desk.note.to"), TO)
    hands.press("Tab")
    hands.until_read(words("notice.given", name=words("desk.note.to"), after=TO))


def export(hands: Hands, words: Words, note: Path) -> None:
    hands.press("ctrl+shift+e")
    hands.until(lambda: hands.ask("window")["title"] == words("desk.note.export.heading"), "the file dialog")
    hands.picture("export")
    hands.press("ctrl+a")
    hands.type(str(note))
    hands.until_typed(str(note))
    hands.press("Return")
    hands.until_read(words("notice.note_written", name=note.name))
    hands.picture("exported-note")


def undo(hands: Hands) -> None:
    hands.press("ctrl+z")
    hands.until_gone(TO)
    hands.picture("undone")


def assert_kept(library: Path, note: Path) -> None:
    with Workspace.open(library, Words(), writing=False) as workspace:
        assert workspace.library is not None
        found = next(item for item in workspace.library.summaries() if item.title == TITLE)
        case = workspace.library.case(found.id)
        issued = notes(workspace.library, found.id)
        (*_, written, undone) = workspace.library.history(found.id)
    assert_facts(case)
    assert (case.brief.subject, case.brief.to) == (SUBJECT, None)
    assert (written.key, written.after, undone.undoes) == ("brief.to", TO, written.id)
    assert [one.sha256 for one in issued] == [hashlib.sha256(note.read_bytes()).hexdigest()]


def assert_facts(case: Case) -> None:
    mission = case.mission
    assert (case.countries, case.as_of) == (("HTI",), datetime.date(2008, 9, 30))
    assert (mission.name, mission.kind) == (MISSION, MissionKind.PEACEKEEPING_OPERATION)
    assert (mission.status, mission.mandate) == (MissionStatus.DEPLOYED, Mandate.STABILIZATION)
    assert mission.countries == ("HTI",)
    assert case.country_team == CountryTeam(("HTI",), OchaPresence.COUNTRY_OFFICE)
    (item,) = case.evidence
    assert (item.title, item.source, item.date) == (EVIDENCE, SOURCE, datetime.date(2008, 9, 26))
    levels = {key: rating.estimate.best for key, rating in case.ratings.items()}
    assert levels == {"host_hostility": 29, "armed_opposition": 81, "mission_engagement": 65, "insecurity": 72}
    assert case.ratings["insecurity"].estimate == Estimate(62, 72, 82)
    assert case.ratings["insecurity"].evidence == (item.id,)
    assert case.weights is not None
    assert case.weights.families["hostility"] == pytest.approx(44)


def assert_printed(note: Path, words: Words) -> None:
    with pdfium.PdfDocument(note) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for told in (TITLE, MISSION, SUBJECT, TO, EVIDENCE, SOURCE):
        assert told in text
    assert verify_file(words, note).outcome is Outcome.HOLDS
