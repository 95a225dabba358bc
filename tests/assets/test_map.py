"""The map data: every country is there and where it lies on the globe, and the script that cuts it does what it says."""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from decision.countries import COUNTRY_CODES

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "assets" / "map" / "countries.json"
DOCUMENT: dict[str, Any] = json.loads(FILE.read_bytes())
WIDTH, HEIGHT = DOCUMENT["size"]
Ring = list[tuple[int, int]]


def rings_of(code: str) -> list[Ring]:
    steps = DOCUMENT["countries"][code]["rings"]
    return [list(zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=True)) for ring in steps]


def all_rings() -> Iterator[tuple[str, Ring]]:
    for code in DOCUMENT["countries"]:
        for ring in rings_of(code):
            yield code, ring


def place(east: float, north: float) -> tuple[float, float]:
    """Equal Earth after its authors' formula, onto a grid whose width is given by the equator's ends."""
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(north)))
    across = (2 * math.sqrt(3) * math.cos(t)) / (3 * (9 * d * t**8 + 7 * c * t**6 + 3 * b * t**2 + a))
    unit = WIDTH / (2 * math.pi * (2 * math.sqrt(3)) / (3 * a))
    turned = math.radians((east - DOCUMENT["projection"]["meridian"] + 180) % 360 - 180)
    return WIDTH / 2 + unit * across * turned, HEIGHT / 2 - unit * (a * t + b * t**3 + c * t**7 + d * t**9)


def holds(rings: list[Ring], x: float, y: float) -> bool:
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                inside = not inside
    return inside


def test_every_country_a_case_may_name_is_on_the_map_and_no_other() -> None:
    assert set(DOCUMENT["countries"]) == set(COUNTRY_CODES)
    for code, shape in DOCUMENT["countries"].items():
        x, y = shape["at"]
        assert 0 < x < WIDTH, code
        assert 0 < y < HEIGHT, code
        assert not shape["rings"] or holds(rings_of(code), x, y), code


def test_the_file_names_its_source_and_is_small() -> None:
    assert "Natural Earth" in DOCUMENT["source"]["title"]
    assert DOCUMENT["source"]["licence"] == "public domain"
    assert DOCUMENT["source"]["version"]
    assert FILE.stat().st_size < 400_000


def test_no_ring_crosses_the_whole_map() -> None:
    for code, ring in all_rings():
        xs = [x for x, _ in ring]
        assert min(xs) >= 0
        assert max(xs) <= WIDTH
        if code != "ATA":  # around the pole
            assert max(xs) - min(xs) < WIDTH * 0.45, code
            assert max(abs(bx - ax) for (ax, _), (bx, _) in pairwise(ring)) < WIDTH * 0.12, code


@pytest.mark.parametrize(
    ("code", "east", "north"),
    [
        ("LBR", -9.4, 6.5),
        ("COD", 25.0, -3.0),
        ("SDN", 30.0, 15.0),
        ("SSD", 30.0, 7.5),
        ("LSO", 28.2, -29.6),
        ("USA", -150.0, 65.0),
        ("RUS", 178.0, 67.0),
        ("RUS", -175.0, 66.9),
        ("FJI", 178.0, -17.8),
        ("NZL", 175.5, -39.0),
        ("GUF", -53.0, 4.0),
        ("SJM", 17.0, 79.0),
        ("XKX", 20.9, 42.6),
        ("ESH", -13.0, 25.0),  # where MINURSO serves; the source gives it to Morocco
        ("ESH", -10.0, 26.2),
        ("MAR", -8.0, 31.6),
        ("SYR", 35.78, 33.05),  # the Golan, where UNDOF serves
        ("SYR", 38.0, 35.0),
        ("ISR", 35.2, 32.9),
        ("SOM", 45.3, 9.0),  # the north west, which the source shows apart
        ("SOM", 44.5, 3.0),
        ("CYP", 33.6, 35.25),
        ("CYP", 32.8, 34.9),
        ("UKR", 34.4, 45.3),  # Crimea, which the source shows otherwise
        ("UKR", 31.0, 49.0),
        ("ATA", 90.0, -78.0),
    ],
)
def test_places_lie_in_their_country_alone(code: str, east: float, north: float) -> None:
    x, y = place(east, north)
    assert [found for found in DOCUMENT["countries"] if holds(rings_of(found), x, y)] == [code]


def test_an_enclave_is_a_hole_in_the_country_around_it() -> None:
    assert not holds(rings_of("ZAF"), *place(28.2, -29.6))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("map_shapes", ROOT / "packaging" / "map_shapes.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_line_between_two_parts_of_a_country_is_dissolved(script: ModuleType) -> None:
    west: list[tuple[float, float]] = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    east: list[tuple[float, float]] = [(1, 1), (1, 0), (2, 0), (2, 1), (1, 1)]
    (ring,) = script.dissolved([west, east])
    assert ring[0] == ring[-1]
    assert sorted(ring[1:]) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


def test_a_ring_over_the_end_of_the_map_is_cut_in_two(script: ModuleType) -> None:
    west, east = 191.0 - 5, -169.0 + 5
    pieces = script.cut([(west, 0.0), (east, 0.0), (east, 10.0), (west, 10.0), (west, 0.0)])
    spans = sorted((min(x for x, _ in piece), max(x for x, _ in piece)) for piece in pieces)
    assert spans == [(-180, -175), (175, 180)]


def test_thinning_keeps_the_ends_and_what_stands_out(script: ModuleType) -> None:
    line = [(0.0, 0.0), (1.0, 0.0001), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0), (5.0, 0.0001), (6.0, 0.0)]
    assert script.thinned(line) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0), (6.0, 0.0)]
