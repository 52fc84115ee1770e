"""`budgetqa mcp`: the program as tools for an assistant, over standard input and output."""

from __future__ import annotations

import argparse

from ui.commands import Subparsers


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `mcp`."""
    parser = subparsers.add_parser(
        "mcp", help="serve an assistant (Model Context Protocol) on standard input and output"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until standard input ends."""
    from qa.llm import engine_for
    from ui.commands.common import open_library
    from ui.mcp_server import create_server

    with open_library() as library:
        create_server(library, engine_for(library)).run("stdio")
    return 0
