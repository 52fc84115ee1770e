"""How numbers are printed."""

from __future__ import annotations

from decimal import Decimal

from tests.ingest.tables import at, budget

ROWS = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n204\t公共安全支出\t{}\t1,000,000.00\t200,000.00\n20402\t公安\t{}\t1,000,000.00\t200,000.00"


def test_separators_in_odd_places_are_told_once_and_the_digits_read() -> None:
    read = budget(ROWS.format("1200,000.00", "1200,000.00"))
    (finding,) = read.findings
    assert (finding.kind, finding.stated, len(finding.figures)) == ("separators", "1200,000.00", 2)
    assert at(read, finding.line or 0, "合计").amount == Decimal(12_000_000_000)


def test_separators_every_three_digits_are_nothing_to_tell() -> None:
    assert budget(ROWS.format("1,200,000.00", "1200000.00")).findings == ()
