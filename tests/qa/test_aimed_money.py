"""Money under performance targets: of all spending, of the projects, as a share; and what is no such question."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import library_of

HARBOUR = """# 海州市港务局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
214	交通运输支出	100.00	60.00	40.00
21401	公路水路运输	100.00	60.00	40.00
2140101	行政运行	60.00	60.00	0.00
2140123	航道维护	40.00	0.00	40.00

## 基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	60.00
301	工资福利支出	60.00
30107	绩效工资	60.00

2026年度，本部门整体支出纳入绩效目标管理，涉及财政性资金98.00万元；本部门共7个项目纳入绩效目标管理，涉及财政性资金合计30.00万元，占财政性资金总额的比例为100%。
"""
FERRY = """# 江州市轮渡所2026年单位预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	50.00	30.00	20.00
214	交通运输支出	50.00	30.00	20.00
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("aimed"), {"港务局.txt": HARBOUR, "轮渡所.txt": FERRY}) as library:
        engine = Engine(library)

        def asked(question: str, document: str = "港务局.txt") -> dict:  # type: ignore[type-arg]
            return engine.ask(question, documents=[document])

        yield asked


def values(answer: dict) -> list[str]:  # type: ignore[type-arg]
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("整体支出纳入绩效目标管理的资金是多少", ["980000.00"]),
        ("整体支出绩效涉及多少财政性资金", ["980000.00"]),
        ("绩效目标涉及多少资金", ["300000.00"]),
        ("纳入绩效目标管理的项目一共涉及多少资金", ["300000.00"]),
        ("绩效目标涉及多少资金？几个项目", ["7", "300000.00"]),
        ("绩效目标管理涉及多少项目，多少资金", ["7", "300000.00"]),
        ("绩效目标项目资金占项目支出的多少", ["75.00", "300000.00", "400000.00"]),
        ("绩效工资多少钱", ["600000.00"]),
    ],
)
def test_money_under_targets_is_told_as_the_text_states_it(ask, question: str, wanted: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == wanted


@pytest.mark.parametrize(
    "question", ["整体支出绩效目标涉及多少资金", "这些绩效项目资金总额加起来是多少", "绩效目标涉及多少资金"]
)
def test_the_whole_budget_is_not_told_for_money_under_targets(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question, "轮渡所.txt")["status"] == "refused"


def test_what_performance_management_costs_is_another_thing(ask) -> None:  # type: ignore[no-untyped-def]
    for question in ("绩效管理经费多少", "绩效评价经费多少", "航道维护绩效目标的满意度多少"):
        assert not {"300000.00", "980000.00"} & set(values(ask(question)))
