"""Verifying a note: its case computed again with its own model, and text, look and attachments held against it.

What is found is inconsistency. Whoever changes the case and writes the whole note anew has a note that holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.files import ContentError, FileFault, read_whole
from app.program import PROGRAM, VERSION
from app.words import LANGUAGES, Words
from app.workspace import font_folder
from decision.analysis import analyse
from decision.case import Case
from decision.case_reading import case_from, parse_json, read_case
from decision.errors import CaseError, DecisionError
from decision.fields import Fields
from decision.model import DecisionModel
from decision.model_reading import MAX_DRAWS, read_model

if TYPE_CHECKING:
    from reports.settings import NoteSettings

TOLD = 8
"""Findings told on the command line; all of them are in the document."""

LONGEST = 160
"""Letters told of one value."""


class Outcome(StrEnum):
    """Whether a note holds."""

    HOLDS = "holds"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in which a note differs from what its attachments give.

    ``kind``: ``attachment``, or what :class:`reports.page_text.Kind` names. ``page``: from 1, None for the whole
    file. ``key``: the field of an attachment. ``found`` and ``expected``: line, value or number, empty for none.
    """

    kind: str
    page: int | None
    key: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification came to; ``program`` wrote the note, ``ours``: it is this very version.

    ``same_bytes``: the file is to the last byte what this version writes. Without it a note may still hold:
    another program has saved it anew.
    """

    outcome: Outcome
    same_bytes: bool
    program: str
    ours: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Carried:
    """What a note carries, read."""

    model: DecisionModel
    model_bytes: bytes
    case: Case
    documented: list[Case]
    settings: NoteSettings
    draws: int
    seed: int


def verify_file(words: Words, path: Path) -> Verification:
    """The verification of a file; :class:`FileFault` or :class:`ContentError` where it is no note of ours."""
    from reports.attachment import NotANoteError  # noqa: PLC0415 - only a note needs it

    data = read_whole(path)
    try:
        return verify(words, data, font_folder())
    except NotANoteError as error:
        code = "not_a_note" if error.reason == "nothing_attached" else f"note_{error.reason}"
        raise FileFault(code, path) from error
    except DecisionError as error:
        raise ContentError(path, error) from error


def verify(words: Words, data: bytes, fonts: Path) -> Verification:
    """Compute a note again from what it carries and hold the two against each other.

    ``fonts``: the folder of the cut faces. :class:`~reports.attachment.NotANoteError` where the file is no note
    of ours, :class:`DecisionError` where what it carries cannot be read. Takes as long as an analysis and a note.
    """
    from reports.attachment import attachments, note_language  # noqa: PLC0415 - only a note needs it

    files = attachments(data)
    try:
        carried = _carried(files)
        again = _written_again(words, carried, note_language(data), fonts)
        findings = () if again == data else tuple(_findings(data, again, files, attachments(again)))
    except RecursionError:  # what the reading of a case still bears, its writing may not
        raise CaseError("too_deep") from None
    version = carried.settings.version
    return Verification(
        Outcome.DIFFERS if findings else Outcome.HOLDS,
        again == data,
        f"Footing {version}",
        version == VERSION,
        findings,
    )


def _written_again(words: Words, carried: _Carried, language: str, fonts: Path) -> bytes:
    from reports.note import write_note  # noqa: PLC0415

    analysis = analyse(carried.model, carried.case, carried.documented, draws=carried.draws, seed=carried.seed)
    return write_note(
        analysis,
        Words(language) if language in LANGUAGES else words,
        carried.settings,
        fonts,
        carried.model_bytes,
        carried.documented,
    )


def _carried(files: Mapping[str, bytes]) -> _Carried:
    from reports.carriage import PARAMETERS_FORMAT  # noqa: PLC0415
    from reports.settings import NoteSettings  # noqa: PLC0415

    model = read_model(files["model.toml"])
    given = Fields(parse_json(files["parameters.json"]), "", CaseError)
    given.member("format", [PARAMETERS_FORMAT])
    settings = NoteSettings(
        version=given.text("version"),
        paper=given.member("paper", ["A4", "Letter"]),
        classification=given.optional_text("classification"),
        library_note=given.optional_text("library_note"),
    )
    return _Carried(
        model,
        files["model.toml"],
        read_case(files["case.json"], model),
        _documented(files["compared.json"], model),
        settings,
        draws=given.whole("draws", 1, MAX_DRAWS),
        seed=given.whole("seed", 0, 2**63),
    )


def _documented(data: bytes, model: DecisionModel) -> list[Case]:
    """The documented cases of the library the note was made beside."""
    from reports.carriage import COMPARED_FORMAT  # noqa: PLC0415

    top = Fields(parse_json(data), "", CaseError)
    top.member("format", [COMPARED_FORMAT])
    return [*_cases(top, "cases", model), *_cases(top, "others", model)]


def _cases(top: Fields, name: str, model: DecisionModel) -> list[Case]:
    given = top.needed(name)
    if not isinstance(given, list):
        raise top.fail("not_a_list", name)
    return [case_from(item, model) for item in given]


def _findings(
    data: bytes, again: bytes, files: Mapping[str, bytes], expected: Mapping[str, bytes]
) -> Iterator[Finding]:
    from reports.page_text import differences  # noqa: PLC0415

    for name in files:
        if name.endswith(".json") and files[name] != expected[name]:
            yield from _in_attachment(name, parse_json(files[name]), parse_json(expected[name]))
    for item in differences(data, again):
        yield Finding(item.kind, item.page, "", item.found, item.expected)


def _in_attachment(name: str, found: object, expected: object) -> Iterator[Finding]:
    """The fields of an attachment that a note of its case carries otherwise; spelling and order tell nothing."""
    here, there = dict(_fields(found, "")), dict(_fields(expected, ""))
    for key in sorted(here.keys() | there.keys()):
        if here.get(key) != there.get(key):
            yield Finding("attachment", None, f"{name}: {key}", here.get(key, ""), there.get(key, ""))


def _fields(value: object, path: str) -> Iterator[tuple[str, str]]:
    """The single values of a document by dotted path; what is empty is as good as absent."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _fields(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _fields(item, f"{path}[{place}]")
    elif isinstance(value, float) and value.is_integer():
        yield path, str(int(value))
    elif value is not None and value is not False and value != "":
        yield path, str(value)


def verification_lines(words: Words, verification: Verification) -> list[str]:
    """The verification in sentences: whether the note holds, what differs, who wrote it, what this cannot tell."""
    findings = verification.findings
    if findings:
        lines = [words.count("verify.differs", len(findings))]
        lines += [f"  {_sentence(words, item)}" for item in findings[:TOLD]]
        if len(findings) > TOLD:
            lines.append(f"  {words.count('verify.more', len(findings) - TOLD)}")
    else:
        lines = [words("verify.holds" if verification.same_bytes else "verify.holds_anew")]
    program = words("verify.program", program=_told(verification.program))
    if not verification.ours:
        program = words("verify.other_program", program=_told(verification.program), ours=PROGRAM)
    return [*lines, program, words("verify.limits")]


def _sentence(words: Words, item: Finding) -> str:
    key = f"verify.{item.kind}"
    if item.kind in ("line", "attachment") and not (item.found and item.expected):
        key += ".missing" if item.expected else ".added"
    elif item.kind == "look" and not item.expected:
        key += ".bare"
    found, expected = _told(item.found), _told(item.expected)
    return words(key, page=item.page, key=_told(item.key), found=found, expected=expected)


def _told(text: str) -> str:
    """A value of a file as a terminal may show it: what no one can see as a sign, and cut to what can be read."""
    seen = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))
    return seen if len(seen) <= LONGEST else seen[: LONGEST - 1] + "…"


def as_document(verification: Verification) -> dict[str, Any]:
    """The verification as a document for other programs; a finding leaves out what it does not have."""
    return {
        "outcome": verification.outcome.value,
        "same_bytes": verification.same_bytes,
        "program": verification.program,
        "ours": verification.ours,
        "findings": [
            {name: value for name, value in asdict(item).items() if value not in (None, "")}
            for item in verification.findings
        ],
    }
