"""The immutable numbered states of a case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.documents import sha256_of
from db.records import Stamp, Version
from db.tables import StoredCase, StoredVersion


def freeze(session: Session, case: StoredCase, label: str | None, stamp: Stamp) -> Version:
    """The working state as a new version, or the last version where nothing changed since."""
    newest = session.scalar(
        select(StoredVersion)
        .where(StoredVersion.case_id == case.id)
        .order_by(StoredVersion.number.desc())
        .limit(1)
    )
    sha256 = sha256_of(case.document)
    if newest is not None and newest.sha256 == sha256:
        return version_record(newest)
    version = StoredVersion(
        case_id=case.id,
        number=1 if newest is None else newest.number + 1,
        sha256=sha256,
        created_at=stamp.at,
        author=stamp.author,
        label=label,
        document=case.document,
    )
    session.add(version)
    session.flush()
    return version_record(version)


def versions(session: Session, case_id: str) -> list[Version]:
    """All versions of a case, oldest first."""
    found = session.scalars(
        select(StoredVersion).where(StoredVersion.case_id == case_id).order_by(StoredVersion.number)
    )
    return [version_record(version) for version in found]


def version_record(version: StoredVersion) -> Version:
    """A stored version as a plain value, without its document."""
    return Version(
        case_id=version.case_id,
        number=version.number,
        sha256=version.sha256,
        created_at=version.created_at,
        author=version.author,
        label=version.label,
    )
