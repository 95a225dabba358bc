"""Keeping the search index beside the cases, in the transaction of every change."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from db.documents import Document, value_of
from db.flattening import INDEX_FORMAT, Flat, flat
from db.tables import IndexedCase, StoredCase, StoredLibrary, StoredTag

# Built once: they are part of every edit of a text.
_INDEXED = select(IndexedCase.number, IndexedCase.sha256).where(IndexedCase.case_id == bindparam("case"))
_OF_NUMBER = update(IndexedCase).where(IndexedCase.number == bindparam("row"))
_TAGS = select(StoredTag.tag).where(StoredTag.case_id == bindparam("case")).order_by(StoredTag.tag)


def index(connection: Connection, case_id: str, document: Document) -> None:
    """Bring the index of one case up to date; writes nothing where its words are the same."""
    words = flat(document, tags_of(connection, case_id))
    found = connection.execute(_INDEXED, {"case": case_id}).one_or_none()
    if found is None:
        made = connection.execute(insert(IndexedCase).values(case_id=case_id, sha256=words.sha256))
        number = made.inserted_primary_key
        assert number is not None
        _put(connection, number[0], words)
    elif found.sha256 != words.sha256:
        connection.execute(_OF_NUMBER, {"row": found.number, "sha256": words.sha256})
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (found.number,))
        _put(connection, found.number, words)


def tags_of(connection: Connection, case_id: str) -> list[str]:
    """The tags of a case, in order."""
    return list(connection.scalars(_TAGS, {"case": case_id}))


def is_outdated(connection: Connection) -> bool:
    """Whether the index was made by another reading of a case."""
    return connection.scalar(select(StoredLibrary.index_format)) != INDEX_FORMAT


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the cases."""
    connection.exec_driver_sql("DELETE FROM search")
    connection.execute(delete(IndexedCase))
    for case_id in connection.scalars(select(StoredCase.id)).all():
        text = connection.scalar(select(StoredCase.document).where(StoredCase.id == case_id))
        index(connection, case_id, value_of(text))
    connection.execute(update(StoredLibrary).values(index_format=INDEX_FORMAT))


def _put(connection: Connection, number: int, words: Flat) -> None:
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, mission, filing, body) VALUES (?, ?, ?, ?, ?)",
        (number, words.title, words.mission, words.filing, words.body),
    )
