"""From an item to the figure that answers for it: the right cell among all whose names the words account for.

Among the cells that account for the words best (`qa.scoring`), the order of choice is: the column and year asked for, the total column, the classification meant, then the table that covers most. Cells that print the same
amount are kept as `same`, other amounts under the name as `others`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.model import Figure
from qa import asking
from qa.accounted import KINDS
from qa.book import CORE
from qa.by_rows import Heading, heading_of, names_another
from qa.contrasts import is_unmeant
from qa.found import Choice, Found, Missing
from qa.holding import Holding
from qa.naming import is_fund
from qa.period import Missed, in_time
from qa.period_named import of_named_year
from qa.plan import Item, Plan, Term
from qa.preference import (
    BODY_ORDER,
    TABLE_ORDER,
    TOTAL_TABLES,
    is_body,
    sense_of,
    table_rank,
)
from qa.repeated import add_up, all_of, its_rows, told_apart
from qa.scoring import Scored, aspect_rank, by_code, by_fund, by_terms, by_whole, column_rank, equal
from qa.text import fold
from qa.titles import tables_named

_CLOSE: Final = 0.045
_AS_WELL: Final = 0.02
_WHOLES: Final = 4  # the tables that print everything stand first in their order
_SAME: Final = 0.13
_ALIKE: Final = 0.03
_SURELY: Final = 0.9
# How much of a row's name is enough for it to be the one that is meant, and by how much another must hold less.
_NEARLY_ALL: Final = 0.85
_MOST: Final = 0.6
_APART: Final = 0.2
_FEW: Final = 2
_CONTEXT: Final = 0.05
# A name that ends with something else than the words do is likely to be of something else.
_HEADLESS: Final = 0.04


class Finder:
    """Looks figures up in the holdings of one plan's documents."""

    def __init__(self, holdings: Sequence[Holding], plan: Plan) -> None:
        self.holdings, self.plan = tuple(holdings), plan
        self._part: dict[tuple[str, str], Holding] = {}

    def find(self, item: Item, *, near: Figure | None = None) -> Found | Missing | Choice:
        """The figure for an item, in the year, basis, level and organisation of its own or of the plan; of equals, one of the
        table of `near`."""
        if not item.named:
            return Missing("item", item.text)
        heading = heading_of(self.of(item), item, self.plan)
        if heading is not None:
            return _of_heading(heading)
        scored = self.candidates(item)
        if not scored:
            return self._missing(item)
        timed = in_time([s.figure for s in scored], item, self.plan)
        if isinstance(timed, Missed):
            return Missing(timed.kind, timed.text, timed.held)
        kept = {figure.id for figure in timed}
        scored = of_named_year([s for s in scored if s.figure.id in kept], item, self.plan)
        best = max(s.score for s in scored)
        if best < CORE and (heading := heading_of(self.of(item), item, self.plan, in_part=True)) is not None:
            return _of_heading(heading)
        if best < CORE and (left := [s for s in scored if not names_another(s.figure, item)]) != scored:
            if not left:
                return self._missing(item)
            scored, best = left, max(s.score for s in left)
        if near is not None and best < CORE:
            # Of rows that the words fit as well, the one beside what was found before (health, housing: both classes).
            beside = [s for s in scored if s.score >= best - _AS_WELL and _table(s.figure) == _table(near)]
            scored = beside or scored
        vague = self._vague(item, scored)
        if vague:
            return Missing("item", item.text, vague)
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
                else [*by_fund(holding, item, carried=self.plan.carried), *by_terms(holding, item)]
            )
        if item.aspect:
            found = [s for s in found if aspect_rank(item, s.figure) < 2]
        if item.sense:
            found = [s for s in found if sense_of(s.figure) == item.sense] or found
        found = self._meant(found) if self.plan.unmeant else found
        found = [s for s in found if not self._is_other_side(s, item)]
        return self._in_context(found, item) if item.within else found

    def _is_other_side(self, s: Scored, item: Item) -> bool:
        """Whether a cell is of an income that is named so (其他收入) where all that is asked for is spending, or the reverse."""
        question = self.plan.question
        spending, income = (bool(pattern.search(question)) for pattern in (asking.SPENDING, asking.INCOME))
        if spending == income:
            return False
        other = "收入" if spending else "支出"
        if any(other in form for term in item.terms for form in (term.text, *term.forms)):
            return False
        names = [n for n in (s.cell.row, s.cell.column, s.cell.fund) if n and n.endswith(other)]
        # 财政拨款 names the money of a spending, though its column is called 财政拨款收入.
        funds = [form for term in item.terms if term.known for form in term.forms if is_fund(form)]
        named = any(name.startswith(fund) for name in names for fund in funds)
        return s.cell.side == ("income" if spending else "expenditure") and bool(names) and not named

    def _meant(self, found: list[Scored]) -> list[Scored]:
        """Cells without those of what the question says it does not mean."""
        books = {holding.record.name: holding.book for holding in self.holdings}
        return [
            s
            for s in found
            if not is_unmeant(books[s.figure.document], self.plan.unmeant, (s.cell.row or s.figure.label,))
        ]

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
        if item.table:
            held = [self._tables(holding, item.table) for holding in held]
        if item.organization:
            held = [h for h in held if h.record.facts.organization == item.organization]
        levels = (item.level,) if item.level else self.plan.levels if len(self.plan.levels) == 1 else ()
        if not levels:
            return held
        own = [h for h in held if h.record.facts.level in (*levels, None)]
        return own if own or self.plan.strict_level else held

    def _tables(self, holding: Holding, name: str) -> Holding:
        """A holding with nothing but the tables that the words for one mean."""
        key = (holding.record.name, name)
        if key not in self._part:
            titles = tables_named(name, holding.titles.values())
            cells = tuple(cell for cell in holding.cells if cell.figure.table in titles)
            self._part[key] = replace(holding, cells=cells)
        return self._part[key]

    def holding_of(self, figure: Figure) -> Holding | None:
        """The holding that a figure is of; `None` if its document is not in scope."""
        return next((h for h in self.holdings if h.record.name == figure.document), None)

    def _level(self, figure: Figure) -> str | None:
        holding = self.holding_of(figure)
        return holding.record.facts.level if holding is not None else None

    def fit_of(self, item: Item, figure: Figure) -> float:
        """How well the address of a figure's cell fits an item's words, the worst of them: 0 to 1; 1 for what is in no table."""
        for holding in self.holdings:
            for cell in holding.by_table.get(figure.table_number, ()) if holding.record.name == figure.document else ():
                if cell.figure.id == figure.id:
                    fits = [holding.book.fits(term) for term in item.terms]
                    return min(
                        (max((fit.get(name, 0.0) for name in cell.names), default=0.0) for fit in fits), default=1.0
                    )
        return 1.0

    def title_of(self, document: str, number: int) -> str:
        """The title of a table of one of the documents, empty if none of its cells is at hand."""
        for holding in self.holdings:
            if holding.record.name == document:
                return holding.titles.get(number, "")
        return ""

    def _missing(self, item: Item) -> Missing:
        if not self.of(item) and self.holdings:
            return Missing("level", item.level or self.plan.levels[0] if self.plan.levels else "unit")
        if item.table:
            name = item.code or item.text
            text = f"{item.table}中的{name}" if self.plan.language == "zh" else f"{name} in {item.table}"
            return Missing("item", text)
        if item.code:
            texts = dict.fromkeys((item.code, *(term.text for term in item.terms)))
            words = [text for text in texts if not any(text in other for other in texts if other != text)]  # each once
            said = sorted(words, key=self.plan.question.lower().find)
            return Missing("item", ("" if self.plan.language == "zh" else " ").join(said))
        near: list[str] = []
        loose = self.unmatched(item)
        for term in loose or item.terms:
            for holding in self.of(item)[:12]:
                near += holding.book.nearest(term, 3)
        text = "".join(t.text for t in loose) if self.plan.language == "zh" else " ".join(t.text for t in loose)
        if item.whole and not item.terms:  # its text is the whole question
            zh, en = ("总收入", "total income") if item.whole == "income" else ("总支出", "total expenditure")
            name = (zh if self.plan.language == "zh" else en) + "".join(f"（{a}）" for a in item.aspect[:1])
            return Missing("item", name)
        return Missing("item", text or item.text, tuple(dict.fromkeys(near))[:5])

    def unmatched(self, item: Item) -> list[Term]:
        """The terms that no name in scope fits."""
        return [term for term in item.terms if not any(h.book.fits(term) for h in self.of(item))]

    def _vague(self, item: Item, scored: Sequence[Scored]) -> tuple[str, ...]:
        """The rows, if English words that are no name of anything fit several alike: support may be any of those that hold
        保障, and none is answered for."""
        if self.plan.language == "zh" and (rows_alike := self._of_a_kind(item, scored)):
            return rows_alike
        if (
            self.plan.language != "en"
            or not item.terms
            or any(term.known or not term.text.isascii() for term in item.terms)
        ):
            return ()
        books = {holding.record.name: holding.book for holding in self.holdings}
        best = max(s.score for s in scored)
        rows: dict[str, float] = {}
        for s in scored:
            if s.cell.row is not None and s.score >= best - _ALIKE:
                rows.setdefault(s.cell.row, books[s.figure.document].shared(item.terms, s.cell.row))
        order = sorted(rows, key=lambda row: -rows[row])
        if not order or best >= _SURELY or rows[order[0]] >= _NEARLY_ALL:
            return ()
        if len(order) == 1:
            fits = [book.fits(term) for book in books.values() for term in item.terms]
            common = len(item.terms) == 1 and len({name for fit in fits for name in fit}) > _FEW
            return tuple(order) if common and rows[order[0]] < _MOST else ()
        apart = rows[order[0]] >= _MOST and rows[order[0]] - rows[order[1]] > _APART
        return () if apart else tuple(order[:5])

    def _of_a_kind(self, item: Item, scored: Sequence[Scored]) -> tuple[str, ...]:
        """The rows that a word and a word for any kind (管理事务) fit alike: 物价管理 and 物业管理费 are no one thing of that name."""
        term = item.terms[0] if len(item.terms) == 1 and not item.code else None
        if term is None or term.known or len(term.parts) < 2 or sum(part[0] not in KINDS for part in term.parts) != 1:
            return ()
        best = max(s.score for s in scored)
        rows = dict.fromkeys(s.cell.row for s in scored if s.cell.row is not None and s.score >= best - _ALIKE)
        return tuple(row for row in rows if row)[:5] if len(rows) > 1 else ()

    def _unclear(self, scored: Sequence[Scored], best: float) -> Choice | None:
        if len(self.plan.organizations) == 1:
            return None
        close = [s for s in scored if s.score >= best - _CLOSE]
        names = tuple(dict.fromkeys(s.figure.organization or s.figure.document for s in close))
        return Choice(names) if len(names) > 1 else None

    def _choose(self, item: Item, scored: Sequence[Scored]) -> Found:
        totals = item.whole is not None and any(s.cell.row is None for s in scored)
        order = TOTAL_TABLES[item.whole] if item.whole and totals else TABLE_ORDER
        # Of several totals (收入总计, 本年收入合计), the one whose name the words end with.
        said = fold(item.text) + "".join(fold(term.forms[0]) for term in item.terms if term.forms)
        named_body = any(is_body(form, None) for term in item.terms for form in (*term.forms, term.text))
        books = {holding.record.name: holding.book for holding in self.holdings}
        levels = item.level or (self.plan.levels[0] if self.plan.levels else None)

        def heads(s: Scored) -> bool:
            return s.cell.row is None or not item.terms or books[s.figure.document].headed(item.terms, s.cell.row)

        def rank(s: Scored) -> tuple[float, ...]:
            figure = s.figure
            return (
                -round(s.score - (0.0 if heads(s) else _HEADLESS), 2),
                aspect_rank(item, figure),
                int(figure.fiscal_year not in (figure.column_year, None)),
                int(levels is None and self._level(figure) == "unit"),
                column_rank(s),
                -_said_of_total(s, said),
                int(not s.cell.unique),
                int(figure.amount is None),
                int(not named_body and is_body(s.cell.row, figure.code)),
                table_rank(figure, BODY_ORDER if is_body(s.cell.row, figure.code) else order),
                len(figure.path),
                ("proven", "unproven", "contested").index(figure.proof),
                figure.row or 0,  # of equals, the one printed first
            )

        ordered = sorted(scored, key=rank)
        top = ordered[0]
        alike = [s for s in ordered if rank(s)[:5] == rank(top)[:5] and s.figure.id != top.figure.id]
        table = (top.figure.document, top.figure.table_number, top.figure.column)
        kindred = [
            s
            for s in alike
            if (s.figure.document, s.figure.table_number, s.figure.column) == table
            and s.cell.row == top.cell.row
            and s.cell.row is not None
            and s.figure.amount is not None
            # 城乡社区环境卫生 (款) › 城乡社区环境卫生 (项): the row within the row says the same again
            and not (s.figure.amount == top.figure.amount and s.figure.path[: len(top.figure.path)] == top.figure.path)
        ]
        # Of rows of one name under several headings, the one whose own headings the words speak of comes first.
        top, kindred = all_of(self.holding_of(top.figure), top, kindred, alike)
        told = [told_apart(s.figure, [top, *kindred], item, books) for s in (top, *kindred)]
        first = [top, *kindred][told.index(max(told))]
        kin = [s.figure for s in [top, *kindred] if s is not first]
        top = first
        holding = self.holding_of(top.figure)
        # 水务 of 水务局, which two of its bodies hold as well, picks none of them: their rows are not all of the thing.
        own_name = any(not (t.known or t.body) and t.text in (top.figure.organization or "") for t in item.terms)
        alike_all = max(told) == min(told) and not (own_name and max(told) > 0)
        added = alike_all and holding is not None and add_up(holding, (top.figure, *kin))
        if not added:
            kin = [figure for figure in kin if figure.path != top.figure.path]
        rows = {(figure.label, figure.code) for figure in kin} | {figure.path for figure in kin}
        printed = [
            s.figure
            for s in alike
            if s.figure.amount is not None and s.figure.path not in rows and (s.figure.label, s.figure.code) not in rows
        ]
        if added:  # what else is printed of one row, is printed of no more than that row
            return Found(top.figure, top.score, (), (), tuple(kin), top.headed, added)
        same = [s.figure for s in ordered if s.score >= top.score - _SAME and s.figure.id != top.figure.id]
        same = [figure for figure in same if figure.amount is not None and equal(figure, top.figure)]
        if levels is None:
            # The same thing of the unit alone, where the department's answers and the words decide for neither.
            unit = [s for s in ordered if rank(s)[:3] == rank(top)[:3] and rank(s)[3] > rank(top)[3]]
            printed += [s.figure for s in unit[:1] if s.figure.amount is not None]
        if totals:
            printed = [figure for figure in printed if table_rank(figure, order) < _WHOLES]
        others: list[Figure] = []
        parts = its_rows(holding, top.figure, printed)
        for figure in (figure for figure in printed if figure not in parts):
            if not equal(figure, top.figure) and not any(equal(figure, other) for other in others):
                others.append(figure)
        return Found(top.figure, top.score, tuple(same), tuple(others), tuple(kin), top.headed, added)


def _of_heading(heading: Heading) -> Found:
    first, *others = heading.rows
    return Found(first, 1.0, (), (), tuple(others), False, True, heading.name, heading.code or "")


def _table(figure: Figure) -> tuple[str, int | None]:
    return figure.document, figure.table_number


def _said_of_total(s: Scored, said: str) -> int:
    """How much of a total row's name the words hold: 本年支出 of 本年支出合计, all of 收入总计."""
    label = fold(s.figure.label)
    stem = re.sub("(?:合计|总计|小计)$", "", label)
    return 0 if s.cell.row is not None else len(label) if label in said else len(stem) if stem and stem in said else 0
