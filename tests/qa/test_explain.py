"""Explanations: written from a table's figures, every sentence checked, nothing where the table does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, load_settings
from ingest.disclosure import read_disclosure
from qa.drafts import check_draft
from qa.engine import Engine
from qa.explain import explain, explainable

TABLE = """
# 某市档案馆{year}年部门预算

单位名称：某市档案馆

# 部门支出总表

金额单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{total}\t
201\t一般公共服务支出\t{services}\t{services}\t
20126\t档案事务\t{services}\t{services}\t
2012601\t行政运行\t{running}\t{running}\t
2012604\t档案资料征集\t300.00\t300.00\t
221\t住房保障支出\t100.00\t100.00\t
22102\t住房改革支出\t100.00\t100.00\t
2210201\t住房公积金\t100.00\t100.00\t
"""


def text(year: int, running: str, services: str, total: str) -> str:
    return TABLE.format(year=year, running=running, services=services, total=total)


LAST = text(2024, "500.00", "800.00", "900.00")
THIS = text(2025, "600.00", "900.00", "1,000.00")


@pytest.fixture()
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path / "home")})) as opened:
        yield opened


def store(library: Library, folder: Path, name: str, said: str) -> None:
    path = folder / name
    path.write_text(said, encoding="utf-8")
    library.save(read_disclosure(path), "test")


def test_total_parts_items_and_changes_are_told_and_all_of_it_holds(library: Library, tmp_path: Path) -> None:
    store(library, tmp_path, "2024.txt", LAST)
    store(library, tmp_path, "2025.txt", THIS)
    found = explain(Engine(library), "2025.txt", 1)
    assert found is not None
    assert found.left_out == 0
    assert "合计1,000.00万元，比上年增加100.00万元，增长11.11%。" in found.text
    assert "一般公共服务支出900.00万元，占90.00%。住房保障支出100.00万元，占10.00%。" in found.text
    assert "一般公共服务支出900.00万元，其中：行政运行600.00万元，档案资料征集300.00万元。" in found.text
    assert "住房保障支出100.00万元，与上年持平。" in found.text
    report = check_draft(library, found.text, documents=["2024.txt", "2025.txt"], year=2025)
    assert report.good
    assert len(report.claims) > 8


def test_in_english_each_item_keeps_its_chinese_name_and_all_of_it_holds(library: Library, tmp_path: Path) -> None:
    store(library, tmp_path, "2024.txt", LAST)
    store(library, tmp_path, "2025.txt", THIS)
    found = explain(Engine(library), "2025.txt", 1, "en")
    assert found is not None
    assert found.left_out == 0
    assert found.text.startswith("In 2025, 某市档案馆's total")
    assert "is 10,000,000 yuan, up 1,000,000 yuan (up 11.11%) on the previous year." in found.text
    assert "(住房保障支出) is 1,000,000 yuan, 10.00% of the total." in found.text
    assert "(行政运行) 6,000,000 yuan, 档案资料征集 3,000,000 yuan." in found.text
    assert "(住房保障支出) is 1,000,000 yuan, unchanged from the previous year." in found.text
    report = check_draft(library, found.text, documents=["2024.txt", "2025.txt"], year=2025, language="en")
    assert report.good
    assert len(report.claims) > 8
    wrong = found.text.replace("6,000,000 yuan", "6,100,000 yuan", 1)
    assert not check_draft(library, wrong, documents=["2024.txt", "2025.txt"], year=2025, language="en").good


def test_without_a_year_before_no_change_is_told(library: Library, tmp_path: Path) -> None:
    store(library, tmp_path, "2025.txt", THIS)
    found = explain(Engine(library), "2025.txt", 1)
    assert found is not None
    assert "上年" not in found.text


def test_a_table_that_does_not_add_up_is_not_explained(library: Library, tmp_path: Path) -> None:
    store(library, tmp_path, "2025.txt", text(2025, "600.00", "900.00", "1,100.00"))
    record = library.documents()[0]
    assert explainable(library.tables(record.name), library.figures(), record) == []
    assert explain(Engine(library), "2025.txt", 1) is None
    assert explain(Engine(library), "none.txt", 1) is None


def test_items_that_do_not_add_up_to_their_heading_are_not_listed(library: Library, tmp_path: Path) -> None:
    store(library, tmp_path, "2025.txt", THIS.replace("300.00\t300.00", "200.00\t200.00"))
    found = explain(Engine(library), "2025.txt", 1)
    assert found is not None
    assert "其中" not in found.text
