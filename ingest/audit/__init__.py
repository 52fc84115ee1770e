"""The audit of one disclosure: identities between its tables, its sentences and its targets, and what fails.

Accounting identities inside one table are in `ingest.checks`; identities between documents (a department and its units, this
year's column for last year) need more than one disclosure and are made where the store is at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.audit.blanks import blank_audit
from ingest.audit.findings import findings_of
from ingest.audit.funding import funding_audit
from ingest.audit.headings import heading_audit
from ingest.audit.objectives import objective_audit
from ingest.audit.printing import printing_audit
from ingest.audit.products import product_audit
from ingest.audit.sentences import sentence_audit
from ingest.audit.tables import table_audit
from ingest.audit.targets import target_audit
from ingest.checks import proofs
from ingest.figures import with_proofs
from ingest.model import Disclosure, Finding

__all__ = ["audit"]

_PARTS: Final = (
    table_audit, sentence_audit, target_audit, objective_audit, funding_audit, blank_audit, heading_audit, product_audit,
    printing_audit,
)  # fmt: skip


def audit(read: Disclosure) -> Disclosure:
    """The disclosure with the checks between its parts, the findings of all its checks, and the proofs they give."""
    checks = list(read.checks)
    findings: list[Finding] = []
    for part in _PARTS:
        more, found = part(read)
        checks += more
        findings += found
    figures = tuple(with_proofs(read.figures, proofs(checks)))
    read = replace(read, checks=tuple(checks), figures=figures)
    return replace(read, findings=tuple(_without_echoes([*findings_of(read), *findings])))


def _without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without rows missing from a table where a sum already names the row that it lacks."""
    omitted = {i for f in findings if f.hint is not None and f.hint.kind == "omitted" for i in f.hint.figures}
    return [f for f in findings if f.kind != "missing_row" or not omitted & set(f.figures)]
