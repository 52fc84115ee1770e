"""Accounting identities inside one table: across its columns and down its rows. Pure; knows no figures, only numbers.

Sources: the disclosure forms of the Ministry of Finance (部门预算/决算公开表式) define 合计 as the sum of the columns under
the same head, 小计 likewise, and each heading of the 类/款/项 classification as the sum of the headings below it.
Tolerance is half a unit in the last printed place of every term (see `ingest.amounts`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.headers import fold_head, is_column_total
from ingest.model import Column
from ingest.units import is_money

Term = tuple[Decimal, Decimal]
"""(value, tolerance), both in the same unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """One addend: a column, or where that is blank (or there is none) the `leaves` that make it up."""

    column: int | None
    leaves: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnIdentity:
    """Column `total` is the sum of `parts`; `name` is for evidence and findings.

    `whole` is false where the heads promise no sum (其中：), so that only the amounts can tell whether there is one.
    """

    total: int
    parts: tuple[Part, ...]
    name: str
    whole: bool = True


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
    amounts = [c for c in columns if c.role == "amount" and c.path]
    # Money is added to money, people to people.
    for _, members in itertools.groupby(sorted(amounts, key=_addable), key=_addable):
        _walk([(column, tuple(column.path)) for column in members], 0, found)
    return tuple(found)


def _addable(column: Column) -> tuple[int, str]:
    return column.side, "" if is_money(column.unit) else f"counted {column.unit}"


def _walk(members: list[tuple[Column, tuple[str, ...]]], depth: int, found: list[ColumnIdentity]) -> Part | None:
    """Collect the identities of one header group; returns the group as one addend of the group above."""
    # A column that carries the group's own head (基本支出 above 人员经费, 公用经费) is the group's total.
    totals = [column for column, path in members if len(path) == depth]
    parts: list[Part] = []
    some: list[Part] = []  # parts that stand under 其中
    names = list(dict.fromkeys(path[depth] for _, path in members if len(path) > depth))
    for name in names:
        inside = [(column, path) for column, path in members if len(path) > depth and path[depth] == name]
        if len(inside) == 1 and len(inside[0][1]) == depth + 1:
            column = inside[0][0]
            if is_column_total(name):
                totals.append(column)
            else:
                (some if _of_which(name) else parts).append(Part(column.index))
        elif (group := _walk(inside, depth + 1, found)) is not None:
            if not _of_which(name):
                parts.append(group)
            else:
                some += [group] if group.column is not None else group.leaves
    found += _crossing(members, depth, names)
    if len(parts) == 1 and parts[0].column is None:
        parts = list(parts[0].leaves)  # 总计 beside one head (2026年预算) over all its parts
    if len(totals) == 1:
        if len(parts) >= 2:
            found.append(ColumnIdentity(totals[0].index, tuple(parts), f"{totals[0].path[-1]} = sum of its columns"))
        elif not parts and len(some) >= 2:
            found.append(ColumnIdentity(totals[0].index, tuple(some), f"{totals[0].path[-1]} = 其中", whole=False))
        return Part(totals[0].index, tuple(parts))
    return Part(None, tuple(parts)) if parts else None


def _of_which(head: str) -> bool:
    return fold_head(head).startswith("其中")


def _crossing(
    members: list[tuple[Column, tuple[str, ...]]], depth: int, names: Sequence[str]
) -> Iterator[ColumnIdentity]:
    """A group 合计 whose columns repeat in the groups beside it: 合计 › 政府性基金 = the 政府性基金 of each of them."""
    inside = {
        name: [(column, path) for column, path in members if path[depth : depth + 1] == (name,)] for name in names
    }
    totals = [name for name in names if is_column_total(name) and len(inside[name]) > 1]
    if len(totals) != 1:
        return
    beside = [name for name in names if name != totals[0] and not name.startswith("其中")]
    for column, path in inside[totals[0]]:
        tail = path[depth + 1 :]
        parts = [part for name in beside if (part := _same_column(inside[name], depth + 1, tail)) is not None]
        if len(parts) >= 2:
            yield ColumnIdentity(column.index, tuple(parts), f"{'›'.join(path[depth:])} = sum of the groups beside it")


def _same_column(members: list[tuple[Column, tuple[str, ...]]], depth: int, tail: tuple[str, ...]) -> Part | None:
    """The column of a group whose heads end in `tail`, its 小计 first, what it is made of as its leaves."""
    ends = [(column, path) for column, path in members if path[depth:][-len(tail) :] == tail]
    whole = [column for column, path in ends if path[depth:] == tail or is_column_total(path[depth])]
    leaves = tuple(Part(column.index) for column, _ in ends if column not in whole)
    if len(whole) == 1:
        return Part(whole[0].index, leaves)
    return Part(None, leaves) if leaves and not whole else None


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
        outcomes.append(outcome_of(identity.total, total, used))
    return outcomes


def _terms(part: Part, cell: Callable[[int], Term | None], used: dict[int, Term]) -> None:
    term = None if part.column is None else cell(part.column)
    if term is not None and part.column is not None:
        used[part.column] = term
        return
    for leaf in part.leaves:
        _terms(leaf, cell, used)


def outcome_of(index: int, total: Term, used: Mapping[int, Term]) -> Outcome:
    """A total against its parts, (amount, rounding) by their columns or rows."""
    difference = total[0] - sum((value for value, _ in used.values()), Decimal(0))
    tolerance = total[1] + sum((slack for _, slack in used.values()), Decimal(0))
    return Outcome(index, tuple(used), difference, tolerance)


def balance_rows(
    groups: Mapping[int, Sequence[int]],
    cell: Callable[[int], Term | None],
    below: Mapping[int, Sequence[int]],
) -> list[Outcome]:
    """Test one column downwards: each heading in `groups` against its rows; `below` gives every row's own rows.

    A blank row counts as the rows below it, if the heading holds so. A blank heading, or rows under it all blank, gives no
    outcome.
    """
    outcomes: list[Outcome] = []
    for parent, children in groups.items():
        total = cell(parent)
        if total is None:
            continue
        printed = {child: term for child in children if (term := cell(child)) is not None}
        deeper = row_terms(children, cell, below)
        tested = [outcome_of(parent, total, used) for used in (printed, deeper) if used]
        outcomes += [next((outcome for outcome in tested if outcome.holds), tested[0])] if tested else []
    return outcomes


def row_terms(
    rows: Sequence[int], cell: Callable[[int], Term | None], below: Mapping[int, Sequence[int]]
) -> dict[int, Term]:
    """The terms that rows print in one column; a blank row's are those of the rows below it."""
    used: dict[int, Term] = {}
    for row in rows:
        term = cell(row)
        used |= {row: term} if term is not None else row_terms(below.get(row, ()), cell, below)
    return used


def fit_columns(
    identities: Sequence[ColumnIdentity], rows: Sequence[Callable[[int], Term | None]]
) -> tuple[ColumnIdentity, ...]:
    """The identities that a table's rows bear out.

    A header cannot tell a part from a memo column (政府采购 beside 项目支出; 会议费 beside the three public expenses). An
    identity that fails in several rows, or in its only one, is cut back to its leading parts if every row then holds.
    Parts that stand under 其中 are taken for the whole only if they are so in every row. Where no cut helps, one that fails in most rows is no identity of this table and is dropped; one that fails here
    and there stays, for those rows are what an audit looks for.
    """
    fitted: list[ColumnIdentity] = []
    for identity in identities:
        outcomes = _outcomes(identity, rows)
        if not identity.whole and not (outcomes and all(outcome.holds for outcome in outcomes)):
            continue
        failed = sum(not outcome.holds for outcome in outcomes)
        if failed > 1 or failed == len(outcomes) == 1:
            cut = next((shorter for shorter in _shorter(identity) if _always_holds(shorter, rows)), None)
            identity = cut or identity
        if identity not in identities or failed * 2 <= len(outcomes) or len(outcomes) == 1:
            fitted.append(identity)
    return tuple(fitted)


def _shorter(identity: ColumnIdentity) -> Iterator[ColumnIdentity]:
    """The identity with fewer of its parts, the leading ones kept, at least two."""
    for length in range(len(identity.parts) - 1, 1, -1):
        yield ColumnIdentity(identity.total, identity.parts[:length], identity.name)


def _outcomes(identity: ColumnIdentity, rows: Sequence[Callable[[int], Term | None]]) -> list[Outcome]:
    return [outcome for row in rows for outcome in balance_columns((identity,), row)]


def _always_holds(identity: ColumnIdentity, rows: Sequence[Callable[[int], Term | None]]) -> bool:
    outcomes = _outcomes(identity, rows)
    return bool(outcomes) and all(outcome.holds for outcome in outcomes)
