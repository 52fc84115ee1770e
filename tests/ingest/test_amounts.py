"""Printed numbers: the one door in and out. Nothing is lost on the way, and nothing passes that is no number."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import (
    UNITS,
    convert,
    find_unit,
    half_last_place,
    is_blank,
    parse_amount,
    parse_number,
    places,
    print_number,
    print_yuan,
)

INGEST = Path(__file__).resolve().parents[2] / "ingest"
NUMBERS = st.integers(0, 6).flatmap(lambda p: st.decimals(-(10**13), 10**13, places=p, allow_nan=False))
MONEY = st.decimals(-(10**13), 10**13, places=2, allow_nan=False)
UNIT = st.sampled_from(sorted(UNITS))


@given(NUMBERS)
def test_a_printed_number_reads_back_as_itself(number: Decimal) -> None:
    assert parse_number(print_number(number)) == number


@given(NUMBERS)
def test_printing_keeps_every_decimal_the_number_has(number: Decimal) -> None:
    assert places(print_number(number)) == -int(number.as_tuple().exponent)


@given(NUMBERS)
def test_accounting_brackets_and_full_width_digits_say_the_same(number: Decimal) -> None:
    text = print_number(abs(number))
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,-"})
    assert parse_number(wide) == abs(number)
    assert parse_number(f"({text})") == -abs(number)
    assert parse_number(f"（{wide}）") == -abs(number)
    assert parse_number(f"－{wide}") == -abs(number)


@given(MONEY, UNIT)
def test_yuan_go_into_every_unit_and_back_unchanged(yuan: Decimal, unit: str) -> None:
    there = convert(yuan, unit)
    back = parse_amount(print_number(there), unit)
    assert there * UNITS[unit] == yuan
    assert back is not None
    assert back.yuan == yuan


@given(MONEY)
def test_yuan_printed_in_full_lose_nothing(yuan: Decimal) -> None:
    assert parse_number(print_yuan(yuan)) == yuan


@given(st.decimals(-(10**9), 10**9, places=5, allow_nan=False), st.integers(0, 4))
def test_rounding_moves_a_number_by_half_a_place_at_most(number: Decimal, decimals: int) -> None:
    rounded = parse_number(print_number(number, decimals))
    assert rounded is not None
    assert abs(rounded - number) <= Decimal(1).scaleb(-decimals) / 2


def test_rounding_is_half_up_not_to_even() -> None:
    assert print_number(Decimal("0.125"), 2) == "0.13"
    assert print_number(Decimal("-0.004"), 2) == "0.00", "a rounded zero has no sign"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9,929.35", "9929.35"),
        ("9929.35", "9929.35"),
        ("９，９２９．３５", "9929.35"),
        (" 100 ", "100"),
        ("¥1,000.00", "1000"),
        ("-0.48", "-0.48"),
        ("−0.48", "-0.48"),
        ("(0.48)", "-0.48"),
        ("（0.48）", "-0.48"),
        ("+3", "3"),
        ("0.00", "0"),
        ("1,234,567,890.123456", "1234567890.123456"),
        ("125360,898", "125360898"),  # an export parted off only the last three digits
    ],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "-", "—", "合计", "12万元", "3.5%", "1,23", "1.2.3", "1,2345", "1234,56", "1,234,56", ".5", "5.", "1e5", "()", "(-)", "12-13", "NaN",
     "Infinity", "0x10", "100.00200.00", "见附件1"],
)  # fmt: skip
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["--5", "-+5"])
def test_two_signs_are_not_one_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.text())
def test_no_text_breaks_the_door(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.is_finite()
    assert not (is_blank(text) and number is not None), "a cell cannot be blank and print a number"


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u00a0", "-", "--", "—", "——", "－", "–", "/"])
def test_an_empty_cell_and_a_dash_are_blank_and_not_zero(text: str) -> None:
    assert is_blank(text)
    assert parse_number(text) is None
    assert parse_amount(text, "万元") is None


def test_an_ellipsis_is_blank() -> None:
    assert is_blank("…")


@pytest.mark.parametrize("text", ["0", "0.00", "-0", "０", "(0.00)"])
def test_a_printed_zero_is_zero_and_not_blank(text: str) -> None:
    assert not is_blank(text)
    amount = parse_amount(text, "万元")
    assert amount is not None
    assert amount.yuan == 0


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [("0.01", "万元", "50"), ("1", "万元", "5000"), ("1.0", "万元", "500"), ("1", "元", "0.5"), ("1.00", "元", "0.005"),
     ("1.5", "亿元", "5000000"), ("(1,234.50)", "万元", "50"), ("１．００", "万元", "50")],
)  # fmt: skip
def test_the_tolerance_is_half_the_last_place_printed(text: str, unit: str, yuan: str) -> None:
    amount = parse_amount(text, unit)
    assert amount is not None
    assert amount.tolerance == half_last_place(text, unit) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("金额单位：万元", "万元"), ("单位：元", "元"), ("（单位：亿元）", "亿元"), ("单位： 万 元", "万元"), ("金额：千元", "千元"),
     ("预算数（百万元）", "百万元"), ("单位：人", None), ("单位名称：某市公安局", None)],
)  # fmt: skip
def test_a_text_names_its_money_unit(text: str, unit: str | None) -> None:
    assert find_unit(text) == unit


def test_an_unknown_unit_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(KeyError):
        parse_amount("1.00", "美元")


def float_calls(code: str) -> list[int]:
    """Lines that call float(), or hand `float` to something that will (asking whether a value is one is fine)."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            asks = isinstance(node.func, ast.Name) and node.func.id == "isinstance"
            for name in () if asks else (node.func, *node.args):
                if isinstance(name, ast.Name) and name.id == "float":
                    found.append(node.lineno)
    return found


def test_ingest_never_makes_a_float() -> None:
    """Places on a typeset page are floats (points): the readers that find them and the codec that carries them are
    left out. No other module has any use for a float."""
    files = sorted(f for f in INGEST.rglob("*.py") if not f.name.startswith(("pdf", "ocr", "codec")))
    assert len(files) > 10
    assert {str(f.relative_to(INGEST)): lines for f in files if (lines := float_calls(f.read_text("utf-8")))} == {}


def test_the_float_check_sees_a_float() -> None:
    assert float_calls("x = float('1.0')\ny = list(map(float, ['2']))\nz: float = y\nisinstance(z, float)") == [1, 2]
