"""The use cases of the product, without a window: the same for the desk and for the command line."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from app.files import ContentError, FileFault, read_whole, write_whole
from app.program import PROGRAM, VERSION
from app.resources import resource, starting_cases, two_feet_model
from app.words import SOURCE, Words
from db.keeping import Result, issue_note
from db.library import Library
from db.protecting import convert_backups, plain_backups
from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.case_reading import read_case
from decision.case_writing import write_case
from decision.errors import DecisionError
from decision.model import DecisionModel
from decision.model_reading import read_model
from decision.precedent.case_base import CaseBase
from decision.robustness.smaa import Progress

STARTING = "starting_library"


class Workspace:
    """A model, the words, and a library: what every use case works on.

    ``library`` is None where only files are worked on and no library exists yet; the starting cases then stand
    in as the documented ones.
    """

    def __init__(self, words: Words, library: Library | None, model: DecisionModel, model_bytes: bytes) -> None:
        self.words = words
        self.library = library
        self.model = model
        self.model_bytes = model_bytes
        self.passphrase: str | None = None
        """That of an encrypted library, for sealing what is exported from it."""
        self.draws: int | None = None
        self.seed: int | None = None

    @property
    def note_words(self) -> Words:
        """The words notes are written in: the source language, whatever the window speaks."""
        return self.words if self.words.language == SOURCE else Words()

    @classmethod
    def open(cls, path: Path, words: Words, *, writing: bool = True, passphrase: str | None = None) -> Self:
        """Open a library, filling a new one with the starting cases."""
        model_bytes = two_feet_model()
        model = read_model(model_bytes)
        library = Library.open(path, model, writing=writing, author=account_name(), passphrase=passphrase)
        workspace = cls(words, library, model, model_bytes)
        if library.encrypted:
            workspace.passphrase = passphrase
            if writing and plain_backups(library.path):  # a change of passphrase was cut off before its end
                convert_backups(library.path, passphrase, library.file.key)
        if library.is_new:
            workspace.add_starting_cases()
        return workspace

    @classmethod
    def beside(cls, path: Path, words: Words, *, passphrase: str | None = None) -> Self:
        """Work on files beside a library: it is read where it exists and never made."""
        if path.exists():
            return cls.open(path, words, writing=False, passphrase=passphrase)
        model_bytes = two_feet_model()
        return cls(words, None, read_model(model_bytes), model_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library."""
        if self.library is not None:
            self.library.close()

    def add_starting_cases(self) -> None:
        """Put the nine documented situations into a library that has just been made."""
        if self.library is not None:
            # The last added is listed first: from the back, so that the list reads in the order of the names.
            for _, data in reversed(starting_cases()):
                self.library.add(read_case(data, self.model), STARTING)

    def documented_cases(self) -> list[Case]:
        """The cases the precedent line looks at, by id: the same order wherever they come from."""
        if self.library is None:
            cases = [read_case(data, self.model) for _, data in starting_cases()]
            return sorted(cases, key=lambda case: case.id)
        return self.library.cases(self.library.documented_ids())

    def case_base(self) -> CaseBase:
        """The documented cases laid out for comparison: kept while many cases, or one that changes, are asked."""
        return CaseBase(self.model, self.documented_cases())

    def analyse(
        self, case: Case, documented: Sequence[Case] | CaseBase | None = None, progress: Progress | None = None
    ) -> Analysis:
        """The whole analysis of a case against the documented ones of the library."""
        library = self.documented_cases() if documented is None else documented
        return analyse(self.model, case, library, draws=self.draws, seed=self.seed, progress=progress)

    def read_file(self, path: Path) -> Case:
        """The case in a case file, or in the attachment of a note."""
        return self.case_in(read_whole(path), path)

    def case_in(self, data: bytes, path: Path) -> Case:
        """The case in the bytes of a case file or of a note, which came from ``path``."""
        if data.startswith(b"%PDF-"):
            data = _carried(data, path)
        try:
            return read_case(data, self.model)
        except DecisionError as error:
            raise ContentError(path, error) from error

    def note(self, analysis: Analysis, paper: str = "A4", documented: list[Case] | None = None) -> bytes:
        """The briefing note of an analysis, as PDF; it carries the documented cases it was compared with."""
        from reports.note import NoteSettings, write_note  # noqa: PLC0415 - the first window writes no note

        library = self.documented_cases() if documented is None else documented
        settings = NoteSettings(version=VERSION, paper=paper)
        return write_note(analysis, self.note_words, settings, font_folder(), self.model_bytes, library)

    def result(self, analysis: Analysis) -> Result:
        """A result in the form a library keeps it in, with all that is needed to compute it again."""
        from decision.result_writing import write_result  # noqa: PLC0415 - the first window keeps no result

        recommendation, drawn = analysis.recommendation, analysis.robustness
        return Result(
            model_id=self.model.id,
            model_version=self.model.version,
            model_text=self.model_bytes.decode(),
            program=PROGRAM,
            seed=drawn.seed,
            draws=drawn.draws,
            option=recommendation.option,
            strength=recommendation.strength,
            document=write_result(analysis, PROGRAM).decode(),
        )

    def issue_note(self, analysis: Analysis, path: Path, paper: str = "A4") -> None:
        """Write the note of a case of the library to a file, and enter it in the library with the result it tells.

        Entered before it is written: a note nobody has is in the list rather than one on a desk missing from it.
        """
        assert self.library is not None
        if not path.resolve().parent.is_dir():
            raise FileFault("no_folder", path)
        data = self.note(analysis, paper)
        issue_note(
            self.library, analysis.case, self.result(analysis), (path.name, hashlib.sha256(data).hexdigest())
        )
        write_whole(path, data)

    def save_note(self, analysis: Analysis, path: Path, paper: str = "A4") -> None:
        """Write the note of an analysis to a file, whole or not at all."""
        write_whole(path, self.note(analysis, paper))


def account_name() -> str:
    """Who works here, as the machine knows it, for the history of every edit; empty where it knows nobody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _carried(data: bytes, path: Path) -> bytes:
    from reports.attachment import NotANoteError, attached_case  # noqa: PLC0415 - only a note needs it

    try:
        return attached_case(data)
    except NotANoteError as error:
        raise FileFault("not_a_note", path) from error


def font_folder() -> Path:
    """The folder of the faces that screen and paper use."""
    return Path(str(resource("fonts")))


def save_case(case: Case, path: Path, *, protected: bool = False) -> None:
    """Write a case file; what is protected stays behind unless it is asked for."""
    from decision.publication import public_case  # noqa: PLC0415

    write_whole(path, write_case(case if protected else public_case(case)))
