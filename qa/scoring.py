"""How well a cell's address (row, headings above it, column, fund, table) accounts for words. Pure functions over cells.

All the words together must be accounted for; a row or column that no word speaks of disqualifies a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.amounts import UNITS, half_last_place
from ingest.model import Figure
from qa.accounted import accounted
from qa.book import CORE_ALIAS, LEAST, Book
from qa.carried import names_carried, same_carried
from qa.fund_wholes import of_fund
from qa.holding import Cell, Holding
from qa.naming import core, is_fund, is_generic, plain, side_of
from qa.plan import Item, Term
from qa.preference import FUND_TOTALS, PURCHASES, TOTAL_TABLES, WHOLE_KINDS, sense_of
from qa.terms import is_side

# A term must be found somewhere in the address of the cell that answers; all of them together must be found well.
_TOLD_WHOSE: Final = 2  # pieces that words have at most where none of them is for the body
ENOUGH: Final = 0.66
_ABOVE: Final = 0.96
_TITLE: Final = 0.88
_LOOSE: Final = 0.34
_HALF: Final = 0.5
_SOME: Final = 0.2
_NEARLY_ALL: Final = 0.85
_BUYING: Final = frozenset(("采购", "购买", "购置", "采买"))
_OF_ALL: Final = frozenset({"balance", "final_balance", "income", "final_income"})
_DOMINATED: Final = 0.3
_OF_YEAR: Final = re.compile("^(?:本年|当年)(?:收入|支出)")
_ALL_OF_FUND: Final = WHOLE_KINDS - {"basic_expenditure"}


@dataclass(frozen=True, slots=True)
class Scored:
    """A cell with the share of the words that its address accounts for, weighted, 0 to 1. `headed` tells that a heading which
    holds nothing else names its row."""

    cell: Cell
    score: float
    column_named: bool = False
    headed: bool = False

    @property
    def figure(self) -> Figure:
        return self.cell.figure


def by_terms(holding: Holding, item: Item) -> list[Scored]:
    """The cells of a holding whose address accounts for all of the terms."""
    if not item.terms:
        return []
    book = holding.book
    fits = [book.fits(term) for term in item.terms]
    if not all(fit or term.optional for term, fit in zip(item.terms, fits, strict=True)) or not any(fits):
        return []
    found = scored_cells(_reached(holding, fits), item.terms, fits, _untelling(holding, item.terms, fits))
    found = [s for s in found if not s.headed] or [
        s
        for s in found
        if max(book.shared(item.terms, name) for name in s.cell.sole) >= _NEARLY_ALL and _only_there(holding, s, fits)
    ]
    found = _undominated(found, item.terms, fits)

    def weakly_named(row: str) -> bool:
        naming = [term for term, fit in zip(item.terms, fits, strict=True) if fit.get(row, 0.0) >= LEAST]
        return bool(naming) and all(book.weak(term, row) for term in naming) and book.shared(naming, row) < _HALF

    found = [s for s in found if s.cell.row is None or not weakly_named(s.cell.row)]
    # 其中：政府采购项目中预留给中小企业的项目资金规模: a word in the midst of a long heading names no column.
    found = [s for s in found if not s.column_named or _named_by(book, item.terms, (s.cell.column, *s.cell.over))]
    own = item.terms[0].forms[0] if item.terms[0].forms else item.text
    if len(item.terms) == 1 and same_carried(own, own):
        # 上年结转结余 of all funds before 上年结转 of one, however either is called
        whole = [s for s in found if s.figure.table_kind in _OF_ALL and same_carried(s.cell.row or "", own)]
        most = max((s.score for s in found), default=0.0)
        found = [replace(s, score=most) if s in whole and not s.cell.above else s for s in found]
    if all(
        is_fund(name) or names_carried(name) for name in (term.forms[0] if term.forms else "" for term in item.terms)
    ):
        # 财政拨款 or 上年结转 by itself is all of it, not what a table of a part (基本支出) has of it.
        return [s for s in found if s.figure.table_kind in _ALL_OF_FUND or s.cell.row is not None]
    return found


def _named_by(book: Book, terms: Sequence[Term], names: Iterable[str | None]) -> bool:
    """Whether words hold more of one of some headings than a word in its midst."""
    held = [name for name in names if name]
    return not held or max(book.shared(terms, name) for name in held) >= _SOME


def _undominated(found: list[Scored], terms: Sequence[Term], fits: Sequence[dict[str, float]]) -> list[Scored]:
    """Without cells that meet one of several terms far worse than another cell does (一般会议服务 for 会议费, which is printed)."""
    if len(terms) < 2 or len(found) < 2:
        return found
    kept = found
    for term, fit in zip(terms, fits, strict=True):
        if term.known:
            best = {s.figure.id: max((fit.get(name, 0.0) for name in s.cell.names), default=0.0) for s in found}
            most = max(best.values())
            kept = [s for s in kept if best[s.figure.id] >= most - _DOMINATED]
    return kept or found


def by_fund(holding: Holding, item: Item, *, carried: bool = False) -> list[Scored]:
    """The total of the table that one fund's income or spending (财政拨款收入) is the total of: what the year brings and not what it is
    carried over with (本年收入合计, not 收入总计), unless the words are of a grand total or `carried` takes it in."""
    if len(item.terms) != 1:
        return []
    names = [plain(form) for form in item.terms[0].forms[:1]]
    for pattern, side, kinds in FUND_TOTALS:
        if any(pattern.match(name) for name in names):
            cells = [
                cell
                for cell in holding.totals
                if cell.figure.table_kind in kinds
                and cell.side in (side, None)
                and cell.column is None
                and cell.fund is None
            ]
            if not carried and not any("总计" in said for said in (item.text, *names)):
                of_year = {c.figure.table_number for c in cells if _OF_YEAR.match(plain(c.figure.label))}
                cells = [
                    c for c in cells if c.figure.table_number not in of_year or _OF_YEAR.match(plain(c.figure.label))
                ]
            return [
                Scored(cell, 0.95 if cell.figure.table_kind == kinds[0] else 0.93, cell.column is None)
                for cell in cells
            ]
    return []


def _untelling(holding: Holding, terms: Sequence[Term], fits: Sequence[dict[str, float]]) -> frozenset[Term]:
    """Words that so many titles hold (公共 of 一般公共预算) that a title says nothing about them."""
    titles = set(holding.titles.values())
    return frozenset(
        term
        for term, fit in zip(terms, fits, strict=True)
        if not term.known and (held := sum(title in fit for title in titles)) > 1 and 4 * held > len(titles)
    )


def scored_cells(
    cells: Iterable[Cell],
    terms: Sequence[Term],
    fits: Sequence[dict[str, float]],
    untelling: frozenset[Term] = frozenset(),
) -> list[Scored]:
    """Those of the cells whose address accounts for all of the terms, each scored; no title accounts for `untelling` ones."""
    weight = sum(term.weight for term in terms)
    sides = {side for term in terms if (side := side_of(term.forms[0] if term.forms else term.text))}
    lone = all(term.optional for term in terms)  # 发 in 发工资 names no row, a verb alone may
    found: list[Scored] = []
    for cell in cells:
        if cell.side is not None and sides and cell.side not in sides and not _paid_by(cell, terms, fits):
            continue  # 一般公共预算支出 is no row of the income side
        row_named, column_named = cell.row is None, cell.column is None
        met = loose = 0.0
        headed = False
        # The total of a table of something (三公经费, 政府采购) is only meant where that something is named.
        telling = cell.row is not None or cell.column is not None or cell.figure.table_kind in WHOLE_KINDS
        headings = (*cell.above, *cell.over, *_over_fund(cell, fits))
        for term, fit in zip(terms, fits, strict=True):
            if len(terms) > 1 and term.text in _BUYING and cell.figure.table_kind in PURCHASES:
                met += term.weight * _TITLE  # all that stands there is bought; 购置 in a heading tells of no more
                telling = True
                continue
            row = fit.get(cell.row, 0.0) if cell.row else 0.0
            column = fit.get(cell.column, 0.0) if cell.column else 0.0
            fund = fit.get(cell.fund, 0.0) if cell.fund else 0.0
            if row >= LEAST and not term.known:
                fund = min(fund, row)  # the fund of 应急管理专项经费 tells of no 政府性基金
            around = max((fit.get(n, 0.0) for n in headings), default=0.0) * _ABOVE
            named = fit.get(cell.figure.table or "", 0.0) if term not in untelling else 0.0
            title = 0.0 if named < LEAST else _TITLE if named < CORE_ALIAS else _TITLE + 0.03
            if not term.known:
                title = min(title, named * _ABOVE)  # a word in a title says less than one in a row
            best = max(row, column, fund, around, title)
            if best < LEAST * _ABOVE:
                if not term.optional:
                    break
                loose += term.weight
                continue
            sole = max((fit.get(n, 0.0) for n in cell.sole), default=0.0)
            # What a heading is called does not name its rows, unless it holds only one.
            by_row = row >= LEAST and row >= around and (not term.optional or lone)
            headed |= not by_row and sole >= LEAST and sole * _ABOVE >= around
            row_named |= by_row or headed
            column_named |= column >= LEAST
            met += term.weight * best
            telling |= title > 0
        else:
            score = met / weight
            # 刑警做DNA检测 says whose it is; 财政业务费 of a 财政局 is what it is called.
            whose = cell.figure.organization or "" if any(len(term.parts) > _TOLD_WHOSE for term in terms) else ""
            named_by = (*cell.names, *cell.sole, whose)
            if row_named and telling and score >= ENOUGH and loose <= _LOOSE * weight and accounted(terms, named_by):
                found.append(Scored(cell, score if column_named else score - 0.03, column_named, headed))
    return found


def _paid_by(cell: Cell, terms: Sequence[Term], fits: Sequence[Mapping[str, float]]) -> bool:
    """Whether words name a row and the income that it is paid by (a project's 其他收入), each by its name."""
    paid = [fit.get(cell.fund or "", 0.0) >= CORE_ALIAS for fit in fits]
    rows = [fit.get(cell.row or "", 0.0) >= CORE_ALIAS for fit in fits]
    return any(paid) and any(row and not fund for row, fund in zip(rows, paid, strict=True)) and len(terms) > 1


def _over_fund(cell: Cell, fits: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """The funds over a cell's own, where words name its own besides (财政拨款的政府性基金预算): one of its parts is not all of a fund."""
    over = [fit for fit in fits if any(fit.get(name, 0.0) >= CORE_ALIAS for name in cell.over_fund)]
    own = [fit for fit in fits if fit.get(cell.fund or "", 0.0) >= CORE_ALIAS]
    return cell.over_fund if over and any(fit not in over for fit in own) else ()


def _only_there(holding: Holding, one: Scored, fits: Sequence[Mapping[str, float]]) -> bool:
    """Whether the heading by whose name a row is told has no other rows in its table: under one function 工资福利支出 may hold a single
    account, under the next it holds six."""
    if one.cell.row and any(fit.get(one.cell.row, 0.0) >= LEAST for fit in fits):
        return True  # 物业费里的保安服务: the row is named itself
    names = {name for name in one.cell.sole if any(fit.get(name, 0.0) >= LEAST for fit in fits)}
    table = holding.by_table[one.figure.table_number]

    def fits_all(cell: Cell) -> bool:
        said = (*cell.names, *cell.above)
        return all(any(fit.get(name, 0.0) >= LEAST for name in said) for fit in fits if fit)

    return not any(
        names.intersection(cell.above) and cell.figure.path != one.figure.path and fits_all(cell) for cell in table
    )


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
    """The cells of the rows with a code; terms beside it choose the column or the table, else they repeat its name; none
    where they name anything else."""
    cells = holding.by_code.get((item.code or "").upper(), ())
    fits = [holding.book.fits(term) for term in item.terms]
    names = {name for c in cells for name in (*c.names, c.figure.table or "")}
    for term, fit in zip(item.terms, fits, strict=True):
        if not names & fit.keys() and not any(form.endswith("表") for form in term.forms[:1]):
            return []  # 2010607的差旅费: of another thing, which is not printed of it
    titled = [fit for fit in fits if any((c.figure.table or "") in fit and c.row not in fit for c in cells)]
    cells = tuple(c for c in cells if all((c.figure.table or "") in fit for fit in titled))
    columns = [fit for fit in fits if fit not in titled and any(c.column in fit or c.fund in fit for c in cells)]
    if len(columns) > 1 and all(is_side(term) for term in item.terms):
        columns = []  # 基本支出还是项目支出: the row, whichever it stands in
    if columns:
        named = [
            (c, min(max(fit.get(c.column or "", 0.0), fit.get(c.fund or "", 0.0)) for fit in columns)) for c in cells
        ]
        best = max(score for _, score in named)
        # 政府采购项目, not what of it is kept for small firms
        return [Scored(c, 1.0 - (best - score), True) for c, score in named if score]
    return [Scored(cell, 1.0 if cell.column is None else 0.97, cell.column is None) for cell in cells]


def by_whole(holding: Holding, item: Item) -> list[Scored]:
    """The total rows of the tables that print the whole, restricted by what terms stand beside the word for it."""
    kinds = TOTAL_TABLES[item.whole or "expenditure"]
    funded = of_fund(item)
    if funded is not None and (found := by_fund(holding, funded)):
        return found
    cells = [
        cell
        for cell in holding.totals
        if (cell.figure.table_kind in kinds or item.terms or item.sense or item.table)
        and cell.side in (item.whole, None)
        and not _of_itself(holding, cell)
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
            if funded is not None:
                found = [s for s in found if s.figure.table_kind in _ALL_OF_FUND]
            if found:
                return found
        rest = by_terms(holding, replace_whole(item))
        return rest if funded is None else [s for s in rest if _is_all_of(holding, s, item.terms[0])]
    return [
        Scored(c, 1.0 if c.column is None and c.fund is None else 0.9, c.column is None)
        for c in cells
        if c.column is None
    ]


def _of_itself(holding: Holding, cell: Cell) -> bool:
    """Whether a row of the department's own name is proven to be a part of a total: what the bureau has without its units is no total."""
    return not is_generic(cell.figure.label) and bool(
        holding.totals_of.get(cell.figure.id, frozenset()) & holding.total_ids
    )


def _is_all_of(holding: Holding, s: Scored, fund: Term) -> bool:
    """Whether a cell is all of a fund: a total of a table of everything, or the fund's own row."""
    if s.cell.row is None:
        return s.figure.table_kind in _ALL_OF_FUND
    return holding.book.fits(fund).get(s.cell.row, 0.0) >= CORE_ALIAS


def replace_whole(item: Item) -> Item:
    """A total word beside a row adds nothing but the total column, which is preferred anyway."""
    return item.model_copy(update={"whole": None})


def aspect_rank(item: Item, figure: Figure) -> int:
    """0 where the column is the one asked for by name (年初预算, 执行数), 1 where it is of that basis, else 2."""
    if not item.aspect:
        return 0
    # What is left of 预算执行数 without its amount word is 预算, which names another column.
    wanted = {core(name) for name in item.aspect} - {"预算", "决算"}
    heads = {core(name) for name in figure.measure_path} | {core(figure.label)}
    told = plain(figure.label) + plain(figure.measure) if figure.source == "narrative" else plain(figure.measure)
    if wanted & heads or any(plain(name) in told for name in item.aspect):
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
