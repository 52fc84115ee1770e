"""One document as questions see it: every cell with the names it goes by, stated figures, targets. Kept while unchanged.

A cell's address is what of its row path and column path names something: 合计, 预算数 and 支出 name nothing, a fund is
told apart from what the money is for, and a column group that spans the whole table is no name of a column.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from index.library import Library
from index.records import DocumentRecord, FigureFilter, IndicatorFilter
from ingest.model import Figure, Indicator, Passage
from qa.book import Book
from qa.naming import is_change, is_fund, is_generic, side_of, stem
from qa.preference import is_body
from qa.text import fold

_KEPT = 256
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell with its address. `row` is `None` for a total row, `column` for a total or plain column.

    `above` and `over` are the names around them, outermost first; `fund` is the fund the column restricts to; `unique` tells
    that no other row of the table has the same name; `sole` are the headings above it without a row of their own that hold this
    row and no other: what they name is this row; `over_fund` are the funds that the fund's column stands under (财政拨款).
    """

    figure: Figure
    row: str | None
    above: tuple[str, ...]
    column: str | None
    over: tuple[str, ...]
    fund: str | None
    side: str | None
    unique: bool = True
    sole: tuple[str, ...] = ()
    over_fund: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the address, its table's title last."""
        own = (self.row, *self.above, self.column, *self.over, self.fund, *self.over_fund, self.figure.table)
        return tuple(name for name in own if name)


@dataclass(frozen=True)
class Holding:
    """A document's figures, targets and passages, ready to be searched by name. `sums` are the parts, by id, of figures that are the
    exact sum of other figures of their table; `totals_of` are the totals, by id of a figure, that a proven sum of its own column adds it
    into."""

    record: DocumentRecord
    cells: tuple[Cell, ...] = field(repr=False)
    stated: tuple[Figure, ...] = field(repr=False)
    indicators: tuple[Indicator, ...] = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)
    titles: Mapping[int, str] = field(repr=False)
    sums: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    totals_of: Mapping[str, frozenset[str]] = field(repr=False, default_factory=dict)
    _derived: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def derived(self, name: str, make: Callable[[Holding], _T]) -> _T:
        """What `make` works out of the document, worked out once and kept as long as the holding is."""
        if name not in self._derived:
            self._derived[name] = make(self)
        return cast(_T, self._derived[name])

    @cached_property
    def book(self) -> Book:
        """The names of the document's cells."""
        return Book(dict.fromkeys(name for cell in self.cells for name in cell.names))

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells that have a name for their row, column or fund."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            for name in {cell.row, cell.column, cell.fund, *cell.sole} - {None}:
                assert name is not None
                found.setdefault(name, []).append(cell)
        return {name: tuple(cells) for name, cells in found.items()}

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells of rows with a code, under that code in capitals."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            if cell.figure.code:
                found.setdefault(cell.figure.code.upper(), []).append(cell)
        return {code: tuple(cells) for code, cells in found.items()}

    @cached_property
    def totals(self) -> tuple[Cell, ...]:
        """The cells of rows that name nothing: the totals of tables."""
        return tuple(cell for cell in self.cells if cell.row is None)

    @cached_property
    def total_ids(self) -> frozenset[str]:
        """The figures of those cells, by id."""
        return frozenset(cell.figure.id for cell in self.totals)

    @cached_property
    def by_table(self) -> Mapping[int | None, tuple[Cell, ...]]:
        """The cells of each table, in printed order."""
        found: dict[int | None, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.figure.table_number, []).append(cell)
        return {number: tuple(cells) for number, cells in found.items()}


class Holdings:
    """The holdings of a library, made when asked for and kept until their document changes. Safe for many threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], Holding] = OrderedDict()

    def of(self, records: Iterable[DocumentRecord]) -> list[Holding]:
        """The holdings of some documents, in their order."""
        return [self._one(record) for record in records]

    def _one(self, record: DocumentRecord) -> Holding:
        key = (record.name, record.sha256, record.stored_at)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = read_holding(self.library, record)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def read_holding(library: Library, record: DocumentRecord) -> Holding:
    """A document's holding, read from the library."""
    figures = library.figures(FigureFilter(documents=(record.name,)), blanks=True)
    printed = [figure for figure in figures if figure.source == "table"]
    proven = _proven(library, record.name, printed)
    return Holding(
        record,
        tuple(addressed(printed, record.facts.organization)),
        tuple(figure for figure in figures if figure.source == "narrative"),
        tuple(library.indicators(IndicatorFilter(documents=(record.name,)))),
        tuple(library.passages(documents=(record.name,))),
        library.titles(record.name),
        dict(
            reversed([(total, parts) for total, parts in proven if len(parts) > 1])
        ),  # of several proofs of one total the first
        _totals_of(proven, {figure.id: figure.column for figure in printed}),
    )


def _proven(library: Library, document: str, printed: Sequence[Figure]) -> list[tuple[str, tuple[str, ...]]]:
    """Which figures of a table add up to which, as the identities have it that hold."""
    tables = {figure.id: figure.table_number for figure in printed}
    found: list[tuple[str, tuple[str, ...]]] = []
    for check in library.checks(document):
        own = tables.get(check.total)
        plain = check.holds and not check.arithmetic and own is not None
        if plain and all(tables.get(part) == own for part in check.parts):
            found.append((check.total, check.parts))
    return found


def _totals_of(
    proven: Iterable[tuple[str, tuple[str, ...]]], columns: Mapping[str, int | None]
) -> dict[str, frozenset[str]]:
    """The totals of its own column that each figure is a part of."""
    found: dict[str, set[str]] = {}
    for total, parts in proven:
        if all(columns[part] == columns[total] for part in parts):
            for part in parts:
                found.setdefault(part, set()).add(total)
    return {part: frozenset(totals) for part, totals in found.items()}


def addressed(figures: Sequence[Figure], organization: str | None) -> list[Cell]:
    """Table figures of one document with their addresses."""
    tables: dict[int | None, list[Figure]] = {}
    for figure in figures:
        tables.setdefault(figure.table_number, []).append(figure)
    cells: list[Cell] = []
    for members in tables.values():
        spanning = _spanning(members)
        own = fold(organization or "")
        beside = _beside(members, own)
        made = [
            _cell(figure, spanning, own, beside)
            for figure in members
            if not any(is_change(head) for head in figure.measure_path)
        ]
        made = _alone(_completed(made))
        paths: dict[tuple[str | None, str | None], set[tuple[str, ...]]] = {}
        for cell in made:
            paths.setdefault((cell.row, cell.side), set()).add(cell.figure.path)
        cells += [
            cell if cell.row is None or len(paths[cell.row, cell.side]) == 1 else replace(cell, unique=False)
            for cell in made
        ]
    return cells


def _beside(figures: Sequence[Figure], organization: str) -> frozenset[int]:
    """At which places of the rows' paths, under another heading, a table tells bodies apart (货物 › 某局): there the organisation's own
    name is one of theirs."""
    names = ((at, name) for figure in figures for at, name in enumerate(figure.path) if at)
    return frozenset(at for at, name in names if is_body(name, None) and not fold(name).startswith(organization))


def _alone(cells: Sequence[Cell]) -> list[Cell]:
    """Rows with the headings that hold nothing else (a project's one purchase, under the project's name)."""
    held: dict[tuple[str | None, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for cell in cells:
        names = (*cell.above, *((cell.row,) if cell.row else ()))
        for depth in range(1, len(names) + 1):
            held.setdefault((cell.side, names[:depth]), set()).add(cell.figure.path)
    return [
        replace(cell, sole=sole)
        if (sole := tuple(n for at, n in enumerate(cell.above, 1) if len(held[cell.side, cell.above[:at]]) == 1))
        else cell
        for cell in cells
    ]


def _completed(cells: Sequence[Cell]) -> list[Cell]:
    """Rows whose names lean on their heading's (购置费 under 公务用车购置及运行费) under their full name (公务用车购置费)."""
    under: dict[str, set[str]] = {}
    for cell in cells:
        if cell.row and cell.above and len(cell.row) <= 5:
            under.setdefault(cell.above[-1], set()).add(cell.row)
    full: dict[tuple[str, str], str] = {}
    for parent, rows in under.items():
        places = [parent.find(stem(row)) for row in rows]
        if len(rows) >= 2 and min(places) >= 2:
            full |= {(parent, row): parent[: min(places)] + row for row in rows}
    return [
        replace(cell, row=full[cell.above[-1], cell.row])
        if cell.row and cell.above and (cell.above[-1], cell.row) in full
        else cell
        for cell in cells
    ]


def _spanning(figures: Sequence[Figure]) -> frozenset[str]:
    """The first heads that all the columns of a table's side have in common: they name the table, not a column."""
    heads: dict[str | None, set[tuple[str, ...]]] = {}
    sides = {side_of(*figure.measure_path[:1]) for figure in figures}
    two_sided = {"income", "expenditure"} <= sides
    for figure in figures:
        heads.setdefault(side_of(*figure.measure_path[:1]) if two_sided else None, set()).add(figure.measure_path)
    found: set[str] = set()
    for paths in heads.values():
        firsts = {path[0] for path in paths if path}
        if len(firsts) == 1 and all(len(path) > 1 for path in paths):
            found |= firsts
    return frozenset(found)


def _cell(figure: Figure, spanning: frozenset[str], organization: str, beside: frozenset[int]) -> Cell:
    rows = list(figure.path or (figure.label,))
    heads = [head for head in figure.measure_path if head not in spanning]
    folded = {fold(name) for name in rows}
    naming = {fold(head) for head in heads if not is_generic(head)}
    if naming and naming <= folded:
        heads = []  # the table's columns are its items: row and column are one name
    if not heads and len(rows) > 1 and rows[0] in spanning:
        rows = rows[1:]
    own = {at for at, name in enumerate(rows) if fold(name) == organization}
    # 货物 › 某局 › 印刷费 beside other bodies' rows: its own name tells it from theirs, unless it is all there is in front.
    kept = {at for at in own & beside if any(i not in own and not is_generic(rows[i]) for i in range(at))}
    telling = [name for at, name in enumerate(rows) if not is_generic(name) and (at not in own or at in kept)]
    funds = [head for head in (*heads, *(rows if not heads else ())) if is_fund(head)]
    columns = [head for head in heads if not is_generic(head) and not is_fund(head)]
    if not heads and len(telling) > 1 and funds:
        telling = [name for name in telling if name not in funds] or telling
    side = _side(figure)
    leaf_is_total = bool(heads) and is_generic(heads[-1]) and len(heads) == 1
    return Cell(
        figure,
        telling[-1] if telling else None,
        tuple(telling[:-1]),
        None if leaf_is_total else (columns[-1] if columns else None),
        tuple(columns[:-1]),
        funds[-1] if funds else None,
        side,
        over_fund=tuple(funds[:-1]) if heads else (),
    )


def _side(figure: Figure) -> str | None:
    kind = figure.table_kind or ""
    if "balance" in kind:
        return side_of(figure.label, *figure.measure_path[:1])
    return "income" if "income" in kind else "expenditure"
