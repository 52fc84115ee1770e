"""Every route of the HTTP interface under requests made up from its own description: refused or answered, never broken. Run by
`test_schema.py`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from index import Library, load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine
from tests.ui.fakes import write_budget
from ui.web.app import create_app
from ui.web.guard import Rules

_FOLDER = Path(tempfile.mkdtemp(prefix="budgetqa-schema-"))
_LIBRARY = Library.open(load_settings({"BUDGETQA_HOME": str(_FOLDER / "home")}))
_LIBRARY.save(read_disclosure(write_budget(_FOLDER)), source=str(_FOLDER / "none"))
_APP = create_app(_LIBRARY, Engine(_LIBRARY), rules=Rules(rate_limit=1_000_000))
_SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", _APP)


@_SCHEMA.parametrize()
@settings(
    max_examples=int(os.environ.get("SCHEMA_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_a_route(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[not_a_server_error])


def test_the_description_names_every_route_of_the_contract() -> None:
    paths = TestClient(_APP).get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/figures", "/api/documents", "/api/ingest", "/api/audit", "/health"} <= set(paths)


@pytest.mark.parametrize("path", ["/docs", "/docs-assets/swagger-ui-bundle.js", "/docs-assets/swagger-ui.css"])
def test_the_documentation_brings_its_own_scripts(path: str) -> None:
    answer = TestClient(_APP).get(path)
    assert answer.status_code == 200
    if path == "/docs":
        assert "cdn." not in answer.text
        assert 'src="http' not in answer.text
