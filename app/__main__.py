"""The program: ``footing`` and ``python -m app``. Without a verb it opens the desk."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from app.arguments import UsageError, asks_for_the_desk
from app.words import MissingCatalogueError, Words

BAD_INPUT = 2
FAULT = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code: 0, 2 for bad input, 1 for a fault of ours."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - a bundle alone needs it

        freeze_support()  # sealing runs in a process of its own, which a bundle starts as itself
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        words = Words()
    except MissingCatalogueError:
        # The one sentence that cannot come from the catalogue.
        print("The words of the program are missing; run make setup first.", file=sys.stderr)
        return FAULT
    return _guarded(words, list(sys.argv[1:] if argv is None else argv))


def _guarded(words: Words, argv: list[str]) -> int:
    debug = "--debug" in argv
    try:
        return _run(words, argv)
    except UsageError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has gone (footing list | head); that is no fault.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if debug:
            raise
        return _tell(words, error)


def _run(words: Words, argv: list[str]) -> int:
    """The desk, where there is a display and nothing else is asked for; else the command line."""
    desk = asks_for_the_desk(words, argv)
    if desk is not None and _has_display():
        from app.desk.start import open_desk  # noqa: PLC0415 - Qt is needed for the window alone

        return open_desk(desk.library, words, draws=desk.draws, seed=desk.seed)
    from app.command_line import parse  # noqa: PLC0415 - the window does not wait for what it does not need

    arguments = parse(words, argv)
    return int(arguments.run(words, arguments))


def _tell(words: Words, error: Exception) -> int:
    """Say what went wrong, and the way out where the library has one."""
    from app.faults import bug_sentence, sentence  # noqa: PLC0415
    from app.safety_commands import way_out  # noqa: PLC0415
    from db.faults import LibraryFault  # noqa: PLC0415

    known = sentence(words, error)
    print(known or bug_sentence(words, error), file=sys.stderr)
    if isinstance(error, LibraryFault) and (out := way_out(words, error)):
        print(out, file=sys.stderr)
    return FAULT if known is None else BAD_INPUT


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
