"""What the pages say where something is missing: documents, a model, the thing an address names. Each says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from index import Library, load_settings
from tests.ui.fakes import FakeEngine, FakeLibrary, budget
from ui.commands.serve import model_trouble
from ui.web.app import create_app
from ui.web.chat import Chat
from ui.web.text import words


@pytest.fixture()
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The pages over a store that holds nothing."""
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path / "home")})) as library:
        app = create_app(library, FakeEngine(library))  # type: ignore[arg-type]
        yield TestClient(app)
        app.state.intake.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["draft", "audit", "figures", "charts"])
def test_a_page_over_an_empty_store_leads_to_where_documents_are_added(
    empty: TestClient, path: str, language: str
) -> None:
    answer = empty.get(f"/{path}?lang={language}")
    main = BeautifulSoup(answer.text, "html.parser").find("main")
    assert answer.status_code == 200
    assert main is not None
    assert words("en" if language == "en" else "zh")["empty_store"] in main.get_text()
    assert [link["href"] for link in main.find_all("a")] == ["documents"]
    # Nothing to fill in that could not find anything.
    assert main.find("form") is None


@pytest.mark.parametrize(
    ("address", "way"),
    [(f"figure?{urlencode({'id': '不在'})}", "figures"), (f"audit?{urlencode({'document': '不在'})}", "audit")],
)
def test_what_is_gone_leads_to_what_there_is(empty: TestClient, address: str, way: str) -> None:
    answer = empty.get(f"/{address}")
    main = BeautifulSoup(answer.text, "html.parser").find("main")
    assert answer.status_code == 404
    assert main is not None
    assert [link["href"] for link in main.find_all("a")] == [way]


def test_a_model_that_is_not_there_is_told_and_stops_nobody(tmp_path: Path) -> None:
    at = {"BUDGETQA_HOME": str(tmp_path / "home")}
    with Library.open(load_settings(at)) as library:
        library.save(budget(tmp_path), source="test")
        assert model_trouble(library) == ""
    with Library.open(load_settings({**at, "BUDGETQA_EMBEDDING_MODEL": str(tmp_path / "no-model")})) as library:
        trouble = model_trouble(library)
        assert "no-model" in trouble
        page = Chat(library, FakeEngine(library), "zh", trouble=trouble)  # type: ignore[arg-type]
        shown = BeautifulSoup(page.transcript([], "zh"), "html.parser")
        told = shown.find(role="alert")
        assert told is not None
        assert "BUDGETQA_EMBEDDING_MODEL" in told.get_text()
        assert "向量模型" in told.get_text()
        # Questions to begin with are there all the same.
        assert shown.find("button", class_="ask") is not None


def test_without_trouble_nothing_is_told(tmp_path: Path) -> None:
    library = FakeLibrary(budget(tmp_path))
    page = Chat(library, FakeEngine(library), "zh")  # type: ignore[arg-type]
    assert BeautifulSoup(page.transcript([], "zh"), "html.parser").find(role="alert") is None
