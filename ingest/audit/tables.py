"""Identities between tables: 收支总表 against 支出总表, the two classifications of 基本支出, projects against 项目支出."""

from __future__ import annotations

from ingest.model import Check, Disclosure, Finding


def table_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """The checks this module can make of a disclosure, and findings that no equation of figures expresses."""
    return [], []
