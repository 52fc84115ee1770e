"""The audit of one disclosure: identities between its tables, its sentences and its targets, and what fails.

Accounting identities inside one table are in `ingest.checks`; identities between documents (a department and its units, this
year's column for last year) need more than one disclosure and are made where the store is at hand.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.audit.blanks import blank_audit
from ingest.audit.findings import findings_of
from ingest.audit.products import product_audit
from ingest.audit.sentences import sentence_audit
from ingest.audit.tables import table_audit
from ingest.audit.targets import target_audit
from ingest.checks import proofs
from ingest.figures import with_proofs
from ingest.model import Disclosure

__all__ = ["audit"]


def audit(read: Disclosure) -> Disclosure:
    """The disclosure with the checks between its parts, the findings of all its checks, and the proofs they give."""
    checks = list(read.checks)
    findings = []
    for part in (table_audit, sentence_audit, target_audit, blank_audit, product_audit):
        more, found = part(read)
        checks += more
        findings += found
    figures = tuple(with_proofs(read.figures, proofs(checks)))
    read = replace(read, checks=tuple(checks), figures=figures)
    return replace(read, findings=(*findings_of(read), *findings))
