"""A change is of one thing: what goes by another name is not set against it, and the amount may stand a sentence before."""

from __future__ import annotations

from pathlib import Path

from qa.engine import Engine
from tests.qa.town import library_of

MUSEUM = """# 海州市博物馆2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	50.00	30.00	20.00
207	文化旅游体育与传媒支出	50.00	30.00	20.00

2026年藏品使用收入0.00万元。
截至2025年12月31日，海州市博物馆藏品总额90.00万元，其中，字画藏品60.00万元。
与上年相比，本年藏品总额减少10.00万元，其中字画藏品减少20.00万元。
"""


def test_an_amount_a_sentence_before_is_what_a_change_led_to(tmp_path: Path) -> None:
    with library_of(tmp_path, {"博物馆.txt": MUSEUM}) as library:
        ask = Engine(library).ask
        answer = ask("藏品总额减少了百分之多少？")
        assert [figure["value"] for figure in answer["figures"]][:2] == ["-10.00", "100000.00"]
        assert "使用收入" not in answer["answer"]
        assert ask("藏品使用收入减少了百分之多少？")["status"] == "refused"
