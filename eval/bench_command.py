"""`budgetqa bench`: how fast the program is. `bench figures` fills a store and times the lists of figures."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.commands import Subparsers


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `bench` with those of its commands."""
    parser = subparsers.add_parser("bench", help="measure how fast the program is")
    commands: Subparsers = parser.add_subparsers(
        dest="bench_command", metavar="COMMAND", title="commands", required=True
    )
    figures = commands.add_parser("figures", help="long lists of figures: counting, ordering, searching, reading all")
    figures.add_argument("--figures", type=int, default=300_000, metavar="N", help="how many (default: 300000)")
    figures.add_argument(
        "--database", metavar="URL", help="an empty database to fill, or one filled before (default: a temporary file)"
    )
    figures.add_argument("--json", action="store_true", help="as JSON")
    figures.set_defaults(run=run_figures)


def run_figures(arguments: argparse.Namespace) -> int:
    """Fill a store and time what is asked of it; 0 always. `UsageError` for a database that holds something else."""
    from eval.bench_figures import fill, measure
    from index.store import Store
    from ingest.errors import UsageError
    from ui.commands.common import say
    from ui.output import json_text, table_text

    with tempfile.TemporaryDirectory(prefix="budgetqa-bench-") as folder:
        store = Store(arguments.database or f"sqlite:///{Path(folder)}/store.db")
        try:
            held = store.count_figures()
            if held and store.documents()[0].name != "00000.txt":
                raise UsageError("the database holds documents of its own: name an empty one with --database")
            if not held:
                say(f"filling a store with {arguments.figures} figures ...")
                for _ in fill(store, arguments.figures):
                    pass
            timings = list(measure(store))
        finally:
            store.close()
    rows = [{"asked": t.name, "found": t.found, "ms": f"{t.seconds * 1000:.1f}"} for t in timings]
    columns = ("asked", "found", "ms")
    sys.stdout.write(json_text(rows) if arguments.json else table_text(rows, columns, columns[1:]))
    return 0
