"""`budgetqa eval ingest DIR`: read every disclosure of a folder and measure how well, against a second reading.

Stores nothing. What is counted is in `eval.reading`; the second reading is `eval.printed`.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from eval.reading import Reading
    from ui.commands import Subparsers

_COLUMNS: Final = (
    "document", "fiscal_year", "basis", "tables", "figures", "amounts", "found", "identities", "hold", "proven",
    "indicators", "warnings",
)  # fmt: skip


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval ingest`."""
    parser = subparsers.add_parser("ingest", help="measure how completely and rightly disclosures are read")
    parser.add_argument("paths", nargs="+", type=Path, metavar="DIR", help="a folder of disclosures, or files")
    parser.add_argument(
        "--aside", action="append", default=[], metavar="PATTERN",
        help="file names kept aside while building; their scores are added up apart (repeatable)",
    )  # fmt: skip
    parser.add_argument("--verbose", action="store_true", help="show each missing amount and each failing identity")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4), metavar="N", help="files at a time")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, compare, report; 0 always, for a low score is no error. `UsageError` for folders with nothing to read."""
    from ingest.files import find_files
    from ui.output import json_text

    # Archives are left out: the second reading opens files alone.
    files = [file.path for file in find_files(arguments.paths) if file.member is None and not file.problem]
    readings = list(read(files, arguments.workers))
    aside = [r for r in readings if any(fnmatch.fnmatch(r.path.name, pattern) for pattern in arguments.aside)]
    rest = [r for r in readings if r not in aside]
    parts = {"built on": rest, "kept aside": aside} if aside else {"all": rest}
    if arguments.json:
        sys.stdout.write(json_text(_json(parts)))
    else:
        sys.stdout.write(_text(parts, verbose=arguments.verbose))
    return 0


def read(files: Sequence[Path], workers: int) -> Iterator[Reading]:
    """Read and score files, `workers` at a time, in order; a refused one comes with its reason."""
    from concurrent.futures import ProcessPoolExecutor

    from eval.reading import Reading, score
    from ingest.model import Disclosure
    from ingest.worker import read_many

    with ProcessPoolExecutor(max(1, workers // 2)) as pool:
        second = pool.map(_second, files)
        for (path, outcome), printed in zip(read_many(files, workers), second, strict=True):
            if isinstance(outcome, Disclosure):
                yield score(path, outcome, printed)
            else:
                yield Reading(path, None, str(outcome))


def _second(path: Path) -> Any:  # noqa: ANN401 - list[PrintedAmount] | None
    from eval.printed import amounts, printed_tables

    try:
        tables = printed_tables(path)
    except Exception:  # a file that the libraries cannot open alone has no second reading
        return None
    return None if tables is None else amounts(tables)


def _json(parts: dict[str, list[Reading]]) -> dict[str, Any]:
    from eval.reading import row, summary

    return {
        name: {
            "summary": summary(readings),
            "documents": [
                {
                    **row(reading),
                    "missing": [{"place": a.place, "text": a.text} for a in reading.missing],
                    "failed": [
                        {"identity": f.identity, "place": f.place, "row": f.row, "arithmetic": f.arithmetic}
                        for f in reading.failed
                    ],
                }
                for reading in readings
            ],
        }
        for name, readings in parts.items()
    }


def _text(parts: dict[str, list[Reading]], *, verbose: bool) -> str:
    from eval.reading import row, summary
    from ui.output import table_text

    lines: list[str] = []
    for name, readings in parts.items():
        stored = [r for r in readings if r.disclosure is not None]
        lines.append(f"{name}\n{table_text([row(r) for r in stored], _COLUMNS, _COLUMNS[3:])}")
        found = summary(readings)
        lines.append(
            "amounts found {amounts[percent]} % of {amounts[of]} (worst document {amounts[worst]} %); "
            "identities that hold {identities[percent]} % of {identities[of]} (worst {identities[worst]} %); "
            "table figures proven {proven[percent]} % of {proven[of]}\n".format(**found)
        )
        for reading in readings:
            if reading.disclosure is None:
                lines.append(f"refused {reading.path.name}: {reading.reason.removeprefix(f'{reading.path.name}: ')}\n")
            elif verbose:
                lines += [f"{reading.path.name}: not read: {a.text} ({a.place})\n" for a in reading.missing]
                lines += [f"{reading.path.name} {f.place}: {f.row}: {f.arithmetic}\n" for f in reading.failed]
    return "".join(lines)
