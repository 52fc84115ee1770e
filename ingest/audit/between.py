"""Identities between documents: this year's column for last year against last year's document, a department and its units.

Source: the forms repeat last year's figures beside this year's; a department's disclosure (部门) includes those of its
units (单位). Only documents of one organisation are compared. Pure: what was read in, checks and findings out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.audit.findings import Position
from ingest.audit.standing import TOTAL, YEAR
from ingest.audit.tables import Entries, Entry, entries_of, settle_totals
from ingest.figures import Origin
from ingest.model import Facts, Figure, Finding, Table

_KINDS: Final = {
    "prior_year": "this year's column for last year is last year's own",
    "department_units": "a department includes its unit",
}


@dataclass(frozen=True, slots=True)
class Read:
    """One document as it was read; `figures` are those that print an amount."""

    document: str
    sha256: str
    facts: Facts
    tables: Sequence[Table]
    figures: Sequence[Figure]

    @property
    def origin(self) -> Origin:
        return Origin(self.document, self.sha256, self.facts)


@dataclass(frozen=True, slots=True)
class Between:
    """What comparing one document with others gave: how many places held, and a finding for each that did not."""

    held: int = 0
    findings: tuple[Finding, ...] = ()


def between_documents(reads: Sequence[Read]) -> dict[str, Between]:
    """For each document what comparing it with the others of its organisation gave."""
    entries = {read.document: settle_totals(entries_of(read.tables, read.figures)) for read in reads}
    outcomes: dict[str, Between] = {}
    for read in reads:
        held, found = 0, list[Finding]()
        for other in reads:
            if read is other or not _same_body(read.facts, other.facts):
                continue
            if _last_year(read.facts, other.facts):
                checks = list(_prior_year(entries[read.document], entries[other.document], other.facts))
                held += sum(holds for holds, _, _ in checks)
                found += [_finding(read, "prior_year", own, its) for holds, own, its in checks if not holds]
            elif _its_unit(read.facts, other.facts):
                parts = list(_within(entries[read.document], entries[other.document]))
                held += sum(holds for holds, _, _ in parts)
                found += [_finding(read, "department_units", own, its) for holds, own, its in parts if not holds]
        outcomes[read.document] = Between(held, tuple(found))
    return outcomes


def _same_body(one: Facts, other: Facts) -> bool:
    return one.organization is not None and one.organization == other.organization


def _last_year(this: Facts, other: Facts) -> bool:
    """Whether `other` is the disclosure of the year before, of the same level."""
    years = this.fiscal_year, other.fiscal_year
    return None not in years and years[0] == (years[1] or 0) + 1 and this.level == other.level


def _its_unit(this: Facts, other: Facts) -> bool:
    return (
        (this.level, other.level) == ("department", "unit")
        and this.fiscal_year == other.fiscal_year
        and this.basis == other.basis
    )


def _prior_year(now: Entries, then: Entries, facts: Facts) -> Iterator[tuple[bool, Entry, Entry]]:
    """This year's document's entries for the other's year beside the other's own."""
    for place, found in now.items():
        if place.year != facts.fiscal_year:
            continue
        for entry in found:
            others = then.get(place, [])
            if others:
                yield any(entry.agrees(other) for other in others), entry, others[0]


def _within(department: Entries, unit: Entries) -> Iterator[tuple[bool, Entry, Entry]]:
    """The unit's totals beside the department's, which are no smaller."""
    for place, found in department.items():
        if place.item not in {TOTAL, YEAR}:
            continue
        for entry, other in _first(found, unit.get(place, [])):
            slack = entry.tolerance + other.tolerance
            yield other.amount <= entry.amount + slack, entry, other


def _first(found: Sequence[Entry], others: Sequence[Entry]) -> Iterable[tuple[Entry, Entry]]:
    return [(found[0], others[0])] if found and others else []


def _finding(read: Read, kind: str, own: Entry, other: Entry) -> Finding:
    first, second = own.figures[0], other.figures[0]
    at: Position = {"table_number": first.table_number, "page": first.page, "line": first.line}
    return Finding(
        id=read.origin.key("finding", kind, first.id, second.id),
        kind=kind,
        severity="contradiction",
        identity=_KINDS[kind],
        total=first.id,
        parts=tuple(f.id for f in other.figures),
        difference=own.amount - other.amount,
        tolerance=own.tolerance + other.tolerance,
        figures=(*(f.id for f in own.figures), *(f.id for f in other.figures)),
        **at,
    )
