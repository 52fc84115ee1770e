"""What the text tells as a part of a heading is no other figure for all of the thing; a reason may open the next paragraph."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import library_of

CLUB = """# 海州市老年活动室2026年单位预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	人员经费	公用经费	项目支出
	合计	100.00	21.00	72.00	7.00
208	社会保障和就业支出	17.00	3.00	14.00	0.00
213	农林水支出	83.00	18.00	58.00	7.00

## 一般公共预算支出表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	70.00	50.00	20.00
213	农林水支出	70.00	50.00	20.00

1.“农林水支出”科目83.00万元，主要用于人员经费18.00万元、公用经费58.00万元、项目支出7.00万元。
2026年公务接待费4.00万元，较上年减少1.00万元，下降20.00%，国内公务接待批次为13次。

减少的主要原因是严格控制接待批次和标准。

2026年会议费5.00万元，较上年减少2.00万元。其中：大型会议费3.00万元，较上年减少1.50万元。

减少的主要原因是压缩会期和会议规模。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("parts"), {"活动室.txt": CLUB}) as library:
        yield Engine(library).ask


def test_the_part_of_a_heading_is_no_conflict(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("人员经费和公用经费分别多少")
    assert [figure["value"] for figure in answer["figures"]] == ["210000.00", "720000.00"]
    assert not any(note["kind"] == "text_disagrees" for note in answer["notes"])


def test_a_reason_that_opens_the_next_paragraph_is_the_reason_of_the_change_before(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("公务接待费为什么减少")
    assert answer["status"] == "answered"
    assert "严格控制接待批次和标准" in answer["answer"]
    assert "压缩会期" in ask("会议费为什么减少")["answer"]


def test_a_part_has_not_the_reason_of_the_whole(ask) -> None:  # type: ignore[no-untyped-def]
    assert "压缩会期" not in ask("大型会议费为什么减少")["answer"]
