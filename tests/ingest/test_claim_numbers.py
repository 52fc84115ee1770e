"""Numbers in text: every script and unit, what is no statement at all, and printing read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.claims import find_quantities, print_quantity
from ingest.claims.numerals import fold, parse_chinese, print_chinese


def values(text: str) -> list[tuple[str, str]]:
    """(value, unit) of every number in a text."""
    return [(f"{q.value.normalize():f}", q.unit) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("9,929.35万元", "99293500"),
        ("9929.35 万", "99293500"),
        ("0.99亿", "99000000"),
        ("0.99 亿元", "99000000"),
        ("九千九百二十九万元", "99290000"),
        ("九千九百二十九万", "99290000"),
        ("壹佰贰拾万元", "1200000"),
        ("RMB 99.3 million", "99300000"),
        ("99.3 million yuan", "99300000"),
        ("CNY 1.2 billion", "1200000000"),
        ("¥5,000", "5000"),
        ("￥５，０００．５０", "5000.5"),
        ("９，９２９．３５万元", "99293500"),
        ("100余万元", "1000000"),
        ("12,345,678.9元", "12345678.9"),
        ("-5.2万元", "-52000"),
    ],
)
def test_money_in_every_script(text: str, yuan: str) -> None:
    assert values(f"共{text}。") == [(yuan, "元")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长3.5%", ("3.5", "%")),
        ("增长百分之三点五", ("3.5", "%")),
        ("下降0.5个百分点", ("0.5", "个百分点")),
        ("增长1.5倍", ("1.5", "倍")),
        ("约三成", ("30", "%")),
        ("过半数", ("0.5", "")),
        ("共有车辆233辆", ("233", "辆")),
        ("二百三十三人", ("233", "人")),
        ("服务12.5万人次", ("125000", "人次")),
        ("17 people", ("17", "people")),
    ],
)
def test_what_is_not_money(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "财预〔2024〕12号",
        "2024年3月5日，第3批，第十二条",
        "截至2024-12-31",
        "电话0871-63123819",
        "科目2040201-行政运行",
        "（一）1.贯彻执行2.组织实施",
        "单价100万元（含）以上设备的购置",
        "审核400.00万元以上基本建设项目",
        "“十五五”规划，“1566”总体思路",
        "W060701单元W-07、W-08街坊",
        "三公经费、五险一金、一个中心、两级政府",
        "第一季度至第三季度",
        "实施“十百千万”人才战略，“万名教师访万家”",
        "市委七届十二次全会",
        "统一人工智能大模型",
        "100人以上会议",
        "部门公开表3 部门支出总表",
    ],
)
def test_dates_documents_codes_and_limits_are_no_statements(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("100万元", "exact"),
        ("约100万元", "about"),
        ("近100万元", "about"),
        ("100万元左右", "about"),
        ("超过100万元", "over"),
        ("不超过100万元", "at_most"),
        ("不少于100万元", "at_least"),
        ("100万元以上。", "at_least"),
        ("50个以上实验室", "at_least"),
        ("不小于95%", "at_least"),
        ("不足100万元", "under"),
        ("more than 100 yuan", "over"),
        ("no more than 100 yuan", "at_most"),
    ],
)
def test_hedges(text: str, hedge: str) -> None:
    assert [q.hedge for q in find_quantities(text)] == [hedge]


def test_a_range_has_two_ends() -> None:
    (found,) = find_quantities("每年3-5万元")
    assert (found.hedge, found.value, found.high) == ("range", Decimal(30000), Decimal(50000))
    assert found.admits(Decimal(42000))
    assert not found.admits(Decimal(60000))


def test_tolerance_comes_from_the_digits_written() -> None:
    (three,) = find_quantities("RMB 99.3 million")
    assert three.admits(Decimal(99293500))
    (four,) = find_quantities("RMB 99.4 million")
    assert not four.admits(Decimal(99293500))
    (nothing,) = find_quantities("0万元")
    assert not nothing.admits(Decimal(3000))  # 0 is nothing, not what rounds to nothing
    (numeral,) = find_quantities("九千九百二十九万元")
    assert numeral.admits(Decimal(99293500))


def test_spans_are_places_in_the_text_as_given() -> None:
    text = "收入　１２．５万元，下降3%"
    assert [text[q.start : q.end] for q in find_quantities(text)] == ["１２．５万元", "3%"]


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_read_back(value: int) -> None:
    assert parse_chinese(print_chinese(value)) == value


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999.99"), places=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["arabic", "full-width"]),
)
def test_what_is_printed_is_read_back(number: Decimal, scale: str, script: str) -> None:
    worth = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}[scale]
    text = print_quantity(number * worth, "元", scale, script=script)
    (found,) = find_quantities(f"支出{text}。")
    assert found.value == number * worth
    assert found.text == text


@given(st.integers(1, 10**8), st.sampled_from(["元", "万元"]))
def test_chinese_amounts_read_back(number: int, unit: str) -> None:
    text = print_chinese(number) + unit
    if text[0] in "百千万亿" or (unit == "万元" and ("亿" in text or "万" in text[:-2])):
        return  # 五万万元 is not how anybody writes it
    (found,) = find_quantities(f"支出{text}。")
    assert found.value == number * (10_000 if unit == "万元" else 1)


@given(st.decimals(min_value=Decimal("1"), max_value=Decimal("99999"), places=3), st.integers(0, 2))
def test_a_rounded_number_admits_what_it_was_rounded_from(value: Decimal, places: int) -> None:
    (found,) = find_quantities(f"支出{print_quantity(value, '元', places=places)}。")
    assert found.admits(value)


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text
