"""`budgetqa config`: every setting with its value and where the value comes from; secrets are masked."""

from __future__ import annotations

import argparse
import sys

from ui.commands import Subparsers


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `config`."""
    parser = subparsers.add_parser("config", help="show every setting and where it comes from")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the settings."""
    from index import load_settings
    from ui.output import json_text, table_text

    rows = [{"setting": s.name, "value": s.value, "source": s.source} for s in load_settings().shown()]
    # Never cut: a path that can't be read whole is no use.
    text = json_text(rows) if arguments.json else table_text(rows, ("setting", "value", "source"), widest=10_000)
    sys.stdout.write(text)
    return 0
