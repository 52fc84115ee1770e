"""Performance targets: several at once, in the unit asked for, with their printed comparison; rates are never a total."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.engine import Engine
from qa.terms import loose_term
from tests.qa.town import library_of

PARKS = """# 海州市园林局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	900.00	500.00	400.00
212	城乡社区支出	900.00	500.00	400.00

## 项目支出绩效目标表

项目名称	一级指标	二级指标	三级指标	指标性质	指标值	度量单位
苗木储备	产出指标	数量指标	碧桃地径	=	300	株
苗木储备	产出指标	数量指标	栾树胸径	=	50	株
苗木储备	产出指标	数量指标	移栽车辆	≥	2	辆
苗木储备	成本指标	经济成本指标	苗木整理单价	≤	12.3	元/株
苗木储备	满意度指标	服务对象满意度指标	市民满意度	≥	90	%
直升机租赁	产出指标	数量指标	租用直升机数量	≥	1	架
直升机租赁	产出指标	时效指标	直升机空中巡护时长	≥	80	小时
直升机租赁	成本指标	经济成本指标	年人均伙食保障标准	≤	4.5	万元

到2030年，绿色出行比例稳定在70%以上；将可提供托育服务的幼儿园占比提升至60%以上。
公务接待费5万元，占三公经费的25%。
全年完成苗圃巡查工作、4份季度点检报告、1个平台维护。

护林员补贴项目经费情况说明

一、年度预算安排

2026年度项目总预算60.00万元，按月人均710元、在岗护林员70人测算。
"""
DOCUMENTS = {"园林局2026.txt": PARKS}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("targets"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


def test_several_targets_of_one_project_at_once(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("苗木储备那个项目，碧桃、栾树计划各引多少株？")
    assert values(answer) == ["300", "50"]
    assert "= 300株" in answer["answer"]


def test_one_that_has_no_target_is_not_passed_over(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("苗木储备那个项目，碧桃、银桦计划各引多少株？")["status"] == "refused"


def test_a_target_is_one_in_the_unit_that_is_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("租来的直升机，一年最少得在空中巡护多少个小时？")
    assert values(answer) == ["80"]
    assert "≥ 80小时" in answer["answer"]
    assert values(ask("最少要租几架直升机？")) == ["1"]
    assert ask("直升机要飞多少公里")["status"] == "refused"


def test_the_price_of_one_is_no_project_s_total(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("整理一株苗木，单价封顶是几块钱？")
    assert values(answer) == ["12.30"]
    assert "≤ 12.3元/株" in answer["answer"]


def test_a_standard_per_head_is_a_target_and_no_mean(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("What is the standard for meals per person per year?"))[:1] == ["45000.00"]


def test_a_rate_is_the_one_stated_and_else_refused_with_the_total(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("护林员补贴每人每月多少元")) == ["710.00"]
    answer = ask("城乡社区支出每人每月多少元")
    assert answer["status"] == "refused"
    assert "标准" in answer["answer"]


def test_how_many_of_a_thing_is_no_part_of_its_name() -> None:
    assert [part[0] for part in loose_term("整理一件文书").parts] == ["整理", "文书"]
    assert any("三级" in part[0] for part in loose_term("三级公路").parts)


def test_a_share_that_the_text_aims_at(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("What proportion of green travel does the bureau want to hold steady at by 2030?")) == ["70.00"]
    assert values(ask("能收托班的幼儿园，目标是占到多大比例？")) == ["60.00"]


def test_a_share_of_another_whole_is_no_such_share(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("What proportion of official receptions does the bureau want to keep steady?")["status"] == "refused"
    assert ask("2030年的预算是多少")["status"] == "refused"


def test_a_count_is_of_what_stands_behind_it_not_of_what_the_one_before_counts(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("要完成多少份季度点检报告")) == ["4"]
    assert values(ask("How many quarterly inspection reports are to be delivered?")) == ["4"]
    assert values(ask("平台维护有几个")) == ["1"]
    assert ask("How many audit reports are to be delivered?")["status"] == "refused"


BRIDGES = """# 海州市桥梁所2026年单位预算

## 项目支出绩效目标表

项目名称	一级指标	二级指标	三级指标	指标性质	指标值	度量单位
东桥养护	成本指标	经济成本指标	养护成本	≤	40	万元
西桥养护	成本指标	经济成本指标	养护成本	≤	30	万元
西桥养护巡查	成本指标	经济成本指标	养护成本	≤	20	万元

## 项目支出表

金额单位：万元

项目名称	合计
合计	95.00
东桥养护	40.00
西桥养护	35.00
西桥养护巡查	20.00
"""


def test_a_target_that_many_projects_have_is_of_the_project_just_asked_about(tmp_path: Path) -> None:
    with library_of(tmp_path, {"桥梁所.txt": BRIDGES}) as library:
        ask = Engine(library).ask
        assert values(ask("西桥养护多少钱？养护成本上限多少？")) == ["350000.00", "300000.00"]
        assert values(ask("养护成本上限多少？", history=["东桥养护多少钱？"])) == ["400000.00"]
        every = ["400000.00", "300000.00", "200000.00"]
        assert values(ask("各项目的养护成本上限多少？", history=["东桥养护多少钱？"])) == every
        assert values(ask("养护成本上限多少？")) == every  # none was asked about


CLOUDS = """# 海州市数据局2026年部门预算

## 项目支出表

金额单位：万元

项目名称	合计
合计	120.00
海州市数据局2024-2027年数字政府政务云服务运维项目	90.00
政务网机房电工服务	20.00
政务大厅热线服务	10.00
"""


def test_a_name_that_holds_the_words_in_one_breath_comes_first(tmp_path: Path) -> None:
    with library_of(tmp_path, {"数据局.txt": CLOUDS}) as library:
        ask = Engine(library).ask
        assert values(ask("政务云服务项目预算多少？"))[0] == "900000.00"
        assert values(ask("政务网电工服务预算多少？"))[0] == "200000.00"
