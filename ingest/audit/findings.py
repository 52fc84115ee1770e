"""Failing checks become findings: how serious, where to look, and what the arithmetic says of the cause."""

from __future__ import annotations

from ingest.model import Disclosure, Finding


def findings_of(read: Disclosure) -> list[Finding]:
    """One finding a fault: the failing checks of a disclosure, those with one cause told once."""
    return []
