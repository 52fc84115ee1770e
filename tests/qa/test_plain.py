"""What people ask first of any department's page: how many cars, all the income, whether something changed at all."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import library_of

CARS = """# 海州市巡警支队2026年部门预算

## 收支总表

金额单位：万元

项目	预算数	项目	预算数
财政拨款收入	90.00	公共安全支出	95.00
上年结转	20.00	结转下年	15.00
收入总计	110.00	支出总计	110.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	95.00	55.00	40.00
204	公共安全支出	95.00	55.00	40.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	40.00
执法执勤车辆消耗费	40.00

公务接待费2026年预算安排4.00万元，与上年持平。公务用车运行费2026年预算安排9.00万元，其他各项与上年持平。

截至2025年12月31日，本部门共有车辆144辆。

市本级政府采购业务费36.00万元，采购管理费用4.00万元。纳入2026年部门预算的政府采购项目共有37.00万元。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("plain"), {"巡警支队2026.txt": CARS}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize("question", ["车辆有多少？", "车辆多少？", "公车一共有多少？"])
def test_how_many_cars_is_a_number_and_no_project_of_theirs(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == ["144"]


def test_money_for_cars_is_money_still(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("执法执勤车辆消耗费有多少？")) == ["400000.00"]


def test_all_income_of_a_department_budget_is_income(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("2026年部门预算总收入")
    assert values(answer) == ["1100000.00"]
    assert "收入总计" in answer["answer"]


@pytest.mark.parametrize(
    "question", ["公务接待费比上年减少多少？", "公务接待费与2025年相比有没有增加？", "公务接待费比2025年？"]
)
def test_what_did_not_change_is_told(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert values(answer) == ["40000.00"]
    assert "与上年持平" in answer["answer"]


def test_what_is_said_of_others_is_not_told_of_a_thing(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("公务用车运行费比上年增加多少？")["status"] == "refused"


def test_the_reading_in_the_words_of_the_question_comes_alone(ask) -> None:  # type: ignore[no-untyped-def]
    """A fee for purchasing work and one for its administration stood before the purchases."""
    assert values(ask("政府采购项目预算共多少？")) == ["370000.00"]


def test_a_share_in_a_follow_up_is_of_what_was_asked_before(ask) -> None:  # type: ignore[no-untyped-def]
    """A part of the thing spoken of was set against all spending."""
    answer = ask("项目支出占了百分之几？", history=["公共安全支出多少？"])
    assert values(answer)[0] == "42.11"
    # All that is spent, without what is carried over to the next year.
    assert values(ask("公共安全支出占总支出的百分之几？", history=["项目支出多少？"]))[-1] == "950000.00"
    assert values(ask("公共安全支出占支出总计的百分之几？", history=["项目支出多少？"]))[-1] == "1100000.00"


def test_an_amount_in_two_years_and_how_much_less(ask) -> None:  # type: ignore[no-untyped-def]
    from qa.compound import parts
    from qa.turns import plainly

    assert plainly("三公经费2025年、2026年各是多少，少了多少？", "zh") == "三公经费2025年、2026年相差多少？"
    assert len(parts("Whose budget is bigger, A or B, and by how much?", "en")) == 1


UNDER = """# 海州市发展改革委2026年部门预算

## 支出总表

金额单位：万元

功能科目	经济科目编码	经济科目名称	合计
行政运行	30101	基本工资	50.00
行政运行	30102	津贴补贴	40.00
其他发展与改革事务支出	30199	其他工资福利支出	5.00
合计			95.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	40.00
海州市数字政府运营中心	30.00
机房租赁费	20.00
数字政务运维项目	10.00
海州市政务服务中心	10.00
窗口服务项目	10.00
"""


def test_digital_is_no_figure_and_a_body_no_project(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """数字政府运营项目 was answered with all that the centre of that name has."""
    with library_of(tmp_path, {"发改委2026.txt": UNDER}) as library:
        ask_ = Engine(library).ask
        assert ask_("数字政府运营项目的预算")["status"] == "refused"
        assert values(ask_("数字政务运维项目的预算")) == ["100000.00"]
        assert values(ask_("窗口服务项目的数字是多少")) == ["100000.00"]


APART = """# 海州市司法局2026年部门预算

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	预算
	合计	60.00
302	商品和服务支出	60.00
30213	维修(护)费	7.00
30211	差旅费	53.00

## 一般公共预算项目支出表（按经济分类科目）

金额单位：万元

科目编码	科目名称	预算
	合计	30.00
302	商品和服务支出	30.00
30213	维修(护)费	25.00
30299	其他商品和服务支出	5.00

车辆编制16辆，实有车辆5辆，2026年拟购置车辆0辆。
"""


def test_what_two_tables_print_apart_is_added_up_where_all_is_wanted(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with library_of(tmp_path, {"司法局2026.txt": APART}) as library:
        ask_ = Engine(library).ask
        assert values(ask_("维修（护）费一共多少？")) == ["320000.00", "70000.00", "250000.00"]
        assert values(ask_("差旅费一共多少？")) == ["530000.00"]
        one = ask_("维修（护）费多少？")  # neither table has all of it
        assert values(one) == ["320000.00", "70000.00", "250000.00"] and "基本支出表" in one["answer"]
        assert values(ask_("基本支出中的维修（护）费多少？")) == ["70000.00"]
        assert values(ask_("车辆实有多少辆？")) == ["5"]
        assert values(ask_("要购置几辆车？")) == ["0"]
