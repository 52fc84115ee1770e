"""`budgetqa eval fuzz`: damaged and hostile files through ingest, and what broke.

Works in a temporary home; the user's store is never opened. What is checked is said in `eval.fuzz.run`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eval.fuzz.run import Result
    from ui.commands import Subparsers


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `fuzz`."""
    parser = subparsers.add_parser(
        "fuzz", help="put damaged and hostile files through ingest and see that nothing breaks"
    )
    parser.add_argument("--count", type=_whole, default=1000, metavar="N", help="inputs (default: 1000)")
    parser.add_argument(
        "--seed", type=_whole, default=0, metavar="S", help="which run: the same inputs for the same number"
    )
    parser.add_argument(
        "--only", type=_whole, action="append", metavar="N", help="only this input of the run (repeatable)"
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="damage the files of this folder too")
    parser.add_argument("--workers", type=_whole, default=1, metavar="N", help="files read at a time (default: 1)")
    parser.add_argument("--timeout", type=_whole, default=60, metavar="SECONDS", help="limit a file (default: 60)")
    parser.add_argument("--memory", type=_whole, default=2000, metavar="MB", help="limit a file (default: 2000)")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the inputs that broke something, or --only ones, here"
    )
    parser.add_argument("--json", action="store_true", help="every result as JSON")
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Run and report; 1 if anything broke."""
    from eval.answers_command import temporary_library
    from eval.fuzz.run import run as fuzz
    from eval.fuzz.seeds import folder_seeds, own_seeds
    from ingest.errors import UsageError
    from ui.output import json_text

    if arguments.corpus is not None and not arguments.corpus.is_dir():
        raise UsageError(f"no such folder: {arguments.corpus}")
    seeds = own_seeds() + (folder_seeds(arguments.corpus) if arguments.corpus else [])
    numbers = arguments.only or range(arguments.count)
    results: list[Result] = []
    with temporary_library() as library, TemporaryDirectory(prefix="budgetqa-fuzz-") as folder:
        for result in fuzz(
            seeds, numbers, library, Path(folder), seed=arguments.seed, workers=max(arguments.workers, 1),
            timeout=arguments.timeout, memory_mb=arguments.memory,
        ):  # fmt: skip
            results.append(result)
            if arguments.keep and (result.complaints or arguments.only):
                _keep(seeds, result, arguments.seed, arguments.keep)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r\x1b[K{len(results)}/{len(numbers)} {result.trial.done[:50]}")
                sys.stderr.flush()
    report = summary(results)
    if arguments.json:
        sys.stdout.write(json_text({"summary": report, "results": [asdict(result) for result in results]}))
    else:
        sys.stdout.write(to_text(report, results))
    return 1 if report["broken"] else 0


def _keep(seeds: Any, result: Result, seed: int, folder: Path) -> None:  # noqa: ANN401
    from eval.fuzz.run import make_input

    folder.mkdir(parents=True, exist_ok=True)
    trial, data = make_input(seeds, result.trial.number, seed)
    (folder / f"{trial.number}_{trial.file}").write_bytes(data)


def summary(results: list[Result]) -> dict[str, Any]:
    """Counts of a run: by outcome, what broke, refusals no reader foresaw, the slowest, and this process's peak of memory."""
    from eval.fuzz.run import UNFORESEEN

    return {
        "inputs": len(results),
        "outcomes": dict(Counter(result.status for result in results)),
        "broken": sum(bool(result.complaints) for result in results),
        "limits": sum("the limit of" in result.reason for result in results),
        "crashed_readers": sum("ended without an answer" in result.reason for result in results),
        "unforeseen": sum(UNFORESEEN in result.reason for result in results),
        "slowest_seconds": round(max((result.seconds for result in results), default=0.0), 1),
        "peak_own_mb": _peak_mb(),
    }


def _peak_mb() -> int | None:
    """Largest resident memory of this process so far (its readers have a limit of their own); `None` where unknown."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def to_text(report: dict[str, Any], results: list[Result]) -> str:
    """The report for a person: the counts, then each input that broke something or met a limit."""
    from eval.fuzz.run import UNFORESEEN
    from ui.output import plain

    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in report.items()]
    for result in results:
        trial = result.trial
        where = f"input {trial.number} ({trial.file}, {trial.size:,} bytes, {trial.done})"
        lines += [f"BROKEN {where}: {plain(complaint)}" for complaint in result.complaints]
        if any(mark in result.reason for mark in ("the limit of", "ended without an answer", UNFORESEEN)):
            lines.append(f"{where}: {plain(result.reason)}")
    return "\n".join(lines) + "\n"
