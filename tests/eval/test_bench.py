"""The measurements of speed measure what they say; how fast anything is is not tested."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from eval.bench_command import add_command
from eval.bench_web import press, questions_of
from index import Library, load_settings
from index.store import Store
from ingest.disclosure import read_disclosure
from ingest.errors import UsageError
from tests.index.builders import disclosure
from tests.ui.browsing import serving
from tests.ui.fakes import FakeEngine, write_budget
from ui.web.app import create_app


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


def test_people_ask_a_server_both_ways_and_every_answer_is_counted(tmp_path: Path) -> None:
    library = Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path / "home")}))
    library.save(read_disclosure(write_budget(tmp_path)), source="test")
    app = create_app(library, FakeEngine(library))  # type: ignore[arg-type]
    try:
        with serving(app) as address:
            for way in ("api", "chat"):
                load = press(address, way, ["执法办案是多少？"], people=2, seconds=1, pause=0)
                assert load.errors == []
                assert len(load.seconds) >= 2
                assert load.summary()["answers"] == len(load.seconds)
            missing = press(f"{address}/nothing", "api", ["执法办案是多少？"], people=1, seconds=0.2, pause=0)
            assert missing.errors
    finally:
        app.state.intake.close()
        library.close()


def test_questions_are_about_what_the_store_holds(tmp_path: Path) -> None:
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path / "home")})) as library:
        assert questions_of(library, 5) == []
        library.save(disclosure(), source="a")
        found = questions_of(library, 5)
    assert len(found) == 5
    assert all(question.startswith("某市刑警支队2024年") for question in found)
