"""The tables of a library. The migrations create them; a test holds the two against each other."""

from __future__ import annotations

import datetime

from sqlalchemy import Dialect, ForeignKey, Index, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime.datetime]):
    """A moment, kept as ISO 8601 text in UTC with microseconds, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text of a moment."""
        return None if value is None else value.astimezone(datetime.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime.datetime | None:  # noqa: ARG002
        """The moment of a text."""
        return None if value is None else datetime.datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """What all tables of a library share: texts are TEXT, moments are UTC."""

    type_annotation_map = {str: Text(), datetime.datetime: UtcTime()}  # noqa: RUF012 (SQLAlchemy's own form)


class StoredLibrary(Base):
    """The one row that says which library this is and what made it."""

    __tablename__ = "library"

    id: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime.datetime]
    app_version: Mapped[str]


class StoredCase(Base):
    """A case: its working state as a document, and the columns a list shows, derived from the document."""

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    countries: Mapped[str]
    """ISO 3166 alpha-3 codes with a space between them."""
    mission_name: Mapped[str]
    mission_kind: Mapped[str]
    as_of: Mapped[datetime.date]
    documented_option: Mapped[str | None]
    archived: Mapped[bool]
    created_at: Mapped[datetime.datetime]
    changed_at: Mapped[datetime.datetime]
    document: Mapped[str]


SUMMARY_COLUMNS = (
    StoredCase.changed_at,
    StoredCase.id,
    StoredCase.title,
    StoredCase.countries,
    StoredCase.mission_name,
    StoredCase.mission_kind,
    StoredCase.as_of,
    StoredCase.documented_option,
    StoredCase.archived,
    StoredCase.created_at,
)
Index("cases_summary", *SUMMARY_COLUMNS)  # holds all a list shows: 10,000 cases without touching a document


class StoredVersion(Base):
    """A numbered state of a case that nothing can change any more; ``sha256`` is that of the document's text."""

    __tablename__ = "versions"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str]
    created_at: Mapped[datetime.datetime]
    author: Mapped[str]
    label: Mapped[str | None]
    document: Mapped[str]


class StoredEdit(Base):
    """One edit: the JSON at ``key`` before and after, NULL where there was nothing.

    ``key`` is a dotted path, empty for the whole document; ``undoes`` the edit that this one takes back.
    """

    __tablename__ = "history"
    __table_args__ = (Index("history_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime.datetime]
    author: Mapped[str]
    action: Mapped[str]
    key: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("history.id"))
