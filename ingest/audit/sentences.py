"""What sentences state, checked: against the tables, against one another, and for what their words alone get wrong.

Amounts against tables are in `against_tables`; sums, shares, growth and direction inside a passage in `changes`; years,
names and denials in `wording`.
"""

from __future__ import annotations

from ingest.audit.against_tables import table_checks
from ingest.audit.changes import passage_checks
from ingest.audit.matching import tables_of
from ingest.audit.spoken import speeches
from ingest.audit.wording import wording_findings
from ingest.figures import Origin
from ingest.model import Check, Disclosure, Finding


def sentence_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """The checks that sentences allow, and findings about words that no equation of figures expresses."""
    origin = Origin(read.document, read.sha256, read.facts)
    said = speeches(read)
    tables = tables_of(read.figures, read.tables)
    checks: list[Check] = []
    findings: list[Finding] = []
    for speech in said:
        against = list(table_checks(speech, read, tables))
        checks += against
        # A number that its table belies would fail every sum and share that it stands in: it is told once.
        belied = {check.total for check in against if not check.holds}
        for found in passage_checks(speech, origin, belied):
            if isinstance(found, Check):
                checks.append(found)
            else:
                findings.append(found)
    findings += wording_findings(read, said, origin)
    return checks, findings
