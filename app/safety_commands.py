"""The verbs that keep the library safe, and the one that holds a note against what it carries."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from app import safekeeping
from app.files import read_whole
from app.session import (
    asked_passphrase,
    beside,
    moment,
    new_passphrase,
    opened,
    passphrase_in,
    say,
    the_library,
)
from app.summary import table
from app.words import Words
from db import backups
from db.backups import Backup
from db.checking import Finding
from db.encryption import is_encrypted
from db.faults import LibraryFault
from db.keeping import note_with
from db.restoring import Preview

DOES_NOT_HOLD = 3
DAMAGED = 1


def check(words: Words, arguments: argparse.Namespace) -> int:
    """``footing check``: everything that is wrong with the library; exit 1 where something is."""
    with opened(words, arguments, writing=False) as workspace:
        found = safekeeping.look_over(the_library(workspace))
        cases = len(the_library(workspace).summaries())
    if arguments.json:
        say([json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=2)])
    else:
        say(_finding_lines(words, arguments, found) or [words.count("cli.sound", cases, path=arguments.library)])
    return DAMAGED if found else 0


def backup(words: Words, arguments: argparse.Namespace) -> int:
    """``footing backup``: make one, or list them."""
    if arguments.list:
        return _list_backups(words, arguments)
    with opened(words, arguments, writing=False) as workspace:
        made = safekeeping.back_up(the_library(workspace))
    say([json.dumps(_as_document(made)) if arguments.json else words("cli.backed_up", path=made.path)])
    return 0


def restore(words: Words, arguments: argparse.Namespace) -> int:
    """``footing restore [NAME]``: list backups, tell what one would change, and with ``--yes`` bring it back."""
    library = arguments.library.resolve()
    if arguments.backup is None:
        return _list_backups(words, arguments)
    chosen = backups.named(library, arguments.backup)
    sealed = is_encrypted(chosen.path) or (library.exists() and is_encrypted(library))
    passphrase = asked_passphrase(words, arguments, library) if sealed else None
    preview = safekeeping.preview(library, chosen, passphrase)
    if arguments.json:
        say([json.dumps(_preview_document(preview), ensure_ascii=False, indent=2)])
    else:
        say(_preview_lines(words, preview))
    if arguments.yes:
        kept = safekeeping.bring_back(library, chosen, passphrase)
        told = words("cli.restored", path=kept) if kept != library else words("cli.restored.gone")
        say([told] if not arguments.json else [])
    elif not arguments.json:
        say(["", words("cli.restore_how", name=chosen.path.name)])
    return 0


def verify(words: Words, arguments: argparse.Namespace) -> int:
    """``footing verify NOTE.pdf``: exit 0 where it holds, 3 where it does not."""
    from app.verifying import Outcome, as_document, verification_lines, verify_file  # noqa: PLC0415

    found = verify_file(words, arguments.note)
    if arguments.json:
        say([json.dumps(as_document(found), ensure_ascii=False, indent=2)])
    else:
        say([*verification_lines(words, found), *_entered(words, arguments)])
    return 0 if found.outcome is Outcome.HOLDS else DOES_NOT_HOLD


def _entered(words: Words, arguments: argparse.Namespace) -> list[str]:
    """Whether the library knows these very bytes; nothing where it cannot be asked."""
    sha256 = hashlib.sha256(read_whole(arguments.note)).hexdigest()
    with contextlib.suppress(LibraryFault), beside(words, arguments) as workspace:
        entered = None if workspace.library is None else note_with(workspace.library, sha256)
        if entered is not None:
            at = moment(entered.at)
            return [words("cli.note_entered", name=entered.name, at=at, version=entered.version)]
    return []


def encrypt(words: Words, arguments: argparse.Namespace) -> int:
    """``footing encrypt``: give a library that has none a passphrase."""
    safekeeping.protect(arguments.library, None, _new(words, arguments))
    say([words("cli.encrypted", path=arguments.library)])
    return 0


def decrypt(words: Words, arguments: argparse.Namespace) -> int:
    """``footing decrypt``: take the passphrase off."""
    safekeeping.protect(arguments.library, asked_passphrase(words, arguments, arguments.library), None)
    say([words("cli.decrypted", path=arguments.library)])
    return 0


def passphrase(words: Words, arguments: argparse.Namespace) -> int:
    """``footing passphrase``: change it."""
    old = asked_passphrase(words, arguments, arguments.library)
    safekeeping.protect(arguments.library, old, _new(words, arguments))
    say([words("cli.passphrase_changed", path=arguments.library)])
    return 0


def way_out(words: Words, fault: LibraryFault) -> str | None:
    """For a library that cannot be read: the newest backup and how to bring it back, where there is one."""
    if fault.code not in safekeeping.UNREADABLE:
        return None
    newest = next(iter(safekeeping.kept_backups(fault.path)), None)
    if newest is None:
        return None
    return words("cli.way_out", date=moment(newest.at), name=newest.path.name)


def _new(words: Words, arguments: argparse.Namespace) -> str:
    file = arguments.new_passphrase_file
    return new_passphrase(words) if file is None else passphrase_in(file)


def _list_backups(words: Words, arguments: argparse.Namespace) -> int:
    found = safekeeping.kept_backups(arguments.library)
    if arguments.json:
        say([json.dumps([_as_document(one) for one in found], indent=2)])
        return 0
    if not found:
        say([words("cli.no_backups", path=arguments.library)])
        return 0
    heads = [words(f"cli.column.{name}") for name in ("backup", "made", "why", "size")]
    rows = [
        [one.path.name, moment(one.at), words(f"backup_reason.{one.reason}"), _size(words, one)] for one in found
    ]
    say(table(heads, rows))
    return 0


def _preview_lines(words: Words, preview: Preview) -> list[str]:
    lines = [] if preview.readable else [words("cli.unreadable")]
    if not preview.changes:
        return [*lines, words("cli.restore_nothing")]
    lines += [
        words(f"cli.fate.{change.fate}", title=change.title, edits=words.count("cli.edits", change.edits))
        for change in preview.changes
    ]
    return [*lines, words.count("cli.edits_gone", preview.edits)] if preview.edits else lines


def _preview_document(preview: Preview) -> dict[str, object]:
    return {
        "backup": preview.backup.path.name,
        "readable": preview.readable,
        "edits": preview.edits,
        "changes": [asdict(change) for change in preview.changes],
    }


def _finding_lines(words: Words, arguments: argparse.Namespace, found: Sequence[Finding]) -> list[str]:
    lines = [words(f"damage.{item.damage}", id=item.case_id, detail=item.detail) for item in found]
    return [*lines, words("cli.unsound", path=arguments.library)] if lines else []


def _as_document(one: Backup) -> dict[str, object]:
    return {"path": str(one.path), "at": one.at.isoformat(), "reason": one.reason, "size": one.size}


def _size(words: Words, one: Backup) -> str:
    return words("cli.megabytes", size=words.number(one.size / 1_000_000, 1))
