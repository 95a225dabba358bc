"""Cut ``assets/map/countries.json`` from Natural Earth: projected, thinned, quantised; the window only scales it.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python packaging/map_shapes.py package/countries-50m.json

The npm package ``world-atlas`` holds Natural Earth 4.1.0 (public domain) as TopoJSON. Its countries are named by
ISO number; what has none belongs to the country that the United Nations counts it to. The source shows who holds a
place; Crimea (General Assembly resolution 68/262), Western Sahara and the Golan are shown as the United Nations
counts them. Borders inside one country are dissolved. The projection is Equal Earth (Savric, Patterson and Jenny
2019): areas compare truly. It is cut at 169° west, where there is hardly any land.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from decision.countries import COUNTRY_CODES  # noqa: E402 - the script runs from the clone

TARGET = ROOT / "assets" / "map" / "countries.json"
SOURCE = {
    "title": "Natural Earth, Admin 0 countries, 1:50m",
    "version": "4.1.0, as packed in world-atlas 2.0.2",
    "licence": "public domain",
    "url": "https://www.naturalearthdata.com/about/terms-of-use/",
}
WIDTH = 32_000
"""Units of the grid from side to side; one is about 1.2 km."""
MERIDIAN = 11.0
"""Degrees east of the map's middle."""
FINEST = 0.003
"""Points that span a smaller triangle with their neighbours are left out, in square degrees."""
SMALLEST = 0.012
"""Islands smaller than this, in square degrees, are left out where the country has a larger one."""

Point = tuple[float, float]
Ring = list[Point]
Poly = list[list[int]]

NAMED = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP", "Siachen Glacier": ""}
"""Shapes without a number; nothing: ground that is no country's."""
APART: Mapping[str, list[tuple[str, float, float, float, float]]] = {
    "France": [
        ("GUF", -55, 2, -51, 6),
        ("MTQ", -62, 14, -60, 15.2),
        ("GLP", -62, 15.2, -60, 18),
        ("MYT", 45, -14, 46, -12),
        ("REU", 55, -22, 56, -20),
    ],
    "Norway": [("SJM", -10, 70.5, -7, 72), ("SJM", 10, 74, 35, 82)],
    "Netherlands": [("BES", -70, 11, -62, 19)],
    "New Zealand": [("TKL", -173, -10, -171, -8)],
    "Indian Ocean Ter.": [("CCK", 96, -13, 98, -11), ("CXR", 105, -11, 106, -10)],
    "Russia": [("UKR", 32, 44, 37, 47)],
}
"""What has a code of its own, or is another country's, by the box its middle lies in: west, south, east, north."""
HELD = [
    ("MAR", "ESH", 1, 27 + 40 / 60, -1),
    ("ISR", "SYR", 0, 35.64, 1),
]
"""Holder, the country it is counted to, and the axis, edge and side: Western Sahara south of 27°40′
north (Non-Self-Governing Territories), and the Golan (Security Council resolution 497), which the scale blurs."""
PLACES = {"BVT": (3.4, -54.4), "GIB": (-5.4, 36.1), "TUV": (179.2, -8.5), "UMI": (166.6, 19.3)}
"""Countries too small for the source: degrees east and north, from The World Factbook (public domain)."""


def decoded_arcs(topology: Mapping[str, Any]) -> list[Ring]:
    """The lines of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    return lines


def joined(indices: Iterable[int], arcs: list[Ring]) -> Ring:
    """One ring of lines, each named by its place, or by its complement where it runs backwards."""
    ring: Ring = []
    for index in indices:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += line[1 if ring else 0 :]
    return ring


def polygons_by_code(topology: Mapping[str, Any], arcs: list[Ring]) -> dict[str, list[Poly]]:
    """The polygons of every country; those of no country under no code."""
    alpha_3 = {two: three for three, two in COUNTRY_CODES.items()}
    numbers = get_global("territory_aliases")
    found: dict[str, list[Poly]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if not shape.get("arcs"):
            continue
        name = shape["properties"]["name"]
        own = alpha_3[numbers[shape["id"]][0]] if "id" in shape else NAMED.get(name, "")
        for poly in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            outer = joined(poly[0], arcs)
            x, y = (sum(point[axis] for point in outer) / len(outer) for axis in (0, 1))
            code = next((apart for apart, w, s, e, n in APART.get(name, []) if w < x < e and s < y < n), own)
            found.setdefault(code, []).append(poly)
    return found


def dissolved(rings: list[Ring]) -> list[Ring]:
    """The rings of a country without the edges along which two of them meet."""
    edges = {edge for ring in rings for edge in pairwise(ring) if edge[0] != edge[1]}
    onward: dict[Point, list[Point]] = {}
    for first, second in sorted(edges):
        if (second, first) not in edges:
            onward.setdefault(first, []).append(second)
    made = []
    while onward:
        ring = [next(iter(onward))]
        while len(ring) == 1 or ring[-1] != ring[0]:
            ways = onward[ring[-1]]
            ring.append(ways.pop())
            if not ways:
                del onward[ring[-2]]
        made.append(ring)
    return made


def handed_over(rings: dict[str, list[Ring]]) -> None:
    """Give what the source counts to the country that holds it to the one that the United Nations counts it to."""
    for holder, owner, axis, edge, side in HELD:
        found = rings[holder]
        rings[owner] += [ring for ring in (clipped(item, axis, edge, side) for item in found) if ring]
        rings[holder] = [ring for ring in (clipped(item, axis, edge, -side) for item in found) if ring]


def thinned(line: Ring) -> Ring:
    """A line without the points that matter least (Visvalingam and Whyatt 1993); its ends stay."""
    points = unrolled(line)
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    sizes: dict[int, float] = {}
    heap: list[tuple[float, int]] = []

    def measure(place: int, least: float) -> None:
        (ax, ay), (bx, by), (cx, cy) = (points[item] for item in (before[place], place, after[place]))
        twice = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
        sizes[place] = max(least, twice * math.cos(math.radians(by)) / 2)
        heapq.heappush(heap, (sizes[place], place))

    for place in range(1, last):
        measure(place, 0.0)
    fewest = 3 if line[0] == line[-1] else 2
    while heap and len(sizes) > fewest:
        size, place = heapq.heappop(heap)
        if sizes.get(place) != size:
            continue  # gone, or measured again since
        if size >= FINEST:
            break
        del sizes[place]
        first, second = before[place], after[place]
        after[first], before[second] = second, first
        for near in (first, second):
            if near in sizes:
                measure(near, size)
    return [line[0], *(line[place] for place in sorted(sizes)), line[last]]


def unrolled(ring: Ring) -> Ring:
    """The ring without jumps at the date line: degrees east run on beyond 180."""
    out = [ring[0]]
    for x, y in ring[1:]:
        out.append((out[-1][0] + (x - out[-1][0] + 180) % 360 - 180, y))
    return out


def cut(ring: Ring) -> list[Ring]:
    """A ring in degrees from the map's middle, cut where the map ends; one around the pole is closed along it."""
    turned = [(x - MERIDIAN, y) for x, y in unrolled(ring)]
    if abs(turned[-1][0] - turned[0][0]) > 180:
        step = turned[-1][0] - turned[0][0]
        turned = [(x + step * turn, y) for turn in (-1, 0, 1) for x, y in turned]
        turned += [(turned[-1][0], -90.0), (turned[0][0], -90.0), turned[0]]
    pieces = []
    for turn in (-1, 0, 1):
        piece = clipped(clipped(turned, 0, -180 + 360 * turn, 1), 0, 180 + 360 * turn, -1)
        pieces.append([(x - 360 * turn, y) for x, y in piece])
    return [piece for piece in pieces if len(piece) > 3]


def clipped(ring: Ring, axis: int, edge: float, side: int) -> Ring:
    """What of a ring lies above (``side`` 1) or below (-1) an edge on an axis (Sutherland and Hodgman 1974)."""
    out: Ring = []
    for first, second in pairwise(ring):
        inside, next_inside = ((point[axis] - edge) * side >= 0 for point in (first, second))
        if inside:
            out.append(first)
        if inside != next_inside:
            part = (edge - first[axis]) / (second[axis] - first[axis])
            x, y = (a + (b - a) * part for a, b in zip(first, second, strict=True))
            out.append((edge, y) if axis == 0 else (x, edge))
    return [*out, out[0]] if out else out


def projected(x: float, y: float) -> Point:
    """Equal Earth: degrees from the map's middle and north to the plane, the globe's radius being 1."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    slope = math.sqrt(3) / 2
    t = math.asin(slope * math.sin(math.radians(y)))
    span = slope * (a1 + 3 * a2 * t**2 + 7 * a3 * t**6 + 9 * a4 * t**8)
    return math.radians(x) * math.cos(t) / span, a1 * t + a2 * t**3 + a3 * t**7 + a4 * t**9


UNIT = 2 * projected(180, 0)[0] / WIDTH
HEIGHT = math.ceil(2 * projected(0, 90)[1] / UNIT)


def on_grid(x: float, y: float) -> tuple[int, int]:
    """A place in degrees on the grid; from the upper left corner."""
    east, north = projected(x, y)
    return round(east / UNIT + WIDTH / 2), round(HEIGHT / 2 - north / UNIT)


def gridded(ring: Ring) -> list[tuple[int, int]]:
    """A closed ring on the grid; long ways north or south get points between, since meridians are curved."""
    out: list[tuple[int, int]] = []
    for (ax, ay), (bx, by) in pairwise(ring):
        parts = max(1, math.ceil(abs(by - ay) / 3))
        for part in range(parts):
            point = on_grid(ax + (bx - ax) * part / parts, ay + (by - ay) * part / parts)
            if not out or point != out[-1]:
                out.append(point)
    return out[:-1] if len(out) > 1 and out[0] == out[-1] else out


def area_of(ring: list[tuple[int, int]]) -> float:
    """The area a ring encloses, in square units."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def middle_of(ring: list[tuple[int, int]]) -> list[int]:
    """A place well inside a ring: the middle of its widest crossing near half its height."""
    ys = sorted(y for _, y in ring)
    low, high = ys[0], ys[-1]
    best = (-1.0, 0.0, 0.0)
    for part in range(30, 71, 4):
        level = low + (high - low) * part / 100 + 0.01
        crossings = sorted(
            ax + (bx - ax) * (level - ay) / (by - ay)
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
            if (ay > level) != (by > level)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            best = max(best, (right - left, (left + right) / 2, level))
    return [round(best[1]), round(best[2])]


def delta_coded(ring: list[tuple[int, int]]) -> list[int]:
    """First place, then steps: x, y, dx, dy, dx, dy and so on."""
    out, (x, y) = [], (0, 0)
    for px, py in ring:
        out += [px - x, py - y]
        x, y = px, py
    return out


def shape_of(rings: list[Ring]) -> dict[str, Any]:
    """A country: a place inside it for its name or dot, and its rings, the largest first."""
    pieces = [gridded(piece) for ring in rings for piece in cut(ring) if max(y for _, y in ring) > -85]
    pieces = sorted((piece for piece in pieces if len(piece) > 2), key=area_of, reverse=True)
    least = SMALLEST / UNIT**2 * math.radians(1) ** 2
    kept = [piece for place, piece in enumerate(pieces) if place == 0 or area_of(piece) >= least]
    return {"at": middle_of(kept[0]), "rings": [delta_coded(piece) for piece in kept]}


def document_of(topology: Mapping[str, Any]) -> dict[str, Any]:
    """The whole map."""
    arcs = [thinned(line) for line in decoded_arcs(topology)]
    polygons = polygons_by_code(topology, arcs)
    rings = {code: [joined(ring, arcs) for poly in polys for ring in poly] for code, polys in polygons.items()}
    handed_over(rings)
    shapes = {code: shape_of(dissolved(rings[code])) for code in sorted(rings)}
    for code, (x, y) in PLACES.items():
        shapes[code] = {"at": list(on_grid((x - MERIDIAN + 180) % 360 - 180, y)), "rings": []}
    ground = shapes.pop("")["rings"]
    edge = [(-180.0, -90.0), (-180.0, 90.0), (180.0, 90.0), (180.0, -90.0), (-180.0, -90.0)]
    return {
        "format": "footing-map/1",
        "source": SOURCE,
        "projection": {"name": "Equal Earth", "meridian": MERIDIAN},
        "size": [WIDTH, HEIGHT],
        "edge": delta_coded(gridded(edge)),
        "ground": ground,
        "countries": dict(sorted(shapes.items())),
    }


def written(document: dict[str, Any]) -> str:
    """The document as JSON, one country a line, so that two cuts can be compared."""
    countries = document.pop("countries")
    head = json.dumps(document, separators=(",", ":"))[:-1]
    rows = [f"{json.dumps(code)}:{json.dumps(shape, separators=(',', ':'))}" for code, shape in countries.items()]
    return head + ',"countries":{\n' + ",\n".join(rows) + "\n}}\n"


def main() -> None:
    """Write the map from the file that is named."""
    if len(sys.argv) != 2:
        sys.exit("usage: map_shapes.py COUNTRIES-50M.JSON")
    document = document_of(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    without = sorted(set(COUNTRY_CODES) ^ set(document["countries"]))
    if without:
        sys.exit(f"not one shape for each country: {', '.join(without)}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(written(document), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
