"""What the program writes: aligned tables, CSV and workbooks that run no formula, JSON as the contract has it."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import StoreError, UsageError
from ui.output import csv_text, plain, safe_cell, shorten, table_text, width, write_records, xlsx_bytes

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1+1", "＝1+1", "\r=1", "\x0b=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_be_a_formula_becomes_plain_text_in_csv(text: str) -> None:
    row = next(csv.reader(io.StringIO(csv_text([{"label": text}], ["label"]).split("\n", 1)[1], newline="")))
    assert row == ["'" + text.replace("\r", " ").replace("\x0b", " ")]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_be_a_formula_is_a_text_cell_in_a_workbook(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([{"label": text}], ["label"]))).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).strip() == text.replace("\x0b", " ").strip()


def test_an_ordinary_label_is_left_as_it_is() -> None:
    assert safe_cell("公安") == "公安"
    assert safe_cell("54010024T-DNA") == "54010024T-DNA"


def test_a_negative_amount_stays_a_number() -> None:
    rows = [{"amount": "-1000.50", "label": "-1000.50"}]
    assert csv_text(rows, ["amount", "label"], ["amount"]) == "amount,label\n-1000.50,'-1000.50\n"
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows, ["amount", "label"], ["amount"]))).active
    assert sheet is not None
    assert (sheet["A2"].data_type, Decimal(str(sheet["A2"].value))) == ("n", Decimal("-1000.5"))
    assert sheet["B2"].data_type == "s"


def test_a_not_disclosed_amount_is_an_empty_cell_and_not_zero() -> None:
    assert csv_text([{"label": "差旅费", "amount": None}], ["label", "amount"], ["amount"]) == "label,amount\n差旅费,\n"


def test_a_character_no_workbook_can_hold_does_not_stop_the_export() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([{"label": "公\x01安"}], ["label"]))).active
    assert sheet is not None
    assert sheet["A2"].value == "公 安"


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_no_csv_cell_ever_starts_like_a_formula(texts: list[str]) -> None:
    rows = [{"a": text} for text in texts]
    read = list(csv.reader(io.StringIO(csv_text(rows, ["a"]), newline="")))
    assert not any(cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)


def test_columns_line_up_when_chinese_and_latin_letters_mix() -> None:
    text = table_text(
        [{"label": "公安", "amount": "1.00"}, {"label": "DNA", "amount": "22.00"}], ["label", "amount"], ["amount"]
    )
    assert text.splitlines() == ["label  amount", "-----  ------", "公安     1.00", "DNA     22.00"]
    assert len({width(line) for line in text.splitlines()}) == 1


@given(st.text(max_size=60), st.integers(min_value=1, max_value=30))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    assert width(shorten(text, limit)) <= limit


def test_control_characters_never_reach_a_terminal() -> None:
    assert plain("公安\x1b[31m\n下一行") == "公安 [31m 下一行"


def test_json_keeps_chinese_readable(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    write_records([{"label": "公安"}], ["label"], form="json", output=target, stdout=io.StringIO())
    assert "公安" in target.read_text(encoding="utf-8")
    assert json.loads(target.read_text(encoding="utf-8")) == [{"label": "公安"}]


def test_a_csv_file_opens_in_excel_as_utf8(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    write_records([{"label": "公安"}], ["label"], form="csv", output=target, stdout=io.StringIO())
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_needs_a_file() -> None:
    with pytest.raises(UsageError, match="--output"):
        write_records([], ["label"], form="xlsx", stdout=io.StringIO())


def test_an_unwritable_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot write"):
        write_records([], ["label"], form="csv", output=tmp_path / "no" / "out.csv", stdout=io.StringIO())
