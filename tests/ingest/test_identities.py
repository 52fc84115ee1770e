"""Accounting identities: a tree that adds up is proven throughout; one changed leaf breaks its own sums and no other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.amounts import print_number
from ingest.model import Disclosure
from tests.ingest.tables import at, budget, failing

MEASURES = ("合计", "基本支出", "项目支出")
HEAD = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
NAMES = "公共安全教育科学文化卫生健康农林水利交通住房国防外交商业金融气象海洋"


@dataclass
class Node:
    """A row to be printed: basic and project expenditure of a leaf in cents of 万元, or the rows below a heading."""

    code: str
    basic: int
    project: int
    below: list[Node]

    def fill(self) -> Node:
        for child in self.below:
            child.fill()
        if self.below:
            self.basic = sum(child.basic for child in self.below)
            self.project = sum(child.project for child in self.below)
        return self

    def rows(self) -> list[Node]:
        return [self, *(row for child in self.below for row in child.rows())]

    @property
    def name(self) -> str:
        digits = [int(digit) for digit in self.code]
        return "".join(NAMES[(place * 7 + digit) % len(NAMES)] for place, digit in enumerate(digits)) + "支出"


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    """One to three classes, each with up to three divisions of up to three items."""

    def node(code: str, depth: int) -> Node:
        below = draw(st.integers(0, 3)) if depth else 0
        cents = st.integers(0, 10**9)
        return Node(code, draw(cents), draw(cents), [node(f"{code}{n:02d}", depth - 1) for n in range(1, below + 1)])

    return [node(f"2{n:02d}", 2).fill() for n in range(1, draw(st.integers(1, 3)) + 1)]


def cents(amount: int) -> str:
    return print_number(Decimal(amount).scaleb(-2), 2)


def print_tree(classes: list[Node], *, total_first: bool, spoil: tuple[int, int] | None = None) -> str:
    """The table as text. `spoil` = (row, by): basic expenditure of that row is printed so many cents too high."""
    rows = [row for top in classes for row in top.rows()]
    lines = []
    for number, row in enumerate(rows):
        extra = spoil[1] if spoil and spoil[0] == number else 0
        amounts = (row.basic + row.project, row.basic + extra, row.project)
        lines.append("\t".join((row.code, row.name, *map(cents, amounts))))
    basic, project = sum(top.basic for top in classes), sum(top.project for top in classes)
    total = "\t".join(("合计", "", cents(basic + project), cents(basic), cents(project)))
    lines = [total, *lines] if total_first else [*lines, total]
    return HEAD + "\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None)
@given(trees(), st.booleans())
def test_a_table_that_adds_up_is_proven_throughout(classes: list[Node], total_first: bool) -> None:
    read = budget(print_tree(classes, total_first=total_first))
    rows = [row for top in classes for row in top.rows()]
    headings = sum(bool(row.below) for row in rows)
    assert failing(read) == []
    assert {figure.proof for figure in read.figures} == {"proven"}
    assert len(read.figures) == 3 * (len(rows) + 1)
    assert len(read.checks) == (len(rows) + 1) + 3 * headings + 3, "each row, each heading, the total"
    assert [f.amount for f in read.figures if f.code == rows[-1].code] == [
        Decimal(cent) * 100 for cent in (rows[-1].basic + rows[-1].project, rows[-1].basic, rows[-1].project)
    ]
    by_code = {f.code: f.path for f in read.figures if f.code}
    assert {code: len(path) for code, path in by_code.items()} == {row.code: (len(row.code) - 1) // 2 for row in rows}


@settings(max_examples=60, deadline=None)
@given(trees(), st.booleans(), st.data())
def test_one_changed_leaf_breaks_the_checks_it_is_in_and_no_other(
    classes: list[Node], total_first: bool, data: st.DataObject
) -> None:
    rows = [row for top in classes for row in top.rows()]
    leaf = data.draw(st.sampled_from([number for number, row in enumerate(rows) if not row.below]))
    by = data.draw(st.integers(10, 10**6))  # 0.10 万元; no sum here has more than 13 terms of 0.005
    read = budget(print_tree(classes, total_first=total_first, spoil=(leaf, by)))
    wrong = at(read, 5 + leaf + total_first, "基本支出")
    within = {check for check in read.checks if wrong.id in (check.total, *check.parts)}
    assert len(within) == 2, "its own row, and the heading or total above it"
    assert {check for check in read.checks if not check.holds} == within
    assert wrong.proof == "contested"
    touched = {figure for check in within for figure in (check.total, *check.parts)}
    assert {f.id for f in read.figures if f.proof == "contested"} == touched
    assert {abs(check.difference) for check in within} == {Decimal(by) * 100}


def one_sum(total: str, parts: list[str], unit: str = "万元") -> Disclosure:
    rows = "\n".join(f"2{n:02d}\t项目{n}费\t{part}" for n, part in enumerate(parts, start=1))
    return budget(f"科目编码\t科目名称\t预算数\n{rows}\n合计\t\t{total}\n", unit=unit)


def test_each_term_may_be_off_by_half_its_last_place() -> None:
    assert failing(one_sum("0.03", ["0.01", "0.01"])) == [], "0.01 off, three terms of ±0.005"
    assert failing(one_sum("0.04", ["0.01", "0.01"])) != [], "0.02 off, more than 0.015"


def test_the_tolerance_of_a_check_is_in_yuan_and_comes_from_the_digits() -> None:
    (check,) = one_sum("0.03", ["0.01", "0.01"]).checks
    assert (check.difference, check.tolerance) == (Decimal(100), Decimal(150))
    (check,) = one_sum("3", ["1.0", "1.00"], unit="元").checks
    assert check.tolerance == Decimal("0.5") + Decimal("0.05") + Decimal("0.005")


def test_more_digits_leave_less_room() -> None:
    assert failing(one_sum("3", ["1", "1"])) == []
    assert failing(one_sum("3.0", ["1.0", "1.0"])) != []


def test_a_blank_part_is_left_out_and_a_blank_total_tests_nothing() -> None:
    assert failing(one_sum("2.00", ["2.00", "", "—"])) == []
    assert one_sum("", ["2.00", "1.00"]).checks == ()
    assert one_sum("0.00", ["", ""]).checks == ()


def test_columns_under_a_group_and_the_group_under_the_total() -> None:
    head = """科目编码	科目名称	合计	基本支出			项目支出
			小计	人员经费	公用经费
"""
    good = budget(
        head + "204\t公共安全支出\t100.00\t60.00\t40.00\t20.00\t40.00\n205\t教育支出\t10.00\t\t5.00\t5.00\t\n"
    )
    assert failing(good) == []
    assert {f.proof for f in good.printed} == {"proven"}
    bad = budget(head + "204\t公共安全支出\t100.00\t61.00\t40.00\t20.00\t40.00\n205\t教育支出\t10.00\t\t5.00\t5.00\t\n")
    assert len(failing(bad)) == 2
    assert at(bad, 6, "项目支出").proof == "contested"
    assert {f.proof for f in bad.printed if f.line == 7} == {"proven"}


def test_an_of_which_column_is_no_part_of_the_sum() -> None:
    read = budget(
        "科目名称\t合计\t基本支出\t项目支出\t其中：上级转移支付\n公共安全支出\t300.00\t100.00\t200.00\t50.00\n"
    )
    assert failing(read) == []
    assert at(read, 5, "其中:上级转移支付").proof == "unproven"


OF_WHICH = "项目名称\t项目总额\t其中：\t\n\t\t财政资金\t其他资金\n执法办案\t30.00\t20.00\t10.00\n设备购置\t5.00\t{}\t\n"


def test_of_which_columns_that_make_the_whole_in_every_row_prove_it() -> None:
    read = budget(OF_WHICH.format("5.00"))
    assert failing(read) == []
    assert {f.proof for f in read.printed} == {"proven"}
    # Where they do not, they were never said to.
    read = budget(OF_WHICH.format("4.00"))
    assert failing(read) == []
    assert {f.proof for f in read.printed} == {"unproven"}


def test_a_total_beside_one_head_over_all_its_parts_is_their_sum() -> None:
    head = "项目\t总计\t2026年预算\t\n\t\t财政拨款\t上年结转\n"
    assert failing(budget(head + "口岸管理\t40.70\t39.97\t0.73\n综合管理\t8.00\t8.00\t0.00\n")) == []
    assert len(failing(budget(head + "口岸管理\t40.70\t39.97\t0.79\n综合管理\t8.00\t8.00\t0.00\n"))) == 1


def test_the_two_years_of_a_table_are_not_added_up() -> None:
    read = budget(
        """科目名称	2024年预算数			2025年预算数
	合计	基本支出	项目支出	合计	基本支出	项目支出
公共安全支出	70.00	60.00	10.00	80.00	70.00	10.00
"""
    )
    assert len(read.checks) == 2
    assert failing(read) == []


def test_income_and_expenditure_side_by_side_are_summed_apart() -> None:
    rows = """收入		支出
项目	预算数	项目	预算数
一、财政拨款	500.00	一、公共安全支出	300.00
二、事业收入	100.00	二、教育支出	{}
收入总计	600.00	支出总计	600.00
"""
    assert failing(budget(rows.format("300.00"))) == []
    wrong = budget(rows.format("200.00"))
    assert len(failing(wrong)) == 1
    assert {f.label for f in wrong.figures if f.proof == "contested"} == {"公共安全支出", "教育支出", "支出总计"}


def test_a_disclosure_says_what_share_of_it_is_proven() -> None:
    read = budget("科目名称\t合计\t基本支出\t项目支出\t其中：转移支付\n公共安全支出\t300.00\t100.00\t200.00\t50.00\n")
    assert read.proven_share == Decimal("0.7500")


def test_a_list_without_signs_of_hierarchy_is_nested_by_its_sums() -> None:
    flat = "项目\t预算数\n合计\t60.00\n某局\t40.00\n培训班\t30.00\n设备\t10.00\n某中心\t20.00\n展览\t20.00\n"
    assert all(check.holds for check in budget(flat).checks)
    assert not all(check.holds for check in budget(flat.replace("10.00", "11.00")).checks)
