"""What a thing is without a part of it, said by 非; of a fund that no sentence takes out of a thing, nothing is told; a kind of what is bought is a
share of what is bought; things joined before 合计."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from qa.turns import plainly
from tests.qa.town import library_of

WATER = """# 海州市水务局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
2130301	行政运行	100.00	100.00	0.00
2130350	事业运行	50.00	50.00	0.00
2130305	水利工程建设	850.00	0.00	850.00
	合计	1000.00	150.00	850.00

## 部门预算情况说明

2026年基本支出150.00万元，其中：人员经费120.00万元、公用经费30.00万元。
政府采购预算总额70.00万元，其中：政府采购货物预算40.00万元、政府采购服务预算30.00万元，一般公共预算拨款政府采购50.00万元。
一般公共预算支出1000.00万元。
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("left")), {"水务局.txt": WATER}) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("非人员经费的基本支出是多少？", ["300000.00", "1500000.00", "1200000.00"]),
        ("基本支出中非人员经费是多少", ["300000.00", "1500000.00", "1200000.00"]),
        ("非一般公共预算的政府采购有多少？", ["200000.00", "700000.00", "500000.00"]),  # as its own sentence parts it
        ("事业运行支出与行政运行支出合计", ["1500000.00", "500000.00", "1000000.00"]),
        ("政府采购服务占比多少", ["42.86", "300000.00", "700000.00"]),
        ("政府采购货物和服务分别多少，各占多少？", ["57.14", "400000.00", "700000.00", "42.86", "300000.00"]),
    ],
)
def test_what_is_left_and_what_it_is_a_share_of(ask: Ask, question: str, figures: list[str]) -> None:
    answer = ask(question)
    assert answer["status"] == "answered"
    assert values(answer)[: len(figures)] == figures or set(figures) <= set(values(answer))


def test_a_fund_that_nothing_parts_from_a_thing_is_not_taken_from_it(ask: Ask) -> None:
    answer = ask("除一般公共预算以外的公用经费有多少")
    assert (answer["status"], values(answer)) == ("refused", [])


@pytest.mark.parametrize("question", ["非税收入多少", "使用非财政拨款结余多少", "非在编人员经费的支出多少", "是非"])
def test_names_with_non_in_them_leave_nothing_out(question: str) -> None:
    assert plainly(question, "zh") == question
