"""`budgetqa ingest PATH...`: files and folders into the store, a summary row a file.

One bad file stops nothing: it is refused with its reason and the next one is read. Files are read in worker
processes where there are several; the store is written by this process alone.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ui.commands import Subparsers

if TYPE_CHECKING:
    from index import Library
    from ingest.model import Disclosure

ENDINGS: Final = frozenset({".txt", ".md", ".pdf", ".xlsx", ".xls", ".docx", ".html", ".htm"})
"""File endings looked for in folders. A file named on the command line is tried whatever it is called."""

COLUMNS: Final = (
    "status", "document", "organization", "fiscal_year", "basis", "tables", "figures", "indicators", "proven_share",
    "reason",
)  # fmt: skip
_NUMERIC: Final = ("fiscal_year", "tables", "figures", "indicators", "proven_share")
_WORTH_WORKERS: Final = 4
"""Files from which starting worker processes costs less than it saves."""

Read = tuple["Disclosure | None", str]
"""A file read, or `None` with the reason it was not."""


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `ingest`."""
    parser = subparsers.add_parser("ingest", help="load files or folders of disclosures into the store")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all below it")
    parser.add_argument("--json", action="store_true", help="the summary as JSON")
    parser.add_argument("--workers", type=_workers, metavar="N", help="files read at a time")
    parser.add_argument("--force", action="store_true", help="store a file even if nothing in it looks like a budget")
    parser.set_defaults(run=run)


def _workers(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text} is not a number of workers from 1 to 64")
    return int(text)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read, in order, each once. Folders give what they hold with a known ending, hidden ones left out.

    Raises `UsageError` for a path that is not there and for folders that hold nothing to read.
    """
    from ingest.errors import UsageError

    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(_below(path))
            if not inside:
                raise UsageError(
                    f"no document in folder {path}: it holds no file ending in {', '.join(sorted(ENDINGS))}"
                )
        elif path.exists():
            inside = [path]
        else:
            raise UsageError(f"no such file or folder: {path}; nothing was stored")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            # `~$` marks the lock file that an open Office document leaves beside itself.
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in ENDINGS:
                yield Path(root, name)


def read_all(files: Sequence[Path], workers: int, force: bool = False) -> Iterator[Read]:
    """Read files in order, `workers` at a time, each in a process with a time and a memory limit.

    A file that fails, hangs or kills its process is refused with the reason; the others are read.
    """
    from ingest.errors import BudgetQAError
    from ingest.worker import read_many

    for _path, outcome in read_many(files, workers, force=force):
        yield (None, str(outcome)) if isinstance(outcome, BudgetQAError) else (outcome, "")


def _row(library: Library, path: Path, read: Read) -> dict[str, Any]:
    from ingest.errors import BudgetQAError

    disclosure, reason = read
    if disclosure is None:
        return {**_refused(path.name), "reason": reason}
    source = str(path.resolve())
    try:
        status = library.save(disclosure, source=source)
    except BudgetQAError as error:
        return {**_refused(path.name), "reason": str(error)}
    return {**_stored(library, disclosure, source), "status": status}


def _refused(name: str) -> dict[str, Any]:
    return {
        "document": name, "organization": None, "level": None, "fiscal_year": None, "basis": None, "pages": None,
        "tables": 0, "figures": 0, "indicators": 0, "proven_share": None, "warnings": [], "status": "refused",
    }  # fmt: skip


def _stored(library: Library, disclosure: Disclosure, source: str) -> dict[str, Any]:
    """The stored document's record: the store may have given it a name of its own, so look by content first."""
    records = library.documents()
    same = [r for r in records if r.sha256 == disclosure.sha256]
    chosen = next((r for r in same if r.source == source), None)
    chosen = chosen or next((r for r in same if r.name == disclosure.document), None) or next(iter(same), None)
    return chosen.to_json() if chosen is not None else _refused(disclosure.document)


def run(arguments: argparse.Namespace) -> int:
    """Read and store; 0 if all files are in, 1 if some were refused."""
    from ui.commands.common import open_library
    from ui.output import json_text, table_text

    files = find_files(arguments.paths)
    usual = min(os.cpu_count() or 1, 4) if len(files) >= _WORTH_WORKERS else 1
    workers = min(arguments.workers or usual, len(files))
    rows = []
    with open_library() as library, _Progress(len(files)) as progress:
        for path, read in zip(files, read_all(files, workers, arguments.force), strict=True):
            rows.append({**_row(library, path, read), "path": str(path)})
            progress.step(path.name)
    if arguments.json:
        sys.stdout.write(json_text(rows))
    else:
        refused = [row for row in rows if row["status"] == "refused"]
        columns = [c for c in COLUMNS if c != "reason"]
        sys.stdout.write(table_text(rows, columns, _NUMERIC))
        for row in refused:
            reason = " ".join(str(row["reason"]).split()).removeprefix(f"{row['document']}: ")
            sys.stdout.write(f"refused {row['path']}: {reason}\n")
    return 1 if any(row["status"] == "refused" for row in rows) else 0


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
