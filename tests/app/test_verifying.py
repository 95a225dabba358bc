"""A note held against what it carries: real notes, changed as people and programs change them."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.faults import sentence
from app.files import ContentError, FileFault
from app.program import PROGRAM, VERSION
from app.verifying import TOLD, Outcome, Verification, as_document, verification_lines, verify, verify_file
from app.words import Words
from app.workspace import Workspace, font_folder
from decision.analysis import analyse
from decision.case import Case, ContextFact, Estimate, Evidence, NotePart, Rating
from decision.case_reading import read_case
from decision.case_writing import write_case
from decision.model_reading import read_model
from reports.note import NoteSettings, write_note

WORDS = Words()
DRAWS = 400
SECRET = "informant in the ministry"
BLANK = b"q 1 1 1 rg 40 250 300 20 re f Q"
"""A white box over two lines of the figure on page 1."""

Edit = Callable[[pikepdf.Pdf], None]
NoteOf = Callable[..., bytes]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace.beside(tmp_path_factory.mktemp("verify") / "none.db", WORDS)
    workspace.draws = DRAWS
    return workspace


@pytest.fixture(scope="module")
def note_of(desk: Workspace, nine: dict[str, Case]) -> NoteOf:
    """The note of a starting case by its file name; each is made once."""
    return functools.cache(lambda name, paper="A4": desk.note(desk.analyse(nine[name]), paper))


@pytest.fixture(scope="module")
def somalia(note_of: NoteOf) -> bytes:
    return note_of("somalia")


def saved(data: bytes, edit: Edit = lambda _: None, **how: Any) -> bytes:
    """The note as another program saves it after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(out, **how)
    return out.getvalue()


def attached(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The note with another attachment under a name."""

    def edit(pdf: pikepdf.Pdf) -> None:
        held = pdf.attachments[name].get_file().read_bytes()
        del pdf.attachments[name]
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, change(held))

    return saved(data, edit)


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def of(held: bytes) -> bytes:
        document = json.loads(held)
        change(document)
        return json.dumps(document, indent=1).encode()

    return of


def drawn(stream: bytes) -> Edit:
    """Something drawn over the first page."""
    return lambda pdf: pdf.pages[0].contents_add(stream)


def verified(data: bytes) -> Verification:
    return verify(WORDS, data, font_folder())


def told(verification: Verification) -> str:
    return "\n".join(verification_lines(WORDS, verification))


def assert_written_here(data: bytes) -> None:
    found = verified(data)
    assert found == Verification(Outcome.HOLDS, True, PROGRAM, True)
    assert told(found).startswith("The note holds")
    assert "not forgery" in told(found)


@pytest.mark.parametrize("name", ["somalia", "liberia-unmil", "chad-car-minurcat"])
def test_a_note_holds(note_of: NoteOf, name: str) -> None:
    assert_written_here(note_of(name))


@pytest.mark.long
def test_the_notes_of_all_starting_cases_hold_on_both_papers(note_of: NoteOf, nine: dict[str, Case]) -> None:
    assert len(nine) == 9
    for name in nine:
        for paper in ("A4", "Letter"):
            assert_written_here(note_of(name, paper))


def test_a_note_on_letter_paper_with_another_seed_and_own_words_holds(
    desk: Workspace, nine: dict[str, Case]
) -> None:
    library = desk.documented_cases()
    analysis = analyse(desk.model, nine["somalia"], library, draws=300, seed=5)
    settings = NoteSettings(VERSION, "Letter", "Confidential", "A library of nine.")
    assert_written_here(write_note(analysis, WORDS, settings, font_folder(), desk.model_bytes, library))


def of_its_own(case: Case) -> Case:
    """A copy that nobody documented, of a mission whose documented state is too near to be compared."""
    return replace(case, id="3f0e3a3e-6f50-4b1e-8a6b-0d3c1f0a9b11", documented=None)


def half_rated(case: Case) -> Case:
    """Too little rated in common with most documented cases."""
    return replace(case, ratings=dict(list(case.ratings.items())[:6]))


def rated_backwards(case: Case) -> Case:
    """What a desk holds after edits: the ratings in the order they were made."""
    return replace(case, ratings=dict(reversed(list(case.ratings.items()))))


def edited(case: Case) -> Case:
    """A state its library does not hold yet."""
    level = Estimate(5, 10, 20)
    return replace(case, ratings={**case.ratings, "insecurity": Rating(level)})


def unrated(case: Case) -> Case:
    """Nothing to compare by."""
    return replace(case, ratings={}, country_team=None)


@pytest.mark.parametrize("change", [of_its_own, half_rated, rated_backwards, edited, unrated])
def test_a_note_holds_whatever_its_library_is_compared_by(
    desk: Workspace, nine: dict[str, Case], change: Callable[[Case], Case]
) -> None:
    assert_written_here(desk.note(desk.analyse(change(nine["somalia"]))))


def test_a_note_of_a_case_with_protected_evidence_holds_without_it(desk: Workspace, nine: dict[str, Case]) -> None:
    case = nine["liberia-unmil"]
    first, *rest = case.evidence
    secret = Evidence("s1", f"Words of an {SECRET}", excerpt=SECRET, protected=True)
    ratings = dict(case.ratings)
    ratings["insecurity"] = replace(ratings["insecurity"], protected=True, rationale=SECRET, evidence=("s1",))
    ratings["ngo_distance"] = replace(ratings["ngo_distance"], evidence=("s1", rest[0].id))
    brief = replace(case.brief, context=(ContextFact("A public fact", ("s1", rest[0].id)),))
    kept = replace(case, evidence=(first, secret, *rest), ratings=ratings, brief=brief)
    note = desk.note(desk.analyse(kept))
    assert_written_here(note)
    shown = verified(attached(note, "case.json", lambda _: write_case(kept)))
    assert shown.outcome is Outcome.DIFFERS
    assert any(item.key == "case.json: evidence[1].title" for item in shown.findings)


def test_a_note_without_some_of_its_parts_holds_and_a_change_of_what_is_left_out_does_not(
    desk: Workspace, nine: dict[str, Case]
) -> None:
    case = nine["somalia"]
    brief = replace(case.brief, left_out=(NotePart.OPTIONS, NotePart.DISSENT, NotePart.ANNEX))
    note = desk.note(desk.analyse(replace(case, brief=brief)))
    assert_written_here(note)
    shown = verified(
        attached(note, "case.json", changed(lambda held: held["brief"]["left_out"].remove("dissent")))
    )
    assert shown.outcome is Outcome.DIFFERS
    whole = verified(attached(note, "case.json", lambda _: write_case(case)))
    assert whole.outcome is Outcome.DIFFERS
    assert any(item.kind == "pages" for item in whole.findings)


def test_a_note_made_with_a_copied_model_holds(desk: Workspace, nine: dict[str, Case]) -> None:
    data = desk.model_bytes.replace(b"insecurity", b"insecurity_as_we_see_it").replace(b"R2", b"R2b")
    model = read_model(data)
    cases = [
        read_case(
            write_case(case).replace(b"insecurity", b"insecurity_as_we_see_it").replace(b"R2", b"R2b"), model
        )
        for case in nine.values()
    ]
    analysis = analyse(model, cases[list(nine).index("somalia")], cases, draws=DRAWS)
    note = write_note(analysis, WORDS, NoteSettings(VERSION), font_folder(), data, cases)
    assert model.sha256 != desk.model.sha256
    assert verified(note).outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"linearize": True, "compress_streams": False},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "qdf": True},
        {"encryption": pikepdf.Encryption(owner="owner", user="")},
    ],
    ids=["as it is", "for the web", "in plain", "for reading only"],
)
def test_a_note_another_program_has_saved_holds_with_other_bytes(somalia: bytes, how: dict[str, Any]) -> None:
    found = verified(saved(somalia, **how))
    assert found == Verification(Outcome.HOLDS, False, PROGRAM, True)
    assert "saved the file anew" in told(found)


def test_properties_and_the_spelling_of_an_attachment_are_no_figure(somalia: bytes) -> None:
    def retitled(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Another title"

    assert verified(saved(somalia, retitled)).outcome is Outcome.HOLDS
    spelled = attached(somalia, "case.json", changed(lambda _: None))
    assert verified(spelled) == Verification(Outcome.HOLDS, False, PROGRAM, True)


def test_a_changed_figure_is_found_and_its_line_named(somalia: bytes) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[0].Contents.read_bytes()
        assert held.count(b"(20.7) Tj") == 1
        pdf.pages[0].Contents = pdf.make_stream(held.replace(b"(20.7) Tj", b"(80.7) Tj"))

    found = verified(saved(somalia, edit))
    assert found.outcome is Outcome.DIFFERS
    (line,) = found.findings
    assert (line.kind, line.page, line.found, line.expected) == ("line", 1, "80.7 75.4 76.8", "20.7 75.4 76.8")
    assert "Page 1 reads “80.7 75.4 76.8”; computed again it reads “20.7 75.4 76.8”." in told(found)


def test_a_page_of_another_note_is_found(note_of: NoteOf, somalia: bytes) -> None:
    with pikepdf.open(io.BytesIO(note_of("liberia-unmil"))) as other:

        def edit(pdf: pikepdf.Pdf) -> None:
            pdf.pages[1] = other.pages[1]

        found = verified(saved(somalia, edit))
    assert {item.page for item in found.findings} == {2}
    assert "LBR-2008-09" in found.findings[0].found
    assert "SOM-2008-09" in found.findings[0].expected
    assert len(found.findings) > TOLD
    assert f"and {len(found.findings) - TOLD} more" in told(found)


@pytest.mark.parametrize("move", ["taken", "added"])
def test_a_page_too_few_or_too_many_is_found(somalia: bytes, move: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        if move == "taken":
            del pdf.pages[-1]
        else:
            pdf.add_blank_page()

    found = verified(saved(somalia, edit)).findings
    assert [item.kind for item in found] == ["pages"]
    assert int(found[0].found) - int(found[0].expected) == {"taken": -1, "added": 1}[move]


def test_a_changed_case_is_found_in_the_figures_that_follow_from_it(somalia: bytes) -> None:
    def calmer(case: dict[str, Any]) -> None:
        case["ratings"]["insecurity"].update(low=5, best=10, high=20)

    found = verified(attached(somalia, "case.json", changed(calmer)))
    assert found.outcome is Outcome.DIFFERS
    first = found.findings[0]
    assert (first.page, first.found) == (1, "Recommendation Two feet out")
    assert any("Insecurity" in item.found and item.expected.endswith("10 5–20") for item in found.findings)


def test_what_a_case_says_without_printing_it_is_found_by_the_hash_at_the_foot(somalia: bytes) -> None:
    found = verified(attached(somalia, "case.json", changed(lambda case: case.update(unprinted="x"))))
    (foot,) = found.findings
    assert foot.page == 1
    assert "content" in foot.found


def test_a_changed_seed_is_found(somalia: bytes) -> None:
    found = verified(attached(somalia, "parameters.json", changed(lambda given: given.update(seed=7))))
    assert found.outcome is Outcome.DIFFERS
    assert any("seed 20080930" in item.found and "seed 7" in item.expected for item in found.findings)


def test_a_changed_precedent_is_found(somalia: bytes) -> None:
    def moved(compared: dict[str, Any]) -> None:
        for case in compared["cases"]:
            case["ratings"] = {name: {"low": 50, "best": 50, "high": 50} for name in case["ratings"]}

    found = verified(attached(somalia, "compared.json", changed(moved)))
    assert found.outcome is Outcome.DIFFERS


def test_a_model_changed_after_the_note_is_found_by_its_hash(somalia: bytes) -> None:
    found = verified(attached(somalia, "model.toml", lambda held: held + b"\n# a remark\n"))
    assert found.findings[0].key == "parameters.json: model.sha256"
    assert "parameters.json: model.sha256" in told(found)


def test_a_note_of_another_version_is_computed_again_all_the_same(desk: Workspace, nine: dict[str, Case]) -> None:
    library = desk.documented_cases()
    analysis = desk.analyse(nine["somalia"], library)
    note = write_note(analysis, WORDS, NoteSettings("0.0.9"), font_folder(), desk.model_bytes, library)
    found = verified(note)
    assert (found.outcome, found.program, found.ours) == (Outcome.HOLDS, "Footing 0.0.9", False)
    assert f"Written by Footing 0.0.9 and computed again by {PROGRAM}" in told(found)


def test_a_white_box_is_found_and_what_it_covers_named(somalia: bytes) -> None:
    found = verified(saved(somalia, drawn(BLANK))).findings
    assert {(item.kind, item.page) for item in found} == {("look", 1)}
    assert "Local coordination gap 90 80–98" in [item.expected for item in found]


def test_a_picture_of_a_figure_is_found(somalia: bytes) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        picture = pikepdf.Stream(pdf, b"\x00\xff\xff\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.update({"/Width": 2, "/Height": 2, "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceGray})
        name = pdf.pages[0].add_resource(picture, pikepdf.Name.XObject)
        pdf.pages[0].contents_add(f"q 12 0 0 6 300 255 cm {name} Do Q".encode())

    (place, *_) = verified(saved(somalia, edit)).findings
    assert (place.kind, place.page) == ("look", 1)


def test_text_laid_over_is_found_even_where_it_cannot_be_seen(somalia: bytes) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = pdf.pages[0].add_resource(font, pikepdf.Name.Font)
        pdf.pages[0].contents_add(f"q BT {name} 9 Tf 3 Tr 60 300 Td (Agreed by all) Tj ET Q".encode())

    (line,) = verified(saved(somalia, edit)).findings
    assert (line.kind, line.page) == ("line", 1)
    assert "Agreed by all" in line.found


@pytest.mark.parametrize("flags", [4, 36], ids=["seen", "in print alone"])
def test_a_stamp_is_found(somalia: bytes, flags: int) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        box = pikepdf.Array([0, 0, 100, 20])
        look = pikepdf.Stream(pdf, b"1 1 1 rg 0 0 100 20 re f", Subtype=pikepdf.Name.Form, BBox=box)
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([60, 500, 160, 520]),
            F=flags,
            AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(stamp)])

    found = verified(saved(somalia, edit)).findings
    assert [item.kind for item in found][:2] == ["annotations", "look"]
    assert (found[0].found, found[0].expected) == ("1", "0")


def test_a_cut_page_is_found(somalia: bytes) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 10**7, 10**7])

    (size,) = verified(saved(somalia, edit)).findings
    assert (size.kind, size.page) == ("size", 1)


def blank() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: blank(), "not_a_note"),
        (lambda note: note[: len(note) // 2], "note_unreadable"),
        (lambda _: b"", "note_unreadable"),
        (lambda _: b'{"format": "footing-case/1"}', "note_unreadable"),
        (lambda note: saved(note, encryption=pikepdf.Encryption(owner="a", user="b")), "note_locked"),
        (lambda note: attached(note, "compared.json", lambda _: b" " * 20_000_000), "note_too_large"),
    ],
    ids=["another PDF", "cut short", "empty", "JSON", "locked", "20 MB"],
)
def test_what_is_no_note_is_refused(
    somalia: bytes, tmp_path: Path, make: Callable[[bytes], bytes], code: str
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(make(somalia))
    with pytest.raises(FileFault) as caught:
        verify_file(WORDS, path)
    assert caught.value.code == code
    assert str(path) in (sentence(WORDS, caught.value) or "")


DEEP = b"[" * 100_000
NESTED = b', "later": ' + b'{"a":' * 450 + b"1" + b"}" * 450 + b"}"


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("case.json", lambda _: DEEP, "too_deep"),
        ("parameters.json", lambda _: DEEP, "too_deep"),
        ("compared.json", lambda _: b"\xff", "not_utf8"),
        ("model.toml", lambda _: b"\xff", "not_toml"),
        ("case.json", lambda _: b"[]", "not_an_object"),
        ("compared.json", lambda _: b'{"format": "footing-compared/1", "cases": {}, "others": []}', "not_a_list"),
        ("parameters.json", changed(lambda given: given.update(draws=10**12)), "out_of_range"),
        ("parameters.json", changed(lambda given: given.update(paper="A0")), "unknown_name"),
        ("parameters.json", changed(lambda given: given.update(format="footing-parameters/9")), "unknown_name"),
        ("case.json", changed(lambda case: case.update(format="footing-case/9")), "newer_format"),
    ],
)
def test_an_attachment_that_is_not_what_it_is_called_is_refused(
    somalia: bytes, tmp_path: Path, name: str, change: Callable[[bytes], bytes], code: str
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(attached(somalia, name, change))
    with pytest.raises(ContentError) as caught:
        verify_file(WORDS, path)
    assert caught.value.error.code == code
    assert str(path) in (sentence(WORDS, caught.value) or "")


def test_a_deep_field_of_a_newer_case_is_told_and_never_a_trace(somalia: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(attached(somalia, "case.json", lambda held: held.rstrip()[:-1] + NESTED))
    assert verify_file(WORDS, path).outcome is Outcome.DIFFERS


def test_what_a_terminal_may_obey_is_not_told(somalia: bytes) -> None:
    def coloured(parameters: dict[str, Any]) -> None:
        parameters["\x1b[31mkey"] = "\x1b]0;title\x07" + "x" * 500

    found = verified(attached(somalia, "parameters.json", changed(coloured)))
    lines = verification_lines(WORDS, found)
    assert all(line.isprintable() for line in lines)
    assert max(map(len, lines)) < 500
    assert "is “" in lines[1]


def test_the_document_says_the_same(somalia: bytes) -> None:
    found = as_document(verified(saved(somalia, drawn(BLANK))))
    assert json.loads(json.dumps(found)) == found
    assert {name: found[name] for name in ("outcome", "same_bytes", "program", "ours")} == {
        "outcome": "differs",
        "same_bytes": False,
        "program": PROGRAM,
        "ours": True,
    }
    assert all(set(item) == {"kind", "page", "expected"} for item in found["findings"])
    assert as_document(verified(somalia))["findings"] == []
