"""The first schema: cases, versions, history, and the triggers that make the latter two append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# A migration names its values itself: what db.migrations says may change, what this revision did may not.
APPLICATION_ID = 0x466F6F74


def upgrade() -> None:
    """Create everything in an empty file and mark it as a library."""
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _create_library()
    _create_cases()
    _create_versions()
    _create_history()
    for table in ("versions", "history"):
        _make_append_only(table)


def _create_library() -> None:
    op.create_table(
        "library",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("app_version", sa.Text, nullable=False),
    )


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("countries", sa.Text, nullable=False),
        sa.Column("mission_name", sa.Text, nullable=False),
        sa.Column("mission_kind", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("documented_option", sa.Text),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    listed = ["changed_at", "id", "title", "countries", "mission_name", "mission_kind", "as_of"]
    op.create_index("cases_summary", "cases", [*listed, "documented_option", "archived", "created_at"])


def _create_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("label", sa.Text),
        sa.Column("document", sa.Text, nullable=False),
    )


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("history.id")),
    )
    op.create_index("history_case", "history", ["case_id", "id"])


def _make_append_only(table: str) -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
