"""From a matched item to the figure that answers for it: the right cell among all that print the name.

One name is printed in several tables, columns and years. The order of choice: the year asked for, the column asked
for (else the total column), the classification meant, then the table that covers most. Other cells that print the same
amount are kept as `same`, cells that print another amount as `others`, so that an answer can mention them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from index.library import Library
from index.records import FigureFilter
from ingest.amounts import half_last_place
from ingest.headers import fold_head, is_total
from ingest.model import Figure
from qa.plan import Item, Plan, Sense
from qa.text import fold

# Tables in the order in which they answer for an item: all funds before the general public budget, the whole before
# its parts, classifications before projects of the same name.
TABLE_ORDER: Final = (
    "three_public", "final_three_public", "expenditure", "final_expenditure", "general_public_expenditure",
    "final_general_public_expenditure", "basic_expenditure", "final_basic_expenditure", "balance", "final_balance",
    "fiscal_appropriation_balance", "final_fiscal_balance", "income", "final_income", "government_fund_expenditure",
    "state_capital_expenditure", "projects", "project_performance", "procurement", "running_costs", "other",
)  # fmt: skip
TOTAL_TABLES: Final[dict[str, tuple[str, ...]]] = {
    "expenditure": (
        "expenditure", "final_expenditure", "balance", "final_balance", "general_public_expenditure",
        "final_general_public_expenditure", "fiscal_appropriation_balance", "final_fiscal_balance", "basic_expenditure",
    ),
    "income": ("income", "final_income", "balance", "final_balance", "fiscal_appropriation_balance", "final_fiscal_balance"),
}  # fmt: skip
_PROJECT_TABLES: Final = frozenset({"projects", "project_performance"})
PLAIN_HEAD = re.compile(
    r"^(预算数|决算数|金额|预算金额|执行数|本年预算数|\d{4}年(预算|决算)数?|年初预算数?|预算|资金总额)$"
)
_INCOME = re.compile(r"收入|结转|结余")

_BODY = re.compile(r"(局|委员会|委|办公室|处|所|中心|队|院|校|学|馆|站|监狱|园|社|部|厅|会)(?:[（(].{1,6}[)）])?$")
_ANY = Item(text="")

MissingKind = Literal["organization", "year", "basis", "item", "column", "table"]


@dataclass(frozen=True, slots=True)
class Found:
    """The figure that answers, those that print the same amount elsewhere, and other readings of the name."""

    figure: Figure
    same: tuple[Figure, ...] = ()
    others: tuple[Figure, ...] = ()

    @property
    def blank(self) -> bool:
        return self.figure.amount is None


@dataclass(frozen=True, slots=True)
class Missing:
    """What the documents do not hold, in the asker's words, and the nearest that they do."""

    kind: MissingKind
    text: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """More than one organisation holds the item and the words don't say which."""

    organizations: tuple[str, ...]


def sense_of(figure: Figure) -> Sense | None:
    """Which classification a figure's row belongs to, from its table and its code."""
    if figure.table_kind in _PROJECT_TABLES:
        return "project"
    code = figure.code or ""
    if code.isdecimal() and len(code) in {3, 5, 7}:
        return "function" if code[0] == "2" else "economic" if code[0] in "35" else None
    return None


class Finder:
    """Looks figures up for the documents and years of one plan."""

    def __init__(self, library: Library, plan: Plan) -> None:
        self.library, self.plan = library, plan

    def find(self, item: Item, *, year: int | None = None) -> Found | Missing | Choice:
        """The figure for an item; `year` narrows to one of several years asked for."""
        if not item.found:
            return Missing("item", item.unmatched or item.text, item.nearest)
        cells = self.cells(item)
        if not cells:
            return Missing("column" if item.measure else "item", item.code or item.measure or item.text, item.nearest)
        timed = self._in_time(cells, year)
        if isinstance(timed, Missing):
            return timed
        organizations = tuple(dict.fromkeys(f.organization or f.document for f in timed))
        if len(organizations) > 1 and len(self.plan.organizations) != 1:
            return Choice(organizations)
        return self._choose(item, timed)

    def cells(self, item: Item) -> list[Figure]:
        """Every cell, printed or blank, of the rows (or columns) an item names, in the plan's documents."""
        scope = FigureFilter(documents=self.plan.documents, sources=("table",))
        if item.code:
            found = self._get(replace(scope, codes=(item.code,)))
        elif item.table_titles:
            found = [f for f in self._get(replace(scope, tables=item.table_titles)) if is_total(f.label)]
            found = [f for f in found if f.table in item.table_titles]
            found = [f for f in found if len(f.path) == 1]
        elif item.labels:
            found = self._get(replace(scope, labels=item.labels))
        else:
            found = self._totals(item, scope)
        if item.measure:
            wanted = fold(item.measure)
            column = [f for f in found if wanted in {fold(text) for text in f.measure_path} | {fold(f.label)}]
            found = column if column or not item.labels else []
        if item.sense:
            found = [f for f in found if sense_of(f) == item.sense] or found
        return found

    def _get(self, wanted: FigureFilter) -> list[Figure]:
        return self.library.figures(wanted, blanks=True)

    def _totals(self, item: Item, scope: FigureFilter) -> list[Figure]:
        """The total rows of the tables that print the whole, income or expenditure."""
        kinds = TOTAL_TABLES[item.total or "expenditure"]
        found = [f for f in self._get(replace(scope, tables=kinds)) if f.table_kind in kinds and is_total(f.label)]
        if item.total == "income":
            return [f for f in found if _INCOME.search(f.label) or f.table_kind in {"income", "final_income"}]
        return [f for f in found if not _INCOME.search(f.label)]

    def _in_time(self, cells: Sequence[Figure], year: int | None) -> list[Figure] | Missing:
        years = (year,) if year is not None else self.plan.years
        if self.plan.actual:
            final = [f for f in cells if f.column_basis == "final_accounts"]
            if not final:
                return Missing("basis", "final_accounts", tuple(sorted({str(f.fiscal_year) for f in cells})))
            cells = final
        if years:
            timed = [f for f in cells if f.column_year in years]
            if not timed:
                known = sorted({str(f.column_year) for f in cells if f.column_year}, reverse=True)
                return Missing("year", "、".join(str(y) for y in years), tuple(known))
            # A document's own year answers before another one's look back at it.
            own = [f for f in timed if f.fiscal_year == f.column_year]
            return own or timed
        latest = max((f.fiscal_year for f in cells if f.fiscal_year), default=None)
        current = [f for f in cells if f.fiscal_year == latest and f.column_year in (latest, None)]
        return current or list(cells)

    def _choose(self, item: Item, cells: Sequence[Figure]) -> Found:
        def rank(figure: Figure) -> tuple[int, int, int, int, int, int]:
            return (
                item.labels.index(figure.label) if figure.label in item.labels else 0,
                0 if self._column_asked(item, figure) else 1,
                self._column_rank(item, figure),
                int(figure.amount is None),
                table_rank(figure, TOTAL_TABLES[item.total] if item.total else TABLE_ORDER),
                len(figure.path),
            )

        ordered = sorted(cells, key=rank)
        best = ordered[0]
        alike = [f for f in ordered if rank(f)[:3] == rank(best)[:3] and f.id != best.id and f.amount is not None]
        same = [f for f in alike if _equal(f, best)]
        others: list[Figure] = []
        for figure in alike:
            if not _equal(figure, best) and not any(_equal(figure, other) for other in others):
                others.append(figure)
        return Found(best, tuple(same), tuple(others))

    def _column_asked(self, item: Item, figure: Figure) -> bool:
        return (
            item.measure is None
            or fold(figure.measure) == fold(item.measure)
            or fold(figure.label) == fold(item.measure)
        )

    def _column_rank(self, item: Item, figure: Figure) -> int:
        """The total column answers where none is asked for; a column with a plain head is one."""
        if item.measure is not None:
            return 0
        leaf = fold_head(figure.measure)
        if is_total(leaf) or PLAIN_HEAD.match(leaf):
            return 0
        own_item = figure.label == figure.measure  # a table whose columns are the items
        return 0 if own_item else 1

    def children(self, item: Item) -> tuple[Found, list[Figure]] | Missing | Choice:
        """A heading's figure and the figures directly under it, in the heading's table and column, as printed."""
        found = self.find(item)
        if not isinstance(found, Found):
            rows = self._top_rows(item)
            return (Found(rows[0]), rows) if rows else found
        for heading in (found.figure, *found.same):
            rows = self._under(heading)
            if rows:
                return replace(found, figure=heading), rows
        return Missing("item", item.text, ())

    def _top_rows(self, item: Item) -> list[Figure]:
        """The outermost rows of a table that prints no total, in its first plain column."""
        wanted = FigureFilter(documents=self.plan.documents, tables=item.table_titles, sources=("table",))
        rows = [f for f in self.library.figures(wanted) if f.table in item.table_titles] if item.table_titles else []
        rows = [f for f in rows if len(f.path) == 1 and not is_total(f.label) and self._column_rank(item, f) == 0]
        return [f for f in rows if (f.document, f.column) == (rows[0].document, rows[0].column)]

    def leaves(self, item: Item) -> tuple[Found, list[Figure]] | Missing | Choice:
        """The rows without rows of their own that make up a column's total (公用经费), in the table that divides it
        most finely."""
        found = self.find(item)
        if not isinstance(found, Found):
            return found
        best: list[Figure] = []
        for heading in (found.figure, *found.same):
            column = [f for f in self._table(heading) if f.column == heading.column and not is_total(f.label)]
            parents = {f.path[:-1] for f in column}
            rows = [f for f in column if f.path not in parents]
            best = rows if len(rows) > len(best) else best
        return (found, best) if best else Missing("item", item.text)

    def units(self, kind: str) -> list[Figure]:
        """The rows of bodies in the income or expenditure table (单位名称), in its total column, of the latest year."""
        wanted = FigureFilter(documents=self.plan.documents, tables=(kind, f"final_{kind}"), sources=("table",))
        rows = [
            f for f in self.library.figures(wanted) if not f.code and not is_total(f.label) and _BODY.search(f.label)
        ]
        rows = [f for f in rows if f.table_kind in (kind, f"final_{kind}") and self._column_rank(_ANY, f) == 0]
        latest = max((f.fiscal_year for f in rows if f.fiscal_year), default=None)
        return [f for f in rows if f.fiscal_year == latest and f.column == rows[0].column]

    def _under(self, heading: Figure) -> list[Figure]:
        table = self._table(heading)
        same = [f for f in table if f.column == heading.column and f.measure == heading.measure]
        if is_total(heading.label):
            return [f for f in same if len(f.path) == 1 and not is_total(f.label) and f.amount is not None]
        return [f for f in same if f.path[:-1] == heading.path and f.amount is not None]

    def _table(self, figure: Figure) -> list[Figure]:
        wanted = FigureFilter(documents=(figure.document,), sources=("table",))
        return [f for f in self.library.figures(wanted) if f.table_number == figure.table_number]

    def projects(self, prefix: str | None = None) -> list[Figure]:
        """The project budgets in scope, of the latest year; `prefix` restricts to codes that begin so."""
        wanted = FigureFilter(documents=self.plan.documents, tables=tuple(_PROJECT_TABLES), code_prefix=prefix)
        rows = [f for f in self.library.figures(wanted) if not is_total(f.label)]
        if prefix and not rows:
            rows = self.library.figures(FigureFilter(documents=self.plan.documents, code_prefix=prefix))
        latest = max((f.fiscal_year for f in rows if f.fiscal_year), default=None)
        tables = {f.table_kind for f in rows}
        kind = (
            "projects" if "projects" in tables else "project_performance" if "project_performance" in tables else None
        )
        return [f for f in rows if f.fiscal_year == latest and (kind is None or f.table_kind == kind)]


def table_rank(figure: Figure, order: Sequence[str]) -> int:
    """A figure's table in an order of preference; tables not in it come last."""
    kind = figure.table_kind or "other"
    return order.index(kind) if kind in order else len(order)


def _equal(a: Figure, b: Figure) -> bool:
    """Whether two cells print the same amount, up to the rounding of the coarser one."""
    if a.amount is None or b.amount is None:
        return a.amount is b.amount
    slack = max(half_last_place(a.text, a.unit), half_last_place(b.text, b.unit))
    return a.amount == b.amount or (a.unit != b.unit and abs(a.amount - b.amount) <= slack)
