"""The measurements of speed measure what they say; how fast anything is is not tested."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from eval.bench_command import add_command
from index.store import Store
from ingest.errors import UsageError
from tests.index.builders import disclosure


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers())
    arguments = parser.parse_args(["bench", *words])
    status: int = arguments.run(arguments)
    return status


def test_a_filled_store_is_listed_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    assert run("figures", "--figures", "500", "--database", url, "--json") == 0
    found = {row["asked"]: row["found"] for row in json.loads(capsys.readouterr().out)}
    assert found["count all"] == found["read all one by one"] >= 500
    assert found["first page, largest"] == 50
    assert found["count, in the name, nowhere"] == 0
    # What was filled once is measured again, not filled again.
    assert run("figures", "--figures", "9000", "--database", url) == 0
    with pytest.raises(SystemExit):
        run("figures", "--figures", "many")


def test_a_database_of_ones_own_is_not_filled(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/own.db"
    store = Store(url)
    store.save(disclosure(), source="a")
    store.close()
    with pytest.raises(UsageError, match="empty one"):
        run("figures", "--database", url)
