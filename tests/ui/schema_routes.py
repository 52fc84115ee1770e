"""Every route of the HTTP interface under requests made up from its own description: refused or answered, never broken. Run by
`test_schema.py`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from index import Library, load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine
from tests.ui.fakes import write_budget
from ui.web import drafts, pages
from ui.web.access import Access
from ui.web.app import create_app
from ui.web.guard import Rules
from ui.web.shell import PAGES

_FOLDER = Path(tempfile.mkdtemp(prefix="budgetqa-schema-"))
_LIBRARY = Library.open(load_settings({"BUDGETQA_HOME": str(_FOLDER / "home")}))
_LIBRARY.save(read_disclosure(write_budget(_FOLDER)), source=str(_FOLDER / "none"))
_APP = create_app(_LIBRARY, Engine(_LIBRARY), rules=Rules(rate_limit=1_000_000))
_SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", _APP)
_OFTEN = settings(
    max_examples=int(os.environ.get("SCHEMA_EXAMPLES", "20")), deadline=None, suppress_health_check=list(HealthCheck)
)


def _pages() -> FastAPI:
    """The pages of the web app, which the description for programs leaves out, described all the same."""
    shown = FastAPI()
    for router in (
        pages.routes(_LIBRARY, Access(), "auto", 100),
        drafts.routes(_LIBRARY, Engine(_LIBRARY), "auto"),
    ):
        for route in (router, *router.routes):
            route.include_in_schema = True  # type: ignore[attr-defined]
        shown.include_router(router)
    return shown


_PAGES = _pages()


@_SCHEMA.parametrize()
@_OFTEN
def test_no_request_breaks_a_route(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[not_a_server_error])


@schemathesis.openapi.from_asgi("/openapi.json", _PAGES).parametrize()
@_OFTEN
def test_no_request_breaks_a_page(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[not_a_server_error])


def test_every_page_is_asked_for() -> None:
    paths = TestClient(_PAGES).get("/openapi.json").json()["paths"]
    assert {f"/{name}" for name in PAGES if name != "ask"} | {"/figure", "/draft-explain", "/draft-report"} <= set(
        paths
    )


def test_the_description_names_every_route_of_the_contract() -> None:
    paths = TestClient(_APP).get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/ask", "/api/figures", "/api/documents", "/api/documents/again", "/api/ingest", "/api/ingest/{job}",
        "/api/check-draft", "/api/audit", "/api/page", "/health",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/docs", "/docs-assets/swagger-ui-bundle.js", "/docs-assets/swagger-ui.css"])
def test_the_documentation_brings_its_own_scripts(path: str) -> None:
    answer = TestClient(_APP).get(path)
    assert answer.status_code == 200
    if path == "/docs":
        assert "cdn." not in answer.text
        assert 'src="http' not in answer.text
