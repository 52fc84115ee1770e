"""What the running text counts and states where no table does: vehicles by kind, dear equipment, posts, a blank cell's amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.asking import per_what
from qa.compound import parts
from qa.counting import by_kind, price_floor, units_asked
from qa.engine import Engine
from tests.qa.town import library_of

POLICE = """# 海州市公安局2026年部门预算

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计	人员经费	公用经费
	合计	90.00	70.00	20.00
301	工资福利支出	70.00	70.00	0.00
302	商品和服务支出	20.00	0.00	20.00
30201	办公费	20.00	0.00	20.00
30215	会议费			
30227	委托业务费			
30216	培训费			

## 一般公共预算“三公”经费支出表

金额单位：万元

合计	因公出国（境）费	公务用车购置费	公务用车运行费	公务接待费
230.00	0.00	200.00	20.00	10.00

2026年海州市公安局委托业务费预算总额150万元。
2026年海州市公安局会议费预算0万元。

截至2025年12月31日，海州市公安局共有车辆50辆，其中：机要通信用车0辆、执法执勤用车40辆、特种专业技术用车8辆、其他用车2辆。
单位价值100万元（含）以上设备6台（套）。
2026年计划购置车辆10辆、200.00万元，主要是执法执勤用车7辆，特种专业技术用车3辆。
截至2026年1月31日，本部门固定资产金额9,000.00万元，分布构成情况为：房屋1,200.50平方米。
2026年面向中小企业预留政府采购项目预算金额80.00万元，其中，预留给小型和微型企业的政府采购项目预算48.00万元。
在职人员编制96人，其中：行政编制60人，事业编制36人。
在职实有88人。
"""  # noqa: W291  (empty cells end a row)
DOCUMENTS = {"公安局2026.txt": POLICE}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("counted"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


# --- an empty cell ------------------------------------------------------------------------------------------------------


def test_the_amount_that_the_text_states_under_the_name_answers_for_an_empty_cell(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("委托业务费预算总额是多少")
    assert values(answer) == ["1500000.00"]
    assert "为空" in answer["answer"]
    assert len(answer["citations"]) == 2


def test_an_empty_cell_stays_empty_where_the_text_states_nothing_or_none_of_it(ask) -> None:  # type: ignore[no-untyped-def]
    nothing = ask("培训费是多少")
    assert "未列金额" in nothing["answer"]
    assert values(nothing) == []
    zero = ask("会议费是多少")
    assert "未列金额" in zero["answer"]
    assert values(zero) == ["0.00"]


def test_a_part_of_it_is_not_answered_with_all_that_the_text_states(ask) -> None:  # type: ignore[no-untyped-def]
    assert "1500000.00" not in values(ask("基本支出里的委托业务费是多少"))


# --- by kind ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "有哪些类型的车，各多少辆？",
        "车辆按用途分，各有多少辆",
        "有几辆公务用车，都是什么车？",
        "Break down the current vehicle fleet by type (leave out types with none).",
        "How many vehicles did the bureau own at the end of 2025, and what types were they?",
    ],
)
def test_vehicles_by_kind(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == ["50", "40", "8", "2"]


@pytest.mark.parametrize(
    "question",
    ["2026年要买几辆车，分别是什么车？", "What types of vehicles will be bought in 2026, and how many of each?"],
)
def test_vehicles_to_be_bought_by_kind(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == ["10", "7", "3"]


def test_a_kind_that_is_not_counted_is_refused(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("有多少辆消防车")["status"] == "refused"
    assert ask("How many electric vehicles are there?")["status"] == "refused"


def test_kinds_of_money_are_no_kinds_of_vehicles() -> None:
    assert by_kind("车辆按用途分各有几辆")
    assert not by_kind("公务用车购置及运行费包括哪几类，各多少")
    assert not by_kind("人员经费包括哪些类型，各多少")
    assert not by_kind("教育支出有哪些类型")


@pytest.mark.parametrize(
    "question",
    ["50辆车里特种专业技术用车占百分之几", "What proportion of the vehicles are special-purpose technical vehicles?"],
)
def test_the_share_of_a_kind_is_of_the_vehicles(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question))[0] == "16.00"


# --- how dear, how many -----------------------------------------------------------------------------------------------------


def test_equipment_from_a_price_on(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("百万元以上的设备有几台")) == ["6"]
    assert values(ask("How many pieces of equipment worth over 1,000,000 yuan are there?")) == ["6"]
    assert ask("单价50万元以上的设备有几台")["status"] == "refused"


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("单价100万元（含）以上设备", "1000000"),
        ("单位价值 50 万元以上通用设备", "500000"),
        ("devices worth over a million yuan", "1000000"),
        ("百万元以上的项目", None),
        ("设备购置费100万元", None),
    ],
)
def test_the_price_from_which_on_things_are_counted(words: str, price: str | None) -> None:
    found = price_floor(words)
    assert (found[0] if found else None) == (Decimal(price) if price else None)


def test_what_is_counted_gives_the_unit() -> None:
    assert units_asked("编制多少人") == frozenset("人名")
    assert "辆" in units_asked("How many official vehicles are there?")
    assert units_asked("办公费多少") == frozenset()


def test_posts_are_all_posts_and_no_vehicles(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("编制多少人")) == ["96"]
    assert values(ask("事业编制多少人")) == ["36"]
    answer = ask("By how many people does the number of authorised posts exceed the serving staff actually in post?")
    assert values(answer)[0] == "8"


def test_what_is_bought_is_divided_by_what_is_bought(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(
        "海州市公安局 wants new vehicles in 2026: how many, and what does each cost on average?", language="en"
    )
    assert values(answer) == ["200000.00", "2000000.00", "10"]
    assert values(ask("平均每辆车一年的运行费是多少"))[0] == "4000.00"


def test_an_average_is_per_what_each_is_said_of() -> None:
    assert per_what("how many vehicles, and what does each cost on average?") == ":vehicle"
    assert per_what("what does each of the parts cover?") is None


# --- several at once -----------------------------------------------------------------------------------------------------


def test_an_amount_a_count_and_an_area_in_one_question(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("查一下家底：固定资产值多少钱、有几辆车、百万元以上的设备有几台？")
    assert values(answer) == ["90000000.00", "50", "6"]
    assert values(ask("房屋面积多大")) == ["1200.50"]


def test_a_list_of_things_is_no_list_of_questions() -> None:
    assert parts("办公费、会议费各多少", "zh") == ["办公费、会议费各多少"]


@pytest.mark.parametrize(
    "question",
    [
        "How much of the procurement budget is reserved for small and medium-sized enterprises, and how much of that for small and micro firms?",
        "预留给中小企业的政府采购多少钱，其中小微企业多少钱",
    ],
)
def test_small_and_medium_sized_is_one_thing_and_small_and_micro_another(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == ["800000.00", "480000.00"]
