"""The list of projects against the total that it is a list of."""

from __future__ import annotations

import pytest

from ingest.model import Disclosure
from tests.ingest.audit.budgets import WHOLE
from tests.ingest.audit.test_targets import project
from tests.ingest.tables import PERFORMANCE_HEAD, disclosure


def listing(*amounts: str) -> Disclosure:
    rows = [project(f"项目{n}", amount, "办结率 质量指标 ≥ 90 % 90") for n, amount in enumerate(amounts, start=1)]
    table = "\n".join(rows)
    return disclosure(f"{WHOLE}\n项目支出绩效信息表\n单位：万元\n{PERFORMANCE_HEAD}\n{table}\n")


def test_a_list_that_makes_the_project_expenditure() -> None:
    read = listing("150.00", "50.00")
    assert read.findings == ()
    assert [check.holds for check in read.checks if check.rule == "project_list"] == [True]


def test_a_list_that_falls_short_names_what_is_missing_and_contests_nothing() -> None:
    read = listing("300.00", "45.00")
    (finding,) = read.findings
    assert (finding.kind, finding.severity, finding.difference) == ("project_list", "missing", 50000)
    assert {f.proof for f in read.figures if f.id == finding.total} == {"proven"}


@pytest.mark.parametrize("amounts", [("10.00", "20.00"), ("150.00",)])
def test_a_few_projects_picked_out_are_no_list_of_all(amounts: tuple[str, ...]) -> None:
    read = listing(*amounts)
    assert [check for check in read.checks if check.rule == "project_list"] == []
