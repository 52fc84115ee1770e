"""What printed names have in common, and how well words fit them."""

import pytest

from qa.book import ALIAS, CORE_ALIAS, EXACT, Book
from qa.naming import core, is_change, is_fund, is_generic, side_of
from qa.plan import Term


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“三公”经费合计", "三公经费"),
        ("（一）公务接待费支出", "公务接待费"),
        ("2024年机关运行经费预算数", "机关运行经费"),
        ("财政拨款基本支出", "基本支出"),
        ("一、住房保障支出", "住房保障"),
    ],
)
def test_names_of_one_thing_share_a_core(a: str, b: str) -> None:
    assert core(a) == core(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("其他收入", "其他支出"),
        ("电费", "水费"),
        ("财政拨款收入", "财政拨款支出"),
        ("一般公共预算支出", "一般公共服务支出"),
    ],
)
def test_names_of_two_things_do_not(a: str, b: str) -> None:
    assert core(a) != core(b)


@pytest.mark.parametrize(
    "name", ["合计", "预算数", "2025年预算数", "支出", "本年支出合计", "支出总计", "预算数(万元)", "小计", "其中:"]
)
def test_heads_that_name_nothing(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize("name", ["基本支出", "人员经费", "其他支出", "项目支出", "住房公积金", "公用经费", "购房补贴"])
def test_heads_that_name_something(name: str) -> None:
    assert not is_generic(name)


def test_funds_and_columns_of_change_are_told_apart_from_things() -> None:
    assert is_fund("一般公共预算拨款")
    assert not is_fund("一般公共服务支出")
    assert is_change("增减变化金额")
    assert not is_change("2025年预算数")


def test_the_side_of_a_table() -> None:
    assert side_of("收入", "预算数") == "income"
    assert side_of("本年支出合计") == "expenditure"
    assert side_of("收入支出总计") is None


BOOK = Book(
    [
        "公务接待费",
        "公务用车运行费",
        "DNA检验数据耗材经费",
        "一般公共服务支出",
        "商品和服务支出",
        "公共法律服务",
        "其他司法支出",
        "其他收入",
        "各单位政府采购",
        "政府采购货物",
    ]
)


def fits(text: str, *other: str, parts: tuple[tuple[str, ...], ...] = ()) -> dict[str, float]:
    return BOOK.fits(Term(text=text, forms=(text, *other), parts=parts))


def test_the_name_itself_then_another_name_then_the_same_core() -> None:
    assert fits("公务接待费")["公务接待费"] == EXACT
    assert fits("招待费", "公务接待费")["公务接待费"] == ALIAS
    assert fits("公务接待支出")["公务接待费"] >= CORE_ALIAS
    assert "公务用车运行费" not in fits("公务接待费")


def test_words_inside_a_longer_name() -> None:
    assert 0.5 < fits("DNA检验耗材", parts=(("DNA",), ("检验",), ("耗材",)))["DNA检验数据耗材经费"] < 0.95
    assert fits("无人机", parts=(("无人机",),)) == {}


def test_the_head_of_a_name_stands_last() -> None:
    found = fits("政府采购")
    assert found["各单位政府采购"] > found["政府采购货物"]


def test_others_of_a_thing_are_not_the_thing() -> None:
    assert "其他司法支出" not in fits("司法支出")
    assert fits("其他支出").get("其他收入") is None


def test_a_common_word_in_the_midst_of_long_names_is_weak() -> None:
    service = Term(text="服务", forms=("服务",))
    assert BOOK.weak(service, "一般公共服务支出")
    assert not BOOK.weak(service, "公共法律服务")
