"""Failing checks become findings: how serious, where to look, and what the arithmetic says of the cause.

One fault often breaks several equations: they are told once, by the figure that alone would mend them all. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypedDict

from ingest.amounts import UNITS, print_number
from ingest.audit.hints import equal_figure, omitted, slip
from ingest.figures import Origin
from ingest.model import Check, Disclosure, Figure, Finding, Hint, Severity


class Position(TypedDict):
    """Where something stands, as the fields of a finding."""

    table_number: int | None
    page: int | None
    line: int | None


_ROUNDING: Final = 3
"""A difference within so many tolerances is rounding carried along, not a contradiction."""
_SLIPS: Final = frozenset({"digit", "transposed", "unit_slip", "sign"})
_MISSING: Final = frozenset({"project_list"})


def findings_of(read: Disclosure) -> list[Finding]:
    """One finding a fault: the failing checks of a disclosure, those with one cause told once."""
    figures = {figure.id: figure for figure in read.figures}
    twins = _twins(read.checks)
    held = Counter(
        twin
        for check in read.checks
        if check.holds and check.rule != "table_vs_table"
        for twin in {twins.get(i, i) for i in (check.total, *check.parts)}
    )
    failing = [check for check in read.checks if not check.holds]
    causes = [cause for group in _connected(failing, twins) for cause in _causes(group, held, twins, figures)]
    origin = Origin(read.document, read.sha256, read.facts)
    return _once([_finding(checks, suspect, read, figures, origin) for checks, suspect in causes], figures)


def _twins(checks: Iterable[Check]) -> dict[str, str]:
    """Figure → one that stands for it and all that are the same amount in another table: a slip is often copied along."""
    chosen: dict[str, str] = {}

    def first(identity: str) -> str:
        while chosen.get(identity, identity) != identity:
            identity = chosen[identity]
        return identity

    for check in checks:
        if check.rule == "table_vs_table" and check.holds and len(check.parts) == 1:
            chosen[first(check.parts[0])] = first(check.total)
    return {identity: first(identity) for identity in chosen}


def _connected(checks: Sequence[Check], twins: Mapping[str, str]) -> list[list[Check]]:
    """Checks grouped so that those sharing a figure or its twin, directly or through others, are together."""
    groups: list[tuple[set[str], list[Check]]] = []
    for check in checks:
        members = {twins.get(i, i) for i in (check.total, *check.parts)}
        touching = [group for group in groups if group[0] & members]
        groups = [group for group in groups if not group[0] & members]
        together: list[Check] = [c for _, inside in touching for c in inside]
        groups.append((members.union(*(ids for ids, _ in touching)), [*together, check]))
    return [inside for _, inside in groups]


def _causes(
    group: Sequence[Check], held: Mapping[str, int], twins: Mapping[str, str], figures: Mapping[str, Figure]
) -> list[tuple[list[Check], str | None]]:
    """The group's checks by cause: those that one changed figure would mend, with that figure; the rest one by one."""
    left = list(group)
    causes: list[tuple[list[Check], str | None]] = []
    while left:
        suspect, mended = _suspect(left, held, twins)
        if suspect is not None:
            causes.append((mended, suspect))
            left = [check for check in left if check not in mended]
            continue
        causes += [([check], _lone_suspect(check, held, twins, figures)) for check in left]
        break
    return causes


def _suspect(
    checks: Sequence[Check], held: Mapping[str, int], twins: Mapping[str, str]
) -> tuple[str | None, list[Check]]:
    """The figure whose change by one amount mends most of the checks (at least two, and more than it would break)."""
    needs: dict[str, list[tuple[Decimal, str, Check]]] = defaultdict(list)
    for check in checks:
        needs[twins.get(check.total, check.total)].append((-check.difference, check.total, check))
        for part in set(check.parts):
            needs[twins.get(part, part)].append((check.difference, part, check))
    best: tuple[int, int] = (1, 0)
    chosen: tuple[str | None, list[Check]] = (None, [])
    for twin, wanted in needs.items():
        for change, identity, _ in wanted:
            mended = [check for other, _, check in wanted if abs(other - change) <= check.tolerance]
            rank = (len(mended), -held.get(twin, 0))
            if len(mended) > 1 and len(mended) > held.get(twin, 0) and rank > best:
                best, chosen = rank, (identity, mended)
    return chosen


def _lone_suspect(
    check: Check, held: Mapping[str, int], twins: Mapping[str, str], figures: Mapping[str, Figure]
) -> str | None:
    """The figure of a single failing check that is likely wrong: the one in no equation that holds, or one slip away."""
    members = [check.total, *check.parts]
    loose = [member for member in members if not held.get(twins.get(member, member))]
    if len(members) == 2 and len(loose) == 1:
        return loose[0]  # the other stands firm
    slips = [m for m in loose if figures[m].amount is not None and slip(figures[m], _right(check, m, figures))]
    return slips[0] if len(slips) == 1 else None


def _right(check: Check, member: str, figures: Mapping[str, Figure]) -> Decimal:
    """The amount that `member` would have for the check to hold, the others as they are."""
    change = -check.difference if member == check.total else check.difference
    return (figures[member].amount or Decimal(0)) + change


def _finding(
    checks: Sequence[Check], suspect: str | None, read: Disclosure, figures: Mapping[str, Figure], origin: Origin
) -> Finding:
    inside = [check for check in checks if suspect is None or suspect in (check.total, *check.parts)]
    first = min(inside, key=lambda check: (check.total != suspect, len(check.parts)))
    members = [first.total, *first.parts]
    concerned = list(dict.fromkeys([*([suspect] if suspect else []), *members, *_members(checks)]))
    hint: Hint | None = None
    if suspect is not None:
        hint = slip(figures[suspect], _right(first, suspect, figures))
    if hint is None and first.rule == "row_sum":
        hint = omitted(figures[first.total], [figures[i] for i in first.parts], first.difference, read.figures)
    sides = {figures[i].amount for i in (first.total, *first.parts)}
    if hint is None and abs(first.difference) not in sides:  # one side is nothing: the other explains nothing
        hint = equal_figure(first.difference, read.figures, set(concerned))
    at = figures[suspect or first.total]
    expected = (
        _printed(first, suspect, figures) if suspect is not None and (hint is not None or len(checks) > 1) else None
    )
    return Finding(
        id=origin.key("finding", first.rule, *members),
        kind=first.rule or "identity",
        severity=_severity(first, hint),
        identity=first.identity,
        total=first.total,
        parts=first.parts,
        difference=first.difference,
        tolerance=first.tolerance,
        figures=tuple(concerned),
        suspect=suspect,
        others=len(checks) - 1,
        stated=first.arithmetic or None,
        expected=expected,
        passage=at.passage,
        hint=hint,
        **place_of(at),
    )


def place_of(figure: Figure) -> Position:
    """Where to look first: a figure's table, page and line."""
    return {"table_number": figure.table_number, "page": figure.page, "line": figure.line}


def _printed(check: Check, suspect: str, figures: Mapping[str, Figure]) -> str:
    """The amount that would be right, in the unit in which the suspect is printed."""
    unit = figures[suspect].unit
    return f"{print_number(_right(check, suspect, figures) / UNITS.get(unit, Decimal(1)))} {unit}"


def _members(checks: Iterable[Check]) -> list[str]:
    return [member for check in checks for member in (check.total, *check.parts)]


def _severity(check: Check, hint: Hint | None) -> Severity:
    if check.rule in _MISSING and check.difference > 0:
        return "missing"
    if hint is not None and hint.kind in _SLIPS:
        return "misprint"
    return "rounding" if abs(check.difference) <= check.tolerance * _ROUNDING else "contradiction"


def _once(found: Sequence[Finding], figures: Mapping[str, Figure]) -> list[Finding]:
    """Findings of one cause told once: a row that is missing fails in every column, and in each table that lacks it."""
    for key in (_row_of, _twin_of):
        grouped: dict[tuple[object, ...], list[Finding]] = {}
        for finding in found:
            grouped.setdefault(key(finding, figures), []).append(finding)
        found = [_merged(group) for group in grouped.values()]
    return list(found)


def _row_of(finding: Finding, figures: Mapping[str, Figure]) -> tuple[object, ...]:
    total = figures.get(finding.total or "")
    if total is None or total.table_number is None or finding.kind not in {"row_sum", "total_sum", "table_vs_table"}:
        return (finding.id,)
    # Rows that are one row in both tables differ in several columns together.
    parts = [(figures[i].table_number, figures[i].row) for i in finding.parts] if len(finding.parts) == 1 else []
    return (finding.kind, total.table_number, total.row, *(parts if finding.kind == "table_vs_table" else []))


def _twin_of(finding: Finding, figures: Mapping[str, Figure]) -> tuple[object, ...]:
    total = figures.get(finding.total or "")
    if total is None or total.table_number is None or not total.code:
        return (finding.id,)
    return (finding.kind, total.code, finding.difference)


def _merged(group: Sequence[Finding]) -> Finding:
    largest = max(group, key=lambda finding: abs(finding.difference or Decimal(0)))
    if len(group) == 1:
        return largest
    concerned = dict.fromkeys(i for finding in (largest, *group) for i in finding.figures)
    return replace(largest, figures=tuple(concerned), others=sum(f.others + 1 for f in group) - 1)
