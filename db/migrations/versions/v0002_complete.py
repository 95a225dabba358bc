"""The complete library: search, tags, answers, kept results, decisions, issued notes and scenarios."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add tables and columns; what is there stays as it is."""
    _widen_library_and_cases()
    _create_filing()
    _create_results()
    _create_decisions_and_notes()
    _create_scenarios()
    _create_search()
    for table in ("models", "results", "decisions", "notes"):
        _make_append_only(table)


def _widen_library_and_cases() -> None:
    # Columns are added, never tables made anew: others refer to cases, and foreign keys are on.
    op.add_column("library", sa.Column("opened_at", sa.Text))
    op.add_column("library", sa.Column("index_format", sa.Integer))
    op.add_column("cases", sa.Column("current_arrangement", sa.Text))
    op.execute("UPDATE cases SET current_arrangement = json_extract(document, '$.current_arrangement')")
    op.drop_index("cases_summary")
    listed = ["changed_at", "id", "title", "countries", "mission_name", "mission_kind", "as_of"]
    listed += ["documented_option", "archived", "created_at", "current_arrangement"]
    op.create_index("cases_summary", "cases", listed)
    op.create_index("cases_archived", "cases", ["id", "archived"])


def _create_filing() -> None:
    op.create_table(
        "tags",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("tag", sa.Text, primary_key=True),
    )
    op.create_index("tags_tag", "tags", ["tag", "case_id"])
    op.create_table(
        "answers",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("precedents", sa.Text, nullable=False),
        sa.Column("option", sa.Text),
        sa.Column("strength", sa.Text, nullable=False),
        sa.Column("lines", sa.Text, nullable=False),
    )
    op.create_index("answers_option", "answers", ["option", "case_id"])
    op.execute(
        "CREATE TRIGGER answers_of_a_former_state AFTER UPDATE OF document ON cases "
        "BEGIN DELETE FROM answers WHERE case_id = NEW.id; END"
    )


def _create_results() -> None:
    op.create_table(
        "models",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "results",
        sa.Column("id", sa.Integer, primary_key=True),
        *_of_version(),
        sa.Column("model_sha256", sa.Text, sa.ForeignKey("models.sha256"), nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("draws", sa.Integer, nullable=False),
        sa.Column("option", sa.Text),
        sa.Column("strength", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        *_stamp(),
    )
    op.create_index("results_case", "results", ["case_id", "id"])


def _create_decisions_and_notes() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        *_of_version(),
        sa.Column("result_id", sa.Integer, sa.ForeignKey("results.id")),
        sa.Column("option", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("advised", sa.Text),
        sa.Column("departs", sa.Boolean),
        *_stamp(),
    )
    op.create_index("decisions_case", "decisions", ["case_id", "id"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        *_of_version(),
        sa.Column("result_id", sa.Integer, sa.ForeignKey("results.id"), nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        *_stamp(),
    )
    op.create_index("notes_case", "notes", ["case_id", "id"])
    op.create_index("notes_sha256", "notes", ["sha256"])


def _create_scenarios() -> None:
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("base_sha256", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        *_stamp(),
        sa.Column("dropped_at", sa.Text),
    )
    op.create_index("scenarios_case", "scenarios", ["case_id", "id"])


def _create_search() -> None:
    op.create_table(
        "indexed",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), nullable=False, unique=True),
        sa.Column("sha256", sa.Text, nullable=False),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, mission, filing, body, "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )


def _of_version() -> tuple[sa.Column[str] | sa.Column[int] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["case_id", "version"], ["versions.case_id", "versions.number"]),
    )


def _stamp() -> tuple[sa.Column[str], ...]:
    return (sa.Column("at", sa.Text, nullable=False), sa.Column("author", sa.Text, nullable=False))


def _make_append_only(table: str) -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
