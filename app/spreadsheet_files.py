"""Tables as the files of spreadsheet programs: the same bytes each time, and no text that one takes for a formula.

A case is brought in from outside, and its texts are not ours: one that begins with an equals sign would be run by
the spreadsheet that opens it. In xlsx a text is stored as a text, and marked to stay one when its cell is edited.
CSV has no types, so there an apostrophe goes before such a text.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = str | float | int | bool | datetime.date | None
"""One value of a table. A moment (``datetime``, aware) is a date too; it is written in UTC, to the second."""

LONGEST_TEXT = 32_767
"""UTF-16 units a cell may hold in Excel; a longer field of a CSV runs over into cells of its own."""
FIRST_DAY = datetime.date(1900, 3, 1)
"""The first day on which the calendars of all spreadsheet programs agree; an earlier one is written as text."""
MADE = datetime.datetime(2000, 1, 1)
"""The date of making that every file states: a clock would make each file another."""
WIDEST, NARROWEST, MOST_LINES = 60, 9, 8
"""Letters a column is wide, and lines a row is high, whatever its texts; all of a text is in the cell still."""
LINE_HEIGHT = 15
"""Points of a line in the face that spreadsheet programs begin with."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = '[ "\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]'
_SIGN = "[=+\\-@\u2212＝＋－＠﹦﹢﹣﹫]"
_FORMULA = re.compile(rf"\A(?=[\t\n])|(?:\A|(?<=[;\t\n])){_BLANK}*+(?={_SIGN})")
"""Where a formula could begin, full-width signs included. Within a text too, after what some spreadsheets part
cells at when they read a CSV: where a comma is the decimal sign, cells are parted at semicolons, and the quotation
marks around a text then begin and end elsewhere."""


@dataclass(frozen=True, slots=True)
class Table:
    """A named table: its column heads, and rows of as many cells."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with the mark by which Excel knows it; dates as ISO 8601."""
    tame = Table(
        table.name, tuple(map(_guarded, table.heads)), tuple(tuple(map(_tame, row)) for row in table.rows)
    )
    text = _frame(tame).to_csv(index=False, lineterminator="\r\n")
    return str(text).encode("utf-8-sig")


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """The tables as the sheets of one workbook, the first row bold and held in place."""
    import pandas as pd  # noqa: PLC0415 - the first window exports nothing

    buffer = BytesIO()
    options = {
        "in_memory": True,  # no word of an encrypted library lies in a temporary file
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        writer.book.set_properties({"created": MADE})
        for table in tables:
            _add_sheet(writer, table)
    return buffer.getvalue()


def _add_sheet(writer: Any, table: Table) -> None:
    rows = tuple(tuple(map(_storable, row)) for row in table.rows)
    sheet = writer.book.add_worksheet(table.name)
    _set_handlers(writer.book, sheet)
    bold = writer.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = writer.book.add_format({"valign": "top"})
    widths = _widths(table.heads, rows)
    for column, (head, width) in enumerate(zip(table.heads, widths, strict=True)):
        sheet.write_string(0, column, _storable(head), bold)
        sheet.set_column(column, column, width, plain)
    sheet.freeze_panes(1, 0)
    for place, row in enumerate([table.heads, *rows]):
        lines = min(MOST_LINES, max(_lines(cell, width) for cell, width in zip(row, widths, strict=True)))
        if lines > 1:
            sheet.set_row(place, LINE_HEIGHT * lines)
    tame = Table(table.name, table.heads, rows)
    _frame(tame).to_excel(writer, sheet_name=table.name, index=False, header=False, startrow=1)


def _set_handlers(book: Any, sheet: Any) -> None:
    """How each type of value is written; an empty text leaves an empty cell."""
    text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top", "align": "left"})

    def write_text(sheet: Any, row: int, column: int, value: str, *_: object) -> Any:
        return sheet.write_string(row, column, value, text) if value else None

    def write_day(sheet: Any, row: int, column: int, value: datetime.date, *_: object) -> Any:
        form = moment if isinstance(value, datetime.datetime) else day
        return sheet.write_datetime(row, column, value, form)

    sheet.add_write_handler(str, write_text)
    sheet.add_write_handler(datetime.date, write_day)
    sheet.add_write_handler(datetime.datetime, write_day)


def _frame(table: Table) -> DataFrame:
    """The table for pandas, which is not to guess at types: whole numbers stay whole beside an empty cell."""
    import pandas as pd  # noqa: PLC0415 - the first window exports nothing

    return pd.DataFrame(list(table.rows), columns=list(table.heads), dtype=object)


def _storable(cell: Cell) -> Cell:
    """A cell as xlsx can hold it: clean and short enough, and a date as text where there is no such date."""
    if isinstance(cell, str):
        text = _clean(cell)
        # The writer takes a text between these two marks for markup of its own, and copies it as it stands.
        return _cut(f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text)
    if isinstance(cell, datetime.datetime):
        return _in_utc(cell)
    if isinstance(cell, datetime.date):
        return cell if cell >= FIRST_DAY else cell.isoformat()
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _tame(cell: Cell) -> Cell:
    """A cell as CSV can hold it."""
    if isinstance(cell, str):
        return _guarded(cell)
    if isinstance(cell, datetime.datetime):
        return _in_utc(cell).isoformat(" ")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """The moment as spreadsheets know one: without a zone."""
    return moment.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)


def _guarded(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet could take what follows for a formula."""
    return _cut(_FORMULA.sub(lambda found: f"{found[0]}'" if found.start() else f"'{found[0]}", _clean(text)))


def _clean(text: str) -> str:
    """The text with one kind of line break, and a visible sign for each letter that no XML may hold."""
    return _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cut(text: str) -> str:
    """The text, or as much of it as a cell holds with an ellipsis for the rest."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The width of each column in letters: that of its longest line, within bounds; a head may take two lines."""
    longest = [max(NARROWEST, len(head) // 2 + 2) for head in heads]
    for row in rows:
        for column, cell in enumerate(row):
            if longest[column] < WIDEST:
                text = "" if cell is None else str(cell)
                longest[column] = max(longest[column], 2 + max(map(len, text.split("\n"))))
    return [min(WIDEST, width) for width in longest]


def _lines(cell: Cell, width: int) -> int:
    """About how many lines a cell takes in a column so wide."""
    return sum(max(1, math.ceil(len(line) / width)) for line in cell.split("\n")) if isinstance(cell, str) else 1
