"""The fuzz run in small, and that its checks see what they are there to see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.fuzz.hostile import hostile_files
from eval.fuzz.run import make_input, reason_complaints, stored_complaints
from eval.fuzz.seeds import Seed, folder_seeds, own_seeds
from index import Library
from index.loading import Loaded, load
from ingest.errors import BudgetQAError
from ingest.files import file_at
from tests.index.builders import settings
from tests.ui.fakes import write_budget
from ui import cli

COUNT, SEED = "60", "131"
"""A run without the inputs that take long; `budgetqa eval fuzz` has those too."""


def test_damaged_and_hostile_files_break_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGETQA_HOME", str(tmp_path / "home"))
    status = cli.main(["eval", "fuzz", "--count", COUNT, "--seed", SEED, "--workers", "2", "--json"])
    report = json.loads(capsys.readouterr().out)
    broken = [result for result in report["results"] if result["complaints"]]
    assert broken == []
    assert status == 0
    assert {result["status"] for result in report["results"]} >= {"stored", "replaced", "refused"}
    assert not (tmp_path / "home").exists()


def test_the_same_number_gives_the_same_input_and_another_another() -> None:
    seeds = own_seeds()
    assert {seed.kind for seed in seeds} == {"text", "zip", "pdf", "ole"}
    inputs = [make_input(seeds, number, 7) for number in range(1, 30)]
    assert inputs == [make_input(seeds, number, 7) for number in range(1, 30)]
    assert len({data for _, data in inputs}) > 25
    assert make_input(seeds, 3, 8) != make_input(seeds, 3, 7)


def test_every_hostile_file_comes_up_in_a_thousand_inputs() -> None:
    assert len(hostile_files()) * 8 <= 1000


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("a.pdf: the PDF is cut off; download it again", ""),
        ("b.pdf: the PDF is cut off; download it again", "file's name"),
        ("a.pdf: bad\n; download it again", "one printable line"),
        ("a.pdf: bad \x1b[31m; download it again", "one printable line"),
        ("a.pdf: broken", "what to do"),
        (f"a.pdf: {'x' * 700}; download it again", "characters long"),
    ],
)
def test_a_reason_must_be_one_line_with_the_name_and_the_way_out(reason: str, says: str) -> None:
    found = reason_complaints(reason, "a.pdf")
    assert [says in complaint for complaint in found] == [True] * bool(says)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[tuple[Library, Loaded]]:
    with Library.open(settings(tmp_path / "home")) as library:
        [loaded] = load(library, [file_at(write_budget(tmp_path))])
        yield library, loaded


def test_a_document_stored_whole_is_fine_and_half_of_it_is_not(stored: tuple[Library, Loaded]) -> None:
    library, loaded = stored
    held: dict[str, str] = {}
    assert stored_complaints(library, loaded, held) == []
    read = loaded.disclosure
    assert read is not None
    more = replace(loaded, disclosure=replace(read, figures=(*read.figures, read.figures[0])))
    assert len(stored_complaints(library, more, held)) == 2  # half stored, and ids that are not unique


def test_a_refusal_that_loses_the_earlier_version_is_seen(stored: tuple[Library, Loaded]) -> None:
    library, loaded = stored
    held: dict[str, str] = {}
    stored_complaints(library, loaded, held)
    refused = replace(loaded, status="refused", record=None, disclosure=None, reason="a: b; c")
    assert stored_complaints(library, refused, held) == []
    library.remove(loaded.file.name)
    assert stored_complaints(library, refused, held) == ["a refused file changed what was there before"]


def test_a_corpus_gives_its_files_unless_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    assert folder_seeds(tmp_path) == [Seed("a.txt", b"1")]
    (tmp_path / "a.txt").unlink()
    with pytest.raises(BudgetQAError, match="no file"):
        folder_seeds(tmp_path)
