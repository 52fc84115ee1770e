"""Rows that a page break cuts in two are made whole; rows that only look so are left alone."""

from __future__ import annotations

import pytest

from ingest.cuts import join_cut_rows
from ingest.model import Cell, GridRow


def rows(page: int, text: str) -> list[GridRow]:
    """Rows of one page, `|` between cells; a cell that ends in `~` has room to its right."""
    return [
        GridRow(
            tuple(Cell(c.strip().rstrip("~"), inset=(0.5, 9.0 if "~" in c else 0.4)) for c in line.split("|")), page
        )
        for line in text.splitlines()
    ]


def joined(*pages: str) -> list[tuple[str, ...]]:
    found = join_cut_rows([row for n, text in enumerate(pages, start=1) for row in rows(n, text)])
    return [row.texts for row in found]


def test_the_rest_of_a_label_goes_back_to_its_row() -> None:
    assert joined("某局~ | | 20.00\n某高级中学空港分 | | 54.00", "校 | | \n某中心~ | | 6.00") == [
        ("某局", "", "20.00"),
        ("某高级中学空港分校", "", "54.00"),
        ("某中心", "", "6.00"),
    ]


def test_several_cells_are_cut_at_once() -> None:
    assert joined("定额 | 其他商品和服 | 车辆加油、添加燃料服 | 1.00", " | 务支出 | 务 | ") == [
        ("定额", "其他商品和服务支出", "车辆加油、添加燃料服务", "1.00")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("公安 | 20.00\n差旅费~ | 3.00", "会议费 | "),  # the line before was not full
        ("公安 | 20.00\n住房公积金缴存支出 | 3.00", "二、上年结转 | "),  # numbered: an item of its own
        ("公安 | 20.00\n住房公积金缴存支出 | 3.00", "合计 | "),  # a total left blank
        ("公安 | \n住房公积金缴存支出 | 3.00", "会议费 | "),  # blank items stand elsewhere too
        ("公安 | 20.00\n住房公积金缴存支出 | 3.00", "会议费 | 5.00"),  # an amount of its own
        (" | 20.00", "会议费 | "),  # no words before it that could go on
    ],
)
def test_a_row_of_its_own_stays_one(before: str, after: str) -> None:
    assert len(joined(before, after)) == before.count("\n") + 2


def test_a_row_in_the_middle_of_a_page_is_no_rest() -> None:
    assert len(joined("某高级中学空港分 | 54.00\n校 | \n某中心 | 6.00")) == 3
