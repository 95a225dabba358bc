"""What is kept beside a case: results with all they rest on, the decision log, issued notes, and scenarios."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, insert, select, update

from db import history, versions
from db.documents import document_of, sha256_of, text_of, value_of
from db.faults import LibraryFault
from db.library import Library
from db.records import Stamp
from db.tables import Base, StoredDecision, StoredModel, StoredNote, StoredResult, StoredScenario
from decision.case import Case
from decision.case_writing import case_document


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it was computed: ``document`` is its JSON text, ``model_text`` that of its decision model."""

    model_id: str
    model_version: str
    model_text: str
    program: str
    seed: int
    draws: int
    option: str | None
    strength: str
    document: str


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A kept result: of which version of the case, by which model, seed and draws."""

    id: int
    case_id: str
    version: int
    model_sha256: str
    program: str
    seed: int
    draws: int
    option: str | None
    strength: str
    sha256: str
    at: datetime.datetime
    author: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the option, by whom, on which day, and why."""

    option: str
    decided_by: str
    decided_on: datetime.date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One line of the decision log; ``departs`` tells whether it is another option than ``advised``."""

    id: int
    case_id: str
    version: int
    result_id: int | None
    option: str
    decided_by: str
    decided_on: datetime.date
    reason: str | None
    advised: str | None
    departs: bool | None
    at: datetime.datetime
    author: str


@dataclass(frozen=True, slots=True)
class IssuedNote:
    """A note that was written to a file of this name; ``sha256`` is that of its bytes."""

    id: int
    case_id: str
    version: int
    result_id: int
    sha256: str
    name: str
    at: datetime.datetime
    author: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A supposition: the case as it would stand. ``base_sha256``: the state it was supposed from."""

    id: int
    case_id: str
    name: str
    base_sha256: str
    at: datetime.datetime
    author: str


def keep_result(library: Library, case: Case, result: Result) -> KeptResult:
    """Keep a result, with the version of the case it is of; the case must be as the library holds it."""
    stamp = library.stamp()
    with library.changing() as connection:
        kept = _keep(library, connection, case, result, stamp)
        return _result(connection, kept)


def issue_note(library: Library, case: Case, result: Result, note: tuple[str, str]) -> IssuedNote:
    """Keep that a note was written, by its file's name and the hash of its bytes, with the result it tells."""
    stamp = library.stamp()
    name, sha256 = note
    with library.changing() as connection:
        result_id = _keep(library, connection, case, result, stamp)
        kept = _result(connection, result_id)
        note_id = _insert(
            connection,
            StoredNote,
            {"case_id": case.id, "version": kept.version, "result_id": result_id, "sha256": sha256, "name": name},
            stamp,
        )
        return IssuedNote(note_id, case.id, kept.version, result_id, sha256, name, stamp.at, stamp.author)


def decide(library: Library, case_id: str, decision: Decision, advice: KeptResult | None) -> LoggedDecision:
    """Log a decision: the case holds it from now on, as a new version; the log keeps every earlier one."""
    stamp = library.stamp()
    advised = None if advice is None else advice.option
    departs = None if advised is None else advised != decision.option
    with library.changing() as connection:
        stored = library.text(connection, case_id)
        held = {
            "option": decision.option,
            "by": decision.decided_by,
            "date": decision.decided_on.isoformat(),
            "reason": decision.reason,
            "departs": departs,
        }
        document = case_document(library.read(text_of({**value_of(stored), "decision": held}) or ""))
        history.record(connection, (case_id, stored), document, ("decision", "decision"), stamp)
        version = versions.freeze(connection, case_id, library.text(connection, case_id), None, stamp)
        values = {
            **{field.name: getattr(decision, field.name) for field in fields(decision)},
            "case_id": case_id,
            "version": version.number,
            "result_id": None if advice is None else advice.id,
            "advised": advised,
            "departs": departs,
        }
        made = _insert(connection, StoredDecision, values, stamp)
        return LoggedDecision(id=made, at=stamp.at, author=stamp.author, **values)


def save_scenario(library: Library, base: Case, supposed: Case, name: str) -> Scenario:
    """Keep a supposition under a name; the case itself stays as it is."""
    stamp = library.stamp()
    document = text_of(document_of(supposed, library.model)) or ""
    base_text = text_of(document_of(base, library.model)) or ""
    values = {"case_id": base.id, "name": name, "base_sha256": sha256_of(base_text)}
    with library.changing() as connection:
        library.text(connection, base.id)
        made = _insert(connection, StoredScenario, {**values, "document": document}, stamp)
        return Scenario(made, **values, at=stamp.at, author=stamp.author)


def drop_scenario(library: Library, scenario: Scenario) -> None:
    """Show a scenario no more; it stays in the library."""
    with library.changing() as connection:
        gone = update(StoredScenario).where(StoredScenario.id == scenario.id)
        connection.execute(gone.values(dropped_at=library.stamp().at))


def take_back_scenario(library: Library, scenario: Scenario) -> None:
    """Show a scenario again that was dropped."""
    with library.changing() as connection:
        back = update(StoredScenario).where(StoredScenario.id == scenario.id)
        connection.execute(back.values(dropped_at=None))


def scenario_case(library: Library, scenario: Scenario) -> Case:
    """The case as a scenario supposes it."""
    with library.reading() as connection:
        text = connection.scalar(select(StoredScenario.document).where(StoredScenario.id == scenario.id))
    if text is None:
        raise LibraryFault("no_case", library.path, id=scenario.case_id)
    return library.read(text, scenario.case_id)


def results(library: Library, case_id: str) -> list[KeptResult]:
    """The kept results of a case, oldest first."""
    return _rows(library, StoredResult, KeptResult, case_id)


def decisions(library: Library, case_id: str) -> list[LoggedDecision]:
    """The decision log of a case, oldest first."""
    return _rows(library, StoredDecision, LoggedDecision, case_id)


def notes(library: Library, case_id: str) -> list[IssuedNote]:
    """The issued notes of a case, oldest first."""
    return _rows(library, StoredNote, IssuedNote, case_id)


def scenarios(library: Library, case_id: str) -> list[Scenario]:
    """The scenarios of a case that are not dropped, oldest first."""
    return _rows(library, StoredScenario, Scenario, case_id, StoredScenario.dropped_at.is_(None))


def note_with(library: Library, sha256: str) -> IssuedNote | None:
    """The issued note with this hash, None where this library issued none such."""
    found = select(*_columns(StoredNote, IssuedNote)).where(StoredNote.sha256 == sha256)
    with library.reading() as connection:
        row = connection.execute(found.order_by(StoredNote.id).limit(1)).one_or_none()
    return None if row is None else IssuedNote(**row._asdict())


def result_text(library: Library, result_id: int) -> str | None:
    """The whole JSON text of a kept result."""
    with library.reading() as connection:
        return connection.scalar(select(StoredResult.document).where(StoredResult.id == result_id))


def _keep(library: Library, connection: Connection, case: Case, result: Result, stamp: Stamp) -> int:
    stored = library.text(connection, case.id)
    if stored != text_of(document_of(case, library.model)):
        raise LibraryFault("changed_since", library.path, id=case.id)
    version = versions.freeze(connection, case.id, stored, None, stamp)
    model = sha256_of(result.model_text)
    if connection.scalar(select(StoredModel.sha256).where(StoredModel.sha256 == model)) is None:
        named = {"id": result.model_id, "version": result.model_version, "text": result.model_text}
        connection.execute(insert(StoredModel), {"sha256": model, **named})
    values = {
        "case_id": case.id,
        "version": version.number,
        "model_sha256": model,
        "sha256": sha256_of(result.document),
        **{name: getattr(result, name) for name in ("program", "seed", "draws", "option", "strength", "document")},
    }
    return _insert(connection, StoredResult, values, stamp)


def _result(connection: Connection, result_id: int) -> KeptResult:
    row = connection.execute(select(*_columns(StoredResult, KeptResult)).where(StoredResult.id == result_id)).one()
    return KeptResult(**row._asdict())


def _insert(connection: Connection, table: type[Base], values: Mapping[str, Any], stamp: Stamp) -> int:
    made = connection.execute(insert(table), {**values, "at": stamp.at, "author": stamp.author})
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def _columns(table: Any, record: Any) -> list[Any]:
    return [getattr(table, field.name) for field in fields(record)]


def _rows(library: Library, table: Any, record: Any, case_id: str, *where: Any) -> list[Any]:
    found = select(*_columns(table, record)).where(table.case_id == case_id, *where).order_by(table.id)
    with library.reading() as connection:
        library.text(connection, case_id)
        return [record(**row._asdict()) for row in connection.execute(found)]
