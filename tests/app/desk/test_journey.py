"""One journey by hand, from an empty machine to an exported note: every key and every move goes through an X server."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from app.words import Words
from app.workspace import Workspace
from decision.case import Case, CountryTeam, Mandate, MissionKind, MissionStatus, OchaPresence, UsesForce
from tests.app.desk.real_hands import ROOT, Hands, display, program

__all__ = ["display"]
pytestmark = pytest.mark.timeout(110)
PICTURES = ROOT / "build" / "journey"

TITLE, MISSION = "Haiti, September 2008", "MINUSTAH"
EVIDENCE, SOURCE = "Access of relief convoys, week 39", "Situation report of 26 September 2008"
SUBJECT, TO = "Arrangement for MINUSTAH", "Under-Secretary-General for Peace Operations"


def test_from_an_empty_machine_to_an_exported_note(display: str, tmp_path: Path, words: Words) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    library, note = tmp_path / "cases" / "library.db", tmp_path / "haiti.pdf"
    with program(display, tmp_path, library, PICTURES) as (hands, running):
        start_a_case(hands, words)
        state_facts(hands, words)
        enter_evidence(hands, words)
        rate(hands, words)
        weigh(hands, words)
        look_at_results(hands, words)
        write_the_note(hands, words, note)
        undo_once(hands, words)
        hands.press("ctrl+q")
        told, complained = running.communicate(timeout=20)
    assert (running.returncode, told, complained) == (0, "", "")
    assert_kept(library, note, words)
    assert_printed(note)


def start_a_case(hands: Hands, words: Words) -> None:
    hands.reads(words.count("library.count", 9)) if words.has("library.count") else hands.reads("9 cases")
    hands.picture("first-start")
    hands.press("ctrl+n")
    hands.reads(words("desk.new.country"))
    hands.type("Haiti")
    hands.until(lambda: "Haiti" in (hands.ask("keyboard") or {}).get("words", ""), "Haiti to be chosen")
    hands.picture("new-case")
    hands.press("Return")
    hands.reads(words("notice.created"))


def state_facts(hands: Hands, words: Words) -> None:
    named = {name: words(f"desk.context.{name}") for name in FACTS}
    hands.press("ctrl+1")
    hands.fill(named["title"], TITLE)
    hands.fill(named["as_of"], "30 September 2008")
    hands.fill(named["mission.name"], MISSION)
    hands.choose(named["mission.kind"], "peacek", words("value.mission.kind.peacekeeping_operation"))
    hands.choose(named["mission.status"], "deploy", words("value.mission.status.deployed"))
    hands.choose(named["mission.mandate"], "stab", words("value.mission.mandate.stabilization"))
    hands.picture("context-facts")
    for area in ("mission.countries", "country_team.countries"):
        hands.tab_to(f"{named[area]}: {words('desk.country.add')}")
        hands.type("hait")
        hands.press("Return")
        hands.until(lambda: (hands.ask("keyboard") or {}).get("words") == "", "Haiti to be taken in")
    hands.choose(
        named["country_team.ocha_presence"], "country", words("value.country_team.ocha_presence.country_office")
    )
    hands.reads(words("desk.context.country_team.ocha_presence"))
    hands.picture("context")


FACTS = (
    "title",
    "as_of",
    "mission.name",
    "mission.kind",
    "mission.status",
    "mission.mandate",
    "mission.countries",
    "country_team.countries",
    "country_team.ocha_presence",
)


def enter_evidence(hands: Hands, words: Words) -> None:
    hands.press("ctrl+2")
    hands.tab_to(words("desk.evidence.add"))
    hands.press("space")
    hands.fill(words("desk.evidence.title"), EVIDENCE)
    hands.fill(words("desk.evidence.source"), SOURCE)
    hands.fill(words("desk.evidence.date"), "26 September 2008")
    hands.picture("evidence")


def rate(hands: Hands, words: Words) -> None:
    hands.press("ctrl+3")
    hands.tab_to(words("criterion.host_hostility.name"), "BandTrack")
    hands.press("Next", "Next", "Left")  # from the middle: 50 - 20 - 1
    hands.press("Down")
    hands.tab_to(words("criterion.armed_opposition.name"), "BandTrack")
    hands.press("Prior", "Prior", "Prior", "Right")
    hands.press("Down")
    hands.fill(words("ratings.level_of", name=words("criterion.mission_engagement.name")), "65")
    name = words("criterion.insecurity.name")
    hands.drag(*(hands.ask("level", name=name, at=at) for at in (50, 55, 66, 72)))
    hands.reads(words("ratings.set_first", name=name, new="72"))
    hands.picture("ratings")


def weigh(hands: Hands, words: Words) -> None:
    hands.press("ctrl+4")
    hands.tab_to(words("weights.weight_of", name=words("family.hostility.name")), "WeightSlider")
    hands.press(*["Right"] * 5)
    hands.picture("weights")


def look_at_results(hands: Hands, words: Words) -> None:
    hands.press("ctrl+5")
    hands.picture("results")


def write_the_note(hands: Hands, words: Words, note: Path) -> None:
    hands.press("ctrl+6")
    hands.tab_to(words("desk.part.head"), "PartButton")
    hands.press("space")
    hands.fill(words("desk.note.subject"), SUBJECT)
    hands.fill(words("desk.note.to"), TO)
    hands.picture("note")
    hands.press("ctrl+shift+e")
    hands.until(lambda: hands.ask("window")["title"] == words("desk.note.export.heading"), "the file dialog")
    hands.press("ctrl+a")
    hands.type(str(note))
    hands.until(lambda: (hands.ask("keyboard") or {}).get("words") == str(note), "the path typed")
    hands.picture("export")
    hands.press("Return")
    hands.reads(words("notice.note_written", name=note.name))
    hands.picture("exported")


def undo_once(hands: Hands, words: Words) -> None:
    hands.press("ctrl+z")
    hands.picture("undone")


def assert_kept(library: Path, note: Path, words: Words) -> None:
    pass


def assert_printed(note: Path) -> None:
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(note))
    print(text)
