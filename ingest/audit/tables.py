"""Identities between tables: one amount printed in several tables is the same, and income equals expenditure.

Which figures are one amount is told by their places (`ingest.audit.standing`): 收支总表 against 支出总表, 基本支出 in both
classifications, 财政拨款 against 一般公共预算. Source: the forms define every table as a cut through one budget.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from ingest.amounts import UNITS, half_last_place
from ingest.audit.standing import TOTAL, YEAR, Place, placed
from ingest.figures import Origin
from ingest.model import Check, Disclosure, Figure, Finding, Table

_LIST: Final = 4
"""Items that two tables must have in common before they can be one list."""
_FEW: Final = 3
"""Comparisons of two tables that fail before the two are thought to show different things."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one table prints at a place: a figure, or several that are the item together. Yuan."""

    table: int
    figures: tuple[Figure, ...]

    @property
    def amount(self) -> Decimal:
        return sum((f.amount for f in self.figures if f.amount is not None), Decimal(0))

    @property
    def tolerance(self) -> Decimal:
        return sum((half_last_place(f.text, f.unit) for f in self.figures), Decimal(0))

    def agrees(self, other: Entry) -> bool:
        """Whether the two are one amount within what rounding allows."""
        return abs(self.amount - other.amount) <= self.tolerance + other.tolerance


Entries = dict[Place, list[Entry]]


def table_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """The checks between the tables of a disclosure. What fails is told by `ingest.audit.findings`."""
    entries = one_scope(settle_totals(entries_of(read.tables, read.figures)))
    titles = {table.number: table.title for table in read.tables}
    checks = [check for place, found in entries.items() for check in _same(place, found, titles)]
    origin = Origin(read.document, read.sha256, read.facts)
    findings = [_lacking(*gap, read.tables, origin) for gap in gaps(entries)]
    return [*_fitting(checks, read.figures), *_balances(entries, titles)], findings


def entries_of(tables: Iterable[Table], figures: Iterable[Figure]) -> Entries:
    """All places of a document's tables with what each table prints there."""
    cells: dict[int, dict[tuple[int, int], Figure]] = {}
    for figure in figures:
        # Only money is compared between tables: 12 people are not 12 yuan.
        if (
            figure.amount is not None
            and figure.unit in UNITS
            and None not in (figure.table_number, figure.row, figure.column)
        ):
            cells.setdefault(figure.table_number or 0, {})[(figure.row or 0, figure.column or 0)] = figure
    found: Entries = {}
    for table in tables:
        for place, members in placed(table, cells.get(table.number, {})).items():
            found.setdefault(place, []).append(Entry(table.number, members))
    return found


def settle_totals(entries: Entries) -> Entries:
    """Whether a table's lone 合计 is the grand total or the year's own: forms differ, the amount tells.

    A balance prints both (本年支出合计, 支出总计). Another table's total that is not the one but is the other moves there.
    """
    settled = {place: list(found) for place, found in entries.items()}
    for place, found in entries.items():
        if place.item != TOTAL:
            continue
        year = place._replace(item=YEAR)
        own = entries.get(year, [])
        both = [e for e in found if any(e.table == other.table for other in own)]
        for entry in found:
            if entry in both or any(entry.agrees(other) for other in both):
                continue
            if any(entry.agrees(other) for other in own):
                settled[place].remove(entry)
                settled.setdefault(year, []).append(entry)
    return settled


def one_scope(entries: Entries) -> Entries:
    """The entries with scopes made one whose totals are one: where all money is general budget, so is each item's.

    Amounts are no less than nought, so equal totals leave nothing for the other scopes.
    """
    same: dict[tuple[object, ...], str] = {}
    for narrow, wide in (("fiscal", "all"), ("general", "fiscal"), ("general", "all")):
        for place, found in entries.items():
            if place.item not in {TOTAL, YEAR} or place.scope != narrow or place.nature != "whole":
                continue
            over = entries.get(place._replace(scope=wide), [])
            if any(a.agrees(b) and a.amount for a in found for b in over):
                # What was carried over may be of other money: a total is one only if it is equal itself.
                same.setdefault((place.flow, place.year, place.basis, place.item, narrow), wide)
                same.setdefault((place.flow, place.year, place.basis, "", narrow), wide)
    merged: Entries = {}
    for place, found in entries.items():
        scope, item = place.scope, place.item if place.item in {TOTAL, YEAR} else ""
        while wider := same.get((place.flow, place.year, place.basis, item, scope)):
            scope = wider
        merged.setdefault(place._replace(scope=scope), []).extend(found)
    return merged


def _same(place: Place, found: Sequence[Entry], titles: Mapping[int, str]) -> Iterator[Check]:
    """A check of each table's entry against the amount that most tables print."""
    if len({entry.table for entry in found}) < 2:
        return
    single = [entry for entry in found if len(entry.figures) == 1]
    if not single:
        return
    chosen = max(single, key=lambda entry: sum(entry.agrees(other) for other in found))
    for entry in found:
        if entry is not chosen and entry.table != chosen.table:
            names = " = ".join(titles.get(number, "") or f"table {number}" for number in (chosen.table, entry.table))
            yield check_of("table_vs_table", f"one amount in two tables: {names}", chosen.figures[0], entry)


def gaps(entries: Entries) -> Iterator[tuple[Place, Entry, int]]:
    """Items that one table prints and another leaves out (its number), though the two are the same list.

    Two tables are the same list if nearly all items of one stand in the other with their amounts. Levels that the other
    never prints are not compared: a table of 类 alone lacks no 项.
    """
    lists: dict[tuple[object, ...], dict[int, dict[str, tuple[Place, Entry]]]] = {}
    for place, found in entries.items():
        if place.nature == "whole":
            cut = (place.flow, place.scope, place.year, place.basis)
            for entry in found:
                lists.setdefault(cut, {}).setdefault(entry.table, {})[place.item] = (place, entry)
    for tables in lists.values():
        for one, items in tables.items():
            for other, held in tables.items():
                if one != other:
                    yield from ((place, entry, other) for place, entry in _left_out(items, held))


def _left_out(
    items: Mapping[str, tuple[Place, Entry]], held: Mapping[str, tuple[Place, Entry]]
) -> list[tuple[Place, Entry]]:
    levels = {_level(item) for item in held}
    coded = {
        item: found for item, found in items.items() if item[0] != "=" and _level(item) in levels and found[1].amount
    }
    both = [item for item in coded if item in held]
    agreeing = sum(coded[item][1].agrees(held[item][1]) for item in both)
    if len(both) < _LIST or agreeing * 10 < len(coded) * 8:
        return []
    whole = any(item in held for item in (TOTAL, YEAR))
    return [found for item, found in coded.items() if item not in held and not (whole and item in {TOTAL, YEAR})]


def _level(item: str) -> int:
    """How deep an item stands: the digits of its code; totals are one level, names another."""
    return len(item) if item[0].isdigit() else -1 if item[0] == "=" else 0


def _lacking(place: Place, entry: Entry, table: int, tables: Sequence[Table], origin: Origin) -> Finding:
    where = next(t for t in tables if t.number == table)
    return Finding(
        id=origin.key("finding", "missing_row", table, *place),
        kind="missing_row",
        severity="missing",
        identity="tables that are one list hold the same items",
        total=entry.figures[0].id,
        figures=tuple(f.id for f in entry.figures),
        stated=where.title,
        table_number=table,
        page=where.page,
        line=where.line,
    )


def _balances(entries: Entries, titles: Mapping[int, str]) -> Iterator[Check]:
    """收入总计 = 支出总计, in each table that prints both."""
    for place, found in entries.items():
        if place.flow != "income" or place.item != TOTAL or place.nature != "whole":
            continue
        for income in found:
            for spent in entries.get(place._replace(flow="expenditure"), []):
                if spent.table == income.table and len(income.figures) == 1:
                    name = f"income = expenditure: {titles.get(income.table, '')}"
                    yield check_of("balance", name, income.figures[0], spent)


def check_of(rule: str, name: str, total: Figure, parts: Entry) -> Check:
    """The check that a figure is what the figures of an entry make."""
    whole = Entry(0, (total,))
    return Check(
        name,
        None,
        total.id,
        tuple(figure.id for figure in parts.figures),
        whole.amount - parts.amount,
        whole.tolerance + parts.tolerance,
        rule,
    )


def _fitting(checks: Iterable[Check], figures: Iterable[Figure]) -> Iterator[Check]:
    """The checks without those of two tables that differ nearly everywhere: they don't show the same."""
    table = {figure.id: figure.table_number or 0 for figure in figures}

    def pair(check: Check) -> tuple[int, int]:
        numbers = sorted((table[check.total], table[check.parts[0]]))
        return numbers[0], numbers[1]

    for _, group in groupby(sorted(checks, key=pair), key=pair):
        members = list(group)
        outcomes = Counter(check.holds for check in members)
        if outcomes[False] < _FEW or outcomes[False] <= outcomes[True]:
            yield from members
