"""Values of the model as JSON: what the contract promises, and nothing lost on the way back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec import amount_text, figure_from_json, figure_to_json
from index.rows import figure_of, figure_row
from ingest.codec import from_json, to_json
from ingest.model import Check, Disclosure, Figure, Indicator, Passage, Table
from tests.index.builders import disclosure

finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
any_figure = st.builds(Figure, amount=st.none() | finite, bbox=st.none() | st.tuples(*[st.floats(0, 2000)] * 4))


def through_json(value: object) -> object:
    return json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False))


def test_figure_is_printed_as_the_contract_says():
    figure = disclosure().figures[0]
    assert list(figure_to_json(figure)) == [
        "id",
        "document",
        "organization",
        "fiscal_year",
        "basis",
        "table",
        "table_kind",
        "code",
        "label",
        "path",
        "measure",
        "measure_path",
        "column_year",
        "amount",
        "text",
        "unit",
        "source",
        "page",
        "line",
        "row",
        "column",
        "bbox",
        "proof",
        "ocr",
    ]
    assert figure_to_json(figure)["amount"] == "1000000.00"
    assert figure_to_json(figure)["path"] == ["公共安全支出", "执法办案"]


def test_blank_cell_has_no_amount():
    assert figure_to_json(disclosure().figures[3])["amount"] is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0.00"), ("1E+6", "1000000.00"), ("-0.5", "-0.50"), ("8025800.125", "8025800.125"), ("1E-7", "0.0000001")],
)
def test_amount_has_at_least_two_decimals_and_no_exponent(amount: str, text: str):
    assert amount_text(Decimal(amount)) == text


def test_amount_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="NaN"):
        amount_text(Decimal("NaN"))


@given(any_figure)
def test_figure_comes_back_the_same(figure: Figure):
    assert figure_from_json(through_json(figure_to_json(figure, full=True))) == figure


@given(any_figure)
def test_stored_row_keeps_every_field(figure: Figure):
    assert figure_of(figure_row(figure, 0)) == figure


@given(
    st.builds(Indicator, weight=st.none() | finite)
    | st.from_type(Passage)
    | st.builds(Check, difference=finite, tolerance=finite)
)
def test_other_values_come_back_the_same(value: Indicator | Passage | Check):
    assert from_json(type(value), through_json(to_json(value))) == value


@settings(max_examples=25)
@given(st.from_type(Table).filter(lambda table: "nan" not in repr(table) and "inf" not in repr(table)))
def test_table_comes_back_the_same_even_without_its_defaults(table: Table):
    assert from_json(Table, through_json(to_json(table, compact=True))) == table


def test_whole_disclosure_comes_back_the_same():
    whole = disclosure()
    assert from_json(Disclosure, through_json(to_json(whole))) == whole


def test_unknown_field_is_refused_by_name():
    with pytest.raises(ValueError, match="colour"):
        from_json(Passage, {"id": "1", "document": "d", "kind": "note", "text": "t", "colour": "red"})


def test_money_never_comes_in_as_a_float():
    data = figure_to_json(disclosure().figures[0], full=True)
    with pytest.raises(TypeError, match="text"):
        figure_from_json({**data, "amount": 1000000.0})
