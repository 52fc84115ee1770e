"""`budgetqa eval claims`: true and falsified sentences made of stored figures, put before the verifier.

What is caught of the falsified and what is accused of the true, by kind. How the sentences are made is in `eval.statements`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eval.statements import Statement
    from index import DocumentRecord, Library
    from qa.drafts import DraftReport
    from ui.commands import Subparsers


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence with what the verifier made of it: `good` if it let every claim of it pass."""

    statement: Statement
    good: bool
    reason: str

    @property
    def right(self) -> bool:
        """Whether a true sentence passed or a falsified one was caught."""
        return self.good == (self.statement.fault is None)


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval claims`."""
    parser = subparsers.add_parser(
        "claims", help="measure the verifier: true and falsified sentences made of the store's figures"
    )
    parser.add_argument("documents", nargs="*", metavar="DOC", help="documents in the store (default: all)")
    parser.add_argument(
        "--sentences",
        type=Path,
        metavar="FILE",
        help="check sentences written by hand (JSON lines) instead of made ones",
    )
    parser.add_argument("--count", type=int, default=200, metavar="N", help="true and falsified sentences, N each")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="draws the same sentences again (default: 1)")
    parser.add_argument("--verbose", action="store_true", help="show each sentence that was judged wrongly")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the sentences, check them, report; 0 always."""
    from ui.commands.common import check_documents, open_library
    from ui.output import json_text

    with open_library() as library:
        check_documents(library, arguments.documents)
        start = time.perf_counter()
        if arguments.sentences is not None:
            outcomes = judged(library, read_sentences(arguments.sentences, {r.name for r in library.documents()}))
        else:
            outcomes = measure(library, arguments.documents, arguments.count, arguments.seed)
        seconds = time.perf_counter() - start
    if arguments.json:
        sys.stdout.write(
            json_text(
                {**summary(outcomes), "seconds": round(seconds, 1), "wrong": [_row(o) for o in outcomes if not o.right]}
            )
        )
    else:
        sys.stdout.write(to_text(outcomes, seconds, verbose=arguments.verbose))
    return 0


def measure(library: Library, documents: Sequence[str], count: int, seed: int) -> list[Outcome]:
    """`count` true and `count` falsified sentences over the documents, each checked against its document."""
    return judged(library, statements(library, documents, count, seed))


def judged(library: Library, statements: Iterable[Statement]) -> list[Outcome]:
    """Each sentence checked against its documents."""
    from qa.drafts import DraftChecker
    from qa.engine import Engine

    checker = DraftChecker(Engine(library))
    return [
        Outcome(s, report.good and bool(report.claims), _reason(report))
        for s in statements
        for report in (checker.check(s.text, documents=s.documents),)
    ]


def read_sentences(file: Path, held: Collection[str]) -> list[Statement]:
    """Sentences written by hand, those about documents that the store holds.

    A line: `{"documents": [names], "language": "zh"|"en", "true": bool, "text": …}`. `UsageError` for no such file, `ReadError` naming
    the line for what is no such sentence, `StoreError` where not one document is in the store.
    """
    from eval.statements import Fault, Statement
    from ingest.errors import ReadError, StoreError, UsageError

    if not file.is_file():
        raise UsageError(f"no such file of sentences: {file}")
    found: list[Statement] = []
    for number, line in enumerate(filter(str.strip, file.read_text("utf-8").split("\n")), start=1):
        try:
            data = json.loads(line)
            fault: Fault | None = None if data["true"] else "written"
            documents = tuple(map(str, data["documents"]))
            found.append(Statement(str(data["text"]), documents, "written", data["language"], fault))
        except (ValueError, KeyError, TypeError) as error:
            raise ReadError(
                f"{file.name}: line {number}: no sentence with documents, language, true and text"
            ) from error
    kept = [s for s in found if set(s.documents) <= set(held)]
    if not kept:
        raise StoreError(
            f"the store holds none of the documents that {file.name} speaks of; budgetqa ingest loads them"
        )
    return kept


def statements(library: Library, documents: Sequence[str], count: int, seed: int) -> Iterable[Statement]:
    """The sentences, spread evenly over the documents that hold figures to speak of."""
    from eval.statements import Author
    from qa.holding import read_holding

    draw = random.Random(seed)  # noqa: S311 - sentences to repeat, not secrets
    records = [r for r in library.documents() if (not documents or r.name in documents) and r.facts.organization]
    held = {record.name: read_holding(library, record) for record in records}
    made_of = ((held[r.name], next((held[o.name] for o in records if _precedes(o, r)), None)) for r in records)
    authors = [a for a in (Author(own, draw, before) for own, before in made_of) if len(a.cells) >= 8]
    for true in (True, False):
        left = count
        for place, author in enumerate(authors):
            share = -(-left // (len(authors) - place))
            made = list(author.statements(share, true=true))
            left -= len(made)
            yield from made


def _precedes(old: DocumentRecord, new: DocumentRecord) -> bool:
    """Whether a document is the same body's of the year before, on the same basis."""
    a, b = old.facts, new.facts
    same = (a.organization, a.basis) == (b.organization, b.basis) and (a.level == b.level or None in (a.level, b.level))
    return same and a.fiscal_year is not None and b.fiscal_year is not None and a.fiscal_year == b.fiscal_year - 1


def _reason(report: DraftReport) -> str:
    if not report.claims:
        return "no claim was read"
    return "; ".join(f"{c.claim.text} {c.verdict.status}: {c.verdict.reason}" for c in report.claims)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts: falsified and caught, true and accused, by kind of fault and kind of sentence."""
    false = [o for o in outcomes if o.statement.fault is not None]
    true = [o for o in outcomes if o.statement.fault is None]

    def by(key: str, some: Sequence[Outcome], *, good: bool) -> dict[str, list[int]]:
        names = sorted({str(getattr(o.statement, key)) for o in some})
        return {
            name: [
                sum(o.good == good for o in some if str(getattr(o.statement, key)) == name),
                sum(str(getattr(o.statement, key)) == name for o in some),
            ]
            for name in names
        }

    return {
        "falsified": len(false),
        "caught": sum(not o.good for o in false),
        "true": len(true),
        "accused": sum(not o.good for o in true),
        "caught_by_fault": by("fault", false, good=False),
        "caught_by_language": by("language", false, good=False),
        "accused_by_kind": by("kind", true, good=False),
        "accused_by_language": by("language", true, good=False),
    }


def to_text(outcomes: Sequence[Outcome], seconds: float, *, verbose: bool) -> str:
    """The counts for a terminal; with `verbose` every sentence that was judged wrongly."""
    told = summary(outcomes)
    lines = [
        f"falsified sentences caught: {told['caught']} of {told['falsified']} ({_percent(told['caught'], told['falsified'])} %)",
        *(f"  {fault}: {hit} of {of}" for fault, (hit, of) in told["caught_by_fault"].items()),
        f"true sentences accused: {told['accused']} of {told['true']} ({_percent(told['accused'], told['true'])} %)",
        *(f"  {kind}: {hit} of {of}" for kind, (hit, of) in told["accused_by_kind"].items()),
        f"{seconds:.1f} s",
    ]
    if verbose:
        for outcome in outcomes:
            if not outcome.right:
                s = outcome.statement
                lines += ["", f"{'accused' if s.fault is None else f'missed ({s.fault})'} [{s.documents[0]}] {s.text}"]
                lines += [f"  right: {s.right}"] * bool(s.right)
                lines.append(f"  {outcome.reason}")
    return "\n".join(lines) + "\n"


def _row(outcome: Outcome) -> dict[str, Any]:
    s = outcome.statement
    return {
        "document": s.documents[0],
        "text": s.text,
        "kind": s.kind,
        "fault": s.fault,
        "right": s.right,
        "reason": outcome.reason,
    }


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"
