"""What a note carries: the case and all it takes to compute it again, and nothing that is protected."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pikepdf
import pytest

from app.words import Words
from decision.analysis import analyse
from decision.case import Case, ContextFact, Evidence
from decision.case_reading import case_from, read_case
from decision.model import DecisionModel
from decision.model_reading import read_model
from reports.attachment import MAX_BYTES, NotANoteError, attached_case, attachments
from reports.note import NoteSettings, write_note
from tests.reports.conftest import DRAWS, FONTS, MODEL_BYTES, Made, Make, page_texts

NoteOf = Callable[[str], Made]
SECRET = "informant in the ministry of the interior"


@pytest.mark.parametrize("name", ["liberia-unmil", "chad-car-minurcat", "darfur-unamid"])
def test_what_is_attached_gives_the_same_answer(note_of: NoteOf, name: str) -> None:
    made = note_of(name)
    files = attachments(made.data)
    model = read_model(files["model.toml"])
    case = read_case(files["case.json"], model)
    parameters = json.loads(files["parameters.json"])
    compared = [case_from(item, model) for item in json.loads(files["compared.json"])["cases"]]
    again = analyse(model, case, [case, *compared], draws=parameters["draws"], seed=parameters["seed"])
    assert again.recommendation == made.analysis.recommendation
    assert np.array_equal(again.valuation.values, made.analysis.valuation.values)
    assert np.array_equal(again.robustness.rank_acceptability, made.analysis.robustness.rank_acceptability)
    assert again.precedents == made.analysis.precedents
    assert parameters["version"] == "1.0"
    assert parameters["paper"] == "A4"


def test_compared_cases_hold_facts_and_levels_only(note_of: NoteOf) -> None:
    compared = json.loads(attachments(note_of("liberia-unmil").data)["compared.json"])["cases"]
    assert len(compared) == 8
    for case in compared:
        assert case["evidence"] == []
        assert case["brief"]["context"] == []
        assert case["documented"]["option"]
        for rating in case["ratings"].values():
            assert rating["low"] == rating["best"] == rating["high"]
            assert rating["rationale"] is None


def test_same_input_same_bytes(make: Make, model: DecisionModel, nine: dict[str, Case], words: Words) -> None:
    case, library = nine["burundi-binub"], tuple(nine.values())
    analysis = analyse(model, case, library, draws=DRAWS)
    settings = NoteSettings(version="1.0")
    first, second = (write_note(analysis, words, settings, FONTS, MODEL_BYTES, library) for _ in range(2))
    assert first == second == make(case).data


def test_the_content_hash_changes_with_what_the_note_is_made_from(make: Make, nine: dict[str, Case]) -> None:
    case = nine["burundi-binub"]
    hashes = {
        made.content.head.foot
        for made in (
            make(case),
            make(replace(case, title="Burundi")),
            make(case, paper="Letter"),
        )
    }
    assert len(hashes) == 3


def protected_case(case: Case) -> Case:
    """A case with a protected item between public ones, and a protected rationale."""
    secret = Evidence("s1", f"Title of the {SECRET}", "secret source", excerpt=SECRET, protected=True)
    first, *rest = case.evidence
    ratings = dict(case.ratings)
    ratings["insecurity"] = replace(
        ratings["insecurity"], protected=True, rationale=f"Said by an {SECRET}", evidence=("s1",)
    )
    ratings["ngo_distance"] = replace(ratings["ngo_distance"], evidence=("s1", rest[0].id))
    brief = replace(case.brief, context=(ContextFact("A public fact", ("s1", rest[0].id)),))
    return replace(case, evidence=(first, secret, *rest), ratings=ratings, brief=brief)


def test_protected_evidence_leaves_no_gap_number_or_trace(make: Make, nine: dict[str, Case]) -> None:
    case = protected_case(nine["liberia-unmil"])
    made = make(case)
    attached = b"".join(attachments(made.data).values()).decode()
    for secret in (SECRET, "secret source", '"s1"', "Said by an"):
        assert secret not in made.text
        assert secret not in attached
    assert "A public fact (e2)." in made.text
    public = len(case.evidence) - 1
    assert f"e{public} " in made.text
    assert f"e{public + 1} " not in made.text
    assert [value.figure for value in made.content.options.values] == [
        value.figure for value in make(nine["liberia-unmil"]).content.options.values
    ]


def test_a_note_without_the_secret_is_the_same_note(make: Make, nine: dict[str, Case]) -> None:
    from decision.publication import public_case  # noqa: PLC0415

    case = protected_case(nine["liberia-unmil"])
    assert make(case).data == make(public_case(case)).data


def test_the_case_is_read_back(note_of: NoteOf, model: DecisionModel, nine: dict[str, Case]) -> None:
    assert read_case(attached_case(note_of("somalia").data), model) == nine["somalia"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nnot really", b"{}"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(NotANoteError):
        attachments(data)


def test_another_pdf_is_refused() -> None:
    pdf, buffer = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(buffer)
    with pytest.raises(NotANoteError):
        attachments(buffer.getvalue())


def test_an_attachment_that_unpacks_without_end_is_refused(note_of: NoteOf) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(note_of("somalia").data)) as pdf:
        del pdf.attachments["case.json"]
        pdf.attachments["case.json"] = pikepdf.AttachedFileSpec(pdf, b" " * (MAX_BYTES + 1))
        pdf.save(buffer, compress_streams=True)
    assert len(buffer.getvalue()) < MAX_BYTES
    with pytest.raises(NotANoteError) as caught:
        attachments(buffer.getvalue())
    assert caught.value.reason == "too_large"


def test_pages_are_read_as_text(note_of: NoteOf) -> None:
    made = note_of("somalia")
    assert page_texts(made.data) == made.pages
