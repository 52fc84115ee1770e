"""A thing's own budget beside its final accounts, a named year against the one before it, what was carried out as the text states it, and the
money of performance targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from qa.execution import rephrased
from tests.qa.town import library_of

ACCOUNTS = """# 海州市港务局2024年度部门决算

## 一般公共预算财政拨款支出决算表

金额单位：万元

科目编码	科目名称	决算数
2080505	机关事业单位基本养老保险缴费支出	6.18
2010301	行政运行	90.00
	合计	96.18

## 部门决算情况说明

一般公共预算财政拨款支出年初预算为0万元，全年预算为100.30万元，支出决算为96.18万元，完成全年预算的95.89%。
机关事业单位基本养老保险缴费支出全年预算为9.00万元，支出决算为6.18万元。
机关运行经费支出20.00万元，比2023年度增加2.50万元，增长14.29%。
编报绩效目标的项目1个，涉及预算金额17.52万元。
"""
BUDGET = """# 海州市港务局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
2010301	行政运行	99.00	99.00	0.00
	合计	99.00	99.00	0.00

## 部门预算情况说明

2025年机关运行经费预算28.00万元。2025年支出预算99.00万元，比2024年预算增加3.00万元。
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    documents = {"港务局2024.txt": ACCOUNTS, "港务局2025.txt": BUDGET}
    with library_of(Path(tmp_path_factory.mktemp("accounts")), documents) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("养老保险缴费预算和决算差多少？", ["28200.00", "90000.00", "61800.00"]),
        ("养老保险缴费的预算比决算多多少", ["28200.00", "90000.00", "61800.00"]),
        ("养老保险缴费预算和决算各多少？", ["90000.00", "61800.00"]),
        ("养老保险缴费预算数是多少？", ["90000.00"]),
        ("养老保险缴费决算数是多少？", ["61800.00"]),
        ("养老保险缴费是多少？", ["61800.00"]),
    ],
)
def test_a_things_budget_beside_its_accounts(ask: Ask, question: str, figures: list[str]) -> None:
    assert values(ask(question, documents=["港务局2024.txt"])) == figures


def test_a_budget_alone_names_no_accounts() -> None:
    assert rephrased("公务接待费预算数是多少") == "公务接待费预算数是多少"
    assert rephrased("一般公共预算和政府性基金预算各多少", alone=True) == "一般公共预算和政府性基金预算各多少"


@pytest.mark.parametrize(
    ("question", "main"),
    [
        ("港务局2024年机关运行经费比上年增加多少", "25000.00"),  # of the accounts, against 2023
        ("港务局2025年机关运行经费比2024年增加多少", "80000.00"),
        ("港务局今年预算比去年多多少", "30000.00"),  # like with like, as the text has it, not against the accounts
        ("港务局2025年支出预算比2024年决算多多少", "28200.00"),
    ],
)
def test_the_year_named_is_set_against_the_right_one(ask: Ask, question: str, main: str) -> None:
    assert values(ask(question))[0] == main


def test_what_was_carried_out_is_told_where_it_cannot_be_worked_out(ask: Ask) -> None:
    answer = ask("一般公共预算支出完成预算的百分比", documents=["港务局2024.txt"])
    assert values(answer) == ["95.89"]


def test_the_money_of_targets_is_no_whole_budget(ask: Ask) -> None:
    assert values(ask("绩效目标涉及预算金额多少？", documents=["港务局2024.txt"])) == ["175200.00"]
    refused = ask("绩效目标涉及预算金额多少？", documents=["港务局2025.txt"])
    assert (refused["status"], values(refused)) == ("refused", [])


PURCHASES = """# 海州市水务局2024年度部门决算

## 支出决算表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
2130305	水利工程建设	900.00	0.00	900.00
2130301	行政运行	100.00	100.00	0.00
2010199	一般公共服务支出	0.00	0.00	0.00
	合计	1000.00	100.00	900.00

## “三公”经费支出决算表

金额单位：万元

预算数			决算数
合计	公务接待费	公务用车运行维护费	合计	公务接待费	公务用车运行维护费
46.00	8.00	38.00	35.00	5.00	30.00

## 部门决算情况说明

政府采购支出总额480.00万元，其中：政府采购货物支出60.00万元、政府采购工程支出380.00万元、政府采购服务支出40.00万元。授予中小企业合同金额450.00万元，占政府采购支出总额的93.75%。
"""


@pytest.fixture(scope="module")
def bought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("bought")), {"水务局2024.txt": PURCHASES}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("政府采购支出多少，服务多少", ["4800000.00", "400000.00"]),
        ("政府采购货物、工程、服务各多少", ["600000.00", "3800000.00", "400000.00"]),
        ("三公经费比预算省了多少", ["110000.00", "460000.00", "350000.00"]),
        ("三公经费花了多少？预算多少？", ["460000.00", "350000.00"]),
        ("授予中小企业合同金额占比", ["93.75"]),
        ("授予中小企业合同金额占总支出的比例", ["45.00"]),
    ],
)
def test_what_is_bought_and_what_was_saved(bought: Ask, question: str, figures: list[str]) -> None:
    answer = bought(question)
    assert values(answer)[: len(figures)] == figures


def test_services_alone_are_no_purchases(bought: Ask) -> None:
    assert "400000.00" not in values(bought("服务多少"))
    assert values(bought("服务呢", history=["政府采购支出多少"])) == ["400000.00"]


def test_a_share_of_itself_says_which_is_which(bought: Ask) -> None:
    answer = bought("三公经费完成预算的百分比")["answer"]
    assert "（决算数）" in answer and "（预算数）" in answer
