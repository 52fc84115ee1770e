"""Rows of one name under two headings, in the year before: what the text tells of one row never answers for the other."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import library_of

ARCHIVES = """# 海州市档案局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	170.00	150.00	20.00
201	一般公共服务支出	150.00	150.00	0.00
20103	政府办公厅（室）及相关机构事务	100.00	100.00	0.00
2010301	行政运行	100.00	100.00	0.00
20126	档案事务	50.00	50.00	0.00
2012601	行政运行	50.00	50.00	0.00
221	住房保障支出	20.00	0.00	20.00
22102	住房改革支出	20.00	0.00	20.00
2210203	购房补贴	20.00	0.00	20.00

## 支出预算说明

（一）一般公共服务支出（类）

1.政府办公厅（室）及相关机构事务（款）行政运行（项）支出100.00万元，与上年相比增加25.00万元，增长33.33%。

2.档案事务（款）行政运行（项）支出50.00万元，与上年相比增加50.00万元（去年预算数为0万元）。

（二）住房保障支出（类）

1.住房改革支出（款）购房补贴（项）支出20.00万元，与上年相比减少5.00万元，减少20.00%。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("rows"), {"档案局2025.txt": ARCHIVES}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize("question", ["行政运行去年多少？", "2024年行政运行多少钱？"])
def test_each_row_of_a_name_is_told_for_the_year_before(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["status"] == "answered"
    assert {"750000.00", "0.00"} <= set(values(answer))
    assert "政府办公厅" in answer["answer"] and "档案事务" in answer["answer"]


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("行政运行比去年增加多少？", {"250000.00", "500000.00"}),
        ("行政运行2025年和2024年差多少？", {"250000.00", "500000.00"}),
        ("行政运行增长了百分之几？", {"33.33"}),
    ],
)
def test_the_change_of_a_name_is_that_of_each_of_its_rows(ask, question: str, steps: set[str]) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["status"] == "answered"
    assert steps <= set(values(answer))
    assert not any(first == "1000000.00" for first in values(answer)[:1])  # 100.00 less the other row's 0


def test_a_name_of_one_row_is_worked_out_as_before(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("购房补贴去年多少？")
    assert values(answer)[0] == "250000.00"
    assert ask("行政运行2023年多少？")["status"] == "refused"
