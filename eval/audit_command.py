"""`budgetqa eval audit DIR`: what the audit finds in a folder of disclosures, and in the same with errors put in on purpose.

Stores nothing. How errors are put in is in `eval.mutations`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from eval.mutations import Outcome
    from ingest.model import Disclosure
    from ui.commands import Subparsers

_COLUMNS: Final = ("document", "identities", "hold", "proven", "findings", "errors", "found", "named")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval audit`."""
    parser = subparsers.add_parser(
        "audit", help="measure the audit: what it finds, and what of errors put in on purpose"
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="DIR", help="a folder of disclosures, or files")
    parser.add_argument(
        "--mutations",
        type=int,
        default=0,
        metavar="N",
        help="errors to put into each document, one at a time (default: 0)",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="draws the same errors again (default: 1)")
    parser.add_argument("--verbose", action="store_true", help="show each finding, and each error that was missed")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, audit, mutate, report; 0 always, for what is found is no error of the command."""
    from ingest.files import find_files
    from ui.output import json_text, table_text

    rows: list[dict[str, Any]] = []
    outcomes: list[Outcome] = []
    notes: list[str] = []
    files = [file.path for file in find_files(arguments.paths) if file.member is None and not file.problem]
    for read, own in audit_all(files, arguments.mutations, arguments.seed):
        rows.append(_row(read, own))
        outcomes += own
        notes += [
            f"{read.document}: {f.kind} ({f.severity}), p. {f.page} line {f.line}: {f.identity}" for f in read.findings
        ]
        notes += [f"{o.document}: missed {o.kind} at {o.place}: {o.change}" for o in own if not o.named]
    if arguments.json:
        sys.stdout.write(json_text({"documents": rows, "mutations": _by_kind(outcomes)}))
        return 0
    sys.stdout.write(table_text(rows, _COLUMNS, _COLUMNS[1:]))
    if outcomes:
        named = sum(o.named for o in outcomes)
        sys.stdout.write(
            f"errors put in: {len(outcomes)}, named by a finding: {named} ({_share(named, len(outcomes))} %)\n"
        )
        sys.stdout.write(
            table_text(_by_kind(outcomes), ("kind", "errors", "found", "named"), ("errors", "found", "named"))
        )
    if arguments.verbose:
        sys.stdout.write("".join(f"{note}\n" for note in notes))
    return 0


def audit_all(files: Sequence[Path], mutations: int, seed: int) -> Iterator[tuple[Disclosure, list[Outcome]]]:
    """Each file that is a budget, read, with what became of the errors put into it."""
    import hashlib

    from eval.mutations import mutate
    from ingest.disclosure import build_disclosure
    from ingest.errors import BudgetQAError
    from ingest.readers import read_bytes

    for path in files:
        try:
            data = path.read_bytes()
            source = read_bytes(data, path.name)
            read = build_disclosure(source, hashlib.sha256(data).hexdigest())
        except BudgetQAError:
            continue  # `eval ingest` tells what is refused and why
        yield read, list(mutate(source, read, mutations, seed)) if mutations else []


def _row(read: Disclosure, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    held = sum(check.holds for check in read.checks)
    share = read.proven_share
    return {
        "document": read.document,
        "identities": len(read.checks),
        "hold": held,
        "proven": None if share is None else float(share * 100),
        "findings": len(read.findings),
        "errors": len(outcomes) or None,
        "found": sum(o.found for o in outcomes) if outcomes else None,
        "named": sum(o.named for o in outcomes) if outcomes else None,
    }


def _by_kind(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    total, found, named = Counter[str](), Counter[str](), Counter[str]()
    for outcome in outcomes:
        total[outcome.kind] += 1
        found[outcome.kind] += outcome.found
        named[outcome.kind] += outcome.named
    return [{"kind": kind, "errors": total[kind], "found": found[kind], "named": named[kind]} for kind in sorted(total)]


def _share(part: int, whole: int) -> float:
    from eval.reading import share

    return float(share(part, whole) or 0)
