"""`budgetqa ask`: one question, or a file of questions, one JSON line in and one JSON line out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.commands import Subparsers

if TYPE_CHECKING:
    from qa.engine import Engine


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `ask`."""
    parser = subparsers.add_parser("ask", help="ask a question, or a file of questions")
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="the question, in Chinese or English")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    parser.add_argument("--document", action="append", default=[], metavar="D", help="only this document (repeatable)")
    parser.add_argument("--lang", choices=("zh", "en"), help="answer in this language (default: the question's)")
    parser.add_argument(
        "--file",
        metavar="QUESTIONS",
        help="a file of JSON lines with id, question, context_documents, history; - reads standard input",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer; a refusal is an answer. 1 on an empty store or where a line of the file could not be read."""
    from ingest.errors import StoreError, UsageError
    from ui.commands.common import EMPTY_STORE, check_documents, open_library

    question = (arguments.question or "").strip()
    if (arguments.file is None) == (not question):
        raise UsageError("give one question, or --file QUESTIONS, and not both; see budgetqa ask --help")
    if arguments.file not in (None, "-") and not Path(arguments.file).is_file():
        raise UsageError(f"no such file: {arguments.file}")
    with open_library() as library:
        if not library.documents():
            raise StoreError(EMPTY_STORE)
        check_documents(library, arguments.document)
        from qa.llm import engine_for

        engine = engine_for(library)
        documents = tuple(arguments.document) or None
        if arguments.file is not None:
            return _ask_lines(engine, _lines(arguments.file), documents, arguments.lang)
        answer = engine.ask(question, documents=documents, language=arguments.lang)
    if arguments.json:
        from ui.output import json_text

        sys.stdout.write(json_text(answer))
    else:
        from ui.plain_answer import plain_answer

        sys.stdout.write(plain_answer(answer))
    return 0


def _lines(name: str) -> Iterator[str]:
    from ingest.errors import ReadError

    try:
        if name == "-":
            yield from sys.stdin
            return
        with Path(name).open(encoding="utf-8-sig") as stream:
            yield from stream
    except UnicodeDecodeError as error:
        raise ReadError(f"{name}: not UTF-8 text ({error.reason}); save the questions as UTF-8 JSON lines") from error
    except OSError as error:
        raise ReadError(f"{name}: cannot be read: {error.strerror or error}") from error


def _ask_lines(engine: Engine, lines: Iterator[str], documents: tuple[str, ...] | None, language: str | None) -> int:
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        answer, bad = _ask_line(engine, line, number, documents, language)
        status = max(status, int(bad))
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        # A program at the other end may be waiting for this answer before it asks the next question.
        sys.stdout.flush()
    return status


def _ask_line(
    engine: Engine, line: str, number: int, documents: tuple[str, ...] | None, language: str | None
) -> tuple[dict[str, Any], bool]:
    """The answer to one line, and whether the line was bad or its answering failed."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _unanswered(None, line.strip(), f"line {number} is not JSON: {error}"), True
    reason = _fault(asked)
    if reason:
        asked = asked if isinstance(asked, dict) else {}
        return _unanswered(asked.get("id"), str(asked.get("question") or ""), f"line {number}: {reason}"), True
    open_documents = tuple(asked.get("context_documents") or ()) or documents
    try:
        return engine.ask(
            asked["question"], history=tuple(asked.get("history") or ()), documents=open_documents,
            language=language or asked.get("language"), id=asked.get("id"),
        ), False  # fmt: skip
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        reason = f"line {number}: {type(error).__name__}: {error}"
        return _unanswered(asked.get("id"), asked["question"], reason), True


def _fault(asked: object) -> str:
    """What is wrong with a question's line, or nothing."""
    if not isinstance(asked, dict):
        return "not a JSON object with a question"
    if not isinstance(asked.get("question"), str) or not asked["question"].strip():
        return "no question in it"
    for key in ("context_documents", "history"):
        value = asked.get(key)
        if value is not None and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            return f"{key} is not a list of texts"
    if asked.get("language") not in (None, "zh", "en"):
        return "language is neither zh nor en"
    return ""


def _unanswered(identifier: object, question: str, reason: str) -> dict[str, Any]:
    return {
        "id": identifier, "question": question, "language": None, "status": "refused", "answer": reason,
        "figures": [], "citations": [], "notes": [{"kind": "bad_request", "text": reason}], "candidates": [],
        "llm": {"used": False, "rejected": 0}, "reason": reason,
    }  # fmt: skip
