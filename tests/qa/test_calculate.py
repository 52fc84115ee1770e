"""Calculators: exact, rounded once, never counting anything twice."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Figure
from qa.calculate import CalculationError, difference, growth, largest, ratio, remainder, share, share_of_sum, total

BASE = Figure(
    id="1", document="d.txt", organization="某局", fiscal_year=2024, basis="budget", table="支出表", table_kind="expenditure",
    table_number=1, code=None, label="甲", path=("甲",), measure="合计", measure_path=("合计",), column_year=2024,
    column_basis="budget", amount=Decimal("1000000"), text="100.00", unit="万元", row=1, column=4,
)  # fmt: skip


def cell(name: str, amount: str | None, *, path: tuple[str, ...] = (), column: int = 4) -> Figure:
    value = None if amount is None else Decimal(amount)
    return replace(BASE, id=name, label=name, path=path or (name,), amount=value, text=amount or "", column=column)


def test_a_share_is_rounded_once_half_up() -> None:
    assert share(cell("反诈", "1860000"), cell("项目", "14335300")).value == Decimal("12.97")
    assert share(cell("a", "1"), cell("b", "800")).value == Decimal("0.13")  # 0.125


def test_growth_from_nothing_has_no_percentage() -> None:
    assert growth(cell("新", "150"), cell("旧", "100")).value == Decimal("50.00")
    with pytest.raises(CalculationError, match="旧 is 0"):
        growth(cell("新", "150"), cell("旧", "0"))


def test_an_empty_cell_is_not_zero() -> None:
    with pytest.raises(CalculationError, match="empty"):
        difference(cell("甲", "100"), cell("乙", None))


def test_a_heading_and_its_part_are_not_added() -> None:
    heading, part = cell("公安", "300"), cell("执法办案", "100", path=("公安", "执法办案"))
    with pytest.raises(CalculationError, match="counts it twice"):
        total([heading, part])
    other = cell("社会福利", "50")
    assert total([part, other]).value == Decimal("150")
    assert total([heading, replace(part, table_number=2, id="x")]).value == Decimal("400")


def test_one_cell_is_not_added_twice() -> None:
    with pytest.raises(CalculationError, match="twice"):
        total([cell("甲", "1"), cell("甲", "1")])


amounts = st.decimals(min_value=-(10**10), max_value=10**10, places=2, allow_nan=False)


@given(st.lists(amounts, min_size=1, max_size=12))
def test_a_sum_is_exact(values: list[Decimal]) -> None:
    cells = [cell(f"项{i}", str(value)) for i, value in enumerate(values)]
    result = total(cells)
    assert result.value == sum(values, Decimal(0))
    assert [operand.id for operand in result.operands] == [c.id for c in cells]


@given(amounts, amounts)
def test_a_difference_turns_round(a: Decimal, b: Decimal) -> None:
    one, other = cell("甲", str(a)), cell("乙", str(b))
    assert difference(one, other).value == -difference(other, one).value


def test_the_largest_leave_out_blanks_and_keep_printed_order_of_equals() -> None:
    rows = [cell("a", "5"), cell("b", None), cell("c", "9"), cell("d", "9")]
    assert [f.label for f in largest(rows, 2)] == ["c", "d"]
    assert [f.label for f in largest(rows, 1, ascending=True)] == ["a"]


def test_what_is_left_is_never_negative() -> None:
    whole, a, b = cell("公用经费", "100"), cell("办公费", "30"), cell("水费", "20")
    assert remainder(whole, [a, b]).value == Decimal("50")
    with pytest.raises(CalculationError, match="no part of it"):
        remainder(a, [whole])


def test_a_ratio_and_a_share_of_a_sum_need_a_base() -> None:
    assert ratio(cell("a", "30"), cell("b", "20")).value == Decimal("1.50")
    assert share_of_sum([cell("a", "30"), cell("b", "20")], cell("c", "200")).value == Decimal("25.00")
    with pytest.raises(CalculationError, match="is 0"):
        ratio(cell("a", "30"), cell("b", "0"))


def test_money_is_never_added_to_people() -> None:
    people = replace(cell("编制", "5"), unit="人")
    assert difference(people, replace(cell("实有", "3"), unit="人")).counted == "人"
    for other in (cell("工资", "5"), replace(cell("车辆", "5"), unit="辆")):
        with pytest.raises(CalculationError, match="do not count the same thing"):
            total([people, other])
