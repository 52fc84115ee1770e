"""What amounts a phrase of a draft may stand for: printed figures, or figures put together, likeliest first.

The phrase is understood as a question would be (`Engine.plan`), so that everyday names, English names and crossings of row and
column lead to the same cells; where the audit's own matching of the narrative is sure of cells, they count as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from index.glossary import glossary
from index.records import DocumentRecord, FigureFilter
from ingest.amounts import UNITS
from ingest.audit.matching import Tables, candidates, fits, tables_of
from ingest.audit.naming import key
from ingest.claims import Claim
from ingest.claims.links import basis_of
from ingest.model import Figure
from qa import narrative
from qa.calculate import CalculationError, Result, difference, mean, total
from qa.drafts.phrases import completed, with_body, without_body
from qa.drafts.told import Tellings, Told
from qa.drafts.values import Asked, Reading, Value, computed, printed, reading_of
from qa.engine import Engine
from qa.finder import Finder
from qa.found import Found, Missing
from qa.holding import Holding
from qa.period import Missed, in_time, year_of
from qa.plan import Item, Kind, Language, Plan
from qa.rows import children, columns_under, headings, projects, siblings
from qa.scoring import Scored
from qa.text import fold, language_of

SURE: Final = 0.85
"""A name that fits this well leaves no doubt that it is meant."""
_MOST: Final = 24
_ENGLISH_OF: Final = re.compile(r"[A-Za-z][A-Za-z ]+\b(?:of|for|on)\s")
_ENGLISH: Final = 0.95
_NEAR: Final = 0.4
"""A name less alike in meaning (cosine) is another thing."""


class Readings:
    """Reads phrases against one library. What was read is kept; make a new one when the store has changed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: dict[Asked, Reading] = {}
        self._tables: dict[str, Tables] = {}
        self._by_amount: dict[str, dict[Decimal, list[Figure]]] = {}
        self._tellings = Tellings(engine.library)

    def holdings(self, records: Sequence[DocumentRecord]) -> list[Holding]:
        """The documents as the engine holds them."""
        return self.engine.holdings(records)

    def read(self, asked: Asked) -> Reading:
        """The amounts that a phrase may stand for."""
        if asked not in self._kept:
            found = self._read(asked)
            if not (found or found.blank or found.held):
                others = (
                    self._read(other)
                    for other in (without_body(asked), completed(asked), with_body(asked))
                    if other is not None
                )
                found = next((other for other in others if other), found)
            self._kept[asked] = found
        return self._kept[asked]

    def claim(self, claim: Claim, asked: Asked) -> Reading:
        """The amounts that a claim's subject may stand for; the audit's matching has its say too."""
        found = self.read(asked)
        sure, likely = self.matched(claim, asked)
        if claim.code and sure:
            return replace(reading_of(sure, sure=True), aside=found.aside)
        if sure and not any(value.formula for value in found.values):
            whole = reading_of([*sure, *found.figures], sure=True)
            return replace(whole, aside=found.aside, blank=found.blank)
        if found.sure or found.held:
            return found
        return found or reading_of(likely) or self._by_meaning(asked)

    def _by_meaning(self, asked: Asked) -> Reading:
        """What a phrase of the other language may mean: the amounts under the names nearest in meaning. Never sure."""
        if language_of(asked.phrase) != "en" or not asked.records:
            return Reading()
        documents = [record.name for record in asked.records]
        hits = self.engine.library.search_labels(
            asked.phrase, kinds=("item", "project", "measure"), documents=documents, limit=3
        )
        near = [hit.text for hit in hits if hit.semantic is not None and hit.semantic >= _NEAR]
        found = [self.read(replace(asked, phrase=name)) for name in near]
        return replace(reading_of([figure for reading in found for figure in reading.figures]), sure=False)

    def matched(self, claim: Claim, asked: Asked) -> tuple[list[Figure], list[Figure]]:
        """The table figures that the audit would compare a narrative claim with: those it is sure of, and likely ones."""
        sure: list[Figure] = []
        likely: list[Figure] = []
        named = basis_of(claim.measure)
        for record in asked.records:
            basis = named or ("final" if record.facts.basis == "final_accounts" else "budget")
            for found, kept in zip(candidates(claim, self._tables_of(record)), (sure, likely), strict=True):
                kept += [f for f in found if fits(f, asked.year, basis)]
        return sure, likely

    def _tables_of(self, record: DocumentRecord) -> Tables:
        if record.name not in self._tables:
            library = self.engine.library
            figures = library.figures(FigureFilter(documents=(record.name,), sources=("table",)))
            self._tables[record.name] = tables_of(figures, library.tables(record.name))
        return self._tables[record.name]

    def same_amount(self, records: Sequence[DocumentRecord], amount: Decimal) -> list[Figure]:
        """The figures anywhere in some documents that print an amount of money."""
        found: list[Figure] = []
        for holding in self.holdings(records):
            name = holding.record.name
            if name not in self._by_amount:
                index: dict[Decimal, list[Figure]] = {}
                for figure in (*(cell.figure for cell in holding.cells), *holding.stated):
                    if figure.amount and figure.unit in UNITS:
                        index.setdefault(figure.amount, []).append(figure)
                self._by_amount[name] = index
            found += self._by_amount[name].get(amount, [])
        return found

    # -- looking up -----------------------------------------------------------------------------------------------

    def plan(self, asked: Asked) -> Plan | None:
        """The phrase as a question's plan, looked up where the claim says."""
        # Project expenditure of 其他…费用 is English, however long the name is.
        language: Language | None = "en" if _ENGLISH_OF.match(asked.phrase) else None
        plan = self.engine.plan(asked.phrase, documents=[r.name for r in asked.records], language=language)
        if plan is None:
            return None
        names = tuple(dict.fromkeys(r.facts.organization for r in asked.records if r.facts.organization))
        return plan.model_copy(
            update={
                "documents": tuple(record.name for record in asked.records),
                "organizations": names,
                "unknown_organization": None,
                "years": (asked.year,) if asked.year else plan.years[:1],
                "basis": asked.basis or plan.basis,
                "actual": False,
            }
        )

    def told(self, claim: Claim, asked: Asked) -> list[Told]:
        """What the disclosures' own sentences say of a claim's subject, in its manner."""
        return self._tellings.of(claim, asked.records, asked.year)

    def told_of_amount(self, claim: Claim, amounts: Iterable[Decimal], asked: Asked) -> list[Told]:
        """What the disclosures' own sentences say of an amount, in a claim's manner."""
        return self._tellings.of_amount(claim, amounts, asked.records)

    def told_ending(self, claim: Claim, asked: Asked) -> list[Told]:
        """What they say of subjects whose names end in a claim's, or in a word for its English name."""
        names = [claim.subject]
        if claim.subject.isascii():
            pieces = glossary().pieces(claim.subject)
            counted = claim.carried or (claim.quantity is not None and claim.quantity.kind == "count")
            names = list(pieces[0].fragments) if len(pieces) == 1 and counted else []
        return [
            told
            for name in names
            for told in self._tellings.ending(replace(claim, subject=name), asked.records, asked.year)
        ]

    def stated(self, asked: Asked, kind: Kind, *, change: bool = False) -> tuple[Figure, ...]:
        """The figures of a kind that running text states of the phrase."""
        plan = self.plan(asked)
        if plan is None:
            return ()
        # What there is at some day (vehicles, staff) is of no budget year.
        plans = [plan, plan.model_copy(update={"years": ()})] if kind == "count" and plan.years else [plan]
        found: list[Figure] = []
        for timed in plans:
            finder = Finder(self.holdings(asked.records), timed)
            for item in timed.items[:3]:
                said = narrative.find(finder, item, change=change, kind=kind)
                if said is not None:
                    found += [said.figure, *said.others]
        return tuple(
            f
            for f in found
            if (asked.year is None or year_of(f) in {asked.year, None} or kind == "count")
            and bool(narrative.CHANGE.search(f.measure)) == change
        )

    def projects(self, asked: Asked) -> tuple[Figure, ...]:
        """The budgets of all projects that the documents list."""
        plan = self.plan(asked)
        return () if plan is None else tuple(projects(self.holdings(asked.records), plan))

    def peers(self, figure: Figure, records: Sequence[DocumentRecord]) -> list[Figure]:
        """The rows that stand beside a figure's: of one heading, table and column, itself among them."""
        return siblings(self.holdings(records), figure)

    def parts(self, blank: Figure, records: Sequence[DocumentRecord]) -> Value | None:
        """What the rows under a heading left blank add up to."""
        holdings = self.holdings(records)
        under = [f for f in children(holdings, blank) if f.amount is not None] or columns_under(holdings, blank)
        return computed(total(under)) if under else None

    def above(self, figure: Figure, records: Sequence[DocumentRecord]) -> list[Figure]:
        """The headings that a figure's row stands under, nearest first, then the totals of its table, in its column."""
        return headings(self.holdings(records), figure)

    def _read(self, asked: Asked) -> Reading:
        if not asked.phrase.strip() or not asked.records:
            return Reading()
        plan = self.plan(asked)
        if plan is None:
            return Reading()
        finder = Finder(self.holdings(asked.records), plan)
        items = [item for item in plan.items if item.named]
        if len(items) == 1 and plan.intent not in {"average", "sum", "difference"}:
            return self._one(finder, items[0], asked)
        if len(items) > 1 and plan.intent in {"sum", "average", "difference", "lookup", "compare"}:
            return self._together(finder, items, plan, asked)
        if len(items) == 1 and plan.intent == "average":
            return self._average_of_parts(finder, items[0], asked)
        return self._one(finder, items[0], asked) if len(items) == 1 else Reading()

    def _one(self, finder: Finder, item: Item, asked: Asked) -> Reading:
        found = self._by_body(finder, item)
        readings = [self._of_found(finder, item, one, asked) for one in found if isinstance(one, Found)]
        held = tuple(
            dict.fromkeys(y for one in found if isinstance(one, Missing) and one.kind == "year" for y in one.candidates)
        )
        if not readings:
            return Reading(held=held)
        best = max(r.sure for r in readings)
        kept = [r for r in readings if r.sure == best]
        return Reading(
            tuple(v for r in kept for v in r.values),
            best,
            tuple(f for r in kept for f in r.aside),
            tuple(f for r in kept for f in r.blank),
            held if not any(r.values for r in kept) else (),
        )

    def _by_body(self, finder: Finder, item: Item) -> list[Found | Missing]:
        """What each organisation in scope has for an item."""
        found: list[Found | Missing] = []
        for name in dict.fromkeys(h.record.facts.organization for h in finder.holdings):
            inside = [h for h in finder.holdings if h.record.facts.organization == name]
            plan = finder.plan.model_copy(update={"organizations": (name,) if name else ("",)})
            looked = Finder(inside, plan).find(item)
            if isinstance(looked, (Found, Missing)):
                found.append(looked)
        return found

    def _of_found(self, finder: Finder, item: Item, found: Found, asked: Asked) -> Reading:
        accepted = [found.figure, *found.others, *found.same, *found.namesakes]
        under = {key(name) for name in asked.above} - {""}
        if under and (
            near := [
                f for f in accepted if under & {key(name) for name in (*f.path[:-1], *f.measure_path, f.table or "")}
            ]
        ):
            accepted = near  # 公安 › 行政运行, not that of another division
        scored = [s for s in finder.candidates(item) if s.score >= found.score - 0.05 and s.figure.amount is not None]
        timed = in_time([s.figure for s in scored], item, finder.plan)
        known = {figure.id for figure in accepted}
        inside = set() if isinstance(timed, Missed) else {figure.id for figure in timed} - known
        same = [s for s in scored if s.figure.id in inside and _is_named(s, item, asked.phrase)]
        accepted += [s.figure for s in same]
        aside = tuple(s.figure for s in scored if s.figure.id in inside and s not in same)
        return Reading(
            tuple(printed(f) for f in accepted if f.amount is not None),
            found.score >= SURE,
            aside,
            tuple(f for f in accepted if f.amount is None),
        )

    def _together(self, finder: Finder, items: Sequence[Item], plan: Plan, asked: Asked) -> Reading:
        """Several things that one number speaks of: their sum, unless the words say average or difference."""
        each = [self._one(finder, item, asked) for item in items]
        if not all(each):
            return Reading()
        values: list[Value] = []
        for chosen in itertools.islice(itertools.product(*(_unlike(r.figures)[:3] for r in each)), _MOST):
            result = _calculated(plan.intent, chosen)
            if result is not None and result.value not in {v.amount for v in values}:
                values.append(computed(result))
        return Reading(tuple(values), all(r.sure for r in each))

    def _average_of_parts(self, finder: Finder, item: Item, asked: Asked) -> Reading:
        """The mean of the rows under a thing (平均每个项目)."""
        one = self._one(finder, item, asked)
        for figure in one.figures:
            under = [f for f in children(finder.holdings, figure) if f.amount is not None]
            if under:
                return Reading((computed(mean(under)),), one.sure)
        return Reading()


def _unlike(figures: Sequence[Figure]) -> list[Figure]:
    """Figures, each amount once."""
    return list({figure.amount: figure for figure in reversed(figures)}.values())[::-1]


def _is_named(scored: Scored, item: Item, phrase: str) -> bool:
    """Whether a cell is just what a phrase says: its row or, in English, its row and its column. An English name may be that
    of several rows."""
    cell = scored.cell
    if cell.fund is not None or cell.row is None:
        return False
    english = language_of(phrase) == "en"
    if cell.column is not None:
        said = [{fold(form) for form in term.forms} for term in item.terms if term.known]
        return english and len(said) == 2 and all(any(fold(n) in s for s in said) for n in (cell.row, cell.column))
    return fold(cell.row) == fold(phrase) or (scored.score >= _ENGLISH and english)


def _calculated(intent: str, figures: Sequence[Figure]) -> Result | None:
    try:
        if intent == "average":
            return mean(figures)
        if intent == "difference" and len(figures) == 2:
            return difference(*figures)
        return total(figures)
    except CalculationError:
        return None
