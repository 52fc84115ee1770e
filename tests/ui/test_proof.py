"""The sums a figure stands in, written out for whoever trusts no number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ingest.disclosure import read_disclosure
from ingest.model import Disclosure, Figure
from tests.ui.fakes import BUDGET_TEXT, write_budget
from tests.ui.test_charts import BALANCE
from ui.web.proof import proof_html
from ui.web.text import words


def written(read: Disclosure, label: str, measure: str = "合计") -> list[str]:
    figure = next(f for f in read.printed if (f.label, f.measure) == (label, measure))
    known: dict[str, Figure] = {f.id: f for f in read.figures}
    page = BeautifulSoup(proof_html(figure, read.checks, known, words("zh")), "html.parser")
    return [item.get_text() for item in page.find_all("li")]


def test_a_heading_is_the_sum_of_its_rows_and_of_its_columns(tmp_path: Path) -> None:
    said = written(read_disclosure(write_budget(tmp_path)), "公安")
    assert "✓ 上级 = 下级之和： 7,837.79 万元 = 6,404.26 万元 + 280.45 万元 + 100.00 万元 + 1,053.08 万元" in said
    assert "✓ 合计 = 各栏之和： 7,837.79 万元 = 6,404.26 万元 + 1,433.53 万元" in said


def test_what_does_not_add_up_stands_first(tmp_path: Path) -> None:
    wrong = BUDGET_TEXT.replace("1,053.08\t\t1,053.08", "1,053.80\t\t1,053.80")
    said = written(read_disclosure(write_budget(tmp_path, text=wrong)), "公安")
    assert said[0] == "✗ 上级 = 下级之和： 7,837.79 万元 ≠ 6,404.26 万元 + 280.45 万元 + 100.00 万元 + 1,053.80 万元"


def test_income_and_expenditure_that_balance_are_called_so(tmp_path: Path) -> None:
    read = read_disclosure(write_budget(tmp_path, text=BUDGET_TEXT + BALANCE))
    assert "✓ 收入总计 = 支出总计： 9,929.35 万元 = 9,929.35 万元" in written(read, "支出总计", "预算数")


@pytest.mark.parametrize("more", [1, -1])
def test_what_is_no_plain_sum_is_not_written_as_one(tmp_path: Path, more: int) -> None:
    read = read_disclosure(write_budget(tmp_path))
    checks = tuple(replace(check, difference=check.difference + more) for check in read.checks)
    assert written(replace(read, checks=checks), "公安") == []


def test_names_are_text(tmp_path: Path) -> None:
    read = read_disclosure(write_budget(tmp_path))
    attack = '"><script>window.hit=1</script>'
    figures = tuple(replace(f, label=attack, text=attack) for f in read.figures)
    total = next(f for f in figures if f.id in {check.total for check in read.checks})
    shown = proof_html(total, read.checks, {f.id: f for f in figures}, words("en"))
    assert BeautifulSoup(shown, "html.parser").find("script") is None
    assert attack in BeautifulSoup(shown, "html.parser").get_text()
