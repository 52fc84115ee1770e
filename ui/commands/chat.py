"""`budgetqa chat`: questions and answers in a terminal, where each question may go on from the ones before it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ui.commands import Subparsers

if TYPE_CHECKING:
    from qa.engine import Engine

_LONGEST_TALK: Final = 30
"""Questions that are remembered, as in the web app."""
_LEAVE: Final = frozenset({"quit", "exit", "退出"})
_AFRESH: Final = frozenset({"new", "clear", "清空"})
_HOW: Final = (
    "Ask in Chinese or English. A number chooses what was offered, `clear` starts afresh, `quit` or Ctrl+D ends."
)


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `chat`."""
    parser = subparsers.add_parser("chat", help="ask one question after the other, with follow-ups")
    parser.add_argument("--document", action="append", default=[], metavar="D", help="only this document (repeatable)")
    parser.add_argument("--lang", choices=("zh", "en"), help="answer in this language (default: the question's)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer until the questions end; 1 on an empty store."""
    from ingest.errors import StoreError
    from qa.llm import engine_for
    from ui.commands.common import EMPTY_STORE, check_documents, open_library, say

    with open_library() as library:
        if not library.documents():
            raise StoreError(EMPTY_STORE)
        check_documents(library, arguments.document)
        engine = engine_for(library)
        if sys.stdin.isatty():
            say(_HOW)
        talk(engine, _questions(), tuple(arguments.document) or None, arguments.lang)
    return 0


def talk(engine: Engine, questions: Iterator[str], documents: tuple[str, ...] | None, language: str | None) -> None:
    """Write the answer to each question; what was asked before, and what was offered last, is what it may go on from."""
    from ingest.errors import BudgetQAError
    from ui.plain_answer import candidate_question, plain_answer

    history: list[str] = []
    last: dict[str, Any] = {}
    for typed in questions:
        if typed.lower() in _LEAVE:
            return
        if typed.lower() in _AFRESH:
            history, last = [], {}
            continue
        offered = [text for text in map(candidate_question, last.get("candidates") or ()) if text]
        chosen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0
        picked = 0 < chosen <= len(offered)
        question = offered[chosen - 1] if picked else typed
        # Whoever asks in English and chooses a Chinese name has not changed language.
        spoken = language or (last.get("language") if picked else None)
        try:
            last = engine.ask(question, history=tuple(history[-_LONGEST_TALK:]), documents=documents, language=spoken)
            shown = plain_answer(last, numbered=True)
        except BudgetQAError as error:
            last, shown = {}, f"{error}\n"
        history.append(question)
        sys.stdout.write(shown + "\n")
        sys.stdout.flush()


def _questions() -> Iterator[str]:
    """The lines that are typed or piped in, without blank ones."""
    if sys.stdin.isatty():
        import contextlib

        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() its editing and its memory
    while True:
        try:
            typed = input("? " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if typed:
            yield typed
