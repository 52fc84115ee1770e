"""True and falsified sentences: what is said of a figure is true, what is falsified is not, and the verifier tells them apart."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.claims_command import judged, measure, read_sentences, statements, summary, to_text
from eval.statements import Author
from index import Library, load_settings
from ingest.claims import find_quantities
from ingest.disclosure import read_disclosure
from ingest.errors import ReadError, StoreError
from qa.holding import read_holding
from tests.qa.test_drafts import BUDGET_2025
from ui import cli


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("statements")
    for year, text in (
        (2025, BUDGET_2025),
        (2024, BUDGET_2025.replace("2024", "2023").replace("2025", "2024").replace("800.00", "600.00")),
    ):
        path = home / f"江州市档案局{year}年预算.txt"
        path.write_text(text, encoding="utf-8")
        with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as library:
            library.save(read_disclosure(path), str(path))
    return home


@pytest.fixture(scope="module")
def library(home: Path) -> Iterator[Library]:
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as opened:
        yield opened


def test_the_same_seed_writes_the_same_and_another_does_not(library: Library) -> None:
    texts = [[s.text for s in statements(library, [], 20, seed)] for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_a_falsified_sentence_differs_from_the_true_one_in_one_thing(library: Library) -> None:
    wrong = [s for s in statements(library, [], 60, 3) if s.fault]
    assert {s.fault for s in wrong} >= {"digit", "item", "unit", "year"}
    for s in wrong:
        assert s.text != s.right
        if s.fault in {"item", "direction"}:
            assert find_quantities(s.text)[-1].value == find_quantities(s.right)[-1].value
        if s.fault in {"digit", "unit"}:
            assert find_quantities(s.text)[-1].value != find_quantities(s.right)[-1].value


def test_a_number_is_never_falsified_into_one_that_holds(library: Library) -> None:
    author = Author(read_holding(library, library.documents()[0]), random.Random(5))
    for s in author.statements(40, true=False):
        if s.fault == "digit" and s.kind == "level":
            stated, right = find_quantities(s.text)[-1], find_quantities(s.right)[-1]
            assert not stated.admits(right.value) or stated.tolerance > right.tolerance


def test_the_verifier_catches_the_false_and_lets_the_true_pass(library: Library) -> None:
    told = summary(measure(library, [], 60, 1))
    assert told["caught"] >= 0.97 * told["falsified"] > 0
    assert told["accused"] <= 0.02 * told["true"]


def test_sentences_written_by_hand_are_checked(home: Path, library: Library, tmp_path: Path) -> None:
    document = library.documents()[0].name
    rows = [
        {"documents": [document], "language": "zh", "true": true, "text": f"住房公积金{amount}万元。"}
        for true, amount in ((True, "79.65"), (False, "76.95"))
    ]
    file = tmp_path / "s.jsonl"
    file.write_text("\n".join(json.dumps(r) for r in [*rows, {**rows[0], "documents": ["elsewhere.pdf"]}]), "utf-8")
    told = summary(judged(library, read_sentences(file, {document})))
    assert (told["true"], told["accused"], told["falsified"], told["caught"]) == (1, 0, 1, 1)
    with pytest.raises(StoreError, match="none of the documents"):
        read_sentences(file, set())
    file.write_text("{}", "utf-8")
    with pytest.raises(ReadError, match="line 1"):
        read_sentences(file, {document})


SHARED = Path(__file__).resolve().parents[3] / "shared" / "disclosures"
PRESS = Path(__file__).resolve().parents[2] / "eval" / "data" / "press_sentences.jsonl"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real disclosures of ../shared are not there")
def test_a_press_officers_sentences_are_told_apart(tmp_path: Path) -> None:
    name = "shanghai_audit_2026_budget.pdf"
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        library.save(read_disclosure(SHARED / name), name)
        told = summary(judged(library, read_sentences(PRESS, {name})))
    assert (told["true"], told["falsified"], told["caught"]) == (10, 10, 10)
    assert told["accused"] == 0


def test_the_command_reports(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from eval import command
    from ui.cli import Parser

    monkeypatch.setenv("BUDGETQA_HOME", str(home))
    parser = Parser()
    command.add_command(parser.add_subparsers())  # type: ignore[arg-type]
    arguments = parser.parse_args(["eval", "claims", "--count", "10", "--json"])
    assert arguments.run(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["falsified"] == report["true"] == 10
    assert cli is not None and "falsified sentences caught" in to_text([], 0.0, verbose=False)
