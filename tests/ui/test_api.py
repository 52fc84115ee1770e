"""The HTTP routes over a real store: the contract's JSON, and clear refusals of wrong requests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import openpyxl
import pytest
from fastapi.testclient import TestClient

from index import Library, load_settings
from ingest.disclosure import read_disclosure
from tests.ui.fakes import FakeEngine, write_budget
from ui.web.app import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("api")
    with Library.open(load_settings({"BUDGETQA_HOME": str(folder / "home")})) as library:
        library.save(read_disclosure(write_budget(folder, "预算.txt")), source="test")
        yield TestClient(create_app(library, FakeEngine(library)))  # type: ignore[arg-type]


def test_health_counts_the_documents(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "documents": 1}


def test_an_answer_comes_as_the_contract_has_it(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"id": "q1", "question": "执法办案是多少", "history": ["公安"]}).json()
    assert (answer["id"], answer["status"]) == ("q1", "answered")
    assert answer["citations"][0]["path"] == ["公共安全支出", "公安", "执法办案"]


@pytest.mark.parametrize(
    "body", [{}, {"question": ""}, {"question": "问", "history": "公安"}, {"question": "问", "langauge": "en"}, ["问"]]
)
def test_a_wrong_question_is_refused(client: TestClient, body: object) -> None:
    assert client.post("/api/ask", json=body).status_code == 422


def test_documents_and_figures_are_listed(client: TestClient) -> None:
    assert [d["document"] for d in client.get("/api/documents").json()] == ["预算.txt"]
    found = client.get("/api/figures", params={"label": "执法办案", "measure": "项目支出"}).json()
    assert [(f["amount"], f["text"]) for f in found] == [("1000000.00", "100.00")]
    codes = client.get("/api/figures", params={"code": "20402*"}).json()
    assert {f["code"] for f in codes} == {"20402", "2040201", "2040202", "2040220", "2040299"}
    assert len(client.get("/api/figures", params={"limit": 2, "offset": 1}).json()) == 2


def test_figures_come_a_page_at_a_time_in_the_order_asked_for_with_their_number(client: TestClient) -> None:
    asked = {"measure": "合计", "sort": "largest", "limit": 3}
    answer = client.get("/api/figures", params=asked)
    amounts = [Decimal(f["amount"]) for f in answer.json()]
    assert amounts == sorted(amounts, reverse=True)
    assert int(answer.headers["X-Total-Count"]) > len(amounts) == 3
    more = client.get("/api/figures", params={**asked, "offset": 3}).json()
    assert Decimal(more[0]["amount"]) <= amounts[-1]
    assert client.get("/api/figures", params={"sort": "amount; DROP TABLE figures"}).status_code == 422


def test_exports_hold_all_that_fits_in_the_same_order(client: TestClient) -> None:
    asked = {"measure": "合计", "sort": "smallest"}
    total = int(client.get("/api/figures", params=asked).headers["X-Total-Count"])
    text = client.get("/api/figures", params={**asked, "format": "csv"}).content.decode("utf-8-sig")
    listed = [Decimal(row["amount"]) for row in csv.DictReader(io.StringIO(text))]
    assert len(listed) == total
    assert listed == sorted(listed)
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/api/figures", params={**asked, "format": "xlsx"}).content), read_only=True
    )
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    column = rows[0].index("amount")
    assert [Decimal(str(row[column])) for row in rows[1:]] == listed


def test_an_impossible_filter_is_a_bad_request_with_its_reason(client: TestClient) -> None:
    answer = client.get("/api/figures", params={"code": ["204*", "205*"]})
    assert answer.status_code == 400
    assert "prefix" in answer.json()["error"]


def test_the_page_names_no_outside_address_to_load(client: TestClient) -> None:
    page = client.get("/").text
    assert "fonts.googleapis" not in page
    assert "fonts.gstatic" not in page
    assert '<script src="http' not in page


def test_the_audit_is_served_in_both_languages(client: TestClient) -> None:
    (document,) = client.get("/api/audit").json()["documents"]
    assert document["document"] == "预算.txt"
    assert document["checks"]["held"] > 0
    assert client.get("/api/audit", params={"document": "nothing"}).json() == {"documents": []}
    assert client.get("/api/audit", params={"language": "fr"}).status_code == 422
