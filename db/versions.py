"""The immutable numbered states of a case."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from db.documents import sha256_of
from db.records import Stamp, Version
from db.tables import StoredVersion

_SHOWN = (
    StoredVersion.case_id,
    StoredVersion.number,
    StoredVersion.sha256,
    StoredVersion.created_at,
    StoredVersion.author,
    StoredVersion.label,
)

_TEXT = select(StoredVersion.document).where(
    StoredVersion.case_id == bindparam("case"), StoredVersion.number == bindparam("version")
)


def freeze(connection: Connection, case_id: str, text: str, label: str | None, stamp: Stamp) -> Version:
    """The state with this text as a new version, or the last version where nothing changed since."""
    newest = newest_version(connection, case_id)
    if newest is not None and newest.sha256 == sha256_of(text):
        return newest
    return append(connection, case_id, text, label, stamp)


def append(connection: Connection, case_id: str, text: str, label: str | None, stamp: Stamp) -> Version:
    """A further version, whatever the last one holds."""
    newest = newest_version(connection, case_id)
    version = Version(
        case_id=case_id,
        number=1 if newest is None else newest.number + 1,
        sha256=sha256_of(text),
        created_at=stamp.at.astimezone(datetime.UTC),
        author=stamp.author,
        label=label,
    )
    values = {name: getattr(version, name) for name in Version.__slots__}
    connection.execute(insert(StoredVersion), {**values, "document": text})
    return version


def newest_version(connection: Connection, case_id: str) -> Version | None:
    """The last version of a case."""
    found = connection.execute(_of_case(case_id).order_by(StoredVersion.number.desc()).limit(1)).one_or_none()
    return None if found is None else _version(found)


def versions(connection: Connection, case_id: str) -> list[Version]:
    """All versions of a case, oldest first."""
    return [_version(row) for row in connection.execute(_of_case(case_id).order_by(StoredVersion.number))]


def text_of_version(connection: Connection, case_id: str, number: int) -> str | None:
    """The stored text of a version, None where there is none of this number."""
    return connection.scalar(_TEXT, {"case": case_id, "version": number})


def _of_case(case_id: str) -> Select[*tuple[Any, ...]]:
    return select(*_SHOWN).where(StoredVersion.case_id == case_id)


def _version(row: Row[Any]) -> Version:
    return Version(**row._asdict())
