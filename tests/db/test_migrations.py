from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db import migrations, opening
from db.library import Library
from db.migrations import HEAD, REVISIONS, Schema, schema_of
from db.tables import Base
from decision.case import Case

OpenLibrary = Callable[..., Library]
ROOT = Path(__file__).parents[2]

OPENED = """
import sys
from pathlib import Path
from db.library import Library
from decision.model_reading import read_model

model = read_model(Path("assets/models/two-feet.toml").read_bytes())
with Library.open(Path(sys.argv[1]), model) as library:
    print(library.is_new, "alembic" in sys.modules)
"""


def test_the_tables_are_what_the_migrations_make(library: Library) -> None:
    with library.file.engine.connect() as connection:
        # The search index is a virtual table, which SQLAlchemy has no words for.
        known = {
            "compare_server_default": True,
            "include_name": lambda name, *_: not str(name).startswith("search"),
        }
        context = MigrationContext.configure(connection, opts=known)
        assert compare_metadata(context, Base.metadata) == []


def test_the_known_revisions_are_the_scripts() -> None:
    scripts = ScriptDirectory(str(files("db") / "migrations"))
    assert scripts.get_heads() == [HEAD]
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(REVISIONS)
    assert list(migrations._scripts()) == list(REVISIONS)


def test_a_new_library_is_current_and_signed(library: Library) -> None:
    with library.file.engine.connect() as connection:
        assert schema_of(connection) is Schema.CURRENT
        rows = connection.exec_driver_sql("SELECT id, created_at FROM library").all()
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == migrations.APPLICATION_ID
    assert [row.created_at for row in rows] == ["2026-11-24T08:00:00.000000+00:00"]


def test_alembic_is_loaded_only_when_a_migration_is_due(tmp_path: Path) -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", OPENED, str(tmp_path / "library.footing")],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert said == [["True", "True"], ["False", "False"]]


def test_a_creation_that_fails_can_be_begun_again(
    open_library: OpenLibrary, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Schema, mark and signature are one transaction: what fails at its very end leaves a library not yet begun."""

    def fail(*_: object) -> None:
        raise RuntimeError("after the last table")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_sign", fail)
        with pytest.raises(RuntimeError):
            open_library()
    with open_library() as library:
        assert library.is_new
        library.add(case, "create")
