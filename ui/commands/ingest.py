"""`budgetqa ingest PATH...`: files, folders and ZIP archives into the store, a summary row a file.

One bad file stops nothing: it is refused with its reason and the next one is read (`index.loading`). Files are read in
worker processes; the store is written by this process alone.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ui.commands import Subparsers

COLUMNS: Final = (
    "status", "document", "organization", "fiscal_year", "basis", "pages", "tables", "figures", "indicators",
    "proven_share", "warnings",
)  # fmt: skip
_NUMERIC: Final = ("fiscal_year", "pages", "tables", "figures", "indicators", "proven_share", "warnings")
_WORTH_WORKERS: Final = 4
"""Files from which starting worker processes costs less than it saves."""


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `ingest`."""
    parser = subparsers.add_parser("ingest", help="load files or folders of disclosures into the store")
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, a ZIP of files, or a folder with all below it"
    )
    parser.add_argument("--json", action="store_true", help="the summary as JSON")
    parser.add_argument("--verbose", action="store_true", help="show the text of every warning")
    parser.add_argument("--workers", type=_workers, metavar="N", help="files read at a time")
    parser.add_argument("--force", action="store_true", help="store a file even if nothing in it looks like a budget")
    parser.add_argument(
        "--again",
        action="store_true",
        help="read again what is in the store unchanged (after an update of the program)",
    )
    parser.add_argument(
        "--timeout", type=_limit, default=300, metavar="SECONDS",
        help="time that one file may take (default: 300); a scan takes 5 to 10 seconds a page",
    )  # fmt: skip
    parser.add_argument(
        "--memory", type=_limit, default=3000, metavar="MB", help="memory that one file may take (default: 3000)"
    )
    parser.set_defaults(run=run)


def _workers(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text} is not a number of workers from 1 to 64")
    return int(text)


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 999999")
    return int(text)


def usual_workers(files: int) -> int:
    """How many files to read at a time where nobody says."""
    return min(os.cpu_count() or 1, 4) if files >= _WORTH_WORKERS else 1


def run(arguments: argparse.Namespace) -> int:
    """Read and store; 0 if all files are in, 1 if some were refused."""
    from index.loading import load
    from ingest.files import find_files
    from ui.commands.common import open_library, say
    from ui.output import json_text
    from ui.web.intake import loaded_row

    files = find_files(arguments.paths)
    workers = min(arguments.workers or usual_workers(len(files)), len(files))
    rows: list[dict[str, Any]] = []
    try:
        with open_library() as library, _Progress(len(files)) as progress:
            for loaded in load(
                library, files, workers, force=arguments.force, again=arguments.again,
                timeout=arguments.timeout, memory_mb=arguments.memory,
            ):  # fmt: skip
                rows.append(loaded_row(loaded))
                progress.step(loaded.file.name)
    except KeyboardInterrupt:
        say(f"budgetqa: {len(rows)} of {len(files)} files are done; give the same command again to go on from there")
        raise
    sys.stdout.write(json_text(rows) if arguments.json else _text(rows, verbose=arguments.verbose))
    return 1 if any(row["status"] == "refused" for row in rows) else 0


def _text(rows: Sequence[dict[str, Any]], *, verbose: bool) -> str:
    from ui.output import plain, table_text

    counted = [{**row, "warnings": len(row["warnings"]) or None} for row in rows]
    lines = [table_text(counted, COLUMNS, _NUMERIC)]
    if verbose:
        lines += [f"{row['document']}: {plain(warning)}\n" for row in rows for warning in row["warnings"]]
    for row in rows:
        if row["status"] == "refused":
            reason = " ".join(str(row["reason"]).split()).removeprefix(f"{row['document']}: ")
            lines.append(f"refused {row['path']}: {plain(reason)}\n")
    return "".join(lines)


class _Progress:
    """A counter on standard error, for a person only: silent unless that is a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> _Progress:
        self._print("")
        return self

    def step(self, name: str) -> None:
        self._done += 1
        self._print(name)

    def _print(self, name: str) -> None:
        if self._shown:
            from ui.output import plain, shorten

            filled = 20 * self._done // max(self._total, 1)
            bar = "#" * filled + "." * (20 - filled)
            sys.stderr.write(f"\r\x1b[K[{bar}] {self._done}/{self._total} {shorten(plain(name), 40)}")
            sys.stderr.flush()

    def __exit__(self, *exception: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
