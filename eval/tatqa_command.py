"""`budgetqa eval tatqa FILE`: TAT-QA's arithmetic derivations executed by the calculators, and what does not come out as printed."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.commands import Subparsers


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval tatqa`."""
    parser = subparsers.add_parser("tatqa", help="execute TAT-QA's derivations with the calculators")
    parser.add_argument("file", type=Path, metavar="FILE", help="a TAT-QA data set (tatqa_dataset_dev.json)")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Execute and report; 0 always."""
    from ui.output import json_text

    told = measure(arguments.file)
    if arguments.json:
        sys.stdout.write(json_text(told))
        return 0
    lines = [f"derivations that come out as printed: {told['right']} of {told['derivations']} ({told['percent']} %)"]
    lines += [f"  by {name}: {times}" for name, times in told["calculators"].items()]
    lines += [f"  not: {reason}" for reason in told["wrong"]]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def measure(file: Path) -> dict[str, Any]:
    """The counts, and in words what did not come out as printed. Raises `ReadError` for a file that is none."""
    from eval.tatqa import derivations
    from ingest.errors import ReadError

    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        outcomes = list(derivations(data))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{file} is no TAT-QA data set: {error}; give tatqa_dataset_dev.json") from error
    right = sum(outcome.right for outcome in outcomes)
    return {
        "derivations": len(outcomes),
        "right": right,
        "percent": f"{100 * right / len(outcomes):.1f}" if outcomes else "-",
        "calculators": dict(Counter(name for outcome in outcomes for name in outcome.calculators).most_common()),
        "wrong": [outcome.reason for outcome in outcomes if not outcome.right],
    }
