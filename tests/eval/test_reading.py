"""Scores of reading: amounts found again in their place, and identities that hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.printed import PrintedAmount
from eval.reading import score, share, summary
from tests.ingest.tables import CLEAN_TEXT, disclosure

LINES = dict(enumerate(CLEAN_TEXT.split("\n"), start=1))


def line_of(start: str) -> int:
    return next(n for n, line in LINES.items() if line.startswith(start))


def test_an_amount_counts_as_read_only_in_its_own_place() -> None:
    here = line_of("2040220")
    wanted = [PrintedAmount(here, "200.00"), PrintedAmount(here, "200.00"), PrintedAmount(here + 1, "200.00")]
    reading = score(Path("a.txt"), disclosure(CLEAN_TEXT), [*wanted, PrintedAmount(here, "200.00")])
    assert (reading.found, reading.printed) == (3, 4)
    assert reading.missing == (PrintedAmount(here, "200.00"),)


def test_a_heading_that_is_not_its_rows_is_told_with_its_arithmetic() -> None:
    good, bad = (
        disclosure(CLEAN_TEXT),
        disclosure(CLEAN_TEXT.replace("2040201\t行政运行\t100.00", "2040201\t行政运行\t101.00")),
    )
    assert score(Path("a.txt"), good, None).failed == ()
    failed = score(Path("a.txt"), bad, None).failed
    assert "300.00 万元 ≠ 101.00 万元 + 200.00 万元" in {f.arithmetic for f in failed}


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 3, "33.33"), (99_999, 100_000, "99.99"), (2, 2, "100.00")])
def test_shares_are_rounded_down(part: int, whole: int, percent: str) -> None:
    assert share(part, whole) == Decimal(percent)


def test_no_share_of_nothing() -> None:
    assert share(0, 0) is None
    assert summary([])["amounts"] == {"of": 0, "percent": None, "worst": None}
