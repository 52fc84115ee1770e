"""The bodies that a department's document lists: its units and the bureau proper, each with what is printed of it alone.

A body is asked about like a document of its own: its holding has the cells of its own rows and no others, so that no figure of
the department ever answers for it. What the body's row is the total of is that holding's total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ingest.model import Figure
from qa.holding import Cell, Holding
from qa.lexicon import classified
from qa.naming import is_generic
from qa.plan import Term, Whole
from qa.preference import is_body
from qa.rows import address, column_of, once
from qa.text import fold

# What may stand behind a department's name in its own row.
_ITSELF: Final = frozenset({"", "本级", "机关", "局本级", "机关本级", "本部"})
_LISTS: Final = (("expenditure", "final_expenditure"), ("income", "final_income"))
# So many characters of a body's end name it (花都监狱 for 广东省广州花都监狱).
_TELLING_END: Final = 4


@dataclass(frozen=True, slots=True)
class Member:
    """One body: its name, whether it is the department itself, its totals in the lists of bodies, and what is printed of it."""

    name: str
    own: bool
    spending: Figure
    income: Figure
    holding: Holding

    def whole(self, side: Whole) -> Figure:
        """All that the body spends or takes in: a list of bodies of the one side serves for both where it is the only one."""
        return self.income if side == "income" else self.spending


def listed(holding: Holding, income: bool, *, own: bool = False) -> list[Figure]:
    """The rows of bodies in a document's income or expenditure table (单位名称), in its total column.

    `own` takes in the department's own row among its units.
    """
    for kinds in _LISTS[:: -1 if income else 1]:
        cells = [
            c
            for c in holding.cells
            if c.figure.table_kind in kinds
            and (own or not is_itself(c.row, holding.record.facts.organization))
            and (is_body(c.row, c.figure.code) or (own and _own_row(c, holding.by_table[c.figure.table_number])))
            and c.column is None
            and c.fund is None
            and c.figure.amount is not None
        ]
        if len(cells) >= 2:
            return once(
                _with_siblings(holding, [c for c in cells if c.figure.column == cells[0].figure.column], own=own)
            )
    return []


def latest_first(holdings: Sequence[Holding]) -> list[Holding]:
    """Documents by their year, the latest first."""
    return sorted(holdings, key=lambda holding: -(holding.record.facts.fiscal_year or 0))


def units(holdings: Sequence[Holding], income: bool, *, own: bool = False) -> list[Figure]:
    """The bodies of the latest document that lists any (see `listed`)."""
    for holding in latest_first(holdings):
        found = listed(holding, income, own=own)
        if found:
            return found
    return []


def members(holding: Holding) -> tuple[Member, ...]:
    """The bodies of one document, as its list of them has it; empty where it lists none."""
    return holding.derived("members", _members)


def _members(holding: Holding) -> tuple[Member, ...]:
    rows = listed(holding, False, own=True)
    income = {fold(figure.label): figure for figure in listed(holding, True, own=True)}
    organization = holding.record.facts.organization
    units_ = {fold(figure.label) for figure in rows if not is_itself(figure.label, organization)}
    if not units_:
        return ()
    found = []
    for figure in rows:
        own = is_itself(figure.label, organization)
        name = f"{organization}（本级）" if own else figure.label
        cells = tuple(_cells_of(holding, figure.label, own, units_, name))
        alone = replace(holding, cells=cells, stated=(), indicators=(), passages=(), sums={})
        taken_in = income.get(fold(figure.label), figure)
        spending, taken_in = (replace(f, organization=name) for f in (figure, taken_in))
        found.append(Member(name, own, spending, taken_in, alone))
    return tuple(found)


def _cells_of(holding: Holding, label: str, own: bool, units_: set[str], name: str) -> list[Cell]:
    """The cells of a body's rows, as they would stand in a document of its own, which is the body's by `name`. The department's own
    rows are those that stand where its units' do, under its name."""
    found: list[Cell] = []
    organization = holding.record.facts.organization
    for cells in holding.by_table.values():
        depths = {at for c in cells for at, part in enumerate(c.figure.path) if fold(part) in units_} if own else set()
        for cell in cells:
            path = cell.figure.path
            if own:
                mine = any(at < len(path) and is_itself(path[at], organization) for at in depths)
            else:
                mine = any(fold(part) == fold(label) for part in path)
            if mine:
                found.append(_alone(cell, label, organization if own else None, name))
    return found


def _alone(cell: Cell, label: str, organization: str | None, name: str) -> Cell:
    """A cell without the body's name among those of its row. `organization` is the department's, for its own row."""

    def other(part: str) -> bool:
        return not is_itself(part, organization) if organization else fold(part) != fold(label)

    rows = tuple(part for part in address(cell) if other(part))
    sole = tuple(part for part in cell.sole if other(part))
    figure = replace(cell.figure, organization=name)
    return replace(cell, figure=figure, row=rows[-1] if rows else None, above=rows[:-1], sole=sole)


def meant(term: Term, member: Member) -> bool:
    """Whether words are a body's name, or the end of it that tells which one is meant."""
    said = {fold(form) for form in (term.text, *term.forms)}
    return any(
        own in said or any(len(form) >= _TELLING_END and own.endswith(form) for form in said)
        for own in map(fold, names_of(member.name))
    )


@lru_cache(maxsize=8192)
def names_of(label: str) -> tuple[str, ...]:
    """What a body's printed name may be said as: without what stands between brackets, and that, where it is another name."""
    found = re.fullmatch(r"(?P<first>.+?)[（(](?P<other>.+)[)）]", label)
    if found is None:
        return (label,)
    other = (found["other"],) if is_body(found["other"], None) and len(found["other"]) > _TELLING_END else ()
    return (label, found["first"], *other)


def is_itself(name: str | None, organization: str | None) -> bool:
    """Whether a row is named like the department itself, with at most 本级 or 机关 behind it."""
    own, body = fold(organization or ""), fold(name or "")
    return bool(own) and body.startswith(own) and body[len(own) :] in _ITSELF


def _with_siblings(holding: Holding, bodies: Sequence[Cell], *, own: bool) -> list[Cell]:
    """Bodies with the rows beside them that are told by no word for a body (气象台): in a list of bodies every row is one."""
    first = next((cell for cell in bodies if cell.row is not None), bodies[0])  # the department's own row names nothing
    table = holding.by_table[first.figure.table_number]
    coded = bool(first.figure.code)
    beside = [
        c
        for c in table
        if c.row is not None
        and c.figure.amount is not None
        and (c.figure.column, c.fund) == (first.figure.column, first.fund)
        and len(address(c)) == len(address(first))
        and bool(c.figure.code) == coded
        and fold(c.row) not in classified()
        and (own or not is_itself(c.row, holding.record.facts.organization))
    ]
    ids = {cell.figure.id for cell in bodies}
    more = [cell for cell in beside if cell.figure.id not in ids]
    order = {cell.figure.id: at for at, cell in enumerate(table)}
    return sorted([*bodies, *more], key=lambda cell: order[cell.figure.id])


def _own_row(cell: Cell, table: Sequence[Cell]) -> bool:
    """Whether a row is the department's own among its units: its name, under its name or beside a total that is more."""
    if cell.row is not None or is_generic(cell.figure.label):
        return False
    total = any(
        c.row is None
        and is_generic(c.figure.label)
        and column_of(c) == column_of(cell)
        and c.figure.amount != cell.figure.amount
        for c in table
    )
    return len(cell.figure.path) > 1 or total
