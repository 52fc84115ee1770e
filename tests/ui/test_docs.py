"""The pages that describe the interface and the settings name all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index import Library, load_settings
from index.settings import _NAMES, PREFIX
from tests.ui.fakes import FakeEngine
from ui.cli import COMMANDS
from ui.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
API = (ROOT / "docs/api.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_route_and_parameter_is_described_and_no_other(tmp_path: Path) -> None:
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        paths = TestClient(create_app(library, FakeEngine(library))).get("/openapi.json").json()["paths"]  # type: ignore[arg-type]
    described = dict(re.findall(r"^\| `((?:GET|POST|DELETE) /[^`]*)` \|([^|]*)\|", API, flags=re.MULTILINE))
    real = {f"{method.upper()} {path}": route for path, methods in paths.items() for method, route in methods.items()}
    assert set(described) == set(real)
    for name, route in real.items():
        missing = [
            p["name"]
            for p in route.get("parameters", ())
            if p["in"] == "query" and f"`{p['name']}`" not in described[name]
        ]
        assert missing == [], name


@pytest.mark.parametrize("name", _NAMES)
def test_every_setting_is_described(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in API


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`budgetqa {name}\b", README)
