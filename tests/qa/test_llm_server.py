"""The real clients of llama-index, OpenAI-compatible and Ollama's, against a small server on this machine that speaks both protocols."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eval.fakes import BEHAVIOURS
from index.library import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine
from qa.llm import engine_for
from tests.qa.test_drafts import BUDGET_2025

pytest.importorskip(
    "llama_index.llms.openai_like", reason="the extra llm is not installed: pip install 'budgetqa[llm]'"
)
pytest.importorskip(
    "llama_index.llms.ollama", reason="the extra ollama is not installed: pip install 'budgetqa[ollama]'"
)
QUESTION = "住房公积金预算多少"


class Handler(BaseHTTPRequestHandler):
    """Chats by one of the fakes, named by the model, as OpenAI's servers and Ollama's tell them; `malformed`, `failing` and `silent`
    break the protocol."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["model"]
        if name == "silent":
            time.sleep(3)
        text = BEHAVIOURS.get(name, BEHAVIOURS["echo"])(asked["messages"][-1]["content"])
        message = {"role": "assistant", "content": text}
        if self.path == "/api/chat":
            reply = {"model": name, "created_at": "2026-01-01T00:00:00Z", "message": message, "done": True}
        else:
            reply = {"id": "1", "object": "chat.completion", "created": 1, "model": name}
            reply |= {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
        body = b"<html>no json" if name == "malformed" else json.dumps(reply).encode()
        self.send_response(500 if name == "failing" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        with suppress(ConnectionError):  # who waited too long is gone
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("server")
    path = home / "江州市档案局2025年预算.txt"
    path.write_text(BUDGET_2025, encoding="utf-8")
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as opened:
        opened.save(read_disclosure(path), str(path))
        yield opened


@pytest.mark.parametrize("url", ["http://{}/v1", "ollama://{}"])
@pytest.mark.parametrize(
    ("name", "used"), [("echo", True), ("liar", False), ("malformed", False), ("failing", False), ("silent", False)]
)
def test_the_right_figure_comes_whatever_the_server_does(
    library: Library, address: str, url: str, name: str, used: bool
) -> None:
    settings = replace(
        library.settings,
        llm_base_url=url.format(address),
        llm_model=name,
        llm_timeout=1.0 if name == "silent" else 10.0,
    )
    answer = engine_for(library, settings).ask(QUESTION)
    assert answer["llm"]["used"] is used, answer["llm"]
    assert answer["answer"] == Engine(library).ask(QUESTION)["answer"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "ollama://127.0.0.1:9"])
def test_no_server_at_all(library: Library, url: str) -> None:
    settings = replace(library.settings, llm_base_url=url, llm_model="x")
    answer = engine_for(library, settings).ask(QUESTION)
    assert answer["status"] == "answered" and not answer["llm"]["used"] and "failed" in answer["llm"]["reason"]
