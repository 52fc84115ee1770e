"""Parts and the wholes they are set against: 其中 stays within what was asked, a share of another whole is told to be one."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import AUDIT_2025, library_of

PORT = """# 海州市口岸办2025年部门预算

## 项目支出表

金额单位：万元

项目名称	合计
合计	150.00
口岸业务	100.00
综合事务	50.00

## 一般公共预算“三公”经费、会议费、培训费支出表

金额单位：万元

项目	合计
三公经费合计	9.00
公务用车运行维护费	6.00
公务接待费	3.00
会议费	2.00
培训费	4.00

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计	人员经费	公用经费
	合计	60.00	40.00	20.00
301	工资福利支出	40.00	40.00	0.00
302	商品和服务支出	20.00	0.00	20.00
30201	办公费	12.00	0.00	12.00
30205	水费	8.00	0.00	8.00

## 政府采购支出表

金额单位：万元

采购品目大类	专项名称	经济科目	采购品目名称	总计
合计				43.00
货物				6.00
海州市口岸办				6.00
	定额	办公费	复印纸	6.00
服务				37.00
海州市口岸办				37.00
	驻点审计经费	委托业务费	审计服务	30.00
	运行增额经费（常年）	物业管理费	保安服务	4.00
	物业及设施经费（常年）	物业管理费	保安服务	3.00

## 项目支出说明

1.口岸业务100.00万元，主要包括：口岸管养工作60.00万元，用于日常管养；联检楼物业服务40.00万元，用于保洁。

2.综合事务50.00万元，主要包括：内控审计专项20.00万元，用于内部审计；档案整理30.00万元，用于档案。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    documents = {"口岸办2025.txt": PORT, "审计局2025.txt": AUDIT_2025}
    with library_of(tmp_path_factory.mktemp("placement"), documents) as library:
        engine = Engine(library)
        yield lambda question, history=(): engine.ask(question, history=history, documents=["口岸办2025.txt"])


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("before", "question", "value"),
    [
        ("综合事务多少？", "其中审计那块呢？", "200000.00"),
        ("口岸业务多少？", "其中管养呢？", "600000.00"),
        ("三公经费多少？", "其中接待费呢？", "30000.00"),
        ("商品和服务支出多少？", "其中办公费呢？", "120000.00"),
        ("公用经费多少？", "其中水费呢？", "80000.00"),
    ],
)
def test_a_part_is_looked_for_in_what_was_asked_before(ask, before: str, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, [before])
    assert (answer["status"], values(answer)) == ("answered", [value])


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("口岸业务多少？", "其中审计那块呢？"),
        ("综合事务多少？", "其中物业呢？"),
        ("口岸业务多少？", "里面办公费呢？"),
        ("三公经费多少？", "其中培训费呢？"),
        ("公用经费多少？", "其中培训费呢？"),
    ],
)
def test_a_part_of_something_else_is_refused(ask, before: str, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, [before])
    assert (answer["status"], values(answer)) == ("refused", [])


def test_a_part_asked_for_in_the_same_breath_stays_within_too(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("综合事务多少，其中审计多少？")) == ["500000.00", "200000.00"]
    assert ask("口岸业务多少，其中审计多少？")["status"] == "refused"


def test_a_share_of_a_whole_that_a_thing_is_not_printed_under_is_told_to_be_one(ask) -> None:  # type: ignore[no-untyped-def]
    apart = ask("培训费占公用经费多少？")
    assert values(apart)[0] == "20.00"
    assert "没有把培训费列在公用经费之下" in apart["answer"]
    inside = ask("办公费占公用经费多少？")
    assert values(inside)[0] == "60.00"
    assert "之下" not in inside["answer"]
    assert "之下" not in ask("公务接待费占三公经费多少？")["answer"]
    assert "之下" not in ask("水费占总支出多少？")["answer"]


def test_how_much_is_listed_in_a_whole_is_refused_where_nothing_is(ask) -> None:  # type: ignore[no-untyped-def]
    nothing = ask("培训费有多少列在公用经费里？")
    assert (nothing["status"], values(nothing)) == ("refused", [])
    assert values(ask("办公费有多少列在公用经费里？")) == ["120000.00"]


def test_what_is_bought_of_a_project_is_not_its_total(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("驻点审计经费一共多少，其中采购多少？")
    assert values(answer) == ["300000.00"]
    assert answer["answer"].count("审计服务为") == 1
    assert "没有另外印出总额" in ask("驻点审计经费多少？")["answer"]


def test_of_rows_of_one_name_the_one_whose_heading_is_spoken_of_comes_first(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("保安服务多少？")) == ["70000.00", "40000.00", "30000.00"]
    assert values(ask("保安服务里常年物业那笔是多少？")) == ["30000.00", "40000.00"]


def test_money_that_a_thing_may_come_from_is_not_told_as_all_of_that_money(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("口岸业务的钱从哪来，是一般公共预算吗？")
    assert "900000.00" not in values(answer)
    assert answer["status"] == "refused"
    assert values(ask("审计业务多少，是一般公共预算吗？"))[:1] != ["900000.00"]
