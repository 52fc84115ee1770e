"""Words that narrow: a place, a part or a kind that no name of a figure holds tells that the figure is of something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.accounted import accounted
from qa.engine import Engine
from qa.organizations import mentioned
from qa.terms import loose_term
from qa.words import words
from tests.qa.town import library_of

PORT = """# 海州市港口管理局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	200.00	80.00	120.00
201	一般公共服务支出	200.00	80.00	120.00
20101	港口事务	200.00	80.00	120.00
2010101	行政运行	80.00	80.00	0.00
2010102	港口管理	120.00	0.00	120.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	120.00
港口信息系统	20.00
便携式计算机购置	2.00
灯塔运行	98.00

1.港口管理业务60.00万元，主要包括：港口管养工作40.00万元，用于开展7个港口的管理维护工作；代理银行手续费12.00万元，用于支付非税收入业务、罚款的代理手续费；2014—2017年港区升级无息转贷资金管理费5.00万元，用于管理；绩效评价和港口资金管理费用2.00万元；云终端租用费1.00万元，用于保障民警云终端；新东湖码头联检大楼咨询服务0.50万元；西湖码头平台运营项目上年结转0.30万元。
特警22人，工资3406元/人.月。
"""
FINAL = """# 海州市粮食局2024年度部门决算

## 支出决算表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	90.00	50.00	40.00
204	公共安全支出	30.00	0.00	30.00
20406	司法	30.00	0.00	30.00
222	粮油物资储备支出	60.00	50.00	10.00
22201	粮油物资事务	60.00	50.00	10.00

2024年度本部门面向中小企业预留政府采购项目预算金额8.00万元，面向小微企业预留政府采购项目预算金额3.00万元。
在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额7.00万元；在面向小微企业预留政府采购项目中，由小微企业供应商中标或成交的，采购金额2.00万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额4.00万元。
"""
PROJECTS = """# 海州市数据局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	60.00	10.00	50.00
201	一般公共服务支出	60.00	10.00	50.00
20106	财政事务	60.00	10.00	50.00
2010601	行政运行	10.00	10.00	0.00
2010602	一般行政管理事务	50.00	0.00	50.00

## 基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	10.00
301	工资福利支出	10.00
30101	基本工资	6.00
30107	绩效工资	4.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	50.00
信息化(财政审核)	20.00
信息化服务类项目(非运维部分)	18.00
档案整理	7.00
课题调研	3.00
公务接待	1.00
其他事项	1.00

本部门共6个项目纳入绩效目标管理，涉及财政性资金合计50.00万元。
"""

DOCUMENTS = {"港口2026.txt": PORT, "粮食局决算2024.txt": FINAL, "数据局2026.txt": PROJECTS}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("narrow"), DOCUMENTS) as library:
        engine = Engine(library)
        yield lambda question, document="港口2026.txt": engine.ask(question, documents=[document])


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("港口管养工作多少钱？", "400000.00"),
        ("港口管养安排了多少？", "400000.00"),
        ("代理银行手续费多少？", "120000.00"),
        ("港区升级无息转贷资金管理费多少？", "50000.00"),
        ("2014-2017年港区升级无息转贷资金管理费多少？", "50000.00"),
        ("绩效评价和港口资金管理费用多少？", "20000.00"),
        ("便携式计算机多少钱？", "20000.00"),
        ("给民警租云终端多少钱？", "10000.00"),
    ],
)
def test_a_name_that_holds_every_word_answers(ask, question: str, amount: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], [figure["value"] for figure in answer["figures"]]) == ("answered", [amount])


@pytest.mark.parametrize(
    "question",
    [
        "福田港口管养安排多少钱？",  # all ports are printed together
        "海州湾港口管养费多少？",
        "港口信息宣传多少钱？",
        "台式计算机多少钱？",
        "代理银行手续费中非税收入业务多少？",
        "东湖码头联检大楼管养经费多少？",  # 管养 is said of another amount of the list
        "港口管养绩效考核多少？",
    ],
)
def test_a_name_without_one_of_the_words_does_not(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], answer["figures"]) == ("refused", [])


@given(st.sampled_from(["福田", "台式", "宣传", "皇岗", "绩效"]), st.booleans())
def test_no_name_accounts_for_words_with_a_further_one(word: str, front: bool) -> None:
    name = "口岸安检设备"
    longer = f"{word}{name}" if front else f"{name}{word}"
    assert accounted((loose_term(name),), ["深圳陆路口岸安检设备维护"])
    assert not accounted((loose_term(longer),), ["深圳陆路口岸安检设备维护"])
    assert accounted((loose_term(longer),), ["深圳陆路口岸安检设备维护", f"{word}业务"])


def test_a_longer_word_may_be_printed_with_others_in_its_midst() -> None:
    assert accounted((loose_term("港口综合执法"),), ["港口综合行政执法"])
    assert not accounted((loose_term("港口综合执法"),), ["港口综合服务", "行政"])


def test_a_place_within_the_name_of_another_names_no_organisation() -> None:
    names = ("深圳市港口办公室", "海州市审计局")
    assert not mentioned("深圳湾口岸管养费多少", names).found
    assert mentioned("深圳的管养费多少", names).names == ("深圳市港口办公室",)


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("面向小微企业预留的政府采购项目预算是多少？", ["30000.00"]),
        ("面向中小企业预留的政府采购项目预算是多少？", ["80000.00"]),
        ("小微企业供应商中标金额是多少？", ["20000.00"]),
        ("司法多少钱？", ["300000.00"]),
        ("司法所占支出总计的比重是多少？", ["33.33", "300000.00", "900000.00"]),
        ("司法所经费多少？", []),
    ],
)
def test_what_was_set_aside_is_not_what_was_awarded_nor_a_body_its_function(ask, question, amounts) -> None:  # type: ignore[no-untyped-def]
    assert [figure["value"] for figure in ask(question, "粮食局决算2024.txt")["figures"]] == amounts


@pytest.mark.parametrize(
    "question",
    [
        "How many performance-managed projects are there and how much money do they cover?",
        "绩效管理的项目有多少个，涉及多少钱？",
    ],
)
def test_projects_under_performance_management_are_no_performance_pay(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, "数据局2026.txt")
    assert [figure["value"] for figure in answer["figures"]] == ["6", "500000.00"]
    assert [f["value"] for f in ask("How much is performance pay?", "数据局2026.txt")["figures"]] == ["40000.00"]


def test_projects_of_one_name_with_remarks_are_taken_together(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("信息化项目一共多少？", "数据局2026.txt")
    assert {figure["value"] for figure in answer["figures"]} == {"380000.00", "200000.00", "180000.00"}
    assert [f["value"] for f in ask("档案整理项目一共多少？", "数据局2026.txt")["figures"]] == ["70000.00"]


def test_a_rate_is_no_total_and_what_was_left_over_no_new_money(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("给辅警发的工资一共多少？")["figures"] == []
    assert ask("特警工资一共多少？")["status"] == "refused"
    assert ask("西湖码头平台今年新安排多少？")["figures"] == []
    assert [f["value"] for f in ask("西湖码头平台上年结转多少？")["figures"]] == ["3000.00"]


@pytest.mark.parametrize(
    ("question", "cause"),
    [
        ("港口管理怎么比去年翻了一番？", True),
        ("港口管理怎么降了这么多？给个说法。", True),
        ("港口管理怎么比去年少了多少？", False),
        ("港口管理怎么花？", False),
        ("港口管理多少钱？", False),
    ],
)
def test_how_come_asks_for_a_reason_and_how_much_does_not(question: str, cause: bool) -> None:
    reasons = [entry.pattern for entry in words().intents if entry.intent == "cause"]
    assert any(pattern.search(question) for pattern in reasons) == cause
