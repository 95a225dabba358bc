"""Perspectives of the officer's own: weights under a name, kept in the library, for any of its cases."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from db.documents import text_of, value_of
from db.faults import LibraryFault
from db.library import Library
from db.tables import StoredPerspective
from decision.case import WeightOverride

MOST_NAME = 80
"""The longest name, in characters: a card shows about a third of it."""


@dataclass(frozen=True, slots=True)
class OwnPerspective:
    """Weights under a name; ``base``: the modelled perspective they were made from, shown beside them."""

    id: int
    name: str
    base: str
    weights: WeightOverride
    at: datetime.datetime
    author: str


def save_perspective(library: Library, name: str, base: str, weights: WeightOverride) -> OwnPerspective:
    """Keep weights under a name.

    :class:`~db.faults.LibraryFault` ``no_perspective_name`` for a name of blanks alone, ``perspective_exists``
    where another perspective of the officer's own bears it, in whatever case.
    """
    stamp = library.stamp()
    held = {"families": dict(weights.families), "criteria": dict(weights.criteria)}
    with library.changing() as connection:
        values = {"name": _free_name(library, connection, name), "base": base, "document": text_of(held)}
        made = connection.execute(
            insert(StoredPerspective), {**values, "at": stamp.at, "author": stamp.author}
        ).inserted_primary_key
        assert made is not None
        return _perspective(connection.execute(_FOUND.where(StoredPerspective.id == made[0])).one())


def perspectives(library: Library) -> list[OwnPerspective]:
    """The perspectives of the officer's own that are not dropped, oldest first."""
    with library.reading() as connection:
        shown = connection.execute(_FOUND.where(_SHOWN).order_by(StoredPerspective.id))
        return [_perspective(row) for row in shown]


def rename_perspective(library: Library, perspective_id: int, name: str) -> str:
    """Give a perspective another name; answers it as it is kept. Faults as for :func:`save_perspective`."""
    with library.changing() as connection:
        kept = _free_name(library, connection, name, perspective_id)
        _put(connection, perspective_id, name=kept)
        return kept


def drop_perspective(library: Library, perspective_id: int) -> None:
    """Show a perspective no more; it stays in the library, and cases keep the weights they took from it."""
    with library.changing() as connection:
        _put(connection, perspective_id, dropped_at=library.stamp().at)


def bring_back_perspective(library: Library, perspective: OwnPerspective) -> None:
    """Show a dropped perspective again. ``perspective_exists`` where another has its name by now."""
    with library.changing() as connection:
        _free_name(library, connection, perspective.name, perspective.id)
        _put(connection, perspective.id, dropped_at=None)


_FOUND = select(StoredPerspective.__table__)
_SHOWN = StoredPerspective.dropped_at.is_(None)


def _put(connection: Connection, perspective_id: int, **values: object) -> None:
    connection.execute(update(StoredPerspective).where(StoredPerspective.id == perspective_id).values(**values))


def _free_name(library: Library, connection: Connection, name: str, own: int | None = None) -> str:
    """The name without needless blanks, where no perspective but ``own`` bears it."""
    kept = " ".join(name.split())[:MOST_NAME].strip()
    if not kept:
        raise LibraryFault("no_perspective_name", library.path)
    others = select(StoredPerspective.name).where(_SHOWN, StoredPerspective.id != (own or 0))
    if kept.casefold() in {other.casefold() for other in connection.scalars(others)}:
        raise LibraryFault("perspective_exists", library.path, perspective=kept)
    return kept


def _perspective(row: Row[tuple[object, ...]]) -> OwnPerspective:
    held = value_of(row.document)
    weights = WeightOverride(held["families"], held["criteria"])
    return OwnPerspective(row.id, row.name, row.base, weights, row.at, row.author)
