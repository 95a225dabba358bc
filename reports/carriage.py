"""The note carries its case: what is attached, the hash of it, and a file finished to the same bytes each time."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from decision.analysis import Analysis
from decision.case import Brief, Case, Estimate, Rating
from decision.case_writing import case_document, write_case
from decision.precedent.nearest import precedents
from reports.content import Note
from reports.settings import NoteSettings

COMPARED_FORMAT = "footing-compared/1"
PARAMETERS_FORMAT = "footing-parameters/1"
PRODUCER = "Footing"
HASH_DIGITS = 12
NAMES = ("case.json", "model.toml", "parameters.json", "compared.json")


@dataclass(frozen=True)
class Cargo:
    """The attachments by name, and the first digits of the hash over what the note was made from."""

    files: Mapping[str, bytes]
    content_hash: str


def pack(analysis: Analysis, settings: NoteSettings, model_bytes: bytes, library: Sequence[Case]) -> Cargo:
    """What a note carries; ``analysis`` holds a case without anything protected."""
    case = write_case(analysis.case)
    parameters = _parameters(analysis, settings)
    digest = hashlib.sha256()
    for part in (case, analysis.model.sha256.encode(), parameters, settings.version.encode()):
        digest.update(hashlib.sha256(part).digest())
    return Cargo(
        dict(zip(NAMES, (case, model_bytes, parameters, _compared(analysis, library)), strict=True)),
        digest.hexdigest()[:HASH_DIGITS],
    )


def _parameters(analysis: Analysis, settings: NoteSettings) -> bytes:
    return _json(
        {
            "format": PARAMETERS_FORMAT,
            "draws": analysis.robustness.draws,
            "seed": analysis.robustness.seed,
            "version": settings.version,
            "model": {
                "id": analysis.model.id,
                "version": analysis.model.version,
                "sha256": analysis.model.sha256,
            },
            "paper": settings.paper,
            "classification": settings.classification,
            "library_note": settings.library_note,
        }
    )


def _compared(analysis: Analysis, library: Sequence[Case]) -> bytes:
    """The documented cases as case files of facts and best levels: enough to compute the precedents again.

    ``cases``: those compared with this one. ``others``: the rest, which the library's own record rests on.
    """
    model = analysis.model
    everyone = replace(model, precedent=replace(model.precedent, nearest=max(len(library), 1)))
    compared = {item.case_id for item in precedents(everyone, analysis.case, library).nearest}
    documented = [case for case in library if case.documented is not None]
    cases = [case_document(_bare(case)) for case in documented if case.id in compared]
    others = [case_document(_bare(case)) for case in documented if case.id not in compared]
    return _json({"format": COMPARED_FORMAT, "cases": cases, "others": others})


def _bare(case: Case) -> Case:
    """Facts and best levels of a documented case: no text, no evidence, nothing a library did not publish."""
    ratings = {
        name: Rating(Estimate(rating.estimate.best, rating.estimate.best, rating.estimate.best))
        for name, rating in case.ratings.items()
    }
    return Case(
        id=case.id,
        title=case.title,
        countries=case.countries,
        as_of=case.as_of,
        mission=replace(case.mission, extra={}),
        country_team=None if case.country_team is None else replace(case.country_team, extra={}),
        phase=case.phase,
        ratings=ratings,
        perspective=case.perspective,
        weights=case.weights,
        brief=Brief(),
        documented=case.documented,
    )


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def finish(pages: bytes, note: Note, cargo: Cargo, date: datetime.date) -> bytes:
    """The file with its properties and attachments; the dates are the case's, the identity that of the content."""
    stamp = f"D:{date:%Y%m%d}000000Z"
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        pdf.docinfo = pdf.make_indirect(
            pikepdf.Dictionary(
                Title=note.head.title,
                Subject=f"{note.head.kind} · {note.head.reference}",
                Author=note.author or PRODUCER,
                Creator=note.head.foot,
                Producer=PRODUCER,
                CreationDate=stamp,
                ModDate=stamp,
            )
        )
        pdf.Root.Lang = pikepdf.String(note.language)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        _attach(pdf, cargo, stamp)
        out = io.BytesIO()
        pdf.save(
            out, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def _attach(pdf: pikepdf.Pdf, cargo: Cargo, stamp: str) -> None:
    kinds = {"json": "application/json", "toml": "application/toml"}
    for name, data in cargo.files.items():
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf,
            data,
            filename=name,
            mime_type=kinds[name.rsplit(".", 1)[1]],
            creation_date=stamp,
            mod_date=stamp,
            relationship=pikepdf.Name.Data,
        )
