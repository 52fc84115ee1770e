"""Columns of funds under a heading (财政拨款 › 政府性基金预算): heading and leaf together name one; the answer says which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

PROJECTS = """# 海州市水务局2026年部门预算

## 项目支出总表

金额单位：万元

项目名称	总计	财政拨款			单位资金
		合计	一般公共预算	政府性基金预算	事业收入	其他收入
合计	100.00	80.00	70.00	10.00	12.00	8.00
河道保洁	60.00	50.00	45.00	5.00	7.00	3.00
水库清淤	40.00	30.00	25.00	5.00	5.00	5.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("funds")), {"水务局.txt": PROJECTS}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "amount", "column"),
    [
        ("河道保洁的财政拨款的政府性基金预算是多少", "50000.00", "政府性基金预算"),
        ("河道保洁财政拨款中一般公共预算多少", "450000.00", "一般公共预算"),
        ("河道保洁的财政拨款多少", "500000.00", "财政拨款"),  # all of it, not the first of its parts
        ("水库清淤的单位资金的其他收入是多少", "50000.00", "其他收入"),
        ("水库清淤的其他收入", "50000.00", "其他收入"),
        ("水库清淤多少", "400000.00", "水库清淤"),
    ],
)
def test_the_column_that_heading_and_leaf_name(ask: Ask, question: str, amount: str, column: str) -> None:
    answer = ask(question)
    assert [figure["value"] for figure in answer["figures"]] == [amount]
    assert column in answer["answer"]


@pytest.mark.parametrize(
    "question", ["河道保洁的单位资金的政府性基金预算是多少", "河道保洁的财政拨款的国有资本经营预算是多少"]
)
def test_a_leaf_under_another_heading_or_no_leaf_is_refused(ask: Ask, question: str) -> None:
    assert ask(question)["status"] == "refused"
