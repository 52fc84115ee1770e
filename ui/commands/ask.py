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
        from qa.engine import Engine

        engine = Engine(library)
        documents = tuple(arguments.document) or None
        if arguments.file is not None:
            return _ask_lines(engine, _lines(arguments.file), documents, arguments.lang)
        answer = engine.ask(question, documents=documents, language=arguments.lang)
    if arguments.json:
        from ui.output import json_text

        sys.stdout.write(json_text(answer))
    else:
        sys.stdout.write(answer_text(answer))
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


def answer_text(answer: dict[str, Any]) -> str:
    """An answer for a person at a terminal: the answer, numbered citations, calculations, notes, candidates."""
    from ui.output import plain
    from ui.web.text import words
    from ui.web.view import candidate_question, further_notes, place_text

    said = words(str(answer.get("language")))
    lines = [*(plain(line) for line in str(answer.get("answer") or "").splitlines()), ""]
    for citation in answer.get("citations") or ():
        place = place_text(citation.get("page"), citation.get("line"), said)
        where = said["and"].join(plain(p) for p in (citation.get("document"), citation.get("table"), place) if p)
        path = plain(list(citation.get("path") or ()))
        measure = plain(list(citation.get("measure_path") or ()))
        printed = (
            plain(f"{citation['text']} {citation.get('unit') or ''}").strip() if citation.get("text") else said["blank"]
        )
        marks = [said.get(str(citation.get("proof")), ""), said["ocr"] if citation.get("ocr") else ""]
        proof = said["and"].join(mark for mark in marks if mark)
        lines.append(f"[{citation['id']}] {where}")
        lines.append(f"    {path}{' | ' if path and measure else ''}{measure}: {printed}  ({proof})")
    for figure in answer.get("figures") or ():
        derivation = figure.get("derivation")
        if derivation:
            operands = "; ".join(f"[{o.get('citation')}] {o.get('value')}" for o in derivation.get("operands") or ())
            lines.append(f"{said['calculation']}: {plain(derivation.get('formula'))}  ({operands})")
    lines += [f"{said['notes']}: {plain(text)}" for text in further_notes(answer)]
    candidates = [text for text in map(candidate_question, answer.get("candidates") or ()) if text]
    if candidates:
        lines.append(said["candidates_clarify" if answer.get("status") == "clarify" else "candidates_refused"] + ":")
        lines += [f"  - {plain(text)}" for text in candidates]
    return "\n".join(lines).rstrip() + "\n"
