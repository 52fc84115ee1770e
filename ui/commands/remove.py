"""`budgetqa remove DOC`: take one document out of the store."""

from __future__ import annotations

import argparse

from ui.commands import Subparsers


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `remove`."""
    parser = subparsers.add_parser("remove", help="take a document out of the store")
    parser.add_argument("document", metavar="DOC", help="its name, as budgetqa documents shows it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Remove it; `StoreError` where the store holds none of that name."""
    from ui.commands.common import check_documents, open_library, say

    with open_library() as library:
        check_documents(library, [arguments.document])
        library.remove(arguments.document)
    say(f"removed {arguments.document}")
    return 0
