"""`budgetqa figures`: the figures the store holds, narrowed and written as asked."""

from __future__ import annotations

import argparse
import sys
from typing import get_args

from ui.commands import Subparsers

COLUMNS = (
    "document", "organization", "fiscal_year", "basis", "table", "code", "label", "measure", "column_year", "amount",
    "text", "unit", "proof", "ocr", "source", "page", "line", "path", "measure_path", "id",
)  # fmt: skip
SHORT = ("document", "table", "code", "label", "measure", "text", "unit", "amount", "proof", "line", "page")
"""The columns that fit a terminal; files get all of `COLUMNS`."""
NUMERIC = ("fiscal_year", "column_year", "amount", "page", "line")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `figures`."""
    from index.records import FigureOrder
    from ui.commands.common import add_listing_options

    parser = subparsers.add_parser("figures", help="list figures", description="List figures: amounts are in yuan.")
    parser.add_argument("--document", action="append", default=[], metavar="D", help="only this document (repeatable)")
    parser.add_argument("--org", action="append", default=[], help="only this organisation (repeatable)")
    parser.add_argument("--year", action="append", default=[], type=int, help="only this fiscal year (repeatable)")
    parser.add_argument(
        "--table", action="append", default=[], help="only tables of this kind or with this in the title"
    )
    parser.add_argument("--label", help="only rows with this in their name")
    parser.add_argument("--code", action="append", default=[], help="only this code; 204* for 204 and all under it")
    parser.add_argument("--measure", help="only columns with this in their name")
    parser.add_argument("--proof", choices=("proven", "unproven", "contested"), help="only figures so proven")
    parser.add_argument(
        "--sort", choices=get_args(FigureOrder), default="printed", help="in which order (default: as printed)"
    )
    add_listing_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the figures; none at all is an empty list and no error."""
    from index.codec import figure_to_json
    from ui.commands.common import EMPTY_STORE, check_documents, open_library, say
    from ui.filters import figure_filter
    from ui.output import write_records

    chosen = figure_filter(
        documents=arguments.document, organizations=arguments.org, years=arguments.year, tables=arguments.table,
        codes=arguments.code, label=arguments.label, measure=arguments.measure, proof=arguments.proof,
    )  # fmt: skip
    with open_library() as library:
        check_documents(library, arguments.document)
        records = map(figure_to_json, library.each_figure(chosen, order=arguments.sort))
        columns = SHORT if arguments.format == "table" else COLUMNS
        write_records(
            records, columns, form=arguments.format, numeric=NUMERIC, output=arguments.output, stdout=sys.stdout
        )
        empty = not library.documents()
    if empty:
        say(f"budgetqa: {EMPTY_STORE}")
    return 0
