"""`budgetqa audit`: where the documents in the store contradict themselves, and how much of them is proven."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from ui.commands import Subparsers

FORMATS: Final = ("text", "json", "html", "md", "xlsx")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `audit`."""
    parser = subparsers.add_parser(
        "audit", help="check documents against themselves and one another",
        description="Check documents against themselves and one another. Exit status 1 where something is found.",
    )  # fmt: skip
    parser.add_argument("documents", nargs="*", metavar="DOC", help="documents in the store (default: all)")
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write it (default: text)")
    parser.add_argument("--lang", choices=("zh", "en"), default="en", help="language of the report (default: en)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file (needed for xlsx)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Report; 0 where every identity that can be tested holds, 1 where something is found."""
    from ingest.errors import StoreError
    from qa.audit import audit, findings_in
    from ui.commands.common import EMPTY_STORE, check_documents, open_library

    with open_library() as library:
        if not library.documents():
            raise StoreError(EMPTY_STORE)
        check_documents(library, arguments.documents)
        report = audit(library, arguments.documents or None, arguments.lang)
    _write(report, "json" if arguments.json else arguments.format, arguments)
    return 1 if findings_in(report) else 0


def _write(report: dict[str, Any], form: str, arguments: argparse.Namespace) -> None:
    from ingest.errors import StoreError
    from ui import audit_report
    from ui.output import json_text, write_records

    if form == "xlsx":
        write_records(
            audit_report.rows(report), audit_report.COLUMNS, form="xlsx", numeric=audit_report.NUMERIC,
            output=arguments.output, stdout=sys.stdout, title="audit",
        )  # fmt: skip
        return
    text = {
        "json": lambda: json_text(report),
        "text": lambda: audit_report.to_text(report, arguments.lang),
        "md": lambda: audit_report.to_markdown(report, arguments.lang),
        "html": lambda: audit_report.to_html(report, arguments.lang),
    }[form]()
    if arguments.output is None:
        sys.stdout.write(text)
        return
    try:
        arguments.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"cannot write {arguments.output}: {error.strerror or error}; choose another --output"
        ) from error
