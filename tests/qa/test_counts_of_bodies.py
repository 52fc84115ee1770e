"""How many bodies, cars and dear devices there are, in plain words; names side by side; another of the kind that was asked for."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import library_of

SCHOOLS = """# 海州市教育局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	300.00	200.00	100.00
205	教育支出	300.00	200.00	100.00
20502	普通教育	300.00	200.00	100.00
2050202	小学教育	170.00	120.00	50.00
2050203	初中教育	130.00	80.00	50.00

## 一般公共预算“三公”经费、会议费、培训费支出表

金额单位：万元

公务接待费	会议费	培训费
3.00	4.00	5.00

下设二级预算单位6个，分别是：海州市第一小学、海州市第二小学等。
截至2025年底，本部门共有车辆7辆，单位价值100万元以上的设备2台（套）。
公务用车购置费36.00万元，比上年增加36.00万元。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("bodies"), {"教育局2026.txt": SCHOOLS}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("海州市教育局下面有几个二级预算单位？", ["6"]),
        ("有几辆公务车", ["7"]),
        ("单位价值100万元以上的设备现有多少", ["2"]),
        ("会议费培训费各多少", ["40000.00", "50000.00"]),
        ("去年公务用车购置费多少", ["0.00", "360000.00"]),
    ],
)
def test_what_is_asked_for_is_told_and_nothing_else(ask, question: str, told: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question))[: len(told)] == told
    assert ask(question)["status"] == "answered"


def test_another_of_the_kind_asked_for_before_is_told_alone(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("小学呢", history=["初中教育支出多少"])) == ["1700000.00"]


def test_what_is_not_counted_is_refused(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("海州市教育局下面有几个事业单位？")["status"] == "refused"
    assert ask("单位价值50万元以上的设备现有多少")["status"] == "refused"
