"""From an item to the figure that answers for it: the right cell among all whose names the words account for.

A cell is scored by how well its address (row, headings above it, column, fund, table) accounts for all of the words
together; a row or column that no word speaks of disqualifies it. Among the best, the order of choice is: the column and
year asked for, the total column, the classification meant, then the table that covers most. Cells that print the same
amount are kept as `same`, other amounts under the name as `others`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ingest.amounts import UNITS, half_last_place
from ingest.model import Figure
from qa.book import CORE_ALIAS, LEAST
from qa.holding import Cell, Holding
from qa.naming import core, plain, side_of
from qa.period import Missed, in_time
from qa.plan import Item, Plan, Term
from qa.preference import BODY_ORDER, FUND_TOTALS, TABLE_ORDER, TOTAL_TABLES, WHOLE_KINDS, is_body, sense_of, table_rank
from qa.text import fold

MissingKind = Literal["organization", "year", "basis", "item", "column", "level"]

# A term must be found somewhere in the address of the cell that answers; all of them together must be found well.
ENOUGH: Final = 0.66
_ABOVE: Final = 0.96
_TITLE: Final = 0.88
_CLOSE: Final = 0.045
_LOOSE: Final = 0.34
_WHOLES: Final = 4  # the tables that print everything stand first in their order
_SAME: Final = 0.13
_CONTEXT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Scored:
    """A cell with the share of the words that its address accounts for, weighted, 0 to 1."""

    cell: Cell
    score: float
    column_named: bool = False

    @property
    def figure(self) -> Figure:
        return self.cell.figure


@dataclass(frozen=True, slots=True)
class Found:
    """The figure that answers; those that print the same amount; other readings; rows of the same name elsewhere."""

    figure: Figure
    score: float = 1.0
    same: tuple[Figure, ...] = ()
    others: tuple[Figure, ...] = ()
    namesakes: tuple[Figure, ...] = ()

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


class Finder:
    """Looks figures up in the holdings of one plan's documents."""

    def __init__(self, holdings: Sequence[Holding], plan: Plan) -> None:
        self.holdings, self.plan = tuple(holdings), plan

    def find(self, item: Item, *, own_years: bool = True) -> Found | Missing | Choice:
        """The figure for an item, in the year, basis, level and organisation of its own or of the plan."""
        if not item.named:
            return Missing("item", item.text)
        scored = self.candidates(item)
        if not scored:
            return self._missing(item)
        timed = in_time([s.figure for s in scored], item, self.plan)
        if isinstance(timed, Missed):
            return Missing(timed.kind, timed.text, timed.held)
        kept = {figure.id for figure in timed}
        scored = [s for s in scored if s.figure.id in kept]
        best = max(s.score for s in scored)
        choice = self._unclear(scored, best)
        return choice if choice is not None else self._choose(item, scored)

    def candidates(self, item: Item) -> list[Scored]:
        """Every cell, printed or blank, whose address accounts for all of an item's words."""
        found: list[Scored] = []
        for holding in self.of(item):
            found += (
                by_code(holding, item)
                if item.code
                else by_whole(holding, item)
                if item.whole
                else [*by_fund(holding, item), *by_terms(holding, item)]
            )
        if item.aspect:
            found = [s for s in found if aspect_rank(item, s.figure) < 2]
        if item.sense:
            found = [s for s in found if sense_of(s.figure) == item.sense] or found
        return self._in_context(found, item) if item.within else found

    def _in_context(self, found: list[Scored], item: Item) -> list[Scored]:
        """Cells that stand in what an earlier question was about come before others that the words fit as well."""
        books = {holding.record.name: holding.book for holding in self.holdings}
        return [
            replace(s, score=s.score + _CONTEXT)
            if any(name in books[s.figure.document].fits(term) for term in item.within for name in s.cell.names)
            else s
            for s in found
        ]

    def of(self, item: Item) -> list[Holding]:
        """The holdings that an item may be looked up in."""
        held = list(self.holdings)
        if item.organization:
            held = [h for h in held if h.record.facts.organization == item.organization]
        levels = (item.level,) if item.level else self.plan.levels if len(self.plan.levels) == 1 else ()
        if not levels:
            return held
        own = [h for h in held if h.record.facts.level in (*levels, None)]
        return own if own or self.plan.strict_level else held

    def _level(self, figure: Figure) -> str | None:
        return next((h.record.facts.level for h in self.holdings if h.record.name == figure.document), None)

    def title_of(self, document: str, number: int) -> str:
        """The title of a table of one of the documents, empty if none of its cells is at hand."""
        for holding in self.holdings:
            if holding.record.name == document:
                return holding.titles.get(number, "")
        return ""

    def _missing(self, item: Item) -> Missing:
        if not self.of(item) and self.holdings:
            return Missing("level", item.level or self.plan.levels[0] if self.plan.levels else "unit")
        if item.code:
            return Missing("item", item.code)
        near: list[str] = []
        loose = self.unmatched(item)
        for term in loose or item.terms:
            for holding in self.of(item)[:12]:
                near += holding.book.nearest(term, 3)
        text = "".join(t.text for t in loose) if self.plan.language == "zh" else " ".join(t.text for t in loose)
        return Missing("item", text or item.text, tuple(dict.fromkeys(near))[:5])

    def unmatched(self, item: Item) -> list[Term]:
        """The terms that no name in scope fits."""
        return [term for term in item.terms if not any(h.book.fits(term) for h in self.of(item))]

    def _unclear(self, scored: Sequence[Scored], best: float) -> Choice | None:
        if len(self.plan.organizations) == 1:
            return None
        close = [s for s in scored if s.score >= best - _CLOSE]
        names = tuple(dict.fromkeys(s.figure.organization or s.figure.document for s in close))
        return Choice(names) if len(names) > 1 else None

    def _choose(self, item: Item, scored: Sequence[Scored]) -> Found:
        order = TOTAL_TABLES[item.whole] if item.whole else TABLE_ORDER
        # Of several totals (收入总计, 本年收入合计), the one whose name the words end with.
        said = fold(item.text) + "".join(fold(term.forms[0]) for term in item.terms if term.forms)
        levels = item.level or (self.plan.levels[0] if self.plan.levels else None)

        def rank(s: Scored) -> tuple[float, ...]:
            figure = s.figure
            return (
                -round(s.score, 2),
                aspect_rank(item, figure),
                int(figure.fiscal_year not in (figure.column_year, None)),
                int(levels is None and self._level(figure) == "unit"),
                column_rank(s),
                int(not (s.cell.row is None and fold(figure.label) in said)),
                int(not s.cell.unique),
                int(figure.amount is None),
                table_rank(figure, BODY_ORDER if is_body(s.cell.row, figure.code) else order),
                len(figure.path),
                ("proven", "unproven", "contested").index(figure.proof),
            )

        ordered = sorted(scored, key=rank)
        top = ordered[0]
        alike = [s for s in ordered if rank(s)[:5] == rank(top)[:5] and s.figure.id != top.figure.id]
        table = (top.figure.document, top.figure.table_number, top.figure.column)
        kin = [
            s.figure
            for s in alike
            if (s.figure.document, s.figure.table_number, s.figure.column) == table
            and s.cell.row == top.cell.row
            and s.cell.row is not None
            and s.figure.path != top.figure.path
            and s.figure.amount is not None
        ]
        rows = {(figure.label, figure.code) for figure in kin} | {figure.path for figure in kin}
        printed = [
            s.figure
            for s in alike
            if s.figure.amount is not None and s.figure.path not in rows and (s.figure.label, s.figure.code) not in rows
        ]
        same = [s.figure for s in ordered if s.score >= top.score - _SAME and s.figure.id != top.figure.id]
        same = [figure for figure in same if figure.amount is not None and equal(figure, top.figure)]
        if item.whole:
            printed = [figure for figure in printed if table_rank(figure, order) < _WHOLES]
        others: list[Figure] = []
        for figure in printed:
            if not equal(figure, top.figure) and not any(equal(figure, other) for other in others):
                others.append(figure)
        return Found(top.figure, top.score, tuple(same), tuple(others), tuple(kin))


def by_terms(holding: Holding, item: Item) -> list[Scored]:
    """The cells of a holding whose address accounts for all of the terms."""
    if not item.terms:
        return []
    book = holding.book
    fits = [book.fits(term) for term in item.terms]
    if not all(fit or term.optional for term, fit in zip(item.terms, fits, strict=True)) or not any(fits):
        return []
    found = scored_cells(_reached(holding, fits), item.terms, fits)
    if len(item.terms) > 1:
        return found
    return [s for s in found if s.cell.row is None or not book.weak(item.terms[0], s.cell.row)]


def by_fund(holding: Holding, item: Item) -> list[Scored]:
    """The total of the table that one fund's income or spending (财政拨款收入) is the total of."""
    if len(item.terms) != 1:
        return []
    names = [plain(form) for form in item.terms[0].forms[:1]]
    for pattern, side, kinds in FUND_TOTALS:
        if any(pattern.match(name) for name in names):
            return [
                Scored(cell, 0.95 if cell.figure.table_kind == kinds[0] else 0.93, cell.column is None)
                for cell in holding.totals
                if cell.figure.table_kind in kinds
                and cell.side in (side, None)
                and cell.column is None
                and cell.fund is None
            ]
    return []


def scored_cells(cells: Iterable[Cell], terms: Sequence[Term], fits: Sequence[dict[str, float]]) -> list[Scored]:
    """Those of the cells whose address accounts for all of the terms, each scored."""
    weight = sum(term.weight for term in terms)
    sides = {side for term in terms if (side := side_of(term.forms[0] if term.forms else term.text))}
    found: list[Scored] = []
    for cell in cells:
        if cell.side is not None and sides and cell.side not in sides:
            continue  # 一般公共预算支出 is no row of the income side
        row_named, column_named = cell.row is None, cell.column is None
        met = loose = 0.0
        # The total of a table of something (三公经费, 政府采购) is only meant where that something is named.
        telling = cell.row is not None or cell.column is not None or cell.figure.table_kind in WHOLE_KINDS
        for term, fit in zip(terms, fits, strict=True):
            row = fit.get(cell.row, 0.0) if cell.row else 0.0
            column = fit.get(cell.column, 0.0) if cell.column else 0.0
            fund = fit.get(cell.fund, 0.0) if cell.fund else 0.0
            around = max((fit.get(n, 0.0) for n in (*cell.above, *cell.over)), default=0.0) * _ABOVE
            named = fit.get(cell.figure.table or "", 0.0)
            title = 0.0 if named < LEAST else _TITLE if named < CORE_ALIAS else _TITLE + 0.03
            if not term.known and cell.row is not None:
                title = min(title, named * _ABOVE)  # a word in a title says less than one in a row
            best = max(row, column, fund, around, title)
            if best < LEAST * _ABOVE:
                if not term.optional:
                    break
                loose += term.weight
                continue
            row_named |= row >= LEAST
            column_named |= column >= LEAST
            met += term.weight * best
            telling |= title > 0
        else:
            score = met / weight
            if row_named and telling and score >= ENOUGH and loose <= _LOOSE * weight:
                found.append(Scored(cell, score if column_named else score - 0.03, column_named))
    return found


def _reached(holding: Holding, fits: Sequence[dict[str, float]]) -> list[Cell]:
    """The cells that some term names by row, column or fund, and the total rows of tables that one names by title."""
    reached: dict[str, Cell] = {}
    for fit in fits:
        for name in fit:
            for cell in holding.by_name.get(name, ()):
                reached[cell.figure.id] = cell
    titled = {name for fit in fits for name in fit}
    for cell in holding.totals:
        if cell.figure.table in titled:
            reached[cell.figure.id] = cell
    return list(reached.values())


def by_code(holding: Holding, item: Item) -> list[Scored]:
    """The cells of the rows with a code; terms beside it choose the column."""
    cells = holding.by_code.get((item.code or "").upper(), ())
    if item.terms:
        fits = [holding.book.fits(term) for term in item.terms]
        columns = [
            term
            for term, fit in zip(item.terms, fits, strict=True)
            if any(c.column in fit or c.fund in fit for c in cells)
        ]
        if columns:
            chosen = [fit for term, fit in zip(item.terms, fits, strict=True) if term in columns]
            return [
                Scored(c, 1.0, True)
                for c in cells
                if all((c.column or "") in fit or (c.fund or "") in fit for fit in chosen)
            ]
    return [Scored(cell, 1.0 if cell.column is None else 0.97, cell.column is None) for cell in cells]


def by_whole(holding: Holding, item: Item) -> list[Scored]:
    """The total rows of the tables that print the whole, restricted by what terms stand beside the word for it."""
    kinds = TOTAL_TABLES[item.whole or "expenditure"]
    cells = [
        cell
        for cell in holding.totals
        if (cell.figure.table_kind in kinds or item.terms or item.sense) and cell.side in (item.whole, None)
    ]
    if item.sense:
        # 最大的经济科目: the totals of the tables that are divided so.
        divided = {n for n, rows in holding.by_table.items() if any(sense_of(c.figure) == item.sense for c in rows)}
        cells = [cell for cell in cells if cell.figure.table_number in divided] or cells
        largest = max((cell.figure.amount or 0 for cell in cells if cell.column is None), default=None)
        cells = [cell for cell in cells if cell.figure.amount == largest] or cells
    if item.terms:
        fits = [holding.book.fits(term) for term in item.terms]
        if all(fit or term.optional for term, fit in zip(item.terms, fits, strict=True)):
            found = scored_cells(cells, item.terms, fits)
            if found:
                return found
        return by_terms(holding, replace_whole(item))
    return [
        Scored(c, 1.0 if c.column is None and c.fund is None else 0.9, c.column is None)
        for c in cells
        if c.column is None
    ]


def replace_whole(item: Item) -> Item:
    """A total word beside a row adds nothing but the total column, which is preferred anyway."""
    return item.model_copy(update={"whole": None})


def aspect_rank(item: Item, figure: Figure) -> int:
    """0 where the column is the one asked for by name (年初预算, 执行数), 1 where it is of that basis, else 2."""
    if not item.aspect:
        return 0
    wanted = {core(name) for name in item.aspect}
    heads = {core(name) for name in figure.measure_path} | {core(figure.label)}
    if wanted & heads or any(plain(name) in plain(figure.measure) for name in item.aspect):
        return 0
    return 1 if item.basis is not None and figure.column_basis == item.basis else 2


def column_rank(s: Scored) -> int:
    """The total column answers where none is asked for; a fund's column, then a named one, only for want of it."""
    if not s.column_named:
        return 3
    if s.cell.fund is None or s.cell.column is not None:
        return 0
    return 1 if "一般公共预算" in s.cell.fund else 2


def equal(a: Figure, b: Figure) -> bool:
    """Whether two figures state the same amount, up to the rounding of the coarser one."""
    if a.amount is None or b.amount is None:
        return a.amount is b.amount
    if a.unit not in UNITS or b.unit not in UNITS:
        return a.amount == b.amount and a.unit == b.unit
    slack = max(half_last_place(a.text, a.unit), half_last_place(b.text, b.unit))
    return a.amount == b.amount or (a.unit != b.unit and abs(a.amount - b.amount) <= slack)
