"""What the text tells quarter by quarter, asked for as a whole or in one of its quarters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

STREET = """# 海州市东街道2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	140.00	80.00	60.00
2010301	行政运行	140.00	80.00	60.00

项目经费情况说明

2025年度项目总预算60万元。
第一季度用款计划12万元，第二季度用款计划18万元，第三季度用款计划20万元，第四季度用款计划10万元。
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    missing = STREET.replace("，第四季度用款计划10万元", "").replace("东街道", "西街道")
    documents = {"东街道.txt": STREET, "西街道.txt": missing}
    with library_of(Path(tmp_path_factory.mktemp("quarters")), documents) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "first"),
    [("全年用款计划一共多少", "600000.00"), ("用款计划多少", "600000.00"), ("第二季度用款计划多少", "180000.00")],
)
def test_all_of_the_quarters_are_added_up(ask: Ask, question: str, first: str) -> None:
    assert ask(question, documents=["东街道.txt"])["figures"][0]["value"] == first


def test_quarters_of_which_one_is_missing_are_not_added_up(ask: Ask) -> None:
    assert all(f["value"] != "500000.00" for f in ask("全年用款计划一共多少", documents=["西街道.txt"])["figures"])
