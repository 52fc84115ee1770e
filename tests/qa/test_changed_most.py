"""What changed most is found by its change, never by its amount; incomes are ranked where incomes are meant; what is asked for in words of
people, targets and funds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

HARBOUR = """# 海州市港务局2026年部门预算

## 收支预算总表

金额单位：万元

收入	2026年预算	支出	2026年预算
一般公共预算拨款	500.00	交通运输支出	520.00
政府性基金预算拨款	80.00	住房保障支出	80.00
事业收入	20.00
收入总计	600.00	支出总计	600.00

## “三公”经费、会议费预算表

金额单位：万元

项目	2025年预算数	2026年预算数	增减额	增减率
“三公”经费合计	95.00	84.00	-11.00	-11.58%
1.因公出国（境）费	5.00	1.00	-4.00	-80.00%
2.公务接待费	12.00	13.00	1.00	8.33%
3.公务用车购置及运行维护费	78.00	70.00	-8.00	-10.26%
其中：公务用车购置费	25.00	25.00	0.00	0.00%
公务用车运行维护费	53.00	45.00	-8.00	-15.09%
会议费	10.00	2.00	-8.00	-80.00%

## 部门预算情况说明

海州市港务局编制人数126人，年末实有在职人员118人，离退休人员45人。航道疏浚项目受益人口不少于12万人，群众满意度不低于90%。
"""
NO_YEAR_BEFORE = """# 海州市气象局2026年部门预算

## “三公”经费预算表

金额单位：万元

项目	2026年预算数
“三公”经费合计	30.00
1.公务接待费	5.00
2.公务用车运行维护费	25.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    documents = {"港务局.txt": HARBOUR, "气象局.txt": NO_YEAR_BEFORE}
    with library_of(Path(tmp_path_factory.mktemp("changed")), documents) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "name", "figures"),
    [
        ("三公经费里哪一项降得最多", "公务用车运行维护费", ["450000.00", "530000.00"]),
        ("三公经费哪项减少最多", "公务用车运行维护费", ["450000.00", "530000.00"]),
        ("三公经费里降幅最大的是哪一项", "因公出国", ["10000.00", "50000.00"]),  # by the rate, not by the amount
        ("三公经费哪项增加最多", "公务接待费", ["130000.00", "120000.00"]),
        ("增减率最大的三公经费项目", "因公出国", ["10000.00", "50000.00"]),
        ("Which of the three publics fell the most?", "公务用车运行维护费", ["450000.00", "530000.00"]),
        ("Which of the three publics had the biggest increase?", "公务接待费", ["130000.00", "120000.00"]),
    ],
)
def test_what_changed_most_is_found_by_its_change(ask: Ask, question: str, name: str, figures: list[str]) -> None:
    answer = ask(question, documents=["港务局.txt"])
    assert answer["status"] == "answered"
    assert name in answer["answer"]
    assert set(figures) <= set(values(answer))


def test_the_largest_is_another_thing(ask: Ask) -> None:
    assert values(ask("三公经费里最多的是哪一项", documents=["港务局.txt"]))[0] == "450000.00"
    assert "减少最多" not in ask("三公经费里最多的是哪一项", documents=["港务局.txt"])["answer"]


@pytest.mark.parametrize("question", ["三公经费里哪一项降得最多", "Which of the three publics rose most?"])
def test_without_the_year_before_nothing_changed_most(ask: Ask, question: str) -> None:
    answer = ask(question, documents=["气象局.txt"])
    assert (answer["status"], values(answer)) == ("refused", [])


def test_a_list_with_another_row_behind_it_is_its_own(ask: Ask) -> None:
    answer = ask("三公经费由哪些组成", documents=["港务局.txt"])
    assert "会议费" not in answer["answer"].replace("会议费预算表", "")
    assert "840000.00" in values(answer)


@pytest.mark.parametrize("question", ["收入最多的是哪一项", "哪一项收入最多"])
def test_incomes_are_ranked_where_they_are_meant(ask: Ask, question: str) -> None:
    answer = ask(question, documents=["港务局.txt"])
    assert values(answer) == ["5000000.00"]
    assert "交通运输" not in answer["answer"]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("政府性基金收入多少", ["800000.00"]),
        ("会议费的增减率是多少", ["-80.00", "-80000.00", "20000.00", "100000.00"]),
        ("会议费的增减额是多少", ["80000.00"]),
        ("离退休人员多少", ["45"]),
        ("群众满意度目标是多少", ["90.00"]),
        ("受益人口目标是多少", ["120000"]),
    ],
)
def test_words_for_what_is_printed_under_another_name(ask: Ask, question: str, figures: list[str]) -> None:
    assert values(ask(question, documents=["港务局.txt"]))[: len(figures)] == figures


@pytest.mark.parametrize(
    "question", ["国有资本经营收入多少", "政府性基金支出多少", "在校学生人数多少", "住房改革支出多少"]
)
def test_what_is_not_printed_is_refused(ask: Ask, question: str) -> None:
    assert ask(question, documents=["港务局.txt"])["status"] == "refused"
