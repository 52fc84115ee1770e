"""A year that stands in the name of one of two projects chooses it."""

from __future__ import annotations

from pathlib import Path

from qa.engine import Engine
from tests.qa.town import library_of

STATION = """# 海州市气象台2026年单位预算

## 项目支出表

金额单位：万元

项目名称	合计
合计	120.00
海州市气象台2025年信息化运维项目	20.00
海州市气象台2026年信息化运维项目	70.00
2025年设备检定尾款	30.00
"""


def test_the_year_in_a_name_chooses_between_namesakes(tmp_path: Path) -> None:
    with library_of(tmp_path, {"气象台.txt": STATION}) as library:
        ask = Engine(library).ask

        def values(question: str) -> list[str]:
            return [figure["value"] for figure in ask(question)["figures"]]

        assert values("气象台2026年信息化运维多少钱") == ["700000.00"]
        assert values("2026年设备检定尾款多少钱") == ["300000.00"]  # what is owed of 2025 is paid in 2026
        assert set(values("信息化运维多少钱")) >= {"200000.00", "700000.00"}
