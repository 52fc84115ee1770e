"""Performance targets: weights, cost targets and control figures against the project's budget."""

from __future__ import annotations

from ingest.model import Check, Disclosure, Finding


def target_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """The checks this module can make of a disclosure, and findings that no equation of figures expresses."""
    return [], []
