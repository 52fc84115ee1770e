"""Performance targets against budgets."""

from __future__ import annotations

import pytest

from ingest.audit.targets import is_whole_cost
from ingest.model import Disclosure, Finding, Indicator
from tests.ingest.tables import performance


def project(name: str, amount: str, *targets: str) -> str:
    """Rows of a project: its cell stands on its first target. A target is `name level2 sign value unit weight`."""
    rows = []
    for number, target in enumerate(targets):
        level3, level2, sign, value, unit, weight = target.split()
        lead = ["某局", name, "10.00", amount, "做好工作。"] if number == 0 else ["", "", "", "", ""]
        rows.append("\t".join([*lead, "产出指标", level2, level3, sign, value, unit, weight]))
    return "\n".join(rows)


def of_kind(read: Disclosure, kind: str) -> list[Finding]:
    return [finding for finding in read.findings if finding.kind == kind]


SOUND = (
    project("一", "50.00", "成本控制 成本指标 ≤ 50 万元 40", "办结率 质量指标 ≥ 90 % 50"),
    project("二", "20.00", "总成本控制数 成本指标 ≤ 200000 元 40", "数量 数量指标 ≥ 9 件 50"),
    project("三", "8.00", "培训人均成本 成本指标 ≤ 0.05 万元 40", "人数 数量指标 ≥ 9 人 50"),
)


def test_sound_targets_give_no_finding() -> None:
    assert performance("\n".join(SOUND)).findings == ()


def test_a_cost_target_of_the_whole_project_that_is_not_its_budget() -> None:
    read = performance("\n".join(SOUND).replace("≤\t50\t万元", "≤\t10\t万元"))
    (finding,) = of_kind(read, "indicator_cost")
    assert finding.stated == "一: 成本控制 ≤ 10 万元"
    assert finding.expected == "50.00 万元"
    assert finding.line == 5


def test_weights_that_do_not_make_what_the_others_make() -> None:
    read = performance("\n".join(SOUND).replace("≥\t9\t件\t50", "≥\t9\t件\t40"))
    (finding,) = of_kind(read, "weights")
    assert (finding.stated, finding.expected) == ("二: 80", "90")


def target(level3: str, *, level2: str = "成本指标", unit: str = "万元") -> Indicator:
    return Indicator("1", "a", 1, "1", "一", "产出指标", level2, level3, "≤", "10", unit, None, "certain", "")


@pytest.mark.parametrize(
    "name", ["成本控制", "项目预算控制数", "总支出成本控制情况", "控制支出", "项目支出费用", "预算总成本"]
)
def test_names_of_the_whole_cost(name: str) -> None:
    assert is_whole_cost(target(name))


@pytest.mark.parametrize(
    "name", ["人均公用经费标准", "采购成本", "项目租金费用", "单项委托成本", "网站定期检查分项成本控制数", "数量"]
)
def test_names_of_a_part_of_it(name: str) -> None:
    assert not is_whole_cost(target(name))


def test_money_per_something_and_per_cents_are_no_whole_cost() -> None:
    assert not is_whole_cost(target("成本控制", unit="元/人"))
    assert not is_whole_cost(target("成本控制", unit="%"))
    assert not is_whole_cost(target("成本控制", level2="数量指标", unit="件"))


def test_an_objective_that_says_less_than_its_indicator() -> None:
    stated = "\n".join(SOUND).replace("做好工作。", "目标1：办结率达到80%。目标2：人数9人。", 1)
    (finding,) = of_kind(performance(stated), "objective")
    assert (finding.stated, finding.expected) == ("办结率达到80%", "办结率 ≥ 90 %")


@pytest.mark.parametrize(
    "words",
    [
        "办结率达到95%",  # more than the least asked for
        "办结率90%",
        "结案办结率80%",  # another name that ends alike
        "办结率提高80个百分点",
    ],
)
def test_an_objective_that_agrees_with_its_indicators(words: str) -> None:
    assert performance("\n".join(SOUND).replace("做好工作。", f"目标1：{words}。", 1)).findings == ()
