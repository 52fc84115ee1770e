"""A department with two bodies: which of them has more and by how much, the other one, and the bureau itself."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.test_bodies import PETITIONS
from tests.qa.town import library_of

TWO = """# 海州市信访局2025年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	80.00
海州市信访局	50.00
海州市人民来访接待中心	30.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	80.00	62.00	18.00
201	一般公共服务支出	80.00	62.00	18.00
20140	信访事务	80.00	62.00	18.00
2014001	行政运行	62.00	62.00	0.00
2014004	信访业务	18.00	0.00	18.00
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return Engine(library_of(tmp_path_factory.mktemp("two"), {"信访局2025.txt": TWO})).ask


@pytest.fixture(scope="module")
def ask_four(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return Engine(library_of(tmp_path_factory.mktemp("four"), {"信访局2025.txt": PETITIONS})).ask


def values(answer: dict) -> list[str]:
    """The values of an answer, which must be one."""
    assert answer["status"] == "answered", answer["answer"]
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    "question",
    ["Which of the two units has the bigger budget, and by how much?", "两个单位哪个预算多，多多少？"],
)
def test_the_two_bodies_and_what_sets_them_apart(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert sorted(values(answer)) == ["200000.00", "300000.00", "500000.00"]
    assert "海州市信访局（本级）" in answer["answer"]


@pytest.mark.parametrize("question", ["And the other one?", "另一家呢？"])
def test_the_other_of_two_bodies(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question, history=["海州市人民来访接待中心预算多少？"])) == ["500000.00"]


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("海州市人民来访接待中心预算多少？", "And the other one?"),
        ("How much is basic expenditure?", "And the other one?"),
        ("", "Which of the two units has the bigger budget, and by how much?"),
    ],
)
def test_there_are_no_two(ask_four, before: str, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask_four(question, history=[before])
    assert answer["status"] == "refused"
    assert not answer["figures"]


@pytest.mark.parametrize("before", ["How much is basic expenditure?", "海州市人民来访接待中心的基本支出是多少？"])
def test_another_thing_is_no_other_body(ask, before: str) -> None:  # type: ignore[no-untyped-def]
    assert ask("And the other one?", history=[before])["status"] == "refused"


def test_what_the_bureau_itself_gets(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("How much does the Haizhou Petitions Office (本级) itself get?")) == ["500000.00"]


@pytest.mark.parametrize("question", ["Which unit has the biggest budget, and by how much?"])
def test_the_largest_is_set_against_the_next(ask_four, question: str) -> None:  # type: ignore[no-untyped-def]
    assert sorted(values(ask_four(question))) == ["200000.00", "300000.00", "500000.00"]


def test_the_largest_alone_is_not(ask_four) -> None:  # type: ignore[no-untyped-def]
    assert values(ask_four("Which unit has the biggest budget?")) == ["500000.00"]
