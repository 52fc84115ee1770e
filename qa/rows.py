"""The rows that belong together: under a heading, of a column, of all projects, of the bodies of a department."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from index import vocabulary
from ingest.model import Figure
from qa.holding import Cell, Holding
from qa.naming import is_fund, is_generic
from qa.plan import Plan, Sense, Term
from qa.preference import PROJECT_TABLES, TABLE_ORDER, is_body, sense_of, table_rank
from qa.text import fold

_CLASSIFIED: Final = 9  # digits; no code of the classification, nor a unit's, has more


def children(holdings: Sequence[Holding], heading: Figure) -> list[Figure]:
    """The rows directly under a heading, in its table and column, as printed; of a total, the outermost rows."""
    cells = _table(holdings, heading)
    own = next((cell for cell in cells if cell.figure.id == heading.id), None)
    if own is None:
        return []
    same = [
        cell
        for cell in cells
        if column_of(cell) == column_of(own) and cell.side == own.side and cell.figure.id != heading.id
    ]
    same = [cell for cell in same if cell.figure.amount is not None and cell.row is not None]
    if own.row is None:
        wide = (
            heading.measure_path[:-1]
            if len(heading.measure_path) > 1 and own.figure.path != own.figure.measure_path
            else ()
        )
        rows = [cell for cell in same if len(address(cell)) == 1]
        if len({cell.figure.column for cell in (*rows, own)}) > 1 and wide:
            rows = [cell for cell in rows if cell.figure.measure_path[: len(wide)] == wide]
        if sum(cell.figure.amount or 0 for cell in rows) != heading.amount:
            # “三公”经费合计, with 会议费 behind its list: the rows that it is proven to be the sum of.
            holding = next((h for h in holdings if h.record.name == heading.document), None)
            ids = holding.sums.get(heading.id, ()) if holding is not None else ()
            rows = [cell for cell in rows if cell.figure.id in ids] or rows
    else:
        path = address(own)
        rows = [cell for cell in same if address(cell)[:-1] == path and len(address(cell)) == len(path) + 1]
        rows = [
            cell for cell in rows if cell.figure.row is None or heading.row is None or cell.figure.path != heading.path
        ]
    return once(_outermost(rows))


def parts(holdings: Sequence[Holding], heading: Figure, *, finest: bool = False) -> list[Figure]:
    """The rows of its table that add up to a heading whose rows do not stand under it (公用经费合计: 商品和服务支出, 资本性支出);
    `finest` divides them further where the table does."""
    holding = next((h for h in holdings if h.record.name == heading.document), None)
    ids = holding.sums.get(heading.id, ()) if holding is not None else ()
    by_id = {cell.figure.id: cell.figure for cell in _table(holdings, heading)}
    found = [by_id[part] for part in ids if part in by_id and _of_one(heading, by_id[part])]
    if len(found) != len(ids):
        return []
    return [f for part in found for f in (children(holdings, part) or [part])] if finest else found


def _of_one(heading: Figure, part: Figure) -> bool:
    """Whether a part is a row in its heading's column, or, where the columns are the items, a column in its row."""
    return part.column == heading.column or (part.row == heading.row and heading.path == heading.measure_path)


def _outermost(cells: Sequence[Cell]) -> list[Cell]:
    """Without rows that only repeat another one's figure under the organisation's own name (服务 › 某局)."""
    paths = {(address(cell), cell.figure.path) for cell in cells}
    return [
        cell
        for cell in cells
        if not any(
            telling == address(cell) and len(path) < len(cell.figure.path) and cell.figure.path[: len(path)] == path
            for telling, path in paths
        )
    ]


def columns_under(holdings: Sequence[Holding], heading: Figure) -> list[Figure]:
    """Where a table's columns are its items: the columns of a group whose subtotal is `heading`, of its year."""
    cells = _table(holdings, heading)
    own = next((cell for cell in cells if cell.figure.id == heading.id), None)
    if own is None or own.row is None:
        return []
    return [
        c.figure
        for c in cells
        if c.figure.amount is not None
        and own.row in (*c.above, *c.over)
        and c.figure.row == heading.row
        and c.figure.column_year == heading.column_year
    ]


def split_of(holdings: Sequence[Holding], heading: Figure, sense: Sense) -> list[Figure]:
    """The rows of one classification that stand under a heading's name, where it has no row of its own (a functional heading above
    its economic items), in the first table that lists any, in its plain column: those without rows of their own."""
    holding = next((h for h in holdings if h.record.name == heading.document), None)
    own = fold(heading.label)
    tables = holding.by_table.values() if holding is not None else ()
    for cells in sorted(tables, key=lambda cells: table_rank(cells[0].figure, TABLE_ORDER)):
        under = [
            c
            for c in cells
            if c.row is not None
            and any(fold(name) == own for name in c.above)
            and (c.column, c.fund) == (None, None)
            and c.figure.amount is not None
            and c.figure.column_year == heading.column_year
        ]
        inner = {c.figure.path[:-1] for c in under}
        found = once([c for c in under if c.figure.path not in inner and sense_of(c.figure) == sense])
        if found:
            return found
    return []


def siblings(holdings: Sequence[Holding], figure: Figure) -> list[Figure]:
    """The rows of a figure's table and column that stand under the same heading, itself among them."""
    cells = _table(holdings, figure)
    own = next((cell for cell in cells if cell.figure.id == figure.id), None)
    if own is None or own.row is None:
        return []
    above = address(own)[:-1]
    return once(
        [
            c
            for c in cells
            if c.row is not None
            and c.figure.amount is not None
            and (column_of(c), c.side, address(c)[:-1]) == (column_of(own), own.side, above)
        ]
    )


def headings(holdings: Sequence[Holding], figure: Figure) -> list[Figure]:
    """The rows that hold a figure's row, in its table and column: the nearest heading first, the table's totals last."""
    cells = _table(holdings, figure)
    own = next((cell for cell in cells if cell.figure.id == figure.id), None)
    if own is None:
        return []
    same = [c for c in cells if c.figure.amount is not None and (column_of(c), c.side) == (column_of(own), own.side)]
    path = address(own)
    over = [
        c for c in same if c.row is not None and len(address(c)) < len(path) and path[: len(address(c))] == address(c)
    ]
    totals = [c for c in same if c.row is None and c is not own]
    return once([*sorted(over, key=lambda c: -len(address(c))), *totals])


def columns(holdings: Sequence[Holding], heading: Figure) -> list[Figure]:
    """The outermost columns beside a total column in its row, where they add up to it exactly; else nothing."""
    cells = _table(holdings, heading)
    own = next((cell for cell in cells if cell.figure.id == heading.id), None)
    if own is None or own.column is not None or not heading.amount:
        return []
    beside = [
        cell.figure
        for cell in cells
        if cell.figure.amount is not None
        and (
            (cell.column is not None and not cell.over and cell.figure.path == heading.path)
            # A table of one row, whose columns are its items.
            or (own.row is None and len(address(cell)) == 1 and cell.figure.row == heading.row)
        )
        and (cell.fund, cell.figure.column_year, cell.figure.column_basis)
        == (own.fund, heading.column_year, heading.column_basis)
    ]
    found = list({figure.measure_path: figure for figure in beside}.values())
    return found if sum(figure.amount or 0 for figure in found) == heading.amount and len(found) > 1 else []


def leaves(holdings: Sequence[Holding], heading: Figure) -> list[Figure]:
    """The rows without rows of their own under a heading, in its table and column."""
    cells = _table(holdings, heading)
    own = next((cell for cell in cells if cell.figure.id == heading.id), None)
    if own is None:
        return []
    same = [c for c in cells if column_of(c) == column_of(own) and c.side == own.side and c.row is not None]
    path = address(own) if own.row is not None else ()
    parents = {address(cell)[:length] for cell in same for length in range(len(address(cell)))}
    rows = [
        c for c in same if address(c) not in parents and address(c)[: len(path)] == path and c.figure.amount is not None
    ]
    return once([cell for cell in rows if cell.figure.id != heading.id])


def at_depth(rows: Sequence[Figure], holdings: Sequence[Holding], heading: Figure, depth: int | None) -> list[Figure]:
    """The rows of one level of the functional classification in a heading's table: 1 for 类, 2 for 款, 3 for 项."""
    if depth is None:
        return list(rows)
    length = {1: 3, 2: 5, 3: 7}[depth]
    if len(heading.code or "") >= length:
        return list(rows)
    own = next((c for c in _table(holdings, heading) if c.figure.id == heading.id), None)
    if own is None:
        return list(rows)
    found = [
        c
        for c in _table(holdings, heading)
        if column_of(c) == column_of(own) and c.figure.code and len(c.figure.code) == length and c.figure.amount is not None
        and c.figure.path[: len(heading.path)] in (heading.path, c.figure.path[: len(heading.path)] if own.row is None else heading.path)
    ]  # fmt: skip
    return once(found) or [f for f in rows if not is_fund(f.label)]


@lru_cache(maxsize=1)
def class_names() -> frozenset[str]:
    """The names of the classes (类) of the functional classification."""
    own = (e for e in vocabulary.entries() if e.kind == "function" and len(e.code) == 3)
    return frozenset(fold(name) for entry in own for name in (entry.name_zh, *entry.aliases_zh))


def classes(holdings: Sequence[Holding]) -> list[Figure]:
    """The classes of spending as a table of income and expenditure lists them, where no other is divided so."""
    for kind in ("balance", "final_balance", "fiscal_appropriation_balance", "final_fiscal_balance"):
        found = [
            c
            for h in holdings
            for c in h.cells
            if c.figure.table_kind == kind
            and c.side == "expenditure"
            and c.row is not None
            and fold(c.row) in class_names()
            and c.fund is None
            and c.figure.amount is not None
        ]
        if len({c.figure.document for c in found}) == 1:
            return once(found)
    return []


def top_rows(holdings: Sequence[Holding], titles: Sequence[str]) -> list[Figure]:
    """The outermost rows of tables that print no total, in their plain column."""
    for holding in holdings:
        cells = [c for c in holding.cells if c.figure.table in titles and c.row is not None and c.column is None]
        rows = [c for c in cells if len(address(c)) == 1 and c.figure.amount is not None]
        if rows:
            return once([c for c in rows if c.figure.column == rows[0].figure.column])
    return []


def projects(
    holdings: Sequence[Holding], plan: Plan, prefix: str | None = None, of: Sequence[Term] = ()
) -> list[Figure]:
    """The project budgets in scope, of the latest year. `prefix` restricts to codes that begin so, `of` to projects of what all
    the terms name: a body whose rows they are, or words of their own names."""
    cells = [
        cell
        for holding in holdings
        for cell in holding.cells
        if cell.row is not None and cell.figure.amount is not None
    ]
    if prefix:
        cells = [cell for cell in cells if (cell.figure.code or "").startswith(prefix)]
    if of:
        fits = {h.record.name: [h.book.fits(term) for term in of] for h in holdings}
        cells = [
            cell
            for cell in cells
            if all(
                any(name in fit for name in (*cell.above, cell.row, cell.figure.table) if name)
                for fit in fits[cell.figure.document]
            )
        ]
    if plan.levels == ("unit",) and any(is_body(name, None) for cell in cells for name in cell.above):
        # Of the rows grouped by body, the unit's own are those under its own name, which names nothing else.
        cells = [cell for cell in cells if not any(is_body(name, None) for name in (*cell.above, cell.row))]
    if plan.named_with:
        cells = [cell for cell in cells if fold(plan.named_with) in fold(cell.figure.label)]
    of_projects = [cell for cell in cells if cell.figure.table_kind in PROJECT_TABLES]
    cells = of_projects or (cells if prefix else [])
    cells = [cell for cell in cells if cell.column is None and cell.fund is None] or cells
    years = [cell.figure.fiscal_year for cell in cells if cell.figure.fiscal_year]
    year = plan.years[0] if len(plan.years) == 1 and plan.years[0] in years else max(years, default=None)
    cells = [cell for cell in cells if cell.figure.fiscal_year in (year, None)]
    order = (
        PROJECT_TABLES if not plan.targeted else sorted(PROJECT_TABLES, key=lambda kind: kind != "project_performance")
    )
    kind = next((kind for kind in order if any(c.figure.table_kind == kind for c in cells)), None)
    cells = [cell for cell in cells if kind is None or cell.figure.table_kind == kind]
    parents = {(cell.figure.document, cell.figure.table_number, cell.figure.path[:-1]) for cell in cells}
    return once(
        [
            c
            for c in cells
            if (c.figure.document, c.figure.table_number, c.figure.path) not in parents or prefix is not None
        ]
    )


def with_column(holdings: Sequence[Holding], terms: Sequence[Term]) -> list[Figure]:
    """The projects that print an amount other than zero in the column that the terms name (上年结转, 政府性基金)."""
    for holding in holdings:
        fits = [holding.book.fits(term) for term in terms]
        for kind in PROJECT_TABLES:
            cells = [
                c
                for c in holding.cells
                if c.figure.table_kind == kind
                and c.row is not None
                and c.figure.amount
                and all((c.column or "") in fit or (c.fund or "") in fit for fit in fits)
            ]
            inner = {c.figure.path[:-1] for c in cells}
            found = [c for c in cells if c.figure.path not in inner]
            if found:
                return once(found)
    return []


def address(cell: Cell) -> tuple[str, ...]:
    """What a row and the headings above it are called, outermost first; empty for a total."""
    return (*cell.above, cell.row) if cell.row is not None else ()


def _table(holdings: Sequence[Holding], figure: Figure) -> Sequence[Cell]:
    for holding in holdings:
        if holding.record.name == figure.document:
            return holding.by_table.get(figure.table_number, ())
    return ()


def column_of(cell: Cell) -> tuple[object, ...]:
    """What tells a cell's column from the others of its table."""
    figure = cell.figure
    return cell.column, cell.over, cell.fund, figure.column_year, figure.column_basis


def once(cells: Sequence[Cell]) -> list[Figure]:
    """The figures of cells, each row once (its first column). A project with a code of its own is one, whichever rows or pages print
    it with the same amount; codes of the classification are of as many rows as have them."""
    found: dict[tuple[object, ...], Figure] = {}
    for cell in cells:
        figure = cell.figure
        own = figure.code is not None and len(figure.code) > _CLASSIFIED
        row = (figure.code, figure.amount) if own else figure.row
        found.setdefault((figure.document, figure.table_number, row, figure.path), figure)
    return list(found.values())


def is_whole(figure: Figure) -> bool:
    """Whether a figure's row is a total."""
    return is_generic(figure.label)
