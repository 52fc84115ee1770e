"""Which row stands under which: codes split or joined, numbering, indentation; totals and carry-overs at the top."""

from __future__ import annotations

import pytest

from ingest.hierarchy import bare, split_code
from tests.ingest.tables import all_cells, budget, failing, only_table, paths, printed

TREE = [
    "公共安全支出",
    "公共安全支出 › 公安",
    "公共安全支出 › 公安 › 行政运行",
    "公共安全支出 › 公安 › 执法办案",
    "教育支出",
]
CODES = ["204", "20402", "2040201", "2040220", "205"]
SPLIT = """类	款	项	科目名称	预算数
204			公共安全支出	300
	02		公安	300
		01	行政运行	100
		20	执法办案	200
205			教育支出	50
合计				350
"""
ZERO_LOST = """类	款	项	科目名称	预算数
204			公共安全支出	300
	2		公安	300
		1	行政运行	100
		20	执法办案	200
205			教育支出	50
合计				350
"""
REPEATED = """类	款	项	科目名称	预算数
204			公共安全支出	300
204	02		公安	300
204	02	01	行政运行	100
204	02	20	执法办案	200
205			教育支出	50
合计				350
"""
GROWING = """类	款	项	科目名称	预算数
204			公共安全支出	300
	20402		公安	300
		2040201	行政运行	100
		2040220	执法办案	200
205			教育支出	50
合计				350
"""
JOINED = """科目编码	科目名称	预算数
204	公共安全支出	300
20402	公安	300
2040201	行政运行	100
2040220	执法办案	200
205	教育支出	50
	合计	350
"""
CODE_NAME = """科目	预算数
204-公共安全支出	300
20402-公安	300
2040201-行政运行	100
2040220-执法办案	200
205-教育支出	50
合计	350
"""
BRACKETS = """科目	预算数
[204]公共安全支出	300
[20402]公安	300
[2040201]行政运行	100
[2040220]执法办案	200
[205]教育支出	50
合计	350
"""
SPACED = """科目	预算数
204 公共安全支出	300
  20402 公安	300
    2040201 行政运行	100
    2040220 执法办案	200
205 教育支出	50
合计	350
"""
NUMBERED = """项目	预算数
一、公共安全支出	300
（一）公安	300
1.行政运行	100
2.执法办案	200
二、教育支出	50
合计	350
"""
NUMBERED_OTHERWISE = """项目	预算数
一、公共安全支出	300
(一)公安	300
1、行政运行	100
2、执法办案	200
二、教育支出	50
合计	350
"""
INDENTED = """项目	预算数
公共安全支出	300
  公安	300
    行政运行	100
    执法办案	200
教育支出	50
合计	350
"""
INDENTED_WIDE = INDENTED.replace("    ", "\u3000\u3000").replace("  ", "\u3000")


@pytest.mark.parametrize(
    ("rows", "codes"),
    [(SPLIT, CODES), (ZERO_LOST, CODES), (REPEATED, CODES), (GROWING, CODES), (JOINED, CODES), (CODE_NAME, CODES), (BRACKETS, CODES),
     (SPACED, CODES), (NUMBERED, [None] * 5), (NUMBERED_OTHERWISE, [None] * 5), (INDENTED, [None] * 5),
     (INDENTED_WIDE, [None] * 5)],
    ids=["split", "zero lost", "repeated", "growing", "joined", "code-name", "[code]name", "code name", "一、", "1、", "spaces", "full width"],
)  # fmt: skip
def test_every_way_of_printing_the_hierarchy_gives_the_same_tree(rows: str, codes: list[str | None]) -> None:
    read = budget(rows, unit="元")
    assert paths(read) == [*TREE, "合计"]
    assert [cell.code for cell in printed(read)] == [*codes, None]
    assert failing(read) == []
    assert {figure.proof for figure in read.figures} == {"proven"}


def test_a_sum_that_does_not_hold_shows_that_the_tree_is_checked() -> None:
    read = budget(INDENTED.replace("200", "210"), unit="元")
    assert paths(read) == [*TREE, "合计"]
    assert len(failing(read)) == 1


def test_the_same_name_under_two_headings_is_two_rows() -> None:
    read = budget(
        """科目编码	科目名称	预算数
204	公共安全支出	100
20402	公安	60
2040201	行政运行	60
20406	司法	40
2040601	行政运行	40
"""
    )
    assert [(c.code, c.path) for c in printed(read) if c.path.endswith("行政运行")] == [
        ("2040201", "公共安全支出 › 公安 › 行政运行"),
        ("2040601", "公共安全支出 › 司法 › 行政运行"),
    ]


def test_a_code_whose_heading_is_not_printed_stands_at_the_top() -> None:
    read = budget("科目编码\t科目名称\t预算数\n2040201\t行政运行\t100\n2050101\t行政运行\t50\n合计\t\t150\n")
    assert paths(read) == ["行政运行", "合计"]
    assert failing(read) == []


def test_a_heading_of_another_class_is_no_heading_of_this_one() -> None:
    read = budget("科目编码\t科目名称\t预算数\n204\t公共安全支出\t100\n20502\t普通教育\t50\n")
    assert paths(read) == ["公共安全支出", "普通教育"]
    assert read.checks == ()


def test_totals_and_carry_overs_stand_at_the_top_and_add_up() -> None:
    read = budget(
        """项目	预算数
一、公共安全支出	300
（一）公安	300
二、教育支出	50
本年支出合计	350
上年结转	10
支出总计	360
""",
        unit="元",
    )
    assert paths(read) == [
        "公共安全支出", "公共安全支出 › 公安", "教育支出", "本年支出合计", "上年结转", "支出总计"
    ]  # fmt: skip
    assert [row.kinds for row in only_table(read).rows] == [
        ("item",), ("item",), ("item",), ("total",), ("carry",), ("total",)
    ]  # fmt: skip
    assert failing(read) == []
    assert {figure.proof for figure in read.figures} == {"proven"}


def test_a_total_at_the_head_sums_the_rows_below() -> None:
    read = budget("科目编码\t科目名称\t预算数\n合计\t\t350\n204\t公共安全支出\t300\n205\t教育支出\t50\n", unit="元")
    assert failing(read) == []
    assert len(read.checks) == 1
    assert failing(budget("科目名称\t预算数\n合计\t360\n公共安全支出\t300\n教育支出\t50\n", unit="元")) != []


def test_subtotals_at_the_head_of_their_rows_add_up() -> None:
    read = budget(
        """科目名称	预算数
小计	300
公共安全支出	100
教育支出	200
小计	50
国防支出	20
外交支出	30
合计	350
""",
        unit="元",
    )
    assert failing(read) == []


def test_totals_and_the_carry_over_at_the_head_of_a_table_add_up() -> None:
    read = budget(
        """科目名称	预算数
总计	310
上年结转	10
本年支出合计	300
公共安全支出	100
教育支出	200
""",
        unit="元",
    )
    assert failing(read) == []


def test_of_which_rows_stand_under_their_heading() -> None:
    read = budget(
        """项目	预算数
一、基本支出	100
其中：人员经费	60
公用经费	40
二、项目支出	200
合计	300
""",
        unit="元",
    )
    assert paths(read) == ["基本支出", "基本支出 › 人员经费", "基本支出 › 公用经费", "项目支出", "合计"]
    assert failing(read) == []


@pytest.mark.parametrize(
    ("printed_label", "name"),
    [("一、本年收入", "本年收入"), ("（一）公安", "公安"), ("(十二)公安", "公安"), ("1.行政运行", "行政运行"), ("（1）办公费", "办公费"),
     ("合 计", "合计"), ("三十、抗疫特别国债安排的支出", "抗疫特别国债安排的支出"), ("1.5倍补助", "1.5倍补助"), ("一、", "一、"),
     ("　　公务用车 购置费", "公务用车购置费")],
)  # fmt: skip
def test_a_label_loses_its_numbering_and_inner_spaces_only(printed_label: str, name: str) -> None:
    assert bare(printed_label) == name


@pytest.mark.parametrize(
    ("label", "code", "name"),
    [("30201-办公费", "30201", "办公费"), ("[30201]办公费", "30201", "办公费"), ("【30201】办公费", None, "【30201】办公费"),
     ("2010601 行政运行", "2010601", "行政运行"), ("54010024T000001430429-DNA检验数据耗材经费", "54010024T000001430429",
     "DNA检验数据耗材经费"), ("办公费", None, "办公费"), ("12-办公费", None, "12-办公费"), ("DNA检验", None, "DNA检验"),
     ("2024-2025年运维项目", None, "2024-2025年运维项目"), ("2024 年度运维项目", None, "2024 年度运维项目")],
)  # fmt: skip
def test_a_code_is_told_from_a_name(label: str, code: str | None, name: str) -> None:
    assert split_code(label) == (code, name)


def test_every_row_of_an_unnumbered_list_is_a_row_of_its_own() -> None:
    read = budget("科目名称\t预算数\n公共安全支出\t300\n教育支出\t50\n国防支出\t-\n")
    assert [(cell.path, cell.yuan) for cell in all_cells(read)] == [
        ("公共安全支出", 3_000_000), ("教育支出", 500_000), ("国防支出", None)
    ]  # fmt: skip
