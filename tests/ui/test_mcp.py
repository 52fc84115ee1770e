"""The tools for assistants, through the official client: listed, called, and honest about errors."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from index import Library, load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine
from tests.ui.fakes import write_budget
from ui.mcp_server import create_server, double_counting

NAME = "测试局2024年预算.txt"
T = TypeVar("T")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("mcp")
    with Library.open(load_settings({"BUDGETQA_HOME": str(folder / "home")})) as opened:
        opened.save(read_disclosure(write_budget(folder)), source="test")
        yield opened


def talk(library: Library, what: Callable[[Client], Awaitable[T]]) -> T:
    async def run() -> T:
        async with Client(create_server(library, Engine(library))) as client:
            return await what(client)

    return asyncio.run(run())


def call(library: Library, tool: str, **arguments: Any) -> dict[str, Any]:
    result = talk(library, lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def test_every_tool_is_listed_with_what_it_takes(library: Library) -> None:
    tools = talk(library, lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {"ask", "figures", "audit", "check_draft", "documents"}
    assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in tools)
    (asked,) = (tool for tool in tools if tool.name == "ask")
    assert asked.input_schema["required"] == ["question"]


def test_a_question_is_answered_with_its_citation(library: Library) -> None:
    answer = call(library, "ask", question="执法办案是多少？")
    assert answer["status"] == "answered"
    assert answer["figures"][0]["value"] == "1000000.00"
    assert f"[1] {NAME}" in answer["plain"]


def test_figures_come_in_pages_and_warn_of_counting_twice(library: Library) -> None:
    both = call(library, "figures", code="204*", measure="合计")
    assert both["total"] == len(both["figures"]) > 3
    assert "twice" in both["warning"]
    few = call(library, "figures", code="2040220", limit=1)
    assert (len(few["figures"]), few["total"] > 1, few["warning"]) == (1, True, None)


def test_no_warning_where_nothing_is_counted_twice(library: Library) -> None:
    leaves = [f for f in library.figures() if len(f.code or "") == 7 and f.measure == "合计"]
    assert double_counting(leaves) is None
    parent = replace(leaves[0], id="x", path=leaves[0].path[:-1])
    assert double_counting([*leaves, parent]) is not None


def test_a_draft_is_checked(library: Library) -> None:
    report = call(library, "check_draft", text="2024年，执法办案安排100.00万元，住房公积金700万元。")
    assert [claim["status"] for claim in report["claims"]] == ["supported", "contradicted"]
    assert report["claims"][1]["expected"] == "602万元"


def test_documents_and_audit_are_listed(library: Library) -> None:
    assert [d["document"] for d in call(library, "documents")["documents"]] == [NAME]
    assert call(library, "audit", documents=[NAME])["documents"][0]["checks"]["held"] > 0


@pytest.mark.parametrize(
    ("tool", "arguments", "why"),
    [
        ("ask", {"question": "公安", "documents": ["无.txt"]}, "无.txt"),
        ("audit", {"documents": ["无.txt"]}, "无.txt"),
        ("figures", {"proof": "certain"}, "proof"),
        ("ask", {}, "question"),
    ],
)
def test_a_wrong_call_is_told_why(library: Library, tool: str, arguments: dict[str, Any], why: str) -> None:
    result = talk(library, lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    assert why in str(result.content)


def test_the_command_serves_on_standard_input_and_output(library: Library, tmp_path: Path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "ui.cli", "mcp"],
        env={**os.environ, "BUDGETQA_HOME": str(library.settings.home)},
    )  # fmt: skip

    async def run() -> list[Any]:
        async with Client(stdio_client(parameters)) as client:
            result = await client.call_tool("documents", {})
            return list((result.structured_content or {})["documents"])

    assert [d["document"] for d in asyncio.run(run())] == [NAME]
