"""`budgetqa check-draft`: every number in a draft against the figures in the store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from ui.commands import Subparsers

FORMATS: Final = ("text", "json", "html", "md")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `check-draft`."""
    parser = subparsers.add_parser(
        "check-draft", help="check every number in a draft",
        description="Check every number in a draft (text, Markdown, Word, PDF, HTML) against the figures in the store. "
        "Exit status 1 where one is contradicted or unsupported.",
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="the draft, or - for standard input")
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write it (default: text)")
    parser.add_argument(
        "--document", action="append", default=[], metavar="DOC", help="check against this document only"
    )
    parser.add_argument(
        "--org", action="append", default=[], metavar="NAME", help="check against this organisation only"
    )
    parser.add_argument("--year", type=int, metavar="YEAR", help="the year the draft speaks of")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the report (default: the draft's)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Report; 0 where every number is supported or worked out, 1 where one is not."""
    from ingest.errors import StoreError
    from qa.drafts import check_draft
    from ui import draft_report
    from ui.commands.common import EMPTY_STORE, check_documents, open_library
    from ui.output import json_text

    text = read_draft(arguments.file)
    with open_library() as library:
        if not library.documents():
            raise StoreError(EMPTY_STORE)
        check_documents(library, arguments.document)
        checked = check_draft(
            library, text, documents=arguments.document or None, organizations=arguments.org or None,
            year=arguments.year, language=arguments.lang,
        )  # fmt: skip
    report = checked.to_json()
    form = "json" if arguments.json else arguments.format
    written = {
        "json": lambda: json_text(report),
        "text": lambda: draft_report.to_text(report, text, checked.language),
        "md": lambda: draft_report.to_markdown(report, text, checked.language),
        "html": lambda: draft_report.to_html(report, text, checked.language),
    }[form]()
    write(written, arguments.output)
    return 0 if checked.good else 1


def read_draft(name: str) -> str:
    """The draft's text, from a file or from standard input. Raises `UsageError` or `ReadError`."""
    from ingest.errors import UsageError
    from qa.drafts.files import text_of

    if name == "-":
        return text_of(sys.stdin.buffer.read(), "standard input")
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read the draft {name}: {error.strerror or error}") from error
    return text_of(data, Path(name).name)


def write(text: str, output: Path | None) -> None:
    """To a file, or to standard output."""
    from ingest.errors import StoreError

    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot write {output}: {error.strerror or error}; choose another --output") from error
