"""`budgetqa bench`: how fast the program is. `bench figures` fills a store and times the lists of figures; `bench web` starts a server on
the store at hand and lets many people ask it at one time, and one in a browser."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import StoreError, UsageError

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
    web = commands.add_parser("web", help="many people asking the web app at one time, and one in a browser")
    web.add_argument("--url", help="a server that runs already (default: one is started on the store at hand)")
    web.add_argument("--people", type=int, default=20, metavar="N", help="people asking at one time (default: 20)")
    web.add_argument("--seconds", type=float, default=60, metavar="S", help="for how long each way (default: 60)")
    web.add_argument(
        "--pause", type=float, default=1, metavar="S", help="between an answer and the next question (default: 1)"
    )
    web.add_argument("--way", action="append", choices=("api", "chat", "browser"), help="only this (repeatable)")
    web.add_argument("--json", action="store_true", help="as JSON")
    web.set_defaults(run=run_web)


def run_figures(arguments: argparse.Namespace) -> int:
    """Fill a store and time what is asked of it; 0 always. `UsageError` for a database that holds something else."""
    from eval.bench_figures import fill, measure
    from index.store import Store
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


def run_web(arguments: argparse.Namespace) -> int:
    """Ask and report; 0, or 1 where an answer failed."""
    from eval.bench_browser import look
    from eval.bench_web import memory_mb, press, questions_of
    from ui.commands.common import open_library, say
    from ui.output import json_text, table_text

    with open_library() as library:
        questions = questions_of(library, 100)
    if not questions:
        raise UsageError("the store holds no document to ask about: add some with budgetqa ingest")
    ways = arguments.way or ["browser", "api", "chat"]
    loads = []
    seen: dict[str, Any] = {}
    with _server(arguments.url) as (address, process):
        # Before anything is measured, the first answers: a server that has just begun still loads what it needs.
        press(address, "api", questions, 2, 3, 0)
        held = [memory_mb(process) if process else None]
        for way in ways:
            say(f"{way} ...")
            if way == "browser":
                seen = look(address, questions[:12])
            else:
                loads.append(press(address, way, questions, arguments.people, arguments.seconds, arguments.pause))
            held.append(memory_mb(process) if process else None)
    memory = [f"{mb:.0f}" for mb in held if mb is not None]
    rows = [load.summary() for load in loads]
    if arguments.json:
        sys.stdout.write(json_text({"browser": seen, "load": rows, "memory_mb": memory}))
    else:
        sys.stdout.writelines(f"{name}: {value}\n" for name, value in seen.items())
        if rows:
            sys.stdout.write(table_text(rows, list(rows[0]), list(rows[0])[1:]))
        sys.stdout.write(f"memory of the server in MB, before and after each: {', '.join(memory) or 'not known'}\n")
    for error in sorted({error for load in loads for error in load.errors}):
        say(f"budgetqa: {error}")
    return 1 if any(load.errors for load in loads) else 0


@contextmanager
def _server(address: str | None) -> Iterator[tuple[str, int | None]]:
    """The address to ask, and the process that answers where it is ours."""
    import subprocess
    import time
    import urllib.request

    from ui.web.app import free_port

    if address is not None:
        yield address.rstrip("/"), None
        return
    address = f"http://127.0.0.1:{(port := free_port('127.0.0.1', 0))}"
    process = subprocess.Popen([sys.executable, "-m", "ui.cli", "serve", "--port", str(port)])  # noqa: S603 - this very program
    try:
        for _ in range(600):
            with suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - our own server
                break
            if process.poll() is not None:
                raise StoreError("the server did not start")
            time.sleep(0.2)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)
