"""A library with the shipped sample disclosure in it, made once a session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine

SAMPLE = Path(__file__).resolve().parents[2] / "ui" / "samples" / "criminal_police_2024_sample.txt"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("home")
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as opened:
        opened.save(read_disclosure(SAMPLE), str(SAMPLE))
        yield opened


@pytest.fixture(scope="session")
def engine(library: Library) -> Engine:
    return Engine(library)
