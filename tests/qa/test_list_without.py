"""The rows under a heading without one of them, and what those that are left come to."""

from __future__ import annotations

from pathlib import Path

from qa.compound import totals_alone
from qa.engine import Engine
from tests.qa.test_talk import WATER
from tests.qa.town import library_of

JUSTICE = """# 海州市司法局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
204	公共安全支出	100.00	60.00	40.00
20406	司法	100.00	60.00	40.00
2040601	行政运行	60.00	60.00	0.00
2040604	基层司法业务	30.00	0.00	30.00
2040605	普法宣传	10.00	0.00	10.00
"""


def test_the_total_of_a_list_leaves_out_what_the_list_does(tmp_path: Path) -> None:
    with library_of(tmp_path, {"司法局.txt": JUSTICE, "水务局.txt": WATER}) as library:
        ask = Engine(library).ask
        answer = ask("除行政运行外，司法款下面还有几项，合计多少", documents=["司法局.txt"])
        values = [figure["value"] for figure in answer["figures"]]
        assert sorted(values) == ["100000.00", "300000.00", "400000.00"]
        assert values[0] == "400000.00"
        whole = ask("司法款下面有几项，合计多少", documents=["司法局.txt"])
        assert "1000000.00" in [figure["value"] for figure in whole["figures"]]


def test_a_part_that_only_asks_for_a_total() -> None:
    assert totals_alone("合计多少？")
    assert totals_alone("加起来一共是多少钱")
    assert not totals_alone("办公费合计多少")
    assert not totals_alone("各多少")
