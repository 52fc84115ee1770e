"""What is counted: held or to be bought, of a project's targets, in the first part's unit; never answered with money."""

from __future__ import annotations

import pytest

from qa.counting import units_asked
from qa.engine import Engine
from tests.qa.town import library_of

PATROL = """# 海州市巡逻支队2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	900.00	500.00	400.00
204	公共安全支出	900.00	500.00	400.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	400.00
协警经费	250.00
协警党建经费	8.00
党建经费	2.00
清障车保障经费	60.00
执法执勤车辆消耗费	80.00

## 项目支出绩效目标表

项目名称	一级指标	二级指标	三级指标	指标性质	指标值	度量单位
协警经费	产出指标	数量指标	聘用人员数量	=	62	人
协警经费	满意度指标	服务对象满意度指标	投诉件数	≤	30	件
协警经费	成本指标	经济成本指标	人均加班补贴	=	710	元
清障车保障经费	产出指标	数量指标	投入路面车辆数	=	30	辆
协警党建经费	成本指标	经济成本指标	春节人均慰问金	≤	1300	元

截至2025年10月，本部门共有车辆50辆，其中：机要通信用车0辆、执法执勤用车40辆、特种专业技术用车8辆、其他用车2辆；单价100万元以上设备6台（套）。
2026年计划购置车辆10辆、200.00万元，主要是一般执法执勤用车7辆，特种专业技术用车3辆；单价100万元以上设备1台（套）、165.00万元。

巡逻管养（项目）300.00万元，主要包括：卡口养护200.00万元，用于开展5个一线卡口、11个检查站的维护；报告编制10.00万元，完成1个卡口设备维护方案。
"""
TRAFFIC = """# 海州市交警支队2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	900.00	500.00	400.00

2026年部门预算安排购置车辆3辆，其中：执法执勤用车2辆、其他用车1辆。单位价值100万元以上设备4台（套）。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("things"), {"巡逻2026.txt": PATROL}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("特种专业技术用车有多少辆", ["8"]),
        ("单价100万元以上的设备有几台", ["6"]),
        ("执法执勤用车多少辆，计划买几辆", ["40", "7"]),
        ("特种专业技术用车现有几辆，今年买几辆", ["8", "3"]),
        ("有多少车辆，计划买几辆", ["50", "10"]),
        ("单价100万元以上的设备有几台，买几台", ["6", "1"]),
    ],
)
def test_what_is_held_is_told_apart_from_what_is_to_be_bought(ask, question: str, counts: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == counts


def test_a_count_of_what_is_to_be_bought_says_so(ask) -> None:  # type: ignore[no-untyped-def]
    assert "计划购置的特种专业技术用车为 3辆" in ask("今年买几辆特种专业技术用车")["answer"]


def test_what_is_not_bought_is_not_answered_with_what_there_is(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("计划购置几辆机要通信用车")["status"] == "refused"


def test_what_is_bought_is_not_told_for_what_there_is(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with library_of(tmp_path, {"交警2026.txt": TRAFFIC}) as library:
        ask = Engine(library).ask
        assert ask("有几辆执法执勤用车")["status"] == "refused"
        assert values(ask("安排购置几辆执法执勤用车")) == ["2"]
        assert ask("单位价值100万元以上设备有几台")["status"] == "refused"  # told in the same breath as what is bought


def test_a_second_part_without_a_unit_is_counted_as_the_first(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("有多少辆车，执法执勤用车多少？")) == ["50", "40"]


def test_a_second_part_that_names_money_is_not(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("有多少辆车，执法执勤车辆消耗费多少？")) == ["50", "800000.00"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("协警经费多少，聘多少人？", ["2500000.00", "62"]),
        ("清障车保障经费多少？投入多少辆清障车", ["600000.00", "30"]),
    ],
)
def test_a_count_after_a_project_is_its_target_s(ask, question: str, told: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == told


@pytest.mark.parametrize("question", ["协警经费有多少辆车", "协警经费里救助群众多少人", "清障车保障经费聘多少人"])
def test_a_count_that_the_project_has_no_target_of_is_refused(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question)["status"] == "refused"


def test_the_thing_behind_the_question_word_is_what_is_counted(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("卡口养护涉及几个一线卡口")) == ["5"]
    assert ask("卡口养护涉及几个收费站")["status"] == "refused"


def test_an_amount_per_head_that_a_target_sets_is_looked_up(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("协警人均加班补贴是多少元")) == ["710.00"]
    assert values(ask("春节人均慰问金标准")) == ["1300.00"]


def test_it_is_not_told_of_a_project_whose_name_another_only_holds(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("党建经费人均多少")["status"] == "refused"
    assert ask("协警人均办公费是多少元")["status"] == "refused"


def test_people_are_counted_by_whatever_they_are_called() -> None:
    assert units_asked("一年预计多少考生") == frozenset("人名")
    assert not units_asked("有多少用于卫生")
    assert not units_asked("多少教师经费")
