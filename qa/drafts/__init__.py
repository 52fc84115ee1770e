"""Checking a draft: every number in a text against the figures in the store.

    report = check_draft(library, text)          # documents=, organizations=, year=, language= narrow or overrule
    for checked in report.claims:
        checked.claim.start, checked.claim.end   # its span in the text
        checked.verdict.status                   # supported | derived | contradicted | unsupported
        checked.verdict.reason, .expected        # why, and what would be right, written as the draft writes it
        checked.verdict.figures                  # the evidence
    report.summary, report.good, report.to_json()

Several drafts against one store: make one `DraftChecker(engine)` and call its `check`; it keeps what it has looked up.
"""

from __future__ import annotations

from qa.drafts.check import DraftChecker, check_draft
from qa.drafts.model import CheckedClaim, DraftReport, Status, Verdict

__all__ = ["CheckedClaim", "DraftChecker", "DraftReport", "Status", "Verdict", "check_draft"]
