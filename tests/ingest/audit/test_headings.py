"""Rows missing by a list's own habit."""

from __future__ import annotations

import pytest

from tests.ingest.audit.budgets import told
from tests.ingest.tables import budget

HEAD = "科目编码\t科目名称\t合计\n"
FOUR = [
    ("201", "20101", "2010101"), ("205", "20508", "2050803"), ("208", "20805", "2080505"), ("210", "21011", "2101101"),
    ("221", "22102", "2210201"),
]  # fmt: skip


def rows(*without: str) -> str:
    lines = [f"{code}\t科目{code}\t10.00" for group in FOUR for code in group if code not in without]
    return HEAD + "\n".join(lines) + "\n合计\t\t50.00\n"


def test_a_list_that_prints_every_level() -> None:
    assert told(budget(rows())) == []


def test_an_item_without_its_heading() -> None:
    assert [kind for kind, _, _ in told(budget(rows("20805")))] == ["missing_heading"]


def test_a_heading_without_its_items() -> None:
    assert [kind for kind, _, _ in told(budget(rows("2080505")))] == ["missing_items"]


@pytest.mark.parametrize("level", [1, 2])
def test_a_level_that_the_list_never_prints_is_no_gap(level: int) -> None:
    assert told(budget(rows(*(group[level] for group in FOUR)))) == []


def test_two_gaps_are_a_habit_of_another_kind() -> None:
    assert told(budget(rows("20805", "21011"))) == []
