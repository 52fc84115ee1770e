"""Reading in child processes: the same result, hard limits, and one bad file never stops the others."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import worker
from ingest.codec import disclosure_from_json, disclosure_to_json
from ingest.disclosure import read_disclosure
from ingest.errors import BudgetQAError, NotABudgetError, ReadError
from ingest.files import file_at
from ingest.model import Disclosure
from ingest.worker import read_isolated, read_many

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "ui" / "samples" / "criminal_police_2024_sample.txt"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals here are those of POSIX systems")


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes a file whose reading, in a child, does what the given line of Python does: a stand-in for hostile files.

    A sitecustomize on the child's path puts the line in the text reader's place for files named so.
    """
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "if 'ingest.worker' in sys.orig_argv:\n"
        "    import ingest.disclosure as room\n"
        "    honest = room.read_disclosure\n"
        "    def read(file, **options):\n"
        "        if file.path.suffix == '.hostile':\n"
        "            exec(file.path.read_text())\n"
        "        return honest(file, **options)\n"
        "    room.read_disclosure = read\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))

    def make(line: str) -> Path:
        path = tmp_path / f"file{len(list(tmp_path.iterdir()))}.hostile"
        path.write_text(line)
        return path

    return make


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    return read_disclosure(SAMPLE)


def test_a_disclosure_comes_through_json_unchanged(sample: Disclosure) -> None:
    text = disclosure_to_json(sample)
    assert text.isascii() and "\n" not in text
    assert disclosure_from_json(text) == sample


def test_every_kind_of_value_comes_through(sample: Disclosure) -> None:
    figure = replace(
        sample.printed[0], amount=Decimal("1E+3"), bbox=(0.1, 2.0, 3.5, 1e-9), page=3, text="第\n\u2028行\ud800"
    )
    changed = replace(sample, figures=(figure,), pages=24, warnings=("page 2: …",))
    back = disclosure_from_json(disclosure_to_json(changed))
    assert back == changed


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(surprise=1),
        lambda data: data.pop("sha256"),
        lambda data: data["figures"][0].update(amount=1.5),
        lambda data: data["figures"][0].update(source="rumour"),
        lambda data: data["figures"][0].update(page="3"),
        lambda data: data["facts"].update(fiscal_year=True),
    ],
)
def test_data_of_another_shape_is_no_disclosure(sample: Disclosure, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
    data = json.loads(disclosure_to_json(sample))
    change(data)
    with pytest.raises(ValueError):
        disclosure_from_json(json.dumps(data))


def test_a_file_reads_the_same_in_a_child(sample: Disclosure) -> None:
    assert read_isolated(SAMPLE) == sample


def test_deliberate_errors_come_back_as_they_are(tmp_path: Path) -> None:
    essay = tmp_path / "essay.txt"
    essay.write_text("今天天气很好。\n", encoding="utf-8")
    with pytest.raises(NotABudgetError, match=r"^essay\.txt: ") as there:
        read_isolated(essay)
    with pytest.raises(NotABudgetError) as here:
        read_disclosure(essay)
    assert str(there.value) == str(here.value)
    assert read_isolated(essay, force=True).document == "essay.txt"


@pytest.mark.parametrize(
    ("line", "options", "says"),
    [
        ("while True: pass", {"timeout": 2}, "limit of 2 seconds"),
        ("import time; time.sleep(60)", {"timeout": 2}, "limit of 2 seconds"),
        ("x = bytearray(900 << 20)", {"memory_mb": 600}, "limit of 600 MB"),
        ("os.kill(os.getpid(), 11)", {}, "signal 11"),
        ("os._exit(3)", {}, "status 3"),
        ("raise KeyError('loose')", {}, "KeyError"),
        ("(lambda f: f(f))(lambda f: f(f))", {}, "too deeply"),
    ],
)
def test_what_a_file_does_to_its_reader_becomes_one_error(
    hostile: Callable[[str], Path], line: str, options: dict[str, float], says: str
) -> None:
    path = hostile(line)
    with pytest.raises(ReadError, match=says) as caught:
        read_isolated(path, **options)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{path.name}: ")
    assert "\n" not in str(caught.value)


def test_a_name_inside_a_damaged_file_cannot_break_the_line(hostile: Callable[[str], Path]) -> None:
    path = hostile(
        "from ingest.errors import ReadError; raise ReadError('a: part \\x01\\n\\x1b[2J\\u2028甲 is damaged')"
    )
    with pytest.raises(ReadError, match=r"^a: part \[2J 甲 is damaged$"):
        read_isolated(path)


def test_more_figures_than_the_program_could_hold_are_refused_by_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker._answer(file_at(SAMPLE), force=False, seconds=60).startswith("ok ")
    monkeypatch.setattr(worker, "MAX_ANSWER", 10_000)
    answer = worker._answer(file_at(SAMPLE), force=False, seconds=60)
    assert re.match(rf'ReadError "{SAMPLE.name}: holds \d+ figures in \d+ tables, .*split it"$', answer)


def test_what_a_library_prints_does_not_garble_the_answer(hostile: Callable[[str], Path]) -> None:
    with pytest.raises(BudgetQAError, match="no table"):
        read_isolated(hostile("print('ok {}'); os.write(1, b'ok {}')"))


def test_bad_files_never_stop_the_others_and_the_order_stays(
    hostile: Callable[[str], Path], sample: Disclosure
) -> None:
    crash, slow = hostile("os._exit(3)"), hostile("while True: pass")
    paths = [SAMPLE, crash, SAMPLE, slow, ROOT / "missing.txt", SAMPLE]
    outcomes = list(read_many(paths, workers=2, timeout=8))
    assert [path for path, _ in outcomes] == paths
    assert [outcome for path, outcome in outcomes if path == SAMPLE] == [sample] * 3
    assert [type(outcome) for path, outcome in outcomes if path != SAMPLE] == [ReadError] * 3


def test_no_paths_no_outcomes() -> None:
    assert list(read_many([], workers=2)) == []


def running(mark: str) -> list[int]:
    """Processes of ours that carry a mark on their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (
                mark.encode() in (entry / "environ").read_bytes()
                and b"-m\0ingest.worker" in (entry / "cmdline").read_bytes()
            ):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def wait_for(condition: Callable[[], bool]) -> bool:
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to see child processes")
def test_closing_early_and_an_interrupt_end_the_children(hostile: Callable[[str], Path]) -> None:
    slow = hostile("while True: pass")
    mark = os.environ["PYTHONPATH"]
    outcomes = read_many([SAMPLE, slow, slow], workers=2)
    next(outcomes)
    assert running(mark)
    outcomes.close()  # type: ignore[attr-defined]
    assert wait_for(lambda: not running(mark))

    code = (
        "import signal, sys; from pathlib import Path; from ingest.worker import read_many\n"
        # A shell's background job starts with the interrupt ignored; a person at a terminal does not.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "list(read_many([Path(p) for p in sys.argv[1:]], workers=2))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(slow), str(slow)], cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    assert wait_for(lambda: len(running(mark)) == 2)
    os.kill(parent.pid, signal.SIGINT)
    _, complaint = parent.communicate(timeout=20)
    assert b"KeyboardInterrupt" in complaint
    assert wait_for(lambda: not running(mark))
