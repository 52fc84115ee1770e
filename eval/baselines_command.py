"""`budgetqa eval baselines QUESTIONS --documents DIR`: plain retrieval and llama-index's citation engine beside ours, same questions."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eval.questions import Question
    from eval.score import Score
    from ui.commands import Subparsers

_COLUMNS = ("system", "questions", "right", "wrong", "refused", "wrong_figure", "cited", "ms")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval baselines`."""
    parser = subparsers.add_parser("baselines", help="score plain retrieval and a citation engine beside the engine")
    parser.add_argument("questions", type=Path, metavar="QUESTIONS", help="a file of JSON lines (see eval/README.md)")
    parser.add_argument("--documents", type=Path, metavar="DIR", required=True, help="the documents of the questions")
    parser.add_argument("--json", action="store_true", help="the table as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask all three and report; 0 always."""
    from ui.output import json_text, table_text

    rows = measure(arguments.questions, arguments.documents)
    if arguments.json:
        sys.stdout.write(json_text(rows))
    else:
        sys.stdout.write(table_text(rows, _COLUMNS, _COLUMNS[1:]))
    return 0


def measure(file: Path, folder: Path) -> list[dict[str, Any]]:
    """A row a system, over the questions whose documents are all in the folder."""
    from eval.answers_command import ask_all, ingest, temporary_library
    from eval.baselines import citation_answer, index_of, plain_answer
    from eval.questions import needed_documents, read_questions
    from ingest.errors import UsageError

    questions = [q for q in read_questions(file) if all((folder / name).is_file() for name in q.documents)]
    if not questions:
        raise UsageError(f"none of the questions of {file} is about documents that are in {folder}")
    names = needed_documents(questions)
    with temporary_library() as library:
        ingest(library, folder, names, 1)
        ours = list(ask_all(library, questions))
    index = index_of([folder / name for name in names])
    plain = list(_scores(questions, lambda q: plain_answer(index, q.question, q.context_documents)))
    cited = list(_scores(questions, lambda q: citation_answer(index, q.question, q.context_documents)))
    return [_row("budgetqa", ours), _row("plain retrieval", plain), _row("citation engine", cited)]


def _scores(questions: Sequence[Question], answer: Callable[[Question], dict[str, Any]]) -> Iterator[Score]:
    from eval.score import Known, score

    for question in questions:
        start = time.perf_counter()
        given = answer(question)
        yield score(question, given, time.perf_counter() - start, Known())


def _row(name: str, scores: Sequence[Score]) -> dict[str, Any]:
    outcomes = [score.outcome for score in scores]
    judged = [score.cited for score in scores if score.cited is not None]
    return {
        "system": name,
        "questions": len(scores),
        "right": outcomes.count("right"),
        "wrong": outcomes.count("wrong"),
        "refused": outcomes.count("refused"),
        "wrong_figure": sum(score.wrong_figure for score in scores),
        "cited": f"{sum(judged)}/{len(judged)}",
        "ms": round(1000 * sum(score.seconds for score in scores) / max(len(scores), 1)),
    }
