"""An explanation of one table in sentences, from its figures alone: the total, its parts with their shares, the items of each, and the
change from the year before where the same table of that year is in the library.

Every sentence is checked as a stranger's draft would be (`qa.drafts`); one that does not pass is left out and counted. Amounts are quoted
as printed; what is worked out (shares, changes) is exact and rounded as `qa.calculate` does. In Chinese, as the disclosures are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from index.records import DocumentRecord, FigureFilter
from ingest.amounts import convert, print_number
from ingest.headers import is_total
from ingest.model import Figure, Table
from qa.calculate import CalculationError, difference, gap, growth, share
from qa.drafts import DraftChecker

if TYPE_CHECKING:
    from qa.engine import Engine

_MOST_PARTS: Final = 12
_NOT_NOUN: Final = (
    re.compile(r"[（(].*?[)）]"),
    re.compile(r"^20\d\d年度?"),
    re.compile(r"(?:总体)?(?:情况)?[总明细]*(?:预算|决算)?总?表.*$"),
    re.compile(r"按?(?:部门预算|政府预算)?(?:功能|经济)分类(?:科目)?$"),
)
"""What a title has beside what its table is of."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The text, and how many sentences did not pass the check and were left out."""

    text: str
    left_out: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The figures of a table's main column: its total and the rows right under it, each with the rows under that."""

    record: DocumentRecord
    title: str
    total: Figure
    parts: tuple[Figure, ...]
    below: dict[str, tuple[Figure, ...]]


def explainable(tables: Sequence[Table], figures: Sequence[Figure], record: DocumentRecord) -> list[Table]:
    """The tables of a document that have a total and parts that add up to it."""
    return [table for table in tables if _sheet(table, figures, record) is not None]


def explain(engine: Engine, document: str, number: int) -> Explanation | None:
    """The explanation of a document's table, by its number; `None` where the table has no total that its parts add up to."""
    library = engine.library
    records = library.documents()
    record = next((r for r in records if r.name == document), None)
    if record is None or not record.facts.organization or not record.facts.fiscal_year:
        return None
    sheet = _sheet(library.table(document, number), _figures(engine, document), record)
    if sheet is None:
        return None
    before = _year_before(engine, records, record, sheet)
    names = [record.name, *([before.record.name] if before else [])]
    checker = DraftChecker(engine)
    kept: list[str] = []
    left_out = 0
    for paragraph in _paragraphs(sheet, before):
        good: list[str] = []
        for sentence in paragraph:
            report = checker.check(
                "".join([*good, sentence]), documents=names, year=record.facts.fiscal_year, language="zh"
            )
            if report.claims and report.good:
                good.append(sentence)
            else:
                left_out += 1
        if good:
            kept.append("".join(good).strip())
    return Explanation("\n\n".join(kept), left_out)


def _figures(engine: Engine, document: str) -> list[Figure]:
    return engine.library.figures(FigureFilter(documents=(document,), sources=("table",)))


def _sheet(table: Table, figures: Sequence[Figure], record: DocumentRecord) -> _Sheet | None:
    if len({column.side for column in table.columns}) > 1:
        return None
    column = next((c.index for c in table.columns if c.role == "amount"), None)
    inside = [f for f in figures if f.table_number == table.number and f.column == column and f.amount]
    total = next((f for f in inside if is_total(f.label) and len(f.path) == 1), None)
    parts = [f for f in inside if len(f.path) == 1 and f is not total and not is_total(f.label)]
    if total is None or not parts or any((f.amount or 0) < 0 for f in inside) or gap(total, parts):
        return None
    below = {}
    for part in parts:
        under = [f for f in inside if len(f.path) > 1 and f.path[0] == part.label]
        above = {f.path[:end] for f in under for end in range(2, len(f.path))}
        leaves = [f for f in under if f.path not in above]
        if len(leaves) > 1 and len({f.label for f in leaves}) == len(leaves) and not gap(part, leaves):
            below[part.label] = tuple(sorted(leaves, key=lambda f: -(f.amount or Decimal(0))))
    ordered = tuple(sorted(parts, key=lambda f: -(f.amount or Decimal(0))))
    return _Sheet(record, table.title, total, ordered, below)


def _year_before(
    engine: Engine, records: Sequence[DocumentRecord], record: DocumentRecord, sheet: _Sheet
) -> _Sheet | None:
    """The same table in the same organisation's document of the year before, on the same basis."""
    facts = record.facts
    for other in records:
        same = (other.facts.organization, other.facts.basis, other.facts.level) == (
            facts.organization,
            facts.basis,
            facts.level,
        )
        if not same or other.facts.fiscal_year != (facts.fiscal_year or 0) - 1:
            continue
        figures = _figures(engine, other.name)
        for table in engine.library.tables(other.name):
            if table.kind == sheet.total.table_kind and table.kind != "other":
                found = _sheet(table, figures, other)
                if found is not None and found.total.unit == sheet.total.unit:
                    return found
    return None


def _paragraphs(sheet: _Sheet, before: _Sheet | None) -> Iterator[list[str]]:
    """The sentences a paragraph, worded as disclosures word them."""
    shown = sheet.parts[:_MOST_PARTS]
    yield [_total(sheet) + (_change(sheet.total, before.total) if before else "。")]
    yield [_part(part, sheet.total) for part in shown]
    for part in shown:
        if part.label in sheet.below:
            yield [_items(part, sheet.below[part.label][:_MOST_PARTS])]
    old = {part.label: part for part in before.parts} if before else {}
    yield [f"{part.label}{_amount(part)}{_change(part, old[part.label])}" for part in shown if part.label in old]


def _amount(figure: Figure) -> str:
    return f"{figure.text.strip()}{figure.unit}"


def _total(sheet: _Sheet) -> str:
    facts = sheet.record.facts
    return f"{facts.fiscal_year}年，{facts.organization}{_noun(sheet)}合计{_amount(sheet.total)}"


def _part(part: Figure, whole: Figure) -> str:
    return f"{part.label}{_amount(part)}，占{print_number(share(part, whole).value, 2)}%。"


def _items(part: Figure, items: Sequence[Figure]) -> str:
    listed = "，".join(f"{item.label}{_amount(item)}" for item in items)
    return f"{part.label}{_amount(part)}，其中：{listed}。"


def _change(new: Figure, old: Figure) -> str:
    """How an amount compares with last year's, to follow the amount."""
    change = difference(new, old).value
    if not change:
        return "，与上年持平。"
    word, by = ("增加", "增长") if change > 0 else ("减少", "下降")
    places = max(len(f.text.strip().partition(".")[2]) for f in (new, old))
    moved = f"，比上年{word}{print_number(convert(abs(change), new.unit), places)}{new.unit}"
    try:
        return f"{moved}，{by}{print_number(abs(growth(new, old).value), 2)}%。"
    except CalculationError:
        return f"{moved}。"


def _noun(sheet: _Sheet) -> str:
    """What a table is of: 2025年部门支出预算总表 is of 部门支出."""
    noun = sheet.title
    for rest in _NOT_NOUN:
        noun = rest.sub("", noun).strip()
    return noun if len(noun) > 1 else "支出"
