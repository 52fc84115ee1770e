"""Accounting identities inside one table: across its columns and down its rows. Pure; knows no figures, only numbers.

Sources: the disclosure forms of the Ministry of Finance (部门预算/决算公开表式) define 合计 as the sum of the columns under
the same head, 小计 likewise, and each heading of the 类/款/项 classification as the sum of the headings below it.
Tolerance is half a unit in the last printed place of every term (see `ingest.amounts`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.headers import fold_head, is_total
from ingest.model import Column

Term = tuple[Decimal, Decimal]
"""(value, tolerance), both in the same unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """One addend: a column, or where that is blank (or there is none) the `leaves` that make it up."""

    column: int | None
    leaves: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnIdentity:
    """Column `total` is the sum of `parts`; `name` is for evidence and findings."""

    total: int
    parts: tuple[Part, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A tested identity: the columns (or rows) it compared, total minus parts, and how far it may be off."""

    total: int
    parts: tuple[int, ...]
    difference: Decimal
    tolerance: Decimal

    @property
    def holds(self) -> bool:
        return abs(self.difference) <= self.tolerance


def column_identities(columns: Sequence[Column]) -> tuple[ColumnIdentity, ...]:
    """The identities that the header tree implies, innermost groups included."""
    found: list[ColumnIdentity] = []
    for side in sorted({c.side for c in columns if c.role == "amount"}):
        members = [(c, tuple(c.path)) for c in columns if c.role == "amount" and c.side == side and c.path]
        _walk(members, 0, found)
    return tuple(found)


def _walk(members: list[tuple[Column, tuple[str, ...]]], depth: int, found: list[ColumnIdentity]) -> Part | None:
    """Collect the identities of one header group; returns the group as one addend of the group above."""
    # A column that carries the group's own head (基本支出 above 人员经费, 公用经费) is the group's total.
    totals = [column for column, path in members if len(path) == depth]
    parts: list[Part] = []
    names = list(dict.fromkeys(path[depth] for _, path in members if len(path) > depth))
    for name in names:
        inside = [(column, path) for column, path in members if len(path) > depth and path[depth] == name]
        if len(inside) == 1 and len(inside[0][1]) == depth + 1:
            column = inside[0][0]
            if is_total(name):
                totals.append(column)
            elif not fold_head(name).startswith("其中"):
                parts.append(Part(column.index))
        else:
            group = _walk(inside, depth + 1, found)
            if group is not None and not fold_head(name).startswith("其中"):
                parts.append(group)
    if len(totals) == 1:
        if len(parts) >= 2:
            found.append(ColumnIdentity(totals[0].index, tuple(parts), f"{totals[0].path[-1]} = sum of its columns"))
        return Part(totals[0].index, tuple(parts))
    return Part(None, tuple(parts)) if parts else None


def balance_columns(identities: Sequence[ColumnIdentity], cell: Callable[[int], Term | None]) -> list[Outcome]:
    """Test every identity that the row's cells allow; `cell(column)` is its term, or `None` where it prints nothing.

    A blank total, or parts all blank, cannot be tested and gives no outcome. A blank 小计 counts as its own parts.
    """
    outcomes: list[Outcome] = []
    for identity in identities:
        total = cell(identity.total)
        used: dict[int, Term] = {}
        for part in identity.parts:
            _terms(part, cell, used)
        if total is None or not used:
            continue
        outcomes.append(_outcome(identity.total, total, used))
    return outcomes


def _terms(part: Part, cell: Callable[[int], Term | None], used: dict[int, Term]) -> None:
    term = None if part.column is None else cell(part.column)
    if term is not None and part.column is not None:
        used[part.column] = term
        return
    for leaf in part.leaves:
        _terms(leaf, cell, used)


def _outcome(index: int, total: Term, used: Mapping[int, Term]) -> Outcome:
    difference = total[0] - sum((value for value, _ in used.values()), Decimal(0))
    tolerance = total[1] + sum((slack for _, slack in used.values()), Decimal(0))
    return Outcome(index, tuple(used), difference, tolerance)


def balance_rows(groups: Mapping[int, Sequence[int]], cell: Callable[[int], Term | None]) -> list[Outcome]:
    """Test one column downwards: each heading in `groups` against the rows directly under it.

    A blank heading, or rows under it all blank, gives no outcome.
    """
    outcomes: list[Outcome] = []
    for parent, children in groups.items():
        total = cell(parent)
        used = {child: term for child in children if (term := cell(child)) is not None}
        if total is not None and used:
            outcomes.append(_outcome(parent, total, used))
    return outcomes


def fit_columns(
    identities: Sequence[ColumnIdentity], rows: Sequence[Callable[[int], Term | None]]
) -> tuple[ColumnIdentity, ...]:
    """The identities that a table's rows bear out.

    A header cannot tell a part from a memo column (其中：政府采购 beside 项目支出). An identity that fails in most rows is no
    identity of this table: it is cut back to its leading parts if all rows then hold, else dropped. One that fails
    here and there stays, for those rows are what an audit looks for.
    """
    fitted: list[ColumnIdentity] = []
    for identity in identities:
        if _mostly_holds(identity, rows):
            fitted.append(identity)
            continue
        for length in range(len(identity.parts) - 1, 1, -1):
            shorter = ColumnIdentity(identity.total, identity.parts[:length], identity.name)
            if _mostly_holds(shorter, rows, share=Decimal(1)):
                fitted.append(shorter)
                break
    return tuple(fitted)


def _mostly_holds(
    identity: ColumnIdentity, rows: Sequence[Callable[[int], Term | None]], share: Decimal = Decimal("0.5")
) -> bool:
    outcomes = [outcome for row in rows for outcome in balance_columns((identity,), row)]
    held = sum(outcome.holds for outcome in outcomes)
    return len(outcomes) < 2 or Decimal(held) >= share * len(outcomes)


def nest_rows(
    groups: Mapping[int, Sequence[int]], cell: Callable[[int], Term | None], heads: Collection[int]
) -> dict[int, list[int]]:
    """Groups in which rows that only itemise the row before them no longer count beside it.

    Forms print 上年结转 with its parts below it and no sign that they are parts. Where a group fails as it stands, one
    of `heads` followed by rows that add up to it is taken for their heading, if the group then holds.
    """
    result = {parent: list(children) for parent, children in groups.items()}
    for parent, children in groups.items():
        total = cell(parent)
        if total is None:
            continue
        terms = {child: term for child in children if (term := cell(child)) is not None}
        if not terms or _outcome(parent, total, terms).holds:
            continue
        nested = _without_items(list(terms), terms, heads)
        if len(nested) < len(terms) and _outcome(parent, total, {c: terms[c] for c in nested}).holds:
            result[parent] = nested
    return result


def _without_items(rows: Sequence[int], terms: Mapping[int, Term], heads: Collection[int]) -> list[int]:
    """Rows left when each run of rows that adds up to the head before it is taken out."""
    kept: list[int] = []
    place = 0
    while place < len(rows):
        head = rows[place]
        kept.append(head)
        run = Decimal(0)
        stop = 0
        for ahead in range(place + 1, len(rows)):
            run += terms[rows[ahead]][0]
            if head in heads and terms[head][0] != 0 and run == terms[head][0]:
                stop = ahead - place
        place += stop + 1
    return kept
