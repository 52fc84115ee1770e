"""`budgetqa check-draft` and `POST /api/check-draft`: exit statuses, every form of the report, files and standard input."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, load_settings
from ingest.disclosure import read_disclosure
from qa.drafts import check_draft
from tests.ui.fakes import write_budget
from ui import cli, draft_report

GOOD = "# 测试局2024年预算\n\n公共安全支出7,837.79万元，占支出总计的78.9%。\n"
BAD = GOOD + "住房保障支出610.94万元。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts")
    with Library.open(load_settings({"BUDGETQA_HOME": str(folder / "home")})) as library:
        library.save(read_disclosure(write_budget(folder, "预算.txt")), "test")
    return folder


@pytest.fixture(autouse=True)
def store(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETQA_HOME", str(home / "home"))


def written(folder: Path, text: str, name: str = "draft.md") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_status_0_where_all_is_right_and_1_where_a_number_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check-draft", written(tmp_path, GOOD)]) == 0
    assert "不符" not in capsys.readouterr().out
    assert cli.main(["check-draft", written(tmp_path, BAD)]) == 1
    assert "610.94万元: 不符，应为601.94万元" in capsys.readouterr().out


def test_json_is_the_contracts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check-draft", written(tmp_path, BAD), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["summary"] == {"supported": 1, "derived": 1, "contradicted": 1, "unsupported": 0}
    last = report["claims"][-1]
    assert BAD[last["start"] : last["end"]] == last["text"] == "610.94万元"
    assert report["citations"][last["citations"][0] - 1]["path"] == ["住房保障支出"]


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(BAD.encode())

    monkeypatch.setattr("sys.stdin", Input)
    assert cli.main(["check-draft", "-"]) == 1
    assert "610.94万元" in capsys.readouterr().out


def test_a_word_file_with_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    document = docx.Document()
    document.add_heading("测试局2024年预算", level=1)
    document.add_paragraph("公共安全支出7,837.79万元。")
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate([("项目", "2024年预算（万元）"), ("住房公积金", "601.94"), ("执法办案", "1,000.00")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(str(tmp_path / "draft.docx"))
    assert cli.main(["check-draft", str(tmp_path / "draft.docx"), "--json"]) == 1
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert [(c["text"], c["status"], c["expected"]) for c in claims] == [
        ("7,837.79万元", "supported", None),
        ("601.94", "supported", None),
        ("1,000.00", "contradicted", "100.00万元"),
    ]


def test_a_page_and_a_markdown_file_mark_every_number(tmp_path: Path) -> None:
    page, text = tmp_path / "a.html", tmp_path / "a.md"
    draft = written(tmp_path, BAD)
    assert cli.main(["check-draft", draft, "--format", "html", "--output", str(page)]) == 1
    assert cli.main(["check-draft", draft, "--format", "md", "--output", str(text)]) == 1
    assert page.read_text(encoding="utf-8").count("<mark class=") == 3
    assert "**610.94万元** ✗[3]" in text.read_text(encoding="utf-8")


def test_markup_in_a_draft_comes_out_as_text(home: Path) -> None:
    text = "<script>alert(1)</script>住房保障支出601.94万元。<img src=x onerror=alert(1)>登月<b>费</b>5万元。"
    with Library.open(load_settings({"BUDGETQA_HOME": str(home / "home")})) as library:
        report = check_draft(library, text).to_json()
    page = draft_report.to_html(report, text, "zh")
    assert "<script" not in page and "<img" not in page and "<b>费" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [(["no-such-file.md"], "cannot read the draft"), (["--document", "nope.pdf", "{draft}"], "no document nope.pdf")],
)
def test_wrong_calls_are_one_line(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.replace("{draft}", written(tmp_path, GOOD)) for word in words]
    assert cli.main(["check-draft", *words]) in {1, 2}
    assert told in capsys.readouterr().err


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[object]:
    from fastapi.testclient import TestClient

    from qa.engine import Engine
    from ui.web.app import create_app

    with Library.open(load_settings({"BUDGETQA_HOME": str(home / "home")})) as library:
        yield TestClient(create_app(library, Engine(library)))


def test_the_route_gives_the_same(client: object) -> None:
    report = client.post("/api/check-draft", json={"text": BAD, "year": 2024}).json()  # type: ignore[attr-defined]
    assert report["summary"]["contradicted"] == 1
    assert client.post("/api/check-draft", json={"text": ""}).status_code == 422  # type: ignore[attr-defined]
    assert client.post("/api/check-draft", json={"text": "x", "yaer": 1}).status_code == 422  # type: ignore[attr-defined]
