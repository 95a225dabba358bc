"""The tables of a library. The migrations create them; a test holds the two against each other."""

from __future__ import annotations

import datetime

from sqlalchemy import Dialect, ForeignKey, ForeignKeyConstraint, Index, Text, TypeDecorator
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
    opened_at: Mapped[datetime.datetime | None]
    """Since when a program holds it open; still set where that program never came to close it."""
    index_format: Mapped[int | None]
    """By which reading of a case the search index was made; another one makes it anew."""


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
    current_arrangement: Mapped[str | None]


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
    StoredCase.current_arrangement,
)
Index("cases_summary", *SUMMARY_COLUMNS)  # holds all a list shows: 10,000 cases without touching a document
Index("cases_archived", StoredCase.id, StoredCase.archived)  # what is found is counted without touching one either


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


class StoredTag(Base):
    """A word an officer files a case under; the library's own, it does not travel with the case."""

    __tablename__ = "tags"
    __table_args__ = (Index("tags_tag", "tag", "case_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)


class StoredAnswer(Base):
    """The newest answer computed of a case as it stands; a trigger drops it with the next edit.

    ``basis`` names what it rests on besides the case (model, draws, seed, program), ``precedents`` the documented
    cases its precedent line was computed with.
    """

    __tablename__ = "answers"
    __table_args__ = (Index("answers_option", "option", "case_id"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    basis: Mapped[str]
    precedents: Mapped[str]
    option: Mapped[str | None]
    strength: Mapped[str]
    lines: Mapped[str]
    """What each line of argument names, as a JSON object."""


class StoredModel(Base):
    """The text of a decision model that a kept result rests on, once for all results."""

    __tablename__ = "models"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str]
    version: Mapped[str]
    text: Mapped[str]


class StoredResult(Base):
    """A result somebody relied on, whole, with all that is needed to compute it again."""

    __tablename__ = "results"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "version"], ["versions.case_id", "versions.number"]),
        Index("results_case", "case_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    version: Mapped[int]
    model_sha256: Mapped[str] = mapped_column(ForeignKey("models.sha256"))
    program: Mapped[str]
    seed: Mapped[int]
    draws: Mapped[int]
    option: Mapped[str | None]
    strength: Mapped[str]
    sha256: Mapped[str]
    document: Mapped[str]
    at: Mapped[datetime.datetime]
    author: Mapped[str]


class StoredDecision(Base):
    """One line of the decision log: what was decided, by whom, when, and whether it departs from the advice."""

    __tablename__ = "decisions"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "version"], ["versions.case_id", "versions.number"]),
        Index("decisions_case", "case_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    version: Mapped[int]
    result_id: Mapped[int | None] = mapped_column(ForeignKey("results.id"))
    option: Mapped[str]
    decided_by: Mapped[str]
    decided_on: Mapped[datetime.date]
    reason: Mapped[str | None]
    advised: Mapped[str | None]
    departs: Mapped[bool | None]
    at: Mapped[datetime.datetime]
    author: Mapped[str]


class StoredNote(Base):
    """A briefing note that was written to a file: ``sha256`` is that of its bytes."""

    __tablename__ = "notes"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "version"], ["versions.case_id", "versions.number"]),
        Index("notes_case", "case_id", "id"),
        Index("notes_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    version: Mapped[int]
    result_id: Mapped[int] = mapped_column(ForeignKey("results.id"))
    sha256: Mapped[str]
    name: Mapped[str]
    at: Mapped[datetime.datetime]
    author: Mapped[str]


class StoredScenario(Base):
    """A supposition an officer kept: the case as it would stand, beside the state it was supposed from."""

    __tablename__ = "scenarios"
    __table_args__ = (Index("scenarios_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    name: Mapped[str]
    base_sha256: Mapped[str]
    document: Mapped[str]
    at: Mapped[datetime.datetime]
    author: Mapped[str]
    dropped_at: Mapped[datetime.datetime | None]


class StoredPerspective(Base):
    """Weights under a name of an officer's own, for any case; the library's own, it does not travel with a case.

    ``base``: the modelled perspective they were made from; ``document``: the weights as a case file holds them.
    """

    __tablename__ = "perspectives"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    base: Mapped[str]
    document: Mapped[str]
    at: Mapped[datetime.datetime]
    author: Mapped[str]
    dropped_at: Mapped[datetime.datetime | None]


class IndexedCase(Base):
    """Which row of the search index is of which case, and the hash of what was indexed of it."""

    __tablename__ = "indexed"

    number: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), unique=True)
    sha256: Mapped[str]
