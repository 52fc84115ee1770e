"""`budgetqa eval` over the shipped sample, asked of the real engine, and the shipped question set checked by hand rules."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.answers_command import ask_all
from eval.questions import choose, needed_documents, read_questions
from ingest.errors import ReadError, UsageError
from ui import cli

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "ui" / "samples"
SAMPLE = SAMPLES / "criminal_police_2024_sample.txt"
QUESTIONS = ROOT / "eval" / "data" / "sample_questions.jsonl"
LINES = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
TYPES = {
    "lookup", "code_lookup", "list", "sum", "difference", "share", "growth", "rank", "unit", "indicator", "blank",
    "follow_up", "unanswerable", "false_premise",
}  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own store: `eval --documents` must never make one."""
    folder = tmp_path / "home"
    monkeypatch.setenv("BUDGETQA_HOME", str(folder))
    return folder


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, str, str]:
    status = cli.main(["eval", *map(str, argv)])
    out, err = capsys.readouterr()
    return status, out, err


def write(folder: Path, *lines: dict[str, Any] | str) -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def line(identifier: str, question: str, expect: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": identifier, "documents": [SAMPLE.name], "context_documents": [], "history": [], "language": "zh",
        "type": "lookup", "question": question, "expect": expect, **more,
    }  # fmt: skip


OFFICE = {"status": "answered", "values": [{"value": "696300.00", "unit": "CNY"}], "lines": [95]}
RIGHT = line("right", "办公费是多少", OFFICE)
REFUSED = line("refused", "无人机采购花了多少钱", OFFICE, type="share", language="en")
WRONG = line("wrong", "办公费多少钱", {"status": "refused"}, type="false_premise")


# -- the shipped question set -----------------------------------------------------------------------------------------


def test_the_shipped_set_asks_forty_questions_of_every_type_in_both_languages() -> None:
    assert len(LINES) == len({(item["question"], *item["history"]) for item in LINES}) == 40
    assert {item["type"] for item in LINES} == TYPES
    assert min(Counter(item["language"] for item in LINES).values()) >= 12
    assert [question.id for question in read_questions(QUESTIONS)] == [item["id"] for item in LINES]


@pytest.mark.parametrize("item", LINES, ids=lambda item: str(item["id"]))
def test_an_expected_value_follows_from_the_printed_cells(item: dict[str, Any]) -> None:
    """The evidence is printed in that very cell, and the derivation over it gives the value."""
    printed = SAMPLE.read_text(encoding="utf-8").split("\n")
    for piece in item["evidence"]:
        cells = printed[piece["line"] - 1].split("\t")
        assert cells[piece["cell"]] == piece["text"]
        # The name stands in the row; where a row has none, in the header above it.
        around = "".join(printed[piece["line"] - 4 : piece["line"]])
        assert re.sub(r"\s", "", piece["row"]) in re.sub(r"\s", "", around)
        assert piece["line"] in item["expect"]["lines"]
    steps = item["derivation"].split(";") if item["derivation"] else []
    assert len(steps) == len(item["expect"]["values"])
    numbers = {piece["text"].replace(",", "") for piece in item["evidence"]} | {"100", "10000"}
    for step, value in zip(steps, item["expect"]["values"], strict=True):
        assert set(re.findall(r"\d+(?:\.\d+)?", step)) <= numbers
        assert worked_out(step).quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(value["value"])


def worked_out(step: str) -> Decimal:
    """A derivation's value in exact decimals: sums and differences in brackets, then × and ÷ from the left."""

    def number(match: re.Match[str]) -> str:
        terms = re.findall(r"[+-]?\d+(?:\.\d+)?", match.group(1))
        return str(sum(map(Decimal, terms), Decimal(0)))

    flat = re.sub(r"\(([^()]*)\)", number, step)
    first, *rest = re.findall(r"[*/]?\d+(?:\.\d+)?", flat)
    value = Decimal(first)
    for part in rest:
        value = value * Decimal(part[1:]) if part[0] == "*" else value / Decimal(part[1:])
    return value


def test_derivations_are_worked_out_exactly() -> None:
    assert worked_out("(40.00+69.63+93.41)*10000") == Decimal(2030400)
    assert worked_out("(280.45-100.00)*10000") == Decimal(1804500)
    assert worked_out("100.00/7837.79*100").quantize(Decimal("0.01")) == Decimal("1.28")
    assert worked_out("3") == Decimal(3)


def test_the_engine_answers_the_shipped_set_without_one_wrong_or_loose_number(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    """What it can't answer it refuses. The floor is a guard against falling back, not the aim."""
    status, out, err = run(capsys, QUESTIONS, "--documents", SAMPLES, "--json", "--fail-under", "80")
    report = json.loads(out)
    missed = {r["id"]: r["reason"] for r in report["results"] if r["outcome"] != "right"}
    assert status == 0, missed
    whole = report["summary"]
    assert (whole["asked"], whole["wrong_figures"], whole["unverified"], whole["errors"]) == (40, 0, 0, 0), missed
    assert whole["right"] + whole["wrong"] + whole["refused"] == 40
    assert whole["citations"]["cited"] == whole["citations"]["judged"] > 20
    assert err == ""
    assert not home.exists()


# -- the command ------------------------------------------------------------------------------------------------------


def test_every_question_is_scored_by_type_language_and_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, _ = run(capsys, write(tmp_path, RIGHT, REFUSED, WRONG), "--documents", SAMPLES, "--json")
    report = json.loads(out)
    assert status == 0
    assert {r["id"]: r["outcome"] for r in report["results"]} == {
        "right": "right", "refused": "refused", "wrong": "wrong",
    }  # fmt: skip
    assert {r["id"]: r["wrong_figure"] for r in report["results"]} == {"right": False, "refused": False, "wrong": True}
    assert {name: group["right"] for name, group in report["by_type"].items()} == {
        "lookup": 1, "share": 0, "false_premise": 0,
    }  # fmt: skip
    assert report["by_language"]["en"]["refused"] == 1
    assert report["by_document"][SAMPLE.name]["asked"] == 3
    assert report["results"][0]["cited"] is True
    assert report["results"][0]["answer"]["id"] == "right"
    assert report["documents"] == [{"document": SAMPLE.name, "status": "stored", "reason": None}]


def test_a_person_gets_a_table_and_the_failures_on_request(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    questions = write(tmp_path, RIGHT, REFUSED, WRONG)
    _, quiet, _ = run(capsys, questions, "--documents", SAMPLES)
    assert re.search(r"^all +3 +1 +1 +1 +33\.3 +1 +0 +1/1 ", quiet, re.MULTILINE)
    assert "right 1 of 3" in quiet
    assert REFUSED["question"] not in quiet
    _, full, _ = run(capsys, questions, "--documents", SAMPLES, "--verbose")
    assert f"refused share en refused: {REFUSED['question']}" in full
    assert f"wrong false_premise zh wrong, wrong figure: {WRONG['question']}" in full
    assert RIGHT["question"] not in full


@pytest.mark.parametrize(("least", "status"), [("33.3%", 0), ("33.34", 1)])
def test_fail_under_sets_the_exit_status(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, least: str, status: int
) -> None:
    questions = write(tmp_path, RIGHT, REFUSED, WRONG)
    assert run(capsys, questions, "--documents", SAMPLES, "--fail-under", least)[0] == status


def test_a_follow_up_is_asked_with_the_questions_before_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    water = {"status": "answered", "values": [{"value": "200000.00", "unit": "CNY"}], "lines": [96]}
    before = line("before", "那它呢", water, history=["水费预算是多少"], context_documents=[SAMPLE.name])
    bare = line("bare", "那它呢", water, context_documents=[SAMPLE.name])
    report = json.loads(run(capsys, write(tmp_path, before, bare), "--documents", SAMPLES, "--json")[1])
    assert {r["id"]: r["outcome"] for r in report["results"]} == {"before": "right", "bare": "refused"}


def test_only_the_types_asked_for_are_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    questions = write(tmp_path, RIGHT, REFUSED, WRONG)
    argv = (questions, "--documents", SAMPLES, "--json", "--type", "share", "--type", "lookup")
    assert [r["id"] for r in json.loads(run(capsys, *argv)[1])["results"]] == ["right", "refused"]
    status, out, err = run(capsys, questions, "--documents", SAMPLES, "--type", "riddle")
    assert (status, out) == (2, "")
    assert "no question of type riddle; types there are: lookup, share, false_premise" in err


def test_documents_that_cannot_be_read_are_named_and_the_others_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    (folder / "空.txt").write_bytes(b"")
    lost = line("lost", "办公费是多少", OFFICE, documents=["空.txt"], context_documents=["无.txt"])
    questions = write(tmp_path, RIGHT, lost)
    report = json.loads(run(capsys, questions, "--documents", folder, "--json", "--workers", "2")[1])
    states = {document["document"]: document["status"] for document in report["documents"]}
    assert states == {SAMPLE.name: "stored", "空.txt": "refused", "无.txt": "refused"}
    assert "empty" in next(d["reason"] for d in report["documents"] if d["document"] == "空.txt")
    assert report["summary"]["unread"] == {"questions": 1, "right": 0}
    assert {r["id"]: r["outcome"] for r in report["results"]} == {"right": "right", "lost": "refused"}


def test_without_a_readable_document_nothing_is_scored(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An empty store refuses everything, which would look like so many questions rightly refused."""
    status, out, err = run(capsys, write(tmp_path, WRONG), "--documents", tmp_path)
    assert (status, out) == (1, "")
    assert "none of the 1 documents" in err
    assert SAMPLE.name in err


def test_without_a_folder_the_store_is_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    elsewhere = line("elsewhere", "办公费是多少", OFFICE, documents=["别处.txt"], context_documents=["别处.txt"])
    questions = write(tmp_path, RIGHT, elsewhere)
    status, out, err = run(capsys, questions)
    assert (status, out) == (1, "")
    assert "the store is empty" in err
    assert cli.main(["ingest", str(SAMPLE)]) == 0
    capsys.readouterr()
    report = json.loads(run(capsys, questions, "--json")[1])
    assert report["summary"]["right"] == 1
    assert [document["status"] for document in report["documents"]] == ["present", "refused"]


def test_the_users_store_and_database_stay_as_they_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    database = tmp_path / "mine.db"
    monkeypatch.setenv("BUDGETQA_DATABASE_URL", f"sqlite:///{database.as_posix()}")
    assert run(capsys, write(tmp_path, RIGHT), "--documents", SAMPLES)[0] == 0
    assert not database.exists()
    assert not home.exists()


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["missing.jsonl"], "no such file of questions"),
        ([str(QUESTIONS), "--documents", "nowhere"], "no such folder of documents"),
        ([str(QUESTIONS), "--fail-under", "101"], "not a percentage"),
        ([str(QUESTIONS), "--fail-under", "most"], "not a percentage"),
        ([str(QUESTIONS), "--workers", "0"], "not a number of workers"),
        ([], "QUESTIONS"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, *argv)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert reason in err


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([RIGHT, "{"], "line 2"),
        ([RIGHT, "", "[1]"], "line 3: not a JSON object"),
        ([RIGHT, RIGHT], "line 2: the id right is used twice"),
        (["", " "], "no question in it"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lines: list[dict[str, Any] | str], fault: str
) -> None:
    path = write(tmp_path, *lines)
    with pytest.raises(ReadError, match=fault):
        read_questions(path)
    status, out, err = run(capsys, path, "--documents", SAMPLES)
    assert (status, out) == (1, "")
    assert fault in err


def test_the_documents_needed_are_those_asked_about_and_those_open() -> None:
    item = line("a", "办公费", OFFICE, documents=["甲.txt", "乙.txt"], context_documents=["乙.txt", "丙.txt"])
    questions = [q for q in read_questions(QUESTIONS) if q.documents][:1]
    assert needed_documents(questions) == [SAMPLE.name]
    from eval.questions import parse_question

    assert needed_documents([*questions, parse_question(item)]) == [SAMPLE.name, "甲.txt", "乙.txt", "丙.txt"]
    with pytest.raises(UsageError, match="no question of type"):
        choose(questions, ["unheard of"])


class Stumbling:
    """A library whose engine can't be asked: its documents can't be listed the second time."""

    def __init__(self) -> None:
        self.calls = 0

    def warm_up(self) -> None:
        pass

    def documents(self) -> list[Any]:
        self.calls += 1
        if self.calls > 1:
            raise OSError("the disk is gone")
        return []


def test_a_crash_is_scored_as_wrong_and_the_next_question_asked() -> None:
    questions = read_questions(QUESTIONS)[:2]
    scores = list(ask_all(Stumbling(), questions))  # type: ignore[arg-type]
    assert [(s.outcome, s.error) for s in scores] == [("wrong", "OSError: the disk is gone")] * 2
    with pytest.raises(OSError, match="the disk is gone"):
        list(ask_all(Stumbling(), questions, debug=True))  # type: ignore[arg-type]


@pytest.mark.shared
def test_the_shared_questions_are_in_the_same_format() -> None:
    path = ROOT.parent / "shared" / "questions" / "dev.jsonl"
    if not path.is_file():
        pytest.skip("no ../shared/questions/dev.jsonl here: the shared questions are not part of the project")
    questions = read_questions(path)
    assert len(questions) > 100
    assert len(needed_documents(questions)) > 10
    own = {q.question for q in read_questions(QUESTIONS)}
    assert not own & {q.question for q in questions}
