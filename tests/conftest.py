"""What every test stands on: compiled catalogues, the shipped model and the nine starting cases."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from decision.case import Case
from decision.case_reading import read_case
from decision.model import DecisionModel
from decision.model_reading import read_model

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):  # made once for all workers, before them
        return
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    catalogues = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(catalogues)
    catalogues.main()


@pytest.fixture(scope="session")
def model() -> DecisionModel:
    return read_model((ROOT / "assets" / "models" / "two-feet.toml").read_bytes())


@pytest.fixture(scope="session")
def nine(model: DecisionModel) -> dict[str, Case]:
    """The starting cases by file name without its ending."""
    files = sorted((ROOT / "assets" / "cases").glob("*.json"))
    return {file.stem: read_case(file.read_bytes(), model) for file in files}
