"""The audit in words: what is wrong, both sides as printed, what held, what nothing tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Library, load_settings
from qa.audit import audit, findings_in
from tests.ingest.audit.budgets import WHOLE, changed
from tests.ingest.tables import disclosure


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as opened:
        yield opened


def only(report: dict[str, Any]) -> dict[str, Any]:
    (document,) = report["documents"]
    return dict(document)


def test_a_sound_document_is_told_with_what_held(library: Library) -> None:
    library.save(disclosure(WHOLE), source="/a.txt")
    report = audit(library)
    assert findings_in(report) == 0
    document = only(report)
    assert document["checks"]["held"] > 50
    assert document["checks"]["failed"] == 0
    assert document["proven_share"] == 1.0


def test_a_finding_says_both_sides_as_printed_and_where(library: Library) -> None:
    # The whole economic table is a different sum: it balances in itself, only the other tables contradict it.
    text = WHOLE
    for old, new in (("1,500,000.00", "1,610,000.00"), ("1,200,000.00", "1,310,000.00")):
        text = text.replace(old, new)
    library.save(disclosure(text), source="/a.txt")
    (finding,) = only(audit(library))["findings"]
    assert (finding["kind"], finding["severity"]) == ("table_vs_table", "contradiction")
    assert finding["arithmetic"] == "150.00 万元 ≠ 1,610,000.00 元"
    assert finding["message"].endswith("the difference is 11 万元.")
    assert "相差11 万元" in only(audit(library, language="zh"))["findings"][0]["message"]
    totals = [n for n, line in enumerate(text.split("\n"), start=1) if line.startswith("合计")]
    assert {totals[0], totals[-1]} == {place["line"] for place in finding["places"]}


def test_findings_stand_most_serious_first(library: Library) -> None:
    read = changed(
        ("合计		1,500,000.00	1,200,000.00	300,000.00", "合计		1,500,000.00	1,200,000.00	"),
        ("收入总计	350.00", "收入总计	370.00"),
    )
    library.save(read, source="/a.txt")
    order = [f["severity"] for f in only(audit(library))["findings"]]
    assert order == sorted(order, key=["contradiction", "misprint", "missing", "rounding"].index)


def test_what_nothing_tests_is_counted_by_source(library: Library) -> None:
    library.save(disclosure(f"{WHOLE}\n一、说明\n会议费77.00万元。\n"), source="/a.txt")
    checks = only(audit(library))["checks"]
    assert checks["not_testable_by_source"]["narrative"] == 1
    assert checks["not_testable"] == sum(checks["not_testable_by_source"].values())


def test_only_the_documents_asked_for(library: Library) -> None:
    library.save(disclosure(WHOLE, "a.txt"), source="/a.txt")
    library.save(disclosure(WHOLE.replace("2025年", "2024年"), "b.txt"), source="/b.txt")
    assert [d["document"] for d in audit(library, ["b.txt"])["documents"]] == ["b.txt"]
    assert len(audit(library)["documents"]) == 2


@pytest.mark.parametrize(
    ("sentence", "kind", "arithmetic"),
    [
        ("会议费12.00万元，比上年增加2.00万元，增长25%。", "growth", "2.00 万元 ÷ (12.00 万元 − 2.00 万元) = 20.00% ≠ 增长25%"),
        ("会议费8.00万元，比上年减少2.00万元，下降25%。", "growth", "−2.00 万元 ÷ (8.00 万元 + 2.00 万元) = -20.00% ≠ 下降25%"),
        ("会议费5.00万元，比上年增加5.00万元，增长100%。", "zero_base", "5.00 万元 − 5.00 万元 = 0"),
        ("会议费年初预算为20.00万元，支出决算为15.00万元，完成年初预算的85%。", "completion", "15.00 万元 ÷ 20.00 万元 = 75.00% ≠ 完成年初预算的85%"),
        ("会议费年初预算为20.00万元，支出决算为15.00万元。决算数大于预算数。", "direction", "15.00 万元 < 20.00 万元"),
    ],
)  # fmt: skip
def test_a_finding_about_words_names_its_item_and_works_it_out(
    library: Library, sentence: str, kind: str, arithmetic: str
) -> None:
    library.save(disclosure(f"{WHOLE}\n一、说明\n{sentence}\n"), source="/a.txt")
    for language in ("zh", "en"):
        (finding,) = only(audit(library, language=language))["findings"]
        assert (finding["kind"], finding["arithmetic"]) == (kind, arithmetic)
        assert "会议费" in finding["message"]


@pytest.mark.parametrize("ocr", [True, False])
def test_a_finding_in_recognised_numbers_says_that_they_may_be_misread(library: Library, ocr: bool) -> None:
    read = changed(("收入总计	350.00", "收入总计	370.00"))
    library.save(replace(read, figures=tuple(replace(f, ocr=ocr) for f in read.figures)), source="/a.txt")
    for finding in only(audit(library))["findings"]:
        assert ("recognised from a scan" in (finding["explanation"] or "")) is ocr
