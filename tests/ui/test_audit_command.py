"""`budgetqa audit`: exit statuses, and the report in each of its forms."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.ingest.audit.budgets import WHOLE
from ui import cli
from ui.audit_report import to_html, to_markdown, to_text

WRONG = WHOLE.replace("收入总计	350.00", "收入总计	370.00")
LINE = next(n for n, line in enumerate(WRONG.split("\n"), start=1) if line.startswith("收入总计"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGETQA_HOME", str(tmp_path / "home"))
    return tmp_path


def store(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert cli.main(["ingest", *(str(folder / f"{name}.txt") for name in texts)]) == 0


def test_status_0_where_all_holds_and_1_where_something_is_found(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store(home, good=WHOLE, wrong=WRONG)
    assert cli.main(["audit", "good.txt"]) == 0
    assert "every identity that can be tested holds" in capsys.readouterr().out
    assert cli.main(["audit", "wrong.txt"]) == 1
    out = capsys.readouterr().out
    assert f"[likely misprint] line {LINE}" in out
    assert "370.00 ≠ 350.00 万元" in out


def test_json_is_the_contracts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(home, wrong=WRONG)
    capsys.readouterr()
    assert cli.main(["audit", "--json"]) == 1
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert {"document", "checks", "proven_share", "findings"} <= document.keys()
    assert {"held", "failed", "not_testable"} <= document["checks"].keys()
    for finding in document["findings"]:
        assert {
            "kind", "severity", "page", "line", "message", "arithmetic", "explanation", "figures", "places"
        } <= finding.keys()  # fmt: skip


def test_an_empty_store_and_an_unknown_document_are_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit"]) == 1
    assert "the store is empty" in capsys.readouterr().err
    store(home, good=WHOLE)
    capsys.readouterr()
    assert cli.main(["audit", "goood.txt"]) == 1
    assert "did you mean good.txt?" in capsys.readouterr().err


def test_a_workbook_and_a_page_are_written(home: Path) -> None:
    store(home, wrong=WRONG)
    book, page = home / "a.xlsx", home / "a.html"
    assert cli.main(["audit", "--format", "xlsx", "--output", str(book)]) == 1
    assert cli.main(["audit", "--format", "html", "--lang", "zh", "--output", str(page)]) == 1
    import openpyxl

    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("document", "severity", "kind")
    assert "wrong.txt" in {row[0] for row in rows[1:]}
    assert "收入总计与支出总计不相等" in page.read_text(encoding="utf-8")


def report(message: str) -> dict[str, object]:
    finding = {
        "severity": "contradiction", "page": 3, "line": None, "message": message, "arithmetic": message,
        "explanation": message,
    }  # fmt: skip
    checks = {"held": 1, "failed": 1, "not_testable": 0, "not_testable_by_source": {"table": 0, "narrative": 0}}
    document = {"document": message, "checks": checks, "proven_share": 0.5, "findings": [finding], "confirmed": []}
    return {"documents": [document]}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_what_a_document_says_stays_text_in_every_form() -> None:
    evil = "<script>alert(1)</script> | *x* [a](http://b)\n# c\x1b[31m"
    tags = Tags()
    tags.feed(to_html(report(evil), "en"))
    assert not tags.seen & {"script", "a", "img"}
    assert "\n# c" not in to_markdown(report(evil), "en")
    assert "\\[a\\](" in to_markdown(report(evil), "en")
    assert "\x1b" not in to_text(report(evil), "en")


def test_arithmetic_that_the_message_already_says_is_not_repeated(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store(home, wrong=f"{WHOLE}\n第二部分 某市XX局2025年度预算表\n")
    capsys.readouterr()
    assert cli.main(["audit", "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["documents"][0]["findings"]
    assert finding["kind"] == "organization"
    assert cli.main(["audit"]) == 1
    assert capsys.readouterr().out.count("XX局") == 1
