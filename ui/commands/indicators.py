"""`budgetqa indicators`: the performance targets the store holds."""

from __future__ import annotations

import argparse
import sys

from ui.commands import Subparsers

COLUMNS = (
    "document", "project_code", "project", "level1", "level2", "level3", "operator", "target", "unit", "weight",
    "attribution", "reason", "page", "line", "id",
)  # fmt: skip
SHORT = ("document", "project", "level2", "level3", "operator", "target", "unit", "weight", "attribution", "line")
"""The columns that fit a terminal; files get all of `COLUMNS`."""
NUMERIC = ("weight", "page", "line")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `indicators`."""
    from ui.commands.common import add_listing_options

    parser = subparsers.add_parser("indicators", help="list performance targets")
    parser.add_argument("--document", action="append", default=[], metavar="D", help="only this document (repeatable)")
    parser.add_argument("--org", action="append", default=[], help="only this organisation (repeatable)")
    parser.add_argument("--year", action="append", default=[], type=int, help="only this fiscal year (repeatable)")
    parser.add_argument("--project", help="only projects with this in their name")
    parser.add_argument("--code", action="append", default=[], help="only the project with this code (repeatable)")
    parser.add_argument("--label", help="only targets with this in their name")
    parser.add_argument("--attribution", choices=("certain", "inferred", "unattributed"), help="only those so sure")
    add_listing_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the indicators; none at all is an empty list and no error."""
    from index import IndicatorFilter
    from index.codec import indicator_to_json
    from ui.commands.common import check_documents, open_library
    from ui.output import write_records

    chosen = IndicatorFilter(
        documents=tuple(arguments.document),
        organizations=tuple(arguments.org),
        years=tuple(arguments.year),
        project_contains=arguments.project,
        project_codes=tuple(arguments.code),
        label_contains=arguments.label,
        attributions=(arguments.attribution,) if arguments.attribution else (),
    )
    with open_library() as library:
        check_documents(library, arguments.document)
        records = [indicator_to_json(indicator) for indicator in library.indicators(chosen)]
    columns = SHORT if arguments.format == "table" else COLUMNS
    write_records(
        records, columns, form=arguments.format, numeric=NUMERIC, output=arguments.output, stdout=sys.stdout,
        title="indicators",
    )  # fmt: skip
    return 0
