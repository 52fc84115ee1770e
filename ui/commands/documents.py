"""`budgetqa documents`: what is in the store."""

from __future__ import annotations

import argparse
import sys

from ui.commands import Subparsers

COLUMNS = (
    "document", "organization", "level", "fiscal_year", "basis", "pages", "tables", "figures", "indicators",
    "proven_share",
)  # fmt: skip
NUMERIC = ("fiscal_year", "pages", "tables", "figures", "indicators", "proven_share")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `documents`."""
    parser = subparsers.add_parser("documents", help="list the documents in the store")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the documents; an empty store is an empty list, with a word on how to fill it."""
    from ui.commands.common import EMPTY_STORE, open_library, say
    from ui.output import write_records

    with open_library() as library:
        records = [record.to_json() for record in library.documents()]
    if not records and not arguments.json:
        say(f"budgetqa: {EMPTY_STORE}")
        return 0
    write_records(records, COLUMNS, form="json" if arguments.json else "table", numeric=NUMERIC, stdout=sys.stdout)
    return 0
