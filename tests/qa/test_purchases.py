"""What is bought: item by item with the total, by kind as a share, one thing over several rows, one body's purchases."""

from __future__ import annotations

import pytest

from qa.asking import FINEST
from qa.engine import Engine
from qa.naming import plain
from tests.qa.town import library_of

ROADS = """# 海州市交通局2025年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	100.00
海州市交通局	60.00
海州市交通执法支队	40.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
214	交通运输支出	100.00	60.00	40.00
21401	公路水路运输	100.00	60.00	40.00
2140101	行政运行	60.00	60.00	0.00
2140106	公路养护	40.00	0.00	40.00

## 政府采购支出表

金额单位：万元

采购品目大类	专项名称	经济科目	采购品目名称	总计
合计				50.00
货物				30.00
海州市交通局				8.00
	定额	办公费	复印纸	2.00
	设备购置	办公设备购置	投影仪	6.00
海州市交通执法支队				22.00
	定额	办公费	复印纸	5.00
	设备购置	专用设备购置	无人机	7.00
	车辆更新	公务用车购置	轿车	10.00
服务				20.00
海州市交通局				20.00
	六桥改扩建项目	委托业务费	工程监理服务	20.00
"""
KINDS = """# 海州市发展局2025年部门预算

## 政府采购预算明细表

金额单位：万元

采购类别	金额
A-货物	10.00
C-服务	30.00
合计	40.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计
	合计	90.00
201	一般公共服务支出	90.00
"""


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("roads"), {"交通局2025.txt": ROADS}) as library:
        yield Engine(library).ask


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("kinds"), {"发展局2025.txt": KINDS}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    "question",
    [
        "政府采购都买了什么，各多少钱",
        "政府采购明细",
        "What exactly is being bought through government procurement, and for how much each?",
    ],
)
def test_things_bought_one_by_one_with_the_total(roads, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = roads(question)
    money = [f["value"] for f in answer["figures"] if f["unit"] == "CNY"]
    assert sorted(money, key=float) == ["20000.00", "50000.00", "60000.00", "70000.00", "100000.00", "200000.00", "500000.00"]  # fmt: skip


def test_goods_are_things_and_not_those_who_buy_them(roads) -> None:  # type: ignore[no-untyped-def]
    assert {"20000.00", "50000.00", "60000.00", "70000.00", "100000.00", "300000.00"} <= set(
        values(roads("采购的货物有哪些"))
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("政府采购中最大的一笔是什么", ["200000.00"]),
        ("复印纸一共采购多少", ["70000.00", "20000.00", "50000.00"]),
        ("How much will be spent on copy paper in all?", ["70000.00", "20000.00", "50000.00"]),
        ("交通执法支队采购复印纸多少", ["50000.00"]),
        ("How much does the traffic enforcement brigade (交通执法支队) of Haizhou plan to spend on drones?", ["70000.00"]),
        ("六桥改扩建项目政府采购预算多少", ["200000.00"]),  # named by a heading without a row of its own
    ],
)  # fmt: skip
def test_one_thing_bought(roads, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(roads(question)) == expected


@pytest.mark.parametrize(
    "question",
    ["各单位政府采购各多少", "海州市交通局本级采购轿车多少", "海州市交通执法支队采购投影仪多少"],
)
def test_what_another_body_buys_is_no_answer(roads, question: str) -> None:  # type: ignore[no-untyped-def]
    assert roads(question)["status"] == "refused"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("政府采购里货物类采购是多少", "100000.00"),
        ("政府采购服务多少", "300000.00"),
        ("采购预算中货物占多少比例", "25.00"),
        ("Of the whole procurement plan, what proportion is goods procurement as opposed to services?", "25.00"),
    ],
)
def test_kinds_of_purchase(kinds, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    assert values(kinds(question))[0] == value


def test_the_letter_of_a_kind_is_no_part_of_its_name() -> None:
    assert (plain("A-货物"), plain("A-B座")) == ("货物", "A-B座")


@pytest.mark.parametrize(
    ("question", "finest"),
    [
        ("采购了哪些货物", True),
        ("买了些什么", True),
        ("采购多少", False),
        ("买车花了多少", False),
        ("采购怎么分的", False),
    ],
)
def test_asking_for_the_things_bought(question: str, finest: bool) -> None:
    assert bool(FINEST.search(question)) is finest


def test_purchases_over_an_amount_are_the_things_bought(roads) -> None:  # type: ignore[no-untyped-def]
    answer = roads("采购金额超过6万元的有哪些？")
    assert [f["value"] for f in answer["figures"] if f["unit"] == "CNY"][1:] == ["200000.00", "100000.00", "70000.00"]


@pytest.mark.parametrize(
    ("question", "percent"),
    [("政府采购服务占比多少？", "40.00"), ("政府采购服务占总支出的比重", "20.00")],
)
def test_a_share_of_purchases_is_of_all_that_is_bought(roads, question: str, percent: str) -> None:  # type: ignore[no-untyped-def]
    assert [f["value"] for f in roads(question)["figures"] if f["unit"] == "%"] == [percent]


def test_each_units_purchases_of_one_thing_are_all_of_them(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The paper of a unit that books it under another programme was left out of the sum over all units."""
    more = ROADS.replace("轿车	10.00", "轿车	9.00\n	信息化	印刷费	复印纸	1.00")
    more = more.replace(
        "服务				20.00",
        "海州市港口中心				3.00\n	定额	办公费	复印纸	3.00\n服务				20.00",
    )
    with library_of(
        tmp_path, {"交通局2025.txt": more.replace("30.00\n海州", "33.00\n海州").replace("50.00\n货", "53.00\n货")}
    ) as store:
        answer = Engine(store).ask("各单位的复印纸采购一共多少")
    assert answer["figures"][0]["value"] == "110000.00"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("海州市交通执法支队采购了什么，多少钱？", ["220000.00", "100000.00", "70000.00", "50000.00"]),
        ("交通执法支队买了哪些东西？", ["220000.00", "100000.00", "70000.00", "50000.00"]),
        ("交通执法支队政府采购一共多少？", ["220000.00", "100000.00", "70000.00", "50000.00"]),
        # goods and services, not goods alone
        ("海州市交通局本级采购了什么？", ["280000.00", "200000.00", "60000.00", "20000.00"]),
    ],
)
def test_what_one_body_buys_is_all_of_it(roads, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(roads(question)) == expected


@pytest.mark.parametrize("question", ["交通执法支队采购了几架无人机？", "海州市交通执法支队有几辆轿车？"])
def test_how_many_a_body_buys_is_told_by_no_amount(roads, question: str) -> None:  # type: ignore[no-untyped-def]
    assert roads(question)["status"] == "refused"


def test_a_body_goes_without_the_words_that_all_such_names_have(tmp_path) -> None:  # type: ignore[no-untyped-def]
    renamed = ROADS.replace("海州市交通执法支队", "海州市铁路与航空事业发展中心")
    with library_of(tmp_path, {"交通局2025.txt": renamed}) as library:
        put = Engine(library).ask
        for name in ("铁路与航空中心", "铁路航空发展中心", "铁路与航空事业发展中心"):
            assert values(put(f"{name}采购复印纸多少？")) == ["50000.00"]
        assert put("铁路与水运中心采购复印纸多少？")["status"] == "refused"


def test_a_word_for_buying_picks_none_of_the_things_bought(roads) -> None:  # type: ignore[no-untyped-def]
    """采购 is as good as 购置, which stands in the headings of some things only."""
    assert (
        values(roads("采购复印纸多少钱？"))[0] == values(roads("复印纸多少钱？"))[0] == "70000.00"
    )  # both bodies buy some
    assert values(roads("采购投影仪多少钱？")) == ["60000.00"]
    assert roads("采购卫星多少钱？")["status"] == "refused"
