"""The second reading: which cells print an amount, and which tables are left out of the count."""

from __future__ import annotations

from pathlib import Path

from eval.printed import PrintedAmount, PrintedTable, amounts, printed_tables


def found(text: str) -> list[str]:
    rows = [line.split("|") for line in text.strip().split("\n")]
    return [amount.text for amount in amounts([PrintedTable(rows, page=3)])]


def test_amounts_have_commas_or_a_point_and_codes_do_not() -> None:
    assert found("2010601|行政运行|1,234.50|0.00\n2010602|一般行政管理事务|300|15.00") == [
        "1,234.50",
        "0.00",
        "300",
        "15.00",
    ]


def test_whole_numbers_in_a_column_of_their_own_are_counts_or_codes() -> None:
    assert found("1|车辆|12\n2|设备|3") == []


def test_a_year_between_amounts_is_no_amount() -> None:
    assert found("2026|5.00\n10|2026\n3.00|6.50") == ["5.00", "10", "3.00", "6.50"]


def test_tables_of_targets_are_left_out_also_where_they_go_on_without_a_head() -> None:
    assert found("三级指标|目标值\n检验数量|50.00") == []
    assert found("检验数量|≥|50.00") == []
    assert found("DNA检验|50.00") == ["50.00"]


def test_a_project_about_targets_is_an_amount_all_the_same() -> None:
    assert found("绩效指标体系建设服务项目经费|50.00") == ["50.00"]


def test_text_is_cut_at_lines_of_words(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("支出表\n科目\t金额\n办公费\t<b>1.50</b>\n目标表\n三级指标\t目标值\n数量\t2.50\n", encoding="utf-8")
    tables = printed_tables(file)
    assert tables is not None
    assert amounts(tables) == [PrintedAmount(3, "1.50")]


def test_html_gives_the_line_of_each_row(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<html><body>\n<table>\n<tr><td>办公费<td>1.50</tr>\n</table>", encoding="utf-8")
    tables = printed_tables(file)
    assert tables is not None
    assert amounts(tables) == [PrintedAmount(3, "1.50")]
