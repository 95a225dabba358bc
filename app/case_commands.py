"""The verbs on the cases of the library: found, shown, compared, filed, decided."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Sequence
from typing import Any

from app.arguments import UsageError
from app.finding import query_words
from app.session import (
    beside,
    found_case,
    missing_library,
    moment,
    opened,
    say,
    the_library,
)
from app.summary import option_name, table
from app.words import Words
from app.workspace import Workspace
from db import keeping
from db.comparing import Difference
from db.finding import Filters, Found, Order, Query, page
from db.history import TAGS
from db.records import CaseSummary, HistoryRow
from decision.case import Case
from decision.case_writing import case_document

SHOWN = 100
"""A list in a terminal is cut here unless more is asked for."""

MOST_DIGITS = 9
"""No case has a version of a longer number."""


def list_cases(words: Words, arguments: argparse.Namespace) -> int:
    """``footing list``: the last changed first."""
    return _listed(words, arguments, "")


def search(words: Words, arguments: argparse.Namespace) -> int:
    """``footing search WORDS``: the best first, with the place where the words stand."""
    return _listed(words, arguments, " ".join(arguments.words))


def _listed(words: Words, arguments: argparse.Namespace, sought: str) -> int:
    with beside(words, arguments) as workspace:
        if workspace.library is None:
            missing = missing_library(words, arguments)
            if not isinstance(missing, UsageError):
                raise missing
            say([str(missing)] if not arguments.json else ["[]"])
            return 0
        query = Query(query_words(words, sought), _filters(words, workspace, arguments), Order.RELEVANCE)
        if sought and not query.words:
            raise UsageError(words("cli.no_words", value=sought))
        found = page(workspace.library, query, limit=arguments.limit)
    if arguments.json:
        say([json.dumps([_as_document(item) for item in found.items], ensure_ascii=False, indent=2)])
        return 0
    say(_rows(words, found.items) if found.items else [words("cli.nothing_found")])
    if found.total > len(found.items):
        say(["", words("cli.more", shown=len(found.items), total=found.total)])
    return 0


def show(words: Words, arguments: argparse.Namespace) -> int:
    """``footing show CASE``: what is known of it, and what the library keeps beside it."""
    with beside(words, arguments) as workspace:
        item = _found(workspace, arguments)
        library = the_library(workspace)
        case = library.case(item.id)
        kept = _kept(workspace, item)
        if arguments.json:
            whole = {"case": case_document(case), "library": kept}
            say([_json(whole)])
        else:
            say(_case_lines(words, workspace, case, kept))
    return 0


def history(words: Words, arguments: argparse.Namespace) -> int:
    """``footing history CASE``: who changed what, and when; what was taken back is marked."""
    with beside(words, arguments) as workspace:
        item = _found(workspace, arguments)
        rows = the_library(workspace).history(item.id)
    undone = {row.undoes for row in rows if row.undoes is not None}
    shown = rows[-arguments.limit :]
    if arguments.json:
        say([_json([{**_plain(row), "undone": row.id in undone} for row in shown])])
        return 0
    for row in shown:
        say(_history_lines(words, row, row.id in undone))
    if len(shown) < len(rows):
        say(["", words("cli.more_history", shown=len(shown), total=len(rows))])
    return 0


def versions(words: Words, arguments: argparse.Namespace) -> int:
    """``footing versions CASE``: the numbered states of a case, oldest first."""
    with beside(words, arguments) as workspace:
        item = _found(workspace, arguments)
        kept = [_plain(one) for one in the_library(workspace).versions(item.id)]
    say([_json(kept)] if arguments.json else [_version_line(words, one) for one in kept])
    return 0


def compare(words: Words, arguments: argparse.Namespace) -> int:
    """``footing compare CASE A B``: what differs between two versions, or a version and now."""
    before, after = (_version(words, given) for given in (arguments.before, arguments.after))
    with beside(words, arguments) as workspace:
        item = _found(workspace, arguments)
        found = the_library(workspace).compare(item.id, before, after)
    say(difference_lines(words, found) or [words("cli.no_difference")])
    return 0


def revert(words: Words, arguments: argparse.Namespace) -> int:
    """``footing revert CASE N``: an earlier version as a new one."""
    number = _version(words, arguments.version)
    if number is None:
        raise UsageError(words("cli.bad_version", value=arguments.version))
    with opened(words, arguments, writing=True) as workspace:
        item = _found(workspace, arguments)
        made = the_library(workspace).restore(item.id, number)
    say([words("cli.reverted", title=item.title, old=number, new=made.number)])
    return 0


def tag(words: Words, arguments: argparse.Namespace) -> int:
    """``footing tag CASE TAG...``: file a case under these tags and no others."""
    with opened(words, arguments, writing=True) as workspace:
        item, library = _found(workspace, arguments), the_library(workspace)
        library.tag(item.id, arguments.tags)
        tags = library.tags(item.id)
    said = ", ".join(tags)
    say([words("cli.tagged" if tags else "cli.untagged", title=item.title, tags=said)])
    return 0


def archive(words: Words, arguments: argparse.Namespace) -> int:
    """``footing archive CASE`` and ``footing unarchive CASE``."""
    away = arguments.verb == "archive"
    with opened(words, arguments, writing=True) as workspace:
        item = _found(workspace, arguments)
        the_library(workspace).archive(item.id, away)
    say([words("cli.archived" if away else "cli.unarchived", title=item.title)])
    return 0


def decide(words: Words, arguments: argparse.Namespace) -> int:
    """``footing decide CASE OPTION``: log what was decided, beside what is advised of the case as it stands."""
    with opened(words, arguments, writing=True) as workspace:
        item, library = _found(workspace, arguments), the_library(workspace)
        if arguments.option not in workspace.model.option_ids:
            options = ", ".join(workspace.model.option_ids)
            raise UsageError(words("cli.no_option", value=arguments.option, options=options))
        case = library.case(item.id)
        advice = keeping.keep_result(library, case, workspace.result(workspace.analyse(case)))
        decision = keeping.Decision(arguments.option, arguments.by, arguments.on, arguments.reason)
        logged = keeping.decide(library, item.id, decision, advice)
    key = {None: "unadvised", True: "departs", False: "follows"}[logged.departs]
    advised = option_name(words, logged.advised)
    say([words(f"cli.decided.{key}", title=item.title, option=option_name(words, logged.option), advised=advised)])
    return 0


def difference_lines(words: Words, found: Sequence[Difference]) -> list[str]:
    """Each field that differs, with what it was and what it is."""
    return [
        words(
            "cli.difference",
            field=item.key or words("cli.whole"),
            before=_said(words, item.before),
            after=_said(words, item.after),
        )
        for item in found
    ]


def _found(workspace: Workspace, arguments: argparse.Namespace) -> CaseSummary:
    if workspace.library is None:
        raise missing_library(workspace.words, arguments)
    return found_case(workspace, arguments.case)


def _filters(words: Words, workspace: Workspace, given: argparse.Namespace) -> Filters:
    for name in given.documented, given.recommended:
        if name is not None and name not in workspace.model.option_ids:
            raise UsageError(words("cli.no_option", value=name, options=", ".join(workspace.model.option_ids)))

    def one(value: str | None) -> tuple[str, ...]:
        return () if value is None else (value,)

    return Filters(
        countries=one(given.country),
        missions=one(given.mission),
        kinds=one(given.kind),
        documented=one(given.documented),
        recommended=one(given.recommended),
        tags=one(given.tag),
        since=given.since,
        until=given.until,
        archived=given.archived,
    )


def _rows(words: Words, items: Sequence[Found]) -> list[str]:
    heads = [words(f"cli.column.{name}") for name in ("id", "case", "as_of", "documented")]
    cells = [
        [
            item.case.id[:8],
            item.case.title,
            item.case.as_of.isoformat(),
            option_name(words, item.case.documented_option, short=True) if item.case.documented_option else "",
        ]
        for item in items
    ]
    head, rule, *rows = table(heads, cells)
    lines = [head, rule]
    for item, row in zip(items, rows, strict=True):
        lines.append(row)
        if item.snippet:
            lines.append("    " + "".join(f"«{piece}»" if hit else piece for piece, hit in item.snippet))
    return lines


def _as_document(item: Found) -> dict[str, object]:
    case = item.case
    listed = {
        "id": case.id,
        "title": case.title,
        "countries": list(case.countries),
        "as_of": case.as_of.isoformat(),
        "mission_name": case.mission_name,
        "mission_kind": case.mission_kind,
        "documented_option": case.documented_option,
        "current_arrangement": case.current_arrangement,
        "archived": case.archived or None,
        "snippet": "".join(piece for piece, _ in item.snippet) or None,
    }
    return {name: value for name, value in listed.items() if value is not None}


def _kept(workspace: Workspace, item: CaseSummary) -> dict[str, Any]:
    library = the_library(workspace)
    return {
        "tags": list(library.tags(item.id)),
        "archived": item.archived,
        "created_at": item.created_at,
        "changed_at": item.changed_at,
        "versions": [_plain(one) for one in library.versions(item.id)],
        "decisions": [_plain(one) for one in keeping.decisions(library, item.id)],
        "notes": [_plain(one) for one in keeping.notes(library, item.id)],
        "results": [_plain(one) for one in keeping.results(library, item.id)],
        "scenarios": [_plain(one) for one in keeping.scenarios(library, item.id)],
    }


def _case_lines(words: Words, workspace: Workspace, case: Case, kept: dict[str, Any]) -> list[str]:
    countries = words.listing([words.country(code) for code in case.countries])
    kind = words(f"value.mission.kind.{case.mission.kind}")
    lines = [
        words("cli.analysis.heading", title=case.title, date=words.day(case.as_of)),
        words("cli.show.facts", id=case.id, countries=countries, mission=case.mission.name, kind=kind),
    ]
    if case.documented is not None:
        name = option_name(words, case.documented.option)
        lines.append(words("cli.show.documented", option=name, source=case.documented.source))
    if kept["archived"]:
        lines.append(words("cli.show.archived"))
    if kept["tags"]:
        lines.append(words("cli.show.tags", tags=", ".join(kept["tags"])))
    lines += ["", *_level_lines(words, workspace, case), "", words.count("cli.show.evidence", len(case.evidence))]
    lines += [_version_line(words, one) for one in kept["versions"]]
    lines += [_decision_line(words, one) for one in kept["decisions"]]
    lines += [
        words("cli.show.note", name=one["name"], at=moment(one["at"]), sha256=one["sha256"][:12])
        for one in kept["notes"]
    ]
    return lines + [
        words("cli.show.scenario", name=one["name"], at=moment(one["at"])) for one in kept["scenarios"]
    ]


def _level_lines(words: Words, workspace: Workspace, case: Case) -> list[str]:
    heads = [words(f"cli.column.{name}") for name in ("criterion", "level", "range", "confidence", "evidence")]
    cells = []
    for name in workspace.model.criterion_ids:
        rating = case.ratings.get(name)
        label = words(f"criterion.{name}.name")
        if rating is None:
            cells.append([label, words("cli.not_rated"), "", "", ""])
            continue
        level = rating.estimate
        confidence = "" if rating.confidence is None else words(f"confidence.{rating.confidence}")
        between = f"{level.low:g}–{level.high:g}"
        cells.append([label, f"{level.best:g}", between, confidence, ", ".join(rating.evidence)])
    return table(heads, cells)


def _version_line(words: Words, one: dict[str, Any]) -> str:
    label = one["label"] or words("cli.no_label")
    return words(
        "cli.show.version",
        number=one["number"],
        at=moment(one["created_at"]),
        author=_who(words, one),
        label=label,
    )


def _decision_line(words: Words, one: dict[str, Any]) -> str:
    name = option_name(words, one["option"])
    return words("cli.show.decision", option=name, by=one["decided_by"], on=words.day(one["decided_on"]))


def _history_lines(words: Words, row: HistoryRow, undone: bool) -> list[str]:
    key = "undo" if row.undoes is not None else "undone" if undone else "edit"
    action = words(f"action.{row.action}") if words.has(f"action.{row.action}") else row.action
    head = words(f"cli.history.{key}", at=moment(row.at), author=_who(words, _plain(row)), action=action)
    if row.key == "":
        return [head]
    field = words("cli.column.tags") if row.key == TAGS else row.key.lstrip("@")
    change = words("cli.difference", field=field, before=_said(words, row.before), after=_said(words, row.after))
    return [head, f"    {change}"]


def _version(words: Words, given: str) -> int | None:
    """A version number; None for ``now``."""
    if given == "now":
        return None
    if not given.isascii() or not given.isdigit() or len(given) > MOST_DIGITS:
        raise UsageError(words("cli.bad_version", value=given))
    return int(given)


def _said(words: Words, value: Any) -> str:
    if value is None or value in ([], {}, ""):
        return words("cli.nothing")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:199] + "…"


def _who(words: Words, one: dict[str, Any]) -> str:
    return one["author"] or words("cli.somebody")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_iso)


def _iso(value: datetime.date) -> str:
    return value.isoformat()


def _plain(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
