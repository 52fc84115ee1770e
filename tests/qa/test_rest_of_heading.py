"""其他… is never told by the heading that it is the rest of, and no office is cut out of the middle of an item's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

OFFICE = """# 海州市人民政府办公室2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
20103	政府办公厅（室）及相关机构事务	90.00	60.00	30.00
2010301	行政运行	60.00	60.00	0.00
2010399	其他政府办公厅（室）及相关机构事务支出	30.00	0.00	30.00
	合计	90.00	60.00	30.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("rest")), {"政府办.txt": OFFICE}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("其他政府办公厅及相关机构事务支出是多少？", "300000.00"),
        ("其他政府办公厅（室）及相关机构事务支出多少", "300000.00"),
        ("政府办公厅（室）及相关机构事务多少", "900000.00"),
        ("政府办的行政运行多少", "600000.00"),
    ],
)
def test_the_rest_of_a_heading_is_not_the_heading(ask: Ask, question: str, value: str) -> None:
    assert next(figure["value"] for figure in ask(question)["figures"]) == value
