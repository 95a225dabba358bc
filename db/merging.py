"""Cases from elsewhere and our own: how each stands to ours, and taking them in, all or nothing.

A state is known by the hash of its text; numbers of versions are each library's own. So a state that came back is
recognised, whoever froze it first, and merging the same pack twice changes nothing. Whatever is not taken is kept
as a version. Where a pack left protected evidence out, states are compared without it, and our own stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, select

from db import history, versions
from db.comparing import Difference, differences
from db.documents import document_of, sha256_of, text_of
from db.library import Library
from db.packs import Pack, PackedCase, PackedVersion, PackError
from db.records import Stamp
from db.tables import StoredCase, StoredVersion
from decision.case import Case
from decision.case_writing import case_document
from decision.publication import public_case, reunited

_COPIES = uuid.UUID("5b0f2a0e-3d0c-5c39-9d53-0f6b8f3f7a11")
"""The namespace of the ids of copies: the same state kept beside ours gets the same id each time."""


class Relation(StrEnum):
    """How a case from elsewhere stands to ours."""

    NEW = "new"
    SAME = "same"
    OLDER = "older"
    """Ours went on from theirs."""
    NEWER = "newer"
    """Theirs went on from ours."""
    CONFLICT = "conflict"
    """Both went on from a common state, or never had one."""
    UNDATED = "undated"
    """A single case file, which does not say what it went on from."""


class Choice(StrEnum):
    """Which state is to be the working one; the other is kept as a version, or beside it as a case of its own."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


DEFAULTS: Mapping[Relation, Choice] = {
    Relation.NEW: Choice.THEIRS,
    Relation.SAME: Choice.MINE,
    Relation.OLDER: Choice.MINE,
    Relation.NEWER: Choice.THEIRS,
    Relation.UNDATED: Choice.THEIRS,
}
"""What is done unless the officer says otherwise; of a conflict the officer must."""


class Merged(StrEnum):
    """What became of a case from elsewhere."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    KEPT_MINE = "kept_mine"
    KEPT_BOTH = "kept_both"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One case from elsewhere, before anything is done: ``changes`` lead from our state to theirs."""

    id: str
    title: str
    relation: Relation
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """One case from elsewhere, afterwards; ``copy_id`` is that of the case it was kept as beside ours."""

    id: str
    title: str
    outcome: Merged
    copy_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Merge:
    """What all cases of one merge share."""

    library: Library
    connection: Connection
    stamp: Stamp
    protected: bool
    copy_title: Callable[[str], str]

    def identity(self, case: Case) -> str:
        """By what a state is known again."""
        return sha256_of(_text(self.library, case if self.protected else public_case(case)))


def single(case: Case) -> Pack:
    """A case file as a pack of one, without versions."""
    return Pack("", case != public_case(case), (PackedCase(case, ()),))


def plan(library: Library, pack: Pack) -> tuple[Incoming, ...]:
    """How each case of a pack stands to ours; changes nothing."""
    with library.reading() as connection:
        merge = _Merge(library, connection, library.stamp(), pack.protected, str)
        return tuple(_incoming(merge, packed) for packed in pack.cases)


def merge(
    library: Library, pack: Pack, choices: Mapping[str, Choice], copy_title: Callable[[str], str] = str
) -> tuple[Taken, ...]:
    """Take a pack in, in one transaction; ``choices`` by case id go before the defaults.

    :class:`PackError` ``merge_choice`` where a conflict is left without a choice.
    """
    stamp = library.stamp()
    with library.changing() as connection:
        merge_ = _Merge(library, connection, stamp, pack.protected, copy_title)
        return tuple(_take(merge_, packed, choices.get(packed.case.id)) for packed in pack.cases)


def packed(library: Library, case_ids: tuple[str, ...], program: str, *, protected: bool) -> Pack:
    """Cases with all their versions, as a pack; what is protected stays behind unless it is asked for."""
    cases = []
    with library.reading() as connection:
        for case_id in case_ids:
            own = _versions(library, connection, case_id)
            case = library.read(library.text(connection, case_id), case_id)
            whole = PackedCase(case, tuple(own))
            cases.append(whole if protected else _public(whole))
    return Pack(program, protected, tuple(cases))


def _public(whole: PackedCase) -> PackedCase:
    return PackedCase(
        public_case(whole.case), tuple(replace(one, case=public_case(one.case)) for one in whole.versions)
    )


def _incoming(merge_: _Merge, packed_: PackedCase) -> Incoming:
    theirs = packed_.case
    relation = _relation(merge_, packed_)
    changes: list[Difference] = []
    if relation is not Relation.NEW:
        ours = merge_.library.read(merge_.library.text(merge_.connection, theirs.id), theirs.id)
        shown = ours if merge_.protected else public_case(ours)
        changes = differences(case_document(shown), case_document(theirs))
    return Incoming(theirs.id, theirs.title, relation, tuple(changes))


def _relation(merge_: _Merge, packed_: PackedCase) -> Relation:
    ours = _states(merge_, packed_.case.id)
    if not ours:
        return Relation.NEW
    theirs = [*(merge_.identity(one.case) for one in packed_.versions), merge_.identity(packed_.case)]
    if theirs[-1] == ours[-1]:
        return Relation.SAME
    known, knows = theirs[-1] in ours, ours[-1] in theirs
    if known and knows:
        return _who_went_on(_turns(ours), _turns(theirs))
    if known:
        return Relation.OLDER
    if knows:
        return Relation.NEWER
    return Relation.CONFLICT if packed_.versions else Relation.UNDATED


def _who_went_on(ours: list[str], theirs: list[str]) -> Relation:
    """The relation where one side went back to a state that both have had: each then knows the other's newest."""
    if _begins(theirs, ours):
        return Relation.NEWER
    # Ours is on from theirs where all of theirs had been seen when their newest last was ours.
    last = max(place for place, state in enumerate(ours) if state == theirs[-1])
    return Relation.OLDER if set(theirs) <= set(ours[: last + 1]) else Relation.CONFLICT


def _begins(states: list[str], other: list[str]) -> bool:
    return states[: len(other)] == other


def _turns(states: list[str]) -> list[str]:
    """The states one after another, none twice in a row."""
    return [state for state, _ in groupby(states)]


def _states(merge_: _Merge, case_id: str) -> list[str]:
    """The identities of all our states of a case, the working one last; empty where we do not have it."""
    library, connection = merge_.library, merge_.connection
    stored = connection.scalar(select(StoredCase.document).where(StoredCase.id == case_id))
    if stored is None:
        return []
    frozen = connection.scalars(
        select(StoredVersion.document).where(StoredVersion.case_id == case_id).order_by(StoredVersion.number)
    )
    return [merge_.identity(library.read(text, case_id)) for text in [*frozen, stored]]


def _take(merge_: _Merge, packed_: PackedCase, choice: Choice | None) -> Taken:
    case, relation = packed_.case, _relation(merge_, packed_)
    chosen = choice or DEFAULTS.get(relation)
    if relation is Relation.NEW:
        _add(merge_, packed_)
        return Taken(case.id, case.title, Merged.ADDED)
    if chosen is None:
        raise PackError("merge_choice", case.title, value=case.title)
    if relation is Relation.SAME or (relation is Relation.OLDER and chosen is Choice.MINE):
        return Taken(case.id, case.title, Merged.UNCHANGED)
    if chosen is Choice.THEIRS:
        _replace(merge_, packed_)
        return Taken(case.id, case.title, Merged.UPDATED)
    _keep_mine(merge_, packed_)
    if chosen is Choice.MINE:
        return Taken(case.id, case.title, Merged.KEPT_MINE)
    return Taken(case.id, case.title, Merged.KEPT_BOTH, _keep_beside(merge_, packed_))


def _add(merge_: _Merge, packed_: PackedCase) -> None:
    library, connection, case = merge_.library, merge_.connection, packed_.case
    text = history.create(connection, document_of(case, library.model), "import", merge_.stamp)
    for one in packed_.versions:
        made = Stamp(one.created_at, one.author)
        versions.append(connection, case.id, _text(library, one.case), one.label, made)
    if not packed_.versions:
        versions.freeze(connection, case.id, text, None, merge_.stamp)


def _replace(merge_: _Merge, packed_: PackedCase) -> None:
    library, connection, case = merge_.library, merge_.connection, packed_.case
    stored = library.text(connection, case.id)
    versions.freeze(connection, case.id, stored, None, merge_.stamp)
    _learn(merge_, packed_)
    coming = case if merge_.protected else reunited(case, library.read(stored, case.id))
    document = document_of(coming, library.model)
    history.record(connection, (case.id, stored), document, ("import", ""), merge_.stamp)
    versions.freeze(connection, case.id, library.text(connection, case.id), None, merge_.stamp)


def _keep_mine(merge_: _Merge, packed_: PackedCase) -> None:
    """Theirs becomes a version, so that it is known from now on; ours stays the newest."""
    library, connection, case = merge_.library, merge_.connection, packed_.case
    stored = library.text(connection, case.id)
    versions.freeze(connection, case.id, stored, None, merge_.stamp)
    _learn(merge_, packed_)
    author = packed_.versions[-1].author if packed_.versions else ""
    versions.freeze(connection, case.id, _text(library, case), None, Stamp(merge_.stamp.at, author))
    versions.freeze(connection, case.id, stored, None, merge_.stamp)


def _learn(merge_: _Merge, packed_: PackedCase) -> None:
    """Take over their versions that we do not know, in their order and under our numbers.

    Where theirs is a mere continuation of ours, it is taken over as it went, back to states we know too: else what
    we keep of our own after that could not be told from their having gone there.
    """
    ours, theirs = _states(merge_, packed_.case.id), [merge_.identity(one.case) for one in packed_.versions]
    known, turns = set(ours), _turns(ours)
    if _begins(_turns(theirs), turns):
        starts = [place for place, state in enumerate(theirs) if place == 0 or state != theirs[place - 1]]
        new = set(starts[len(turns) :])
    else:
        new = {place for place, state in enumerate(theirs) if state not in known}
    for place, one in enumerate(packed_.versions):
        if place in new:
            text = _text(merge_.library, one.case)
            made = Stamp(one.created_at, one.author)
            versions.append(merge_.connection, packed_.case.id, text, one.label, made)


def _keep_beside(merge_: _Merge, packed_: PackedCase) -> str:
    """Theirs as a case of its own; what was really done stays with ours: it must not be a precedent twice."""
    case = packed_.case
    copy_id = str(uuid.uuid5(_COPIES, f"{case.id} {merge_.identity(case)}"))
    copy = replace(case, id=copy_id, title=merge_.copy_title(case.title), documented=None, decision=None)
    if not _states(merge_, copy_id):
        _add(merge_, PackedCase(copy, ()))
    return copy_id


def _versions(library: Library, connection: Connection, case_id: str) -> list[PackedVersion]:
    found = []
    for one in versions.versions(connection, case_id):
        text = versions.text_of_version(connection, case_id, one.number)
        case = library.read(text or "", case_id)
        found.append(PackedVersion(one.number, one.created_at, one.author, one.label, case))
    return found


def _text(library: Library, case: Case) -> str:
    text = text_of(document_of(case, library.model))
    assert text is not None
    return text
