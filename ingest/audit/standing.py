"""What a figure of a standard table stands for: its place in the one budget that all tables cut through.

Two figures at one place (same flow, scope, nature, item, year, basis) are the same amount, in whichever tables they are
printed. Only columns and rows whose words are all understood get a place; the rest is left alone. The words are data
(`standing.toml`). Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from ingest.headers import fold_head
from ingest.hierarchy import bare, split_code
from ingest.model import Column, Figure, Table, TableRow
from ingest.shipped import read_shipped

_CARRIED: Final = re.compile("结转|结余")
TOTAL: Final = "total"
YEAR: Final = "year"


class Place(NamedTuple):
    """Flow (income, expenditure), scope (all, fiscal, general, fund, capital), nature (whole, basic, project, personnel,
    public), item (`total`, `year`, a classification code, or `=name` of a class), fiscal year and basis."""

    flow: str
    scope: str
    nature: str
    item: str
    year: int | None
    basis: str | None


Placed = dict[Place, tuple[Figure, ...]]
"""The figures of one table at each place; several, of rows that only together are the item, are to be summed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the catalogue of standing says of a kind of table (see `standing.toml`)."""

    flow: str
    scope: str
    over: str
    nature: str
    sides: bool


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: Mapping[str, Standing]
    scope: Mapping[str, re.Pattern[str]]
    nature: Mapping[str, re.Pattern[str]]
    year: re.Pattern[str]
    filler: re.Pattern[str]
    total: re.Pattern[str]
    year_total: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Head:
    """What a column's heads say; `None` and false where they say nothing of it."""

    flow: str | None
    scope: str | None
    nature: str | None
    year: bool


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read_shipped("ingest.audit", "standing.toml")
    words = data["words"]
    return _Words(
        {
            name: Standing(
                kind.get("flow", ""),
                kind["scope"],
                kind.get("over", kind["scope"]),
                kind.get("nature", "whole"),
                kind.get("sides", False),
            )
            for name, kind in data["tables"].items()
        },
        {name: re.compile(pattern) for name, pattern in words["scope"].items()},
        {name: re.compile(pattern) for name, pattern in words["nature"].items()},
        re.compile(words["year"]),
        re.compile(words["filler"]),
        re.compile(words["total"]),
        re.compile(words["year_total"]),
    )


def kind_of(kind: str) -> Standing | None:
    """What tables of a kind stand for, or `None` where nothing is known of it."""
    return _words().kinds.get(kind)


def placed(table: Table, figures: Mapping[tuple[int, int], Figure]) -> Placed:
    """The figures of a standard table by their places; nothing for any other table.

    `figures` maps (row, column) to the figures that print an amount.
    """
    kind = kind_of(table.kind)
    if kind is None:
        return {}
    heads = {c.index: head for c in table.columns if c.role == "amount" and (head := read_head(c.path)) is not None}
    # 当年财政拨款安排 over the columns of one fund's table says nothing that its title does not.
    narrow = kind.scope if kind.scope in {"general", "fund", "capital"} else None
    heads = {i: replace(head, scope=narrow) if narrow and head.scope == "fiscal" else head for i, head in heads.items()}
    scoped = any(head.scope and head.scope != narrow for head in heads.values())
    if any(_CARRIED.search("".join(c.path)) for c in table.columns if c.role == "amount"):
        # Beside a column of money carried over, a fund's column is only this year's part of it.
        heads = {index: head for index, head in heads.items() if head.scope is None}
    found: dict[Place, list[Figure]] = {}
    for column in table.columns:
        head = heads.get(column.index)
        if head is None:
            continue
        flow = head.flow or kind.flow if kind.sides else kind.flow or head.flow
        for row, item, nature in items(table, column):
            figure = figures.get((row.number, column.index))
            if figure is None or not (flow or (flow := _flow_of(row.labels[column.side]))):
                continue
            place = Place(
                flow,
                head.scope or (kind.over if scoped else kind.scope),
                nature or head.nature or kind.nature,
                YEAR if item == TOTAL and head.year and kind.sides is False else item,
                figure.column_year,
                figure.column_basis,
            )
            found.setdefault(place, []).append(figure)
    return {place: tuple(figures) for place, figures in found.items() if _one_item(place, figures)}


def _one_item(place: Place, figures: Sequence[Figure]) -> bool:
    """Whether figures at one place may be summed: rows of one code may, two totals or two rows of one name may not."""
    return len(figures) == 1 or place.item[0].isdigit()


def _flow_of(label: str) -> str:
    return "income" if "收入" in label else "expenditure" if "支出" in label else ""


@lru_cache(maxsize=4096)
def read_head(path: tuple[str, ...]) -> _Head | None:
    """What a column's heads say, or `None` where a word is left that nobody knows."""
    words = _words()
    flow = scope = nature = None
    year = False
    for text in path:
        rest = fold_head(text)
        if words.year.search(rest):
            year, rest = True, words.year.sub("", rest)
        for name, pattern in words.scope.items():
            if pattern.search(rest):
                scope, rest = (name if name != "fiscal" or scope is None else scope), pattern.sub("", rest)
        for name, pattern in words.nature.items():
            if pattern.search(rest):
                nature, rest = name, pattern.sub("", rest)
        if "收入" in rest:
            flow = "income"
        elif "支出" in rest:
            flow = "expenditure"
        if words.filler.sub("", rest):
            return None
    return _Head(flow, scope, nature, year)


def items(table: Table, column: Column) -> Iterator[tuple[TableRow, str, str | None]]:
    """Each row that stands for an item in this column's side: (row, item, nature its label names or `None`).

    A row may stand for several: under its code, and a class under its name as well.
    """
    side = column.side
    whole = _whole_row(table, side)
    known = _words()
    totals = [row for row in table.rows if side < len(row.labels) and known.total.fullmatch(bare(row.labels[side]))]
    grand = [row for row in totals if "总" in bare(row.labels[side])]
    for row in table.rows:
        if side >= len(row.labels):
            continue
        label = bare(row.labels[side])
        nature = _row_nature(label) if row.kinds[side] == "total" else None
        if row is whole:
            yield row, TOTAL, None
        elif known.year_total.fullmatch(label):
            yield row, YEAR, None
        elif nature:
            yield row, TOTAL, nature
        elif known.total.fullmatch(label):
            # 合计, then 结转, then 总计: the first is the year's own.
            yield row, YEAR if grand and row not in grand else TOTAL, None
        else:
            yield from ((row, item, None) for item in _item_names(table, row, side))


def _row_nature(label: str) -> str | None:
    """人员经费合计 → personnel."""
    matches = (name for name, pattern in _words().nature.items() if pattern.match(label))
    return next(matches, None) if re.search("[合小总]计$", label) else None


def _item_names(table: Table, row: TableRow, side: int) -> Iterator[str]:
    codes = {code for text in _label_texts(table, row, side) if (code := split_code(text)[0])}
    if row.codes[side]:
        codes.add(row.codes[side] or "")
    for code in codes:
        if re.fullmatch(r"[235]\d\d(?:\d\d){0,2}", code):
            yield code
    if not codes or any(re.fullmatch(r"2\d\d", code) for code in codes):
        name = bare(row.labels[side])
        if name and row.kinds[side] == "item":
            yield f"={name}"


def _label_texts(table: Table, row: TableRow, side: int) -> Iterator[str]:
    for column in table.columns:
        if column.role == "label" and column.side == side and column.index < len(row.texts):
            yield row.texts[column.index]


def _whole_row(table: Table, side: int) -> TableRow | None:
    """The row that stands for the whole table without saying so: the only one, or the unit that heads all others."""
    rows = [row for row in table.rows if side < len(row.labels)]
    if not rows or any(row.kinds[side] == "total" for row in rows):
        return None
    first = rows[0]
    if len(rows) == 1:
        return first if not first.codes[side] else None
    if first.codes[side] or first.kinds[side] == "empty":
        return None
    under = {first.number}
    for row in rows[1:]:
        parent = row.parents[side]
        if parent not in under:
            return None
        under.add(row.number)
    return first
