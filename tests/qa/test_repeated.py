"""A thing that one table prints in several rows is all of them, where the table proves that they add up; else each is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

PLANNING = """# 海州市发展改革局2026年部门预算

## 支出总表

金额单位：万元

支出功能分类科目	政府支出经济分类科目	部门支出经济分类科目	合计	基本支出	项目支出
2010401-行政运行	50201-办公经费	30211-差旅费	30.00	30.00	0.00
2010401-行政运行	50201-办公经费	30201-办公费	20.00	20.00	0.00
2010404-战略规划	50201-办公经费	30211-差旅费	15.00		15.00
2010404-战略规划	50502-商品和服务支出	30211-差旅费	5.00		5.00
2010404-战略规划	50502-商品和服务支出	30216-培训费	10.00		10.00
合计			80.00	50.00	30.00

## 一般公共预算支出表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
2010401	行政运行	40.00	40.00	0.00
2080505	机关事业单位基本养老保险缴费支出	6.00	6.00	0.00
2010404	战略规划	20.00		20.00
2080505	机关事业单位基本养老保险缴费支出	4.00	4.00	0.00
2080505	机关事业单位基本养老保险缴费支出	4.00	4.00	0.00
	合计	74.00	54.00	20.00
"""
# The same rows with a total that is not their sum: nothing proves that they belong together.
UNPROVEN = """# 海州市水务局2026年部门预算

## 支出总表

金额单位：万元

支出功能分类科目	政府支出经济分类科目	部门支出经济分类科目	合计	基本支出	项目支出
2010401-行政运行	50201-办公经费	30211-差旅费	30.00	30.00	0.00
2010404-战略规划	50201-办公经费	30211-差旅费	15.00		15.00
2010404-战略规划	50502-商品和服务支出	30216-培训费	10.00		10.00
合计			70.00	30.00	40.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    documents = {"发改局.txt": PLANNING, "水务局.txt": UNPROVEN}
    with library_of(Path(tmp_path_factory.mktemp("repeated")), documents) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("差旅费是多少？", ["500000.00", "300000.00", "150000.00", "50000.00"]),  # under two functions and two classes
        ("战略规划的差旅费是多少？", ["200000.00", "150000.00", "50000.00"]),  # only the rows of the function named
        ("行政运行的差旅费是多少？", ["300000.00"]),
        ("2080505是多少？", ["140000.00", "60000.00", "40000.00", "40000.00"]),  # one code, two of the rows alike
        ("How much is 差旅费?", ["500000.00", "300000.00", "150000.00", "50000.00"]),
        ("差旅费和培训费一共多少？", ["600000.00", "300000.00", "150000.00", "50000.00", "100000.00"]),
        ("差旅费占总支出的比例是多少？", ["62.50", "300000.00", "150000.00", "50000.00", "800000.00"]),
    ],
)
def test_all_of_it_is_the_sum_of_its_rows(ask: Ask, question: str, figures: list[str]) -> None:
    answer = ask(question, documents=["发改局.txt"])
    assert (answer["status"], values(answer)) == ("answered", figures)


@pytest.mark.parametrize("question", ["差旅费比培训费多多少？", "差旅费的人均是多少？"])
def test_a_calculation_never_takes_the_first_of_the_rows_for_all(ask: Ask, question: str) -> None:
    answer = ask(question, documents=["发改局.txt"])
    assert answer["status"] == "refused"
    assert "300000.00" not in values(answer)[:1]


def test_rows_that_nothing_proves_to_add_up_are_all_shown_and_not_added(ask: Ask) -> None:
    answer = ask("差旅费是多少？", documents=["水务局.txt"])
    assert values(answer) == ["300000.00", "150000.00"]


GARDENS = """# 海州市园林局2026年部门预算

## 项目支出表

金额单位：万元

项目编码	项目名称	合计
	合计	160.00
11000025T000003356143	月季进社区	60.00
11000025T000003357691	义务植树保障	50.00
11000025T000003357691	义务植树保障	50.00
11000025T000003357700	古树普查	30.00
11000025T000003357701	古树普查	20.00
"""


def test_a_project_that_two_pages_print_under_its_code_is_one(tmp_path: Path) -> None:
    with library_of(tmp_path, {"园林局.txt": GARDENS}) as library:
        put = Engine(library).ask
        assert values(put("预算最多的三个项目是哪些？")) == ["600000.00", "500000.00", "300000.00"]
        assert values(put("What are the two largest projects?")) == ["600000.00", "500000.00"]
        # two projects of one name stay two: their codes differ
        assert values(put("预算最多的四个项目是哪些？")) == ["600000.00", "500000.00", "300000.00", "200000.00"]
        assert values(put("有多少个项目？")) == ["4"]


def test_a_heading_with_one_row_here_and_more_there_is_not_that_row(tmp_path: Path) -> None:
    """Under one function 办公经费 holds a single account, under the next it holds two: the single one was told for all of it."""
    with library_of(tmp_path, {"发改局2026.txt": PLANNING}) as library:
        answer = Engine(library).ask("办公经费多少？")
        assert "150000.00" not in [figure["value"] for figure in answer["figures"]][:1]
