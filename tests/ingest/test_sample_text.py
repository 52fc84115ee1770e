"""The sample we ship, undamaged: every printed amount is a figure, and every indicator stands under its project."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.disclosure import read_disclosure
from ingest.model import Disclosure
from tests.ingest.tables import amounts, failing

SAMPLES = Path(__file__).resolve().parents[2] / "ui" / "samples"
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?")
CODE = re.compile(r"\d{2,3}")


@pytest.fixture(scope="module", params=sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> tuple[Disclosure, list[list[str]]]:
    """The disclosure, and its file's lines as cells, split here without any of the program's own code."""
    path: Path = request.param
    return read_disclosure(path), [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]


def test_there_is_a_sample() -> None:
    assert list(SAMPLES.glob("*.txt"))


def test_every_printed_amount_is_a_figure_on_its_line_and_no_other_is(
    sample: tuple[Disclosure, list[list[str]]],
) -> None:
    read, lines = sample
    start = next(number for number, cells in enumerate(lines, start=1) if "绩效信息表" in cells[0])
    expected: Counter[tuple[int, str]] = Counter()
    for number, cells in enumerate(lines[: start - 1], start=1):
        name = next((place for place, cell in enumerate(cells) if cell and not AMOUNT.fullmatch(cell)), None)
        for place, cell in enumerate(cells) if len(cells) > 1 else ():
            code = name is not None and place < name and CODE.fullmatch(cell)
            if AMOUNT.fullmatch(cell) and not code:
                expected[(number, cell)] += 1
    found = Counter((f.line, f.text) for f in read.printed if f.source == "table" and f.table_number != 9)
    assert sum(expected.values()) == 166
    assert found == expected


def test_the_counts_by_table(sample: tuple[Disclosure, list[list[str]]]) -> None:
    read, _ = sample
    counts = Counter(f.table_number for f in read.printed if f.source == "table")
    assert [counts[table.number] for table in read.tables] == [15, 43, 47, 5, 0, 0, 9, 47, 22]


def test_nothing_had_to_be_repaired_and_everything_holds(sample: tuple[Disclosure, list[list[str]]]) -> None:
    read, _ = sample
    assert read.warnings == ()
    assert len(read.checks) > 100
    # The list of projects lacks one item of the total, as in the document that the figures are from.
    assert failing(read) == ["the projects listed make the total: 437400.00"]


def test_the_totals(sample: tuple[Disclosure, list[list[str]]]) -> None:
    read, lines = sample
    totals = [number for number, cells in enumerate(lines, start=1) if cells[0] == "合 计"]
    assert amounts(read, totals[0])["合计"] == amounts(read, totals[-1])["合计"] == Decimal("99293500")


def test_what_the_document_says_of_itself(sample: tuple[Disclosure, list[list[str]]]) -> None:
    facts = sample[0].facts
    assert (facts.organization, facts.fiscal_year, facts.basis, facts.level) == ("拉萨市刑警支队", 2024, "budget", None)


def test_each_project_has_its_budget_and_the_targets_printed_under_it(
    sample: tuple[Disclosure, list[list[str]]],
) -> None:
    read, lines = sample
    budgets, owners, current = {}, {}, ""
    for number, cells in enumerate(lines, start=1):
        if len(cells) > 3 and (match := re.fullmatch(r"\w{21}-(.+)", cells[1])):
            current = match.group(1)
            budgets[current] = cells[3]
        if len(cells) > 7 and cells[5].endswith("指标") and cells[5] != "一级指标":
            owners[number] = current
    assert len(budgets) == 22
    assert {f.label: f.text for f in read.figures if f.table_number == 9} == budgets
    assert {i.line: i.project for i in read.indicators if i.line in owners} == owners
    assert Counter(i.attribution for i in read.indicators if i.line in owners)["unattributed"] == 0


def test_no_indicator_is_invented(sample: tuple[Disclosure, list[list[str]]]) -> None:
    read, lines = sample
    rows = {n for n, cells in enumerate(lines, start=1) if len(cells) > 7 and cells[5].endswith("指标")}
    assert {indicator.line for indicator in read.indicators} <= rows


def test_what_the_text_says_agrees_with_the_tables(sample: tuple[Disclosure, list[list[str]]]) -> None:
    """Money stated in the narrative is printed in a table too: the sample contradicts itself nowhere."""
    read, _ = sample
    printed = {f.amount for f in read.printed if f.source == "table"}
    stated = [f for f in read.printed if f.source == "narrative" and f.unit == "万元"]
    assert len(stated) > 20
    assert {f.amount for f in stated} <= printed
