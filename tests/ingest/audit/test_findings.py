"""From failing equations to faults: one cause once, the figure that is wrong, and how it came about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.audit.hints import slip
from tests.ingest.audit.budgets import WHOLE, changed, line_of, told
from tests.ingest.tables import at, budget, disclosure

EXPENDITURE_ROW = "2040220	执法办案	200.00		200.00\n205	教育支出	50.00	50.00\n20508	进修及培训	50.00	50.00\n2050803	培训支出	50.00	50.00\n合计		350.00	150.00	200.00\n\n一般公共预算支出表"


def test_one_wrong_digit_is_one_finding_that_names_it_and_what_it_should_be() -> None:
    read = changed(
        (
            EXPENDITURE_ROW,
            EXPENDITURE_ROW.replace("执法办案	200.00		200.00", "执法办案	208.00		200.00"),
        )
    )
    (finding,) = read.findings
    assert line_of(read, finding, finding.suspect) == "执法办案 合计"
    assert (finding.severity, finding.expected) == ("misprint", "200.00 万元")
    assert finding.hint is not None and finding.hint.kind == "digit"
    assert finding.others >= 2  # its columns, its heading, and the same row in the other table


def test_two_digits_that_changed_places() -> None:
    text = WHOLE.replace("执法办案	200.00		200.00", "执法办案	210.00		210.00").replace(
        "公安	300.00	100.00	200.00", "公安	310.00	100.00	210.00"
    )
    text = text.replace(
        "公共安全支出	300.00	100.00	200.00", "公共安全支出	310.00	100.00	210.00"
    ).replace("合计		350.00	150.00	200.00", "合计		360.00	150.00	210.00")
    text = (
        text.replace("一、公共安全支出	300.00", "一、公共安全支出	310.00")
        .replace("总计	350.00", "总计	360.00")
        .replace("收入	350.00", "收入	360.00")
    )
    assert told(disclosure(text)) == []
    wrong = text.replace(
        "2040220	执法办案	210.00		210.00", "2040220	执法办案	120.00		210.00", 1
    )
    (finding,) = disclosure(wrong).findings
    assert finding.hint is not None and finding.hint.kind == "transposed"


def test_a_dropped_row_is_one_finding_at_its_heading() -> None:
    dropped = EXPENDITURE_ROW.replace("2040220	执法办案	200.00		200.00\n", "")
    read = changed((EXPENDITURE_ROW, dropped))
    (finding,) = read.findings
    assert finding.kind == "row_sum"
    assert line_of(read, finding, finding.total) == "公安 合计"
    # What is missing is exactly one item of the other table.
    assert finding.hint is not None and finding.hint.kind == "omitted"
    assert {f.label for f in read.figures if f.id in finding.hint.figures} == {"执法办案"}


def test_a_difference_that_is_no_other_item_has_no_hint() -> None:
    read = budget("科目编码\t科目名称\t合计\n204\t公安\t100.00\n20401\t甲\t30.00\n20402\t乙\t45.00\n")
    (finding,) = read.findings
    assert (finding.kind, finding.severity, finding.difference) == ("row_sum", "contradiction", Decimal("250000.00"))
    assert (finding.suspect, finding.hint) == (None, None)


@pytest.mark.parametrize(("printed", "severity"), [("75.02", "rounding"), ("75.10", "contradiction")])
def test_a_little_more_than_rounding_allows_is_told_as_rounding(printed: str, severity: str) -> None:
    read = budget(f"科目编码\t科目名称\t合计\n204\t公安\t{printed}\n20401\t甲\t30.00\n20402\t乙\t45.00\n")
    assert [finding.severity for finding in read.findings] == [severity]


@pytest.mark.parametrize(
    ("printed", "right", "kind"),
    [
        ("93.39", "923900", "digit"),
        ("29.39", "923900", "transposed"),
        ("923,900.00", "923900", "unit_slip"),
        ("-92.39", "923900", "sign"),
        ("12.34", "923900", None),
        ("92.39", "92390000", None),
    ],
)
def test_slips(printed: str, right: str, kind: str | None) -> None:
    read = budget(f"科目编码\t科目名称\t合计\n204\t公安\t{printed}\n")
    hint = slip(at(read, 5, "合计"), Decimal(right))
    assert (hint.kind if hint else None) == kind
