"""`budgetqa eval answers`: ask a set of questions with known answers and report how many are answered right.

Brings documents, questions and the engine together; what is right is decided in `eval.score`. With `--documents` it
works in a temporary home and leaves the user's store alone; without, it only reads the store.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from eval.questions import Question
    from eval.score import Known, Score
    from index import Library
    from qa.engine import Engine
    from ui.commands import Subparsers

_MOST_WORKERS: Final = 64
_WORTH_WORKERS: Final = 4
"""Documents from which starting worker processes costs less than it saves."""

DocumentRow = dict[str, Any]
"""`{"document", "status": "stored|present|refused", "reason"}`; `reason` says why a document is not there."""


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `answers`."""
    parser = subparsers.add_parser("answers", help="score the answers to a set of questions with known answers")
    parser.add_argument("questions", type=Path, metavar="QUESTIONS", help="a file of JSON lines (see eval/README.md)")
    parser.add_argument(
        "--documents", type=Path, metavar="DIR",
        help="read the documents the questions need from here into a temporary store (default: use the store)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="everything as JSON, every answer included")
    parser.add_argument(
        "--fail-under", type=_percent, metavar="PCT", help="exit with 1 if fewer per cent of the questions are right"
    )
    parser.add_argument("--verbose", action="store_true", help="show every question that is not answered right")
    parser.add_argument("--type", action="append", default=[], metavar="T", help="only this type (repeatable)")
    parser.add_argument(
        "--workers", type=_workers, metavar="N", help="documents read at a time; questions are asked one by one"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask and report; 1 if fewer questions are right than `--fail-under` wants.

    `UsageError` for a missing file, folder or type, `ReadError` for a bad question or where not one document could be
    read, `StoreError` on an empty store.
    """
    from eval.questions import choose, needed_documents, read_questions
    from eval.report import enough, to_json, to_text
    from ui.output import json_text

    questions = choose(read_questions(arguments.questions), arguments.type)
    needed = needed_documents(questions)
    with library_for(arguments.documents, needed, arguments.workers) as (library, documents):
        scores = list(ask_all(library, questions, debug=getattr(arguments, "debug", False)))
    if arguments.json:
        sys.stdout.write(json_text(to_json(scores, documents)))
    else:
        sys.stdout.write(to_text(scores, documents, verbose=arguments.verbose))
    wanted: Decimal | None = arguments.fail_under
    return 0 if wanted is None or enough(scores, wanted) else 1


def ask_all(library: Library, questions: Sequence[Question], *, debug: bool = False) -> Iterator[Score]:
    """Ask every question of the real engine and score it, one at a time so that the times mean something.

    The library is warmed up first: loading the embedder is no part of an answer. A question whose asking raises is
    scored as wrong, with the error, unless `debug`.
    """
    from qa.engine import Engine

    library.warm_up()
    engine, known = Engine(library), _known(library)
    for question in questions:
        yield _ask(engine, question, known, debug)


def ingest(library: Library, folder: Path, names: Sequence[str], workers: int) -> list[DocumentRow]:
    """Read the named documents of a folder into a library; a row each, with the reason where one was not read."""
    from index.loading import load
    from ingest.files import file_at

    rows = {name: _row(name, "refused", "no such file in the folder of documents") for name in names}
    files = [file_at(folder / name) for name in names if (folder / name).is_file()]
    for loaded in load(library, files, min(workers, max(len(files), 1))):
        name = loaded.file.name
        refused = loaded.record is None
        rows[name] = _row(name, "refused" if refused else "stored", loaded.reason.removeprefix(f"{name}: ") or None)
    return list(rows.values())


@contextmanager
def library_for(
    folder: Path | None, names: Sequence[str], workers: int | None
) -> Iterator[tuple[Library, list[DocumentRow]]]:
    """The library to ask, and what of the needed documents is in it: the user's, or a temporary one made of a folder."""
    if folder is None:
        from ingest.errors import StoreError
        from ui.commands.common import EMPTY_STORE, open_library

        with open_library() as library:
            held = {record.name for record in library.documents()}
            if not held:
                raise StoreError(f"{EMPTY_STORE}, or name a folder with --documents DIR")
            missing = "not in the store; load it with budgetqa ingest, or name its folder with --documents"
            rows = [_row(n, "present") if n in held else _row(n, "refused", missing) for n in names]
            yield library, rows
        return
    from ingest.errors import UsageError

    if not folder.is_dir():
        raise UsageError(f"no such folder of documents: {folder}")
    with temporary_library() as library:
        rows = ingest(library, folder, names, workers or _usual_workers(names))
        _require_one(rows)
        yield library, rows


@contextmanager
def temporary_library() -> Iterator[Library]:
    """An empty library under the user's settings, but with a home and a database of its own that vanish with it."""
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from index import Library, load_settings

    # ignore_cleanup_errors: Chroma may still hold a file open on systems where that forbids removing it.
    with TemporaryDirectory(prefix="budgetqa-eval-", ignore_cleanup_errors=True) as home:
        # The database too: the user's may be a server, named by a setting of its own.
        own = replace(load_settings(), home=Path(home), database_url=f"sqlite:///{(Path(home) / 'eval.db').as_posix()}")
        with Library.open(own) as library:
            yield library


def _require_one(rows: Sequence[DocumentRow]) -> None:
    """An empty store refuses everything, which would count as right for every question to be refused."""
    from ingest.errors import ReadError

    if not any(row["status"] == "stored" for row in rows):
        first = f", the first ({rows[0]['document']}) because: {rows[0]['reason']}" if rows else ""
        raise ReadError(f"none of the {len(rows)} documents that the questions need could be read{first}")


def _ask(engine: Engine, question: Question, known: Known, debug: bool) -> Score:
    from eval.score import failed, score

    start = time.perf_counter()
    try:
        answer = engine.ask(
            question.question,
            history=question.history,
            documents=question.context_documents or None,
            id=question.id,
        )
    except Exception as error:
        if debug:
            raise
        return failed(question, error, time.perf_counter() - start)
    return score(question, answer, time.perf_counter() - start, known)


def _known(library: Library) -> Known:
    from eval.score import Known

    records = library.documents()
    names = {name for r in records for name in (r.name, r.facts.organization) if name}
    return Known(frozenset(names), frozenset(r.facts.fiscal_year for r in records if r.facts.fiscal_year))


def _row(name: str, status: str, reason: str | None = None) -> DocumentRow:
    return {"document": name, "status": status, "reason": " ".join(reason.split()) if reason else None}


def _usual_workers(names: Sequence[str]) -> int:
    return min(os.cpu_count() or 1, 4) if len(names) >= _WORTH_WORKERS else 1


def _percent(text: str) -> Decimal:
    try:
        value = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not (value.is_finite() and 0 <= value <= 100):
        raise argparse.ArgumentTypeError(f"{text} is not a percentage from 0 to 100")
    return value


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"{text} is not a number of workers from 1 to {_MOST_WORKERS}")
    return int(text)
